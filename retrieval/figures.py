"""Numbers and dates as they stand in a text: what they count, and what is said to be so many.

Pure. A text comes as pieces; `grounding` cuts it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from retrieval.grounded_words import BOUNDING, DIGITS, FURTHER, JOINING, LABELS, UNITS

Piece = tuple[str, str]  # kind ("date", "ref", "number", "word" or "stop") and value

_BOUND_WITHIN = 3  # words before a figure in which "tối thiểu" still belongs to it
_NEAR = 2  # telling words beside a figure that say of what it is
_FAR = 15  # pieces of the source among which they may stand
_DATE = ("date",)  # counts as a unit
_SIGN = "/"  # only of document numbers: "12-NQ/TU ngày 18/3/2026" needs no other words


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date: what it counts, the side it bounds, the words next to it, and the
    telling words before and after it, up to the next figure of its kind."""

    value: str
    unit: tuple[str, ...]
    bound: frozenset[str]
    beside: tuple[str, str]
    lead: tuple[str, ...]
    tail: tuple[str, ...]

    def stands_as(self, other: "Figure") -> bool:
        """Whether both say the same of the same: "xã A 60 m2" is not "xã A 40 m2, xã B 60 m2".
        A number that counts nothing known also needs the same word next to it: "Điều 12" is
        not "12 xã"."""
        if (self.value, self.unit, self.bound) != (other.value, other.unit, other.bound):
            return False
        before = self.beside[0]
        if before == other.beside[0] and (before in LABELS or _SIGN in before):
            return True
        lead, tail = _near(self.lead[::-1]), _near(self.tail)
        if not set(lead) <= set(other.lead):
            return False
        if len(lead) < _NEAR and not set(tail) <= set(other.tail):
            return False
        return bool(self.unit) or _beside(self.beside, other.beside)


def _near(words: Iterable[str]) -> list[str]:
    """The nearest telling words, up to the end of the clause."""
    return list(islice(takewhile(bool, words), _NEAR))


def _beside(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a word on one side is the same, or there is none on either."""
    return one == other or any(a == b != "" for a, b in zip(one, other, strict=True))


def figures(pieces: Sequence[Piece]) -> Iterator[Figure]:
    """The dates, numbers and numbers in words of a text, in order."""
    spans = list(_spans(pieces))
    units = [_unit(pieces, *span) for span in spans]
    for (start, end), unit in zip(spans, units, strict=True):
        alike = [span for span, other in zip(spans, units, strict=True) if other == unit]
        since = max((e for _, e in alike if e <= start), default=0)
        until = min((s for s, _ in alike if s >= end), default=len(pieces))
        nearby = _while(reversed(pieces[max(0, start - _BOUND_WITHIN) : start]), lambda _: True)
        yield Figure(
            " ".join(value for _, value in pieces[start:end]),
            unit,
            frozenset(word for word in nearby if word in BOUNDING),
            (_word(pieces, start - 1), _word(pieces, end)),
            _telling(pieces[max(since, start - _FAR) : start]),
            _telling(pieces[end : min(until, end + _FAR)]),
        )


def _spans(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(pieces):
        end = _figure_end(pieces, at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _unit(pieces: Sequence[Piece], start: int, end: int) -> tuple[str, ...]:
    if pieces[start][0] == "date":
        return _DATE
    return tuple(_while(pieces[end:], lambda word: word in UNITS))


def _telling(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """ "" stands for the end of a clause and for another figure."""
    plain = JOINING | BOUNDING | UNITS
    return tuple(
        value if kind in ("word", "ref") else ""
        for kind, value in pieces
        if kind != "word" or value not in plain
    )


def _figure_end(pieces: Sequence[Piece], at: int) -> int:
    """Where a date, number or run of number words that begins here ends; `at` if none does."""
    kind, value = pieces[at]
    numeric = kind == "word" and any(letter.isnumeric() for letter in value)  # "½", "m²"
    if kind in ("date", "number") or (numeric and value not in UNITS):
        return at + 1
    if kind != "word" or value not in DIGITS or _is_year_word(pieces, at):
        return at
    end = at + 1
    while end < len(pieces) and pieces[end][0] == "word" and pieces[end][1] in FURTHER:
        end += 1
    return end


def _is_year_word(pieces: Sequence[Piece], at: int) -> bool:
    """ "năm 2026": the year, not five."""
    following = [kind for kind, _ in pieces[at + 1 : at + 2]]
    return pieces[at][1] == "năm" and following == ["number"]


def _while(pieces: Iterable[Piece], wanted: Callable[[str], bool]) -> Iterator[str]:
    """The words at the beginning, as long as they are wanted."""
    for kind, value in pieces:
        if kind != "word" or not wanted(value):
            return
        yield value


def _word(pieces: Sequence[Piece], at: int) -> str:
    """The word or number at a place; "" at the end of a clause."""
    return pieces[at][1] if 0 <= at < len(pieces) and pieces[at][0] != "stop" else ""
