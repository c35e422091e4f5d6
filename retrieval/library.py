"""The one thing that front ends open: answers and pages from a corpus."""

from collections import OrderedDict
from pathlib import Path

from index.collections import Collection
from index.embedding import load_embedder
from index.view import CorpusView
from retrieval import pinned
from retrieval.abbreviation_table import of_office
from retrieval.answering import Answerer, Weighed
from retrieval.catalogue import Catalogue
from retrieval.generation import Show, Writer
from retrieval.standing import Standing
from retrieval.types import Answer, Hit, PassagePage, Reader

_MOST_READERS = 8  # sets of collections kept open: one connection each


class Library:
    """Everything to read in one data folder. Belongs to the thread that opened it, apart
    from `write`."""

    def __init__(self, view: CorpusView, answerer: Answerer, writer: Writer | None = None) -> None:
        self._view = view
        self._answerer = answerer
        self._writer = writer
        self._confined: OrderedDict[frozenset[str], Library] = OrderedDict()

    def seen_by(self, reader: Reader) -> "Library":
        """The same documents as far as `reader` may see them, now: ask for it anew each time.

        Where that is all of them, which is usual, it is this library itself.
        """
        known = self._view.collections()
        readable = reader.readable(self._view.collections(public=True), known)
        return self if readable == known else self._seen(readable)

    def _seen(self, readable: frozenset[str]) -> "Library":
        """The library of some collections; those used last are kept open."""
        if readable not in self._confined:
            view = self._view.seen_by(readable)
            self._confined[readable] = Library(view, self._answerer.over(view), self._writer)
            if len(self._confined) > _MOST_READERS:
                self._confined.popitem(last=False)[1].close()
        self._confined.move_to_end(readable)
        return self._confined[readable]

    def collections(self) -> list[Collection]:
        """All collections there are, whoever may read them."""
        return self._view.known_collections()

    def answer(self, text: str, passage_id: int | None = None) -> Answer:
        """See `Answerer.answer`. Follows what was indexed since the last question.

        With `passage_id` the answer is only from the document that holds that passage; one
        that is no longer there confines nothing.
        """
        self._view.refresh()
        found = self._view.passages([] if passage_id is None else [passage_id])
        document = next((pk for _, pk in found.values()), None)
        return self._answerer.answer(text, document)

    def write(self, answer: Answer, show: Show | None = None) -> Answer:
        """The answer in a language model's words where there is one: see `Writer.write`. Takes
        seconds; any thread may call it."""
        return self._writer.write(answer, show) if self._writer else answer

    def find(self, text: str, limit: int) -> list[Hit]:
        """See `Answerer.find`."""
        self._view.refresh()
        return self._answerer.find(text, limit)

    def weighed(self, text: str) -> Weighed | None:
        """See `Answerer.weighed`."""
        return self._answerer.weighed(text)

    def passage(self, passage_id: int) -> PassagePage | None:
        """A passage as a page of its document; None when it is no longer there."""
        self._view.refresh()
        found = self._view.passages([passage_id]).get(passage_id)
        around = self._view.neighbours(passage_id)
        if found is None or around is None:
            return None
        return PassagePage(found[0], self._view.document(found[1]), *around)

    def quoted(self, document: str, words: str) -> Answer | None:
        """See `pinned.quoted`."""
        self._view.refresh()
        return pinned.quoted(self._view, document, words)

    def standing(self) -> Standing:
        """Tells what may still be shown; opened by, and for, the thread that calls this."""
        return Standing(self._view.data)

    @property
    def catalogue(self) -> Catalogue:
        """The register of the same documents."""
        return Catalogue(self._view.db)

    def close(self) -> None:
        for confined in self._confined.values():
            confined.close()
        self._view.close()


def open_library(data: Path, model: str = "", writer: Writer | None = None) -> Library:
    """Opens the corpus in `data` with the embedding model named `model` ("" is the default)
    and the language model of `writer`.

    Raises `StoreError`s, `ModelError`, and `BadTable` of the office's abbreviations there.
    """
    table = of_office(data)
    embedder = load_embedder(model, data / "models")
    view = CorpusView(data, embedder.identity)
    return Library(view, Answerer(view, embedder, table), writer)
