"""Which sentence answers: candidates from the best passages, each with its features.

A feature is a number in [0, 1] that can be read off question and text without a language
model. `choose` orders by a fixed linear mix of them; `support.py` decides whether the best is
enough. The weights of both were fitted on development questions (docs/architecture.md).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from operator import mul

from index import lexical, tables
from index.lexical import WordIndex
from index.text import fold, tokens
from retrieval import abbreviations, synonyms
from retrieval.questions import Query
from retrieval.types import Hit
from retrieval.units import units
from retrieval.values import counted, value


@dataclass(frozen=True, slots=True)
class Features:
    """All in [0, 1]; higher speaks for the sentence, but for `naming`, which speaks against.

    covered: share of the question's words in the sentence, by weight (idf)
    focused: share of the words beside the question word ("ai | chủ trì") in the sentence
    paired: share of the question's word pairs in the sentence, by weight
    near: share of the words in it or the sentence before, which often names the subject
    around: share of the words in the whole passage, its headings and its document's title
    phrases: share of the pairs there
    value: whether a value of the kind asked for (a date, a number, a name) stands in it
    unit: whether what is counted ("bao nhiêu đại biểu") follows a number in it
    naming: whether it is a letterhead, title or recital ("Căn cứ ..."), which states nothing
    place: whether it lies in the article asked for ("Điều 5"), or none was
    years: how well the years asked for agree with those of the sentence or its passage
    names: share of the proper names asked for that stand around
    timeless: 0 when the question is about the present moment
    passage: the passage's fused score
    cosine: similarity of passage and question, stretched over the range that cosines of the
        default model take; a middling constant for questions without accents, which it misreads
    """

    covered: float
    focused: float
    paired: float
    near: float
    around: float
    phrases: float
    value: float
    unit: float
    naming: float
    place: float
    years: float
    names: float
    timeless: float
    passage: float
    cosine: float

    def dot(self, weights: "Features") -> float:
        """The features weighted and added up."""
        values: tuple[float, ...] = astuple(self)
        total: float = sum(map(mul, values, astuple(weights)))
        return total


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a hit's document that may answer; offsets into the document's text."""

    hit: Hit
    start: int
    end: int
    features: Features
    score: float

    @property
    def quote(self) -> str:
        return self.hit.document.text[self.start : self.end]


_WEIGHTS = Features(
    covered=0.40, focused=0.15, paired=0.15, near=0.05, around=0.15, phrases=0.10, value=0.16,
    unit=0.10, naming=-0.15, place=0.20, years=0.15, names=0.10, timeless=0.0, passage=0.25,
    cosine=0.0,
)  # fmt: skip


def choose(
    query: Query, hits: Sequence[Hit], cosines: dict[int, float], words: WordIndex
) -> list[Evidence]:
    """Sentences of `hits` that may answer, best first."""
    weights = _Weights(query, words)
    found = [
        Evidence(hit, start, end, features, features.dot(_WEIGHTS))
        for hit in hits
        for start, end, features in _sentences(
            query, hit, cosines.get(hit.passage.id, 0.0), weights
        )
    ]
    return sorted(found, key=lambda e: (-e.score, e.hit.rank, e.start))


def share(query: Query, text: str, words: WordIndex) -> float:
    """Share of the question's words in a text, by weight, in [0, 1]."""
    return _Weights(query, words).covered(_terms(text))


class _Weights:
    """The question's terms with how much each tells, by how rare it is in the corpus.

    A term is a compound where the corpus shows that two syllables belong together
    ("khai mạc"), else a syllable. `pairs` are all neighbouring syllables.
    """

    def __init__(self, query: Query, words: WordIndex) -> None:
        self._words = words
        content = query.content
        self.pairs = {f"{a}_{b}": self._weight(f"{a}_{b}") for a, b in pairwise(content)}
        self.terms = {term: self._weight(term) for term in self._terms(content)}
        self.others = synonyms.alternatives(content)

    def covered(self, there: set[str]) -> float:
        """Share of the terms in `there`, by weight; another way to say one counts less."""
        said = (weight * self._credit(term, there) for term, weight in self.terms.items())
        return sum(said) / (sum(self.terms.values()) or 1.0)

    def _credit(self, term: str, there: set[str]) -> float:
        if term in there:
            return 1.0
        return _SAME * any(other <= there for other in self.others.get(term, ()))

    def _terms(self, content: Sequence[str]) -> Iterator[str]:
        at = 0
        while at < len(content):
            pair = "_".join(content[at : at + 2])
            compound = at + 1 < len(content) and self._is_compound(pair, content[at : at + 2])
            yield pair if compound else content[at]
            at += 2 if compound else 1

    def _is_compound(self, pair: str, syllables: Sequence[str]) -> bool:
        together = self._words.frequency(pair)
        return together >= _COMPOUND * min(map(self._words.frequency, syllables)) and together > 1

    def _weight(self, term: str) -> float:
        count = len(self._words) + 1
        return math.log(1 + count / (1 + self._words.frequency(term))) / math.log(1 + count)


def _share(weights: dict[str, float], there: set[str]) -> float:
    total = sum(weights.values())
    return sum(w for term, w in weights.items() if term in there) / total if total else 0.0


def _sentences(
    query: Query, hit: Hit, cosine: float, weights: _Weights
) -> Iterator[tuple[int, int, Features]]:
    """The units of a passage with their features."""
    text, passage = hit.document.text, hit.passage
    there = f"{_about(hit)}\n{passage.context}\n{passage.text}"
    around = _terms(_spelt(query, hit, there))
    title = fold(hit.document.title[-_TITLE_END:])
    shared = {
        "around": weights.covered(around),
        "phrases": _share(weights.pairs, around),
        "place": _place(query, hit),
        "names": _names(query, hit),
        "timeless": float(not query.now),
        "passage": hit.score,
        "cosine": _stretched(cosine) if query.accented or query.english else _UNREAD,
    }
    before: set[str] = set()
    for start, end in units(text, passage.start, passage.end):
        unit = text[start:end]
        terms = _terms(_spelt(query, hit, f"{tables.heads(text, start)}\n{unit}"))
        near, before = weights.covered(terms | before), terms
        yield (
            start,
            end,
            Features(
                covered=weights.covered(terms),
                focused=sum(word in terms for word in query.focus) / (len(query.focus) or 1),
                paired=_share(weights.pairs, terms),
                near=near,
                years=_years(query, unit, there),
                value=value(query, unit),
                unit=counted(query, unit),
                naming=float(_names_only(unit, title)),
                **shared,
            ),
        )


_SAME = 0.9  # what another word for the same counts
_COMPOUND = 0.3  # of the rarer syllable's passages hold the pair
_TITLE_END = 40  # characters of a title that tell it from other text


_RECITAL = re.compile(
    r"^\W*(can cu|theo de nghi|kem theo|ban hanh kem|xet (de nghi|to trinh)|tren co so|noi nhan)\b"
)


def _names_only(unit: str, title: str) -> bool:
    """Whether a unit is a title, a letterhead or a recital."""
    plain = " ".join(fold(unit).split())
    titled = title in plain and plain[-1] not in ".;"
    return titled or bool(_RECITAL.match(plain))


def _place(query: Query, hit: Hit) -> float:
    there = set(re.findall(r"dieu (\d+[a-z]?)", fold(hit.passage.section)))
    return float(not query.articles or bool(there & set(query.articles)))


def _terms(text: str) -> set[str]:
    """Syllables and pairs, with accents and without: a word typed with accents then matches
    only itself, one typed without matches every reading of it."""
    found = tokens(text)
    return {*lexical.terms(found), *lexical.terms(found, accented=True)}


def _spelt(query: Query, hit: Hit, text: str) -> str:
    """A text of the hit's document, the abbreviations of what is asked for written out."""
    return abbreviations.unfolded(text, query.pairs, hit.document.id)


def _about(hit: Hit) -> str:
    """What the passage inherits: its document's name and date, and its headings."""
    document = hit.document
    dated = f"ngày {document.issued:%d/%m/%Y} năm {document.issued.year}" if document.issued else ""
    return "\n".join(filter(None, (document.number, document.title, dated, hit.passage.section)))


def _years(query: Query, unit: str, there: str) -> float:
    """How well the years asked for agree with a sentence and its passage: 1 where they stand,
    0 where the sentence has others, between where no year is said.

    A long enumeration speaks of many years; where it is, its passage tells.
    """
    own = set(_YEAR.findall(unit)) if len(unit.split()) <= _ONE_SENTENCE else set()
    told = [1.0 if year in (own or there) else 0.0 if own else _UNSAID for year in query.years]
    return sum(told) / len(told) if told else 1.0


_UNSAID = 0.6
_ONE_SENTENCE = 60  # words
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


_LOW, _HIGH, _UNREAD = 0.75, 0.95, 0.6


def _stretched(cosine: float) -> float:
    return min(1.0, max(0.0, (cosine - _LOW) / (_HIGH - _LOW)))


def _names(query: Query, hit: Hit) -> float:
    if not query.names:
        return 1.0
    there = fold(f"{_about(hit)}\n{hit.passage.text}")
    return sum(name in there for name in query.names) / len(query.names)


def missing_years(query: Query, best: Sequence[Evidence]) -> tuple[str, ...]:
    """The years asked for that stand nowhere around the best evidence."""
    if not best:
        return query.years
    there = f"{_about(best[0].hit)}\n{best[0].hit.passage.text}"
    return tuple(year for year in query.years if year not in there)
