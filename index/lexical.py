"""The word index (tantivy): folded and accented syllables and their bigrams, BM25.

Most Vietnamese words are two syllables, so a bigram is a word without a segmenter. Folded
fields find what was typed without accents; accented ones reward who typed them.
"""

import errno
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from index.text import Token, fold, has_accents, tokens

_HEAP = 64_000_000  # bytes the writer may hold


class Entry(NamedTuple):
    """What is indexed of one passage; `heading` is its document's title and its section."""

    id: int
    text: str
    heading: str


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

    builder = tantivy.SchemaBuilder().add_unsigned_field("id", stored=True, fast=True)
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def terms(found: Sequence[Token], *, accented: bool = False) -> list[str]:
    """Syllables and bigrams, folded or with their accents, as they stand in the index."""
    syllables = [token.text if accented else fold(token.text) for token in found]
    return [*syllables, *_grams(syllables, 2)]


def _grams(syllables: Sequence[str], size: int) -> Sequence[str]:
    return syllables if size == 1 else [f"{a}_{b}" for a, b in pairwise(syllables)]


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

    document = tantivy.Document()
    document.add_unsigned("id", entry.id)
    found = tokens(entry.text)
    document.add_text("folded", " ".join(terms(found)))
    document.add_text("accented", " ".join(terms(found, accented=True)))
    document.add_text("heading", " ".join(terms(tokens(entry.heading))))
    return document


class WordIndex:
    """A published index, read only."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._searcher = tantivy.Index.open(str(folder)).searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        """In how many passages a syllable or bigram stands; without accents it is any reading."""
        return int(self._searcher.doc_freq("accented" if has_accents(term) else "folded", term))

    def spelled(self, term: str) -> int:
        """In how many passages a syllable or bigram stands with these accents and no others."""
        return int(self._searcher.doc_freq("accented", term))

    def search(
        self, query: Sequence[Token], limit: int, weights: Weights = WEIGHTS
    ) -> dict[int, float]:
        """The best passages for the words of `query`: id -> BM25 (> 0), best first."""
        clauses = list(_clauses(query, weights))
        if not clauses:
            return {}
        import tantivy

        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits
        ids: Sequence[Any] = self._searcher.fast_field_values(
            "id", [address for _, address in hits]
        )
        return {int(i): float(score) for i, (score, _) in zip(ids, hits, strict=True)}


def _clauses(query: Sequence[Token], weights: Weights) -> Iterable[tuple[Any, Any]]:
    import tantivy

    accented = [token.text for token in query]
    folded = [fold(text) for text in accented]
    fields = {"folded": folded, "heading": folded}
    if accented != folded:
        fields["accented"] = accented
    for (field, size), weight in weights.items():
        for term in dict.fromkeys(_grams(fields.get(field, ()), size)):
            clause = tantivy.Query.term_query(_schema(), field, term, "freq")
            yield tantivy.Occur.Should, tantivy.Query.boost_query(clause, weight)
