"""Who issues a document: the bodies of its letterhead, or the authority its preamble names."""

import re
from collections.abc import Sequence

from index.lines import Found, Line
from index.text import fold, place_tones

_ISSUER = re.compile(
    r"^(uy ban\b|ubnd\b|hoi dong\b|hdnd\b|chinh phu\b|thu tuong chinh phu\b|chu tich\b|quoc hoi\b"
    r"|bo\b|ban\b|tinh uy\b|thanh uy\b|huyen uy\b|dang uy\b|dang bo\b|dang doan\b|van phong\b"
    r"|toa an\b|vien kiem sat\b|kiem toan\b|thanh tra\b|tong cuc\b|cuc\b|thue\b|so\b(?!\W*\d)"
    r"|tinh doan\b|ngan hang nha nuoc\b|doan thanh nien\b|mat tran\b|lien doan\b"
    r"|bao hiem xa hoi\b|tong lien|truong\b(?! ban\b)|hoi\b|dai hoi\b|tong kiem\b|trung tam\b)"
)
_CONTINUED = re.compile(
    r"^(tinh|thanh pho|tp|huyen|xa|phuong|dac khu|quan|thi xa|viet nam)\b(?! uy\b)"
)
_PARENT = re.compile(r"^(dang bo|ban chap hanh trung uong|dai hoi)\b")
_CENTRE = re.compile(r"^ban chap hanh trung uong\b")
_MOTTO = re.compile(r"cong hoa xa hoi|doc lap|dang cong san viet nam")
# A letterhead whose two lines a file joined: the body above, then the one that issues.
_ABOVE = re.compile(
    r"^(?:ban chap hanh trung uong|bo|so|tong cuc|cuc|(?:tinh|thanh|huyen|dang) uy"
    r"|(?:uy ban nhan dan|ubnd|hoi dong nhan dan|dang bo) (?:tinh|thanh pho|tp|huyen|xa|phuong))\b"
)
_BELOW = re.compile(
    r"(?<=\s)(?:(?<!ủy )ban (?!nhân dân|thường vụ)|ủy ban kiểm tra|đảng đoàn|(?<!của )đảng ủy"
    r"|(?:tỉnh|thành|huyện) ủy|tổng cục|(?<!tổng )cục |chi cục|(?<!cơ )sở |văn phòng|trung tâm"
    r"|thuế (?:tỉnh|thành phố)|bệnh viện|(?<!bệnh )viện |(?<!môi )(?<!thị )trường )"
)
# "Bộ trưởng Bộ ... ban hành Thông tư quy định ...": how a preamble ends.
_ENACTED = re.compile(
    r"^\W*(?P<who>chinh phu|thu tuong chinh phu|quoc hoi|uy ban thuong vu quoc hoi"
    r"|hoi dong nhan dan [^.;,]{3,60}?|(?:bo truong|thong doc|chanh an|vien truong|tong thanh tra"
    r"|tong kiem toan|chu nhiem|chu tich|giam doc) [^.;]{3,90}?) ban hanh (?P<what>\w.*)"
)
_OFFICE = re.compile(r"^(?:bộ trưởng|thống đốc)\s+(?=bộ|ngân hàng)|^tổng (?=kiểm toán)")
_OF = re.compile(r"^\W*cua (?=bo chinh tri|ban bi thu|ban chap hanh)")
# Who issues, where the letterhead is lost but the number names a body that is only one.
_CODES = (
    (r"UBTVQH\d*$", "Ủy ban Thường vụ Quốc hội"),
    (r"QH\d+$", "Quốc hội"),
    (r"-CP$", "Chính phủ"),
    (r"-TTg$", "Thủ tướng Chính phủ"),
)
_NEAR = 4  # lines below the kind in which "của Bộ Chính trị" is part of the heading


def enacting(lines: Sequence[Line]) -> tuple[Found, Found] | None:
    """Who "... ban hành ...", and what: the words from the kind on."""
    for line in lines:
        said = _ENACTED.match(line.plain)
        if said and line.text[said.start("who")].isupper():
            who = place_tones(line.text[said.start("who") : said.end("who")])
            end = line.start + said.end("who")
            return (
                Found(proper(_OFFICE.sub("", who)), line.start + said.start("who"), end),
                Found(line.text[said.start("what") :], line.start + said.start("what"), line.end),
            )
    return None


def issuer(own: Sequence[Line], kind_at: int | None, number: Found | None) -> Found | None:
    """The bodies of the letterhead, the lowest first ("Văn phòng, Tỉnh ủy Lam Hà"), else the
    one between the trích yếu and the preamble."""
    above = own[:kind_at] if kind_at is not None else own[:8]
    below = own[kind_at + 1 :] if kind_at is not None else []
    bodies = _bodies(above)
    if not bodies or _CENTRE.match(fold(str(bodies[-1].value))):
        bodies = _named_below(below) or bodies
    own_bodies = [body for body in bodies if not _PARENT.match(fold(str(body.value)))]
    if found := (own_bodies or bodies)[-2:] or _bodies(below)[-1:]:
        names = [proper(str(body.value)) for body in reversed(found)]
        if len(found) == 1 and any(_CENTRE.match(fold(str(body.value))) for body in bodies[:-1]):
            names = [_of_centre(names[0])]
        return Found(", ".join(names), found[0].start, found[-1].end)
    return of_number(number) if number else None


def of_number(number: Found) -> Found | None:
    """The body that a number names by itself."""
    for code, name in _CODES:
        if re.search(code, str(number.value)):
            return Found(name, number.start, number.end)
    return None


def _named_below(lines: Sequence[Line]) -> list[Found]:
    """ "CỦA BỘ CHÍNH TRỊ" under the kind: the letterhead names only the Central Committee."""
    for line in lines[:_NEAR]:
        if (said := _OF.match(line.plain)) and line.text.isupper():
            return [Found(line.text[said.end() :], line.start + said.end(), line.end)]
    return []


def is_centre(name: str) -> bool:
    """Whether only the letterhead of the Central Committee is known."""
    return bool(_CENTRE.fullmatch(fold(name)))


def _of_centre(name: str) -> str:
    """ "Ban Tổ chức" below the Central Committee is "Ban Tổ chức Trung ương"."""
    if "trung uong" in fold(name) or not re.match(r"(?:ban|uy ban|van phong)\b", fold(name)):
        return name
    return f"{name} Trung ương" + (" Đảng" if fold(name) == "van phong" else "")


def _bodies(lines: Sequence[Line]) -> list[Found]:
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
            found += _apart(printed, line.start)
    return found


def _apart(printed: str, start: int) -> list[Found]:
    """The bodies that stand joined in one line of a letterhead."""
    inner = _BELOW.search(place_tones(printed), 4) if _ABOVE.match(fold(printed)) else None
    if inner is None:
        return [Found(printed, start, start + len(printed))]
    at = inner.start()
    upper = printed[:at].rstrip()
    return [
        Found(upper, start, start + len(upper)),
        Found(printed[at:], start + at, start + len(printed)),
    ]


def is_motto(line: Line) -> bool:
    """Whether the motto or the name of the Party stands in a line in capitals."""
    motto = _MOTTO.search(line.plain)
    return motto is not None and line.text[motto.start() : motto.end()].isupper()


def is_letterhead(line: Line) -> bool:
    """Whether a line is the motto or names a body in capitals."""
    printed = _letterhead(line)
    body = _ISSUER.match(fold(printed)) or _CONTINUED.match(fold(printed))
    return is_motto(line) or line.plain.startswith("doc lap") or bool(body and printed.isupper())


def _letterhead(line: Line) -> str:
    """A line up to the motto or the rule that was joined to it."""
    motto = _MOTTO.search(line.plain)
    printed = line.text[: motto.start()] if motto else line.text
    return re.split(r"_{2,}|-{2,}", printed)[0].strip(" *-:")


_PLACES = {"tỉnh", "phố", "huyện", "xã", "phường", "khu", "quận"}
_OTHER_BODY = {"ban", "văn", "đảng", "hội", "sở", "ủy"}
_OFFICES = {"bộ", "sở", "ban", "cục", "viện"}
_NAMES = (
    *("Chính phủ", "Quốc hội", "Thường vụ", "Ủy ban nhân dân", "Hội đồng nhân dân", "Công Thương"),
    *("Bộ Chính trị", "Ban Bí thư", "Ngân hàng Nhà nước", "Việt Nam"),
)


def proper(capitals: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH LAM HÀ" -> "Ủy ban nhân dân tỉnh Lam Hà"."""
    plain = re.sub(r"\bubnd\b", "ủy ban nhân dân", place_tones(capitals))
    words = ["", *plain.split(), ""]
    made: list[str] = []
    naming = False  # inside the name of a province, commune, ...
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        office = words[1] in _OFFICES and (
            (before == words[1] and len(made) == 1)
            or before == "và"
            or (before.endswith(",") and words[1] in {"bộ", "sở"})
        )
        opens = naming and word in _OTHER_BODY
        upper = not made or naming or office or (word, after) == ("trung", "ương")
        made.append(word.capitalize() if upper else word)
        naming = (naming and not opens) or (word in _PLACES and after != "ủy")
        naming = naming or (word == "ủy" and after not in {"ban", "viên"})
    name = " ".join(made)
    for known in _NAMES:
        name = re.sub(rf"\b{known}\b", known, name, flags=re.IGNORECASE)
    return name
