"""One archive of everything in a data folder that cannot be made again, taken while the bot and
the indexing work, and put back.

Databases are copied by SQLite's online backup: each is whole and of one moment. Questions that
wait and what is remembered of conversations are left out. Putting back is SQLite's backup in the
other direction, one transaction for each database: whoever reads meanwhile sees either state.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from sqlite_utils import Database

from bot import updates
from index import caches
from index.database import FILE as CORPUS
from index.database import (
    fsync,
    generation,
    migrations,
    open_database,
    set_state,
    translated,
    writer_lock,
)
from index.errors import BackupNewer, Damaged, DiskFull, PathMissing

BOT = "bot.db"
FORMAT = 1
MANIFEST = "manifest.json"
# What is made again from the rest, or from the program itself.
LEFT_OUT = frozenset({"cache", "models"})
TEMPORARY = (".lock", "-wal", "-shm", "-journal", ".new", ".part", ".tmp")
CHUNK = 1 << 20

# The words of people who wait have no place in an archive; and what was answered since must not
# be answered again when it is put back.
_CLOSE = """
UPDATE updates SET status = 'done', body = NULL WHERE status IN ('waiting', 'replying');
DELETE FROM outbox;
DELETE FROM turns;
DELETE FROM elsewhere;
PRAGMA journal_mode = DELETE; -- one file: no log of changes beside it
"""


def make(data: Path, target: Path) -> int:
    """Write the archive; its size in bytes. What `target` was before is replaced at the end.

    Raises `PathMissing`, `StoreError`s.
    """
    if not any((data / name).exists() for name in (CORPUS, BOT)):
        raise PathMissing(data / CORPUS)
    target = target.absolute()
    with translated(target.parent):
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        try:
            with _scratch(target.parent) as work, zipfile.ZipFile(part, "w") as archive:
                _write(data, work, archive)
            fsync(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        fsync(target.parent)
    return target.stat().st_size


def restore(source: Path, data: Path) -> list[str]:
    """Put an archive back; the names of its files. Nothing is touched before all of it is checked.

    Raises `PathMissing`, `Damaged`, `BackupNewer`; `Busy` while a bot or an indexing runs here.
    """
    if not source.is_file():
        raise PathMissing(source)
    with (
        writer_lock(data),
        closing(updates.lock(data)),
        translated(data),
        _scratch(data) as work,
    ):
        names = _unpacked(source, work)
        for name in names:
            if name.endswith(".db"):
                _check(work / name, source)
        _put_back(work, data, names)
    return names


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tracuu-", suffix=".tmp") as made:
        yield Path(made)


# --- making --------------------------------------------------------------------------------


def _write(data: Path, work: Path, archive: zipfile.ZipFile) -> None:
    files: dict[str, dict[str, Any]] = {}
    for path in _kept(data):
        name = path.relative_to(data).as_posix()
        copied = work / "snapshot"
        if path.suffix == ".db":
            _snapshot(path, copied)
        else:
            shutil.copyfile(path, copied)
        archive.write(copied, name, zipfile.ZIP_DEFLATED, 3)
        files[name] = {"sha256": _digest(copied), "bytes": copied.stat().st_size}
        copied.unlink()
    manifest = {"format": FORMAT, "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    archive.writestr(MANIFEST, json.dumps({**manifest, "files": files}, indent=1))


def _kept(data: Path) -> Iterator[Path]:
    for path in sorted(data.rglob("*")):
        parts = path.relative_to(data).parts
        temporary = any(part.endswith(TEMPORARY) or part.startswith(".") for part in parts)
        if parts[0] not in LEFT_OUT and not temporary and path.is_file() and not path.is_symlink():
            yield path


def _snapshot(path: Path, copy: Path) -> None:
    with closing(_read_only(path)) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made)
        made.execute("PRAGMA journal_mode = DELETE")
    if path.name == BOT:
        with closing(updates.connect(copy)) as kept:  # one of an older version gets its tables
            kept.executescript(_CLOSE)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- putting back --------------------------------------------------------------------------


def _unpacked(source: Path, work: Path) -> list[str]:
    """The files of the archive in `work`, each as its checksum says."""
    try:
        with zipfile.ZipFile(source) as archive:
            said = json.loads(archive.read(MANIFEST))
            if said["format"] > FORMAT:
                raise BackupNewer(source)
            for name, facts in said["files"].items():
                _extract(archive, _safe(name), facts, work, source)
            return list(said["files"])
    except _BROKEN as error:
        raise Damaged(source) from error


# Of the archive itself, and of a manifest that says something else than ours.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError),
)


def _safe(name: str) -> str:
    """A name that stays below the folder. Raises `ValueError`."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or path.parts[0] in LEFT_OUT:
        raise ValueError(name)
    return name


def _extract(
    archive: zipfile.ZipFile, name: str, facts: dict[str, Any], work: Path, source: Path
) -> None:
    if facts["bytes"] > shutil.disk_usage(work).free:
        raise DiskFull(work)
    target = work / name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), facts["bytes"]
    with archive.open(name) as packed, target.open("wb") as out:
        while left >= 0 and (chunk := packed.read(CHUNK)):
            left -= len(chunk)  # a bomb ends here
            digest.update(chunk)
            out.write(chunk)
    if left or digest.hexdigest() != facts["sha256"]:
        raise Damaged(source, name)


def _check(path: Path, source: Path) -> None:
    """The database is whole, and of a version that we know."""
    try:
        with closing(sqlite3.connect(path)) as db:
            if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise Damaged(source, path.name)
            newer = _newer(path.name, db)
    except sqlite3.DatabaseError as error:
        raise Damaged(source, path.name) from error
    if newer:
        raise BackupNewer(source)


def _newer(name: str, db: sqlite3.Connection) -> bool:
    """Whether a later version of the program has changed its schema."""
    if name == BOT:
        return bool(db.execute("PRAGMA user_version").fetchone()[0] > len(updates.MIGRATIONS))
    if name == CORPUS:
        known = {one.name for one in migrations.pending(Database(memory=True))}
        return not {one.name for one in migrations.applied(Database(db))} <= known
    return False


def _put_back(work: Path, data: Path, names: list[str]) -> None:
    if CORPUS in names:
        _renumber(work / CORPUS, data / CORPUS)
        caches.forget(data)  # before: they are of other rows
    for name in names:
        target = data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".db":
            _pour(work / name, target)
        else:
            (work / name).replace(target)
    if CORPUS in names:
        with closing(open_database(data, write=True)) as db:  # which an older one is migrated by
            caches.publish(db, data)


def _renumber(fresh: Path, old: Path) -> None:
    """No number is used twice: neither a generation, by which caches are known, nor the number of
    a passage, which stands in the buttons of messages sent since."""
    with closing(sqlite3.connect(fresh)) as made:
        now, used = 0, []
        try:
            with closing(_read_only(old)) as db:
                now = generation(Database(db))
                used = db.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        except sqlite3.Error:
            pass  # there is none, or it is what makes somebody restore
        for name, number in used:
            higher = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
            made.execute(higher, (number, name))
        wrapped = Database(made)
        set_state(wrapped, "generation", str(max(now, generation(wrapped)) + 1))
        made.commit()


def _pour(fresh: Path, target: Path) -> None:
    """The content of one database into another, whose readers stay."""
    if not _usable(target):
        for suffix in ("", "-wal", "-shm"):
            broken = target.with_name(target.name + suffix)
            if broken.exists():
                broken.replace(broken.with_name(f"{broken.name}.damaged-{int(time.time())}"))
    target.touch(mode=0o600)
    with closing(sqlite3.connect(fresh)) as source, closing(sqlite3.connect(target)) as into:
        into.execute("PRAGMA synchronous = FULL")
        source.backup(into)
        into.execute("PRAGMA journal_mode = WAL")


def _usable(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as db:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False
    return True
