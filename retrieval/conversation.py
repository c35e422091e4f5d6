"""A conversation: what one turn leaves to the next. Pure values.

`followups` reads a message with the turns before it; here is what a turn is, and how an answer
becomes one.
"""

from dataclasses import dataclass, replace

from index import references
from index.text import fold, tidy
from retrieval import vocabulary
from retrieval.types import Answer, Citation, PassagePage, Reason

MOST_TURNS = 3  # remembered of one conversation
_NOTHING_ASKED = (
    Reason.EMPTY_QUESTION,
    Reason.TOO_LONG,
    Reason.NOT_A_QUESTION,
    Reason.WHICH_DOCUMENT,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document of which a turn spoke, and the passage cited.

    `passage_id` is None for one that the question named and nothing was cited of.
    """

    passage_id: int | None
    number: str | None
    title: str
    section: str = ""

    @property
    def name(self) -> str:
        return self.number or f"«{self.title}»"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was understood, what its answer spoke of, the best first, and the
    passage whose document it was confined to, if it was."""

    question: str
    sources: tuple[Source, ...] = ()
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follow-up comes to: a question, confined to the document of the passage `within`.

    With `step` no question is asked: the passage `within` is to be shown whole (0), or the one
    after (1) or before it (-1).
    """

    question: str
    within: int | None = None
    source: Source | None = None
    step: int | None = None


def turn(text: str, followed: Followed | None, answer: Answer) -> Turn | None:
    """What is to be remembered of an answer to `text`; None when nothing was asked."""
    if answer.reason in _NOTHING_ASKED:
        return None
    question = followed.question if followed else " ".join(tidy(text).split())
    within = followed.within if followed else None
    return Turn(question, _sources(question, followed, answer), within)


def told(text: str, followed: Followed | None, answer: Answer) -> Answer:
    """The answer as one to `text`, saying how a follow-up was understood."""
    if followed is None or followed.question == " ".join(tidy(text).split()):
        return answer
    return replace(answer, question=text, understood=answer.understood or followed.question)


def beside(followed: Followed, shown: PassagePage) -> int | None:
    """The passage that a step leads to from the one cited; None beyond either end."""
    return {0: shown.passage.id, 1: shown.next_id, -1: shown.previous_id}[followed.step or 0]


def turned(before: Turn, shown: PassagePage) -> Turn:
    """The turn after a passage was shown whole: the same question, at that passage."""
    document, passage = shown.document, shown.passage
    here = Source(passage.id, document.number, document.title, passage.section)
    return replace(before, sources=(here,))


def _sources(question: str, followed: Followed | None, answer: Answer) -> tuple[Source, ...]:
    """The documents cited; first the one that was asked about, unless what was asked is which
    other document does something to it."""
    cited = [_source(citation) for citation in answer.citations]
    asked = followed.source if followed and followed.within is not None else None
    asked = asked or _named(question, answer)
    if asked and not (cited and vocabulary.CITING.search(_marked(question))):
        cited = [*([s for s in cited if s.name == asked.name] or [asked]), *cited]
    once: dict[str, Source] = {}
    for source in cited:
        once.setdefault(source.name, source)
    return tuple(once.values())


def _source(citation: Citation) -> Source:
    return Source(citation.passage_id, citation.number, citation.title, citation.section)


def _named(question: str, answer: Answer) -> Source | None:
    """The one document that a question names, as far as the answer shows it."""
    named = references.find(question)
    if len(named) != 1:
        return None
    near = (*answer.citations, *answer.related)
    own = (c for c in near if any(named[0].agrees(r) for r in references.find(c.number or "")))
    return next(map(_source, own), Source(None, str(named[0]), ""))


def _marked(question: str) -> str:
    folded = fold(question)
    for ref in reversed(references.find(question)):
        folded = f"{folded[: ref.start]}@{folded[ref.end :]}"
    return folded
