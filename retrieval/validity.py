"""Whether a document still holds, as far as the other documents of the corpus tell."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from sqlite_utils import Database

from index import catalogue, references
from index.catalogue import Edge, Entry
from index.references import Reference
from index.relations import Act
from index.text import fold
from retrieval import annexes
from retrieval.types import Citation, Notice, NoticeKind


class Validity(StrEnum):
    """What other documents did to one; UNKNOWN is not "in force", it is "nothing said here"."""

    REPLACED = "replaced"
    REPEALED = "repealed"
    AMENDED = "amended"
    UNKNOWN = "unknown"


_OF_ACT = {
    Act.REPLACES: Validity.REPLACED,
    Act.REPEALS: Validity.REPEALED,
    Act.AMENDS: Validity.AMENDED,
}
# Issuer codes that every province has: the number alone names no document.
_SHARED = ("ubnd", "hdnd", "tu", "hu", "du")


def changes(db: Database, changed: Entry) -> list[tuple[Edge, Entry]]:
    """What other documents do to this one, the gravest act first, one for each document. An annex
    stands and falls with the document that it is of."""
    changed = annexes.parent(db, changed) or changed
    own = references.find(changed.number or "")[:1]
    found: dict[str, tuple[Edge, Entry]] = {}
    for edge in catalogue.edges_to(db, own[0].key) if own else ():
        by = catalogue.entry(db, edge.pk) if edge.act in _OF_ACT else None
        if by and _is_meant(changed, edge, by):
            found.setdefault(by.number or by.id, (edge, by))
    return sorted(found.values(), key=lambda pair: list(_OF_ACT).index(Act(pair[0].act)))


def status(found: list[tuple[Edge, Entry]]) -> Validity:
    """The validity that `changes` come to."""
    return _OF_ACT[Act(found[0][0].act)] if found else Validity.UNKNOWN


def _is_meant(changed: Entry, edge: Edge, by: Entry) -> bool:
    own, other = references.find(changed.number or ""), references.find(edge.reference)
    if by.pk == changed.pk or by.is_report or by.number == changed.number:
        return False
    if not own or not other or not own[0].agrees(other[0]):
        return False
    if changed.issued and by.issued and by.issued < changed.issued:
        return False  # one number, two years: an older document changes no newer one
    return not _is_shared(own[0].issuer) or _same_place(changed, by, edge.quote)


def _is_shared(code: str | None) -> bool:
    return fold(code or "").endswith(_SHARED)


def _same_place(changed: Entry, by: Entry, quote: str) -> bool:
    """Whether two bodies are of one province, or the clause names the other's."""
    place = fold(changed.issuer or "").split()[-2:]
    if len(place) < 2:
        return False
    return fold(by.issuer or "").split()[-2:] == place or " ".join(place) in fold(quote)


def notices(
    db: Database, cited: Iterable[Citation], asked: str | None = None
) -> tuple[Notice, ...]:
    """What a reader must know before the answer: that a document cited was changed, and that
    only pages about the document `asked` for are here, when that is so."""
    entries = list(_entries(db, cited))
    said = [_notice(db, entry, edge, by) for entry in entries for edge, by in changes(db, entry)]
    if asked and entries and all(entry.is_report for entry in entries):
        by = entries[0]
        said.append(Notice(NoticeKind.REPORT, by.id, asked, by.id, by.number, by.title, "", None))
    return tuple(said)


def changes_of(db: Database, documents: Iterable[Entry]) -> list[tuple[Notice, Edge]]:
    """What became of some documents, copies of one counted once: what is to be said, and the
    clause that says it."""
    once = {entry.number or entry.id: entry for entry in documents}
    return [
        (_notice(db, entry, edge, by), edge)
        for entry in once.values()
        for edge, by in changes(db, entry)
    ]


def absent(ref: Reference) -> Entry:
    """A document of which only the number is known."""
    number = str(ref)
    return Entry(0, number, number, None, None, None, None, "", None, None, False, "", 0)


def _entries(db: Database, cited: Iterable[Citation]) -> Iterator[Entry]:
    """The documents cited, each once."""
    for document_id in dict.fromkeys(citation.document_id for citation in cited):
        pk = catalogue.key_of(db, document_id)
        entry = catalogue.entry(db, pk) if pk is not None else None
        if entry:
            yield entry


def _notice(db: Database, entry: Entry, edge: Edge, by: Entry) -> Notice:
    entry = annexes.parent(db, entry) or entry
    return Notice(
        kind=NoticeKind(_OF_ACT[Act(edge.act)].value),
        document_id=entry.id,
        number=entry.number,
        by_id=by.id,
        by_number=by.number,
        by_title=by.title,
        quote=edge.quote,
        passage_id=edge.passage,
    )
