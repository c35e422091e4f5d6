"""Documents of the catalogue as Telegram messages: list, card, outline, relations, sections.

Pure. A button carries an action, the document's key and a number: "o:12:1" is the second page of
the outline of document 12. Keys are never used twice.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import PurePath

from bot import cards, texts
from bot.messages import LIMIT, Button, Message, Text, cut
from retrieval.catalogue import Card, Item, Link, Opened

SOURCES, NAMED = "lf", "dn"  # the files that documents come from; a document by its number
ACTIONS = CARD, OUTLINE, RELATIONS, SECTION, LIST = ("d", "o", "r", "x", "l")
PIECES = 100  # a section's number and the piece of it that is shown travel as one number
_ROWS = 8  # buttons or documents on a page
_LINKS = 5  # clauses on a page
_LABEL = 48  # characters of a button
_PAGE = LIMIT - 400
_DATA = 64  # bytes

Rows = tuple[tuple[Button, ...], ...]


def opened(typed: str, found: Opened) -> list[Message]:
    """The card of the document meant, or the candidates as buttons."""
    if found.card is not None:
        return card(found.card)
    text = Text()
    text.line(cards.choice(typed, found, cards.file_name))
    rows = tuple(filter(None, map(_choice, found.candidates[:_ROWS])))
    return text.messages(rows, offered(found))


def offered(found: Opened) -> Iterator[str]:
    """The ids of the documents between which a person chooses."""
    return chain.from_iterable(_own(each) for each in found.candidates)


def _own(shown: Card) -> list[str]:
    return [shown.item.entry.id] if shown.item else []


def _linked(links: Iterable[Link]) -> list[str]:
    return [link.document_id for link in links if link.document_id]


def _choice(each: Card) -> tuple[Button, ...]:
    """A button that opens a candidate: one that others only speak of by its number, unless that is
    longer than a button can carry."""
    if each.item is None:
        data = f"{NAMED}:{each.number}"
        return (Button(short(each.number or ""), data),) if len(data.encode()) <= _DATA else ()
    entry = each.item.entry
    label = ", ".join(filter(None, (each.number, entry.issuer or entry.title)))
    return (Button(short(label), f"{CARD}:{entry.pk}:0"),)


def card(shown: Card) -> list[Message]:
    """Facts and what was done to the document; buttons to its outline and relations."""
    text = Text()
    links = shown.changed_by if shown.item else shown.mentioned_in
    links = links[:_LINKS]
    facts = Card(shown.number, shown.item, changed_by=links)
    for line in cards.lines(facts, cards.file_name):
        text.line(line)
    pk = shown.item.entry.pk if shown.item else 0
    said = len(shown.relations) + len(shown.mentioned_in)
    row = [
        Button(f"{label} ({count})", f"{action}:{pk}:0")
        for action, label, count in (
            (OUTLINE, texts.CARD_OUTLINE, len(shown.outline)),
            (RELATIONS, texts.CARD_RELATIONS, said),
        )
        if pk and count
    ]
    return text.messages((tuple(row),) if row else (), [*_own(shown), *_linked(links)])


def outline(shown: Card, page: int) -> Message | None:
    """One page of the sections, each a button; None when there is no such page."""
    places = range(page * _ROWS, min((page + 1) * _ROWS, len(shown.outline)))
    if shown.item is None or not places:
        return None
    pk = shown.item.entry.pk
    rows = [
        (Button(short(shown.outline[at].title), f"{SECTION}:{pk}:{at * PIECES}"),) for at in places
    ]
    turn = _turn(OUTLINE, pk, page, len(shown.outline), _ROWS)
    return _message(f"{_name(shown)}\n{texts.CARD_OUTLINE}", (*rows, *turn), _own(shown))


def relations(shown: Card, page: int) -> Message | None:
    """One page of what the document does and where it is mentioned, with the clauses."""
    split = len(shown.relations)
    both = (*shown.relations, *shown.mentioned_in)
    start, stop = page * _LINKS, (page + 1) * _LINKS
    if shown.item is None or not both[start:stop]:
        return None
    part = Card(
        None,
        relations=both[start : min(stop, split)],
        mentioned_in=both[max(start, split) : stop],
    )
    lines = list(cards.links(part))
    turn = _turn(RELATIONS, shown.item.entry.pk, page, len(both), _LINKS)
    cites = [*_own(shown), *_linked((*part.relations, *part.mentioned_in))]
    return _message("\n".join([_name(shown), *lines]), turn, cites)


def section(shown: Card, place: int, title: str, body: str) -> Message | None:
    """A piece of one section, verbatim; `place` is its number times `PIECES` plus the piece."""
    if shown.item is None:
        return None
    pk = shown.item.entry.pk
    at, piece = divmod(place, PIECES)
    pieces = cut(body, _PAGE)[:PIECES]
    if piece >= len(pieces):
        return None
    row = [
        Button(label, f"{SECTION}:{pk}:{at * PIECES + other}")
        for label, other in ((texts.PREVIOUS, piece - 1), (texts.NEXT, piece + 1))
        if 0 <= other < len(pieces)
    ]
    text = Text()
    text.line(title, "bold")
    text.line(pieces[piece], "blockquote")
    return text.messages((tuple(row),) if row else (), _own(shown))[0]


def listing(items: Sequence[Item], page: int) -> Message | None:
    """One page of the list, each document a button."""
    return _listed(LIST, items, page, cards.listed)


def sources(items: Sequence[Item], page: int) -> Message | None:
    """The same with the files that the documents come from."""
    head = texts.SOURCES_HEAD.format(count=len(items))
    return _listed(SOURCES, items, page, _source, head)


def _source(item: Item) -> str:
    entry, file = item.entry, PurePath(item.entry.source)
    line = texts.SOURCE_LINE if file.stem.lower() != entry.id else texts.SOURCE_LINE_SAME
    return line.format(name=short(entry.number or entry.title), id=entry.id, file=file.name)


def _listed(
    action: str, items: Sequence[Item], page: int, line: Callable[[Item], str], head: str = ""
) -> Message | None:
    shown = items[page * _ROWS : (page + 1) * _ROWS]
    if not shown:
        return Message(texts.DOCS_NONE) if page == 0 else None
    rows = tuple(
        (Button(short(item.entry.number or item.entry.title), f"{CARD}:{item.entry.pk}:0"),)
        for item in shown
    )
    body = "\n\n".join(filter(None, (head, *map(line, shown))))
    turn = _turn(action, 0, page, len(items), _ROWS)
    return _message(body, (*rows, *turn), [item.entry.id for item in shown])


def _turn(action: str, pk: int, page: int, count: int, size: int) -> Rows:
    row = tuple(
        Button(label, f"{action}:{pk}:{other}")
        for label, other in ((texts.PREVIOUS, page - 1), (texts.NEXT, page + 1))
        if 0 <= other * size < count
    )
    return (row,) if row else ()


def _message(body: str, buttons: Rows, cites: Iterable[str]) -> Message:
    text = Text()
    text.line(cut(body, _PAGE)[0])
    return text.messages(buttons, cites)[0]


def _name(shown: Card) -> str:
    entry = shown.item.entry if shown.item else None
    return short(shown.number or (entry.title if entry else ""))


def short(label: str) -> str:
    label = " ".join(label.split())
    return label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"
