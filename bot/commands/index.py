"""`tracuu index`: what is in the corpus."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot import texts
from bot.clicking import Group, interruptible, json_line, progress
from bot.office import Office

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.runs import Report


@click.group(cls=Group, help=texts.CLI_INDEX)
def index() -> None:
    pass


_collection = click.option(
    "--collection", default="", metavar=texts.CLI_NAME_COLLECTION, help=texts.CLI_COLLECTION
)


@index.command(help=texts.CLI_ADD)
@click.argument(
    "paths", metavar=texts.CLI_NAME_PATHS, nargs=-1, required=True, type=click.Path(path_type=Path)
)
@_collection
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_ADD_JSON)
@click.pass_obj
def add(office: Office, paths: tuple[Path, ...], collection: str, as_json: bool) -> None:
    with office.corpus() as corpus, interruptible(), progress(as_json) as show:
        report = corpus.add(paths, show, collection)
        documents = _documents(corpus, paths) if as_json else []
    if as_json:
        click.echo(json_line(_record(report, documents)))
        raise SystemExit(not report.useful)
    _finish(report)


def _documents(corpus: "Corpus", paths: Sequence[Path]) -> list[str]:
    """The ids of the documents that now come from these files and folders."""
    from index.catalogue import of_paths

    return of_paths(corpus.db, paths)


def _record(report: "Report", documents: list[str]) -> dict[str, Any]:
    problems = [
        {"kind": type(problem).__name__, "sentence": texts.describe(problem)}
        for problem in report.problems
    ]
    counts = {name: getattr(report, name) for name in ("added", "updated", "unchanged", "removed")}
    return {"documents": documents, **counts, "problems": problems}


@index.command(help=texts.CLI_SYNC)
@click.argument("folder", metavar=texts.CLI_NAME_FOLDER, type=click.Path(path_type=Path))
@_collection
@click.option("--emptied", is_flag=True, help=texts.CLI_EMPTIED)
@click.pass_obj
def sync(office: Office, folder: Path, collection: str, emptied: bool) -> None:
    with office.corpus() as corpus, interruptible(), progress() as show:
        report = corpus.sync(folder, show, collection, emptied=emptied)
    _finish(report)


@index.command(help=texts.CLI_REMOVE)
@click.argument("ids", metavar=texts.CLI_NAME_IDS, nargs=-1, required=True)
@click.pass_obj
def remove(office: Office, ids: tuple[str, ...]) -> None:
    with office.corpus() as corpus:
        click.echo(texts.CLI_REMOVED.format(count=corpus.remove(ids).removed))


@index.command(help=texts.CLI_MOVE)
@click.argument("ids", metavar=texts.CLI_NAME_IDS, nargs=-1, required=True)
@click.option(
    "--collection",
    required=True,
    metavar=texts.CLI_NAME_COLLECTION,
    help=texts.CLI_COLLECTION_TO,
)
@click.pass_obj
def move(office: Office, ids: tuple[str, ...], collection: str) -> None:
    with office.corpus() as corpus:
        moved = corpus.move(ids, collection)
    click.echo(texts.CLI_COLLECTION_MOVED.format(count=moved, name=collection))


@index.command(help=texts.CLI_CORRECT)
@click.argument("document", metavar=texts.CLI_NAME_ID)
@click.option("--number", metavar=texts.CLI_NAME_NUMBER_ONLY, help=texts.CLI_CORRECT_NUMBER)
@click.option("--issued", metavar=texts.CLI_NAME_DAY, help=texts.CLI_CORRECT_ISSUED)
@click.option("--title", metavar=texts.CLI_NAME_TITLE, help=texts.CLI_CORRECT_TITLE)
@click.pass_obj
def correct(
    office: Office, document: str, number: str | None, issued: str | None, title: str | None
) -> None:
    typed = {"number": number, "issued": issued, "title": title}
    values = {field: value for field, value in typed.items() if value is not None}
    if not values:
        raise click.UsageError(texts.CLI_CORRECT_WHAT)
    with office.corpus() as corpus:
        corpus.correct(document, values)
    click.echo(texts.CLI_CORRECTED.format(document=document))


@index.group(cls=Group, help=texts.CLI_QUARANTINE)
def quarantine() -> None:
    pass


@quarantine.command("list", help=texts.CLI_QUARANTINE_LIST)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def held(office: Office, as_json: bool) -> None:
    from index import classified
    from index.database import open_database, translated_sqlite

    folder = office.folder()
    with translated_sqlite(folder), closing(open_database(folder)) as db:
        waiting = classified.held(db)
    if as_json:
        click.echo(json_line([each._asdict() for each in waiting]))
    elif not waiting:
        click.echo(texts.CLI_QUARANTINE_EMPTY)
    for each in () if as_json else waiting:
        click.echo("\t".join((str(each.place), each.marking, each.path, each.key)).rstrip())


@quarantine.command(help=texts.CLI_QUARANTINE_RELEASE)
@click.argument(
    "places", metavar=texts.CLI_NAME_PLACES, nargs=-1, required=True, type=click.IntRange(1)
)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def release(office: Office, places: tuple[int, ...], as_json: bool) -> None:
    from index import classified

    with office.corpus() as corpus, interruptible(), progress(as_json) as show:
        held = classified.held(corpus.db)
        paths = [Path(each.path) for each in held if each.place in places]
        report = corpus.release(places, show)
        documents = _documents(corpus, paths) if as_json else []
    if as_json:
        click.echo(json_line(_record(report, documents)))
        raise SystemExit(not report.useful)
    _finish(report)


@quarantine.command(help=texts.CLI_QUARANTINE_DELETE)
@click.argument(
    "places", metavar=texts.CLI_NAME_PLACES, nargs=-1, required=True, type=click.IntRange(1)
)
@click.pass_obj
def delete(office: Office, places: tuple[int, ...]) -> None:
    with office.corpus() as corpus:
        count = corpus.discard(places)
    click.echo(texts.CLI_QUARANTINE_DELETED.format(count=count))


@index.command("list", help=texts.CLI_LIST)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def list_(office: Office, as_json: bool) -> None:
    from index.catalogue import documents
    from index.database import open_database, translated_sqlite

    folder = office.folder()
    with translated_sqlite(folder), closing(open_database(folder)) as db:
        rows = documents(db)
    if as_json:
        click.echo(json_line([row._asdict() for row in rows]))
    elif not rows:
        click.echo(texts.CLI_EMPTY)
    else:
        for row in rows:
            click.echo("\t".join((row.id, row.number or "-", row.title, row.source)))


@index.command(help=texts.CLI_REBUILD)
@click.pass_obj
def rebuild(office: Office) -> None:
    with office.corpus() as corpus, interruptible(), progress() as show:
        report = corpus.rebuild(show)
    click.echo(texts.CLI_REBUILT.format(documents=report.updated, passages=report.passages))


@index.command(help=texts.CLI_CHECK)
@click.pass_obj
def check(office: Office) -> None:
    from index.catalogue import counts
    from index.check import check as find_faults

    with office.corpus() as corpus:
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
    click.echo(summary(report))


def summary(report: "Report") -> str:
    """What a run did, in one sentence."""
    sentence = texts.CLI_REPORT if report.changed else texts.CLI_NOTHING_NEW
    return sentence.format(
        added=report.added,
        updated=report.updated,
        unchanged=report.unchanged,
        removed=report.removed,
        moved=texts.CLI_MOVED.format(count=report.moved) if report.moved else "",
        passages=report.passages,
    )
