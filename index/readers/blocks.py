"""What office formats have in common: paragraphs of runs, tables, page breaks -> a `Source`.

The readers of the formats yield blocks with each run's font; here the fonts are read
(`index/legacy_fonts.py`), tables become rows, and the text with its pages and headings is written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from index.errors import NothingToRead, TooLarge
from index.legacy_fonts import convert_runs, encoding_of_font
from index.readers import tables
from index.text import fold, tidy
from index.types import Heading, Source

_GAP = "\n\n"
_END = "\n"  # of a paragraph
OPTIONAL_HYPHEN = "\x1f"  # until fonts are read: in text it is dropped
_LONGEST = 60_000_000  # characters; an encyclopaedia has fewer


@dataclass(slots=True)
class Run:
    """Text in one font; `capitals`: shown in capitals whatever was typed."""

    text: str
    font: str | None = None
    capitals: bool = False


@dataclass(slots=True)
class Paragraph:
    """`level` 1 is the outermost heading, 0 none; `label` is the number that the format adds.

    `listed`: a line of a table of contents or of a page's margin, shown but not searched.
    """

    runs: list[Run] = field(default_factory=list)
    level: int = 0
    label: str = ""
    listed: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text.upper() if run.capitals else run.text for run in self.runs)


@dataclass(slots=True)
class Cell:
    blocks: list["Block"] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Table:
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(slots=True)
class PageBreak:
    pass


Block = Paragraph | Table | PageBreak


def text_paragraph(text: str, font: str | None = None, level: int = 0) -> Paragraph:
    return Paragraph([Run(text, font)], level)


def source(blocks: Iterable[Block], path: Path, title: str | None = None) -> Source:
    """The document that `blocks` make; `NothingToRead` where no letter is in them."""
    known = list(blocks)
    _read_fonts(known, path)
    writer = _Writer()
    for block in known:
        writer.take(block)
    made = writer.source(title)
    if not made.text.strip():
        raise NothingToRead(path)
    return made


def _read_fonts(blocks: Sequence[Block], path: Path) -> None:
    """Puts Unicode into all runs; what a font holds is weighed over the whole document."""
    runs: list[Run] = []
    for paragraph in paragraphs(blocks):
        runs += [*paragraph.runs, Run(_END)]
    if sum(len(run.text) for run in runs) > _LONGEST:
        raise TooLarge(path, f"{_LONGEST // 1_000_000} million characters")
    read = convert_runs([(_hyphened(run), run.font) for run in runs])
    for run, text in zip(runs, read, strict=True):
        run.text = text


def _hyphened(run: Run) -> str:
    """A run's text with its optional hyphens as the letter that legacy fonts have in their place
    (the "ư" of TCVN3), and without them under other fonts."""
    return run.text.replace(OPTIONAL_HYPHEN, "\xad" if encoding_of_font(run.font) else "")


def paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs in order, those of cells too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            cells = chain.from_iterable(block.rows)
            yield from chain.from_iterable(paragraphs(cell.blocks) for cell in cells)


def margin(lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """What stands on the margins of pages, once each: shown behind the text, not searched."""
    seen: set[str] = set()
    for line in lines:
        text = line.text.strip()
        if text and not text.isdigit() and text not in seen:
            seen.add(text)
            yield Paragraph(line.runs, listed=True)


class _Writer:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.headings: list[Heading] = []
        self.pages = [0]
        self.noise: list[tuple[int, int]] = []

    def take(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Table():
                self._table(block)
            case PageBreak():
                self.pages.append(self.length)

    def _paragraph(self, block: Paragraph) -> None:
        text = _tidy_lines(block.text)
        if not text:
            return
        text = f"{block.label} {text}" if block.label else text
        start = self.length
        self._write(text + _GAP)
        if block.level:
            self.headings.append(Heading(start, start + len(text), block.level))
        if block.listed:
            self.noise.append((start, start + len(text)))

    def _table(self, table: Table) -> None:
        if _is_layout(table):
            for cell in chain.from_iterable(table.rows):
                for block in cell.blocks:
                    self.take(block)
            return
        breaks = sum(isinstance(block, PageBreak) for block in _inside(table))
        lines = [tables.line(row) for row in tables.rows(_texts(table))]
        if lines:
            self._write("\n".join(lines) + _GAP)
        self.pages += [self.length] * breaks

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def source(self, title: str | None) -> Source:
        text = "".join(self.pieces).rstrip("\n")
        pages = tuple(min(page, len(text)) for page in self.pages) if self.pages[1:] else ()
        name = " ".join(tidy(title or "").split()) or None
        return Source(
            text, title=name, pages=pages, headings=tuple(self.headings), noise=tuple(self.noise)
        )


def _tidy_lines(text: str) -> str:
    lines = (line.strip() for line in tidy(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _inside(table: Table) -> Iterator[Block]:
    for cell in chain.from_iterable(table.rows):
        for block in cell.blocks:
            yield block
            if isinstance(block, Table):
                yield from _inside(block)


def _texts(table: Table) -> list[list[tables.Cell]]:
    return [
        [tables.Cell(cell_text(cell), cell.columns, cell.rows) for cell in row]
        for row in table.rows
    ]


def cell_text(cell: Cell) -> str:
    """All of a cell on one line."""
    parts = (f"{p.label} {_tidy_lines(p.text)}".strip() for p in paragraphs(cell.blocks))
    return " ".join(filter(None, " ".join(parts).split()))


_LETTERHEAD = (
    "cong hoa xa hoi chu nghia",
    "doc lap - tu do",
    "dang cong san viet nam",
    "noi nhan:",
)


def _is_layout(table: Table) -> bool:
    """Whether a table only puts things side by side: a letterhead, a signature, a frame."""
    if all(len(row) < 2 for row in table.rows):
        return True
    if max(map(len, table.rows)) > 4 or len(table.rows) > 8:
        return False
    said = fold(" ".join(cell_text(cell) for cell in chain.from_iterable(table.rows)))
    plain = " ".join(said.replace("–", "-").split())
    return any(mark in plain for mark in _LETTERHEAD)
