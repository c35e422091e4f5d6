"""A digest of one document: its own sentences, chosen by where they stand and what they hold.

Purpose, scope, goals, tasks, who does what, effect: `retrieval/statements.py` reads which part of
the document a sentence is of, `retrieval/condensing.py` cuts it to a line. Lines are then taken one
by one, each time the one worth most: what a part is worth falls with every line it has given.
Nothing is reworded, and a part with nothing to say is left out.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sqlite_utils import Database

from index import catalogue
from index.catalogue import Entry
from index.text import fold, tokens
from index.types import Document, Passage
from retrieval import condensing, headings, statements, validity
from retrieval.citations import verify
from retrieval.digests import Digest, Length, Part, Point
from retrieval.statements import Bounds, Statement
from retrieval.types import Citation

log = logging.getLogger(__name__)

LINES = {Length.SHORT: 5, Length.MEDIUM: 12, Length.LONG: 25}
# What the first line of each part is worth, where goals and tasks are set and where articles rule.
_PLANNED = {
    Part.PURPOSE: 0.75,
    Part.SCOPE: 0.75,
    Part.RESULTS: 0.4,
    Part.GOALS: 1.0,
    Part.CONTENT: 0.6,
    Part.TASKS: 1.0,
    Part.DUTIES: 0.8,
    Part.EFFECT: 0.85,
    Part.POINTS: 1.0,
}
_RULED = {**_PLANNED, Part.SCOPE: 0.9, Part.CONTENT: 1.0, Part.TASKS: 0.8, Part.DUTIES: 0.7}
_ASKING = (Part.GOALS, Part.TASKS)
_FALLS = 0.72  # what a part is worth after each line it has given
_SAME_ITEM = 0.6  # another line of an item that has given one
_ALIKE = 0.6  # share of words from which two lines say the same
_FEWEST, _FEWEST_ALONE = 5, 9  # words of a line, and of one without a heading over it
# Openings that lean on a sentence before them.
_LEANS = re.compile(
    r"^(?:(?:qua|theo|trong|ben canh|tu|cung voi) do|do (?:do|vay)|vi vay|nhu vay|dong thoi"
    r"|tuy nhien|tuy vay|ngoai ra|mat khac|day la|dieu nay|viec nay|co the noi|nham|cu the"
    r"|van ban nay|tren day la|tren co so|can cu|ong|ba|dong chi|noi)\b"
)
# What every document says.
_HOLLOW = re.compile(
    r"phat sinh|vuong mac|can cu chuc nang|tong hop,? bao cao.{0,40}xem xet|trang thong tin"
    r"|thuc hien (?:theo|nghiem) quy dinh|dang (?:cong bao|tai)|(?:co|chiu) trach nhiem thi hanh"
    r"|to chuc, ca nhan co lien quan$|cac to chuc, ca nhan khac|\bthong qua ngay"
    r"|^(?:cac |nhung )?(?:\w+ ){1,3}khac\b|tran trong thong bao"
)
_DONE = re.compile(rf"(?<!viec )\b{condensing.VERBS}")
_EFFECT = re.compile(r"hieu luc|thay the|bai bo")
_IN_FORCE = re.compile(r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|sau|trong)\b")
_CHARGE = re.compile(r"\b(?:trach nhiem|chu tri|phoi hop|giam sat|kiem toan)\b")
_FOR_ALL = re.compile(r"chiu trach nhiem thi hanh")  # who is merely named as bound by it
# A target, also where it stands among tasks.
_TARGET = re.compile(r"\b(?:phan dau|ty le|ti le|toi thieu|it nhat|tren|duoi|dat)\b.{0,60}\d")
_OBLIGES = re.compile(
    r"\b(?:phai|bao dam|dam bao|hoan thanh|xay dung|ban hanh|thuc hien|to chuc|tang cuong|day manh"
    r"|chu tri|trien khai|nghiem cam|khong duoc|duoc|chiu trach nhiem|tham muu|phe duyet|quyet dinh"
    r"|thanh lap|muc|bao cao|kiem tra|phan dau|dat)\b"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate: a span of a statement, and what it is worth within its part."""

    said: Statement
    start: int
    end: int
    words: frozenset[str]
    worth: float
    part: Part


def digest(db: Database, pk: int, length: Length) -> Digest | None:
    """The digest of a document by primary key; None when it is no longer there."""
    entry = catalogue.entry(db, pk)
    if entry is None:
        return None
    text = catalogue.text_of(db, pk)
    said = statements.read(text, _opens(db, entry), catalogue.evidence(db, pk, "signer"))
    said = _told(db, pk, said)
    structured = sum(each.part is not None for each in said) >= _STRUCTURED
    chosen = _chosen(_candidates(entry, text, said, structured), LINES[length])
    points = _points(entry, text, catalogue.passages_of(db, pk), chosen)
    notices = validity.notices(db, [points[0].citation]) if points else ()
    return Digest(entry, length, points, notices, structured)


_STRUCTURED = 3  # statements whose part is known


def _opens(db: Database, entry: Entry) -> int:
    """Where the text after the letterhead and the title begins."""
    title = catalogue.evidence(db, entry.pk, "title")
    return title[1] if title and title[1] < entry.length // 2 else 0


def _told(db: Database, pk: int, said: list[Statement]) -> list[Statement]:
    """Statements of what the register knows to be the effect: from when, in place of what."""
    places = [
        (edge.start, edge.end)
        for edge in catalogue.edges_of(db, pk)
        if edge.act in ("replaces", "repeals")
    ]
    places += [place] if (place := catalogue.evidence(db, pk, "effective")) else []
    return [
        replace(each, part=Part.EFFECT) if any(_within(p, each) for p in places) else each
        for each in said
    ]


def _within(place: Bounds, said: Statement) -> bool:
    return said.start - 20 <= place[0] and place[1] <= said.end + 3


# --- candidates ------------------------------------------------------------------------------


def _candidates(
    entry: Entry, text: str, said: Sequence[Statement], structured: bool
) -> list[_Line]:
    common = _common(text)
    title = _content(entry.title)
    made: list[_Line] = []
    firsts: set[tuple[Part | None, int]] = set()
    sizes = Counter(_part(each, structured) for each in said)
    seen: Counter[Part | None] = Counter()
    for each in said:
        own = _part(each, structured)
        if own is None:
            continue
        late = seen[own] / sizes[own]
        seen[own] += 1
        opening = (each.part, each.group) not in firsts
        firsts.add((each.part, each.group))
        for number, (start, end) in enumerate(condensing.lines(text, each.start, each.end)):
            line = text[start:end]
            part = _aims(each, line) or own
            if number and not (condensing.figures(line) and part is Part.GOALS):
                continue
            words = _content(line)
            worth = _worth(each, part, line, words, opening and not number)
            worth += 0.4 * _central(line, common)
            worth -= 0.25 * (part in _NAMED_BY_TITLE and _share(words, title) > 0.7)
            worth -= 1.2 * bool(_FOR_ALL.search(fold(text[each.start : each.end])))
            worth += 0.1 * condensing.has_deadline(text[each.start : each.end]) - 0.3 * late
            worth -= _lost(text, each, end, part) + 0.2 * bool(number)
            made.append(_Line(each, start, end, words, worth, part))
    return [line for line in made if line.worth > 0]


_NAMED_BY_TITLE = (Part.SCOPE, Part.PURPOSE)


def _aims(said: Statement, line: str) -> Part | None:
    """GOALS for a target that a plan sets among its tasks; articles set rules, not targets."""
    if said.part not in (Part.TASKS, Part.DUTIES, Part.PURPOSE):
        return None
    aims = "%" in line and _TARGET.search(fold(line)) and not _is_ruled(said)
    return Part.GOALS if aims else None


def _is_ruled(said: Statement) -> bool:
    """Whether a statement stands in an article."""
    return any(label.startswith("Điều") for label in said.path)


def _part(said: Statement, structured: bool) -> Part | None:
    return said.part if structured else Part.POINTS


def _worth(said: Statement, part: Part, line: str, words: frozenset[str], opening: bool) -> float:
    """What a line is worth before it is compared with others; 1 is plain."""
    plain = fold(line)
    figures, deadline = condensing.figures(line), condensing.has_deadline(line)
    obliges, acts = bool(_OBLIGES.search(plain)), bool(re.match(condensing.VERBS, plain))
    worth = 1.0 + 0.3 * opening - 0.12 * max(0, said.depth)
    worth -= 0.25 * (not said.first and not (part is Part.GOALS and figures > 0))
    worth += min(figures, 4) * (0.35 if part is Part.GOALS else 0.12)
    worth += (0.3 if part in (Part.GOALS, Part.TASKS, Part.DUTIES) else 0.15) * deadline
    worth += 0.25 * (part in (Part.TASKS, Part.DUTIES, Part.CONTENT) and obliges)
    worth += 0.3 * (part is Part.DUTIES and (headings.is_office(line) or said.lead is not None))
    worth += 0.4 * (part is Part.EFFECT and bool(_IN_FORCE.search(plain)))
    worth += 0.4 * (part is Part.SCOPE and headings.part_said(line) is Part.SCOPE)
    worth += 0.3 * (said.heading and part in (Part.TASKS, Part.CONTENT))
    worth -= 0.6 * bool(_LEANS.match(plain)) + 0.7 * bool(_HOLLOW.search(plain))
    worth -= 0.4 * (said.listed and not (acts or figures or deadline))
    worth -= 0.2 * (said.listed and said.lead is None)
    worth -= 0.3 * said.annexed * (part in (Part.SCOPE, Part.EFFECT, Part.DUTIES))
    worth -= (
        1.0 * line.startswith(("(", "“", '"'))
        + 0.2 * ("|" in line and not figures)
        + 0.2 * bool(re.search(r"\[\d+\]", line))
    )
    if part is Part.POINTS:
        worth += 0.3 * bool(figures) + 0.2 * obliges - 0.5 * (not line[:1].isupper())
        worth -= 1.0 * (len(line.split()) < _FEWEST_ALONE)
    return worth - 2.0 * (len(line.split()) < _FEWEST)


def _lost(text: str, said: Statement, end: int, part: Part) -> float:
    """What a cut costs: more where what is done, or the effect itself, is cut off."""
    if not re.search(r"\w", text[end : said.end]):
        return 0.0
    kept = fold(text[said.start : end]).partition(" ")[2]
    whole = fold(text[said.start : said.end])
    pattern = _EFFECT if part is Part.EFFECT else _CHARGE
    essence = bool(pattern.search(whole)) and not pattern.search(kept)
    return 0.15 + 0.4 * (not _DONE.search(kept)) + 0.5 * essence


def _content(line: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens(line) if len(token.text) > 1)


def _common(text: str) -> Counter[tuple[str, str]]:
    """How often each pair of syllables stands in the document."""
    words = [token.text for token in tokens(text)]
    return Counter(pairwise(words))


def _central(line: str, common: Counter[tuple[str, str]]) -> float:
    """Share of the pairs of syllables that the document keeps coming back to, in [0, 1]."""
    words = [token.text for token in tokens(line)]
    pairs = list(pairwise(words))
    return sum(common[pair] >= 3 for pair in pairs) / len(pairs) if pairs else 0.0


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the words of the smaller set that both have."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0


# --- choice ----------------------------------------------------------------------------------


def _chosen(lines: list[_Line], count: int) -> list[_Line]:
    """The `count` lines worth most together, in the order of the document."""
    chosen: list[_Line] = []
    left = list(lines)
    ruled = [_is_ruled(line.said) for line in lines]
    asking = sum(line.part in _ASKING and not r for line, r in zip(lines, ruled, strict=True))
    worth = _PLANNED if asking > sum(ruled) else _RULED
    while left and len(chosen) < count:
        best = max(left, key=lambda line: worth[line.part] * _gain(line, chosen))
        chosen.append(best)
        left = [line for line in left if not _is_repeated(line, best)]
    order = list(Part)
    return sorted(chosen, key=lambda line: (order.index(line.part), line.start))


def _gain(line: _Line, chosen: Iterable[_Line]) -> float:
    given = [other for other in chosen if other.part is line.part]
    same = sum(_item(other) == _item(line) for other in given)
    return line.worth * _FALLS ** len(given) * _SAME_ITEM**same


def _item(line: _Line) -> int:
    """What is to give one line before it gives another: each target, but each office's tasks."""
    return line.said.item if line.part is Part.GOALS else line.said.group


def _is_repeated(line: _Line, other: _Line) -> bool:
    overlaps = line.start < other.end and other.start < line.end
    union = len(line.words | other.words)
    return overlaps or (union > 0 and len(line.words & other.words) / union >= _ALIKE)


# --- points ----------------------------------------------------------------------------------


def _points(
    entry: Entry, text: str, passages: Sequence[Passage], chosen: Iterable[_Line]
) -> tuple[Point, ...]:
    document = Document(entry.id, entry.source, entry.title, text, entry.number, entry.kind)
    made: list[Point] = []
    for line in chosen:
        passage = next((p for p in passages if p.start <= line.start and line.end <= p.end), None)
        if passage is None:
            continue  # a span over two passages; there is another line
        citation = _cited(entry, document, passage, line, len(made) + 1)
        if verify(citation, document):
            made.append(_point(text, line, citation))
        else:
            log.error("not verbatim: %s[%d:%d]", entry.id, line.start, line.end)
    return tuple(made)


def _point(text: str, line: _Line, citation: Citation) -> Point:
    said = line.said
    rest = text[line.end : said.end]
    return Point(
        part=line.part,
        citation=citation,
        path=said.path,
        lead=_lead(text, said, citation.quote),
        annexed=said.annexed,
        opened=bool(re.search(r"\w", text[said.start : line.start])),
        closed=bool(re.search(r"\w", rest)),
    )


def _lead(text: str, said: Statement, quote: str) -> str:
    """The heading over a line; none where the line itself says who has to do it."""
    lead = " ".join(text[slice(*said.lead)].split()) if said.lead else ""
    return "" if headings.is_office(lead) and headings.is_office(quote) else lead


def _cited(
    entry: Entry, document: Document, passage: Passage, line: _Line, marker: int
) -> Citation:
    return Citation(
        marker=marker,
        document_id=entry.id,
        source=entry.source,
        number=entry.number,
        title=entry.title,
        issued=catalogue.day(entry.issued),
        section=passage.section,
        page=passage.page,
        start=line.start,
        end=line.end,
        quote=document.text[line.start : line.end],
        passage_id=passage.id,
        passage=passage.text,
        score=1.0,
    )
