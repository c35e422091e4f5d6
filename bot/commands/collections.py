"""`tracuu collections`: who may read what, by collection."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from bot import texts
from bot.clicking import Group, json_line
from bot.office import Office

if TYPE_CHECKING:
    from sqlite_utils import Database


@click.group(cls=Group, help=texts.CLI_COLLECTIONS)
def collections() -> None:
    pass


@collections.command("list", help=texts.CLI_COLLECTIONS_LIST)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def list_(office: Office, as_json: bool) -> None:
    from index.collections import known
    from index.database import open_database, translated_sqlite

    folder = office.folder()
    with translated_sqlite(folder), closing(open_database(folder)) as db:
        found = known(db)
    if as_json:
        click.echo(json_line([collection._asdict() for collection in found]))
        return
    for name, public, documents in found:
        line = texts.CLI_COLLECTION_LINE
        click.echo(line.format(name=name, state=_state(public), documents=documents))


@collections.command(help=texts.CLI_COLLECTIONS_CREATE)
@click.argument("name", metavar=texts.CLI_NAME_COLLECTION)
@click.option("--public", is_flag=True, help=texts.CLI_PUBLIC)
@click.pass_obj
def create(office: Office, name: str, public: bool) -> None:
    from index import collections as rights

    with _changing(office) as db:
        name = rights.create(db, name, public=public)
    click.echo(texts.CLI_COLLECTION_CREATED.format(name=name, state=_state(public)))


@collections.command("open", help=texts.CLI_COLLECTIONS_OPEN)
@click.argument("name", metavar=texts.CLI_NAME_COLLECTION)
@click.pass_obj
def open_(office: Office, name: str) -> None:
    _publish(office, name, public=True)


@collections.command(help=texts.CLI_COLLECTIONS_CLOSE)
@click.argument("name", metavar=texts.CLI_NAME_COLLECTION)
@click.pass_obj
def close(office: Office, name: str) -> None:
    _publish(office, name, public=False)


@collections.command(help=texts.CLI_COLLECTIONS_REMOVE)
@click.argument("name", metavar=texts.CLI_NAME_COLLECTION)
@click.pass_obj
def remove(office: Office, name: str) -> None:
    from index import collections as rights

    with _changing(office) as db:
        name = rights.delete(db, name)
    click.echo(texts.CLI_COLLECTION_REMOVED.format(name=name))


def _publish(office: Office, name: str, *, public: bool) -> None:
    from index import collections as rights

    with _changing(office) as db:
        name = rights.publish(db, name, public=public)
    click.echo(texts.CLI_COLLECTION_CHANGED.format(name=name, state=_state(public)))


def _state(public: bool) -> str:
    return texts.COLLECTION_PUBLIC if public else texts.COLLECTION_CLOSED


@contextmanager
def _changing(office: Office) -> Iterator["Database"]:
    """The rows in one transaction. No content changes: the caches stay good."""
    with office.corpus() as corpus, corpus.db.atomic():
        yield corpus.db
