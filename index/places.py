"""Where in an article a span lies: "khoản 2", "khoản 2, điểm a", "khoản 2-4". Pure."""

import re
from bisect import bisect_left
from functools import lru_cache

from index import structure
from index.structure import Kind, Part

_NAMES = {Kind.NUMBER: "khoản", Kind.LETTER: "điểm"}
_LONGEST = 600_000  # characters of a text that is read again for the place of one quote


class Places:
    """The articles of a text and what they hold."""

    def __init__(self, text: str) -> None:
        parts = structure.read(text)
        self._articles = [at for at, part in enumerate(parts) if part.kind is Kind.ARTICLE]
        self._starts = [parts[at].start for at in self._articles]
        self._parts = parts
        self._inside: dict[tuple[int | None, Kind], list[int]] = {}
        for at, part in enumerate(parts):
            self._inside.setdefault((part.parent, part.kind), []).append(at)

    def of(self, start: int, end: int) -> str:
        """The clauses and the points of one article that a span is of; "" outside an article,
        and where it holds the whole of one, or parts of several."""
        last = bisect_left(self._starts, end) - 1
        article = self._articles[last] if last >= 0 else None
        one = article is not None and self._parts[article].end > start
        if not one or (last > 0 and self._part(last - 1).end > start):
            return ""
        return ", ".join(self._named(article, start, end))

    def _part(self, article: int) -> Part:
        return self._parts[self._articles[article]]

    def _named(self, outer: int | None, start: int, end: int) -> list[str]:
        said: list[str] = []
        for kind, name in _NAMES.items():
            every = self._inside.get((outer, kind), [])
            held = [
                at for at in every if self._parts[at].start < end and start < self._parts[at].end
            ]
            if not held or (held == every and len(every) > 1):
                break
            labels = dict.fromkeys(self._parts[at].label for at in (held[0], held[-1]))
            said.append(f"{name} {'-'.join(labels)}")
            outer = held[0]
            if len(held) > 1 or start < self._parts[outer].start:
                break
        return said


_read = lru_cache(maxsize=64)(Places)
_ARTICLE = re.compile(r"^\W*[đd]i[ềe]u\s+\d", re.IGNORECASE | re.MULTILINE)


def of_quote(text: str, start: int, end: int, known: str) -> str:
    """The place of a quote; of a very long text what is `known` of its passage."""
    if len(text) > _LONGEST:
        return known
    return _read(text).of(start, end) if _ARTICLE.search(text, 0, end) else ""
