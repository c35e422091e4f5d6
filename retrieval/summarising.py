"""A digest of one document: its own sentences, chosen by where they stand and what they hold.

Purpose, scope, goals, tasks, who does what, effect: `retrieval/statements.py` reads which part of
the document a sentence is of, `retrieval/condensing.py` cuts it to a line,
`retrieval/digest_lines.py` weighs the line. Lines are then taken one by one, each time the one
worth most: what a part is worth falls with every line it has given.
Nothing is reworded, and a part with nothing to say is left out.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from index import catalogue
from index.catalogue import Entry
from index.types import Document, Passage
from retrieval import headings, statements, validity
from retrieval.citations import verify
from retrieval.digest_lines import Line, candidates, is_ruled
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
_STRUCTURED = 3  # statements whose part is known


def digest(db: Database, pk: int, length: Length) -> Digest | None:
    """The digest of a document by primary key; None when it is no longer there."""
    entry = catalogue.entry(db, pk)
    if entry is None:
        return None
    text = catalogue.text_of(db, pk)
    said = statements.read(text, _opens(db, entry), catalogue.evidence(db, pk, "signer"))
    said = _told(db, pk, said)
    structured = sum(each.part is not None for each in said) >= _STRUCTURED
    chosen = _chosen(candidates(text, said, entry.title, structured), LINES[length])
    points = _points(entry, text, catalogue.passages_of(db, pk), chosen)
    notices = validity.notices(db, [point.citation for point in points[:1]])
    return Digest(entry, length, points, notices, structured)


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


# --- choice ----------------------------------------------------------------------------------


def _chosen(lines: list[Line], count: int) -> list[Line]:
    """The `count` lines worth most together, in the order of the document."""
    chosen: list[Line] = []
    left = list(lines)
    ruled = [is_ruled(line.said) for line in lines]
    asking = sum(line.part in _ASKING and not r for line, r in zip(lines, ruled, strict=True))
    worth = _PLANNED if asking > sum(ruled) else _RULED
    while left and len(chosen) < count:
        best = max(left, key=lambda line: worth[line.part] * _gain(line, chosen))
        chosen.append(best)
        left = [line for line in left if not _is_repeated(line, best)]
    order = list(Part)
    return sorted(chosen, key=lambda line: (order.index(line.part), line.start))


def _gain(line: Line, chosen: Iterable[Line]) -> float:
    given = [other for other in chosen if other.part is line.part]
    same = sum(_item(other) == _item(line) for other in given)
    return line.worth * _FALLS ** len(given) * _SAME_ITEM**same


def _item(line: Line) -> int:
    """What is to give one line before it gives another: each target, but each office's tasks."""
    return line.said.item if line.part is Part.GOALS else line.said.group


def _is_repeated(line: Line, other: Line) -> bool:
    overlaps = line.start < other.end and other.start < line.end
    union = len(line.words | other.words)
    return overlaps or (union > 0 and len(line.words & other.words) / union >= _ALIKE)


# --- points ----------------------------------------------------------------------------------


def _points(
    entry: Entry, text: str, passages: Sequence[Passage], chosen: Iterable[Line]
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


def _point(text: str, line: Line, citation: Citation) -> Point:
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


def _cited(entry: Entry, document: Document, passage: Passage, line: Line, marker: int) -> Citation:
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
