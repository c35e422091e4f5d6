"""From a place in a document to the passage that a citation opens."""

from collections.abc import Iterable
from typing import NamedTuple

from index.text import strip_span
from index.view import CorpusView
from retrieval.types import Hit, Mention


class Span(NamedTuple):
    """`hit.document.text[start:end]`, which begins in the hit's passage; `more` tells that what
    is quoted goes on beyond it. `lead` is what it depends on, a span of the same text before it;
    `emphasis` the words that answer, within the span; `also` who else says so. `marked` tells that
    it is noise, which is quoted only where it is asked for: the receivers."""

    hit: Hit
    start: int
    end: int
    more: bool = False
    lead: tuple[int, int] | None = None
    emphasis: tuple[int, int] | None = None
    also: tuple[Mention, ...] = ()
    marked: bool = False


def hits(view: CorpusView, pk: int) -> list[Hit]:
    """All passages of a document, in order."""
    ids = view.passages_of(pk)
    rows, document = view.passages(ids), view.document(pk)
    return [Hit(rows[i][0], document, 1.0, rank) for rank, i in enumerate(ids, start=1)]


def span(passages: list[Hit], start: int, end: int, *, more: bool = False) -> Span:
    """A span of a document whose passages these are."""
    return Span(next(h for h in passages if start < h.passage.end), start, end, more)


def own_words(view: CorpusView, spans: Iterable[Span]) -> list[Span]:
    """Spans without the noise in them (a page number, a running header): a span that runs over
    some becomes one for each stretch."""
    return [part for span in spans for part in _parts(view, span)]


def _parts(view: CorpusView, whole: Span) -> list[Span]:
    document, passage = whole.hit.document, whole.hit.passage
    between = document.outside_noise(whole.start, whole.end)
    if between == [(whole.start, whole.end)]:
        return [whole]
    passages = hits(view, view.owner(passage.id))
    kept = [place for each in between if (place := strip_span(document.text, *each))]
    parts = [span(passages, *place) for place in kept if place[0] < passages[-1].passage.end]
    return [*parts[:-1], *(part._replace(more=whole.more) for part in parts[-1:])]


def marked(view: CorpusView, pk: int, start: int, end: int) -> Span:
    """A span that is asked for although it is marked as noise; opened by the passage before it."""
    before = [h for h in hits(view, pk) if h.passage.start <= start]
    return Span((before or hits(view, pk))[-1], start, end, marked=True)
