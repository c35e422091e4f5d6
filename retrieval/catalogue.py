"""The register of documents: a list to filter, and one card for whatever a person types."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from index import catalogue, outline, references
from index.catalogue import Edge, Entry
from index.outline import Section
from index.references import Reference
from index.text import fold
from retrieval import summarising, validity
from retrieval.digests import Digest, Length
from retrieval.validity import Validity

_ASKING = re.compile(
    r"^(?:cho (?:\w+ )?xin|cho (?:em|anh|toi|minh)|xin|xem|mo|tim|tra cuu|doc)\s+"
    r"|^(?:file|van ban|toan van|ban)\s+|\s+(?:a|nhe|voi|di|duoc khong|dau)$"
)
_KINDS = {name for names in references.KINDS.values() for name in names} | {"dieu le", "hien phap"}
_OPENS = re.compile(rf"(?:{'|'.join(sorted(_KINDS))})\b")
_FEWEST, _MOST = 3, 40  # words of a title
_INSIDE = 2  # `_fit`: what was typed stands inside the title, not at its beginning
_ALIKE = 0.8  # share of three-word runs that two copies of one document have in common
_RUN = 3
_OPENING = 40  # characters of a title in which it names the document that it is about


@dataclass(frozen=True, slots=True)
class Item:
    """One document of the list; `copies` are the sources of the same text elsewhere."""

    entry: Entry
    validity: Validity
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge seen from a card: what is done, the other document, the clause that says so.

    `number` and `title` are the other document's, `document_id` is None when it is not here.
    """

    act: str
    number: str | None
    title: str | None
    document_id: str | None
    quote: str
    passage_id: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of one document. `item` is None for one that is only mentioned."""

    number: str | None
    item: Item | None = None
    outline: tuple[Section, ...] = ()
    changed_by: tuple[Link, ...] = ()
    relations: tuple[Link, ...] = ()
    mentioned_in: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A card, or the candidates a person has to choose from; neither when nothing is known."""

    card: Card | None = None
    candidates: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """A document that has come in, and what it does to others: act and number."""

    pk: int
    number: str | None
    kind: str | None
    title: str
    done_to: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document's stored text and the spans of it that are marked: neither searched nor quoted."""

    document_id: str
    text: str
    noise: tuple[tuple[int, int], ...]


# What happens to a document by the coming of another.
_CHANGING = ("replaces", "repeals", "amends")


class Catalogue:
    """The documents of one corpus. Belongs to the thread that opened the database."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def items(
        self,
        kind: str = "",
        issuer: str = "",
        year: int | None = None,
        status: str = "",
        words: str = "",
    ) -> list[Item]:
        """Documents, duplicates once; each filter that is given must hold, however accented."""
        named = set(fold(words).split())

        def fits(_: str | None, title: str) -> bool:
            return named <= set(fold(title).split())

        wanted = [
            entry
            for entry in catalogue.entries(self._db, fits if named else None)
            if fold(kind) in fold(entry.kind or "")
            and fold(issuer) in fold(entry.issuer or "")
            and (year is None or (entry.issued or "").startswith(str(year)))
        ]
        items = [self._item(group) for group in self._grouped(wanted)]
        return [item for item in items if not status or item.validity == status]

    def open(self, typed: str) -> Opened:
        """The document that a number or a title names."""
        named = references.find(typed)
        groups = self._numbered(named[0], typed) if named else self._titled(typed)
        if len(groups) == 1:
            return Opened(self._card(groups[0]))
        if groups:
            return Opened(None, tuple(self._brief(group) for group in groups))
        return self._mentioned(named[0]) if named else Opened()

    def card(self, pk: int) -> Card | None:
        """The card of a document by primary key, copies included; None when it is gone."""
        entry = catalogue.entry(self._db, pk)
        if entry is None:
            return None
        name = entry.number or entry.title
        near = catalogue.entries(self._db, lambda number, title: (number or title) == name)
        groups = self._grouped(near)
        return next(self._card(g) for g in groups if any(e.pk == pk for e in g))

    def card_of(self, document: str) -> Card | None:
        """The card of a document by its id."""
        pk = catalogue.key_of(self._db, document)
        return self.card(pk) if pk else None

    def holding(self, passage_id: int) -> Card | None:
        """The card of the document that a passage is of; None when it is gone."""
        pk = catalogue.holding(self._db, passage_id)
        return None if pk is None else self.card(pk)

    def news(self, after: int) -> list[News]:
        """The documents that came in after the one with the primary key `after`."""
        return [self._news(e) for e in catalogue.entries(self._db) if e.pk > after]

    def _news(self, entry: Entry) -> News:
        done = [
            (edge.act, edge.reference)
            for edge in catalogue.edges_of(self._db, entry.pk)
            if edge.act in _CHANGING
        ]
        return News(entry.pk, entry.number, entry.kind, entry.title, tuple(done))

    def section_at(self, pk: int, place: int) -> tuple[str, str] | None:
        """Title and text of a section by its place in the outline."""
        text = catalogue.text_of(self._db, pk)
        sections = outline.read(text, self._signature(pk))
        if not place < len(sections):
            return None
        found = sections[place]
        return found.title, catalogue.own_words(self._db, pk, found.start, found.end)

    def cleaned(self, pk: int) -> Cleaned | None:
        """What of a document is not searched; None when it is gone."""
        entry, noise = catalogue.entry(self._db, pk), catalogue.noise_of(self._db, pk)
        return Cleaned(entry.id, catalogue.text_of(self._db, pk), noise) if entry else None

    def digest(self, pk: int, length: Length) -> Digest | None:
        """A document by primary key in its own sentences; None when it is gone."""
        return summarising.digest(self._db, pk, length)

    def named(self, typed: str) -> int | None:
        """The one document whose title is, or begins with, what was typed; its primary key."""
        wanted = _bare(typed)
        if not _OPENS.match(wanted) or not _FEWEST <= len(wanted.split()) <= _MOST:
            return None
        groups = self._titled(wanted)
        exact = [g[0] for g in groups if (_fit(wanted, _bare(g[0].title)) or 0) < _INSIDE]
        return exact[0].pk if len(groups) == len(exact) == 1 else None

    def section(self, card: Card, wanted: str) -> str | None:
        """The text under one heading of a card's document; None when there is no such heading."""
        if card.item is None:
            return None
        pk = card.item.entry.pk
        text = catalogue.text_of(self._db, pk)
        found = outline.section(text, wanted, self._signature(pk))
        return catalogue.own_words(self._db, pk, found.start, found.end) if found else None

    # --- finding ---------------------------------------------------------------------------

    def _numbered(self, ref: Reference, typed: str) -> list[list[Entry]]:
        """Documents with a number, narrowed by what else was typed; else pages about it."""
        entries = catalogue.entries(
            self._db,
            lambda number, title: bool(number and _agrees(ref, number)) or _is_about(ref, title),
        )
        own = [e for e in entries if e.number and _agrees(ref, e.number)]
        own = own or [e for e in entries if _is_about(ref, e.title)]
        rest = fold(typed[: ref.start] + typed[ref.end :]).split()
        told = [e for e in own if rest and set(rest) <= set(_named_words(e))]
        return self._grouped(told or own)

    def _titled(self, typed: str) -> list[list[Entry]]:
        """Documents whose title is, begins with, holds, or has all words of what was typed."""
        wanted = _bare(typed)
        if not wanted:
            return []
        best: dict[int, list[Entry]] = {}
        fitting = catalogue.entries(
            self._db, lambda _, title: _fit(wanted, _bare(title)) is not None
        )
        for entry in fitting:
            rank = _fit(wanted, _bare(entry.title))
            if rank is not None:
                best.setdefault(rank + (10 if entry.is_report else 0), []).append(entry)
        return self._grouped(best[min(best)]) if best else []

    def _mentioned(self, ref: Reference) -> Opened:
        """The card of a document that others only speak of."""
        edges = [e for e in catalogue.edges_to(self._db, ref.key) if _agrees(ref, e.reference)]
        names = list(dict.fromkeys(edge.reference for edge in edges))
        cards = [
            Card(name, mentioned_in=self._links(e for e in edges if e.reference == name))
            for name in names
        ]
        return Opened(cards[0]) if len(cards) == 1 else Opened(None, tuple(cards))

    def _grouped(self, entries: Sequence[Entry]) -> list[list[Entry]]:
        """Copies of one document together; the longest text first in its group."""
        groups: dict[str, list[list[Entry]]] = {}  # only one number or title can be one document
        for entry in sorted(entries, key=lambda e: (e.is_report, -e.length)):
            near = groups.setdefault(entry.number or entry.title, [])
            same = next((group for group in near if self._is_copy(group[0], entry)), None)
            if same is None:
                near.append([entry])
            else:
                same.append(entry)
        found = [group for near in groups.values() for group in near]
        return sorted(found, key=lambda group: group[0].pk)

    def _is_copy(self, one: Entry, other: Entry) -> bool:
        runs = [_runs(catalogue.text_of(self._db, e.pk)) for e in (one, other)]
        fewest = min(map(len, runs))
        return not fewest or len(runs[0] & runs[1]) >= _ALIKE * fewest

    # --- the card --------------------------------------------------------------------------

    def _item(self, group: list[Entry]) -> Item:
        first, *copies = group
        found = validity.status(validity.changes(self._db, first))
        return Item(first, found, tuple(copy.source for copy in copies))

    def _brief(self, group: list[Entry]) -> Card:
        return Card(group[0].number, self._item(group))

    def _card(self, group: list[Entry]) -> Card:
        first, ids = group[0], {entry.pk for entry in group}
        changed = validity.changes(self._db, first)
        return Card(
            number=first.number,
            item=self._item(group),
            outline=tuple(outline.read(self._text(first), self._signature(first.pk))),
            changed_by=self._links(edge for edge, _ in changed),
            relations=tuple(self._target(edge) for edge in catalogue.edges_of(self._db, first.pk)),
            mentioned_in=self._links(e for e in self._edges_to(first) if e.pk not in ids),
        )

    def _text(self, entry: Entry) -> str:
        return catalogue.text_of(self._db, entry.pk)

    def _signature(self, pk: int) -> int | None:
        place = catalogue.evidence(self._db, pk, "signer")
        return place[0] if place else None

    def _edges_to(self, entry: Entry) -> list[Edge]:
        own = references.find(entry.number or "")[:1]
        edges = catalogue.edges_to(self._db, own[0].key) if own else []
        return [edge for edge in edges if _agrees(own[0], edge.reference)]

    def _target(self, edge: Edge) -> Link:
        """A relation as its own document's card shows it: the other end is the target."""
        ref = references.find(edge.reference)[:1]
        there = [
            e for e in catalogue.entries_numbered(self._db, ref[0].key if ref else "")
            if e.number and ref and _agrees(ref[0], e.number)
        ]  # fmt: skip
        one = there[0] if len({e.issuer for e in there}) == 1 else None
        return Link(
            edge.act, edge.reference, one and one.title, one and one.id, edge.quote, edge.passage
        )

    def _links(self, edges: Iterable[Edge]) -> tuple[Link, ...]:
        """Relations as the target's card shows them: the other end is who says it."""
        found: list[Link] = []
        for edge in edges:
            by = catalogue.entry(self._db, edge.pk)
            if by:
                found.append(Link(edge.act, by.number, by.title, by.id, edge.quote, edge.passage))
        return tuple(found)


def _agrees(ref: Reference, written: str) -> bool:
    return any(ref.agrees(other) for other in references.find(written))


def _is_about(ref: Reference, title: str) -> bool:
    opening = [found for found in references.find(title) if found.start < _OPENING][:1]
    return any(ref.agrees(found) for found in opening)


def _named_words(entry: Entry) -> list[str]:
    return fold(
        f"{entry.issuer or ''} {entry.place or ''} {entry.title} {entry.issued or ''}"
    ).split()


def _bare(text: str) -> str:
    """Folded words without politeness and punctuation."""
    plain = " ".join(re.findall(r"\w+", fold(text)))
    while (shorter := _ASKING.sub("", plain)) != plain:
        plain = shorter
    return plain


def _fit(wanted: str, title: str) -> int | None:
    """How well a title fits, 0 the best; None where it does not."""
    if title == wanted:
        return 0
    for rank, found in enumerate(
        (title.startswith(f"{wanted} "), f" {wanted} " in f" {title} "), start=1
    ):
        if found:
            return rank
    return 3 if len(wanted.split()) > 1 and set(wanted.split()) <= set(title.split()) else None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
