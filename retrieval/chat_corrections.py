"""What later messages take back: the old value goes, both messages stay linked.

A statement with a sign of change ("nhầm", "dời sang", "không phải", "tăng lên") replaces the value
of the same slot in the statement it speaks of: the one it replies to, else the nearest that shares
its words. An old value is not quoted again from any message before the change; a value that is
taken up again ("quay lại phương án cũ") holds again.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from index.text import fold
from retrieval import chat_duties
from retrieval import chat_words as words
from retrieval.chat_agreements import accepted
from retrieval.chat_called_off import call_off, take_up
from retrieval.chat_changed import CLOSE, clause_of, is_of, is_same, kind_of, of_others, replaced
from retrieval.chat_changing import (
    HOURS,
    SHIFTED,
    SWAPPING,
    by_clause,
    calls_off,
    is_added,
    is_hindered,
    is_in_the_way,
    is_open,
    is_same_day,
    moved_to,
    shifted_by,
    takes_up,
)
from retrieval.chat_cuts import Changes, Cut
from retrieval.chat_handovers import handovers, own_clauses
from retrieval.chat_lists import given_again, is_list
from retrieval.chat_old_values import MOVED_TO, named_old
from retrieval.chat_pair_context import Pair
from retrieval.chat_pairs import Fitted, Pairs, shipped
from retrieval.chat_patterns import lowered
from retrieval.chat_people import People
from retrieval.chat_statements import Statement, content
from retrieval.chat_targets import BACK, Targets
from retrieval.chat_values import Value

_THAT = 5  # statements before, in which "that day" was named
_TELLING = 3  # digits of a value that is seldom said by chance
_BRIEF = 4  # words that say what is talked about


def changes(found: Sequence[Statement], threads: Sequence[int], people: People) -> Changes:
    """What the statements of a chat, in order, take back of one another."""
    reading = Reading(found, threads, people, shipped())
    for place in range(len(found)):
        reading.read(place)
    return reading.made


class Reading:
    """Reads a chat's statements in order; without `fitted` weights only what is named goes."""

    def __init__(
        self, found: Sequence[Statement], threads: Sequence[int], people: People,
        fitted: Fitted | None,
    ) -> None:  # fmt: skip
        self._found, self._threads, self._people = found, threads, people
        self._by_message: dict[int, list[int]] = defaultdict(list)
        self.made = Changes()
        self._fitted = fitted
        self._pairs = Pairs(found, threads)
        self._targets = Targets(found, threads, self._by_message, self.made)

    def read(self, place: int) -> None:
        own = self._found[place]
        self._by_message[own.message.id].append(place)
        if is_open(own):
            return
        if (proposed := accepted(place, self._found, self._threads, self._by_message)) is not None:
            self.made.agreed[self._found[proposed].key] = own.message.id
            self._replace(proposed, self._new(self._found[proposed]), agreed=True)
            self._hand_over(proposed, agreed=True)
        for start, end, values in named_old(own):
            self._cut(own, own.start + start, own.start + end, "", "", own.message.id)
            for value in values:
                self._forget(place, None, value)
        self._list_again(place)
        new = self._put_forward(own)
        shift = SHIFTED.search(own.low)
        if shift and not any(
            v.slot.startswith("day") and v.start >= own.start + shift.end() for v in new
        ):
            if shift["that"]:
                self._to_that_day(place)
            else:
                slot = "clock" if HOURS.search(shift[0]) else "day"
                self._shift(place, slot, shifted_by(shift))
        else:
            self._replace_likely(place, new)
        if takes_up(own):
            take_up(place, self._found, self._threads, self.made)
        if calls_off(own, new):
            call_off(place, self._found, self._threads, self.made)
        self._hand_over(place)

    def _list_again(self, place: int) -> None:
        """The lines of an earlier list that this one, of the same labels, says otherwise."""
        own = self._found[place]
        if self._by_message[own.message.id] != [place] or not is_list(own.message):
            return
        for other in self._found[max(0, place - BACK) : place]:
            for start, end in given_again(own.message, other.message):
                if other.start <= start < other.end and other.message.topic == own.message.topic:
                    self._cut(other, start, end, "line", "", own.message.id)
                    self.made.linked[own.key].add(other.message.id)

    def news(self, place: int) -> Iterator[tuple[Value, list[Value]]]:
        """Each value that a statement puts forward, with all that it does."""
        own = self._found[place]
        new = [] if is_open(own) else self._put_forward(own)
        yield from ((value, new) for value in new)

    def _put_forward(self, own: Statement) -> list[Value]:
        """What is put forward, save what stands against an old value that is named."""
        named = [(own.start + a, own.start + b, values) for a, b, values in named_old(own)]
        new = [v for v in self._new(own) if not any(a <= v.start < b for a, b, _ in named)]
        if SWAPPING.search(own.low):  # "em trực T3 cho cô": who changes, not when
            new = [v for v in new if not v.slot.startswith("day")]
        for start, _, values in named:
            for kind in {kind_of(value.slot) for value in values}:
                before = [v for v in new if kind_of(v.slot) == kind and v.start < start]
                new = [v for v in new if v not in (before or new)[-1:]]
        return new

    def _new(self, own: Statement) -> list[Value]:
        """The values that a statement itself puts forward: not those that stay, nor those in the
        way ("thứ 6 em kẹt")."""
        return [
            v for v in own.values
            if not is_same_day(own.low, v.start - own.start)
            and not words.KEPT.search(lowered(clause_of(own, v)))
            and not is_in_the_way(own, v)
            and not is_added(own, v)
        ]  # fmt: skip

    # --- values ---------------------------------------------------------------------------

    def _replace(self, place: int, new: Sequence[Value], *, agreed: bool = False) -> None:
        for slot in dict.fromkeys(v.slot for v in new):
            values = [v for v in new if v.slot == slot]
            if self._stays(place, values):
                continue
            values = (
                values
                if agreed or slot == "count:/"
                else moved_to(self._found[place], slot, values)
            )
            for some in by_clause(self._found[place], slot, values):
                for kind in self._kinds(place, slot, agreed=agreed):
                    self._replace_slot(place, slot, kind, some, agreed=agreed)

    def _replace_likely(self, place: int, new: Sequence[Value]) -> None:
        """What each new value most likely replaces, by all that surrounds it."""
        fitted = self._fitted
        pairs: list[Pair] = []
        for value in new:
            if fitted is None or self._stays(place, [value]):
                continue
            ruled = self.ruled(place, value, new)
            pair = self._pairs.likeliest(place, value, self.made.live, ruled, fitted)
            if pair is not None:
                pairs.append(pair)
                self._forget(place, pair.before, pair.old)
                self._restore(place, value.slot, [value.value])
        self._cut_beside(place, pairs)

    def _cut_beside(self, place: int, pairs: Sequence[Pair]) -> None:
        """ "15h nhé, 14h tôi bận", "62% là số cũ, chốt 65%": an old value where the statement
        names it beside the new, save what is new itself ("24/8, hồ sơ 21/8" after 21/8, 19/8)."""
        own = self._found[place]
        corrects = bool(words.CORRECTING.search(own.low))
        for pair in pairs:
            clause = clause_of(own, pair.new)
            for value in own.values:
                told = clause_of(own, value)
                if (
                    is_same(value, pair.old)
                    and told != clause
                    and all(value != other.new for other in pairs)
                    and (value.start < pair.new.start or corrects or is_hindered(told))
                    and not words.KEPT.search(lowered(told))
                ):
                    self._cut(own, value.start, value.end, value.slot, value.value, own.message.id)

    def ruled(self, place: int, value: Value, new: Sequence[Value]) -> int | None:
        """The statement that signs of change alone point to."""
        slot = value.slot
        beside = [v for v in new if v.slot == slot]
        if slot != "count:/" and value not in moved_to(self._found[place], slot, beside):
            return None
        alone = slot == "count:/" or len(beside) < sum(
            v.slot == slot for v in self._found[place].values
        )
        about = content(clause_of(self._found[place], value)) if alone else self._found[place].words
        for kind in self._kinds(place, slot, agreed=False):
            target = self._targets.of(place, kind, [v.value for v in beside], about)
            if target is not None and not self._is_known(place, target, slot, [value.value]):
                return target
        return None

    def _to_that_day(self, place: int) -> None:
        """ "chuyển hết sang hôm đó": to the day that was named last."""
        own = self._found[place]
        for other in reversed(self._found[max(0, place - _THAT) : place]):
            named = [v for v in self._new(other) if v.slot == "day"]
            if named and own.message.topic == other.message.topic:
                self.made.shifted[own.key] = date.fromisoformat(named[0].value)
                self._replace_slot(place, "day", "day", named[:1], agreed=True)
                return

    def _stays(self, place: int, values: Sequence[Value]) -> bool:
        """Whether values are those of what is being corrected: "14h thứ 6 chứ không phải 9h"."""
        ids = self.made.linked.get(self._found[place].key, ())
        held = [v for i in ids for p in self._by_message[i] for v in self.made.live(self._found[p])]
        return bool(ids) and all(any(is_same(v, old) for old in held) for v in values)

    def _shift(self, place: int, slot: str, by: timedelta | None) -> None:
        """ "lùi 1 tuần": the day that was named before no longer holds."""
        target = self._targets.of(place, slot, (), self._found[place].words)
        if target is not None:
            for value in [v for v in self.made.live(self._found[target]) if is_of(v, slot)][:1]:
                if by and slot == "day":
                    day = date.fromisoformat(value.value) + by
                    self.made.shifted[self._found[place].key] = day
                self._forget(place, target, value)
                for own in [v for v in self.made.live(self._found[place]) if is_same(v, value)]:
                    said = self._found[place]
                    self._cut(said, own.start, own.end, own.slot, own.value, said.message.id)

    def _kinds(self, place: int, slot: str, *, agreed: bool) -> list[str]:
        """The slots that a value may take the place of: its own; one place of any other where
        something moves; a limit of a day where little else is said."""
        own = self._found[place]
        if slot == "number":
            return self._targets.counted(place)
        if slot.startswith("place"):
            signs = (MOVED_TO, words.CORRECTING, words.REPLACING)
            moves = any(sign.search(own.low) for sign in signs)
            return ["place"] if moves else [slot]
        if slot == "day" and len(own.words) < _BRIEF:
            return ["day", "day:limit"]
        if slot.startswith("day") and (agreed or MOVED_TO.search(own.low)):
            return ["day:any"]
        return [slot]

    def _replace_slot(
        self, place: int, slot: str, kind: str, new: Sequence[Value], *, agreed: bool
    ) -> None:
        own, values = self._found[place], [v.value for v in new]
        alone = slot == "count:/" or len(new) < sum(v.slot == slot for v in own.values)
        about = content(clause_of(own, new[0])) if alone else own.words
        target = self._targets.of(place, kind, values, about, agreed=agreed)
        if target is None or self._is_known(place, target, slot, values):
            return
        held = self.made.live(self._found[target])
        for value in replaced(kind, new, own, self._found[target], held):
            if agreed and value.slot == "day:limit" and value.value > max(values):
                continue  # leave to do it earlier moves no limit
            self._forget(place, target, value)
            self._restore(place, slot, values)

    def _is_known(self, place: int, target: int, slot: str, values: Sequence[str]) -> bool:
        """Whether all values were said of the same before the one they would replace, and still
        hold: said again, they change nothing."""
        own = self._found[place]
        known: set[str] = set()
        for p in range(max(0, place - BACK), target):
            other = self._found[p]
            same = self._threads[other.place] == self._threads[own.place]
            if other.message.topic == own.message.topic and (
                len(own.words & other.words) >= (1 if same else 2)
            ):
                known |= {
                    v.value for v in self.made.live(self._found[p]) if v.slot.startswith(slot)
                }
        return set(values) <= known

    def _forget(self, place: int, target: int | None, value: Value) -> None:
        """Take a value out of everything before that speaks of the same."""
        own = self._found[place]
        target = self._targets.nearest(place, value) if target is None else target
        if target is None:
            return
        old = self._found[target]
        value = next((v for v in old.values if is_same(v, value)), value)  # as it stands there
        subject = (old.words | own.words) - frozenset(fold(value.text).split())
        beside = {(v.slot, v.value) for v in (*own.values, *old.values)} - {
            (value.slot, value.value)
        }
        for p in range(max(0, place - BACK), place):
            other = self._found[p]
            held = [
                v for v in other.values
                if is_same(v, value) and (p == target or v.slot == value.slot)
                and not of_others(clause_of(other, v), clause_of(old, value))
                and (
                    p == target or self._is_close(p, place, v) or self._is_about(other, v, subject)
                )
            ]  # fmt: skip
            if p == target and len(held) > 1:
                held = [v for v in held if v == value or self._is_bare(other, v)]
            if not held or other.message.topic != own.message.topic:
                continue
            if other.message.id == own.message.id and p != target:
                continue  # items of one list do not contradict one another
            same = self._threads[other.place] in (
                self._threads[own.place],
                self._threads[old.place],
            )
            same = same or own.message.topic is not None
            near = self._is_close(p, place, value) or place - p <= 4
            shared = len(self._targets.subject(p) & subject) + any(
                (v.slot, v.value) in beside for v in other.values
            )
            if p == target or near or shared >= (1 if same else 2):
                for v in held:
                    self._cut(other, v.start, v.end, v.slot, v.value, own.message.id)
                self.made.linked[own.key].add(other.message.id)

    def _is_bare(self, other: Statement, value: Value) -> bool:
        return len(content(clause_of(other, value)) - content(value.text)) < 2

    def _is_close(self, p: int, place: int, value: Value) -> bool:
        """Whether two statements are hardly apart, and of one talk unless the value is one that is
        seldom said by chance ("6h45")."""
        own, other = self._found[place], self._found[p]
        same = self._threads[own.place] == self._threads[other.place]
        telling = len(re.findall(r"\d", value.text)) >= _TELLING
        return own.place - other.place <= CLOSE and (same or telling)

    def _is_about(self, other: Statement, value: Value, subject: frozenset[str]) -> bool:
        """Whether the clause in which a value stands speaks of the subject, or of nothing else."""
        said = content(clause_of(other, value)) - frozenset(fold(value.text).split())
        return len(said) < 2 or bool(said & subject)

    def _cut(self, other: Statement, start: int, end: int, slot: str, value: str, by: int) -> None:
        text = other.message.text[start:end].strip()
        self.made.cuts[other.key].append(Cut(start, end, slot, value, text, by))

    def _restore(self, place: int, slot: str, values: Sequence[str]) -> None:
        """A value that is taken up again holds again."""
        own = self._found[place]
        for p in range(max(0, place - BACK), place):
            other = self._found[p]
            same = self._threads[other.place] == self._threads[own.place]
            alike = same or len(other.words & own.words) >= 2
            if other.key in self.made.cuts and alike and other.message.topic == own.message.topic:
                kept = [
                    c
                    for c in self.made.cuts[other.key]
                    if (c.slot, c.value) not in {(slot, v) for v in values}
                ]
                self.made.cuts[other.key][:] = kept

    # --- persons ------------------------------------------------------------

    def _hand_over(self, place: int, *, agreed: bool = False) -> None:
        own = self._found[place]
        for other, who in chat_duties.given_again(place, self._found):
            self._cut(other, who.start, who.end, "person", who.text, own.message.id)
            self.made.linked[own.key].add(other.message.id)
        for gone in handovers(place, self._found, self._threads, self._people, agreed=agreed):
            self._cut(gone.statement, gone.start, gone.end, "person", gone.who, own.message.id)
            self.made.linked[own.key].add(gone.statement.message.id)
            for start, end in own_clauses(own, gone.who.split()[-1]):
                self._cut(own, start, end, "person", gone.who, own.message.id)
