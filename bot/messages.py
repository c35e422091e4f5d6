"""Telegram messages as values: text, entities counted in UTF-16, buttons; split at the limit.

Pure and free of python-telegram-bot: the command line renders answers too and must be quick.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

# Telegram's limit per message. It counts characters after parsing; UTF-16 code units are never
# fewer than those, so a message that fits here fits there.
LIMIT = 4096
COPY_LIMIT = 256
# Best place to cut first: between paragraphs, after a sentence or line, between words.
BORDERS = tuple(map(re.compile, (r"\n\s*\n", r"(?<=[.!?…;:])\s+|\n", r"\s+")))


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting over part of a message; `offset` and `length` in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button with one of: `data` for us, at most 64 bytes; a text that Telegram puts on
    the clipboard, at most `COPY_LIMIT` characters; a link."""

    label: str
    data: str = ""
    copy: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as Telegram takes it; `buttons` are rows. `cites` are the ids of the documents
    of which it tells anything: it is sent only while they are there for whoever reads it."""

    text: str
    entities: tuple[Entity, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(slots=True)
class Text:
    """Text under construction, with spans (kind, start, end) in code points."""

    text: str = ""
    spans: list[tuple[str, int, int]] = field(default_factory=list)

    def line(self, text: str, kind: str = "", bold: tuple[int, int] | None = None) -> None:
        """Append a line; with `kind` (an entity type, "text_link:ADDRESS" for a link) all of it is
        formatted so, and `bold` is a part of it in bold."""
        start = len(self.text)
        self.text += text + "\n"
        if kind and text:
            self.spans.append((kind, start, start + len(text)))
        if bold:
            self.spans.append(("bold", start + bold[0], start + bold[1]))

    def row(self, pieces: Iterable[tuple[str, str]]) -> None:
        """Append a line of pieces, each with its kind, as `line` takes it."""
        for place, (text, kind) in enumerate(pieces):
            self.text += " · " if place else ""
            start = len(self.text)
            self.text += text
            if kind:
                self.spans.append((kind, start, len(self.text)))
        self.text += "\n"

    def messages(
        self, buttons: tuple[tuple[Button, ...], ...] = (), cites: Iterable[str] = ()
    ) -> list[Message]:
        """Split into messages within the limit, each with all of `cites`; the buttons go under
        the last one."""
        ends = list(_ends(self.text.rstrip(), self.spans))
        pieces = [self._piece(start, end) for start, end in zip([0, *ends], ends, strict=False)]
        shown = tuple(sorted(set(cites)))
        pieces = [replace(piece, cites=shown) for piece in pieces if piece.text]
        return [*pieces[:-1], replace(pieces[-1], buttons=buttons)]

    def _piece(self, start: int, end: int) -> Message:
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        end = start + len(text)
        clipped = ((kind, max(a, start), min(b, end)) for kind, a, b in self.spans)
        return Message(
            text,
            tuple(
                _entity(kind, units(self.text[start:a]), units(self.text[a:b]))
                for kind, a, b in clipped
                if a < b
            ),
        )


def _entity(kind: str, offset: int, length: int) -> Entity:
    name, _, url = kind.partition(":")
    return Entity(name, offset, length, url)


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts offsets."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, limit: int) -> list[str]:
    """Split a text into pieces of at most `limit` UTF-16 units, on sentence borders."""
    ends = list(_ends(text, [], limit))
    return [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]


def _ends(text: str, spans: list[tuple[str, int, int]], limit: int = LIMIT) -> Iterator[int]:
    start = 0
    while start < len(text):
        full = _reach(text, start, limit)
        start = full if full == len(text) else _border(text, spans, start, full)
        yield start


def _reach(text: str, start: int, limit: int) -> int:
    """The furthest end such that text[start:end] fits."""
    if units(text[start : start + limit]) <= limit:
        return min(start + limit, len(text))
    end, room = start, limit
    while (room := room - units(text[end])) >= 0:
        end += 1
    return end


def _border(text: str, spans: list[tuple[str, int, int]], start: int, full: int) -> int:
    """The best place to cut in text[start:full]: outside entities if one can, but not so
    early that the message would be mostly empty."""
    early = start + (full - start) // 4
    for outside in (True, False):
        for border in BORDERS:
            ends = [match.end() for match in border.finditer(text, early, full)]
            ends = [end for end in ends if not (outside and _inside(spans, end))]
            if ends:
                return ends[-1]
    return full


def _inside(spans: list[tuple[str, int, int]], position: int) -> bool:
    return any(start < position < end for _, start, end in spans)
