"""A duty that is given again: to another person, or to one of two others.

Trang trí phông: Thảo, Giang       |  Trang trí phông: Thảo với Mơ
Chi bộ cử đ/c Đạo và đ/c Ngà dự    |  Vậy đ/c Dũng đi cùng đ/c Đạo
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_changed import is_same
from retrieval.chat_patterns import pattern
from retrieval.chat_statements import Statement
from retrieval.chat_values import Value
from retrieval.vocabulary import phrases

_BACK = 400  # statements before among which the duty is looked for
_NEAR = 40  # the same, of one talk, where only the persons tell
_WORDS = 2  # of a duty that tell which it is
_MOST = 6  # persons of one duty
_CLAUSES = re.compile(r"[\n;,]|[.!?](?=\s|$)")
_BESIDE = 12  # characters between the names of a list: a comma and "đồng chí"
_FILLING = frozenset(
    map(
        fold,
        phrases("""
        đ, d, đồng, chí, anh, chị, em, cô, chú, bác, thầy, ông, bà, bạn, sếp, và, với, cùng, là,
        thì, nhé, nha, ạ, vậy, thôi, để, cho, sẽ, luôn, thay, lại, đi, ok, a, c, e, bs, cháu, giao,
        cử, do, nhe, dc, nốt, giúp, hộ
        """),
    )
)
_CHANGING = pattern("thay|đổi|chuyển|bận|ốm|nghỉ|vậy|thôi|sửa|chốt|lại|kẹt|vắng|ở nhà|để")
_ADDING = pattern("thêm|phụ|hỗ trợ|cùng|giúp|bổ sung|tăng cường")


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has what to do: the words of a clause beside its persons."""

    statement: Statement
    what: frozenset[str]
    label: bool  # "Dẫn chương trình: Loan"
    persons: tuple[Value, ...]


def given_again(place: int, found: Sequence[Statement]) -> Iterator[tuple[Statement, Value]]:
    """The persons of earlier statements who no longer have a duty that this one gives."""
    own = found[place]
    for duty in duties(own):
        given = [
            old for other in reversed(found[max(0, place - _BACK) : place])
            if other.message.topic == own.message.topic and other.message.id != own.message.id
            for old in duties(other)
        ]  # fmt: skip
        near = (old for old in given if own.place - old.statement.place <= _NEAR)
        partner = next((old for old in near if _is_partner(duty, old)), None)
        for old in given:
            if old is partner or _is_again(duty, old):
                gone = (w for w in old.persons if not any(is_same(w, n) for n in duty.persons))
                yield from ((old.statement, who) for who in gone)


def _is_again(new: Duty, old: Duty) -> bool:
    """Whether both say who does one thing."""
    if len(new.what) < _WORDS or not (new.what == old.what or _is_in(new, old)):
        return False
    low = new.statement.low
    if new.label and old.label:
        return True
    alike = len(new.persons) == len(old.persons) and not _ADDING.search(low)
    return alike and (new.label or old.label or bool(_CHANGING.search(low)))


def _is_in(new: Duty, old: Duty) -> bool:
    """Whether one names what the other does, with hardly a word more."""
    shared = new.what & old.what
    return len(shared) >= _WORDS and len(new.what | old.what) - len(shared) <= 1


def _is_partner(new: Duty, old: Duty) -> bool:
    """Whether of two persons one stays and the other is another."""
    stay = [who for who in old.persons if any(is_same(who, now) for now in new.persons)]
    pair = len(new.persons) == len(old.persons) == 2
    low = new.statement.low
    told = _SETTLED.search(low) and not _NOT_SETTLED.search(low)
    brief = len(low.split()) <= _BRIEF
    return pair and len(stay) == 1 and brief and bool(told and _TOGETHER.search(low))


_BRIEF = 14  # words of a statement that speaks only of who goes with whom
_TOGETHER = pattern("cùng|với")
_SETTLED = pattern("nha|nhé|vậy|thôi|cử|đi cùng|đổi|phân công")
_NOT_SETTLED = pattern("thay|chưa|còn|thiếu|hay")


@lru_cache(maxsize=1 << 12)
def duties(statement: Statement) -> tuple[Duty, ...]:
    """The duties that a statement gives, clause by clause."""
    if not statement.persons or words.ASKING.search(statement.low):
        return ()
    return tuple(_duties(statement))


def _duties(statement: Statement) -> Iterator[Duty]:
    text, start = statement.message.text, statement.start
    marks = _CLAUSES.finditer(text, statement.start, statement.end)
    ends = [m.end() for m in marks if not _is_in_list(m, statement.persons)]
    for end in (*ends, statement.end):
        persons = tuple(v for v in statement.persons if start <= v.start < end)
        if 0 < len(persons) <= _MOST:
            clause = text[start:end]
            yield Duty(statement, _what(text, start, end, persons), ":" in clause, persons)
        start = end


def _is_in_list(mark: re.Match[str], persons: Sequence[Value]) -> bool:
    """Whether a comma parts two names and nothing else."""
    before = any(v.end == mark.start() for v in persons)
    return mark[0] == "," and before and any(0 < v.start - mark.start() <= _BESIDE for v in persons)


def _what(text: str, start: int, end: int, persons: Sequence[Value]) -> frozenset[str]:
    rest = text[start:end]
    for who in reversed(persons):
        rest = rest[: who.start - start] + " " + rest[who.end - start :]
    return frozenset(re.findall(r"[^\W_]+", fold(rest))) - _FILLING
