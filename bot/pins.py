"""Answers that administrators pinned to questions: which words of which document, by whom, when.

Of the administrator only the number is kept. Rows lie in `bot.db`; all of this belongs to the
thread of the `Updates` that made it.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from retrieval.catalogue import Catalogue
from retrieval.pinned import Heard, alike, heard, same
from retrieval.types import Answer, Pinned

SCHEMA = """
CREATE TABLE pins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- buttons carry it: never used twice
    question TEXT NOT NULL,
    words TEXT NOT NULL,                    -- JSON: how the question is compared
    accented INTEGER NOT NULL,
    document TEXT NOT NULL,                 -- the id that people see
    quote TEXT NOT NULL,
    person INTEGER NOT NULL,
    at REAL NOT NULL
);
"""
MOST = 500


@dataclass(frozen=True, slots=True)
class Pin:
    """An answer pinned to a question; `at` in Unix seconds."""

    id: int
    question: str
    heard: Heard
    document: str
    quote: str
    person: int
    at: float


class Quoting(Protocol):
    """What a library has to give for a pin to be looked up in it."""

    def quoted(self, document: str, words: str) -> Answer | None: ...
    @property
    def catalogue(self) -> Catalogue: ...


def answer(pins: Sequence[Pin], question: str, library: Quoting) -> Answer | None:
    """The answer that is pinned to a question, as far as the library's reader may see it."""
    if not pins:
        return None
    asked, register = heard(question), library.catalogue
    for pin in (each for each in pins if alike(each.heard, asked, register)):
        if found := library.quoted(pin.document, pin.quote):
            return replace(found, question=question, pinned=Pinned(pin.person, pin.at))
    return None


class Pins:
    """The pinned answers, by `clock` (Unix seconds)."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def all(self) -> list[Pin]:
        """All of them, the newest first."""
        rows = self._db.execute(
            "SELECT id, question, words, accented, document, quote, person, at FROM pins"
            " ORDER BY id DESC"
        )
        return [
            Pin(id_, question, Heard(tuple(json.loads(words)), bool(accented)), *rest)
            for id_, question, words, accented, *rest in rows
        ]

    def put(
        self, question: str, heard: Heard, document: str, quote: str, person: int
    ) -> Pin | None:
        """Pins an answer in place of those to the same question; None when there are too many."""
        before = [pin for pin in self.all() if same(pin.heard, heard)]
        with self._db:
            for pin in before:
                self._db.execute("DELETE FROM pins WHERE id = ?", (pin.id,))
            if self._db.execute("SELECT count(*) FROM pins").fetchone()[0] >= MOST:
                return None
            self._db.execute(
                "INSERT INTO pins (question, words, accented, document, quote, person, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (question, json.dumps(heard.words), heard.accented, document, quote, person,
                 self._clock()),
            )  # fmt: skip
        return self.all()[0]

    def forget(self, document: str) -> None:
        """What is pinned of a removed document goes, and what the log of this file still holds of
        answers that were sent."""
        with self._db:
            self._db.execute("DELETE FROM pins WHERE document = ?", (document,))
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def remove(self, id_: int) -> bool:
        with self._db:
            return self._db.execute("DELETE FROM pins WHERE id = ?", (id_,)).rowcount > 0
