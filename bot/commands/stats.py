"""`tracuu stats`: what was asked of the bot, counted."""

import time
from contextlib import closing

import click

from bot import texts
from bot.clicking import Command, json_line
from bot.office import Office


@click.command(cls=Command, help=texts.CLI_STATS)
@click.option(
    "--days", type=click.IntRange(1, 90), default=30, metavar=texts.CLI_NAME_DAYS,
    help=texts.CLI_DAYS,
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def stats(office: Office, days: int, as_json: bool) -> None:
    from bot import statistics
    from bot.updates import connect
    from bot.usage import Usage
    from index.database import translated_sqlite

    with office.register() as register:
        names = statistics.names(register.items())
    folder = office.folder()
    with translated_sqlite(folder), closing(connect(folder / "bot.db")) as db:
        found = Usage(db, time.time).stats(days, names)
    click.echo(json_line(statistics.record(found)) if as_json else statistics.plain(found, names))
