"""How much of a transcript a reader recovered, by the published metric of viparse-corpus.

https://github.com/TrizenX/viparse-corpus, METRIC.md: both sides in NFC with white space
collapsed, aligned sentence by sentence and then letter by letter. What a reader adds costs
nothing, what it loses or changes does. Of the three shares, `diacritics` is the headline.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+")
_LONGEST = 4000  # letters aligned at once; longer changed stretches are cut in proportion


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares from 0 to 1, and how much of the transcript each is of."""

    letters: float
    diacritics: float
    syllables: float
    length: int
    marked: int


def measure(read: str, transcript: str) -> Accuracy:
    truth, words = _plain(transcript), len(_plain(transcript).split())
    pairs = list(_pairs(_plain(read), truth))
    marked = sum(map(_is_marked, truth))
    return Accuracy(
        sum(_matches(a, b) for a, b in pairs) / max(len(truth), 1),
        sum(_marks_kept(a, b) for a, b in pairs) / max(marked, 1),
        sum(_matches(a.split(), b.split()) for a, b in pairs) / max(words, 1),
        len(truth),
        marked,
    )


def total(parts: Iterable[Accuracy]) -> Accuracy:
    """All files as one: each weighs as much as it is long."""
    known = list(parts)
    length, marked = (sum(getattr(p, n) for p in known) for n in ("length", "marked"))
    return Accuracy(
        sum(p.letters * p.length for p in known) / max(length, 1),
        sum(p.diacritics * p.marked for p in known) / max(marked, 1),
        sum(p.syllables * p.length for p in known) / max(length, 1),
        length,
        marked,
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _pairs(read: str, truth: str) -> Iterator[tuple[str, str]]:
    """Stretches that belong together: what was read, what should have been."""
    ours, theirs = _SENTENCE_END.split(read), _SENTENCE_END.split(truth)
    for tag, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(ours[c:d], theirs[a:b], strict=True)
        else:
            yield from _cut("\n".join(ours[c:d]), "\n".join(theirs[a:b]))


def _cut(read: str, truth: str) -> Iterator[tuple[str, str]]:
    if max(len(read), len(truth)) <= _LONGEST:
        yield read, truth
        return
    count = len(truth) // _LONGEST + 1
    ours, theirs = max(len(read) // count, 1), max(len(truth) // count, 1)
    for n in range(count):
        yield read[n * ours : (n + 1) * ours], truth[n * theirs : (n + 1) * theirs]


def _matches(read: str | list[str], truth: str | list[str]) -> int:
    if read == truth:
        return len(truth)
    matcher: SequenceMatcher[str] = SequenceMatcher(None, truth, read, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _marks_kept(read: str, truth: str) -> int:
    """Letters with a diacritic that came back exactly, aligned by their bare letters."""
    if read == truth:
        return sum(map(_is_marked, truth))
    matcher = SequenceMatcher(None, _bare(truth), _bare(read), autojunk=False)
    places = (
        (block.a + n, block.b + n)
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    )
    return sum(
        a < len(truth) and b < len(read) and truth[a] == read[b] and _is_marked(truth[a])
        for a, b in places
    )


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def _is_marked(letter: str) -> bool:
    apart = unicodedata.normalize("NFD", letter)
    return letter in "đĐ" or any(unicodedata.category(c) == "Mn" for c in apart)
