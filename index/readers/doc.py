"""Word 97-2003, from its own bytes: text, fonts, tables, list numbers, footnotes, text boxes.

Neither antiword nor catdoc tells which font a run is in, which is what legacy texts are read by;
LibreOffice does, at a gigabyte on the server (docs/readers.md has the figures).
"""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from index.readers.blocks import OPTIONAL_HYPHEN, Block, Paragraph, Run, margin, paragraphs
from index.readers.doc_file import DocFile, Sprms, Stretch, sprms
from index.readers.doc_styles import (
    CAPITALS,
    CHARACTER_STYLE,
    Fonts,
    Lists,
    Style,
    Styles,
    outline,
    u16,
)
from index.readers.doc_tables import Row, table

_HIDDEN, _DELETED, _SYMBOL = 0x083C, 0x0800, 0x6A09
_IN_TABLE, _ROW_END, _INNER_ROW_END, _INNER_CELL, _DEPTH = 0x2416, 0x2417, 0x244C, 0x244B, 0x6649
_ENDS = re.compile("[\r\x07\x0c]")
_MARKS = re.compile("([\x02\x13\x14\x15])")
_SIGNS = {
    0x0B: "\n",
    0x1E: "-",
    0x1F: OPTIONAL_HYPHEN,
    0x00: None,
    0x01: None,
    0x03: None,
    0x04: None,
}
_SIGNS |= {0x05: None, 0x08: None}
_NOTE = "\x02"


def blocks(path: Path) -> Iterator[Block]:
    yield from _Walk(DocFile(path)).document()


class _Walk:
    def __init__(self, file: DocFile) -> None:
        self.file = file
        self.fonts = Fonts(file)
        self.styles = Styles(file, self.fonts)
        self.lists = Lists(file, self.fonts)
        self._looks: dict[tuple[bytes, int], tuple[str | None, bool, bool, Sprms]] = {}
        self._notes = list(self._note_spans())
        self._called: list[int] = []

    def document(self) -> Iterator[Block]:
        yield from self._part(*self.file.span("text"))
        yield from self._part(*self.file.span("boxes"))
        for number, call in enumerate(self._called, start=1):
            yield from self._note(call, f"[{number}]")
        yield from margin(paragraphs(self._part(*self.file.span("headers"))))

    def _note_spans(self) -> Iterator[tuple[int, int, int]]:
        """Where notes are called, and from where to where their texts run."""
        for places, texts, part in (
            ("notes", "note_texts", "footnotes"),
            ("ends", "end_texts", "endnotes"),
        ):
            raw, table = self.file.part(places), self.file.part(texts)
            count = max((len(raw) - 4) // 6, 0)
            calls = struct.unpack_from(f"<{count}i", raw) if count else ()
            borders = struct.unpack_from(f"<{count + 1}i", table) if count else ()
            first, _ = self.file.span(part)
            for index, call in enumerate(calls):
                yield call, first + borders[index], first + borders[index + 1]

    def _part(self, start: int, end: int) -> Iterator[Block]:
        """The blocks of one of the file's texts, tables put together from their rows."""
        rows: list[Row] = []
        row = Row()
        for lines, place in self._paragraphs(start, end):
            style_number, shape = self.file.paragraph(place)
            style = self.styles.of(style_number)
            shape = (style.paragraph or {}) | shape
            depth = _depth(shape)
            if not depth:
                if rows:
                    yield table(rows)
                    rows, row = [], Row()
                yield from self._blocks(lines, style, shape)
            elif depth == 1 and _is_on(shape, _ROW_END):
                row.shape = shape
                rows.append(row)
                row = Row()
            elif not _is_on(shape, _INNER_ROW_END):
                row.add(self._blocks(lines, style, shape), depth == 1 and lines.mark == "\x07")
        if row.cells:
            rows.append(row)
        if rows:
            yield table(rows)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple["_Line", int]]:
        """Stretches up to each paragraph's mark, and the byte at which the mark lies."""
        line = _Line()
        for stretch in self.file.stretches(start, end):
            at = 0
            for mark in _ENDS.finditer(stretch.text):
                line.stretches.append(_cut(stretch, at, mark.start()))
                line.mark = mark[0]
                yield line, stretch.place + mark.start() * stretch.width
                line = _Line()
                at = mark.end()
            if at < len(stretch.text):
                line.stretches.append(_cut(stretch, at, len(stretch.text)))
        if line.stretches:
            last = line.stretches[-1]
            yield line, last.place + (len(last.text) - 1) * last.width

    def _blocks(self, line: "_Line", style: Style, shape: Sprms) -> Iterator[Block]:
        runs = list(self._runs(line, style))
        paragraph = Paragraph(runs, outline(shape, style.level), listed=style.is_contents)
        if paragraph.text.strip():
            paragraph.label = self.lists.label(shape)
            yield paragraph

    def _runs(self, line: "_Line", style: Style) -> Iterator[Run]:
        hidden = [False] if line.fields is None else line.fields
        for stretch in line.stretches:
            font, capitals, unseen, look = self._look(stretch.sprms, style)
            if unseen:
                continue
            if _SYMBOL in look and len(look[_SYMBOL]) == 4:
                yield Run(chr(u16(look[_SYMBOL], 2)), font)
                continue
            at = stretch.start
            for piece in _MARKS.split(stretch.text):
                if piece == _NOTE and any(note[0] == at for note in self._notes):
                    self._called.append(at)
                    yield Run(f"[{len(self._called)}]")
                elif piece == "\x13":
                    hidden.append(True)
                elif piece == "\x14" and len(hidden) > 1:
                    hidden[-1] = False
                elif piece == "\x15" and len(hidden) > 1:
                    hidden.pop()
                elif piece and not any(hidden):
                    yield Run(piece.translate(_SIGNS), font, capitals)
                at += len(piece)

    def _look(self, raw: bytes, style: Style) -> tuple[str | None, bool, bool, Sprms]:
        """Font, capitals, whether it is out of sight, and all modifiers of a run."""
        key = (raw, id(style))
        if key not in self._looks:
            look = sprms(raw)
            named = self.styles.of(u16(look[CHARACTER_STYLE])) if CHARACTER_STYLE in look else None
            font = self.fonts.of(look, named.font if named and named.font else style.font)
            capitals = _is_on(look, CAPITALS) if CAPITALS in look else style.capitals
            unseen = _is_on(look, _HIDDEN) or _is_on(look, _DELETED)
            self._looks[key] = font, capitals, unseen, look
        return self._looks[key]

    def _note(self, call: int, mark: str) -> Iterator[Block]:
        for note in (note for note in self._notes if note[0] == call):
            for block in self._part(note[1], note[2]):
                if isinstance(block, Paragraph) and mark:
                    block.label, mark = mark, ""
                yield block


class _Line:
    """The stretches of one paragraph and the mark that ends it."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.mark = ""
        self.fields: list[bool] | None = None


def _cut(stretch: Stretch, start: int, end: int) -> Stretch:
    return stretch._replace(
        start=stretch.start + start,
        text=stretch.text[start:end],
        place=stretch.place + start * stretch.width,
    )


def _is_on(found: Sprms, name: int) -> bool:
    return found.get(name, b"\0")[0] == 1


def _depth(shape: Sprms) -> int:
    """How many tables a paragraph is in."""
    if _DEPTH in shape and len(shape[_DEPTH]) == 4:
        return int(struct.unpack("<i", shape[_DEPTH])[0])
    return int(_is_on(shape, _IN_TABLE))
