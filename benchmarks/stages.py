"""How long each stage of a warm answer takes: a process of its own. Prints one JSON object.

    python -m benchmarks.stages DATA QUESTIONS

`questions` hold milliseconds by stage; `parts` those of the search's parts alone.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.corpora import questions
from config import settings
from index import caches
from index.database import open_database, writer_lock
from index.embedding import load_embedder
from index.view import CorpusView
from retrieval import questions as understanding
from retrieval import search
from retrieval.library import open_library

STAGES = ("embed", "search", "answer", "total")
_DEPTH = 80  # as deep as retrieval.search looks
_REPEATS = 3


def main(data: Path, count: int) -> None:
    model = settings.load().embedding_model
    asked = questions(data, count)
    result = {
        "stages": _stages(data, model, asked),
        "parts": _parts(data, model, asked),
        "publish_s": _publishing(data),
    }
    print(json.dumps(result))


def _stages(data: Path, model: str, asked: list[str]) -> dict[str, list[float]]:
    library = open_library(data, model)
    for question in asked[:10]:
        library.answer(question)
    answers = [library.answer(question) for question in asked]
    library.close()
    found: dict[str, list[float]] = {
        stage: [getattr(answer.timings, stage) for answer in answers] for stage in STAGES
    }
    return {**found, "answered": [float(answer.answered) for answer in answers]}


def _parts(data: Path, model: str, asked: list[str]) -> dict[str, list[float]]:
    """The two indexes, and fusing and fetching: vectors are made before the clock runs."""
    embedder = load_embedder(model, data / "models")
    view = CorpusView(data, embedder.identity)
    indexes: Any = view.caches
    parts: dict[str, list[float]] = {"words": [], "vectors": [], "rank and fetch": []}
    for question in asked:
        query = understanding.parse(question, view.caches.words)
        vector = embedder.embed_question(query.embedded)
        _timed(parts["words"], lambda: indexes.words.search(query.words, _DEPTH))  # noqa: B023
        _timed(parts["vectors"], lambda: indexes.vectors.search(vector, _DEPTH))  # noqa: B023
        _timed(
            parts["rank and fetch"],
            lambda: search.hits(view, search.rank(view, query, vector), 12),  # noqa: B023
        )
    view.close()
    return parts


def _timed(into: list[float], call: Callable[[], Any]) -> None:
    start = time.perf_counter()
    call()
    into.append(1000 * (time.perf_counter() - start))


def _publishing(data: Path) -> float:
    """Seconds to build both caches from SQLite: the best of some, as noise only adds."""
    taken: list[float] = []
    with writer_lock(data):
        db = open_database(data, write=True)
        for _ in range(_REPEATS):
            _timed(taken, lambda: caches.publish(db, data))
        db.close()
    return min(taken) / 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
