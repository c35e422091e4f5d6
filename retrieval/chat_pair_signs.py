"""What speaks for and against one value of a chat taking the place of another, as numbers.

Each sign is in about [-1, 3]; products tell where one matters only with another ("quiet ...": no
word of change is said).
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_alike import alike, is_like, kind_of_pair
from retrieval.chat_changed import LEAD_IN, clause_of, is_same, of_one, of_others
from retrieval.chat_changing import MYSELF, is_asked, is_open, moved_to, signs_of
from retrieval.chat_pair_context import BACK, Context, Pair
from retrieval.chat_patterns import lowered, pattern
from retrieval.chat_roles import roles
from retrieval.chat_speech import is_question
from retrieval.chat_statements import Statement, content
from retrieval.chat_values import Value

_LIGHT = 6  # words that say what is talked about
_LONG = 14  # words of a statement that speaks for itself
_JUST = 40  # characters before a value that say of what it is
_MEANWHILE = 8  # statements between two, in which the old value may be spoken against


def signs(context: Context, pair: Pair, rank: int, ruled: int | None) -> dict[str, float]:
    """The signs of a pair by name, those that are 0 perhaps left out. `rank` counts the nearer
    candidates, `ruled` is the statement that a word of change points to."""
    reading = _Reading(context, pair)
    found = {
        "one": 1.0,
        f"kind:{kind_of_pair(pair.new, pair.old)}": 1.0,
        "alone": float(pair.new.slot == "number"),
        "rank": math.log1p(rank),
        "ruled": float(ruled == pair.before),
        "ruled else": float(ruled is not None and ruled != pair.before),
        "ruled alike": float(ruled == pair.before) * reading.alike,
        "ruled clause": float(ruled == pair.before) * reading.clause,
        "ruled gap": float(ruled == pair.before) * reading.gap,
    }
    return (
        found
        | reading.of_words()
        | reading.of_compounds()
        | reading.of_places()
        | reading.of_values()
        | reading.of_speech()
    )


class _Reading:
    """Two statements side by side."""

    def __init__(self, context: Context, pair: Pair) -> None:
        self._context, self._pair = context, pair
        own, other = context.found[pair.place], context.found[pair.before]
        self._own, self._other = own, other
        self._kind = kind_of_pair(pair.new, pair.old)
        strong, weak = signs_of(own, pair.new.slot)
        self._unmeant = strong and not _is_meant(own, pair.new)
        strong = strong and not self._unmeant
        self._strong, self._weak = float(strong), float(weak and not strong)
        self._quiet = float(not strong and not weak)
        noise = frozenset(fold(f"{pair.new.text} {pair.old.text}").split())
        self._mine, theirs = own.words - noise, other.words - noise
        shared = context.weight(self._mine & theirs)
        self._overlap = min(1.0, shared / (context.weight(self._mine) + 3))
        self._covers = min(1.0, shared / (context.weight(theirs) + 3))
        topic = context.topics[pair.place] & context.topics[pair.before]
        self._topic = min(context.weight(topic - noise), 10) / 4
        self._clauses = clause_of(own, pair.new), clause_of(other, pair.old)
        self._about, self._said = (content(clause) - noise for clause in self._clauses)
        self._sentences = _sentence_of(own, pair.new), _sentence_of(other, pair.old)
        self._sentence = self._of_sentences(noise)
        self.clause = min(context.weight(self._about & self._said), 8) / 4
        self.alike = alike(pair.new, pair.old, self._kind)
        self.gap = math.log1p(own.place - other.place)
        self._near = math.exp(-(own.place - other.place) / 5)
        self._same = float(context.talk(pair.place) == context.talk(pair.before))
        self._sender = float(own.message.sender_id == other.message.sender_id)

    def _of_sentences(self, noise: frozenset[str]) -> float:
        """How much of what the two sentences of the values say is said in both, in [0, 1]."""
        one, two = (content(sentence) - noise for sentence in self._sentences)
        weigh = self._context.weight
        return weigh(one & two) / (min(weigh(one), weigh(two)) + 3)

    def of_words(self) -> dict[str, float]:
        """How much the two, and the clauses of the values, speak of one thing."""
        event = float(bool(_events(self._own.low) & _events(self._other.low)))
        return {
            "overlap": self._overlap,
            "covers": self._covers,
            "topic": self._topic,
            "clause": self.clause,
            "apart": float(bool(self._about and self._said) and not self._about & self._said),
            "event": event,
            "alike event": self.alike * event,
            "others": float(of_others(*reversed(self._clauses))),
            "one of a kind": float(of_one(*reversed(self._clauses))),
            "strong overlap": self._strong * self._overlap,
            "strong clause": self._strong * self.clause,
            "sentence": self._sentence,
            "quiet sentence": self._quiet * self._sentence,
            "alike sentence": self.alike * self._sentence,
            "quiet overlap": self._quiet * self._overlap,
            "quiet covers": self._quiet * self._covers,
            "quiet clause": self._quiet * self.clause,
            "long": float(len(self._own.words) > _LONG),
            "old long": float(len(self._other.words) > _LONG),
            "quiet long": self._quiet * float(len(self._own.words) > 10),
            "quiet telling": self._quiet
            * float(len(self._own.words) > _LIGHT)
            * (1 - min(1.0, 2 * self._overlap)),
        }

    def of_compounds(self) -> dict[str, float]:
        """The same by words of two syllables: of the sentences, the clauses, just before both."""
        new, old, own, other = self._pair.new, self._pair.old, self._own, self._other
        weigh = self._context.compounds.weight
        said = min(weigh(*self._sentences), 16) / 6
        return {
            "compounds": said,
            "quiet compounds": self._quiet * said,
            "strong compounds": self._strong * said,
            "clause compounds": min(weigh(*self._clauses), 12) / 6,
            "near compounds": min(weigh(_before(own, new), _before(other, old)), 12) / 6,
        }

    def of_places(self) -> dict[str, float]:
        """How near the two stand, in messages, hours, replies and talks."""
        own, other = self._own.message, self._other.message
        replied = own.reply_to == other.id
        root = self._context.by_id.get(own.reply_to or -1)
        cousin = root is not None and root.message.reply_to == other.id
        hours = max(0.0, (own.sent - other.sent).total_seconds() / 3600)
        bare = float(len(self._mine) <= 2)
        related = max(self._same, float(replied), self._overlap)
        return {
            "same": self._same,
            "near": self._near,
            "gap": self.gap,
            "strong gap": self._strong * self.gap,
            "hours": math.log1p(hours),
            "replied": float(replied),
            "cousin": float(cousin),
            "elsewhere": float(own.reply_to is not None and not replied and not cousin),
            "sender": self._sender,
            "quiet sender": self._quiet * self._sender,
            "alike sender": self.alike * self._sender,
            "alike related": self.alike * related,
            "quiet related": self._quiet * related,
            "strong related": self._strong * related,
            "alike near": self.alike * self._near,
            "bare near": bare * self._near,
            "bare near alike": bare * self._near * self.alike,
            "quiet bare near": self._quiet * bare * self._near,
            "clause bare near": float(len(self._about) <= 1) * self._near * self.alike,
        }

    def of_values(self) -> dict[str, float]:
        """What the two values are, and what stands beside them."""
        new, old, own, other = self._pair.new, self._pair.old, self._own, self._other
        first, last = self._pair.before, self._pair.place
        limits = (new.slot == "day:limit") + (old.slot == "day:limit")
        beside = float(any(is_same(v, old) for v in own.values))
        kept = [v for v in other.values if is_like(v, old)]
        told = [v for v in own.values if is_like(v, new)]
        unit = float(self._kind in ("count", "place") and new.slot == old.slot)
        before = own.message.text[max(0, new.start - 14) : new.start].lower()
        role = self._role()
        return {
            "alike": self.alike,
            "strong alike": self._strong * self.alike,
            "quiet alike": self._quiet * self.alike,
            "alike clause": self.alike * self.clause,
            "several": float(len(kept) > 1),
            "news": float(len(told) > 1),
            "unit": unit,
            "quiet unit": self._quiet * unit,
            "bound": float(limits == 2),
            "extended": float(bool(limits) and bool(_EXTENDED.search(own.low))),
            "unbound": float(limits == 1),
            "bound apart": float(new.slot == "day:limit") * (1 - min(1.0, 2 * self._overlap)),
            "quiet bound apart": self._quiet
            * float(new.slot == "day:limit")
            * (1 - min(1.0, 2 * self._sentence)),
            "day": _of_day(own, other, self._kind),
            "day bare": _of_day(own, other, self._kind) * float(len(self._mine) <= 1),
            "vague": float(self._kind == "day" and not _DIGIT.search(new.text)),
            "old vague": float(self._kind == "day" and not _DIGIT.search(old.text)),
            "at": float(self._kind == "place" and bool(_AT.search(before))),
            "beside": beside,
            "beside quiet": self._quiet * beside,
            "turned": float(any(self._is_turned(v) for v in own.values)),
            "said before": float(self._is_said(range(max(0, first - BACK), first))),
            "repeated": float(self._is_said(range(first + 1, last), told=True)),
            "coexist": float(self._coexist()),
            "role": role,
            "quiet role": self._quiet * role,
        }  # fmt: skip

    def of_speech(self) -> dict[str, float]:
        """What is done by saying it."""
        own, other = self._own, self._other
        return {
            "strong": self._strong,
            "unmeant": float(self._unmeant),
            "weak": self._weak,
            "item": float(own.item),
            "old item": float(other.item),
            "asking": float(is_question(own)),
            "asked": float(is_asked(other) or bool(words.ASKING.search(other.low))),
            "request": float(bool(words.REQUESTING.search(own.low))),
            "mine": float(bool(MYSELF.search(own.low))),
            "so": float(bool(words.SO.match(LEAD_IN.sub("", own.low)))),
            "noted": min(3, self._context.noted(self._pair.place)) / 3,
            "trouble": float(any(map(self._is_against, self._meanwhile()))),
        }

    def _is_turned(self, value: Value) -> bool:
        """Whether the old value is named beside the new one, in another clause, and does not stay:
        "15h nhé, 14h tôi bận"."""
        clause = clause_of(self._own, value)
        return (
            is_same(value, self._pair.old)
            and clause != self._clauses[0]
            and not words.KEPT.search(lowered(clause))
        )

    def _is_said(self, places: range, *, told: bool = False) -> bool:
        """Whether the new value was said in that talk at one of `places`; `told`, not proposed."""
        number, about = self._context.talk(self._pair.place), self._own.words
        for s in self._context.holding(self._pair.new, places):
            near = self._context.talk_of(s) == number or len(s.words & about) > told
            if near and s.message.id != self._own.message.id and not (told and is_open(s)):
                return True
        return False

    def _role(self) -> float:
        """1 where both clauses tell of one thing done at the time, -1 where of different ones."""
        a, b = (roles(lowered(clause)) for clause in self._clauses)
        a = a or roles(lowered(self._sentences[0]))
        b = b or roles(lowered(self._sentences[1]))
        return (1.0 if a & b else -1.0) if a and b else 0.0

    def _coexist(self) -> bool:
        """Whether one earlier statement names both: they are of two things."""
        new = self._pair.new
        return any(
            s is not self._own and any(is_same(v, new) for v in s.values)
            for s in self._context.holding(self._pair.old, range(self._pair.place))
        )

    def _meanwhile(self) -> Iterator[Statement]:
        """What was said between the two, near the later or in its talk."""
        number = self._context.talk(self._pair.place)
        for p in range(max(self._pair.before + 1, self._pair.place - _MEANWHILE), self._pair.place):
            s = self._context.found[p]
            if self._context.talk(p) == number or self._own.place - s.place <= 3:
                yield s

    def _is_against(self, statement: Statement) -> bool:
        """Whether it says that the old value cannot be, or only names it again."""
        if statement.message.id in (self._own.message.id, self._other.message.id):
            return False
        return _is_hindrance(statement.low) or any(
            is_same(v, self._pair.old) for v in statement.values
        )


def _is_meant(own: Statement, new: Value) -> bool:
    """Whether it is this value, of several, that a word of change speaks of."""
    beside = [v for v in own.values if v.slot == new.slot]
    return new.slot == "count:/" or new in moved_to(own, new.slot, beside)


_EXTENDED = pattern("gia hạn|(?:lùi|dời|thêm|hạn)(?: \\w+)? (?:hạn|mới)|kéo dài")
_DIGIT = re.compile(r"\d")
_UNFIT = pattern("không kịp|sớm quá|trễ quá|muộn quá|không được|chật|xa quá|thiếu|hay|được không")
_AT = re.compile(
    r"(?<!\w)(?:tại|ở|sang|qua|lên|xuống|về|đến|tới|học|họp|dùng|tai|o|len|ve|den)\s+$"
)


def _before(statement: Statement, value: Value) -> str:
    text = statement.message.text
    return text[max(statement.start, value.start - _JUST) : value.start]


def _sentence_of(statement: Statement, value: Value) -> str:
    spans = (span for span in statement.sentences if span[0] <= value.start < span[1])
    return statement.message.text[slice(*next(spans, (statement.start, statement.end)))]


@lru_cache(maxsize=1 << 12)
def _is_hindrance(low: str) -> bool:
    return any(cue.search(low) for cue in (words.BROKEN, words.BLOCKED, _UNFIT))


@lru_cache(maxsize=1 << 12)
def _events(low: str) -> frozenset[str]:
    return frozenset(found[0] for found in words.EVENTS.finditer(low))


def _days(statement: Statement) -> set[str]:
    return {v.value for v in statement.values if v.slot.startswith("day")}


def _of_day(own: Statement, other: Statement, kind: str) -> float:
    """1 where both name one day, -1 where they name different ones."""
    a, b = _days(own), _days(other)
    return (1.0 if a & b else -1.0) if kind != "day" and a and b else 0.0
