"""Who is meant in a chat: names of members, and those that follow "anh", "đ/c", "cô".

Only to say who a task is for. Nothing is counted or kept of anybody.
"""

import re
from collections.abc import Iterable, Iterator

from index.text import UPPER, fold
from retrieval.chat_patterns import SPELLINGS, lowered
from retrieval.chat_types import Message
from retrieval.chat_words import INJECTION
from retrieval.vocabulary import phrases

_SURNAMES = frozenset(
    phrases("""
    nguyen, tran, le, pham, hoang, huynh, phan, vu, vo, dang, bui, do, ho, ngo, duong, ly,
    trinh, doan, dinh, truong, mai, ha, luu, dao
""")
)
_TITLES = frozenset(
    phrases("""
    chú, cô, bác, anh, chị, em, ông, bà, thầy, chu, co, bac, chi, thay, a, c, e, d, bs, ths, ts,
    bscki, bsckii, bt, pbt, ct, pct, tổ, trưởng, phó, ban, phòng, văn, ctv, it, bot
""")
)
_WORD = re.compile(r"[^\W\d_]+")
_TITLE = rf"(?<![\w/])(?:{SPELLINGS['hon']}|cháu|sếp)"
_AFTER_TITLE = re.compile(
    rf"(?i:{_TITLE})\.?[ ]+(?P<name>[{UPPER}][^\W\d_]*(?:[ ][{UPPER}][^\W\d_]*)?)"
)
_STARTS = re.compile(r"(?:^|[.!?:;\n(\-–+*]\s*|\d[.)]\s*)$")
_SHOWN = 32  # characters of a display name
_ODD_NAME = re.compile(r"\d{6,}|https?:|www\.|t\.me|[/@#<>{}\[\]\\|]")


class People:
    """The names by which members of a chat call each other."""

    def __init__(self, messages: Iterable[Message]) -> None:
        called = [_given(name) for name in {m.sender for m in messages if not m.bot}]
        self._names = {word for words in called for word in words}
        self._bare = {fold(word) for word in self._names}
        self._pairs = {tuple(map(fold, words)) for words in called if len(words) == 2}

    @property
    def bare(self) -> frozenset[str]:
        """The names without accents, in small letters."""
        return frozenset(self._bare)

    def called(self, sender: str) -> tuple[str, ...]:
        """The name by which a sender is called, with a capital; none for one without."""
        return tuple(word.capitalize() for word in _given(sender)[-1:])

    def named(self, text: str) -> tuple[str, ...]:
        """Who is named in `text`, as written, each once, in order."""
        found: dict[str, str] = {}
        for name in self._all(text):
            found.setdefault(fold(name), name)
        kept = [k for k in found if not any(k != o and k in o.split() for o in found)]
        return tuple(found[k] for k in kept)

    def _all(self, text: str) -> Iterator[str]:
        for match in _AFTER_TITLE.finditer(text):
            if not self._is_office(match["name"]):
                yield match["name"]
        run: list[str] = []
        end = 0
        for match in _WORD.finditer(text):
            beside = bool(run) and text[end : match.start()] == " "
            joined = beside and (fold(run[-1]), fold(match[0])) in self._pairs
            if self._is_name(match, text) or joined:
                if run and not joined:
                    yield " ".join(run)
                    run = []
                run.append(match[0])
                end = match.end()
        if run:
            yield " ".join(run)

    def _is_name(self, match: re.Match[str], text: str) -> bool:
        """A capital word that is somebody's name here; at a sentence's start only as written."""
        word = match[0]
        if not word[0].isupper() or fold(word) not in self._bare:
            return False
        if lowered(word) in self._names:
            return True
        alike = fold(word) in self._names or fold(word) == word.lower()
        return alike and not _STARTS.search(text[: match.start()])

    def _is_office(self, name: str) -> bool:
        return lowered(name).split()[0] in _TITLES


def _given(name: str) -> list[str]:
    """The words of a display name by which somebody is called, not surname, title or office: the
    last of "Nguyễn Thu Hằng", the first of "Mẫn Sở VH", both of "Lan Anh"."""
    typed = [w for w in _WORD.findall(name.split("(")[0]) if not (w.isupper() and len(w) < 5)]
    words = [lowered(w) for w in typed]
    called = [w for w in words if w not in _TITLES]
    if not called:
        return []
    if len(called) < len(words) or len(called) > 3:
        return called[:1]
    if len(called) > 1 and fold(called[0]) in _SURNAMES:
        return called[-1:]
    if len(called) == 2 and typed[0][0].isupper() and not typed[1][0].isupper():
        return called[:1]  # "Loan lá 2"
    plain = [w for w in called if fold(w) not in _SURNAMES]
    return plain if len(called) == 2 else called[:1]


def shown(message: Message) -> str:
    """A sender's name as it may be shown: short, one line, and not something to obey or follow."""
    name = " ".join(message.sender.split())
    if (
        not name
        or _ODD_NAME.search(name)
        or INJECTION.search(lowered(name))
        or len(name) > 2 * _SHOWN
    ):
        digits = re.sub(r"\D", "", message.sender_id)
        return f"Thành viên {digits[-4:]}".strip()
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1].rstrip()}…"
