"""Questions of a group: which were answered, and which are still open."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval import chat_words as words
from retrieval.chat_patterns import read
from retrieval.chat_speech import Group, is_question
from retrieval.chat_statements import Statement, is_ack

_NEAR = 6  # messages within which an answer follows a question it does not reply to
_MINUTES = 90
_OTHER = 10  # words of what speaks of something of its own
_TELLING = 6  # words that say what is asked


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was said to it. `deferred`: the statements that put it off; open while
    none of `answers` came after."""

    question: Statement
    answers: tuple[Statement, ...]
    deferred: tuple[Statement, ...]
    open: bool
    closing: Statement | None = None  # what settled it after it had been put off


def asked(found: Sequence[Statement], group: Group) -> list[Asked]:
    """The questions and the matters left open, in order."""
    places = {s.key: i for i, s in enumerate(found)}
    listed: list[Asked] = []
    taken: set[tuple[int, int]] = set()
    for i, statement in enumerate(found):
        if statement.key in taken:
            continue
        if _is_asked(statement):
            said = _followed(found, i, group)
            late = tuple(s for s in said if defers(s))
            closing = _closing(found, i, late, group)
            answers = tuple(s for s in said if s not in late and not is_question(s))
            taken |= {s.key for s in late}
            is_open = not closing and (bool(late) or (not answers and _matters(statement)))
            listed.append(Asked(statement, answers, late, is_open, closing if late else None))
        elif defers(statement) and _matters(statement):
            before = _asked_before(found, i, group)
            if before is None:
                closing = _closing(found, i, (), group)
                listed.append(Asked(statement, (), (statement,), not closing))
    return [a for a in listed if places[a.question.key] >= 0]


def answered(asked: Sequence[Asked]) -> dict[tuple[int, int], int]:
    """The statements that answer a question: 3 where it had been put off, else 1."""
    found = {s.key: 1 for a in asked for s in a.answers}
    return found | {a.closing.key: 3 for a in asked if a.closing}


def _is_asked(statement: Statement) -> bool:
    if words.ANYONE.search(statement.low) and not words.BUSINESS.search(statement.low):
        return False
    return is_question(statement) and not defers(statement) and bool(statement.words)


def defers(statement: Statement) -> bool:
    """Whether it puts a matter off: "để chị hỏi lại", "chưa rõ", "đang chờ"."""
    found = words.DEFERRING.search(statement.low)
    if found and (found.start() < 12 or not is_question(statement)):
        return True
    waits = words.WAITING.search(statement.low) and not is_question(statement)
    return bool(waits) and not any(when.bound for when in statement.times)


def _matters(statement: Statement) -> bool:
    """Whether what is asked is the group's business."""
    low = statement.low
    if (
        words.SOCIAL.search(read(statement.text))
        or (words.ANYONE.search(low) and not words.BUSINESS.search(low))
        or words.LAUGHING.search(statement.text)
    ):
        return False
    business = words.BUSINESS.count(low)
    told = business + bool(statement.values) + bool(statement.references)
    told += (len(statement.words) >= _TELLING) + bool(words.DOCUMENTS.search(low))
    return told >= 2 and len(low.split()) >= 6


def _followed(found: Sequence[Statement], i: int, group: Group) -> list[Statement]:
    """What was said to a question: replies, and what others said next in its talk."""
    own = found[i]
    said = []
    for other in found[i + 1 :]:
        if other.place - own.place > 400:
            break
        if other.message.topic != own.message.topic:
            continue
        replied = other.message.reply_to == own.message.id
        minutes = (other.message.sent - own.message.sent).total_seconds() / 60
        near = other.place - own.place <= _NEAR and minutes <= _MINUTES
        same = group.threads[other.place] == group.threads[own.place]
        others = other.message.sender_id != own.message.sender_id
        loose = other.message.reply_to is None
        direct = other.place - own.place == 1 and defers(other)
        if replied or (
            near
            and (same or direct)
            and others
            and loose
            and _may_answer(own, other)
            and (defers(other) or not is_question(other))
        ):
            said.append(other)
    return [s for s in said if not is_ack(s.message) or s.message.reply_to == own.message.id]


def _may_answer(question: Statement, other: Statement) -> bool:
    """What comes next answers, unless it is long, or passed on, and speaks of something else."""
    if question.words & other.words or defers(other):
        return True
    return not other.message.forwarded_from and len(other.words) < _OTHER


def _closing(
    found: Sequence[Statement], i: int, late: Sequence[Statement], group: Group
) -> Statement | None:
    """What settled the matter after it was put off."""
    own = found[i]
    start = max([own.place, *(s.place for s in late)])
    about = own.words.union(*(s.words for s in late))
    ids = {own.message.id, *(s.message.id for s in late)}
    talks = {group.threads[own.place]}
    if not late and not defers(own):
        return None
    for other in found:
        if other.place <= start or other.message.topic != own.message.topic:
            continue
        if is_question(other) or defers(other) or words.STILL_OPEN.match(other.low):
            continue
        same = group.threads[other.place] in talks
        replied = other.message.reply_to in ids
        settled = words.DECIDING.search(other.low) or words.SETTLED.search(other.low)
        moved = settled or words.MOVING["day"].search(other.low)
        shared = len(other.words & about)
        if moved and (replied or (same and (shared or other.message.reply_to)) or shared >= 3):
            return other
    return None


def _asked_before(found: Sequence[Statement], i: int, group: Group) -> Statement | None:
    """The question that a statement puts off, one of those just before it."""
    own = found[i]
    for other in reversed(found[max(0, i - _NEAR) : i]):
        same = group.threads[other.place] == group.threads[own.place]
        if _is_asked(other) and (same or other.message.id == own.message.reply_to):
            return other
    return None
