"""The embedded model at work: pieces, a word table on disk, and ONNX Runtime.

Neither torch nor transformers is imported: starting takes half a second and about 150 MB
rather than nine seconds and 1.3 GB. Measured by `benchmarks/embedding.py`.
"""

import json
import mmap
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

# ONNX Runtime reports its use to its makers unless told not to before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

from index import e5, e5_folder
from index.e5_tokens import Tokens

FloatArray = npt.NDArray[np.float32]
_READ = mmap.ACCESS_READ
EXACT, FAST = "exact", "fast"  # as in index.e5_graph, which needs `onnx` to be imported


class E5Embedder:
    """`index.embedding.Embedder` over a folder made by `e5_folder`."""

    identity = f"{e5_folder.NAME}@{e5.DIGEST[:12]}"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        pieces = (folder / e5_folder.PIECES).read_text(encoding="utf-8").split("\n")
        self._tokens = Tokens(pieces, np.fromfile(folder / e5_folder.SCORES, "<f4").tolist())
        self._words = _WordTable(folder / e5_folder.WEIGHTS)
        self.dimension = self._words.width

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        """(len(texts), dimension), L2-normalised; a text is cut after 512 pieces."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._embed(f"passage: {text}", self._for_passages)
        return vectors

    def embed_question(self, text: str) -> FloatArray:
        """(dimension,), L2-normalised"""
        return self._embed(f"query: {text}", self._for_questions)

    def _embed(self, text: str, session: onnxruntime.InferenceSession) -> FloatArray:
        words = self._words.rows(self._tokens.encode(text))
        (tokens,) = session.run(None, {"word_vectors": words[None]})
        mean: FloatArray = tokens[0].mean(axis=0)
        return mean / np.linalg.norm(mean)

    @cached_property
    def _for_questions(self) -> onnxruntime.InferenceSession:
        return _session(self._folder, EXACT)

    @cached_property
    def _for_passages(self) -> onnxruntime.InferenceSession:
        """Loaded when first needed: a bot that only answers never does."""
        return _session(self._folder, FAST) if _has_vnni() else self._for_questions


class _WordTable:
    """Rows of the word table in a safetensors file, read where they lie.

    The file is mapped for one look-up only: 240 passages touch 4,683 rows, 3.6 MB, but
    through a mapping that stays they made the process 111 MB larger.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            header_size = int.from_bytes(file.read(8), "little")
            entry = json.loads(file.read(header_size))[e5_folder.WORDS]
        self.height, self.width = entry["shape"]
        self._start = 8 + header_size + entry["data_offsets"][0]

    def rows(self, ids: Sequence[int]) -> FloatArray:
        """(len(ids), width)"""
        size = self.height * self.width
        with self._path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=_READ) as mapped:
            table = np.frombuffer(mapped, "<f2", size, self._start).reshape(-1, self.width)
            found = table[ids].astype(np.float32)
            del table  # a mapping with a view on it cannot be closed
        return found


def _session(folder: Path, precision: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(2, len(os.sched_getaffinity(0)))
    # Threads that wait for work by spinning would keep an idle bot's processor busy.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    path = str(folder / e5_folder.graph(precision))
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _has_vnni() -> bool:
    """Whether 8-bit products are fast and exact here: without VNNI they may saturate."""
    try:
        flags = set(Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore").split())
    except OSError:
        return False
    return bool(flags & {"avx512_vnni", "avx_vnni", "asimddp"})
