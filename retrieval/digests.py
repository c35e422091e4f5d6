"""What a digest of a document is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.types import Citation, Notice

if TYPE_CHECKING:
    from index.catalogue import Entry


class Part(StrEnum):
    """What a part of an official document is for; in the order in which a digest shows them."""

    PURPOSE = "purpose"
    SCOPE = "scope"
    RESULTS = "results"
    GOALS = "goals"
    CONTENT = "content"
    TASKS = "tasks"
    DUTIES = "duties"
    EFFECT = "effect"
    POINTS = "points"  # sentences of a text that has no such parts


class Length(StrEnum):
    """How much is wanted."""

    SHORT = "ngắn"
    MEDIUM = "vừa"
    LONG = "dài"


@dataclass(frozen=True, slots=True)
class Point:
    """One line: a verified citation within one sentence or heading.

    `path` holds the numbers printed above it ("II", "1" or "Điều 5", "2"); `lead` is the short
    heading that it stands under, verbatim: whose task it is, or until when. `opened` and `closed`
    say whether the sentence goes on before and after the quote.
    """

    part: Part
    citation: Citation
    path: tuple[str, ...] = ()
    lead: str = ""
    annexed: bool = False
    opened: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """The points in reading order within each part, parts in the order of `Part`, markers from 1.

    `structured` is False where the text shows no parts and the points are merely its sentences
    with figures, deadlines and obligations.
    """

    entry: "Entry"
    length: Length
    points: tuple[Point, ...]
    notices: tuple[Notice, ...] = ()
    structured: bool = True
