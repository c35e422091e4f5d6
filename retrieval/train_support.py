"""Fits the weights by which sentences are chosen and answers are given or refused.

    python -m retrieval.train_support DATA=QUESTIONS... [-o support.json]

`DATA` is a data folder that holds the documents of the question file `QUESTIONS` (the forms of
`retrieval.evaluation`). Every question is asked as it is typed and without accents. Besides, every
question that can be answered is asked once more with the passages left out that answer it: what is
then nearest is what a near miss looks like.

Printed figures are cross-validated: questions about one document are held out together. The
questions that results are reported on must not be among those given.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.text import fold
from retrieval import calibration, lists, quotes, support, vocabulary
from retrieval.answering import Weighed
from retrieval.calibration import Calibration
from retrieval.evaluation import Example, load
from retrieval.evidence import Evidence
from retrieval.features import NAMES, Features
from retrieval.library import open_library

Floats = npt.NDArray[np.float64]

_FOLDS = 5
_CANDIDATES = 40  # sentences of a question that are compared
_TOWARDS_PRIOR = 2.0  # how much weights are held back
_STEPS, _RATE = 400, 0.1
_AIMS = 0.08, 0.2  # shares of wrong refusals and of wrong answers that are borne
_MISSED = 0.5  # what a question counts with its answer left out
# What is known before any question is seen: what states nothing is no answer, nor is what stands
# in another article, speaks of another year or of another place.
_PRIOR = {
    "naming": -2.0, "place": 1.5, "years": 1.5, "names": 1.0, "named": 0.5, "province": 1.0,
    "attribute": 0.5,
}  # fmt: skip
_SUPPORT = {
    "naming": -2.0, "place": 1.5, "years": 3.0, "names": 1.5, "province": 2.5, "timeless": 2.0,
    "covered": 1.0, "headed": 2.0, "around": 2.0, "head": 1.0, "unit": 1.0, "unstated": -1.0,
    "attribute": 2.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the sentences that may answer it, which of them do, and which stand in a
    passage that does. Questions of one `group` are held out together."""

    group: str
    answerable: bool
    weighed: Weighed
    right: tuple[bool, ...]
    around: tuple[bool, ...]

    def left_out(self) -> "Asked | None":
        """The same without the passages that answer; None where nothing else was found."""
        kept = [i for i, there in enumerate(self.around) if not there]
        best = [self.weighed.best[i] for i in kept]
        if not self.answerable or not best or len(kept) == len(self.around):
            return None
        nearest = max(e.features.passage for e in best)
        shifted = [
            replace(e, features=replace(e.features, passage=e.features.passage / nearest))
            for e in best
        ]
        nothing = (False,) * len(kept)
        weighed = replace(self.weighed, best=shifted)
        return Asked(self.group, False, weighed, nothing, nothing)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", metavar="DATA=QUESTIONS")
    parser.add_argument(
        "-o", "--out", type=Path, default=Path(__file__).with_name(calibration.FILE)
    )
    given = parser.parse_args()
    asked = [each for said in given.sets for each in _ask(*map(Path, said.rsplit("=", 1)))]
    print(f"{len(asked)} questions, {len({each.group for each in asked})} groups")
    _report(asked)
    fitted = fit(asked)
    given.out.write_text(json.dumps(_rounded(fitted), indent=2) + "\n", "utf-8")


def fit(asked: Sequence[Asked], without: Sequence[str] = ()) -> Calibration:
    """Weights and threshold for these questions; features `without` are left out. The threshold
    is chosen on questions that the weights it is chosen for have not seen."""
    choice = fit_choice(asked, without)
    weights, intercept = fit_support(asked, choice, without)
    threshold = _threshold(*_held_out(asked, without))
    return Calibration(choice, weights, intercept, threshold)


def fit_choice(asked: Sequence[Asked], without: Sequence[str] = ()) -> Features:
    """The weights under which the sentences that answer stand first: a softmax over those of
    each question, by gradient descent (Adam), held near the prior."""
    rows = [_matrix(each) for each in asked if any(each.right) and not all(each.right)]
    prior = np.array([_PRIOR.get(name, 0.0) * (name not in without) for name in NAMES])
    kept = np.array([float(name not in without) for name in NAMES])

    def gradient(weights: Floats) -> Floats:
        slope: Floats = _TOWARDS_PRIOR * (weights - prior)
        for values, right in rows:
            odds = values @ weights
            share = np.exp(odds - odds.max())
            share /= share.sum()
            wanted = share * right
            slope -= values.T @ (wanted / (wanted.sum() + 1e-12) - share)
        return np.asarray(slope * kept, np.float64)

    return Features(*map(float, _descend(gradient, prior)))


def fit_support(
    asked: Sequence[Asked], choice: Features, without: Sequence[str] = ()
) -> tuple[dict[str, float], float]:
    """The log-odds that what would be quoted answers, by sign, and the intercept: a logistic
    regression."""
    rows = list(_decisions(asked, choice))
    names = [name for name in rows[0][0] if name not in without]
    values = np.array([[said[name] for name in names] + [1.0] for said, _, _ in rows])
    right = np.array([float(label) for _, label, _ in rows])
    count = np.array([weight for _, _, weight in rows])

    def gradient(weights: Floats) -> Floats:
        given = 1 / (1 + np.exp(-values @ weights))
        held = _TOWARDS_PRIOR * (weights - prior)
        held[-1] = 0.0
        slope: Floats = values.T @ (count * (given - right)) + held
        return slope

    prior = np.array([_SUPPORT.get(name, 0.0) for name in names] + [-sum(_SUPPORT.values()) / 2])
    found = _descend(gradient, prior)
    return dict(zip(names, map(float, found[:-1]), strict=True)), float(found[-1])


def _descend(gradient: Callable[[Floats], Floats], start: Floats) -> Floats:
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):
        slope = gradient(weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        towards = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights = weights - _RATE * towards
    return weights


def _ask(data: Path, file: Path) -> Iterator[Asked]:
    """The questions of a file over a data folder, typed and without accents."""
    library = open_library(data)
    near = {str(r["id"]): r.get("near") for r in map(json.loads, _lines(file))}
    try:
        for example in load(file):
            group = f"{file.name}:{_group(example, near)}"
            for text in _asked_as(example):
                weighed = library.weighed(text)
                if weighed and weighed.best:
                    yield _labelled(example, group, weighed)
            if example.answerable and (other := _altered(example.question)):
                weighed = library.weighed(other)
                if weighed and weighed.best:
                    yield _labelled(replace(example, answerable=False, gold=()), group, weighed)
    finally:
        library.close()


def _asked_as(example: Example) -> tuple[str, ...]:
    return tuple(dict.fromkeys((example.question, fold(example.question))))


def _altered(question: str) -> str | None:
    """The question asked of another year or another province; None where it names neither."""
    if year := re.search(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d.,/]\d)", question):
        return question[: year.start()] + str(int(year[0]) - 7) + question[year.end() :]
    if place := vocabulary.PROVINCE.search(fold(question)):
        other = next(each for each in _PLACES if fold(each) != place[0])
        return question[: place.start()] + other + question[place.end() :]
    return None


_PLACES = ("Tây Ninh", "Lai Châu", "Bạc Liêu")


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


def _group(example: Example, near: dict[str, str | None]) -> str:
    """The document that a question is about, else the question itself."""
    about = sorted(example.files | example.documents)
    return about[0] if about else near.get(example.id) or example.id


def _labelled(example: Example, group: str, weighed: Weighed) -> Asked:
    best = list(weighed.best)[:_CANDIDATES]
    right = tuple(_answers(example, e, _shown(weighed, e)) for e in best)
    around = tuple(_answers(example, e, e.hit.passage.text) for e in best)
    return Asked(group, example.answerable, replace(weighed, best=best), right, around)


def _shown(weighed: Weighed, e: Evidence) -> str:
    """What would be seen of a sentence: a lead-in brings its list, and so does an item where one
    is asked for."""
    led = e.quote.endswith(":") and weighed.query.asked not in vocabulary.VALUED
    listed = led or lists.wanted(weighed.query)
    return e.hit.document.text[e.start : e.hit.passage.end + _LIST] if listed else e.quote


_LIST = 1_000  # characters of a list beyond the passage in which it begins


def _answers(example: Example, e: Evidence, text: str) -> bool:
    document = e.hit.document
    meant = {Path(document.source).name, document.id} & (example.files | example.documents)
    return bool(meant) and example.is_shown(text)


def _matrix(asked: Asked) -> tuple[Floats, Floats]:
    values = np.array([list(e.features.as_dict().values()) for e in asked.weighed.best])
    return values, np.array(asked.right, np.float64)


def _decisions(
    asked: Sequence[Asked], choice: Features
) -> Iterator[tuple[dict[str, float], bool, float]]:
    """Signs, whether what would be quoted answers, and how much the case counts."""
    for each in asked:
        yield (*_decision(each, choice), 1.0)
        if missed := each.left_out():
            yield (*_decision(missed, choice), _MISSED)


def _decision(asked: Asked, choice: Features) -> tuple[dict[str, float], bool]:
    query, best = asked.weighed.query, asked.weighed.best
    scored = [replace(e, score=e.features.dot(choice)) for e in best]
    order = sorted(range(len(best)), key=lambda i: -scored[i].score)
    ranked = [scored[i] for i in order]
    answers = {id(e) for i, e in enumerate(scored) if asked.right[i]}
    right = any(id(e) in answers for e in quotes.beside(query, ranked))
    return support.signs(query, ranked, by_name=asked.weighed.by_name), right


def _folds(asked: Sequence[Asked]) -> Iterator[tuple[list[Asked], list[Asked]]]:
    """What is fitted on and what is held out, by group."""
    groups = sorted({each.group for each in asked})
    order = np.random.default_rng(0).permutation(len(groups))
    place = {groups[i]: at % _FOLDS for at, i in enumerate(order)}
    for held in range(_FOLDS):
        yield (
            [each for each in asked if place[each.group] != held],
            [each for each in asked if place[each.group] == held],
        )


def _held_out(
    asked: Sequence[Asked], without: Sequence[str] = ()
) -> tuple[list[Asked], Floats, list[bool]]:
    """Questions, their probabilities by weights that have not seen them, and whether right."""
    found: list[Asked] = []
    given: list[float] = []
    right: list[bool] = []
    for seen, held in _folds(asked):
        choice = fit_choice(seen, without)
        weights, intercept = fit_support(seen, choice, without)
        for each in held:
            signs, label = _decision(each, choice)
            odds = intercept + sum(weight * signs[name] for name, weight in weights.items())
            found.append(each)
            given.append(float(1 / (1 + np.exp(-odds))))
            right.append(label)
    return found, np.array(given), right


def _threshold(asked: Sequence[Asked], given: Floats, right: Sequence[bool]) -> float:
    """The probability from which on an answer is given: where the shares of what is refused
    though it can be answered, and answered though it cannot, cost least in units of the aims."""
    can = np.array([each.answerable for each in asked])
    refused, answered = _AIMS
    costs = [
        (float((given[can] < at).mean() / refused + (given[~can] >= at).mean() / answered), at)
        for at in np.arange(0.1, 0.8, 0.01)
    ]
    return round(float(min(costs)[1]), 2)


def _report(asked: Sequence[Asked]) -> None:
    found, given, right = _held_out(asked)
    at = _threshold(found, given, right)
    can = np.array([each.answerable for each in found])
    correct = np.array(right)
    first = [each for each in found if any(each.right)]
    print(f"held out: {len(found)} questions; an answering sentence is found for {len(first)}")
    print(f"  quoted rightly, were all answered   {correct[can].mean():.3f} of {can.sum()}")
    print(f"  threshold                           {at:.2f}")
    print(f"  refused though answerable           {(given[can] < at).mean():.3f}")
    print(
        f"  refused as unanswerable             {(given[~can] < at).mean():.3f} of {(~can).sum()}"
    )
    print(f"  answered rightly                    {(correct & (given >= at))[can].mean():.3f}")


def _rounded(fitted: Calibration) -> dict[str, object]:
    def short(value: object) -> object:
        if isinstance(value, dict):
            return {name: short(each) for name, each in value.items()}
        return round(value, 3) if isinstance(value, float) else value

    return {name: short(value) for name, value in fitted.as_json().items()}


if __name__ == "__main__":
    main()
