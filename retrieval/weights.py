"""How much each word of a question tells, by how rare it is in the corpus; and what it asks of a
thing. Pure but for the word index."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from index import lexical
from index.lexical import WordIndex
from index.text import fold
from retrieval import localities, ordinals, posts, synonyms, vocabulary
from retrieval.questions import Query

_SAME = 0.9  # what another word for the same counts
_VOWEL = re.compile("[aeiouy]")
_DENYING = ("không", "khong", "chưa", "chua")  # deny what is far from them as well
_COMPOUND = 0.3  # of the rarer syllable's passages hold the pair


class Weights:
    """The question's terms with how much each tells, by how rare it is in the corpus.

    A term is a compound where the corpus shows that two syllables belong together
    ("khai mạc"), else a syllable. `pairs` are all neighbouring syllables.
    """

    def __init__(self, query: Query, words: WordIndex) -> None:
        self._words = words
        content = query.content
        pairs = (f"{a}_{b}" for a, b in pairwise(content) if a not in _DENYING)
        self.pairs = {pair: self._weight(pair) for pair in pairs}
        begins = _begins([fold(word) for word in content], query.names)
        self.terms = {term: self._weight(term) for term in self._terms(content, begins)}
        self.others = synonyms.alternatives(content)
        self.attributes = _attributes(query)
        self.labels = ordinals.labels(query.text, words.frequency)

    def covered(self, there: Set[str]) -> float:
        """Share of the terms in `there`, by weight; another way to say one counts less."""
        said = (weight * self._credit(term, there) for term, weight in self.terms.items())
        return sum(said) / (sum(self.terms.values()) or 1.0)

    def paired(self, there: Set[str]) -> float:
        """Share of the pairs in `there`, by weight; 0 where there are none."""
        total = sum(self.pairs.values())
        said = sum(weight for pair, weight in self.pairs.items() if pair in there)
        return said / total if total else 0.0

    def focused(self, query: Query, there: Set[str]) -> float:
        """Share of the words beside the question word in `there`."""
        return sum(self._credit(word, there) for word in query.focus) / (len(query.focus) or 1)

    def head(self, there: Set[str]) -> float:
        """Whether the first term of the question is in `there`."""
        first = next(iter(self.terms), None)
        return 1.0 if first is None else self._credit(first, there)

    def lacking(self, there: Set[str]) -> float:
        """The greatest weight of a term that is not in `there`."""
        return max((w * (1 - self._credit(t, there)) for t, w in self.terms.items()), default=0.0)

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """The terms and pairs that are of such names."""
        known = frozenset().union(*(lexical.grams(fold(name)) for name in names))
        return frozenset(term for term in (*self.terms, *self.pairs) if fold(term) in known)

    def strange(self, there: Set[str]) -> float:
        """The same of words only: a short form ("qh") may be written out in `there`."""
        words = {t: w for t, w in self.terms.items() if _VOWEL.search(fold(t))}
        return max((w * (1 - self._credit(t, there)) for t, w in words.items()), default=0.0)

    def _credit(self, term: str, there: Set[str]) -> float:
        if term in there:
            return 1.0
        return _SAME * any(other <= there for other in self.others.get(term, ()))

    def _terms(self, content: Sequence[str], begins: Set[int]) -> Iterator[str]:
        at = 0
        while at < len(content):
            pair = "_".join(content[at : at + 2])
            whole = at + 1 < len(content) and at + 1 not in begins
            compound = whole and self._is_compound(pair, content[at : at + 2])
            yield pair if compound else content[at]
            at += 2 if compound else 1

    def _is_compound(self, pair: str, syllables: Sequence[str]) -> bool:
        together = self._words.frequency(pair)
        return together >= _COMPOUND * min(map(self._words.frequency, syllables)) and together > 1

    def _weight(self, term: str) -> float:
        count = len(self._words) + 1
        return math.log(1 + count / (1 + self._words.frequency(term))) / math.log(1 + count)


def _begins(content: Sequence[str], names: Sequence[str]) -> Set[int]:
    """Where a name begins, or what follows it, in folded syllables: no compound goes over that
    ("xã | Tân Thành | Nghệ An")."""
    found: set[int] = set()
    for name in map(localities.alone, names):
        said = fold(name).split()
        for at in range(len(content) - len(said) + 1):
            if list(content[at : at + len(said)]) == said:
                found |= {at, at + len(said)}
    return found


def _attributes(query: Query) -> list[re.Pattern[str]]:
    """What a question asks of a thing, as texts name it."""
    plain, post = fold(query.text), posts.asked(query.embedded, query.text)
    asked = [re.compile(said) for asks, said in vocabulary.ATTRIBUTES if re.search(asks, plain)]
    return [*asked, post.named] if post else asked
