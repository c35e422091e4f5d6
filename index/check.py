"""Verifying every store against SQLite."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from index import caches
from index.database import generation, state


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is one of sqlite, passage, vector, model, missing, stale, file, count."""

    kind: str
    detail: str = ""

    @property
    def in_cache(self) -> bool:
        """Whether building the caches again mends it."""
        return self.kind in ("missing", "stale", "file", "count")


def check(db: Database, data: Path) -> Iterator[Fault]:
    """Everything that is wrong, the truth first, then the caches."""
    yield from _rows(db)
    yield from _published(db, data)


def _rows(db: Database) -> Iterator[Fault]:
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Fault("sqlite", said)
    for table, *_ in db.execute("PRAGMA foreign_key_check"):
        yield Fault("sqlite", f"foreign key: {table}")
    for (passage,) in db.execute(
        """SELECT p.id FROM passages p JOIN documents d ON d.pk = p.document
        WHERE p.text != substr(d.text, p.start + 1, p."end" - p.start)"""
    ):
        yield Fault("passage", str(passage))
    size = "SELECT length(vector) FROM passages LIMIT 1"
    for (passage,) in db.execute(f"SELECT id FROM passages WHERE length(vector) != ({size})"):
        yield Fault("vector", str(passage))
    if _count(db) and not state(db, "model"):
        yield Fault("model")


def _published(db: Database, data: Path) -> Iterator[Fault]:
    manifest = caches.read_manifest(data)
    if manifest is None:
        yield from [Fault("missing")] if _count(db) else []
        return
    if manifest.generation != generation(db):
        yield Fault("stale")
        return
    broken = caches.faults(data, manifest)
    yield from (Fault("file", name) for name in broken)
    if not broken and caches.load(data, manifest) is None:
        yield Fault("file", manifest.folder)
    if manifest.passages != _count(db):
        yield Fault("count", f"{manifest.passages} / {_count(db)}")


def _count(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM passages").fetchone()[0])
