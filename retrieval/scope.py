"""Which documents a question names, and which passages that confines the search to."""

import re
from dataclasses import dataclass

from index import references
from index.references import Reference
from index.text import fold
from index.view import CorpusView


@dataclass(frozen=True, slots=True)
class Scope:
    """What the references of a question come to.

    `passages` is None when nothing confines the search. `own` tells whether they are of the
    documents themselves or only of texts that mention them. `unknown` are references that
    neither a document nor a mention carries.
    """

    passages: frozenset[int] | None = None
    own: bool = False
    documents: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def resolve(
    view: CorpusView, named: tuple[Reference, ...], articles: tuple[str, ...] = ()
) -> Scope:
    """The scope of all references of a question together; articles ("Điều 5") of the documents
    named narrow it further, one that they do not have is unknown."""
    documents: list[int] = []
    mentioned: set[int] = set()
    unknown: list[str] = []
    for ref in named:
        own = _documents(view, ref)
        passages = [p for p, written in view.mentions(ref.key) if _agrees(ref, written)]
        documents += own
        mentioned.update(passages)
        if not own and not passages:
            unknown.append(str(ref))
    if documents:
        inside = [passage for pk in documents for passage in view.passages_of(pk)]
        if articles:
            inside = _in_articles(view, inside, articles)
            unknown += [] if inside else [f"Điều {article}" for article in articles]
        return Scope(frozenset(inside), True, tuple(documents), tuple(unknown))
    return Scope(frozenset(mentioned) or None, False, (), tuple(unknown))


def _in_articles(view: CorpusView, passages: list[int], articles: tuple[str, ...]) -> list[int]:
    wanted = re.compile(rf"\bdieu (?:{'|'.join(map(re.escape, articles))})\b")
    rows = view.passages(passages)
    return [p for p in passages if p in rows and wanted.search(fold(rows[p][0].section))]


def _documents(view: CorpusView, ref: Reference) -> list[int]:
    """Documents whose own number agrees, else those whose title begins with naming it."""
    rows = view.numbered(ref.key)
    own = [pk for pk, number, _ in rows if number and _agrees(ref, number)]
    return own or [pk for pk, _, title in rows if _is_titled(title, ref)]


_TITLE_OPENING = 40  # characters: "Toàn văn: Nghị quyết số ..."


def _is_titled(title: str, ref: Reference) -> bool:
    opening = [found for found in references.find(title) if found.start < _TITLE_OPENING][:1]
    return any(ref.agrees(found) for found in opening)


def _agrees(ref: Reference, written: str) -> bool:
    return any(ref.agrees(other) for other in references.find(written))
