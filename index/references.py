"""The grammar of document numbers.

A reference names a document: `57-NQ/TW` (Party style), `749/QĐ-TTg` (State style),
`30/2020/NĐ-CP`, `60/2024/QH15`. People write less: "NQ 57", "chi thi 05", "nd 172/2025".
`find` reads both out of running text or a question; what was not written stays None, and two
references agree when nothing that both state differs.
"""

import re
from dataclasses import dataclass, replace

from index.text import fold

# Code as printed -> names people write, accents folded. A code may name two kinds (QĐ).
KINDS: dict[str, tuple[str, ...]] = {
    "NQ": ("nghi quyet",),
    "CT": ("chi thi",),
    "KL": ("ket luan",),
    "QĐ": ("quyet dinh", "quy dinh"),
    "QC": ("quy che",),
    "HD": ("huong dan",),
    "KH": ("ke hoach",),
    "CTr": ("chuong trinh",),
    "TB": ("thong bao",),
    "CV": ("cong van",),
    "TTr": ("to trinh",),
    "BC": ("bao cao",),
    "NĐ": ("nghi dinh",),
    "TT": ("thong tu",),
    "TTLT": ("thong tu lien tich",),
    "CĐ": ("cong dien",),
    "ĐA": ("de an",),
    "L": ("luat", "bo luat"),
    "PL": ("phap lenh",),
    "VBHN": ("van ban hop nhat",),
}
_CODES = {fold(code): code for code in KINDS}
_NAMES = {name: code for code, names in KINDS.items() for name in names}
_PARTY = {"NQ", "CT", "KL", "QĐ", "QC", "HD", "KH", "CTr", "TB", "CV", "TTr", "BC", "ĐA"}

# Issuer codes that may follow after a mere space ("KL 07 VPTW", "nq 57 nq tw").
_SPACED_ISSUERS = (
    "tw|ttg|cp|ubnd|hdnd|duk|tu|hu|du|vptw|vptu|btgtw|btgdvtw|btgdvtu|btctw|ubkttw|bnctw|bkttw"
    "|bdvtw|ubtvqh\\d{0,2}|qh\\d{1,2}|vpcp|vpqh|mttw|bnv|btc|bca|bqp|bct|bxd|byt|bgddt|bkhcn|bkhdt"
    "|btp|bnnptnt|bnnmt|btnmt|btttt|bldtbxh|nhnn|tandtc|vksndtc"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What was written of a document number; None = not said. Leading zeros do not count.

    `session` is set for resolutions named by a plenum ("Trung ương 4 khóa XII" -> "4-XII").
    `start`, `end` tell where it stood; they take no part in comparisons.
    """

    number: str | None
    kind: str | None = None
    issuer: str | None = None
    year: str | None = None
    session: str | None = None
    text: str = ""
    start: int = 0
    end: int = 0

    def agrees(self, other: "Reference") -> bool:
        """Whether both can name one document: nothing stated by both differs."""
        if self.session or other.session:
            return self.session == other.session
        if self._kinds and other._kinds and not self._kinds & other._kinds:
            return False
        pairs = ((self.issuer, other.issuer), (self.year, other.year))
        return _value(self.number) == _value(other.number) and all(
            a is None or b is None or fold(a) == fold(b) for a, b in pairs
        )

    @property
    def _kinds(self) -> frozenset[str] | None:
        """The kinds it may be of: laws and resolutions of the Quốc hội are numbered alike."""
        if self.kind is None and self.issuer and fold(self.issuer).startswith("qh"):
            return frozenset({"L", "NQ", "PL"})
        return frozenset({self.kind}) if self.kind else None

    @property
    def key(self) -> str:
        """What it is stored and looked up under: the session, or the number's value."""
        return self.session or str(_value(self.number))

    @property
    def complete(self) -> bool:
        """Whether it is written in full, issuer included."""
        return bool(self.session or (self.number and self.issuer))

    def __str__(self) -> str:
        return _canonical(self)


def _value(number: str | None) -> int | None:
    return int(number) if number else None


def _canonical(ref: Reference) -> str:
    if ref.session:
        plenum, term = ref.session.split("-")
        return f"Nghị quyết Trung ương {plenum} khóa {term}"
    number = (ref.number or "").zfill(2)
    if ref.year:
        tail = "-".join(part for part in (ref.kind, ref.issuer) if part)
        return "/".join(part for part in (number, ref.year, tail) if part)
    if ref.kind and ref.issuer:
        party = ref.kind in _PARTY and _is_party(ref.issuer)
        return f"{number}-{ref.kind}/{ref.issuer}" if party else f"{number}/{ref.kind}-{ref.issuer}"
    return " ".join(part for part in (ref.kind, number, ref.issuer) if part)


def _is_party(issuer: str) -> bool:
    return bool(re.search(r"(tw|tu|hu|du|duk|dang|ddqh\d*)$", fold(issuer)))


_CODE = "|".join(sorted(_CODES, key=len, reverse=True))
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True)).replace(" ", r"\s+")
_NUMBER = r"(?P<number>\d{1,5})"
_YEAR = r"(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d))?"
_SEP = r"(?: ?[/-]\s?)"
_ISSUER = (
    rf"(?:{_SEP}(?!(?:{_CODE})(?!\w))(?P<issuer>[a-z]{{1,12}}\d{{0,2}})"
    rf"|\s+(?P<issuer2>{_SPACED_ISSUERS}))(?![a-z0-9])"
)
_AGAIN = rf"(?:(?:{_SEP}|\s+)(?P<again>{_CODE})(?=\W))?"  # "Quy định 03-QĐ/ĐUK"
_SAID = r"(?:\s*(?P<said>so)|:(?= ?\d))*\s?"
# What is counted is no document number: "kế hoạch 5 năm", "báo cáo 6 tháng".
_COUNTED = (
    r"(?!\s*(?:nam|thang|quy|tuan|ngay(?!\s+\d)|gio|phut|trieu|ty|nghin|ngan|dong|nguoi|dong chi"
    r"|lan|luot|noi dung|nhiem vu|chi tieu|muc tieu|nhom|diem|buoc|trang|cap|tinh|xa|phuong|cuoc"
    r"|dot|phan|chuyen de|van ban|loai|giai doan|muc|ha|km|m2)(?!\w))"
)
_END = rf"(?:{_ISSUER}|(?![\w/%]|[.,]\d){_COUNTED})"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 60/2024/QH15
        rf"(?<![\d/.,-])(?P<number>\d{{1,4}}){_SEP}(?P<year>(?:19|20)\d\d){_SEP}"
        r"(?P<issuer>qh\s?\d{1,2})(?!\w)",
        # 57-NQ/TW, 749/QĐ-TTg, 30/2020/NĐ-CP, 57 nq tw
        rf"(?<![\d/.,-]){_NUMBER}{_YEAR}(?:{_SEP}|\s)(?P<kind>{_CODE})(?:{_ISSUER}|(?!\w))",
        # NQ57, nd 172/2025
        rf"(?<!\w)(?P<kind>{_CODE})(?:{_SEP})?{_SAID}{_NUMBER}{_YEAR}{_AGAIN}{_END}",
        # nghị quyết 57 nq tw, Kết luận số 01-KL/TW
        rf"(?<!\w)(?P<name>{_NAME}){_SAID}{_NUMBER}{_YEAR}{_AGAIN}{_END}",
    )
)
_PLENUM = re.compile(
    r"(?<!\w)(?:nghi quyet|nq)\s*(?:hoi nghi\s+)?(?:(?:lan thu\s+)?(?P<a>\d{1,2})\s+)?"
    r"(?:ban chap hanh trung uong(?: dang)?|bchtw|trung uong|tw)\s*(?:dang\s+)?(?P<b>\d{1,2})?"
    r"[\s,(]*khoa\s+(?P<term>[ivx]{1,5})(?!\w)"
)


def find(text: str) -> list[Reference]:
    """All references in NFC `text`, in order, the longest reading of each place.

    >>> [str(ref) for ref in find("theo Nghị quyết số 57-NQ/TW và nd 30/2020")]
    ['57-NQ/TW', '30/2020/NĐ']
    """
    folded = fold(text).replace("–", "-").replace("—", "-").replace("−", "-")
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(folded)]
    found = [_read(match, text) for match in matches if not _is_year(match)]
    found += [
        _plenum(match, text) for match in _PLENUM.finditer(folded) if match["a"] or match["b"]
    ]
    return _longest(found)


def _is_year(match: re.Match[str]) -> bool:
    """ "kế hoạch 2025" is the plan of a year, unless it says "số 2025" or an issuer."""
    said = match.groupdict()
    bare = not (said.get("said") or said.get("issuer") or said.get("issuer2") or said["year"])
    return bare and bool(re.fullmatch(r"(?:19|20)\d\d", said["number"]))


def _read(match: re.Match[str], text: str) -> Reference:
    said = match.groupdict()
    kind = _CODES.get(said.get("again") or said.get("kind") or "") or _NAMES.get(
        " ".join((said.get("name") or "").split())
    )
    issuer_group = "issuer" if said.get("issuer") else "issuer2"
    issuer = text[slice(*match.span(issuer_group))] if said.get(issuer_group) else None
    return Reference(
        number=said["number"],
        kind=kind,
        issuer=_issuer(issuer),
        year=said.get("year"),
        text=text[match.start() : match.end()],
        start=match.start(),
        end=match.end(),
    )


# Issuers with lower-case letters in their code; every other code is printed in capitals.
_MIXED_CASE = {"ttg": "TTg"}


def _issuer(written: str | None) -> str | None:
    if written is None:
        return None
    code = written.replace(" ", "")
    return _MIXED_CASE.get(fold(code)) or _accented(code.upper())


def _accented(code: str) -> str:
    """The usual spelling of a code typed without accents: DUK -> ĐUK, HDND -> HĐND."""
    return {"DUK": "ĐUK", "HDND": "HĐND", "DU": "ĐU", "BTGDVTW": "BTGDVTW"}.get(code, code)


def _plenum(match: re.Match[str], text: str) -> Reference:
    session = f"{int(match['a'] or match['b'])}-{match['term'].upper()}"
    where = (match.start(), match.end())
    return Reference(None, "NQ", "TW", None, session, text[slice(*where)], *where)


def _longest(found: list[Reference]) -> list[Reference]:
    kept: list[Reference] = []
    for ref in sorted(found, key=lambda r: (r.start - r.end, r.start)):
        if all(ref.end <= k.start or ref.start >= k.end for k in kept):
            kept.append(ref)
    return [_with_kind_before(ref) for ref in sorted(kept, key=lambda r: r.start)]


def _with_kind_before(ref: Reference) -> Reference:
    """State laws carry no kind in their number; nothing is made up for them."""
    return replace(ref, kind=None) if ref.issuer and fold(ref.issuer).startswith("qh") else ref
