"""Rich Text Format: one pass over its control words; each run keeps its font.

What is shown counts: list numbers come as the text that was displayed, field codes, hidden and
deleted text do not come at all.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import Damaged, TooLarge
from index.legacy_fonts import encoding_of_font
from index.readers.blocks import (
    OPTIONAL_HYPHEN,
    Block,
    Cell,
    Paragraph,
    Run,
    Table,
    margin,
    paragraphs,
)
from index.readers.doc_tables import edge, edges

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)", re.S
)
_MOST_BYTES, _DEEPEST = 200_000_000, 400
_SKIPPED = frozenset(
    (
        *("colortbl", "stylesheet", "info", "pict", "object", "fldinst", "themedata", "generator"),
        *("colorschememapping", "datastore", "latentstyles", "listtable", "listoverridetable"),
        *("rsidtbl", "xmlnstbl", "mmathPr", "panose", "falt", "nonshppict", "filetbl", "revtbl"),
        *("pgdsctbl", "userprops", "atnid", "atnauthor", "atnref", "annotation", "bkmkstart"),
        *("bkmkend", "sp", "sv", "sn", "pntxta", "pntxtb"),
    )
)
# What is read although older readers may skip it (behind \*).
_KEPT = frozenset(("shptxt", "shpinst", "pntext", "listtext", "fonttbl", "footnote", "ud", "shp"))
_MARGINS = frozenset(f"{name}{side}" for name in ("header", "footer") for side in ("", *"lrf"))
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "softline": "\n",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_CODE_PAGES = {0: "cp1252", 163: "cp1258", 238: "cp1250", 204: "cp1251", 161: "cp1253"}
_CODE_PAGES |= {162: "cp1254", 186: "cp1257", 222: "cp874"}


@dataclass(slots=True)
class _State:
    """What holds in a group; `place` is where its text goes."""

    place: str = "body"  # body, skip, fonts, label, note, margin
    font: int | None = None
    skip_after: int = 1  # characters that follow a \u for older readers
    hidden: bool = False
    capitals: bool = False
    note: int | None = None


@dataclass(slots=True)
class _Text:
    """One stream of blocks: the body, the margins, or a note."""

    blocks: list[Block] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)
    cells: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    rows: list[tuple[list[list[Block]], list[tuple[int, str]]]] = field(default_factory=list)
    in_table: bool = False


def blocks(path: Path) -> Iterator[Block]:
    if path.stat().st_size > _MOST_BYTES:
        raise TooLarge(path, f"{_MOST_BYTES // 1_000_000} MB")
    reader = _Reader(path)
    reader.run(path.read_bytes().decode("latin-1"))
    yield from reader.document()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.state = _State()
        self.stack: list[_State] = []
        self.fonts: dict[int, str] = {}
        self.charsets: dict[int, int] = {}
        self.code_page = "cp1252"
        self.default_font: int | None = None
        self.texts: dict[str | int, _Text] = {"body": _Text(), "margin": _Text()}
        self.label = ""
        self.layout: list[tuple[int, str]] = []  # right border and merging of each cell
        self.merging = ""
        self.level = 0
        self._starred = False
        self._swallow = 0
        self._notes = 0

    def run(self, raw: str) -> None:
        at = 0
        while match := _TOKEN.search(raw, at):
            at = match.end()
            word, number, byte, sign, brace, plain = match.groups()
            if brace:
                self._brace(brace)
            elif word:
                if word == "bin":
                    at += int(number or 0)
                self._word(word, int(number) if number else None)
            elif byte:
                self._bytes(bytes([int(byte, 16)]))
            elif sign:
                self._sign(sign)
            elif plain:
                self._bytes(plain.encode("latin-1"))

    def document(self) -> Iterator[Block]:
        body = self.texts.pop("body")
        margins = self.texts.pop("margin")
        for text in (body, margins, *self.texts.values()):
            self._end_paragraph(text)
            _end_table(text)
        yield from body.blocks
        for number, note in self.texts.items():
            for index, block in enumerate(note.blocks):
                if isinstance(block, Paragraph) and not index:
                    block.label = f"[{number}]"
                yield block
        yield from margin(paragraphs(margins.blocks))

    @property
    def text(self) -> _Text:
        state = self.state
        return self.texts[state.note or ("margin" if state.place == "margin" else "body")]

    def _brace(self, brace: str) -> None:
        self._starred = False
        self._swallow = 0
        if brace == "{":
            if len(self.stack) > _DEEPEST:
                raise Damaged(self.path)
            self.stack.append(copy(self.state))
        elif self.stack:
            self.state = self.stack.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in "\\{}~_-":
            self._write({"~": " ", "_": "-", "-": OPTIONAL_HYPHEN}.get(sign, sign))

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self.state.place == "skip":
            return
        if (word in _SKIPPED and word not in _KEPT) or (starred and word not in _KEPT):
            self.state.place = "skip"
        elif word in _MARGINS:
            self.state.place = "margin"
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        else:
            handler = getattr(self, f"_on_{word}", None)
            if handler is not None:
                handler(number)

    # Control words, one method each.

    def _on_ansicpg(self, number: int | None) -> None:
        self.code_page = _known(f"cp{number}")

    def _on_deff(self, number: int | None) -> None:
        self.default_font = number

    def _on_fonttbl(self, _: int | None) -> None:
        self.state.place = "fonts"

    def _on_f(self, number: int | None) -> None:
        self.state.font = number

    def _on_fcharset(self, number: int | None) -> None:
        if self.state.place == "fonts" and self.state.font is not None:
            self.charsets[self.state.font] = number or 0

    def _on_plain(self, _: int | None) -> None:
        self.state.font, self.state.hidden, self.state.capitals = self.default_font, False, False

    def _on_v(self, number: int | None) -> None:
        self.state.hidden = number != 0

    def _on_deleted(self, number: int | None) -> None:
        self.state.hidden = number != 0

    def _on_caps(self, number: int | None) -> None:
        self.state.capitals = number != 0

    def _on_uc(self, number: int | None) -> None:
        self.state.skip_after = number or 0

    def _on_u(self, number: int | None) -> None:
        code = (number or 0) % 0x10000
        self._write(chr(code))
        self._swallow = self.state.skip_after

    def _on_pntext(self, _: int | None) -> None:
        self.state.place = "label"

    _on_listtext = _on_pntext

    def _on_footnote(self, _: int | None) -> None:
        self._notes += 1
        self.text.paragraph.runs.append(Run(f"[{self._notes}]"))
        self.texts[self._notes] = _Text()
        self.state.note = self._notes

    def _on_outlinelevel(self, number: int | None) -> None:
        self.level = (number or 0) + 1 if (number or 0) < 9 else 0

    def _on_pard(self, _: int | None) -> None:
        self.level, self.text.in_table = 0, False

    def _on_intbl(self, _: int | None) -> None:
        self.text.in_table = True

    def _on_par(self, _: int | None) -> None:
        self._end_paragraph(self.text)

    _on_sect = _on_page = _on_par

    def _on_trowd(self, _: int | None) -> None:
        self.layout, self.merging = [], ""

    def _on_clvmgf(self, _: int | None) -> None:
        self.merging = "first down"

    def _on_clvmrg(self, _: int | None) -> None:
        self.merging = "down"

    def _on_clmrg(self, _: int | None) -> None:
        self.merging = "across"

    def _on_cellx(self, number: int | None) -> None:
        self.layout.append((number or 0, self.merging))
        self.merging = ""

    def _on_cell(self, _: int | None) -> None:
        text = self.text
        text.in_table = True
        self._end_paragraph(text)
        text.cells.append(text.cell)
        text.cell = []

    def _on_nestcell(self, _: int | None) -> None:
        self._end_paragraph(self.text)

    def _on_row(self, _: int | None) -> None:
        text = self.text
        if text.cells:
            text.rows.append((text.cells, list(self.layout)))
        text.cells = []

    def _bytes(self, raw: bytes) -> None:
        if self._swallow:
            cut = min(self._swallow, len(raw))
            self._swallow -= cut
            raw = raw[cut:]
        if raw and self.state.place != "skip":
            self._write(raw.decode(self._code_page_of(self.state.font), "replace"))

    def _code_page_of(self, font: int | None) -> str:
        if font is None:
            font = self.default_font
        if font is None or self.state.place == "fonts":
            return "latin-1" if self.state.place == "fonts" else self.code_page
        if encoding_of_font(self.fonts.get(font)) or self.charsets.get(font) == 2:
            return "latin-1"
        return _CODE_PAGES.get(self.charsets.get(font, 1), self.code_page)

    def _write(self, text: str) -> None:
        state = self.state
        if state.place == "fonts":
            if state.font is not None:
                name = self.fonts.get(state.font, "") + text
                self.fonts[state.font] = name.partition(";")[0] + (";" if ";" in name else "")
        elif state.place == "label":
            self.label += text
        elif state.place != "skip" and not state.hidden:
            number = self.default_font if state.font is None else state.font
            font = self.fonts.get(number, "").rstrip(";") if number is not None else None
            runs = self.text.paragraph.runs
            if runs and (runs[-1].font, runs[-1].capitals) == (font or None, state.capitals):
                runs[-1].text += text
            else:
                runs.append(Run(text, font or None, state.capitals))

    def _end_paragraph(self, text: _Text) -> None:
        paragraph, text.paragraph = text.paragraph, Paragraph()
        label, self.label = " ".join(self.label.split()), ""
        if not paragraph.text.strip():
            return
        paragraph.level = self.level
        if label:
            font = paragraph.runs[0].font
            paragraph.runs.insert(0, Run(label + " ", font))
        if text.in_table:
            text.cell.append(paragraph)
        else:
            _end_table(text)
            text.blocks.append(paragraph)


def _known(code_page: str) -> str:
    try:
        "".encode(code_page)
    except LookupError:
        return "cp1252"
    return code_page


def _end_table(text: _Text) -> None:
    if text.cell or text.cells:
        text.rows.append(([*text.cells, text.cell] if text.cell else text.cells, []))
        text.cell, text.cells = [], []
    rows, text.rows = text.rows, []
    if not rows:
        return
    marks = edges(border for cells, layout in rows for border in (0, *_borders(cells, layout)))
    table = Table()
    above: dict[int, Cell] = {}
    for cells, layout in rows:
        table.rows.append(_row(cells, layout, marks, above))
    text.blocks.append(table)


def _borders(cells: list[list[Block]], layout: list[tuple[int, str]]) -> list[int]:
    """Right borders of cells; of one width where the file gives too few."""
    if len(layout) < len(cells):
        return list(range(1000, 1000 * len(cells) + 1, 1000))
    return [border for border, _ in layout]


def _row(
    cells: list[list[Block]],
    layout: list[tuple[int, str]],
    marks: list[int],
    above: dict[int, Cell],
) -> list[Cell]:
    made: list[Cell] = []
    column = 0
    merging = [how for _, how in layout] if len(layout) >= len(cells) else [""] * len(cells)
    for blocks_, border, how in zip(cells, _borders(cells, layout), merging, strict=False):
        end = max(edge(marks, border), column + 1)
        if how == "across" and made:
            made[-1].columns += end - column
            made[-1].blocks += blocks_
        elif how == "down" and column in above:
            above[column].rows += 1
        else:
            made.append(Cell(blocks_, end - column))
            above.pop(column, None)
            if how == "first down":
                above[column] = made[-1]
        column = end
    return made
