"""What the bot does unasked: a daily digest, news of a document that is followed.

An errand is an update that we write ourselves: it waits, is served, answered and sent like any
other, so a kill neither loses nor doubles it. Its number is negative, which no update of Telegram's
is. A key says it once: the digest of a day is written down once, however often it is due.
"""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

SCHEMA = """
CREATE TABLE errands (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
"""
# A key is remembered so long; what recurs has the day in its key.
KEEP_SECONDS = 40 * 24 * 3600.0
NAME = "errand"


class Errands:
    """The errands of one `bot.db`, by `clock` (Unix seconds); belongs to the thread of the
    `Updates` that made it."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def put(self, key: str, kind: str, **content: Any) -> bool:
        """Writes an errand down, in the caller's transaction; False where its key was used."""
        now = self._clock()
        taken = self._db.execute("INSERT OR IGNORE INTO errands VALUES (?, ?)", (key, now))
        if not taken.rowcount:
            return False
        (lowest,) = self._db.execute("SELECT min(update_id) FROM updates").fetchone()
        self._db.execute(
            "INSERT INTO updates (update_id, lane, body, status, received)"
            " VALUES (?, ?, ?, 'waiting', ?)",
            (
                min(lowest or 0, 0) - 1,
                f"{NAME}:{kind}",
                json.dumps({NAME: {"kind": kind, **content}}),
                now,
            ),
        )
        return True

    def skip(self, key: str) -> None:
        """Takes an errand for done, in the caller's transaction."""
        self._db.execute("INSERT OR IGNORE INTO errands VALUES (?, ?)", (key, self._clock()))

    def expire(self) -> None:
        self._db.execute("DELETE FROM errands WHERE at < ?", (self._clock() - KEEP_SECONDS,))
