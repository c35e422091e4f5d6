"""The text layer of a PDF page: characters of PDFium -> words in Unicode."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index import legacy_fonts
from index.readers.sheet import Word

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_HYPHEN = 2  # what PDFium makes of a hyphen at a line's end
# Where PDF writers put the bytes of a legacy font that have no name of their own.
_STRAY = str.maketrans({"\u2212": "\xad", "\u2219": "\xb7", "\u02c9": "\xaf", "\u03bc": "\xb5"})
_MODERN = re.compile("[Ạ-ỹ]")
_TORN_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-(?![A-Z\d])|-(?=[a-zà-ÿ])")
_PRIVATE = range(0xF020, 0xF100)  # symbol fonts: their own code, moved up
_BLANK = frozenset((9, 10, 13, 32, 0xA0, 0x2028, 0x2029)) | frozenset(range(0x2000, 0x200C))
_SIZES = (2.0, 200.0)  # points: a size beyond is none, the box of the letters tells it
_LEVEL = 0.15  # sizes: base lines that are nearer are one
_TOUCHING = 0.06  # sizes: no space is as narrow
_ASCENT = 0.8  # of a font's height, where it gives no better


_encoding = cache(legacy_fonts.encoding_of_font)


@dataclass(slots=True)
class _Part:
    """Characters of one word in one font."""

    font: str
    codes: list[int] = field(default_factory=list)

    def text(self) -> str:
        legacy = _encoding(self.font)
        text = "".join(_letter(code, legacy is not None) for code in self.codes)
        return text.translate(_STRAY) if legacy else text


def _letter(code: int, legacy: bool) -> str:
    if code in _PRIVATE:
        return chr(code - 0xF000) if legacy else "•"
    return "-" if code == _HYPHEN else _LIGATURES.get(code) or chr(code)


@dataclass(slots=True)
class _Draft:
    """A word in the making; places in PDF's own coordinates: left, bottom, right, top."""

    parts: list[_Part]
    box: list[float]
    turn: int
    base: float
    size: float
    parted: bool  # a space was typed before it

    @property
    def span(self) -> tuple[float, float]:
        """Where it begins and ends along its line."""
        left, bottom, right, top = self.box
        return ((left, right), (-top, -bottom), (-right, -left), (bottom, top))[self.turn]


@dataclass(frozen=True, slots=True)
class Layer:
    """The words of a page's text layer; `unmapped` is the share of letters without a meaning.

    `turn` is how the text lies: quarters, clockwise.
    """

    words: list[Word]
    turn: int
    unmapped: float


def read(page: pdfium.PdfPage) -> Layer:
    text_page = page.get_textpage()
    try:
        drafts, unmapped = _drafts(text_page)
    finally:
        text_page.close()
    turns = Counter(draft.turn for draft in drafts)
    turn = turns.most_common(1)[0][0] if turns else 0
    lying = _merged([draft for draft in drafts if draft.turn == turn])
    box = page.get_bbox()
    return Layer(_words(lying, box, turn), turn, unmapped)


def _drafts(text_page: pdfium.PdfTextPage) -> tuple[list[_Draft], float]:
    """Words, or pieces of them: characters that follow each other in the file."""
    drafts: list[_Draft] = []
    current: _Draft | None = None
    looks = _Looks(text_page)
    rect, handle, bad = raw.FS_RECTF(), text_page.raw, 0
    count = text_page.count_chars()
    space: tuple[float, ...] | None = None
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _BLANK:
            current = None
            if raw.FPDFText_IsGenerated(handle, index) == 0:
                raw.FPDFText_GetLooseCharBox(handle, index, rect)
                space = (rect.left, rect.bottom, rect.right, rect.top)
            continue
        if code == 0 or code == 0xFFFD or raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
            bad += 1
            code = 0xFFFD
        raw.FPDFText_GetLooseCharBox(handle, index, rect)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        font, turn, size = looks.of(index)
        if current is None or current.turn != turn or not _goes_on(current.box, box, turn):
            base = looks.base(index, turn)
            parted = space is not None and _goes_on(list(space), box, turn)
            current = _Draft([_Part(font)], list(box), turn, base, size, parted)
            drafts.append(current)
        space = None
        if current.parts[-1].font != font:
            current.parts.append(_Part(font))
        current.parts[-1].codes.append(code)
        _widen(current.box, box)
    return drafts, bad / max(1, count)


class _Looks:
    """Font, direction and size of a character, asked once for each text object."""

    def __init__(self, text_page: pdfium.PdfTextPage) -> None:
        self._handle = text_page.raw
        self._known: dict[int | None, tuple[str, int, float]] = {}
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = raw.FS_MATRIX()

    def of(self, index: int) -> tuple[str, int, float]:
        pointer = raw.FPDFText_GetTextObject(self._handle, index)
        key = ctypes.cast(pointer, ctypes.c_void_p).value
        if key not in self._known:
            raw.FPDFText_GetFontInfo(self._handle, index, self._name, 256, self._flags)
            angle = raw.FPDFText_GetCharAngle(self._handle, index)
            name = self._name.value.decode("utf-8", "replace").partition("+")
            turn = round(angle / (math.pi / 2)) % 4
            self._known[key] = (name[2] or name[0], turn, self._size(index))
        return self._known[key]

    def _size(self, index: int) -> float:
        raw.FPDFText_GetMatrix(self._handle, index, self._matrix)
        set_at: float = raw.FPDFText_GetFontSize(self._handle, index)
        return set_at * math.hypot(self._matrix.c, self._matrix.d)

    def base(self, index: int, turn: int) -> float:
        """The coordinate of the base line, across the direction of the text."""
        raw.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
        return self._x.value if turn % 2 else self._y.value


def _goes_on(word: list[float], box: tuple[float, ...], turn: int) -> bool:
    """Whether a character stands on the line of a word and behind it, not far away."""
    along, across = (0, 1) if turn % 2 == 0 else (1, 0)
    height = max(1.0, word[across + 2] - word[across])
    if abs(box[across] - word[across]) > 0.6 * height:
        return False
    gap = box[along] - word[along + 2] if turn in (0, 3) else word[along] - box[along + 2]
    return -height < gap < 0.6 * height


def _widen(box: list[float], other: tuple[float, ...]) -> None:
    box[0], box[1] = min(box[0], other[0]), min(box[1], other[1])
    box[2], box[3] = max(box[2], other[2]), max(box[3], other[3])


def _merged(drafts: list[_Draft]) -> list[_Draft]:
    """Pieces that touch are one word: letters that a font lacks are often set apart, later."""
    words: list[_Draft] = []
    for row in _rows(drafts):
        before: _Draft | None = None
        for draft in sorted(row, key=lambda each: each.span):
            if before is not None and not draft.parted and _touch(before, draft):
                before.parts += draft.parts
                _widen(before.box, tuple(draft.box))
            else:
                words.append(draft)
                before = draft
    return words


def _rows(drafts: list[_Draft]) -> Iterator[list[_Draft]]:
    """The pieces that share a base line."""
    row: list[_Draft] = []
    for draft in sorted(drafts, key=lambda each: -each.base):
        if row and abs(draft.base - row[-1].base) > _LEVEL * draft.size:
            yield row
            row = []
        row.append(draft)
    if row:
        yield row


def _touch(one: _Draft, other: _Draft) -> bool:
    gap = other.span[0] - one.span[1]
    return -0.5 * other.size < gap < _TOUCHING * min(one.size, other.size)


def _words(drafts: list[_Draft], page: tuple[float, ...], turn: int) -> list[Word]:
    texts = _texts(drafts)
    words = []
    for draft, text in zip(drafts, texts, strict=True):
        left, top, right, bottom = turned(draft.box, page, turn)
        base = _base(draft.base, page, turn)
        if not top < base <= bottom + 1:
            base = top + _ASCENT * (bottom - top)
        if text.strip("\ufffd"):
            size = draft.size if _SIZES[0] <= draft.size <= _SIZES[1] else bottom - top
            words.append(Word(text, left, base - size, right, base))
    return words


def turned(box: list[float], page: tuple[float, ...], turn: int) -> tuple[float, ...]:
    """Left, top, right, bottom of a box once the page is turned so that its text lies level."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = page
    match turn:
        case 1:
            return y1 - top, x1 - right, y1 - bottom, x1 - left
        case 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        case 3:
            return bottom - y0, left - x0, top - y0, right - x0
    return left - x0, y1 - top, right - x0, y1 - bottom


def _base(base: float, page: tuple[float, ...], turn: int) -> float:
    x0, y0, x1, y1 = page
    return (y1 - base, x1 - base, base - y0, base - x0)[turn]


def _texts(drafts: list[_Draft]) -> list[str]:
    """The texts of words in Unicode, legacy fonts read by their names and by what they say."""
    runs: list[tuple[str, str | None]] = []
    line = None
    for draft in drafts:
        if line is not None and abs(line - draft.base) > 2:
            runs.append(("\n", None))
        line = draft.base
        runs += [(part.text(), part.font) for part in draft.parts]
        runs.append((" ", draft.parts[-1].font))
    read = iter(_converted(runs))
    texts = []
    line = None
    for draft in drafts:
        if line is not None and abs(line - draft.base) > 2:
            next(read)
        line = draft.base
        texts.append("".join(next(read) for _ in draft.parts))
        next(read)
    return texts


def _converted(runs: list[tuple[str, str | None]]) -> list[str]:
    """Legacy fonts by name; without such a name only what has no letter of today's Vietnamese."""
    if any(_encoding(font) for _, font in runs):
        return legacy_fonts.convert_runs(_hyphens(runs))
    texts = [text for text, _ in runs]
    if any(_MODERN.search(text) for text in texts):
        return texts
    return legacy_fonts.convert_runs([(text, None) for text in texts])


def _hyphens(runs: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """TCVN3 has "ư" where other fonts have a soft hyphen, which some PDFs call a hyphen."""
    old = [_encoding(font) == "tcvn3" for _, font in runs]
    if not any(old) or any("\xad" in text for text, _ in runs):
        return runs
    return [
        (_TORN_HYPHEN.sub("\xad", text) if legacy else text, font)
        for (text, font), legacy in zip(runs, old, strict=True)
    ]
