"""A page as a reader of PDF or a scan sees it: words and ruled lines with their places.

Points (1/72 inch), from the upper left corner, y downwards; text runs to the right: a page
whose text is turned is turned back before it gets here.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Word(NamedTuple):
    """A word; `y1` is its base line, `y0` lies one size above it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def size(self) -> float:
        return self.y1 - self.y0


class Rule(NamedTuple):
    """A drawn line, horizontal or vertical; the coordinate across it is its middle."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def lies(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `scanned`: its words were recognised, so places and spelling are rough;
    `unread`: it has words that could not be recognised."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    scanned: bool = False
    unread: bool = False


class Line(NamedTuple):
    """Words of one line. `left`, `right` bound the column that the line stands in; `rough`: it
    was recognised, so its size is none to rely on."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    left: float
    right: float
    rough: bool = False

    @property
    def size(self) -> float:
        return self.y1 - self.y0


class Table(NamedTuple):
    """Rows of cells, as many in each; places as in `Line`."""

    rows: list[list[str]]
    y0: float
    y1: float


Item = Line | Table
