"""PowerPoint 97-2003, from its own bytes: the text of each slide in the order of the show.

After [MS-PPT]: saved edits lie one behind the other; a directory tells where the newest form of
each slide is.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import olefile

from index.errors import Damaged, Encrypted
from index.readers.blocks import Block, PageBreak, Paragraph, Run

_EDIT, _DIRECTORY, _DOCUMENT, _SLIDE_LIST = 0x0FF5, 0x1772, 0x03E8, 0x0FF0
_SLIDE_AT, _TEXT_KIND, _WIDE, _NARROW, _TEXT_BOX = 0x03F3, 0x0F9F, 0x0FA0, 0x0FA8, 0xF00D
_TITLES = (0, 6)
_ENCRYPTED = 0xF3D1C4DF
_DEEPEST, _MOST_EDITS = 40, 10_000


class _Record(NamedTuple):
    kind: int
    instance: int
    is_group: bool
    start: int
    end: int


def blocks(path: Path) -> Iterator[Block]:
    with olefile.OleFileIO(path) as file:
        data = file.openstream("PowerPoint Document").read()
        user = file.openstream("Current User").read()
    yield from _Show(path, data, user).slides()


class _Show:
    def __init__(self, path: Path, data: bytes, user: bytes) -> None:
        self.data = data
        token, edit = struct.unpack_from("<II", user, 12)
        if token == _ENCRYPTED:
            raise Encrypted(path)
        self.places: dict[int, int] = {}
        self.document = 0
        self._read_edits(path, edit)

    def _read_edits(self, path: Path, at: int) -> None:
        """The places of all parts; the newest edit comes first and holds."""
        for _ in range(_MOST_EDITS):
            record = self._record(at)
            if record.kind != _EDIT:
                raise Damaged(path)
            if record.end - record.start >= 32:
                raise Encrypted(path)
            before, directory, document = struct.unpack_from("<III", self.data, record.start + 8)
            self.document = self.document or document
            self._read_directory(directory)
            if not before or before >= at:
                return
            at = before

    def _read_directory(self, at: int) -> None:
        record = self._record(at)
        place = record.start
        while place + 4 <= record.end:
            head = struct.unpack_from("<I", self.data, place)[0]
            first, count = head & 0xFFFFF, head >> 20
            for index, where in enumerate(struct.unpack_from(f"<{count}I", self.data, place + 4)):
                self.places.setdefault(first + index, where)
            place += 4 + 4 * count

    def _record(self, at: int) -> _Record:
        flags, kind, size = struct.unpack_from("<HHI", self.data, at)
        end = min(at + 8 + size, len(self.data))
        return _Record(kind, flags >> 4, flags & 15 == 15, at + 8, end)

    def _children(self, parent: _Record) -> Iterator[_Record]:
        at = parent.start
        while at + 8 <= parent.end:
            record = self._record(at)
            yield record
            at = record.end

    def slides(self) -> Iterator[Block]:
        document = self._record(self.places[self.document])
        number = 0
        for part in self._children(document):
            if part.kind != _SLIDE_LIST or part.instance != 0:
                continue
            pending: int | None = None
            for record in self._children(part):
                if record.kind == _SLIDE_AT:
                    yield from self._drawn(pending)
                    if number:
                        yield PageBreak()
                    number += 1
                    pending = struct.unpack_from("<I", self.data, record.start)[0]
                    self._kind = -1
                yield from self._text(record)
            yield from self._drawn(pending)

    def _drawn(self, slide: int | None) -> Iterator[Block]:
        """Text that lies on a slide itself and not in the outline."""
        if slide in self.places:
            yield from self._boxes(self._record(self.places[slide]), 0)

    def _boxes(self, parent: _Record, depth: int) -> Iterator[Block]:
        for record in self._children(parent) if depth < _DEEPEST else ():
            if record.kind == _TEXT_BOX:
                self._kind = -1
                for part in self._children(record):
                    yield from self._text(part)
            elif record.is_group:
                yield from self._boxes(record, depth + 1)

    def _text(self, record: _Record) -> Iterator[Block]:
        raw = self.data[record.start : record.end]
        if record.kind == _TEXT_KIND:
            self._kind = struct.unpack_from("<I", raw)[0]
        if record.kind not in (_WIDE, _NARROW):
            return
        text = raw.decode("utf-16-le" if record.kind == _WIDE else "latin-1", "replace")
        if self._kind in _TITLES:
            yield Paragraph([Run(text.replace("\r", " ").replace("\x0b", " "))], level=1)
            return
        for line in text.split("\r"):
            yield Paragraph([Run(line.replace("\x0b", "\n"))])

    _kind = -1  # of the text that comes next: a title, a body, ...
