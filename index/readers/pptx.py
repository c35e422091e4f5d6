"""PowerPoint 2007 and later: a slide is a page; its title is a heading, notes follow it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import Damaged
from index.readers import packages
from index.readers.blocks import Block, Cell, PageBreak, Paragraph, Run, Table

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLES = ("title", "ctrTitle")
_MARGINS = ("sldNum", "ftr", "dt", "hdr", "sldImg")


def blocks(path: Path) -> Iterator[Block]:
    with packages.opened(path) as package:
        main = "ppt/presentation.xml"
        root = package.xml(main)
        if root is None:
            raise Damaged(path)
        parts = package.related(main)
        slides = (parts.get(e.get(f"{_R}id", "")) for e in root.iter(f"{_P}sldId"))
        for number, (_, part) in enumerate(filter(None, slides)):
            if number:
                yield PageBreak()
            yield from _slide(package, part)


def _slide(package: packages.Package, part: str) -> Iterator[Block]:
    yield from _shapes(package.xml(part))
    for kind, other in package.related(part).values():
        if kind == "notesSlide":
            yield from _shapes(package.xml(other))


def _shapes(parent: Any) -> Iterator[Block]:
    for child in parent if parent is not None else ():
        if child.tag == f"{_P}sp":
            yield from _shape(child)
        elif child.tag == f"{_A}tbl":
            yield _table(child)
        elif child.tag == f"{_MARKUP}AlternateContent":
            yield from _shapes(next(iter(child), None))
        elif isinstance(child.tag, str):
            yield from _shapes(child)


def _shape(shape: Any) -> Iterator[Block]:
    holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    kind = holder.get("type", "") if holder is not None else ""
    if kind in _MARGINS:
        return
    paragraphs = [_paragraph(each) for each in shape.iter(f"{_A}p")]
    if kind in _TITLES:
        lines = [run for p in paragraphs for run in (*p.runs, Run(" "))]
        yield Paragraph(lines, level=1)
    else:
        yield from paragraphs


def _paragraph(element: Any) -> Paragraph:
    runs: list[Run] = []
    for child in element:
        if child.tag in (f"{_A}r", f"{_A}fld"):
            font = child.find(f"{_A}rPr/{_A}latin")
            name = font.get("typeface") if font is not None else None
            runs.append(Run(child.findtext(f"{_A}t") or "", name))
        elif child.tag == f"{_A}br":
            runs.append(Run("\n"))
    mark = element.find(f"{_A}pPr/{_A}buChar")
    shown = mark.get("char", "") if mark is not None else ""
    return Paragraph(runs, label=shown if shown in ("-", "+", "–") else "")


def _table(element: Any) -> Table:
    rows: list[list[Cell]] = []
    for row in element.iter(f"{_A}tr"):
        cells: list[Cell] = []
        for cell in row.iter(f"{_A}tc"):
            if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
                continue
            said: list[Block] = [_paragraph(p) for p in cell.iter(f"{_A}p")]
            cells.append(Cell(said, _count(cell, "gridSpan"), _count(cell, "rowSpan")))
        rows.append(cells)
    return Table(rows)


def _count(cell: Any, name: str) -> int:
    said = cell.get(name, "1")
    return max(int(said), 1) if said.isdigit() and len(said) < 5 else 1
