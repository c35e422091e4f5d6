"""Metrics over question files.

Two forms are read, one JSON object a line. `{"id", "kind", "question", "answerable", "doc",
"gold"}`: `doc` names source files (or documents of a JSONL file), and any string of `gold` shows
that the place was found. `{"id", "question", "answers", "passage_ids", "answerable"}`:
`passage_ids` are ids of documents. Strings are compared with white space and markup folded.
"""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import BadRecord, NothingToRead, PathMissing
from retrieval.types import Answer, Citation, Hit

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Example:
    """One question with what is known of its answer."""

    id: str
    question: str
    answerable: bool
    kind: str = ""
    files: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    gold: tuple[str, ...] = ()

    def is_in(self, document: str, source: str, text: str) -> bool:
        """Whether a text of a document is where the answer stands."""
        if self.documents:
            return document in self.documents
        return bool({Path(source).name, document} & self.files) and self.is_shown(text)

    def is_shown(self, text: str) -> bool:
        folded = fold_markup(text)
        return any(fold_markup(gold) in folded for gold in self.gold)


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, with its 95 % Wilson interval."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.of:
            return None
        z, n, p = 1.96, self.of, self.hits / self.of
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(slots=True)
class Outcome:
    """What came of one example. `rank` is of the first right hit, None beyond `DEPTH`."""

    example: Example
    rank: int | None
    answered: bool
    in_passage: bool
    in_quote: bool
    words: int
    milliseconds: float


@dataclass(slots=True)
class Scores:
    """All outcomes, and the figures they come to."""

    outcomes: list[Outcome] = field(default_factory=list)

    def shares(self) -> dict[str, Share]:
        """Every proportion by its name."""
        can = [o for o in self.outcomes if o.example.answerable]
        cannot = [o for o in self.outcomes if not o.example.answerable]
        refused = [o for o in self.outcomes if not o.answered]
        return {
            **{f"hit@{k}": Share(sum(_within(o, k) for o in can), len(can)) for k in (1, 5, DEPTH)},
            "answered_correctly": Share(sum(o.answered and o.in_passage for o in can), len(can)),
            "correct_in_quote": Share(sum(o.answered and o.in_quote for o in can), len(can)),
            "no_answer_precision": Share(
                sum(not o.example.answerable for o in refused), len(refused)
            ),
            "no_answer_recall": Share(sum(not o.answered for o in cannot), len(cannot)),
        }

    @property
    def mrr(self) -> float | None:
        ranks = [o.rank for o in self.outcomes if o.example.answerable]
        return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else None

    @property
    def mean_words(self) -> float | None:
        quoted = [o.words for o in self.outcomes if o.answered]
        return sum(quoted) / len(quoted) if quoted else None

    @property
    def median_milliseconds(self) -> float | None:
        times = sorted(o.milliseconds for o in self.outcomes)
        return times[len(times) // 2] if times else None


def _within(outcome: Outcome, k: int) -> bool:
    return outcome.rank is not None and outcome.rank <= k


def evaluate(
    examples: Iterable[Example],
    answer: Callable[[str], Answer],
    find: Callable[[str, int], Sequence[Hit]],
) -> Scores:
    """Asks every example; `find(question, limit)` is the search, `answer` the whole way."""
    return Scores([_outcome(example, answer, find) for example in examples])


def _outcome(
    example: Example,
    answer: Callable[[str], Answer],
    find: Callable[[str, int], Sequence[Hit]],
) -> Outcome:
    given = answer(example.question)
    hits = find(example.question, DEPTH) if example.answerable else ()
    right = [
        h.rank for h in hits if example.is_in(h.document.id, h.document.source, h.passage.text)
    ]
    return Outcome(
        example=example,
        rank=min(right, default=None),
        answered=given.answered,
        in_passage=any(_is_right(example, c, c.passage) for c in given.citations),
        in_quote=any(_is_right(example, c, c.quote) for c in given.citations),
        words=sum(len(c.quote.split()) for c in given.citations),
        milliseconds=given.timings.total,
    )


def _is_right(example: Example, citation: Citation, text: str) -> bool:
    return example.is_in(citation.document_id, citation.source, text)


def load(path: Path) -> list[Example]:
    """The questions of a file; `BadRecord` with its line for a line that is not one."""
    if not path.is_file():
        raise PathMissing(path)
    examples = list(_examples(path))
    if not examples:
        raise NothingToRead(path)
    return examples


def _examples(path: Path) -> Iterator[Example]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield _example(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise BadRecord(path, str(number)) from error


def _example(record: dict[str, Any]) -> Example:
    return Example(
        id=str(record["id"]),
        question=str(record["question"]),
        answerable=bool(record["answerable"]),
        kind=str(record.get("kind", record.get("type", ""))),
        files=frozenset(record.get("doc", ())),
        documents=frozenset(record.get("passage_ids", ())),
        gold=tuple(record.get("gold", record.get("answers", ()))),
    )


def fold_markup(text: str) -> str:
    """Text for comparing: NFC, lower case, white space and Markdown's signs as one space."""
    return re.sub(r"[\s*_#|>`\\]+", " ", unicodedata.normalize("NFC", text)).strip().lower()
