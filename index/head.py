"""The head of a document: letterhead, number, date, kind and trích yếu, with their places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index import references
from index.lines import Line
from index.text import LOWER, UPPER, fold

_HEAD = 60  # lines in which a head is looked for
_HEAD_CHARACTERS = 6000
_CITING = re.compile(
    r"^\W*(can cu|theo de nghi|xet|thuc hien (?!.*\b(?:giai doan|nam \d{4})$)|dieu 1\b|chuong i\b)"
)
_NUMBER_LINE = re.compile(r"(?:^|[\s_])so\s?[:.]?\s*(?=\d)")
_NUMBER_CELL = re.compile(r"^\W*so\W*$")  # "Số:" in one cell, the rest in the next
_LAW_LINE = re.compile(r"^\W*(?:luat|bo luat|nghi quyet|phap lenh)\s+so\s*[:.]?\s*(?=\d)")
_RAW_NUMBER = re.compile(r"\d{1,5}(?:/\d{4})?\s?[/-]\s?[A-ZĐ][\wĐđ]*(?:[-/&][A-ZĐ]\w*)*")
_NUMBER_AND_DATE = 60  # characters of "Số 12-NQ/TU, ngày 07 tháng 5 năm 2024"
_AFTER_LAW = 25  # characters that may follow the number of a law on its line
_DATED = re.compile(
    r"ngay\s*(\d{1,2})\s*(?:thang|/|-|\.)\s*(\d{1,2})\s*(?:nam|/|-|\.)\s*(\d{4})\W*$"
)
_PLACE = re.compile(
    rf"((?:TP\.\s?)?(?:[{UPPER}][{LOWER}]+\s+){{0,6}}[{UPPER}][{LOWER}]+)[\s*]*,\s*$"
)
# Kinds that are headed but not numbered, beside those of the number grammar.
_MORE = ("dieu le", "hien phap", "noi quy", "thong tri", "nghi quyet lien tich")
_NAMES = sorted(
    {n for names in references.KINDS.values() for n in names} | set(_MORE), key=len, reverse=True
)
_KIND_LINE = re.compile(rf"^[\s.:*-]*({'|'.join(_NAMES)})(?!\w)(?!\s+so\b|\s*:)")
_AUTHORITY = re.compile(
    r"^(bo truong|uy ban nhan dan|chinh phu|quoc hoi|hoi dong (?:nhan dan|tham phan)"
    r"|thu tuong|chu tich|tong bi thu|chanh (?:an|van phong|thanh tra)|vien truong"
    r"|truong ban|thong doc|giam doc|(?:tong )?cuc truong|vu truong|hieu truong|tong thanh tra"
    r"|tong kiem toan|ban thuong vu\b|bo chinh tri\b|ban bi thu\b|uy ban thuong vu)"
)
_NOT_TITLE = re.compile(
    r"^(\W*$|doc lap|cong hoa xa hoi|dang cong san|dang bo (tinh|thanh pho|huyen|xa|phuong)\b"
    r"|so\b\W*\d|luat so\b|nguon\b|image|trang chu|\W*-{3,}|kinh gui|noi dung chinh"
    r"|(thu (hai|ba|tu|nam|sau|bay)|chu nhat),)"
)
_ARTICLE_LINE = re.compile(r"^\W*dieu \d{1,3}[a-z]?\s?[.:]")
_CAPTION = re.compile(r"[-–(]\s*anh\s*[:\d]")
_SUBJECT = re.compile(r"\bv/v:?\s+(?=\S)")
_ISSUER = re.compile(
    r"^(uy ban\b|hoi dong\b|chinh phu\b|thu tuong chinh phu\b|chu tich\b|quoc hoi\b|bo\b"
    r"|ban\b|tinh uy\b|thanh uy\b|huyen uy\b|dang uy\b|dang bo\b|van phong\b|toa an\b"
    r"|vien kiem sat\b|kiem toan\b|thanh tra\b|tong cuc\b|cuc\b|thue\b|so\b(?!\W*\d)|tinh doan\b"
    r"|ngan hang nha nuoc\b|doan thanh nien\b|mat tran\b|lien doan\b|bao hiem xa hoi\b|tong lien"
    r"|truong\b(?! ban\b)|hoi\b|dai hoi\b|tong kiem\b)"
)
_CONTINUED = re.compile(
    r"^(tinh|thanh pho|tp|huyen|xa|phuong|dac khu|quan|thi xa|viet nam)\b(?! uy\b)"
)
_PARENT = re.compile(r"^(dang bo|ban chap hanh trung uong|dai hoi)\b")
_MOTTO = re.compile(r"cong hoa xa hoi|doc lap|dang cong san viet nam")
# Who issues, where the letterhead is lost but the number names a body that is only one.
_CODES = (
    (r"UBTVQH\d*$", "Ủy ban Thường vụ Quốc hội"),
    (r"QH\d+$", "Quốc hội"),
    (r"-CP$", "Chính phủ"),
    (r"-TTg$", "Thủ tướng Chính phủ"),
)
_PLACES = {"tỉnh", "phố", "huyện", "xã", "phường", "khu", "quận"}
_OTHER_BODY = {"ban", "văn", "đảng", "hội", "sở", "ủy"}


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it was read."""

    value: str | date | None
    start: int
    end: int


def read(lines: Sequence[Line]) -> dict[str, Found]:
    """What the head says, by field of `Metadata`."""
    top = [line for line in lines[:_HEAD] if line.start < _HEAD_CHARACTERS]
    own = _own(top)
    kind_at = next((i for i, line in enumerate(own) if _kind(line.text)), None)
    said: dict[str, Found | None] = {"number": _number(own)}
    said |= _dated(own)
    if kind_at is not None:
        said["kind"] = _kind_found(own[kind_at])
        said["title"] = _title_after(top, kind_at)
    subject = _subject(own) if kind_at is None else None
    said["title"] = said.get("title") or subject or _first_title(top)
    if subject:
        said["kind"] = Found("Công văn", subject.start, subject.end)
    found = {name: value for name, value in said.items() if value}
    issuer = _issuer(own, kind_at, found.get("number"))
    return {**found, "issuer": issuer} if issuer else found


_ARTICLES = 3  # so many lines that begin an article are no report
_TEASER = re.compile(r"^\W*(toan van|\(?chinhphu\.vn|infographic|video|nguon\b)")


def is_document(lines: Sequence[Line], opening: dict[str, Found]) -> bool:
    """Whether the text is a document and not a page about one (or about anything else)."""
    top = lines[:_HEAD]
    if sum(bool(_ARTICLE_LINE.match(line.plain)) for line in lines) >= _ARTICLES:
        return True
    if any(line.plain.startswith("kinh gui") for line in top[:25]):
        return True
    if _TEASER.match(lines[0].plain if lines else "") and "kind" not in opening:
        return False
    cites = any(_CITING.match(line.plain) for line in top)
    support = ("number" in opening) + ("issuer" in opening) + ("issued" in opening) + cites
    return support >= (1 if "kind" in opening else 2) and bool({"kind", "number"} & set(opening))


def _own(lines: list[Line]) -> list[Line]:
    """The lines before the text begins to cite others."""
    end = next((i for i, line in enumerate(lines) if _CITING.match(line.plain)), len(lines))
    return lines[:end]


def _kind(line: str) -> str | None:
    """The kind that a line in capitals names, alone or before more ("NGHỊ QUYẾT CỦA ...")."""
    said = _KIND_LINE.match(fold(line))
    name = line[said.start(1) : said.end(1)] if said else ""
    return name.capitalize() if name.isupper() else None


def _kind_found(line: Line) -> Found:
    kind = str(_kind(line.text))
    start = line.start + line.plain.find(fold(kind))
    return Found(kind, start, start + len(kind))


def _number(own: list[Line]) -> Found | None:
    for place, line in enumerate(own):
        after = own[place + 1] if place + 1 < len(own) else None
        if _NUMBER_CELL.match(line.plain) and after and after.text[0].isdigit():
            found = _numbered(after, 0)
            return found and Found(found.value, line.start, found.end)
        at = _NUMBER_LINE.search(line.plain)
        if at and (at.start() == 0 or ":" in at[0]):
            if found := _numbered(line, at.end()):
                return found
            continue
        law = _LAW_LINE.match(line.plain)
        found = _numbered(line, law.end()) if law else None
        if found and line.end - found.end <= _AFTER_LAW:
            return found
    return None


def _numbered(line: Line, at: int) -> Found | None:
    """The number that stands at an offset of a line, canonical where the grammar knows it."""
    for ref in references.find(line.text):
        if ref.start <= at < ref.end and ref.issuer:
            return Found(str(ref), line.start + min(at, ref.start), line.start + ref.end)
    raw = _RAW_NUMBER.match(line.text, at)
    return raw and Found(re.sub(r"\s", "", raw[0]), line.start + at, line.start + raw.end())


def _dated(own: list[Line]) -> dict[str, Found | None]:
    """Place and date of a line that is nothing else, wherever its letterhead was joined to it."""
    for line in own:
        said = _DATED.search(line.plain)
        day = _date(*map(int, said.groups())) if said else None
        if said is None or day is None:
            continue
        place = _PLACE.search(line.text[: said.start()])
        if place:
            name = Found(
                " ".join(place[1].split()), line.start + place.start(1), line.start + place.end(1)
            )
            return {"place": name, "issued": Found(day, name.start, line.end)}
        numbered = _NUMBER_LINE.match(line.plain) and len(line.text) <= _NUMBER_AND_DATE
        if said.start() <= 1 or numbered:
            return {"issued": Found(day, line.start, line.end)}
    return {}


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _title_after(lines: list[Line], kind_at: int) -> Found | None:
    """Kind and the lines of the trích yếu below it: "Chỉ thị về tăng cường ..."."""
    first = lines[kind_at]
    kind = str(_kind(first.text))
    printed = first.text.strip(" *-.:")
    parts, last = [kind + printed[len(kind) :]], first
    for line in lines[kind_at + 1 : kind_at + 7]:
        if _ends_title(line, first=len(parts) == 1):
            break
        if fold(parts[-1]) != line.plain:  # pages print a title twice
            parts.append(line.text.strip(" *-"))
        last = line
        if len(" ".join(parts)) > 220:
            break
    title = " ".join(parts)
    return Found(_cut(title), first.start, last.end) if title != kind else None


def _ends_title(line: Line, *, first: bool) -> bool:
    """Whether the trích yếu is over before this line; its first line may look like anything."""
    if _NOT_TITLE.match(line.plain) or _DATED.search(line.plain):
        return True
    if _ARTICLE_LINE.match(line.plain):
        return True
    if line.text.isupper() and _AUTHORITY.match(line.plain):
        return True
    ended = len(line.text) > 160 or line.text.endswith((".", ";", ":", ")"))
    opens = re.match(r"[IVX0-9]+[.)-]", line.text) or _AUTHORITY.match(line.plain)
    return not first and bool(ended or opens or _CITING.match(line.plain))


def _subject(own: list[Line]) -> Found | None:
    """The "V/v ..." of a letter, with the line that continues it."""
    for line in own:
        if said := _SUBJECT.search(line.plain):
            return Found(_cut(line.text[said.end() :]), line.start + said.start(), line.end)
    return None


def _first_title(lines: list[Line]) -> Found | None:
    """The first line that is neither letterhead nor date, shortened at a word."""
    for line in lines[:12]:
        plain = line.plain
        named = len(plain) >= 15 and not _NOT_TITLE.match(plain) and not _CAPTION.search(plain)
        if named and not _DATED.search(plain[:60]):
            return Found(_cut(line.text), line.start, line.end)
    return None


def _cut(title: str, limit: int = 240) -> str:
    title = re.split(r"\s(?:Căn cứ|Theo đề nghị)\s", " ".join(title.split()))[0]
    return title if len(title) <= limit else title[:limit].rsplit(" ", 1)[0] + "…"


def _issuer(own: list[Line], kind_at: int | None, number: Found | None) -> Found | None:
    """The bodies of the letterhead, the lowest first ("Văn phòng, Tỉnh ủy Lam Hà"), else the
    one between the trích yếu and the preamble."""
    above = own[:kind_at] if kind_at is not None else own[:8]
    below = own[kind_at + 1 :] if kind_at is not None else []
    bodies = _bodies(above)
    own_bodies = [body for body in bodies if not _PARENT.match(fold(str(body.value)))]
    if found := (own_bodies or bodies)[-2:] or _bodies(below)[-1:]:
        names = [_proper(str(body.value)) for body in reversed(found)]
        return Found(", ".join(names), found[0].start, found[-1].end)
    for code, name in _CODES if number else ():
        if number and re.search(code, str(number.value)):
            return Found(name, number.start, number.end)
    return None


def _bodies(lines: list[Line]) -> list[Found]:
    """Lines in capitals that name a body, each with the line of its province."""
    found: list[Found] = []
    for line in lines:
        printed = _letterhead(line)
        if not printed.isupper():
            continue
        if found and _CONTINUED.match(fold(printed)):
            before = found[-1]
            found[-1] = Found(f"{before.value} {printed}", before.start, line.start + len(printed))
        elif _ISSUER.match(fold(printed)) and len(printed.split()) <= 16:
            found.append(Found(printed, line.start, line.start + len(printed)))
    return found


def _letterhead(line: Line) -> str:
    """A line up to the motto or the rule that was joined to it."""
    motto = _MOTTO.search(line.plain)
    printed = line.text[: motto.start()] if motto else line.text
    return re.split(r"_{2,}|-{2,}", printed)[0].strip(" *-:")


def _proper(capitals: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH LAM HÀ" -> "Ủy ban nhân dân tỉnh Lam Hà"."""
    words = ["", *capitals.lower().split(), ""]
    made: list[str] = []
    naming = False  # inside the name of a province, commune, ...
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        ministry = before in {"bộ", "sở"} and words[1] == before
        opens = naming and word in _OTHER_BODY
        upper = not made or naming or ministry or (word, after) == ("trung", "ương")
        made.append(word.capitalize() if upper else word)
        naming = (naming and not opens) or (word in _PLACES and after != "ủy")
        naming = naming or (word == "ủy" and after not in {"ban", "viên"})
    return " ".join(made)
