"""Terms and their definitions: "thông tin ngăn chặn là gì", "thế nào là khuyến mại". Pure."""

import re
from functools import lru_cache

from index.text import fold

_ASKED = re.compile(
    r"(?:the nao|nhu the nao) (?:la|duoc (?:goi|coi) la) (?P<after>.+)"
    r"|(?P<before>.+?) (?:co )?(?:nghia )?(?:la gi|duoc hieu (?:la|the nao|nhu the nao))\b(?: gi)?"
)
# What leads away from the term: "trong công chứng", "theo Luật Việc làm".
_WHERE = re.compile(r"\s(?:trong|theo|tai|o|thuoc|quy dinh|nhu) .*")
_POLITE = re.compile(r"^(?:cho (?:em |toi )?hoi|xin hoi|khai niem|dinh nghia|cum tu|thuat ngu)\s+")
_NUMBERED = r"\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z][.)])?\W*(?:trong [^.;:,]{2,40} nay,\W*)?"


@lru_cache(maxsize=64)
def asked(text: str) -> str | None:
    """The folded term whose meaning a question asks for; None for any other question."""
    plain = " ".join(re.findall(r"\w+", fold(text)))
    found = _ASKED.match(_POLITE.sub("", plain))
    if not found:
        return None
    return _WHERE.sub("", found["after"] or found["before"]).strip() or None


def is_defined(term: str, sentence: str) -> bool:
    """Whether a sentence says what a term means: it begins with the term, and "là" follows."""
    plain = " ".join(fold(sentence).split())
    return bool(_defining(term).match(plain))


@lru_cache(maxsize=64)
def _defining(term: str) -> re.Pattern[str]:
    said = re.escape(term).replace(r"\ ", r"\W+")
    return re.compile(rf"{_NUMBERED}{said}\b[^.;:]{{0,80}}?(?:\W+la\b|\s*:)")
