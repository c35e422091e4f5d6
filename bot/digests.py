"""Digests of documents as text, Telegram messages and JSON records. Pure.

A button carries the document's key and a length: "g:12:0" is the short digest of document 12.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from bot import cardpages, cards, render, texts
from bot.messages import Button, Message, Text
from bot.records import citation_record, notice_record
from index import catalogue
from index.text import fold
from retrieval.catalogue import Card, Opened
from retrieval.digests import Digest, Length, Part, Point

DIGEST = "g"
_LENGTHS = tuple(Length)
_CHOICES = 8

Line = tuple[str, str]  # text and entity type


def asked(typed: str) -> tuple[str, Length]:
    """What was typed without a length at its end, and that length."""
    name, _, last = typed.rpartition(" ")
    length = length_named(last)
    return (name.strip(), length) if name.strip() and length else (typed, Length.MEDIUM)


def length_named(word: str) -> Length | None:
    """A length by its word, however accented."""
    return next((length for length in Length if fold(length) == fold(word)), None)


def length_at(number: int) -> Length | None:
    """A length by the number in a button."""
    return _LENGTHS[number] if 0 <= number < len(_LENGTHS) else None


def messages(shown: Digest) -> list[Message]:
    """The digest with buttons to the source of each part, the outline, and other lengths."""
    text = Text()
    for line, kind in _lines(shown):
        text.line(line, kind)
    cites = [shown.entry.id, *(notice.by_id for notice in shown.notices)]
    return text.messages((*_source_buttons(shown), _own_buttons(shown)), cites)


def choices(typed: str, length: Length, found: Opened) -> list[Message]:
    """What is said when no one document is meant, the candidates as buttons."""
    text = Text()
    text.line(cards.choice(typed, found, cards.file_name))
    there = [each.item.entry for each in found.candidates if each.item][:_CHOICES]
    return text.messages(
        tuple(
            (
                Button(
                    cardpages.short(f"{e.number or ''} {e.issuer or e.title}"), _data(e.pk, length)
                ),
            )
            for e in there
        ),
        cardpages.offered(found),
    )


def absent(card: Card) -> str:
    """What is said of a document that others only mention."""
    return texts.CARD_ABSENT.format(number=card.number)


def plain(shown: Digest) -> str:
    """The same for a terminal."""
    return "\n".join(line for line, _ in _lines(shown))


def record(shown: Digest) -> dict[str, Any]:
    """The JSON form of a digest; each quote stands at its offsets in the document."""
    entry = shown.entry
    return {
        "id": entry.id,
        "number": entry.number,
        "kind": entry.kind,
        "issuer": entry.issuer,
        "date": entry.issued,
        "title": entry.title,
        "source": entry.source,
        "is_report": bool(entry.is_report),
        "length": shown.length.value,
        "structured": shown.structured,
        "notices": [notice_record(notice) for notice in shown.notices],
        "points": [_point_record(point) for point in shown.points],
    }


def _point_record(point: Point) -> dict[str, Any]:
    return {
        "part": point.part.value,
        "place": place(point),
        "lead": point.lead or None,
        "opened": point.opened,
        "closed": point.closed,
        "citation": citation_record(point.citation),
    }


def place(point: Point) -> str:
    """Where a line stands, as people say it: "khoản 2 Điều 5", "mục II.1", "trang 3"."""
    first, *below = point.path or ("",)
    if first.startswith(texts.ARTICLE):
        named = [texts.DIGEST_BELOW[depth].format(label=n) for depth, n in enumerate(below[:2])]
        said = " ".join([*reversed(named), first])
    elif first:
        numbers = ".".join(label for label in point.path if " " not in label)
        words = [label for label in point.path if " " in label]
        said = ", ".join([texts.DIGEST_PLACE.format(path=numbers)] * bool(numbers) + words)
    else:
        page = point.citation.page
        said = "" if page is None else texts.PAGE.format(page=page)
    return ", ".join(filter(None, (said, texts.DIGEST_ANNEXED if point.annexed else "")))


def _lines(shown: Digest) -> Iterator[Line]:
    entry = shown.entry
    for notice in shown.notices:
        yield texts.notice(notice), "bold"
    if entry.is_report:
        yield texts.CARD_REPORT, "bold"
    label = render.document_label(None, entry.number, catalogue.day(entry.issued))
    if label:
        yield label, "bold"
    yield render.shorten(entry.title, render.LONG_TITLE), "" if label else "bold"
    if not shown.points:
        yield texts.DIGEST_NONE, ""
        return
    yield texts.DIGEST_HEAD if shown.structured else texts.DIGEST_LOOSE, "italic"
    for part, points in groupby(shown.points, key=lambda point: point.part):
        yield from (("", ""), (texts.DIGEST[part], "bold"))
        for lead, under in groupby(points, key=lambda point: point.lead):
            yield from _bullets(lead, list(under))


def _bullets(lead: str, points: list[Point]) -> Iterator[Line]:
    """The lines under one heading. It stands before the line, or above several; the head of a
    table always above its rows."""
    if lead and (len(points) > 1 or "|" in lead):
        yield f"{lead}:", "italic"
        yield from ((f"– {_said(point)}", "") for point in points)
    else:
        before = f"{lead}: " if lead else ""
        yield from ((f"• {before}{_said(point)}", "") for point in points)


def _said(point: Point) -> str:
    """The quote with "…" where its sentence goes on, its place and marker."""
    quote = " ".join(point.citation.quote.split())
    said = f"{'… ' * point.opened}{quote}{'…' * point.closed}"
    where = place(point)
    return f"{said}{f' ({where})' if where else ''} [{point.citation.marker}]"


def _source_buttons(shown: Digest) -> tuple[tuple[Button, ...], ...]:
    """One to the first line of each part: its page turns to the others."""
    firsts: dict[Part, Point] = {}
    for point in shown.points:
        firsts.setdefault(point.part, point)
    buttons = [
        Button(
            texts.DIGEST_SOURCE.format(marker=p.citation.marker, part=texts.DIGEST[part]),
            f"{render.SOURCE}:{p.citation.passage_id}:0",
        )
        for part, p in firsts.items()
    ]
    return render.in_rows(buttons)


def _own_buttons(shown: Digest) -> tuple[Button, ...]:
    """The lengths, and the outline."""
    lengths = [
        Button(
            (texts.DIGEST_SHOWN if length is shown.length else "{length}").format(
                length=length.capitalize()
            ),
            _data(shown.entry.pk, length),
        )
        for length in _LENGTHS
    ]
    outline = Button(texts.CARD_OUTLINE, f"{cardpages.OUTLINE}:{shown.entry.pk}:0")
    return (*lengths, outline) if any(point.path for point in shown.points) else tuple(lengths)


def _data(pk: int, length: Length) -> str:
    return f"{DIGEST}:{pk}:{_LENGTHS.index(length)}"
