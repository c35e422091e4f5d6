"""Excel 97-2003 (xlrd): cells with the font of each run, which legacy texts are read by."""

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from index.errors import Damaged, Encrypted, TooLarge
from index.readers import sheets
from index.readers.blocks import Block, Run
from index.readers.sheets import Sheet, shown

_MOST_CELLS = 10_000_000  # empty ones too


def blocks(path: Path) -> Iterator[Block]:
    book = _opened(path)
    shown = [sheet for sheet in book.sheets() if not sheet.visibility]
    if sum(sheet.row_len(row) for sheet in shown for row in range(sheet.nrows)) > _MOST_CELLS:
        raise TooLarge(path, f"{_MOST_CELLS} cells")
    yield from sheets.blocks([_sheet(book, each) for each in shown])


def _opened(path: Path) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(
            str(path), formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        raise (Encrypted if "encrypted" in str(error).lower() else Damaged)(path) from error


def _sheet(book: Any, sheet: Any) -> Sheet:
    made = Sheet(sheet.name)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            runs = _runs(book, sheet, row, column)
            if runs:
                made.cells[row, column] = runs
    for top, bottom, left, right in sheet.merged_cells:
        made.merged[top, left] = (bottom - top, right - left)
    return made


def _runs(book: Any, sheet: Any, row: int, column: int) -> list[Run]:
    cell = sheet.cell(row, column)
    style = book.xf_list[cell.xf_index]
    text = _text(book, cell, book.format_map[style.format_key].format_str)
    if not text.strip():
        return []
    changes = sheet.rich_text_runlist_map.get((row, column), []) if cell.ctype == 1 else []
    borders = [(0, style.font_index), *changes, (len(text), 0)]
    return [
        Run(text[start:end], _font(book, font))
        for (start, font), (end, _) in pairwise(borders)
        if end > start
    ]


def _font(book: Any, index: int) -> str | None:
    return book.font_list[index].name if index < len(book.font_list) else None


_TEXT, _NUMBER, _DATE, _BOOLEAN = 1, 2, 3, 4


def _text(book: Any, cell: Any, form: str) -> str:
    if cell.ctype == _TEXT:
        return str(cell.value)
    if cell.ctype in (_NUMBER, _DATE):
        return shown(cell.value, form, bool(book.datemode))
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return ""
