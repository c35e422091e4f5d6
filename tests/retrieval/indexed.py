"""Invented documents, indexed with the real embedding model and opened to be asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.corpus import Corpus
from index.database import open_database
from index.embedding import load_embedder
from retrieval.library import Library, open_library


def index(folder: Path, files: Path) -> None:
    """A data folder of the documents that stand in `files`."""
    db = open_database(folder)
    Corpus(db, folder, lambda: load_embedder("", folder / "models")).add([files])
    db.close()


@contextmanager
def library_of(folder: Path, documents: Mapping[str, str]) -> Iterator[Library]:
    """A library in `folder` of documents by the names of their files."""
    files = folder / "files"
    files.mkdir()
    for name, text in documents.items():
        (files / name).write_text(text, encoding="utf-8")
    index(folder, files)
    opened = open_library(folder)
    yield opened
    opened.close()


def quotes(library: Library, question: str) -> list[str]:
    """What an answer quotes, each on one line."""
    return [" ".join(c.quote.split()) for c in library.answer(question).citations]
