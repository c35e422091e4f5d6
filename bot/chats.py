"""The log of group messages, in SQLite: only of chats that an administrator switched on.

Rows are what `retrieval.chat_types.Message` holds; chats are numbered as in the Bot API. A chat
has its own time to keep (days, counted from the sending of a message, for an export from its
import); who left is never kept again, and what there was of them goes. Times are Unix seconds.
Everything here belongs to the thread that made the connection.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from retrieval.chat_types import Kind, Message

DAYS = 14  # messages are kept, unless the chat says otherwise
MOST_DAYS = 90
_DAY = 24 * 3600.0

SCHEMA = """
CREATE TABLE chats (
    chat INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    days INTEGER NOT NULL,                  -- its messages are kept
    imported INTEGER NOT NULL DEFAULT 0,    -- 1: out of an export, not logged live
    since REAL NOT NULL
);
CREATE TABLE chat_topics (
    chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    topic INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (chat, topic)
) WITHOUT ROWID;
CREATE TABLE chat_messages (
    chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    id INTEGER NOT NULL,
    topic INTEGER,
    sender_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    sent REAL NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    reply_to INTEGER,
    file TEXT NOT NULL DEFAULT '',
    forwarded_from TEXT NOT NULL DEFAULT '',
    edited REAL,
    bot INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (chat, id)
) WITHOUT ROWID;
CREATE INDEX chat_messages_sent ON chat_messages (chat, sent);
CREATE TABLE chat_leavers (                 -- whose messages are not kept
    chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE,
    sender_id TEXT NOT NULL,
    PRIMARY KEY (chat, sender_id)
) WITHOUT ROWID;
"""

_COLUMNS = (
    "chat, id, topic, sender_id, sender, sent, text, kind, reply_to, file, forwarded_from, edited,"
    " bot, pinned"
)


_VALUES = ", ".join(f"?{n}" for n in range(1, 15))


@dataclass(frozen=True, slots=True)
class Kept:
    """A chat of which messages are kept."""

    chat: int
    title: str
    days: int
    imported: bool


class Chats:
    """The log. `clock` gives Unix seconds."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def open(self, chat: int, title: str, days: int = DAYS, *, imported: bool = False) -> None:
        """Keep a chat's messages from now on, or change for how long (1 to `MOST_DAYS` days)."""
        days = min(max(days, 1), MOST_DAYS)
        with self._db:
            self._db.execute(
                "INSERT INTO chats VALUES (?, ?, ?, ?, ?) ON CONFLICT (chat) DO UPDATE"
                " SET title = excluded.title, days = excluded.days",
                (chat, title, days, imported, self._clock()),
            )

    def close(self, chat: int) -> None:
        """Delete all that is kept of a chat, leavers included, and keep no more."""
        self._delete("chats", "chat = ?", chat)

    def kept(self) -> list[Kept]:
        rows = self._db.execute("SELECT chat, title, days, imported FROM chats ORDER BY title")
        return [Kept(chat, title, days, bool(imported)) for chat, title, days, imported in rows]

    def is_open(self, chat: int) -> bool:
        return (
            self._db.execute("SELECT 1 FROM chats WHERE chat = ?", (chat,)).fetchone() is not None
        )

    # --- messages ---------------------------------------------------------------------------

    def keep(self, messages: Iterable[Message]) -> int:
        """Write messages, or what an edit made of them; how many there were to be kept. Those of
        chats that are not open, of leavers and past their time are not. One transaction."""
        count = 0
        with self._db:
            for message in messages:
                count += self._keep(message)
        return count

    def _keep(self, message: Message) -> int:
        row = (
            message.chat, message.id, message.topic, message.sender_id, message.sender,
            message.sent.timestamp(), message.text, message.kind.value, message.reply_to,
            message.file, message.forwarded_from,
            message.edited.timestamp() if message.edited else None, message.bot, message.pinned,
        )  # fmt: skip
        written = self._db.execute(
            f"INSERT OR REPLACE INTO chat_messages ({_COLUMNS}) SELECT {_VALUES}"
            " FROM chats WHERE chat = ?1 AND MAX(?6, imported * since) > ?15 - days * ?16"
            " AND NOT EXISTS (SELECT 1 FROM chat_leavers WHERE chat = ?1 AND sender_id = ?4)",
            (*row, self._clock(), _DAY),
        ).rowcount
        if written and message.topic is not None and message.topic_name:
            self._db.execute(
                "INSERT OR REPLACE INTO chat_topics VALUES (?, ?, ?)",
                (message.chat, message.topic, message.topic_name),
            )
        return written

    def messages(self, chat: int, since: float = 0.0, after: int = 0) -> Iterator[Message]:
        """What is kept of a chat, sent at `since` or later and after the message `after`, in the
        order of sending."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS}, COALESCE((SELECT name FROM chat_topics t WHERE t.chat = m.chat"
            " AND t.topic = m.topic), '') FROM chat_messages m JOIN chats c USING (chat)"
            " WHERE chat = ? AND sent >= ? AND id > ?"
            " AND MAX(sent, imported * c.since) > ? - days * ? ORDER BY sent, id",
            (chat, since, after, self._clock(), _DAY),
        )
        return map(_message, rows)

    def message(self, chat: int, number: int) -> Message | None:
        """One message, if it is kept."""
        return next((m for m in self.messages(chat, after=number - 1) if m.id == number), None)

    def move(self, old: int, new: int) -> None:
        """A group has another number now. Its messages count anew from 1: the old ones go. Who
        did not want to be kept still does not, and its bulletin goes on."""
        kept = next((kept for kept in self.kept() if kept.chat == old), None)
        if kept:
            self.open(new, kept.title, kept.days)
            with self._db:
                for table in ("chat_leavers", "bulletins", "bulletin_readers"):
                    self._db.execute(
                        f"UPDATE OR IGNORE {table} SET chat = ? WHERE chat = ?",
                        (new, old),
                    )
            self.close(old)

    # --- deleting -----------------------------------------------------------------------------

    def remove(self, chat: int, ids: Iterable[int]) -> None:
        """Forget messages that were deleted in the chat."""
        for number in ids:
            self._delete("chat_messages", "chat = ? AND id = ?", chat, number)

    def leave(self, chat: int, sender_id: str) -> None:
        """Keep nothing of somebody in a chat: what there is goes, and no more comes."""
        with self._db:
            self._db.execute("INSERT OR IGNORE INTO chat_leavers VALUES (?, ?)", (chat, sender_id))
        self._delete("chat_messages", "chat = ? AND sender_id = ?", chat, sender_id)

    def come_back(self, chat: int, sender_id: str) -> None:
        self._delete("chat_leavers", "chat = ? AND sender_id = ?", chat, sender_id)

    def expire(self) -> None:
        """Delete what has been kept for its time."""
        self._delete(
            "chat_messages",
            "(SELECT MAX(sent, imported * since) <= ? - ? * days FROM chats c"
            " WHERE c.chat = chat_messages.chat)",
            self._clock(),
            _DAY,
        )

    def _delete(self, table: str, which: str, *bound: object) -> None:
        with self._db:
            gone = self._db.execute(f"DELETE FROM {table} WHERE {which}", bound).rowcount
        if gone:  # the log of changes would hold the words for a while yet
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _message(row: tuple) -> Message:  # type: ignore[type-arg]
    (chat, number, topic, sender_id, sender, sent, text, kind, reply_to, file, forwarded, edited,
     bot, pinned, topic_name) = row  # fmt: skip
    return Message(
        id=number, sent=_time(sent), sender_id=sender_id, sender=sender, text=text, kind=Kind(kind),
        reply_to=reply_to, topic=topic, topic_name=topic_name, file=file, forwarded_from=forwarded,
        edited=_time(edited) if edited is not None else None, bot=bool(bot), pinned=bool(pinned),
        chat=chat,
    )  # fmt: skip


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
