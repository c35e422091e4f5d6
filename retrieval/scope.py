"""Which documents a question names, and which passages that confines the search to."""

from dataclasses import dataclass

from index import references
from index.references import Reference
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


def resolve(view: CorpusView, named: tuple[Reference, ...]) -> Scope:
    """The scope of all references of a question together."""
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
        inside = {passage for pk in documents for passage in view.passages_of(pk)}
        return Scope(frozenset(inside), True, tuple(documents), tuple(unknown))
    return Scope(frozenset(mentioned) or None, False, (), tuple(unknown))


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
