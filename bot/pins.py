"""Answers that administrators pinned to questions: which words of which document, by whom, when.

Of the administrator only the number is kept. Rows lie in `bot.db`; all of this belongs to the
thread of the `Updates` that made it.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.pinned import Heard, alike

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
        before = [pin for pin in self.all() if alike(pin.heard, heard)]
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

    def remove(self, id_: int) -> bool:
        with self._db:
            return self._db.execute("DELETE FROM pins WHERE id = ?", (id_,)).rowcount > 0
