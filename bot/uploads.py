"""Files sent to the bot: which are taken, and where they are kept."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from telegram import Message, MessageOriginChannel, MessageOriginChat

from index.readers import ENDINGS

# What the public Bot API lets a bot download.
LIMIT = 20 * 1024 * 1024
FOLDER = "uploads"
# A forwarded post shorter than this (characters) is talk, not a document.
_POST = 200
_NAME = re.compile(r"[^\w.()-]+")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to take in: `key` names its content at Telegram and stays the same when it is sent
    again; `size` in bytes, where Telegram says. A post has its `text` instead of a `file_id`."""

    name: str
    key: str
    file_id: str = ""
    size: int | None = None
    text: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a reader for such files."""
        return Path(self.name).suffix.lower() in ENDINGS

    def path(self, data: Path) -> Path:
        """Where it is kept in the data folder. No part of a name leads out of it."""
        return data / FOLDER / _plain(self.key) / _plain(self.name)


def of(given: Message) -> Upload | None:
    """What a message holds to be taken in: a file, a photograph, a post passed on."""
    if document := given.document:
        name = document.file_name or document.file_unique_id
        return Upload(name, document.file_unique_id, document.file_id, document.file_size)
    if given.photo:
        photo = given.photo[-1]  # the largest
        key = photo.file_unique_id
        return Upload(f"{key}.jpg", key, photo.file_id, photo.file_size)
    if given.text and len(given.text) >= _POST and (post := _post(given)):
        return Upload(f"{post}.txt", post, text=given.text)
    return None


def _post(given: Message) -> str | None:
    """A name for a forwarded post; None for what a person wrote."""
    origin = given.forward_origin
    if isinstance(origin, MessageOriginChannel):
        return f"{origin.chat.username or origin.chat.id}-{origin.message_id}"
    if isinstance(origin, MessageOriginChat):
        return f"{origin.sender_chat.id}-{int(origin.date.timestamp())}"
    return None


def keep(path: Path, content: bytes) -> None:
    """Writes a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = path.with_name(path.name + ".part")
    begun.write_bytes(content)
    os.replace(begun, path)  # noqa: PTH105 - `Path.replace` is the same


def forget(source: str, data: Path) -> None:
    """Deletes a file that was sent to the bot; one that an office keeps elsewhere stays."""
    path, folder = Path(source), data / FOLDER
    if path.is_relative_to(folder):
        path.unlink(missing_ok=True)


def _plain(name: str) -> str:
    ending = Path(name).suffix[:10]
    stem = _NAME.sub("-", name[: len(name) - len(ending)] if ending else name).strip(".-")
    return (stem[:_LONGEST_NAME] or "tep") + _NAME.sub("", ending)
