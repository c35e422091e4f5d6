"""Files that move, are replaced or removed: what keeps its identity, what comes back, what not."""

from pathlib import Path

import pytest

from index.corpus import Corpus
from index.runs import Report
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

    def test_nothing_of_it_is_left_on_the_disk(self, data: Path, files: Path) -> None:
        words = "Văn bản thứ 21".encode()
        assert words in (files / "002.txt").read_bytes()
        kept = [path for path in data.rglob("*") if path.is_file()]
        assert kept
        assert not [path for path in kept if words in path.read_bytes()]
