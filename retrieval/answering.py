"""How tracuu answers.

A question is understood; the documents that it names confine the search; words and vectors
find passages; of their sentences the one that answers is chosen; if it supports an answer it is
quoted verbatim with its citation, otherwise the answer is "no answer" and the nearest passages
are offered as related. One pass, no language model, no going back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from index.embedding import Embedder
from index.view import CorpusView
from retrieval import citations, evidence, questions, scope, search, support
from retrieval.evidence import Evidence
from retrieval.questions import Query
from retrieval.scope import Scope
from retrieval.types import Answer, Hit, Reason, Timings
from retrieval.units import opening

_PASSAGES = 12  # read closely for an answer
_RELATED = 3
_MOST_CITED = 3
_AS_GOOD = 0.93  # of the best sentence's score: cited beside it


@dataclass(frozen=True, slots=True)
class _Found:
    """What the search brought: passages, best first, and their cosines by passage id."""

    hits: Sequence[Hit]
    cosines: dict[int, float]


class Answerer:
    """Answers from one corpus. Belongs to the thread that opened the view."""

    def __init__(self, view: CorpusView, embedder: Embedder) -> None:
        self._view = view
        self._embedder = embedder

    def answer(self, text: str) -> Answer:
        """The cited answer to `text` as typed, or no answer and why. What a person types
        never raises; `StoreError` means the data folder has failed."""
        clock = _Clock()
        query = questions.parse(text[: questions.LONGEST + 1])
        reason = questions.fault(query) or (None if len(self._view) else Reason.EMPTY_CORPUS)
        if reason:
            return Answer(text, reason=reason, timings=clock.timings())
        vector = self._embedder.embed_question(query.embedded)
        clock.mark("embed")
        named = scope.resolve(self._view, query.references)
        ranked = search.rank(self._view, query, vector, named.passages)
        hits = search.hits(self._view, ranked, _PASSAGES)
        clock.mark("search")
        answer = self._from(query, named, _Found(hits, search.cosines(self._view, hits, vector)))
        clock.mark("answer")
        return replace(answer, question=text, timings=clock.timings())

    def find(self, text: str, limit: int) -> list[Hit]:
        """Only the search: the `limit` best passages for a question."""
        query = questions.parse(text)
        vector = self._embedder.embed_question(query.embedded)
        named = scope.resolve(self._view, query.references)
        return search.hits(self._view, search.rank(self._view, query, vector, named.passages), limit)

    def _from(self, query: Query, named: Scope, found: _Found) -> Answer:
        if named.unknown and named.passages is None:
            return _refusal(Reason.UNKNOWN_REFERENCE, found.hits, named.unknown)
        if named.own and query.only_reference:
            return self._introduced(named)
        best = evidence.choose(query, found.hits, found.cosines, self._view.caches.words)
        if not best or not support.is_enough(query, best[0]):
            return _refusal(Reason.NO_SUPPORT, found.hits, evidence.missing_years(query, best))
        return Answer("", citations.cite((e.hit, e.start, e.end) for e in _cited(query, best)))

    def _introduced(self, named: Scope) -> Answer:
        """A document asked for by its number alone is shown by its opening."""
        spans = []
        for pk in named.documents[:_MOST_CITED]:
            first = self._view.passages_of(pk)[:1]
            for passage, _ in self._view.passages(first).values():
                document = self._view.document(pk)
                hit = Hit(passage, document, 1.0, len(spans) + 1)
                spans.append((hit, *opening(document.text, passage.start, passage.end)))
        return Answer("", citations.cite(spans))


def _cited(query: Query, best: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence and those that answer as well, one a passage, in order of worth."""
    chosen = [best[0]]
    for other in best[1:]:
        good = other.score >= _AS_GOOD * best[0].score and support.is_enough(query, other)
        if good and other.hit.passage.id not in {e.hit.passage.id for e in chosen}:
            chosen.append(other)
    return chosen[:_MOST_CITED]


def _refusal(reason: Reason, hits: Sequence[Hit], missing: tuple[str, ...]) -> Answer:
    spans = ((hit, hit.passage.start, hit.passage.end) for hit in hits[:_RELATED])
    return Answer("", related=citations.cite(spans), reason=reason, missing=missing)


class _Clock:
    """Milliseconds per stage."""

    def __init__(self) -> None:
        self._began = self._last = perf_counter()
        self._stages: dict[str, float] = {}

    def mark(self, stage: str) -> None:
        now = perf_counter()
        self._stages[stage] = 1000 * (now - self._last)
        self._last = now

    def timings(self) -> Timings:
        return Timings(**self._stages, total=1000 * (perf_counter() - self._began))
