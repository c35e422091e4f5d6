"""`tracuu bot` and what keeps it in order: doctor, backup, restore."""

from dataclasses import asdict
from pathlib import Path

import click

from bot import texts
from bot.clicking import Command, json_line
from bot.office import Office
from index.errors import Busy, Damaged


@click.command(cls=Command, help=texts.CLI_BOT)
@click.option("--webhook", default="", metavar=texts.CLI_NAME_URL, help=texts.CLI_WEBHOOK)
@click.pass_obj
def bot(office: Office, webhook: str) -> None:
    raise SystemExit(office.run_bot(webhook))


@click.command(cls=Command, help=texts.CLI_BACKUP)
@click.argument("archive", metavar=texts.CLI_NAME_ARCHIVE, type=click.Path(path_type=Path))
@click.pass_obj
def backup(office: Office, archive: Path) -> None:
    from bot.backup import make

    size = make(office.folder(), archive)
    click.echo(texts.BACKUP_MADE.format(path=archive, size=size / (1 << 20)))


@click.command(cls=Command, help=texts.CLI_RESTORE)
@click.argument("archive", metavar=texts.CLI_NAME_ARCHIVE, type=click.Path(path_type=Path))
@click.pass_obj
def restore(office: Office, archive: Path) -> None:
    from bot.backup import restore as put_back

    folder = office.folder()
    try:
        names = put_back(archive, folder)
    except Busy as error:
        raise click.ClickException(texts.RESTORE_BUSY.format(folder=folder)) from error
    except Damaged as error:
        raise click.ClickException(texts.RESTORE_DAMAGED.format(path=archive)) from error
    click.echo(texts.BACKUP_RESTORED.format(count=len(names), folder=folder))


@click.command(cls=Command, help=texts.CLI_DOCTOR)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def doctor(office: Office, as_json: bool) -> None:
    findings = []
    for finding in office.examine():
        findings.append(finding)
        if not as_json:
            click.echo(texts.DOCTOR_LINE[finding.status].format(message=finding.message))
            if finding.remedy:
                click.echo(texts.DOCTOR_REMEDY.format(remedy=finding.remedy))
    broken = sum(finding.status == "broken" for finding in findings)
    if as_json:
        click.echo(json_line({"ok": not broken, "checks": [asdict(one) for one in findings]}))
    else:
        click.echo(texts.DOCTOR_BROKEN.format(count=broken) if broken else texts.DOCTOR_SOUND)
    raise SystemExit(1 if broken else 0)
