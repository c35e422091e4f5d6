"""tracuu's search with one of its parts left out, to see what the part is worth."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from unittest import mock

from benchmarks.peers import LIMIT, Search
from index import lexical
from index.embedding import FloatArray
from index.lexical import WordIndex
from index.view import CorpusView
from retrieval import accents, questions, scope, search
from retrieval.abbreviation_table import Table
from retrieval.abbreviations import Abbreviations
from retrieval.accents import Restored
from retrieval.questions import Query
from retrieval.scope import Scope
from retrieval.search import Weights


@dataclass(frozen=True, slots=True)
class Variant:
    """The three steps of a search; each is the product's own unless another is named."""

    read: Callable[[str, WordIndex, Abbreviations], Query] = questions.parse
    scope: Callable[[CorpusView, Query], Scope] = scope.resolve
    weights: Weights = search.WEIGHTS


def searching(view: CorpusView, embed: Callable[[str], FloatArray], variant: Variant) -> Search:
    """The same calls as `Answerer.find`, with the steps of a variant."""

    known = Abbreviations(meanings=view.meanings, short_forms=view.short_forms)

    def find(text: str) -> list[int]:
        query = variant.read(text, view.caches.words, known)
        named = variant.scope(view, query)
        if named.own:
            theirs = replace(known, documents=named.documents)
            query = variant.read(text, view.caches.words, theirs)
        vector = embed(query.embedded)
        ranked = search.rank(view, query, vector, named.passages, variant.weights)
        return [hit.passage.id for hit in search.hits(view, ranked, LIMIT)]

    return find


def _as_typed(text: str, words: WordIndex, known: Abbreviations) -> Query:
    with mock.patch.object(accents, "restore", lambda text, *_: Restored(text)):
        return questions.parse(text, words, known)


def _unexpanded(text: str, words: WordIndex, _: Abbreviations) -> Query:
    return questions.parse(text, words, Abbreviations(Table()))


def _unconfined(_: CorpusView, __: Query) -> Scope:
    return Scope()


def _without(*terms: tuple[str, int]) -> Variant:
    kept = {term: weight for term, weight in lexical.WEIGHTS.items() if term not in terms}
    return Variant(weights=Weights(words=kept))


def _sharing(vectors: float) -> Variant:
    return Variant(weights=Weights(accented=vectors, bare=vectors))


VARIANTS = {
    "everything": Variant(),
    "without vectors": _sharing(0.0),
    "without words": _sharing(1.0),
    "without folded pairs": _without(("folded", 2)),
    "without any pairs": _without(("folded", 2), ("accented", 2), ("heading", 2)),
    "without the accented field": _without(("accented", 1), ("accented", 2)),
    "without headings": _without(("heading", 1), ("heading", 2)),
    "without accents put back": Variant(read=_as_typed),
    "without abbreviations": Variant(read=_unexpanded),
    "without document numbers": Variant(scope=_unconfined),
}
