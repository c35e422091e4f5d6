"""Backups of a folder at work, and putting them back."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import backup
from bot.calls import Call
from bot.elsewhere import Asked
from bot.updates import Arrival, Updates
from index.check import check
from index.corpus import Corpus
from index.database import open_database, writer_lock
from index.errors import BackupNewer, Busy, Damaged, PathMissing
from index.view import CorpusView
from tests.embedders import HashEmbedder

SECRET_WORDS = "Câu hỏi đang chờ của một người"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    add(folder, "một", "Điều 1. Kinh phí là 12 tỷ đồng mỗi năm.")
    (folder / "abbreviations.tsv").write_text("VPĐP\tVăn phòng Điều phối\n")
    return folder


def add(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder.parent / f"{name}.txt"
    path.write_text(text)
    with closing(open_database(folder, write=True)) as db:
        Corpus(db, folder, HashEmbedder).add([path])


def texts_of(folder: Path) -> list[str]:
    with closing(open_database(folder)) as db:
        return [text for (text,) in db.execute("SELECT text FROM documents ORDER BY pk")]


def last_passage(folder: Path) -> int:
    with closing(open_database(folder)) as db:
        return int(db.execute("SELECT max(id) FROM passages").fetchone()[0])


@pytest.fixture
def running(data: Path) -> Iterator[Updates]:
    """A bot at work in the folder, with somebody waiting and somebody answered."""
    store = Updates(data, memory=60)
    body = {"message": {"text": SECRET_WORDS}}
    store.accept([Arrival(1, "message:1", body), Arrival(2, "message:2", body)])
    said = Call("send_message", {"chat_id": 2, "text": SECRET_WORDS})
    store.reply(2, [replace(said, instead=said)])
    store.elsewhere.keep(Asked("/hoi", SECRET_WORDS))
    yield store
    store.close()


def test_what_is_put_back_is_what_was_there_and_nothing_is_answered_again(
    data: Path, running: Updates, tmp_path: Path
) -> None:
    archive = tmp_path / "backup.zip"
    with writer_lock(data):  # an indexing runs, too
        backup.make(data, archive)
    assert archive.stat().st_mode & 0o077 == 0
    assert running.next((), {}) is not None  # the bot goes on
    elsewhere = tmp_path / "elsewhere"
    backup.restore(archive, elsewhere)
    assert texts_of(elsewhere) == texts_of(data)
    assert (elsewhere / "abbreviations.tsv").read_bytes() == (
        data / "abbreviations.tsv"
    ).read_bytes()
    with closing(open_database(elsewhere)) as db:
        assert list(check(db, elsewhere)) == []
    restored = Updates(elsewhere)
    assert restored.next((), {}) is None
    assert not restored.accept([Arrival(1, "message:1", {})])  # still known
    restored.close()


def test_no_words_of_waiting_people_are_in_the_archive(
    data: Path, running: Updates, tmp_path: Path
) -> None:
    archive = tmp_path / "backup.zip"
    backup.make(data, archive)
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            assert SECRET_WORDS.encode() not in opened.read(name)
            assert json.dumps(SECRET_WORDS).encode() not in opened.read(name)


def test_numbers_of_passages_and_caches_are_never_used_again(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    backup.make(data, archive)
    add(data, "hai", "Điều 2. Văn phòng đôn đốc việc thực hiện.")
    used = last_passage(data)
    view = CorpusView(data, HashEmbedder.identity)  # somebody reads meanwhile
    backup.restore(archive, data)
    view.refresh()
    assert len(view) == 1
    view.close()
    assert len(texts_of(data)) == 1
    add(data, "ba", "Điều 3. Báo cáo gửi trước ngày 15 tháng 12.")
    assert last_passage(data) > used


def test_a_damaged_corpus_is_moved_aside(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    backup.make(data, archive)
    (data / "corpus.db").write_bytes(b"not a database at all" * 1000)
    backup.restore(archive, data)
    assert len(texts_of(data)) == 1
    assert list(data.glob("corpus.db.damaged-*"))


def test_a_folder_at_work_is_left_alone(data: Path, running: Updates, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    backup.make(data, archive)
    with pytest.raises(Busy):
        backup.restore(archive, data)
    running.close()
    with writer_lock(data), pytest.raises(Busy):
        backup.restore(archive, data)


def forged(archive: Path, **files: bytes) -> None:
    """The archive with other contents, and a manifest that does not know of it."""
    with zipfile.ZipFile(archive) as opened:
        was = {name: opened.read(name) for name in opened.namelist()}
    with zipfile.ZipFile(archive, "w") as made:
        for name, content in (was | files).items():
            made.writestr(name, content)


def manifest(files: dict[str, dict[str, object]], version: int = backup.FORMAT) -> bytes:
    return json.dumps({"format": version, "files": files}).encode()


NOTHING = {"sha256": "0" * 64, "bytes": 0}


@pytest.mark.parametrize(
    ("files", "error"),
    [
        pytest.param({"corpus.db": b"other"}, Damaged, id="another-file"),
        pytest.param({"manifest.json": b"{"}, Damaged, id="no-json"),
        pytest.param({"manifest.json": b"[]"}, Damaged, id="another-json"),
        pytest.param({"manifest.json": manifest({"../x": NOTHING})}, Damaged, id="above"),
        pytest.param({"manifest.json": manifest({"/x": NOTHING})}, Damaged, id="absolute"),
        pytest.param({"manifest.json": manifest({"y": NOTHING})}, Damaged, id="missing"),
        pytest.param({"manifest.json": manifest({}, 99)}, BackupNewer, id="newer"),
    ],
)
def test_an_archive_that_is_not_ours_changes_nothing(
    data: Path, tmp_path: Path, files: dict[str, bytes], error: type[Exception]
) -> None:
    archive = tmp_path / "backup.zip"
    backup.make(data, archive)
    forged(archive, **files)
    before = (data / "corpus.db").read_bytes()
    with pytest.raises(error):
        backup.restore(archive, data)
    assert (data / "corpus.db").read_bytes() == before
    assert not list(tmp_path.glob("x"))


def test_a_cut_archive_is_damaged(data: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    backup.make(data, archive)
    archive.write_bytes(archive.read_bytes()[:-500])
    with pytest.raises(Damaged):
        backup.restore(archive, data)
    with pytest.raises(PathMissing):
        backup.make(tmp_path / "empty", archive)


def test_a_database_of_a_later_version_is_not_taken(data: Path, tmp_path: Path) -> None:
    Updates(data).close()
    with closing(sqlite3.connect(data / "bot.db")) as db:
        db.execute("PRAGMA user_version = 999")
    archive = tmp_path / "backup.zip"
    backup.make(data, archive)
    with pytest.raises(BackupNewer):
        backup.restore(archive, data)
