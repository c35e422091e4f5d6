"""What a curator sets right stays right, whatever the file says when it is read again."""

from pathlib import Path

import pytest

from index.corpus import Corpus
from index.database import open_database
from index.errors import BadValue, DocumentUnknown
from tests.embedders import HashEmbedder

TEXT = "TỈNH ỦY LAM HÀ\n\nSố: 09-KH/TU\n\nLam Hà, ngày 02 tháng 3 năm 2026\n\nKẾ HOẠCH\nvề chợ\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "cho.txt").write_text(TEXT, encoding="utf-8")
    db = open_database(tmp_path / "data", write=True)
    corpus = Corpus(db, tmp_path / "data", HashEmbedder)
    corpus.add([tmp_path / "cho.txt"])
    return corpus


def stored(corpus: Corpus) -> tuple[str, ...]:
    row = corpus.db.execute("SELECT number, issued, title FROM documents").fetchone()
    keys = corpus.db.execute("SELECT key FROM names ORDER BY key").fetchall()
    return (*row, *(key for (key,) in keys))


def test_a_correction_outlives_the_next_reading(corpus: Corpus, tmp_path: Path) -> None:
    number, _, title, *keys = stored(corpus)
    assert number == "09-KH/TU"
    corpus.correct("cho", {"number": "19-KH/TU", "issued": "3/2/2026"})
    (tmp_path / "cho.txt").write_text(TEXT + "\nThêm một dòng.\n", encoding="utf-8")
    corpus.add([tmp_path / "cho.txt"])

    assert stored(corpus)[:3] == ("19-KH/TU", "2026-02-03", title)
    assert stored(corpus)[3:] != tuple(keys)
    fields = corpus.db.execute("SELECT field FROM evidence").fetchall()
    assert not {("number",), ("issued",)} & set(fields)


@pytest.mark.parametrize(
    "values",
    [
        {"number": "xin chào"},
        {"number": "NQ"},
        {"issued": "31/02/2026"},
        {"issued": "hôm qua"},
        {"title": " "},
        {"title": "Kế hoạch mới", "number": "không có"},
    ],
)
def test_what_is_no_value_changes_nothing(corpus: Corpus, values: dict[str, str]) -> None:
    before = stored(corpus)
    with pytest.raises(BadValue):
        corpus.correct("cho", values)
    assert stored(corpus) == before


def test_an_unknown_document_is_an_error(corpus: Corpus) -> None:
    with pytest.raises(DocumentUnknown):
        corpus.correct("khong-co", {"title": "Kế hoạch"})
