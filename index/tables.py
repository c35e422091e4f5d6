"""Tables in a text: which lines are rows, what heads them, what they are called. Pure.

A row is a line with its cells joined by " | ". Letterheads, signatures and formulas are set in
tables too, but nothing heads their columns; only a table with a header counts here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text import fold

_LINE = re.compile(r"[^\n]+")
_COUNTER = re.compile(r"\W*(?:stt|tt|so tt|s\.t\.t|so thu tu)\W*$")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?$")
_ROMAN = re.compile(r"[IVXL]+\W*$")
_LAYOUT = re.compile(
    r"noi nhan|cong hoa xa hoi|dang cong san|doc lap - tu do|\b(?:t/?m|k/?t|tl|tuq)\. ?\w|^so:? ?\d"
    r"|^luu\b|\bngay \d+ thang"
)
_CELL_WORDS = 14  # of a header
_LABEL = re.compile(r"\W*(?:bang|bieu|phu luc|mau|danh muc|danh sach)\b")
_UNIT = re.compile(r"\W*(?:don vi|dvt)\b")
_CAPTION_WORDS = 40
_GROUP_WORDS = 20


@dataclass(frozen=True, slots=True)
class Table:
    """`text[start:end]` are its rows; the first row below the header begins at `body`.

    `caption` and `columns` are spans of what stands above it and of its header, empty where
    there is none; `groups` are rows that head those below them ("I | Lĩnh vực đất đai").
    """

    start: int
    end: int
    body: int
    caption: tuple[int, int]
    columns: tuple[int, int]
    groups: tuple[tuple[int, int], ...]

    def over(self, start: int) -> list[tuple[int, int]]:
        """The spans that say what a row at `start` is about, outermost first."""
        group = [(a, b) for a, b in self.groups if b <= start][-1:]
        found = [self.caption, self.columns, *group] if start >= self.body else [self.caption]
        return [(a, b) for a, b in found if a < b]


@lru_cache(maxsize=16)
def find(text: str) -> tuple[Table, ...]:
    """The tables of `text` that have a header, in order."""
    if "|" not in text:
        return ()
    return tuple(_tables(text))


def at(text: str, start: int) -> Table | None:
    """The table in which an offset lies."""
    return next((table for table in find(text) if table.start <= start < table.end), None)


def named(text: str, start: int) -> Table | None:
    """The table in which an offset lies, or in the caption of which."""
    found = find(text)
    return at(text, start) or next((t for t in found if t.caption[0] <= start < t.caption[1]), None)


def heads(text: str, start: int) -> str:
    """What says what the row at `start` is about; "" outside the rows of a table."""
    table = at(text, start)
    if table is None or start < table.body:
        return ""
    return "\n".join(text[a:b] for a, b in table.over(start))


def context(text: str, start: int, end: int) -> str:
    """What says what the rows in `text[start:end]` are about and stands before it: caption,
    columns and group, a line each; "" where there are no rows."""
    table = next((t for t in find(text) if t.start < end and start < t.end), None)
    if table is None:
        return ""
    over = table.over(max(start, table.start))
    return "\n".join(text[a:b].strip() for a, b in over if b <= start)


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Rows right below each other."""
    rows: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        is_row = " |" in line[0] or "| " in line[0]
        if rows and not (is_row and line.start() == rows[-1][1] + 1):
            yield rows
            rows = []
        if is_row:
            rows.append(line.span())
    yield rows


def _tables(text: str) -> Iterator[Table]:
    for rows in _runs(text):
        if len(rows) < 2 or not _is_header([text[a:b] for a, b in rows]):
            continue
        heads = 2 if len(rows) > 2 and _goes_on(*(text[a:b] for a, b in rows[:2])) else 1
        columns = rows[0][0], rows[heads - 1][1]
        if heads < len(rows) - 1 and _only_numbers(text[slice(*rows[heads])]):
            heads += 1
        if heads >= len(rows):
            continue
        groups = tuple(row for row in rows[heads:] if _is_group(text[slice(*row)]))
        start, end = rows[0][0], rows[-1][1]
        yield Table(start, end, rows[heads][0], _caption(text, start), columns, groups)


def cells(row: str) -> list[str]:
    """The cells of a row that are not empty."""
    return [cell for cell in (part.strip(" *") for part in row.split("|")) if cell]


def _is_header(rows: Sequence[str]) -> bool:
    """Whether the first of the rows names the columns."""
    head = cells(rows[0])
    plain = [fold(cell) for cell in head]
    opening = [fold(cell) for row in rows[:2] for cell in cells(row)]
    if len(head) < 2 or any(map(_LAYOUT.search, opening)):
        return False
    if any(not re.search(r"[^\W\d]{2}", cell) or cell[-1] in ".;" for cell in plain):
        return False
    if any(len(cell.split()) > _CELL_WORDS for cell in head):
        return False
    if _COUNTER.match(plain[0]):
        return True
    if len(head) > 2:
        return any(any(map(str.isdigit, row)) for row in rows[1:]) or len(rows) > 2
    valued = [any(map(str.isdigit, cells(row)[-1])) for row in rows[1:] if cells(row)]
    return not any(map(str.isdigit, head[1])) and sum(valued) >= 0.6 * len(rows[1:])


def _goes_on(first: str, second: str) -> bool:
    """Whether a second row names columns below the cells of the first that are joined."""
    above, below = cells(first), cells(second)
    joined = len(set(above)) < len(above) or first.count("|") >= len(above) or second[0] in " |"
    repeated = bool(below) and below[0] == above[0]
    worded = all(re.search(r"[^\W\d]{2}", cell) and cell[-1] not in ".;" for cell in below)
    return worded and (repeated or joined) and not any(map(str.isdigit, second)) and len(below) > 1


def _only_numbers(row: str) -> bool:
    """Whether a row only counts the columns: "(1) | (2) | (3)"."""
    found = [fold(cell) for cell in cells(row)]
    return len(found) > 1 and all(map(_NUMBERED.match, found))


def _is_group(row: str) -> bool:
    """Whether a row has words in one cell only, beside its number."""
    found = cells(row)
    worded = [c for c in found if re.search(r"[^\W\d]{2}", c) and not _ROMAN.match(c)]
    alone = len(worded) == 1 and len(found) <= 2 and row.count("|") >= len(found)
    return alone and len(row.split()) <= _GROUP_WORDS and worded[0][-1] not in ".;"


def _caption(text: str, start: int) -> tuple[int, int]:
    """The line above a table that names it, with what stands in brackets between them."""
    offset = max(0, start - 600)
    above = [line for line in _LINE.finditer(text[offset:start]) if line[0].strip()][-4:]
    last: int | None = None
    for line in reversed(above):
        said, plain = line[0].strip(), fold(line[0])
        if said[:1] == "(" or (_UNIT.match(plain) and len(said.split()) < _GROUP_WORDS):
            last = last or line.end()
            continue
        named = _LABEL.match(plain) or said.isupper() or said.endswith(":")
        short = len(said.split()) <= _CAPTION_WORDS
        if short and "|" not in said and (named or said[-1:] not in ".;,"):
            return offset + line.start(), offset + (last or line.end())
        break
    return (0, 0)
