"""What later messages take back: the old value goes, both messages stay linked.

A statement with a sign of change ("nhầm", "dời sang", "không phải", "tăng lên") replaces the value
of the same slot in the statement it speaks of: the one it replies to, else the nearest that shares
its words. An old value is not quoted again from any message before the change; a value that is
taken up again ("quay lại phương án cũ") holds again.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_changed import (
    clause_of,
    differs,
    is_of,
    is_same,
    kind_of,
    of_others,
    replaced,
)
from retrieval.chat_changing import (
    HOURS,
    LESS,
    SHIFTED,
    called_off,
    calls_off,
    days,
    is_asked,
    is_open,
    moved_to,
    of_one_day,
    signs_of,
)
from retrieval.chat_handovers import handovers
from retrieval.chat_old_values import MOVED_TO, named_old
from retrieval.chat_patterns import lowered
from retrieval.chat_people import People
from retrieval.chat_statements import Statement, content
from retrieval.chat_values import Value

Key = tuple[int, int]

_BACK = 400  # statements before a correction among which its subject is looked for
_LIGHT, _BRIEF = 6, 4  # words that say what is talked about
_PAIR = 0.5  # less, for each pair of shared syllables that is one word
_RARE = 5  # statements in which a word may stand and still tell of one matter
_NEAR = 6
_ALIKE = 1.7  # shared words, weighed, of one event
_JUST = 2  # statements before, of which a haggling speaks
_SHORT = 14  # words of an agreement


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
        self._seen = Counter(word for s in found for word in s.words)
        self.made = Changes()

    def read(self, place: int) -> None:
        own = self._found[place]
        self._by_message[own.message.id].append(place)
        if is_open(own):
            return
        if (proposed := self._accepted(place)) is not None:
            self._replace(proposed, list(self._found[proposed].values), agreed=True)
        named = list(named_old(own))
        for start, end, values in named:
            self._cut(own, own.start + start, own.start + end, "", "", own.message.id)
            for value in values:
                self._forget(place, None, value)
        spans = [(own.start + start, own.start + end) for start, end, _ in named]
        told = {kind_of(value.slot) for _, _, values in named for value in values}
        new = [
            v for v in own.values
            if not any(a <= v.start < b for a, b in spans) and kind_of(v.slot) not in told
            and not words.KEPT.search(lowered(clause_of(own, v)))
        ]  # fmt: skip
        shift = SHIFTED.search(own.low)
        if shift and not any(
            v.slot.startswith("day") and v.start >= own.start + shift.end() for v in new
        ):
            self._shift(place, "clock" if HOURS.search(shift[0]) else "day")
        else:
            self._replace(place, new)
        if calls_off(own, new):
            self._void(place)
        self._hand_over(place)

    # --- values ---------------------------------------------------------------------------

    def _replace(self, place: int, new: Sequence[Value], *, agreed: bool = False) -> None:
        for slot in dict.fromkeys(v.slot for v in new):
            values = [v for v in new if v.slot == slot]
            values = (
                values
                if agreed or slot == "count:/"
                else moved_to(self._found[place], slot, values)
            )
            each = [[v] for v in values] if slot == "count:/" else [values] if values else []
            for some in each:
                for kind in self._kinds(place, slot):
                    self._replace_slot(place, slot, kind, some, agreed=agreed)

    def _accepted(self, place: int) -> int | None:
        """The proposal that a statement agrees to: what it replies to, else what was said to its
        sender just before."""
        own = self._found[place]
        if not words.AGREEING.match(own.low) or len(own.low.split()) > _SHORT:
            return None
        before = self._by_message.get(own.message.reply_to or -1, ())
        if own.message.reply_to is None:
            before = [
                p for p in range(max(0, place - 3), place)
                if own.place - self._found[p].place <= 2
                and self._found[p].message.sender_id != own.message.sender_id
                and self._threads[self._found[p].place] == self._threads[own.place]
            ]  # fmt: skip
        asked = [p for p in before if words.REQUESTING.search(self._found[p].low)]
        return asked[-1] if asked else None

    def _shift(self, place: int, slot: str) -> None:
        """ "lùi 1 tuần": the day that was named before no longer holds."""
        target = self._target(place, slot, (), self._found[place].words)
        if target is not None:
            for value in [v for v in self._live(target) if is_of(v, slot)][:1]:
                self._forget(place, target, value)
                for own in [v for v in self._live(place) if is_same(v, value)]:
                    said = self._found[place]
                    self._cut(said, own.start, own.end, own.slot, own.value, said.message.id)

    def _kinds(self, place: int, slot: str) -> list[str]:
        """The slots that a value may take the place of: its own; one place of any other where
        something moves; a limit of a day where little else is said."""
        own = self._found[place]
        if slot.startswith("place"):
            signs = (MOVED_TO, words.CORRECTING, words.REPLACING)
            moves = any(sign.search(own.low) for sign in signs)
            return ["place"] if moves else [slot]
        if slot == "day" and len(own.words) < _BRIEF:
            return ["day", "day:limit"]
        if slot.startswith("day") and MOVED_TO.search(own.low):
            return ["day:any"]
        return [slot]

    def _replace_slot(
        self, place: int, slot: str, kind: str, new: Sequence[Value], *, agreed: bool
    ) -> None:
        own, values = self._found[place], [v.value for v in new]
        # Of several shares each is of its own clause: "có mặt 24/26, biểu quyết 23/24".
        about = content(clause_of(own, new[0])) if slot == "count:/" else own.words
        target = self._target(place, kind, values, about, agreed=agreed)
        if target is None or self._is_known(place, target, slot, values):
            return
        for value in replaced(kind, new, own, self._found[target], self._live(target)):
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

    def _target(
        self, place: int, slot: str, values: Sequence[str], about: frozenset[str],
        *, agreed: bool = False,
    ) -> int | None:  # fmt: skip
        """The statement whose value of `slot` this one changes."""
        own = self._found[place]
        strong, weak = (True, False) if agreed else signs_of(own, slot)
        replied = sorted(
            self._by_message.get(own.message.reply_to or -1, ()),
            key=lambda p: -len(own.words & self._found[p].words),
        )
        for p in replied:
            brief = len(own.low) < 60 and slot.startswith(("clock", "count", "place"))
            less = slot == "sum" and LESS.search(own.low)
            if is_open(self._found[p]):
                continue
            if (strong or weak or brief or less) and differs(self._found[p], slot, values):
                return self._behind(p, slot)
        if not (strong or weak):
            return self._same_event(place, values) if slot == "clock" else None
        best, at = 0.0, None
        for p in range(place - 1, max(-1, place - _BACK), -1):
            score = self._kinship(place, p, slot, values, about, strong=strong)
            if score > best:
                best, at = score, p
        return at if best >= 1.0 else None

    def _same_event(self, place: int, values: Sequence[str]) -> int | None:
        """The same event of the same day told before with another hour: the later holds."""
        own = self._found[place]
        events = {found[0] for found in words.EVENTS.finditer(own.low)}
        for p in range(place - 1, max(-1, place - _BACK), -1) if events and days(own) else ():
            other = self._found[p]
            if other.message.id == own.message.id or other.message.topic != own.message.topic:
                continue
            if not any(v.slot == "clock" and v.value not in values for v in self._live(p)):
                continue
            alike = events & {found[0] for found in words.EVENTS.finditer(other.low)}
            shared = self._telling(own.words & other.words)
            if alike and shared >= _ALIKE and days(own) & self._days_now(p) and not is_open(other):
                return p
        return None

    def _days_now(self, p: int) -> set[str]:
        """The days of a statement, and those that took their place."""
        live = {v.value for v in self._live(p) if v.slot.startswith("day")}
        by = {c.by for c in self.made.cuts.get(self._found[p].key, ()) if c.slot.startswith("day")}
        later = (self._found[q] for number in by for q in self._by_message.get(number, ()))
        return live.union(*(days(s) for s in later))

    def _behind(self, place: int, slot: str) -> int:
        """What a statement that only names a collision ("26/8 trùng lịch rồi") speaks of."""
        own = self._found[place]
        collides = words.COLLIDING.search(own.low) or words.BROKEN.search(own.low)
        if not collides or words.DECIDING.search(own.low) or MOVED_TO.search(own.low):
            return place
        named = {v.value for v in own.values if is_of(v, slot)}
        for p in range(place - 1, max(-1, place - _NEAR), -1):
            other = self._found[p]
            if any(is_of(v, slot) and v.value in named for v in other.values):
                return p
        return place

    def _kinship(
        self, place: int, p: int, slot: str, values: Sequence[str], about: frozenset[str],
        *, strong: bool,
    ) -> float:  # fmt: skip
        """How likely one speaks of what the other says."""
        own, other = self._found[place], self._found[p]
        if other.message.topic != own.message.topic or other.message.id == own.message.id:
            return 0.0
        suggested = is_asked(other) or words.SUGGESTING.search(other.low)
        if not differs(other, slot, values) or suggested:
            return 0.0
        same = self._threads[own.place] == self._threads[other.place]
        if not strong and place - p > (8 if same else 4):
            return 0.0
        just = 0.0 if strong or place - p > _JUST else 0.3
        common = about & self._subject(p)
        shared = (
            (self._telling(common) if strong else len(common))
            - self._compounds(own, common)
            + slot.startswith("count")
        )
        score = 0.5 * shared + (0.6 if same else 0.0) - 0.002 * (place - p)
        if own.message.sender_id == other.message.sender_id:
            score += 0.3
        if slot == "clock":
            score += of_one_day(own, other)
        if frozenset(fold(own.message.sender).split()) & other.words:
            score += 0.3  # who was given it speaks of it
        return (
            score
            + just
            + (0.3 if slot.startswith(("place", "count", "colour")) or not strong else 0.0)
        )

    def _telling(self, shared: frozenset[str]) -> float:
        """How much shared words say: little where the whole group uses them."""
        return sum(1.0 if self._seen[word] <= _RARE else 0.7 for word in shared)

    def _compounds(self, own: Statement, shared: frozenset[str]) -> float:
        """How much less pairs of syllables say: "hồ sơ" is one word; items of a list."""
        said = fold(own.text).split()
        pairs = {(a, b) for a, b in pairwise(said) if a in shared and b in shared}
        return (2 * _PAIR if own.item else _PAIR) * len(pairs)

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
            held = [
                v for v in other.values
                if is_same(v, value)
                and not of_others(clause_of(other, v), clause_of(old, value))
                and (p == target or self._is_about(other, v, subject))
            ]  # fmt: skip
            if not held or other.message.topic != own.message.topic:
                continue
            if other.message.id == own.message.id and p != target:
                continue  # items of one list do not contradict one another
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

    def _is_about(self, other: Statement, value: Value, subject: frozenset[str]) -> bool:
        """Whether the clause in which a value stands speaks of the subject, or of nothing else."""
        said = content(clause_of(other, value)) - frozenset(fold(value.text).split())
        return len(said) < 2 or bool(said & subject)

    def _nearest(self, place: int, value: Value) -> int | None:
        """The latest statement before, of the same matter, that holds a value which the correction
        names."""
        own = self._found[place]
        for p in range(place - 1, max(-1, place - _BACK), -1):
            other = self._found[p]
            held = any(is_same(v, value) for v in other.values)
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
        own_days = days(own, called_off(own))
        for p in range(max(0, place - _BACK), place):
            other = self._found[p]
            same = self._threads[other.place] == self._threads[own.place]
            replied = other.message.id == own.message.reply_to
            shared = len(other.words & own.words)
            timed = any(when.iso for when in other.times)
            if timed and own_days and days(other) and not own_days & days(other):
                continue  # another day is called off
            shared += bool(days(own) & days(other))
            if (replied and (timed or shared)) or (timed and shared >= (2 if same else 3)):
                self.made.void[other.key] = own.message.id
                self.made.linked[own.key].add(other.message.id)
            elif self.made.linked.get(other.key, set()) & self._called_off_by(own):
                self.made.void[other.key] = own.message.id  # it had moved what is called off

    def _called_off_by(self, own: Statement) -> set[int]:
        return self.made.linked.get(own.key, set())

    def _hand_over(self, place: int) -> None:
        own = self._found[place]
        for gone in handovers(place, self._found, self._threads, self._people):
            self._cut(gone.statement, gone.start, gone.end, "person", gone.who, own.message.id)
            self.made.linked[own.key].add(gone.statement.message.id)
