"""The entries of the tables by which updates find their handlers; routing.py joins the tables.

A module of handlers gives some of `COMMANDS` ("/hoi" -> `Command`), `PRESSES` (the letter before
the first colon of a button's data -> `Press`) and `STARTS` (what stands before the first "_" of a
deep link's payload -> `Command`).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from telegram import CallbackQuery, Message

from bot.access import Access
from bot.calls import Call
from bot.handlers.context import Context

Entry = TypeVar("Entry")


class Who(Enum):
    """Whom an entry is for; others get the sentence that says so."""

    ANYONE = auto()
    MEMBER = auto()
    ADMIN = auto()


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


def may(access: Access, user_id: int, who: Who) -> bool:
    """Whether a person is among those an entry is for."""
    if who is Who.ADMIN:
        return user_id in access.owner_ids
    return who is Who.ANYONE or access.may_ask(user_id)


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
