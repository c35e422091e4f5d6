"""The provisions that a question names: "điểm a khoản 1 Điều 7", "Đ5 K2", "mục 3 phần II". Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import product

from index.text import fold, has_accents


class Level(IntEnum):
    """What people call the parts of a document, outermost first."""

    ANNEX = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    SUBSECTION = 6
    CLAUSE = 7
    POINT = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a provision; `label` as typed: "5a", "II", "đ", "5.2"."""

    level: Level
    label: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A way down into a document, outermost first; `start` and `end` are where it is named."""

    steps: tuple[Step, ...]
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        """As people write it: "điểm a khoản 1 Điều 7"."""
        named = (f"{_NAMES[step.level]} {step.label}" for step in reversed(self.steps))
        return " ".join(named).strip()

    @property
    def is_any(self) -> bool:
        """Whether it is "phụ lục" without a number: whichever there are."""
        return not self.steps[-1].label


_NAMES = {
    Level.ANNEX: "phụ lục", Level.PART: "phần", Level.CHAPTER: "chương", Level.SECTION: "mục",
    Level.ARTICLE: "Điều", Level.SUBSECTION: "tiểu mục", Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:\.\d{1,2})*[a-z]?"
_ROMAN = r"[ivxlc]{1,6}"
_ORDINALS = {"nhat": "1", "hai": "2", "ba": "3", "tu": "4", "nam": "5"}
# Over folded text: the words of a level and what may be its label.
_WORDS = (
    (Level.ANNEX, r"phu luc(?: so)?", rf"{_ROMAN}|{_NUMBER}|[a-z]"),
    (Level.PART, r"phan(?: thu)?", rf"{_ROMAN}|\d{{1,2}}|[a-e]|{'|'.join(_ORDINALS)}"),
    (Level.CHAPTER, r"chuong", rf"{_ROMAN}|\d{{1,2}}"),
    (Level.SUBSECTION, r"tieu muc", _NUMBER),
    (Level.SECTION, r"muc", rf"{_ROMAN}|{_NUMBER}|[a-e]"),
    (Level.ARTICLE, r"dieu|d(?=\.? ?\d)", _NUMBER),
    (Level.CLAUSE, r"khoan|k(?=\.? ?\d)", rf"{_NUMBER}|[a-z]"),
    (Level.POINT, r"diem", rf"{_NUMBER}|[a-z]"),
)
# Words that mean something else together with the one after them ("tài khoản 2", "danh mục 5").
_OTHERWISE = (
    r"(?<!tai )(?<!danh )(?<!hang )(?<!chuyen )(?<!thanh )(?<!dia )(?<!thoi )(?<!quan )"
    r"(?<!trong )(?<!dac )(?<!mot )(?<!co )"
)
_NO_AMOUNT = r"(?![\w%/]|[.,]\d|-[a-z]| (?:ty|trieu|nghin|ngan|dong|phan tram|nam|ngay|thang)\b)"
_AND = r"\s*(?:,|;|\bva\b|\bhoac\b|&)\s*"
# What may follow the last of several labels: "Điều 5 và 7 luật ..." but not "Điều 5 và 7 người".
_NEXT = (
    r"(?:va|cua|thuoc|tai|theo|khoan|dieu|muc|phan|chuong|luat|bo luat|nghi|quy|quyet|thong tu"
    r"|chi thi|ke hoach|huong dan|qd|nd|nq|ct|tt|hd|kl|kh)\b"
)
_PART = re.compile(
    rf"{_OTHERWISE}\b(?:"
    + "|".join(
        rf"(?P<{level.name}>{words})[.:]? ?(?:so )?"
        rf"(?P<{level.name}_L>(?:{label}){_NO_AMOUNT}(?:{_AND}(?:{label}){_NO_AMOUNT}"
        rf"(?=\s*(?:$|[?.,;]|{_NEXT}))"
        r")*)"
        for level, words, label in _WORDS
    )
    + r")"
)
_ANNEX = re.compile(r"\bphu luc\b")
_BETWEEN = re.compile(r"\s*(?:,|/|-)?\s*(?:(?:cua|thuoc|trong|tai|o)\s+)?(?:cac\s+)?")
_JOINED = re.compile(rf"{_AND}(?:cac\s+)?")
_ACCENTED = frozenset(
    ["phụ", "lục", "số", "phần", "thứ", "chương", "tiểu", "mục", "điều", "đ", "khoản", "k", "điểm"]
)


def find(text: str) -> tuple[Provision, ...]:
    """The provisions named in a question (NFC), in order; what only looks like one is left out.

    A point alone ("thời điểm a") and a lone letter of a clause name nothing.
    """
    chains = list(_chains(text))
    if not chains:
        return tuple(_annexes(text))
    return tuple(
        Provision(_steps(chain, labels), min(p.start for p in typed), max(p.end for p in typed))
        for typed, chain in zip(chains, _inherited(text, chains), strict=True)
        if _names_one(chain)
        for labels in product(*(part.labels for part in chain))
    )


def _annexes(text: str) -> Iterator[Provision]:
    """ "phụ lục của ..." without a number, once."""
    found = _ANNEX.search(fold(text))
    if found and _is_meant(Level.ANNEX, text[slice(*found.span())], ()):
        yield Provision((Step(Level.ANNEX, ""),), *found.span())


@dataclass(frozen=True, slots=True)
class _Named:
    """One level as named, with the labels that share its word ("khoản 1, 2")."""

    level: Level
    labels: tuple[str, ...]
    start: int
    end: int


def _parts(text: str) -> Iterator[_Named]:
    for match in _PART.finditer(fold(text)):
        level = next(level for level in Level if match[level.name] is not None)
        word = text[match.start(level.name) : match.end(level.name)]
        first = match.start(f"{level.name}_L")
        labels = tuple(
            text[first + label.start() : first + label.end()]
            for label in re.finditer(r"[^\s,;&]+", match[f"{level.name}_L"])
            if label[0] not in ("va", "hoac")
        )
        if _is_meant(level, word, labels):
            yield _Named(level, labels or ("",), match.start(), match.end())


def _is_meant(level: Level, word: str, labels: tuple[str, ...]) -> bool:
    """Whether the accents are those of the level, and the label is a label: "mức 3" and
    "điểm ở đâu" are not."""
    right = not has_accents(word) or set(word.lower().split()) <= _ACCENTED
    ordinal = level is Level.PART
    return right and (ordinal or not any(has_accents(x) and x not in "đĐ" for x in labels))


def _chains(text: str) -> Iterator[list[_Named]]:
    """Neighbouring parts of different levels together: "khoản 2 Điều 5", "Đ5 K2"."""
    chain: list[_Named] = []
    for part in _parts(text):
        between = fold(text[chain[-1].end : part.start]) if chain else ""
        if chain and _BETWEEN.fullmatch(between) and _goes_on(chain, part):
            chain.append(part)
        else:
            if chain:
                yield chain
            chain = [part]
    if chain:
        yield chain


def _goes_on(chain: list[_Named], part: _Named) -> bool:
    """Whether a chain goes on inwards, or outwards, as it began."""
    levels = [named.level for named in (*chain, part)]
    return levels in (sorted(set(levels)), sorted(set(levels), reverse=True))


def _inherited(text: str, chains: list[list[_Named]]) -> list[list[_Named]]:
    """Chains outermost first; "khoản 1, khoản 2 Điều 5" are both of the article."""
    found = [sorted(chain, key=lambda part: part.level) for chain in chains]
    for at in (*range(len(found) - 2, -1, -1), *range(1, len(found))):
        for other in (at + 1, at - 1):
            if not 0 <= other < len(found):
                continue
            first, second = sorted((at, other))
            gap = fold(text[_end(chains[first]) : chains[second][0].start])
            inner = found[at][0].level
            outer = [part for part in found[other] if part.level < inner]
            if inner >= Level.CLAUSE and outer and _JOINED.fullmatch(gap):
                found[at] = [*outer, *found[at]]
    return found


def _end(chain: list[_Named]) -> int:
    return max(part.end for part in chain)


def _names_one(chain: list["_Named"]) -> bool:
    """Whether a chain, outermost first, can be found: no point alone, no clause "a" alone."""
    first = chain[0]
    return (
        first.level < Level.CLAUSE
        or len(chain) > 1
        or (first.level is Level.CLAUSE and first.labels[0][0].isdigit())
    )


def _steps(chain: list["_Named"], labels: tuple[str, ...]) -> tuple[Step, ...]:
    """One label a level; "Điều 5.2" is clause 2 of article 5."""
    steps: list[Step] = []
    for part, label in zip(chain, labels, strict=True):
        outer, dot, inner = label.partition(".")
        if part.level is Level.ARTICLE and dot:
            steps += [Step(part.level, outer), Step(Level.CLAUSE, inner)]
        else:
            steps.append(Step(part.level, _ORDINALS.get(fold(label), label)))
    return tuple(steps)
