"""Excel 2007 and later, from the XML: cells with the font of each run, sheet by sheet.

Read as a stream, so that a sheet costs its filled cells; formulas show the value last computed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import Damaged, TooLarge
from index.readers import packages, sheets
from index.readers.blocks import Block, Run
from index.readers.sheets import Sheet, shown

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BUILT_IN = {9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"}
_BUILT_IN |= {18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm"}


def blocks(path: Path) -> Iterator[Block]:
    with packages.opened(path) as package:
        book = _Book(package)
        yield from sheets.blocks(list(book.sheets()))


class _Book:
    def __init__(self, package: packages.Package) -> None:
        self.package = package
        main = "xl/workbook.xml"
        self.root = package.xml(main)
        if self.root is None:
            raise Damaged(package.path)
        self.parts = package.related(main)
        setting = self.root.find(f"{_S}workbookPr")
        self.epoch_1904 = setting is not None and setting.get("date1904") in ("1", "true")
        self.fonts, self.styles = _styles(package.xml(self._part("styles")))
        self.texts = [
            list(_runs(item)) for item in package.elements(self._part("sharedStrings"), f"{_S}si")
        ]
        self._cells = 0

    def _part(self, kind: str) -> str:
        return next((part for found, part in self.parts.values() if found == kind), "")

    def sheets(self) -> Iterator[Sheet]:
        for element in self.root.iter(f"{_S}sheet"):
            kind, part = self.parts.get(element.get(f"{_R}id", ""), ("", ""))
            if kind == "worksheet" and element.get("state", "visible") == "visible":
                yield self._sheet(element.get("name", ""), part)

    def _sheet(self, name: str, part: str) -> Sheet:
        sheet = Sheet(name)
        row = 0
        for element in self.package.elements(part, f"{_S}row", f"{_S}mergeCell"):
            if element.tag == f"{_S}mergeCell":
                _merge(sheet, element.get("ref", ""))
                continue
            said = element.get("r", "")
            row = int(said) if said.isdigit() and len(said) < 9 else row + 1
            self._row(sheet, element, row)
        return sheet

    def _row(self, sheet: Sheet, element: Any, row: int) -> None:
        column = -1
        for cell in element.iter(f"{_S}c"):
            place = _PLACE.match(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            runs = self._cell(cell)
            if any(run.text.strip() for run in runs):
                sheet.cells[row, column] = runs
                self._cells += 1
                if self._cells > sheets.MOST_CELLS:
                    raise TooLarge(self.package.path, f"{sheets.MOST_CELLS} cells")

    def _cell(self, cell: Any) -> list[Run]:
        font, form = self._style(cell.get("s", "0"))
        value = cell.findtext(f"{_S}v") or ""
        match cell.get("t", "n"):
            case "s":
                index = int(value) if value.isdigit() else len(self.texts)
                runs = self.texts[index] if index < len(self.texts) else []
                return [Run(run.text, run.font or font) for run in runs]
            case "inlineStr":
                inline = cell.find(f"{_S}is")
                return (
                    [Run(r.text, r.font or font) for r in _runs(inline)]
                    if inline is not None
                    else []
                )
            case "b":
                return [Run("TRUE" if value == "1" else "FALSE")]
            case "e":
                return []
            case "n":
                return [Run(self._number(value, form), font)]
        return [Run(value, font)]

    def _number(self, value: str, form: str) -> str:
        try:
            return shown(float(value), form, self.epoch_1904) if value else ""
        except (ValueError, OverflowError):
            return value

    def _style(self, index: str) -> tuple[str | None, str]:
        number = int(index) if index.isdigit() else 0
        return self.styles[number] if number < len(self.styles) else (None, "")


def _styles(root: Any) -> tuple[list[str | None], list[tuple[str | None, str]]]:
    """The fonts, and for each style of cells its font and number format."""
    if root is None:
        return [], []
    fonts = [_name(font) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    forms = dict(_BUILT_IN)
    for each in root.iterfind(f"{_S}numFmts/{_S}numFmt"):
        forms[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
    styles: list[tuple[str | None, str]] = []
    for each in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        font = int(each.get("fontId", "0"))
        name = fonts[font] if font < len(fonts) else None
        styles.append((name, forms.get(int(each.get("numFmtId", "0")), "")))
    return fonts, styles


def _name(font: Any) -> str | None:
    for tag in ("name", "rFont"):
        found = font.find(f"{_S}{tag}")
        if found is not None:
            name: str | None = found.get("val")
            return name
    return None


def _runs(item: Any) -> Iterator[Run]:
    """The runs of a shared or inline text; phonetic readings are left out."""
    for child in item:
        if child.tag == f"{_S}t":
            yield Run(child.text or "")
        elif child.tag == f"{_S}r":
            look = child.find(f"{_S}rPr")
            yield Run(child.findtext(f"{_S}t") or "", _name(look) if look is not None else None)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _merge(sheet: Sheet, area: str) -> None:
    ends = [_PLACE.match(end) for end in area.split(":")]
    if len(ends) == 2 and ends[0] and ends[1]:
        top, left = int(ends[0][2]), _column(ends[0][1])
        sheet.merged[top, left] = (int(ends[1][2]) - top + 1, _column(ends[1][1]) - left + 1)
