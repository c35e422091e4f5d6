"""The entries of the tables by which updates find their handlers; routing.py joins the tables.

A module of handlers gives some of `COMMANDS` ("/hoi" -> `Command`), `PRESSES` (the letter before
the first colon of a button's data -> `Press`) and `STARTS` (what stands before the first "_" of a
deep link's payload -> `Command`).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from telegram import CallbackQuery, Chat, Message

from bot.calls import Call
from bot.handlers.context import Context
from bot.lanes import GROUPS
from retrieval.types import PUBLIC, Reader

Entry = TypeVar("Entry")


class Who(Enum):
    """Whom an entry is for; others get the sentence that says so. In a group that the bot
    answers in, everybody counts as a member: what is said there, all of them read."""

    ANYONE = auto()
    MEMBER = auto()
    ADMIN = auto()  # of the bot
    GROUP_ADMIN = auto()  # of the group it is used in


@dataclass(frozen=True, slots=True)
class Command:
    """`run(message, typed, context)`: `typed` is what follows the command or the payload."""

    run: Callable[[Message, str, Context], Awaitable[list[Call]]]
    who: Who = Who.MEMBER
    private: bool = True
    group: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """`run(query, rest, context)`: `rest` is the data after the prefix. It answers the query
    itself; None says that the data is not of a button that we make."""

    run: Callable[[CallbackQuery, str, Context], Awaitable[list[Call] | None]]
    who: Who = Who.MEMBER


async def may(context: Context, person: int, chat: Chat | None, who: Who) -> bool:
    """Whether a person is among those an entry is for, where it is used."""
    in_group = chat is not None and chat.type in GROUPS
    if who is Who.GROUP_ADMIN:
        return chat is not None and in_group and await context.admins.holds(chat.id, person)
    if who is Who.ADMIN:
        return context.access.is_admin(person)
    if who is Who.ANYONE or (await context.access.of(person)).may_ask:
        return True
    if chat is None or not in_group:
        return False
    group = await context.store(lambda store: store.groups.get(chat.id))
    return group.answers(context.access.everyone)


# What an errand comes to: `run(content, context)` with what was written down.
Errand = Callable[[dict[str, Any], Context], Awaitable[list[Call]]]


async def seen(context: Context, person: int, chat: Chat | None) -> Context:
    """The context for somebody who acts in a chat: in a group it sees what the group may."""
    if chat is not None and chat.type in GROUPS:
        group = await context.store(lambda store: store.groups.get(chat.id))
        return context.seen_by(context.access.in_group(group))
    return context.seen_by((await context.access.of(person)).reader)


async def reader(context: Context, chat: int | None) -> Reader:
    """What a chat may read now, by its number; a private one has that of its person, None is any
    chat at all."""
    if chat is None:
        return PUBLIC
    if chat > 0:
        return (await context.access.of(chat)).reader
    return context.access.in_group(await context.store(lambda store: store.groups.get(chat)))


def joined(*tables: Mapping[str, Entry]) -> dict[str, Entry]:
    """One table of several. Raises `ValueError` where two have the same key."""
    whole: dict[str, Entry] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise ValueError(f"entries twice: {sorted(twice)}")
        whole |= table
    return whole


def numbers(rest: str, count: int) -> list[int] | None:
    """The whole numbers in the data of a button; None where they are not `count`."""
    try:
        found = [int(part) for part in rest.split(":")]
    except ValueError:
        return None
    return found if len(found) == count else None
