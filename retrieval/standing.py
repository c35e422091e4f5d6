"""Whether what an answer shows may still be shown, asked at the last moment before it is sent.

By a connection of its own, so that it need not wait for a search. Belongs to the thread that
opened it.
"""

from collections.abc import Collection
from pathlib import Path

from index import collections
from index.database import open_database, translated_sqlite
from retrieval.types import Reader


class Standing:
    """Knows of documents only whether they are there, and for whom."""

    def __init__(self, data: Path) -> None:
        """Raises `StoreError`s."""
        self._data = data
        self._db = open_database(data)

    def __call__(self, reader: Reader, documents: Collection[str]) -> bool:
        """Whether all of some documents, by the ids that people see, are there for a reader."""
        with translated_sqlite(self._data):
            public = collections.names(self._db, public=True)
            readable = reader.readable(public, collections.names(self._db))
            return collections.holds(self._db, documents, readable)

    def close(self) -> None:
        self._db.close()
