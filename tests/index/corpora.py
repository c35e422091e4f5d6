"""Small corpora for tests: folders of invented documents and what is stored of them."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sqlite_utils import Database

from index.corpus import Corpus
from index.database import open_database, writer_lock
from index.embedding import Embedder
from index.runs import Report
from tests.embedders import HashEmbedder

TOPICS = (
    "lưu trữ",
    "chuyển đổi số",
    "báo cáo viên",
    "nhà ở",
    "cây xanh",
    "hộ nghèo",
    "bóng chuyền",
)


class CountingEmbedder(HashEmbedder):
    """Remembers what it was given; `after` is called before every batch."""

    def __init__(self, before: Callable[[int], None] | None = None) -> None:
        self.seen: list[str] = []
        self.batches = 0
        self._before = before

    def embed_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.batches += 1
        if self._before:
            self._before(self.batches)
        self.seen += texts
        return super().embed_passages(texts)


class OtherEmbedder(CountingEmbedder):
    identity = "other-64"


def article(number: int, words: int = 90) -> str:
    """A paragraph of its own."""
    topic = TOPICS[number % len(TOPICS)]
    return f"Văn bản thứ {number} nói về {topic}: " + f"{topic} {number}, " * (words // 3) + "hết."


def document(number: int, paragraphs: int = 2) -> str:
    head = f"Số {number:02}-KH/TU\n\nKẾ HOẠCH\nvề việc thứ {number}\n\n"
    return head + "\n\n".join(article(10 * number + n) for n in range(paragraphs))


def fill(folder: Path, count: int, paragraphs: int = 2) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"{number:03}.txt").write_text(document(number, paragraphs))
    return folder


def change(data: Path, act: Callable[[Corpus], Report], embedder: Embedder | None = None) -> Report:
    """What one run of a writing command does."""
    with writer_lock(data), closing(open_database(data, write=True)) as db:
        return act(Corpus(db, data, lambda: embedder or HashEmbedder()))


def rows(data: Path, query: str, *bound: object) -> list[tuple[object, ...]]:
    with closing(open_database(data)) as db:
        return list(db.execute(query, list(bound)).fetchall())


def contents(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row that a change of content could touch."""
    tables = ("files", "documents", "passages", "mentions")
    return {name: db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}
