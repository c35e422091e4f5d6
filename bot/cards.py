"""Documents of the catalogue as text and as JSON records. Pure."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

from bot import render, texts
from index.text import shortened
from retrieval.catalogue import Card, Item, Link, Opened

_EXCERPT = 300  # characters of a clause shown in a card
_TITLE = 120  # characters of a title in a list
_NOT_SAID = ("founded_on", "mentions")  # shown after the acts that matter


def line(item: Item) -> str:
    """One line of the list: number, day, title, and what became of it."""
    entry = item.entry
    changed = "" if item.validity == "unknown" else texts.VALIDITY[item.validity]
    parts = (entry.number or entry.id, _day(entry.issued), entry.title, changed)
    return "\t".join(part for part in parts if part)


def listed(item: Item) -> str:
    """The same for a chat, where ids and long titles are in the way."""
    entry = item.entry
    changed = "" if item.validity == "unknown" else texts.VALIDITY[item.validity]
    parts = (entry.number, _day(entry.issued), render.shorten(entry.title, _TITLE), changed)
    return ", ".join(part for part in parts if part)


def plain(card: Card) -> str:
    """The card of one document for a terminal."""
    return "\n".join(lines(card))


def choice(typed: str, opened: Opened, source: Callable[[str], str] = str) -> str:
    """What is said when no one document is meant; `source` as for `lines`."""
    if not opened.candidates:
        return texts.DOC_UNKNOWN.format(typed=typed)
    head = texts.DOC_CHOOSE.format(count=len(opened.candidates))
    return "\n".join([head, *(f"- {_named(card, source)}" for card in opened.candidates)])


def file_name(source: str) -> str:
    """Where a document comes from, as a chat may see it: not the folders of the server."""
    return source if "://" in source else PurePath(source).name


def lines(card: Card, source: Callable[[str], str] = str) -> Iterator[str]:
    """The lines of a card: facts, outline, what it does, what is done to it; `source` says what is
    shown of where it comes from."""
    yield from _facts(card, source)
    if card.outline:
        yield from ("", texts.CARD_OUTLINE)
        yield from (f"  {section.title}" for section in card.outline)
    yield from links(card)


def links(card: Card) -> Iterator[str]:
    """The relations of a card, each with its clause."""
    yield from _links(texts.CARD_CHANGED, card.changed_by)
    yield from _links(texts.CARD_RELATIONS, card.relations)
    yield from _links(texts.CARD_MENTIONED, card.mentioned_in)


def _facts(card: Card, source: Callable[[str], str]) -> Iterator[str]:
    if card.item is None:
        yield texts.CARD_ABSENT.format(number=card.number)
        return
    entry = card.item.entry
    yield f"{entry.number}: {entry.title}" if entry.number else entry.title
    if entry.is_report:
        yield texts.CARD_REPORT
    values = {
        "issuer": entry.issuer,
        "issued": _day(entry.issued),
        "signer": entry.signer,
        "effective": _day(entry.effective),
        "source": source(entry.source),
        "copies": ", ".join(map(source, card.item.copies)),
    }
    yield from (texts.CARD[name].format(value=value) for name, value in values.items() if value)
    yield texts.CARD_VALIDITY.format(value=texts.VALIDITY[card.item.validity])


def _links(head: str, links: tuple[Link, ...]) -> Iterator[str]:
    if links:
        yield from ("", head)
    for link in sorted(links, key=lambda link: link.act in _NOT_SAID):
        shown = shortened(" ".join(link.quote.split()), _EXCERPT)
        yield f"  {texts.ACTS[link.act]}: {link.number or link.title}"
        yield f"    “{shown}”"


def _named(card: Card, source: Callable[[str], str]) -> str:
    entry = card.item.entry if card.item else None
    place = entry and source(entry.source)
    parts = (card.number, entry and entry.issuer, entry and entry.title, place)
    return " | ".join(part for part in parts if part)


def _day(iso: str | None) -> str:
    return date.fromisoformat(iso).strftime("%d/%m/%Y") if iso else ""


def item_record(item: Item) -> dict[str, Any]:
    """The JSON form of one line of the list."""
    entry = item.entry
    return {
        "id": entry.id,
        "number": entry.number,
        "kind": entry.kind,
        "issuer": entry.issuer,
        "date": entry.issued,
        "title": entry.title,
        "source": entry.source,
        "copies": list(item.copies),
        "is_report": bool(entry.is_report),
        "validity": item.validity.value,
    }


_EMPTY = ("id", "number", "kind", "issuer", "date", "title", "source")


def record(opened: Opened) -> dict[str, Any]:
    """The JSON form of a card; `source` is null for a document that is only mentioned, and
    all is empty but `candidates` when the number is of several."""
    card = opened.card or Card(None)
    blank: dict[str, Any] = {**dict.fromkeys(_EMPTY), "copies": [], "validity": "unknown"}
    known = item_record(card.item) if card.item else {**blank, "number": card.number}
    entry = card.item.entry if card.item else None
    return {
        **known,
        "signer": entry.signer if entry else None,
        "effective": entry.effective if entry else None,
        "outline": [section.title for section in card.outline],
        "changed_by": [_link_record(link) for link in card.changed_by],
        "relations": [_link_record(link) for link in card.relations],
        "mentioned_in": [_link_record(link) for link in card.mentioned_in],
        "candidates": [
            item_record(each.item) if each.item else {**blank, "number": each.number}
            for each in opened.candidates
        ],
    }


def _link_record(link: Link) -> dict[str, Any]:
    return {
        "kind": link.act,
        "number": link.number,
        "title": link.title,
        "document_id": link.document_id,
        "quote": link.quote,
    }
