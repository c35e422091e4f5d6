"""Fits how much each cue of a statement weighs for its being a point (`chat_speech`).

    python -m retrieval.train_chat_weights FOLDER [-o chat_weights.json]

`FOLDER` is that of `train_chat_pairs`, which is to be run first. A statement is wanted when a gold
point names its message and, where it names values, one of them stands in it; what is of a gold
topic but of no point is less wrong than what is of neither. Weights are held towards those that
were set by reading chats.

Printed figures are of chats whose weights were fitted without them.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.text import fold
from retrieval import chat_corrections, chat_questions, chat_speech, chat_threads, logistic
from retrieval.chat_export import Export
from retrieval.chat_people import People
from retrieval.chat_persons import Persons
from retrieval.chat_statements import Statement, statements
from retrieval.chat_summary import once
from retrieval.train_chat_pairs import exports

_TOWARDS_PRIOR = 3.0  # how much weights are held back
_STEPS = 50
_OF_TOPIC, _OF_NOTHING = 0.5, 1.5  # what a statement counts that is not wanted
_SHARES = (0.8, 0.9)  # of what is wanted, at which the rest is counted
# Set by reading chats, before anything was fitted.
PRIOR = {
    "limit": 2.4, "day": 1.1, "clock": 0.8, "deciding": 1.8, "concluding": 2.2, "assigning": 1.1,
    "acting": 1.2, "announcing": 1.2, "event": 0.9, "business": 0.35, "sum": 1.1, "count": 0.45,
    "place": 0.45, "reference": 1.6, "duties": 2.6, "noted": 0.4, "pinned": 1.5, "forwarded": 0.8,
    "reply": 0.4, "all": 0.5, "link": 0.5, "file": 0.3, "pasted": 3.0, "rule": 1.3,
    "answer": 1.0, "lacking": 0.9, "echoed": 0.6, "reporting": 1.15, "ordered": 0.8,
    "settling": 1.0, "agreed": 1.6, "stopping": 1.6, "changing": 1.6,
    "proposing": -1.4, "asking": -2.6, "social": -2.2, "greeting": -0.7, "laughing": -1.0,
    "laughed": -0.5, "chat": -2.4, "short": -1.2, "sly": -1.5, "past": -0.9,
    "idle": -4.0, "amid": 0.5, "one": -1.9,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One statement: its cues, whether a gold point names it, how much the case counts."""

    chat: str
    cues: dict[str, float]
    wanted: bool
    counts: float


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "-o", "--out", type=Path, default=Path(__file__).with_name(chat_speech.FILE)
    )
    given = parser.parse_args()
    found = [row for path in exports(given.folder) for row in rows(path)]
    _report(found)
    weights = {
        name: round(weight, 3) for name, weight in sorted(fit(found).items()) if name != "one"
    }
    given.out.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """What each cue weighs, held towards `PRIOR`."""
    prior = np.array(list(PRIOR.values()))
    values = np.array([[row.cues.get(name, 0.0) for name in PRIOR] for row in rows])
    wanted = np.array([float(row.wanted) for row in rows])
    counts = np.array([row.counts for row in rows])
    held = _TOWARDS_PRIOR * np.array([float(name != "one") for name in PRIOR]) + 0.01
    weights = logistic.fitted(values, wanted, counts, prior, held, _STEPS)
    return dict(zip(PRIOR, map(float, weights), strict=True))


def rows(path: Path) -> Iterator[Row]:
    """The statements of one export that its gold file tells of."""
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    points = [p for p in gold["must_include"] if p["kind"] != "question_open"]
    values: dict[int, list[str]] = defaultdict(list)
    for point in points:
        for number in point["message_ids"]:
            values[number] += map(fold, point["values"])
    asked = {i for p in gold["must_include"] if p not in points for i in p["message_ids"]}
    told = {i for topic in gold["topics"] for i in topic["message_ids"]}
    for statement, cues in _cues(path):
        number, said = statement.message.id, fold(statement.text)
        named = number in values
        wanted = named and (not values[number] or any(v in said for v in values[number]))
        if named == wanted and (wanted or number not in asked):
            counts = 1.0 if wanted else _OF_TOPIC if number in told else _OF_NOTHING
            yield Row(path.stem, cues, wanted, counts)


def _cues(path: Path) -> Iterator[tuple[Statement, dict[str, float]]]:
    read = once(list(Export(path).messages()))
    threads, people = chat_threads.threads(read), People(read)
    found = list(statements(read, Persons(read, people).of))
    made = chat_corrections.changes(found, threads, people)
    group = chat_speech.Group.of(read, threads, people)
    answers = chat_questions.answered(chat_questions.asked(found, group))
    for statement in found:
        yield statement, {**chat_speech.cues(statement, group, made, answers), "one": 1.0}


def _report(rows: Sequence[Row]) -> None:
    """What is shown besides when so much of what is wanted is: by the prior, by weights that have
    not seen the chat."""
    wanted = np.array([row.wanted for row in rows])
    nothing = np.array([row.counts == _OF_NOTHING for row in rows])
    unseen = np.zeros(len(rows))
    for chat in sorted({row.chat for row in rows}):
        weights = fit([row for row in rows if row.chat != chat])
        for i, row in enumerate(rows):
            if row.chat == chat:
                unseen[i] = _weight(row, weights)
    print(f"{len(rows)} statements, {wanted.sum()} of them wanted")
    for name, scores in (
        ("by the prior", np.array([_weight(row, PRIOR) for row in rows])),
        ("held out", unseen),
    ):
        for share in _SHARES:
            shown = scores >= np.quantile(scores[wanted], 1 - share)
            chatter, rest = (shown & nothing).sum(), (shown & ~wanted & ~nothing).sum()
            print(f"{name}: with {share:.0%} of them {rest} others of a topic, {chatter} of none")


def _weight(row: Row, weights: dict[str, float]) -> float:
    return sum(weights.get(name, 0.0) * amount for name, amount in row.cues.items())


if __name__ == "__main__":
    main()
