"""Reads Telegram Desktop's export (result.json) message by message, however long the file is.

The file is never held whole: a window of it is, of which `json` decodes one message after another.
What is damaged is skipped up to the next message and counted; a file cut short gives what it has.
An export of a whole account holds several chats: all of them are read.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import Damaged
from retrieval.chat_types import VIETNAM, Kind, Message, plain

WINDOW = 1 << 18  # bytes read at once
LONGEST = 1 << 22  # characters of one message; what is longer is damage


@dataclass
class Export:
    """One file. `messages()` reads it; afterwards `damaged` counts what could not be read and
    `name` and `chat` are those of the (last) chat, numbered as in the Bot API."""

    path: Path
    name: str = ""
    damaged: int = 0
    chat: int = 0
    held: int = 0  # characters of the file in memory
    _topics: dict[int, str] = field(default_factory=dict)
    _topic_of: dict[int, int] = field(default_factory=dict)

    def messages(self) -> Iterator[Message]:
        """Every message in the file's order. Raises `OSError`, and `Damaged` at the end when
        there was nothing that looks like one."""
        found = False
        for raw in self._objects():
            message = self._message(raw)
            found = True
            if message:
                yield message
        if not found and not self.name:
            raise Damaged(self.path)

    def _objects(self) -> Iterator[dict[str, Any]]:
        with self.path.open("rb") as file:
            window = _Window(file)
            while window.skip_to(_MESSAGES):
                self._head(window.before)
                yield from self._list(window)

    def _head(self, before: str) -> None:
        """What stands of a chat before its messages."""
        for found in _NAME.finditer(before):
            self.name = plain(json.loads(found[1]))
        kind = next((found[1] for found in _TYPE.finditer(before)), "")
        for found in _CHAT.finditer(before):
            self.chat = _bot_number(int(found[1]), kind)
            self._topics, self._topic_of = {}, {}

    def _list(self, window: "_Window") -> Iterator[dict[str, Any]]:
        while (decoded := window.decode()) is not None:
            self.held = window.held
            if isinstance(decoded, dict) and "id" in decoded:
                yield decoded
            elif decoded is not _NOTHING:
                self.damaged += 1

    def _message(self, raw: dict[str, Any]) -> Message | None:
        """A message of what was decoded; None, counted, for what is none."""
        try:
            return self._read(raw)
        except (KeyError, ValueError, TypeError, OverflowError, OSError, AttributeError):
            self.damaged += 1
            return None

    def _read(self, raw: dict[str, Any]) -> Message:
        number = int(raw["id"])
        service = raw.get("type") == "service"
        if raw.get("action") == "topic_created":
            self._topics[number] = plain(str(raw.get("title") or ""))
        reply = raw.get("reply_to_message_id")
        topic = reply if reply in self._topics else self._topic_of.get(reply) if reply else None
        if topic is not None:
            self._topic_of[number] = topic
        sender = plain(str(raw.get("from") or raw.get("actor") or ""))
        text = _text(raw)
        return Message(
            id=number,
            sent=_time(raw, "date"),
            sender_id=str(raw.get("from_id") or raw.get("actor_id") or ""),
            sender=sender,
            text=text,
            kind=Kind.SERVICE if service else _kind(raw, text),
            reply_to=_pinned(raw) if service else None if reply == topic else reply,
            topic=topic,
            topic_name=self._topics.get(topic, "") if topic is not None else "",
            file=plain(str(raw.get("file_name") or "")),
            forwarded_from=plain(str(raw.get("forwarded_from") or "")),
            edited=_time(raw, "edited") if raw.get("edited") else None,
            bot=_BOT.search(sender) is not None or bool(raw.get("via_bot")),
            pinned=raw.get("action") == "pin_message",
            chat=self.chat,
        )


_NOTHING = object()
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_NEXT = re.compile(r'\{\s*"id"\s*:\s*-?\d')  # inside of a string its quotes would be escaped
_NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')
_CHAT = re.compile(r'"id"\s*:\s*(-?\d+)')
_TYPE = re.compile(r'"type"\s*:\s*"(\w+)"')
_BOT = re.compile(r"bot$", re.I)
_BLANK = re.compile(r"[\s,]*")


def _bot_number(number: int, kind: str) -> int:
    """A chat's number as the Bot API has it: exports leave its signs out."""
    if "supergroup" in kind or "channel" in kind:
        return int(f"-100{number}")
    return -number if "group" in kind else number


class _Window:
    """A part of a file as text, moved forward."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
        self._text, self._at, self._ended = "", 0, False
        self.before = ""
        self._json = json.JSONDecoder()

    @property
    def held(self) -> int:
        return len(self._text)

    def _more(self) -> bool:
        """Read on; what has been passed is let go."""
        if self._ended:
            return False
        data = self._file.read(WINDOW)
        self._ended = not data
        self._text = self._text[self._at :] + self._decoder.decode(data, final=not data)
        self._at = 0
        return True

    def skip_to(self, wanted: re.Pattern[str]) -> bool:
        """Move behind the next `wanted`; `before` is what stood just before it."""
        while not (found := wanted.search(self._text, self._at)):
            self._at = max(self._at, len(self._text) - 4096)
            if not self._more():
                return False
        self.before = self._text[max(self._at, found.start() - 4096) : found.start()]
        self._at = found.end()
        return True

    def decode(self) -> object | None:
        """The next element; `_NOTHING` for one that is damaged at the file's end, None where
        the list ends. A damaged one is passed over up to the next that begins."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            start = blank.end() if blank else self._at
            if start < len(self._text):
                if self._text[start] == "]":
                    self._at = start + 1
                    return None
                try:
                    value, self._at = self._json.raw_decode(self._text, start)
                    return value if isinstance(value, dict) else str(value)
                except (ValueError, RecursionError):
                    following = _NEXT.search(self._text, start + 1)
                    if following or len(self._text) - start > LONGEST:
                        self._at = following.start() if following else len(self._text)
                        return "damaged"
            if not self._more():
                broken = start < len(self._text)
                self._text, self._at = "", 0
                return "damaged" if broken else None


def _text(raw: dict[str, Any]) -> str:
    """The text of a message: a string, or pieces of which some are entities."""
    if isinstance(poll := raw.get("poll"), dict):
        return plain(str(poll.get("question") or ""))
    said = raw.get("text") or ""
    pieces = said if isinstance(said, list) else [said]
    return plain(
        "".join(str(p.get("text", "") if isinstance(p, dict) else p) for p in pieces)
    ).strip()


_MEDIA = {
    "sticker": Kind.STICKER,
    "voice_message": Kind.VOICE,
    "audio_file": Kind.VOICE,
    "video_message": Kind.VIDEO,
    "video_file": Kind.VIDEO,
    "animation": Kind.STICKER,
}


def _kind(raw: dict[str, Any], text: str) -> Kind:
    if text.startswith("/") and len(text) > 1 and text[1].isalpha():
        return Kind.COMMAND
    media = raw.get("media_type")
    if media in _MEDIA:
        return _MEDIA[media]
    if "poll" in raw:
        return Kind.POLL
    if "photo" in raw:
        return Kind.PHOTO
    return Kind.FILE if "file" in raw or "file_name" in raw else Kind.TEXT


def _pinned(raw: dict[str, Any]) -> int | None:
    number = raw.get("message_id")
    return int(number) if raw.get("action") == "pin_message" and number is not None else None


def _time(raw: dict[str, Any], name: str) -> datetime:
    """When; older exports only have the local time of who exported: taken as Vietnam's."""
    seconds = raw.get(f"{name}_unixtime")
    if seconds is not None:
        return datetime.fromtimestamp(int(seconds), UTC)
    said = datetime.fromisoformat(str(raw[name]))
    return said if said.tzinfo else said.replace(tzinfo=VIETNAM)
