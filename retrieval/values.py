"""Values that answer a kind of question: dates for "when", numbers for "how many", and so on."""

import re

from index import references
from index.text import LOWER, UPPER, fold
from retrieval.questions import Query
from retrieval.vocabulary import Asked

_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,4}|\bngay\b[^.;]{0,6}\d|\bthang\s+(thu\s+)?\d"
    r"|\bquy\s+(\d|[iv]+\b)|\bnam\s+\d{4}|\b(19|20)\d\d\b"
    r"|\d+\s*(nam|thang|ngay|gio|phut|tuan)\b|\b(hang|moi)\s+(nam|thang|quy|tuan|ngay)\b"
    r"|(mot|hai|ba|bon|nam|sau|muoi)\s+(nam|thang|ngay|tuan)\b|ke tu|\b(dau|cuoi) (nam|thang|quy)"
)
_WORDS = r"\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|nghin|trieu|ty|nua)\b"
_NUMBER = re.compile(rf"\d|{_WORDS}")
# Numbers that tell a place in a text or a date, not an amount.
_WHERE_IN_TEXT = re.compile(
    r"(?:dieu|khoan|diem|muc|phu luc|chuong|khoa|ngay|thang)\s+[\divx]+"
    r"|^\W*\d{1,2}[.)]|\d+/\d+/\d{4}"
)
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]*\s+){{1,4}}[{UPPER}][{LOWER}]+")
_PERSON = re.compile(
    r"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Bb]í thư|[Cc]hủ tịch|[Tt]rưởng [Bb]an|[Gg]iám đốc"
    r"|[Bb]ộ trưởng)\b[^.;]{0,60}?"
    rf"[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]+){{1,3}}"
)
_OFFICE = re.compile(
    r"\b(uy ban|ban|so|bo|dang uy|tinh uy|thanh uy|chi bo|hoi dong|cuc|vu|phong|van phong"
    r"|trung tam|cap uy|chinh phu|quoc hoi|bo chinh tri|thu tuong|chu tich|bi thu|truong|giam doc"
    r"|nguoi|ca nhan|to chuc|co quan|don vi)\b"
)
_PLACE = re.compile(
    r"\b(tai|o|dia ban|dia diem|tru so|tinh|thanh pho|huyen|xa|phuong|quan|thon|nha van hoa"
    r"|hoi truong)\b"
)
_ITEMS = re.compile(
    r"(?:^|[\s(])(?:\(?[1-9a-h]\)|[1-9]\.|[-–•+]|(?:mot|hai|ba|bon|nam) la\b"
    r"|thu (?:nhat|hai|ba|tu)\b)\s?|;"
)
_COUNTING = re.compile(r"(?:bao nhieu|\bmay\b|\bbn\b|how many|how much)\s+(\w+(?:\s+\w+)?)")
_MONEY = re.compile(
    r"\d[\d.,]*\s*(?:(?:nghin|ngan|trieu|ty|ti)\s+)*(?:dong|trieu|ty|vnd|usd)\b"
    r"|(?:don vi(?: tinh)?|dvt)\W*(?:nghin |trieu |ty )?dong"
)
_OF_MONEY = ("tien", "dong", "trieu", "ty", "nghin", "ngan", "tram")
# What a thing counted may be called where it is stated. Folded.
_UNITS = {
    "phan tram": r"%",
    "met vuong": r"m2|met vuong|ha",
    "m2": r"m2|met vuong",
    "tieng": r"gio|tieng",
    "nguoi": r"nguoi|dong chi|thanh vien|dai bieu|can bo|hoc vien|thi sinh|ca nhan",
    "tuoi": r"tuoi",
    "lau": r"nam|thang|ngay|gio|phut|tuan",
}
_GAP = r"[^\w%]{0,2}(?:\s*\w+){0,3}?\s*"  # what may stand between a number and its unit


def value(query: Query, text: str) -> float:
    """1 when `text` holds a value of the kind asked for that is not the question's own, else 0;
    less than 1 where it may be one: commas for a list, an office for a person."""
    folded = fold(text)
    match query.asked:
        case Asked.WHEN:
            return float(bool(_DATE.search(_without_own_numbers(query, text))))
        case Asked.HOW_MANY:
            said = _WHERE_IN_TEXT.sub(" ", _without_own_numbers(query, text))
            return float(bool(_NUMBER.search(said)))
        case Asked.WHO:
            named = _NAME.search(text) or _OFFICE.search(folded)
            return 1.0 if _PERSON.search(text) else 0.4 * bool(named)
        case Asked.WHERE:
            return float(bool(_PLACE.search(folded)))
        case Asked.DOCUMENT:
            own = {ref.key for ref in query.references}
            return float(any(ref.key not in own for ref in references.find(text)))
        case Asked.LIST:
            listed = len(_ITEMS.findall(folded)) > 1 or text.endswith(":")
            return 1.0 if listed else 0.5 * (folded.count(",") > 2)
        case _:
            return 1.0


def _without_own_numbers(query: Query, text: str) -> str:
    """Folded `text` without numbers that are no answer: those of documents that the question
    does not name, with their dates, and those that the question itself gives."""
    folded = fold(text)
    for ref in references.find(text):
        named = any(ref.agrees(asked) for asked in query.references)
        dated = "" if named else r"(?:,?\s*ngay\s+\d[\d/]*(?:\s+thang\s+\d+\s+nam\s+\d+)?)?"
        folded = re.sub(re.escape(fold(ref.text)) + dated, " ", folded)
    own = {token.text for token in query.words if token.text[0].isdigit()}
    return re.sub(r"\d+", lambda number: " " if number[0] in own else number[0], folded)


def counted(query: Query, text: str) -> float:
    """1 when what is counted in the question follows a number in the text; 1 if nothing is."""
    asked = _COUNTING.search(fold(query.text))
    if query.asked is not Asked.HOW_MANY or not asked:
        return 1.0
    pair, first = asked[1], asked[1].split()[0]
    if first in _OF_MONEY:
        return float(bool(_MONEY.search(fold(text))))
    unit = _UNITS.get(pair) or _UNITS.get(first) or re.escape(first)
    number = rf"(?:\d|{_WORDS}){_GAP}(?:{unit})(?!\w)"
    return float(bool(re.search(number, fold(text))))
