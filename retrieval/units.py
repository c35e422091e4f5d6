"""What is quoted whole: a sentence, a heading with what it heads, a lead-in with its items."""

import re
from collections.abc import Iterator

from index import tables
from index.text import fold, sentences

_HEADING_WORDS = 16
_MOST_LISTED = 170  # words quoted of one enumeration
_OPENING_WORDS = 90  # of a document that is shown by its opening
_TITLE_END = 30  # characters by which the end of a title is recognised
_ENDS = re.compile(r"[.!?…;,:]['\"”)]*$")
_ARTICLE_ALONE = re.compile(r"^dieu \d+[a-z]?\.?$|^(?:\d{1,2}|[a-z])[.)]( [^\s.\d]+){1,3}\.$")
_NUMBERS = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi"
# How items are marked; a list goes on as long as its marker does. Over folded text.
_MARKERS = {
    "dash": re.compile(r"[-–+•*]\s"),
    "number": re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]\s"),
    "bracket": re.compile(r"\(\d{1,2}\)"),
    "letter": re.compile(r"[a-z]{1,2}[.)]\s"),
    "ordinal": re.compile(rf"(?:{_NUMBERS}) la\b|thu (?:nhat|tu|{_NUMBERS})\b"),
}

_CAPTION = re.compile(r"[-–(]\s*anh\s*[:\d]")

Bounds = tuple[int, int]


def units(text: str, start: int, end: int) -> list[Bounds]:
    """Half-open spans within `text[start:end]`, in order, not overlapping.

    A heading is joined to the sentence below it, and "... sau đây:" to its items as far as
    they fit, because neither says anything alone. Headings that stand above another heading
    (a letterhead) are one unit of their own.
    """
    found: list[Bounds] = []
    headings = 0  # how many the last unit ends with
    listing: str | None = None  # the marker of the list that the last unit has open; "" is any
    for a, b in _pieces(text, start, end):
        piece = text[a:b]
        if tables.at(text, a):
            found.append((a, b))
            headings, listing = 0, None
            continue
        heading, item = is_heading(piece), marker(piece)
        in_list = listing is not None and bool(item) and listing in ("", item)
        fits = bool(found) and len(text[found[-1][0] : b].split()) <= _MOST_LISTED
        if (headings and heading) or headings == 1 or (fits and (in_list or listing == "")):
            found[-1] = (found[-1][0], b)
            listing = item if listing == "" else listing
        else:
            found.append((a, b))
            listing = None
        headings = headings + 1 if heading and not in_list else 0
        listing = _opened(piece, listing)
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[Bounds]:
    """The sentences, and the rows of tables whole but for those that head the columns."""
    done = start
    for a, b in sentences(text, start, end):
        table = tables.at(text, a)
        if table is None:
            yield a, b
            continue
        for line in re.finditer(r"[^\n]+", text[max(a, done) : b]):
            row = max(a, done) + line.start()
            stop = text.find("\n", row, end)
            done = stop if stop >= 0 else end
            if row >= table.body:
                yield row, done


def _opened(piece: str, listing: str | None) -> str | None:
    """The list that is open after `piece`: "" after a colon, a marker after "...: Một là"."""
    if piece.endswith(":"):
        return ""
    inside = [marker(part) for part in re.split(r":\s+", piece)[1:]]
    return next(filter(None, inside), listing)


def marker(piece: str) -> str | None:
    """How an item is marked ("a) ...", "- ...", "Một là, ..."); None for no item."""
    plain = fold(piece.lstrip())
    if re.match(r"[IVX]", piece):  # chapters, not items
        return None
    return next((name for name, pattern in _MARKERS.items() if pattern.match(plain)), None)


def is_heading(piece: str) -> bool:
    """Whether a piece is a line that heads something, not a sentence."""
    piece = piece.strip()
    if _ARTICLE_ALONE.match(fold(piece)):
        return True
    if not re.match(r"\W*(?:[^\W\d_]|\d{1,2}[.)])", piece):
        return False  # a date or a counter
    if _CAPTION.search(fold(piece)):
        return False
    return len(piece.split()) <= _HEADING_WORDS and not _ENDS.search(piece)


def opening(text: str, title: str, start: int, end: int) -> Bounds:
    """The head of a document, `text[start:end]` being its first passage: up to the end of its
    title where that is found, else its first units."""
    tail = re.escape(fold(title.rstrip("…").strip())[-_TITLE_END:]).replace(r"\ ", r"\s+")
    titled = re.search(tail, fold(text[start:end]))
    if titled:
        return start, start + titled.end()
    last = start
    for _, b in units(text, start, end):
        if last > start and len(text[start:b].split()) > _OPENING_WORDS:
            break
        last = b
    return start, last
