"""tracuu's search with one of its parts left out, to see what the part is worth."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.peers import LIMIT, Search
from index import lexical
from index.embedding import FloatArray
from index.lexical import WordIndex
from index.text import tidy, tokens
from index.view import CorpusView
from retrieval import questions, scope, search
from retrieval.questions import Query
from retrieval.scope import Scope
from retrieval.search import Weights


@dataclass(frozen=True, slots=True)
class Variant:
    """The three steps of a search; each is the product's own unless another is named."""

    read: Callable[[str, WordIndex], Query] = questions.parse
    scope: Callable[[CorpusView, Query], Scope] = scope.resolve
    weights: Weights = search.WEIGHTS


def searching(view: CorpusView, embed: Callable[[str], FloatArray], variant: Variant) -> Search:
    """The same calls as `Answerer.find`, with the steps of a variant."""

    def find(text: str) -> list[int]:
        query = variant.read(text, view.caches.words)
        named = variant.scope(view, query)
        vector = embed(query.embedded)
        ranked = search.rank(view, query, vector, named.passages, variant.weights)
        return [hit.passage.id for hit in search.hits(view, ranked, LIMIT)]

    return find


def _as_typed(text: str, _: WordIndex) -> Query:
    return questions.reading(" ".join(tidy(text).split()), None)


def _unexpanded(text: str, words: WordIndex) -> Query:
    query = questions.parse(text, words)
    read = query.understood or query.text
    return replace(query, words=tuple(tokens(query.text)), embedded=read)


def _unconfined(_: CorpusView, __: Query) -> Scope:
    return Scope()


def _without(*terms: tuple[str, int]) -> Variant:
    kept = {term: weight for term, weight in lexical.WEIGHTS.items() if term not in terms}
    return Variant(weights=Weights(words=kept))


def _sharing(vectors: float) -> Variant:
    return Variant(weights=Weights(vectors, vectors, vectors))


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
