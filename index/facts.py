"""Writing down what a document says of itself and does to others. Call inside a `change`."""

from collections.abc import Sequence

from sqlite_utils import Database

from index.definitions import Definition, full_key, key
from index.metadata import Evidence
from index.relations import Relation


def store_evidence(db: Database, pk: int, evidence: Sequence[Evidence]) -> None:
    """Puts the places of a document's facts in place of those stored before."""
    db.execute("DELETE FROM evidence WHERE document = ?", [pk])
    rows = [(pk, e.field, e.start, e.end) for e in evidence]
    db.conn.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?)", rows)


def store_relations(db: Database, pk: int, relations: Sequence[Relation]) -> None:
    """The same for relations; the document's passages are stored already."""
    db.execute("DELETE FROM relations WHERE document = ?", [pk])
    rows = [
        (pk, r.act, r.reference.key, str(r.reference), pk, r.start, r.end, r.start, r.end)
        for r in relations
    ]
    db.conn.executemany(
        """INSERT INTO relations VALUES (?, ?, ?, ?, (
            SELECT id FROM passages WHERE document = ? AND start <= ? AND ? <= "end"
        ), ?, ?)""",
        rows,
    )


def store_definitions(db: Database, pk: int, definitions: Sequence[Definition]) -> None:
    """The same for the short forms that the document defines."""
    db.execute("DELETE FROM definitions WHERE document = ?", [pk])
    rows = [
        (pk, key(d.short), d.short, full_key(d.full), d.full, d.start, d.end) for d in definitions
    ]
    db.conn.executemany("INSERT INTO definitions VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
