"""What is quoted whole: a sentence, an item of a list, a heading with what it heads; and what
each depends on."""

import re
from dataclasses import dataclass

from index import tables
from index.text import fold, sentences, starts_item, strip_span
from retrieval import rows

_HEADING_WORDS = 16
_REACH = 1_500  # characters before a passage in which the lead-in of its first items may stand
_LONGEST, _SHORTEST = 90, 12  # words of a sentence that is quoted whole, of a clause
_CLAUSE_END = re.compile(r";\s|\n")
_OPENING_WORDS = 90  # of a document that is shown by its opening
_TITLE_END = 30  # characters by which the end of a title is recognised
_ENDS = re.compile(r"[.!?…;,:]['\"”)]*$")
_WORDED = re.compile(r"\W*(?:[^\W\d_]|\d{1,2}[.)])")
_COLON = re.compile(r":(?=\s)")
_ARTICLE_ALONE = re.compile(r"^dieu \d+[a-z]?\.?$|^(?:\d{1,2}|[a-z])[.)]( [^\s.\d]+){1,3}\.$")
_NUMBERS = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi"
# How items are marked; a list goes on as long as its marker does. Over folded text.
_MARKERS = {
    "dash": re.compile(r"[-–•*]\s"),
    "plus": re.compile(r"\+\s"),
    "number": re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)]\s?(?=\D)"),
    "bracket": re.compile(r"\(\d{1,2}\)"),
    "letter": re.compile(r"[a-z]{1,2}[.)]\s"),
    "ordinal": re.compile(rf"(?:{_NUMBERS}) la\b|thu (?:nhat|tu|{_NUMBERS})\b|buoc \d{{1,2}}[.:)]"),
}

_FIELD = re.compile(
    r"\W*(?:[a-zđ]{1,2}[.)]|\d{1,2}[.)])?\s*([^\W\d][^:.;()\n]{2,60}):\s+(?=\S)", re.IGNORECASE
)
_OWNER_WORDS = 60
_MARKED = 24  # characters in which a marker ends
_ITEMS_REACH, _ITEMS_WORDS = 900, 90  # characters and words of items without marks
_CAPTION = re.compile(r"[-–(]\s*anh\s*[:\d]")

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A half-open span that can be quoted whole. `leads` are the lead-ins ("... sau đây:") of the
    lists that it is an item of, the outermost first: alone it says nothing without them."""

    start: int
    end: int
    leads: tuple[Bounds, ...] = ()


class _Lists:
    """The lists that are open while a text is read, outermost first."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def at(self, mark: str | None, *, new_line: bool) -> tuple[Bounds, ...]:
        """What a piece with this marker (None for none) depends on; lists that it ends are shut."""
        awaited = bool(self._open) and not self._open[-1].mark
        if mark is None:
            return self._sentence(awaited=awaited, new_line=new_line)
        depth = self._depth(mark)
        if depth is not None:
            del self._open[depth:]
        elif awaited:
            self._open[-1].mark = mark
        return self._leads()

    def open(self, lead: Bounds, own: str | None, mark: str) -> None:
        """A list of which `lead` is the lead-in, itself marked `own`; its items by `mark`, ""
        until the first has come."""
        self._open.append(_List(lead, own, mark))

    def _leads(self) -> tuple[Bounds, ...]:
        return tuple(each.lead for each in self._open)

    def _depth(self, mark: str) -> int | None:
        """How many lists stay open before an item: those up to its own, or up to that in which
        it follows the lead-in of another."""
        for depth in reversed(range(len(self._open))):
            if self._open[depth].mark == mark:
                return depth + 1
            if self._open[depth].own == mark:
                return depth
        return None

    def _sentence(self, *, awaited: bool, new_line: bool) -> tuple[Bounds, ...]:
        """Behind "...:" a sentence without marker is all of the list; in the line of an item it
        goes on with it; in a line of its own it ends the lists."""
        if new_line and not awaited:
            self._open.clear()
        around = self._leads()
        if awaited:
            self._open.pop()
        return around


@dataclass(slots=True)
class _List:
    lead: Bounds
    own: str | None
    mark: str


def units(text: str, start: int, end: int) -> list[Unit]:
    """The units within `text[start:end]`, in order, not overlapping.

    A heading is joined to the sentence below it, which says nothing alone. Headings that stand
    above another heading (a letterhead) are one unit of their own.
    """
    found: list[Unit] = []
    lists, headings = _Lists(), 0  # how many the last unit ends with
    owner: tuple[Bounds, str] | None = None  # the item of which fields tell, and its marker
    for a, b, head in rows.joined(text, _pieces(text, start, end)):
        piece, mark = text[a:b], None if head else marker(text[a:b])
        leads = lists.at(mark, new_line="\n" in text[max(0, a - 3) : a])
        if not field(piece):
            owner = ((a, b), mark) if mark and len(piece.split()) <= _OWNER_WORDS else None
        elif owner and owner[1] != mark:
            leads = leads or (owner[0],)
        if head or tables.at(text, a):
            found.append(Unit(a, b, (head,) if head else ()))
            headings = 0
            continue
        heading = is_heading(piece) and not (leads and mark)
        if found and found[-1].end > start and ((headings and heading) or headings == 1):
            found[-1] = Unit(found[-1].start, b, found[-1].leads)
        else:
            found.append(Unit(a, b, leads))
        headings = headings + 1 if heading else 0
        if opened := _opened(text, a, b):
            lists.open(opened[0], mark, opened[1])
    return [unit for unit in found if unit.start >= start]


def _opened(text: str, start: int, end: int) -> tuple[Bounds, str] | None:
    """The lead-in of the list that a piece opens, and how its items are marked, where they begin
    in the piece itself ("Hai việc: Một là, ...")."""
    piece = text[start:end]
    if leads_in(piece):
        return (start, end), ""
    for colon in _COLON.finditer(piece):
        if mark := marker(piece[colon.end() :]):
            return (start, start + colon.end()), mark
    return None


def _pieces(text: str, start: int, end: int) -> list[Bounds]:
    """Sentences, one that is too long to be quoted whole in clauses; and the rows of tables whole
    but for those that head the columns."""
    found: list[Bounds] = []
    done = 0
    for a, b in _with_lead(text, start, end):
        table = tables.at(text, a)
        if table is None:
            found += _parts(text, a, b)
            continue
        for line in re.finditer(r"[^\n]+", text[max(a, done) : b]):
            row = max(a, done) + line.start()
            stop = text.find("\n", row, end)
            done = stop if stop >= 0 else end
            if row >= table.body:
                found.append((row, done))
    return found


def _parts(text: str, start: int, end: int) -> list[Bounds]:
    piece = text[start:end]
    if rows.has_bars(piece):
        return rows.barred(text, start, end)
    return _clauses(text, start, end) if len(piece.split()) > _LONGEST else [(start, end)]


def _clauses(text: str, start: int, end: int) -> list[Bounds]:
    """A long sentence cut behind semicolons, into parts of some words at least."""
    found: list[Bounds] = []
    begin = start
    for cut in [*(start + m.end() for m in _CLAUSE_END.finditer(text[start:end])), end]:
        if cut == end or len(text[begin:cut].split()) >= _SHORTEST:
            if span := strip_span(text, begin, cut):
                found.append(span)
            begin = cut
    return found


def _with_lead(text: str, start: int, end: int) -> list[Bounds]:
    """The sentences of a passage; where it begins with an item, those before it too."""
    if marker(text[start : start + 20]) is None:
        return sentences(text, start, end)
    before = text.find("\n", max(0, start - _REACH), start) if start > _REACH else 0
    return [*sentences(text, max(0, before), start), *sentences(text, start, end)]


def marker(piece: str) -> str | None:
    """How an item is marked ("a) ...", "- ...", "Một là, ..."); None for no item."""
    plain = fold(piece.lstrip()[:_MARKED])
    if piece[:1] in ("I", "V", "X"):  # chapters, not items
        return None
    return next((name for name, pattern in _MARKERS.items() if pattern.match(plain)), None)


def field(piece: str) -> str:
    """The folded name of what a piece tells of the thing above it ("- Cơ quan chủ trì: Sở Nội vụ");
    "" where it is a sentence."""
    named = _FIELD.match(piece) if len(piece.split()) <= _OWNER_WORDS else None
    return fold(named[1]) if named else ""


def leads_in(piece: str) -> bool:
    """Whether a piece leads into what follows it ("... sau đây:")."""
    return piece.rstrip("*_ ").endswith(":")


def followed(text: str, end: int) -> int:
    """Where the lines without marks end that follow a lead-in which ends at `end`: they are its
    items ("Các phòng gồm:", "Phòng Tổng hợp", "Phòng Kế hoạch"). `end` where there are none."""
    last, words = end, 0
    for line in re.finditer(r"[^\n]+", text[end : end + _ITEMS_REACH]):
        said = line[0].strip(" *_")
        words += len(said.split())
        if (
            words > _ITEMS_WORDS
            or marker(said)
            or starts_item(said)
            or said.isupper()
            or "|" in said
        ):
            break
        last = end + line.start() + len(line[0].rstrip()) if said else last
    return last


def is_heading(piece: str) -> bool:
    """Whether a piece is a line that heads something, not a sentence."""
    piece = piece.strip()
    if len(piece.split()) > _HEADING_WORDS or " | " in piece:  # a row
        return False
    plain = fold(piece)
    if _ARTICLE_ALONE.match(plain):
        return True
    counts = not _WORDED.match(piece)  # a date or a counter
    return not (counts or _CAPTION.search(plain) or _ENDS.search(piece))


def opening(text: str, title: str, start: int, end: int) -> Bounds:
    """The head of a document, `text[start:end]` being its first passage: up to the end of its
    title where that is found, else its first units."""
    tail = re.escape(fold(title.rstrip("…").strip())[-_TITLE_END:]).replace(r"\ ", r"\s+")
    titled = re.search(tail, fold(text[start:end]))
    if titled:
        return start, start + titled.end()
    last = start
    for unit in units(text, start, end):
        if last > start and len(text[start : unit.end].split()) > _OPENING_WORDS:
            break
        last = unit.end
    return start, last
