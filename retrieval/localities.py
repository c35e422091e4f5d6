"""Communes, wards and districts by name: "xã Quỳnh Lưu" is not "huyện Quỳnh Lưu", nor is "phường
Sóc Trăng" the province. Pure; everything is folded."""

import re

from retrieval import vocabulary

_KINDS = r"xa|phuong|thi tran|huyen|quan|thi xa"
_ALL = rf"{_KINDS}|tinh|thanh pho|tp"
# "các phường Cần Thơ" are of it.
_BEFORE = re.compile(rf"(?<!\bcac )(?<!\bnhung )(?<!\bmay )\b({_KINDS}) $")
_CALLED = re.compile(rf"({_KINDS}) (.+)")
_OTHER = re.compile(rf"\b({_ALL})\.? $")


def called(name: str, before: str) -> str:
    """A name with the kind of place that stands before it in a question, if one does."""
    kind = _BEFORE.search(before)
    return f"{kind[1]} {name}" if kind else name


def is_called(name: str) -> bool:
    """Whether a name says what kind of place it is of."""
    return bool(_CALLED.fullmatch(name))


def stands(name: str, there: str) -> bool:
    """Whether a name stands in a text, not as that of a place of another kind."""
    found = _CALLED.fullmatch(name)
    if not found or vocabulary.PROVINCE.fullmatch(found[2]):
        return name in there
    return any(
        (kind := _OTHER.search(there[max(0, at.start() - 12) : at.start()])) is None
        or kind[1] == found[1]
        for at in re.finditer(re.escape(found[2]), there)
    )
