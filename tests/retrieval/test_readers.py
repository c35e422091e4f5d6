"""What a reader may not see leaves no trace: a corpus with a closed collection answers its
strangers as the corpus without it would."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from index import references
from index.corpus import Corpus
from index.database import change, open_database
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.digests import Length
from retrieval.library import Library
from retrieval.types import EVERYTHING, PUBLIC, Answer, Reader, Timings
from tests.embedders import HashEmbedder

SAMPLES = Path(__file__).parents[2] / "samples"
# Replaces a public document, defines a short form, names a place and a number found nowhere else.
SECRET = """ĐẢNG BỘ TỈNH LAM HÀ
TỈNH ỦY LAM HÀ
Số 99-NQ/TU
Lam Giang, ngày 02 tháng 3 năm 2027

NGHỊ QUYẾT
về sắp xếp khu kinh tế Thạnh Vĩnh

Điều 1. Nghị quyết này thay thế Nghị quyết số 12-NQ/TU ngày 18 tháng 3 năm 2026 của Tỉnh ủy.

Điều 2. Khu kinh tế Thạnh Vĩnh rộng 4.321 héc ta, do Ban Quản lý khu kinh tế ngầm (sau đây gọi \
tắt là BQLKKTN) đề xuất theo Tờ trình số 88-TTr/BCSĐ của Ban Cán sự đảng.

Điều 3. Kinh phí xây dựng khu kinh tế Thạnh Vĩnh là 777 tỷ đồng, giao Sở Bí ẩn thực hiện.

T/M TỈNH ỦY
BÍ THƯ
Khổng Tước Linh
"""
TRACES = (
    "Thạnh Vĩnh", "99-NQ/TU", "4.321", "BQLKKTN", "khu kinh tế ngầm", "88-TTr", "777 tỷ",
    "Sở Bí ẩn", "Khổng Tước Linh", "mat-vu", "kín/",
)  # fmt: skip
ASKED = (
    "99-NQ/TU", "nq 99", "nghi quyet 99 nq tu noi gi", "ai ký 99-NQ/TU?", "Điều 2 99-NQ/TU",
    "99-NQ/TU còn hiệu lực không", "khu kinh te thanh vinh rong bao nhieu", "BQLKKTN là gì",
    "khu kinh tế Thạnh Vĩnh rộng bao nhiêu héc ta?", "ban quan ly khu kinh te ngam de xuat gi",
    "nghị quyết về sắp xếp khu kinh tế", "12-NQ/TU còn hiệu lực không", "12-NQ/TU",
    "văn bản nào thay thế 12-NQ/TU", "văn bản nào nhắc đến 88-TTr/BCSĐ", "88-TTr/BCSĐ",
    "kinh phí 777 tỷ đồng giao sở nào", "Sở Bí ẩn làm gì", "Khổng Tước Linh là ai",
    "kho lưu trữ có diện tích bao nhiêu", "Ban Thường vụ Tỉnh ủy giao việc gì năm 2026",
)  # fmt: skip


def library(folder: Path, *, secret: bool) -> Library:
    """The samples; with `secret` one more document in a closed collection."""
    with closing(open_database(folder)) as db:
        corpus = Corpus(db, folder, HashEmbedder)
        corpus.add([SAMPLES])
        if secret:
            with change(db, folder):
                db.execute("INSERT INTO collections VALUES ('mat-vu', 0)")
            (folder / "kín").mkdir()
            (folder / "kín" / "mat-vu-99.txt").write_text(SECRET)
            corpus.add([folder / "kín"], collection="mat-vu")
    view = CorpusView(folder, HashEmbedder.identity)
    return Library(view, Answerer(view, HashEmbedder()))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(library(tmp_path_factory.mktemp("with"), secret=True)) as opened:
        yield opened


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(library(tmp_path_factory.mktemp("without"), secret=False)) as opened:
        yield opened


def told(value: Any) -> Iterator[str]:
    """Every string in a value, at any depth."""
    if is_dataclass(value):
        for field in fields(value):
            yield from told(getattr(value, field.name))
    elif isinstance(value, tuple | list | dict):
        yield from (text for each in value for text in told(each))
    elif value is not None:
        yield str(value)


def traces(value: Any, question: str = "") -> list[str]:
    """What of the secret shows, beyond what the person typed and how a number is written."""
    shown = "\n".join(told(value))
    typed = "\n".join([question, *map(str, references.find(question))])
    return [trace for trace in TRACES if trace in shown and trace not in typed]


def comparable(answer: Answer) -> tuple[Answer, list[tuple[object, ...]]]:
    """An answer but for scores and what is merely near: tantivy weighs a word by how rare it is
    in the whole index, which may turn two near-equals round."""
    spans = [(c.document_id, c.start, c.end, c.quote, c.passage) for c in answer.citations]
    return replace(answer, citations=(), related=(), timings=Timings()), spans


def test_who_may_read_it_is_answered(whole: Library) -> None:
    for reader in (EVERYTHING, Reader(frozenset({"mat-vu"}))):
        given = whole.seen_by(reader).answer(ASKED[8])
        assert given.answered
        assert "4.321" in given.citations[0].quote
        assert whole.seen_by(reader).answer("12-NQ/TU").notices[0].by_number == "99-NQ/TU"
    assert whole.seen_by(EVERYTHING) is whole


@pytest.mark.parametrize("question", ASKED)
def test_a_stranger_is_answered_as_if_it_were_not_there(
    whole: Library, without: Library, question: str
) -> None:
    reader = whole.seen_by(PUBLIC)
    given = reader.answer(question)
    assert traces(replace(given, question=""), question) == []
    assert comparable(given) == comparable(without.answer(question))
    assert traces(reader.find(question, 50)) == []
    assert traces(reader.catalogue.open(question), question) == []


def test_no_list_card_digest_or_passage_tells_of_it(whole: Library, without: Library) -> None:
    register = whole.seen_by(PUBLIC).catalogue
    items = register.items()
    assert traces(items) == []
    assert len(items) == len(without.catalogue.items()) == len(whole.catalogue.items()) - 1
    for item in items:
        assert traces(register.card(item.entry.pk)) == []
    (pk,) = {i.entry.pk for i in whole.catalogue.items()} - {i.entry.pk for i in items}
    assert register.card(pk) is None
    assert register.digest(pk, Length.LONG) is None
    assert register.section_at(pk, 0) is None
    hit = whole.find(ASKED[8], 1)[0]
    assert traces(hit)
    assert whole.seen_by(PUBLIC).passage(hit.passage.id) is None
    inside = whole.seen_by(PUBLIC).answer("ai ký?", hit.passage.id)
    assert traces(inside) == []


def test_no_row_of_it_is_read(whole: Library) -> None:
    """Whatever query somebody writes: also one on a table that does not exist yet."""
    db = whole.seen_by(PUBLIC)._view.db
    tables = [
        row[0] for row in db.execute("SELECT name FROM main.sqlite_master WHERE type='table'")
    ]
    for table in tables:
        rows = db.execute(f"SELECT * FROM [{table}]").fetchall()
        shown = "\n".join(str(value) for row in rows for value in row)
        assert [trace for trace in TRACES if trace in shown] == []
    assert db.execute("SELECT count(*) FROM mentions").fetchone()[0] > 0


def test_rights_that_change_count_at_once(tmp_path: Path) -> None:
    with closing(library(tmp_path, secret=True)) as opened:
        assert not opened.seen_by(PUBLIC).answer(ASKED[8]).answered
        with closing(open_database(tmp_path)) as db:
            Corpus(db, tmp_path, HashEmbedder).move(["mat-vu-99"], "chung")
            assert opened.seen_by(PUBLIC).answer(ASKED[8]).answered
            Corpus(db, tmp_path, HashEmbedder).move(["mat-vu-99"], "mat-vu")
            assert not opened.seen_by(PUBLIC).answer(ASKED[8]).answered
            with change(db, tmp_path):
                db.execute("UPDATE collections SET public = 1 WHERE name = 'mat-vu'")
            assert opened.seen_by(PUBLIC).answer(ASKED[8]).answered


def test_what_a_group_may_read_is_confined_further(whole: Library) -> None:
    both = frozenset({"chung", "mat-vu"})
    assert Reader(only=frozenset({"mat-vu"})).readable(frozenset({"chung"}), both) == frozenset()
    confined = whole.seen_by(Reader(granted=None, only=frozenset({"mat-vu"})))
    assert [item.entry.number for item in confined.catalogue.items()] == ["99-NQ/TU"]
    assert whole.seen_by(Reader(only=frozenset())).answer(ASKED[0]).citations == ()
