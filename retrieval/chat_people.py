"""Who is meant in a chat: names of members, and those that follow "anh", "đ/c", "cô".

Only to say who a task is for. Nothing is counted or kept of anybody.
"""

import re
from collections.abc import Iterable

from index.text import fold
from retrieval.chat_patterns import SPELLINGS, lowered, pattern
from retrieval.chat_types import Message
from retrieval.chat_words import INJECTION

_SURNAMES = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly trinh doan dinh truong mai ha luu dao".split()
)
_TITLES = frozenset("chu co bac anh chi em ong ba bt bi thu pbt ct pct to truong pho ban phong van ctv it bot".split())
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = r"[A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ]"
_AFTER_TITLE = re.compile(
    pattern(r"(?:{hon}|cháu|thầy|sếp)").pattern.replace("(?<!\\w)", r"(?<![\w/])", 1)
    + rf"\.?\s+(?P<name>{_CAPITAL}[^\W\d_]*(?:\s+{_CAPITAL}[^\W\d_]+)?)",
)
_SHOWN = 32  # characters of a display name
_ODD_NAME = re.compile(r"\d{6,}|https?:|www\.|t\.me|[/@#<>{}\[\]\\|]")


class People:
    """The names by which members of a chat call each other."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self._names: set[str] = set()
        for name in {m.sender for m in messages if not m.bot}:
            self._names |= set(_given(name))

    def named(self, text: str) -> tuple[str, ...]:
        """Who is named in `text`, as written, each once, in order."""
        found: dict[str, str] = {}
        for match in _AFTER_TITLE.finditer(_heads_lowered(text)):
            name = text[match.start("name") : match.end("name")]
            found.setdefault(fold(name), name)
        for match in _WORD.finditer(text):
            word = match[0]
            if word[0].isupper() and fold(word) in self._names:
                found.setdefault(fold(word), word)
        kept = [k for k in found if not any(k != o and k in o.split() for o in found)]
        return tuple(found[k] for k in kept)

    def knows(self, word: str) -> bool:
        return fold(word) in self._names


def _given(name: str) -> list[str]:
    """The words of a display name by which somebody is called: not surname, title or office."""
    words = [fold(w) for w in _WORD.findall(name.split("(")[0])]
    called = [w for w in words if len(w) > 1 and w not in _TITLES]
    if len(called) > 1 and called[0] in _SURNAMES:
        return called[-1:]
    return called[:2]


_HONORIFICS = re.compile(rf"(?<![\w/])(?:{SPELLINGS['hon']}|cháu|sếp)(?=\.?\s)", re.I)


def _heads_lowered(text: str) -> str:
    """Titles in lower case, names as they are: "Đ/c Tuyển", "Anh Giang"."""
    return _HONORIFICS.sub(lambda m: lowered(m[0]), text)


def shown(message: Message) -> str:
    """A sender's name as it may be shown: short, one line, and not something to obey or follow."""
    name = " ".join(message.sender.split())
    if not name or _ODD_NAME.search(name) or INJECTION.search(lowered(name)) or len(name) > 2 * _SHOWN:
        digits = re.sub(r"\D", "", message.sender_id)
        return f"Thành viên {digits[-4:]}".strip()
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1].rstrip()}…"
