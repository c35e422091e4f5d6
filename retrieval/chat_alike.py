"""How near two values of a chat are, and of what kind."""

import math
import re
from datetime import date

from retrieval.chat_changed import kind_of
from retrieval.chat_values import Value


def kind_of_pair(new: Value, old: Value) -> str:
    """The kind of the old value where the new one is only a number, else that of the new one."""
    return kind_of_value(old if new.slot == "number" else new)


def is_like(one: Value, other: Value) -> bool:
    """Whether two values may be of one thing: counts only in one unit."""
    kind = kind_of_value(one)
    return kind == kind_of_value(other) and (kind != "count" or one.slot == other.slot)


def kind_of_value(value: Value) -> str:
    """The kind of a value whatever it is of: a bare number is a count."""
    kind = kind_of(value.slot).partition(":")[0]
    return "count" if kind == "number" else kind


def alike(new: Value, old: Value, kind: str) -> float:
    """How near two values are, in [0, 1]: what is corrected is seldom far from what it was."""
    if new.slot == "number":
        x, y = float(new.value), figure(old)
        return min(x, y) / max(x, y) if kind != "day" else math.exp(-abs(x - y) / 4)
    if kind == "clock":
        a, b = (int(v.value[:2]) * 60 + int(v.value[3:5]) for v in (new, old))
        return math.exp(-abs(a - b) / 120)
    if kind == "day":
        days = abs((date.fromisoformat(new.value) - date.fromisoformat(old.value)).days)
        return math.exp(-days / 4)
    if kind in ("sum", "count", "percent", "reference"):
        x, y = (_amount(v.value) for v in (new, old))
        return min(x, y) / max(x, y) if max(x, y) else 0.0
    one, two = set(new.value.split()), set(old.value.split())
    return len(one & two) / max(1, len(one | two))


def figure(value: Value) -> float:
    """The figure of a value as it is said: 500 of "500 nghìn", the number of a day."""
    if value.slot.startswith("day"):
        return float(value.value[-2:])
    found = re.search(r"\d+(?:[.,]\d{1,2}(?!\d))?", value.text)
    return float(found[0].replace(",", ".")) if found else 0.0


def _amount(value: str) -> float:
    found = re.search(r"\d[\d.,]*", value)
    return float(re.sub(r"\D", "", found[0])) if found else 0.0
