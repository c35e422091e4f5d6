"""From a place in a document to the passage that a citation opens."""

from typing import NamedTuple

from index.view import CorpusView
from retrieval.types import Hit, Mention


class Span(NamedTuple):
    """`hit.document.text[start:end]`, which begins in the hit's passage; `more` tells that what
    is quoted goes on beyond it. `lead` is what it depends on, a span of the same text before it;
    `emphasis` the words that answer, within the span; `also` who else says so."""

    hit: Hit
    start: int
    end: int
    more: bool = False
    lead: tuple[int, int] | None = None
    emphasis: tuple[int, int] | None = None
    also: tuple[Mention, ...] = ()


def hits(view: CorpusView, pk: int) -> list[Hit]:
    """All passages of a document, in order."""
    ids = view.passages_of(pk)
    rows, document = view.passages(ids), view.document(pk)
    return [Hit(rows[i][0], document, 1.0, rank) for rank, i in enumerate(ids, start=1)]


def span(passages: list[Hit], start: int, end: int, *, more: bool = False) -> Span:
    """A span of a document whose passages these are."""
    return Span(next(h for h in passages if start < h.passage.end), start, end, more)
