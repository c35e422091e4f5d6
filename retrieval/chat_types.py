"""What a group says and what is made of it: messages in, a summary out.

Every point carries the ids of messages that exist: it is built from `Quote`s, and a quote is
cut from a message. In a point's text everything is as somebody wrote it, save two marks: "…" where
words were left out, "[…]" around what we put in (a date worked out, "[thêm dấu]" after words that
were typed without accents).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from index.text import tidy
from retrieval.types import Answer

VIETNAM = timezone(timedelta(hours=7))


class Kind(StrEnum):
    """What a message is. Only TEXT may carry points; FILE and PHOTO too by their captions."""

    TEXT = "text"
    PHOTO = "photo"
    FILE = "file"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    POLL = "poll"
    COMMAND = "command"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat. `sent` and `edited` know their zone; `text` is plain (see `plain`).

    `topic` is the forum topic's number (None: none, or the general one); `reply_to` is never the
    topic's own first message. `file` is the name of what was attached, "" without.
    """

    id: int
    sent: datetime
    sender_id: str
    sender: str
    text: str = ""
    kind: Kind = Kind.TEXT
    reply_to: int | None = None
    topic: int | None = None
    topic_name: str = ""
    file: str = ""
    forwarded_from: str = ""
    edited: datetime | None = None
    bot: bool = False
    pinned: bool = False
    chat: int = 0

    @property
    def local(self) -> datetime:
        """When it was sent, in Vietnam."""
        return self.sent.astimezone(VIETNAM)


class PointKind(StrEnum):
    """What a point is."""

    DECISION = "decision"
    DEADLINE = "deadline"
    TASK = "task"
    ANNOUNCEMENT = "announcement"
    QUESTION_OPEN = "question_open"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one message, `lead` those over the list that they are of. `restored`: accents that
    were not typed have been put back."""

    message_id: int
    sender: str
    text: str
    restored: bool = False
    lead: str = ""

    @property
    def shown(self) -> str:
        return f"{self.text} [thêm dấu]" if self.restored else self.text


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know. `message_ids` are in order and hold those of the quotes and of the
    messages that these correct or repeat. `due` is an ISO date, or date and time with zone.
    `answer` is what the documents say to an open question; `wording` a language model's words,
    which stand in the quotes."""

    kind: PointKind
    quotes: tuple[Quote, ...]
    message_ids: tuple[int, ...]
    people: tuple[str, ...] = ()
    due: str | None = None
    weight: float = 0.0
    answer: Answer | None = None
    wording: str | None = None

    @property
    def text(self) -> str:
        """The quotes, each with its sender; those of one list under its heading together."""
        said = []
        for quote, before in zip(self.quotes, (None, *self.quotes), strict=False):
            if before and before.message_id == quote.message_id:
                said.append(f" … {quote.shown}")
            else:
                lead = f"{quote.lead} … " if quote.lead else ""
                said.append(f"{' / ' if said else ''}{quote.sender}: {lead}{quote.shown}")
        return "".join(said)


@dataclass(frozen=True, slots=True)
class ChatTopic:
    """What a part of the talk was about; `title` stands in its messages or is the forum's."""

    title: str
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """What happened. `documents` are canonical numbers. `messages` counts what was read; `span`
    are the ids of the first and the last of them, 0 without any."""

    points: tuple[Point, ...]
    topics: tuple[ChatTopic, ...]
    documents: tuple[str, ...]
    messages: int = 0
    span: tuple[int, int] = (0, 0)

    @property
    def nothing_important(self) -> bool:
        return not self.points


_KEPT_MARKS = "\ufe0f\u20e3"  # of emoji
_DIRECTIONS = re.compile("[\u061c\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """`text` tidy, without marks piled on letters and without changes of direction."""
    text = _DIRECTIONS.sub("", tidy(text))
    if text.isascii():
        return text
    return "".join(
        c for c in text if c in _KEPT_MARKS or not unicodedata.category(c).startswith("M")
    )
