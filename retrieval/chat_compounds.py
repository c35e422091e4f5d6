"""How much two texts of one chat name the same: by pairs of syllables, as most words are such."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from index.text import fold

_SYLLABLE = re.compile(r"[^\W_]+|[,.;:!?\n]")


class Compounds:
    """The pairs of syllables of a chat's statements, and how rare each is."""

    def __init__(self, texts: Iterable[str]) -> None:
        told = [_of(text) for text in texts]
        counts = Counter(two for twos in told for two in twos)
        self._rare = {two: math.log(1 + len(told) / n) for two, n in counts.items()}

    def weight(self, one: str, other: str) -> float:
        """How much the pairs that two texts share tell of what is meant: the rarer, the more."""
        return sum(self._rare.get(two, 1.0) for two in _of(one) & _of(other))


@lru_cache(maxsize=1 << 14)
def _of(text: str) -> frozenset[tuple[str, str]]:
    """The pairs of syllables that stand side by side: most words of Vietnamese are such."""
    found = _SYLLABLE.findall(fold(text))
    return frozenset((a, b) for a, b in pairwise(found) if a[0].isalpha() and b[0].isalpha())


_SYLLABLE = re.compile(r"[^\W_]+|[,.;:!?\n]")
