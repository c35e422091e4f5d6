"""Vietnamese text: what is stored, what is compared, where sentences end.

`tidy` decides what is stored (and quoted). `fold` and `tokens` decide what is compared;
`fold` keeps the length, so a place in the folded text is the same place in the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.syllables import is_syllable

_SPACES = {c: " " for c in map(chr, range(0x3001)) if unicodedata.category(c) == "Zs"}
_INVISIBLE = dict.fromkeys("\u00ad\u200c\u200d\u200e\u200f\u2060\ufeff", "")
_LINES = {"\x0b": "\n", "\x0c": "\n", "\u0085": "\n", "\u2028": "\n", "\u2029": "\n"}
_TIDY = str.maketrans({**_SPACES, "\u200b": " ", **_INVISIBLE, **_LINES})
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def tidy(text: str) -> str:
    """NFC, one kind of space and of line end, nothing invisible. Words stay as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TIDY)
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", text))


def _bare(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter.lower())[0]
    return base if base.isascii() else letter.lower()


_LETTERS = [
    chr(code)
    for code in (
        *range(0x41, 0x5B),
        *range(0x61, 0x7B),
        *range(0xC0, 0x1B1),
        *range(0x1EA0, 0x1EFA),
    )
    if chr(code).isalpha()
]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "".join(letter for letter in _LETTERS if letter.islower())
_FOLD = {ord(letter): _bare(letter) for letter in _LETTERS} | {ord("đ"): "d", ord("Đ"): "d"}


def fold(text: str) -> str:
    """Lower case without accents, `đ` as `d`; same length as NFC `text`.

    >>> fold("Nghị quyết về Đảng bộ")
    'nghi quyet ve dang bo'
    """
    return text.translate(_FOLD)


def has_accents(text: str) -> bool:
    """Whether anything in `text` would be lost by folding (upper case aside)."""
    return fold(text) != text.lower()


# The two placements of the tone mark ("hoà", "hòa") differ only in open syllables.
_OLD_TONES = {
    old: new
    for pair in ("oa", "oe", "uy")
    for mark in "\u0300\u0301\u0303\u0309\u0323"
    for old, new in [
        (
            unicodedata.normalize("NFC", pair + mark),
            unicodedata.normalize("NFC", pair[0] + mark + pair[1]),
        )
    ]
}
_OLD_TONE = re.compile(rf"(?<!q)({'|'.join(_OLD_TONES)})(?![^\W\d_])")


def place_tones(text: str) -> str:
    """Lower case with one placement of tone marks: "hoà" -> "hòa", "thuỷ" -> "thủy"."""
    return _OLD_TONE.sub(lambda match: _OLD_TONES[match[1]], text.lower())


class Token(NamedTuple):
    """A syllable or number as compared (`text`: lower case, accents kept), and its place."""

    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"  # 650.000, 96,44
    r"|[^\W\d_]+"
)
_JOINED = re.compile(f"(?<=[{LOWER}])(?=[{UPPER}])")
_THOUSANDS = re.compile(r"(?<=\d)[.](?=\d{3}(?!\d))")


def tokens(text: str) -> list[Token]:
    """Syllables and numbers of NFC `text`, in order.

    Syllables that a file joined at a line end ("MinhBan") are taken apart; digits and letters
    are too ("NQ57"); thousands lose their dots ("9.000" is "9000").
    """
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        raw, start = match[0], match.start()
        if raw[0].isdigit():
            yield Token(_THOUSANDS.sub("", raw), start, match.end())
            continue
        for part in _apart(raw):
            yield Token(place_tones(part), start, start + len(part))
            start += len(part)


def _apart(raw: str) -> list[str]:
    """The syllables that a file joined; "VNeID" and "kWh" are one word, as people type them."""
    parts = _JOINED.split(raw)
    return parts if all(len(part) > 1 and is_syllable(part) for part in parts) else [raw]


def syllables(text: str) -> list[str]:
    """The texts of `tokens`, for long texts: words that came before are not read again."""
    return [part for raw in _TOKEN.findall(text) for part in _parts(raw)]


@lru_cache(maxsize=1 << 16)
def _parts(raw: str) -> tuple[str, ...]:
    return tuple(token.text for token in _tokens(raw))


_BREAK = re.compile(rf"(?:(?<=[.!?…])|(?<=[.!?…][”\"')]))\s+(?=[“\"'(\[*–-]*[{UPPER}0-9])|\s*\n\s*")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:tp|tx|tt|ts|ths|gs|pgs|bs|ks|đ/c|mr|st|vd|[A-ZĐ])\.$", re.I
)
_NUMBERING = re.compile(
    r"(?:^|\n)\s*(?:(?:điều|khoản|chương|mục|phần|bước)\s+)?(?:\(?(?:\d{1,3}|[a-zđ]|[ivxlc]{1,6})(?:\.\d{1,3})*[.)])+$",
    re.I,
)
_ENDED = re.compile(r"[.!?…:;]['\"”)]*$")
_ITEM = re.compile(r"(?:[-–+•*]|\(?(?:\d{1,3}|[a-zđ]|[ivxlc]{1,6})[.)])\s|điều \d", re.I)
_WRAPPED = 55  # shorter lines are lines of their own, not wrapped at a margin


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text[start:end]`, without surrounding spaces.

    A line end closes a sentence, except where a line was only wrapped at a margin.
    "TP. Lam Giang" and "1. Mục tiêu" are not cut after their dots.
    """
    end = len(text) if end is None else end
    spans, begin = [], start
    for match in _BREAK.finditer(text, start, end):
        if _closes(text, begin, match):
            spans.append((begin, match.start()))
            begin = match.end()
    spans.append((begin, end))
    return [trimmed for a, b in spans if (trimmed := strip_span(text, a, b))]


def _closes(text: str, begin: int, gap: re.Match[str]) -> bool:
    before = text[begin : gap.start()]
    if "\n" in gap[0]:
        after = text[gap.end() : gap.end() + 12]
        return not (is_torn(before, after) if gap[0].count("\n") > 1 else is_wrap(before, after))
    return not (_ABBREVIATED.search(before[-8:]) or _NUMBERING.search(before[-12:]))


def is_torn(before: str, after: str) -> bool:
    """Whether a blank line fell into the middle of a sentence, as crawled pages have it."""
    return after[:1].islower() and not (_ENDED.search(before) or starts_item(after))


def is_wrap(before: str, after: str) -> bool:
    """Whether the line end between `before` and `after` was only a wrap at a margin."""
    line = before.rpartition("\n")[2]
    if " | " in line:  # the row of a table
        return False
    if len(line) < _WRAPPED or _ENDED.search(line) or starts_item(after):
        return False
    return after[:1].islower() or not line.isupper()


def shortened(line: str, limit: int) -> str:
    """A line of at most `limit` characters as it is; a longer one cut between words, with "…"."""
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"


def starts_item(line: str) -> bool:
    """Whether a line begins an item of an enumeration or an article: "a) ...", "Điều 3"."""
    return bool(_ITEM.match(line.lstrip()))


def strip_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without leading and trailing white space; None when nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    kept = piece.strip()
    return (start + left, start + left + len(kept)) if kept else None
