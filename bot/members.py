"""Who is who, by numeric user id: roles, invitations, who asked to join, who reads what.

Rows lie in `bot.db`; all of this belongs to the thread of the `Updates` that made it. Names are
not kept: anybody can change theirs. Times are Unix seconds.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA = """
CREATE TABLE members (
    person INTEGER PRIMARY KEY,
    role TEXT NOT NULL,                     -- admin, member, guest
    since REAL NOT NULL
);
CREATE TABLE readers (                      -- of closed collections
    person INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
    collection TEXT NOT NULL,
    PRIMARY KEY (person, collection)
) WITHOUT ROWID;
CREATE TABLE invitations (
    digest TEXT PRIMARY KEY,                -- of the code, which only the link holds
    role TEXT NOT NULL,
    expires REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE applications (
    person INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE doors (chat INTEGER PRIMARY KEY); -- groups whose members may ask
"""
INVITATION_SECONDS = 24 * 3600.0
# Who asked to join, or was refused, may ask again after so long.
APPLICATION_SECONDS = 24 * 3600.0


class Role(StrEnum):
    """What somebody is, the least first. Guests read public collections only; members also what
    they were given; admins curate and read everything; owners stand in the settings."""

    STRANGER = "stranger"
    GUEST = "guest"
    MEMBER = "member"
    ADMIN = "admin"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        return list(Role).index(self)


@dataclass(frozen=True, slots=True)
class Member:
    """A row: a person's role and the closed collections that they may read."""

    person: int
    role: Role
    since: float
    collections: frozenset[str] = field(default_factory=frozenset)


class Members:
    """The members, invitations and doors."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def all(self) -> list[Member]:
        """Everybody who has a role here, admins first, then the oldest first."""
        read: dict[int, set[str]] = {}
        for person, collection in self._db.execute("SELECT person, collection FROM readers"):
            read.setdefault(person, set()).add(collection)
        rows = self._db.execute("SELECT person, role, since FROM members ORDER BY since, person")
        found = [Member(p, Role(r), at, frozenset(read.get(p, ()))) for p, r, at in rows]
        return sorted(found, key=lambda member: -member.role.rank)

    def put(self, person: int, role: Role) -> None:
        """A new member, or another role for one. A guest keeps no closed collection."""
        with self._db:
            self._put(person, role)

    def remove(self, person: int) -> None:
        """Nothing of it stays: no role, no collections, no turns, no answer not yet sent."""
        with self._db:
            self._db.execute("DELETE FROM members WHERE person = ?", (person,))
            self._db.execute("DELETE FROM applications WHERE person = ?", (person,))
            self._withhold(person)

    def give(self, person: int, collection: str) -> None:
        with self._db:
            self._db.execute("INSERT OR IGNORE INTO readers VALUES (?, ?)", (person, collection))

    def take(self, person: int, collection: str) -> None:
        with self._db:
            self._db.execute(
                "DELETE FROM readers WHERE person = ? AND collection = ?", (person, collection)
            )
            self._withhold(person)

    def withhold(self, chat: int) -> None:
        """Answers to a chat that wait to be sent are not sent: it may read less than before."""
        with self._db:
            self._withhold(chat)

    def _put(self, person: int, role: Role) -> None:
        self._db.execute(
            """INSERT INTO members VALUES (?, ?, ?)
            ON CONFLICT (person) DO UPDATE SET role = excluded.role""",
            (person, role, self._clock()),
        )
        if role is Role.GUEST:
            self._db.execute("DELETE FROM readers WHERE person = ?", (person,))
            self._withhold(person)

    def _withhold(self, chat: int) -> None:
        """A private chat has the number of its person; in a group some messages are for one."""
        self._db.execute(
            """DELETE FROM outbox WHERE status = 'waiting' AND params != '' AND ? IN
            (json_extract(params, '$.chat_id'), json_extract(params, '$.receiver_user_id'))""",
            (chat,),
        )
        self._db.execute("DELETE FROM turns WHERE chat = ?", (chat,))

    # --- invitations -----------------------------------------------------------------------

    def invite(self, role: Role) -> str:
        """A new code, good once and for a day. Only its digest is kept."""
        code = secrets.token_urlsafe(24)
        with self._db:
            self._db.execute(
                "INSERT INTO invitations VALUES (?, ?, ?)",
                (_digest(code), role, self._clock() + INVITATION_SECONDS),
            )
        return code

    def redeem(self, code: str, person: int) -> Role | None:
        """Takes an invitation up; the role it gives, None where it is good no more. Somebody who
        has a higher role already keeps it, and the invitation is used up all the same."""
        with self._db:
            self._db.execute("DELETE FROM invitations WHERE expires < ?", (self._clock(),))
            row = self._db.execute(
                "DELETE FROM invitations WHERE digest = ? RETURNING role", (_digest(code),)
            ).fetchone()
            if row is None:
                return None
            role = max(Role(row[0]), self._role(person), key=lambda role: role.rank)
            self._put(person, role)
            self._db.execute("DELETE FROM applications WHERE person = ?", (person,))
            return role

    def _role(self, person: int) -> Role:
        row = self._db.execute("SELECT role FROM members WHERE person = ?", (person,)).fetchone()
        return Role(row[0]) if row else Role.STRANGER

    # --- asking to join --------------------------------------------------------------------

    def apply(self, person: int) -> bool:
        """Writes down that somebody asks to join; False for one who asked not long ago."""
        now = self._clock()
        with self._db:
            self._db.execute("DELETE FROM applications WHERE at < ?", (now - APPLICATION_SECONDS,))
            written = self._db.execute(
                "INSERT OR IGNORE INTO applications (person, at) VALUES (?, ?)", (person, now)
            )
        return written.rowcount > 0

    def decide(self, person: int, *, admit: bool) -> bool:
        """An admin's answer; False where nobody asks (any more) or another admin was quicker."""
        with self._db:
            open_ = self._db.execute(
                "UPDATE applications SET refused = 1 WHERE person = ? AND NOT refused", (person,)
            ).rowcount
            if open_ and admit:
                self._db.execute("DELETE FROM applications WHERE person = ?", (person,))
                self._put(person, max(Role.MEMBER, self._role(person), key=lambda r: r.rank))
        return open_ > 0

    # --- doors -----------------------------------------------------------------------------

    def doors(self) -> list[int]:
        """The groups by whose membership one may ask."""
        return [chat for (chat,) in self._db.execute("SELECT chat FROM doors ORDER BY chat")]

    def turn_door(self, chat: int) -> bool:
        """Opens a group's door, or closes it where it is open; whether it is open now."""
        with self._db:
            if self._db.execute("DELETE FROM doors WHERE chat = ?", (chat,)).rowcount:
                return False
            self._db.execute("INSERT INTO doors VALUES (?)", (chat,))
        return True

    def move_door(self, old: int, new: int) -> None:
        """A group has become a supergroup, which has another number."""
        with self._db:
            self._db.execute("UPDATE OR REPLACE doors SET chat = ? WHERE chat = ?", (new, old))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
