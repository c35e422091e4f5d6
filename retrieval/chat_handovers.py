"""Who no longer does what: "bác Bách trình bày thay đ/c Khánh", "vậy để Hạnh ghi biên bản"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.text import UPPER, fold
from retrieval import chat_words as words
from retrieval.chat_changed import ALIKE, edges, of_others
from retrieval.chat_patterns import lowered, pattern
from retrieval.chat_people import People
from retrieval.chat_statements import Statement, content

_BACK = 400  # statements before among which the task is looked for
_NEAR = 12  # the same, where only the name tells
_FEW = 5  # words of a name with a task
_ROW = 60  # the same, where only its words tell which it is
_INSTEAD = re.compile(
    r"(?<!\w)[Tt]hay(?:\s+cho|\s+thế|\s+thế cho)?\s+(?=(?:đ/c|đồng chí|d/c|anh|chị|em|bác|cô|chú|"
    r"bạn|a|c|e|[A-ZĐ]))"
)


_FOR_ME = re.compile(
    r"(?<!\w)(?:thay|giùm|giúp|hộ|trực cho)\s+(?:em|e|tôi|mình|tui|cô|chú|bác|con|cháu)(?!\w)",
    re.I,
)
_PASSED = pattern(
    "(?:em|e|tôi|mình|tui|con|cháu) (?:xin |muốn )?(?:chuyển|nhường|đổi|nhờ|giao)|"
    "cho (?:em|e|tôi|mình) (?:xin )?(?:đổi|nhường|nhờ)"
)
_REMOVED = re.compile(
    rf"(?<!\w)(?:trừ|gạch|rút|loại|bớt|bỏ)(?:\s+tên)?\s+(?=(?:đ/c|đồng chí|d/c|anh|chị|em|"
    rf"bác|cô|chú|bạn|thầy|ông|bà|[{UPPER}]))",
    re.I,
)
_THAY = pattern("thay(?! đổi)")
_BY = re.compile(r"(?<!\w)[Tt]hay(?:\s+thế)?\s+bằng\s+")
_TITLE = r"(?:(?:đ/c|đồng chí|d/c|anh|chị|em|bác|cô|chú|bạn|a|c|e)\s+)?"
_HANDING = pattern("(?:vậy|thế|ok|rồi|thôi|z|v)[ ,]*(?:thì )?(?:để|giao|cử|nhờ|cho|phân công)")


def _joined_labels(text: str, ends: Sequence[int]) -> list[int]:
    """The beginnings of clauses, where "Vy: ghi biên bản" is one."""
    return [end for end in ends if text[:end].rstrip()[-1:] != ":" or end == ends[0]]


@dataclass(frozen=True, slots=True)
class Handover:
    """Words of an earlier statement that gave `who` a task which another has now."""

    statement: Statement
    start: int
    end: int
    who: str


def handovers(
    place: int, found: Sequence[Statement], threads: Sequence[int], people: People,
    *, agreed: bool = False,
) -> Iterator[Handover]:  # fmt: skip
    """What the statement at `place` takes from somebody; from its sender too, where it asks that
    another should do it and was `agreed` to."""
    own = found[place]
    for who in _gone(own, people, agreed=agreed):
        for other in _of_the_task(place, [who], found, threads):
            yield from _given(other, who, people)
    yield from _named_for(own, found[max(0, place - _ROW) : place], people)
    yield from _handed_over(own, found[max(0, place - _ROW) : place], people)


def _gone(own: Statement, people: People, *, agreed: bool) -> Iterator[str]:
    """Whom a statement says another does it for."""
    for cue in (_INSTEAD, _REMOVED):
        for mark in cue.finditer(own.text):
            yield from people.named(own.text[mark.end() : mark.end() + 24])[:1]
    for mark in _BY.finditer(own.text):
        yield from people.named(own.text[max(0, mark.start() - 60) : mark.start()])[-1:]
    passed = agreed and people.named(own.text) and _PASSED.search(own.low)
    if passed or _FOR_ME.search(own.text):
        yield from people.called(own.message.sender)[:1]
    yield from _stood_in_for(own, people)


def _stood_in_for(own: Statement, people: People) -> Iterator[str]:
    """ "Anh Khoái hôm đó có họp, cử anh Thuần thay": who is named in the clause before."""
    ends = edges(own.text, 0, len(own.text))
    clauses = [own.text[start:end] for start, end in pairwise(ends)]
    for before, clause in pairwise(clauses):
        named, gains = people.named(before), people.named(clause)
        if len(named) == 1 and gains and named[0] not in gains and _THAY.search(lowered(clause)):
            yield named[0]


def own_clauses(own: Statement, who: str) -> Iterator[tuple[int, int]]:
    """The clauses of what hands a task over that speak of `who` had it, where another names who
    has it now."""
    spans = list(pairwise(edges(own.message.text, own.start, own.end)))
    taken = [a for a, b in spans if _THAY.search(lowered(own.message.text[a:b]))]
    for start, end in spans:
        named = re.search(rf"(?<!\w){re.escape(who)}(?!\w)", own.message.text[start:end])
        if named and any(a >= end for a in taken):
            yield start, end


def _of_the_task(
    place: int, who: Sequence[str], found: Sequence[Statement], threads: Sequence[int]
) -> Iterator[Statement]:
    """The statements of the task: those that share its words, else the latest that gave one to the
    person."""
    own = found[place]
    alike = list(_alike(place, who, found, threads))
    name = frozenset(fold(who[0]).split())
    near = [s for s in found[max(0, place - _NEAR) : place] if name <= s.words]
    assigned = [s for s in near if words.ASSIGNING.search(s.low)]
    before = found[max(0, place - _BACK) : place]
    given = [s for s in before if name <= s.words and s.words & own.words - name]
    yield from (
        alike
        or [s for s in assigned[-1:] if s.message.topic == own.message.topic]
        or [s for s in given[-1:] if s.message.topic == own.message.topic]
    )


def _alike(
    place: int, who: Sequence[str], found: Sequence[Statement], threads: Sequence[int]
) -> Iterator[Statement]:
    own = found[place]
    for other in found[max(0, place - _BACK) : place]:
        shared = len(other.words & own.words - frozenset(fold(who[0]).split()))
        same = threads[other.place] == threads[own.place]
        near = own.place - other.place <= 12 and own.message.topic == other.message.topic
        replied = own.message.reply_to == other.message.id
        if replied or (shared >= (1 if same else 2) and (same or near)):
            yield other


def _given(other: Statement, who: str, people: People) -> Iterator[Handover]:
    for start, end in other.sentences:
        said = other.message.text[start:end]
        named = people.named(said)
        roster = bool(words.ROSTER.search(lowered(said))) and len(named) > 1
        held = [n for n in named if n == who or n.split()[-1] == who]
        if held and (roster or words.ACTING.search(lowered(said))):
            span = _clause(other, start, end, held[0], roster=roster)
            yield Handover(other, *span, held[0])


def _clause(other: Statement, start: int, end: int, who: str, *, roster: bool) -> tuple[int, int]:
    """The clause that names somebody, where the rest of the sentence says when or where."""
    text = other.message.text
    place = text.index(who.split()[0], start)
    if (beside := _beside(text, start, end, who)) is not None:
        return beside
    ends = edges(text, start, end)
    first = max(e for e in ends if e <= place)
    last = min(e for e in ends if e > place)
    kept = [
        v for v in other.values
        if start <= v.start < end and not first <= v.start < last
        and v.slot.startswith(("clock", "day", "place"))
    ]  # fmt: skip
    return (first, last) if kept or roster else (start, end)


def _beside(text: str, start: int, end: int, who: str) -> tuple[int, int] | None:
    """Of "đ/c Sỹ và đ/c Hạnh" only one."""
    found = re.compile(
        rf"\s*(?:,|(?<!\w)(?:và|với|cùng)(?!\w))\s*{_TITLE}{re.escape(who)}(?!\w)"
    ).search(text, start, end)
    return found.span() if found else None


def _named_for(own: Statement, before: Sequence[Statement], people: People) -> Iterator[Handover]:
    """ "Thuận MC", where "MC Lan" was said: a name and nothing but the words of a task."""
    who = people.named(own.text)
    about = own.words - frozenset(fold(" ".join(who)).split())
    if len(who) != 1 or not about or len(own.low.split()) > _FEW:
        return
    for other in reversed(before):
        if other.message.topic != own.message.topic or other.message.id == own.message.id:
            continue
        text = other.message.text
        ends = edges(text, other.start, other.end)[:-1]
        for start, end in pairwise([*_joined_labels(text, ends), other.end]):
            named = people.named(text[start:end])
            if len(named) == 1 and named[0] != who[0] and about <= content(text[start:end]):
                yield Handover(other, start, end, named[0])
                return


def _handed_over(own: Statement, before: Sequence[Statement], people: People) -> Iterator[Handover]:
    """ "vậy để Hạnh ghi biên bản": whose task it was before, it is no longer."""
    mark = _HANDING.match(own.low)
    gains = people.named(own.text[mark.end() : mark.end() + 24])[:1] if mark else ()
    about = own.words - frozenset(fold(gains[0]).split()) if gains else frozenset()
    for other in before if gains else ():
        text = other.message.text
        ends = edges(text, other.start, other.end)[:-1]
        for start, end in pairwise([*_joined_labels(text, ends), other.end]):
            clause = text[start:end]
            named = people.named(clause)
            alike = len(content(clause) & about) >= ALIKE and not of_others(clause, own.text)
            if named and named[0] != gains[0] and alike:
                yield Handover(other, start, end, named[0])
