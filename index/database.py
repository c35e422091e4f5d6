"""The SQLite file that is the truth: documents, passages, vectors, references.

One process writes (it holds the lock file), any number read. An `sqlite_utils.Database`
belongs to the thread that opened it. Every change of content raises `generation` in the same
transaction, so that a cache can tell whether it is still of its time.
"""

import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from index import references
from index.errors import Busy, DiskFull, StoreDamaged, Unwritable

FILE, LOCK = "corpus.db", "corpus.lock"
migrations = Migrations("corpus")


@migrations()
def m001_documents(db: Database) -> None:
    """`path` is the file, `key` the line of a JSONL file; `id` is what people see and type."""
    db.execute(
        """CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, modified INTEGER,
        problem TEXT, detail TEXT)"""
    )
    db.execute(
        """CREATE TABLE documents (
            pk INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            path TEXT NOT NULL REFERENCES files(path) ON DELETE CASCADE,
            key TEXT NOT NULL DEFAULT '',
            url TEXT, title TEXT NOT NULL, number TEXT, kind TEXT, issued TEXT,
            text TEXT NOT NULL, layout TEXT NOT NULL, digest TEXT NOT NULL,
            UNIQUE (path, key)
        )"""
    )
    # AUTOINCREMENT: an id in a stale cache must never name another passage.
    db.execute(
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document INTEGER NOT NULL REFERENCES documents(pk) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            section TEXT NOT NULL, page INTEGER,
            text TEXT NOT NULL, vector BLOB NOT NULL,
            UNIQUE (document, position)
        )"""
    )
    db.execute(
        """CREATE TABLE mentions (
            passage INTEGER NOT NULL REFERENCES passages(id) ON DELETE CASCADE,
            key TEXT NOT NULL, reference TEXT NOT NULL
        )"""
    )
    db.execute("CREATE INDEX mentions_key ON mentions(key)")
    db.execute("CREATE INDEX mentions_passage ON mentions(passage)")
    db.execute("CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    db.execute("INSERT INTO state VALUES ('generation', '0')")


@migrations()
def m002_evidence(db: Database) -> None:
    """What documents say of themselves beyond the number, and where each fact was read.

    Rows of before have none of it until `index rebuild`.
    """
    for column in ("issuer TEXT", "place TEXT", "signer TEXT", "effective TEXT"):
        db.execute(f"ALTER TABLE documents ADD COLUMN {column}")
    db.execute("ALTER TABLE documents ADD COLUMN is_report INTEGER NOT NULL DEFAULT 0")
    db.execute(
        """CREATE TABLE evidence (
            document INTEGER NOT NULL REFERENCES documents(pk) ON DELETE CASCADE,
            field TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            PRIMARY KEY (document, field)
        ) WITHOUT ROWID"""
    )


@migrations()
def m003_relations(db: Database) -> None:
    """What a document does to others (`index/relations.py`), and the clause that says so."""
    db.execute(
        """CREATE TABLE relations (
            document INTEGER NOT NULL REFERENCES documents(pk) ON DELETE CASCADE,
            kind TEXT NOT NULL, key TEXT NOT NULL, reference TEXT NOT NULL,
            passage INTEGER REFERENCES passages(id) ON DELETE SET NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL
        )"""
    )
    db.execute("CREATE INDEX relations_key ON relations(key)")
    db.execute("CREATE INDEX relations_document ON relations(document)")
    db.execute("CREATE INDEX relations_passage ON relations(passage)")


@migrations()
def m004_definitions(db: Database) -> None:
    """The short forms that documents define (`index/definitions.py`), and where.

    `key` and `full_key` are what a short form and a long one are looked up by.
    """
    db.execute(
        """CREATE TABLE definitions (
            document INTEGER NOT NULL REFERENCES documents(pk) ON DELETE CASCADE,
            key TEXT NOT NULL, short TEXT NOT NULL,
            full_key TEXT NOT NULL, "full" TEXT NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            PRIMARY KEY (document, short)
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX definitions_key ON definitions(key)")
    db.execute("CREATE INDEX definitions_full_key ON definitions(full_key)")


@migrations()
def m005_parts(db: Database) -> None:
    """A file may hold several documents (`index/parts.py`): the next sync reads all again."""
    db.execute("UPDATE files SET size = -1, modified = -1 WHERE problem IS NULL")


@migrations()
def m006_names(db: Database) -> None:
    """Under which reference keys a document is looked up: those in its number and its title.

    Mentions are looked up by key and reference without touching their rows.
    """
    db.execute(
        """CREATE TABLE names (
            key TEXT NOT NULL,
            document INTEGER NOT NULL REFERENCES documents(pk) ON DELETE CASCADE,
            PRIMARY KEY (key, document)
        ) WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX names_document ON names(document)")
    for pk, number, title in db.execute("SELECT pk, number, title FROM documents").fetchall():
        store_names(db, pk, number, title)
    db.execute("DROP INDEX mentions_key")
    db.execute("CREATE INDEX mentions_named ON mentions(key, reference, passage)")


def store_names(db: Database, pk: int, number: str | None, title: str) -> None:
    """Puts a document's keys in place of those stored before."""
    db.execute("DELETE FROM names WHERE document = ?", [pk])
    keys = {ref.key for written in (number or "", title) for ref in references.find(written)}
    db.conn.executemany("INSERT INTO names VALUES (?, ?)", [(key, pk) for key in sorted(keys)])


@migrations()
def m007_placeholders(db: Database) -> None:
    """Markdown keeps "<tên xã>", which is no tag: the next sync reads all files again."""
    db.execute("UPDATE files SET size = -1, modified = -1 WHERE problem IS NULL")


@migrations()
def m008_intake(db: Database) -> None:
    """Rows of tables with their headers, clauses, noise; moved and removed files are known again.

    `digest` is of a file's content. The next sync reads all files again.
    """
    db.execute("ALTER TABLE passages ADD COLUMN place TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE passages ADD COLUMN context TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE files ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    db.execute(
        """CREATE TABLE dismissed (
            path TEXT NOT NULL REFERENCES files(path) ON DELETE CASCADE,
            key TEXT NOT NULL, digest TEXT NOT NULL,
            PRIMARY KEY (path, key)
        ) WITHOUT ROWID"""
    )
    db.execute("UPDATE files SET size = -1, modified = -1")


@migrations()
def m009_collections(db: Database) -> None:
    """Who may read what (`index/collections.py`): every document is in one collection.

    `places` are the files and folders that a collection was given for; what is read there later
    belongs to it too.
    """
    db.execute(
        "CREATE TABLE collections (name TEXT PRIMARY KEY, public INTEGER NOT NULL) WITHOUT ROWID"
    )
    db.execute("INSERT INTO collections VALUES ('chung', 1)")
    # Not a column of `documents`: it would lie behind the texts, and be slow to read.
    db.execute(
        """CREATE TABLE collected (
            document INTEGER PRIMARY KEY REFERENCES documents(pk) ON DELETE CASCADE,
            collection TEXT NOT NULL REFERENCES collections(name)
        )"""
    )
    db.execute("CREATE INDEX collected_collection ON collected(collection)")
    db.execute("INSERT INTO collected SELECT pk, 'chung' FROM documents")
    db.execute(
        """CREATE TABLE places (
            path TEXT PRIMARY KEY,
            collection TEXT NOT NULL REFERENCES collections(name) ON DELETE CASCADE
        ) WITHOUT ROWID"""
    )


@migrations()
def m010_quarantine(db: Database) -> None:
    """Documents marked as secret wait outside (`index/classified.py`); of them no word is kept.

    The next sync reads all files again: some may be marked.
    """
    db.execute(
        """CREATE TABLE quarantine (
            place INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL REFERENCES files(path) ON DELETE CASCADE,
            key TEXT NOT NULL, text_digest TEXT NOT NULL, marking TEXT NOT NULL,
            UNIQUE (path, key)
        )"""
    )
    db.execute("CREATE TABLE released (digest TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("UPDATE files SET size = -1, modified = -1 WHERE problem IS NULL")


@migrations()
def m020_corrections(db: Database) -> None:
    """What a curator set right (`index/corrections.py`)."""
    db.execute(
        """CREATE TABLE corrections (
            document INTEGER NOT NULL REFERENCES documents(pk) ON DELETE CASCADE,
            field TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (document, field)
        ) WITHOUT ROWID"""
    )


@migrations()
def m022_marked(db: Database) -> None:
    """Noise is marked and rows of tables know what heads them: all files are read again."""
    db.execute("UPDATE files SET size = -1, modified = -1")


@migrations()
def m023_feet(db: Database) -> None:
    """Receivers and signatures side by side are read apart, and who receives a document is known:
    all files are read again."""
    db.execute("UPDATE files SET size = -1, modified = -1")


@migrations()
def m024_annexes(db: Database) -> None:
    """Annexes know the document that they are of, and members of archives that have no reader are
    told: all files are read again."""
    db.execute("UPDATE files SET size = -1, modified = -1")


@migrations()
def m025_pages(db: Database) -> None:
    """Web pages are read whole, and menus without links are noise: all files are read again."""
    db.execute("UPDATE files SET size = -1, modified = -1")


@migrations()
def m026_heads(db: Database) -> None:
    """Heads of law collections and kinds in small letters are read: all files are read again."""
    db.execute(
        "UPDATE files SET size = -1, modified = -1 WHERE problem IS NULL OR problem = 'BadMember'"
    )


@migrations()
def m027_lists(db: Database) -> None:
    """Lists of documents that are repealed are read: all files are read again."""
    db.execute("UPDATE files SET size = -1, modified = -1 WHERE problem IS NULL")


def open_database(folder: Path, *, write: bool = False) -> Database:
    """The corpus in `folder`, made and migrated as needed.

    Raises `Unwritable`, `DiskFull` or `StoreDamaged`.
    """
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        db = Database(sqlite3.connect(folder / FILE, timeout=30))
        try:
            with _alone(folder):
                _set_up(db)
            if write:
                _try_writing(db)
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Waits for its turn: SQLite refuses two at once who switch to WAL or migrate."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _set_up(db: Database) -> None:
    db.enable_wal()
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is removed leaves no trace on the disk
    if migrations.pending(db):
        migrations.apply(db)


def _try_writing(db: Database) -> None:
    """Fails now, not after an hour of embedding."""
    with db.atomic():
        db.execute("UPDATE state SET value = value WHERE name = 'generation'")


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Holds the right to write; `Busy` when another process has it. Freed by its death."""
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise Busy(folder) from error
    with lock:
        yield


@contextmanager
def translated_sqlite(folder: Path) -> Iterator[None]:
    """Turns what SQLite says into the error tree."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_sqlite(error, folder) from error


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turns what the disk and SQLite say into the error tree."""
    try:
        with translated_sqlite(folder):
            yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise (DiskFull if full else Unwritable)(folder) from error


_SQLITE = {
    "SQLITE_FULL": DiskFull,
    "SQLITE_READONLY": Unwritable,
    "SQLITE_CANTOPEN": Unwritable,
    "SQLITE_PERM": Unwritable,
    "SQLITE_BUSY": Busy,
    "SQLITE_IOERR": DiskFull,
}


def _of_sqlite(error: sqlite3.Error, folder: Path) -> Exception:
    name = getattr(error, "sqlite_errorname", "")
    for prefix, kind in _SQLITE.items():
        if name.startswith(prefix):
            return kind(folder)
    return StoreDamaged(folder / FILE)


def generation(db: Database) -> int:
    """How many times the content has changed."""
    return int(state(db, "generation") or 0)


def state(db: Database, name: str) -> str | None:
    row = db.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()
    return row[0] if row else None


def set_state(db: Database, name: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", [name, value])


@contextmanager
def change(db: Database, folder: Path) -> Iterator[None]:
    """One transaction that changes the content; nothing of it stays if it fails."""
    with translated(folder), db.atomic():
        yield
        db.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")


def fsync(path: Path) -> None:
    """Makes a file's content, or the renames inside a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
