"""The outline of a document: its headings as printed, and the text that stands under each."""

import re
from dataclasses import dataclass

from index.text import fold, shortened, strip_span

# Outermost first. A line that opens with a quotation mark is the text of an amendment.
_RANKS = tuple(
    re.compile(rf"^[ \t*#|]*(?:{opening})", re.MULTILINE)
    for opening in (
        r"phu luc\b",
        r"phan (?:thu )?(?:[ivx]+|nhat|hai|ba|tu|nam|\d+)\b",
        r"chuong [ivxl\d]+\b",
        r"muc \d+\b",
        r"[ivx]{1,5}\s?[.\-–)]\s?(?=\S)",
        r"dieu \d+[a-z]?\b\s*(?:[.:]|$)",
        r"\d{1,2}[.)] (?=\S)",
    )
)
_NUMBERED = len(_RANKS) - 1
_ARTICLES = _NUMBERED - 1
_END = re.compile(r"^[ \t*|]*noi nhan\b", re.MULTILINE)
_LONGEST = 90  # characters shown of a heading


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: `text[start:end]`. `rank` is smaller for outer ones."""

    title: str
    rank: int
    start: int
    end: int


def read(text: str, end: int | None = None) -> list[Section]:
    """The sections of NFC `text`, nested by rank; `end` is where the signature begins."""
    plain = fold(text)
    starts = sorted(
        (match.start(), rank)
        for rank, pattern in enumerate(_RANKS)
        for match in pattern.finditer(plain)
    )
    starts = [
        (at, rank) for at, rank in starts if rank != 4 or text[at:].lstrip(" *#|\t")[0].isupper()
    ]
    if any(rank in (4, _ARTICLES) for _, rank in starts):
        starts = [(at, rank) for at, rank in starts if rank != _NUMBERED]
    return [
        _section(text, at, rank, _stop(plain, at, rank, starts[place + 1 :], end))
        for place, (at, rank) in enumerate(starts)
    ]


def section(text: str, wanted: str, end: int | None = None) -> Section | None:
    """The first section whose heading begins with `wanted` ("Điều 5", "III"), however typed."""
    opening = re.compile(rf"\W*{re.escape(fold(' '.join(wanted.split())))}(?!\w)")
    return next((s for s in read(text, end) if opening.match(fold(s.title))), None)


def _stop(plain: str, at: int, rank: int, after: list[tuple[int, int]], end: int | None) -> int:
    """Where a section ends: at the next of its rank or an outer one, or at the signature."""
    stops = [start for start, other in after if other <= rank][:1]
    closing = _END.search(plain, at)
    stops += [closing.start()] if closing else []
    stops += [end] if end is not None and end > at else []
    return min([*stops, len(plain)])


def _section(text: str, start: int, rank: int, stop: int) -> Section:
    start, stop = strip_span(text, start, stop) or (start, stop)
    line = text[start:stop].partition("\n")[0].strip(" *#|\t")
    return Section(shortened(line, _LONGEST), rank, start, stop)
