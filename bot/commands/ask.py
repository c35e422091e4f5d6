"""`tracuu ask` and `tracuu eval`: questions to the corpus."""

from pathlib import Path

import click

from bot import texts
from bot.clicking import Command
from bot.office import Office


@click.command(cls=Command, help=texts.CLI_ASK)
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
    office: Office, question: str | None, as_json: bool, batch: Path | None, pick: int | None
) -> None:
    from bot import terminal
    from bot.pinned import WithPins, kept

    if batch and question is not None:
        raise click.UsageError(texts.CLI_ASK_OR_BATCH)
    if batch and not as_json:
        raise click.UsageError(texts.CLI_BATCH_JSON)
    if pick is not None and question is None:
        raise click.UsageError(texts.CLI_PICK_WHAT)
    with office.library() as opened:
        library = WithPins(opened, kept(office.folder()))
        if batch:
            terminal.answer_batch(library, batch)
        elif question is None:
            terminal.chat(library, as_json=as_json)
        else:
            terminal.answer_one(library, question, as_json=as_json, pick=pick)


@click.command("eval", cls=Command, help=texts.CLI_EVAL)
@click.argument(
    "paths", metavar=texts.CLI_NAME_FILES, nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def eval_(office: Office, paths: tuple[Path, ...], as_json: bool) -> None:
    from bot import terminal

    with office.library() as library:
        terminal.show_scores(library, paths, as_json=as_json)
