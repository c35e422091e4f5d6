"""How likely each reading of each word of a text is, over all readings of its neighbours.

Forward and backward over a trigram model, exactly: what is summed are all ways to read the text.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.lexical import WordIndex
from retrieval.syllables import EDGE, OTHER, Ids, Logs, Model

# How much the corpus says beside the model, and after how many sightings of a syllable what
# follows it in the corpus counts half. Chosen among six settings on held-aside texts and on
# development questions.
_CORPUS_SHARE, _DOUBT = 0.15, 3.0
_PASSAGE = 60  # different syllables of a passage, about
_UNKNOWN = 0.0005  # how often a word that the model does not know is this very one


@dataclass(frozen=True, slots=True)
class Slot:
    """One word: its `readings` with their `ids` in the model, and what each loses beforehand
    (`prior`, logarithms); three sequences of one length, at least 1."""

    readings: tuple[str, ...]
    ids: Ids
    prior: Logs


def probabilities(slots: Sequence[Slot], model: Model, corpus: WordIndex | None) -> list[Logs]:
    """For each slot the probabilities of its readings; they add up to 1."""
    cubes = _cubes([slot.ids for slot in slots], model)
    if corpus:
        for cube, counted in zip(cubes, _counted(slots, corpus), strict=False):
            cube += math.log(1 - _CORPUS_SHARE)
            np.logaddexp(cube, counted, out=cube)
    for cube, slot in zip(cubes, slots, strict=False):
        cube += slot.prior
    return _posteriors(cubes)


def _cubes(words: Sequence[Ids], model: Model) -> list[Logs]:
    """For every three words in a row log p(third | first second), shape (first, second, third);
    two edges stand before the first word, one behind the last. Asked in one go."""
    edge = np.array([EDGE], np.int64)
    row = [edge, edge, *words, edge]
    shapes = [tuple(map(len, row[i : i + 3])) for i in range(len(row) - 2)]
    asked = (_flat(row[i : i + 3], shape) for i, shape in enumerate(shapes))
    firsts, seconds, thirds = (np.concatenate(part) for part in zip(*asked, strict=True))
    logs = model.log(firsts, seconds, thirds) + np.where(thirds == OTHER, math.log(_UNKNOWN), 0.0)
    ends = np.cumsum([math.prod(shape) for shape in shapes])[:-1]
    parts = np.split(logs.astype(np.float32), ends)
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def _flat(three: Sequence[Ids], shape: tuple[int, ...]) -> tuple[Ids, Ids, Ids]:
    """All combinations of three words' ids, as three arrays of the same length."""
    first, second, third = three
    _, b, c = shape
    return (
        np.repeat(first, b * c),
        np.tile(np.repeat(second, c), len(first)),
        np.tile(third, len(first) * b),
    )


def _counted(slots: Sequence[Slot], corpus: WordIndex) -> Iterator[Logs]:
    """For every two words in a row log p(second | first) in the corpus, its share included;
    shape (1, first, second), or (1, 1, second) for the first word."""
    syllables, share = _PASSAGE * len(corpus) + 1, math.log(_CORPUS_SHARE)
    before: Sequence[str] = ()
    firsts = np.zeros(1)
    for slot in slots:
        words = slot.readings
        alone = np.array([float(corpus.spelled(word)) for word in words])
        pairs = [[corpus.spelled(f"{a}_{b}") for b in words] for a in before] or [[0] * len(words)]
        smooth = np.array(pairs) + _DOUBT * (alone + 0.01) / syllables
        logs = np.log(smooth / (firsts[:, None] + _DOUBT)) + share
        yield logs.astype(np.float32)[None]
        before, firsts = words, alone


def _posteriors(cubes: Sequence[Logs]) -> list[Logs]:
    forward = [np.zeros((1, 1), np.float32)]
    for cube in cubes:
        forward.append(_sum(forward[-1][:, :, None] + cube, axis=0))
    backward = [np.zeros_like(forward[-1])]
    for cube in reversed(cubes[1:]):
        backward.append(_sum(cube + backward[-1][None, :, :], axis=2))
    pairs = zip(forward[1:-1], reversed(backward[1:]), strict=True)
    return [_normalised(_sum(ahead + behind, axis=0)) for ahead, behind in pairs]


def _sum(logs: Logs, axis: int) -> Logs:
    """log of the sum of exponentials along `axis`."""
    if logs.shape[axis] == 1:
        return logs.reshape([n for i, n in enumerate(logs.shape) if i != axis])
    top = logs.max(axis=axis, keepdims=True)
    summed: Logs = np.log(np.exp(logs - top).sum(axis=axis)) + top.squeeze(axis)
    return summed


def _normalised(logs: Logs) -> Logs:
    weights = np.exp(logs - logs.max())
    shares: Logs = weights / weights.sum()
    return shares
