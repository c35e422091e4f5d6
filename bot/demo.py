"""`make demo`: index a folder, ask about it as a person would, go on as a chat on a terminal.

    python -m bot.demo FOLDER [--root FOLDER]

Each folder has a corpus of its own under `--root` (.demo), so that a second run starts at
once. The samples come with three questions; about other documents nothing is asked.
"""

import argparse
import shlex
import sys
from hashlib import sha256
from pathlib import Path

import click

from bot import cli, texts
from index.database import translated
from index.errors import TracuuError
from index.text import fold

PROJECT = Path(__file__).parents[1]
SAMPLES = PROJECT / "samples"


def main() -> None:
    parser = argparse.ArgumentParser(description="index a folder and ask about it")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--root", type=Path, default=PROJECT / ".demo")
    given = parser.parse_args()
    folder = given.folder.expanduser().absolute()
    try:
        data = prepared(given.root.absolute(), folder)
    except TracuuError as error:
        raise SystemExit(texts.describe(error)) from error
    _show(folder, data)


def prepared(root: Path, folder: Path) -> Path:
    """The data folder for `folder`; all share one unpacked model. Raises `StoreError`."""
    data = root / ("samples" if folder == SAMPLES else _name(folder))
    models = root / "models"
    with translated(data):
        data.mkdir(parents=True, exist_ok=True)
        models.mkdir(exist_ok=True)
        if not (data / "models").exists():
            (data / "models").symlink_to(Path("..", "models"))
    return data


def _name(folder: Path) -> str:
    """A name that a shell needs no quotes for; the digest tells apart two of the same name."""
    plain = "".join(one for one in fold(folder.name) if one.isalnum() or one in "-_")
    return f"{plain[:40]}-{sha256(str(folder).encode()).hexdigest()[:8]}"


def _show(folder: Path, data: Path) -> None:
    click.echo(texts.DEMO_INDEXING.format(folder=folder, data=data))
    _tracuu(data, "index", "sync", str(folder))
    for question in texts.DEMO_QUESTIONS if folder == SAMPLES else ():
        click.echo(f"\n{texts.CLI_PROMPT}{question}\n")
        _tracuu(data, "ask", question)
    click.echo()
    if sys.stdin.isatty():
        _tracuu(data, "ask")
    else:
        click.echo(texts.DEMO_ASK.format(data=shlex.quote(str(data))))


def _tracuu(data: Path, *arguments: str) -> None:
    """The same commands as a person would type; one that fails ends the demo."""
    try:
        cli.main(["--data", str(data), *arguments], prog_name="tracuu")
    except SystemExit as end:
        if end.code:
            raise


if __name__ == "__main__":
    main()
