"""A document read as statements: sentences and items, each with its place and the part it is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from index import references
from index.text import fold, sentences, strip_span
from retrieval import condensing, headings
from retrieval.digests import Part
from retrieval.units import is_heading

Bounds = tuple[int, int]

# Markers at the start of a line, outermost first. Over folded text; `_CAPITAL` and the Roman
# numbers are checked against the original.
_NUMERALS = "nhat|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi"
_MARKERS = tuple(
    (rank, re.compile(rf"[ \t*#|“\"]*(?P<label>{label}){after}"))
    for rank, label, after in (
        (8.95, r"\d{1,3}", r"[.)]?\s*\|\s*(?=[^\W\d])"),  # a row of a table
        (0, r"phu luc(?: (?:so )?(?:[ivxl]+|\d+)\b)?", r"[ .:]*"),
        (1, rf"phan (?:thu )?(?:[ivx]+|{_NUMERALS}|\d+)\b", r"[ .:]*"),
        (2, r"chuong [ivxl\d]+\b", r"[ .:]*"),
        (3, r"muc \d+\b", r"[ .:]*"),
        (4, r"[ivx]{1,5}(?=\s?[.\-–)/])", r"\s?[.\-–)/]+\s?"),
        (5, r"dieu \d+[a-z]?\b", r"\s*(?:[.:]\s*|$|\n)"),
        (6.4, r"\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d)", r"[.)]?\s+"),
        (6.2, r"\d{1,2}\.\d{1,2}(?![\d%])", r"[.)]?\s+(?=[^\W\d])"),
        (6, r"\d{1,3}", r"\s?[.)\-–/]+ +(?=\D)"),
        (7, rf"(?:mot|{_NUMERALS}) la\b|thu (?:{_NUMERALS})\b", r"[,:]? *"),
        (8, r"[a-z]{1,2}", r"[.)] +"),
        (8.5, r"\(\d{1,2}\)|\([a-z]\)", r" *"),
        (9, r"[-–•*]", r" +"),
        (10, r"\+", r" +"),
    )
)
_ROMAN, _ARTICLE, _NUMBER, _LETTER, _DASH = 4, 5, 6, 8, 9
_COLUMNS = 8.9  # the head of a table
_HEADED = 4.1  # a heading without a number
_KINDS = {name for names in references.KINDS.values() for name in names}
_DECIDES = re.compile(r"\W*(?:quyet (?:dinh|nghi)|nghi quyet|quy dinh|chi thi)\W*")
_GROUNDS = re.compile(r"\W*(?:can cu|theo de nghi|xet (?:to trinh|de nghi)|thuc hien)\b")
_ANNEXED = re.compile(
    rf"(?:{'|'.join(sorted(_KINDS))}|phu luc|danh muc|dieu le|noi quy|quy trinh|bang)\b"
)
_BEGINS = re.compile(r"(?:phu luc(?: (?:so )?(?:[ivxl]+|\d+))?|chuong i|dieu 1[.:].*)$")
_RECEIVERS = re.compile(r"[ \t*|]*noi nhan\b")
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_TABLE = re.compile(r"\W*(?:stt|tt|so tt)\s*\|\s*")
_FORM = re.compile(r"\.{4,}|…{2,}|_{3,}")  # to be filled in
_ENDED = re.compile(r"[.;,!?…]['\"”)/.]*$")

_SHORT_HEADING, _OFFICES, _LONG_HEADING = 14, 22, 60  # words
_LEAD_IN = 4
_ANNEX_TITLE = 5  # words in capitals after the signature
_OWN_NAME = 10  # words of a sentence that opens an item and names it


@dataclass(frozen=True, slots=True)
class Statement:
    """`text[start:end]` without its marker. `depth` counts the markers over it within its part.

    `group` and `item` are where the outermost and innermost item of that part that it is in begin;
    `lead` spans the short heading over it.
    """

    start: int
    end: int
    part: Part | None
    path: tuple[str, ...]
    lead: Bounds | None
    depth: int
    group: int
    item: int
    annexed: bool
    first: bool  # of its paragraph
    heading: bool = False
    listed: bool = False  # an item without a sentence of its own


@dataclass(frozen=True, slots=True)
class _Level:
    rank: float
    label: str
    title: Bounds | None
    part: Part | None
    known: bool  # the heading itself says its part
    at: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence: where it starts after its marker, and whether it opens a line."""

    at: int
    start: int
    end: int
    rank: float | None
    label: str
    opens: bool


def read(text: str, start: int = 0, signature: Bounds | None = None) -> list[Statement]:
    """The statements of NFC `text` from `start`: headings that say something themselves, items,
    sentences. Grounds, receivers, the signature and quoted amendments are left out."""
    return list(_Reader(text, signature).read(start))


class _Reader:
    """Walks the lines with the headings that stand over them."""

    def __init__(self, text: str, signature: Bounds | None) -> None:
        self.text = text
        self.signature = signature
        self.levels: list[_Level] = []
        self.annex = len(text)  # where what is annexed begins

    def read(self, start: int) -> Iterator[Statement]:
        lines = [line for line in self._lines(start) if _has_letters(self.text, line)]
        for line, following in zip_longest(lines, lines[1:]):
            yield from self._statements(line, following)

    # --- lines -----------------------------------------------------------------------------

    def _lines(self, start: int) -> Iterator[_Line]:
        """Sentences outside of what is skipped."""
        skipping = quoted = False
        for a, b in _pieces(self.text, start):
            piece = self.text[a:b]
            opens = not self.text[max(start, self.text.rfind("\n", start, a)) : a].strip()
            signed = self.signature and self.signature[0] <= a < self.signature[1]
            if signed or (opens and _RECEIVERS.match(fold(piece))):
                skipping = True
            if skipping and (signed or not self._is_annex(piece, a)):
                continue
            if skipping:
                self.annex = min(self.annex, a)
            skipping = False
            was, quoted = quoted, _still_quoted(quoted, piece)
            if not was:
                yield self._line(a, b, opens)

    def _is_annex(self, piece: str, at: int) -> bool:
        """Whether an annex begins here, after the receivers and the signature."""
        plain = fold(piece).strip(" *#:")
        after = self.signature is not None and at >= self.signature[1]
        named = _ANNEXED.match(plain) or (after and len(plain.split()) >= _ANNEX_TITLE)
        return bool(_BEGINS.match(plain)) or (piece.isupper() and bool(named))

    def _line(self, a: int, b: int, opens: bool) -> _Line:
        plain = fold(self.text[a:b])
        for rank, pattern in _MARKERS if opens else ():
            found = pattern.match(plain)
            if found and _is_marker(rank, self.text[a:b], found):
                label = self.text[a + found.start("label") : a + found.end("label")]
                return _Line(a, a + found.end(), b, rank, label, opens)
        return _Line(a, a, b, None, "", opens)

    # --- headings --------------------------------------------------------------------------

    def _statements(self, line: _Line, after: _Line | None) -> Iterator[Statement]:
        piece = self.text[line.start : line.end]
        if line.rank is None and (self._is_paper(piece) or self._names_chapter(line, piece)):
            return
        self._close(line)
        if columns := _TABLE.match(fold(piece)):
            span = (line.start + columns.end(), line.end)
            part = self._default(line, "")[0]
            self.levels.append(_Level(_COLUMNS, "", span, part, False, line.at))
            return
        if self._heads(line, piece, after):
            part, known = headings.part_of(piece)
            if headings.part_said(piece) is Part.EFFECT and piece.endswith(":"):
                part, known = Part.EFFECT, True
            rank = self._rank(line, after)
            if not known or (part in _NOT_IN_ARTICLES and self._in_article(line)):
                part, known = self._default(line, piece)
            self._push(rank, line, part, known)
            if self._says(piece, rank):
                yield self._made(line, heading=True)
            return
        if line.rank is not None:
            self._push(line.rank, line, self._default(line, "")[0], False, title=False)
        if not (piece.endswith(":") or self._is_silent(line, piece)):
            yield self._made(line)

    def _is_silent(self, line: _Line, piece: str) -> bool:
        """Grounds before the first number; captions, forms, lines that are no sentences."""
        grounds = not self.levels and bool(_GROUNDS.match(fold(piece)))
        if _FORM.search(piece):
            return True
        loose = line.rank is None and line.opens and "|" not in piece
        return grounds or (loose and (is_heading(piece) or not _ENDED.search(piece)))

    def _in_article(self, line: _Line) -> bool:
        return line.rank != _ARTICLE and any(level.rank == _ARTICLE for level in self.levels)

    def _is_paper(self, piece: str) -> bool:
        """ "QUY CHẾ" and "QUYẾT ĐỊNH:" alone on a line begin anew."""
        plain = fold(piece).strip(" *#:")
        if not piece.strip(" *#:").isupper() or not (plain in _KINDS or _DECIDES.fullmatch(plain)):
            return False
        self.levels = []
        return True

    def _names_chapter(self, line: _Line, piece: str) -> bool:
        """The capitals under "Chương I" are its title."""
        top = self.levels[-1] if self.levels else None
        if top is None or top.title is not None or top.rank >= _ROMAN or not piece.isupper():
            return False
        part, known = headings.part_of(piece)
        self.levels[-1] = _Level(top.rank, top.label, (line.start, line.end), part, known, top.at)
        return True

    def _close(self, line: _Line) -> None:
        """Leaves the levels that a line is not under."""
        if line.at == self.annex:
            self.levels = []
        if line.rank is not None:
            self.levels = [level for level in self.levels if level.rank < line.rank]
        elif line.opens and "|" not in self.text[line.start : line.end]:
            self.levels = [lv for lv in self.levels if lv.rank < _OPEN or (lv.title and lv.label)]
        if line.rank == 0:
            self.annex = min(self.annex, line.at)

    def _heads(self, line: _Line, piece: str, after: _Line | None) -> bool:
        words = len(piece.split())
        if not words:
            return True
        if piece.endswith(":"):
            return words <= _LONG_HEADING
        below = after is not None and (
            (after.rank is None and line.rank != _DASH) or (after.rank or 0) > (line.rank or 0)
        )
        if line.rank is None:
            known = headings.part_of(piece)[1] and not headings.is_office(piece)
            return line.opens and below and words <= 8 and not _ENDED.search(piece) and known
        if _ENDED.search(_ASIDE.sub("", piece)):
            named = after is not None and not after.opens and words <= _OWN_NAME
            named = named and not any(c.isdigit() for c in piece)
            short = words <= 8 and below and headings.part_of(piece)[1]
            return (named or (short and not headings.is_office(piece))) and not (
                headings.part_said(piece)
            )
        return below and words <= _LONG_HEADING and line.rank < _DASH

    def _rank(self, line: _Line, after: _Line | None) -> float:
        """A lead-in without a number stands just above its items."""
        if line.rank is not None:
            return line.rank
        if self.text[line.start : line.end].endswith(":") and after and after.rank:
            self.levels = [level for level in self.levels if level.rank < after.rank - 0.05]
            return after.rank - 0.05
        self.levels = [level for level in self.levels if level.rank < _HEADED]
        return _HEADED

    def _default(self, line: _Line, piece: str) -> tuple[Part | None, bool]:
        """The part of what no heading names, and whether a lead-in says it."""
        over = next((lv for lv in reversed(self.levels) if lv.part or lv.known), None)
        inherited = over.part if over else None
        if headings.asks(piece) and inherited in _ASKED_IN and not self._in_article(line):
            return Part.TASKS, True
        if line.rank is None or line.rank > _NUMBER or (over and line.rank != _ROMAN):
            return inherited, False
        return Part.CONTENT, False

    def _push(
        self, rank: float, line: _Line, part: Part | None, known: bool, title: bool = True
    ) -> None:
        span = (line.start, line.end) if title and line.end > line.start else None
        label = line.label if rank < _DASH else ""
        self.levels.append(_Level(rank, label, span, part, known, line.at))

    def _says(self, piece: str, rank: float) -> bool:
        """Whether a heading is long enough to be a statement, and does not only lead in."""
        plain = fold(piece)
        amends = plain.startswith(("sua doi", "bo sung", "bai bo", "thay the"))
        acts = rank >= _ARTICLE and re.match(condensing.VERBS, plain) and not piece.endswith(":")
        return amends or (bool(acts) and len(piece.split()) > _SHORT_HEADING)

    # --- statements ------------------------------------------------------------------------

    def _made(self, line: _Line, heading: bool = False) -> Statement:
        over = self.levels[:-1] if heading else self.levels
        inherited = self.levels[-1].part if self.levels else None
        own = headings.part_said(self.text[line.start : line.end])
        loose = line.rank is None and line.opens
        closing = loose and own is Part.EFFECT and inherited is not own  # after the last item
        if own is Part.DUTIES and (heading or inherited is not Part.CONTENT):
            own = None
        outer = self._group(self.levels)
        return Statement(
            start=line.start,
            end=line.end,
            part=own or inherited,
            path=() if closing else _path(self.levels),
            lead=None if closing else self._lead(over),
            depth=len([lv for lv in self.levels if lv.at >= outer]) - 1,
            group=outer,
            item=self.levels[-1].at if self.levels else line.at,
            annexed=line.at >= self.annex,
            first=line.opens,
            heading=heading,
            listed=line.rank is not None and line.rank >= _LETTER,
        )

    def _group(self, levels: list[_Level]) -> int:
        """Where the outermost item below the heading that names the part begins."""
        named = max((place for place, lv in enumerate(levels) if lv.known), default=-1)
        if named >= 0 and levels[named].title and headings.is_office(self._title(levels[named])):
            return levels[named].at
        below = levels[named + 1 :] or levels[-1:]
        return below[0].at if below else 0

    def _lead(self, levels: list[_Level]) -> Bounds | None:
        """The innermost heading over a statement, where it is short and says more than its part."""
        titled = next((level for level in reversed(levels) if level.title), None)
        if titled is None or titled.title is None or titled.rank <= _ROMAN:
            return None
        words = self._title(titled)
        if not titled.label and len(words.split()) < _LEAD_IN:  # "Trong đó:"
            return None
        plain = fold(words)
        bare = (
            titled.known
            and not headings.is_office(words)
            and not re.search(r"\d{4}|tam nhin", plain)
        )
        if bare or len(words.split()) > (_OFFICES if headings.is_office(words) else _SHORT_HEADING):
            return None
        start, end = titled.title
        return start, end - (len(words) - len(words.rstrip(" .:;,*")))

    def _title(self, level: _Level) -> str:
        return self.text[slice(*level.title)] if level.title else ""


_OPEN = 6.9  # what stands deeper ends with the next paragraph that has no number
_NOT_IN_ARTICLES = (Part.TASKS, Part.GOALS, Part.PURPOSE, Part.RESULTS)
_ASKED_IN = (None, Part.CONTENT, Part.RESULTS)


def _path(levels: list[_Level]) -> tuple[str, ...]:
    """The numbers over a statement; those of articles are given once in a document."""
    labelled = [level for level in levels if level.label]
    article = next((n for n, level in enumerate(labelled) if level.rank == _ARTICLE), None)
    numbered = [n for n, level in enumerate(labelled) if level.rank >= _ROMAN]
    first = article if article is not None else min(numbered, default=len(labelled) - 1)
    return tuple(level.label for level in labelled[max(0, first) :])


def _is_marker(rank: float, piece: str, found: re.Match[str]) -> bool:
    label = piece[found.start("label") : found.end("label")]
    if rank == _ROMAN:
        return label.isupper()
    if rank == 0:
        return label[:1].isupper() and (piece.isupper() or len(piece.split()) <= 20)
    return rank not in (1, 2, 3, 5, 7) or label[:1].isupper()


def _pieces(text: str, start: int) -> Iterator[Bounds]:
    """The sentences from `start`; the rows of a table one by one."""
    for a, b in sentences(text, start):
        if "|" not in text[a:b]:
            yield a, b
            continue
        for row in re.finditer(r"[^\n]+", text[a:b]):
            if trimmed := strip_span(text, a + row.start(), a + row.end()):
                yield trimmed


def _has_letters(text: str, line: _Line) -> bool:
    return any(character.isalpha() for character in text[line.at : line.end])


def _still_quoted(quoted: bool, piece: str) -> bool:
    """Whether the text of an amendment is open after `piece`."""
    opened, closed = piece.rfind("“"), piece.rfind("”")
    return (quoted and closed < 0) or opened > closed
