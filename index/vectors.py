"""FAISS over the passage vectors: a cache that can be built again from SQLite.

Inner product of normalised vectors is their cosine, in [-1, 1], higher is nearer.
The kind of index goes by size; figures in docs/architecture.md.
"""

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
    _Kind(float("inf"), "IVF4096,PQ{m}x4fs,Refine(SQ8)", "nprobe=24,k_factor_rf=30"),
)
_TRAINING = 100_000  # vectors


def build(ids: IntArray, vectors: FloatArray) -> Any:
    """A FAISS index of `vectors` (n, d) under passage `ids` (n,)."""
    import faiss

    kind = _kind(len(ids))
    dimension = vectors.shape[1]
    inner = faiss.index_factory(
        dimension, kind.factory.format(m=dimension // 4), faiss.METRIC_INNER_PRODUCT
    )
    inner.train(vectors[:: max(1, len(vectors) // _TRAINING)])
    index = faiss.IndexIDMap2(inner)
    index.add_with_ids(vectors, ids)
    return index


def _kind(count: int) -> _Kind:
    return next(kind for kind in _KINDS if count <= kind.up_to)


def save(index: Any, path: Path) -> None:
    """Raises `OSError`, unlike faiss's own files, which may end short on a full disk unnoticed."""
    import faiss

    with path.open("wb") as file:
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]


def _read(path: Path) -> Any:
    import faiss

    return faiss.read_index(str(path))


class VectorIndex:
    """A published index, read only."""

    def __init__(self, path: Path) -> None:
        import faiss

        faiss.omp_set_num_threads(1)  # measured: one query is faster on one thread
        self._index = _read(path)
        parameters: Any = _kind(self._index.ntotal).parameters
        if parameters:
            inner = faiss.downcast_index(self._index.index)
            faiss.ParameterSpace().set_index_parameters(inner, parameters)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: FloatArray, limit: int) -> dict[int, float]:
        """The nearest passages to `vector` (d,): id -> cosine, nearest first."""
        scores, ids = self._index.search(vector[None, :], limit)
        return {int(i): float(s) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0}
