"""The command line: its root, and what its commands open.

Heavy imports live in the functions that use them: `--help` is instant.
"""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import texts
from bot.clicking import Main, speak_vietnamese
from bot.commands import ask, chat, collections, documents, following, index, running, stats

if TYPE_CHECKING:
    from bot.doctor import Finding
    from config.settings import Settings
    from index.corpus import Corpus
    from retrieval.catalogue import Catalogue
    from retrieval.generation import Writer
    from retrieval.library import Library

speak_vietnamese()


class _Office:
    """See `bot/office.py`."""

    def __init__(self, data: Path | None) -> None:
        self._data = data

    def _settings(self, **given: str) -> "Settings":
        from config import logs, settings

        data = {} if self._data is None else {"data": self._data}
        try:
            loaded = settings.load(**data, **given)
        except settings.SettingsError as error:
            raise click.ClickException(str(error)) from error
        # The command line speaks for itself; a log is for who asks for one.
        level = loaded.level if "log_level" in loaded.model_fields_set else logging.WARNING
        logs.set_up(level, [loaded.llm_key.get_secret_value()], as_json=loaded.log_format == "json")
        return loaded

    def folder(self) -> Path:
        return self._settings().data

    @contextmanager
    def corpus(self) -> Iterator["Corpus"]:
        from index import reading
        from index.corpus import Corpus
        from index.database import open_database, translated_sqlite, writer_lock
        from index.embedding import load_embedder

        settings = self._settings()
        folder = settings.data
        with writer_lock(folder), translated_sqlite(folder):
            db = open_database(folder, write=True)
            try:
                yield Corpus(
                    db,
                    folder,
                    lambda: load_embedder(settings.embedding_model, folder / "models"),
                    reading.apart,
                )
            finally:
                db.close()

    @contextmanager
    def library(self) -> Iterator["Library"]:
        settings = self._settings()  # first: it sets the log up for whatever fails from here on
        from retrieval.generation import open_writer
        from retrieval.library import open_library

        key = settings.llm_key.get_secret_value()
        writer = open_writer(settings.llm_url, settings.llm_model, key, settings.llm_seconds)
        library = open_library(settings.data, settings.embedding_model, writer)
        try:
            yield library
        finally:
            library.close()

    @contextmanager
    def register(self) -> Iterator["Catalogue"]:
        from index.database import open_database, translated_sqlite
        from retrieval.catalogue import Catalogue

        folder = self.folder()
        with translated_sqlite(folder), closing(open_database(folder)) as db:
            yield Catalogue(db)

    def writer(self, prompt: str) -> "Writer | None":
        settings = self._settings()
        from retrieval.generation import open_writer

        key = settings.llm_key.get_secret_value()
        return open_writer(settings.llm_url, settings.llm_model, key, settings.llm_seconds, prompt)

    def examine(self) -> Iterator["Finding"]:
        settings = self._settings()
        from bot.doctor import Patient, examine
        from config import logs
        from config.settings import SettingsError

        try:
            token = settings.token()
        except SettingsError:
            token = ""
        logs.set_up(logging.WARNING, [token or ""])
        patient = Patient(
            settings.data,
            settings.embedding_model,
            token,
            settings.telegram_api,
            settings.webhook_url,
            has_owners=bool(settings.owner_ids),
            open_to_all=settings.access == "open",
        )
        yield from examine(patient)

    def run_bot(self, webhook: str) -> int:
        settings = self._settings(**({"webhook_url": webhook} if webhook else {}))
        from bot.app import run_bot

        return run_bot(settings)


@click.group(cls=Main, help=texts.CLI_HELP)
@click.option(
    "--data", type=click.Path(path_type=Path), metavar=texts.CLI_NAME_FOLDER, help=texts.CLI_DATA
)
@click.version_option(package_name="tracuu", prog_name="tracuu")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    ctx.obj = _Office(data)


for command in (
    index.index,
    collections.collections,
    ask.ask,
    documents.docs,
    documents.doc,
    chat.chat,
    running.bot,
    stats.stats,
    running.backup,
    running.restore,
    running.doctor,
    ask.eval_,
):
    main.add_command(command)
for command in (following.watch, following.problems):
    index.index.add_command(command)
