"""The head of a document: letterhead, number, date, kind and trích yếu, with their places."""

import re
from collections.abc import Sequence
from datetime import date

from index import issuers, references
from index.lines import Found, Line
from index.text import LOWER, UPPER, fold, shortened

LINES = 60  # in which a head is looked for
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
KIND_NAMES = sorted(
    {n for names in references.KINDS.values() for n in names} | set(_MORE), key=len, reverse=True
)
_KIND_LINE = re.compile(rf"^[\s.:*-]*({'|'.join(KIND_NAMES)})(?!\s+so\b|\s*:)")
_ONLY_KIND = re.compile(rf"^\W*(?:{'|'.join(KIND_NAMES)})\W*$")
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
_ARTICLE_LINE = re.compile(r"^\W*dieu (\d{1,3})[a-z]?\s?[.:]")
_PREAMBLE = re.compile(r"^\W*(?:can cu|theo de nghi|dieu \d{1,3}[a-z]?\s?[.:])")
_CAPTION = re.compile(r"[-–(]\s*anh\s*[:\d]")
_SUBJECT = re.compile(r"\bv/v:?\s+(?=\S)")


def read(lines: Sequence[Line]) -> dict[str, Found]:
    """What the head says, by field of `Metadata`."""
    top = [line for line in lines[:LINES] if line.start < _HEAD_CHARACTERS]
    own = _own(top)
    said: dict[str, Found | None] = {"number": _number(own)}
    kind_at = _kind_at(own, said["number"])
    said |= _dated(own)
    if kind_at is not None:
        said["kind"] = _kind_found(own[kind_at])
        said["title"] = _title_after(top, kind_at)
    subject = _subject(own) if kind_at is None else None
    said["title"] = said.get("title") or subject
    if letter := subject or (_addressed(own) if kind_at is None else None):
        said["kind"] = Found("Công văn", letter.start, letter.end)
    found = {name: value for name, value in said.items() if value}
    if issuer := issuers.issuer(own, kind_at, found.get("number")):
        found["issuer"] = issuer
    found = _enacted(top, found)
    title = None if "title" in found else _first_title(top)
    return {**found, "title": title} if title else found


def _enacted(top: Sequence[Line], found: dict[str, Found]) -> dict[str, Found]:
    """Completed by "Bộ trưởng ... ban hành Thông tư ...", for heads that lost their lines."""
    said = issuers.enacting(top)
    kind = _KIND_LINE.match(fold(str(said[1].value))) if said else None
    if said is None or kind is None:
        return found
    issuer, act = said
    name = str(act.value)[: kind.end(1)].capitalize()
    known = {"issuer": issuer, "kind": Found(name, act.start, act.start + kind.end(1))}
    if "number" in found or "kind" in found:
        found = known | found
    if found.get("kind") and "title" not in found:
        found["title"] = Found(cut(str(act.value).rstrip(" .:;")), act.start, act.end)
    return found


_TEASER = re.compile(r"^\W*(toan van|\(?chinhphu\.vn|infographic|video|nguon\b)")


def is_document(lines: Sequence[Line], opening: dict[str, Found]) -> bool:
    """Whether the text is a document and not a page about one (or about anything else)."""
    top = lines[:LINES]
    if {"1", "2", "3"} <= articles(lines):
        return True
    if any(line.plain.startswith("kinh gui") for line in top[:25]):
        return True
    if _TEASER.match(lines[0].plain if lines else "") and "kind" not in opening:
        return False
    cites = any(_CITING.match(line.plain) for line in top)
    support = ("number" in opening) + ("issuer" in opening) + ("issued" in opening) + cites
    return support >= (1 if "kind" in opening else 2) and bool({"kind", "number"} & set(opening))


def articles(lines: Sequence[Line]) -> set[str]:
    """The numbers of the articles that open a line."""
    return {said[1] for line in lines if (said := _ARTICLE_LINE.match(line.plain))}


def number(lines: Sequence[Line]) -> str | None:
    """The number that the lines of a head state as their own."""
    found = _number(_own(list(lines)))
    return str(found.value) if found else None


def is_dated(line: Line) -> bool:
    """Whether a line holds place and day and nothing else."""
    return bool(_dated([line]))


def _own(lines: list[Line]) -> list[Line]:
    """The lines before the text begins to cite others."""
    end = next((i for i, line in enumerate(lines) if _CITING.match(line.plain)), len(lines))
    return lines[:end]


def kind_of(line: str) -> str | None:
    """The kind that a line in capitals names, alone or before more ("NGHỊ QUYẾT CỦA ...")."""
    said = _KIND_LINE.match(fold(line))
    name = line[said.start(1) : said.end(1)] if said else ""
    after = line[said.end(1) :][:2] if said else ""
    joined = after[:1].isupper() and after[1:].islower()  # "NGHỊ ĐỊNHQuy định ..."
    ends = joined or not (after[:1].isalnum() or after[:1] == "_")
    return name.capitalize() if name.isupper() and ends else None


def _kind_at(own: Sequence[Line], number: Found | None) -> int | None:
    """Where the kind stands, in capitals; or alone in small letters below a number, for a font of
    the 1990s that draws them as capitals."""
    shown = (i for i, line in enumerate(own) if kind_of(line.text))
    small = (
        i for i, line in enumerate(own)
        if number and line.start > number.start and _ONLY_KIND.match(line.plain)
    )  # fmt: skip
    return next(shown, next(small, None))


def _kind_on(line: Line) -> str:
    return kind_of(line.text) or line.text.strip(" .:*-").capitalize()


def _kind_found(line: Line) -> Found:
    kind = _kind_on(line)
    start = line.start + line.plain.find(fold(kind))
    return Found(kind, start, start + len(kind))


def _number(own: Sequence[Line]) -> Found | None:
    kinds = (i for i, line in enumerate(own) if _ONLY_KIND.match(line.plain) or kind_of(line.text))
    kind_at = next(kinds, len(own))
    for place, line in enumerate(own):
        if place > kind_at and line.text.startswith("số "):
            continue  # a title goes on: "... các Luật sửa đổi / số 94/1998/NĐ-CP ngày ..."
        after = own[place + 1] if place + 1 < len(own) else None
        if _NUMBER_CELL.match(line.plain) and after and after.text[0].isdigit():
            found = numbered(after, 0)
            return found and Found(found.value, line.start, found.end)
        at = _NUMBER_LINE.search(line.plain)
        if at and (at.start() == 0 or ":" in at[0]):
            if found := numbered(line, at.end()):
                return found
            continue
        law = _LAW_LINE.match(line.plain)
        found = numbered(line, law.end()) if law else None
        if found and line.end - found.end <= _AFTER_LAW:
            return found
    return None


def numbered(line: Line, at: int) -> Found | None:
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
        day = calendar_day(*map(int, said.groups())) if said else None
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


def calendar_day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _title_after(lines: list[Line], kind_at: int) -> Found | None:
    """Kind and the lines of the trích yếu below it: "Chỉ thị về tăng cường ..."."""
    first = lines[kind_at]
    kind = _kind_on(first)
    printed = _printed(first).strip(" .:")
    rest = printed[len(kind) :].lstrip(" .:")
    parts, last = [f"{kind} {rest}" if rest else kind], first
    for line in lines[kind_at + 1 : kind_at + 7]:
        if ends_title(line, first=len(parts) == 1):
            break
        if fold(_printed(line)) not in fold(" ".join(parts)):  # pages print a title twice
            parts.append(_printed(line))
        last = line
        if len(" ".join(parts)) > 220:
            break
    title = " ".join(parts).rstrip(" -")
    return Found(cut(title), first.start, last.end) if title != kind else None


def _printed(line: Line) -> str:
    """A line of a title without bullet and rule; a hyphen at its end belongs to the title."""
    return re.sub(r"[-–_]{2,}", "", line.text).strip(" *").removeprefix("- ")


def ends_title(line: Line, *, first: bool) -> bool:
    """Whether the trích yếu is over before this line; its first line may look like anything."""
    if _NOT_TITLE.match(line.plain) or _dated([line]):
        return True
    if _PREAMBLE.match(line.plain):
        return True
    if line.text.isupper() and _AUTHORITY.match(line.plain):
        return True
    ended = (len(line.text) > 160 and not line.text.isupper()) or line.text.endswith(
        (".", ";", ":", ")")
    )
    opens = re.match(r"[IVX0-9]+[.)-]", line.text) or _AUTHORITY.match(line.plain)
    return not first and bool(ended or opens or _CITING.match(line.plain))


def _subject(own: list[Line]) -> Found | None:
    """The "V/v ..." of a letter, with the line that continues it."""
    for line in own:
        if said := _SUBJECT.search(line.plain):
            return Found(cut(line.text[said.end() :]), line.start + said.start(), line.end)
    return None


def _addressed(own: list[Line]) -> Found | None:
    """ "Kính gửi: ..." of a letter, on top or under its number."""
    for place, line in enumerate(own[:12]):
        if line.plain.startswith("kinh gui") and (place == 0 or _number(own[:place])):
            return Found(line.text, line.start, line.end)
    return None


def _first_title(lines: list[Line]) -> Found | None:
    """The first line that is neither letterhead nor date, shortened at a word."""
    for line in lines[:12]:
        plain = line.plain
        other = _NOT_TITLE.match(plain) or _CAPTION.search(plain) or plain.startswith(("- ", "+ "))
        named = len(plain) >= 15 and not other
        if named and not _DATED.search(plain[:60]):
            return Found(cut(line.text), line.start, line.end)
    return None


def cut(title: str, limit: int = 240) -> str:
    title = re.split(r"\s(?:Căn cứ|Theo đề nghị)\s", " ".join(title.split()))[0]
    return shortened(title, limit)
