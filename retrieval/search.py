"""Words and vectors, fused: one ranked list of passages."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from index import lexical
from index.embedding import FloatArray
from index.text import Token, fold, has_accents, tokens
from index.types import Passage
from index.view import CorpusView
from retrieval import localities, synonyms
from retrieval.questions import Query
from retrieval.types import Hit

_DEPTH = 80  # candidates of each index


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; `make bench-retrieval` prints what each is worth.

    The shares are what vectors count beside words, by how the question was typed; `words` are
    the weights of the word index's fields.
    """

    accented: float = 0.5
    bare: float = 0.4  # accents put back may be wrong ones
    words: lexical.Weights = field(default_factory=lambda: lexical.WEIGHTS)


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage id with its fused score in [0, 1]."""

    passage: int
    score: float


def rank(
    view: CorpusView,
    query: Query,
    vector: FloatArray,
    only: frozenset[int] | None = None,
    weights: Weights = WEIGHTS,
) -> list[Candidate]:
    """Candidates for `query`, best first; `only` confines them to some passages."""
    words = view.caches.words.search(_searched(view, query), _DEPTH, only, weights.words)
    index = view.caches.vectors
    cosines = index.search(vector, _DEPTH, only) if index else {}
    said, meant = _near_best(words, _BM25), _near_best(cosines, _COSINE)
    share = _share(query, weights)
    fused = [
        Candidate(passage, (1 - share) * said.get(passage, 0.0) + share * meant.get(passage, 0.0))
        for passage in {**words, **cosines}
    ]
    return sorted(fused, key=lambda candidate: (-candidate.score, candidate.passage))


def _searched(view: CorpusView, query: Query) -> list[Token]:
    """The words of a question, with what documents print for those that people only say."""
    others = synonyms.printed(query.content, view.caches.words.frequency)
    return [*query.words, *(Token(word, 0, 0) for phrase in others for word in phrase)]


# How far behind the best a score is worth a third of it: of BM25 and of a cosine.
_BM25, _COSINE = 20.0, 0.03


def _near_best(scores: dict[int, float], scale: float) -> dict[int, float]:
    """Scores as shares of the best, in (0, 1]: what lies far behind it counts for nothing,
    however long the list is."""
    best = max(scores.values(), default=0.0)
    return {passage: math.exp((score - best) / scale) for passage, score in scores.items()}


def _share(query: Query, weights: Weights) -> float:
    return weights.accented if has_accents(query.text) else weights.bare


def hits(view: CorpusView, candidates: Iterable[Candidate], limit: int) -> list[Hit]:
    """The first `limit` candidates with their passages; near-identical texts appear once."""
    found: list[Hit] = []
    seen: list[frozenset[str]] = []
    for candidate, (passage, pk) in _read(view, list(candidates)[: 2 * limit], limit):
        words = frozenset(_WORD.findall(fold(passage.text)))
        if any(_is_copy(words, other) for other in seen):
            continue
        seen.append(words)
        found.append(Hit(passage, view.document(pk), candidate.score, len(found) + 1))
        if len(found) == limit:
            break
    return found


def deepened(view: CorpusView, query: Query, found: list[Hit]) -> list[Hit]:
    """The hits, and behind them passages of the best document that say what its title does not:
    of "dự án đường sắt A - B có được chỉ định thầu không" the title says all but the matter.
    Where a province is named, it is the best one titled so."""
    named = [name for name in query.names if localities.is_province(name)]
    titled_so = (hit for hit in found if localities.share(named, hit.document.title) == 1)
    first = next(titled_so, found[0] if found else None)
    best = first.document if first else None
    titled = {fold(token.text) for token in tokens(best.title)} if best else set()
    left = [word for word in query.content if fold(word) not in titled]
    if not first or not best or not left or len(left) > _UNTITLED * len(query.content):
        return found
    pk = view.owner(first.passage.id)
    inside = frozenset(view.passages_of(pk)) - {hit.passage.id for hit in found}
    said = view.caches.words.search([Token(word, 0, 0) for word in left], _DEEPER, inside)
    rows = view.passages(said)
    more = [(rows[passage][0], score) for passage, score in said.items() if passage in rows]
    return [
        *found,
        *(
            Hit(passage, best, _DEEP * found[0].score, len(found) + place)
            for place, (passage, _) in enumerate(more, start=1)
        ),
    ]


_UNTITLED = 0.6  # of the words of a question
_DEEPER = 3  # passages
_DEEP = 0.5  # of the best score


def _read(
    view: CorpusView, wanted: Sequence[Candidate], size: int
) -> Iterator[tuple[Candidate, tuple[Passage, int]]]:
    """Candidates with their rows, so many read at a time: the second lot is seldom needed."""
    for start in range(0, len(wanted), size):
        part = wanted[start : start + size]
        rows = view.passages(candidate.passage for candidate in part)
        yield from ((each, rows[each.passage]) for each in part if each.passage in rows)


_WORD = re.compile(r"\w+")
_DIFFERENT = 0.05  # share of the words in which two crawls of one text may differ


def _is_copy(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts say the same. One other number is another text: another year's budget."""
    if abs(len(one) - len(other)) > _DIFFERENT * (len(one) + len(other)):
        return False  # quickly: sizes alone tell most apart
    apart = one ^ other
    few = len(apart) <= _DIFFERENT * len(one | other)
    return few and not any(character.isdigit() for word in apart for character in word)


def cosines(view: CorpusView, hits: Sequence[Hit], vector: FloatArray) -> dict[int, float]:
    """The exact cosine of every hit's passage to the question, by passage id."""
    stored = view.vectors([hit.passage.id for hit in hits])
    return {
        passage: float(np.frombuffer(blob, np.float32) @ vector) for passage, blob in stored.items()
    }
