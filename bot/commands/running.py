"""`tracuu bot`: the Telegram bot."""

import click

from bot import texts
from bot.clicking import Command
from bot.office import Office


@click.command(cls=Command, help=texts.CLI_BOT)
@click.pass_obj
def bot(office: Office) -> None:
    raise SystemExit(office.run_bot())
