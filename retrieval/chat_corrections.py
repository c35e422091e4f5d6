"""What later messages take back: the old value goes, both messages stay linked.

A statement with a sign of change ("nhầm", "dời sang", "không phải", "tăng lên") replaces the value
of the same slot in the statement it speaks of: the one it replies to, else the nearest that shares
its words. An old value is not quoted again from any message before the change; a value that is
taken up again ("quay lại phương án cũ") holds again.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_patterns import anywhere, lowered, pattern
from retrieval.chat_people import People
from retrieval.chat_statements import Statement, content
from retrieval.chat_values import Value

Key = tuple[int, int]

_BACK = 400  # statements before a correction among which its subject is looked for
_LIGHT, _BRIEF = 6, 4  # words that say what is talked about
_CLAUSE = re.compile(r"[,;.!?()\n]|\s[-–]\s|\s(?:nhé|nhe|nha|ạ|để|vì|do|nên|mà|vẫn|kẻo|thì)(?!\w)")


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of a message that no longer hold, since the message `by` (its own id: the correction
    itself names them)."""

    start: int
    end: int
    slot: str
    value: str
    text: str
    by: int


@dataclass
class Changes:
    """`cuts` by statement; `linked`: messages whose values a statement replaced; `void`: the
    statements that are called off, with the message that did it."""

    cuts: dict[Key, list[Cut]] = field(default_factory=lambda: defaultdict(list))
    linked: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    void: dict[Key, int] = field(default_factory=dict)

    def by_others(self, statement: Statement) -> set[int]:
        """The messages that replaced something of a statement."""
        return {cut.by for cut in self.cuts.get(statement.key, ())} - {statement.message.id}


def changes(found: Sequence[Statement], threads: Sequence[int], people: People) -> Changes:
    """What the statements of a chat, in order, take back of one another."""
    reading = _Reading(found, threads, people)
    for place in range(len(found)):
        reading.read(place)
    return reading.made


class _Reading:
    def __init__(self, found: Sequence[Statement], threads: Sequence[int], people: People) -> None:
        self._found, self._threads, self._people = found, threads, people
        self._by_message: dict[int, list[int]] = defaultdict(list)
        self.made = Changes()

    def read(self, place: int) -> None:
        own = self._found[place]
        self._by_message[own.message.id].append(place)
        if _is_question(own):
            return
        named = list(_named_old(own))
        for start, end, values in named:
            self._cut(own, own.start + start, own.start + end, "", "", own.message.id)
            for value in values:
                self._forget(place, None, value)
        spans = [(own.start + start, own.start + end) for start, end, _ in named]
        told = {_kind(value.slot) for _, _, values in named for value in values}
        new = [
            v for v in own.values
            if not any(a <= v.start < b for a, b in spans) and _kind(v.slot) not in told
            and not words.KEPT.search(lowered(_clause_of(own, v)))
        ]  # fmt: skip
        self._replace(place, new)
        if words.CANCELLING.search(own.low) and not new:
            self._void(place)
        self._replace_person(place)

    # --- values ---------------------------------------------------------------------------

    def _replace(self, place: int, new: Sequence[Value]) -> None:
        for slot in dict.fromkeys(v.slot for v in new):
            values = [v for v in new if v.slot == slot]
            for kind in self._kinds(place, slot):
                self._replace_slot(place, slot, kind, values)

    def _kinds(self, place: int, slot: str) -> list[str]:
        """The slots that a value may take the place of: its own; one place of any other where
        something moves; a limit of a day where little else is said."""
        own = self._found[place]
        if slot.startswith("place"):
            moves = _MOVED_TO.search(own.low) or words.CORRECTING.search(own.low)
            return ["place"] if moves else [slot]
        if slot == "day" and len(own.words) < _BRIEF:
            return ["day", "day:limit"]
        return [slot]

    def _replace_slot(self, place: int, slot: str, kind: str, new: Sequence[Value]) -> None:
        own, values = self._found[place], [v.value for v in new]
        target = self._target(place, kind, values)
        if target is None or self._is_known(place, target, slot, values):
            return
        for value in _replaced(kind, new, own, self._found[target], self._live(target)):
            self._forget(place, target, value)
            self._restore(place, slot, values)

    def _is_known(self, place: int, target: int, slot: str, values: Sequence[str]) -> bool:
        """Whether all values were said of the same before the one they would replace, and still
        hold: said again, they change nothing."""
        own = self._found[place]
        known: set[str] = set()
        for p in range(max(0, place - _BACK), target):
            other = self._found[p]
            same = self._threads[other.place] == self._threads[own.place]
            if other.message.topic == own.message.topic and (
                len(own.words & other.words) >= (1 if same else 2)
            ):
                known |= {v.value for v in self._live(p) if v.slot.startswith(slot)}
        return set(values) <= known

    def _live(self, p: int) -> list[Value]:
        """The values of a statement that still hold."""
        cuts = self.made.cuts.get(self._found[p].key, ())
        return [
            v for v in self._found[p].values
            if not any(c.start <= v.start < c.end for c in cuts)
        ]  # fmt: skip

    def _target(self, place: int, slot: str, values: Sequence[str]) -> int | None:
        """The statement whose value of `slot` this one changes."""
        own = self._found[place]
        strong, weak = _cues(own, slot)
        replied = list(self._by_message.get(own.message.reply_to or -1, ()))
        for p in replied:
            brief = len(own.low) < 60 and slot.startswith(("clock", "count", "place"))
            less = slot == "sum" and _LESS.search(own.low)
            if _is_question(self._found[p]):
                continue
            if (strong or weak or brief or less) and _differs(self._found[p], slot, values):
                return p
        if not (strong or weak):
            return None
        best, at = 0.0, None
        for p in range(place - 1, max(-1, place - _BACK), -1):
            score = self._kinship(place, p, slot, values, strong)
            if score > best:
                best, at = score, p
        return at if best >= 1.0 else None

    def _kinship(self, place: int, p: int, slot: str, values: Sequence[str], strong: bool) -> float:
        """How likely one speaks of what the other says."""
        own, other = self._found[place], self._found[p]
        if other.message.topic != own.message.topic or other.message.id == own.message.id:
            return 0.0
        suggested = is_asked(other) or words.SUGGESTING.search(other.low)
        if not _differs(other, slot, values) or suggested:
            return 0.0
        same = self._threads[own.place] == self._threads[other.place]
        if not strong and place - p > (8 if same else 4):
            return 0.0
        shared = len(own.words & self._subject(p)) + slot.startswith("count")
        score = 0.5 * shared + (0.6 if same else 0.0) - 0.002 * (place - p)
        if own.message.sender_id == other.message.sender_id:
            score += 0.3
        return score + (0.3 if slot.startswith(("place", "count", "colour")) or not strong else 0.0)

    def _subject(self, p: int) -> frozenset[str]:
        """What a statement is about: a short one also of what was said just before in its talk."""
        own = self._found[p]
        if len(own.words) >= _LIGHT:
            return own.words
        before = (
            other.words
            for other in self._found[max(0, p - 3) : p]
            if self._threads[other.place] == self._threads[own.place]
        )
        return own.words.union(*before)

    def _forget(self, place: int, target: int | None, value: Value) -> None:
        """Take a value out of everything before that speaks of the same."""
        own = self._found[place]
        target = self._nearest(place, value) if target is None else target
        if target is None:
            return
        old = self._found[target]
        subject = (old.words | own.words) - frozenset(fold(value.text).split())
        beside = {(v.slot, v.value) for v in (*own.values, *old.values)} - {
            (value.slot, value.value)
        }
        for p in range(max(0, place - _BACK), place):
            other = self._found[p]
            held = [v for v in other.values if _is_same(v, value)]
            if not held or other.message.topic != own.message.topic:
                continue
            same = self._threads[other.place] in (
                self._threads[own.place],
                self._threads[old.place],
            )
            same = same or own.message.topic is not None
            near = (same and place - p <= 8) or place - p <= 4
            shared = len(self._subject(p) & subject) + any(
                (v.slot, v.value) in beside for v in other.values
            )
            if p == target or near or shared >= (1 if same else 2):
                for v in held:
                    self._cut(other, v.start, v.end, v.slot, v.value, own.message.id)
                self.made.linked[own.key].add(other.message.id)

    def _nearest(self, place: int, value: Value) -> int | None:
        """The latest statement before, of the same matter, that holds a value which the correction
        names."""
        own = self._found[place]
        for p in range(place - 1, max(-1, place - _BACK), -1):
            other = self._found[p]
            held = any(_is_same(v, value) for v in other.values)
            same = self._threads[other.place] == self._threads[own.place]
            near = same or place - p <= 4 or other.message.id == own.message.reply_to
            shared = own.words & self._subject(p) - frozenset(fold(value.text).split())
            alike = other.message.topic == own.message.topic and (near or shared)
            if alike and held:
                return p
        return None

    def _cut(self, other: Statement, start: int, end: int, slot: str, value: str, by: int) -> None:
        text = other.message.text[start:end].strip()
        self.made.cuts[other.key].append(Cut(start, end, slot, value, text, by))

    def _restore(self, place: int, slot: str, values: Sequence[str]) -> None:
        """A value that is taken up again holds again."""
        own = self._found[place]
        for p in range(max(0, place - _BACK), place):
            other = self._found[p]
            if other.key in self.made.cuts and other.message.topic == own.message.topic:
                kept = [
                    c
                    for c in self.made.cuts[other.key]
                    if (c.slot, c.value) not in {(slot, v) for v in values}
                ]
                self.made.cuts[other.key][:] = kept

    # --- whole statements, persons ------------------------------------------------------------

    def _void(self, place: int) -> None:
        """What is called off: the message replied to, or what of the talk shares its words."""
        own = self._found[place]
        for p in range(max(0, place - _BACK), place):
            other = self._found[p]
            same = self._threads[other.place] == self._threads[own.place]
            replied = other.message.id == own.message.reply_to
            shared = len(other.words & own.words)
            timed = any(when.iso for when in other.times)
            if (replied and (timed or shared)) or (timed and shared >= (2 if same else 3)):
                self.made.void[other.key] = own.message.id
                self.made.linked[own.key].add(other.message.id)

    def _replace_person(self, place: int) -> None:
        """ "bác Bách trình bày thay đ/c Khánh": what was Khánh's task before is no longer."""
        own = self._found[place]
        for mark in _INSTEAD.finditer(own.text):
            gone = self._people.named(own.text[mark.end() : mark.end() + 24])[:1]
            for other, start, end in self._assigned(place, gone):
                self._cut(other, start, end, "person", gone[0], own.message.id)
                self.made.linked[own.key].add(other.message.id)

    def _assigned(self, place: int, who: Sequence[str]) -> Iterator[tuple[Statement, int, int]]:
        own = self._found[place]
        for other in self._found[max(0, place - _BACK) : place] if who else ():
            shared = len(other.words & own.words - frozenset(fold(who[0]).split()))
            same = self._threads[other.place] == self._threads[own.place]
            near = own.place - other.place <= 12 and own.message.topic == other.message.topic
            if shared < (1 if same else 2) or not (same or near):
                continue
            for start, end in other.sentences:
                said = other.message.text[start:end]
                if who[0] in self._people.named(said) and words.ACTING.search(lowered(said)):
                    yield (other, *self._clause(other, start, end, who[0]))

    def _clause(self, other: Statement, start: int, end: int, who: str) -> tuple[int, int]:
        """The clause that names somebody, where the rest of the sentence says when or where."""
        text = other.message.text
        place = text.index(who.split()[0], start)
        ends = [start, *(m.end() for m in _PART.finditer(text, start, end)), end]
        first = max(e for e in ends if e <= place)
        last = min(e for e in ends if e > place)
        kept = [
            v for v in other.values
            if start <= v.start < end and not first <= v.start < last
            and v.slot.startswith(("clock", "day", "place"))
        ]  # fmt: skip
        return (first, last) if kept else (start, end)


_PART = re.compile(r"[,;:\n](?!\d)|[.!?](?=\s|$)")
_INSTEAD = re.compile(
    r"(?<!\w)thay(?:\s+cho|\s+thế|\s+thế cho)?\s+(?=(?:đ/c|đồng chí|d/c|anh|chị|em|bác|cô|chú|"
    r"bạn|a|c|e|[A-ZĐ]))"
)


def _is_question(statement: Statement) -> bool:
    low = statement.low
    return is_asked(statement) or bool(
        words.PROPOSING.search(low)
        and not words.CORRECTING.search(low)
        and not words.DECIDING.search(low)
        and "thay" not in low
    )


_SENTENCE = 120  # characters within which two places stand against one another
_LESS = pattern("còn(?: lại)?|duyệt|chốt")
_LEAD_IN = re.compile(r"^(?:(?:u|ừ|uh|ok|oke|dạ|da|vâng|vang|à|a|thế à)[\s,.!]+)+")


def is_asked(statement: Statement) -> bool:
    low = statement.low.rstrip(" .!ạaj")
    return low.endswith(("?", " ko", " không", " khong", " k", " hả", " nhỉ", " chưa"))


def _cues(own: Statement, slot: str) -> tuple[bool, bool]:
    """Whether it says that something changes, and whether it may be the end of a haggling."""
    moving = words.MOVING.get(slot.partition(":")[0])
    cues = (words.CORRECTING, _MOVED_TO, *([moving] if moving else []))
    strong = any(cue.search(own.low) for cue in cues)
    weak = slot in ("clock", "colour") or slot.startswith(("place", "count"))
    begins = words.SO.match(_LEAD_IN.sub("", own.low))
    return strong, bool(weak and begins and len(own.low.split()) <= 14)


def _differs(other: Statement, slot: str, values: Sequence[str]) -> bool:
    return any(_is_of(v, slot) and v.value not in values for v in other.values)


def _kind(slot: str) -> str:
    """What kind of slot: counts only of one thing, else whatever the kind is of."""
    return slot if slot.startswith("count") else slot.partition(":")[0]


def _is_same(one: Value, other: Value) -> bool:
    """Whether two values are one: of places one may be named in full."""
    if _kind(one.slot) != _kind(other.slot):
        return False
    if not one.slot.startswith("place"):
        return one.value == other.value
    a, b = one.value.split(), other.value.split()
    return a[:2] == b[:2] and (set(a) <= set(b) or set(b) <= set(a))


def _is_of(value: Value, slot: str) -> bool:
    return value.slot == slot or (slot == "place" and value.slot.startswith("place"))


def _replaced(
    slot: str, new: Sequence[Value], own: Statement, old: Statement, live: Sequence[Value]
) -> list[Value]:
    """The `live` values of `old` that the new ones take the place of: each that whose clause
    speaks most of the same."""
    values = {v.value for v in new}
    before = [v for v in live if _is_of(v, slot)]
    left = [v for v in before if v.value not in values]
    if any(_kind(v.slot) == _kind(slot) and v.value in values for v in live):
        return []  # the value is named there already, beside another: both hold
    haggled = words.SO.match(_LEAD_IN.sub("", own.low)) is not None
    found = []
    for value in new[:1] if haggled else new:
        if left:
            about = frozenset() if haggled else content(_clause_of(own, value))
            best = max(left, key=lambda v: _fit(v, about, own, old))
            left.remove(best)
            found.append(best)
    return found


def _fit(
    value: Value, about: frozenset[str], own: Statement, old: Statement
) -> tuple[int, int, int]:
    """How much the clause of an old value speaks of what the new one does, then its message."""
    said = content(_clause_of(old, value))
    return len(said & about), len(said & own.words) if about else 0, -value.start


def _clause_of(statement: Statement, value: Value) -> str:
    """What stands around a value, up to the next comma or stop."""
    text = statement.message.text
    ends = [
        statement.start,
        *(m.end() for m in _PART.finditer(text, statement.start, statement.end)),
    ]
    first = max((e for e in ends if e <= value.start), default=statement.start)
    last = min((e for e in ends if e > value.start), default=statement.end)
    return text[first:last]


# --- the old value where the correction itself names it ---------------------------------------


def _named_old(statement: Statement) -> Iterator[tuple[int, int, list[Value]]]:
    """Spans of "chứ không phải 14h", "từ sân A" (before "sang sân B"), with the values in them."""
    text, low = statement.text, statement.low
    for mark in words.OLD_AFTER.finditer(low):
        end = _clause_end(text, mark.end())
        inside = _inside(statement, mark.end(), end)
        if (inside or re.search(r"\d", text[mark.end() : end])) and _is_pair(
            statement, mark, inside
        ):
            yield mark.start(), end, inside
    for mark in words.OLD_FROM.finditer(low):
        to = words.NEW_TO.search(low, mark.end())
        moved = _MOVED.search(low[max(0, mark.start() - 60) : mark.start()])
        if to and moved:
            inside = _inside(statement, mark.end(), to.start())
            if inside or re.search(r"\d|[A-ZĐ]\w", text[mark.end() : to.start()]):
                yield mark.start(), to.start(), inside

    yield from _moved_within(statement)
    yield from _broken(statement)


def _broken(statement: Statement) -> Iterator[tuple[int, int, list[Value]]]:
    """ "phòng 402 máy lạnh hư, học phòng 305": the first of two places is not to be used."""
    places = [v for v in statement.values if v.slot.startswith("place")]
    for old, new in pairwise(places):
        between = lowered(statement.message.text[old.end : new.start])
        if old.value != new.value and words.BROKEN.search(between):
            yield old.start - statement.start, old.end - statement.start, [old]


def _moved_within(statement: Statement) -> Iterator[tuple[int, int, list[Value]]]:
    """ "phòng họp số 2 đang có khách, chuyển xuống phòng họp số 1": the first no longer holds."""
    values = statement.values
    for mark in _MOVED_TO.finditer(statement.low):
        place = statement.start + mark.end()
        near = [v for v in values if place <= v.start <= place + 30]
        for later in {v.slot: v for v in reversed(near)}.values():
            for value in values:
                if value.value == later.value:
                    continue
                if _stands_against(value, later, statement, mark.start()):
                    yield value.start - statement.start, value.end - statement.start, [value]


def _stands_against(value: Value, later: Value, statement: Statement, moved: int) -> bool:
    """Whether a value beside a move is what is moved away from: said before it in the sentence, or
    a place just after."""
    text, moved = statement.message.text, statement.start + moved
    if value.slot.startswith("place") and later.slot.startswith("place"):
        first, last = sorted((value.start, later.start))
        return last - first < _SENTENCE and not re.search(r"[.!?\n]\s", text[first:last])
    between = text[value.end : moved]
    return value.slot == later.slot and value.start < moved and not re.search(r"[.!?\n]\s", between)


_MOVED_TO = anywhere(
    r"(?:dời|lùi|đổi|chuyển|hoãn|rút)(?: \w+){0,4}? (?:sang|thành|về|lên|xuống|qua|tới|đến)(?!\w)"
)
_MOVED = re.compile("d[oờ]i|l[uù]i|đ[oổ]i|doi|chuy[eể]n|t[aă]ng|gi[aả]m|n[aâ]ng|thay|r[uú]t|s[uử]a")


def _clause_end(text: str, start: int) -> int:
    """Where the clause ends: not at the dot of a number."""
    for found in _CLAUSE.finditer(text, start):
        if found[0] in ".," and text[found.end() : found.end() + 1].isdigit():
            continue
        return found.start()
    return len(text)


def _inside(statement: Statement, start: int, end: int) -> list[Value]:
    inside = range(statement.start + start, statement.start + end)
    return [v for v in statement.values if v.start in inside]


def _is_pair(statement: Statement, mark: re.Match[str], inside: Sequence[Value]) -> bool:
    """Whether something stands in the place of what is denied: else "không quá 3 lần" is news."""
    said = mark[0].strip()
    if said.startswith(("ch", "thay")):
        return True
    others = {_kind(v.slot) for v in statement.values if v not in inside}
    return bool({_kind(v.slot) for v in inside} & others)
