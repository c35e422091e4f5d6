"""A pair of values of a chat, and what is asked of the chat as a whole to judge it."""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.chat_changed import is_same, kind_of
from retrieval.chat_compounds import Compounds
from retrieval.chat_statements import Statement, is_ack
from retrieval.chat_values import Value

BACK = 400  # statements before, among which what is replaced is looked for
_LIGHT = 6  # words that say what is talked about


@dataclass(frozen=True, slots=True)
class Pair:
    """`new` in the statement at `place` against `old` in the one at `before`."""

    place: int
    new: Value
    before: int
    old: Value


class Context:
    """One chat's statements: their talks, how rare their words are, what each is about."""

    def __init__(self, found: Sequence[Statement], threads: Sequence[int]) -> None:
        self.found, self._threads = found, threads
        counts = Counter(word for s in found for word in s.words)
        self._rare = {w: math.log(1 + len(found) / n) for w, n in counts.items()}
        self.compounds = Compounds(s.text for s in found)
        self.by_id = {s.message.id: s for s in found}
        self._by_place: dict[int, list[Statement]] = defaultdict(list)
        for statement in found:
            self._by_place[statement.place].append(statement)
        self.topics = [self._topic(p) for p in range(len(found))]
        self._noted: dict[int, int] = {}
        self._holding: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, statement in enumerate(found):
            for key in {_key(value) for value in statement.values}:
                self._holding[key].append(place)

    def holding(self, value: Value, places: range) -> Iterator[Statement]:
        """The statements at `places` in which a value is named."""
        held = self._holding[_key(value)]
        for p in held[bisect_left(held, places.start) : bisect_left(held, places.stop)]:
            statement = self.found[p]
            if any(is_same(v, value) for v in statement.values):
                yield statement

    def talk(self, p: int) -> int:
        return self.talk_of(self.found[p])

    def talk_of(self, statement: Statement) -> int:
        return self._threads[statement.place]

    def weight(self, said: frozenset[str]) -> float:
        """How much words tell of what is meant: the rarer, the more."""
        return sum(self._rare.get(word, 1.0) for word in said)

    def noted(self, p: int) -> int:
        """How many others take note of a statement at once."""
        if p not in self._noted:
            self._noted[p] = self._notes(p)
        return self._noted[p]

    def _notes(self, p: int) -> int:
        own = self.found[p].message
        after = (s for i in range(1, 5) for s in self._by_place.get(self.found[p].place + i, ()))
        return sum(s.message.sender_id != own.sender_id and is_ack(s.message) for s in after)

    def _topic(self, p: int) -> frozenset[str]:
        """What a statement is about: a short one also of what it replies to or follows."""
        own = self.found[p]
        if len(own.words) >= _LIGHT:
            return own.words
        replied = self.by_id.get(own.message.reply_to or -1)
        if replied is not None:
            return own.words | replied.words
        before = range(max(0, p - 4), p)
        return own.words.union(
            *(self.found[q].words for q in before if self.talk(q) == self.talk(p))
        )


def _key(value: Value) -> tuple[str, str]:
    """What values that are the same have in common."""
    said = " ".join(value.value.split()[:2]) if value.slot.startswith("place") else value.value
    return kind_of(value.slot), said
