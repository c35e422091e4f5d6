"""Telling apart the documents that one number may mean: copies, places, years, titles."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index import references
from index.references import Reference
from index.text import fold, syllables
from index.types import Document
from retrieval import vocabulary
from retrieval.questions import Query

_HEAD = 1200  # characters in which a document says who issued it and where
_KEPT = 512  # texts whose words and number are remembered: every two documents are compared
_ALIKE = 0.6  # share of common words from which two titles or openings are one document's
# Their numbers are given out once in the country; those of other issuers once in every place.
_LOCAL = ("ubnd", "hdnd", "ctubnd", "tu", "hu", "du", "duk", "vptu", "ub")

Choice = list[tuple[int, Document]]  # one document with its copies, by primary key


def groups(documents: Sequence[tuple[int, Document]]) -> list[Choice]:
    """Documents with their primary keys, copies of one together, in the order given."""
    found: list[Choice] = []
    for pk, document in documents:
        alike = next((g for g in found if _is_copy(g[0][1], document)), None)
        if alike is None:
            found.append([(pk, document)])
        else:
            alike.append((pk, document))
    return found


def _is_copy(one: Document, other: Document) -> bool:
    if one.issued and other.issued and one.issued != other.issued:
        return False
    numbers = [_named(d.number or d.title) for d in (one, other)]
    if all(numbers) and not numbers[0][0].agrees(numbers[1][0]):
        return False
    same = all(numbers) and str(numbers[0][0]) == str(numbers[1][0])
    if same and numbers[0][0].complete and not _is_local(numbers[0][0]):
        return True
    return _share(one.title, other.title) >= _ALIKE or _share(_opening(one), _opening(other)) >= (
        _ALIKE
    )


def _is_local(ref: references.Reference) -> bool:
    return fold(ref.issuer or "").split("-")[0] in _LOCAL


def _opening(document: Document) -> str:
    return document.text[:_HEAD]


def _share(one: str, other: str) -> float:
    a, b = _words(one), _words(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def narrowed(query: Query, choices: list[Choice]) -> list[Choice]:
    """What the question's other words leave of different documents (each with its copies)."""
    left = choices
    for tells in (_is_of_place, _is_of_year):
        left = [choice for choice in left if any(tells(query, d) for _, d in choice)] or left
    left = _by_title(query, left)
    # Inside a question, "NQ 57" is the country's: those of places are named with their place.
    central = [choice for choice in left if not _is_of_some_place(choice[0][1])]
    return central if len(central) == 1 and not query.only_names() else left


# What may stand between a number and the place that gave it out: "71/QĐ-UBND của tỉnh | Hà Nam".
_PLACE_BESIDE = re.compile(
    r"\W+(?:(?:cua|o|tai|tinh|thanh pho|tp|ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|tinh uy"
    rf"|thanh uy)\W+)*({vocabulary.PROVINCE.pattern}|ho chi minh|hue)"
)


def place_beside(query: Query, ref: Reference) -> str:
    """The province, as typed, that a question names right behind a document number; or ""."""
    found = _PLACE_BESIDE.match(fold(query.text), ref.end)
    return query.text[found.start(1) : found.end(1)] if found else ""


def of_place(place: str, choices: list[Choice]) -> list[Choice]:
    """Without the documents that another place gave out; those of the whole country stay."""
    return [
        choice
        for choice in choices
        if not _is_of_some_place(choice[0][1]) or any(_says(d, fold(place)) for _, d in choice)
    ]


def _is_of_some_place(document: Document) -> bool:
    return any(_is_local(ref) for ref in references.find(document.number or "")[:1])


def _is_of_place(query: Query, document: Document) -> bool:
    return any(_says(document, place) for place in vocabulary.PROVINCE.findall(fold(query.text)))


def _says(document: Document, place: str) -> bool:
    return place in " ".join(fold(f"{document.title} {_opening(document)}").split())


def _is_of_year(query: Query, document: Document) -> bool:
    own = {str(document.issued.year)} if document.issued else set()
    own |= {ref.year for ref in references.find(document.number or "")[:1] if ref.year}
    return bool(own & set(query.years))


# What titles of any document hold: no sign of which one is meant.
_ANY = frozenset(vocabulary.phrases("thuc, hien, to, chuc, trien, khai, ban, hanh, cong, tac"))


def _by_title(query: Query, choices: list[Choice]) -> list[Choice]:
    """The one whose title has clearly more of the question's words, else all of them."""
    asked = {fold(word) for word in query.content} - vocabulary.LOOKUP - _numbers(query) - _ANY
    scores = [max(len(asked & _words(d.title)) for _, d in choice) for choice in choices]
    best = max(scores, default=0)
    leading = [choice for choice, score in zip(choices, scores, strict=True) if score == best]
    second = max((score for score in scores if score < best), default=0)
    return leading if len(leading) == 1 and best >= max(2, 2 * second) else choices


@lru_cache(maxsize=_KEPT)
def _named(written: str) -> list[references.Reference]:
    return references.find(written)[:1]


@lru_cache(maxsize=_KEPT)
def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, syllables(text)))


def _numbers(query: Query) -> set[str]:
    """The words of the document numbers: they stand in every title alike."""
    return {word for ref in query.references for word in _words(ref.text)}
