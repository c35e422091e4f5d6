"""The grammar of document numbers.

A reference names a document: `57-NQ/TW` (Party style), `749/QĐ-TTg` (State style),
`30/2020/NĐ-CP`, `60/2024/QH15`. People write less: "NQ 57", "chi thi 05", "nd 172/2025", and
say issuers: "thông tư 22 của Bộ Nội vụ". `find` reads all of it out of running text or a
question; what was not written stays None, and two references agree when nothing that both
state differs. The words are in `reference_table`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from index.reference_table import (
    ALIKE,
    COUNTED,
    COUNTING,
    GUARDED,
    ISSUERS,
    KINDS,
    MEASURED,
    ORDINALS,
    PARTY,
    ROMAN,
    YEARLY,
)
from index.text import UPPER, fold

__all__ = ["KINDS", "Reference", "find"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What was written of a document number; None = not said. Leading zeros do not count.

    `session` is set for resolutions named by a plenum ("Trung ương 4 khóa XII" -> "4-XII";
    "4" without a term). `annex` is the annex asked for ("Phụ lục I kèm theo ..."). `start`,
    `end` tell where it stood; neither they nor the annex take part in comparisons.
    """

    number: str | None
    kind: str | None = None
    issuer: str | None = None
    year: str | None = None
    session: str | None = None
    annex: str | None = None
    text: str = ""
    start: int = 0
    end: int = 0

    def agrees(self, other: "Reference") -> bool:
        """Whether both can name one document: nothing stated by both differs."""
        if self.session or other.session:
            return _same_session(self.session, other.session)
        if self._kinds and other._kinds and not self._kinds & other._kinds:
            return False
        return (
            _value(self.number) == _value(other.number)
            and (self.year is None or other.year is None or self.year == other.year)
            and _same_issuer(self.issuer, other.issuer)
        )

    @property
    def _kinds(self) -> frozenset[str] | None:
        """The kinds it may be of: laws and resolutions of the Quốc hội are numbered alike."""
        if self.kind is None and self.issuer and fold(self.issuer).startswith(("qh", "ubtvqh")):
            return frozenset({"L", "NQ", "PL"})
        return frozenset({ALIKE.get(self.kind, self.kind)}) if self.kind else None

    @property
    def key(self) -> str:
        """What it is stored and looked up under: the plenum, or the number's value."""
        return f"TW{self.session.partition('-')[0]}" if self.session else _value(self.number) or ""

    @property
    def complete(self) -> bool:
        """Whether it is written in full, issuer included."""
        return bool("-" in (self.session or "") or (self.number and self.issuer))

    def __str__(self) -> str:
        return _canonical(self)


def _value(number: str | None) -> str | None:
    """A number without its leading zeros; "66.2" is one too."""
    return (number.lstrip("0") or "0") if number else None


def _same_session(one: str | None, other: str | None) -> bool:
    """Whether two plenums can be one: "4" is the fourth of any term."""
    if one is None or other is None:
        return False
    (a, _, term), (b, _, other_term) = one.partition("-"), other.partition("-")
    return a == b and (not term or not other_term or term == other_term)


def _same_issuer(one: str | None, other: str | None) -> bool:
    """Whether two codes can be of one issuer: "QH" is any term of it, "UBND" any of its desks."""
    if one is None or other is None:
        return True
    a, b = sorted((fold(one), fold(other)), key=len)
    return a == b or b.startswith(f"{a}-") or (a in _TERMED and b.rstrip("0123456789") == a)


_TERMED = ("qh", "ubtvqh")  # their code goes on with the term: QH15


def _canonical(ref: Reference) -> str:
    if ref.session:
        plenum, _, term = ref.session.partition("-")
        return f"Nghị quyết Trung ương {plenum}" + (f" khóa {term}" if term else "")
    number = (ref.number or "").zfill(2)
    if ref.year:
        tail = "-".join(part for part in (ref.kind, ref.issuer) if part)
        return "/".join(part for part in (number, ref.year, tail) if part)
    if ref.kind and ref.issuer:
        party = ref.kind in PARTY and _is_party(ref.issuer)
        return f"{number}-{ref.kind}/{ref.issuer}" if party else f"{number}/{ref.kind}-{ref.issuer}"
    if ref.issuer:
        return f"{number}/{ref.issuer}"
    return " ".join(part for part in (ref.kind, number) if part)


def _is_party(issuer: str) -> bool:
    return bool(re.search(r"(tw|tu|hu|du|duk|dang|ddqh\d*)$", fold(issuer)))


# --- the grammar, over folded text ----------------------------------------------------------

_CODES = {fold(code): code for code in KINDS}
_NAMES = {name: code for code, names in KINDS.items() for name in names}
_SPOKEN = {name: code for code, names in ISSUERS.items() for name in names}
_TYPED = {fold(code): code for code in ISSUERS}


def _any(words: Iterable[str]) -> str:
    """An alternation, the longest first, by first letters for speed; a space is any white space."""
    listed = sorted(set(words), key=lambda word: (word[:1], -len(word), word))
    groups = (
        f"{re.escape(first)}(?:{'|'.join(word[1:] for word in group)})"
        for first, group in groupby(listed, key=lambda word: word[:1])
    )
    return "|".join(groups).replace(" ", r"\s+")


_CODE = _any(_CODES)
_OPEN_CODE = _any(fold(code) for code in KINDS if code not in GUARDED)
# A digit may have been read as a letter: "l2-NQ/TU", "1O/2O20/NĐ-CP".
_NUMBER = r"(?P<number>[oil]{0,2}\d[\doil]{0,4}(?:\.\d\d?(?=/)|[a-d](?=[/-]))?)"
# The same where it comes first. The characters stand before the looks back: the search for a
# place to begin is then quick.
_LEADING = (
    r"(?P<number>[\doil](?<![\d/.,-][\doil])(?<![a-z][oil])(?:(?<=\d)|[oil]?\d)[\doil]{0,4}"
    r"(?:\.\d\d?(?=/)|[a-d](?=[/-]))?)"
)
_YEAR = r"(?P<year>[12il][90o][\doil]{2})(?![\doil])"
_SEP = r"(?:\s{0,2}[/-]\s?)"
_CHAIN = r"(?:(?:[/-]\s?|\s[/-])[a-z][a-z0-9]{1,15}){0,3}"
_ISSUER = rf"{_SEP}(?P<issuer>[a-z]{{1,16}}\d{{0,2}}{_CHAIN})(?![a-z0-9])"
_KNOWN = rf"(?P<typed>{_any(_TYPED)}|ubtvqh\s?\d{{1,2}}|qh\s?\d{{1,2}})(?![a-z0-9])"
_SAID = r"(?:\s*(?P<said>so)(?![a-z])|\s?:(?= ?\d))*\s?"
_DATE = (
    r"(?P<when>[,\s(]*(?:nam\s+(?P<said_year>(?:19|20)\d\d)(?!\d)|ngay\s*\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]"
    r"\s?(?P<dated>(?:19|20)\d\d)(?!\d)|ngay\s*\d{1,2}\s+thang\s*\d{1,2}\s+nam\s+(?P<dated_long>\d{4})"
    r"(?!\d))\)?)"
)
_BY = rf"(?:[,\s]+(?:cua\s+)?(?:(?P<spoken>{_any(_SPOKEN)})|(?P<by>{_any(_TYPED)}))(?![\w/-]))"
_BARE = rf"(?![\w/%]|[.,]\d|\s?-\s?\d){_DATE}?{_BY}?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 57-NQ/TW, 749/QĐ-TTg, 30/2020/NĐ-CP
        rf"{_LEADING}(?:{_SEP}{_YEAR})?{_SEP}(?P<kind>{_CODE})"
        rf"(?:{_ISSUER}|\s?{_KNOWN}|(?!\w))",
        # 60/2024/QH15, 1234/UBND-NC
        rf"{_LEADING}(?:{_SEP}{_YEAR}{_SEP}"
        r"(?P<issuer>(?:ubtv)?qh\s?\d{1,2})(?!\w)"
        rf"|/(?P<office>(?:{_any(_TYPED)}|[bs][a-z]{{2,7}}|vp[a-z]{{0,4}})(?:-\s?[a-z]{{2,7}}\d?){{1,3}})(?!\w))",
        # 57 nq tw, 57nqtw, 30 2020 nđ cp
        rf"(?<![\w/.,-])(?P<number>\d{{1,5}})(?:\s+{_YEAR})?\s?(?P<kind>{_OPEN_CODE})"
        rf"(?:[\s/-]*{_KNOWN}|(?P<alone>)(?!\w))",
        # NQ57, nd 172/2025, nghị quyết 57 nq tw, Kết luận số 01-KL/TW
        rf"(?<!\w)(?:(?P<kind>{_OPEN_CODE}){_SEP}?|(?P<name>{_any(_NAMES)})){_SAID}{_NUMBER}"
        rf"(?:(?:{_SEP}|\s){_YEAR})?(?:(?:{_SEP}|\s+)(?!da\s+nang\b)(?P<again>{_CODE})(?=\W|$))?"
        rf"(?:(?(again)|(?!{_SEP}(?:{_CODE})(?!\w))){_ISSUER}|[\s/-]*{_KNOWN}|{_BARE})",
    )
)
_PLENUM = re.compile(
    r"(?<!\w)(?:nghi\s+quyet|nq)\s*(?:cua\s+)?(?:so\s+)?(?:hoi\s+nghi\s+)?"
    rf"(?:(?:lan\s+thu\s+)?(?P<a>\d{{1,2}}|{_any(ORDINALS)})\s+)?"
    r"(?:cua\s+)?(?:ban\s+chap\s+hanh\s+trung\s+uong|bch\s*(?:trung\s+uong|tw)|trung\s+uong|tw)"
    r"\s*(?:dang\s+)?(?:cong\s+san\s+viet\s+nam\s+)?(?:lan\s+thu\s+)?"
    rf"(?:(?P<b>\d{{1,2}}|{_any(ORDINALS)})(?!\w))?"
    r"(?:[\s,(]*(?:dang\s+)?khoa\s+(?P<term>[ivx]{1,5}|\d{1,2})(?!\w))?"
)
_ANNEX = re.compile(
    r"phu\s+luc\s+(?:so\s+)?(?P<annex>[ivx]{1,5}|\d{1,2}[a-z]?)[\s,(]*"
    r"(?:(?:ban\s+hanh\s+)?(?:kem\s+theo|cua|thuoc|tai)\s+)?$"
)
# Letters that look the same: Cyrillic ones, the eth for Đ, the dashes of printers.
_ALIKE_SIGNS = str.maketrans("асеокртхнмвАСЕОКРТХНМВðÐ–—−‑‒", "aceokptxhmbaceokptxhmbdd-----")
_SIGNS = [chr(code) for code in (*range(0x250), *range(0x1EA0, 0x1F00))]
_FOLDING = str.maketrans("".join(_SIGNS), fold("".join(_SIGNS))) | _ALIKE_SIGNS
_SLIPS = str.maketrans("oil", "011")


def find(text: str) -> list[Reference]:
    """All references in NFC `text`, in order, the longest reading of each place.

    >>> [str(ref) for ref in find("theo Nghị quyết số 57-NQ/TW và nd 30/2020")]
    ['57-NQ/TW', '30/2020/NĐ']
    """
    folded = text.translate(_FOLDING)
    read = (_read(m, text, folded) for pattern in _PATTERNS for m in pattern.finditer(folded))
    plenums = (_plenum(match, text, folded) for match in _PLENUM.finditer(folded))
    found = [ref for ref in (*read, *plenums) if ref is not None]
    return [_with_annex(ref, folded) for ref in _longest(found)]


def _read(match: re.Match[str], text: str, folded: str) -> Reference | None:
    said = {name: value for name, value in match.groupdict().items() if value is not None}
    issuer, end = _issuer(said, match, text)
    kind = _kind(said, issuer)
    number, year = said["number"].translate(_SLIPS), _year(said, kind)
    if _is_doubtful(said, match, folded, issuer):
        return None
    if not _PLACE.match(text, end) and _is_counted(said, kind, issuer, folded, end):
        return None
    return Reference(
        number=number,
        kind=kind,
        issuer=issuer,
        year=year,
        text=text[match.start() : end],
        start=match.start(),
        end=end,
    )


def _kind(said: dict[str, str], issuer: str | None) -> str | None:
    code = _CODES.get(said.get("again") or said.get("kind") or "")
    if code:
        return code
    # Laws carry no kind in their number, nor do letters with a desk ("1234/UBND-NC").
    if issuer and (fold(issuer).startswith(_TERMED) or "-" in issuer):
        return None
    return _NAMES.get(" ".join(said.get("name", "").split()))


def _year(said: dict[str, str], kind: str | None) -> str | None:
    if "year" in said:
        return said["year"].translate(_SLIPS)
    dates = (said.get("said_year"), said.get("dated"), said.get("dated_long"))
    return next((year for year in dates if year), None) if kind in YEARLY else None


def _issuer(said: dict[str, str], match: re.Match[str], text: str) -> tuple[str | None, int]:
    """The issuer's code and where the reference ends with it."""
    if "spoken" in said:
        return _SPOKEN[" ".join(said["spoken"].split())], match.end()
    for group in ("typed", "by"):
        if group in said:
            return _printed(said[group].replace(" ", "")), match.end()
    for group in ("issuer", "office"):
        if group in said:
            return _parts(text, *match.span(group))
    dated = "when" in said and _CODES.get(said.get("kind", ""), _NAMES.get(said.get("name", "")))
    return None, match.end() if not dated or dated in YEARLY else match.start("when")


_PART = re.compile(r"[^\W_]+")
_JOINS = "-/–—"
_LONGEST_TYPED = 8  # letters of a code in small letters that is not known


def _parts(text: str, start: int, end: int) -> tuple[str | None, int]:
    """The parts of an issuer's code that are codes: "BGDĐT-BNV", not "CP-sửa đổi"."""
    kept: list[str] = []
    last = start
    for part in _PART.finditer(text, start, end):
        plain = fold(part[0]).translate(_ALIKE_SIGNS)
        typed = not kept and text[start - 1] in _JOINS and len(plain) <= _LONGEST_TYPED
        if plain not in _TYPED and not (_is_bare(part[0]) and (part[0].isupper() or typed)):
            break
        kept.append(_TYPED.get(plain) or part[0].upper().translate(_ALIKE_SIGNS).upper())
        last = part.end()
    return "-".join(kept) or None, last


def _is_bare(code: str) -> bool:
    """Whether capitals carry no accent but the bar of Đ: a code, not a word of a headline."""
    return all(letter in "ĐÐ" or fold(letter) == letter.lower() for letter in code)


def _printed(plain: str) -> str:
    """A code as it is printed: TTg, ĐUK, HĐND; every unknown one in capitals."""
    return _TYPED.get(plain, plain.upper())


def _is_doubtful(
    said: dict[str, str], match: re.Match[str], folded: str, issuer: str | None
) -> bool:
    """Numbers that are years, slips or words unless more is said with them."""
    number = said["number"]
    kind = said.get("again") or said.get("kind") or ""
    if issuer is None and not (
        number.replace(".", "").isdecimal() and said.get("year", "1").isdecimal()
    ):
        return True
    if issuer is None and "name" not in said and _CODES.get(kind) in GUARDED:
        return True
    if issuer is None and len(number) == 1 and folded[match.end("number") - 2].isalpha():
        return "name" in said  # the mark of a footnote: "theo quy định1"
    if "alone" in said and kind == "cv":  # horsepower
        return True
    if "alone" in said:  # "57 nq": only as all that is asked, else "Điều 5 NQ này"
        return bool(folded[: match.start()].strip()) and folded[match.end("number")].isspace()
    return _is_year(said, issuer)


def _is_year(said: dict[str, str], issuer: str | None) -> bool:
    """ "kế hoạch 2025" is the plan of a year, "2026-2030" are years, unless an issuer follows."""
    if not re.fullmatch(r"(?:19|20)\d\d", said["number"]):
        return False
    return issuer is None and ("said" not in said or "year" in said)


_MEASURE = re.compile(rf"\s*(?:{_any(MEASURED)})(?!\w)")
_SOFT = re.compile(rf"\s*(?:{_any(COUNTED)})(?!\w)")


# Provinces that begin as a measure does: "QĐ 2979 Hà Tĩnh" is no matter of hectares.
_PLACE = re.compile(
    r"\s*(?:hà (?:nội|tĩnh|giang|nam|tây)|đồng (?:nai|tháp)|nam định|ha (?:noi|tinh|giang|nam|tay)"
    r"|dong (?:nai|thap)|nam dinh(?! (?:huong|duong|muc|ky)\b))(?!\w)"
    rf"|\s*tỉnh\s+(?-i:[{UPPER}])",
    re.IGNORECASE,
)


def _is_counted(
    said: dict[str, str], kind: str | None, issuer: str | None, folded: str, end: int
) -> bool:
    """Whether it is the count of what follows: "báo cáo 12 chỉ tiêu", "kế hoạch 5 năm"."""
    if issuer is None and "year" not in said and _MEASURE.match(folded, end):
        return True
    if "name" not in said or "said" in said or issuer or "year" in said or said["number"][0] == "0":
        return False
    small = said["number"].isdecimal() and int(said["number"]) < _SMALL
    return (small or kind in COUNTING) and bool(_SOFT.match(folded, end))


_SMALL = 20


def _plenum(match: re.Match[str], text: str, folded: str) -> Reference | None:
    plenum = match["a"] or match["b"]
    if not plenum or (match["term"] is None and not match[0].rstrip().endswith(plenum)):
        return None  # "Nghị quyết 4 Trung ương" alone is a number, not a plenum
    if match["term"] is None and _MEASURE.match(folded, match.end()):
        return None  # "nghị quyết Trung ương 5 năm qua"
    words = " ".join(plenum.split())
    number = int(words) if words.isdecimal() else ORDINALS[words]
    term = _term(match["term"])
    where = (match.start(), match.end())
    session = f"{number}-{term}" if term else str(number)
    return Reference(None, "NQ", "TW", None, session, None, text[slice(*where)], *where)


def _term(said: str | None) -> str:
    return "" if said is None else ROMAN.get(int(said), said) if said.isdecimal() else said.upper()


def _with_annex(ref: Reference, folded: str) -> Reference:
    before = _ANNEX.search(folded, max(0, ref.start - 60), ref.start)
    return replace(ref, annex=before["annex"].upper()) if before else ref


def _longest(found: list[Reference]) -> list[Reference]:
    kept: list[Reference] = []
    for ref in sorted(found, key=lambda r: (r.start - r.end, r.start)):
        if all(ref.end <= k.start or ref.start >= k.end for k in kept):
            kept.append(ref)
    return sorted(kept, key=lambda r: r.start)
