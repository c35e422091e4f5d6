"""The word index (tantivy): folded and accented syllables and their bigrams, BM25.

Most Vietnamese words are two syllables, so a bigram is a word without a segmenter. Folded
fields find what was typed without accents; accented ones reward who typed them.
"""

import errno
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from index.text import Token, fold, has_accents, syllables

_HEAP = 64_000_000  # bytes the writer may hold
# Occurrences that one question reads, some 20 ns each. In larger corpora the commonest of its
# terms are left out, which tell least (what that costs: benchmarks/README.md).
_MOST_READ = 100_000


class Entry(NamedTuple):
    """What is indexed of one passage; `heading` is its document's title and its section."""

    id: int
    text: str
    heading: str
    collection: str = ""


class _Term(NamedTuple):
    """A syllable or bigram in a field, and in how many passages it stands."""

    passages: int
    field: str
    text: str
    weight: float


# Field, and 1 for syllables or 2 for their pairs -> weight in a query. Unaccented questions
# leave the accented field out.
Weights = Mapping[tuple[str, int], float]
WEIGHTS: Weights = {
    ("folded", 1): 1.0,
    ("folded", 2): 1.0,
    ("accented", 1): 0.5,
    ("accented", 2): 0.5,
    ("heading", 1): 0.5,
    ("heading", 2): 0.5,
}
_FIELDS = tuple(dict.fromkeys(field for field, _ in WEIGHTS))


@lru_cache(maxsize=1)
def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder().add_unsigned_field("id", indexed=True, fast=True)
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("collection", tokenizer_name="raw", index_option="basic")
    return builder.build()


def grams(text: str) -> frozenset[str]:
    """The syllables and bigrams of a text, folded and with their accents: one typed with accents
    then matches only itself, one typed without every reading of it."""
    accented = syllables(text)
    return frozenset((*_all_grams(_folded(accented)), *_all_grams(accented)))


def _all_grams(found: Sequence[str]) -> list[str]:
    return [*found, *_grams(found, 2)]


def _grams(found: Sequence[str], size: int) -> Iterable[str]:
    return found if size == 1 else map("_".join, pairwise(found))


def build(entries: Iterable[Entry], folder: Path) -> None:
    """A tantivy index of all `entries` in the empty `folder`, in one segment where possible.

    Raises `OSError` when it cannot be written to its end.
    """
    import tantivy

    try:
        writer = tantivy.Index(_schema(), path=str(folder)).writer(_HEAP, num_threads=1)
        for entry in entries:
            writer.add_document(_document(entry))
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:  # all that tantivy says of a failed write
        raise OSError(errno.ENOSPC, str(error)) from error


def _document(entry: Entry) -> Any:
    import tantivy

    accented, heading = syllables(entry.text), syllables(entry.heading)
    document = tantivy.Document()
    document.add_unsigned("id", entry.id)
    document.add_text("accented", " ".join(_all_grams(accented)))
    document.add_text("folded", " ".join(_all_grams(_folded(accented))))
    document.add_text("heading", " ".join(_all_grams(_folded(heading))))
    document.add_text("collection", entry.collection)
    return document


def _folded(accented: Iterable[str]) -> list[str]:
    return [_fold(syllable) for syllable in accented]


_fold = lru_cache(maxsize=1 << 16)(fold)


class WordIndex:
    """A published index, read only. Without passages of some collections, if it is said to be."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._searcher = tantivy.Index.open(str(folder)).searcher()
        self._left_out: list[tuple[Any, Any]] = []

    def without(self, collections: Iterable[str]) -> "WordIndex":
        """The same index without the passages of some collections: they are neither found nor
        counted, so that nothing a reader gets depends on which words stand there."""
        import tantivy

        confined = copy(self)
        confined._left_out = [
            (
                tantivy.Occur.MustNot,
                tantivy.Query.term_query(_schema(), "collection", name, "basic"),
            )
            for name in sorted(collections)
        ]
        return confined

    def __len__(self) -> int:
        import tantivy

        return self._count(tantivy.Query.all_query(), int(self._searcher.num_docs))

    def frequency(self, term: str) -> int:
        """In how many passages a syllable or bigram stands; without accents it is any reading."""
        return self._frequency("accented" if has_accents(term) else "folded", term)

    def spelled(self, term: str) -> int:
        """In how many passages a syllable or bigram stands with these accents and no others."""
        return self._frequency("accented", term)

    def _frequency(self, field: str, term: str) -> int:
        import tantivy

        everywhere = int(self._searcher.doc_freq(field, term))
        if not everywhere or not self._left_out:
            return everywhere
        return self._count(tantivy.Query.term_query(_schema(), field, term, "basic"), everywhere)

    def _count(self, query: Any, everywhere: int) -> int:
        """How many passages match that are not left out, of those `everywhere`."""
        import tantivy

        if not self._left_out:
            return everywhere
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *self._left_out])
        found: Any = self._searcher.search(asked, 1, count=True)
        return int(found.count)

    def search(
        self,
        query: Sequence[Token],
        limit: int,
        only: Collection[int] | None = None,
        weights: Weights = WEIGHTS,
    ) -> dict[int, float]:
        """The best passages for the words of `query`: id -> BM25 (> 0), best first.

        With `only` the best of those.
        """
        import tantivy

        found = self._terms(query, weights)
        clauses = [_clause(term) for term in (_rare(found) if only is None else found)]
        if not clauses or (only is not None and not only):
            return {}
        confining = [*self._left_out, *([] if only is None else [_within(only)])]
        asked = tantivy.Query.boolean_query([*clauses, *confining])
        hits = self._searcher.search(asked, limit, count=False).hits
        ids: Sequence[Any] = self._searcher.fast_field_values(
            "id", [address for _, address in hits]
        )
        scored = zip(ids, hits, strict=True)
        return {int(i): float(score) for i, (score, _) in scored if score > 0}

    def _terms(self, query: Sequence[Token], weights: Weights) -> list[_Term]:
        """The terms of a query that stand somewhere, the rarest first."""
        counted = (
            _Term(self._frequency(field, text), field, text, weight)
            for field, text, weight in _terms_of(query, weights)
        )
        return sorted(term for term in counted if term.passages)


def _terms_of(query: Sequence[Token], weights: Weights) -> Iterator[tuple[str, str, float]]:
    """Every field with every term to look for in it, and its weight."""
    accented = [token.text for token in query]
    folded = _folded(accented)
    fields = {"folded": folded, "heading": folded}
    if accented != folded:
        fields["accented"] = accented
    for (field, size), weight in weights.items():
        for term in dict.fromkeys(_grams(fields.get(field, ()), size)):
            yield field, term, weight


def _rare(found: Sequence[_Term]) -> list[_Term]:
    """The rarest terms, as many as can be read in time; always the first."""
    read = accumulate(term.passages for term in found)
    return [term for term, sum_ in zip(found, read, strict=True) if sum_ <= _MOST_READ] or list(
        found[:1]
    )


def _clause(term: _Term) -> tuple[Any, Any]:
    import tantivy

    query = tantivy.Query.term_query(_schema(), term.field, term.text, "freq")
    return tantivy.Occur.Should, tantivy.Query.boost_query(query, term.weight)


def _within(only: Collection[int]) -> tuple[Any, Any]:
    """Confines a query to some passages without adding to their scores."""
    import tantivy

    query = tantivy.Query.term_set_query(_schema(), "id", list(only))
    return tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)
