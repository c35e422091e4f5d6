"""From the best sentences to what is quoted: one that says it all, what else is needed, and what
several documents say of one fact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.text import fold
from retrieval import emphasis, values
from retrieval.evidence import Evidence
from retrieval.questions import Query
from retrieval.quoting import Span
from retrieval.types import Mention
from retrieval.units import followed, leads_in
from retrieval.vocabulary import Asked

_MOST = 3  # citations
_BEHIND = 0.9  # log-odds behind the best: quoted beside it
_SAME_FACT = 2.5  # log-odds behind the best: looked at for the same fact, or another value of it
_ALIKE, _ONE_FACT = 0.75, 0.6  # shares of words in common
_MOST_ALSO = 5
_LEAD_WORDS = 30


@dataclass(frozen=True, slots=True)
class Quoted:
    """Spans in the order in which they are shown; `differing` tells that they are what different
    documents say of one thing, the newest first."""

    spans: tuple[Span, ...]
    differing: bool = False


def chosen(query: Query, best: Sequence[Evidence]) -> Quoted:
    """What is quoted of sentences, best first."""
    first = best[0]
    near = [e for e in best[1:] if e.score >= first.score - _SAME_FACT]
    others = [e for e in near if _is_elsewhere(first, e)]
    if differing := _differing(query, first, others):
        newest = sorted([first, *differing], key=_issued, reverse=True)
        return Quoted(tuple(_span(query, e) for e in newest[:_MOST]), differing=True)
    alike = [e for e in others if _says_same(query, first, e)]
    first, *rest = sorted([first, *alike], key=_originality)
    also = tuple(dict.fromkeys(map(_mention, rest)))[:_MOST_ALSO]
    second = beside(query, [best[0], *(e for e in near if e not in (first, *rest))])[1:]
    spans = (_span(query, first)._replace(also=also), *(_span(query, e) for e in second))
    return Quoted(spans)


def emphasised(query: Query, span: Span) -> Span:
    """A span with the words that answer marked, where a value is asked for."""
    quote = span.hit.document.text[span.start : span.end]
    return span._replace(emphasis=emphasis.span(query, quote))


def _span(query: Query, e: Evidence) -> Span:
    return emphasised(query, Span(e.hit, e.start, _end(e), lead=_lead(e)))


def _end(e: Evidence) -> int:
    """Where a sentence ends; a lead-in with what it leads into, as far as that has no marks."""
    if not leads_in(e.quote):
        return e.end
    document = e.hit.document
    own = document.outside_noise(e.start, followed(document.text, e.end))[0][1]
    return max(own, e.end)


def _lead(e: Evidence) -> tuple[int, int] | None:
    """The lead-in that a quote depends on; one that is long introduces whole paragraphs, which
    stand for themselves."""
    if not e.leads or len(e.hit.document.text[slice(*e.leads[-1])].split()) > _LEAD_WORDS:
        return None
    return e.leads[-1]


def beside(query: Query, best: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence, and those that are nearly as good, say more than a title does and do not
    say the same again."""
    taken = [best[0]]
    for other in best[1:]:
        if other.score < best[0].score - _BEHIND or len(taken) == _MOST:
            break
        if not (other.features.naming or any(_says_same(query, e, other) for e in taken)):
            taken.append(other)
    return taken


def _differing(query: Query, first: Evidence, others: Sequence[Evidence]) -> list[Evidence]:
    """What other documents say instead: another value of the same rate ("đồng/tổ/tháng"), or
    nearly the same sentence with another value."""
    if query.asked not in (Asked.HOW_MANY, Asked.WHEN, Asked.WHO) or not _values(query, first):
        return []
    return [
        e
        for e in others
        if _values(query, e)
        and not _values(query, e) & _values(query, first)
        and (_rates(query, e) & _rates(query, first) or _alikeness(first.quote, e.quote) >= _ALIKE)
    ][: _MOST - 1]


def _says_same(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether two sentences give the same value, or, where none is asked, are nearly the same
    with the same numbers."""
    said = _values(query, one)
    if said:
        return bool(said & _values(query, other)) and _alikeness(one.quote, other.quote) > 1 / 3
    alike = _alikeness(one.quote, other.quote) >= _ONE_FACT
    return alike and _numbers(one.quote) == _numbers(other.quote)


def _numbers(quote: str) -> set[str]:
    """Its numbers but for those that count it ("Điều 3.", "2)")."""
    counted = re.sub(r"(?m)^\W*(?:điều|khoản|mục)?\s*\d+[.)]", "", quote, flags=re.IGNORECASE)
    return {number.lstrip("0") for number in re.findall(r"\d+", counted)}


def _values(query: Query, e: Evidence) -> set[str]:
    """The values of the kind asked for, as compared: "05 ngày" is "5 ngày"."""
    found = (fold(e.quote[a:b]) for a, b in values.places(query, e.quote))
    return {re.sub(r"\b0+(?=\d)", "", " ".join(said.split())) for said in found}


def _rates(query: Query, e: Evidence) -> set[str]:
    """What values are of, where that tells: "đồng/tổ/tháng"."""
    units = (re.sub(r"[\d.,\s]+", " ", said).strip() for said in _values(query, e))
    return {unit for unit in units if unit.count("/") > 1}


def _alikeness(one: str, other: str) -> float:
    """The share of words in common, numbers aside."""
    a, b = (set(re.findall(r"[^\W\d_]+", fold(text))) for text in (one, other))
    return len(a & b) / (len(a | b) or 1)


def _is_elsewhere(one: Evidence, other: Evidence) -> bool:
    """Whether two stand in different documents; copies of one are not."""
    a, b = one.hit.document, other.hit.document
    same_number = a.number is not None and a.number == b.number
    return a.id != b.id and not same_number and fold(a.title) != fold(b.title)


def _issued(e: Evidence) -> date:
    return e.hit.document.issued or date.min


def _originality(e: Evidence) -> tuple[bool, date]:
    """Documents with a number before pages about them, the older before those that repeat it."""
    document = e.hit.document
    return document.number is None, document.issued or date.max


def _mention(e: Evidence) -> Mention:
    document = e.hit.document
    return Mention(document.id, document.number, document.title, document.issued, e.hit.passage.id)
