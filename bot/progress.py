"""Progress of long work: a bar on a terminal, plain lines elsewhere; both on standard error."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot import texts

if TYPE_CHECKING:
    from index.runs import Step

Show = Callable[["Step"], None]
_SECONDS = 5.0  # between plain lines


@contextmanager
def bar() -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[files]}"),
        TextColumn("{task.fields[passages]}"),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True))
    task = progress.add_task(texts.CLI_PROGRESS, total=None, files="", passages="")
    pace = _Pace()

    def show(step: "Step") -> None:
        progress.start()  # not before there is something to do
        progress.update(
            task,
            completed=step.bytes,
            total=step.of_bytes,
            files=f"{step.files}/{step.of}",
            passages=pace.said(step),
        )

    try:
        yield show
    finally:
        progress.stop()


@contextmanager
def lines() -> Iterator[Show]:
    pace = _Pace()
    said = time.monotonic()

    def show(step: "Step") -> None:
        nonlocal said
        if step.files == step.of or time.monotonic() - said >= _SECONDS:
            said = time.monotonic()
            line = texts.CLI_PROGRESS_LINE.format(
                done=step.files, total=step.of, passages=pace.said(step)
            )
            click.echo(line + pace.left(step), err=True)

    yield show


class _Pace:
    """How fast it goes and how long it may still take, from the first step on."""

    def __init__(self) -> None:
        self._began: float | None = None

    def _seconds(self) -> float:
        self._began = self._began or time.monotonic()
        return time.monotonic() - self._began

    def said(self, step: "Step") -> str:
        seconds = self._seconds()
        rate = step.passages / seconds if seconds >= 1 else 0.0
        said = texts.CLI_PASSAGES.format(passages=step.passages)
        return said + (texts.CLI_RATE.format(rate=f"{rate:.0f}") if rate >= 1 else "")

    def left(self, step: "Step") -> str:
        """The time left, by the bytes that are read; nothing while that is a guess."""
        seconds = self._seconds()
        if seconds < _SECONDS or not 0 < step.bytes < step.of_bytes:
            return ""
        left = seconds * (step.of_bytes - step.bytes) / step.bytes
        return texts.CLI_LEFT.format(minutes=int(left // 60), seconds=int(left % 60))


@contextmanager
def json_lines() -> Iterator[Show]:
    """One object a line on standard output, for the program that started us."""

    def show(step: "Step") -> None:
        said = {"done": step.files, "total": step.of, "passages": step.passages}
        click.echo(json.dumps(said))

    yield show
