"""Asking on a terminal: one question, a chat, a batch; and the table of scores."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot import render, texts
from bot.records import answer_record
from index.errors import PathMissing, Unreadable
from retrieval.types import Answer

if TYPE_CHECKING:
    from retrieval.evaluation import Scores
    from retrieval.library import Library

_WIDEST = 100


def answer_one(
    library: "Library", question: str, *, as_json: bool, pick: int | None = None
) -> Answer:
    """Answers and prints; the answer, for what may follow. `pick` is the place, from 1, of the
    document meant, should a number be that of several; a place not offered is an error."""
    given = library.answer(_whole(question))
    if pick is not None and given.candidates:
        picked = _of_candidate(library, given, pick)
        if picked is None:
            raise click.ClickException(texts.CLI_NOT_OFFERED.format(place=pick))
        given = picked
    _print(given, as_json=as_json)
    return given


def _of_candidate(library: "Library", given: Answer, place: int) -> Answer | None:
    """The question asked of one of the documents offered; None for a place not offered."""
    if not 1 <= place <= len(given.candidates):
        return None
    return library.answer(given.question, given.candidates[place - 1].passage_id)


def _print(given: Answer, *, as_json: bool) -> None:
    if as_json:
        _print_json(answer_record(given))
    else:
        click.echo(render.plain(given, _width()))


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)


def chat(library: "Library", *, as_json: bool = False) -> None:
    """Questions until the end of input. A number shows the whole passage of that source.

    Input that holds nothing at all is an empty question: it is told so.
    """
    given: Answer | None = None
    for line in _typed():
        if line.lower() in texts.CLI_QUIT:
            return
        marker = line.strip("[]")
        if given is not None and marker.isdecimal() and len(marker) < 3 and given.shown:
            given = _picked(library, given, int(marker), as_json=as_json)
        else:
            given = answer_one(library, line, as_json=as_json)
            if not as_json:
                click.echo()


def _typed() -> Iterator[str]:
    """Lines of standard input, with a prompt where a person sits in front of it."""
    if not sys.stdin.isatty():
        yield from _piped()
        return
    click.echo(texts.CLI_CHAT)
    while True:
        try:
            line = input(texts.CLI_PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
        if line:
            yield line


def _piped() -> Iterator[str]:
    empty = True
    for raw in sys.stdin.buffer:
        if line := raw.decode("utf-8-sig", errors="replace").strip():
            empty = False
            yield line
    if empty:
        yield ""


def _whole(text: str) -> str:
    """Without the halves of characters that JSON or another encoding may have left."""
    return text.encode(errors="replace").decode()


def _print_json(record: dict[str, Any]) -> None:
    click.echo(_whole(json.dumps(record, ensure_ascii=False)))


def _picked(library: "Library", given: Answer, number: int, *, as_json: bool) -> Answer:
    """What a number after an answer asks for: one of the documents offered, or a source."""
    if not given.candidates:
        _show_source(library, given, number)
        return given
    picked = _of_candidate(library, given, number)
    if picked is None:
        click.echo(texts.CLI_NOT_OFFERED.format(place=number))
        return given
    _print(picked, as_json=as_json)
    return picked


def _show_source(library: "Library", given: Answer, marker: int) -> None:
    shown = [c for c in (*given.citations, *given.related) if c.marker == marker]
    page = library.passage(shown[0].passage_id) if shown else None
    if page is None:
        click.echo(texts.CLI_NO_SOURCE.format(marker=marker))
    else:
        click.echo(render.page(page).text + "\n")


def answer_batch(library: "Library", path: Path) -> None:
    """One JSON record a line, in the order of the questions; a bad line is reported and fails."""
    failed = False
    for number, record in _records(path):
        if record is None:
            failed = True
            click.echo(texts.CLI_BAD_LINE.format(path=path, line=number), err=True)
            continue
        given = library.answer(_whole(record["question"]))
        _print_json(answer_record(given, record.get("id")))
    if failed:
        raise SystemExit(1)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    try:
        with path.open("rb") as lines:
            for number, raw in enumerate(lines, start=1):
                if raw.strip():
                    yield number, _record(raw)
    except FileNotFoundError as error:
        raise PathMissing(path) from error
    except OSError as error:
        raise Unreadable(path) from error


def _record(raw: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # also a number of thousands of digits
        return None
    usable = isinstance(record, dict) and isinstance(record.get("question"), str)
    return record if usable else None


def show_scores(library: "Library", paths: Sequence[Path], *, as_json: bool) -> None:
    """Evaluates each file and prints its figures."""
    from retrieval import evaluation

    for path in paths:
        examples = evaluation.load(path)
        scores = evaluation.evaluate(examples, library.answer, library.find)
        if as_json:
            _print_json(_scores_record(path, scores))
        else:
            click.echo(f"{path} ({len(examples)})")
            click.echo("\n".join(_score_lines(scores)))


def _scores_record(path: Path, scores: "Scores") -> dict[str, Any]:
    shares = {
        name: {"value": share.value, "interval": share.interval, "hits": share.hits, "of": share.of}
        for name, share in scores.shares().items()
    }
    outcomes = [
        {
            "id": o.example.id, "kind": o.example.kind, "rank": o.rank, "answered": o.answered,
            "in_passage": o.in_passage, "in_quote": o.in_quote,
        }
        for o in scores.outcomes
    ]  # fmt: skip
    plain = {
        "mrr": scores.mrr,
        "mean_words": scores.mean_words,
        "median_ms": scores.median_milliseconds,
    }
    return {"file": str(path), **shares, **plain, "outcomes": outcomes}


def _score_lines(scores: "Scores") -> Iterable[str]:
    for name, share in scores.shares().items():
        if share.value is None or share.interval is None:
            continue
        low, high = share.interval
        yield f"  {name:<20} {share.value:.3f}  [{low:.3f}, {high:.3f}]  {share.hits}/{share.of}"
    plain = {
        "mrr": scores.mrr,
        "mean_words": scores.mean_words,
        "median_ms": scores.median_milliseconds,
    }
    yield from (f"  {name:<20} {value:.3f}" for name, value in plain.items() if value is not None)
