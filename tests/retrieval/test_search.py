"""The ranked list of passages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.database import open_database
from index.embedding import load_embedder
from retrieval.library import Library, open_library

BUDGET = (
    "Thông báo kinh phí hội thi\n\nKinh phí tổ chức hội thi tuyên truyền viên giỏi toàn tỉnh Lam "
    "Hà năm 2026 là 350 triệu đồng, do Văn phòng Tỉnh ủy cân đối từ nguồn chi thường xuyên; các "
    "huyện ủy tự bảo đảm kinh phí của đội mình, kể cả tiền ăn, tiền ở và tiền đi lại của thí sinh."
)


@pytest.fixture
def indexed(tmp_path: Path) -> Iterator[Callable[[list[str]], Library]]:
    opened: list[Library] = []

    def index(texts: list[str]) -> Library:
        files, data = tmp_path / "files", tmp_path / "data"
        files.mkdir()
        for place, text in enumerate(texts):
            (files / f"{place}.txt").write_text(text, encoding="utf-8")
        db = open_database(data)
        Corpus(db, data, lambda: load_embedder("", data / "models")).add([files])
        db.close()
        opened.append(open_library(data))
        return opened[0]

    yield index
    for library in opened:
        library.close()


@pytest.mark.parametrize(
    ("other", "found"),
    [
        pytest.param(BUDGET.replace("bảo đảm", "đảm bảo"), 1, id="a second crawl"),
        pytest.param(BUDGET.replace("thí sinh.", "thí sinh ./."), 1, id="a sign more"),
        pytest.param(BUDGET.replace("350", "280"), 2, id="another amount"),
        pytest.param(BUDGET.replace("2026", "2025"), 2, id="another year"),
    ],
)
def test_near_copies_do_not_fill_the_list(
    other: str, found: int, indexed: Callable[[list[str]], Library]
) -> None:
    library = indexed([BUDGET, other])
    assert len(library.find("kinh phí tổ chức hội thi tuyên truyền viên", 10)) == found
