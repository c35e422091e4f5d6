"""Values that answer a kind of question: dates for "when", amounts for "how many", and so on.

Everything works on folded text, which is as long as the text itself: a place found is the same
place in the quote, where it can be emphasised.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from index import references
from index.references import Reference
from index.text import LOWER, UPPER, fold
from retrieval import posts, vocabulary
from retrieval.questions import Query
from retrieval.vocabulary import Asked, phrases

Bounds = tuple[int, int]

_DAY = (
    r"\b(?:ngay\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}(?!\d)"
    r"|\bngay\s+(?:\d{1,2}\s*(?:[/.-]|va|,|den|-)\s*)*\d{1,2}(?:\s+thang\s+\d{1,2})?(?:[/\s]+(?:nam\s+)?\d{4})?"
)
_SHORT = (
    r"\b(?:sang|trua|chieu|toi|dem|hom|nay)[\s,(]+(?:ngay\s+)?\d{1,2}/\d{1,2}\b(?!/)"
    r"|\(\d{1,2}/\d{1,2}\)"
)
_MONTH = r"\bthang\s+(?:thu\s+)?\d{1,2}(?:\s*(?:/|nam)\s*\d{4})?|\b\d{1,2}/\d{4}\b"
_QUARTER = r"\bquy\s+(?:\d|[iv]+\b)(?:\s*(?:/|nam)\s*\d{4})?"
_YEAR = r"\b(?:nam\s+)?(?:1[789]|20)\d\d\b(?:\s*[-–]\s*(?:1[789]|20)\d\d\b)?"
_CLOCK = r"\b\d{1,2}\s*(?:gio|h)\b(?:\s*\d{1,2}(?:\s*phut)?)?(?:\s+(?:sang|chieu|toi|dem|trua))?"
# Numbers in words are read with their accents ("hai" is not "Hải") and then stand as digits.
# "Khi vắng mặt, một Phó Giám đốc được ủy quyền" does not say that there is one.
_SOMEBODY = (
    r"(?<!có một)(?<!gồm một)(?<!là một)(?<!trí một)(?<!quá một)(?<!nhất một)"
    r"(?= (?:phó|cấp phó|đồng chí|lãnh đạo|cán bộ|công chức|viên chức|người|thành viên|ủy viên)\b)"
)
_NUMERAL = re.compile(
    rf"\b(?:một(?! (?:số|phần|cách|cửa|lòng|hoặc))(?!{_SOMEBODY})"
    r"|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nửa"
    r"|năm(?= (?:năm|tháng|ngày|giờ|người|lần|đồng|nhiệm|nội|nhóm|xã|tỉnh|mươi|trăm)))\b"
)
_COUNT = (
    r"\d+(?:[.,]\d+)*(?:\s*(?:[-–]|den)\s*\d+(?:[.,]\d+)*)?(?:\s+(?:phan\s+\d+|trieu|nghin|ty)\b)?"
)
_ANY = re.compile(_COUNT)
_YEARS = re.compile(r"(?:(?:19|20)\d\d(?:\s*(?:[-–]|den)\s*)?){1,2}[.,]?")
_SPAN = rf"{_COUNT}\s*(?:\([^()]{{0,25}}\)\s*)?(?:nam|thang|ngay|gio|phut|tuan|quy)\b"
_REPEATED = r"\b(?:hang|moi|dinh ky)\s+(?:\d+\s+)?(?:nam|thang|quy|tuan|ngay)\b"
_VAGUE = r"\b(?:dau|cuoi|giua)\s+(?:nam|thang|quy)\b|\b(?:ke )?tu ngay (?:ky|ban hanh)\b"
_VAGUE += r"|\btu (?:thoi diem|luc|khi)\b"
_DATES = (_DAY, _SHORT, _CLOCK, _QUARTER, _MONTH, _YEAR)
_DATE = re.compile("|".join(_DATES))
_WHEN = re.compile("|".join((*_DATES, _SPAN, _REPEATED, _VAGUE)))
# Which of them a question wants: "ngày nào" a day, "năm nào" a year will do.
_PRECISE = (
    (re.compile(r"truoc ngay|han chot|ngay bao nhieu"), f"{_DAY}|{_SHORT}|{_SPAN}"),
    (re.compile(r"ngay (?:nao|may)|hom nao"), f"{_DAY}|{_SHORT}"),
    (re.compile(r"may gio|gio nao"), _CLOCK),
    (re.compile(r"nam (?:nao|may|bao nhieu)"), f"{_DAY}|{_YEAR}|\\d{{1,2}}/\\d{{4}}"),
    (re.compile(r"(?:bao lau|may \w+) (?:\w+ ){0,8}(?:mot|1) lan"), f"{_REPEATED}|{_SPAN}"),
    (re.compile(r"bao lau"), f"{_SPAN}|{_DAY}"),
)
# Numbers that tell a place in a text or a date, not an amount.
_DIGITS = re.compile(r"\d+")
_WHERE_IN_TEXT = re.compile(
    r"(?:dieu|khoan|diem|muc|phu luc|chuong|khoa|ngay|thang|so|mau|lan thu)\s+"
    r"(?!\d{1,3}(?:\.\d{3})+\b|[\d.,]+\s*(?:%|dong|trieu|ty|nghin|ngan|phan tram)\b)"
    r"[\divx]+(?:[/.-]\d+)*"
    r"|\b(?:bac|hang|loai|nhom|vung|lop|muc do)\s+(?:\d{1,2}|[ivx]+)\b(?!\s*(?:nguoi|ngay|thang"
    r"|nam|gio|thanh vien|dong|trieu|ty|%|dai bieu|can bo|cong chuc|tuoi)|[.,/]\d)"
    r"|^\W*\d{1,3}[.)](?:\d{1,2}[.)]?)*|\d+/\d+/\d{4}|\b(?:nam\s+)(?:1[789]|20)\d\d\b|\[\d+\]"
    r"|\bdon vi(?: tinh)?:?\s*[\d.,]+",
    re.MULTILINE,
)
_PERSON = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+){{1,3}}(?![{LOWER}])")
_TITLES = re.compile(
    r"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Bb]í thư|[Cc]hủ tịch|[Tt]rưởng [Bb]an|[Gg]iám đốc"
    r"|[Bb]ộ trưởng|[Cc]hánh [Vv]ăn phòng|[Tt]hủ tướng|[Cc]ục trưởng|[Tt]hứ trưởng)\b[^.;]{0,60}?$"
)
_OFFICE = re.compile(
    r"\b(?:uy ban(?: nhan dan)?|ubnd|ban|so|bo|dang uy|tinh uy|thanh uy|chi bo|hoi dong|hdnd|cuc"
    r"|vu|phong|van phong|trung tam|cap uy|chinh phu|quoc hoi|bo chinh tri|thu tuong|chu tich"
    r"|bi thu|truong|giam doc|nguoi|ca nhan|to chuc|co quan|don vi|cong an|cong ty|tong kiem toan"
    r"|thu truong|chi cuc|kho bac|ngan hang|mat tran|doan|toa an|vien kiem sat)\b"
)
# Family names and words of offices: what tells a person's name from other capitalised words.
_FAMILIES = frozenset(
    phrases("""
    nguyen, tran, le, pham, hoang, huynh, phan, vu, vo, dang, bui, do, ho, ngo, duong, ly, dinh,
    trinh, mai, dao, doan, lam, luong, truong, ha, cao, to, ta, thai, nghiem, phung, quach, tong,
    chau, kieu, vuong, luu, tang, ton, thach, giang, la, trieu, nong, be, hua, luc, lo, vi, ma,
    sung, quan, khuat, mac
""")
)
_ASKS_PERSON = re.compile(
    r"\bai ky\b|\bla ai\b|\bai la\b|\bai lam\b|ten (?:la )?gi|dong chi nao|\bong nao|\bba nao"
    r"|ai (?:duoc bau|giu chuc)"
)
_PLACE = re.compile(
    r"\b(địa bàn|địa điểm|trụ sở|tỉnh|thành phố|huyện|xã|phường|quận|thôn|nhà văn hóa"
    r"|hội trường|số nhà|đường|phố)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?<!\w)(?:[Tt]ại|[Ởở]|[Đđ]ịa chỉ(?::| \|)?|[Tt]rụ sở(?: chính)?(?::| \|)?)\s+"
    r"(?!(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Pp]hụ lục|[Nn]ghị|[Qq]uyết|[Vv]ăn bản|[Cc]hương"
    r"|[Tt]hông tư|[Ll]uật|[Cc]ác|[Hh]ội nghị|[Pp]hiên|[Cc]ơ sở(?! \w+ [A-ZĐ])|[Hh]ội thảo"
    r"|[Đđ]ại hội|[Kk]ỳ họp|[Bb]uổi|[Cc]uộc|[Tt]hời điểm|[Đđ]ây|[Đđ]ó|[Tt]rên|[Dd]ưới|[Mm]ột số"
    r"|[Mm]ức|[Nn]ơi đó)\b)[^.;,()]{3,90}"
)
_ITEMS = re.compile(
    r"(?:^|[\s(])(?:\(?[1-9a-h]\)|[1-9]\.|[-–•+]|(?:mot|hai|ba|bon|nam) la\b"
    r"|thu (?:nhat|hai|ba|tu)\b)\s?|;"
)
_HOW_MANY = re.compile(rf"bao nhieu|{vocabulary.HOW_FEW}|\bbn\b")
_COUNTING = re.compile(rf"(?:{_HOW_MANY.pattern})\s+(\w+|%)(?:\s+(\w+))?")
_MONEY = (
    r"\d[\d.,]*\s*(?:(?:nghin|ngan|trieu|ty|ti)\s+)*(?:dong|trieu|ty|vnd|usd|d)\b(?:/[\w/]+)?"
    r"|\d{1,3}(?:\.\d{3})+(?!\.?\d)(?=\s*(?:$|[^\w\s]))|\d[\d.,]* lan muc luong"
)
# What is measured, by the words of a question beside "bao nhiêu" or anywhere in it, and how it
# is stated. The first that matches.
_LENGTHS = "nam|thang|ngay|gio|phut|tuan"
_MEASURES: tuple[tuple[str, str, str], ...] = (
    (r"tien|dong|trieu|ty|nghin|ngan|tram (?:nghin|ngan|trieu|ty|dong)|do la|usd", "", _MONEY),
    (
        r"phan tram|%|gdp|grdp",
        r"\bti le\b|\bty le\b|\bphan tram\b|%",
        rf"{_COUNT}\s*(?:%|phan tram)",
    ),
    (
        r"met vuong|m2|ha|hecta|km2",
        r"\bdien tich\b",
        rf"{_COUNT}\s*(?:m2|m²|met vuong|ha|km2|km²|hecta)\b",
    ),
    (r"met|km|cm", "", rf"{_COUNT}\s*(?:m|met|km|cm)\b"),
    (r"do", "", rf"{_COUNT}\s*(?:do\b|°|⁰|º)"),
    (r"tieng|gio", "", rf"{_COUNT}\s*(?:gio|tieng)\b"),
    (r"ngay", "", rf"{_COUNT}\s*(?:\([^()]{{0,25}}\)\s*)?(?:ngay|gio|thang|tuan)\b"),
    (r"nam|thang|tuan|lau|phut", "", rf"{_COUNT}\s*(?:\([^()]{{0,25}}\)\s*)?(?:{_LENGTHS})\b"),
    (r"tuoi", r"\btuoi\b", rf"{_COUNT}\s*(?:tuoi|nam)\b"),
    (
        r"nguoi|dong chi|dai bieu|thanh vien|can bo|hoc vien|thi sinh|luot",
        r"\bdan so\b",
        rf"{_COUNT}[^\w%]{{0,2}}(?:\s*\w+){{0,2}}?\s*(?:nguoi|dong chi|thanh vien|dai bieu|can bo"
        r"|hoc vien|thi sinh|ca nhan|luot|dang vien|uy vien)\b",
    ),
    (
        "",
        r"\b(?:gia (?:ve|bao|la|thue|ca|vang|mot|dat|nha|xang)|phi(?! (?:phap|chinh|nong))|luong"
        r"|phu cap|thu lao|tien|muc (?:chi|phat|ho tro|thuong|khoan|dong|thu)|phat|thuong|von"
        r"|tro cap)\b(?! phan)",
        _MONEY,
    ),
    (r"", r"\bthu may\b", r"\b(?:thu|hang)\s+(?:\d+|nhat|nhi|ba|tu|hai|\w+)\b|\d+/\d+"),
)  # fmt: skip


_SHARE = re.compile(r"\s*(?:%|phan tram)")  # is no number of things or people
_STRICT = 8  # of them, those with a unit that is always named


def value(query: Query, text: str) -> float:
    """1 when `text` holds a value of the kind asked for that is not the question's own, else 0;
    less than 1 where it may be one: commas for a list, an office for a person."""
    match query.asked:
        case Asked.WHEN:
            return _when(query, text)
        case Asked.WHO | Asked.SIGNER:
            return _who(query, text)
        case Asked.WHERE:
            return 1.0 if _AT.search(text) else 0.4 * bool(_PLACE.search(text))
        case Asked.HOW_MANY | Asked.DOCUMENT:
            return float(bool(next(places(query, text), None)))
        case Asked.LIST:
            listed = len(_ITEMS.findall(fold(text))) > 1 or text.endswith(":")
            return 1.0 if listed else 0.5 * (text.count(",") > 1)
        case _:
            return 1.0


def is_explicit(query: Query) -> bool:
    """Whether a question asks for a number or a date in so many words ("bao nhiêu người", "ngày
    nào"): nothing without one answers it."""
    plain = fold(query.text)
    amount = query.asked is Asked.HOW_MANY and bool(_HOW_MANY.search(plain))
    return amount or (query.asked is Asked.WHEN and _precise(query) is not None)


def is_measured(query: Query) -> bool:
    """Whether it asks so for what has a unit of its own: money, a share, a length, a time. People
    and things are called by many names, these are not."""
    beside = _beside(fold(query.text))
    units = (words for words, _, _ in _MEASURES[:_STRICT] if words)
    return is_explicit(query) and any(re.fullmatch(w, each) for w in units for each in beside)


def counted(query: Query, text: str) -> float:
    """1 when what is measured or counted in the question is so in the text; 1 if nothing is."""
    if query.asked is not Asked.HOW_MANY:
        return 1.0
    stated = _measured(query.text)
    return float(stated is None or bool(stated.search(_only_amounts(query, text))))


def places(query: Query, text: str) -> Iterator[Bounds]:
    """Where values of the kind asked for stand in `text`, in order; half-open."""
    match query.asked:
        case Asked.WHEN:
            wanted = _precise(query) or _WHEN
            yield from _spans(wanted, _without_own_numbers(query, text))
        case Asked.HOW_MANY:
            yield from _amounts(query, text)
        case Asked.WHO | Asked.SIGNER:
            yield from _people(query, text)
        case Asked.WHERE:
            yield from _spans(_AT, text)
        case Asked.DOCUMENT:
            own = {ref.key for ref in query.references}
            yield from ((r.start, r.end) for r in references.find(text) if r.key not in own)
        case _:
            return


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Bounds]:
    return (found.span() for found in pattern.finditer(text))


def _when(query: Query, text: str) -> float:
    said, wanted = _without_own_numbers(query, text), _precise(query)
    if wanted is None or wanted.search(said):
        return float(bool(_WHEN.search(said)))
    return 0.5 * bool(_DATE.search(said))


def _precise(query: Query) -> re.Pattern[str] | None:
    plain = fold(query.text)
    return next((re.compile(kind) for asks, kind in _PRECISE if asks.search(plain)), None)


def _who(query: Query, text: str) -> float:
    if any(True for _ in _people(query, text)):
        return 1.0
    office = bool(_OFFICE.search(fold(text)))
    return (0.2 if asks_person(query) else 0.7) * office


def asks_person(query: Query) -> bool:
    """Whether only a person's name answers ("... là ai?", "ai ký?")."""
    return bool(_ASKS_PERSON.search(fold(query.text)))


def _people(query: Query, text: str) -> Iterator[Bounds]:
    """Names of persons that the question does not say itself; where the holder of a post is
    asked for, those who hold it."""
    found = _names(query, text)
    post = posts.asked(query.embedded, query.text)
    return posts.holders(post, text, found) if post else found


def _names(query: Query, text: str) -> Iterator[Bounds]:
    own = fold(query.text)
    for found in _PERSON.finditer(text):
        name = fold(found[0])
        titled = _TITLES.search(text[max(0, found.start() - 70) : found.start()])
        known = name.split()[0] in _FAMILIES and not _is_other(found[0], name)
        if known and name not in own and (titled or len(name.split()) > 1):
            yield found.span()


def _is_other(written: str, folded: str) -> bool:
    """Whether capitalised words that begin like a person's name are an office or a place."""
    alike = written.split()[0] in _ALIKE
    return alike or bool(_OFFICE.match(folded) or vocabulary.PROVINCE.match(folded))


_ALIKE = frozenset(("Tổng", "Đảng", "Vụ", "Bộ"))  # without accents they are families


def _amounts(query: Query, text: str) -> Iterator[Bounds]:
    said = _only_amounts(query, text)
    stated = _measured(query.text)
    found = list(_spans(stated, said)) if stated else []
    # Of money and the like, words ("cả hai bên") tell no amount.
    named = _names_unit(_beside(fold(query.text)))
    figures = stated is not None and not named
    others = (
        (a, b)
        for a, b in _spans(_ANY, said)
        if not (_YEARS.fullmatch(said, a, b) or (figures and not text[a].isdigit()))
        and not (named and _SHARE.match(said, b))
    )
    yield from found or others


@lru_cache(maxsize=64)
def _measured(text: str) -> re.Pattern[str] | None:
    """How what the question counts or measures is stated; None where it says nothing of it."""
    plain = fold(text)
    asked, beside = _COUNTING.search(plain), _beside(plain)
    for words, anywhere, stated in _MEASURES:
        named = words and any(re.fullmatch(words, each) for each in beside)
        if named or (not _names_unit(beside) and anywhere and re.search(anywhere, plain)):
            return re.compile(stated)
    if not beside or beside[1] in _NO_UNIT:
        return None
    unit, more = re.escape(beside[1]), re.escape(asked[2] or "") if asked else ""
    return re.compile(rf"{_COUNT}[^\w%]{{0,2}}(?:\s*\w+){{0,3}}?\s*{unit}(?!\w)(?: {more}\b)?")


def _beside(plain: str) -> list[str]:
    """The two words and the one beside "bao nhiêu"; none without it."""
    asked = _COUNTING.search(plain)
    return [" ".join(filter(None, asked.groups())), asked[1]] if asked else []


def _names_unit(beside: list[str]) -> bool:
    """Whether a question says itself what it counts ("bao nhiêu đại biểu")."""
    return bool(beside) and beside[1] not in _NO_UNIT


_NO_UNIT = frozenset(
    phrases("""
    thi, la, moi, duoc, a, vay, mot, 1, trong, o, de, cho, cua, theo, tai, va, tu, den, khi, nua,
    nhi, the, co, khong, toi, it, nhieu, vao, phai, ma, do, nam
""")
)


def _only_amounts(query: Query, text: str) -> str:
    """The same without numbers that tell a place in a text or a date."""
    said = _without_own_numbers(query, text)
    return _WHERE_IN_TEXT.sub(lambda match: " " * len(match[0]), said)


def _without_own_numbers(query: Query, text: str) -> str:
    """Folded `text`, as long, without numbers that are no answer: those of documents that the
    question does not name, with their dates, and those that the question itself gives."""
    said = _without_documents(query.references, text)
    own = {token.text for token in query.words if token.text[0].isdigit()}
    own -= set(_AREAS.findall(fold(query.text)))
    return _DIGITS.sub(lambda n: " " * len(n[0]) if n[0] in own else n[0], said)


@lru_cache(maxsize=512)
def _without_documents(named: tuple[Reference, ...], text: str) -> str:
    """Folded `text` without the numbers of documents, and the dates of those not `named`."""
    folded = fold(_NUMERAL.sub(lambda word: "1" * len(word[0]), text.lower()))
    for ref in references.find(text) if _DIGITS.search(folded) else ():
        end, dated = ref.end, _DATED.match(folded, ref.end)
        if dated and not any(ref.agrees(asked) for asked in named):
            end = dated.end()
        folded = folded[: ref.start] + " " * (end - ref.start) + folded[end:]
    return folded


_AREAS = re.compile(r"\bk?m([23])\b")  # the digit is of the unit
_DATED = re.compile(r",?\s*ngay\s+\d[\d/]*(?:\s+thang\s+\d+\s+nam\s+\d+)?")
