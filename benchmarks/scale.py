"""`make bench-scale`: what searching costs as the corpus grows.

    python -m benchmarks.scale
    python -m benchmarks.scale write|build|ask FOLDER PASSAGES

The environment may name `SIZES`, passages separated by spaces. Every step of every size runs in
a process of its own. Filled folders stay in .bench/scale; their caches are built every time.
"""

import json
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from benchmarks import made
from benchmarks.corpora import asked
from benchmarks.run import MEGABYTE, WORK, run, warn_if_busy
from index import caches
from index.database import open_database, writer_lock
from index.embedding import load_embedder
from index.view import CorpusView
from retrieval import questions, scope, search

SIZES = "1000 10000 100000"
ROOT = WORK / "scale"
MODELS = WORK / "data" / "models"  # where `make bench` unpacks it
QUESTIONS = 200
_NEAREST, _DEPTH = 10, 80  # compared; looked for, as retrieval.search does
_PASSES = 3  # over all questions, the best of each: other processes only add
_PARTS = ("parse", "scope", "rank", "hits", "vectors", "words", "processor")
_HITS = 12  # as retrieval.answering reads
_SLICE = 50_000  # vectors compared at once


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of a size: its place in what `build` and `ask` print, and its aim by size."""

    title: str
    name: str
    form: str
    aims: tuple[tuple[int, float], ...] = ()
    at_least: bool = False

    def shown(self, passages: int, value: float) -> str:
        aim = next((aim for size, aim in self.aims if passages <= size), None)
        missed = aim is not None and (value < aim if self.at_least else value > aim)
        return f"{value:{self.form}}" + (" OVER" if missed else "")


COLUMNS = (
    Column("build s", "build_s", ".1f"),
    Column("build peak MB", "peak_mb", ".0f"),
    Column("rows MB", "rows_mb", ".0f"),
    Column("caches MB", "caches_mb", ".0f"),
    Column("start s", "start_s", ".2f"),
    Column("resident MB", "resident_mb", ".0f"),
    *(
        Column(f"{part} {share}", f"{part}_{share}", ".2f")
        for part in ("vectors", "words", "fetch", "scope")
        for share in ("p50", "p95")
    ),
    Column("search p50", "search_p50", ".2f"),
    Column("search p95", "search_p95", ".2f", ((100_000, 5.0), (1_000_000, 15.0))),
    Column("processor p95", "processor_p95", ".2f"),
    Column("parse p95", "parse_p95", ".2f"),
    Column("recall@10", "recall", ".3f", ((1_000_000, 0.95),), at_least=True),
)


def main() -> None:
    warn_if_busy()
    rows = [Column("passages", "passages", ",.0f"), *COLUMNS]
    sizes = [int(size) for size in (os.environ.get("SIZES") or SIZES).split()]
    found = [(size, _measured(size)) for size in sizes]
    for column in rows:
        shown = (column.shown(size, figures[column.name]) for size, figures in found)
        print(f"  {column.title:<14}" + "".join(f"{value:>16}" for value in shown))


def _measured(passages: int) -> dict[str, float]:
    folder = ROOT / str(passages)
    arguments = (str(folder), str(passages))
    if not (folder / "corpus.db").exists():
        run("-m", "benchmarks.scale", "write", *arguments)
    built = run("-m", "benchmarks.scale", "build", *arguments)
    figures: dict[str, float] = json.loads(built.output)
    figures |= json.loads(run("-m", "benchmarks.scale", "ask", *arguments).output)
    return figures | {"passages": passages, "peak_mb": built.peak_mb}


# --- one step, in a process of its own -------------------------------------------------------


def write(folder: Path, passages: int) -> None:
    """Fills `folder`; what an interrupted run left is written anew."""
    unfinished = folder.with_suffix(".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    made.write_corpus(unfinished, passages, load_embedder("", MODELS))
    unfinished.rename(folder)


def build(folder: Path, _passages: int) -> None:
    """Prints how long both caches take and what all files weigh."""
    with writer_lock(folder):
        db = open_database(folder, write=True)
        start = time.perf_counter()
        caches.publish(db, folder)
        seconds = time.perf_counter() - start
        db.close()
    sizes = {path: path.stat().st_size / MEGABYTE for path in folder.rglob("*") if path.is_file()}
    cached = sum(size for path, size in sizes.items() if "cache" in path.parts)
    rows = sum(sizes.values()) - cached
    print(json.dumps({"build_s": seconds, "caches_mb": cached, "rows_mb": rows}))


def ask(folder: Path, passages: int) -> None:
    """Prints percentiles of every part of the search, its memory and its recall."""
    embedder = load_embedder("", MODELS)
    identity = embedder.identity
    texts, vectors = _questions(folder, passages, embedder)
    del embedder
    before = psutil.Process().memory_info().rss
    start = time.perf_counter()
    view = CorpusView(folder, identity)
    figures = {"start_s": time.perf_counter() - start}
    for part, taken in _timed(view, texts, vectors).items():
        figures |= {f"{part}_p{share}": float(np.percentile(taken, share)) for share in (50, 95)}
    grown = psutil.Process().memory_info().rss - before
    figures |= {"resident_mb": grown / MEGABYTE, "recall": _recall(view, vectors)}
    view.close()
    print(json.dumps(figures))


def _questions(folder: Path, passages: int, embedder: Any) -> tuple[list[str], made.FloatArray]:
    """Questions as `corpora.questions` makes them, and vectors near those of their passages."""
    db = open_database(folder)
    chance, texts, origins = random.Random(2026), list[str](), list[made.FloatArray]()
    while len(texts) < QUESTIONS:
        text, vector, number = db.execute(
            """SELECT p.text, p.vector, d.number FROM passages p JOIN documents d
            ON d.pk = p.document WHERE p.id = ?""",
            [chance.randint(1, passages)],
        ).fetchone()
        new = asked(text, number if len(texts) % 20 == 0 else None, chance)
        texts += new
        origins += [np.frombuffer(vector, np.float32)] * len(new)
    db.close()
    return texts, made.asked(np.array(origins), embedder, np.random.default_rng(2026))


class _Watch:
    """Adds up the milliseconds that calls take under their names."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    def on(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            found = call(*given, **named)
            self.taken[name] += 1000 * (time.perf_counter() - start)  # type: ignore[assignment]
            return found

        return watched


def _timed(view: CorpusView, texts: list[str], vectors: made.FloatArray) -> dict[str, Any]:
    """Milliseconds of every part by question."""
    watch, passes = _Watch(), []
    indexes: Any = view.caches
    indexes.vectors.search = watch.on("vectors", indexes.vectors.search)
    indexes.words.search = watch.on("words", indexes.words.search)
    parse, resolve = watch.on("parse", questions.parse), watch.on("scope", scope.resolve)
    rank, hits = watch.on("rank", search.rank), watch.on("hits", search.hits)
    for _ in range(_PASSES):
        passes.append([])
        for text, vector in zip(texts, vectors, strict=True):
            watch.taken.clear()
            query = parse(text, indexes.words)
            start = time.thread_time()
            named = resolve(view, query)
            hits(view, rank(view, query, vector, named.passages), _HITS)
            watch.taken["processor"] = 1000 * (time.thread_time() - start)  # type: ignore[assignment]
            passes[-1].append([watch.taken[name] for name in _PARTS])
    parts = dict(zip(_PARTS, np.min(passes, axis=0).T, strict=True))
    parts["search"] = parts["scope"] + parts["rank"] + parts["hits"]
    parts["fetch"] = parts["rank"] + parts["hits"] - parts["vectors"] - parts["words"]
    return parts


def _recall(view: CorpusView, questions: made.FloatArray) -> float:
    """How many of the ten nearest the index finds, compared with all cosines."""
    found = [
        set(list(view.caches.vectors.search(question, _DEPTH))[:_NEAREST])  # type: ignore[union-attr]
        for question in questions
    ]
    nearest = _nearest(view, questions)
    return float(np.mean([len(a & b) / _NEAREST for a, b in zip(found, nearest, strict=True)]))


def _nearest(view: CorpusView, questions: made.FloatArray) -> list[set[int]]:
    best = np.full((len(questions), _NEAREST), -1.0, np.float32)
    ids = np.zeros((len(questions), _NEAREST), np.int64)
    for passages, matrix in _slices(view):
        scores = np.hstack([best, questions @ matrix.T])
        numbers = np.hstack([ids, np.tile(passages, (len(questions), 1))])
        top = np.argpartition(-scores, _NEAREST - 1)[:, :_NEAREST]
        best = np.take_along_axis(scores, top, axis=1)
        ids = np.take_along_axis(numbers, top, axis=1)
    return [set(row.tolist()) for row in ids]


def _slices(view: CorpusView) -> Iterator[tuple[made.IntArray, made.FloatArray]]:
    rows = view.db.execute("SELECT id, vector FROM passages")
    while part := rows.fetchmany(_SLICE):
        yield (
            np.array([passage for passage, _ in part]),
            np.frombuffer(b"".join(vector for _, vector in part), np.float32).reshape(
                len(part), -1
            ),
        )


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        {"write": write, "build": build, "ask": ask}[sys.argv[1]](
            Path(sys.argv[2]), int(sys.argv[3])
        )
