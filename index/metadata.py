"""What a document says of itself: number, kind, date, title.

Read from the head of the text only, and only where the form leaves no doubt: a "Số ..." line,
a "..., ngày ... tháng ... năm ..." line, a line that is the name of a kind. Unknown stays None;
a number that merely stands early (a law that is cited) is not the document's own.
"""

import re
from dataclasses import dataclass
from datetime import date

from index import references
from index.text import LOWER, UPPER, fold

_HEAD = 60  # lines in which a head is looked for
_HEAD_CHARACTERS = 6000
_LONGEST_DATE_LINE = 120  # characters; a longer line is a sentence that has a date in it
_CITING = re.compile(r"^\W*(can cu|theo de nghi|xet|thuc hien|dieu 1\b|chuong i\b)")
_NUMBER_LINE = re.compile(
    r"^\W*(?:luat\s+|nghi quyet\s+|phap lenh\s+)?so\s*[:.]?\s*(?=\d)|(?:^|[\s_])so\s?:\s?(?=\d)"
)
_DATED = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_NAMES = sorted({n for names in references.KINDS.values() for n in names}, key=len, reverse=True)
_KIND_LINE = re.compile(rf"^[\s.:*-]*({'|'.join(_NAMES)})(?!\w)(?!\s+so\b|\s*:)")
_AUTHORITY = re.compile(
    r"^(bo truong|uy ban nhan dan|chinh phu|quoc hoi|hoi dong nhan dan|thu tuong|chu tich"
    r"|truong ban|thong doc|giam doc|ban thuong vu|bo chinh tri\b|uy ban thuong vu)"
)
_NOT_TITLE = re.compile(
    r"^(\W*$|doc lap|cong hoa xa hoi|dang cong san|dang bo (tinh|thanh pho|huyen|xa|phuong)\b|so\b"
    r"|luat so\b|nguon\b|image|trang chu|\W*-{3,}|(thu (hai|ba|tu|nam|sau|bay)|chu nhat),)"
)
_CAPTION = re.compile(r"[-–(]\s*anh\s*[:\d]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each None where the text does not say. `title` is the trích yếu or the first heading."""

    number: str | None = None
    kind: str | None = None
    issued: date | None = None
    title: str | None = None


def extract(text: str) -> Metadata:
    """Metadata of NFC `text`."""
    pieces = (piece.strip() for piece in re.split(r"\n|\s\|\s", text[:_HEAD_CHARACTERS]))
    lines = [piece for piece in pieces if piece][:_HEAD]
    head = _own_head(lines)
    kind_at = next((i for i, line in enumerate(head) if _kind(line)), None)
    kind = _kind(head[kind_at]) if kind_at is not None else None
    title = _title_after(lines, kind_at) if kind_at is not None else _first_title(lines)
    return Metadata(_number(head), kind, _issued(head), title)


def _own_head(lines: list[str]) -> list[str]:
    """The lines before the text begins to cite others."""
    end = next((i for i, line in enumerate(lines) if _CITING.match(fold(line))), len(lines))
    return lines[:end]


def _kind(line: str) -> str | None:
    """The kind that a line in capitals names, alone or before more ("NGHỊ QUYẾT CỦA ...")."""
    said = _KIND_LINE.match(fold(line))
    name = line[said.start(1) : said.end(1)] if said else ""
    return name.capitalize() if name.isupper() else None


def _number(head: list[str]) -> str | None:
    for line in head:
        at = _NUMBER_LINE.search(fold(line))
        if not at:
            continue
        for ref in references.find(line):
            if ref.start <= at.end() < ref.end and ref.issuer:
                return str(ref)
    return None


def _issued(head: list[str]) -> date | None:
    for line in head:
        said = _DATED.search(fold(line))
        if said and len(" ".join(line.split())) < _LONGEST_DATE_LINE:
            return _date(*map(int, said.groups()))
    return None


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _title_after(lines: list[str], kind_at: int) -> str | None:
    """Kind and the lines of the trích yếu below it: "Chỉ thị về tăng cường ..."."""
    first = lines[kind_at].strip(" *-.:")
    kind = str(_kind(lines[kind_at]))
    parts = [kind + first[len(kind) :]]
    for line in lines[kind_at + 1 : kind_at + 6]:
        plain = fold(line)
        if _NOT_TITLE.match(plain) or (
            len(parts) > 1 and (_CITING.match(plain) or _ends_title(line))
        ):
            break
        parts.append(line.strip(" *-"))
        if len(" ".join(parts)) > 220:
            break
    title = " ".join(parts)
    return _cut(title) if title != kind else None


def _ends_title(line: str) -> bool:
    ended = len(line) > 160 or line.endswith((".", ";", ":"))
    return ended or bool(re.match(r"[IVX0-9]+[.)]", line) or _AUTHORITY.match(fold(line)))


def _first_title(lines: list[str]) -> str | None:
    """The first line that is neither letterhead nor date, shortened at a word."""
    for line in lines[:12]:
        plain = fold(line)
        named = len(line) >= 15 and not _NOT_TITLE.match(plain) and not _CAPTION.search(plain)
        if named and not _DATED.search(plain[:40]):
            return _cut(line.strip(" *#"))
    return None


def _cut(title: str, limit: int = 240) -> str:
    title = re.split(r"\s(?:Căn cứ|Theo đề nghị)\s", " ".join(title.split()))[0]
    return title if len(title) <= limit else title[:limit].rsplit(" ", 1)[0] + "…"


_SIGNED_FOR = re.compile(
    r"^\W*(?:T/?M|K/?T|TL|TUQ|Q)\s?\.?\s|^\W*(?:CHỦ TỊCH|BÍ THƯ|BỘ TRƯỞNG|THỦ TƯỚNG|TỔNG BÍ THƯ)"
)
_PERSON = re.compile(rf"(?:[{UPPER}][{LOWER}]+\s+){{1,4}}[{UPPER}][{LOWER}]+\W*$")
_TAIL = 6  # lines from the office to the name


def signature(text: str) -> tuple[int, int] | None:
    """Where the last signature stands, from the office signed for to the name; half-open."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    for at in range(len(lines) - 1, -1, -1):
        if not _SIGNED_FOR.match(lines[at][0]):
            continue
        for line in lines[at : at + _TAIL]:
            if _PERSON.search(line[0]) and not line[0].endswith((".", ";", ",")):
                return lines[at].start(), line.start() + len(line[0].rstrip())
    return None
