"""What was just talked about, kept for a while so that follow-ups are understood.

Working memory, not a record: keyed by the numbers of chat and person, a few turns of each, gone
after a set time or on request. Rows lie in `bot.db`; all of this belongs to the thread of the
`Updates` that made it.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from retrieval.conversation import MOST_TURNS, Source, Turn

# A turn is found by the message of ours that it ended with: `outbox.message`.
SCHEMA = """
CREATE TABLE turns (
    update_id INTEGER PRIMARY KEY REFERENCES updates ON DELETE CASCADE,
    chat INTEGER NOT NULL,
    person INTEGER NOT NULL,
    turn TEXT NOT NULL,
    at REAL NOT NULL
);
CREATE INDEX turns_of ON turns (chat, person, update_id);
ALTER TABLE outbox ADD COLUMN message INTEGER; -- its id once it is sent
"""


@dataclass(frozen=True, slots=True)
class Memo:
    """A turn to be remembered of a person in a chat, as JSON holds it."""

    chat: int
    person: int
    turn: dict[str, Any]


def memo(chat: int, person: int, turn: Turn) -> Memo:
    return Memo(chat, person, asdict(turn))


class Turns:
    """The turns that are remembered for `seconds`; with 0 none are."""

    def __init__(self, db: sqlite3.Connection, seconds: float, clock: Callable[[], float]) -> None:
        self._db, self._seconds, self._clock = db, seconds, clock

    def keep(self, update_id: int, memo: Memo) -> None:
        """Remember a turn; the oldest of that person there makes room. In the caller's
        transaction: an update leaves one turn, and only together with its replies."""
        if not self._seconds:
            return
        self._db.execute(
            "INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?)",
            (update_id, memo.chat, memo.person, json.dumps(memo.turn), self._clock()),
        )
        self._db.execute(
            "DELETE FROM turns WHERE chat = ?1 AND person = ?2 AND update_id NOT IN (SELECT"
            " update_id FROM turns WHERE chat = ?1 AND person = ?2 ORDER BY at DESC, update_id DESC"
            " LIMIT ?3)",
            (memo.chat, memo.person, MOST_TURNS),
        )

    def recent(self, chat: int, person: int) -> list[Turn]:
        """What a person talked about in a chat, the latest last."""
        rows = self._db.execute(
            "SELECT turn FROM turns WHERE chat = ? AND person = ? AND at > ?"
            " ORDER BY at, update_id",
            (chat, person, self._oldest()),
        )
        return [_turn(row[0]) for row in rows]

    def answered_by(self, chat: int, message: int) -> list[Turn]:
        """The turn that a message of ours ended, as a list of one; whoever replies to it goes on
        from there."""
        rows = self._db.execute(
            "SELECT turn FROM turns JOIN outbox USING (update_id)"
            " WHERE chat = ? AND message = ? AND at > ?",
            (chat, message, self._oldest()),
        )
        return [_turn(row[0]) for row in rows]

    def forget(self, chat: int, person: int) -> None:
        """Delete what is remembered of a person in a chat, at once."""
        self._delete("chat = ? AND person = ?", chat, person)

    def expire(self) -> None:
        """Delete what has been kept for its time."""
        self._delete("at <= ?", self._oldest())

    def _delete(self, which: str, *bound: float) -> None:
        with self._db:
            gone = self._db.execute(f"DELETE FROM turns WHERE {which}", bound).rowcount
        if gone:  # the log of changes would hold the words for a while yet
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _oldest(self) -> float:
        return self._clock() - self._seconds


def _turn(stored: str) -> Turn:
    said = json.loads(stored)
    return Turn(said["question"], tuple(Source(**s) for s in said["sources"]), said["within"])
