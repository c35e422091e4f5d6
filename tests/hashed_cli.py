"""`tracuu` with the stand-in for the embedding model: `python -m tests.hashed_cli COMMAND...`.

GATE: a file descriptor; the process says there that it is about to embed what GATE_AT names
("batch 2", "question"), and stays. BREAK: a message with which the model fails in a way that
nobody foresaw.
"""

import os
import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.cli import main
from index import embedding
from tests.embedders import HashEmbedder


class _GatedEmbedder(HashEmbedder):
    batches = 0

    def embed_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.batches += 1
        self._pass(f"batch {self.batches}")
        return super().embed_passages(texts)

    def embed_question(self, text: str) -> npt.NDArray[np.float32]:
        self._pass("question")
        return super().embed_question(text)

    def _pass(self, here: str) -> None:
        if os.environ.get("GATE_AT") == here:
            os.write(int(os.environ["GATE"]), b".")
            while True:
                threading.Event().wait(0.05)


def _load(model: str, folder: object) -> HashEmbedder:
    if message := os.environ.get("BREAK"):
        raise RuntimeError(message)
    return _GatedEmbedder()


embedding.load_embedder = _load  # type: ignore[assignment]
main(prog_name="tracuu")
