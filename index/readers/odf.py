"""OpenDocument texts, sheets and slides."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import Damaged, Encrypted
from index.readers import packages, sheets
from index.readers.blocks import Block, Cell, PageBreak, Paragraph, Run, Table
from index.readers.numbering import Counter, Level, bullet
from index.readers.sheets import Sheet

_BASE = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE = (
    f"{_BASE}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style")
)
_FO, _SVG = f"{_BASE}xsl-fo-compatible:1.0}}", f"{_BASE}svg-compatible:1.0}}"
_SKIPPED = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_TEXT}sequence-decls",
        f"{_TEXT}hidden-text",
        f"{_TEXT}note-citation",
    )
)
_DEEPEST, _MOST_REPEATS = 9, 300


def blocks(path: Path) -> Iterator[Block]:
    with packages.opened(path) as package:
        root = package.xml("content.xml") if not _is_locked(package) else None
        body = root.find(f"{_OFFICE}body") if root is not None else None
        if body is None:
            raise Damaged(path)
        yield from _Walk([root, package.xml("styles.xml")]).body(body)


def _is_locked(package: packages.Package) -> bool:
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise Encrypted(package.path)
    return False


class _Walk:
    def __init__(self, roots: list[Any]) -> None:
        self.styles: dict[str, Any] = {}
        self.faces: dict[str, str] = {}
        self.lists: dict[str, Any] = {}
        self.notes: list[Any] = []
        for root in reversed([root for root in roots if root is not None]):
            for each in root.iter(f"{_STYLE}style"):
                self.styles[each.get(f"{_STYLE}name", "")] = each
            for each in root.iter(f"{_STYLE}font-face"):
                family = each.get(f"{_SVG}font-family", "")
                self.faces[each.get(f"{_STYLE}name", "")] = family.strip("'\"")
            for each in root.iter(f"{_TEXT}list-style"):
                self.lists[each.get(f"{_STYLE}name", "")] = each
        self.counters: dict[str, Counter] = {}

    def body(self, body: Any) -> Iterator[Block]:
        book = body.find(f"{_OFFICE}spreadsheet")
        if book is not None:
            yield from sheets.blocks([self._sheet(each) for each in book.iter(f"{_TABLE}table")])
            return
        yield from self._blocks(body)
        for number, note in enumerate(self.notes, start=1):
            for index, block in enumerate(self._blocks(note)):
                if isinstance(block, Paragraph) and not index:
                    block.label = f"[{number}]"
                yield block

    def _blocks(self, parent: Any, listed: bool = False) -> Iterator[Block]:
        pages = 0
        for child in parent:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield from self._paragraph(child, listed)
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child)
            elif child.tag == f"{_TABLE}table":
                yield self._table(child)
            elif child.tag == f"{_DRAW}page":
                if pages:
                    yield PageBreak()
                pages += 1
                yield from self._blocks(child)
            else:
                contents = child.tag == f"{_TEXT}table-of-content"
                yield from self._blocks(child, listed or contents)

    def _paragraph(self, element: Any, listed: bool = False, label: str = "") -> Iterator[Block]:
        said = element.get(f"{_TEXT}outline-level", "")
        level = int(said) if element.tag == f"{_TEXT}h" and said.isdigit() else 0
        boxes: list[Any] = []
        font = self._font(element.get(f"{_TEXT}style-name"))
        yield Paragraph(list(self._inline(element, font, boxes)), level, label, listed)
        for box in boxes:
            yield from self._blocks(box)

    def _inline(self, parent: Any, font: str | None, boxes: list[Any]) -> Iterator[Run]:
        yield Run(_flat(parent.text), font)
        for child in parent:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == f"{_TEXT}s":
                yield Run(" " * min(int(child.get(f"{_TEXT}c", "1")), 200), font)
            elif tag == f"{_TEXT}tab":
                yield Run("\t", font)
            elif tag == f"{_TEXT}line-break":
                yield Run("\n", font)
            elif tag == f"{_TEXT}note":
                self.notes.append(child.find(f"{_TEXT}note-body"))
                yield Run(f"[{len(self.notes)}]", font)
            elif tag.startswith(_DRAW):
                boxes += list(child.iter(f"{_DRAW}text-box"))
            elif tag and tag not in _SKIPPED:
                own = self._font(child.get(f"{_TEXT}style-name")) if tag == f"{_TEXT}span" else None
                yield from self._inline(child, own or font, boxes)
            yield Run(_flat(child.tail), font)

    def _font(self, name: str | None) -> str | None:
        for _ in range(20):
            style = self.styles.get(name or "")
            if style is None:
                return None
            look = style.find(f"{_STYLE}text-properties")
            face = look.get(f"{_STYLE}font-name") if look is not None else None
            family = look.get(f"{_FO}font-family") if look is not None else None
            if face or family:
                return self.faces.get(face or "", face) or str(family).strip("'\"")
            name = style.get(f"{_STYLE}parent-style-name")
        return None

    def _list(self, element: Any, name: str = "", depth: int = 0) -> Iterator[Block]:
        own = element.get(f"{_TEXT}style-name", "")
        name = own or name
        continued = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(
            f"{_TEXT}continue-list"
        )
        if depth == 0 and (name not in self.counters or not continued):
            self.counters[name] = Counter(_levels(self.lists.get(name)))
        for item in element if depth < _DEEPEST else ():
            numbered = item.tag == f"{_TEXT}list-item"
            for child in item:
                if child.tag == f"{_TEXT}list":
                    yield from self._list(child, name, depth + 1)
                elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    label = self.counters[name].next(depth) if numbered else ""
                    numbered = False
                    yield from self._paragraph(child, label=label)
                else:
                    yield from self._blocks([child])

    def _table(self, element: Any) -> Table:
        table = Table()
        for row in _own(element, f"{_TABLE}table-row"):
            cells = [
                Cell(
                    list(self._blocks(cell)),
                    _number(cell, "columns-spanned"),
                    _number(cell, "rows-spanned"),
                )
                for cell in row
                if cell.tag == f"{_TABLE}table-cell"
            ]
            table.rows.append(cells)
        return table

    def _sheet(self, element: Any) -> Sheet:
        sheet = Sheet(element.get(f"{_TABLE}name", ""))
        row = 0
        for each in _own(element, f"{_TABLE}table-row"):
            column = 0
            for cell in each:
                runs = self._cell(cell)
                repeats = _number(cell, "columns-repeated")
                for place in range(
                    column, column + min(repeats, _MOST_REPEATS) if runs else column
                ):
                    sheet.cells[row, place] = [Run(run.text, run.font) for run in runs]
                down, across = _number(cell, "rows-spanned"), _number(cell, "columns-spanned")
                if runs and (down, across) != (1, 1):
                    sheet.merged[row, column] = (down, across)
                column += repeats
            row += _number(each, "rows-repeated")
        return sheet

    def _cell(self, cell: Any) -> list[Run]:
        boxes: list[Any] = []
        runs: list[Run] = []
        for paragraph in cell.iterfind(f"{_TEXT}p"):
            font = self._font(paragraph.get(f"{_TEXT}style-name")) or self._font(
                cell.get(f"{_TABLE}style-name")
            )
            runs += [*self._inline(paragraph, font, boxes), Run("\n", font)]
        return runs if any(run.text.strip() for run in runs) else []


def _flat(text: str | None) -> str:
    """Line ends of the file are mere spaces."""
    return " ".join((text or "").replace("\n", " ").split(" ")) if text else ""


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table, also those in groups, but not those of tables inside."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif (
            isinstance(child.tag, str)
            and child.tag.startswith(f"{_TABLE}table-")
            and child.tag
            not in (
                f"{_TABLE}table-cell",
                f"{_TABLE}table-column",
            )
        ):
            yield from _own(child, tag)


def _number(element: Any, name: str) -> int:
    for prefix in (_TABLE, f"{_TABLE}number-"):
        said = element.get(prefix + name)
        if said and said.isdigit() and len(said) < 8:
            return max(int(said), 1)
    return 1


def _levels(style: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for each in style if style is not None else ():
        depth = int(each.get(f"{_TEXT}level", "1")) - 1
        if each.tag == f"{_TEXT}list-level-style-bullet":
            levels[depth] = Level("bullet", bullet(each.get(f"{_TEXT}bullet-char", "")))
            continue
        form = each.get(f"{_STYLE}num-format") or "none"
        shown = int(each.get(f"{_TEXT}display-levels", "1"))
        number = ".".join(f"%{n + 1}" for n in range(max(depth - shown + 1, 0), depth + 1))
        before, after = each.get(f"{_STYLE}num-prefix", ""), each.get(f"{_STYLE}num-suffix", "")
        text = "" if form == "none" else before + number + after
        levels[depth] = Level(form, text, int(each.get(f"{_TEXT}start-value", "1")))
    return levels
