"""The tail of a document: who signed, when it was adopted, from when it is in force."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from index.issuers import proper
from index.lines import Found, Line
from index.text import LOWER, UPPER, fold, sentences

# An office that signs, or for which somebody signs.
OFFICE = (
    r"(?:(?:T/?M|K/?T|TL|TUQ|Q)(?:\s?\.\s?|\s)(?=\S)|CHỦ TỊCH|BÍ THƯ|BỘ TRƯỞNG|THỦ TƯỚNG"
    r"|TỔNG BÍ THƯ|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|CHÁNH ÁN|VIỆN TRƯỞNG|THỐNG ĐỐC|CỤC TRƯỞNG"
    r"|THỨ TRƯỞNG|TỔNG KIỂM TOÁN|TỔNG THANH TRA|CHÁNH THANH TRA|HIỆU TRƯỞNG|VỤ TRƯỞNG|PHÓ )"
)
_SIGNED_FOR = re.compile(rf"^\W*{OFFICE}|^\W*[Đđ]ã ký\s*[)\]]\s*(?=\w)")
_IN_NAME_OF = re.compile(r"^\W*T/?M\.?\s*(BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH TRUNG ƯƠNG)")
_PERSON = re.compile(rf"((?:[{UPPER}][{LOWER}]+\s+){{1,4}}[{UPPER}][{LOWER}]+)\W*$")
_TITLES = re.compile(
    r"^(?:(?:(?:Thượng|Đại|Trung|Thiếu) (?:tướng|tá)|GS|PGS|TS|ThS|BS|CK)[.\s]+)+", re.IGNORECASE
)
_TAIL = 9  # cells from the office to the name
_END = re.compile(r"\./\.|\bnoi nhan\b")
_DAY = r"(?:ngay\s+)?(\d{1,2})\s*(?:thang|/|-)\s*(\d{1,2})\s*(?:nam|/|-)\s*(\d{4})"
_IN_FORCE = re.compile(
    rf"(?P<what>\w+ \w+|luat|\w+ luat) nay (?:se )?(?:bat dau )?co hieu luc(?: thi hanh)?"
    rf"(?: ke)?(?: tu|,)? ?(?:(?:{_DAY})|(?P<signed>ngay (?:ky|ban hanh)|(?:ngay|khi)"
    rf" (?:duoc )?(?:quoc hoi )?(?:bieu quyet )?thong qua)"
    rf"|(?P<days>sau \d{{1,3}} ngay(?:,)? ke tu ngay ky))"
)
_ADOPTED = re.compile(rf"\bnay (?:da )?duoc .{{5,140}}? thong qua {_DAY}")


def end_of_own(lines: Sequence[Line], opening: dict[str, Found]) -> int:
    """Where a document may be signed at the latest: at the first form with a letterhead."""
    kind = opening.get("kind")
    start = kind.end if kind else 0
    heads = [
        line.start
        for line in lines
        if line.start > start
        and re.match(r"(?:cong hoa xa hoi chu nghia viet nam|dang cong san viet nam)\b", line.plain)
        and line.text.strip(" *").isupper()
    ]
    return heads[0] if heads else lines[-1].end if lines else 0


def signer(text: str, lines: Sequence[Line], opening: dict[str, Found], end: int) -> Found | None:
    """The person below the first office that signs; its place begins with the office."""
    head_end = max((found.end for found in opening.values()), default=0)
    body = [line for line in lines if head_end <= line.start < end]
    for at, line in enumerate(body):
        if _SIGNED_FOR.match(line.text) and (found := _person(body[at : at + _TAIL])):
            return Found(found.value, line.start, found.end)
    return None


def signing_body(lines: Sequence[Line], start: int, end: int) -> Found | None:
    """The body of the Party in whose name is signed: "T/M BỘ CHÍNH TRỊ"."""
    for line in lines:
        said = _IN_NAME_OF.match(line.text) if start <= line.start < end else None
        if said:
            return Found(proper(said[1]), line.start + said.start(1), line.start + said.end(1))
    return None


def _person(cells: Sequence[Line]) -> Found | None:
    """The name among the cells of a signature; None once a sentence begins."""
    for cell in cells:
        said = _PERSON.search(cell.text)
        recipient = cell.text.startswith(("-", "+", "Lưu"))
        before = cell.text[: said.start()] if said else ""
        if said and not recipient and _is_office(before) and not cell.text.endswith((";", ",")):
            return Found(_TITLES.sub("", " ".join(said[1].split())), cell.start, cell.end)
        if len(cell.text) > 150:
            return None
    return None


def _is_office(before: str) -> bool:
    """Whether what precedes a name on its line is an office in capitals, "(đã ký)" or nothing."""
    left = re.sub(r"\(?\s*đã ký\s*\)?|[\W\d]", "", before, flags=re.IGNORECASE)
    return not left or left.isupper() or bool(_TITLES.match(before.strip() + " "))


def signs(line: Line) -> bool:
    """Whether a line is of a signature: an office signed for, or a name alone."""
    alone = _PERSON.fullmatch(line.text)
    return bool(_SIGNED_FOR.match(line.text) or alone or line.text.isupper())


def signs_off(said: str) -> bool:
    """Whether a line is an office that is signed for, "(đã ký)" or a name alone."""
    return bool(
        _SIGNED_FOR.match(said) or _PERSON.fullmatch(said) or fold(said).strip(" ()[]") == "da ky"
    )


def adopted(text: str, opening: dict[str, Found], end: int) -> dict[str, Found]:
    """The day of adoption where the letterhead has none: "... được Quốc hội thông qua ngày"."""
    if "issued" in opening:
        return {}
    said = next(reversed(list(_ADOPTED.finditer(fold(text[:end])))), None)
    day = _day(said.groups()) if said else None
    return {"issued": Found(day, *_sentence(text, said.start()))} if said and day else {}


def effective(text: str, said: dict[str, Found], end: int) -> Found | None:
    """The clause "... này có hiệu lực từ ...", and the day it names or comes to."""
    kind = fold(str(said["kind"].value)) if "kind" in said else ""
    for match in _IN_FORCE.finditer(fold(text[:end])):
        own = not kind or match["what"].endswith(kind.split()[-1]) or kind.endswith(match["what"])
        day = _from(match, said.get("issued"))
        if own and day:
            return Found(day, *_sentence(text, match.start()))
    return None


def _from(match: re.Match[str], issued: Found | None) -> date | None:
    if match[2]:
        return _day((match[2], match[3], match[4]))
    day = issued.value if issued else None
    if not isinstance(day, date):
        return None
    later = int("".join(filter(str.isdigit, match["days"]))) if match["days"] else 0
    return day + timedelta(days=later)


def _day(said: Sequence[str | None]) -> date | None:
    try:
        return date(int(said[2] or 0), int(said[1] or 0), int(said[0] or 0))
    except ValueError:
        return None


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset."""
    begin = text.rfind("\n\n", 0, at) + 1
    stop = text.find("\n\n", at)
    for start, end in sentences(text, begin, len(text) if stop < 0 else stop):
        if start <= at < end:
            return start, end
    return at, at
