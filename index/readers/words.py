"""Words with places -> rows of words, and rows -> running text."""

import re
from collections.abc import Sequence
from statistics import median

from index.readers.sheet import Word
from index.syllables import is_syllable

Row = list[Word]

_SAME_ROW = 0.45  # of the smaller size: base lines that are nearer are one
_TORN = re.compile(r"([^\W\d_]+)-$")
_POWER = re.compile(r"\b([kcdm]?m) ([23²³])\b(?! ?[.,]?\d)")
_JOINS = re.compile(r"[\w)]-$")


def rows(words: Sequence[Word]) -> list[Row]:
    """Words by base lines, the uppermost first, each row from left to right."""
    found: list[Row] = []
    for word in sorted(words, key=lambda word: (word.y1, word.x0)):
        row = found[-1] if found else None
        if row and word.y1 - _base(row) <= _SAME_ROW * min(word.size, _size(row)):
            row.append(word)
        else:
            found.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in found]


def _base(row: Row) -> float:
    return median(word.y1 for word in row[:9])


def _size(row: Row) -> float:
    return median(word.size for word in row[:9])


def spelt(row: Sequence[Word]) -> str:
    """The words with spaces; a raised 2 or 3 belongs to its unit ("km2")."""
    return _POWER.sub(r"\1\2", " ".join(word.text for word in row))


def joined(parts: Sequence[Row]) -> str:
    """Rows as one running text."""
    text = ""
    for row in parts:
        text = append(text, spelt(row))
    return text


def append(text: str, line: str) -> str:
    """`text` with the next line of its paragraph.

    A hyphen at the line's end stays where it belongs to what is written ("57-" "NQ/TW") and
    goes where it only parted a word that is no Vietnamese syllable ("infor-" "mation").
    """
    if not text or not line:
        return text + line
    if not _JOINS.search(text) or not (line[0].isalnum() or line[0] == "("):
        return f"{text} {line}"
    torn = _TORN.search(text)
    rest = re.match(r"[a-zà-ỹ]+", line)
    if torn and rest and not (is_syllable(torn[1]) and is_syllable(rest[0])):
        return text[:-1] + line
    return text + line
