"""Grids of cells -> rows of texts: one header row, then each text once.

A cell that spans several rows or columns says the same in each of its header's places; below
the header it stands in the first. Header rows that a spanning cell ties together become one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HEADER_ROWS = 4
_NUMBER = re.compile(r"\s*\(?(?:\d{1,2}|[A-Za-z])\)?\s*")
_MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """`columns` and `rows`: how many fields it covers."""

    text: str
    columns: int = 1
    rows: int = 1


_Field = tuple[int, str]  # which cell covers it, and that cell's text
_BLANK: _Field = (-1, "")


def rows(cells: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The rows of a table given as HTML has it: what an upper cell covers is not given again.

    Rows and columns that hold nothing are left out; all rows are of one length, but in forms.
    """
    grid = _grid(cells)
    if _is_form(cells, grid):
        return [[cell.text for cell in row if cell.text.strip()] for row in cells]
    return _without_empty(_written(grid))


def _is_form(cells: Sequence[Sequence[Cell]], grid: list[list[_Field]]) -> bool:
    """Whether cells only share lines, in no columns: a form that was drawn as a table."""
    width = len(grid[0]) if grid else 0
    return width > 6 and sum(map(len, cells)) < 0.4 * width * len(cells)


def line(row: Iterable[str]) -> str:
    """A row as text: `a | b`."""
    return " | ".join(" ".join(text.split()).replace(" | ", " ¦ ") for text in row).rstrip()


def _grid(cells: Sequence[Sequence[Cell]]) -> list[list[_Field]]:
    grid: list[dict[int, _Field]] = [{} for _ in cells]
    number = 0
    for index, row in enumerate(cells):
        column = 0
        for cell in row:
            while column in grid[index]:
                column += 1
            number += 1
            for below in grid[index : index + max(cell.rows, 1)]:
                across = min(column + max(cell.columns, 1), _MOST_COLUMNS)
                below.update(dict.fromkeys(range(column, across), (number, cell.text)))
            column += max(cell.columns, 1)
    width = max((max(row) + 1 for row in grid if row), default=0)
    return [[row.get(column, _BLANK) for column in range(width)] for row in grid]


def _written(grid: list[list[_Field]]) -> list[list[str]]:
    tied = _header_rows(grid)
    if tied == len(grid):
        tied = 0  # cells side by side, which head nothing
    lines = [[_distinct(column) for column in zip(*grid[:tied], strict=True)]] if tied else []
    seen = {owner for row in grid[:tied] for owner, _ in row}
    for row in grid[tied:]:
        texts = []
        for owner, text in row:
            texts.append("" if owner in seen else text)
            seen.add(owner)
        lines.append(texts)
    return lines


def _distinct(column: Sequence[_Field]) -> str:
    return " ".join(filter(None, dict(column).values()))


def _header_rows(grid: list[list[_Field]]) -> int:
    """How many rows from the top are one header: cells that span rows or columns tie them."""
    reach = 1
    for index, row in enumerate(grid[:_HEADER_ROWS]):
        if index >= reach:
            break
        owners = [owner for owner, _ in row]
        if index and _counts(row):
            return index
        if len(set(owners)) == 1 and len(owners) > 1:
            return index  # a row that is one cell is a heading, no header
        below = [owner for owner, _ in grid[index + 1]] if index + 1 < len(grid) else []
        # A cell over several columns is tied to what divides it: where rows further down have
        # other borders, all cells above are over several.
        divided = (one != other for one, other in pairwise(below))
        across = any(
            one == other != -1 and apart
            for (one, other), apart in zip(pairwise(owners), divided, strict=False)
        )
        down = any(one == other != -1 for one, other in zip(owners, below, strict=False))
        if below and (across or down):
            reach = max(reach, index + 2)
    return min(reach, len(grid))


def _counts(row: Sequence[_Field]) -> bool:
    """Whether a row only counts the columns: "1 | 2 | 3"."""
    said = [text for _, text in row if text.strip()]
    return len(said) > 1 and all(map(_NUMBER.fullmatch, said))


def _without_empty(lines: list[list[str]]) -> list[list[str]]:
    lines = [line for line in lines if any(text.strip() for text in line)]
    used = [index for index, column in enumerate(zip(*lines, strict=True)) if any(column)]
    return [[line[index] for index in used] for line in lines]
