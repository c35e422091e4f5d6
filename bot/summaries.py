"""Summaries of chats as JSON records and as plain text. Pure."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from bot import cardpages, texts
from bot.messages import Button, Message, Text
from retrieval.catalogue import Item
from retrieval.chat_documents import Mentioned
from retrieval.chat_summary import MOST
from retrieval.chat_types import VIETNAM, ChatSummary, Point, PointKind
from retrieval.types import Answer


def record(summary: ChatSummary) -> dict[str, Any]:
    """As `tracuu chat summarise --json` prints it."""
    return {
        "points": [_point(point) for point in summary.points],
        "topics": [
            {"title": topic.title, "message_ids": list(topic.message_ids)}
            for topic in summary.topics
        ],
        "documents": list(summary.documents),
        "nothing_important": summary.nothing_important,
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "kind": point.kind.value,
        "text": point.wording or point.text,
        "message_ids": list(point.message_ids),
        "people": list(point.people),
        "due": point.due,
    }


def plain(summary: ChatSummary) -> str:
    """For a terminal: the points by kind."""
    return "\n".join(_lines(summary))


def _lines(summary: ChatSummary) -> Iterator[str]:
    yield from _head(summary)
    for kind in PointKind:
        points = [point for point in summary.points if point.kind is kind]
        if points:
            yield f"\n{texts.CHAT_KINDS[kind.value]}"
        for point in points:
            yield f"- {point.wording or point.text}"
            yield f"  ({'; '.join(_facts(point))})"
    if summary.documents:
        yield "\n" + texts.CHAT_DOCUMENTS.format(numbers=", ".join(summary.documents))


def _head(summary: ChatSummary) -> Iterator[str]:
    if summary.nothing_important:
        yield texts.CHAT_QUIET.format(count=summary.messages)
    else:
        yield texts.CHAT_HEAD.format(points=len(summary.points), count=summary.messages)
    if summary.messages >= MOST:
        yield texts.CHAT_CUT.format(count=MOST)


def _facts(point: Point) -> Iterator[str]:
    if point.due:
        yield texts.CHAT_DUE.format(due=said(point.due))
    if point.people:
        yield texts.CHAT_FOR.format(people=", ".join(point.people))
    yield texts.CHAT_MESSAGES.format(ids=", ".join(map(str, point.message_ids)))


# What the buttons under a summary ask for (`bot/handlers/groupsummaries.py`).
RANGE, REMIND, CALENDAR, MORE = "t", "n", "cal", "rest"
_POINTS = 12  # shown at first, the heaviest
_REMINDERS = 4
_CARDS = 4
_LINKS = 5  # of a point
_QUOTE = 300  # characters of an answer to an open question


def messages(
    summary: ChatSummary, chat: int, documents: Sequence[Mentioned] = (), topic: int | None = None
) -> list[Message]:
    """For a group: the heaviest points by kind, each with links to its messages, and a button to
    the others; the documents mentioned with their validity, and a button to the card of each."""
    text = Text()
    for line in _head(summary):
        text.line(line)
    kept = _by_weight(summary)[:_POINTS]
    _by_kind(kept, chat, text)
    if summary.documents:
        text.line("")
        text.line(texts.CHAT_DOCUMENTS.format(numbers=", ".join(summary.documents)))
    cards = [each.opened.card for each in documents if each.opened.card]
    items = [card.item for card in cards if card.item]
    for item in items:
        validity = texts.VALIDITY[item.validity]
        text.line(texts.SUMMARY_VALIDITY.format(name=item.entry.number, validity=validity))
    opens = tuple(
        (Button(cardpages.short(item.entry.number or item.entry.title), _card(item)),)
        for item in items[:_CARDS]
    )
    rows = (*_more(summary, topic), *_reminders(kept), *opens, *_ranges())
    return text.messages(rows, [*(item.entry.id for item in items), *_answering(kept)])


def rest(summary: ChatSummary, chat: int) -> list[Message]:
    """The points that `messages` left out, if any."""
    text, left = Text(), _by_weight(summary)[_POINTS:]
    if not left:
        return []
    text.line(texts.SUMMARY_REST)
    _by_kind(left, chat, text)
    return text.messages(tuple(_reminders(left)), _answering(left))


def _answering(points: Sequence[Point]) -> list[str]:
    """The ids of the documents that answer what a group left open."""
    answers = [point.answer for point in points if isinstance(point.answer, Answer)]
    return [answer.citations[0].document_id for answer in answers]


def _by_weight(summary: ChatSummary) -> list[Point]:
    return sorted(summary.points, key=lambda point: -point.weight)


def _by_kind(points: Sequence[Point], chat: int, text: Text) -> None:
    for kind in PointKind:
        alike = [point for point in points if point.kind is kind]
        if alike:
            text.line("")
            text.line(texts.CHAT_KINDS[kind.value], "bold")
        for point in alike:
            _shown(point, chat, text)
    if any(point.wording for point in points):
        text.line("")
        text.line(texts.SUMMARY_WORDED, "italic")


def _more(summary: ChatSummary, topic: int | None) -> Iterator[tuple[Button, ...]]:
    left = len(summary.points) - _POINTS
    if left > 0:
        first, last = summary.span
        label = texts.SUMMARY_MORE.format(count=left)
        yield (Button(label, f"{MORE}:{first}:{last}:{topic or 0}"),)


def _card(item: Item) -> str:
    return f"{cardpages.CARD}:{item.entry.pk}:0"


def _shown(point: Point, chat: int, text: Text) -> None:
    text.line(f"• {point.wording or point.text}")
    if point.due:
        text.line(texts.CHAT_DUE.format(due=said(point.due)))
    if point.people:
        text.line(texts.CHAT_FOR.format(people=", ".join(point.people)))
    if isinstance(point.answer, Answer):
        first = point.answer.citations[0]
        quote = textwrap.shorten(first.quote, _QUOTE, placeholder="…")
        text.line(texts.SUMMARY_ANSWER.format(source=first.number or first.title, quote=quote))
    text.row(
        (texts.SUMMARY_LINK.format(id=number), f"text_link:{address}" if address else "")
        for number in _linked(point)
        for address in [link(chat, number)]
    )


def _linked(point: Point) -> list[int]:
    """The messages that a point links to: the newest, for that is the one which corrects, those it
    quotes, and of the others the newer."""
    quoted = [quote.message_id for quote in point.quotes]
    wanted = [point.message_ids[-1], *quoted, *reversed(point.message_ids)]
    return sorted(list(dict.fromkeys(wanted))[:_LINKS])


def link(chat: int, message: int) -> str:
    """The address of a message of a supergroup; "" where Telegram has none."""
    number = str(chat)
    return f"https://t.me/c/{number[4:]}/{message}" if number.startswith("-100") else ""


def _reminders(points: Sequence[Point]) -> Iterator[tuple[Button, ...]]:
    dated = [point for point in points if point.due]
    for point in sorted(dated, key=lambda point: point.due or "")[:_REMINDERS]:
        minutes = int(_moment(point.due or "").timestamp()) // 60
        label = texts.REMIND.format(due=said(point.due or ""))
        number = point.message_ids[-1]
        calendar = Button(texts.CALENDAR, f"{CALENDAR}:{number}")
        yield (Button(label, f"{REMIND}:{number}:{minutes}"), calendar)


def _moment(due: str) -> datetime:
    found = datetime.fromisoformat(due)
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def _ranges() -> tuple[tuple[Button, ...], ...]:
    labels = texts.SUMMARY_RANGES.items()
    return (
        tuple(Button(label, f"{RANGE}:g:{name}") for name, label in labels),
        (Button(texts.SUMMARY_PRIVATELY, f"{RANGE}:p:s"),),
    )


def said(due: str) -> str:
    """An ISO date, or date and time, as people write it."""
    if "T" not in due:
        return f"{date.fromisoformat(due):%d/%m/%Y}"
    return f"{datetime.fromisoformat(due):%H:%M %d/%m/%Y}"
