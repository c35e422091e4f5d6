"""Text -> passage spans along the text's own structure. Pure.

A passage is some 60 to 180 words of whole paragraphs under one heading. A paragraph that is
longer is cut between sentences, a sentence only when it alone is too long.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index import references, structure, tables
from index.text import fold, is_torn, is_wrap, sentences, strip_span
from index.types import Heading, Span

FEWEST, MOST = 60, 180  # words
STEP = " › "  # between the headings of a section path
_LONGEST_SENTENCE = 300

# The ranks of official structure, outermost first; a format's own headings come before "Điều".
_RANKS = (
    re.compile(r"^(?:phu luc)\b"),
    re.compile(r"^(?:phan (?:thu )?(?:[ivx]+|nhat|hai|ba|tu|nam|\d+))\b"),
    re.compile(r"^chuong [ivxl\d]+\b"),
    re.compile(r"^muc \d+\b"),
    re.compile(r"^[ivx]{1,5}\s?[.\-–)]\s?(?=\S)"),
    re.compile(r"^dieu \d+[a-z]?\b\s*(?:[.:]|$)"),
    re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.\-–]? ?[^\W\d](?!.* (?:ngay|nay co) )[^.;:]{4,70}:?$"),
)
_NUMBERED = len(_RANKS) - 1
_ANNEXED = -1  # a document enclosed in another: "QUY CHẾ" alone on a line, further down
_CAPITALS = 3.5
_MARKED = 4
_KINDS = {name for names in references.KINDS.values() for name in names}
_LONGEST_HEADING = 30  # words
_STATES = 20  # words; a heading that is longer is an article with its text on its line


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or heading; `rank` is None for a paragraph, smaller for outer headings.

    `stretch` counts the stretches of noise before it: no passage spans two. `table` is where the
    table begins of which it is a row or the caption.
    """

    start: int
    end: int
    words: int
    rank: float | None
    stretch: int = 0
    table: int | None = None

    @property
    def states(self) -> bool:
        """Whether it says something itself; "Điều 3. Giao Sở ..." heads nothing and does."""
        return self.rank is None or self.words > _STATES


def split(
    text: str, headings: Sequence[Heading] = (), noise: Sequence[tuple[int, int]] = ()
) -> list[Span]:
    """Passage spans of `text`, in order, not overlapping, each with its section path; none of
    them touches `noise` (in order, not overlapping)."""
    spans: list[Span] = []
    for path, blocks in _joined(_sections(_blocks(text, headings, noise))):
        pieces = [piece for block in blocks for piece in _pieces(text, block)]
        section = STEP.join(_short(text[b.start : b.end]) for b in path)
        spans += [Span(a, b, section, context=tables.context(text, a, b)) for a, b in _pack(pieces)]
    return spans


_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")


def _blocks(
    text: str, headings: Sequence[Heading], noise: Sequence[tuple[int, int]]
) -> Iterator[_Block]:
    """The paragraphs and headings; what a blank line tore apart is one again."""
    held: _Block | None = None
    for block in _found_blocks(text, headings, noise):
        if held is not None and _are_torn(text, held, block):
            held = replace(held, end=block.end, words=held.words + block.words)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _are_torn(text: str, held: _Block, block: _Block) -> bool:
    plain = held.rank is None and block.rank is None and held.table == block.table is None
    apart = text.count("\n", held.end, block.start) > 1
    before, after = text[held.start : held.end], text[block.start : block.start + 12]
    return plain and apart and held.stretch == block.stretch and is_torn(before, after)


def _found_blocks(
    text: str, headings: Sequence[Heading], noise: Sequence[tuple[int, int]]
) -> Iterator[_Block]:
    marked = {heading.start: heading for heading in headings}
    quoted = structure.quotations(text)
    borders = [0, *chain.from_iterable(noise), len(text)]
    for stretch, (begin, stop) in enumerate(zip(borders[::2], borders[1::2], strict=True)):
        for match in _PARAGRAPH.finditer(text, begin, stop):
            for start, end in _lines(text, match.start(), match.end()):
                words = len(text[start:end].split())
                table = tables.named(text, start)
                row = table is not None and start >= table.start
                heads = not row and not _inside(quoted, start)
                rank = _rank(text[start:end], words, marked.get(start)) if heads else None
                if heads and rank is None and _heads_points(text, start, end, words):
                    rank = _NUMBERED
                yield _Block(start, end, words, rank, stretch, table.start if table else None)


def _heads_points(text: str, start: int, end: int, words: int) -> bool:
    """Whether a numbered line, however long, is no sentence and points follow it: "2. Phê duyệt
    danh sách ..." above "a) Trình tự thực hiện"."""
    line = text[start:end].strip(" *_")
    opens = words <= _LONGEST_TITLE and _POINTS.match(text, end)
    return bool(opens and line[-1:] not in ".;:," and _NUMBERED_LINE.match(line))


_LONGEST_TITLE = 80  # words
_POINTS = re.compile(r"\W*\n\W*a[.)]\s")
_NUMBERED_LINE = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]\s*[^\W\d]")


def _inside(spans: Sequence[tuple[int, int]], start: int) -> bool:
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and start < spans[at][1]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph; lines wrapped at a margin stay together, rows of a table apart."""
    begin = start
    for match in re.finditer(r"\n", text[start:end]):
        at = start + match.start()
        row = tables.at(text, begin) or tables.at(text, at + 1)
        if row or not _wrapped(text, begin, at, end):
            if trimmed := strip_span(text, begin, at):
                yield trimmed
            begin = at + 1
    if trimmed := strip_span(text, begin, end):
        yield trimmed


def _wrapped(text: str, begin: int, at: int, end: int) -> bool:
    """Whether the line end at `at` lies inside a sentence."""
    return is_wrap(text[begin:at].rstrip(), text[at + 1 : min(end, at + 20)].lstrip())


def _rank(line: str, words: int, marked: Heading | None) -> float | None:
    if words > _LONGEST_HEADING and not re.match(r"Điều \d", line):
        return None
    plain = fold(line).lstrip(" *#")
    if plain in _KINDS and line.isupper():
        return _ANNEXED
    for rank, pattern in enumerate(_RANKS):
        if pattern.match(plain) and not line.lstrip(" *#")[:1].islower():
            return rank
    if marked is not None and not _is_letterhead(plain):
        return _MARKED + marked.level / 10
    if line.isupper() and words >= 3 and not _is_letterhead(plain) and line[-1] not in ".;,":
        return _CAPITALS
    return None


_LETTERHEAD = re.compile(
    r"^\W*(cong hoa xa hoi|doc lap|dang cong san|uy ban|hoi dong|ban chap hanh|ban thuong vu"
    r"|chinh phu|quoc hoi|dang bo (?:tinh|thanh|huyen|xa|khoi)|(?:tinh|thanh|huyen|dang) uy\b"
    r"|ban (?:tuyen giao|to chuc|dan van|noi chinh)|van phong"
    r"|bo (?:cong|noi|tai|tu|y|xay|giao|ngoai|khoa|nong|van|dan|quoc)\b|so\b|luat so"
    r"|tm\.|kt\.|t/m|k/t|tl\.|q\.|bo truong|chu tich|pho |thu tuong|bi thu|chanh van phong"
    r"|trang thong tin|cong thong tin)"
)


def _is_letterhead(plain: str) -> bool:
    return bool(_LETTERHEAD.match(plain))


_Section = tuple[list[_Block], list[_Block]]  # the headings above, the blocks under them


def _sections(blocks: Iterator[_Block]) -> Iterator[_Section]:
    """Groups of blocks under one heading path. Headings open the group that they head."""
    path: list[_Block] = []
    group: list[_Block] = []
    kind_above = False  # the capitals below "QUYẾT ĐỊNH" are its title, not a heading
    for block in blocks:
        is_title = kind_above and block.rank == _CAPITALS
        kind_above = block.rank == _ANNEXED or is_title
        if block.rank is not None and not is_title and (path or block.rank != _ANNEXED):
            if any(b.states for b in group):
                yield path, group
                group = []
            path = [b for b in path if _rank_of(b) < _rank_of(block)] + [block]
        group.append(block)
    if group:
        yield path, group


def _joined(sections: Iterator[_Section]) -> Iterator[_Section]:
    """Small numbered sections of one parent together, under the parent's path."""
    held: _Section | None = None
    for path, blocks in sections:
        if held is not None and _are_crumbs(held, (path, blocks)):
            held = (_common(held[0], path), held[1] + blocks)
            continue
        if held is not None:
            yield held
        held = (path, blocks)
    if held is not None:
        yield held


def _are_crumbs(before: _Section, after: _Section) -> bool:
    sizes = _words(before[1]), _words(after[1])
    outer = [
        path[:-1] if path and path[-1].rank == _NUMBERED else path for path, _ in (before, after)
    ]
    return outer[0] == outer[1] and min(sizes) < FEWEST and sum(sizes) <= MOST


def _common(one: list[_Block], other: list[_Block]) -> list[_Block]:
    return [a for a, b in zip(one, other, strict=False) if a == b]


def _rank_of(block: _Block) -> float:
    return _CAPITALS if block.rank is None else block.rank


def _short(heading: str, limit: int = 90) -> str:
    heading = " ".join(heading.split()).strip(" .:*#")
    if len(heading) <= limit:
        return heading
    article = re.match(r"Điều \d+[a-zđ]?", heading)  # its text follows on the same line
    return article[0] if article else heading[:limit].rsplit(" ", 1)[0] + "…"


def _pieces(text: str, block: _Block) -> Iterator[_Block]:
    """The block itself, or its sentences where it is longer than a passage."""
    if block.words <= (MOST if block.table is None else _LONGEST_SENTENCE):
        yield block
        return
    for start, end in sentences(text, block.start, block.end):
        for piece in _clauses(text, start, end):
            yield replace(piece, stretch=block.stretch, table=block.table)


def _clauses(text: str, start: int, end: int) -> Iterator[_Block]:
    """A sentence; a hopelessly long one (a table row, a list) is cut after `;`, `,` or a word."""
    count = len(text[start:end].split())
    while count > _LONGEST_SENTENCE:
        words = list(re.finditer(r"\S+", text[start:end]))[:MOST]
        ends = [w.end() for w in words if w[0][-1] in ";,|:"]
        cut = start + (ends[-1] if ends and ends[-1] > words[FEWEST].start() else words[-1].end())
        yield _Block(start, cut, len(text[start:cut].split()), None)
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        count = len(text[start:end].split())
    yield _Block(start, end, count, None)


def _pack(pieces: list[_Block]) -> Iterator[tuple[int, int]]:
    """Neighbouring pieces together: as many as fit in `MOST` words, no crumbs at the end."""
    groups: list[list[_Block]] = []
    for piece in pieces:
        if groups and _fits(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if len(groups) > 1 and _words(groups[-1]) < FEWEST // 2 and _touch(*groups[-2:]):
        crumb = groups.pop()
        groups[-1] += crumb
    for group in groups:
        yield group[0].start, group[-1].end


def _fits(group: list[_Block], piece: _Block) -> bool:
    if not _touch(group, [piece]):
        return False
    if not any(block.states for block in group):
        return True  # a heading never stands alone
    return _words(group) + piece.words <= MOST


def _touch(before: list[_Block], after: list[_Block]) -> bool:
    """Whether no noise lies between two groups, and no border of a table, but for its heading."""
    heads = not any(block.states for block in before)
    same = before[-1].table == after[0].table
    return before[-1].stretch == after[0].stretch and (same or (heads and before[-1].table is None))


def _words(group: list[_Block]) -> int:
    return sum(block.words for block in group)
