"""`tracuu bot`: the Telegram bot."""

import click

from bot import texts
from bot.clicking import Command
from bot.office import Office


@click.command(cls=Command, help=texts.CLI_BOT)
@click.option("--webhook", default="", metavar=texts.CLI_NAME_URL, help=texts.CLI_WEBHOOK)
@click.pass_obj
def bot(office: Office, webhook: str) -> None:
    raise SystemExit(office.run_bot(webhook))
