"""What is no part of a document's own words: menus, counters, related links, running headers,
page numbers, receivers. Pure.

Nothing is taken out: spans are marked, in a text from any reader, so that offsets stay true. A
line is marked for what it says of itself ("Đang online: 6"), for where it stands (short lines
behind the end of an article), or because it comes again on every page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from index.lines import Line, pieces
from index.text import fold
from index.types import Source

Bounds = tuple[int, int]

# Lines that are never of a document, whole. Over folded text.
_COUNTER = re.compile(
    r"\W*(?:(?:so nguoi )?(?:dang )?(?:online|truc tuyen)|(?:tong )?(?:so )?luot (?:truy cap|xem)"
    r"|(?:khach )?dang xem|hom nay|hom qua|(?:trong )?(?:tuan|thang|nam)(?: nay)?|tat ca)"
    r"\s*:\s*\d[\d., ]*\W*$"
)
CHROME = re.compile(
    r"\W*(?:powered by\b.{0,60}|a product of\b.{0,40}|copyright\b.{0,120}|©.{0,120}"
    r"|trang chu|dang nhap|tim kiem|thich|chia se|binh luan(?: \(\d+\))?|in bai(?: viet)?"
    r"|gui (?:email|phan hoi|binh luan)|quay lai|dau trang|ve dau trang|xem them|xem tiep"
    r"|image banner|thu vien anh|lien ket (?:website|web)|ban do truc tuyen"
    r"|(?:tu khoa|tags?)\s*:.{1,150}|a\+(?: a)? a-|co chu\s*:.{0,12}|\d{1,2}\s?°\s?c.{0,30}"
    r"|so do (?:trang|site|cong)|zalo|facebook|twitter"
    r"|theo doi .{0,30}tren (?:google news|zalo|facebook)|rss)\W*$"
)
# Entries of menus and tabs. A few of them in a row are one; alone they may head anything.
_ENTRY = re.compile(
    r"\W*(?:gioi thieu(?: chung)?|tin tuc(?:\W+su kien)?|su kien|thoi su|van ban(?: phap quy)?"
    r"|(?:vb|van ban) lien quan|lien he|hoi dap|dich vu cong(?: truc tuyen)?|thu tuc hanh chinh"
    r"|thu vien (?:anh|video)|lich cong tac|danh ba|video|hinh anh|ban doc|english|tieng viet"
    r"|toan van|thuoc tinh|lich su|luoc do|ban (?:pdf|goc)|tai ve|noi dung|van hoa|the thao"
    r"|kinh te|xa hoi)\W*$"
)
_MENU = 3  # lines in a row that are entries, or as short, half of them entries
_ENTRY_WORDS = 5
# Headings behind which only other articles' titles and forms stand.
_RELATED = re.compile(
    r"\W*(?:(?:cac )?(?:tin|bai(?: viet)?)(?: tuc)? (?:lien quan|khac|moi(?: nhat|hon)?|cu hon)"
    r"|thong tin moi nhat|thong ke truy cap|tin (?:cung|trong) (?:chuyen )?muc|co the ban quan tam"
    r"|dung bo lo|noi bat viet bao"
    r"|doc nhieu(?: nhat)?|xem nhieu(?: nhat)?|phan hoi|y kien ban doc|thong tin nguoi gui phan hoi"
    r"|tu khoa|tags?)\W*$"
)
_LONG = 25  # words; such a line says something
_PART = re.compile(r"\W*(?:(?:dieu|chuong|muc|phan) [\divx]+\b|(?:\d{1,2}|[ivx]{1,5})[.)] )")
RECEIVERS = re.compile(r"\W*noi nhan\s*(?:[:;]|\W*$)")
RECEIVER = re.compile(r"\W*[-–+•*]|\W*luu\b|\W*nhu (?:tren|dieu)\b|^.{0,120}[;,]\W*$")
_ADDRESSED = re.compile(r"\W*kinh gui\b")
_HEAD = 25  # lines in which a letter says to whom it is written
_PAGE = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$|\W*page \d+(?: of \d+)?\W*$")
_MOST_ON_PAGE = 900  # words
_PAGE_WORDS = 80  # at least between the numbers of two pages
_PAGES = 3  # on so many pages a line comes again before it counts as running
_MARGIN = 3  # lines at the top and the bottom of a page


def mark(source: Source) -> Source:
    """The source with all of its noise marked, what its reader marked included."""
    lines = pieces(source.text)
    found = [*source.noise, *_said(lines), *_menus(lines), *_behind(lines), *_received(lines)]
    found += _running(source) if source.pages else _numbered(source.text)
    return replace(source, noise=tuple(_merged(found)))


def _said(lines: Sequence[Line]) -> Iterator[Bounds]:
    for line in lines:
        if _COUNTER.match(line.plain) or CHROME.match(line.plain):
            yield line.start, line.end


def _menus(lines: Sequence[Line]) -> Iterator[Bounds]:
    """Rows and columns of entries: "Trang chủ | Giới thiệu | Tin tức | Liên hệ"."""
    for short, run in groupby(lines, key=_is_short):
        row = list(run) if short else []
        entries = sum(bool(_ENTRY.match(x.plain) or CHROME.match(x.plain)) for x in row)
        if len(row) >= _MENU and 2 * entries >= len(row):
            yield from ((line.start, line.end) for line in row)


def _is_short(line: Line) -> bool:
    words = line.text.split()
    return len(words) <= _ENTRY_WORDS and line.text[-1] not in ".;:," and not line.text[0].isdigit()


def _behind(lines: Sequence[Line]) -> Iterator[Bounds]:
    """What stands under "Tin liên quan": short lines, up to the next that says something."""
    under = False
    for line in lines:
        if _RELATED.match(line.plain):
            under = True
        elif len(line.text.split()) > _LONG or _PART.match(line.plain):
            under = False
        if under:
            yield line.start, line.end


def _received(lines: Sequence[Line]) -> Iterator[Bounds]:
    return ((line.start, line.end) for each in receivers(lines) for line in each)


def receivers(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """ "Nơi nhận:" with those who receive the document, each time that it stands there."""
    return _lists(lines, RECEIVERS)


def addressed(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """ "Kính gửi: ..." with those to whom a letter is written; no noise."""
    return _lists(lines[:_HEAD], _ADDRESSED)


def _lists(lines: Sequence[Line], opening: re.Pattern[str]) -> Iterator[list[Line]]:
    """An opening line with the receivers under it."""
    held: list[Line] = []
    for line in lines:
        if opening.match(line.plain):
            if held:
                yield held
            held = [line]
        elif held and RECEIVER.match(line.plain):
            held.append(line)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _running(source: Source) -> Iterator[Bounds]:
    """Headers, footers and page numbers: what stands at the margins of several pages."""
    text = source.text
    starts = [max(0, page) for page in source.pages]
    if len(starts) < _PAGES:
        return
    margins: list[tuple[int, Bounds]] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
        lines = [m.span() for m in re.finditer(r"\S[^\n]*", text[start:end])]
        for a, b in dict.fromkeys((*lines[:_MARGIN], *lines[-_MARGIN:])):
            margins.append((number, (start + a, start + b)))
    seen = Counter(_alike(text[a:b]) for _, (a, b) in margins)
    for _, (a, b) in margins:
        said = text[a:b]
        often = seen[_alike(said)] >= max(_PAGES, len(starts) // 2)
        if _PAGE.match(fold(said)) or (
            often and len(said.split()) <= _LONG and said[-1] not in ".;"
        ):
            yield a, b


def _numbered(text: str) -> Iterator[Bounds]:
    """Page numbers that count on, far apart, in a text that knows no pages; with what comes again
    beside them."""
    lines = [match.span() for match in re.finditer(r"\S[^\n]*", text)]
    chain: list[int] = []
    for at, (a, b) in enumerate(lines):
        found = _PAGE.match(fold(text[a:b])) and re.search(r"\d+", text[a:b])
        if not found:
            continue
        if not chain or (
            int(found[0]) == _number(text, lines[chain[-1]]) + 1
            and _apart(text, lines[chain[-1]], a)
        ):
            chain.append(at)
        elif len(chain) < _PAGES:
            chain = [at]
    if len(chain) < max(_PAGES, len(text.split()) // _MOST_ON_PAGE):
        return
    beside = [at + step for at in chain for step in (-2, -1, 1, 2) if 0 <= at + step < len(lines)]
    seen = Counter(_alike(text[slice(*lines[at])]) for at in beside)
    yield from (lines[at] for at in chain)
    for at in beside:
        said = text[slice(*lines[at])]
        worded = re.search(r"[^\W\d]{2}", said)
        if (
            worded
            and seen[_alike(said)] >= _PAGES
            and len(said.split()) <= _LONG
            and said[-1] not in ".;"
        ):
            yield lines[at]


def _number(text: str, line: Bounds) -> int:
    found = re.search(r"\d+", text[slice(*line)])
    return int(found[0]) if found else 0


def _apart(text: str, line: Bounds, start: int) -> bool:
    return len(text[line[1] : start].split()) >= _PAGE_WORDS


def _alike(line: str) -> str:
    """A line as it comes again: the number of the page aside."""
    return re.sub(r"\d+", "#", " ".join(fold(line).split()))


def _merged(spans: Iterable[Bounds]) -> Iterator[Bounds]:
    """In order, without overlaps."""
    start = end = -1
    for a, b in sorted(spans):
        if a > end:
            if start < end:
                yield start, end
            start, end = a, b
        end = max(end, b)
    if start < end:
        yield start, end
