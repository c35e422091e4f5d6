"""A document that a heading names in place of a lost letterhead.

"Nghị quyết số 12-NQ/TU" alone on its line, or "Toàn văn: Nghị quyết số 12-NQ/TU ..." above the
text itself. Pages that only speak of the document open in the same way: the caller asks
`is_whole`, or for a line that prints the same kind.
"""

import re
from collections.abc import Sequence

from index import references
from index.head import KIND_NAMES, articles, calendar_day, numbered
from index.issuers import proper
from index.lines import Found, Line
from index.text import fold

_LINES = 6  # in which the heading and the sentence that presents the document are looked for
_KIND = rf"(?P<kind>{'|'.join(KIND_NAMES)})(?: so)?\s?(?=\d)"
_HEADING = re.compile(rf"^\W*(?:toan van\W*)?{_KIND}")
_PRESENTED = re.compile(rf"\b(?:toan van|ky ban hanh)\W*{_KIND}")
_DATED = re.compile(r"[\s,(]{1,3}ngay (\d{1,2})(?:/| thang )(\d{1,2})(?:/| nam )(\d{4})\)?")
_BY = re.compile(r"[\s,]{1,2}cua (.{4,60}?)(?= (?:ve|quy dinh|sua doi|ban hanh|phe duyet)\b|\W*$)")
_ABOUT = re.compile(r"\s(ve (?:viec )?\w[^.;:]{10,})")
_CLOSING = re.compile(r"^\W*t/?m\.?\s|\bnay (?:duoc )?pho bien den\b")


def read(lines: Sequence[Line], kind: str | None) -> dict[str, Found]:
    """Number and kind of the document a heading names, of `kind` where the text prints one;
    with the day, the issuer and the title where they follow the number."""
    for line in lines[:_LINES]:
        said = _HEADING.match(line.plain) or _PRESENTED.search(line.plain)
        if said is None or (kind and fold(kind) != said["kind"]):
            continue
        if number := numbered(line, said.end()):
            start, end = said.span("kind")
            name = line.text[start:end].capitalize()
            own = {"number": number, "kind": Found(name, line.start + start, line.start + end)}
            return _presented(lines[:_LINES], name, str(number.value)) | own
    return {}


def _presented(lines: Sequence[Line], kind: str, number: str) -> dict[str, Found]:
    """What the fullest of the lines says after the number: "ngày ..., của ..., về ..."."""
    told: list[dict[str, Found]] = [{}]
    for line in lines:
        own = [ref for ref in references.find(line.text) if str(ref) == number]
        told += [_after(line, ref.end, kind) for ref in own]
    return max(told, key=len)


def _after(line: Line, at: int, kind: str) -> dict[str, Found]:
    found: dict[str, Found] = {}
    if dated := _DATED.match(line.plain, at):
        day = calendar_day(*map(int, dated.groups()))
        found |= {"issued": Found(day, line.start + dated.start(1), line.start + dated.end(3))}
        at = dated.end()
    if by := _BY.match(line.plain, at):
        name = line.text[by.start(1) : by.end(1)]
        if name[0].isupper():
            found["issuer"] = Found(
                proper(name) if name.isupper() else name,
                line.start + by.start(1),
                line.start + by.end(1),
            )
            at = by.end()
    if about := _ABOUT.match(line.plain, at):
        title = f"{kind} {line.text[about.start(1) : about.end(1)]}"
        found["title"] = Found(title, line.start + about.start(1), line.start + about.end(1))
    return found


def is_whole(lines: Sequence[Line]) -> bool:
    """Whether the text is a document itself: it has its articles from the first on, or its end."""
    return {"1", "2", "3"} <= articles(lines) or any(_CLOSING.search(line.plain) for line in lines)
