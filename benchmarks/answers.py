"""What answers are worth: `make bench-answers`.

    python -m benchmarks.answers [DATA=QUESTIONS...] [--plot FILE.svg] [--ablate]

Without arguments over the samples and their questions, indexed into `.bench/answers`. Every set is
asked as typed and without accents. `quoted` is a gold string within the quotes, `first` within the
first citation, `shown` within the passages of what is quoted or offered as related; `refused` of
those that can be answered is wrong, of those that cannot is right. All quotes are compared with the
text of their document. The risk-coverage curve lets the threshold run: of the questions answered,
how many are answered wrongly.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from benchmarks import curve
from index.corpus import Corpus
from index.database import open_database
from index.embedding import Embedder, load_embedder
from index.text import fold
from retrieval import calibration, support
from retrieval.calibration import Calibration
from retrieval.evaluation import Example, load
from retrieval.features import Features
from retrieval.library import Library, open_library
from retrieval.types import Answer, Citation

ROOT = Path(__file__).parents[1]
_ABLATED = (
    ("focused", "head"), ("near", "headed"), ("around", "phrases"), ("lacking", "absent"),
    ("value", "unit", "unstated"), ("attribute",), ("years",), ("names", "province", "named"),
    ("passage",), ("cosine",), ("margin",), ("naming", "leading", "long"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. `odds` is the probability that decided, None where none did."""

    kind: str
    answerable: bool
    answered: bool
    quoted: bool
    first: bool
    shown: bool
    verbatim: bool
    words: int
    citations: int
    milliseconds: float
    odds: float | None


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="DATA=QUESTIONS")
    parser.add_argument("--plot", type=Path, help="writes the risk-coverage curve")
    parser.add_argument("--ablate", action="store_true", help="also without each feature")
    given = parser.parse_args()
    pairs = [tuple(map(Path, said.rsplit("=", 1))) for said in given.sets] or [_samples()]
    curves: dict[str, list[Outcome]] = {}
    for data, file in pairs:
        library, examples = open_library(data), load(file)
        for name, ask in (("as typed", str), ("without accents", fold)):
            outcomes = _outcomes(library, examples, ask)
            curves[f"{file.stem}, {name}"] = outcomes
            print(f"\n{file.stem} ({len(examples)}), {name}")
            print("\n".join(_table(outcomes)))
        if given.ablate:
            print("\n".join(_ablations(library, examples)))
        library.close()
    print("\n".join(curve.table({name: _decided(each) for name, each in curves.items()})))
    if given.plot:
        drawn = {name: _decided(each) for name, each in curves.items()}
        given.plot.write_text(curve.svg(drawn), "utf-8")


def _samples() -> tuple[Path, Path]:
    """The samples indexed, and their questions."""
    data = ROOT / ".bench" / "answers"

    def embedder() -> Embedder:
        return load_embedder("", data / "models")

    data.mkdir(parents=True, exist_ok=True)
    db = open_database(data, write=True)
    Corpus(db, data, embedder).add([ROOT / "samples"])
    db.close()
    return data, ROOT / "tests" / "questions_samples.jsonl"


def _outcomes(
    library: Library, examples: Iterable[Example], ask: Callable[[str], str]
) -> list[Outcome]:
    return [_outcome(library, example, ask(example.question)) for example in examples]


def _outcome(library: Library, example: Example, question: str) -> Outcome:
    given, odds = _answered(library, question)
    shown = (*given.citations, *given.related)
    return Outcome(
        kind=example.kind,
        answerable=example.answerable,
        answered=given.answered,
        quoted=any(_is_right(example, c, c.quote) for c in given.citations),
        first=any(_is_right(example, c, c.quote) for c in given.citations[:1]),
        shown=any(_is_right(example, c, c.passage) for c in shown),
        verbatim=all(_is_verbatim(library, c) for c in shown),
        words=sum(len(c.quote.split()) for c in given.citations),
        citations=len(given.citations),
        milliseconds=given.timings.total,
        odds=odds,
    )


def _answered(library: Library, question: str) -> tuple[Answer, float | None]:
    """The answer, and the probability that decided on it."""
    seen: list[float] = []
    decide = support.probability

    def listening(*given: object, **named: object) -> float:
        seen.append(decide(*given, **named))  # type: ignore[arg-type]
        return seen[-1]

    with mock.patch.object(support, "probability", listening):
        return library.answer(question), (seen or [None])[0]


def _is_right(example: Example, citation: Citation, text: str) -> bool:
    return example.is_in(citation.document_id, citation.source, text)


def _is_verbatim(library: Library, citation: Citation) -> bool:
    page = library.passage(citation.passage_id)
    return page is not None and (
        page.document.text[citation.start : citation.end] == citation.quote
    )


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"  {'kind':<16}    n  quoted   first   shown  refused  words"
    for kind in sorted({o.kind for o in outcomes}):
        yield _row(kind, [o for o in outcomes if o.kind == kind])
    yield _row("can be answered", [o for o in outcomes if o.answerable])
    yield _row("cannot", [o for o in outcomes if not o.answerable])
    times = sorted(o.milliseconds for o in outcomes)
    verbatim = sum(o.verbatim for o in outcomes) / len(outcomes)
    cited = [o.citations for o in outcomes if o.answered]
    p50 = times[len(times) // 2]
    yield f"  verbatim {verbatim:.3f}; citations {_mean(cited):.2f}; p50 {p50:.0f} ms"


def _row(name: str, of: Sequence[Outcome]) -> str:
    found = ([o.quoted for o in of], [o.first for o in of], [o.shown for o in of])
    refused, words = _mean([not o.answered for o in of]), _mean([o.words for o in of if o.answered])
    said = " ".join(f"{_mean(each):7.3f}" for each in found)
    return f"  {name:<16} {len(of):4} {said} {refused:8.3f} {words:6.1f}"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


def _decided(outcomes: Sequence[Outcome]) -> list[tuple[float, bool]]:
    """Probabilities and whether the answer would be right. What was told without a decision
    counts as certain."""
    return [
        (o.odds if o.odds is not None else float(o.answered), o.answerable and o.quoted)
        for o in outcomes
    ]


def _ablations(library: Library, examples: Sequence[Example]) -> Iterator[str]:
    yield f"  {'without':<28} {'quoted':>7} {'first':>7} {'wrongly refused':>16} {'rightly':>8}"
    for names in ((), *_ABLATED):
        with mock.patch.object(calibration, "shipped", _without(names)):
            outcomes = _outcomes(library, examples, str)
        can = [o for o in outcomes if o.answerable]
        cannot = [o for o in outcomes if not o.answerable]
        yield (
            f"  {', '.join(names) or 'nothing':<28} {_mean([o.quoted for o in can]):7.3f}"
            f" {_mean([o.first for o in can]):7.3f} {_mean([not o.answered for o in can]):16.3f}"
            f" {_mean([not o.answered for o in cannot]):8.3f}"
        )


def _without(names: Sequence[str]) -> Callable[[], Calibration]:
    """The weights with some features at a constant, which changes the intercept: half of what
    they weigh stays there."""
    full = calibration.shipped()
    choice = Features(*(0.0 if n in names else v for n, v in full.choice.as_dict().items()))
    gone = {n: w for n, w in full.support.items() if n in names}
    kept = {n: w for n, w in full.support.items() if n not in names}
    less = replace(
        full, choice=choice, support=kept, intercept=full.intercept + sum(gone.values()) * 0.5
    )
    return lambda: less


if __name__ == "__main__":
    main()
