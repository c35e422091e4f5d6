"""A text as lines and table cells with their places: what heads and tails are read from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from index.text import fold

# Line ends, table borders, and the gap between the columns of a letterhead.
_BORDER = re.compile(r"\s*\n\s*|\s+\|\s+|\s*\|\s*$|^\|\s*|[ \t]{3,}|\t+", re.MULTILINE)
_MARKUP = " \t*#_|\\"


class Line(NamedTuple):
    """One line or cell without its markup: `document[start:end] == text`."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it was read."""

    value: str | date | None
    start: int
    end: int


def pieces(text: str) -> list[Line]:
    """The lines of NFC `text`, columns and cells apart, empty ones left out."""
    found: list[Line] = []
    at = 0
    for border in (*_BORDER.finditer(text), None):
        stop = border.start() if border else len(text)
        found += _line(text, at, stop)
        at = border.end() if border else stop
    return found


def _line(text: str, start: int, end: int) -> Iterable[Line]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(_MARKUP))
    kept = piece.strip(_MARKUP)
    return [Line(kept, start, start + len(kept))] if kept else []
