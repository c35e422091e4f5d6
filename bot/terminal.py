"""Asking on a terminal: one question, a chat, a batch; and the table of scores."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from bot import render, texts
from bot.records import answer_record
from index.errors import PathMissing, Unreadable
from retrieval.types import Answer, PassagePage

if TYPE_CHECKING:
    from retrieval.conversation import Followed, Turn
    from retrieval.evaluation import Scores
    from retrieval.library import Library


class Asked(Protocol):
    """What a terminal asks."""

    def answer(self, text: str, passage_id: int | None = None) -> Answer: ...
    def write(self, answer: Answer) -> Answer: ...
    def passage(self, passage_id: int) -> PassagePage | None: ...


_WIDEST = 100
_BOLD = ("\x1b[1m", "\x1b[22m")  # click leaves them out where output is no terminal


def answer_one(library: Asked, question: str, *, as_json: bool, pick: int | None = None) -> Answer:
    """Answers and prints; the answer, for what may follow. `pick` is the place, from 1, of the
    document meant, should a number be that of several; a place not offered is an error."""
    given = library.write(library.answer(_whole(question)))
    if pick is not None and given.candidates:
        chosen = _offered(given, pick)
        if chosen is None:
            raise click.ClickException(texts.CLI_NOT_OFFERED.format(place=pick))
        given = library.write(library.answer(given.question, chosen))
    _print(given, as_json=as_json)
    return given


def _offered(given: Answer, place: int) -> int | None:
    """The passage that stands for one of the documents offered; None for a place not offered."""
    return given.candidates[place - 1].passage_id if 0 < place <= len(given.candidates) else None


def _print(given: Answer, *, as_json: bool) -> None:
    if as_json:
        _print_json(answer_record(given))
    else:
        click.echo(render.plain(given, _width(), _BOLD))


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)


def chat(library: Asked, *, as_json: bool = False) -> None:
    """Questions until the end of input. A number shows the whole passage of that source.

    Input that holds nothing at all is an empty question: it is told so.
    """
    talk = _Talk(library, as_json=as_json)
    for line in _typed():
        if line.lower() in texts.CLI_QUIT:
            return
        marker = line.strip("[]")
        if line.lower() == texts.FORGET:
            talk = _Talk(library, as_json=as_json)
            click.echo(texts.FORGOTTEN)
        elif talk.given and talk.given.shown and marker.isdecimal() and len(marker) < 3:
            talk.pick(int(marker))
        else:
            talk.ask(_whole(line))


class _Talk:
    """A chat on the terminal: the answer given last, and the turns that follow-ups go on from."""

    def __init__(self, library: Asked, *, as_json: bool) -> None:
        self._library, self._json = library, as_json
        self._turns: list[Turn] = []
        self.given: Answer | None = None

    def ask(self, text: str) -> None:
        from retrieval import followups

        followed = followups.resolve(text, self._turns)
        if followed and followed.step is not None and not self._json:
            self._show(followed)
        else:
            self._answer(text, followed)

    def pick(self, number: int) -> None:
        """What a number after an answer asks for: one of the documents offered, or a source."""
        from retrieval.conversation import Followed

        if self.given is None or not self.given.candidates:
            _show_source(self._library, self.given, number)
            return
        chosen = _offered(self.given, number)
        if chosen is None:
            click.echo(texts.CLI_NOT_OFFERED.format(place=number))
        else:
            self._answer(self.given.question, Followed(self._turns.pop().question, chosen))

    def _answer(self, text: str, followed: "Followed | None") -> None:
        from retrieval import conversation

        question, within = (followed.question, followed.within) if followed else (text, None)
        answer = self._library.write(self._library.answer(question, within))
        self.given = conversation.told(text, followed, answer)
        turn = conversation.turn(text, followed, self.given)
        self._turns = [*self._turns, *([turn] if turn else [])][-conversation.MOST_TURNS :]
        _print(self.given, as_json=self._json)
        if not self._json:
            click.echo()

    def _show(self, followed: "Followed") -> None:
        """The passage cited last, whole, or the one beside it."""
        from retrieval import conversation

        cited = None if followed.within is None else self._library.passage(followed.within)
        beside = conversation.beside(followed, cited) if cited else None
        shown = None if beside is None else self._library.passage(beside)
        if shown is None:
            click.echo(texts.NO_MORE)
            return
        self._turns[-1] = conversation.turned(self._turns[-1], shown)
        click.echo(render.page(shown).text + "\n")


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


def _show_source(library: Asked, given: Answer | None, marker: int) -> None:
    numbered = (*given.citations, *given.related) if given else ()
    shown = [c for c in numbered if c.marker == marker]
    page = library.passage(shown[0].passage_id) if shown else None
    if page is None:
        click.echo(texts.CLI_NO_SOURCE.format(marker=marker))
    else:
        click.echo(render.page(page).text + "\n")


def answer_batch(library: Asked, path: Path) -> None:
    """One JSON record a line, in the order of the questions; a bad line is reported and fails."""
    failed = False
    for number, record in _records(path):
        if record is None:
            failed = True
            click.echo(texts.CLI_BAD_LINE.format(path=path, line=number), err=True)
            continue
        given = library.write(library.answer(_whole(record["question"])))
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
