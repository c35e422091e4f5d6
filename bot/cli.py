"""The command line. Heavy imports live in the commands that use them: `--help` is instant."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot import texts
from index.errors import TracuuError
from index.text import fold
from retrieval.digests import Length

if TYPE_CHECKING:
    from config.settings import Settings
    from index.corpus import Corpus, Report
    from retrieval.catalogue import Card, Catalogue
    from retrieval.library import Library


def _speak_vietnamese() -> None:
    """Click asks gettext for each of its own words; a table answers instead."""

    def said(message: str) -> str:
        return texts.CLICK.get(message, message)

    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser):
        vars(module)["_"] = said
        vars(module)["ngettext"] = lambda one, many, count: said(one if count == 1 else many)


class _Command(click.Command):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = texts.CLI_NAME_OPTIONS


class _Group(click.Group):
    command_class = _Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = texts.CLI_NAME_OPTIONS
        self.subcommand_metavar = texts.CLI_NAME_COMMAND


class _Main(_Group):
    group_class = _Group

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _explained():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _explained():
            return super().invoke(ctx)


@contextmanager
def _explained() -> Iterator[None]:
    """Turns what goes wrong into one Vietnamese sentence and a non-zero exit status."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        click.echo("\n" + texts.CLI_STOPPED, err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
    except BrokenPipeError:
        # Nobody reads on (`| head`): what is still to be flushed must not fail at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(1) from None
    except Exception as error:
        logging.getLogger(__name__).debug("failed", exc_info=True)
        raise click.ClickException(_sentence(error)) from error


def _sentence(error: Exception) -> str:
    from config.settings import SettingsError

    if isinstance(error, SettingsError):
        return str(error)
    return texts.describe(error) if isinstance(error, TracuuError) else texts.CLI_UNEXPECTED


_speak_vietnamese()
_INTERRUPTED = 130  # as the shell has it: 128 and the signal's number


@click.group(cls=_Main, help=texts.CLI_HELP)
@click.option(
    "--data", type=click.Path(path_type=Path), metavar=texts.CLI_NAME_FOLDER, help=texts.CLI_DATA
)
@click.version_option(package_name="tracuu", prog_name="tracuu")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    ctx.obj = data


def _settings(data: Path | None) -> "Settings":
    from config import logs, settings

    loaded = settings.load(**({} if data is None else {"data": data}))
    # The command line speaks for itself; a log is for who asks for one.
    level = loaded.level if "log_level" in loaded.model_fields_set else logging.WARNING
    logs.set_up(level, secrets=[loaded.llm_key.get_secret_value()])
    return loaded


# --- index ---------------------------------------------------------------------------------


@main.group(help=texts.CLI_INDEX)
def index() -> None:
    pass


@contextmanager
def _corpus(data: Path | None) -> Iterator["Corpus"]:
    """The corpus, to be changed; `Busy` when another process is changing it."""
    from index.corpus import Corpus
    from index.database import open_database, translated_sqlite, writer_lock
    from index.embedding import load_embedder

    settings = _settings(data)
    folder = settings.data
    with writer_lock(folder), translated_sqlite(folder):
        db = open_database(folder, write=True)
        try:
            yield Corpus(
                db, folder, lambda: load_embedder(settings.embedding_model, folder / "models")
            )
        finally:
            db.close()


@index.command(help=texts.CLI_ADD)
@click.argument(
    "paths", metavar=texts.CLI_NAME_PATHS, nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.pass_obj
def add(data: Path | None, paths: tuple[Path, ...]) -> None:
    with _corpus(data) as corpus, _interruptible(), _progress() as progress:
        report = corpus.add(paths, progress)
    _finish(report)


@index.command(help=texts.CLI_SYNC)
@click.argument("folder", metavar=texts.CLI_NAME_FOLDER, type=click.Path(path_type=Path))
@click.pass_obj
def sync(data: Path | None, folder: Path) -> None:
    with _corpus(data) as corpus, _interruptible(), _progress() as progress:
        report = corpus.sync(folder, progress)
    _finish(report)


@index.command(help=texts.CLI_REMOVE)
@click.argument("ids", metavar=texts.CLI_NAME_IDS, nargs=-1, required=True)
@click.pass_obj
def remove(data: Path | None, ids: tuple[str, ...]) -> None:
    with _corpus(data) as corpus:
        click.echo(texts.CLI_REMOVED.format(count=corpus.remove(ids).removed))


@index.command("list", help=texts.CLI_LIST)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def list_(data: Path | None, as_json: bool) -> None:
    from index.catalogue import documents
    from index.database import open_database, translated_sqlite

    folder = _settings(data).data
    with translated_sqlite(folder), closing(open_database(folder)) as db:
        rows = documents(db)
    if as_json:
        click.echo(_json([row._asdict() for row in rows]))
    elif not rows:
        click.echo(texts.CLI_EMPTY)
    else:
        for row in rows:
            click.echo("\t".join((row.id, row.number or "-", row.title, row.source)))


@index.command(help=texts.CLI_REBUILD)
@click.pass_obj
def rebuild(data: Path | None) -> None:
    with _corpus(data) as corpus, _interruptible(), _progress() as progress:
        report = corpus.rebuild(progress)
    click.echo(texts.CLI_REBUILT.format(documents=report.updated, passages=report.passages))


@index.command(help=texts.CLI_CHECK)
@click.pass_obj
def check(data: Path | None) -> None:
    from index.catalogue import counts
    from index.check import check as find_faults

    with _corpus(data) as corpus:
        faults = list(find_faults(corpus.db, corpus.data))
        for fault in faults:
            click.echo(texts.FAULTS[fault.kind].format(detail=fault.detail))
        if any(fault.in_cache for fault in faults):
            corpus.publish()
            click.echo(texts.FAULTS_MENDED)
        documents, passages = counts(corpus.db)
    if any(not fault.in_cache for fault in faults):
        raise SystemExit(1)
    click.echo(texts.CLI_SOUND.format(documents=documents, passages=passages))


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\n" + texts.CLI_INTERRUPTED, err=True)
        raise SystemExit(_INTERRUPTED) from None


@contextmanager
def _progress() -> Iterator[Any]:
    from bot.progress import bar, lines

    with bar() if sys.stderr.isatty() else lines() as show:
        yield show


def _finish(report: "Report") -> None:
    """Says what was done; fails when nothing that was asked for is there."""
    if report.problems:
        click.echo(texts.CLI_PROBLEMS.format(count=len(report.problems)), err=True)
        for problem in report.problems:
            click.echo(f"- {texts.describe(problem)}", err=True)
    if not report.useful:
        if not report.problems:
            click.echo(texts.CLI_NOTHING_THERE, err=True)
        raise SystemExit(1)
    changed = report.added or report.updated or report.removed
    sentence = texts.CLI_REPORT if changed else texts.CLI_NOTHING_NEW
    click.echo(
        sentence.format(
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            removed=report.removed,
            passages=report.passages,
        )
    )


# --- asking --------------------------------------------------------------------------------


@contextmanager
def _library(data: Path | None) -> Iterator["Library"]:
    settings = _settings(data)  # first: it sets the log up for whatever fails from here on
    from retrieval.generation import open_writer
    from retrieval.library import open_library

    key = settings.llm_key.get_secret_value()
    writer = open_writer(settings.llm_url, settings.llm_model, key, settings.llm_seconds)
    library = open_library(settings.data, settings.embedding_model, writer)
    try:
        yield library
    finally:
        library.close()


@main.command(help=texts.CLI_ASK)
@click.argument("question", metavar=texts.CLI_NAME_QUESTION, required=False)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.option(
    "--batch",
    type=click.Path(path_type=Path),
    metavar=texts.CLI_NAME_FILE,
    help=texts.CLI_BATCH,
)
@click.option("--pick", type=int, metavar=texts.CLI_NAME_PLACE, help=texts.CLI_PICK)
@click.pass_obj
def ask(
    data: Path | None, question: str | None, as_json: bool, batch: Path | None, pick: int | None
) -> None:
    from bot import terminal

    if batch and question is not None:
        raise click.UsageError(texts.CLI_ASK_OR_BATCH)
    if batch and not as_json:
        raise click.UsageError(texts.CLI_BATCH_JSON)
    if pick is not None and question is None:
        raise click.UsageError(texts.CLI_PICK_WHAT)
    with _library(data) as library:
        if batch:
            terminal.answer_batch(library, batch)
        elif question is None:
            terminal.chat(library, as_json=as_json)
        else:
            terminal.answer_one(library, question, as_json=as_json, pick=pick)


@main.command(help=texts.CLI_DOCS)
@click.option("--kind", default="", metavar=texts.CLI_NAME_WORDS, help=texts.CLI_KIND)
@click.option("--issuer", default="", metavar=texts.CLI_NAME_WORDS, help=texts.CLI_ISSUER)
@click.option("--year", type=int, metavar=texts.CLI_NAME_YEAR, help=texts.CLI_YEAR)
@click.option("--validity", type=click.Choice(list(texts.VALIDITY)), help=texts.CLI_VALIDITY)
@click.option("--search", default="", metavar=texts.CLI_NAME_WORDS, help=texts.CLI_SEARCH)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def docs(
    data: Path | None, kind: str, issuer: str, year: int | None, validity: str | None,
    search: str, as_json: bool,
) -> None:  # fmt: skip
    from bot import cards

    with _register(data) as register:
        items = register.items(kind, issuer, year, validity or "", search)
    if as_json:
        click.echo(_json([cards.item_record(item) for item in items]))
    else:
        click.echo("\n".join(map(cards.line, items)) or texts.DOCS_NONE)


class _Folded(click.Choice[str]):
    """A choice that may be typed without accents."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        return fold(str(choice))


@main.command(help=texts.CLI_DOC)
@click.argument("typed", metavar=texts.CLI_NAME_NUMBER, nargs=-1, required=True)
@click.option("--section", metavar=texts.CLI_NAME_SECTION, help=texts.CLI_SECTION)
@click.option("--summary", is_flag=True, help=texts.CLI_SUMMARY)
@click.option(
    "--length", type=_Folded(Length), metavar=texts.CLI_NAME_LENGTH, help=texts.CLI_LENGTH
)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def doc(
    data: Path | None, typed: tuple[str, ...], section: str | None, summary: bool,
    length: str | None, as_json: bool,
) -> None:  # fmt: skip
    from bot import cards

    if length and not summary:
        raise click.UsageError(texts.CLI_LENGTH_WHAT)
    if summary and section is not None:
        raise click.UsageError(texts.CLI_SUMMARY_ALONE)
    with _register(data) as register:
        opened = register.open(" ".join(typed))
        if summary and opened.card is not None:
            _show_digest(register, opened.card, length, as_json)
        elif as_json:
            click.echo(_json(cards.record(opened)))
        elif opened.card is None:
            click.echo(cards.choice(" ".join(typed), opened), err=not opened.candidates)
        elif section is None:
            click.echo(cards.plain(opened.card))
        else:
            click.echo(_section(register, opened.card, section))
    if opened.card is None:
        raise SystemExit(_AMBIGUOUS if opened.candidates else 1)


_AMBIGUOUS = 2


def _show_digest(register: "Catalogue", card: "Card", length: str | None, as_json: bool) -> None:
    from bot import digests

    wanted = Length(length or Length.MEDIUM)
    found = register.digest(card.item.entry.pk, wanted) if card.item else None
    if found is None:
        raise click.ClickException(digests.absent(card))
    click.echo(_json(digests.record(found)) if as_json else digests.plain(found))


def _section(register: "Catalogue", card: "Card", wanted: str) -> str:
    text = register.section(card, wanted)
    if text is None:
        raise click.ClickException(texts.NO_SECTION.format(section=wanted))
    return text


@contextmanager
def _register(data: Path | None) -> Iterator["Catalogue"]:
    """The catalogue: needs no embedding model, only the rows."""
    from index.database import open_database, translated_sqlite
    from retrieval.catalogue import Catalogue

    folder = _settings(data).data
    with translated_sqlite(folder), closing(open_database(folder)) as db:
        yield Catalogue(db)


@main.command(help=texts.CLI_BOT)
@click.pass_obj
def bot(data: Path | None) -> None:
    settings = _settings(data)
    from bot.app import run_bot

    raise SystemExit(run_bot(settings))


@main.command("eval", help=texts.CLI_EVAL)
@click.argument(
    "paths", metavar=texts.CLI_NAME_FILES, nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def eval_(data: Path | None, paths: tuple[Path, ...], as_json: bool) -> None:
    from bot import terminal

    with _library(data) as library:
        terminal.show_scores(library, paths, as_json=as_json)


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
