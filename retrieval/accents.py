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

from index.text import Token, fold, has_accents, tokens
from retrieval.syllables import EDGE, OTHER, SPECIAL, Ids, Logs, Model, is_code, is_syllable
from retrieval.vocabulary import ENGLISH

# How likely the best reading must be; chosen on held-aside texts (benchmarks/accents.py).
SURE = 0.6
# The same beside words typed with accents: a bare word there is mostly one that has none.
SURE_AMONG_ACCENTED = 0.95
# How often a word is typed bare by someone who otherwise types accents.
_FORGOTTEN = 0.02
# How often a word that the model does not know is this very one.
_UNKNOWN = 0.002
_MOST_READINGS = 14  # of one bare syllable; the rarest are left out
_ENGLISH_WORDS, _VIETNAMESE_SHARE = 2, 0.8
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


def restore(text: str, model: Model) -> Restored:
    """`text` (NFC) with accents where they are missing and sure. Words that have accents,
    codes, numbers and English stay as they are."""
    found = tokens(text)
    fixed = _fixed(text, found)
    if all(fixed) or _is_english(found):
        return Restored(text)
    mixed = any(has_accents(token.text) for token in found)
    readings = [
        _readings(token, text, model, fixed=stays, mixed=mixed)
        for token, stays in zip(found, fixed, strict=True)
    ]
    priors = [_prior(ids, token, model, mixed=mixed) for ids, token in zip(readings, found, strict=True)]
    likely = _posteriors(readings, priors, model)
    least = SURE_AMONG_ACCENTED if mixed else SURE
    read = [_read(ids, shares, token, model) for token, ids, shares in zip(found, readings, likely, strict=True)]
    changes = [_change(token, text, *best) for token, best in zip(found, read, strict=True) if best[1] >= least and best[0] != token.text]
    bare = sum(sure < least for _, sure in read)
    return Restored(_applied(text, changes), tuple(changes), bare)


def _read(ids: Ids, shares: Logs, token: Token, model: Model) -> tuple[str, float]:
    """The likeliest reading and its probability."""
    best = int(np.argmax(shares))
    known = int(ids[best]) >= SPECIAL
    return model.syllable(int(ids[best])) if known else token.text, float(shares[best])


def _fixed(text: str, found: Sequence[Token]) -> list[bool]:
    """Which tokens stay as typed whatever they might be."""
    kept = [match.span() for match in _CHUNK.finditer(text) if _is_no_word(match[0])]
    return [
        not is_syllable(token.text)
        or has_accents(token.text)
        or is_code(token, text)
        or any(start <= token.start < end for start, end in kept)
        for token in found
    ]


def _is_no_word(chunk: str) -> bool:
    """Whether a run without spaces is a number, an address or a code ("57-nq/tw")."""
    if _NOT_WORDS.search(chunk):
        return True
    return bool(_INNER.search(chunk)) and not all(is_syllable(t.text) for t in tokens(chunk))


def _is_english(found: Sequence[Token]) -> bool:
    words = [token.text for token in found if token.text[0].isalpha()]
    if sum(word in ENGLISH for word in words) < _ENGLISH_WORDS:
        return False
    return sum(map(is_syllable, words)) < _VIETNAMESE_SHARE * len(words)


def _readings(token: Token, text: str, model: Model, *, fixed: bool, mixed: bool) -> Ids:
    """The ids a token may be read as. One typed bare among accented ones may be itself, even
    where the model does not know it."""
    own = model.id(token, text)
    known = [] if fixed else model.readings(fold(token.text))[:_MOST_READINGS]
    alone = not known or (mixed and own not in known)
    return np.array([*known, own] if alone else known, np.int64)


def _prior(ids: Ids, token: Token, model: Model, *, mixed: bool) -> Logs:
    """log p(typed | reading): someone who types accents rarely forgets one, and of the many
    words that the model does not know this is only one."""
    own = model.ids.get(token.text, OTHER)
    forgotten = np.where((ids != own) & mixed, math.log(_FORGOTTEN), 0.0)
    return np.where(ids == OTHER, math.log(_UNKNOWN), forgotten).astype(np.float32)


def _posteriors(readings: Sequence[Ids], priors: Sequence[Logs], model: Model) -> list[Logs]:
    """The probability of each reading of each token: arrays as long as its readings."""
    edge = np.array([EDGE], np.int64)
    slots = [edge, edge, *readings, edge]
    cubes = _cubes(slots, model)
    for cube, prior in zip(cubes, priors, strict=False):
        cube += prior
    forward = [np.zeros((1, 1), np.float32)]
    for cube in cubes:
        forward.append(_sum(forward[-1][:, :, None] + cube, axis=0))
    backward = [np.zeros(forward[-1].shape, np.float32)]
    for cube in reversed(cubes[1:]):
        backward.append(_sum(cube + backward[-1][None, :, :], axis=2))
    pairs = zip(forward[1:-1], reversed(backward[1:]), strict=True)
    return [_normalised(_sum(ahead + behind, axis=0)) for ahead, behind in pairs]


def _cubes(slots: Sequence[Ids], model: Model) -> list[Logs]:
    """For every three slots in a row log p(c | a b), shape (a, b, c); asked in one go."""
    rows = [np.meshgrid(*slots[i : i + 3], indexing="ij") for i in range(len(slots) - 2)]
    logs = model.log(*(np.concatenate([row[k].ravel() for row in rows]) for k in range(3)))
    ends = np.cumsum([row[0].size for row in rows])[:-1]
    parts = np.split(logs, ends)
    return [part.reshape(row[0].shape) for part, row in zip(parts, rows, strict=True)]


def _sum(logs: Logs, axis: int) -> Logs:
    """log of the sum of exponentials along `axis`."""
    top = logs.max(axis=axis, keepdims=True)
    summed: Logs = np.log(np.exp(logs - top).sum(axis=axis)) + top.squeeze(axis)
    return summed


def _normalised(logs: Logs) -> Logs:
    weights = np.exp(logs - logs.max())
    shares: Logs = weights / weights.sum()
    return shares


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
