"""The inside of a Word 97-2003 file: where its text lies and which properties lie over it.

After [MS-DOC]: the text is stored in pieces; runs and paragraphs have lists of modifiers
("sprms") that are found by the place of a character in the file.
"""

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import olefile

from index.errors import Damaged, Encrypted

_WORD_97 = 0x00C1
_FC = 154  # where the list of (place, length) pairs starts in the header
_PAIRS = {"styles": 1, "notes": 2, "note_texts": 3, "runs": 12, "paragraphs": 13, "fonts": 15}
_PAIRS |= {"pieces": 33, "ends": 46, "end_texts": 47, "lists": 73, "list_uses": 74}
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # of a modifier's operand, by its top bits
_PAGE = 512
_T_DEF_TABLE, _P_CHG_TABS, _P_HUGE = 0xD608, 0xC615, (0x6645, 0x6646)
_PARTS = ("text", "footnotes", "headers", "_", "comments", "endnotes", "boxes", "header_boxes")

Sprms = dict[int, bytes]


class Piece(NamedTuple):
    """Characters `start` to `end`, stored from byte `place` on, one or two bytes each."""

    start: int
    end: int
    place: int
    width: int


class Stretch(NamedTuple):
    """Text of one piece under one set of run modifiers; `place` is its first byte's."""

    start: int
    text: str
    place: int
    width: int
    sprms: bytes


@dataclass(frozen=True, slots=True)
class _Layer:
    """Modifiers by byte ranges: of runs or of paragraphs."""

    starts: list[int]
    ends: list[int]
    values: list[bytes]

    def index(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def at(self, place: int) -> bytes:
        index = self.index(place)
        return self.values[index] if index >= 0 and place < self.ends[index] else b""


class DocFile:
    """Raises `Encrypted` and `Damaged`; struct.error, IndexError and OSError mean damage too."""

    def __init__(self, path: Path) -> None:
        with olefile.OleFileIO(path) as file:
            self.main = file.openstream("WordDocument").read()
            flags, self.version = self._u16(10), self._u16(2)
            if flags & 0x0100:
                raise Encrypted(path)
            self.is_old = self.version < _WORD_97
            table = "1Table" if flags & 0x0200 else "0Table"
            if not self.is_old and not file.exists(table):
                raise Damaged(path)
            self.table = self.main if self.is_old else file.openstream(table).read()
            self.data = file.openstream("Data").read() if file.exists("Data") else b""
        self.lengths = self._lengths()
        self.pieces = list(self._pieces(bool(flags & 0x0004)))
        self._runs = self._layer("runs", _run_pages)
        self._paragraphs = self._layer("paragraphs", _paragraph_pages)

    def _u16(self, at: int) -> int:
        return int(struct.unpack_from("<H", self.main, at)[0])

    def part(self, name: str) -> bytes:
        """A structure of the table stream, b"" where the file has none."""
        if self.is_old:
            return b""
        place, length = struct.unpack_from("<II", self.main, _FC + 8 * _PAIRS[name])
        return bytes(self.table[place : place + length])

    def after(self, name: str) -> bytes:
        """What follows a structure in the table stream."""
        place, length = struct.unpack_from("<II", self.main, _FC + 8 * _PAIRS[name])
        return bytes(self.table[place + length :])

    def _lengths(self) -> dict[str, int]:
        """Characters of the text, its notes, headers, text boxes, ..., one after the other."""
        first = 0x34 if self.is_old else 76
        return dict(zip(_PARTS, struct.unpack_from("<8i", self.main, first), strict=True))

    def span(self, name: str) -> tuple[int, int]:
        before = _PARTS[: _PARTS.index(name)]
        start = sum(self.lengths[each] for each in before if each != "_")
        return start, start + self.lengths[name]

    def _pieces(self, is_complex: bool) -> Iterator[Piece]:
        table = self.part("pieces") if not self.is_old else self._old_table(is_complex)
        at = 0
        while at < len(table) and table[at] == 1:
            at += 3 + int(struct.unpack_from("<H", table, at + 1)[0])
        if at >= len(table):
            start = struct.unpack_from("<I", self.main, 0x18)[0]
            yield Piece(0, sum(v for k, v in self.lengths.items() if k != "_"), start, 1)
            return
        size = struct.unpack_from("<I", table, at + 1)[0]
        count = (size - 4) // 12
        borders = struct.unpack_from(f"<{count + 1}i", table, at + 5)
        for index in range(count):
            place = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * index + 2)[0]
            narrow = self.is_old or bool(place & 0x40000000)
            start = place if self.is_old else (place & 0x3FFFFFFF) // (2 if narrow else 1)
            yield Piece(borders[index], borders[index + 1], start, 1 if narrow else 2)

    def _old_table(self, is_complex: bool) -> bytes:
        place, length = struct.unpack_from("<II", self.main, 0x160)
        return self.main[place : place + length] if is_complex else b""

    def _layer(self, name: str, pages: Callable[[bytes], Iterator["_Entry"]]) -> _Layer:
        plan = self.part(name)
        count = max((len(plan) - 4) // 8, 0)
        found: list[tuple[int, int, bytes]] = []
        for number in struct.unpack_from(f"<{count}I", plan, 4 * (count + 1)) if count else ():
            at = (number & 0x3FFFFF) * _PAGE
            found += pages(self.main[at : at + _PAGE])
        found.sort(key=lambda entry: entry[0])
        return _Layer(*([e[n] for e in found] for n in range(3)))  # type: ignore[arg-type]

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """The text from character `start` to `end`, cut where run modifiers change."""
        for piece in self.pieces:
            low, high = max(start, piece.start), min(end, piece.end)
            while low < high:
                place = piece.place + (low - piece.start) * piece.width
                stop = min(high, low + self._reach(place) // piece.width)
                stop = max(stop, low + 1)
                raw = self.main[place : place + (stop - low) * piece.width]
                yield Stretch(
                    low, _decoded(raw, piece.width), place, piece.width, self._runs.at(place)
                )
                low = stop

    def _reach(self, place: int) -> int:
        """How many bytes from `place` on have the same run modifiers."""
        index = self._runs.index(place)
        if index >= 0 and place < self._runs.ends[index]:
            return self._runs.ends[index] - place
        following = index + 1
        return (
            self._runs.starts[following] - place if following < len(self._runs.starts) else 1 << 30
        )

    def paragraph(self, place: int) -> tuple[int, Sprms]:
        """The style number and the modifiers of the paragraph whose mark lies at `place`."""
        raw = self._paragraphs.at(place)
        if len(raw) < 2:
            return 0, {}
        found = sprms(raw[2:])
        for name in _P_HUGE:
            if name in found:
                at = struct.unpack("<I", found[name])[0]
                length = struct.unpack_from("<H", self.data, at)[0]
                found |= sprms(self.data[at + 2 : at + 2 + length])
        return struct.unpack_from("<H", raw)[0], found


def _decoded(raw: bytes, width: int) -> str:
    if width == 2:
        return raw.decode("utf-16-le", "replace")
    return raw.decode("cp1252", "replace") if _is_1252(raw) else "".join(map(_western, raw))


def _is_1252(raw: bytes) -> bool:
    return not raw.translate(None, bytes(set(range(256)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}))


def _western(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def sprms(raw: bytes) -> Sprms:
    """Modifier -> operand, the last of each; what is cut off at the end is left out."""
    found: Sprms = {}
    at = 0
    while at + 2 <= len(raw):
        name = raw[at] | raw[at + 1] << 8
        at += 2
        size = _SIZES.get(name >> 13)
        if name == _T_DEF_TABLE:
            size = struct.unpack_from("<H", raw, at)[0] + 1 if at + 2 <= len(raw) else 0
        elif size is None:
            if at >= len(raw):
                break
            size = raw[at] + 1
        found[name] = raw[at : at + size]
        at += size
    return {name: operand for name, operand in found.items() if operand}


_Entry = tuple[int, int, bytes]


def _run_pages(page: bytes) -> Iterator[_Entry]:
    """Byte ranges with their run modifiers, of one page of 512 bytes."""
    count = page[-1]
    borders = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = page[4 * (count + 1) + index] * 2
        value = page[at + 1 : at + 1 + page[at]] if at else b""
        yield borders[index], borders[index + 1], value


def _paragraph_pages(page: bytes) -> Iterator[_Entry]:
    count = page[-1]
    borders = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = page[4 * (count + 1) + 13 * index] * 2
        size = page[at]
        start, length = (at + 1, 2 * size - 1) if size else (at + 2, 2 * page[at + 1])
        yield borders[index], borders[index + 1], page[start : start + length]
