"""Which value takes the place of which: slots, sameness, and the clause that a value stands in."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_statements import Statement, content
from retrieval.chat_values import Value

CLOSE = 15  # messages within which one talk means one thing
ALIKE = 2  # words that two clauses share which speak of one thing
PART = re.compile(r"[,;:\n](?!\d)|[.!?](?=\s|$)")
LEAD_IN = re.compile(r"^(?:(?:u|ừ|uh|ok|oke|dạ|da|vâng|vang|à|a|thế à)[\s,.!]+)+")


def differs(other: Statement, slot: str, values: Sequence[str]) -> bool:
    return any(is_of(v, slot) and not _says(v, values) for v in other.values)


def _says(value: Value, values: Collection[str]) -> bool:
    """Whether a value is one of `values`, or its number the one that was said alone."""
    if value.slot.startswith("place"):
        said = set(value.value.split())
        return any(said <= set(v.split()) or set(v.split()) <= said for v in values)
    return value.value in values or value.text.split()[0] in values


@lru_cache(maxsize=1 << 10)
def kind_of(slot: str) -> str:
    """What kind of slot: counts only of one thing, else whatever the kind is of."""
    return slot if slot.startswith("count") else slot.partition(":")[0]


def is_same(one: Value, other: Value) -> bool:
    """Whether two values are one: of places one may be named in full."""
    if kind_of(one.slot) != kind_of(other.slot):
        return False
    a, b = one.value.split(), other.value.split()
    if one.slot == "person":
        return a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))
    if not one.slot.startswith("place"):
        return one.value == other.value
    return a[:2] == b[:2] and (set(a) <= set(b) or set(b) <= set(a))


def is_of(value: Value, slot: str) -> bool:
    kinds = _ANY.get(slot)
    return value.slot == slot or (kinds is not None and value.slot.startswith(kinds))


_ANY = {"place": ("place",), "day:any": ("day",), "count:any": ("count",)}


def replaced(
    slot: str, new: Sequence[Value], own: Statement, old: Statement, live: Sequence[Value]
) -> list[Value]:
    """The `live` values of `old` that the new ones take the place of: each that whose clause
    speaks most of the same."""
    values = {v.value for v in new}
    before = [v for v in live if is_of(v, slot)]
    left = [v for v in before if not _says(v, values)]
    # Where the value is named already, beside another, both hold, unless the clauses are alike.
    known = any(kind_of(v.slot) == kind_of(slot) and v.value in values for v in live)
    haggled = words.SO.match(LEAD_IN.sub("", own.low)) is not None
    found = []
    for value in new[:1] if haggled else new:
        if left:
            about = frozenset() if haggled else content(clause_of(own, value))
            best = max(left, key=lambda v: _fit(v, about, own, old))
            if known and _fit(best, about, own, old)[0] < ALIKE:
                continue
            left.remove(best)
            found.append(best)
    return found


def _fit(
    value: Value, about: frozenset[str], own: Statement, old: Statement
) -> tuple[int, int, int]:
    """How much the clause of an old value speaks of what the new one does, then its message."""
    clause = clause_of(old, value)
    said = content(clause)
    if about and of_others(clause, own.text):
        return -1, 0, -value.start
    return len(said & about), len(said & own.words) if about else 0, -value.start


_NUMBERED = re.compile(r"([^\W\d_]{2,})\s(\d{1,2}|[a-h])(?![\w/.,:]|\s?[%đk])")


def of_others(one: str, other: str) -> bool:
    """Whether two clauses tell of different ones of a kind: "điểm 1" and "điểm 2"."""
    a, b = (_NUMBERED.findall(fold(clause)) for clause in (one, other))
    kinds = {kind for kind, _ in a} & {kind for kind, _ in b}
    return bool(kinds) and not set(a) & set(b)


def of_one(one: str, other: str) -> bool:
    """Whether two clauses tell of the same one of a kind: "loại B"."""
    a, b = (_NUMBERED.findall(fold(clause)) for clause in (one, other))
    return bool(set(a) & set(b))


def edges(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of a part of a text begin, and where the last one ends."""
    return [start, *(m.end() for m in PART.finditer(text, start, end)), end]


def clause_of(statement: Statement, value: Value) -> str:
    """What stands around a value, up to the next comma or stop."""
    text = statement.message.text
    ends = edges(text, statement.start, statement.end)
    first = max((e for e in ends if e <= value.start), default=statement.start)
    last = min((e for e in ends if e > value.start), default=statement.end)
    if not content(text[first:last]) - content(value.text) and text[:first].endswith(":"):
        first = max((e for e in ends if e < first), default=first)  # "lùi 1 ngày: 12-14/11"
    return text[first:last]
