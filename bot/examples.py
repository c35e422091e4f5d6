"""Questions to begin with, made of the documents that are there, each tried before it is shown."""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot import texts
from index.catalogue import Entry
from retrieval.catalogue import Card, Catalogue
from retrieval.types import Answer

Ask = Callable[[str, int | None], Awaitable[Answer]]
Register = Callable[[Callable[[Catalogue], Any]], Awaitable[Any]]

SHOWN = 3
# Documents that are looked at, the newest first, and questions that are tried.
_DOCUMENTS, _TRIES = 12, 18
_HEADING = re.compile(r"^(?:Điều \d+\.|[IVX]+\.|\d+\.) (?P<words>[^.:;()|]{12,60})$")
_PLACES = 12  # headings of a document that are looked at
_TITLE = range(4, 25)  # words of a title that stands for its document
_GENERAL = 2  # the first ones are scope and definitions


@dataclass(frozen=True, slots=True)
class Example:
    """A question of one document: its kind, the document's key and the place of its heading; the
    id of the document."""

    kind: str
    pk: int
    place: int
    question: str
    document: str


async def examples(ask: Ask, register: Register) -> list[Example]:
    """Up to three questions, of different kinds and documents where there are several."""
    found: list[Example] = []
    tries = 0
    for pk in await register(_newest):
        card = await _card(pk, register)
        for example in _of(card, {each.kind for each in found}) if card else ():
            tries += 1
            if await _answered(example, card, ask):
                found.append(example)
                break
            if tries >= _TRIES:
                return found
        if len(found) == SHOWN:
            break
    return sorted(found, key=lambda example: list(texts.EXAMPLE_QUESTIONS).index(example.kind))


async def example(kind: str, pk: int, place: int, register: Register) -> Example | None:
    """The example that a button stands for; None when its document is gone."""
    card = await _card(pk, register)
    return next((e for e in _all(card) if (e.kind, e.place) == (kind, place)), None)


async def _card(pk: int, register: Register) -> Card | None:
    card: Card | None = await register(lambda register: register.card(pk))
    return card


def _newest(register: Catalogue) -> list[int]:
    """Documents that nothing has changed, those with a number of their own and the newest first."""
    entries = [item.entry for item in register.items() if item.validity == "unknown"]
    numbers = [entry.number for entry in entries]
    once = [e for e in entries if e.number is None or numbers.count(e.number) == 1]
    once.sort(key=lambda e: (_named(e), e.issued or ""), reverse=True)
    return [entry.pk for entry in once[:_DOCUMENTS]]


def _named(entry: Entry) -> bool:
    return bool(entry.number) and not entry.is_report


def _of(card: Card, used: set[str]) -> Iterator[Example]:
    """What may be asked of a document, of kinds that are not there yet."""
    return (example for example in _all(card) if example.kind not in used)


def _all(card: Card | None) -> Iterator[Example]:
    entry = card.item.entry if card and card.item else None
    if card is None or entry is None:
        return
    if not _named(entry):
        yield from _of_page(entry)
        return
    for place, section in list(enumerate(card.outline))[_GENERAL:_PLACES]:
        if heading := _HEADING.match(section.title):
            yield _example(
                "h", entry, place, heading=_sentence(heading["words"]), number=entry.number
            )
    if any(link.act == "replaces" for link in card.relations):
        yield _example("r", entry, 0, number=entry.number)
    if entry.effective:
        yield _example("e", entry, 0, number=entry.number)
    if entry.signer:
        yield _example("s", entry, 0, number=entry.number)


def _of_page(entry: Entry) -> Iterator[Example]:
    """What may be asked of a page without a number: it is known by its title only."""
    if len(entry.title.split()) in _TITLE:
        for kind in ("t", "k", "w"):
            yield _example(kind, entry, 0, title=entry.title)


def _example(kind: str, entry: Entry, place: int, **words: Any) -> Example:
    question = texts.EXAMPLE_QUESTIONS[kind].format(**words)
    return Example(kind, entry.pk, place, question, entry.id)


def _sentence(heading: str) -> str:
    """A heading in capitals as one would write it."""
    heading = " ".join(heading.split())
    return heading.capitalize() if heading.isupper() else heading


async def _answered(example: Example, card: Card | None, ask: Ask) -> bool:
    """Whether the answer comes from this very document, and from under that heading."""
    answer = await ask(example.question, None)
    entry = card.item.entry if card and card.item else None
    if entry is None or card is None or not answer.citations:
        return False
    if any(cited.document_id != entry.id for cited in answer.citations):
        return False
    start = answer.citations[0].start
    if not _named(entry):
        return entry.title not in answer.citations[0].quote and start > len(entry.title)
    section = card.outline[example.place] if example.kind == "h" else None
    return section is None or section.start <= start < section.end
