"""The short forms that a document defines itself, each with the words that say so. Pure.

"Ủy ban nhân dân (UBND)", "Ban Chỉ đạo chuyển đổi số tỉnh (sau đây gọi tắt là Ban Chỉ đạo)".
Only what the form leaves no doubt about: the long form ends where the definition begins, and
the short one says how far it reaches to the left, an acronym by its letters, words by being its
first words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.text import LOWER, UPPER, Token, fold, tokens

_LONGEST = 30  # words of a long form
_LETTERS = range(2, 13)  # of an acronym
_CALLED = (
    r"(?:(?:sau|dưới|từ) đây )?(?:được )?(?:xin )?"
    r"(?:(?:gọi|viết) (?:tắt|chung|ngắn gọn)(?: là)?|gọi là)\s*:?\s*"
)
_QUOTES = "“”\"'‘’«»*"
_ACRONYM = rf"[{UPPER}][{UPPER}{LOWER}]*(?:[-–&/.][{UPPER}][{UPPER}{LOWER}]*)*"
_BRACKETED = re.compile(rf"\(\s*[{_QUOTES}]?(?P<short>{_ACRONYM})[{_QUOTES}]?\s*\)")
_INTRODUCED = re.compile(
    rf"(?P<open>[(,;–-])\s*[{_QUOTES}]?{_CALLED}[{_QUOTES}]*(?P<short>[^(),;:.\n{_QUOTES}]{{2,80}})"
    rf"[{_QUOTES}]*(?=\s*[),;.\n]|\s*$)",
    re.I,
)
_BORDER = re.compile(r"[.;:?!]\s|\n|\)")  # no long form reaches over these
_UNIT = re.compile(rf"[{UPPER}][{LOWER}]*")
_LINKS = frozenset(["và", "của", "các", "về", "cho", "với", "trong", "ở", "tại", "theo", "những"])


@dataclass(frozen=True, slots=True)
class Definition:
    """`short` stands for `full` in its document; `text[start:end]` says so (half-open)."""

    short: str
    full: str
    start: int
    end: int


class Meaning(NamedTuple):
    """In a document (its primary key and its id) `short` stands for `full`."""

    pk: int
    document_id: str
    short: str
    full: str


def find(text: str) -> list[Definition]:
    """The definitions of NFC `text` in its order; of a short form defined twice, the first."""
    found: dict[str, Definition] = {}
    for definition in sorted(_all(text), key=lambda d: (d.start, d.end)):
        found.setdefault(definition.short, definition)
    return list(found.values())


def key(short: str) -> str:
    """What a short form is looked up by: its letters and digits, folded.

    >>> key("GD&ĐT")
    'gddt'
    """
    return "".join(fold(token.text) for token in tokens(short))


def full_key(full: str) -> str:
    """The same for a long form: its syllables, folded.

    >>> full_key("Ủy ban nhân dân")
    'uy ban nhan dan'
    """
    return " ".join(fold(token.text) for token in tokens(full))


def is_acronym(short: str) -> bool:
    """Whether a short form is written with capitals for words ("UBND", "CTr", "GD&ĐT")."""
    letters = [letter for letter in short if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return " " not in short and len(letters) in _LETTERS and 2 <= capitals >= 0.6 * len(letters)


def _all(text: str) -> Iterator[Definition]:
    for match in _BRACKETED.finditer(text):
        if is_acronym(match["short"]):
            yield from _defined(text, match, match.start(), match.end())
    for match in _INTRODUCED.finditer(text):
        end = match.end() + text[match.end() :].startswith(")") * (match["open"] == "(")
        yield from _defined(text, match, match.start(), end)


def _defined(text: str, match: re.Match[str], at: int, end: int) -> Iterator[Definition]:
    """The definition of a match that follows its long form at `at`, if it has one."""
    short = match["short"].strip()
    words = _before(text, at)
    first = _by_letters(short, words) if is_acronym(short) else _by_words(short, words)
    if first is None:
        return
    start = words[first].start
    full = " ".join(text[start : words[-1].end].split())
    if is_acronym(short) or len(tokens(full)) > len(tokens(short)):
        yield Definition(short, full, start, end)


def _before(text: str, at: int) -> Sequence[Token]:
    """The words of the sentence up to `at`, where nothing but space and quotes lies between."""
    begin = max(0, at - 12 * _LONGEST)
    border = max((match.end() for match in _BORDER.finditer(text, begin, at)), default=begin)
    words = [Token(w.text, w.start + border, w.end + border) for w in tokens(text[border:at])]
    joined = words and not text[words[-1].end : at].strip(f"{_QUOTES} ,")
    return words[-_LONGEST:] if joined else ()


def _by_letters(short: str, words: Sequence[Token]) -> int | None:
    """Where the words begin of which `short` has the initials, counted from the last word.

    Only linking words may be without a letter; the first and the last never are.
    """
    place = len(words)
    units = _UNIT.findall(short)
    for letters in reversed(units):
        place -= 1
        while 0 < place < len(words) - 1 and not _stands_for(letters, words[place]):
            if words[place].text not in _LINKS:
                return None
            place -= 1
        if place < 0 or not _stands_for(letters, words[place]):
            return None
    return place


def _stands_for(letters: str, word: Token) -> bool:
    """ "Tr" is "Trung" and "Tg" is "tướng"; the W of "TW" is an old way to write Ư."""
    first, rest = fold(letters[0]), fold(letters[1:])
    plain = fold(word.text)
    same = plain[0] == first and (letters[0] == "Đ") == (word.text[0] == "đ")
    if not (same or (first == "w" and word.text[0] in "uư")):
        return False
    left = iter(plain[1:])
    return all(letter in left for letter in rest)


def _by_words(short: str, words: Sequence[Token]) -> int | None:
    """The last place where the long form can begin with the words of `short`, all or two."""
    wanted = [token.text for token in tokens(short)]
    texts = [word.text for word in words]
    for size in (len(wanted), 2):
        places = [i for i in range(len(texts) - size) if texts[i : i + size] == wanted[:size]]
        if places and 0 < size <= len(wanted):
            return places[-1]
    return None
