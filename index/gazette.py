"""Heads as law collections print them, in one sentence and without a letterhead: "Nghị định của
Chính phủ số 115/2003/NĐ-CP ngày 10/10/2003 về chế độ công chức dự bị", over as many lines as it
takes, the kind often on one of its own.

In files of the 1990s the kind is in small letters, for a font that draws them as capitals. Numbers
that follow are those of other documents, which such a title tends to name.
"""

import re
from collections.abc import Iterator

from index import head, issuers
from index.lines import Found, Line, pieces
from index.text import fold

_START = 600  # characters in which such a head begins
_LONGEST = 1500
_KIND = rf"(?P<kind>(?:{'|'.join(head.KIND_NAMES)})(?:\s+lien\s+tich)?)"
_HEAD = re.compile(
    rf"^[\s*#|_]*{_KIND}\s+(?:lien\s+tich\s+)?cua\s+(?P<issuer>[^\d:;.]{{4,160}}?)"
    r"[\s,]+so\s*:?\s*(?=\d)",
    re.MULTILINE,
)
_DATED = re.compile(
    r"[\s,(]*ngay\s*(\d{1,2})\s*(?:thang|[/.-])\s*(\d{1,2})\s*(?:nam|[/.-])\s*(\d{4})[\s):,.]*"
)


def read(text: str) -> dict[str, Found]:
    """Kind, issuer, number, day and title that such a head of NFC `text` states; {} for others."""
    plain = fold(text[:_LONGEST])
    said = _HEAD.search(plain)
    if said is None or said.start("kind") > _START:
        return {}
    end = plain.find("\n", said.end())
    line = Line(text[said.end() : end if end > 0 else len(plain)], said.end(), end)
    number = head.numbered(line, 0)
    if number is None:
        return {}
    joint = "lien tich" in plain[said.start("kind") : said.start("issuer")]
    name = " ".join(text[slice(*said.span("kind"))].split()).capitalize()
    kind = f"{name} liên tịch" if joint and "liên tịch" not in name else name
    found = {"number": number, "kind": Found(kind, *said.span("kind"))}
    found["issuer"] = Found(_body(text[slice(*said.span("issuer"))]), *said.span("issuer"))
    at = number.end
    if dated := _DATED.match(plain, at):
        at = dated.end()
        if day := head.calendar_day(*map(int, dated.groups())):
            found["issued"] = Found(day, dated.start(1), dated.end(3))
    return found | _title(text, at, kind)


def _body(printed: str) -> str:
    """Who issues, as it is printed: in small letters too, for a font that draws capitals."""
    name = " ".join(printed.split())
    return issuers.proper(name) if name.isupper() else name[0].upper() + name[1:]


def _title(text: str, at: int, kind: str) -> dict[str, Found]:
    """The rest of the paragraph, up to a line that can be of no title."""
    whole = text[at : at + _LONGEST].partition("\n\n")[0]
    lines = list(_lines(pieces(whole)))
    if not lines:
        return {}
    start, end = at + lines[0].start, at + lines[-1].end
    words = " ".join(line.text for line in lines).rstrip(" .")
    return {"title": Found(head.cut(f"{kind} {words}"), start, end)}


def _lines(found: list[Line]) -> Iterator[Line]:
    for place, line in enumerate(found):
        if head.ends_title(line, first=place == 0) and not line.text.startswith("số "):
            return
        yield line
