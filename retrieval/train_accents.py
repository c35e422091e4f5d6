"""Counts syllables of Vietnamese texts and writes the model that restores accents.

    python -m retrieval.train_accents FILE_OR_FOLDER... -o OUT.npz

Reads what `index.readers` reads; the same texts give the same file. Every tenth document is
held aside for measuring (`benchmarks/accents.py` takes the same ones). Only counts are kept,
and of sequences that were seen once only the most ordinary, so that no text can be read back.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index import readers
from index.text import has_accents, tidy, tokens
from retrieval import vocabulary
from retrieval.question_phrases import PHRASES
from retrieval.syllables import EDGE, NUMBER, OTHER, SPECIAL, STEP, is_code, is_syllable

HELD_ASIDE = 10  # every tenth document
_PHRASE_COUNT = 12  # a question phrase counts as often as this
_FEWEST = 2  # times a syllable must be seen
_ORDINARY = 60  # times the syllables of a pair that was seen only once must be seen
_DISCOUNT = 0.75  # absolute discounting
_ACCENTED = 0.3  # share of accented syllables below which a line is not Vietnamese
_LINE_END = re.compile(r"[.;:!?…]\s|\n")

Key = tuple[int, ...]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="hold nothing aside")
    arguments = parser.parse_args()
    texts = documents(arguments.paths) if arguments.all else trained(arguments.paths)
    write(arguments.out, texts)


def documents(paths: Iterable[Path]) -> Iterator[str]:
    """The texts of all readable files, in the order of their paths; bad lines are left out."""
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            if file.suffix.lower() in readers.ENDINGS:
                for source in readers.read(file):
                    if not isinstance(source, Exception):
                        yield source.text


def trained(paths: Iterable[Path]) -> Iterator[str]:
    """The documents to learn from."""
    return (text for place, text in enumerate(documents(paths)) if place % HELD_ASIDE)


def held_aside(paths: Iterable[Path]) -> Iterator[str]:
    """The documents to measure on."""
    return (text for place, text in enumerate(documents(paths)) if not place % HELD_ASIDE)


def lines(text: str) -> Iterator[str]:
    """Stretches of `text` between full stops that are Vietnamese with its accents."""
    for line in _LINE_END.split(tidy(text)):
        found = [token.text for token in tokens(line) if token.text[0].isalpha()]
        if found and sum(map(has_accents, found)) >= _ACCENTED * len(found):
            yield line


def write(out: Path, texts: Iterable[str]) -> None:
    """Counts `texts` and the question phrases and writes the model to `out`."""
    sequences = Counter(tuple(_words(line)) for text in texts for line in lines(text))
    for phrase in (*PHRASES, *vocabulary.ASKING):
        sequences[tuple(_words(phrase))] += _PHRASE_COUNT
    with out.open("wb") as file:
        np.savez(file, allow_pickle=False, **_arrays(sequences))


def _words(line: str) -> Iterator[str]:
    """Syllables; "0" for a number, "" for what is neither."""
    for token in tokens(line):
        if token.text[0].isdigit():
            yield "0"
        else:
            yield "" if is_code(token, line) or not is_syllable(token.text) else token.text


@dataclass
class _Counts:
    """How often one, two, three ids follow each other."""

    single: Counter[Key] = field(default_factory=Counter)
    pair: Counter[Key] = field(default_factory=Counter)
    triple: Counter[Key] = field(default_factory=Counter)

    def add(self, ids: Sequence[int], times: int) -> None:
        """One line, its edges included."""
        row = [EDGE, EDGE, *ids, EDGE]
        for place in range(2, len(row)):
            self.single[(row[place],)] += times
            self.pair[tuple(row[place - 1 : place + 1])] += times
            self.triple[tuple(row[place - 2 : place + 1])] += times

    def kept(self) -> tuple[Counter[Key], Counter[Key]]:
        """Pairs and triples without the ones that would give away a text."""
        pairs = {k: n for k, n in self.pair.items() if n > 1 or self._is_ordinary(k)}
        triples = {k: n for k, n in self.triple.items() if n > 1 and k[1:] in pairs}
        return Counter(pairs), Counter(triples)

    def _is_ordinary(self, key: Key) -> bool:
        return all(self.single[(one,)] >= _ORDINARY for one in key)


def _arrays(sequences: Counter[tuple[str, ...]]) -> dict[str, npt.NDArray[Any]]:
    """The fields of `retrieval.syllables.Arrays`."""
    syllables = _vocabulary(sequences)
    ids = {"0": NUMBER, "": OTHER} | {s: i for i, s in enumerate(syllables, start=SPECIAL)}
    counts = _Counts()
    for words, times in sequences.items():
        counts.add([ids.get(word, OTHER) for word in words], times)
    return {"syllables": np.array(syllables), **_stored(counts, SPECIAL + len(syllables))}


def _vocabulary(sequences: Counter[tuple[str, ...]]) -> list[str]:
    seen: Counter[str] = Counter()
    for words, times in sequences.items():
        for word in words:
            seen[word] += times
    return sorted(word for word, times in seen.items() if word.isalpha() and times >= _FEWEST)


def _stored(counts: _Counts, size: int) -> dict[str, npt.NDArray[Any]]:
    total = sum(counts.single.values())
    alone: dict[Key, float] = {
        (i,): (counts.single[(i,)] + 0.1) / (total + 0.1 * size) for i in range(size)
    }
    pairs, triples = counts.kept()
    pair, single_rest = _interpolated(pairs, _contexts(counts.pair), alone)
    triple, pair_rest = _interpolated(triples, _contexts(counts.triple), pair)
    keys = sorted(pairs)
    triple_keys = sorted(triples)
    return {
        "single": _steps([alone[(i,)] for i in range(size)]),
        "single_rest": _steps([single_rest.get((i,), 1.0) for i in range(size)]),
        "pair_keys": np.array([b * size + c for b, c in keys], np.uint32),
        "pair": _steps([pair[key] for key in keys]),
        "pair_rest": _steps([pair_rest.get(key, 1.0) for key in keys]),
        "triple_keys": np.array([(a * size + b) * size + c for a, b, c in triple_keys], np.uint64),
        "triple": _steps([triple[key] for key in triple_keys]),
    }


def _contexts(counts: Counter[Key]) -> Counter[Key]:
    totals: Counter[Key] = Counter()
    for key, times in counts.items():
        totals[key[:-1]] += times
    return totals


def _interpolated(
    kept: Counter[Key], totals: Counter[Key], lower: dict[Key, float]
) -> tuple[dict[Key, float], dict[Key, float]]:
    """Probability of each kept sequence, and what each context leaves to the shorter one.

    What was not kept is left to the shorter one too, so that everything adds up to one.
    """
    rest = dict.fromkeys((key[:-1] for key in kept), 1.0)
    for key, times in kept.items():
        rest[key[:-1]] -= (times - _DISCOUNT) / totals[key[:-1]]
    found = {
        key: (times - _DISCOUNT) / totals[key[:-1]] + rest[key[:-1]] * lower[key[1:]]
        for key, times in kept.items()
    }
    return found, rest


def _steps(probabilities: list[float]) -> npt.NDArray[np.uint8]:
    logs = -np.log(np.maximum(np.array(probabilities, np.float64), 1e-12))
    steps: npt.NDArray[np.uint8] = np.clip(np.rint(logs / STEP), 0, 255).astype(np.uint8)
    return steps


if __name__ == "__main__":
    main()
