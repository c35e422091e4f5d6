"""What stands under a heading: "mục tiêu đến năm 2030 của NQ 57" asks for that part, whole."""

from collections.abc import Iterator

from index.chunking import STEP
from index.text import fold, syllables
from index.view import CorpusView
from retrieval import citations, lists, provision_answers, quoting, vocabulary
from retrieval.evidence import Evidence
from retrieval.questions import Query
from retrieval.scope import Scope
from retrieval.types import Answer
from retrieval.vocabulary import Asked

_ASKED = (Asked.OTHER, Asked.ABOUT)
_FEWEST = 2  # words: one alone stands in many headings
_SHARE = 0.5  # of the words of the innermost heading that are asked for


def answer(view: CorpusView, query: Query, named: Scope) -> Answer | None:
    """The part of the document named whose headings hold every word that is asked for; None
    where there is no such part or more than one."""
    words = {fold(word) for word in query.rest} - vocabulary.LOOKUP
    if not named.own or query.asked not in _ASKED or lists.wanted(query) or len(words) < _FEWEST:
        return None
    found = [(pk, *place) for pk in named.documents[:1] for place in _places(view, pk, words)]
    if len(found) != 1:
        return None
    pk, start, end = found[0]
    return _whole(view, pk, start, end)


def under(view: CorpusView, best: Evidence) -> Answer | None:
    """What stands under the heading that the best evidence is; None where it is a sentence."""
    path, said = best.hit.passage.section, _plain(best.quote)
    if not said or _plain(path.rpartition(STEP)[2]) != said:
        return None
    pk = view.owner(best.hit.passage.id)
    below = f"{path}{STEP}"
    inside = [h for h in quoting.hits(view, pk) if f"{h.passage.section}{STEP}".startswith(below)]
    return _whole(view, pk, best.start, inside[-1].passage.end)


def _whole(view: CorpusView, pk: int, start: int, end: int) -> Answer:
    """A part of a document in its own words, and what is left of it beyond a reply."""
    span = provision_answers.span(view, pk, start, end)
    return Answer(
        "",
        citations.cite(quoting.own_words(view, [span])),
        rest=provision_answers.rest(view, pk, span),
    )


def _plain(heading: str) -> str:
    return " ".join(syllables(fold(heading)))


def _places(view: CorpusView, pk: int, words: set[str]) -> list[tuple[int, int]]:
    """The parts under such headings: from their first passage to their last."""
    parts: dict[str, tuple[int, int]] = {}
    for hit in quoting.hits(view, pk):
        heading = next(_headings(hit.passage.section, words), None)
        if heading is not None:
            start = parts.get(heading, (hit.passage.start, 0))[0]
            parts[heading] = (start, hit.passage.end)
    return list(parts.values())


def _headings(section: str, words: set[str]) -> Iterator[str]:
    """The shortest beginning of a section path that holds all the words."""
    steps = section.split(STEP)
    for depth in range(1, len(steps) + 1):
        held = [set(map(fold, syllables(step))) for step in steps[:depth]]
        letters = {word for word in held[-1] if word.isalpha() and len(word) > 1}
        close = len(held[-1] & words) >= _SHARE * max(1, len(letters))
        if close and words <= set().union(*held):
            yield STEP.join(steps[:depth])
