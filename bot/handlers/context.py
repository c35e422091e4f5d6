"""What the handlers work with."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from telegram import Bot

from bot import calls, texts
from bot.access import NOTHING, Access
from bot.calls import Call
from bot.ephemeral import Known
from bot.examples import Example
from bot.indexing import Indexing
from bot.lanes import Me
from bot.limits import Limit
from bot.membership import Admins
from bot.messages import Message
from bot.once import Changed
from bot.presence import Presence
from bot.updates import Updates
from index import collections
from retrieval.catalogue import Catalogue
from retrieval.chat_types import ChatSummary
from retrieval.generation import Show
from retrieval.types import Answer, Hit, PassagePage, Reader

T = TypeVar("T")

Reword = Callable[[ChatSummary], Awaitable[ChatSummary]]
# Runs something on the register in the thread that owns it.
Register = Callable[[Callable[[Catalogue], Any]], Awaitable[Any]]


class Store(Protocol):
    """Runs a call on what `bot.db` holds, in the thread it belongs to."""

    def __call__(self, ask: Callable[[Updates], T]) -> Awaitable[T]: ...


class Standing(Protocol):
    """Whether documents are still there for a reader; in one thread of its own."""

    def __call__(self, reader: Reader, documents: Collection[str]) -> bool: ...
    def close(self) -> None: ...


class Library(Protocol):
    """The documents, as the bot needs them; all calls come from the thread that opened it, but
    for those of `write`."""

    def seen_by(self, reader: Reader) -> "Library": ...
    def collections(self) -> list[collections.Collection]: ...
    def answer(self, text: str, passage_id: int | None = None) -> Answer: ...
    def find(self, text: str, limit: int) -> list[Hit]: ...
    def write(self, answer: Answer, show: Show | None = None) -> Answer: ...
    def passage(self, passage_id: int) -> PassagePage | None: ...
    def quoted(self, document: str, words: str) -> Answer | None: ...
    def standing(self) -> "Standing": ...
    @property
    def catalogue(self) -> Catalogue: ...
    def close(self) -> None: ...


class Read(Protocol):
    """Runs a call on the library as a reader may see it, in the library's own thread; one that
    is `long` after those that are not."""

    def __call__(
        self, reader: Reader, ask: Callable[[Library], T], *, long: bool = False
    ) -> Awaitable[T]: ...


async def unworded(summary: ChatSummary) -> ChatSummary:
    """As it was quoted."""
    return summary


@dataclass(frozen=True, slots=True)
class Limits:
    """How often one person, and one group, may ask."""

    person: Limit
    group: Limit


@dataclass(slots=True)
class Context:
    """What there is to work with, for whoever acts: routing sets the `reader` anew for each
    update, and until then nothing can be read.

    `write`, which puts an answer in a language model's words, is called with the text so far.
    """

    bot: Bot
    me: Me
    access: Access
    read: Read
    write: Callable[[Answer, Callable[[str], None]], Awaitable[Answer]]
    store: Store
    admins: Admins
    presence: Presence
    limits: Limits
    indexing: Indexing
    whispers: Known
    examples: dict[object, tuple[float, list[Example]]] = field(default_factory=dict)
    # Puts a group's summary in a language model's words, where one is set up.
    reword: Reword = unworded
    # Runs something on the disk, beside the event loop.
    disk: Callable[..., Awaitable[Any]] = asyncio.to_thread
    albums: dict[int, str] = field(default_factory=dict)  # chat -> the album answered last
    # The language in which somebody was last heard, for what is said to them unasked.
    languages: dict[int, str] = field(default_factory=dict)
    reader: Reader = NOTHING
    update: int = 0  # the number of the update that is worked on; 0 for an errand of our own

    def seen_by(self, reader: Reader) -> "Context":
        """The same for somebody who may see this much."""
        return replace(self, reader=reader)

    def tell(self, people: Iterable[int], said: Callable[[], Message]) -> list[Call]:
        """What is told some people unasked, each in the language of their own."""
        made = []
        for person in people:
            with texts.speaking(self.languages.get(person)):
                made.append(calls.send(person, said()))
        return made

    async def once(self, change: Callable[[Updates], Changed]) -> Changed:
        """Makes the one change of this update; one begun again after a kill gets what it came to
        then."""
        if not (number := self.update):
            return await self.store(change)
        return await self.store(lambda store: store.once.change(number, lambda: change(store)))

    async def ask(self, question: str, passage_id: int | None) -> Answer:
        """With a passage the answer is confined to its document."""
        return await self.read(
            self.reader, lambda library: library.answer(question, passage_id), long=True
        )

    async def passage(self, passage_id: int) -> PassagePage | None:
        return await self.read(self.reader, lambda library: library.passage(passage_id))

    async def register(self, ask: Callable[[Catalogue], Any]) -> Any:
        """Runs something on the register."""
        return await self.read(self.reader, lambda library: ask(library.catalogue))
