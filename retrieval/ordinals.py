"""Numbers that tell one of a kind from the others: "lần thứ IV", "khóa 12", "nhóm III", "quý 2".

They are written in figures, in Roman numerals and in words, and mean the same.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from index.reference_table import ORDINALS, ROMAN
from index.text import fold, tokens
from retrieval.vocabulary import phrases

Ordinal = tuple[str, int]  # folded noun, number

# As they are printed. What carries a measure ("cấp 5 tỷ đồng") or a letter is none.
_NOUNS = (
    "lần thứ", "đại hội", "khóa", "kỳ họp thứ", "nhóm", "loại", "hạng", "cấp", "bậc", "quý",
    "vùng", "khu vực", "đợt", "trung ương",
)  # fmt: skip
_TENS = {10 + n: f"X{numeral}" for n, numeral in ROMAN.items() if n < 10} | {20: "XX"}
_NUMERALS = {**ROMAN, **_TENS}
_VALUES = {numeral.lower(): n for n, numeral in _NUMERALS.items()} | ORDINALS
_SPELT = {
    1: "nhất", 2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín",
    10: "mười",
}  # fmt: skip
_FOUND = re.compile(
    rf"\b({'|'.join(map(fold, _NOUNS))}|lan|thu) (?:thu )?"
    rf"(\d{{1,2}}|[ivx]+|(?<=thu )(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}))"
    r"(?![\w%-]|/(?!(?:19|20)\d\d)|[.,]\d"
    r"| (?:ty|trieu|nghin|nguoi|dong|ngay|thang|nam|lan|van ban|don vi)\b)"
)
_SAME = {"thu": "lan thu", "lan": "lan thu", "dai hoi": "lan thu"}  # "đại hội XIV"


@lru_cache(maxsize=4096)
def find(text: str) -> frozenset[Ordinal]:
    """The ordinals of a text."""
    said = ((noun, _value(number)) for noun, number in _FOUND.findall(fold(text)))
    return frozenset((_SAME.get(noun, noun), value) for noun, value in said if value)


def agreement(
    asked: frozenset[Ordinal], said: frozenset[Ordinal], around: frozenset[Ordinal]
) -> Iterator[float]:
    """For each ordinal asked for: 1 where it stands in a sentence, 0 where another of its kind
    does, between where the sentence has none: more if it stands `around`."""
    for ordinal in asked:
        others = any(noun == ordinal[0] for noun, _ in said)
        unsaid = 1.0 if ordinal in around else _UNSAID
        yield float(ordinal in said) if others else unsaid


_UNSAID = 0.6


def labels(text: str, frequency: Callable[[str], int]) -> frozenset[Ordinal]:
    """Numbers that belong to a name in a question ("xã A Lưới 4"): where the corpus numbers what
    is called so, its words and their pairs being as frequent as `frequency` tells."""
    words = [fold(token.text) for token in tokens(text)]
    return frozenset(
        (noun, int(number))
        for noun, number in pairwise(words)
        if number.isdecimal() and len(number) < 3 and noun.isalpha() and noun not in _COUNTING
        if frequency(f"{noun}_{number}") and _is_numbered(noun, int(number), frequency)
    )


def _is_numbered(noun: str, number: int, frequency: Callable[[str], int]) -> bool:
    return any(frequency(f"{noun}_{other}") for other in (number - 1, number + 1))


def labelled(asked: frozenset[Ordinal], said: str) -> frozenset[Ordinal]:
    """What of the names asked for stands in a text, with the numbers that it has there."""
    plain = fold(said) if asked else ""
    return frozenset(
        (noun, int(number))
        for noun in {noun for noun, _ in asked}
        for number in re.findall(rf"\b{noun} 0?(\d{{1,2}})(?![\w%]|[.,/-]\d)", plain)
    )


# Words before a number that counts or dates, or is a place in a text; and those found anyway.
_COUNTING = {word for noun in _NOUNS for word in fold(noun).split()} | set(
    phrases("""
    ngay, thang, nam, quy, gio, luc, hoi, tu, den, toi, va, hoac, hay, khoang, hon, gom, co, con,
    la, duoi, tren, them, trong, cac, nhung, ca, so, dieu, khoan, diem, muc, chuong, phan, lan, it,
    nhat, du, moi, ve, khoa, thu, sau, truoc, qua, dat, bang, thanh, cho, duoc, phai, chi, tai, vao,
    cua
""")
)


def spellings() -> Iterator[list[str]]:
    """Groups of phrases that mean the same: "khóa 12", "khóa XII"."""
    for noun in _NOUNS:
        for n, numeral in _NUMERALS.items():
            worded = [f"{noun} {_SPELT[n]}"] if n in _SPELT and noun.endswith("thứ") else []
            longer = [f"đại hội lần thứ {numeral}"] if noun == "đại hội" else []
            yield [f"{noun} {n}", f"{noun} {numeral}", *worded, *longer]


def _value(number: str) -> int | None:
    return int(number) if number.isdecimal() else _VALUES.get(number)
