"""Of which earlier statement a later one speaks when it changes something."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_changed import differs, is_of, is_same
from retrieval.chat_changing import (
    LESS,
    SHIFTED,
    days,
    is_asked,
    is_fragment,
    is_open,
    of_one_day,
    signs_of,
)
from retrieval.chat_cuts import Changes
from retrieval.chat_old_values import MOVED_TO
from retrieval.chat_statements import Statement
from retrieval.chat_values import Value

BACK = 400  # statements before a correction among which its subject is looked for
_LIGHT = 6  # words that say what is talked about
_PAIR = 0.5  # less, for each pair of shared syllables that is one word
_RARE = 5  # statements in which a word may stand and still tell of one matter
_NEAR = 6
_NAMED = 25  # statements within which a value that is named is the one that was said
_ALIKE = 1.7  # shared words, weighed, of one event
_FEW, _MINUTES = 5, 20  # words of what says little; until when it follows
_JUST = 2  # statements before, of which a haggling speaks


class Targets:
    """Looks among the statements of one chat, up to that which is read."""

    def __init__(
        self, found: Sequence[Statement], threads: Sequence[int],
        by_message: Mapping[int, Sequence[int]], made: Changes,
    ) -> None:  # fmt: skip
        self._found, self._threads, self._made = found, threads, made
        self._by_message = by_message
        self._seen = Counter(word for s in found for word in s.words)

    def of(
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
        if self._answers_else(place, slot):
            return None
        for p in range(place - 1, max(-1, place - BACK), -1):
            score = self._kinship(place, p, slot, values, about, strong=strong, agreed=agreed)
            if score > best:
                best, at = score, p
        return None if at is None or best < 1.0 else self._behind(at, slot)

    def counted(self, place: int) -> list[str]:
        """The slots of what was counted or priced last before a number that is said alone."""
        own = self._found[place]
        for other in reversed(self._found[max(0, place - _NEAR) : place]):
            same = self._threads[other.place] == self._threads[own.place]
            slots = [
                v.slot for v in other.values
                if v.slot.startswith(("count", "sum", "day")) and re.search(r"\d", v.text)
            ]  # fmt: skip
            if slots and (same or own.place - other.place <= _JUST):
                return [slots[-1]]
        return []

    def _answers_else(self, place: int, slot: str) -> bool:
        """Whether a fragment answers a question just before that is of nothing said earlier."""
        own = self._found[place]
        if not is_fragment(own) or own.message.reply_to is not None:
            return False
        for other in reversed(self._found[max(0, place - _JUST) : place]):
            if other.message.sender_id == own.message.sender_id:
                continue
            if not (is_asked(other) or words.ASKING.search(other.low)):
                return False
            before = self._found[max(0, place - _NEAR) : place]
            held = [s for s in before if any(is_of(v, slot) for v in self._made.live(s))]
            return not any(is_of(v, slot) for v in other.values) and not any(
                s.words & other.words for s in held
            )
        return False

    def _same_event(self, place: int, values: Sequence[str]) -> int | None:
        """The same event of the same day told before with another hour: the later holds."""
        own = self._found[place]
        events = {found[0] for found in [words.EVENTS.search(own.low)] if found}
        for p in range(place - 1, max(-1, place - BACK), -1) if events and days(own) else ():
            other = self._found[p]
            if other.message.id == own.message.id or other.message.topic != own.message.topic:
                continue
            if not any(
                v.slot == "clock" and v.value not in values for v in self._made.live(self._found[p])
            ):
                continue
            alike = events & {found[0] for found in words.EVENTS.finditer(other.low)}
            shared = self._telling(own.words & other.words)
            if alike and shared >= _ALIKE and days(own) & self._days_now(p) and not is_open(other):
                return p
        return None

    def _days_now(self, p: int) -> set[str]:
        """The days of a statement, and those that took their place."""
        live = {v.value for v in self._made.live(self._found[p]) if v.slot.startswith("day")}
        by = {c.by for c in self._made.cuts.get(self._found[p].key, ()) if c.slot.startswith("day")}
        later = (self._found[q] for number in by for q in self._by_message.get(number, ()))
        return live.union(*(days(s) for s in later))

    def _behind(self, place: int, slot: str) -> int:
        """What a statement that only names a collision ("26/8 trùng lịch rồi") speaks of."""
        own = self._found[place]
        collides = words.COLLIDING.search(own.low) or words.BROKEN.search(own.low)
        if not collides or words.DECIDING.search(own.low) or MOVED_TO.search(own.low):
            return place
        named = [v for v in own.values if is_of(v, slot)]
        for p in range(place - 1, max(-1, place - _NEAR), -1):
            other = self._found[p]
            if any(_names(v, old) for v in other.values for old in named):
                return p
        return place

    def nearest(self, place: int, value: Value) -> int | None:
        """The latest statement before, of the same matter, that holds a value which the correction
        names."""
        own = self._found[place]
        for p in range(place - 1, max(-1, place - BACK), -1):
            other = self._found[p]
            held = any(is_same(v, value) for v in other.values)
            same = self._threads[other.place] == self._threads[own.place]
            near = same or place - p <= _NAMED or other.message.id == own.message.reply_to
            shared = own.words & self.subject(p) - frozenset(fold(value.text).split())
            alike = other.message.topic == own.message.topic and (near or shared)
            if alike and held:
                return p
        return None

    def _kinship(
        self, place: int, p: int, slot: str, values: Sequence[str], about: frozenset[str],
        *, strong: bool, agreed: bool,
    ) -> float:  # fmt: skip
        """How likely one speaks of what the other says."""
        own, other = self._found[place], self._found[p]
        if other.message.topic != own.message.topic or other.message.id == own.message.id:
            return 0.0
        suggested = is_asked(other) or words.SUGGESTING.search(other.low)
        if not differs(other, slot, values) or suggested:
            return 0.0
        same = self._is_near(place, p, agreed=agreed)
        if agreed and not same and not any(signs_of(own, slot)):
            return 0.0  # what was agreed to need not change anything
        if not strong and place - p > (8 if same else 4):
            return 0.0
        just = 0.0 if strong or place - p > _JUST else 0.3
        common = about & self.subject(p)
        shared = (
            (self._telling(common) if strong else len(common))
            - self._compounds(own, common)
            + slot.startswith("count")
        )
        score = 0.5 * shared + (0.6 if same else 0.0) - 0.002 * (place - p)
        if SHIFTED.search(own.low) and slot == "day":
            score += 0.4 if same else 0.2
        if is_fragment(own) and place - p <= _NEAR:
            score += 0.4 if same else 0.7 * (place - p <= _JUST)
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

    def _is_near(self, place: int, p: int, *, agreed: bool) -> bool:
        """Whether two statements are of one talk: by their words, or, where one says little by
        itself or was agreed to, because one follows the other."""
        own, other = self._found[place], self._found[p]
        if self._threads[own.place] == self._threads[other.place]:
            return True
        minutes = (own.message.sent - other.message.sent).total_seconds() / 60
        light = len(own.words) <= _FEW or agreed
        return light and own.place - other.place <= _NEAR and minutes <= _MINUTES

    def _telling(self, shared: frozenset[str]) -> float:
        """How much shared words say: little where the whole group uses them."""
        return sum(1.0 if self._seen[word] <= _RARE else 0.7 for word in shared)

    def _compounds(self, own: Statement, shared: frozenset[str]) -> float:
        """How much less pairs of syllables say: "hồ sơ" is one word; items of a list."""
        said = fold(own.text).split()
        pairs = {(a, b) for a, b in pairwise(said) if a in shared and b in shared}
        return (2 * _PAIR if own.item else _PAIR) * len(pairs)

    def subject(self, p: int) -> frozenset[str]:
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


def _names(value: Value, old: Value) -> bool:
    """Whether a place or time is the one that another names, perhaps in fewer words."""
    return is_same(value, old) or (
        value.slot == old.slot
        and value.slot.startswith("place")
        and set(old.value.split()) <= set(value.value.split())
    )
