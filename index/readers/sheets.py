"""Sheets of cells -> blocks: filled stretches are tables, lone lines are text.

Values come as they are shown as far as it matters for a quote: dates as dates, shares as per
cent, numbers with the digits that they have.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from index.readers.blocks import Block, Cell, Paragraph, Run, Table

MOST_CELLS = 2_000_000
_FULL = 0.6  # of the fullest row's cells: so many has a header
_LETTERHEAD, _HEADER_ROWS, _TITLE = 20, 4, 80  # rows, rows, characters
_DATE = re.compile(r"[dy]|m{3,}|(?<![hs:\[])m(?!m?:)", re.I)
_TIME = re.compile(r"[hs]|\[m", re.I)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[(?:[$A-Z]|>|<|=)[^\]]*\]|_.|\*.', re.I)

Place = tuple[int, int]  # row, column


@dataclass(slots=True)
class Sheet:
    """Filled cells by place, and merged areas: first place -> rows and columns covered."""

    name: str
    cells: dict[Place, list[Run]] = field(default_factory=dict)
    merged: dict[Place, tuple[int, int]] = field(default_factory=dict)


def blocks(sheets: Sequence[Sheet]) -> Iterator[Block]:
    """All sheets that hold anything, under their names where several do."""
    filled = [sheet for sheet in sheets if sheet.cells]
    for sheet in filled:
        if len(filled) > 1:
            yield Paragraph([Run(sheet.name)], level=1)
        yield from _regions(sheet)


def _regions(sheet: Sheet) -> Iterator[Block]:
    """Tables and the lines between them: a row with one cell is a line, a title or a note."""
    table: list[int] = []
    rows: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        rows.setdefault(row, []).append(column)
    for row, columns in rows.items():
        lone = len(columns) == 1 and _is_line(sheet, row, columns[0], bool(table))
        if table and (lone or row - table[-1] > 2):
            yield from _table(sheet, table, rows)
            table = []
        if lone:
            yield Paragraph(sheet.cells[row, columns[0]])
        else:
            table.append(row)
    if table:
        yield from _table(sheet, table, rows)


def _is_line(sheet: Sheet, row: int, column: int, in_table: bool) -> bool:
    """Whether the only cell of a row is a line of its own and not part of the table around it."""
    if not in_table:
        return True
    return column == 0 and len(_said(sheet, row, column)) > _TITLE


def _table(sheet: Sheet, rows: list[int], columns: Mapping[int, list[int]]) -> Iterator[Block]:
    """Rows in one table, from its header on; what stands above puts things side by side."""
    top = _header(sheet, rows, columns)
    for row in rows[:top]:
        yield from (Paragraph(sheet.cells[row, column]) for column in columns[row])
    if rows := rows[top:]:
        used = sorted({column for row in rows for column in columns[row]})
        place = {column: index for index, column in enumerate(used)}
        covered = _covered(sheet, rows, used)
        yield Table([_row(sheet, row, rows, place, covered) for row in rows])


def _header(sheet: Sheet, rows: list[int], columns: Mapping[int, list[int]]) -> int:
    """Which row is the header's first: the first that is full, or is tied to such a row."""
    if len(rows) == 1:
        return 1
    full = _FULL * max(len(columns[row]) for row in rows)
    for index, row in enumerate(rows[:_LETTERHEAD]):
        if len(columns[row]) >= full:
            return index
        below = rows[index + 1 : index + _HEADER_ROWS]
        longest = max(len(_said(sheet, row, column)) for column in columns[row])
        leads = any(len(columns[other]) >= full for other in below)
        if leads and longest < _TITLE and _spans(sheet, row, columns[row]):
            return index
    return 0


def _spans(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Whether a cell covers others, as those of a header do, and none the whole width."""
    areas = [sheet.merged.get((row, column), (1, 1)) for column in columns]
    return len(columns) > 1 and any(area != (1, 1) for area in areas)


def _said(sheet: Sheet, row: int, column: int) -> str:
    return "".join(run.text for run in sheet.cells[row, column])


def _row(
    sheet: Sheet, row: int, rows: Sequence[int], place: Mapping[int, int], covered: set[Place]
) -> list[Cell]:
    cells: list[Cell] = []
    for column in place:
        if (row, column) in covered:
            continue
        said = sheet.cells.get((row, column))
        cell = Cell([Paragraph(said)] if said else [])
        if (row, column) in sheet.merged:
            down, across = sheet.merged[row, column]
            cell.columns = sum(column <= other < column + across for other in place)
            cell.rows = bisect_left(rows, row + down) - bisect_left(rows, row)
        cells.append(cell)
    return cells


def _covered(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> set[Place]:
    """Places of a table that belong to a merged area which begins above or to the left."""
    covered: set[Place] = set()
    for (top, left), (down, across) in sheet.merged.items():
        within = rows[bisect_left(rows, top) : bisect_left(rows, top + down)]
        if within and within[0] == top:
            aside = columns[bisect_left(columns, left) : bisect_left(columns, left + across)]
            covered |= {(row, column) for row in within for column in aside} - {(top, left)}
    return covered


def shown(number: float, form: str, epoch_1904: bool = False) -> str:
    """A number as its format shows it, in the Vietnamese order of dates.

    >>> shown(0.125, "0.0%"), shown(45292, "dd/mm/yyyy"), shown(87.5, "General"), shown(3.0, "")
    ('12.5%', '01/01/2024', '87.5', '3')
    """
    plain = _QUOTED.sub("", form.partition(";")[0])
    if "%" in plain:
        return f"{number * 100:.10g}%"
    if plain.lower() != "general" and (_DATE.search(plain) or _TIME.search(plain)):
        return _moment(number, plain, epoch_1904)
    return f"{number:.10g}" if abs(number) < 1e10 or number != int(number) else str(int(number))


def _moment(number: float, form: str, epoch_1904: bool) -> str:
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    try:
        moment = start + timedelta(days=number)
    except OverflowError:
        return f"{number:.10g}"
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    day: date = moment.date()
    parts = []
    if _DATE.search(form):
        days = "d" in form.lower() or "m" not in form.lower()
        parts.append(f"{day:%d/%m/%Y}" if days else f"{day:%m/%Y}")
    if _TIME.search(form):
        parts.append(f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}")
    return " ".join(parts)
