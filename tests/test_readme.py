"""What the README and the guides say is so."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot import cli, texts
from config.settings import PREFIX, Settings, settings_table
from index import readers
from tests import readme

ROOT = readme.ROOT
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "benchmarks/README.md"]
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def code(page: Path) -> Iterator[str]:
    """The lines of all code on a page, comments left out."""
    for block, inline in CODE.findall(page.read_text("utf-8")):
        for line in (block or inline).splitlines():
            yield line.partition(" #")[0].strip()


def lines(pattern: str) -> list[str]:
    found = (re.search(pattern, line) for page in PAGES for line in code(page))
    return sorted({match[1] for match in found if match})


@pytest.mark.parametrize("typed", lines(r"(?:^|/bin/)tracuu (.+)"))
def test_every_command_exists(typed: str) -> None:
    words = [word for word in shlex.split(typed) if word != "..."]
    command: click.Command = cli.main
    context = click.Context(command)
    while words:
        word = words.pop(0)
        if word.startswith("--"):
            option = next((p for p in command.params if word in p.opts), None)
            assert option or word in ("--help", "--version"), word
            if isinstance(option, click.Option) and not option.is_flag:
                words.pop(0)
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            assert found, word
            command = found
        else:
            assert any(isinstance(param, click.Argument) for param in command.params), word


@pytest.mark.parametrize("target", lines(r"(?:^|\s)make ([a-z-]+)"))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "deploy/tracuu.service"], ids=lambda p: p.name)
def test_every_variable_and_file_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", text)) <= known
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_tests_that_the_docs_name_exist() -> None:
    named = re.findall(r"(test_\w+)::(test_\w+)", (ROOT / "docs/telegram-checks.md").read_text())
    assert len(named) > 30
    for module, test in named:
        assert f"def {test}(" in (ROOT / "tests/bot" / f"{module}.py").read_text(), test


def test_the_generated_parts_are_fresh() -> None:
    """`make readme` mends this."""
    assert readme.part("settings") == settings_table()
    assert readme.part("records") == readme.records()


def test_the_transcript_asks_the_demo_questions_and_quotes_the_samples() -> None:
    asked = readme.part("transcript").split(texts.CLI_PROMPT)[1:]
    assert [part.partition("\n")[0] for part in asked] == list(texts.DEMO_QUESTIONS)
    understood = texts.UNDERSTOOD.partition("{")[0]
    blocks = [part.split("\n\n")[1:] for part in asked]
    answers = ["\n\n".join(b for b in block if not b.startswith(understood)) for block in blocks]
    quotes = [quote for answer in answers for quote in re.findall(r"([^\[\]]+) \[\d\]\n\n", answer)]
    assert len(quotes) >= 2
    for quote in quotes:
        assert " ".join(quote.split()) in sample_texts()


def sample_texts() -> str:
    found = (source for path in (ROOT / "samples").iterdir() for source in readers.read(path))
    return " ".join(" ".join(getattr(source, "text", "").split()) for source in found)
