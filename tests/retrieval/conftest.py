"""The samples, indexed once with the real embedding model: quality is what these tests are of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.library import Library, open_library
from tests.retrieval.indexed import index

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    index(folder, SAMPLES)
    return folder


@pytest.fixture(scope="session")
def library(data: Path) -> Iterator[Library]:
    opened = open_library(data)
    yield opened
    opened.close()
