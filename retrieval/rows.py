"""Tables that lost their shape: which pieces of running text are one row, and what heads it.

Crawled pages hold all rows in one line with doubled bars between them, or every cell in a line
of its own. Tables with a row a line are read by `index.tables`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.text import strip_span

Bounds = tuple[int, int]
Row = tuple[int, int, Bounds | None]  # a span of the text, and its table's header

_BARS = 3  # in a piece that is a table
_ROW_END = re.compile(r"\n|\|\s+(?=\|)")
_CELL_WORDS = 25
_FEWEST_CELLS = 6
_CELL_ENDS = re.compile(r"[.;:?!]$")
_COUNTER = re.compile(r"\d{1,3}\.?")


def has_bars(piece: str) -> bool:
    return piece.count("|") >= _BARS


def barred(text: str, start: int, end: int) -> list[Bounds]:
    """The rows of a table with bars."""
    cuts = [start, *(start + m.end() for m in _ROW_END.finditer(text[start:end])), end]
    found = (strip_span(text, a, b) for a, b in pairwise(cuts))
    return [row for row in found if row and text[slice(*row)].strip("| -:")]


def joined(text: str, pieces: Sequence[Bounds]) -> Iterator[Row]:
    """`pieces` in order, with the cells of a row that stand in lines of their own put together."""
    at = 0
    while at < len(pieces):
        run = _run(text, pieces, at)
        begins = _begins([text[a:b].strip() for a, b in pieces[at : at + run]])
        if begins:
            yield from _rows(pieces[at : at + run], begins)
            at += run
        else:
            yield (*pieces[at], None)
            at += 1


def _run(text: str, pieces: Sequence[Bounds], at: int) -> int:
    """How many pieces from `at` on look like cells."""
    size = 0
    while at + size < len(pieces) and _is_cell(text[slice(*pieces[at + size])]):
        size += 1
    return size if size >= _FEWEST_CELLS else 0


def _is_cell(piece: str) -> bool:
    piece = piece.strip()
    return len(piece.split()) <= _CELL_WORDS and not _CELL_ENDS.search(piece)


def _begins(cells: Sequence[str]) -> list[int]:
    """Where rows begin: at cells that count from 1 on; none unless there are two and a header."""
    found: list[int] = []
    for place, cell in enumerate(cells):
        if _COUNTER.fullmatch(cell) and int(cell.rstrip(".")) == len(found) + 1:
            found.append(place)
    return found if len(found) > 1 and found[0] > 0 else []


def _rows(cells: Sequence[Bounds], begins: Sequence[int]) -> Iterator[Row]:
    """A header and its rows; the last is no longer than the longest of the others."""
    head = cells[0][0], cells[begins[0] - 1][1]
    yield (*head, None)
    widest = max(b - a for a, b in pairwise(begins))
    end = min(len(cells), begins[-1] + widest)
    for first, after in pairwise([*begins, end]):
        yield cells[first][0], cells[after - 1][1], head
    yield from ((*cell, None) for cell in cells[end:])
