"""`make bench-retrieval`: how often tracuu and others find the right passage, and how fast.

    python -m benchmarks.retrieval

Which questions: see `benchmarks/question_sets.py`. `QUESTIONS=N` takes at most N of each set.
A hit is right as `tracuu eval` has it; where whole documents are right, each document of a list
counts once. A `*` marks the best of a column. All ranks are left in `.bench/ranks.json`.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from benchmarks import question_sets
from benchmarks.ablation import VARIANTS, searching
from benchmarks.metrics import DEPTH, mrr, recall
from benchmarks.peers import LIMIT, PEERS, Material, Search, Stored, stored
from benchmarks.question_sets import QuestionSet
from index.embedding import Embedder, load_embedder
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.evaluation import Example

RANKS = question_sets.WORK.parent / "ranks.json"
_WARMING = 5  # questions
_HEADINGS = ("R@1", "R@5", "MRR@10", "p50 ms", "p95 ms")
_NOTE = f"""
Milliseconds are of one whole search, from the question as typed to the list of {LIMIT} passages,
embedding the question included. All search the passages that tracuu stored, with its vectors and
its embedding model; tracuu also reads the titles and headings above them. LangChain's BM25 is
given the lower-cased syllables that bm25s has (its default keeps case and commas). nom-vn's is
the search of its RAG.ask, whose next step would be a language model."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one retriever did with every question of a set, in their order."""

    ranks: Sequence[int | None]
    milliseconds: Sequence[float]

    @property
    def quality(self) -> tuple[float, float, float]:
        return recall(self.ranks, 1), recall(self.ranks, 5), mrr(self.ranks)

    @property
    def speed(self) -> tuple[float, float]:
        p50, p95 = np.percentile(self.milliseconds, (50, 95))
        return float(p50), float(p95)


def main() -> None:
    most = int(os.environ.get("QUESTIONS") or 1_000_000)
    embedder = load_embedder("", question_sets.WORK / "models")
    ranks: dict[str, dict[str, dict[str, int | None]]] = {}
    for chosen in (each.thinned(most) for each in question_sets.named()):
        for asked in (chosen, chosen.unaccented()):
            ranks[asked.name] = dict(_report(asked, embedder))
            RANKS.write_text(json.dumps(ranks, ensure_ascii=False), encoding="utf-8")
    print(_NOTE)


def _report(asked: QuestionSet, embedder: Embedder) -> Iterator[tuple[str, dict[str, int | None]]]:
    """Prints the two tables of a set; yields the ranks of every row."""
    view = CorpusView(asked.data, embedder.identity)
    given = stored(view, embedder)
    print(f"\n{asked.name}: {len(given.passages)} passages, {len(asked.examples)} questions")
    rows = compared(view, given, asked.examples, list(PEERS))
    _print(rows, times=True)
    parts = ablated(view, given, asked.examples)
    _print(parts, times=False)
    view.close()
    for name, run in {**rows, **parts}.items():
        yield name, {e.id: rank for e, rank in zip(asked.examples, run.ranks, strict=True)}


def compared(
    view: CorpusView, given: Material, examples: Sequence[Example], peers: Sequence[str]
) -> dict[str, Run]:
    """tracuu, then the peers that are named, one after the other."""
    answerer = Answerer(view, given.embedder)

    def find(question: str) -> list[int]:
        return [hit.passage.id for hit in answerer.find(question, LIMIT)]

    runs = {"tracuu": run(find, given, examples)}
    return runs | {name: run(PEERS[name](given), given, examples) for name in peers}


def ablated(view: CorpusView, given: Material, examples: Sequence[Example]) -> dict[str, Run]:
    """tracuu with each of its parts left out; a question's vector is made once for all."""
    embed = lru_cache(maxsize=None)(given.embedder.embed_question)
    return {
        name: run(searching(view, embed, variant), given, examples)
        for name, variant in VARIANTS.items()
    }


def run(search: Search, given: Material, examples: Sequence[Example]) -> Run:
    """Asks every question once, after some that are not counted."""
    by_id = {passage.id: passage for passage in given.passages}
    for example in examples[:_WARMING]:
        search(example.question)
    ranks, taken = list[int | None](), list[float]()
    for example in examples:
        began = time.perf_counter()
        found = search(example.question)
        taken.append(1000 * (time.perf_counter() - began))
        ranks.append(rank_of(example, [by_id[passage] for passage in found]))
    return Run(ranks, taken)


def rank_of(example: Example, found: Sequence[Stored]) -> int | None:
    """The rank of the first right passage or, where documents are right, document."""
    firsts: dict[str | int, Stored] = {}
    for passage in found:
        firsts.setdefault(passage.document if example.documents else passage.id, passage)
    for rank, passage in enumerate([*firsts.values()][:DEPTH], start=1):
        if example.is_in(passage.document, passage.source, passage.text):
            return rank
    return None


def _print(runs: Mapping[str, Run], *, times: bool) -> None:
    headings = _HEADINGS if times else _HEADINGS[:3]
    print(f"  {'':28}" + "".join(f"{heading:>9}" for heading in headings))
    best = [max(column) for column in zip(*(each.quality for each in runs.values()), strict=True)]
    for name, each in runs.items():
        cells = [
            f"{value:>8.3f}{'*' if value == top else ' '}"
            for value, top in zip(each.quality, best, strict=True)
        ]
        cells += [f"{value:>9.1f}" for value in each.speed] if times else []
        print(f"  {name:28}{''.join(cells)}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
