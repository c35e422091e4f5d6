"""When a group's summary is sent unasked, to whom else, and what somebody is to be reminded of.

Rows lie in `bot.db`, go with the log of their group, and belong to the thread of the `Updates` that
made this.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.errands import Errands
from retrieval.chat_types import VIETNAM

SCHEMA = """
CREATE TABLE bulletins (
    chat INTEGER PRIMARY KEY REFERENCES chats ON DELETE CASCADE,
    minute INTEGER NOT NULL,                -- of the day, in Vietnam
    weekday INTEGER                         -- 0 is Monday; NULL: every day
);
CREATE TABLE bulletin_readers (
    chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    person INTEGER NOT NULL,
    PRIMARY KEY (chat, person)
) WITHOUT ROWID;
CREATE TABLE chat_seen (                    -- up to where somebody has read, by /tomtat
    chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    person INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (chat, person)
) WITHOUT ROWID;
CREATE TABLE reminders (
    chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    person INTEGER NOT NULL,
    message INTEGER NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (chat, person, message)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`minute` of the day; `weekday` 0 is Monday, None is every day."""

    minute: int
    weekday: int | None = None

    @property
    def span(self) -> timedelta:
        """The time it tells of."""
        return timedelta(days=1 if self.weekday is None else 7)

    def is_due(self, now: datetime) -> bool:
        """Whether its hour has come on its day."""
        here = now.astimezone(VIETNAM)
        today = self.weekday in (None, here.weekday())
        return today and here.hour * 60 + here.minute >= self.minute


class Bulletins:
    """The bulletins of all groups, by `clock` (Unix seconds)."""

    def __init__(
        self, db: sqlite3.Connection, errands: Errands, clock: Callable[[], float]
    ) -> None:
        self._db, self._errands, self._clock = db, errands, clock

    def put(self, chat: int, bulletin: Bulletin | None) -> None:
        """From now on so, or with None no more. One whose hour of today has passed begins with
        the next."""
        with self._db:
            self._db.execute("DELETE FROM bulletins WHERE chat = ?", (chat,))
            if bulletin is None:
                self._db.execute("DELETE FROM bulletin_readers WHERE chat = ?", (chat,))
                return
            self._db.execute(
                "INSERT INTO bulletins VALUES (?, ?, ?)", (chat, bulletin.minute, bulletin.weekday)
            )
            if bulletin.is_due(self.now()):
                self._errands.skip(self._key(chat))

    def of(self, chat: int) -> Bulletin | None:
        row = self._db.execute(
            "SELECT minute, weekday FROM bulletins WHERE chat = ?", (chat,)
        ).fetchone()
        return Bulletin(*row) if row else None

    def read_by(self, chat: int, person: int, wanted: bool) -> None:
        """Whether somebody gets a group's bulletin privately too."""
        sql = (
            "INSERT OR IGNORE INTO bulletin_readers VALUES (?, ?)"
            if wanted
            else "DELETE FROM bulletin_readers WHERE chat = ? AND person = ?"
        )
        with self._db:
            self._db.execute(sql, (chat, person))

    def readers(self, chat: int) -> list[int]:
        rows = self._db.execute("SELECT person FROM bulletin_readers WHERE chat = ?", (chat,))
        return [person for (person,) in rows]

    def left(self, chat: int, person: int) -> None:
        """Somebody is no longer in a group."""
        with self._db:
            for table in ("bulletin_readers", "chat_seen", "reminders"):
                self._db.execute(
                    f"DELETE FROM {table} WHERE chat = ? AND person = ?", (chat, person)
                )

    def seen(self, chat: int, person: int, sender_id: str) -> int:
        """The last message after which somebody wrote nothing and asked for no summary."""
        row = self._db.execute(
            "SELECT max(message) FROM (SELECT message FROM chat_seen WHERE chat = ?1"
            " AND person = ?2 UNION ALL SELECT max(id) FROM chat_messages WHERE chat = ?1"
            " AND sender_id = ?3)",
            (chat, person, sender_id),
        ).fetchone()
        return int(row[0] or 0)

    def see(self, chat: int, person: int, message: int) -> None:
        """Somebody has read a group up to a message."""
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO chat_seen SELECT chat, ?, ? FROM chats WHERE chat = ?",
                (person, message, chat),
            )

    def remind(self, chat: int, person: int, message: int, at: float) -> None:
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO reminders SELECT chat, ?, ?, ? FROM chats WHERE chat = ?",
                (person, message, at, chat),
            )

    def due(self) -> bool:
        """Writes an errand for every bulletin and reminder that is due; whether there was one."""
        with self._db:
            sent = [self._bulletin_due(chat) for (chat,) in self._chats()]
            sent += [self._reminder_due(*row) for row in self._reminders()]
        return any(sent)

    def _chats(self) -> list[tuple[int]]:
        return self._db.execute("SELECT chat FROM bulletins").fetchall()

    def _bulletin_due(self, chat: int) -> bool:
        found = self.of(chat)
        if found is None or not found.is_due(self.now()):
            return False
        since = (self.now() - found.span).timestamp()
        return self._errands.put(self._key(chat), "bulletin", chat=chat, since=since)

    def _reminders(self) -> list[tuple[int, int, int]]:
        return self._db.execute(
            "SELECT chat, person, message FROM reminders WHERE at <= ?", (self._clock(),)
        ).fetchall()

    def _reminder_due(self, chat: int, person: int, message: int) -> bool:
        self._db.execute(
            "DELETE FROM reminders WHERE chat = ? AND person = ? AND message = ?",
            (chat, person, message),
        )
        key = f"remind:{chat}:{person}:{message}:{self._clock()}"
        return self._errands.put(key, "remind", chat=chat, person=person, message=message)

    def _key(self, chat: int) -> str:
        return f"bulletin:{chat}:{self.now().astimezone(VIETNAM).date()}"

    def now(self) -> datetime:
        """The time by the clock of the store."""
        return datetime.fromtimestamp(self._clock(), UTC)
