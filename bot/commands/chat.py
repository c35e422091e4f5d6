"""`tracuu chat`: exports of group chats, kept and summarised."""

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import texts
from bot.clicking import Group, json_line
from bot.office import Office

if TYPE_CHECKING:
    from bot.chats import Chats
    from retrieval.chat_export import Export
    from retrieval.chat_ranges import Range
    from retrieval.chat_types import ChatSummary, Message


_AT_ONCE = 1_000  # messages of one transaction


@click.group(cls=Group, help=texts.CLI_CHATS)
def chat() -> None:
    pass


@contextmanager
def _log(office: Office) -> Iterator["Chats"]:
    """The log of messages, also while the bot runs: SQLite has each wait for the other's short
    transactions. Raises `Busy` when that takes too long."""
    from bot.chats import Chats
    from bot.updates import connect
    from index.database import translated_sqlite

    folder = office.folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bot.db"
    with translated_sqlite(folder):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # for the owner only
        with closing(connect(path)) as db:
            log = Chats(db, time.time)
            log.expire()
            yield log


@chat.command("import", help=texts.CLI_CHAT_IMPORT)
@click.argument("file", metavar=texts.CLI_NAME_FILE, type=click.Path(path_type=Path))
@click.option(
    "--days", type=click.IntRange(1, 90), default=14, metavar=texts.CLI_NAME_COUNT,
    help=texts.CLI_CHAT_DAYS,
)  # fmt: skip
@click.pass_obj
def import_(office: Office, file: Path, days: int) -> None:
    export = _export(file)
    with _log(office) as log:
        counts: Counter[int] = Counter()
        messages = export.messages()
        while some := list(islice(messages, _AT_ONCE)):
            for chat, each in groupby(some, key=lambda message: message.chat):
                if chat not in counts:
                    log.open(chat, export.name, days, imported=True)
                counts[chat] += log.keep(list(each))
        titles = {kept.chat: kept.title for kept in log.kept()}
    for number, count in counts.items():
        said = texts.CHAT_IMPORTED
        shown = _shown(number)
        click.echo(said.format(count=count, title=titles[number], chat=shown, days=days))
    _warn(export)


@chat.command("summarise", help=texts.CLI_CHAT_SUMMARISE)
@click.argument("source", metavar=texts.CLI_NAME_CHAT)
@click.option("--since", default="", metavar=texts.CLI_NAME_SINCE, help=texts.CLI_CHAT_SINCE)
@click.option(
    "--last", type=click.IntRange(1), metavar=texts.CLI_NAME_COUNT, help=texts.CLI_CHAT_LAST
)
@click.option("--about", default="", metavar=texts.CLI_NAME_WORDS, help=texts.CLI_CHAT_ABOUT)
@click.option("--topic", type=int, metavar=texts.CLI_NAME_COUNT, help=texts.CLI_CHAT_TOPIC)
@click.option("--asked", type=int, metavar=texts.CLI_NAME_COUNT, help=texts.CLI_CHAT_ASKED)
@click.option("--reword", is_flag=True, help=texts.CLI_CHAT_REWORD)
@click.option("--json", "as_json", is_flag=True, help=texts.CLI_JSON)
@click.pass_obj
def summarise(
    office: Office, source: str, since: str, last: int | None, about: str, topic: int | None,
    asked: int | None, reword: bool, as_json: bool,
) -> None:  # fmt: skip
    from dataclasses import replace

    from bot import summaries
    from retrieval import chat_ranges, chat_summary

    wanted = replace(_since(since), last=last, about=about, topic=topic, asked=asked)
    with _messages(office, source) as messages:
        read = chat_ranges.select(messages, chat_ranges.Range())
    count = len({message.chat for message in read})
    if count > 1:
        raise click.ClickException(texts.CHAT_SEVERAL.format(count=count))
    chosen = chat_ranges.select(read, wanted)
    if len(read) == chat_summary.MOST and (as_json or len(chosen) < len(read)):
        click.echo(texts.CHAT_CUT.format(count=chat_summary.MOST), err=True)
    found = chat_summary.summarise(read, {message.id for message in chosen})
    if reword:
        found = _reworded(office, found)
    click.echo(json_line(summaries.record(found)) if as_json else summaries.plain(found))


def _reworded(office: Office, found: "ChatSummary") -> "ChatSummary":
    from retrieval import chat_wording

    writer = office.writer(chat_wording.PROMPT)
    if writer is None:
        raise click.UsageError(texts.CHAT_NO_MODEL)
    return chat_wording.reworded(found, writer)


@chat.command("list", help=texts.CLI_CHAT_LIST)
@click.pass_obj
def list_(office: Office) -> None:
    with _log(office) as log:
        lines = [
            texts.CHAT_LINE.format(chat=_shown(kept.chat), title=kept.title, days=kept.days)
            for kept in log.kept()
        ]
    click.echo("\n".join(lines) or texts.CHAT_NONE)


@chat.command("remove", help=texts.CLI_CHAT_REMOVE)
@click.argument("number", metavar=texts.CLI_NAME_NUMBER_OF_CHAT)
@click.pass_obj
def remove(office: Office, number: str) -> None:
    with _log(office) as log:
        log.close(_number(log, number))
    click.echo(texts.CHAT_REMOVED.format(chat=number))


def _since(typed: str) -> "Range":
    """`--since`: an id, or what people say of times."""
    from retrieval import chat_ranges

    if not typed:
        return chat_ranges.Range()
    if typed.isdecimal():
        return chat_ranges.Range(after=int(typed))
    found = chat_ranges.parse(typed, datetime.now(UTC))
    if found is None:
        raise click.UsageError(texts.CHAT_SINCE_UNCLEAR.format(typed=typed))
    return found


@contextmanager
def _messages(office: Office, source: str) -> Iterator["Iterable[Message]"]:
    """The messages of a file, or of a chat that is kept."""
    if Path(source).exists():
        export = _export(Path(source))
        yield export.messages()
        _warn(export)
        return
    with _log(office) as log:
        yield log.messages(_number(log, source))


def _shown(chat: int) -> str:
    """A chat's number without the signs of the Bot API, which would look like an option."""
    return str(chat).removeprefix("-100").removeprefix("-")


def _number(log: "Chats", typed: str) -> int:
    found = [kept.chat for kept in log.kept() if typed in (_shown(kept.chat), str(kept.chat))]
    if not found:
        raise click.ClickException(texts.CHAT_UNKNOWN.format(subject=typed))
    return found[0]


def _export(file: Path) -> "Export":
    from index.errors import PathMissing
    from retrieval.chat_export import Export

    if not file.is_file():
        raise PathMissing(file)
    return Export(file)


def _warn(export: "Export") -> None:
    if export.damaged:
        click.echo(texts.CHAT_DAMAGED.format(count=export.damaged), err=True)
