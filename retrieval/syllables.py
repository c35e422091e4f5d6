"""A small language model of Vietnamese syllables: trigrams with back-off, in numpy arrays.

`accents.npz` holds it. It is made by `retrieval.train_accents` and read without copying into
Python objects, so that opening it costs milliseconds.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.text import Token, fold

Ids = npt.NDArray[np.int64]
Logs = npt.NDArray[np.float32]

EDGE, NUMBER, OTHER = 0, 1, 2  # ids that are no syllables: a sentence's end, digits, the rest
SPECIAL = 3
STEP = 1 / 12  # nats in one step of a stored logarithm: 255 of them reach e^-21

_ONSET = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_NUCLEUS = (
    "ai|ao|au|ay|a|eo|eu|e|ieu|ia|ie|iu|i|oai|oao|oay|oa|oeo|oe|oi|oo|o|"
    "uay|uai|ua|ue|ui|uoi|uou|uo|uu|uya|uyeu|uye|uyu|uy|u|yeu|ye|y"
)
_ONSETS = re.compile(rf"^(?:{_ONSET}|đ)(?=\w)")
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_NUCLEUS})(?:ch|ng|nh|c|m|n|p|t)?")


def is_syllable(text: str) -> bool:
    """Whether `text` has the shape of a Vietnamese syllable, with or without its accents."""
    return bool(_SYLLABLE.fullmatch(fold(text)))


def onset_of(bare: str) -> str:
    """The consonants a bare syllable begins with."""
    return match[0] if (match := _ONSETS.match(bare)) else ""


def is_code(token: Token, text: str) -> bool:
    """Whether a token of `text` is an abbreviation ("TU", "UBND"): capitals among small letters."""
    typed = text[token.start : token.end]
    return len(typed) > 1 and typed.isupper() and not text.isupper()


@dataclass(frozen=True, slots=True)
class Arrays:
    """What the file holds. Logarithms are stored as `-log / STEP` in uint8.

    syllables: (V - SPECIAL,) str, sorted; a syllable's id is its place plus SPECIAL
    single: (V,) log p(c); single_rest: (V,) back-off weight of the context b
    pair_keys: (P,) uint32, sorted, b * V + c; pair: (P,) log p(c | b); pair_rest: (P,)
    triple_keys: (T,) uint64, sorted, (a * V + b) * V + c; triple: (T,) log p(c | a b)
    """

    syllables: npt.NDArray[np.str_]
    single: npt.NDArray[np.uint8]
    single_rest: npt.NDArray[np.uint8]
    pair_keys: npt.NDArray[np.uint32]
    pair: npt.NDArray[np.uint8]
    pair_rest: npt.NDArray[np.uint8]
    triple_keys: npt.NDArray[np.uint64]
    triple: npt.NDArray[np.uint8]


class Model:
    """How likely a syllable is after two others, and which syllables a bare one may be."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._size = len(arrays.single)
        self.ids = {s: i for i, s in enumerate(arrays.syllables.tolist(), start=SPECIAL)}
        self._readings: dict[str, dict[str, int]] = defaultdict(dict)
        self._rimes: dict[str, set[str]] = defaultdict(set)
        for syllable, number in self.ids.items():
            self._readings[fold(syllable)][syllable] = number
            rime = _ONSETS.sub("", syllable)
            self._rimes[fold(rime)].add(rime)

    def id(self, token: Token, text: str) -> int:
        """The id under which a token of `text` is counted."""
        if token.text[0].isdigit():
            return NUMBER
        return OTHER if is_code(token, text) else self.ids.get(token.text, OTHER)

    def readings(self, bare: str) -> Mapping[str, int]:
        """All syllables that are `bare` without their accents, and their ids; maybe none."""
        return self._readings.get(bare, {})

    def spellings(self, bare: str) -> Iterator[str]:
        """All syllables that Vietnamese spelling would allow for `bare`, seen or not."""
        onset = onset_of(bare)
        for start in ("d", "đ") if onset == "d" else (onset,):
            yield from (start + rime for rime in sorted(self._rimes.get(bare[len(onset) :], ())))

    def log(self, first: Ids, second: Ids, third: Ids) -> Logs:
        """log p(third | first second), element by element over arrays of one shape (n,)."""
        held, size = self._arrays, self._size
        context, context_there = _find(held.pair_keys, first * size + second)
        pair, pair_there = _find(held.pair_keys, second * size + third)
        triple, triple_there = _find(held.triple_keys, (first * size + second) * size + third)
        alone = held.single_rest[second].astype(np.int64) + held.single[third]
        backed = np.where(pair_there, held.pair[pair], alone)
        backed = backed + np.where(context_there, held.pair_rest[context], 0)
        steps = np.where(triple_there, held.triple[triple], backed)
        return (-STEP * steps).astype(np.float32)


def _find(keys: npt.NDArray[Any], wanted: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
    """Places of `wanted` in sorted `keys`, and which of them are there."""
    asked = wanted.astype(keys.dtype)
    places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return places, keys[places] == asked


def load(path: Path) -> Model:
    """Raises `OSError` or `ValueError` when `path` is no such file."""
    with np.load(path, allow_pickle=False) as stored:
        return Model(Arrays(**{name: stored[name] for name in Arrays.__dataclass_fields__}))


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model that comes with the package."""
    with as_file(files("retrieval").joinpath("accents.npz")) as path:
        return load(path)
