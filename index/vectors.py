"""FAISS over the passage vectors: a cache that can be built again from SQLite.

Inner product of normalised vectors is their cosine, in [-1, 1], higher is nearer.
The kind of index goes by size; figures in docs/architecture.md.
"""

from collections.abc import Callable, Collection
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
    """A published index, read only."""

    def __init__(self, path: Path) -> None:
        faiss = _faiss()
        self._index = faiss.read_index(str(path))
        self._ids: IntArray = faiss.vector_to_array(self._index.id_map)
        self._inner: Any = faiss.downcast_index(self._index.index)
        parameters: Any = _kind(self._index.ntotal).parameters
        if parameters:
            faiss.ParameterSpace().set_index_parameters(self._inner, parameters)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: FloatArray, limit: int, only: Collection[int] | None = None
    ) -> dict[int, float]:
        """The nearest passages to `vector` (d,): id -> cosine, nearest first.

        With `only` the nearest of those; they are all compared.
        """
        if only is not None:
            return self._among(vector, limit, only)
        scores, ids = self._index.search(vector[None, :], limit)
        return {int(i): float(s) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0}

    def _among(self, vector: FloatArray, limit: int, only: Collection[int]) -> dict[int, float]:
        wanted = np.array(sorted(only), np.int64)
        places = np.searchsorted(self._ids, wanted)  # they ascend
        places = places[np.take(self._ids, places, mode="clip") == wanted]
        scores = self._inner.reconstruct_batch(places) @ vector
        best = np.argsort(-scores, kind="stable")[:limit]
        return {int(self._ids[places[row]]): float(scores[row]) for row in best}


def _faiss() -> Any:
    """faiss on one thread: a question is answered faster so (measured), and training with two
    takes forty times as long when another process needs a processor."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss
