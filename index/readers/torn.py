"""Tables of crawled Markdown with every cell in a line of its own, made whole again. Pure.

A bar alone stands before every row, between its cells and behind it, so that two bars in a row are
the end of one and the beginning of the next, or an empty cell: that reading is taken in which most
rows are as long as the longest that has no empty cell.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.text import fold

_BAR = re.compile(r"[ \t]*\\?\|[ \t]*")
# What costs a reading: a row with fewer cells, an empty cell, a bar that is neither.
_SHORT, _EMPTY, _STRAY = 0.5, 0.6, 0.7
_FEWEST_ROWS = 3  # letterheads have two, with two columns
_ROW_WORDS = 200  # of a table that is but the layout of a page
_LETTERHEAD = re.compile(r"doc lap\W{1,9}tu do|cong hoa xa hoi chu nghia|\bnoi nhan\b")

Row = list[str]


def whole(markdown: str) -> str:
    """The text with such tables as Markdown has them; letterheads, signatures and all else as
    they were."""
    return "\n".join(_lines(markdown.split("\n")))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        size = _block(lines, at)
        rows = _rows(lines[at : at + size]) if size else []
        yield from _table(rows) if _is_data(rows) else lines[at : at + max(1, size)]
        at += max(1, size)


def _block(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on are one table: up to a blank one; 0 for none."""
    end = at
    while end < len(lines) and lines[end].strip() and _BAR.fullmatch(lines[at]):
        end += 1
    return end - at if end > at and _BAR.fullmatch(lines[end - 1]) else 0


def _is_data(rows: Sequence[Row]) -> bool:
    """Whether rows are of a table that is more than the layout of a page."""
    width = max(map(len, rows), default=0)
    text = " ".join(cell for row in rows for cell in row)
    many = width > 1 and (len(rows) >= _FEWEST_ROWS or (len(rows) == _FEWEST_ROWS - 1 < width))
    return (
        many and len(text.split()) <= _ROW_WORDS * len(rows) and not _LETTERHEAD.search(fold(text))
    )


def _table(rows: Sequence[Row]) -> Iterator[str]:
    """Rows as Markdown, the first as its header."""
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    written = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in padded]
    yield from ("", written[0], "|" + "---|" * width, *written[1:], "")


def _rows(block: Sequence[str]) -> list[Row]:
    """The rows of a block; a list of none where it is no table."""
    cells, bars = _split(block)
    if not cells:
        return []
    return _read(cells, bars, _longest(bars))


def _split(block: Sequence[str]) -> tuple[list[str], list[int]]:
    """The cells that hold text, and how many bars stand before each and behind the last."""
    cells, bars, inside = list[str](), [0], False
    for line in block:
        if _BAR.fullmatch(line):
            if inside:
                bars.append(0)
            bars[-1] += 1
            inside = False
        elif inside:
            cells[-1] += f" {line.strip()}"
        else:
            cells.append(line.strip())
            inside = True
    return cells, bars


def _longest(bars: Sequence[int]) -> int:
    """The most cells in a row with one bar between."""
    ends = [0, *(at for at, count in enumerate(bars[1:-1], start=1) if count > 1), len(bars) - 1]
    return max(b - a for a, b in pairwise(ends))


def _read(cells: Sequence[str], bars: Sequence[int], width: int) -> list[Row]:
    """The cheapest reading as rows of at most `width` cells."""
    costs: dict[int, float] = {bars[0]: 0.0} if bars[0] <= width else {1: 0.0}
    came: list[dict[int, tuple[int, bool]]] = []
    for count in bars[1:-1]:
        after, ways = dict[int, float](), dict[int, tuple[int, bool]]()
        for at, cost in costs.items():
            for to, new_row, price in _steps(at, count, width):
                if cost + price < after.get(to, float("inf")):
                    after[to], ways[to] = cost + price, (at, new_row)
        costs = after
        came.append(ways)
    _, at = min((cost + _SHORT * (place < width), place) for place, cost in costs.items())
    return _traced(cells, came, at)


def _steps(at: int, bars: int, width: int) -> Iterator[tuple[int, bool, float]]:
    """Where the next cell may stand behind one in column `at`: in the same row, in a new one."""
    if at + bars <= width:
        yield at + bars, False, _EMPTY * (bars - 1)
    if bars > 1:
        filled = min(bars - 2, width - at)  # empty cells that end the row
        for behind in {0, filled}:
            short = _SHORT * (at + behind < width)
            if bars - 2 - behind < width:
                yield bars - 1 - behind, True, short + _EMPTY * (bars - 2)
        yield 1, True, _SHORT * (at < width) + _STRAY * (bars - 2)


def _traced(
    cells: Sequence[str], came: Sequence[dict[int, tuple[int, bool]]], at: int
) -> list[Row]:
    """The rows that lead to column `at`."""
    places = [(at, True)]
    for ways in reversed(came):
        before, new_row = ways[places[-1][0]]
        places[-1] = places[-1][0], new_row
        places.append((before, True))
    rows: list[Row] = []
    for cell, (column, new_row) in zip(cells, reversed(places), strict=True):
        if new_row:
            rows.append([])
        rows[-1] += [""] * (column - 1 - len(rows[-1]))
        rows[-1].append(cell)
    return rows
