"""Summaries of chats as JSON records and as plain text. Pure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bot import texts
from retrieval.chat_types import ChatSummary, Point, PointKind


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
    if summary.nothing_important:
        yield texts.CHAT_QUIET.format(count=summary.messages)
    else:
        yield texts.CHAT_HEAD.format(points=len(summary.points), count=summary.messages)
    for kind in PointKind:
        points = [point for point in summary.points if point.kind is kind]
        if points:
            yield f"\n{texts.CHAT_KINDS[kind.value]}"
        for point in points:
            yield f"- {point.wording or point.text}"
            yield f"  ({'; '.join(_facts(point))})"
    if summary.documents:
        yield "\n" + texts.CHAT_DOCUMENTS.format(numbers=", ".join(summary.documents))


def _facts(point: Point) -> Iterator[str]:
    if point.due:
        yield texts.CHAT_DUE.format(due=said(point.due))
    if point.people:
        yield texts.CHAT_FOR.format(people=", ".join(point.people))
    yield texts.CHAT_MESSAGES.format(ids=", ".join(map(str, point.message_ids)))


def said(due: str) -> str:
    """An ISO date, or date and time, as people write it."""
    if "T" not in due:
        return f"{date.fromisoformat(due):%d/%m/%Y}"
    return f"{datetime.fromisoformat(due):%H:%M %d/%m/%Y}"
