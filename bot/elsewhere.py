"""Questions of a group whose answer is for the asker alone, until they come for it.

Only where the bot may not write to them first: a button in the group then carries a random code,
and whoever presses it is asked for again who they are. Rows lie in `bot.db` for a day at the most;
all of this belongs to the thread of the `Updates` that made it.
"""

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

SCHEMA = """
CREATE TABLE elsewhere (
    code TEXT PRIMARY KEY,
    command TEXT NOT NULL,                  -- the command that asks it
    typed TEXT NOT NULL,
    within INTEGER,                         -- the passage whose document it is confined to
    at REAL NOT NULL
) WITHOUT ROWID;
"""
KEEP_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked in a group: the words after a command, confined to the document of a
    passage where there is one."""

    command: str
    typed: str
    within: int | None = None


class Elsewhere:
    """The questions kept, by `clock` (Unix seconds)."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def keep(self, asked: Asked) -> str:
        """Notes a question; the code under which it is found."""
        code = secrets.token_urlsafe(16)
        row = (code, asked.command, asked.typed, asked.within, self._clock())
        with self._db:
            self._db.execute("INSERT INTO elsewhere VALUES (?, ?, ?, ?, ?)", row)
        return code

    def get(self, code: str) -> Asked | None:
        """The question of a code; None when there is none (any more)."""
        row = self._db.execute(
            "SELECT command, typed, within FROM elsewhere WHERE code = ? AND at > ?",
            (code, self._clock() - KEEP_SECONDS),
        ).fetchone()
        return Asked(*row) if row else None

    def expire(self) -> None:
        """Forgets what is a day old, in the caller's transaction."""
        self._db.execute("DELETE FROM elsewhere WHERE at <= ?", (self._clock() - KEEP_SECONDS,))
