"""Fonts, styles and lists of a Word 97-2003 file."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.legacy_fonts import to_unicode
from index.readers.doc_file import DocFile, Sprms, sprms
from index.readers.numbering import Counter, Level

FONTS = (0x4A4F, 0x4A51)  # of ASCII and of other letters
CAPITALS, CHARACTER_STYLE = 0x083B, 0x4A30
OUTLINE, LIST_LEVEL, LIST = 0x2640, 0x260A, 0x460B
_HEADINGS, _CONTENTS = range(1, 10), range(19, 28)
_NO_STYLE = 0x0FFF
_FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter"}
_FORMS |= {22: "decimalZero", 23: "bullet", 255: "none"}


@dataclass(frozen=True, slots=True)
class Style:
    font: str | None = None
    capitals: bool = False
    level: int = 0
    is_contents: bool = False
    paragraph: Sprms | None = None


def u16(raw: bytes, at: int = 0) -> int:
    return int(struct.unpack_from("<H", raw, at)[0])


class Fonts:
    def __init__(self, file: DocFile) -> None:
        self._names = list(_font_names(file.part("fonts")))

    def of(self, found: Sprms, otherwise: str | None) -> str | None:
        """The font that modifiers name, `otherwise` when they name none."""
        for name in reversed(FONTS):
            if name in found:
                index = u16(found[name])
                return self._names[index] if index < len(self._names) else otherwise
        return otherwise


def _font_names(table: bytes) -> Iterator[str]:
    at = 4
    while at < len(table):
        size = table[at] + 1
        name = table[at + 40 : at + size].decode("utf-16-le", "replace")
        yield name.partition("\0")[0]
        at += size


class Styles:
    def __init__(self, file: DocFile, fonts: Fonts) -> None:
        self._fonts = fonts
        self._raw = list(_style_records(file.part("styles")))
        self._base_size = u16(file.part("styles"), 4) if file.part("styles") else 10
        self._known: dict[int, Style] = {}

    def of(self, index: int, depth: int = 0) -> Style:
        if index not in self._known:
            self._known[index] = self._read(index, depth)
        return self._known[index]

    def _read(self, index: int, depth: int) -> Style:
        raw = self._raw[index] if index < len(self._raw) else b""
        if len(raw) < self._base_size + 2 or depth > 20:
            return Style()
        built_in, kind, base = u16(raw) & 0x0FFF, raw[2] & 15, u16(raw, 2) >> 4
        style = self.of(base, depth + 1) if base != _NO_STYLE and base != index else Style()
        shape, look = _style_sprms(raw, self._base_size, kind)
        level = built_in if built_in in _HEADINGS else style.level
        return replace(
            style,
            font=self._fonts.of(look, style.font),
            capitals=look[CAPITALS][0] == 1 if CAPITALS in look else style.capitals,
            level=outline(shape, level),
            is_contents=built_in in _CONTENTS,
            paragraph=(style.paragraph or {}) | shape,
        )


def outline(found: Sprms, otherwise: int) -> int:
    """The heading level that modifiers give, 0 for none."""
    if OUTLINE not in found:
        return otherwise
    return found[OUTLINE][0] + 1 if found[OUTLINE][0] < 9 else 0


def _style_records(table: bytes) -> Iterator[bytes]:
    at = 2 + u16(table) if table else 0
    while 0 < at + 2 <= len(table):
        size = u16(table, at)
        yield table[at + 2 : at + 2 + size]
        at += 2 + size + (size & 1)


def _style_sprms(raw: bytes, base_size: int, kind: int) -> tuple[Sprms, Sprms]:
    """The modifiers of paragraphs and of runs in a style."""
    at = base_size + 2 + 2 * u16(raw, base_size) + 2
    parts: list[bytes] = []
    while at + 2 <= len(raw) and len(parts) < 2:
        size = u16(raw, at)
        parts.append(raw[at + 2 : at + 2 + size])
        at += 2 + size + (size & 1)
    parts += [b""] * (2 - len(parts))
    if kind == 1:
        return sprms(parts[0][2:]), sprms(parts[1])
    return {}, sprms(parts[0]) if kind == 2 else {}


class Lists:
    """The lists of a file and how far each has counted."""

    def __init__(self, file: DocFile, fonts: Fonts) -> None:
        self._fonts = fonts
        self._levels: dict[int, dict[int, Level]] = {}
        self._uses: list[tuple[int, dict[int, Level], set[int]]] = []
        self._counters: dict[int, Counter] = {}
        self._started: set[int] = set()
        if file.part("lists") and file.part("list_uses"):
            self._read_lists(file.part("lists"), file.after("lists"))
            self._read_uses(file.part("list_uses"))

    def label(self, found: Sprms) -> str:
        """The number of the next paragraph, "" for one in no list."""
        number = u16(found[LIST]) if len(found.get(LIST, b"")) == 2 else 0
        if not 0 < number <= len(self._uses):
            return ""
        identity, own, restarts = self._uses[number - 1]
        levels = self._levels.get(identity, {}) | own
        counter = self._counters.setdefault(identity, Counter(levels))
        if number not in self._started:
            self._started.add(number)
            for level in restarts:
                counter.counts.pop(level, None)
        level = found[LIST_LEVEL][0] if LIST_LEVEL in found else 0
        return counter.next(level, levels) if level in levels else ""

    def _read_lists(self, table: bytes, following: bytes) -> None:
        at = 0
        for index in range(u16(table)):
            head = table[2 + 28 * index : 30 + 28 * index]
            levels = {}
            for level in range(1 if head[26] & 1 else 9):
                levels[level], at = self._level(following, at)
            self._levels[struct.unpack_from("<i", head)[0]] = levels

    def _read_uses(self, table: bytes) -> None:
        count = struct.unpack_from("<I", table)[0]
        at = 4 + 16 * count
        for index in range(count):
            identity = struct.unpack_from("<i", table, 4 + 16 * index)[0]
            overrides = table[4 + 16 * index + 12]
            at += 4
            own: dict[int, Level] = {}
            restarts: set[int] = set()
            for _ in range(overrides):
                start, flags = struct.unpack_from("<iI", table, at)
                at += 8
                level = flags & 15
                known = self._levels.get(identity, {}).get(level, Level())
                if flags & 32:
                    known, at = self._level(table, at)
                elif flags & 16:
                    known = replace(known, start=start)
                if flags & 16:
                    restarts.add(level)
                own[level] = known
            self._uses.append((identity, own, restarts))

    def _level(self, raw: bytes, at: int) -> tuple[Level, int]:
        """A level's definition at `at`, and where it ends."""
        start, form, flags = struct.unpack_from("<iBB", raw, at)
        look_size, shape_size = raw[at + 24], raw[at + 25]
        look = sprms(raw[at + 28 + shape_size : at + 28 + shape_size + look_size])
        at += 28 + shape_size + look_size
        size = u16(raw, at)
        typed = raw[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")
        text = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in typed)
        level = Level(
            _FORMS.get(form, "decimal"),
            text if form == 23 else to_unicode(text, self._fonts.of(look, None)),
            start,
            restarts=not flags & 8,
            only_digits=bool(flags & 4),
        )
        return level, at + 2 + 2 * size
