"""Documents of one file in the corpus: rows, ids and passages of their own."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from index import parts
from index.check import check
from index.corpus import Corpus
from index.database import open_database
from index.view import CorpusView
from tests.embedders import HashEmbedder
from tests.index.corpora import CountingEmbedder, change, rows
from tests.index.test_parts import CONCLUSION, DECISION, DIRECTIVE, TALK

ALL = f"{DIRECTIVE}\n\n{CONCLUSION}\n\n{DECISION}\n\n{TALK}"
REGISTER = "SELECT id, number, is_report FROM documents ORDER BY pk"
WHOLE = [
    ("tap", "05-CT/TU", 0),
    ("tap-21-kl-tu", "21-KL/TU", 0),
    ("tap-88-qd-ubnd", "88/QĐ-UBND", 0),
    ("tap-4", None, 1),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "Tập.txt").write_text(ALL)
    return folder


def sync(data: Path, folder: Path) -> None:
    change(data, lambda corpus: corpus.sync(folder))


def test_each_is_registered_with_its_own_passages(data: Path, folder: Path) -> None:
    sync(data, folder)
    assert rows(data, REGISTER) == WHOLE
    held = dict(
        rows(data, "SELECT d.id, p.text FROM passages p JOIN documents d ON d.pk = p.document")
    )
    assert set(held) == {"tap", "tap-21-kl-tu", "tap-88-qd-ubnd"}
    assert "phà ngang" in str(held["tap-21-kl-tu"])
    with closing(open_database(data)) as db:
        assert not list(check(db, data))


def test_the_words_a_fact_was_read_from_are_of_its_own_text(data: Path, folder: Path) -> None:
    sync(data, folder)
    said = rows(
        data,
        """SELECT d.number, substr(d.text, e.start + 1, e."end" - e.start) FROM evidence e
        JOIN documents d ON d.pk = e.document WHERE field = 'number' ORDER BY pk""",
    )
    assert len(said) == 3
    assert all(str(words).endswith(str(number)) for number, words in said)


def test_ids_stay_when_a_document_before_them_goes(data: Path, folder: Path) -> None:
    sync(data, folder)
    (folder / "Tập.txt").write_text(f"{DIRECTIVE}\n\n{DECISION}")
    sync(data, folder)
    assert rows(data, REGISTER) == [WHOLE[0], WHOLE[2]]


def test_a_rebuild_keeps_what_is_not_searched_unsearched(data: Path, folder: Path) -> None:
    sync(data, folder)
    change(data, Corpus.rebuild)
    assert rows(data, REGISTER) == WHOLE
    found = rows(data, "SELECT count(*) FROM passages WHERE text LIKE '%ChatGPT%'")
    assert found == [(0,)]


def test_a_corpus_of_before_is_taken_apart_at_the_next_sync(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(parts, "split", lambda source, name: [source])
        sync(data, folder)
    assert rows(data, REGISTER) == WHOLE[:1]
    sync(data, folder)
    assert rows(data, REGISTER) == WHOLE[:1]  # an unchanged file is not read
    with closing(open_database(data)) as db, db.conn:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_parts'")
    sync(data, folder)
    assert rows(data, REGISTER) == WHOLE


def test_a_line_of_a_jsonl_file_can_hold_several(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lines"
    folder.mkdir()
    record = {"id": "cv7", "title": "Công văn 7", "text": f"{DIRECTIVE}\n\n{DECISION}"}
    (folder / "all.jsonl").write_text(json.dumps(record))
    sync(data, folder)
    assert rows(data, "SELECT id, number FROM documents ORDER BY pk") == [
        ("cv7", "05-CT/TU"),
        ("cv7-88-qd-ubnd", "88/QĐ-UBND"),
    ]


def test_passages_whose_words_stayed_are_not_embedded_again(data: Path, folder: Path) -> None:
    sync(data, folder)
    before = rows(data, "SELECT text, vector FROM passages ORDER BY text")
    (folder / "Tập.txt").write_text(f"{ALL}\n\nBạn: Còn gì nữa không?")
    with closing(open_database(data)) as db, db.conn:
        db.execute("UPDATE documents SET digest = 'of before'")
    embedder = CountingEmbedder()
    change(data, lambda corpus: corpus.sync(folder), embedder)
    assert embedder.seen == []
    assert rows(data, "SELECT text, vector FROM passages ORDER BY text") == before


def test_a_number_in_the_heading_of_a_talk_names_no_document(data: Path, folder: Path) -> None:
    (folder / "Tập.txt").write_text(ALL.replace("So sánh hai văn bản", "So sánh Chỉ thị 05-CT/TU"))
    sync(data, folder)
    with closing(CorpusView(data, HashEmbedder.identity)) as view:
        assert [number for _, number, _ in view.named("5")] == ["05-CT/TU"]
