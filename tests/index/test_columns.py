"""Columns of a page that no lines part."""

from index.readers import columns
from index.readers.sheet import Line, Sheet, Word


def page(cells: list[list[str]], apart: float = 60.0) -> Sheet:
    words = [
        Word(cell, 40 + apart * at, 90 + 14 * line, 60 + apart * at, 100 + 14 * line)
        for line, row in enumerate(cells)
        for at, cell in enumerate(row)
    ]
    return Sheet(90 + apart * len(cells[0]), 842, words)


def test_columns_without_rules_are_cells_of_a_table() -> None:
    cells = [["Xã", "Hộ", "Năm"], ["Thượng", "120", "2025"], ["Hạ", "98", "2026"]]
    sheet = page(cells)
    (table,) = columns.items(sheet, sheet.words)
    assert not isinstance(table, Line)
    assert table.rows == cells


def test_a_damaged_page_of_very_many_columns_is_read_in_one_pass() -> None:
    """Found by fuzzing: a pass over all words for each of hundreds of gutters took minutes."""
    cells = [[f"{line}.{at}" for at in range(600)] for line in range(30)]
    sheet = page(cells)
    (table,) = columns.items(sheet, sheet.words)
    assert not isinstance(table, Line)
    assert table.rows == cells
