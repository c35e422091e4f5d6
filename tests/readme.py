"""The generated parts of README.md: `make readme` writes them, `test_readme.py` compares them.

A part stands between `<!-- name: ... -->` and `<!-- /name -->`. The transcript is the demo's
own output; it needs the model and some seconds, so only `make readme` makes it.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bot import texts
from bot.records import answer_record
from config.settings import settings_table
from tests.bot.stand_in import ANSWER, SEVERAL

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
WIDTH = "80"


def main() -> None:
    text = README.read_text("utf-8")
    made = {"transcript": transcript(), "records": records(), "settings": settings_table()}
    for name, part in made.items():
        start, end = _place(name, text)
        text = text[:start] + part + text[end:]
    README.write_text(text, "utf-8")


def part(name: str) -> str:
    """What stands in the README under `name`."""
    text = README.read_text("utf-8")
    return text[slice(*_place(name, text))]


def _place(name: str, text: str) -> tuple[int, int]:
    found = re.search(rf"<!-- {name}: .*? -->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert found, name
    return found.span(1)


def records() -> str:
    """The fields of a JSON record, read off a real one."""
    record: dict[str, Any] = answer_record(ANSWER)
    lists = {
        "record": record,
        "citations, related": record["citations"][0],
        "candidates": answer_record(SEVERAL)["candidates"][0],
        "timings_ms": record["timings_ms"],
    }
    lines = (f"- {name}: " + ", ".join(f"`{field}`" for field in of) for name, of in lists.items())
    return "\n".join(lines) + "\n"


def transcript() -> str:
    """The questions and answers of the demo, as a block."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "bot.demo", "samples", "--root", folder],
            cwd=ROOT,
            env={**os.environ, "COLUMNS": WIDTH},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    start = done.stdout.index(texts.CLI_PROMPT)
    end = done.stdout.rindex(texts.DEMO_ASK.partition("{")[0])
    return f"```\n{done.stdout[start:end].strip()}\n```\n"


if __name__ == "__main__":
    main()
