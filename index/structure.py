"""The structure of an official text: annexes, chapters, articles, clauses, points, items. Pure.

A mark ("Chương II", "Điều 5.", "2.", "đ)", "Một là", "-") opens a part; the next mark of its
rank or of an outer one, a heading in capitals, or the signature ends it. A number counts as a
mark only where it follows its elder sibling, so a date at the start of a line, an article that
is quoted by an amendment or a repeated heading opens nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from index.text import LOWER, UPPER, fold, strip_span


class Kind(IntEnum):
    """How a part is marked, outermost first."""

    END = 0
    ANNEX = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    CAPITAL = 5
    ROMAN = 6
    TITLE = 7
    ARTICLE = 8
    NUMBER = 9
    DECIMAL = 10
    LETTER = 11
    ORDINAL = 12
    BRACKET = 13
    DASH = 14
    BULLET = 15


@dataclass(frozen=True, slots=True)
class Part:
    """`text[start:end]` with its mark; `label` is canonical ("2" for "Chương II", "5a", "đ").

    `parent` is the place of the part around it in the list that `read` gives, None outside all.
    """

    kind: Kind
    label: str
    start: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A possible mark. `value` is its place among its siblings, None where nothing is counted;
    `inline` tells that it stands within a line."""

    start: int
    kind: Kind
    label: str = ""
    value: int | None = None
    inline: bool = False


LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of points
_WORDS = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi"
_SPELT = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhất|tư"
_COUNT = {word: at for at, word in enumerate(_WORDS.split("|"), start=1)} | {"nhat": 1, "tu": 4}
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_MARGIN = re.compile(r"[ \t#|>]*(?:\*\*|__|\*(?=\w))?[ \t]*")
_HEADING_WORDS = 40  # of a line that may be the heading of a chapter or an annex
_HEADS = (
    (Kind.ANNEX, re.compile(
        r"phu luc(?: so)?(?: (?P<n>[ivxlc]+|\d+)(?P<s>[a-z])?)?\b(?! (?:kem|nay))"
    )),
    (Kind.PART, re.compile(rf"phan (?:thu )?(?P<n>[ivxlc]+|\d+|nhat|tu|{_WORDS})\b")),
    (Kind.CHAPTER, re.compile(r"chuong (?P<n>[ivxlc]+|\d+)\b")),
    (Kind.SECTION, re.compile(r"muc (?P<n>[ivxlc]+|\d+)\b(?!\.\d)")),
)  # fmt: skip
_CAPITAL = re.compile(r"(?P<n>[a-zđ])\s?[.\-–)]\s?(?=\S)")
_ROMAN = re.compile(r"(?P<n>[ivxlc]{1,6})\s?[.\-–)/]\s?(?=\S)")
_ARTICLE = re.compile(r"dieu (?P<n>\d(?: ?\d){0,2})(?P<s>[a-z])?\s*(?:[*_]*\s*[.:\-–]|[*_]*\s*$)")
_TORN_ARTICLE = re.compile(r"dieu\s*\n\s*(?P<n>\d{1,3})(?P<s>[a-z])?\s*[.:]")
_HEADING = re.compile(r"(?:Điều\s*\n\s*)?[^\n]*")
_ITEMS = (
    (Kind.DECIMAL, re.compile(
        r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})\\?\s?[.)\-–:]?\s+(?=[^\W\d]|[“\"(])"
    )),
    (Kind.NUMBER, re.compile(
        r"(?:khoan )?(?P<n>\d{1,3})(?P<s>[a-z])?[*_]*\\?\s?(?:[.):]|[-–/](?!\d|[a-z]{1,5}/))"
        r"[*_]*\s*(?=[^\W\d]|[“\"(*])"
    )),
    (Kind.LETTER, re.compile(r"(?P<n>[a-z])\s?[.)/]\s*(?=\S)")),
    (Kind.ORDINAL, re.compile(rf"(?:(?P<n>{_WORDS}) la|thu (?P<t>nhat|tu|{_WORDS}))\b")),
    (Kind.ORDINAL, re.compile(r"buoc (?P<n>\d{1,2})\s?[.:)]")),
    (Kind.BRACKET, re.compile(r"\((?P<n>\d{1,2}|[ivx]{1,4})\)")),
    (Kind.DASH, re.compile(r"[-–—]\s?(?=[^\W_]|[“\"(])")),
    (Kind.BULLET, re.compile(r"[+•·*●▪]\s?(?=[^\W_]|[“\"(])")),
)  # fmt: skip
# Within a line: after a sentence or a clause, or joined to a word by the file. Digits and
# brackets stand before the looks back: the search for a place to begin is then quick.
_AFTER = rf"(?:(?<=[.;:,!?”\")]\s\d)|(?<=[.;:]\d)|(?<=[{LOWER}]\d))"
_INLINE = (
    (Kind.NUMBER, re.compile(rf"(?P<n>\d{_AFTER}\d?)\.\s?(?=[{UPPER}][{LOWER}])")),
    (Kind.LETTER, re.compile(r"(?<=[.;:,]\s)(?P<n>[a-zđ])\)\s")),
    (Kind.ORDINAL, re.compile(rf"(?<=[.;:,]\s)(?i:(?P<n>{_SPELT}) là|thứ (?P<t>{_SPELT}))\b")),
    (Kind.BRACKET, re.compile(r"\((?<=[.;:,\w]\s.)(?P<n>\d{1,2})\)")),
)  # fmt: skip

_SIGNED = re.compile(r"(?:T/?M|K/?T|TL|TUQ|Q)\s?[.\s]")
_END = re.compile(
    r"[*_ ]*noi nhan\s*(?:[:;*_]|$)"
    r"|(?:luat|bo luat|phap lenh|nghi quyet) nay (?:da )?duoc quoc hoi\b"
)
_CLOSED = re.compile(r"\./\.\W*$")
_LONGEST_QUOTE = 60_000  # characters; one that goes on was never closed
_INTRODUCED = re.compile(r"(?<=:)\s*[“«]")
_OPENS_QUOTE, _QUOTES = re.compile(r"[“\"«]"), {"“": 1, "«": 1, "”": -1, "»": -1}
_LINE, _SIGNS = re.compile(r"[^\n]+"), re.compile(r"[“”«»\"]")
_DIVIDED = re.compile(r"(?i)(?:chương|phần|mục|phụ lục)\b")
_NOISE = " \t\n\r\f\v|#>*_-–—=."


def read(text: str) -> list[Part]:
    """The parts of NFC `text` in reading order, nested by `parent`."""
    marks = _marks(text)
    opened: list[tuple[_Mark, int | None]] = []
    ends: list[int] = []
    stack: list[int] = []
    last: dict[tuple[int | None, Kind], int] = {}
    for at, mark in enumerate(marks):
        depth = next((n for n, i in enumerate(stack) if opened[i][0].kind >= mark.kind), len(stack))
        parent = stack[depth - 1] if depth else None
        run = (None if mark.kind is Kind.ARTICLE else parent, mark.kind)
        if not _follows(marks, at, last.get(run, 0), loose=parent is None):
            continue
        if mark.kind is Kind.END:  # a form in an annex is signed too; the annex goes on
            depth = int(bool(stack) and opened[stack[0]][0].kind is Kind.ANNEX)
        for index in stack[depth:]:
            ends[index] = mark.start
        del stack[depth:]
        if mark.kind is Kind.END:
            continue
        if mark.value is not None:
            last[run] = mark.value
        stack.append(len(opened))
        opened.append((mark, parent))
        ends.append(len(text))
    return [
        Part(mark.kind, mark.label, *_trimmed(text, mark.start, end), parent)
        for (mark, parent), end in zip(opened, ends, strict=True)
    ]


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans of what an amending text quotes from a line's start or its colon on, in order.

    What looks like a heading there is a heading of the text that is amended.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        if spans and line.start() < spans[-1][1]:
            continue
        start = line.start() + len((_MARGIN.match(line[0]) or line)[0])
        if not _OPENS_QUOTE.match(text, start):
            start = _opened(text, start, line.end())
        if start < line.end() and (end := _quote_end(text, start)) > start:
            spans.append((start, end))
    return spans


def _opened(text: str, start: int, end: int) -> int:
    """Where a quotation opens within a line that does not close it; `end` where none does."""
    found = _INTRODUCED.search(text, start, end)
    return found.end() - 1 if found and _quote_end(text, found.end() - 1) > end else end


def children(parts: list[Part], parent: int | None) -> list[int]:
    """Places of the parts right under one, or outside all."""
    return [at for at, part in enumerate(parts) if part.parent == parent]


def heading(text: str, part: Part) -> tuple[int, int]:
    """The line that opens a part; with the next one where only "Điều" stands on it."""
    found = _HEADING.match(text, part.start, part.end)
    return strip_span(text, part.start, found.end() if found else part.end) or (
        part.start,
        part.end,
    )


def number(label: str) -> str:
    """A number as it is compared: "II", "02" and "2" are the same."""
    value = _value(fold(label))
    return label.lower() if value is None else str(value)


def _follows(marks: list[_Mark], at: int, last: int, *, loose: bool) -> bool:
    """Whether a mark counts on from its elder sibling, `last` (0 for none).

    One that leaves numbers out counts where those never come; one that begins anew only for
    articles and what stands above them, or (`loose`) outside all parts.
    """
    mark = marks[at]
    if mark.value is None:
        return True
    if mark.inline:
        return mark.value == last + 1 and (last > 0 or _coming(marks, at, 2))
    if mark.value == last + 1 or (mark.value == last and mark.label[-1:].isalpha()):
        return True
    if mark.value == 1:
        return mark.kind <= Kind.ARTICLE or loose
    return mark.value > last and not _coming(marks, at, last + 1)


def _coming(marks: list[_Mark], at: int, value: int) -> bool:
    """Whether a younger mark of the same kind has `value`, before an outer one."""
    kind = marks[at].kind
    for mark in marks[at + 1 :]:
        if mark.kind < kind and (kind is not Kind.ARTICLE or mark.kind is Kind.END):
            return False
        if mark.kind is kind and mark.value == value:
            return True
    return False


def _marks(text: str) -> list[_Mark]:
    plain, found = fold(text), []
    quoted, above = -1, ""  # `quoted`: up to where nothing opens a part
    for match in _LINE.finditer(text):
        start = match.start() + len((_MARGIN.match(match[0]) or match)[0])
        line = text[start : match.end()]
        if not line.strip():
            continue
        if start > quoted and _OPENS_QUOTE.match(line):
            quoted = _quote_end(text, start)
        if start > quoted and (torn := _TORN_ARTICLE.match(plain, start)):
            found.append(_Mark(start, *_labelled(Kind.ARTICLE, torn)))
            quoted = torn.end()
        if start > quoted:
            found += _of_line(text, plain, start, match, above)
            if (inside := _opened(text, start, match.end())) < match.end():
                quoted = _quote_end(text, inside)
        above = line.strip()
    return sorted(found, key=lambda mark: mark.start)


def _of_line(text: str, plain: str, start: int, line: re.Match[str], above: str) -> Iterator[_Mark]:
    """The marks of one line, whose words begin at `start`."""
    said = text[start : line.end()]
    first = _head(said, plain[start : line.end()])
    if first is None and "|" not in line[0]:
        first = _item(said, plain[start : line.end()])
    kind = None if first is None else first[0]
    if first is not None:
        yield _Mark(start, *first)
    elif _is_title(said, above):
        yield _Mark(start, Kind.TITLE)
    if kind not in (Kind.END, Kind.TITLE) and "|" not in line[0]:
        yield from _inline(text, start + 1, line.end())
    if _CLOSED.search(said):
        yield _Mark(line.end(), Kind.END)


def _head(said: str, plain: str) -> tuple[Kind, str, int | None] | None:
    """The mark of a heading, an article or the signature at the start of a line."""
    if _END.match(plain) or _SIGNED.match(said):
        return Kind.END, "", None
    if not said[0].isupper():
        return None
    capitals = said.split(maxsplit=2)[-1].isupper()
    if capitals or (len(said.split()) <= _HEADING_WORDS and said.rstrip()[-1] not in ";,"):
        for kind, pattern in _HEADS:
            if found := pattern.match(plain):
                return _labelled(kind, found)
    if found := _ARTICLE.match(plain):
        return _labelled(Kind.ARTICLE, found)
    roman = _ROMAN.match(plain)
    if roman and said[: roman.end("n")].isupper():
        return _labelled(Kind.ROMAN, roman)
    if (found := _CAPITAL.match(plain)) and len(said.split()) <= _HEADING_WORDS:
        letter = said[0].lower()
        return (Kind.CAPITAL, letter, LETTERS.find(letter) + 1) if letter in LETTERS else None
    return None


def _item(said: str, plain: str) -> tuple[Kind, str, int | None] | None:
    """The mark of a clause, a point or an item at the start of a line."""
    for kind, pattern in _ITEMS:
        found = pattern.match(plain)
        if found and kind is Kind.LETTER:
            return _point(said[0])
        if found:
            return _labelled(kind, found)
    return None


def _point(letter: str) -> tuple[Kind, str, int | None] | None:
    return (Kind.LETTER, letter, LETTERS.index(letter) + 1) if letter in LETTERS else None


def _inline(text: str, start: int, end: int) -> Iterator[_Mark]:
    for kind, pattern in _INLINE:
        for found in pattern.finditer(text, start, end):
            said = _point(found["n"]) if kind is Kind.LETTER else _labelled(kind, found)
            if said:
                yield _Mark(found.start(), *said, inline=True)


def _labelled(kind: Kind, found: re.Match[str]) -> tuple[Kind, str, int | None]:
    groups = found.groupdict()
    said = fold(groups.get("n") or groups.get("t") or "").replace(" ", "")
    value = _value(said.rpartition(".")[2])
    label = said if kind is Kind.DECIMAL or value is None else str(value)
    if kind is Kind.ANNEX:
        value = None  # annexes are counted in every way
    return kind, label + (groups.get("s") or ""), value


def _value(said: str) -> int | None:
    if said.isdigit():
        return int(said)
    if said in _COUNT:
        return _COUNT[said]
    if not said or set(said) - set(_DIGITS):
        return None
    digits = [_DIGITS[letter] for letter in said]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _is_title(said: str, above: str) -> bool:
    """Whether a line in capitals heads or signs something, and does not go on with a heading."""
    alone = not above or not above.isupper()
    if _DIVIDED.match(above):
        alone = False
    return alone and said.isupper() and len(said.split()) >= 2 and "|" not in said


def _quote_end(text: str, start: int) -> int:
    """The end of the line with which a quotation that opens at `start` closes; `start` where it
    never does, or only after the next article of the text itself."""
    depth = 0
    following = _next_article(text, start)
    for line in _LINE.finditer(text, start, start + _LONGEST_QUOTE):
        if following and following.match(line[0]):
            return start
        for sign in _SIGNS.findall(line[0]):
            depth += _QUOTES.get(sign, -1 if depth else 1)
        if depth <= 0:
            return line.end()
    return start


def _next_article(text: str, start: int) -> re.Pattern[str] | None:
    """What the article begins with that counts on from the one around `start`."""
    at = bisect_right(_counted(text), start)
    return re.compile(rf"[ \t*#]*Điều {at + 1}\b") if at else None


@lru_cache(maxsize=4)
def _counted(text: str) -> list[int]:
    """Where the articles 1, 2, 3 ... begin, in this order; quoted ones have other numbers."""
    starts: list[int] = []
    for found in re.finditer(r"^[ \t*#]*Điều (\d{1,3})\b", text, re.MULTILINE):
        if int(found[1]) == len(starts) + 1:
            starts.append(found.start())
    return starts


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The part without the rules, table borders and spaces that follow it."""
    kept = start + len(text[start:end].rstrip(_NOISE))
    line = text.find("\n", kept, end)
    return strip_span(text, start, line if line >= 0 else end) or (start, end)
