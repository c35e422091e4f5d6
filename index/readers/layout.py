"""Pages with words and lines -> the document that they make."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.errors import BadRecord, Damaged, NothingToRead, PagesUnread
from index.readers import ocr
from index.readers.columns import items
from index.readers.grids import tables
from index.readers.margins import Page
from index.readers.paragraphs import compose
from index.readers.sheet import Sheet
from index.types import Source


def document_of(path: Path, sheets: Iterable[Sheet]) -> Iterator[Source | BadRecord]:
    """The document, and then which pages of it could not be recognised.

    Raises `NothingToRead`, or why nothing is read: `NeedsProgram` without Tesseract.
    """
    pages: list[Page] = []
    unread: list[int] = []
    for number, sheet in enumerate(sheets, start=1):
        pages.append(laid_out(sheet))
        if sheet.unread:
            unread.append(number)
    source = compose(pages)
    if source.text.strip():
        yield source
    elif unread:
        ocr.require(path)
        raise Damaged(path)
    else:
        raise NothingToRead(path)
    if unread:
        yield PagesUnread(path, _ranges(unread))


def laid_out(sheet: Sheet) -> Page:
    """The items of a page in reading order."""
    found, words = tables(sheet)
    ordered = items(sheet, words)
    for table in found:
        place = next((i for i, item in enumerate(ordered) if item.y0 > table.y0), len(ordered))
        ordered.insert(place, table)
    return Page(ordered, sheet.height)


def _ranges(numbers: Sequence[int]) -> str:
    """ "1, 3–5": numbers in order, runs of them shortened."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
