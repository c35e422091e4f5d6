"""Files that moved, went, or whose documents were removed by hand. Call writers in a `change`."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sqlite_utils import Database

from index import collections, intake, rows
from index.errors import InputError, LinkOutside, Unreadable
from index.intake import Draft


def missing(
    db: Database, folder: Path, files: Iterable[Path], problems: Sequence[InputError]
) -> dict[str, str]:
    """The known files of a folder that it no longer holds, with the digest of their content;
    what merely cannot be looked into is not missed, nor is a link that is there and refused."""
    linked = (problem.subject for problem in problems if isinstance(problem, LinkOutside))
    there = {*map(str, files), *linked}
    closed = tuple(f"{p.subject}/" for p in problems if isinstance(p, Unreadable))
    inside = intake.absolute(folder).rstrip("/") + "/"
    known = db.execute("SELECT path, digest FROM files")
    return {
        path: digest
        for path, digest in known
        if path.startswith(inside) and path not in there and not path.startswith(closed)
    }


def newcomers(db: Database, files: Iterable[Path]) -> list[Path]:
    """The files that are not known yet."""
    known = {path for (path,) in db.execute("SELECT path FROM files")}
    return [path for path in files if str(path) not in known]


def followed(gone: Mapping[str, str], new: Iterable[Path]) -> dict[str, str]:
    """Where files went: old path -> new path of the same content."""
    old = {digest: path for path, digest in gone.items() if digest}
    moved: dict[str, str] = {}
    for path in new if old else ():
        before = old.pop(intake.content_digest(str(path)), None)
        if before is not None:
            moved[before] = str(path)
    return moved


def follow(db: Database, moved: Mapping[str, str]) -> int:
    """Documents keep their ids, passages and vectors; how many they are."""
    count = 0
    for before, after in moved.items():
        count += rows.count(db, before)
        now = intake.file_state(Path(after))
        db.execute(
            """INSERT INTO files SELECT ?, CASE size WHEN -1 THEN -1 ELSE ? END, ?, problem, detail,
            digest FROM files WHERE path = ?""",
            [after, now.size, now.modified, before],
        )
        for table in ("documents", "dismissed"):
            db.execute(f"UPDATE {table} SET path = ? WHERE path = ?", [after, before])
        db.execute("DELETE FROM files WHERE path = ?", [before])
        collections.follow(db, before, after)
    return count


class Heirs:
    """Newer editions in files of other names: the same number, where the older file has gone."""

    def __init__(self, db: Database, gone: Sequence[str]) -> None:
        self._db = db
        self._left: dict[str, int] = {}
        for path in gone:
            found = db.execute("SELECT number, pk FROM documents WHERE path = ?", [path]).fetchall()
            self._left |= {number: pk for number, pk in found if number}

    def follow(self, draft: Draft) -> None:
        """Gives the older edition's row, and so its id, to the document."""
        pk = self._left.pop(draft.metadata.number or "", None)
        key = draft.source.key or ""
        taken = self._db.execute(
            "SELECT 1 FROM documents WHERE path = ? AND key = ?", [draft.path, key]
        ).fetchone()
        if pk is not None and taken is None:
            row = self._db.execute("SELECT path FROM documents WHERE pk = ?", [pk]).fetchone()
            self._db.execute(
                "UPDATE documents SET path = ?, key = ? WHERE pk = ?", [draft.path, key, pk]
            )
            collections.follow(self._db, row[0], draft.path)


# --- removed by hand ---------------------------------------------------------------------------


def dismiss(db: Database, document: str) -> None:
    """Removes a document by id and remembers of which file it was, as that file is now."""
    db.execute(
        """INSERT OR REPLACE INTO dismissed SELECT f.path, d.key, f.digest
        FROM documents d JOIN files f ON f.path = d.path WHERE d.id = ?""",
        [document],
    )
    db.execute("DELETE FROM documents WHERE id = ?", [document])


def is_dismissed(db: Database, draft: Draft, digest: str) -> bool:
    """Whether a document was removed when its file had this content."""
    row = db.execute(
        "SELECT digest FROM dismissed WHERE path = ? AND key = ?",
        [draft.path, draft.source.key or ""],
    ).fetchone()
    return row is not None and row[0] == digest


def forgotten(db: Database, paths: Sequence[str]) -> list[str]:
    """The files among `paths` of which something was removed, or that could not be read."""
    marks = ", ".join("?" * len(paths))
    found = db.execute(
        f"""SELECT path FROM files WHERE path IN ({marks})
        AND (problem IS NOT NULL OR path IN (SELECT path FROM dismissed))""",
        list(paths),
    )
    return [path for (path,) in found]


def ask_again(db: Database, paths: Sequence[str]) -> None:
    """Marks files as unread, and what was removed of them as wanted."""
    for path in paths:
        db.execute("DELETE FROM dismissed WHERE path = ?", [path])
        db.execute("UPDATE files SET size = -1, modified = -1 WHERE path = ?", [path])
