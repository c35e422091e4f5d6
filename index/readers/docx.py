"""Word 2007 and later: what a reader of the page sees, in order.

Read from the XML itself: libraries leave out text boxes, numbers of lists or footnotes, or
keep what a tracked change deleted. Insertions count, deletions, hidden text and field codes do not.
Pages are those of the last time Word drew the text; a file that Word never drew has none.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from index.errors import Damaged
from index.readers import packages
from index.readers.blocks import (
    OPTIONAL_HYPHEN,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Run,
    Table,
    margin,
    paragraphs,
)
from index.readers.docx_styles import Numbers, Styles, W, number, setting, value

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VANISHED = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr")
)
_VANISHED |= {W + "sectPr", W + "sdtPr", W + "instrText", W + "delText", W + "delInstrText"}
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SIGNS["softHyphen"] = OPTIONAL_HYPHEN


def blocks(path: Path) -> Iterator[Block]:
    with packages.opened(path) as package:
        main = next(
            (part for kind, part in package.related("").values() if kind == "officeDocument"),
            "word/document.xml",
        )
        root = package.xml(main)
        if root is None or (body := root.find(f"{W}body")) is None:
            raise Damaged(path)
        yield from _Walk(package, main).document(body)


class _Walk:
    """A walk through the document: styles, list numbers and notes as they are needed."""

    def __init__(self, package: packages.Package, main: str) -> None:
        parts: dict[str, Any] = {}
        self._margins: list[Any] = []
        for kind, part in package.related(main).values():
            if kind in ("styles", "numbering", "footnotes", "endnotes"):
                parts[kind] = package.xml(part)
            elif kind in ("header", "footer"):
                self._margins.append(package.xml(part))
        self.styles = Styles(parts.get("styles"))
        self.numbers = Numbers(parts.get("numbering"), self.styles)
        self.notes = {
            (kind, note.get(f"{W}id")): note
            for kind in ("footnote", "endnote")
            for note in _found(parts.get(f"{kind}s"), f"{W}{kind}")
        }
        self._called: list[tuple[str, Any]] = []  # notes whose marks were written

    def document(self, body: Any) -> Iterator[Block]:
        yield from self.body(body)
        yield from self._end_notes()
        margins = (self.body(root) for root in self._margins if root is not None)
        yield from margin(paragraphs(chain.from_iterable(margins)))

    def body(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag == f"{_MARKUP}AlternateContent":
                yield from self.body(_chosen(child))
            elif isinstance(child.tag, str) and child.tag not in _VANISHED:
                yield from self.body(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = self.styles.of(value(properties, "pStyle"), "paragraph")
        paragraph = Paragraph(level=style.heading(properties), listed=style.is_contents)
        boxes: list[Any] = []
        for item in self._inline(element, style.font, style.capitals):
            if isinstance(item, Run):
                paragraph.runs.append(item)
            elif isinstance(item, PageBreak):
                if paragraph.text.strip():
                    paragraph.runs.append(Run("\f"))
                else:
                    yield item
            else:
                boxes.append(item)
        if paragraph.text.strip():
            paragraph.label = self.numbers.label(properties, style)
        yield from _on_pages(paragraph)
        for box in boxes:
            yield from self.body(box)

    def _inline(self, parent: Any, font: str | None, capitals: bool) -> Iterator[Any]:
        """Runs, page breaks, and text boxes as elements."""
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _VANISHED:
                continue
            if tag == f"{W}r":
                yield from self._run(child, font, capitals)
            elif tag == f"{_MATH}t":
                yield Run(child.text or "")
            elif tag == f"{_MARKUP}AlternateContent":
                yield from self._inline(_chosen(child), font, capitals)
            elif tag == f"{W}txbxContent":
                yield child
            else:
                yield from self._inline(child, font, capitals)

    def _run(self, run: Any, font: str | None, capitals: bool) -> Iterator[Any]:
        properties = run.find(f"{W}rPr")
        style = self.styles.of(value(properties, "rStyle"), "character")
        if setting(properties, "vanish"):
            return
        font = self.styles.run_font(properties) or style.font or font
        loud = setting(properties, "caps")
        capitals = capitals or style.capitals if loud is None else loud
        for child in run:
            tag = child.tag if isinstance(child.tag, str) else ""
            name = tag.removeprefix(W)
            if name == "t":
                yield Run(child.text or "", font, capitals)
            elif name in _SIGNS:
                yield Run(_SIGNS[name], font, capitals)
            elif name == "lastRenderedPageBreak":
                yield PageBreak()
            elif name == "br" and child.get(f"{W}type") != "page":
                yield Run("\n", font)
            elif name == "sym":
                yield Run(_symbol(child), child.get(f"{W}font"))
            elif name in ("footnoteReference", "endnoteReference"):
                yield from self._call(name.removesuffix("Reference"), child)
            elif tag and tag not in _VANISHED:
                yield from self._inline([child], font, capitals)

    def _call(self, kind: str, reference: Any) -> Iterator[Run]:
        note = self.notes.get((kind, reference.get(f"{W}id")))
        if note is None:
            return
        mark = f"[{len(self._called) + 1}]"
        self._called.append((mark, note))
        yield Run(mark)

    def _end_notes(self) -> Iterator[Block]:
        """All notes stand below the text, which they would tear apart."""
        for mark, note in self._called:
            for block in self.body(note):
                if isinstance(block, Paragraph) and block.text.strip():
                    block.label, mark = f"{mark} {block.label}".strip(), ""
                yield block

    def _table(self, element: Any) -> Table:
        table = Table()
        above: dict[int, Cell] = {}
        for row in _unwrapped(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            table.rows.append(self._row(row, number(properties, "gridBefore"), above))
        return table

    def _row(self, row: Any, skipped: int, above: dict[int, Cell]) -> list[Cell]:
        """One row; `above` holds, by grid column, the cells that may go on downwards."""
        cells = [Cell(columns=skipped)] if skipped else []
        column = skipped
        for element in _unwrapped(row, f"{W}tc"):
            properties = element.find(f"{W}tcPr")
            columns = max(number(properties, "gridSpan"), 1)
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                above[column].rows += 1
            else:
                cell = Cell(list(self.body(element)), columns)
                cells.append(cell)
                above.pop(column, None)
                if merge is not None:
                    above[column] = cell
            column += columns
        return cells


def _on_pages(paragraph: Paragraph) -> Iterator[Block]:
    """The paragraph; a page that ends within it ends before it where most of it is on the next."""
    places = [at for at, run in enumerate(paragraph.runs) if run.text == "\f"]
    paragraph.runs = [run for run in paragraph.runs if run.text != "\f"]
    yield paragraph
    yield from (PageBreak() for _ in places)


def _found(root: Any, tag: str) -> Iterator[Any]:
    return iter(()) if root is None else (e for e in root.iter(tag) if e.get(f"{W}type") is None)


def _unwrapped(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also those in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _unwrapped(child, tag)


def _chosen(alternatives: Any) -> Any:
    """One of several forms of the same content."""
    choice = alternatives.find(f"{_MARKUP}Choice")
    fallback = alternatives.find(f"{_MARKUP}Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _symbol(element: Any) -> str:
    code = int(element.get(f"{W}char", "20"), 16)
    return chr(code) if code else ""
