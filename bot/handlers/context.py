"""What the handlers work with."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from telegram import Bot

from bot.access import Access
from bot.indexing import Indexing
from bot.lanes import Me
from bot.turns import Turns
from retrieval.catalogue import Catalogue
from retrieval.types import Answer, PassagePage

T = TypeVar("T")

# Runs something on the register in the thread that owns it.
Register = Callable[[Callable[[Catalogue], Any]], Awaitable[Any]]


class Memory(Protocol):
    """Runs a call on the turns that are remembered, in the thread they belong to."""

    def __call__(self, ask: Callable[[Turns], T]) -> Awaitable[T]: ...


@dataclass(slots=True)
class Context:
    """`ask`, `passage` and `register` run in the library's own thread.

    The second argument of `ask` is a passage whose document the answer is confined to; that of
    `write`, which puts an answer in a language model's words, is called with the text so far.
    """

    bot: Bot
    me: Me
    access: Access
    ask: Callable[[str, int | None], Awaitable[Answer]]
    passage: Callable[[int], Awaitable[PassagePage | None]]
    write: Callable[[Answer, Callable[[str], None]], Awaitable[Answer]]
    register: Register
    turns: Memory
    indexing: Indexing
    data: Path
    # Runs something on the disk, beside the event loop.
    disk: Callable[..., Awaitable[Any]] = asyncio.to_thread
    albums: dict[int, str] = field(default_factory=dict)  # chat -> the album answered last
