"""Values that answer a kind of question: dates for "when", numbers for "how many", names for "who"."""

import re
from collections.abc import Sequence

from index.text import LOWER, UPPER, Token, fold
from retrieval.questions import Asked, Query

_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,4}|\bngay\b[^.;]{0,6}\d|\bthang\s+(thu\s+)?\d|\bquy\s+(\d|[iv]+\b)|\bnam\s+\d{4}"
    r"|\b(19|20)\d\d\b|\d+\s*(nam|thang|ngay|gio|phut|tuan)\b|\b(hang|hằng|moi)\s+(nam|thang|quy|tuan|ngay)\b"
    r"|(mot|hai|ba|bon|nam|sau|muoi)\s+(nam|thang|ngay|tuan)\b|ke tu|\bdau (nam|thang|quy)|\bcuoi (nam|thang|quy)"
)
_NUMBER = re.compile(
    r"\d|\b(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|tram|nghin|trieu|ty|nua|toan bo|tat ca|khong qua)\b"
)
_NAME = re.compile(rf"(?:[{UPPER}][{LOWER}]*\s+){{1,4}}[{UPPER}][{LOWER}]+")
_OFFICE = re.compile(
    r"\b(uy ban|ban|so|bo|dang uy|tinh uy|thanh uy|chi bo|hoi dong|cuc|vu|phong|van phong|trung tam|cap uy|chinh phu"
    r"|quoc hoi|bo chinh tri|thu tuong|chu tich|bi thu|truong|giam doc|nguoi|ca nhan|to chuc|co quan|don vi)\b"
)
_PLACE = re.compile(r"\b(tai|o|dia ban|dia diem|tru so|tinh|thanh pho|huyen|xa|phuong|quan|thon|nha van hoa|hoi truong)\b")
_COUNTING = re.compile(r"(?:bao nhieu|\bmay\b|\bbn\b|how many|how much)\s+((?:\w+\s*){1,3})")
_NEAR = 5  # tokens between a number and what it counts


def has_value(query: Query, text: str, found: Sequence[Token]) -> bool:
    """Whether `text` holds a value of the kind asked for that is not the question's own."""
    folded = fold(text)
    match query.asked:
        case Asked.WHEN:
            return bool(_DATE.search(_without_question_numbers(query, folded)))
        case Asked.HOW_MANY:
            return bool(_NUMBER.search(_without_question_numbers(query, folded)))
        case Asked.WHO:
            return bool(_NAME.search(text) or _OFFICE.search(folded))
        case Asked.WHERE:
            return bool(_PLACE.search(folded))
        case _:
            return True


def _without_question_numbers(query: Query, folded: str) -> str:
    for ref in query.references:
        folded = folded.replace(fold(ref.text), " ")
    own = {token.text for token in query.words if token.text[0].isdigit()}
    return re.sub(r"\d+", lambda number: " " if number[0] in own else number[0], folded)


def counted(query: Query, found: Sequence[Token]) -> float:
    """1 when what is counted in the question follows a number in the text; 1 if nothing is."""
    asked = _COUNTING.search(fold(query.text))
    if query.asked is not Asked.HOW_MANY or not asked:
        return 1.0
    unit = asked[1].split()[0]
    texts = [fold(token.text) for token in found]
    places = [i for i, text in enumerate(texts) if text == unit]
    return float(any(_NUMBER.match(word) for i in places for word in texts[max(0, i - _NEAR) : i]))
