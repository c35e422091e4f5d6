"""Progress of long work: a bar on a terminal, plain lines elsewhere; both on standard error."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from bot import texts

Show = Callable[[int, int, int], None]  # files done, files in all, passages written
_SECONDS = 5.0  # between plain lines


@contextmanager
def bar() -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[passages]}"),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True))
    task = progress.add_task(texts.CLI_PROGRESS, total=None, passages="")

    def show(done: int, total: int, passages: int) -> None:
        progress.start()  # not before there is something to do
        said = texts.CLI_PASSAGES.format(passages=passages)
        progress.update(task, completed=done, total=total, passages=said)

    try:
        yield show
    finally:
        progress.stop()


@contextmanager
def lines() -> Iterator[Show]:
    said = time.monotonic()

    def show(done: int, total: int, passages: int) -> None:
        nonlocal said
        if done == total or time.monotonic() - said >= _SECONDS:
            said = time.monotonic()
            line = texts.CLI_PROGRESS_LINE.format(done=done, total=total, passages=passages)
            click.echo(line, err=True)

    yield show


@contextmanager
def json_lines() -> Iterator[Show]:
    """One object a line on standard output, for the program that started us."""

    def show(done: int, total: int, passages: int) -> None:
        click.echo(json.dumps({"done": done, "total": total, "passages": passages}))

    yield show
