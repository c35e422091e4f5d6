"""Annexes in files of their own, and the documents that they were issued with."""

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from index import catalogue, references
from index.catalogue import Edge, Entry
from index.relations import Act
from index.text import fold


def of(db: Database, documents: Sequence[int]) -> tuple[int, ...]:
    """The annexes of some documents, each once, in order of their files."""
    found: dict[int, str] = {}
    for pk in documents:
        parent = catalogue.entry(db, pk)
        for edge in _said(db, parent.number or "") if parent else ():
            if parent and _is_of(db, edge.quote, parent):
                entry = catalogue.entry(db, edge.pk)
                found |= {edge.pk: entry.source} if entry and edge.pk not in documents else {}
    return tuple(sorted(found, key=lambda pk: (found[pk], pk)))


def parent(db: Database, annex: Entry) -> Entry | None:
    """The document that an annex is of; where it is not here only its number is known. None for
    what is no annex."""
    edge = next((e for e in catalogue.edges_of(db, annex.pk) if e.act == Act.ANNEXED_TO), None)
    if edge is None:
        return None
    number = edge.reference
    here = [entry for entry in _numbered(db, number) if _is_of(db, edge.quote, entry)]
    return here[0] if here else annex._replace(number=number, issuer=_place(edge.quote))


def is_one(db: Database, pk: int) -> bool:
    """Whether a document is an annex in a file of its own."""
    return any(edge.act == Act.ANNEXED_TO for edge in catalogue.edges_of(db, pk))


def _said(db: Database, number: str) -> Iterator[Edge]:
    """Where it is said to be an annex of a document of this number."""
    for ref in references.find(number)[:1]:
        for edge in catalogue.edges_to(db, ref.key):
            meant = any(ref.agrees(other) for other in references.find(edge.reference))
            if edge.act == Act.ANNEXED_TO and meant:
                yield edge


def _numbered(db: Database, number: str) -> list[Entry]:
    return [
        entry
        for ref in references.find(number)[:1]
        for entry in catalogue.entries_numbered(db, ref.key)
        if any(ref.agrees(other) for other in references.find(entry.number or ""))
    ]


def _is_of(db: Database, said: str, entry: Entry) -> bool:
    """Whether a clause means this document, of those that have its number: every province gives
    out the same numbers, and the clause names its own."""
    place = fold(entry.issuer or "").split()[-2:]
    if len(_numbered(db, entry.number or "")) == 1 or not place:
        return True
    return " ".join(place) in " ".join(fold(said).split())


def _place(said: str) -> str | None:
    """Who issued it, as the clause says behind "của"."""
    _, named, issuer = said.rpartition(" của ")
    return issuer.strip(" .)") if named else None
