"""The words of a page as lines in the order in which they are read.

A gutter that runs through several rows parts columns: letterheads, signatures, pages set in
columns. What stands left of it is read first. Where there are three columns and more, or the
right one holds figures, the rows are those of a table without rules.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.readers.sheet import Item, Line, Sheet, Table, Word
from index.readers.words import Row, rows, spelt
from index.text import fold

_GAP = 1.6  # sizes of type: a wider space between words may be a gutter
_WIDE = 3.0  # a gutter even if it parts one row only
_LEAST = 0.4  # where a letterhead's right half begins
_LETTERHEADS = {("cong", "hoa", "xa"), ("dang", "cong", "san")}
_GUTTER = 0.9  # what must stay free through all rows
_NEXT_ROW = 2.6  # sizes: columns end where rows lie further apart
_TABLE_ROWS = 3
_FULL_PAGE = 8  # lines, of which one at least is full
_SET_IN_COLUMNS = 6  # lines: the same of a column
_FIGURE = re.compile(r"^[\W\d]*\d[\d.,/%\s-]*\S{0,8}$")


class _Gutter(NamedTuple):
    start: float
    end: float


class _Bounds(NamedTuple):
    left: float
    right: float


def items(sheet: Sheet, words: Sequence[Word]) -> list[Item]:
    """Lines, and tables without rules, of the words that stand in no ruled table."""
    found = rows(words)
    if not found:
        return []
    bounds = _bounds(found, sheet.width)
    return [
        item._replace(rough=sheet.scanned) if isinstance(item, Line) else item
        for item in _read(found, bounds)
    ]


def _bounds(found: Sequence[Row], width: float) -> _Bounds:
    """Where lines begin and end: the outermost places that several lines share.

    On a page with few lines none need be full: then the margins are as wide as each other.
    """
    starts = sorted(row[0].x0 for row in found)
    ends = sorted(row[-1].x1 for row in found)
    few = len(found) // 10
    left, right = starts[few], ends[-1 - few]
    return _Bounds(left, right if len(found) >= _FULL_PAGE else max(right, width - left))


def _read(found: list[Row], bounds: _Bounds) -> Iterator[Item]:
    at = 0
    while at < len(found):
        stop, gutters = _region(found, at)
        if not gutters:
            yield _line(found[at], bounds)
            at += 1
            continue
        yield from _columns(found[at:stop], gutters, bounds)
        at = stop


def _line(row: Row, bounds: _Bounds) -> Line:
    left, right = min(bounds.left, row[0].x0), max(bounds.right, row[-1].x1)
    top, bottom = min(w.y0 for w in row), max(w.y1 for w in row)
    size = median(w.size for w in row)
    return Line(spelt(row), row[0].x0, max(top, bottom - size), row[-1].x1, bottom, left, right)


def _gaps(row: Row) -> list[_Gutter]:
    size = median(word.size for word in row)
    state = _state(row)
    return [
        _Gutter(one.x1, other.x0)
        for index, (one, other) in enumerate(pairwise(row), start=1)
        if other.x0 - one.x1 >= (_LEAST if index == state else _GAP) * size
    ]


def _gaps_below(found: list[Row], at: int) -> list[_Gutter]:
    """The gutters of the next row, where this one stands closely above its right column."""
    if at + 1 == len(found) or not _follows(found[at], found[at + 1]):
        return []
    gutters = _gaps(found[at + 1])
    return gutters if gutters and found[at][0].x0 >= gutters[-1].start else []


def _state(row: Row) -> int:
    """Where in a row the right half of a letterhead begins; 0 for none."""
    plain = [fold(word.text) for word in row]
    return next((i for i in range(1, len(row) - 2) if tuple(plain[i : i + 3]) in _LETTERHEADS), 0)


def _region(found: list[Row], at: int) -> tuple[int, list[_Gutter]]:
    """Where rows from `at` on are parted by the same gutters: the row behind them, the gutters."""
    gutters = _gaps(found[at]) or _gaps_below(found, at)
    if not gutters:
        return at, []
    parted, stop = [at], at + 1
    for index in range(at + 1, len(found)):
        if not _follows(found[index - 1], found[index]):
            break
        free = _narrowed(gutters, found[index])
        if len(free) < min(len(gutters), 1 if len(parted) < _TABLE_ROWS else len(gutters)):
            break
        if not free:
            break
        gutters = free
        if _sides(found[index], gutters) > 1:
            parted.append(index)
        stop = index + 1
    stop = _trimmed(found, parted[-1] + 1, stop, gutters)
    wide = max(g.end - g.start for g in gutters) >= _WIDE * median(w.size for w in found[at])
    return (stop, gutters) if len(parted) > 1 or wide else (at, [])


def _follows(row: Row, other: Row) -> bool:
    size = median(word.size for word in row)
    return other[0].y1 - row[0].y1 <= _NEXT_ROW * size


def _narrowed(gutters: list[_Gutter], row: Row) -> list[_Gutter]:
    """What of each gutter a row leaves free."""
    usual = _GUTTER * median(word.size for word in row)
    free = []
    for gutter in gutters:
        start, end = gutter
        least = min(usual, end - start)
        for word in row:
            if word.x1 <= start or word.x0 >= end:
                continue
            # The side on which more is left over stays.
            start, end = max(((start, word.x0), (word.x1, end)), key=lambda part: part[1] - part[0])
        if end - start >= least:
            free.append(_Gutter(start, end))
    return free


def _sides(row: Row, gutters: list[_Gutter]) -> int:
    return len({_side(word, gutters) for word in row})


def _parted(row: Row, gutters: list[_Gutter]) -> list[Row]:
    """The words of a row, column by column."""
    parts: list[Row] = [[] for _ in range(len(gutters) + 1)]
    for word in row:
        parts[_side(word, gutters)].append(word)
    return parts


def _side(word: Word, gutters: list[_Gutter]) -> int:
    return sum(word.x0 >= gutter.end - 0.5 for gutter in gutters)


def _trimmed(found: list[Row], last: int, stop: int, gutters: list[_Gutter]) -> int:
    """Rows below the last parted one still belong to a column if they follow it closely."""
    while last < stop:
        before, row = found[last - 1], found[last]
        size = median(word.size for word in row)
        right = _side(row[0], gutters) > 0
        close = row[0].y1 - before[0].y1 <= 1.7 * size
        if not (close and (right or abs(row[0].x0 - _start(found[last - 1], row)) < 2 * size)):
            break
        last += 1
    return last


def _start(before: Row, row: Row) -> float:
    """Where the nearest word above `row` in its column begins."""
    return min((word.x0 for word in before), key=lambda x: abs(x - row[0].x0))


def _columns(region: list[Row], gutters: list[_Gutter], bounds: _Bounds) -> Iterator[Item]:
    if _is_table(region, gutters):
        yield _table(region, gutters)
        return
    for side, parts in enumerate(zip(*(_parted(row, gutters) for row in region), strict=True)):
        column = [part for part in parts if part]
        if column:
            left = min(row[0].x0 for row in column)
            right = bounds.right if side == len(gutters) else _edge(column, gutters[side])
            yield from (_line(row, _Bounds(left, right)) for row in column)


def _edge(column: list[Row], gutter: _Gutter) -> float:
    """Where the lines of a column left of a gutter may end; few lines need not reach it."""
    if len(column) >= _SET_IN_COLUMNS:
        return max(row[-1].x1 for row in column)
    return gutter.end - _GAP * column[0][0].size


def _is_table(region: list[Row], gutters: list[_Gutter]) -> bool:
    parted = [row for row in region if _sides(row, gutters) > 1]
    if len(parted) < _TABLE_ROWS:
        return False
    if len(gutters) > 1:
        return sum(_sides(row, gutters) > 2 for row in region) >= _TABLE_ROWS
    last = [spelt([w for w in row if _side(w, gutters) == len(gutters)]) for row in parted]
    return sum(bool(_FIGURE.match(text)) for text in last) >= 0.6 * len(last)


def _table(region: list[Row], gutters: list[_Gutter]) -> Table:
    count = len(gutters) + 1
    lines: list[list[str]] = []
    for row in region:
        cells = [spelt(part) for part in _parted(row, gutters)]
        if lines and not cells[0] and sum(map(bool, cells)) <= count // 2:
            lines[-1] = [
                " ".join(filter(None, pair)) for pair in zip(lines[-1], cells, strict=True)
            ]
        else:
            lines.append(cells)
    return Table(lines, min(w.y0 for w in region[0]), max(w.y1 for w in region[-1]))
