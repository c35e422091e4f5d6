"""What a curator knows better than the text: a document's number, date or title.

A correction outlives every new reading of the file; removing the document removes it. Call inside
a `change`.
"""

import re
from datetime import date

from sqlite_utils import Database

from index import references
from index.database import store_names
from index.errors import BadValue, DocumentUnknown

FIELDS = ("number", "issued", "title")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_LONGEST = 500  # characters of a title


def correct(db: Database, document: str, field: str, typed: str) -> None:
    """Sets `field` (one of `FIELDS`) of a document, by its id, to what a person typed.

    Raises `DocumentUnknown`, and `BadValue` for what is no number, day or title.
    """
    row = db.execute("SELECT pk FROM documents WHERE id = ?", [document]).fetchone()
    if row is None:
        raise DocumentUnknown(document)
    value = _READ[field](" ".join(typed.split()))
    if value is None:
        raise BadValue(typed, field)
    db.execute("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?)", [row[0], field, value])
    apply(db, row[0])


def apply(db: Database, pk: int) -> None:
    """Puts what was corrected over what was read off the document with the primary key `pk`."""
    rows = db.execute("SELECT field, value FROM corrections WHERE document = ?", [pk]).fetchall()
    for field, value in rows:
        db.execute(f"UPDATE documents SET {field} = ? WHERE pk = ?", [value, pk])
        # The text does not say so: there is no place in it to point to.
        db.execute("DELETE FROM evidence WHERE document = ? AND field = ?", [pk, field])
    if rows:
        said = db.execute("SELECT number, title FROM documents WHERE pk = ?", [pk]).fetchone()
        store_names(db, pk, *said)


def _number(typed: str) -> str | None:
    """The canonical form of a document number; None where the whole is not one."""
    found = references.find(typed)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(typed))
    return str(found[0]) if whole and found[0].complete else None


def _day(typed: str) -> str | None:
    found = _DAY.fullmatch(typed)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else None
    except ValueError:
        return None


def _title(typed: str) -> str | None:
    return typed if 0 < len(typed) <= _LONGEST else None


_READ = {"number": _number, "issued": _day, "title": _title}
