"""Updates that were given up: that there were any, when, and why; never their words.

Rows lie in `bot.db`; everything here happens in the caller's transaction and thread.
"""

import sqlite3
from collections.abc import Callable

SCHEMA = """
CREATE TABLE aside (
    update_id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    reason TEXT NOT NULL,                   -- the kind of failure, without its words
    reported INTEGER NOT NULL DEFAULT 0     -- 1: the owners were told
);
CREATE TABLE notes (                        -- what `tracuu doctor` is to know of the bot
    name TEXT PRIMARY KEY,
    at REAL NOT NULL
);
"""
# Who is told too often stops reading: more of them within this time are told together.
REPORT_SECONDS = 3600.0
KEEP_SECONDS = 30 * 24 * 3600.0


class Aside:
    """The register of what was given up, by `clock` (Unix seconds)."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def put(self, update_id: int, reason: str) -> int:
        """Note one; how many the owners are to be told of now, which counts as told."""
        now = self._clock()
        self._db.execute(
            "INSERT OR IGNORE INTO aside (update_id, at, reason) VALUES (?, ?, ?)",
            (update_id, now, reason),
        )
        (last,) = self._db.execute("SELECT max(at) FROM aside WHERE reported").fetchone()
        if last is not None and last > now - REPORT_SECONDS:
            return 0
        told = self._db.execute("UPDATE aside SET reported = 1 WHERE NOT reported")
        return told.rowcount

    def count(self, seconds: float) -> dict[str, int]:
        """How many were given up in the last so many seconds, by reason."""
        rows = self._db.execute(
            "SELECT reason, count(*) FROM aside WHERE at > ? GROUP BY reason ORDER BY reason",
            (self._clock() - seconds,),
        )
        return dict(rows)

    def note(self, name: str) -> None:
        """Remember that this happened now."""
        self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, self._clock()))

    def expire(self) -> None:
        self._db.execute("DELETE FROM aside WHERE at <= ?", (self._clock() - KEEP_SECONDS,))
