"""Files that move, are replaced or removed: what keeps its identity, what comes back, what not."""

from contextlib import closing
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.database import open_database
from index.runs import Report
from index.text import tokens
from index.view import CorpusView
from tests.embedders import HashEmbedder
from tests.index.corpora import CountingEmbedder, change, document, fill, rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return fill(tmp_path / "files", 3)


def sync(data: Path, folder: Path, embedder: CountingEmbedder | None = None) -> Report:
    return change(data, lambda corpus: corpus.sync(folder), embedder)


def register(data: Path) -> list[tuple[object, ...]]:
    return rows(data, "SELECT id, path FROM documents ORDER BY pk")


def test_a_moved_file_keeps_its_documents_and_is_not_embedded_again(
    data: Path, files: Path
) -> None:
    sync(data, files)
    passages = rows(data, "SELECT id, text FROM passages ORDER BY id")
    (files / "2026").mkdir()
    (files / "002.txt").rename(files / "2026" / "Kế hoạch.txt")
    embedder = CountingEmbedder()
    report = sync(data, files, embedder)
    assert (report.added, report.moved, report.removed, report.unchanged) == (0, 1, 0, 2)
    assert embedder.seen == []
    assert ("002", str(files / "2026" / "Kế hoạch.txt")) in register(data)
    assert rows(data, "SELECT id, text FROM passages ORDER BY id") == passages
    assert rows(data, "SELECT count(*) FROM files") == [(3,)]
    assert sync(data, files).unchanged == 3


def test_a_newer_edition_in_a_file_of_another_name_keeps_the_id(data: Path, files: Path) -> None:
    sync(data, files)
    (files / "002.txt").unlink()
    (files / "Kế hoạch 02 (sửa).txt").write_text(document(2, paragraphs=3))
    report = sync(data, files)
    assert (report.added, report.updated, report.removed) == (0, 1, 0)
    assert ("002", str(files / "Kế hoạch 02 (sửa).txt")) in register(data)


class TestRemovedByHand:
    @pytest.fixture(autouse=True)
    def removed(self, data: Path, files: Path) -> None:
        sync(data, files)
        assert change(data, lambda corpus: corpus.remove(["002"])).removed == 1

    def test_a_sync_does_not_bring_it_back(self, data: Path, files: Path) -> None:
        sync(data, files)
        assert [row[0] for row in register(data)] == ["001", "003"]

    def test_not_even_when_all_files_are_read_again(self, data: Path, files: Path) -> None:
        (files / "002.txt").touch()
        assert sync(data, files).added == 0

    def test_a_change_of_the_file_brings_it_back(self, data: Path, files: Path) -> None:
        (files / "002.txt").write_text(document(2, paragraphs=3))
        assert sync(data, files).added == 1

    def test_naming_the_file_brings_it_back(self, data: Path, files: Path) -> None:
        def add(corpus: Corpus) -> Report:
            return corpus.add([files / "002.txt"])

        assert change(data, add).added == 1
        assert sync(data, files).unchanged == 3


TOUCHING = (
    "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG\n\nSố: 77/2026/NQ-HĐND\n\n"
    "Lam Giang, ngày 02 tháng 3 năm 2026\n\nNGHỊ QUYẾT\nVề phí chợ phiên\n\n"
    "Điều 1. Ủy ban nhân dân các xã (sau đây gọi tắt là Ủy ban xã) thu phí chợ phiên Thanh Mộc.\n\n"
    "Điều 2. Nghị quyết này thay thế Nghị quyết số 12/2019/NQ-HĐND ngày 05/7/2019.\n\n"
    "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nCHỦ TỊCH\nNguyễn Văn Mẫu\n"
)


def everything(data: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table, but for how often the content has changed."""
    with closing(open_database(data)) as db:
        tables = [t for t in db.table_names() if t not in ("state", "sqlite_sequence")]
        return {name: set(db.execute(f"SELECT * FROM {name}").fetchall()) for name in tables}


def holding(data: Path, words: str) -> list[Path]:
    kept = (path for path in data.rglob("*") if path.is_file())
    return [path for path in kept if words.encode() in path.read_bytes()]


@pytest.mark.parametrize("by_hand", [True, False], ids=["by hand", "by sync"])
def test_what_is_removed_leaves_no_trace(by_hand: bool, data: Path, files: Path) -> None:
    sync(data, files)
    before = everything(data)
    path = files / "phí chợ.txt"
    path.write_text(TOUCHING)
    sync(data, files)
    added = {name for name, found in everything(data).items() if found != before[name]}
    assert added >= {"documents", "passages", "mentions", "names", "evidence", "relations"}
    assert added >= {"files", "definitions", "collected"}
    gone = {row[0] for row in rows(data, "SELECT id FROM passages WHERE text LIKE '%phiên%'")}
    assert holding(data, "chợ phiên")
    if by_hand:
        change(data, lambda corpus: corpus.remove(["phi-cho"]))
    else:
        path.unlink()
        sync(data, files)
    left = everything(data)
    kept = {"files", "dismissed"} if by_hand else set()  # so that a sync does not bring it back
    assert {name for name, found in left.items() if found != before[name]} == kept
    with closing(CorpusView(data, HashEmbedder.identity)) as view:
        assert view.caches.vectors is not None
        near = view.caches.vectors.search(HashEmbedder().embed_question("phí chợ phiên"), 100)
        found = view.caches.words.search(tokens("phí chợ phiên Thanh Mộc"), 100)
        assert gone
        assert not gone & {*near, *found}
    assert not holding(data, "chợ phiên")
