"""Chats for tests: one line a message, "Sender: text"."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from retrieval.chat_summary import summarise
from retrieval.chat_types import VIETNAM, ChatSummary, Message

START = datetime(2026, 3, 2, 8, 0, tzinfo=VIETNAM)  # a Monday
_LINE = re.compile(
    r"(?:\+(?P<minutes>\d+) )?(?P<sender>[^:]+?)(?: ?>(?P<reply>\d+))?: (?P<text>.+)"
)


def chat(lines: str, start: datetime = START) -> list[Message]:
    """Messages numbered from 1, a minute apart; "+60 An: ..." comes an hour after the one before,
    "An >2: ..." replies to the second. "\\n" in a text is a line end."""
    return list(_messages(lines.strip().splitlines(), start))


def _messages(lines: list[str], at: datetime) -> Iterator[Message]:
    for number, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line.strip())
        assert found, line
        at += timedelta(minutes=int(found["minutes"] or 1))
        sender, reply = found["sender"], found["reply"]
        text = found["text"].replace("\\n", "\n")
        replied = int(reply) if reply else None
        yield Message(number, at, f"user{sender}", sender, text, reply_to=replied)


def summary(lines: str) -> ChatSummary:
    return summarise(chat(lines))


def said(found: ChatSummary) -> str:
    """All that a summary shows of the messages."""
    return "\n".join(point.text for point in found.points)


def assert_told(lines: str, holds: str, gone: str) -> None:
    """A summary shows `holds` and not `gone`, which it replaced."""
    told = said(summary(lines))
    assert holds in told
    assert gone not in told
