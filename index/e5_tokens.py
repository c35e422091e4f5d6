"""Text -> piece ids, as XLM-RoBERTa's unigram model cuts it.

`tokenizers` gives the same ids (a test compares them) but holds 270 MB and 0.7 s to load for
this vocabulary; a dict and a cache of words hold 50 MB. Source of the rules: SentencePiece's
nmt_nfkc normalisation and Kudo, "Subword Regularization" (2018): of all ways to cut a word
into known pieces, the one whose scores (log probabilities) add up highest.
"""

import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache

START, END, UNKNOWN = 0, 2, 3
LIMIT = 512  # pieces of one text, with START and END: the model has no more positions
SPACE = "\u2581"
_UNKNOWN_PENALTY = 10.0
_REMOVED = (*range(0x1, 0x9), 0xB, *range(0xE, 0x20), 0x7F, 0x8F, 0x9F)
_SPACES = (
    0x9,
    0xA,
    0xC,
    0xD,
    0x1680,
    *range(0x200B, 0x2010),
    0x2028,
    0x2029,
    0x2581,
    0xFEFF,
    0xFFFD,
)
_NMT = {**dict.fromkeys(_REMOVED), **dict.fromkeys(_SPACES, " ")}


class Tokens:
    """`pieces` and `scores` are parallel; a piece's place is its id. Safe among threads."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._ids = {piece: id for id, piece in enumerate(pieces)}
        self._scores = array("f", scores)
        self._longest = max(map(len, pieces))
        self._unknown = min(self._scores) - _UNKNOWN_PENALTY
        self._word = lru_cache(maxsize=50_000)(self._cut)

    def encode(self, text: str) -> list[int]:
        """START, at most LIMIT - 2 pieces, END. Never fails."""
        ids: list[int] = []
        for word in unicodedata.normalize("NFKC", text.translate(_NMT)).split():
            ids += self._word(SPACE + word)
            if len(ids) > LIMIT - 2:
                break
        return [START, *ids[: LIMIT - 2], END]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The best way to cut `word` (Viterbi): best[i] is (score, start of last piece, its id)."""
        best = [(0.0, 0, UNKNOWN)]
        for end in range(1, len(word) + 1):
            best.append(max(self._last_pieces(word, end, best), key=lambda way: way[0]))
        return self._read_back(best)

    def _last_pieces(
        self, word: str, end: int, best: list[tuple[float, int, int]]
    ) -> list[tuple[float, int, int]]:
        ways = [
            (best[start][0] + self._scores[id], start, id)
            for start in range(max(0, end - self._longest), end)
            if (id := self._ids.get(word[start:end])) is not None
        ]
        if not ways or ways[-1][1] != end - 1:  # one character that is no piece by itself
            ways.append((best[end - 1][0] + self._unknown, end - 1, UNKNOWN))
        return ways

    def _read_back(self, best: list[tuple[float, int, int]]) -> tuple[int, ...]:
        ids: list[int] = []
        end = len(best) - 1
        while end:
            _score, end, id = best[end]
            if not (ids and id == ids[-1] == UNKNOWN):  # neighbours unknown make one
                ids.append(id)
        return tuple(reversed(ids))
