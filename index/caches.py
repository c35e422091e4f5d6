"""Publishing the caches: FAISS and words, built whole from SQLite, never changed in place.

A build is written to a temporary folder, synced, renamed to `gen-N`, and then the manifest is
replaced to name it. The manifest carries the generation of the rows, the model and a checksum
of every file; whatever does not fit means "build again", not an error. Building again takes
some three seconds for 10,000 passages.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from sqlite_utils import Database

from index import lexical, vectors
from index.database import fsync, generation, state, translated
from index.lexical import WordIndex
from index.vectors import IntArray, VectorIndex

_FORMAT = 4  # raise it when indexes built before can no longer be read
log = logging.getLogger(__name__)
_FOLDER, _MANIFEST, _VECTORS, _WORDS = "cache", "manifest.json", "vectors.faiss", "words"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which build is current, and what it was built from."""

    folder: str
    generation: int
    model: str
    passages: int
    checksums: dict[str, str]
    format: int


@dataclass(frozen=True, slots=True)
class Caches:
    """Both indexes of one build."""

    manifest: Manifest
    vectors: VectorIndex | None
    words: WordIndex

    def confined(self, passages: IntArray, hidden: Iterable[str]) -> "Caches":
        """The same for a reader of only some `passages` (n,): those of no `hidden` collection."""
        nearest = self.vectors.among(passages) if self.vectors else None
        return replace(self, vectors=nearest, words=self.words.without(hidden))


def publish(db: Database, data: Path) -> Manifest:
    """Builds the caches of what `db` holds now and makes them current. Needs the writer lock."""
    root = data / _FOLDER
    with translated(data):
        root.mkdir(exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=root, prefix=".build-"))
        try:
            manifest = _build(db, work)
            _rename(work, root / manifest.folder)
            _write_manifest(root, manifest)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        _remove_others(root, manifest)
    return manifest


def _build(db: Database, work: Path) -> Manifest:
    with db.atomic():  # one view of the rows, whatever a reader's writer does meanwhile
        now, model = generation(db), state(db, "model") or ""
        ids = _ids(db)
        if len(ids):
            vectors.save(vectors.build(ids, partial(_vectors, db)), work / _VECTORS)
        (work / _WORDS).mkdir()
        lexical.build(_entries(db), work / _WORDS)
    return Manifest(f"gen-{now}-{os.getpid()}", now, model, len(ids), _checksums(work), _FORMAT)


def _ids(db: Database) -> IntArray:
    rows = db.execute("SELECT id FROM passages ORDER BY id")
    return np.fromiter((passage for (passage,) in rows), np.int64)


def _vectors(db: Database, ids: IntArray) -> vectors.FloatArray:
    """The stored vectors of some passages (n, d), in the order of `ids`."""
    rows = db.execute(
        """SELECT p.vector FROM json_each(?) wanted JOIN passages p ON p.id = wanted.value
        ORDER BY wanted.key""",
        [json.dumps(ids.tolist())],
    )
    return np.frombuffer(b"".join(blob for (blob,) in rows), np.float32).reshape(len(ids), -1)


def _entries(db: Database) -> Iterator[lexical.Entry]:
    rows = db.execute(
        """SELECT p.id, p.text || ' ' || p.context,
        coalesce(d.number, '') || ' ' || d.title || ' ' || p.section, c.collection
        FROM passages p JOIN documents d ON d.pk = p.document
        JOIN collected c ON c.document = d.pk ORDER BY p.id"""
    )
    return (lexical.Entry(*row) for row in rows)


def _checksums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def _rename(work: Path, target: Path) -> None:
    for path in (*work.rglob("*"), work):
        fsync(path)
    shutil.rmtree(target, ignore_errors=True)
    work.rename(target)
    fsync(target.parent)


def _write_manifest(root: Path, manifest: Manifest) -> None:
    temporary = root / f".{_MANIFEST}"
    with temporary.open("w") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(root / _MANIFEST)
    fsync(root)


def _remove_others(root: Path, current: Manifest) -> None:
    for path in root.iterdir():
        if path.is_dir() and path.name != current.folder:
            shutil.rmtree(path, ignore_errors=True)


def forget(data: Path) -> None:
    """Removes what is published, before rows take the place of others. Needs the writer lock."""
    (data / _FOLDER / _MANIFEST).unlink(missing_ok=True)


def read_manifest(data: Path) -> Manifest | None:
    """The current manifest, or None where there is no usable one."""
    try:
        manifest = Manifest(**json.loads((data / _FOLDER / _MANIFEST).read_bytes()))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return manifest if _well_formed(manifest) else None


def _well_formed(manifest: Manifest) -> bool:
    return (
        manifest.format == _FORMAT
        and isinstance(manifest.folder, str)
        and Path(manifest.folder).name == manifest.folder
        and isinstance(manifest.generation, int)
        and isinstance(manifest.passages, int)
        and isinstance(manifest.checksums, dict)
    )


def current(db: Database, data: Path) -> bool:
    """Whether the published caches are of the rows' generation."""
    manifest = read_manifest(data)
    return manifest is not None and manifest.generation == generation(db)


def faults(data: Path, manifest: Manifest) -> list[str]:
    """The files of a build that are missing or not as they were written."""
    folder = data / _FOLDER / manifest.folder
    return [
        name
        for name, checksum in manifest.checksums.items()
        if not (folder / name).is_file() or _digest(folder / name) != checksum
    ]


def load(data: Path, manifest: Manifest) -> Caches | None:
    """Opens a build; None when it is not whole, or vanished while it was opened."""
    try:
        if faults(data, manifest):
            return None
        folder = data / _FOLDER / manifest.folder
        vector_index = VectorIndex(folder / _VECTORS) if manifest.passages else None
        loaded = Caches(manifest, vector_index, WordIndex(folder / _WORDS))
    except (OSError, RuntimeError, ValueError):  # of the disk, of faiss, of tantivy
        log.warning("caches cannot be opened", exc_info=True)
        return None
    counts = (len(loaded.vectors or ()), len(loaded.words))
    return loaded if counts == (manifest.passages, manifest.passages) else None
