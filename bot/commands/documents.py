"""`tracuu docs` and `tracuu doc`: the catalogue."""

from typing import TYPE_CHECKING

import click

from bot import texts
from bot.clicking import Command, Folded, json_line
from bot.office import Office
from retrieval.digests import Length

if TYPE_CHECKING:
    from retrieval.catalogue import Card, Catalogue

# The exit status where several documents fit.
_AMBIGUOUS = 2


@click.command(cls=Command, help=texts.CLI_DOCS)
@click.option("--kind", default="", metavar=texts.CLI_NAME_WORDS, help=texts.CLI_KIND)
@click.option("--issuer", default="", metavar=texts.CLI_NAME_WORDS, help=texts.CLI_ISSUER)
@click.option("--year", type=int, metavar=texts.CLI_NAME_YEAR, help=texts.CLI_YEAR)
@click.option("--validity", type=click.Choice(list(texts.VALIDITY)), help=texts.CLI_VALIDITY)
@click.option("--search", default="", metavar=texts.CLI_NAME_WORDS, help=texts.CLI_SEARCH)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def docs(
    office: Office, kind: str, issuer: str, year: int | None, validity: str | None,
    search: str, as_json: bool,
) -> None:  # fmt: skip
    from bot import cards

    with office.register() as register:
        items = register.items(kind, issuer, year, validity or "", search)
    if as_json:
        click.echo(json_line([cards.item_record(item) for item in items]))
    else:
        click.echo("\n".join(map(cards.line, items)) or texts.DOCS_NONE)


@click.command(cls=Command, help=texts.CLI_DOC)
@click.argument("typed", metavar=texts.CLI_NAME_NUMBER, nargs=-1, required=True)
@click.option("--section", metavar=texts.CLI_NAME_SECTION, help=texts.CLI_SECTION)
@click.option("--summary", is_flag=True, help=texts.CLI_SUMMARY)
@click.option("--noise", is_flag=True, help=texts.CLI_NOISE)
@click.option("--length", type=Folded(Length), metavar=texts.CLI_NAME_LENGTH, help=texts.CLI_LENGTH)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def doc(
    office: Office, typed: tuple[str, ...], section: str | None, summary: bool, noise: bool,
    length: str | None, as_json: bool,
) -> None:  # fmt: skip
    from bot import cards

    if length and not summary:
        raise click.UsageError(texts.CLI_LENGTH_WHAT)
    if sum((summary, noise, section is not None)) > 1:
        raise click.UsageError(texts.CLI_SUMMARY_ALONE)
    with office.register() as register:
        opened = register.open(" ".join(typed))
        if summary and opened.card is not None:
            _show_digest(register, opened.card, length, as_json)
        elif noise and opened.card is not None:
            _show_noise(register, opened.card, as_json)
        elif as_json:
            click.echo(json_line(cards.record(opened)))
        elif opened.card is None:
            click.echo(cards.choice(" ".join(typed), opened), err=not opened.candidates)
        elif section is None:
            click.echo(cards.plain(opened.card))
        else:
            click.echo(_section(register, opened.card, section))
    if opened.card is None:
        raise SystemExit(_AMBIGUOUS if opened.candidates else 1)


def _show_digest(register: "Catalogue", card: "Card", length: str | None, as_json: bool) -> None:
    from bot import digests

    wanted = Length(length or Length.MEDIUM)
    found = register.digest(card.item.entry.pk, wanted) if card.item else None
    if found is None:
        raise click.ClickException(digests.absent(card))
    click.echo(json_line(digests.record(found)) if as_json else digests.plain(found))


def _show_noise(register: "Catalogue", card: "Card", as_json: bool) -> None:
    from bot import cleaned

    found = register.cleaned(card.item.entry.pk) if card.item else None
    if found is None:
        raise click.ClickException(texts.DOC_UNKNOWN.format(typed=card.number))
    click.echo(json_line(cleaned.record(found)) if as_json else cleaned.plain(found))


def _section(register: "Catalogue", card: "Card", wanted: str) -> str:
    text = register.section(card, wanted)
    if text is None:
        raise click.ClickException(texts.NO_SECTION.format(section=wanted))
    return text
