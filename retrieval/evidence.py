"""Which sentence answers: candidates from the best passages, each with its features.

`choose` orders by a linear mix of features; `support.py` decides whether the best is enough. The
weights of both are fitted by `python -m retrieval.train_support` (docs/architecture.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index import lexical, tables
from index.chunking import STEP
from index.lexical import WordIndex
from index.text import fold
from retrieval import abbreviations, calibration, localities, ordinals, vocabulary
from retrieval.features import Features
from retrieval.ordinals import Ordinal
from retrieval.questions import Query
from retrieval.types import Hit
from retrieval.units import Bounds, Unit, field, leads_in, units
from retrieval.values import counted, places, value
from retrieval.vocabulary import Asked
from retrieval.weights import Weights


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a hit's document that may answer, with the lead-ins that it depends on; offsets
    into the document's text."""

    hit: Hit
    start: int
    end: int
    leads: tuple[Bounds, ...]
    features: Features
    score: float

    @property
    def quote(self) -> str:
        return self.hit.document.text[self.start : self.end]

    @property
    def titled(self) -> str:
        """The lead-ins with the quote, under the title of the document and the headings."""
        return f"{self.hit.document.title}\n{self.hit.passage.section}\n{self.said}"

    @property
    def around(self) -> str:
        """The passage with what it inherits and the head of its document."""
        return _whose(self.hit)

    @property
    def said(self) -> str:
        """The lead-ins with the quote."""
        text = self.hit.document.text
        return "\n".join(text[a:b] for a, b in (*self.leads, (self.start, self.end)))


def choose(
    query: Query,
    hits: Sequence[Hit],
    cosines: dict[int, float],
    words: WordIndex,
    by: Features | None = None,
) -> list[Evidence]:
    """Sentences of `hits` that may answer, best first by the weights `by` (those that ship)."""
    weights, by = Weights(query, words), by or calibration.shipped().choice
    found = [
        Evidence(hit, unit.start, unit.end, unit.leads, features, features.dot(by))
        for hit in hits
        for unit, features in _sentences(query, hit, cosines.get(hit.passage.id, 0.0), weights)
    ]
    return sorted(found, key=lambda e: (-e.score, e.hit.rank, e.start))


def share(query: Query, text: str, words: WordIndex) -> float:
    """Share of the question's words in a text, by weight, in [0, 1]."""
    return Weights(query, words).covered(_terms(text))


def _sentences(
    query: Query, hit: Hit, cosine: float, weights: Weights
) -> Iterator[tuple[Unit, Features]]:
    """The units of a passage with their features."""
    text, passage = hit.document.text, hit.passage
    about = f"{_about(hit)}\n{passage.context}"
    there = f"{about}\n{passage.text}"
    whose = f"{hit.document.text[:HEAD]}\n{there}"
    head = f"{hit.document.text[:HEAD]}\n{hit.document.title}"
    own = weights.of(name for name in _provinces(query) if localities.stands(name, head))
    above = _terms(about) | own
    around = own | _terms(_spelt(query, hit, about)) | _terms(_spelt(query, hit, passage.text))
    title = fold(hit.document.title[-_TITLE_END:])
    shared = {
        "around": weights.covered(around),
        "phrases": weights.paired(around),
        "absent": weights.lacking(around),
        "place": _place(query, hit),
        "names": localities.share(query.names, whose),
        "province": float(localities.share(_provinces(query), whose) == 1),
        "timeless": float(not query.now),
        "passage": hit.score,
        "cosine": _stretched(cosine) if query.accented else _UNREAD,
    }
    valued = query.asked in vocabulary.VALUED
    strange = weights.strange(around) > _STRANGE
    heading = _terms(passage.section.rpartition(STEP)[2])
    before, earlier = frozenset[str](), ""
    for unit in units(text, passage.start, passage.end):
        said = text[unit.start : unit.end]
        if _LETTERHEAD.search(fold(said)):
            continue
        heads = tables.heads(text, unit.start)
        # A row gives no value of what neither it nor its table names, nor does a sentence with
        # the values of several things.
        lacks = valued and (
            weights.lacking(around | _terms(heads)) > _ROW_LACKS
            if heads
            else strange and sum(1 for _ in places(query, said)) >= _SEVERAL
        )
        terms = own | _terms(_spelt(query, hit, f"{heads}\n{said}"))
        leads = "\n".join(text[slice(*lead)] for lead in unit.leads)
        led = _terms(leads)
        if _tells(query, field(said) or _key(said)):
            terms |= led or heading or above
        behind = _items_behind(text, unit)
        if query.asked is Asked.LIST:
            terms |= _terms(behind)
        yield (
            unit,
            Features(
                covered=weights.covered(terms),
                focused=weights.focused(query, terms),
                paired=weights.paired(terms),
                near=weights.covered(terms | before | led),
                headed=weights.covered(terms | before | led | above),
                lacking=weights.lacking(terms | before | led | above),
                years=_years(query, weights.labels, hit, said, there + behind),
                named=localities.share(query.names, f"{leads}\n{said}"),
                head=weights.head(terms | before | led),
                value=0.0 if lacks else value(query, said),
                unit=0.0 if lacks else counted(query, said),
                attribute=0.0
                if lacks
                else _attribute(weights.attributes, f"{heads}\n{leads}\n{earlier}\n{said}"),
                naming=float(_names_only(said, title)),
                leading=float(valued and leads_in(said)),
                long=min(1.0, len(said.split()) / _LONG),
                **shared,
            ),
        )
        before, earlier = terms, said


def _key(row: str) -> str:
    """The folded first cell of a row of two: "Trụ sở | 40 phố Cũ"; "" for any other."""
    key, bar, value = row.partition(" | ")
    return "" if not bar or "|" in value or "\n" in row.strip() else fold(key)


def _tells(query: Query, name: str) -> bool:
    """Whether a field of a form is what a question asks for: "Thời hạn giải quyết" for "giải quyết
    trong bao lâu"."""
    if _TIME.match(name):
        return query.asked is Asked.WHEN or bool(_HOW_LONG.search(fold(query.text)))
    return bool({fold(word) for word in query.focus} & set(name.split()))


_TIME = re.compile(r"(?:thoi (?:han|gian|diem)|tien do)\b")
_HOW_LONG = re.compile(r"\bbao lau\b|\b(?:bao nhieu|may) (?:ngay|thang|gio|nam|tuan|tieng)\b")
_LONG = 100  # words
_ROW_LACKS = 0.4  # weight of a term that is not around a row
_STRANGE = 0.9  # the same of a sentence with the values of several things
_SEVERAL = 3  # values
_TITLE_END = 40  # characters of a title that tell it from other text


_RECITAL = re.compile(
    r"^\W*(?:can cu|theo de nghi|kem theo|ban hanh kem|xet (?:de nghi|to trinh)|tren co so|noi nhan"
    r"|truy cap (?:ngay|luc))\b|truy cap (?:ngay )?\d|\^\W*\w|\bluu tru ban goc|ban goc luu tru"
)


_LETTERHEAD = re.compile(
    r"doc lap\W{1,9}tu do\W{1,9}hanh phuc|cong hoa xa hoi chu nghia viet nam\s*\n"
    r"|^\W*(?:quyet dinh|quyet nghi|nghi quyet|thong tu|nghi dinh|chi thi)\W*$"
)


def _names_only(unit: str, title: str) -> bool:
    """Whether a unit is a title, a letterhead or a recital."""
    plain = " ".join(fold(unit).split())
    titled = title in plain and plain[-1] not in ".;"
    return titled or bool(_RECITAL.match(plain))


def _place(query: Query, hit: Hit) -> float:
    there = set(re.findall(r"dieu (\d+[a-z]?)", fold(hit.passage.section)))
    return float(not query.articles or bool(there & set(query.articles)))


_terms = lru_cache(maxsize=4096)(lexical.grams)


def _spelt(query: Query, hit: Hit, text: str) -> str:
    """A text of the hit's document, the abbreviations of what is asked for written out."""
    return abbreviations.unfolded(text, query.pairs, hit.document.id)


def _about(hit: Hit) -> str:
    """What the passage inherits: its document's name and date, and its headings."""
    document = hit.document
    dated = f"ngày {document.issued:%d/%m/%Y} năm {document.issued.year}" if document.issued else ""
    return "\n".join(filter(None, (document.number, document.title, dated, hit.passage.section)))


def _items_behind(text: str, unit: Unit) -> str:
    """What follows the lead-in of a list, which tells what the list is about."""
    leads = leads_in(text[unit.start : unit.end])
    return text[unit.end : unit.end + _ITEMS_READ] if leads else ""


_ITEMS_READ = 800  # characters


def _years(query: Query, labels: frozenset[Ordinal], hit: Hit, unit: str, there: str) -> float:
    """How well the years, months and numbers of a kind asked for agree with a sentence and its
    passage: 1 where they stand, 0 where the sentence, or else the title, has others, between where
    none is said; less where the document came after the year and does not look back to it.

    A long enumeration speaks of many years; where it is, its passage tells.
    """
    brief = len(unit.split()) <= _ONE_SENTENCE
    own = set(_YEAR.findall(unit)) if brief else set()
    titled = set(_YEAR.findall(hit.document.title))
    issued = hit.document.issued
    told = [
        1.0
        if year in (own or there)
        else 0.0
        if own or titled
        else _PAST
        if issued and int(year) < issued.year
        else _UNSAID
        for year in query.years
    ]
    asked = set(_MONTH.findall(fold(query.text))) if query.years else set()
    said = set(_MONTH.findall(fold(unit))) if asked and brief else set()
    told += [float(month in said) for month in asked if said]
    unit = unit if brief else ""
    if numbered := ordinals.find(query.text):
        told += ordinals.agreement(numbered, ordinals.find(unit), ordinals.find(there))
    if labels:
        own_labels = ordinals.labelled(labels, unit)
        told += ordinals.agreement(labels, own_labels, ordinals.labelled(labels, there))
    return sum(told) / len(told) if told else 1.0


_MONTH = re.compile(r"(?:\bthang |\d/)0?(\d{1,2})(?=/(?:19|20)\d\d| nam (?:19|20)\d\d)")
_PAST = 0.2
_UNSAID = 0.6
_ONE_SENTENCE = 60  # words
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


_LOW, _HIGH, _UNREAD = 0.75, 0.95, 0.6


def _stretched(cosine: float) -> float:
    return min(1.0, max(0.0, (cosine - _LOW) / (_HIGH - _LOW)))


def _attribute(asked: Sequence[re.Pattern[str]], there: str) -> float:
    """Whether a text names all that is asked of a thing."""
    if not asked:
        return 1.0
    there = fold(there)
    return float(all(pattern.search(there) for pattern in asked))


def _provinces(query: Query) -> list[str]:
    return [name for name in query.names if localities.is_province(name)]


def missing(query: Query, hits: Sequence[Hit], best: Sequence[Evidence]) -> tuple[str, ...]:
    """What is asked for, as typed, and not found: years around the best evidence, proper names
    around any of the hits."""
    near = [best[0].hit] if best else hits[:1]
    years = [year for year in query.years if not any(year in _around(hit) for hit in near)]
    there = "\n".join(_whose(hit) for hit in hits)
    names = [
        _as_typed(query.text, name) for name in query.names if not localities.stands(name, there)
    ]
    return (*years, *names)


def _around(hit: Hit) -> str:
    return f"{_about(hit)}\n{hit.passage.text}"


def _whose(hit: Hit) -> str:
    return f"{hit.document.text[:HEAD]}\n{_around(hit)}"


HEAD = 400  # characters of a document in which it says whose it is


def _as_typed(text: str, name: str) -> str:
    at = fold(text).find(fold(name))
    return text[at : at + len(name)] if at >= 0 else name
