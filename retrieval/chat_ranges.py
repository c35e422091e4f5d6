"""Which messages a summary is of: pure choices over a chat's messages, and how people say them.

Messages come and go in the order of their sending. Nothing here loads more than is kept: a `Range`
is applied to a stream.
"""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from index.text import fold
from retrieval import chat_threads
from retrieval.chat_statements import content
from retrieval.chat_summary import MOST
from retrieval.chat_types import VIETNAM, Message


@dataclass(frozen=True, slots=True)
class Range:
    """What is wanted of a chat; None and "" ask for nothing.

    `after`, `start` and `end` are message ids: later than that one, from that one on, and up to
    it. `since` and `until` know their zone. `last` is a number of messages. `about` are the words
    of a subject. `asked` is the id of a question: what was said to it, by `sender` (an id) where
    one is named."""

    after: int | None = None
    start: int | None = None
    end: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    last: int | None = None
    topic: int | None = None
    about: str = ""
    asked: int | None = None
    sender: str = ""


def today(now: datetime) -> Range:
    return Range(since=_midnight(now.astimezone(VIETNAM).date()))


def yesterday(now: datetime) -> Range:
    day = now.astimezone(VIETNAM).date()
    return Range(since=_midnight(day - timedelta(days=1)), until=_midnight(day))


def hours(now: datetime, count: float) -> Range:
    return Range(since=now - timedelta(hours=count))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def select(messages: Iterable[Message], wanted: Range) -> list[Message]:
    """The messages wanted, in order; the latest `MOST` of more."""
    found: deque[Message] = deque(maxlen=min(wanted.last or MOST, MOST))
    found.extend(message for message in messages if _fits(message, wanted))
    kept = list(found)
    if wanted.asked is not None:
        kept = answers(kept, wanted.asked, wanted.sender)
    return about(kept, wanted.about) if wanted.about else kept


def _fits(message: Message, wanted: Range) -> bool:
    return (
        (wanted.after is None or message.id > wanted.after)
        and (wanted.start is None or message.id >= wanted.start)
        and (wanted.end is None or message.id <= wanted.end)
        and (wanted.since is None or message.sent >= wanted.since)
        and (wanted.until is None or message.sent < wanted.until)
        and (wanted.topic is None or message.topic == wanted.topic)
    )


def answers(messages: Sequence[Message], question: int, sender: str = "") -> list[Message]:
    """The question and what was said to it: replies, replies to these, and what followed in the
    same talk; of one sender only, where one is named."""
    numbers = chat_threads.threads(messages)
    place = next((i for i, m in enumerate(messages) if m.id == question), None)
    if place is None:
        return []
    ids = {question}
    kept = [messages[place]]
    for message, number in zip(messages[place + 1 :], numbers[place + 1 :], strict=True):
        if message.reply_to in ids or number == numbers[place]:
            ids.add(message.id)
            if not sender or message.sender_id == sender:
                kept.append(message)
    return kept


def about(messages: Sequence[Message], subject: str) -> list[Message]:
    """The talks in which a subject comes up: most of its words, however accented."""
    wanted = content(subject) or frozenset(fold(subject).split())
    numbers = chat_threads.threads(messages)
    said: dict[int, set[str]] = {}
    for message, number in zip(messages, numbers, strict=True):
        held = wanted & content(f"{message.text} {message.topic_name} {message.file}")
        said.setdefault(number, set()).update(held)
    meant = {n for n, held in said.items() if len(held) >= max(1, 0.6 * len(wanted))}
    return [m for m, number in zip(messages, numbers, strict=True) if number in meant]


# --- as people say it -------------------------------------------------------------------------

_COUNT = re.compile(r"(\d{1,5})\s*(?:tin|tn|tin nhan|messages?)?(?: gan nhat| cuoi)?")
_HOURS = re.compile(r"(\d{1,3})\s*(?:h|g|gio|tieng|hours?)(?: qua| truoc| gan day)?")
_DAYS = re.compile(r"(\d{1,2})\s*(?:ngay|days?|d)(?: qua| truoc| gan day)?")
_ABOUT = re.compile(r"(?:ve|chu de|chuyen|viec|about)\s+(?=\S)")
_NAMED = {
    "hom nay": today, "nay": today, "today": today,
    "hom qua": yesterday, "qua": yesterday, "yesterday": yesterday,
}  # fmt: skip


def parse(typed: str, now: datetime) -> Range | None:
    """What somebody typed behind /tomtat: "hôm qua", "50 tin", "3 giờ", "2 ngày", "về hội nghị", a
    day ("5/3", "2026-03-05") or a time; None where it says nothing of the kind."""
    bare = " ".join(fold(typed).split())
    if bare in _NAMED:
        return _NAMED[bare](now)
    if found := _HOURS.fullmatch(bare):
        return hours(now, int(found[1]))
    if found := _DAYS.fullmatch(bare):
        return hours(now, 24 * int(found[1]))
    if found := _COUNT.fullmatch(bare):
        return Range(last=max(1, int(found[1])))
    if found := _ABOUT.match(bare):
        return Range(about=" ".join(typed.split())[found.end() :])
    since = moment(typed, now)
    return Range(since=since) if since else None


def moment(typed: str, now: datetime) -> datetime | None:
    """A point in time as ISO 8601 or as people write it ("8h ngày 5/3"); without a zone, Vietnam's.
    The past is meant: a day without its year is the latest that has come."""
    from retrieval import chat_times

    try:
        said = datetime.fromisoformat(typed.strip())
        return said if said.tzinfo else said.replace(tzinfo=VIETNAM)
    except ValueError:
        found = chat_times.find(typed, now)
    if not found or found[0].day is None:
        return None
    when = datetime.combine(found[0].day, found[0].clock or time(), VIETNAM)
    return when if when <= now else replace_year(when, now)


def replace_year(when: datetime, now: datetime) -> datetime:
    """The same day of the latest year in which it has come."""
    try:
        return when.replace(year=now.year if when.replace(year=now.year) <= now else now.year - 1)
    except ValueError:  # the 29th of February
        return when - timedelta(days=366)


def with_topic(wanted: Range, topic: int | None) -> Range:
    return replace(wanted, topic=topic)
