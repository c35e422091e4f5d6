"""What documents there are."""

import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from index import layout
from index.types import Passage, outside


class Row(NamedTuple):
    """One document of the list; `passages` is how many it was cut into."""

    id: str
    number: str | None
    kind: str | None
    issued: str | None
    title: str
    source: str
    passages: int
    collection: str


def documents(db: Database) -> list[Row]:
    """All documents, in the order of their sources."""
    rows = db.execute(
        """SELECT d.id, d.number, d.kind, d.issued, d.title, coalesce(d.url, d.path), count(p.id),
            c.collection
        FROM documents d JOIN collected c ON c.document = d.pk
        LEFT JOIN passages p ON p.document = d.pk
        GROUP BY d.pk ORDER BY d.path, d.pk"""
    )
    return [Row(*row) for row in rows]


def of_paths(db: Database, paths: Sequence[Path]) -> list[str]:
    """The ids of the documents from these files, or from the folders they lie in."""
    wanted = [os.path.abspath(path) for path in paths]  # noqa: PTH100 - as `intake.absolute`
    rows = db.execute("SELECT id, path FROM documents ORDER BY pk").fetchall()
    return [
        str(id_)
        for id_, path in rows
        if any(path == one or path.startswith(one.rstrip("/") + "/") for one in wanted)
    ]


def counts(db: Database) -> tuple[int, int]:
    """Documents and passages."""
    row = db.execute(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
    ).fetchone()
    return int(row[0]), int(row[1])


class Entry(NamedTuple):
    """What the register knows of one document; `issued` and `effective` are ISO dates."""

    pk: int
    id: str
    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    issued: str | None
    title: str
    signer: str | None
    effective: str | None
    is_report: bool
    source: str
    length: int


_ENTRY = (
    "pk, id, number, kind, issuer, place, issued, title, signer, effective, is_report,"
    " coalesce(url, path), length(text)"
)


Fits = Callable[[str | None, str], bool]  # whether a number and a title are those wanted


def entries(db: Database, fits: Fits | None = None) -> list[Entry]:
    """The documents that fit, or all, as the register has them, in the order of their sources.

    Number and title lie before the text of a document, the rest behind it: to ask by those reads
    a hundredth of what reading every entry does.
    """
    if fits is None:
        rows = db.execute(f"SELECT {_ENTRY} FROM documents ORDER BY path, pk")
    else:
        named = db.execute("SELECT pk, number, title FROM documents").fetchall()
        wanted = [pk for pk, number, title in named if fits(number, title)]
        rows = db.execute(
            f"""SELECT {_ENTRY} FROM documents WHERE pk IN (SELECT value FROM json_each(?))
            ORDER BY path, pk""",
            [json.dumps(wanted)],
        )
    return [Entry(*row) for row in rows]


def entry(db: Database, pk: int) -> Entry | None:
    """One document by primary key; None when it was removed a moment ago."""
    row = db.execute(f"SELECT {_ENTRY} FROM documents WHERE pk = ?", [pk]).fetchone()
    return Entry(*row) if row else None


def holding(db: Database, passage_id: int) -> int | None:
    """The primary key of the document that a passage is of; None when it is gone."""
    row = db.execute("SELECT document FROM passages WHERE id = ?", [passage_id]).fetchone()
    return row[0] if row else None


def entries_numbered(db: Database, key: str) -> list[Entry]:
    """Documents whose number or title carries a reference key; the caller compares."""
    rows = db.execute(
        f"""SELECT {_ENTRY} FROM documents WHERE pk IN (SELECT document FROM names WHERE key = ?)
        ORDER BY path, pk""",
        [key],
    )
    return [Entry(*row) for row in rows]


def key_of(db: Database, document_id: str) -> int | None:
    """The primary key of a document by the id that people see."""
    row = db.execute("SELECT pk FROM documents WHERE id = ?", [document_id]).fetchone()
    return int(row[0]) if row else None


def text_of(db: Database, pk: int) -> str:
    """The whole text; empty when the document is gone."""
    row = db.execute("SELECT text FROM documents WHERE pk = ?", [pk]).fetchone()
    return str(row[0]) if row else ""


def noise_of(db: Database, pk: int) -> tuple[tuple[int, int], ...]:
    """What of the text is no word of the document's own."""
    row = db.execute("SELECT layout FROM documents WHERE pk = ?", [pk]).fetchone()
    return layout.noise(row[0]) if row else ()


def own_words(db: Database, pk: int, start: int, end: int) -> str:
    """A stretch of a document without the noise in it."""
    text, noise = text_of(db, pk), noise_of(db, pk)
    return "\n".join(text[a:b].strip("\n") for a, b in outside(noise, start, end)).strip()


def passages_of(db: Database, pk: int) -> list[Passage]:
    """The passages of a document, in order."""
    rows = db.execute(
        """SELECT p.id, d.id, p.start, p."end", p.text, p.section, p.page, p.place,
        p.context FROM passages p JOIN documents d ON d.pk = p.document
        WHERE d.pk = ? ORDER BY p.position""",
        [pk],
    )
    return [Passage(*row) for row in rows]


def day(iso: str | None) -> date | None:
    """A day as the rows hold it."""
    return date.fromisoformat(iso) if iso else None


class Edge(NamedTuple):
    """One relation: document `pk` does `act` to `reference`, in the words of `quote`."""

    pk: int
    act: str
    reference: str
    passage: int | None
    start: int
    end: int
    quote: str


_EDGE = """SELECT r.document, r.kind, r.reference, r.passage, r.start, r."end",
    substr(d.text, r.start + 1, r."end" - r.start)
    FROM relations r JOIN documents d ON d.pk = r.document"""


def edges_of(db: Database, pk: int) -> list[Edge]:
    """What a document does to others, in order of its text."""
    return [
        Edge(*row) for row in db.execute(f"{_EDGE} WHERE r.document = ? ORDER BY r.start", [pk])
    ]


def edges_to(db: Database, key: str) -> list[Edge]:
    """What documents do to those with a reference key (`Reference.key`)."""
    rows = db.execute(f"{_EDGE} WHERE r.key = ? ORDER BY d.path, d.pk, r.start", [key])
    return [Edge(*row) for row in rows]


def evidence(db: Database, pk: int, field: str) -> tuple[int, int] | None:
    """Where a field of a document's metadata was read; half-open."""
    row = db.execute(
        'SELECT start, "end" FROM evidence WHERE document = ? AND field = ?', [pk, field]
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else None
