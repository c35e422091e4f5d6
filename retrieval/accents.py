"""Accents put back into a question typed without them.

Every bare syllable may be read in several ways; the syllables around it, above all those typed
with their accents, tell which. For each we compute how likely each reading is over all
readings of its neighbours (forward and backward over a trigram model), and change it only
where one reading is likely enough.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.lexical import WordIndex
from index.text import Token, fold, has_accents, tokens
from retrieval import english, lattice
from retrieval.lattice import Slot
from retrieval.syllables import OTHER, Model, is_code, is_syllable

# How likely the best reading must be: on held-aside texts .8 leaves twice as many bare for a
# third fewer wrong ones (benchmarks/accents.py).
SURE = 0.6
# The same beside words typed with accents: a bare word there is mostly one that has none.
SURE_AMONG_ACCENTED = 0.95
# How often a word is typed bare by someone who otherwise types accents.
_FORGOTTEN = 0.02
_NOT_MISSPELT = 0.2  # as often as the commonest reading of the same letters
_CHUNK = re.compile(r"\S+")
_NOT_WORDS = re.compile(r"[\d@_\\]|://|www\.")
_INNER = re.compile(r"[^\W\d_][-/.–&][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Change:
    """A syllable of the text read with accents; `sure` is its probability in [0, 1]."""

    start: int
    end: int
    text: str
    sure: float


@dataclass(frozen=True, slots=True)
class Restored:
    """A text with its accents: as long as the one typed, offsets are the same.

    `bare` counts the syllables that stay as typed because no reading was likely enough.
    """

    text: str
    changes: tuple[Change, ...] = ()
    bare: int = 0

    @property
    def sure(self) -> float:
        """The probability of the least sure change; 1 when nothing was changed."""
        return min((change.sure for change in self.changes), default=1.0)


def restore(text: str, model: Model, corpus: WordIndex | None = None) -> Restored:
    """`text` (NFC) with accents where they are missing and sure. Words that have accents,
    codes, numbers and English stay as they are. How the words are spelled in `corpus` counts
    too: its names and terms are what is asked for."""
    found = tokens(text)
    mixed = any(has_accents(token.text) for token in found)
    fixed = _fixed(text, found, mixed=mixed)
    if all(fixed) or english.is_english(text):
        return Restored(text)
    slots = [
        _slot(token, model.id(token, text), None if stays else model, corpus, mixed=mixed)
        for token, stays in zip(found, fixed, strict=True)
    ]
    likely = lattice.probabilities(slots, model, corpus)
    best = [int(np.argmax(shares)) for shares in likely]
    read = [slot.readings[place] for slot, place in zip(slots, best, strict=True)]
    sure = [float(shares[place]) for shares, place in zip(likely, best, strict=True)]
    return _restored(text, found, read, sure, SURE_AMONG_ACCENTED if mixed else SURE)


def _restored(
    text: str, found: Sequence[Token], read: Sequence[str], sure: Sequence[float], least: float
) -> Restored:
    """The text with the readings that are sure enough."""
    changes = tuple(
        _change(token, text, reading, chance)
        for token, reading, chance in zip(found, read, sure, strict=True)
        if reading != token.text and chance >= least
    )
    return Restored(_applied(text, changes), changes, sum(chance < least for chance in sure))


def _slot(
    token: Token, own: int, model: Model | None, corpus: WordIndex | None, *, mixed: bool
) -> Slot:
    """What a word may be. One typed bare among accented ones may be itself, even where the
    model does not know it, and mostly is: its other readings lose by that."""
    known = _known(fold(token.text), model, corpus) if model else {}
    if mixed or not known:
        known.setdefault(token.text, own)
    lost = math.log(_FORGOTTEN) if mixed else 0.0
    prior = [0.0 if reading == token.text else lost for reading in known]
    return Slot(tuple(known), np.array([*known.values()]), np.array(prior, np.float32))


def _known(bare: str, model: Model, corpus: WordIndex | None) -> dict[str, int]:
    """Readings that the model has seen, and those that only the corpus has; beside ones that
    the corpus has much more often they are misspellings."""
    known = dict(model.readings(bare))
    if corpus:
        least = _NOT_MISSPELT * max(map(corpus.spelled, known), default=0)
        new = [each for each in model.spellings(bare) if each not in known]
        known.update((each, OTHER) for each in new if corpus.spelled(each) > least)
    return known


def _fixed(text: str, found: Sequence[Token], *, mixed: bool) -> list[bool]:
    """Which tokens stay as typed whatever they might be. A name typed bare among accented
    words is one that has no accents ("tỉnh ủy Lam Giang")."""
    kept = [match.span() for match in _CHUNK.finditer(text) if _is_no_word(match[0])]
    return [
        not is_syllable(token.text)
        or has_accents(token.text)
        or is_code(token, text)
        or (mixed and token.start > 0 and text[token.start].isupper())
        or any(start <= token.start < end for start, end in kept)
        for token in found
    ]


def _is_no_word(chunk: str) -> bool:
    """Whether a run without spaces is a number, an address or a code ("57-nq/tw")."""
    if _NOT_WORDS.search(chunk):
        return True
    return bool(_INNER.search(chunk)) and not all(is_syllable(t.text) for t in tokens(chunk))


def _change(token: Token, text: str, syllable: str, sure: float) -> Change:
    typed = text[token.start : token.end]
    return Change(token.start, token.end, _cased(syllable, typed), sure)


def _cased(syllable: str, typed: str) -> str:
    """`syllable` with the capitals of what was typed, letter by letter."""
    pairs = zip(syllable, typed, strict=True)
    return "".join(new.upper() if old.isupper() else new for new, old in pairs)


def _applied(text: str, changes: Iterable[Change]) -> str:
    return "".join(_pieces(text, changes))


def _pieces(text: str, changes: Iterable[Change]) -> Iterator[str]:
    end = 0
    for change in changes:
        yield text[end : change.start]
        yield change.text
        end = change.end
    yield text[end:]
