"""Collections: every document is in one, and who may read is told by collection.

A public one is for everybody who may ask at all, a closed one for those named. The filter is the
connection itself: `confine` puts views of the same names before the tables, so that no query can
see a row of another collection, whoever writes it. The caches are confined beside
(`WordIndex.without`, `VectorIndex.among`).
"""

import os
import re
from collections.abc import Collection as Some
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from index.errors import (
    BadCollection,
    CollectionInUse,
    CollectionThere,
    CollectionUnknown,
    DocumentUnknown,
)
from index.text import fold

DEFAULT = "chung"
_LONGEST = 32  # ASCII characters: a name must fit into the data of a button
_NAME = re.compile(rf"[a-z0-9](?:[a-z0-9.-]{{0,{_LONGEST - 2}}}[a-z0-9])?")


class Collection(NamedTuple):
    """A collection and how many documents are in it."""

    name: str
    public: bool
    documents: int


def canonical(typed: str) -> str:
    """A name as it is kept: "Nội bộ" is "noi-bo". Raises `BadCollection`."""
    name = re.sub(r"[\s_/-]+", "-", fold(typed).strip())
    if not _NAME.fullmatch(name):
        raise BadCollection(typed)
    return name


def known(db: Database) -> list[Collection]:
    """All collections by name, the default one first."""
    rows = db.execute(
        """SELECT c.name, c.public, (SELECT count(*) FROM collected d WHERE d.collection = c.name)
        FROM collections c ORDER BY c.name != ?, c.name""",
        [DEFAULT],
    )
    return [Collection(name, bool(public), count) for name, public, count in rows.fetchall()]


def names(db: Database, *, public: bool = False) -> frozenset[str]:
    """The names of all collections, or of the public ones."""
    rows = db.execute("SELECT name FROM collections WHERE public OR NOT ?", [public])
    return frozenset(name for (name,) in rows.fetchall())


def existing(db: Database, typed: str) -> str:
    """The canonical name of a collection that is there. Raises `CollectionUnknown`."""
    name = canonical(typed)
    if name not in names(db):
        raise CollectionUnknown(typed)
    return name


def of(db: Database, document: str) -> str | None:
    """The collection of a document by the id that people see."""
    row = db.execute(
        """SELECT c.collection FROM collected c JOIN documents d ON d.pk = c.document
        WHERE d.id = ?""",
        [document],
    ).fetchone()
    return str(row[0]) if row else None


def holds(db: Database, documents: Some[str], readable: Some[str]) -> bool:
    """Whether every document of some ids that people see is in one of the readable collections."""
    wanted, names = sorted(set(documents)), sorted(readable)
    rows = db.execute(
        f"""SELECT count(*) FROM documents d JOIN collected c ON c.document = d.pk
        WHERE d.id IN ({", ".join("?" * len(wanted))})
        AND c.collection IN ({", ".join("?" * len(names))})""",
        [*wanted, *names],
    )
    return bool(rows.fetchone()[0] == len(wanted))


# --- changing: call inside a `database.change` ---------------------------------------------------


def create(db: Database, typed: str, *, public: bool) -> str:
    """A new collection; its canonical name. Raises `BadCollection` or `CollectionThere`."""
    name = canonical(typed)
    if name in names(db):
        raise CollectionThere(name)
    db.execute("INSERT INTO collections VALUES (?, ?)", [name, public])
    return name


def publish(db: Database, typed: str, *, public: bool) -> str:
    """Opens a collection to everybody, or closes it. Raises `CollectionUnknown`."""
    name = existing(db, typed)
    db.execute("UPDATE collections SET public = ? WHERE name = ?", [public, name])
    return name


def delete(db: Database, typed: str) -> str:
    """Removes a collection without documents. Raises `CollectionUnknown`, `CollectionInUse`."""
    name = existing(db, typed)
    used = db.execute("SELECT 1 FROM collected WHERE collection = ?", [name]).fetchone()
    if used or name == DEFAULT:
        raise CollectionInUse(name)
    db.execute("DELETE FROM collections WHERE name = ?", [name])
    return name


def assign(db: Database, paths: Iterable[str], name: str) -> None:
    """What lies at or under some absolute paths is of a collection, now and when it is read
    later: a file that is renamed inside a closed folder stays closed."""
    for path in paths:
        inside = path.rstrip(os.sep) + os.sep
        db.execute("DELETE FROM places WHERE substr(path, 1, ?) = ?", [len(inside), inside])
        db.execute("INSERT OR REPLACE INTO places VALUES (?, ?)", [path, name])
        db.execute(
            """UPDATE collected SET collection = ? WHERE document IN (
                SELECT pk FROM documents WHERE path = ? OR substr(path, 1, ?) = ?)""",
            [name, path, len(inside), inside],
        )


def move(db: Database, document: str, name: str) -> bool:
    """Puts one document (by the id that people see) into another collection; whether it was
    elsewhere. Raises `DocumentUnknown`."""
    before = of(db, document)
    if before is None:
        raise DocumentUnknown(document)
    db.execute(
        """UPDATE collected SET collection = ?
        WHERE document = (SELECT pk FROM documents WHERE id = ?)""",
        [name, document],
    )
    return before != name


def shelve(db: Database, pk: int, path: str) -> None:
    """Puts a new document where its file belongs; one that is there already stays."""
    db.execute("INSERT OR IGNORE INTO collected VALUES (?, ?)", [pk, _place_of(db, path)])


def follow(db: Database, before: str, after: str) -> None:
    """A file that went from one folder into another's collection takes its documents along."""
    name = _place_of(db, after)
    if name != _place_of(db, before):
        db.execute(
            """UPDATE collected SET collection = ? WHERE document IN (
                SELECT pk FROM documents WHERE path = ?)""",
            [name, after],
        )


def _place_of(db: Database, path: str) -> str:
    """The collection assigned to a path, or to the nearest folder above it."""
    above = [path, *map(str, Path(path).parents)]
    rows = db.execute(
        f"SELECT path, collection FROM places WHERE path IN ({', '.join('?' * len(above))})", above
    )
    found = dict(rows.fetchall())
    return str(next((found[place] for place in above if place in found), DEFAULT))


# --- confining -----------------------------------------------------------------------------------

_OPEN = frozenset({"state", "_sqlite_migrations"})  # they tell nothing of documents
_READABLE = "SELECT 1 FROM main.collected c WHERE c.document = {} AND c.collection IN temp.readable"


def confine(db: Database, readable: Some[str]) -> None:
    """From now on this connection sees only documents of the `readable` collections.

    Every table that refers to documents or passages is hidden behind a view that leaves out the
    others; a table that refers to neither is hidden whole, unless it is known to tell nothing.
    """
    db.execute("CREATE TEMP TABLE readable (name TEXT PRIMARY KEY) WITHOUT ROWID")
    db.conn.executemany("INSERT INTO temp.readable VALUES (?)", [(name,) for name in readable])
    db.conn.commit()
    tables = db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table not in _OPEN and not table.startswith("sqlite_"):
            rows = f"SELECT t.* FROM main.[{table}] t WHERE {_visible(db, table)}"
            db.execute(f"CREATE TEMP VIEW [{table}] AS {rows}")
    db.conn.commit()


def _visible(db: Database, table: str) -> str:
    """Which rows of a table a confined connection sees, as an SQL condition."""
    if table == "documents":
        return f"EXISTS ({_READABLE.format('t.pk')})"
    keys = db.execute(
        "SELECT [table], [from] FROM pragma_foreign_key_list(?, 'main')", [table]
    ).fetchall()
    columns = dict(keys)
    if "documents" in columns:
        return f"EXISTS ({_READABLE.format('t.' + columns['documents'])})"
    if "passages" in columns:
        owner = f"(SELECT document FROM main.passages p WHERE p.id = t.{columns['passages']})"
        return f"EXISTS ({_READABLE.format(owner)})"
    return "false"


def readable_passages(db: Database, readable: Some[str]) -> list[int]:
    """Ids of the passages in some collections, ascending."""
    rows = db.execute(
        f"""SELECT p.id FROM main.collected c JOIN main.passages p ON p.document = c.document
        WHERE c.collection IN ({", ".join("?" * len(readable))}) ORDER BY p.id""",
        list(readable),
    )
    return [passage for (passage,) in rows.fetchall()]
