"""`tracuu index watch` and `tracuu index problems`: staying in step with a folder."""

import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from bot import texts
from bot.clicking import Command, json_line
from bot.commands.index import summary
from bot.office import Office
from index.errors import InputError, TracuuError


@click.command(cls=Command, help=texts.CLI_WATCH)
@click.argument("folder", metavar=texts.CLI_NAME_FOLDER, type=click.Path(path_type=Path))
@click.pass_obj
def watch(office: Office, folder: Path) -> None:
    from index import intake, watching

    intake.check_folder(folder)
    follower = _Follower(office, folder)
    with _ended_by_signal():
        click.echo(texts.CLI_WATCHING.format(folder=folder))
        for _ in watching.changes(folder, lambda: follower.failed):
            follower.look()


class _Follower:
    """Syncs a folder and says what changed, what is newly wrong, and what failed, once each."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office, self._folder = office, folder
        self._said: set[str] = set()
        self.failed = False

    def look(self) -> None:
        try:
            with self._office.corpus() as corpus:
                report = corpus.sync(self._folder)
        except TracuuError as error:  # a drive that is not there, another writer: it may pass
            self.failed = True
            self._tell({texts.describe(error)})
            return
        self.failed = False
        if report.changed:
            click.echo(summary(report))
        self._tell({texts.describe(problem) for problem in report.problems})

    def _tell(self, sentences: set[str]) -> None:
        for sentence in sorted(sentences - self._said):
            click.echo(f"- {sentence}", err=True)
        self._said = sentences


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Ctrl-C and SIGTERM end the work after what is stored, and that is no failure."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        click.echo(texts.CLI_STOPPED)
    finally:
        signal.signal(signal.SIGTERM, before)


@click.command(cls=Command, help=texts.CLI_PROBLEMS_HELP)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def problems(office: Office, as_json: bool) -> None:
    from index.database import open_database, translated_sqlite
    from index.problems import problems as find

    folder = office.folder()
    with translated_sqlite(folder), closing(open_database(folder)) as db:
        found = find(db)
    if as_json:
        click.echo(json_line([_record(problem) for problem in found]))
    elif not found:
        click.echo(texts.CLI_NO_PROBLEMS)
    for problem in found if not as_json else ():
        click.echo(f"- {texts.describe(problem)}\n  {texts.remedy(problem)}")
    raise SystemExit(bool(found))


def _record(problem: InputError) -> dict[str, str]:
    return {
        "path": problem.subject,
        "kind": type(problem).__name__,
        "detail": texts.detail_of(problem),
        "sentence": texts.describe(problem),
        "remedy": texts.remedy(problem),
    }
