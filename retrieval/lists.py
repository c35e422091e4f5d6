"""Enumerations: a lead-in with its items, complete and in order, across passages."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from index import structure
from index.lexical import WordIndex
from index.structure import Kind, Part
from index.text import fold, sentences, syllables
from index.types import Document
from index.view import CorpusView
from retrieval import citations, localities, quoting, vocabulary
from retrieval.evidence import HEAD, Evidence
from retrieval.questions import Query
from retrieval.quoting import Span
from retrieval.scope import Scope
from retrieval.types import Answer, Hit, Rest
from retrieval.units import is_heading, leads_in
from retrieval.vocabulary import Asked

Bounds = tuple[int, int]

_MOST_SHOWN = 20  # items; the rest is counted
_DOCUMENTS = 4  # whose lists are looked at
_LEAD_REACH = 800  # characters before the first item of a list that stands under no heading
_COVERED, _LED = 0.65, 0.3  # shares of the question's words around a list, and in its lead-in
_ITEM_WORDS = {word for phrase in vocabulary.ITEMS for word in phrase.split()}
_LIGHT = 0.5  # what they weigh: one calls tasks what another calls duties
_PART = 0.1  # of the question that is not in a title, to be looked at alone
_RIGHT_COUNT = 0.3
_ITEM_WORDS_SHOWN = 60
_BEGINS = 30  # characters of an item that say what it is
_ASKING = frozenset(["liet", "ke", "ten", "neu", "giao", "gom", "buoc", "lam"])
_COUNT = re.compile(r"(?<![\d.,/-])(\d{1,2})(?![\d.,/%-])")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one text: half-open spans of its lead-in, its items whole, and the headings
    that it stands under."""

    lead: Bounds
    items: tuple[Bounds, ...]
    heads: tuple[Bounds, ...]


@lru_cache(maxsize=32)  # documents, of which many questions ask for some list
def read(text: str) -> tuple[Listing, ...]:
    """The lists of NFC `text`: two or more neighbouring items of one kind under one lead-in."""
    parts = structure.read(text)
    siblings: dict[tuple[int, Kind], list[Part]] = {}
    for part in parts:
        if part.kind > Kind.TITLE and part.kind is not Kind.ARTICLE:
            siblings.setdefault((-1 if part.parent is None else part.parent, part.kind), []).append(
                part
            )
    return tuple(
        listing
        for (parent, _), items in siblings.items()
        for listing in _groups(text, parts, parent, items)
    )


def wanted(query: Query) -> bool:
    """Whether a question asks for an enumeration."""
    plain = fold(query.text)
    if query.asked is Asked.LIST or vocabulary.LISTED.search(plain):
        return True
    perhaps = query.asked in (Asked.OTHER, Asked.ABOUT)
    return perhaps and bool(vocabulary.PERHAPS_LISTED.search(plain))


def answer(
    view: CorpusView, query: Query, named: Scope, hits: Sequence[Hit], best: Evidence
) -> Answer | None:
    """The list that a question asks for, or into which its `best` evidence leads where no value
    is asked for; each item shortened to its first sentence. None where there is no such list."""
    if enumerates(query, best):
        return None
    found = _best(view, query, named, hits) if wanted(query) else None
    if query.asked not in vocabulary.VALUED:
        found = found or _led_by(view, best)
    if found is None or _is_of_others(view, query, found, best):
        return None
    pk, listing = found
    return _shown(view, pk, [listing])


def enumerates(query: Query, best: Evidence) -> bool:
    """Whether the best evidence is a whole list in one sentence, of what the question calls so:
    "Các hình thức khen thưởng gồm: Huân chương; Bằng khen; Giấy khen."."""
    lead, colon, items = best.quote.partition(":")
    called = {fold(word) for word in query.focus} if query.asked is Asked.LIST else set()
    leads = bool(colon and called) and bool(_LEADING.search(fold(lead)))
    return leads and called <= _words([lead]) and len(_PARTED.findall(items)) > 1


_LEADING = re.compile(r"\b(?:gom|gom co|gom cac \w+|sau|sau day|nhu sau)$")
_PARTED = re.compile(r"[;,](?=\s)")


def _is_of_others(
    view: CorpusView, query: Query, found: tuple[int, Listing], best: Evidence
) -> bool:
    """Whether a list speaks nowhere but in its items of who or what the question names, while the
    best evidence does: "xã An Thi gồm những xã nào" asks for one item of the list of all."""
    names = [name for name in query.names if not localities.is_province(name)]
    document, listing = view.document(found[0]), found[1]
    around = [document.text[slice(*each)] for each in (listing.lead, *listing.heads)]
    head = document.text[: min(HEAD, listing.lead[0])]
    there = "\n".join((document.title, head, *around))
    return localities.share(names, there) < 1 == localities.share(names, best.said)


def holding(view: CorpusView, pk: int, places: Iterable[Bounds]) -> Answer | None:
    """The lists of a document whose items are what lies at `places`; None where it has none."""
    starts = [start for start, _ in places]
    found = [each for each in read(view.document(pk).text) if _is_of(each, starts)]
    return _shown(view, pk, found) if found else None


def _is_of(listing: Listing, starts: Sequence[int]) -> bool:
    """Whether two items or more, and most of them, hold one of `starts`."""
    held = sum(any(a <= at < b for at in starts) for a, b in listing.items)
    return held > 1 and 2 * held > len(listing.items)


def _shown(view: CorpusView, pk: int, listings: Sequence[Listing]) -> Answer:
    """Lists one after another, as many items as can be shown."""
    passages, text = quoting.hits(view, pk), view.document(pk).text
    items = [item for each in listings for item in each.items]
    spans, room = [], _MOST_SHOWN
    for each in listings:
        if room > 0:
            spans += [quoting.span(passages, *each.lead)]
            spans += [_shortened(text, passages, item) for item in each.items[:room]]
            room -= len(each.items)
    rest = None
    if len(items) > _MOST_SHOWN:
        after = quoting.span(passages, *items[_MOST_SHOWN])
        rest = Rest(after.hit.passage.id, _MOST_SHOWN, len(items))
    return Answer("", citations.cite(quoting.own_words(view, spans)), rest=rest)


def _led_by(view: CorpusView, best: Evidence) -> tuple[int, Listing] | None:
    """The list that begins where a sentence ends with a colon, or of which the evidence is the
    heading with the first item."""
    pk = view.owner(best.hit.passage.id)
    for each in read(best.hit.document.text) if _may_lead(best.quote) else ():
        begun = each.lead[0] == best.start and each.items[0][0] < best.end < each.items[-1][1]
        if begun or (best.quote.endswith(":") and each.lead[1] == best.end):
            return pk, each
    return None


def _may_lead(quote: str) -> bool:
    return quote.endswith(":") or "\n" in quote.strip()


def _shortened(text: str, passages: list[Hit], item: Bounds) -> Span:
    """The first sentence of an item; with what it leads in, should that be short ("b) 06 phòng
    chuyên môn: ...")."""
    start, end = sentences(text, *item)[0]
    if leads_in(text[start:end]) and len(text[slice(*item)].split()) <= _ITEM_WORDS_SHOWN:
        end = item[1]
    return quoting.span(passages, start, end, more=end < item[1])


def _best(
    view: CorpusView, query: Query, named: Scope, hits: Sequence[Hit]
) -> tuple[int, Listing] | None:
    """The list around the hits whose lead-in and headings say best what is asked for."""
    weights = _weights(query, view.caches.words)
    rated = [
        (score, -rank, pk, listing)
        for rank, (pk, near) in enumerate(_near(view, named, hits))
        for listing in read(view.document(pk).text)
        if _is_near(listing, near)
        if (score := _score(view, query, pk, listing, weights)) is not None
    ]
    if not rated:
        return None
    score, _, pk, listing = max(rated, key=lambda each: (each[0], each[1], -each[3].lead[0]))
    inner = (other for _, _, of, other in rated if of == pk)
    return pk, _within(query, view.document(pk).text, listing, inner)


def _within(query: Query, text: str, outer: Listing, others: Iterable[Listing]) -> Listing:
    """The list inside `outer` that calls its items what the question does ("những nội dung gì":
    "1. Nội dung điều tra:"), else `outer`."""
    asked = vocabulary.LISTED.search(fold(query.text))
    called = vocabulary.ITEM.findall(asked[0]) if asked else []
    for other in [outer, *others]:
        inside = outer.lead[0] <= other.lead[0] and other.items[-1][1] <= outer.items[-1][1]
        lead = vocabulary.ITEM.findall(fold(text[slice(*other.lead)]))
        if inside and set(called) & set(lead):
            return other
    return outer


def _near(
    view: CorpusView, named: Scope, hits: Sequence[Hit]
) -> Iterator[tuple[int, list[Bounds] | None]]:
    """Documents with the spans in which their lists have to lie, None for anywhere."""
    if named.places:
        for pk, places in groupby(named.places, key=lambda place: place[0]):
            yield pk, [(start, end) for _, start, end in places]
        return
    rows = view.passages([hit.passage.id for hit in hits])
    found: dict[int, list[Bounds]] = {}
    for hit in hits:
        if hit.passage.id in rows:
            spans = found.setdefault(rows[hit.passage.id][1], [])
            spans.append((hit.passage.start, hit.passage.end))
    for pk, spans in list(found.items())[:_DOCUMENTS]:
        yield pk, None if named.own else spans


def _is_near(listing: Listing, near: list[Bounds] | None) -> bool:
    if near is None:
        return True
    start, end = listing.lead[0], listing.items[-1][1]
    return any(start < b and a < end for a, b in near)


def _score(
    view: CorpusView, query: Query, pk: int, listing: Listing, weights: dict[str, float]
) -> float | None:
    """How well a list fits, None where it does not: by the question's words in its lead-in, and
    half as much by those in its headings; a number asked for should be that of items. Words that
    say which document is meant tell its lists not apart."""
    document = view.document(pk)
    own = _untitled(weights, _words([document.title, *_places(query, document)]))
    lead = _words([document.text[slice(*listing.lead)]]) | _called(query, document, listing)
    around = lead | _words(document.text[slice(*head)] for head in listing.heads)
    known = around | _words([document.text[:HEAD]])
    led = _share(own, lead)
    if vocabulary.COMPOSED.search(fold(query.text)) and not _composes(document, listing):
        return None
    if _share(own, known) < _COVERED or led < _LED:
        return None
    said = sum(word in lead for word in weights) / len(lead)  # how much else it speaks of
    right = _RIGHT_COUNT * (_count(query) == len(listing.items))
    return led + (_share(own, around) + said) / 2 + _share(weights, lead) / 5 + right


def _composes(document: Document, listing: Listing) -> bool:
    """Whether what leads into a list says that something is made of its items."""
    around = (document.text[slice(*each)] for each in (listing.lead, *listing.heads))
    return any(vocabulary.COMPOSING.search(fold(each)) for each in around)


def _places(query: Query, document: Document) -> list[str]:
    """The provinces named that a document is of: said in its head, like its title."""
    names = filter(localities.is_province, query.names)
    return [name for name in names if localities.stands(name, document.text[:HEAD])]


def _called(query: Query, document: Document, listing: Listing) -> set[str]:
    """What a question calls the items of a list, if two of them begin so: "gồm những phòng nào"
    for "a) Văn phòng; b) 06 phòng chuyên môn"."""
    called = {fold(word) for word in query.focus} if query.asked is Asked.LIST else set()
    begun = (_words([document.text[a : min(b, a + _BEGINS)]]) for a, b in listing.items)
    return called if called and sum(called <= words for words in begun) > 1 else set()


def _untitled(weights: dict[str, float], title: set[str]) -> dict[str, float]:
    """The words that a title does not have, unless they are but a small part and name no items."""
    rest = {word: weight for word, weight in weights.items() if word not in title}
    enough = sum(rest.values()) >= _PART * sum(weights.values())
    return rest if enough or _ITEM_WORDS & set(rest) else weights


def _count(query: Query) -> int | None:
    """How many items a question speaks of ("5 nhiệm vụ")."""
    plain = query.text
    named = [(ref.start, ref.end) for ref in query.references]
    for start, end in [*named, *((each.start, each.end) for each in query.provisions)]:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    said = _COUNT.search(plain)
    return int(said[1]) if said else None


def _weights(query: Query, words: WordIndex) -> dict[str, float]:
    """The words that carry the question, by how rare they are."""
    count = len(words) + 1
    return {
        fold(word): math.log(1 + count / (1 + words.frequency(word)))
        * (_LIGHT if fold(word) in _ITEM_WORDS else 1.0)
        for word in query.content
        if fold(word) not in _ASKING and word != str(_count(query))
    }


def _share(weights: dict[str, float], there: set[str]) -> float:
    total = sum(weights.values())
    return (
        sum(weight for word, weight in weights.items() if word in there) / total if total else 0.0
    )


def _words(texts: Iterable[str]) -> set[str]:
    return {fold(syllable) for text in texts for syllable in syllables(text)}


def _groups(text: str, parts: list[Part], parent: int, items: list[Part]) -> Iterator[Listing]:
    """The lists that siblings make up: a new one begins where an item closes with a lead-in."""
    heads = tuple(_heads(text, parts, parent))
    begin = parts[parent].start if parent >= 0 else max(0, items[0].start - _LEAD_REACH)
    heading = structure.heading(text, parts[parent]) if parent >= 0 else None
    lead = _lead(text, begin, items[0].start, heading)
    group: list[Bounds] = []
    for item in items:
        start, end = item.start, item.end
        following = _lead_within(text, item, parts)
        group.append((start, following[0] if following else end))
        if following:
            yield from _listing(text, lead, group, heads)
            lead, group = following, []
    yield from _listing(text, lead, group, heads)


def _listing(
    text: str, lead: Bounds | None, group: list[Bounds], heads: tuple[Bounds, ...]
) -> Iterator[Listing]:
    if lead is not None and len(group) > 1:
        yield Listing(lead, tuple(group), heads)


def _lead(text: str, start: int, end: int, heading: Bounds | None) -> Bounds | None:
    """What leads into a list: the sentence before it that ends with a colon, else the heading
    under which it stands."""
    before = sentences(text, start, end)
    if not before:
        return None
    last = text[slice(*before[-1])].rstrip("*_ ")
    if last.endswith(":") or (heading is None and is_heading(last)):
        return before[-1]
    return heading and (heading[0], min(heading[1], before[-1][1]))


def _lead_within(text: str, item: Part, parts: list[Part]) -> Bounds | None:
    """The lead-in of the next list, where an item is followed by one: a last line of its own."""
    last = sentences(text, item.start, item.end)[-1]
    own = "\n" in text[item.start : last[0]] and not any(
        last[0] <= part.start < last[1] for part in parts
    )
    return last if own and leads_in(text[slice(*last)]) else None


def _heads(text: str, parts: list[Part], parent: int) -> Iterator[Bounds]:
    """The headings of the parts around, the nearest first."""
    at: int | None = parent if parent >= 0 else None
    while at is not None:
        yield structure.heading(text, parts[at])
        at = parts[at].parent
