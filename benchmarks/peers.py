"""Other retrievers over the same passages, with the same vectors and the same embedder.

Each row is built from the stored passages and gives ids, best first, for a question as typed.
Settings are the peers' own defaults, except that none is left with a tokeniser for English.
Their packages are those of `pip install .[bench]`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from index.embedding import Embedder, FloatArray
from index.view import CorpusView

LIMIT = 20  # passages asked of everybody: enough for ten documents

Search = Callable[[str], Sequence[int]]


class Stored(NamedTuple):
    """A passage as `retrieval.evaluation` judges it."""

    id: int
    document: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Material:
    """What a retriever is built from; `vectors` (n, d) are of the `passages` in their order."""

    passages: Sequence[Stored]
    vectors: FloatArray
    embedder: Embedder

    @property
    def texts(self) -> list[str]:
        return [passage.text for passage in self.passages]

    def ids(self, positions: Iterable[Any]) -> list[int]:
        return [self.passages[int(position)].id for position in positions]


def stored(view: CorpusView, embedder: Embedder) -> Material:
    """All passages of a corpus."""
    rows = view.db.execute(
        """SELECT p.id, d.id, coalesce(d.url, d.path), p.text, p.vector
        FROM passages p JOIN documents d ON d.pk = p.document ORDER BY p.id"""
    ).fetchall()
    vectors = np.array([np.frombuffer(row[-1], np.float32) for row in rows])
    return Material([Stored(*row[:-1]) for row in rows], vectors, embedder)


def syllables(text: str) -> list[str]:
    """Lower-cased words, accents as typed."""
    return re.findall(r"\w+", text.lower())


def plain_bm25(given: Material) -> Search:
    import bm25s

    index = bm25s.BM25()
    index.index([syllables(text) for text in given.texts], show_progress=False)
    depth = min(LIMIT, len(given.passages))

    def search(question: str) -> list[int]:
        found, _ = index.retrieve([syllables(question)], k=depth, show_progress=False)
        return given.ids(found[0])

    return search


def vectors_alone(given: Material) -> Search:
    def search(question: str) -> list[int]:
        cosines = given.vectors @ given.embedder.embed_question(question)
        return given.ids(np.argsort(-cosines, kind="stable")[:LIMIT])

    return search


def txtai(given: Material) -> Search:
    """Its hybrid of BM25 and cosines, half each."""
    from txtai import Embeddings

    known = dict(zip(given.texts, given.vectors, strict=True))

    def embed(texts: Sequence[str]) -> FloatArray:
        return np.array(
            [known[t] if t in known else given.embedder.embed_question(t) for t in texts]
        )

    index = Embeddings(method="external", transform=embed, hybrid=True)
    index.index(enumerate(given.texts))

    def search(question: str) -> list[int]:
        return given.ids(position for position, _ in index.search(question, LIMIT))

    return search


def langchain(given: Material) -> Search:
    """Its ensemble (reciprocal ranks) of BM25 and FAISS, half each."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    class Ours(Embeddings):  # type: ignore[misc, unused-ignore]
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, row)) for row in given.embedder.embed_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, given.embedder.embed_question(text)))

    places = [{"place": place} for place in range(len(given.passages))]
    words = BM25Retriever.from_texts(given.texts, places, preprocess_func=syllables, k=LIMIT)
    pairs = zip(given.texts, given.vectors.tolist(), strict=True)
    near = FAISS.from_embeddings(pairs, Ours(), places).as_retriever(search_kwargs={"k": LIMIT})
    both = EnsembleRetriever(retrievers=[words, near], weights=[0.5, 0.5], id_key="place")

    def search(question: str) -> list[int]:
        return given.ids(found.metadata["place"] for found in both.invoke(question)[:LIMIT])

    return search


def nom(given: Material) -> Search:
    """The search of nom-vn's `RAG.ask`: BM25 over segmented words, cosines, reciprocal ranks."""
    from nom.retrieve import BM25Retriever, DenseRetriever, hybrid_score

    words, near = BM25Retriever.fit(given.texts), DenseRetriever(given.vectors, given.texts)

    def search(question: str) -> list[int]:
        vector = given.embedder.embed_question(question)
        lists = [words.search(question, top_k=LIMIT), near.search(vector, top_k=LIMIT)]
        return given.ids(hit.idx for hit in hybrid_score(lists, top_k=LIMIT))

    return search


PEERS: dict[str, Callable[[Material], Search]] = {
    "syllable BM25 (bm25s)": plain_bm25,
    "vectors alone (exact)": vectors_alone,
    "txtai, hybrid": txtai,
    "LangChain, BM25 + FAISS": langchain,
    "nom-vn, hybrid": nom,
}
