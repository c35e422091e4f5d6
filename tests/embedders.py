"""An embedder for tests that are not about embedding: quick, and the same in every process."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index.text import fold


class HashEmbedder:
    """Counts of folded syllables and their pairs, hashed into 64 numbers, L2-normalised."""

    identity = "hash-64"
    dimension = 64

    def embed_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = [self.embed_question(text) for text in texts]
        return np.array(rows, np.float32).reshape(-1, self.dimension)

    def embed_question(self, text: str) -> npt.NDArray[np.float32]:
        syllables = fold(unicodedata.normalize("NFC", text)).split() or [""]
        pairs = [" ".join(pair) for pair in pairwise(syllables)]
        places = [crc32(feature.encode()) % self.dimension for feature in syllables + pairs]
        counts = np.bincount(places, minlength=self.dimension).astype(np.float32)
        return counts / np.linalg.norm(counts)
