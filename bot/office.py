"""What commands open: the seam by which they need neither the settings nor the data folder.

`bot/cli.py` makes the one that reads the settings; a command asks for it with
`@click.pass_obj`.
"""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.doctor import Finding
    from index.corpus import Corpus
    from retrieval.catalogue import Catalogue
    from retrieval.generation import Writer
    from retrieval.library import Library


class Office(Protocol):
    """One data folder and what is done with it. Opening raises `StoreError`s, `ModelError`."""

    def folder(self) -> "Path":
        """The data folder."""

    def corpus(self) -> "AbstractContextManager[Corpus]":
        """The corpus, to be changed; `Busy` when another process is changing it."""

    def library(self) -> "AbstractContextManager[Library]":
        """The corpus, to be asked."""

    def register(self) -> "AbstractContextManager[Catalogue]":
        """The catalogue: needs no embedding model, only the rows."""

    def writer(self, prompt: str) -> "Writer | None":
        """The language model that the settings name, told `prompt`; None without one."""

    def examine(self) -> "Iterator[Finding]":
        """Looks for what is wrong with the folder, the bot and its surroundings."""

    def run_bot(self, webhook: str) -> int:
        """Runs the Telegram bot, by polling or with its `webhook` (a URL); the exit status."""
