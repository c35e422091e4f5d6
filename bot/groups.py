"""What the administrators of a group chose for it; a row for each group that is not as it came.

Rows lie in `bot.db`; all of this belongs to the thread of the `Updates` that made it.
"""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

SCHEMA = """
CREATE TABLE groups (
    chat INTEGER PRIMARY KEY,
    enabled INTEGER NOT NULL,               -- what the group's administrators want
    approved INTEGER NOT NULL,              -- 1: an administrator of the bot agreed
    topics TEXT,                            -- JSON list; NULL: every topic
    collections TEXT                        -- JSON list; NULL: the public ones
);
"""
# The number under which the General topic of a forum is kept: its messages carry none.
GENERAL = 1


@dataclass(frozen=True, slots=True)
class Group:
    """`enabled` counts only where `approved`, or where everybody may ask anyhow."""

    chat: int
    enabled: bool = True
    approved: bool = False
    topics: frozenset[int] | None = None
    collections: frozenset[str] | None = None

    def answers(self, everyone: bool) -> bool:
        """Whether the bot speaks in this group at all."""
        return self.enabled and (self.approved or everyone)

    def answers_in(self, topic: int | None, everyone: bool) -> bool:
        """Whether it does in one topic."""
        here = self.topics is None or (topic or GENERAL) in self.topics
        return here and self.answers(everyone)


class Groups:
    """The settings of all groups."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def get(self, chat: int) -> Group:
        """The settings of a group, known or not."""
        row = self._db.execute(
            "SELECT chat, enabled, approved, topics, collections FROM groups WHERE chat = ?",
            (chat,),
        ).fetchone()
        if row is None:
            return Group(chat)
        topics, collections = (None if held is None else json.loads(held) for held in row[3:])
        return Group(
            row[0],
            bool(row[1]),
            bool(row[2]),
            None if topics is None else frozenset(topics),
            None if collections is None else frozenset(collections),
        )

    def put(self, group: Group) -> None:
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?, ?)",
                (
                    group.chat,
                    group.enabled,
                    group.approved,
                    _json(group.topics),
                    _json(group.collections),
                ),
            )

    def move(self, old: int, new: int) -> None:
        """A group has become a supergroup, which has another number."""
        with self._db:
            self._db.execute("UPDATE OR REPLACE groups SET chat = ? WHERE chat = ?", (new, old))

    def forget(self, chat: int) -> None:
        """The bot is no longer there: whoever adds it again decides again."""
        with self._db:
            self._db.execute("DELETE FROM groups WHERE chat = ?", (chat,))


def _json(values: Collection[int] | Collection[str] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values))
