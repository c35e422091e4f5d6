"""The samples, indexed once with the real embedding model: quality is what these tests are of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.database import open_database
from index.embedding import Embedder, load_embedder
from retrieval.library import Library, open_library

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    db = open_database(folder)

    def load() -> Embedder:
        return load_embedder("", folder / "models")

    Corpus(db, folder, load).add([SAMPLES])
    db.close()
    return folder


@pytest.fixture(scope="session")
def library(data: Path) -> Iterator[Library]:
    opened = open_library(data)
    yield opened
    opened.close()
