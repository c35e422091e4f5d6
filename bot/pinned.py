"""A library on the terminal that knows what administrators pinned in the chat."""

import os
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bot import pins
from bot.pins import Pin, Pins
from index.database import translated_sqlite
from retrieval.types import Answer, PassagePage

if TYPE_CHECKING:
    from retrieval.library import Library


class WithPins:
    """Answers as the bot does: what is pinned to a question first."""

    def __init__(self, library: "Library", kept: Sequence[Pin]) -> None:
        self._library, self._kept = library, kept

    def answer(self, text: str, passage_id: int | None = None) -> Answer:
        kept = self._kept if passage_id is None else ()
        return pins.answer(kept, text, self._library) or self._library.answer(text, passage_id)

    def write(self, answer: Answer) -> Answer:
        """What a curator chose is not put in other words."""
        return answer if answer.pinned else self._library.write(answer)

    def passage(self, passage_id: int) -> PassagePage | None:
        return self._library.passage(passage_id)


def kept(data: Path) -> list[Pin]:
    """The pins in a data folder; none where no bot has worked there, or for whom its database is
    not: that holds people's questions. Raises `StoreError`s."""
    from bot.updates import connect

    path = data / "bot.db"
    if not os.access(path, os.R_OK | os.W_OK):
        return []
    with translated_sqlite(data), closing(connect(path)) as db:
        return Pins(db, time.time).all()
