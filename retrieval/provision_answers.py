"""The answer to "khoản 2 Điều 5 của 383-QĐ/TW": exactly that text, or that there is none."""

from collections.abc import Iterator

from index.view import CorpusView
from retrieval import candidates, citations, quoting
from retrieval.questions import Query
from retrieval.quoting import Span
from retrieval.scope import Scope
from retrieval.types import Answer, Outline, Reason, Rest
from retrieval.vocabulary import Asked

_MOST_PLACES = 3  # of one name that are quoted; with more the person has to say which
_LONGEST = 12_000  # characters quoted of one provision: three messages


def answer(view: CorpusView, query: Query, named: Scope) -> Answer | None:
    """The provisions that a question names, whole; None when it asks for something in them."""
    if not query.provisions or (named.documents and not named.own):
        return None
    if not named.documents:
        nameless = not query.references and query.only_names()
        return Answer("", reason=Reason.WHICH_DOCUMENT, missing=_asked(query)) if nameless else None
    if not named.places:
        if not named.absent and not query.only_names():
            return None  # of an annex that cannot be told from the rest
        outline, absent = _outline(view, named), named.absent or _asked(query)
        return Answer("", reason=Reason.NO_SUCH_PROVISION, missing=absent, outline=outline)
    if not any(query.only_names(known) for known in _known(view, query, named)):
        return None
    if len(named.places) > _MOST_PLACES * len(query.provisions):
        outline = _outline(view, named)
        return Answer("", reason=Reason.SEVERAL_PROVISIONS, missing=_asked(query), outline=outline)
    return _whole(view, named)


def _known(view: CorpusView, query: Query, named: Scope) -> Iterator[str]:
    """What a question may say besides numbers and still ask for nothing in a provision: words of
    its document's title and, where no value is asked for, of its own heading."""
    of = " ".join(candidates.place_beside(query, ref) for ref in query.references)
    for pk, start, end in named.places:
        document = view.document(pk)
        heading = document.text[start:end].partition("\n")[0] if query.asked in _HEADED else ""
        yield f"{document.title} {of} {heading}"


_HEADED = (Asked.OTHER, Asked.ABOUT, Asked.WHO)  # "Điều 16 quy định trách nhiệm của ai"


def _asked(query: Query) -> tuple[str, ...]:
    return tuple(map(str, query.provisions))


def _whole(view: CorpusView, named: Scope) -> Answer:
    spans = [span(view, *place) for place in named.places]
    outline = _outline(view, named) if named.absent else None
    return Answer(
        "",
        citations.cite(quoting.own_words(view, spans)),
        missing=named.absent,
        outline=outline,
        rest=rest(view, named.places[-1][0], spans[-1]),
    )


def rest(view: CorpusView, pk: int, last: Span) -> Rest | None:
    """Where a provision that was too long goes on."""
    after = (hit.passage.id for hit in quoting.hits(view, pk) if hit.passage.start >= last.end)
    return Rest(next(after)) if last.more else None


def span(view: CorpusView, pk: int, start: int, end: int) -> Span:
    """A provision; one that is too long up to the end of the last passage that fits."""
    passages = quoting.hits(view, pk)
    fits = [h.passage.end for h in passages if start < h.passage.end <= start + _LONGEST]
    if end - start <= _LONGEST or not fits:
        return quoting.span(passages, start, end)
    return quoting.span(passages, start, fits[-1], more=True)


def _outline(view: CorpusView, named: Scope) -> Outline:
    pk = named.documents[0]
    said, first = view.document(pk), view.passages_of(pk)[0]
    return Outline(said.id, said.number, said.title, named.headings, first)
