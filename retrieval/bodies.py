"""Bodies by name: what is said of the Quỹ Bảo vệ môi trường answers nothing that is asked of the
Quỹ nhà ở quốc gia, nor Sở Nội vụ for Sở Y tế. Pure."""

import re
from functools import lru_cache

from index.text import UPPER, fold

# Kinds of bodies that are told apart by the word behind, and words that are no such name.
_KINDS = r"quỹ|sở|bộ|cục|chi cục|vụ|viện|ngân hàng|công ty|trường"
_NO_NAME = (
    r"phận|máy|hữu|tại|bộ|dẫn|đất|luật|tiêu|đội|trưởng|chỉ|kho|lương|án|việc|phí|nhà nước|thương"
    r"|hợp|lợi|nào|gì|đó|này|của|có|là|được|cho|thì|phải|ngành|theo|trong|ở|do|và|bao|mấy|gồm|học"
)
_ASKED = re.compile(rf"(?<!\w)({_KINDS}) (?!(?:{_NO_NAME})\b)([^\W\d_]+)")
_SAID = r"(?<!\w){kind} (?=[" + UPPER + r"])(?!{name}\b)"


@lru_cache(maxsize=64)
def asked(text: str) -> tuple[tuple[str, str], ...]:
    """The bodies that a question names, with its accents: their kind and the word behind it."""
    return tuple((found[1], found[2]) for found in _ASKED.finditer(text.lower()))


def is_another(text: str, said: str, around: str) -> bool:
    """Whether a sentence speaks of another body of the kind that a question `text` names, which
    is named nowhere `around` it."""
    return any(
        re.search(_SAID.format(kind=f"(?:{kind}|{kind.capitalize()})", name=name), said)
        and not _is_named(kind, name, around)
        for kind, name in asked(text)
    )


def stand(text: str, around: str) -> bool:
    """Whether all the bodies that a question `text` names are named in what is `around`."""
    return all(_is_named(kind, name, around) for kind, name in asked(text))


def _is_named(kind: str, name: str, there: str) -> bool:
    return bool(re.search(rf"\b{fold(kind)}\W+{re.escape(fold(name))}\b", fold(there)))
