"""Reading a corpus: rows by id, and the caches to find the ids. Never writes rows.

A view belongs to the thread that opened it. `refresh` follows what another process published;
an id that a cache still knows and the rows no longer have is simply not found.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from index import caches, collections, layout
from index.caches import Caches
from index.collections import Collection
from index.database import generation, open_database, state, translated_sqlite, writer_lock
from index.definitions import Meaning
from index.errors import Busy, DocumentUnknown, ModelChanged, StoreError
from index.types import Document, Passage

log = logging.getLogger(__name__)

_PASSAGE = 'p.id, d.id, p.start, p."end", p.text, p.section, p.page, p.place, p.context'
_DOCUMENT = "d.id, coalesce(d.url, d.path), d.title, d.text, d.number, d.kind, d.issued, d.layout"

# What was pasted below a document is kept without passages (`index/parts.py`).
_SEARCHED = "EXISTS (SELECT 1 FROM passages p WHERE p.document = documents.pk)"


class CorpusView:
    """What is searchable now, for a model whose vectors carry `identity`."""

    def __init__(self, data: Path, identity: str) -> None:
        """Raises `StoreError`s; `ModelChanged` when the vectors are of another model."""
        self.data = data
        self.identity = identity
        self.db = open_database(data)
        try:
            self.caches = self._open_caches()
            self._version = self._data_version()
        except BaseException:
            self.db.close()
            raise
        self._document = lru_cache(maxsize=64)(self._load_document)

    def close(self) -> None:
        self.db.close()

    def refresh(self) -> None:
        """Follows what other processes did since. Costs a read of one small file."""
        manifest = caches.read_manifest(self.data)
        if manifest is None or manifest != self.caches.manifest:
            self.caches = self._open_caches()
        version = self._data_version()
        if version != self._version:
            self._version = version
            self._document.cache_clear()

    def seen_by(self, readable: frozenset[str]) -> "CorpusView":
        """What is there for a reader of some collections only; to be closed by its owner.

        Nothing else of it can be told from the corpus as it is: rows, words, their frequencies.
        """
        return _ConfinedView(self, readable)

    def collections(self, *, public: bool = False) -> frozenset[str]:
        """The names of all collections, or of the public ones, as they are now."""
        with translated_sqlite(self.data):
            return collections.names(self.db, public=public)

    def known_collections(self) -> list[Collection]:
        """All collections with what is in them."""
        with translated_sqlite(self.data):
            return collections.known(self.db)

    def __len__(self) -> int:
        """Passages that can be found."""
        return len(self.caches.words)

    def passages(self, ids: Iterable[int]) -> dict[int, tuple[Passage, int]]:
        """Passages by id with the primary key of their document; unknown ids are left out."""
        wanted = list(ids)
        rows = self._rows(
            f"""SELECT d.pk, {_PASSAGE} FROM passages p JOIN documents d ON d.pk = p.document
            WHERE p.id IN ({_marks(wanted)})""",
            wanted,
        )
        return {row[1]: (Passage(*row[1:]), row[0]) for row in rows}

    def owner(self, passage: int) -> int:
        """The primary key of the document that holds a passage.

        Raises `KeyError` when the passage was removed a moment ago.
        """
        return self.passages([passage])[passage][1]

    def document(self, pk: int) -> Document:
        """A document with its text, by primary key. The last few are kept in memory.

        Raises `DocumentUnknown` when it was removed a moment ago.
        """
        return self._document(pk)

    def neighbours(self, passage: int) -> tuple[int | None, int | None, int, int] | None:
        """Ids before and after within the document, position from 1, and how many there are."""
        rows = self._rows("SELECT document, position FROM passages WHERE id = ?", [passage])
        if not rows:
            return None
        document, position = rows[0]
        ids = self.passages_of(document)
        before = ids[position - 1] if position else None
        after = ids[position + 1] if position + 1 < len(ids) else None
        return before, after, position + 1, len(ids)

    def named(self, key: str) -> list[tuple[int, str, str]]:
        """(pk, number, title) of documents whose number or title carries a reference key."""
        return self._rows(
            f"""SELECT pk, coalesce(number, ''), title FROM documents
            WHERE pk IN (SELECT document FROM names WHERE key = ?) AND {_SEARCHED} ORDER BY pk""",
            [key],
        )

    def mentioned(self, key: str) -> list[str]:
        """The references with a key, as they are written in passages; each once."""
        rows = self._rows("SELECT DISTINCT reference FROM mentions WHERE key = ?", [key])
        return [row[0] for row in rows]

    def mentions(self, key: str, written: Iterable[str]) -> list[int]:
        """Ids of the passages in which references with a key are written in one of these ways."""
        wanted = list(written)
        rows = self._rows(
            f"""SELECT passage FROM mentions WHERE key = ? AND reference IN ({_marks(wanted)})
            ORDER BY passage""",
            [key, *wanted],
        )
        return [row[0] for row in rows]

    def passages_of(self, pk: int) -> list[int]:
        """Ids of a document's passages, in order."""
        rows = self._rows("SELECT id FROM passages WHERE document = ? ORDER BY position", [pk])
        return [row[0] for row in rows]

    def meanings(self, keys: Sequence[str]) -> list[Meaning]:
        """What documents define short forms to stand for, by `definitions.key`."""
        return self._meanings("key", keys)

    def short_forms(self, full_keys: Sequence[str]) -> list[Meaning]:
        """The same by the key of what they stand for (`definitions.full_key`)."""
        return self._meanings("full_key", full_keys)

    def vectors(self, ids: Sequence[int]) -> dict[int, Any]:
        """Stored vectors as bytes of float32, by passage id."""
        rows = self._rows(f"SELECT id, vector FROM passages WHERE id IN ({_marks(ids)})", ids)
        return dict(rows)

    def _meanings(self, column: str, keys: Sequence[str]) -> list[Meaning]:
        rows = self._rows(
            f"""SELECT f.document, d.id, f.short, f."full"
            FROM definitions f JOIN documents d ON d.pk = f.document
            WHERE f.{column} IN ({_marks(keys)}) ORDER BY f.document, f.start""",
            keys,
        )
        return [Meaning(*row) for row in rows]

    def _load_document(self, pk: int) -> Document:
        rows = self._rows(f"SELECT {_DOCUMENT} FROM documents d WHERE pk = ?", [pk])
        if not rows:
            raise DocumentUnknown(pk)
        *said, issued, written = rows[0]
        day = date.fromisoformat(issued) if issued else None
        known = [*said, day, layout.pages(written), layout.noise(written)]
        return Document(*known)

    def _rows(self, query: str, bound: Sequence[object] = ()) -> list[Any]:
        with translated_sqlite(self.data):
            return self.db.execute(query, list(bound)).fetchall()

    def _open_caches(self) -> Caches:
        self._check_model()
        return self._published(self._generation()) or self._built()

    def _check_model(self) -> None:
        with translated_sqlite(self.data):
            model = state(self.db, "model")
        filled = self._rows("SELECT EXISTS (SELECT 1 FROM passages)")[0][0]
        if filled and model != self.identity:
            raise ModelChanged(self.identity, model or "")

    def _data_version(self) -> int:
        """A number that changes when another process has changed the rows."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def _generation(self) -> int:
        with translated_sqlite(self.data):
            return generation(self.db)

    def _published(self, of: int | None = None) -> Caches | None:
        """The published caches, if they are whole and of the generation that is asked for."""
        manifest = caches.read_manifest(self.data)
        if manifest is None or of not in (None, manifest.generation):
            return None
        return caches.load(self.data, manifest)

    def _built(self) -> Caches:
        """Caches built again; while another process is writing, the last good ones do."""
        try:
            with writer_lock(self.data):
                log.info("building caches")
                loaded = caches.load(self.data, caches.publish(self.db, self.data))
        except Busy:
            # A second look: the other process may have replaced them during the first.
            loaded = self._published() or self._published()
            if loaded is None:
                raise
        if loaded is None:
            raise StoreError(self.data)
        return loaded


class _ConfinedView(CorpusView):
    """A view of some collections, by a connection of its own; the caches are shared."""

    def __init__(self, whole: CorpusView, readable: frozenset[str]) -> None:
        self._whole = whole
        self._readable = readable
        super().__init__(whole.data, whole.identity)
        with translated_sqlite(self.data):
            collections.confine(self.db, readable)

    def refresh(self) -> None:
        """Follows the whole view, and what was moved between collections."""
        self._whole.refresh()
        version = self._data_version()
        if self.caches.manifest != self._whole.caches.manifest or version != self._version:
            self.caches = self._open_caches()
            self._version = version
            self._document.cache_clear()

    def _open_caches(self) -> Caches:
        with translated_sqlite(self.data):
            passages = collections.readable_passages(self.db, self._readable)
        hidden = self._whole.collections() - self._readable
        return self._whole.caches.confined(np.array(passages, np.int64), hidden)


def _marks(bound: Sequence[object]) -> str:
    return ", ".join("?" * len(bound))
