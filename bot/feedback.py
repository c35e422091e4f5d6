"""What people thought of answers: helpful or not, never who. An answer is a random number that
only its own buttons carry; pressing again changes or takes back what was said.

Rows lie in `bot.db`; all of this belongs to the thread of the `Updates` that made it.
"""

import secrets
import sqlite3
from collections.abc import Callable

SCHEMA = """
CREATE TABLE feedback (
    answer TEXT PRIMARY KEY,
    verdict INTEGER NOT NULL,               -- 1 helpful, 0 not
    at REAL NOT NULL
) WITHOUT ROWID;
"""
# Why an answer did not help, where somebody says so.
REASONS = "ALTER TABLE feedback ADD COLUMN reason TEXT; -- a key of `texts.VOTE_REASONS`"


def answer_id() -> str:
    """A number for a new answer, eleven characters of letters, digits, "-" and "_"."""
    return secrets.token_urlsafe(8)


class Feedback:
    """The verdicts, by `clock` (Unix seconds)."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def put(self, answer: str, verdict: int) -> int | None:
        """Note a verdict; the same one again takes it back. What stands now."""
        stands = None if self.of(answer) == verdict else verdict
        with self._db:
            self._db.execute("DELETE FROM feedback WHERE answer = ?", (answer,))
            if stands is not None:
                row = (answer, stands, self._clock())
                query = "INSERT INTO feedback (answer, verdict, at) VALUES (?, ?, ?)"
                self._db.execute(query, row)
        return stands

    def of(self, answer: str) -> int | None:
        """The verdict on an answer; None where there is none."""
        row = self._db.execute(
            "SELECT verdict FROM feedback WHERE answer = ?", (answer,)
        ).fetchone()
        return row[0] if row else None

    def why(self, answer: str, reason: str) -> str | None:
        """Note why an answer did not help; the same reason again takes it back. What stands now,
        also None where nobody has said that it did not."""
        row = self._db.execute(
            "SELECT reason FROM feedback WHERE answer = ? AND NOT verdict", (answer,)
        ).fetchone()
        if row is None:
            return None
        stands = None if row[0] == reason else reason
        with self._db:
            query = "UPDATE feedback SET reason = ? WHERE answer = ?"
            self._db.execute(query, (stands, answer))
        return stands
