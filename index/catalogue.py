"""What documents there are."""

from typing import NamedTuple

from sqlite_utils import Database


class Row(NamedTuple):
    """One document of the list; `passages` is how many it was cut into."""

    id: str
    number: str | None
    kind: str | None
    issued: str | None
    title: str
    source: str
    passages: int


def documents(db: Database) -> list[Row]:
    """All documents, in the order of their sources."""
    rows = db.execute(
        """SELECT d.id, d.number, d.kind, d.issued, d.title, coalesce(d.url, d.path), count(p.id)
        FROM documents d LEFT JOIN passages p ON p.document = d.pk
        GROUP BY d.pk ORDER BY d.path, d.pk"""
    )
    return [Row(*row) for row in rows]


def counts(db: Database) -> tuple[int, int]:
    """Documents and passages."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
    ).fetchone()
    return int(row[0]), int(row[1])
