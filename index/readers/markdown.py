"""Markdown as crawlers and people write it: markup goes, words, numbers and headings stay.

markdown-it-py parses; code blocks and underlined headings are switched off, because
letterheads are indented and ruled off with dashes in official documents.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml.html.defs import tags
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.errors import NothingToRead
from index.readers import torn
from index.readers.encoding import decode
from index.readers.signature import in_order
from index.text import UPPER, starts_item
from index.types import Heading, Source

_LEFTOVER = re.compile(r"\*{2,}|(?<!\S)\*(?!\s)|(?<=\S)\*(?!\S)")
_BROKEN_CELL = re.compile(r"^[ \t]*\\?[|*][ \t]*$", re.MULTILINE)
_OPEN_CELL = re.compile(r"^(?![ \t]*\|)(.*?)[ \t]*\|[ \t]*$", re.MULTILINE)
_ENDED = re.compile(r"[^\n]{20}[.;]\W*$")
_RULED = re.compile(r"^[\s|*_-]*$")
_FENCES = re.compile(r"^\s*\|\s*|\s*\|\s*$")
_SIGNED_FOR = re.compile(rf"(?:T/?M|K/?T|TL|TUQ)\s?[. ]\s?[{UPPER}]")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)[^<>]*>")


def read(path: Path) -> Iterator[Source]:
    yield parse(decode(path.read_bytes(), path), path)


def parse(markdown: str, path: Path) -> Source:
    """Text and headings of `markdown`; `NothingToRead` when only markup is in it."""
    writer = _Writer()
    for token in _parser().parse(_mend_cells(torn.whole(in_order(markdown)))):
        writer.take(token)
    text = "".join(writer.pieces).strip("\n")
    if not text.strip():
        raise NothingToRead(path)
    return Source(text, headings=tuple(h for h in writer.headings if h.end <= len(text)))


def _mend_cells(markdown: str) -> str:
    """Crawlers tear letterhead tables apart: a `|` alone or at the end is a line's end."""
    apart = markdown.replace("****", "** **")  # two bold runs that touch are two words
    return _OPEN_CELL.sub(r"\1\n", _BROKEN_CELL.sub("", apart))


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(["code", "lheading", "reference"])


class _Writer:
    """Writes the tokens of a parse as lines of text and remembers where headings lie."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.headings: list[Heading] = []
        self.length = 0
        self._level = 0
        self._prefix = ""
        self._cells: list[str] | None = None

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1:])
            case "heading_close":
                self._level = 0
            case "list_item_open":
                self._prefix = f"{token.info}{token.markup} " if token.info else f"{token.markup} "
            case "tr_open":
                self._cells = []
            case "tr_close":
                cells, self._cells = self._cells or [], None
                self._line(re.sub(r"(?: \| )+$", "", " | ".join(cells)), gap="\n")
            case "table_close":
                self._write("\n")
            case "inline":
                self._inline(token)
            case "fence" | "html_block":
                self._line(_TAG.sub(_untagged, token.content))

    def _inline(self, token: Token) -> None:
        text = plain(token)
        if self._cells is not None:
            self._cells.append(" ".join(text.split()))
        else:
            self._line(text)

    def _line(self, text: str, gap: str = "\n\n") -> None:
        lines = [_FENCES.sub("", line) for line in text.split("\n") if not _RULED.match(line)]
        text = "\n".join(lines).strip()
        if not text:
            return
        start = self.length
        self._write(self._prefix + text + gap)
        self._prefix = ""
        if self._level and not self.pieces[-1].startswith("|"):
            self.headings.append(Heading(start, self.length - len(gap), self._level))

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def plain(token: Token) -> str:
    """The words of an inline token.

    A line end inside a paragraph is a mere wrap and becomes a space, unless an item begins.
    """
    parts: list[str] = []
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append("\n" if child.type == "hardbreak" else "\r")
            case "html_inline":
                breaks = child.content.lower().startswith("<br")
                parts.append("\n" if breaks else _TAG.sub(_untagged, child.content).strip(" "))
    return _unwrap(_LEFTOVER.sub("", "".join(parts)))


def _untagged(tag: re.Match[str]) -> str:
    """A space for a tag of HTML; anything else in angle brackets is text ("<tên xã>@...")."""
    return " " if tag[1].lower() in tags else tag[0]


def _unwrap(text: str) -> str:
    wrapped = text.split("\r")
    joined = wrapped[0]
    for line in wrapped[1:]:
        new_line = (
            starts_item(line)
            or line.startswith(("Số ", "Số:"))
            or _SIGNED_FOR.match(line)
            or (line[:1].isupper() and _ENDED.search(joined))
        )
        joined += ("\n" if new_line else " ") + line
    return "\n".join(" ".join(line.split()) for line in joined.split("\n"))
