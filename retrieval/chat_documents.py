"""A summary beside the documents: the cards of numbers that were mentioned, and what the corpus
says to questions that the group left open."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from retrieval.catalogue import Catalogue, Opened
from retrieval.chat_types import ChatSummary, Point, PointKind
from retrieval.types import Answer

_MOST = 5  # open questions that are asked
Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A number of the summary and what the catalogue opens for it: a card with its validity,
    several to choose from, or neither."""

    number: str
    opened: Opened


def mentioned(summary: ChatSummary, catalogue: Catalogue) -> list[Mentioned]:
    return [Mentioned(number, catalogue.open(number)) for number in summary.documents]


def answered(summary: ChatSummary, ask: Ask) -> ChatSummary:
    """The summary with the cited answer at open questions to which `ask` has one."""
    left = _MOST
    points = []
    for point in summary.points:
        wanted = point.kind is PointKind.QUESTION_OPEN and left > 0
        left -= wanted
        points.append(_answered(point, ask) if wanted else point)
    return replace(summary, points=tuple(points))


def _answered(point: Point, ask: Ask) -> Point:
    found = ask(point.quotes[0].text)
    return replace(point, answer=found) if found.answered and found.citations else point
