"""Which collection a document is in, and stays in."""

from contextlib import closing
from pathlib import Path

import pytest

from index import collections
from index.collections import canonical, known
from index.database import open_database
from index.errors import BadCollection, CollectionInUse, CollectionUnknown, DocumentUnknown
from tests.index.corpora import change, document, fill, rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with closing(open_database(tmp_path / "data")) as db, db.atomic():
        collections.create(db, "Nội bộ", public=False)
    return tmp_path / "data"


def collected(data: Path) -> dict[object, object]:
    query = "SELECT d.id, c.collection FROM documents d JOIN collected c ON c.document = d.pk"
    return dict(rows(data, query))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Nội bộ", "noi-bo"), ("  BTV  Tỉnh_ủy ", "btv-tinh-uy"), ("2026.1", "2026.1")],
)
def test_names_are_typed_as_one_likes(typed: str, name: str) -> None:
    assert canonical(typed) == name


@pytest.mark.parametrize("typed", ["", " ", "-", "a" * 33, "a\nb:c", "'); DROP TABLE"])
def test_names_that_are_none(typed: str) -> None:
    with pytest.raises(BadCollection):
        canonical(typed)


def test_what_is_read_later_in_a_closed_folder_is_closed(tmp_path: Path, data: Path) -> None:
    files = fill(tmp_path / "kín", 2)
    change(data, lambda corpus: corpus.sync(files, collection="nội bộ"))
    (files / "001.txt").rename(files / "đổi tên.txt")
    (files / "002.txt").write_text(document(2, 3))
    (files / "003.txt").write_text(document(3))
    change(data, lambda corpus: corpus.sync(files))
    assert collected(data) == dict.fromkeys(("001", "002", "003"), "noi-bo")


def test_a_file_that_goes_into_a_closed_folder_is_closed_with_it(
    tmp_path: Path, data: Path
) -> None:
    files, closed = fill(tmp_path / "all", 2), tmp_path / "all" / "kín"
    closed.mkdir()
    change(data, lambda corpus: corpus.sync(files))
    change(data, lambda corpus: corpus.add([fill(closed, 0)], collection="noi-bo"))
    (files / "001.txt").rename(closed / "001.txt")
    (files / "002.txt").unlink()
    (closed / "002-moi.txt").write_text(document(2, 3))  # a newer edition of the same number
    change(data, lambda corpus: corpus.sync(files))
    assert collected(data) == {"001": "noi-bo", "002": "noi-bo"}


def test_without_a_collection_nothing_changes_its_place(tmp_path: Path, data: Path) -> None:
    files = fill(tmp_path / "chung", 2)
    change(data, lambda corpus: corpus.add([files]))
    change(data, lambda corpus: corpus.add([files / "002.txt"], collection="noi-bo"))
    assert collected(data) == {"001": "chung", "002": "noi-bo"}
    (files / "002.txt").write_text(document(2, 3))
    change(data, lambda corpus: corpus.sync(files))
    change(data, lambda corpus: corpus.rebuild())
    assert collected(data) == {"001": "chung", "002": "noi-bo"}
    change(data, lambda corpus: corpus.add([files], collection="chung"))
    assert collected(data) == {"001": "chung", "002": "chung"}


def test_moving_is_all_or_nothing(tmp_path: Path, data: Path) -> None:
    change(data, lambda corpus: corpus.add([fill(tmp_path / "f", 2)]))
    with pytest.raises(DocumentUnknown):
        change(data, lambda corpus: corpus.move(["001", "nope"], "noi-bo"))
    with pytest.raises(CollectionUnknown):
        change(data, lambda corpus: corpus.move(["001"], "không có"))
    with pytest.raises(CollectionUnknown):
        change(data, lambda corpus: corpus.add([tmp_path / "f"], collection="không có"))
    assert set(collected(data).values()) == {"chung"}
    change(data, lambda corpus: corpus.move(["001"], "noi-bo"))
    assert collected(data) == {"001": "noi-bo", "002": "chung"}


def test_a_collection_goes_only_when_it_is_empty(tmp_path: Path, data: Path) -> None:
    change(data, lambda corpus: corpus.add([fill(tmp_path / "f", 1)], collection="noi-bo"))
    with closing(open_database(data)) as db:
        for name in ("noi-bo", "chung"):
            with pytest.raises(CollectionInUse):
                collections.delete(db, name)
        collections.publish(db, "noi-bo", public=True)
        assert [tuple(c) for c in known(db)] == [("chung", True, 0), ("noi-bo", True, 1)]
