"""Persons whom a statement names, as values that another may take the place of ("Ca 3: Viện, Hợp").

Only to tell who has a task now. Nothing is counted or kept of anybody.
"""

import re
from collections.abc import Iterable, Iterator

from index.text import UPPER, fold
from retrieval.chat_patterns import SPELLINGS, lowered
from retrieval.chat_people import People
from retrieval.chat_types import Message
from retrieval.chat_values import Value
from retrieval.vocabulary import phrases

MOST = 40  # persons of one text
_TITLE = re.compile(rf"(?<![\w/])(?:{SPELLINGS['hon']}|cháu|sếp|bs|bác sĩ)\.?\s+$", re.I)
_CALLED = re.compile(rf"^(?:(?:{SPELLINGS['hon']}|cháu|sếp) ?)+(?=[{UPPER}]|$)", re.I)
_OFFICE = re.compile(rf"(?<!\w)[{UPPER}]{{2,}}(?!\w)")
_RUN = re.compile(rf"(?<![\w/@-])[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{0,3}}(?![\w/])")
_ROW = re.compile(rf"{_RUN.pattern}(?:(?:, ?| - | – | và | với ){_RUN.pattern})+")
_BEGINS = re.compile(r"(?:^|[.!?\n])\s*$")
# Words with a capital at the beginning of a sentence that are also names.
_WORDS = frozenset(
    phrases("""
    sáng, chiều, tối, mai, thứ, nhà, tổ, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười, an, bảo,
    hoà, hòa, bình, hiền, vinh, yên, tiến, thắng, hạnh, loan, minh, thanh, thành, thông, tân, tài,
    lộc, phúc, quý, đức, tâm, trí, tín, nghĩa, lễ, hội, đoàn, công, chính, trung, đông, tây, nam,
    bắc, xuân, hạ, thu, đông, hoa, mận, đào, mơ, sen, cúc, vui, vân, hợp, khen, lịch, ca, gửi
""")
)


class Persons:
    """The persons of one chat: who writes in it, who is named with a title, who stands in a list
    beside them."""

    def __init__(self, messages: Iterable[Message], people: People) -> None:
        self._told = set(people.bare)
        texts = [m.text for m in messages if not m.bot]
        for text in texts:
            for run in _RUN.finditer(text):
                if _is_titled(text, run.start()):
                    self._told.add(fold(run[0].split()[-1]))
        for text in texts:
            for row in _ROW.finditer(text):
                names = [fold(name.split()[-1]) for name in _RUN.findall(row[0])]
                if 2 * sum(name in self._told for name in names) >= len(names):
                    self._told.update(names)

    def of(self, text: str) -> list[Value]:
        """Whom `text` names, in order, at most `MOST`."""
        return list(self._found(text))[:MOST]

    def _found(self, text: str) -> Iterator[Value]:
        for run in _RUN.finditer(text):
            called = _CALLED.sub("", run[0])
            if called and not _OFFICE.search(called) and self._is_person(text, run):
                start = run.end() - len(called)
                yield Value("person", fold(called), called, start, run.end())

    def _is_person(self, text: str, run: re.Match[str]) -> bool:
        if _is_titled(text, run.start()):
            return True
        last = run[0].split()[-1]
        if fold(last) not in self._told:
            return False
        first = bool(_BEGINS.search(text[: run.start()]))
        return not (first and " " not in run[0] and lowered(last) in _WORDS)


def _is_titled(text: str, start: int) -> bool:
    return bool(_TITLE.search(text[max(0, start - 14) : start]))
