"""FAISS over the passage vectors: a cache that can be built again from SQLite.

Inner product of normalised vectors is their cosine, in [-1, 1], higher is nearer.
The kind of index goes by size; figures in docs/architecture.md.
"""

from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A FAISS factory string up to so many vectors, and how wide it searches."""

    up_to: float
    factory: str
    parameters: str = ""


# Exact while small; then compressed codes, re-ranked by finer ones.
_KINDS = (
    _Kind(20_000, "Flat"),
    _Kind(300_000, "PQ{m}x4fs,Refine(SQ8)", "k_factor_rf=10"),
    _Kind(float("inf"), "IVF1024,PQ{m}x4fs,Refine(SQ8)", "nprobe=64,k_factor_rf=60"),
)
_TRAINING = 100_000  # vectors
_SLICE = 20_000  # vectors in memory while adding
_COMPARED = 20_000  # passages of one reader that are all compared: some 10 ms


def build(ids: IntArray, read: Callable[[IntArray], FloatArray]) -> Any:
    """A FAISS index under ascending passage `ids` (n,); `read` gives the vectors (m, d) of some.

    Vectors are read in slices, so that memory holds the index and one slice.
    """
    faiss = _faiss()
    kind = _kind(len(ids))
    dimension = read(ids[:1]).shape[1]
    inner = faiss.index_factory(
        dimension, kind.factory.format(m=dimension // 4), faiss.METRIC_INNER_PRODUCT
    )
    if not inner.is_trained:
        inner.train(read(ids[:: max(1, len(ids) // _TRAINING)]))
    index = faiss.IndexIDMap(inner)
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        index.add_with_ids(read(part), part)
    return index


def _kind(count: int) -> _Kind:
    return next(kind for kind in _KINDS if count <= kind.up_to)


def save(index: Any, path: Path) -> None:
    """Raises `OSError`, unlike faiss's own files, which may end short on a full disk unnoticed."""
    import faiss

    with path.open("wb") as file:
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]


class VectorIndex:
    """A published index, read only; confined to some of its passages, if it is said to be."""

    def __init__(self, path: Path) -> None:
        faiss = _faiss()
        self._index = faiss.read_index(str(path))
        self._ids: IntArray = faiss.vector_to_array(self._index.id_map)
        self._inner: Any = faiss.downcast_index(self._index.index)
        self._allowed: IntArray | None = None  # places, ascending
        parameters: Any = _kind(self._index.ntotal).parameters
        if parameters:
            faiss.ParameterSpace().set_index_parameters(self._inner, parameters)

    def among(self, ids: IntArray) -> "VectorIndex":
        """The same index for a reader of only these passages (n,): no other is found."""
        confined = copy(self)
        confined._allowed = self._places(ids)
        return confined

    def __len__(self) -> int:
        return int(self._index.ntotal) if self._allowed is None else len(self._allowed)

    def search(
        self, vector: FloatArray, limit: int, only: Collection[int] | None = None
    ) -> dict[int, float]:
        """The nearest passages to `vector` (d,): id -> cosine, nearest first.

        With `only` the nearest of those; they are all compared.
        """
        if only is not None:
            places = self._places(np.fromiter(only, np.int64))
            if self._allowed is not None:
                places = np.intersect1d(places, self._allowed)
            return self._compared(vector, limit, places)
        if self._allowed is None:
            return self._nearest(vector, limit)
        if len(self._allowed) <= _COMPARED:
            return self._compared(vector, limit, self._allowed)
        return self._nearest_allowed(vector, limit, self._allowed)

    def _nearest(self, vector: FloatArray, limit: int) -> dict[int, float]:
        scores, ids = self._index.search(vector[None, :], limit)
        return {int(i): float(s) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0}

    def _nearest_allowed(
        self, vector: FloatArray, limit: int, allowed: IntArray
    ) -> dict[int, float]:
        """Searches as widely as it takes to have `limit` that are allowed. (Indexes of four-bit
        codes know no selectors.)"""
        wide = limit
        while True:
            wide = min(2 * wide, len(self._ids))
            scores, ids = (row[0] for row in self._index.search(vector[None, :], wide))
            places = np.searchsorted(self._ids, ids)
            at = np.searchsorted(allowed, places)
            best = np.flatnonzero(np.take(allowed, at, mode="clip") == places)[:limit]
            if len(best) == limit or wide == len(self._ids):
                return {int(ids[n]): float(scores[n]) for n in best if ids[n] >= 0}

    def _compared(self, vector: FloatArray, limit: int, places: IntArray) -> dict[int, float]:
        scores = np.concatenate(
            [self._inner.reconstruct_batch(part) @ vector for part in _slices(places)] or [[]]
        )
        best = np.argsort(-scores, kind="stable")[:limit]
        return {int(self._ids[places[row]]): float(scores[row]) for row in best}

    def _places(self, ids: IntArray) -> IntArray:
        """Where passages lie in the index, ascending; those that are not in it are left out."""
        wanted = np.sort(ids)
        places = np.searchsorted(self._ids, wanted)  # they ascend
        found: IntArray = places[np.take(self._ids, places, mode="clip") == wanted]
        return found


def _slices(places: IntArray) -> list[IntArray]:
    return [places[start : start + _SLICE] for start in range(0, len(places), _SLICE)]


def _faiss() -> Any:
    """faiss on one thread: a question is answered faster so (measured), and training with two
    takes forty times as long when another process needs a processor."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss
