"""`make demo`: index a folder, ask about it as Telegram would, go on as a chat on a terminal.

    python -m bot.demo FOLDER [--root FOLDER]

Each folder has its corpus under `--root` (.demo), so that a second run starts at once. The
samples come with three questions; about other documents nothing is asked.
"""

import argparse
import sys
from hashlib import sha256
from pathlib import Path

import click

from bot import cli, texts
from index.text import fold

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--root", type=Path, default=ROOT / ".demo")
    given = parser.parse_args()
    folder = given.folder.expanduser().absolute()
    _show(folder, _data(given.root, folder))


def _data(root: Path, folder: Path) -> Path:
    """A corpus of its own for every folder; the digest tells apart two of the same name."""
    if folder == SAMPLES:
        return root / "samples"
    name = "".join(letter for letter in fold(folder.name) if letter.isalnum() or letter in "-_")
    return root / f"{name[:40]}-{sha256(str(folder).encode()).hexdigest()[:8]}"


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
        click.echo(texts.DEMO_ASK.format(data=data))


def _tracuu(data: Path, *arguments: str) -> None:
    """The same commands as a person would type; one that fails ends the demo."""
    try:
        cli.main(["--data", str(data), *arguments], prog_name="tracuu")
    except SystemExit as end:
        if end.code:
            raise


if __name__ == "__main__":
    main()
