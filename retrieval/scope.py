"""Which documents a question names, and which passages that confines the search to."""

import re
from dataclasses import dataclass

from index import references
from index.references import Reference
from index.text import fold
from index.view import CorpusView
from retrieval import candidates
from retrieval.questions import Query


@dataclass(frozen=True, slots=True)
class Scope:
    """What the references of a question come to.

    `passages` is None when nothing confines the search. `own` tells whether they are of the
    documents themselves or only of texts that mention them. `unknown` are references that
    neither a document nor a mention carries; `vague` are those that only mentions carry, and
    of different documents. `choices` are different documents of which the
    question may mean any (one copy of each): the person has to say.
    """

    passages: frozenset[int] | None = None
    own: bool = False
    documents: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    choices: tuple[int, ...] = ()


def resolve(view: CorpusView, query: Query) -> Scope:
    """The scope of all references of a question together.

    A question about what cites a document ("ai triển khai NQ 57") looks at the passages that
    mention it, outside itself; any other looks inside. Articles ("Điều 5") and annexes of the
    documents named narrow it further, an article that they do not have is unknown.
    """
    read = [_read(view, query, ref) for ref in query.references]
    unknown = tuple(str(r.ref) for r in read if not (r.groups or r.mentions))
    documents = tuple(dict.fromkeys(pk for r in read for group in r.groups for pk in group))
    mentions = frozenset(passage for r in read for passage in r.mentions)
    outside = mentions.difference(p for pk in documents for p in view.passages_of(pk))
    if query.cites and outside:
        return Scope(outside, documents=documents, unknown=unknown)
    if len(read) == 1 and len(read[0].groups) > 1:
        return Scope(choices=tuple(group[0] for group in read[0].groups))
    if documents:
        return _inside(view, query, documents, unknown)
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


def _read(view: CorpusView, query: Query, ref: Reference) -> _Resolved:
    choices = candidates.groups([(pk, view.document(pk)) for pk in _documents(view, ref)])
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
    inside = [passage for pk in documents for passage in view.passages_of(pk)]
    if query.articles:
        inside = _in_sections(view, inside, [f"dieu {article}" for article in query.articles])
        unknown += () if inside else tuple(f"Điều {article}" for article in query.articles)
    annexes = [f"phu luc {fold(ref.annex)}" for ref in query.references if ref.annex]
    inside = (_in_sections(view, inside, annexes) if annexes else []) or inside
    return Scope(frozenset(inside), True, documents, unknown)


def _in_sections(view: CorpusView, passages: list[int], sections: list[str]) -> list[int]:
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, sections))})\b")
    rows = view.passages(passages)
    return [p for p in passages if p in rows and wanted.search(fold(rows[p][0].section))]


_MOST = 40  # documents looked at for one reference; "57" alone may be carried by hundreds


def _documents(view: CorpusView, ref: Reference) -> list[int]:
    """Documents whose own number agrees, else those whose title begins with naming it."""
    rows = view.named(ref.key)
    own = [pk for pk, number, _ in rows if number and _agrees(ref, number)]
    return (own or [pk for pk, _, title in rows if _is_titled(title, ref)])[:_MOST]


_TITLE_OPENING = 40  # characters: "Toàn văn: Nghị quyết số ..."


def _is_titled(title: str, ref: Reference) -> bool:
    opening = [found for found in references.find(title) if found.start < _TITLE_OPENING][:1]
    return any(ref.agrees(found) for found in opening)


def _agrees(ref: Reference, written: str) -> bool:
    return any(ref.agrees(other) for other in references.find(written))
