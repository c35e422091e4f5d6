"""A list that is given again: each of its lines takes the place of the one with its label.

Lịch trực: 18/7: Lành, Vinh | 25/7: Hạnh, Khoa
Chốt lại:  18/7: Lành, Hạnh | 25/7: Vinh, Khoa
"""

import re
from collections.abc import Iterator

from index.text import fold
from retrieval.chat_types import Message

_LINE = re.compile(
    r"^[ \t]*(?:[-–+*•]|\(?\d{1,2}[.)])?[ \t]*(?P<label>[^\n:]{1,30}?)[ \t]*"
    r"(?::(?!\d)|[ \t][-–][ \t])[ \t]*(?P<said>[^\n]+)$",
    re.M,
)
_LEAST, _SHARE = 2, 0.6  # labels that two lists have in common: so many, and so much of the later


def given_again(own: Message, other: Message) -> Iterator[tuple[int, int]]:
    """The spans of the lines of `other`, the earlier, of which `own` says something else."""
    new, old = _lines(own), _lines(other)
    shared = new.keys() & old.keys()
    if len(shared) < max(_LEAST, _SHARE * len(new)):
        return
    for label in shared:
        if fold(new[label]["said"]).strip() != fold(old[label]["said"]).strip():
            yield old[label].span()


def is_list(message: Message) -> bool:
    """Whether a message has lines enough, each with a label of its own."""
    return len(_lines(message)) >= _LEAST


def _lines(message: Message) -> dict[str, re.Match[str]]:
    if message.text.count("\n") < _LEAST - 1:
        return {}
    return {" ".join(fold(m["label"]).split()): m for m in _LINE.finditer(message.text)}
