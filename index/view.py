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

from sqlite_utils import Database

from index import caches
from index.caches import Caches
from index.database import generation, open_database, state, translated, writer_lock
from index.errors import Busy, ModelChanged
from index.types import Document, Passage

log = logging.getLogger(__name__)

_PASSAGE = 'p.id, d.id, p.start, p."end", p.text, p.section, p.page'
_DOCUMENT = "d.id, coalesce(d.url, d.path), d.title, d.text, d.number, d.kind, d.issued"


class CorpusView:
    """What is searchable now, for a model whose vectors carry `identity`."""

    def __init__(self, data: Path, identity: str) -> None:
        """Raises `StoreError`s; `ModelChanged` when the vectors are of another model."""
        self.data = data
        self.identity = identity
        self.db = open_database(data)
        self.caches = self._open_caches()
        self._document = lru_cache(maxsize=64)(self._load_document)

    def close(self) -> None:
        self.db.close()

    def refresh(self) -> None:
        """Opens newer caches, if any were published since. Costs a read of one small file."""
        manifest = caches.read_manifest(self.data)
        if manifest is None or manifest != self.caches.manifest:
            self.caches = self._open_caches()
            self._document.cache_clear()

    def __len__(self) -> int:
        """Passages that can be found."""
        return len(self.caches.words)

    def passages(self, ids: Iterable[int]) -> dict[int, tuple[Passage, int]]:
        """Passages by id with the primary key of their document; unknown ids are left out."""
        wanted = list(ids)
        marks = ", ".join("?" * len(wanted))
        rows = self.db.execute(
            f"""SELECT d.pk, {_PASSAGE} FROM passages p JOIN documents d ON d.pk = p.document
            WHERE p.id IN ({marks})""",
            wanted,
        )
        return {row[1]: (Passage(*row[1:]), row[0]) for row in rows}

    def document(self, pk: int) -> Document:
        """A document with its text, by primary key. The last few are kept in memory."""
        return self._document(pk)

    def neighbours(self, passage: int) -> tuple[int | None, int | None, int, int] | None:
        """Ids before and after within the document, position from 1, and how many there are."""
        row = self.db.execute(
            "SELECT document, position FROM passages WHERE id = ?", [passage]
        ).fetchone()
        if row is None:
            return None
        around = dict(
            self.db.execute(
                "SELECT position, id FROM passages WHERE document = ? AND position IN (?, ?)",
                [row[0], row[1] - 1, row[1] + 1],
            ).fetchall()
        )
        count = self.db.execute("SELECT count(*) FROM passages WHERE document = ?", [row[0]])
        return (
            around.get(row[1] - 1), around.get(row[1] + 1), row[1] + 1, count.fetchone()[0]
        )  # fmt: skip

    def numbered(self, key: str) -> list[tuple[int, str, str]]:
        """(pk, number, title) of documents whose number or title may carry a reference key."""
        rows = self.db.execute(
            "SELECT pk, coalesce(number, ''), title FROM documents WHERE number GLOB ? OR title GLOB ?",
            [f"*{key}*", f"*{key}*"],
        )
        return rows.fetchall()

    def mentions(self, key: str) -> list[tuple[int, str]]:
        """(passage id, reference as written) of every mention with a reference key."""
        rows = self.db.execute("SELECT passage, reference FROM mentions WHERE key = ?", [key])
        return rows.fetchall()

    def passages_of(self, pk: int) -> list[int]:
        """Ids of a document's passages, in order."""
        rows = self.db.execute("SELECT id FROM passages WHERE document = ? ORDER BY position", [pk])
        return [row[0] for row in rows]

    def vectors(self, ids: Sequence[int]) -> dict[int, Any]:
        """Stored vectors as bytes of float32, by passage id."""
        marks = ", ".join("?" * len(ids))
        rows = self.db.execute(f"SELECT id, vector FROM passages WHERE id IN ({marks})", list(ids))
        return dict(rows.fetchall())

    def _load_document(self, pk: int) -> Document:
        row = self.db.execute(f"SELECT {_DOCUMENT} FROM documents d WHERE pk = ?", [pk]).fetchone()
        issued = date.fromisoformat(row[6]) if row[6] else None
        return Document(*row[:6], issued)

    def _open_caches(self) -> Caches:
        self._check_model()
        manifest = caches.read_manifest(self.data)
        now = generation(self.db)
        if manifest is None or manifest.generation != now or caches.faults(self.data, manifest):
            manifest = self._rebuilt(manifest, now)
        with translated(self.data):
            return caches.load(self.data, manifest)

    def _check_model(self) -> None:
        model = state(self.db, "model")
        filled = self.db.execute("SELECT EXISTS (SELECT 1 FROM passages)").fetchone()[0]
        if filled and model != self.identity:
            raise ModelChanged(self.identity, model or "")

    def _rebuilt(self, manifest: caches.Manifest | None, now: int) -> caches.Manifest:
        """Builds the caches again; while another process is writing, the last good ones do."""
        try:
            with writer_lock(self.data):
                log.warning("building caches for generation %d (had %s)", now, manifest)
                return caches.publish(self.db, self.data)
        except Busy:
            if manifest is None or caches.faults(self.data, manifest):
                raise
            return manifest
