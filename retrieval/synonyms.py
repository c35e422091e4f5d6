"""Ways to say the same thing: what people type beside what documents print (`synonyms.tsv`)."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from index.text import fold, tokens
from retrieval import ordinals

Phrase = tuple[str, ...]  # syllables


def alternatives(words: Sequence[str]) -> dict[str, list[frozenset[str]]]:
    """For syllables and pairs of a question what may stand in their place.

    Every alternative is a set of syllables or pairs ("điện_thoại", "thoại_thông") that stand in
    a text only where the phrase does. Words without accents are taken for any reading, but only
    as part of a phrase of at least two.
    """
    found: dict[str, list[frozenset[str]]] = {}
    for start, phrase in _phrases(words):
        said = words[start : start + len(phrase)]
        others = [_terms(other) for other in _groups()[phrase] if other != tuple(said)]
        for term in (*said, *map("_".join, pairwise(said))):
            found.setdefault(term, []).extend(others)
    return found


def printed(words: Sequence[str], frequency: Callable[[str], int]) -> list[Phrase]:
    """What documents print for phrases of a question that they hardly ever print themselves
    ("đám ma"): to be searched too. `frequency` tells in how many passages a syllable or pair
    stands."""

    def count(phrase: Phrase) -> int:
        return min(map(frequency, _terms(phrase)))

    return [
        other
        for _, phrase in _phrases(words)
        for other in _groups()[phrase]
        if count(other) > _RARER * (1 + count(phrase))
    ]


_RARER = 10  # times


def _phrases(words: Sequence[str]) -> Iterator[tuple[int, Phrase]]:
    """Where phrases of the table begin, the longest at a place; none overlap."""
    at = 0
    while at < len(words):
        sizes = range(min(_longest(), len(words) - at), 0, -1)
        known = (_known(tuple(words[at : at + size])) for size in sizes)
        phrase = next(filter(None, known), None)
        if phrase:
            yield at, phrase
        at += len(phrase or "x")


def _known(said: Phrase) -> Phrase | None:
    """The phrase of the table that these syllables are."""
    if said in _groups():
        return said
    return _folded().get(said) if len(said) > 1 else None


def _terms(phrase: Phrase) -> frozenset[str]:
    return frozenset(map("_".join, pairwise(phrase))) or frozenset(phrase)


def _table() -> Iterator[list[str]]:
    lines = files("retrieval").joinpath("synonyms.tsv").read_text("utf-8").splitlines()
    return (line.split(",") for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1)
def _groups() -> dict[Phrase, list[Phrase]]:
    """Every phrase with the others of its groups."""
    found: dict[Phrase, list[Phrase]] = {}
    for spellings in (*_table(), *ordinals.spellings()):
        group = [tuple(token.text for token in tokens(each)) for each in spellings]
        for phrase in group:
            found.setdefault(phrase, []).extend(each for each in group if each != phrase)
    return found


@lru_cache(maxsize=1)
def _folded() -> dict[Phrase, Phrase]:
    return {tuple(map(fold, phrase)): phrase for phrase in _groups()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _groups()))
