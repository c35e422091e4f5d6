"""Click as our commands use it: in Vietnamese, with failures as one sentence."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from bot import texts
from index.errors import Busy, TracuuError
from index.text import fold

# As the shell has it: 128 and the signal's number.
INTERRUPTED = 130
# EX_TEMPFAIL of sysexits.h: another process is writing, the same may go through later.
BUSY = 75


def speak_vietnamese() -> None:
    """Click asks gettext for each of its own words; a table answers instead."""

    def said(message: str) -> str:
        return texts.CLICK.get(message, message)

    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser):
        vars(module)["_"] = said
        vars(module)["ngettext"] = lambda one, many, count: said(one if count == 1 else many)


class Command(click.Command):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = texts.CLI_NAME_OPTIONS


class Group(click.Group):
    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = texts.CLI_NAME_OPTIONS
        self.subcommand_metavar = texts.CLI_NAME_COMMAND


class Main(Group):
    group_class = Group

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with explained():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with explained():
            return super().invoke(ctx)


class Folded(click.Choice[str]):
    """A choice that may be typed without accents."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        return fold(str(choice))


class _Later(click.ClickException):
    exit_code = BUSY


@contextmanager
def explained() -> Iterator[None]:
    """Turns what goes wrong into one Vietnamese sentence and a non-zero exit status."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        click.echo("\n" + texts.CLI_STOPPED, err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # Nobody reads on (`| head`): what is still to be flushed must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(1) from None
    except Exception as error:
        logging.getLogger(__name__).debug("failed", exc_info=True)
        raise _failure(error) from error


def _failure(error: Exception) -> click.ClickException:
    known = isinstance(error, TracuuError)
    kind = _Later if isinstance(error, Busy) else click.ClickException
    return kind(texts.describe(error) if known else texts.CLI_UNEXPECTED)


@contextmanager
def interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\n" + texts.CLI_INTERRUPTED, err=True)
        raise SystemExit(INTERRUPTED) from None


@contextmanager
def progress(as_json: bool = False) -> Iterator[Any]:
    """How far long work is: for a program, a person at a terminal, or a log."""
    from bot.progress import bar, json_lines, lines

    with json_lines() if as_json else bar() if sys.stderr.isatty() else lines() as show:
        yield show


def json_line(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
