"""Who may ask, read, curate: the one place that decides, by numeric user id, never by name.

All roles are held in memory, as this process alone changes them: a decision costs nothing and is
always that of now. Whoever acts is looked up anew for each message, button and link.
"""

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from bot.groups import Group
from bot.members import Member, Role
from retrieval.types import EVERYTHING, PUBLIC, Reader

NOTHING = Reader(only=frozenset())


class Doors(Protocol):
    """Tells whether somebody is in one of the groups whose members may ask."""

    def __call__(self, chats: Iterable[int], person: int) -> Awaitable[bool]: ...


async def _closed(chats: Iterable[int], person: int) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they are now; `role` decides what they may do, `reader` what they may see."""

    id: int
    role: Role
    reader: Reader

    @property
    def may_ask(self) -> bool:
        return self.role is not Role.STRANGER

    @property
    def curates(self) -> bool:
        return self.role.rank >= Role.ADMIN.rank


@dataclass(slots=True)
class Access:
    """`everyone`: whoever is nobody in particular is a guest."""

    owner_ids: frozenset[int] = frozenset()
    everyone: bool = False
    inside: Doors = _closed
    doors: frozenset[int] = frozenset()
    members: dict[int, Member] = field(default_factory=dict)

    def know(self, members: Iterable[Member], doors: Iterable[int]) -> None:
        """Takes over what `bot.db` holds now. Call it with every change, before waiting for
        anything: what was taken away then counts at once."""
        self.members = {member.person: member for member in members}
        self.doors = frozenset(doors)

    def narrow(self, person: int, member: Member | None) -> None:
        """Takes rights away from now on; call it before anything is written down or waited for.

        What is answered at this moment then sees it (`withheld`), and what was written down
        before is deleted behind it.
        """
        if member is None:
            self.members.pop(person, None)
        else:
            self.members[person] = member

    def withheld(self, before: Person) -> bool:
        """Whether somebody may do or see less now than when the answer to them was begun."""
        now = self.now(before.id)
        return now.role.rank < before.role.rank or not _covers(now.reader, before.reader)

    async def of(self, user_id: int) -> Person:
        """Somebody as a private chat or an inline question sees them."""
        known = self.now(user_id)
        if known.may_ask and known.role is not Role.GUEST:
            return known
        if self.doors and await self.inside(self.doors, user_id):
            return Person(user_id, Role.MEMBER, PUBLIC)
        return known

    def now(self, user_id: int) -> Person:
        """The same without asking Telegram: who is in by a group's membership is not known."""
        if user_id in self.owner_ids:
            return Person(user_id, Role.OWNER, EVERYTHING)
        member = self.members.get(user_id)
        if member is None:
            role = Role.GUEST if self.everyone else Role.STRANGER
            return Person(user_id, role, PUBLIC if self.everyone else NOTHING)
        reader = EVERYTHING if member.role is Role.ADMIN else Reader(member.collections)
        return Person(user_id, member.role, reader)

    def in_group(self, group: Group) -> Reader:
        """What a group may see, whoever asks there: all of them read the answer."""
        if group.collections is None:
            return PUBLIC
        return Reader(granted=group.collections, only=group.collections)

    def may_ask(self, user_id: int) -> bool:
        return self.now(user_id).may_ask

    def is_admin(self, user_id: int) -> bool:
        """Whether somebody may change documents and admit people."""
        return self.now(user_id).curates

    @property
    def admins(self) -> list[int]:
        """Everybody who curates, to be told of things."""
        named = {m.person for m in self.members.values() if m.role is Role.ADMIN}
        return sorted(self.owner_ids | named)


def _covers(now: Reader, before: Reader) -> bool:
    if now.granted is None or before.granted is None:
        return now.granted == before.granted or now.granted is None
    return before.granted <= now.granted
