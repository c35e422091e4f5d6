"""Whether a later value takes the place of an earlier one of its kind: "14h" and, later, "15h".

A pair is told by many weak signs - words in common, one talk, a reply, a sign of change, how near
the two stand and how near their amounts are - weighed by logistic regression (`train_chat_pairs`),
for people correct themselves without any word that says so ("15h nhé mọi người").
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from index.text import UPPER, fold
from retrieval import chat_words as words
from retrieval.chat_changed import LEAD_IN, clause_of, is_same, kind_of, of_one, of_others
from retrieval.chat_changing import (
    is_asked,
    is_fragment,
    is_in_the_way,
    is_open,
    moved_to,
    signs_of,
)
from retrieval.chat_patterns import lowered, pattern
from retrieval.chat_speech import is_question
from retrieval.chat_statements import Statement, content, is_ack
from retrieval.chat_values import Value

KINDS = ("clock", "day", "sum", "count", "place", "colour", "percent")
_BACK = 400  # statements before, among which what is replaced is looked for
_NEAR = 14  # messages within which two statements need no word in common
_LIGHT = 6  # words that say what is talked about


@dataclass(frozen=True, slots=True)
class Pair:
    """`new` in the statement at `place` against `old` in the one at `before`."""

    place: int
    new: Value
    before: int
    old: Value


FILE = "chat_pairs.json"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of the signs, and the probability from which a value is replaced: lower where a
    sign of change points to what holds it (`ruled`)."""

    weights: dict[str, float]
    least: float
    ruled: float

    def worth(self, signs: Mapping[str, float]) -> float:
        """How likely a pair is, in units of what is asked of it."""
        odds = sum(self.weights.get(name, 0.0) * amount for name, amount in signs.items())
        return 1 / (1 + math.exp(-odds)) / (self.ruled if signs["ruled"] else self.least)


@lru_cache(maxsize=1)
def shipped() -> Fitted:
    """The weights that come with the package."""
    text = resources.files("retrieval").joinpath(FILE).read_text("utf-8")
    return Fitted(**json.loads(text))


class Pairs:
    """The pairs of one chat's statements, and what speaks for each."""

    def __init__(self, found: Sequence[Statement], threads: Sequence[int]) -> None:
        self._found, self._threads = found, threads
        counts = Counter(word for s in found for word in s.words)
        self._rare = {w: math.log(1 + len(found) / n) for w, n in counts.items()}
        self._ids = {s.message.id: s for s in found}
        self._topics = [self._subject(p) for p in range(len(found))]

    def _subject(self, p: int) -> frozenset[str]:
        """What a statement is about: a short one also of what it replies to or follows."""
        own = self._found[p]
        if len(own.words) >= _LIGHT:
            return own.words
        replied = self._ids.get(own.message.reply_to or -1)
        if replied is not None:
            return own.words | replied.words
        before = (
            other.words for other in self._found[max(0, p - 4) : p]
            if self._threads[other.place] == self._threads[own.place]
        )  # fmt: skip
        return own.words.union(*before)

    def likeliest(
        self, place: int, new: Value, live: Callable[[Statement], Sequence[Value]],
        ruled: int | None, fitted: Fitted,
    ) -> Pair | None:  # fmt: skip
        """The pair by which `new` most likely replaces something, where that is likely enough;
        `ruled` is the statement that a sign of change points to."""
        best, found = 1.0, None
        for rank, pair in enumerate(self.of(place, new, live)):
            worth = fitted.worth(self.signs(pair, rank, ruled))
            if worth >= best:
                best, found = worth, pair
        return found

    def of(self, place: int, new: Value, live: Callable[[Statement], Sequence[Value]]) -> Iterator[Pair]:
        """What `new`, said at `place`, may replace: other values of its kind said before."""
        own = self._found[place]
        beside = [v for v in own.values if v.slot == new.slot]
        if signs_of(own, new.slot)[0] and new.slot != "count:/" and new not in moved_to(own, new.slot, beside):
            return
        for p in range(place - 1, max(-1, place - _BACK), -1):
            other = self._found[p]
            if other.message.topic != own.message.topic or other.message.id == own.message.id:
                continue
            if not self._related(place, p):
                continue
            for old in live(other):
                if _kind(old) == _kind(new) and not is_same(old, new) and _comparable(old, new):
                    yield Pair(place, new, p, old)

    def _related(self, place: int, p: int) -> bool:
        own, other = self._found[place], self._found[p]
        return (
            own.place - other.place <= _NEAR
            or self._threads[own.place] == self._threads[other.place]
            or own.message.reply_to == other.message.id
            or bool(self._topics[place] & self._topics[p])
        )

    def signs(self, pair: Pair, rank: int, ruled: int | None) -> dict[str, float]:
        """What speaks for and against a pair; `rank` counts the nearer candidates."""
        own, other = self._found[pair.place], self._found[pair.before]
        strong, weak = _signs(own, pair.new.slot)
        kind = _kind(pair.new)
        gap = own.place - other.place
        minutes = max(0.0, (own.message.sent - other.message.sent).total_seconds() / 60)
        noise = frozenset(fold(f"{pair.new.text} {pair.old.text}").split())
        mine, theirs = own.words - noise, other.words - noise
        shared = self._weight(mine & theirs)
        about = content(clause_of(own, pair.new)) - noise
        said = content(clause_of(other, pair.old)) - noise
        topic = self._weight((self._topics[pair.place] & self._topics[pair.before]) - noise)
        held = [v for v in other.values if _kind(v) == kind]
        telling = [v for v in own.values if _kind(v) == kind]
        telling_new = [v for v in own.values if v.slot == pair.new.slot]
        replied = own.message.reply_to == other.message.id
        root = self._ids.get(own.message.reply_to or -1)
        cousin = root is not None and root.message.reply_to == other.message.id
        same = self._threads[own.place] == self._threads[other.place]
        quiet = float(not strong and not weak)
        overlap = min(1.0, shared / (self._weight(mine) + 3))
        covers = min(1.0, shared / (self._weight(theirs) + 3))
        near, clause = math.exp(-gap / 5), min(self._weight(about & said), 8) / 4
        alike = _close(pair.new, pair.old, kind)
        bare, sender = float(len(mine) <= 2), float(own.message.sender_id == other.message.sender_id)
        event = float(bool(_events(own.low) & _events(other.low)))
        unit = float(kind in ("count", "place") and pair.new.slot == pair.old.slot)
        related = max(float(same), float(replied), overlap)
        return {
            "one": 1.0,
            "ruled": float(ruled == pair.before),
            "ruled else": float(ruled is not None and ruled != pair.before),
            "ruled alike": float(ruled == pair.before) * alike,
            "ruled clause": float(ruled == pair.before) * clause,
            "asking": float(is_question(own)),
            "quiet long": quiet * float(len(own.words) > 10),
            f"kind:{kind}": 1.0,
            "strong": float(strong),
            "weak": float(weak),
            "strong overlap": float(strong) * overlap,
            "strong covers": float(strong) * covers,
            "strong alike": float(strong) * alike,
            "strong clause": float(strong) * clause,
            "strong related": float(strong) * related,
            "quiet overlap": quiet * overlap,
            "quiet covers": quiet * covers,
            "quiet clause": quiet * clause,
            "quiet alike": quiet * alike,
            "quiet sender": quiet * sender,
            "quiet related": quiet * related,
            "quiet bare near": quiet * bare * near,
            "quiet unit": quiet * unit,
            "alike related": alike * related,
            "alike near": alike * near,
            "alike sender": alike * sender,
            "alike event": alike * event,
            "alike clause": alike * clause,
            "bare near": bare * near,
            "bare near alike": bare * near * alike,
            "near": near,
            "replied": float(replied),
            "cousin": float(cousin),
            "elsewhere": float(own.message.reply_to is not None and not replied and not cousin),
            "same": float(same),
            "gap": math.log1p(gap),
            "hours": math.log1p(minutes / 60),
            "overlap": overlap,
            "covers": covers,
            "topic": min(topic, 10) / 4,
            "clause": clause,
            "apart": float(bool(about) and bool(said) and not about & said),
            "sender": sender,
            "asked": float(is_asked(other) or bool(words.ASKING.search(other.low))),
            "item": float(own.item),
            "old item": float(other.item),
            "several": float(len(held) > 1),
            "news": float(len(telling) > 1),
            "rank": math.log1p(rank),
            "one of a kind": float(of_one(clause_of(other, pair.old), clause_of(own, pair.new))),
            "at": float(kind == "place" and bool(_AT.search(own.message.text[max(0, pair.new.start - 14) : pair.new.start].lower()))),
            "vague": float(kind == "day" and not re.search(r"\d", pair.new.text)),
            "old vague": float(kind == "day" and not re.search(r"\d", pair.old.text)),
            "quiet telling": quiet * float(len(own.words) > 6) * (1 - min(1.0, overlap * 2)),
            "turned": float(self._is_turned(pair)),
            "repeated": float(self._is_repeated(pair)),
            "request": float(bool(words.REQUESTING.search(own.low))),
            "bound apart": float(pair.new.slot == "day:limit") * (1 - min(1.0, overlap * 2)),
            "clause bare near": float(len(about) <= 1) * near * alike,
            "unmoved": float(strong and pair.new not in moved_to(own, pair.new.slot, telling_new)),
            "beside": float(any(is_same(v, pair.old) for v in own.values)),
            "beside quiet": quiet * float(any(is_same(v, pair.old) for v in own.values)),
            "known": float(any(is_same(v, pair.new) for v in other.values)),
            "said before": float(self._is_known(pair)),
            "others": float(of_others(clause_of(other, pair.old), clause_of(own, pair.new))),
            "mine": float(bool(_MYSELF.search(own.low))),
            "so": float(bool(words.SO.match(LEAD_IN.sub("", own.low)))),
            "event": event,
            "bound": float(pair.new.slot == pair.old.slot == "day:limit"),
            "unbound": float((pair.new.slot == "day:limit") != (pair.old.slot == "day:limit")),
            "unit": unit,
            "day": _of_day(own, other, kind),
            "alike": alike,
            "noted": min(3, self._noted(own)) / 3,
            "trouble": float(self._trouble(pair)),
            "long": float(len(own.words) > 14),
            "old long": float(len(other.words) > 14),
        }  # fmt: skip

    def _weight(self, said: frozenset[str]) -> float:
        return sum(self._rare.get(word, 1.0) for word in said)

    def _is_known(self, pair: Pair) -> bool:
        """Whether the new value had been said in that talk before the old one was."""
        own = self._found[pair.place]
        return any(
            any(is_same(v, pair.new) for v in s.values)
            and (self._threads[s.place] == self._threads[own.place] or bool(s.words & own.words))
            for s in self._found[max(0, pair.before - _BACK) : pair.before]
        )

    def _is_turned(self, pair: Pair) -> bool:
        """Whether the old value is named beside the new one, in another clause: "15h nhé, 14h tôi
        bận"."""
        own = self._found[pair.place]
        clause = clause_of(own, pair.new)
        return any(
            is_same(v, pair.old) and clause_of(own, v) != clause and not is_said_to_stay(own, v)
            for v in own.values
        )

    def _is_repeated(self, pair: Pair) -> bool:
        """Whether the new value was told after the old one already: it is only confirmed."""
        own = self._found[pair.place]
        return any(
            any(is_same(v, pair.new) for v in s.values) and not is_open(s)
            and (self._threads[s.place] == self._threads[own.place] or len(s.words & own.words) > 1)
            for s in self._found[pair.before + 1 : pair.place]
            if s.message.id != own.message.id
        )

    def _noted(self, own: Statement) -> int:
        """How many take note of it at once."""
        i = own.place
        after = [s for s in self._around(i + 1, i + 5) if s.message.sender_id != own.message.sender_id]
        return sum(is_ack(s.message) for s in after)

    def _around(self, start: int, end: int) -> list[Statement]:
        return [s for s in self._by_place().get(start, ())] if start == end else [
            s for i in range(start, end) for s in self._by_place().get(i, ())
        ]

    def _by_place(self) -> dict[int, list[Statement]]:
        made: dict[int, list[Statement]] | None = getattr(self, "_placed", None)
        if made is None:
            made = {}
            for s in self._found:
                made.setdefault(s.place, []).append(s)
            self._placed = made
        return made

    def _trouble(self, pair: Pair) -> bool:
        """Whether something between the two speaks against the old: it cannot be, or is asked."""
        own, other = self._found[pair.place], self._found[pair.before]
        number = self._threads[own.place]
        for s in self._found[max(pair.before + 1, pair.place - 8) : pair.place]:
            if s.message.id in (own.message.id, other.message.id):
                continue
            near = self._threads[s.place] == number or own.place - s.place <= 3
            if near and (
                words.BROKEN.search(s.low) or words.BLOCKED.search(s.low) or _UNFIT.search(s.low)
                or any(is_same(v, pair.old) for v in s.values)
            ):
                return True
        return False


def is_said_to_stay(own: Statement, value: Value) -> bool:
    return bool(words.KEPT.search(lowered(clause_of(own, value))))


_UNFIT = pattern("không kịp|sớm quá|trễ quá|muộn quá|không được|chật|xa quá|thiếu|hay|được không")
_AT = re.compile(r"(?<!\w)(?:tại|ở|sang|qua|lên|xuống|về|đến|tới|học|họp|dùng|tai|o|len|ve|den)\s+$")
_MYSELF = pattern(
    r"(?:em|e|tôi|mình|tớ|tui|con|cháu|t)(?: (?:sẽ|xin|lại|cũng))? (?!nhé|nha|ạ|ơi)\w+"
)


def _kind(value: Value) -> str:
    kind = kind_of(value.slot).partition(":")[0]
    return "count" if kind == "number" else kind


def _comparable(old: Value, new: Value) -> bool:
    """Counts only of one thing, or where a number stands alone."""
    if _kind(new) == "place" and old.value.split()[0] == new.value.split()[0]:
        return bool(_NAME.search(new.text))  # "hội trường" is that which was named
    if _kind(new) != "count":
        return _kind(new) in KINDS
    if "count:/" in (old.slot, new.slot):
        return old.slot == new.slot
    free = ("number", "count:any")
    return old.slot == new.slot or old.slot in free or new.slot in free


_NAME = re.compile(rf"\d|\s[{UPPER}]")


@lru_cache(maxsize=1 << 12)
def _events(low: str) -> frozenset[str]:
    return frozenset(found[0] for found in words.EVENTS.finditer(low))


def _signs(own: Statement, slot: str) -> tuple[bool, bool]:
    strong, weak = signs_of(own, slot)
    return strong, weak and not strong


def _days(statement: Statement) -> set[str]:
    return {v.value for v in statement.values if v.slot.startswith("day")}


def _of_day(own: Statement, other: Statement, kind: str) -> float:
    """1 where both name one day, -1 where they name different ones, of hours."""
    a, b = _days(own), _days(other)
    return (1.0 if a & b else -1.0) if kind != "day" and a and b else 0.0


def _close(new: Value, old: Value, kind: str) -> float:
    """How near two values are, in [0, 1]: what is corrected is seldom far from what it was."""
    if kind == "clock":
        a, b = (int(v.value[:2]) * 60 + int(v.value[3:5]) for v in (new, old))
        return math.exp(-abs(a - b) / 120)
    if kind == "day":
        days = abs((date.fromisoformat(new.value) - date.fromisoformat(old.value)).days)
        return math.exp(-days / 4)
    one, two = (re.search(r"\d[\d.,]*", v.value) for v in (new, old))
    if kind in ("sum", "count", "percent") and one and two:
        x, y = (float(re.sub(r"\D", "", m[0]) or 0) for m in (one, two))
        return min(x, y) / max(x, y) if max(x, y) else 0.0
    if kind == "place":
        a1, b1 = set(new.value.split()), set(old.value.split())
        return len(a1 & b1) / max(1, len(a1 | b1))
    return 0.0
