"""What goes into and comes out of retrieval."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.types import Document, Passage


@dataclass(frozen=True, slots=True)
class Reader:
    """What the person asking may see: the public collections and those of `granted`.

    `granted` None is every collection there is. `only`, where it is set, confines that further:
    what a group's admins chose for it.
    """

    granted: frozenset[str] | None = frozenset()
    only: frozenset[str] | None = None

    def readable(self, public: frozenset[str], known: frozenset[str]) -> frozenset[str]:
        """The names of the collections it comes to, of those that are known."""
        mine = known if self.granted is None else known & (public | self.granted)
        return mine if self.only is None else mine & self.only


PUBLIC = Reader()
EVERYTHING = Reader(granted=None)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `score` is higher for better, in [0, 1]; `rank` starts at 1."""

    passage: Passage
    document: Document
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Lead:
    """What a quote depends on: the lead-in of the list that it is an item of, or the header of
    its table. A verified span of the same document: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Another document that says the same, in the passage `passage_id`."""

    document_id: str
    number: str | None
    title: str
    issued: date | None
    passage_id: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A verified span: `document.text[start:end] == quote`, shown with its `[marker]`.

    `passage` is the whole text of the passage in which the quote begins (`passage_id`), and what
    follows up to the end of the quote where that lies in a later one; `score` is in [0, 1].
    `more` tells that what is quoted goes on beyond the quote. `emphasis` are the words that
    answer, half-open within `quote`; `lead` is what must be read before the quote; `also` are
    other documents that say the same. `place` are the clauses of the article that it is of
    ("khoản 2, điểm a"), `columns` heads the row of a table. `kind` is that of the document.
    """

    marker: int
    document_id: str
    source: str
    number: str | None
    title: str
    issued: date | None
    section: str
    page: int | None
    start: int
    end: int
    quote: str
    passage_id: int
    passage: str
    score: float
    more: bool = False
    emphasis: tuple[int, int] | None = None
    lead: Lead | None = None
    also: tuple[Mention, ...] = ()
    place: str = ""
    columns: str = ""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a question may mean. `passage_id` is its first passage."""

    document_id: str
    number: str | None
    title: str
    issued: date | None
    source: str
    passage_id: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a document, for a person to choose from. `passage_id` is its first."""

    document_id: str
    number: str | None
    title: str
    headings: tuple[str, ...]
    passage_id: int


@dataclass(frozen=True, slots=True)
class Rest:
    """What an answer leaves to be read: it goes on in the passage `passage_id`. Of a list
    `shown` of `count` items stand in the answer; `count` is 0 for running text."""

    passage_id: int
    shown: int = 0
    count: int = 0


class Reason(StrEnum):
    """Why there is no answer. The front ends have a sentence for each."""

    EMPTY_QUESTION = "empty_question"
    TOO_LONG = "too_long"
    NOT_A_QUESTION = "not_a_question"
    EMPTY_CORPUS = "empty_corpus"
    UNKNOWN_REFERENCE = "unknown_reference"
    NO_SUCH_PROVISION = "no_such_provision"
    SEVERAL_PROVISIONS = "several_provisions"
    WHICH_DOCUMENT = "which_document"  # a provision or a fact of a document that is not named
    SEVERAL_DOCUMENTS = "several_documents"
    NO_SUPPORT = "no_support"
    STANDING_UNKNOWN = "standing_unknown"  # nothing here changes it: not the same as in force


class NoticeKind(StrEnum):
    """What must be said before an answer."""

    REPLACED = "replaced"
    REPEALED = "repealed"
    AMENDED = "amended"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Notice:
    """What another document did to one that is cited, in the words of `quote`.

    REPORT says that of the document asked for (`number`) only a page about it (`by_...`) is
    here; it has no quote. `passage_id` holds the quote, where one passage does.
    """

    kind: NoticeKind
    document_id: str
    number: str | None
    by_id: str
    by_number: str | None
    by_title: str
    quote: str
    passage_id: int | None


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each stage of one answer."""

    embed: float = 0.0
    search: float = 0.0
    answer: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or no answer: a value either way.

    With `reason` None the citations are the answer, in reading order. Otherwise there are no
    citations, and `related` holds up to three passages that are near but do not answer.
    `missing` names what was asked for and stands nowhere (a number, a year), also beside an
    answer from what else the question named. `notices` come first wherever an answer is shown.
    With `SEVERAL_DOCUMENTS` the `candidates` are the documents between which the person chooses.
    With `NO_SUCH_PROVISION` and `SEVERAL_PROVISIONS` there is an `outline` of the document, and
    `missing` names the provisions. `rest` is set when an answer is longer than is shown.
    `understood` is the question with the accents that were put back, None when none were.
    With `differing` the citations are what different documents say of one thing, newest first.
    `written` is what a language model made of the citations: checked sentences with their
    markers, one a line; None where it was not asked or nothing of it stands.
    `pinned` says that a curator chose the citations for this question.
    """

    question: str
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()
    reason: Reason | None = None
    missing: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    outline: Outline | None = None
    rest: Rest | None = None
    understood: str | None = None
    notices: tuple[Notice, ...] = ()
    differing: bool = False
    written: str | None = None
    pinned: "Pinned | None" = None
    timings: Timings = field(default_factory=Timings)

    @property
    def answered(self) -> bool:
        return self.reason is None

    @property
    def shown(self) -> bool:
        """Whether anything numbered stands under it."""
        return bool(self.citations or self.related or self.candidates)


@dataclass(frozen=True, slots=True)
class Pinned:
    """Who chose an answer for a question (their number), and when (Unix seconds)."""

    person: int
    at: float


@dataclass(frozen=True, slots=True)
class PassagePage:
    """One passage as a page of its document, with its neighbours. `position` starts at 1."""

    passage: Passage
    document: Document
    previous_id: int | None
    next_id: int | None
    position: int
    count: int
