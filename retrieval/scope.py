"""Which documents a question names, and which passages that confines the search to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index import references
from index.references import KINDS, Reference
from index.text import fold
from index.view import CorpusView
from retrieval import annexes, candidates, locating
from retrieval.catalogue import Catalogue
from retrieval.locating import Located
from retrieval.provisions import Provision
from retrieval.questions import Query

Place = tuple[int, int, int]  # a document's primary key, and a half-open span of its text


@dataclass(frozen=True, slots=True)
class Scope:
    """What the references of a question come to.

    `passages` is None when nothing confines the search. `own` tells whether they are of the
    documents themselves or only of texts that mention them. `unknown` are references that
    neither a document nor a mention carries; `vague` are those that only mentions carry, and
    of different documents. `choices` are different documents of which the
    question may mean any (one copy of each): the person has to say. `places` are the provisions
    asked for, as (document, start, end); `absent` are those that the documents do not have, and
    `headings` those that they have instead.
    """

    passages: frozenset[int] | None = None
    own: bool = False
    documents: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    choices: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    absent: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def resolve(view: CorpusView, query: Query) -> Scope:
    """The scope of all references of a question together.

    A question about what cites a document ("ai triển khai NQ 57") looks at the passages that
    mention it, outside itself; any other looks inside. Provisions ("khoản 2 Điều 5") narrow it
    further; for their sake a document may also be named by its title.
    """
    if query.provisions and not query.references:
        named = _titled(view, query)
        return Scope() if named is None else confined(view, query, named)
    read = [_read(view, query, ref) for ref in query.references]
    unknown = tuple(r.name for r in read if not (r.groups or r.mentions))
    documents = tuple(dict.fromkeys(pk for r in read for group in r.groups for pk in group))
    mentions = frozenset(passage for r in read for passage in r.mentions)
    outside = mentions.difference(p for pk in documents for p in view.passages_of(pk))
    if query.cites and outside:
        return Scope(outside, documents=documents, unknown=unknown)
    if len(read) == 1 and len(read[0].groups) > 1:
        return Scope(choices=tuple(group[0] for group in read[0].groups))
    if documents:
        return _inside(view, query, documents, unknown)
    if query.provisions:  # of documents that are only mentioned nothing can be quoted
        return Scope(unknown=tuple(r.name for r in read))
    vague = tuple(str(r.ref) for r in read if r.numbers > 1)
    return Scope(mentions or None, unknown=unknown, vague=vague)


def confined(view: CorpusView, query: Query, pk: int) -> Scope:
    """The scope of a question that is asked of one document, whatever it names."""
    return _inside(view, query, (pk,), ())


@dataclass(frozen=True, slots=True)
class _Resolved:
    """One reference: the documents that may be meant, copies together, and its mentions."""

    ref: Reference
    groups: list[list[int]]
    mentions: list[int]
    numbers: int = 0  # different documents mentioned
    place: str = ""  # of which the question says it is, and no document of the number is

    @property
    def name(self) -> str:
        return f"{self.ref} ({self.place})" if self.place else str(self.ref)


def _read(view: CorpusView, query: Query, ref: Reference) -> _Resolved:
    documents = [(pk, view.document(pk)) for pk in _documents(view, ref)]
    if documents and all(annexes.is_one(view.db, pk) for pk, _ in documents):
        return _Resolved(ref, [[pk for pk, _ in documents]], [])  # what they are of is not here
    choices = candidates.groups(documents)
    place = candidates.place_beside(query, ref)
    if choices and place and not (choices := candidates.of_place(place, choices)):
        return _Resolved(ref, [], [], place=place)  # what another place decided is no answer
    if len(choices) > 1:
        choices = candidates.narrowed(query, choices)
    groups = [[pk for pk, _ in choice] for choice in choices]
    if ref.kind is None and ref.issuer is None and ref.year is None and ref.session is None:
        return _Resolved(ref, groups, [])  # any mention of a bare "57" would be a guess
    if groups and not query.cites:
        return _Resolved(ref, groups, [])
    written = {other for other in view.mentioned(ref.key) if _agrees(ref, other)}
    return _Resolved(ref, groups, view.mentions(ref.key, written), _different(written))


def _different(written: set[str]) -> int:
    """How many different documents some references name at least."""
    apart: list[Reference] = []
    for ref in (found for text in sorted(written) for found in references.find(text)):
        if ref.complete and not any(ref.agrees(other) for other in apart):
            apart.append(ref)
    return len(apart)


def _inside(
    view: CorpusView, query: Query, documents: tuple[int, ...], unknown: tuple[str, ...]
) -> Scope:
    whole = (*documents, *annexes.of(view.db, documents))
    if query.provisions and (found := _in_provisions(view, query, whole, unknown)):
        return replace(found, documents=documents)
    inside = (passage for pk in whole for passage in view.passages_of(pk))
    return Scope(frozenset(inside), True, documents, unknown)


def _in_provisions(
    view: CorpusView, query: Query, documents: tuple[int, ...], unknown: tuple[str, ...]
) -> Scope | None:
    """The scope of the provisions asked for; None where only "phụ lục" is, and there is none."""
    found = [
        (provision, list(_located(view, query, provision, documents)))
        for provision in query.provisions
    ]
    places = tuple((pk, *place) for _, each in found for pk, at in each for place in at.places)
    absent = tuple(str(p) for p, each in found if not any(at.places for _, at in each))
    headings = next((at.titles for _, each in found for _, at in each if at.titles), ())
    if not places and all(provision.is_any for provision in query.provisions):
        return None
    inside = frozenset(passage for place in places for passage in _passages_at(view, place))
    return Scope(inside, True, documents, unknown, places=places, absent=absent, headings=headings)


def _located(
    view: CorpusView, query: Query, provision: Provision, documents: tuple[int, ...]
) -> Iterator[tuple[int, Located]]:
    """Where each of the documents meant has a provision; of copies the first that has it."""
    had: set[str] = set()
    for pk in _owners(view, query, provision, documents):
        document = view.document(pk)
        name = document.number or document.title
        if name not in had:
            found = locating.locate(document.text, provision)
            had |= {name} if found.places else set()
            yield pk, found


def _owners(
    view: CorpusView, query: Query, provision: Provision, documents: tuple[int, ...]
) -> list[int]:
    """The documents that a provision is of: those of the number behind it, else before it."""
    after = [ref for ref in query.references if ref.start >= provision.end]
    of = (after or list(query.references[-1:]))[:1]
    own = [pk for pk in documents for ref in of if _agrees(ref, view.document(pk).number or "")]
    annexed = annexes.of(view.db, own)
    return [*own, *(pk for pk in documents if pk in annexed)] or list(documents)


def _passages_at(view: CorpusView, place: Place) -> Iterator[int]:
    pk, start, end = place
    for passage, _ in view.passages(view.passages_of(pk)).values():
        if passage.start < end and start < passage.end:
            yield passage.id


# What follows a title in a question: "Điều 3 luật dữ liệu | quy định gì".
_AFTER_TITLE = re.compile(
    r" (?:quy dinh|noi|neu|thi|la|co|yeu cau|gom|bao gom|cho phep|ghi|ra sao)\b"
)
_BEFORE_TITLE = re.compile(r"^(?:(?:theo|cua|trong|tai|o|thuoc|va|xem|cho|noi dung|trich) )+")


def _titled(view: CorpusView, query: Query) -> int | None:
    """The document whose title stands beside the provisions of a question, should one be so."""
    said = query.text
    for provision in query.provisions:
        blank = " " * (provision.end - provision.start)
        said = said[: provision.start] + blank + said[provision.end :]
    plain = _BEFORE_TITLE.sub("", " ".join(re.findall(r"\w+", fold(said))))
    cuts = [len(plain), *(match.start() for match in _AFTER_TITLE.finditer(plain))]
    register = Catalogue(view.db)
    named = (register.named(plain[:cut]) for cut in sorted(cuts, reverse=True))
    return next((pk for pk in named if pk is not None), None)


_MOST = 40  # documents looked at for one reference; "57" alone may be carried by hundreds


def _documents(view: CorpusView, ref: Reference) -> list[int]:
    """Documents whose own number agrees, else those whose title begins with naming it, else
    those that approve what it is taken for."""
    rows = view.named(ref.key)
    own = [pk for pk, number, _ in rows if number and _agrees(ref, number)]
    own = own or [pk for pk, _, title in rows if _is_titled(title, ref)]
    return (own or [pk for pk, number, title in rows if _approves(number, title, ref)])[:_MOST]


def _approves(number: str, title: str, ref: Reference) -> bool:
    """Whether a document of that number approves what people call by it: "đề án 2597" is approved
    by 2597/QĐ-TTg "phê duyệt Đề án ..."."""
    called = KINDS[ref.kind] if ref.kind in _APPROVED else ()
    plain = fold(title)
    return any(re.search(rf"\b{name}\b", plain) for name in called) and _agrees(
        replace(ref, kind=None), number
    )


_APPROVED = ("ĐA", "KH", "CTr", "PA", "QC")


_TITLE_OPENING = 40  # characters: "Toàn văn: Nghị quyết số ..."


def _is_titled(title: str, ref: Reference) -> bool:
    opening = [found for found in references.find(title) if found.start < _TITLE_OPENING][:1]
    return any(ref.agrees(found) for found in opening)


def _agrees(ref: Reference, written: str) -> bool:
    return any(ref.agrees(other) for other in references.find(written))
