"""The values that travel between rooms: documents, passages and what a reader yields.

Offsets everywhere are half-open, in code points, over the stored text of a document.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


def outside(noise: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """What of a span lies between spans of noise (in order, not overlapping), in order."""
    inside = [(a, b) for a, b in noise if a < end and start < b]
    begins, stops = [start, *(b for _, b in inside)], [*(a for a, _ in inside), end]
    return [(a, b) for a, b in zip(begins, stops, strict=True) if a < b]


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader made of one document, before it is stored.

    `key` tells documents of one file apart (the `id` of a JSONL line); None for a whole file.
    `pages` holds the offset at which each page starts; empty where the format has no pages.
    `headings` holds the spans that the format itself marks as headings. `foreign` is what was
    pasted below a document and is none (`index/parts.py`): it is kept, but not searched.
    `noise` holds what is no part of the document's own words (menus, counters, running headers,
    page numbers): in order, not overlapping; it stays in the text but never gets into a passage,
    so it is neither found nor quoted. A passage ends where noise begins: a reader that knows the
    pages writes what stands on their margins behind the last page, as one span, so that it tears
    no sentence. A row of a table is one line, its cells joined by `" | "`, the header first.
    """

    text: str
    key: str | None = None
    title: str | None = None
    origin: str | None = None
    pages: tuple[int, ...] = ()
    headings: tuple["Heading", ...] = ()
    foreign: bool = False
    noise: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading span; `level` 1 is the outermost."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """One stored source: a directive, a report, a plan.

    `id` is short, stable and typed by people (`index remove ID`); `source` is the path or
    URL it came from; `number` is a reference in canonical form. Unknown stays None.
    `pages` and `noise` are as in `Source`.
    """

    id: str
    source: str
    title: str
    text: str
    number: str | None = None
    kind: str | None = None
    issued: date | None = None
    pages: tuple[int, ...] = ()
    noise: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page, from 1, on which the character at `offset` stands; None without pages."""
        return bisect_right(self.pages, offset) or None

    def outside_noise(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of a span that are the document's own words, in order."""
        return outside(self.noise, start, end)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a passage lies in its document, and under which headings.

    `place` tells the clauses that it is of ("khoản 2"). `context` is what is searched with it
    and stands elsewhere: the caption and the header of a table.
    """

    start: int
    end: int
    section: str = ""
    page: int | None = None
    place: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored slice: `text == document.text[start:end]`. `id` is never used twice."""

    id: int
    document_id: str
    start: int
    end: int
    text: str
    section: str = ""
    page: int | None = None
    place: str = ""
    context: str = ""
