"""The words of a quote that answer: who, when, how many, which document."""

import math

from index.text import fold, tokens
from retrieval import values
from retrieval.questions import Query
from retrieval.values import Bounds

_AROUND = " \n,;.("
_NEAR = 40.0  # characters within which a word of the question speaks for a value


def span(query: Query, quote: str) -> Bounds | None:
    """The value of the kind asked for that stands nearest to the question's words, half-open
    within `quote`; None where no value is asked for or none stands there."""
    found = list(values.places(query, quote))
    if not found or not values.counted(query, quote):
        return None
    wanted = {fold(word) for word in query.content}
    said = [t.start for t in tokens(quote) if fold(t.text) in wanted]
    start, end = max(found, key=lambda place: (_nearness(place, said), -place[0]))
    return _trimmed(quote, start, end)


def _nearness(place: Bounds, said: list[int]) -> float:
    return sum(math.exp(-_distance(place, at) / _NEAR) for at in said)


def _distance(place: Bounds, at: int) -> int:
    return max(place[0] - at, at - place[1], 0)


def _trimmed(quote: str, start: int, end: int) -> Bounds:
    """Without spaces and punctuation around it."""
    piece = quote[start:end]
    left = len(piece) - len(piece.lstrip(_AROUND))
    return start + left, end - (len(piece) - len(piece.rstrip(_AROUND)))
