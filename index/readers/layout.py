"""A page -> its lines and tables in reading order."""

from index.readers.columns import items
from index.readers.grids import tables
from index.readers.margins import Page
from index.readers.sheet import Sheet


def laid_out(sheet: Sheet) -> Page:
    found, words = tables(sheet)
    ordered = items(sheet, words)
    for table in found:
        place = next((i for i, item in enumerate(ordered) if item.y0 > table.y0), len(ordered))
        ordered.insert(place, table)
    return Page(ordered, sheet.height)
