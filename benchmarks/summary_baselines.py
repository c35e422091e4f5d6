"""Simple summaries to compare with: whole messages, as many as asked for, in their order."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from index.embedding import Embedder, load_embedder
from retrieval.chat_types import Message

Way = Callable[[Sequence[Message], int], list[Message]]


def ways() -> dict[str, Way]:
    """The baselines by name; TextRank only where sumy is installed (the extra `bench`)."""
    found: dict[str, Way] = {"last messages": last, "centroid of vectors": centroid}
    if find_spec("sumy"):
        found["TextRank (sumy)"] = textrank
    else:
        print("TextRank is left out: sumy is not installed here")
    return found


def last(messages: Sequence[Message], count: int) -> list[Message]:
    said = _said(messages)
    return said[len(said) - min(count, len(said)) :]


def centroid(messages: Sequence[Message], count: int) -> list[Message]:
    """The messages whose vectors lie nearest to the mean of all."""
    said = _said(messages)
    vectors = _embedder().embed_passages([m.text for m in said])
    nearness = vectors @ vectors.mean(axis=0)
    return [said[i] for i in sorted(np.argsort(-nearness)[:count])]


@lru_cache(maxsize=1)
def _embedder() -> Embedder:
    folder = Path(tempfile.mkdtemp())  # read as long as we run
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return load_embedder("", folder)


def textrank(messages: Sequence[Message], count: int) -> list[Message]:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.text_rank import TextRankSummarizer

    class Words:
        """The tokenizer of sumy needs downloaded data; ours are the words between spaces."""

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(text.lower().split())

    said = _said(messages)
    if not count:
        return []
    sentences = [Sentence(m.text.replace("\n", " "), Words()) for m in said]
    document = ObjectDocumentModel([Paragraph(sentences)])
    chosen = {id(s) for s in TextRankSummarizer()(document, count)}
    return [m for m, s in zip(said, sentences, strict=True) if id(s) in chosen]


def _said(messages: Sequence[Message]) -> list[Message]:
    return [m for m in messages if m.text and not m.bot]
