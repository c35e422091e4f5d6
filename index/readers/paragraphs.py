"""Lines of pages -> the text of a document, in paragraphs that run on over page ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers.margins import Page, split
from index.readers.sheet import Item, Line, Table
from index.readers.words import append
from index.readers.wraps import continues
from index.text import tidy
from index.types import Source

_GAP = "\n\n"


def compose(pages: Sequence[Page]) -> Source:
    """The document; what stands on margins follows behind the last page, marked as noise."""
    writer = _Writer()
    margins: list[str] = []
    for items, margin in split(pages):
        writer.page(items)
        margins += margin
    return writer.source(margins)


@dataclass(slots=True)
class _Writer:
    """`length` counts what is written; the paragraph in hand begins there."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[int] = field(default_factory=list)
    paragraph: str = ""
    lines: list[Line] = field(default_factory=list)  # of the paragraph
    header: list[str] | None = None  # of the table that is still open

    def page(self, items: Sequence[Item]) -> None:
        starts = [
            self._table(item, first=not index)
            if isinstance(item, Table)
            else self._line(item, first=not index)
            for index, item in enumerate(items)
        ]
        self.pages.append(starts[0] if starts else self.length + len(self.paragraph))

    def _line(self, line: Line, first: bool) -> int:
        """Writes a line and says where it begins; `first` of its page."""
        text = tidy(line.text).strip()
        self._end_table()
        if self.lines and continues(self.lines, line, first):
            self.paragraph = append(self.paragraph, text)
        else:
            self._end_paragraph()
            self.paragraph = text
            self.lines = []
        self.lines.append(line)
        return self.length + len(self.paragraph) - len(text)

    def _table(self, table: Table, first: bool) -> int:
        """Writes the rows; a table that goes on over a page end has its header once."""
        self._end_paragraph()
        rows = [[_cell(text) for text in row] for row in table.rows]
        if self.header is not None and not (first and len(rows[0]) == len(self.header)):
            self._end_table()
        start = self.length
        if self.header is None:
            self.header = rows[0]
        elif rows[0] == self.header:
            rows = rows[1:]
        for row in rows:
            self._write(" | ".join(row).rstrip() + "\n")
        return start

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self._write(self.paragraph + _GAP)
        self.paragraph, self.lines = "", []

    def _end_table(self) -> None:
        if self.header is not None:
            self._write("\n")
        self.header = None

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def source(self, margins: Sequence[str]) -> Source:
        self._end_paragraph()
        text = "".join(self.pieces).rstrip()
        pages = tuple(min(page, len(text)) for page in self.pages)
        margin = "\n".join(line for line in map(tidy, margins) if line.strip())
        if not margin:
            return Source(text, pages=pages)
        start = len(text) + len(_GAP) if text else 0
        whole = f"{text}{_GAP}{margin}" if text else margin
        return Source(whole, pages=pages, noise=((start, len(whole)),))


def _cell(text: str) -> str:
    return tidy(text).strip().replace(" | ", " ¦ ")
