"""Which sentence answers: candidates from the best passages, each with its features.

A feature is a number in [0, 1] that can be read off question and text without a language
model. `choose` orders by a fixed linear mix of them; `support.py` decides whether the best is
enough. The weights of both were fitted on development questions (docs/kien-truc.md).
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from index.lexical import WordIndex
from index.text import fold, tokens
from retrieval.questions import Query
from retrieval.types import Hit
from retrieval.units import units
from retrieval.values import counted, has_value


@dataclass(frozen=True, slots=True)
class Features:
    """All in [0, 1], higher speaks for the sentence, but for `missing`, which speaks against.

    covered: share of the question's words in the sentence, by weight (idf)
    paired: share of the question's word pairs in the sentence, by weight
    around: share of the words in the whole passage, its headings and its document's title
    phrases: share of the pairs there
    value: whether a value of the kind asked for (a date, a number, a name) stands in it
    unit: whether what is counted ("bao nhiêu đại biểu") follows a number in it
    missing: weight of the rarest word of the question that stands nowhere around
    naming: whether it is a letterhead, title or recital ("Căn cứ ..."), which states nothing
    place: whether it lies in the article asked for ("Điều 5"), or none was
    years: share of the years asked for that stand around
    passage: the passage's fused score
    cosine: similarity of passage and question
    """

    covered: float
    paired: float
    around: float
    phrases: float
    value: float
    unit: float
    missing: float
    naming: float
    place: float
    years: float
    passage: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a hit's document that may answer; offsets into the document's text."""

    hit: Hit
    start: int
    end: int
    features: Features
    score: float


_WEIGHTS = Features(
    covered=0.40, paired=0.15, around=0.15, phrases=0.10, value=0.14, unit=0.10, missing=-0.05,
    naming=-0.15, place=0.20, years=0.05, passage=0.25, cosine=0.0,
)  # fmt: skip


def choose(
    query: Query, hits: Sequence[Hit], cosines: dict[int, float], words: WordIndex
) -> list[Evidence]:
    """Sentences of `hits` that may answer, best first."""
    weights = _Weights(query, words)
    found = [
        Evidence(hit, start, end, features, _mix(features))
        for hit in hits
        for start, end, features in _sentences(query, hit, cosines.get(hit.passage.id, 0.0), weights)
    ]
    return sorted(found, key=lambda e: (-e.score, e.hit.rank, e.start))


def _mix(features: Features) -> float:
    names = [field.name for field in fields(Features)]
    return sum(getattr(_WEIGHTS, name) * float(getattr(features, name)) for name in names)


class _Weights:
    """How much each word and word pair of a question tells, by how rare it is in the corpus."""

    def __init__(self, query: Query, words: WordIndex) -> None:
        self._words = words
        pairs = zip(query.content, query.content[1:], strict=False)
        self.words = {word: self._weight(word) for word in query.content}
        self.pairs = {f"{a}_{b}": self._weight(f"{a}_{b}") for a, b in pairs}

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
    around = _terms(f"{_about(hit)}\n{passage.text}")
    title = fold(hit.document.title[-_TITLE_END:])
    shared = {
        "around": _share(weights.words, around),
        "phrases": _share(weights.pairs, around),
        "missing": max((w for t, w in weights.words.items() if t not in around), default=0.0),
        "place": _place(query, hit),
        "years": _years(query, hit),
        "passage": hit.score,
        "cosine": max(0.0, cosine),
    }
    for start, end in units(text, passage.start, passage.end):
        unit = text[start:end]
        terms = _terms(unit)
        yield start, end, Features(
            covered=_share(weights.words, terms),
            paired=_share(weights.pairs, terms),
            value=float(has_value(query, unit)),
            unit=counted(query, unit),
            naming=float(_names_only(unit, title)),
            **shared,
        )


_TITLE_END = 40  # characters of a title that tell it from other text


_RECITAL = re.compile(r"^\W*(can cu|theo de nghi|kem theo|ban hanh kem theo|xet de nghi|noi nhan)\b")


def _names_only(unit: str, title: str) -> bool:
    """Whether a unit is a title, a letterhead or a recital."""
    plain = " ".join(fold(unit).split())
    titled = title in plain and plain[-1] not in ".;"
    return titled or bool(_RECITAL.match(plain))


def _place(query: Query, hit: Hit) -> float:
    there = set(re.findall(r"dieu (\d+[a-z]?)", fold(hit.passage.section)))
    return float(not query.articles or bool(there & set(query.articles)))


def _terms(text: str) -> set[str]:
    syllables = [fold(token.text) for token in tokens(text)]
    return {*syllables, *(f"{a}_{b}" for a, b in zip(syllables, syllables[1:], strict=False))}


def _about(hit: Hit) -> str:
    """What the passage inherits: its document's name and date, and its headings."""
    document = hit.document
    dated = f"ngày {document.issued:%d/%m/%Y} năm {document.issued.year}" if document.issued else ""
    return "\n".join(filter(None, (document.number, document.title, dated, hit.passage.section)))


def _years(query: Query, hit: Hit) -> float:
    if not query.years:
        return 1.0
    there = f"{_about(hit)}\n{hit.passage.text}"
    return sum(year in there for year in query.years) / len(query.years)


def missing_years(query: Query, best: Sequence[Evidence]) -> tuple[str, ...]:
    """The years asked for that stand nowhere around the best evidence."""
    if not best:
        return query.years
    there = f"{_about(best[0].hit)}\n{best[0].hit.passage.text}"
    return tuple(year for year in query.years if year not in there)
