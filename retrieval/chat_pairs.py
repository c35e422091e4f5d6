"""Whether a later value takes the place of an earlier one of its kind: "14h" and, later, "15h".

People correct themselves without a word that says so ("15h nhé mọi người"), so a pair is told by
many weak signs (`chat_pair_signs`), weighed by logistic regression (`train_chat_pairs`).
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice

from index.text import UPPER
from retrieval.chat_alike import figure, kind_of_value
from retrieval.chat_changed import is_same
from retrieval.chat_pair_context import BACK, Context, Pair
from retrieval.chat_pair_signs import signs
from retrieval.chat_patterns import pattern
from retrieval.chat_statements import Statement
from retrieval.chat_values import Value

FILE = "chat_pairs.json"
_KINDS = ("clock", "day", "sum", "count", "place", "colour", "percent", "reference", "no")
_MUCH_LESS = 0.2  # of a figure: a number so much smaller is of something else
_NEAR = 14  # messages within which two statements need no word in common
_LOOSE = pattern("(?:trong|cuối|giữa|đầu|hết) (?:tuần|tháng|quý|năm)")
_MOST = 40  # values that one is held against: 31 in our busiest chat; a flood has thousands
_NAME = re.compile(rf"\d|\s[{UPPER}]")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of the signs, and the probability from which a value is replaced: lower where a
    word of change points to what holds it (`ruled`), and `eased` by a factor for kinds of which an
    old value shown does more harm than a good one left out."""

    weights: dict[str, float]
    least: float
    ruled: float
    eased: dict[str, float]

    def worth(self, kind: str, told: Mapping[str, float]) -> float:
        """How likely a pair of values of a kind is with these signs, in units of what is asked."""
        odds = sum(self.weights.get(name, 0.0) * amount for name, amount in told.items())
        asked = (self.ruled if told["ruled"] else self.least) * self.eased.get(kind, 1.0)
        return 1 / (1 + math.exp(-odds)) / asked


@lru_cache(maxsize=1)
def shipped() -> Fitted:
    """The weights that come with the package."""
    text = resources.files("retrieval").joinpath(FILE).read_text("utf-8")
    return Fitted(**json.loads(text))


class Pairs:
    """The pairs of one chat's statements."""

    def __init__(self, found: Sequence[Statement], threads: Sequence[int]) -> None:
        self._found = found
        self._context = Context(found, threads)

    def likeliest(
        self, place: int, new: Value, live: Callable[[Statement], Sequence[Value]],
        ruled: int | None, fitted: Fitted,
    ) -> Pair | None:  # fmt: skip
        """The pair by which `new` most likely replaces something, where that is likely enough;
        `ruled` is the statement that a word of change points to."""
        best, found = 1.0, None
        for pair, told in self.weighed(place, new, live, ruled):
            worth = fitted.worth(kind_of_value(new), told)
            if worth >= best:
                best, found = worth, pair
        return found

    def weighed(
        self, place: int, new: Value, live: Callable[[Statement], Sequence[Value]],
        ruled: int | None,
    ) -> Iterator[tuple[Pair, dict[str, float]]]:  # fmt: skip
        """What `new`, said at `place`, may replace, the nearest first, with the signs."""
        for rank, pair in enumerate(islice(self._of(place, new, live), _MOST)):
            yield pair, signs(self._context, pair, rank, ruled)

    def _of(
        self, place: int, new: Value, live: Callable[[Statement], Sequence[Value]]
    ) -> Iterator[Pair]:
        for p in range(place - 1, max(-1, place - BACK), -1):
            if not self._found[p].values or not self._related(place, p):
                continue
            held = live(self._found[p])
            if any(v.slot == new.slot and v.value == new.value for v in held):
                continue  # both hold of it
            yield from (Pair(place, new, p, old) for old in held if _comparable(old, new))

    def _related(self, place: int, p: int) -> bool:
        own, other, topics = self._found[place], self._found[p], self._context.topics
        if other.message.topic != own.message.topic or other.message.id == own.message.id:
            return False
        return (
            own.place - other.place <= _NEAR
            or self._context.talk(place) == self._context.talk(p)
            or own.message.reply_to == other.message.id
            or bool(topics[place] & topics[p])
        )


def _comparable(old: Value, new: Value) -> bool:
    """Whether two values differ in one kind of thing: counts only of one thing, or where a number
    stands alone."""
    kind = kind_of_value(new)
    if new.slot == "number" and old.slot.startswith(("sum", "day")):
        said, was = float(new.value), max(1.0, figure(old))
        return said != was and _MUCH_LESS < said / was < 1 / _MUCH_LESS  # "243" is "243.000đ"
    if kind != kind_of_value(old) or kind not in _KINDS or is_same(old, new):
        return False
    if kind == "day" and _LOOSE.search(new.text.lower()) and not _LOOSE.search(old.text.lower()):
        return False  # "xem trong tuần này" moves no day
    if kind == "place" and old.value.split()[0] == new.value.split()[0]:
        return bool(_NAME.search(new.text))  # "hội trường" is that which was named
    if kind in ("reference", "no"):
        return old.slot == new.slot
    if kind != "count":
        return True
    if "count:/" in (old.slot, new.slot):
        return old.slot == new.slot
    free = ("number", "count:any")
    return old.slot == new.slot or old.slot in free or new.slot in free
