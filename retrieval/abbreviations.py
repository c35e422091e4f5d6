"""Abbreviations: what short forms in a question stand for, and which stand for its words.

A short form is read from the office's table and ours, by the words near it where it has several
readings; one that neither has, from what the documents of the corpus define, if they agree. Of
the document that a question names its own definitions come first. What is typed is never
changed: readings stand beside it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index import definitions
from index.definitions import Meaning
from index.text import Token, fold, has_accents, tokens
from retrieval.abbreviation_table import (
    KIND_CODES,
    Entry,
    Pair,
    Reading,
    Table,
    letters_of,
    shipped,
)
from retrieval.syllables import is_syllable

_NEAR = 5  # words from a short form to the word that tells how to read it
_PARTS = 3  # tokens of one short form: "KT-XH", "GD&ĐT", "kt xh"
_TELLING = 3  # letters from which a short form alone tells enough to be searched for
_LONGEST_FULL = 14  # words of a full form looked up among definitions
_LINKS = ("của", "cua")  # "ct của ubnd" is as near as "ct ubnd"
_IN_NUMBER = r"(?<![\w/–-])(?:{})(?![\w/])"  # "TU" in "12-NQ/TU" says who issued it, no more


@dataclass(frozen=True, slots=True)
class Expansion:
    """`text[start:end]` of a question is the abbreviation `short` and stands for `full`;
    `doubtful` when it need not."""

    start: int
    end: int
    short: str
    full: str
    doubtful: bool = False


Find = Callable[[Sequence[str]], Sequence[Meaning]]


def _none(_: Sequence[str]) -> Sequence[Meaning]:
    return ()


@dataclass(frozen=True)
class Abbreviations:
    """All that is known of abbreviations: the table, and what documents define.

    `meanings` finds definitions by `definitions.key`, `short_forms` by `definitions.full_key`.
    `documents` are the primary keys of those that the question is asked of: their own
    definitions come before the table.
    """

    table: Table = field(default_factory=shipped)
    meanings: Find = _none
    short_forms: Find = _none
    documents: tuple[int, ...] = ()

    def expansions(self, text: str, numbers: Sequence[tuple[int, int]] = ()) -> list[Expansion]:
        """The short forms of `text` in order, none overlapping. Within the spans of document
        `numbers` what a short form means is settled, and those of kinds ("CT 05") stay."""
        found = tokens(text)
        windows = [w for w in _windows(found) if not (w.within(numbers) and w.is_kind)]
        defined = self._defined({fold(w.letters) for w in windows})
        context = _Context(text, found)
        chosen: list[Expansion] = []
        for window in windows:
            if chosen and window.start < chosen[-1].end:
                continue
            if read := self._read(window, context, defined):
                settled = window.within(numbers)
                chosen.append(replace(read, doubtful=read.doubtful and not settled))
        return chosen

    def contractions(self, found: Sequence[Token]) -> list[tuple[int, int, Pair]]:
        """Which runs of words stand for which short forms: places among `found` (half-open),
        those that begin first and reach farthest first."""
        spans = [(a, b) for a in range(len(found)) for b in range(a + 2, len(found) + 1)
                 if b - a <= _LONGEST_FULL]  # fmt: skip
        keys = {span: " ".join(fold(t.text) for t in found[slice(*span)]) for span in spans}
        known: dict[str, list[Pair]] = {}
        for meaning in self.short_forms(sorted(set(keys.values()))):
            pair = Pair(meaning.short, meaning.full, meaning.document_id)
            known.setdefault(definitions.full_key(meaning.full), []).append(pair)
        return [
            (a, b, pair)
            for a, b in sorted(spans, key=lambda span: (span[0], -span[1]))
            for pair in (*self.table.by_full.get(keys[a, b], ()), *known.get(keys[a, b], ()))
            if _same(found[a:b], tokens(pair.full))
        ]

    def _defined(self, keys: set[str]) -> dict[str, list[Meaning]]:
        found: dict[str, list[Meaning]] = {}
        for meaning in self.meanings(sorted(keys)):
            if definitions.is_acronym(meaning.short):
                found.setdefault(definitions.key(meaning.short), []).append(meaning)
        return found

    def _read(
        self, window: "_Window", context: "_Context", defined: Mapping[str, Sequence[Meaning]]
    ) -> Expansion | None:
        """What the tokens of a window stand for together."""
        said = [m for m in defined.get(fold(window.letters), ()) if _is_typed(window, m.short)]
        own = [m for m in said if m.pk in self.documents]
        listed = None if own else self.table.get(window.letters)
        entry = listed or _agreed(own or said)
        if entry is None or not _is_typed(window, entry.short):
            return None
        full = context.reading(window, entry)
        doubtful = listed is None or len(listed.readings) > 1
        if not full:
            return None
        return Expansion(window.start, window.end, entry.short, full, doubtful)


@dataclass(frozen=True, slots=True)
class _Window:
    """One to three tokens that may be one short form; `first` and `last` count tokens."""

    letters: str
    start: int
    end: int
    first: int
    last: int

    def within(self, spans: Iterable[tuple[int, int]]) -> bool:
        return any(start <= self.start < end for start, end in spans)

    @property
    def is_kind(self) -> bool:
        return fold(self.letters) in KIND_CODES


def _windows(found: Sequence[Token]) -> Iterator[_Window]:
    """The widest first at every place."""
    for first in range(len(found)):
        for last in range(min(first + _PARTS, len(found)) - 1, first - 1, -1):
            part = found[first : last + 1]
            near = all(after.start - before.end <= 3 for before, after in pairwise(part))
            letters = "".join(token.text for token in part)
            if near and letters.isalpha() and len(letters) > 1:
                yield _Window(letters, part[0].start, part[-1].end, first, last)


def _is_typed(window: _Window, short: str) -> bool:
    """Whether the letters are those of `short`: "từ" is no "TU", "hdnd" is "HĐND"."""
    return window.letters in (letters_of(short), fold(letters_of(short)))


def _agreed(meanings: Sequence[Meaning]) -> Entry | None:
    """What all documents say alike."""
    fulls = {definitions.full_key(meaning.full) for meaning in meanings}
    if len(fulls) != 1:
        return None
    return Entry(meanings[0].short, (Reading(meanings[0].full),))


class _Context:
    """The words of a question around its short forms."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._text = text
        self._folded = [fold(token.text) for token in found]
        linking = [token.text in _LINKS for token in found]
        self._ranks = [place - sum(linking[:place]) for place in range(len(found))]
        words = any(len(token.text) > 2 and is_syllable(token.text) for token in found)
        self._shouted = text.isupper() and words

    def reading(self, window: _Window, entry: Entry) -> str:
        """What a short form stands for here; "" where it is none or nothing tells.

        One that could be a word, or two small letters, is read only beside a word that tells;
        a word beside it that may itself be anything ("bí thư tu") does not.
        """
        safe, word = self._is_safe(window, entry.short), is_syllable(window.letters)
        told = [
            (distance, -len(clue), place, reading.full)
            for place, reading in enumerate(entry.readings)
            for clue in reading.clues
            if safe or not (word and all(map(is_syllable, clue.split())))
            if (distance := self._distance(window, clue.split())) <= (_NEAR if safe else 1)
        ]
        if told:
            return min(told)[-1]
        return entry.readings[0].full if safe else ""

    def _is_safe(self, window: _Window, short: str) -> bool:
        typed = self._text[window.start : window.end]
        printed = not self._shouted and (typed == short or typed.isupper())
        return printed or (len(window.letters) > 2 and not is_syllable(window.letters))

    def _distance(self, window: _Window, clue: Sequence[str]) -> int:
        """Words from the window to the nearest place of a clue; beside it is 1."""
        size, ranks = len(clue), self._ranks
        places = [
            (ranks[i], ranks[i + size - 1])
            for i in range(len(ranks) - size + 1)
            if self._folded[i : i + size] == clue and not window.first <= i <= window.last
        ]
        first, last = ranks[window.first], ranks[window.last]
        return min((max(a - last, first - b) for a, b in places), default=_NEAR + 1)


def _same(typed: Sequence[Token], full: Sequence[Token]) -> bool:
    """Whether the words are those of a full form, accents left out or typed rightly."""
    return all(
        a.text == b.text or (not has_accents(a.text) and a.text == fold(b.text))
        for a, b in zip(typed, full, strict=True)
    )


def written_out(text: str, expansions: Sequence[Expansion]) -> str:
    """`text` with its short forms replaced by what they stand for."""
    for expansion in reversed(expansions):
        text = text[: expansion.start] + expansion.full + text[expansion.end :]
    return text


def spelt(words: Iterable[Token], expansions: Sequence[Expansion]) -> list[Token]:
    """The words of a text, short forms written out in their places."""
    begins = {expansion.start: expansion for expansion in expansions}
    found: list[Token] = []
    for word in words:
        expansion = begins.get(word.start)
        if expansion:
            parts = tokens(expansion.full)
            found += [Token(part.text, expansion.start, expansion.end) for part in parts]
        elif not any(e.start < word.start < e.end for e in expansions):
            found.append(word)
    return found


def shortened(words: Sequence[Token], contractions: Sequence[tuple[int, int, Pair]]) -> list[Token]:
    """The words with their short forms in place of full ones, the longest first; empty where
    that changes nothing. Two letters alone stay out: they stand in every other document."""
    best: list[tuple[int, int, Pair]] = []
    for span in contractions:
        if definitions.is_acronym(span[2].short) and (not best or span[0] >= best[-1][1]):
            best.append(span)
    telling = [
        span
        for span in best
        if len(letters_of(span[2].short)) >= _TELLING or _has_neighbour(span, best)
    ]
    if not telling:
        return []
    found: list[Token] = []
    at = 0
    for first, after, pair in telling:
        found += words[at:first]
        place = words[first].start, words[after - 1].end
        found += [Token(t.text, *place) for t in tokens(pair.short)]
        at = after
    return found + list(words[at:])


def _has_neighbour(span: tuple[int, int, Pair], others: Sequence[tuple[int, int, Pair]]) -> bool:
    return any(span[0] == other[1] or span[1] == other[0] for other in others)


def unfolded(text: str, pairs: Sequence[Pair], document_id: str) -> str:
    """A text of a document with the short forms of `pairs` written out, as printed."""
    fulls = {p.short: p.full for p in pairs if p.document_id in (None, document_id)}
    if not any(short in text for short in fulls):
        return text
    shorts = sorted(map(re.escape, fulls), key=len, reverse=True)
    pattern = re.compile(_IN_NUMBER.format("|".join(shorts)))
    return pattern.sub(lambda match: fulls[match[0]], text)
