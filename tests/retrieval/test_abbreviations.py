"""Abbreviations in questions, in both directions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from index.corpus import Corpus
from index.database import open_database
from index.embedding import Embedder, load_embedder
from index.errors import BadTable, NotText
from index.text import fold, tidy, tokens
from index.view import CorpusView
from retrieval import abbreviation_table, abbreviations
from retrieval.abbreviations import Abbreviations
from retrieval.answering import Answerer
from retrieval.questions import parse
from tests.embedders import HashEmbedder


@pytest.mark.parametrize(
    ("question", "embedded"),
    [
        ("CT HĐND tỉnh là ai", "chủ tịch Hội đồng nhân dân tỉnh là ai"),
        ("ct ubnd tinh la ai", "chủ tịch Ủy ban nhân dân tỉnh là ai"),
        ("CT của BCT về học tập", "chỉ thị của Bộ Chính trị về học tập"),
        ("CT nông thôn mới", "chương trình nông thôn mới"),
        ("CT TNHH cấp nước", "công ty trách nhiệm hữu hạn cấp nước"),
        ("CT ở đâu", "CT ở đâu"),
        ("CT 05 nói gì", "CT 05 nói gì"),
        ("KH 12", "KH 12"),
        ("KH phát triển bến đò", "kế hoạch phát triển bến đò"),
        ("đề tài KH cấp tỉnh", "đề tài khoa học cấp tỉnh"),
        ("thu nhập TB đầu người", "thu nhập trung bình đầu người"),
        ("TB liệt sĩ", "thương binh liệt sĩ"),
        ("dang vien vp ky luat", "đảng viên vi phạm kỷ luật"),
        ("BCT ban hành quy tắc xuất xứ", "Bộ Công Thương ban hành quy tắc xuất xứ"),
        ("TU Hà Nội", "Thành ủy Hà Nội"),
        ("UBKTTW", "Ủy ban Kiểm tra Trung ương"),
        ("ubkt tu", "Ủy ban Kiểm tra Tỉnh ủy"),
        ("phát triển KT-XH", "phát triển kinh tế - xã hội"),
        ("HDND tỉnh", "Hội đồng nhân dân tỉnh"),
    ],
)
def test_short_forms_are_written_out(question: str, embedded: str) -> None:
    assert parse(question).embedded == embedded


@pytest.mark.parametrize(
    "question",
    ["bí thư từ năm nào", "bi thu tu nam nao", "nop bc tu ngay nao", "tu sửa bến đò", "ct", "tu"],
)
def test_words_are_no_abbreviations(question: str) -> None:
    query = parse(question)
    assert "ủy" not in query.content
    assert "chỉ" not in query.content


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("CT HĐND tỉnh là ai?", "chủ tịch HĐND tỉnh là ai?"),
        ("ubnd tỉnh ở đâu", None),
        ("ct ubnd tinh la ai", "chủ tịch UBND tỉnh là ai"),
        ("NQ 12 của BCT", None),
    ],
)
def test_a_person_sees_how_a_doubtful_one_was_read(question: str, understood: str | None) -> None:
    assert parse(question).understood == understood


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("ủy ban kiểm tra tỉnh ủy", "UBKT TU"),
        ("uy ban kiem tra tinh uy", "ubkt tu"),
        ("hội đồng nhân dân xã", "HĐND xã"),
    ],
)
def test_both_directions_ask_the_word_index_for_the_same(full: str, short: str) -> None:
    asked = [{fold(word.text) for word in parse(question).words} for question in (full, short)]
    assert {"uy", "ban", "ubkt"} <= asked[0] or {"hoi", "dong", "hdnd"} <= asked[0]
    assert asked[0] == asked[1]


def test_two_letters_alone_are_not_searched_for() -> None:
    words = {word.text for word in parse("đảng viên được kết nạp").words}
    assert "đv" not in words


@given(st.text(max_size=80) | st.lists(st.sampled_from(
    ["CT", "tu", "UBKT", "KT-XH", "từ", "của", "ubnd", "12", "NQ", "GD&ĐT", "tỉnh ủy", "(", "TW"]
)).map(" ".join))  # fmt: skip
def test_expanding_keeps_what_was_typed(text: str) -> None:
    text = tidy(text)
    known = Abbreviations()
    found = known.expansions(text)
    ends = [0, *(e.end for e in found)]
    assert all(a <= e.start < e.end <= len(text) for a, e in zip(ends, found, strict=False))
    written = abbreviations.written_out(text, found)
    for expansion in reversed(found):
        assert expansion.full in written
    outside = [t for t in tokens(text) if not any(e.start <= t.start < e.end for e in found)]
    assert [t for t in abbreviations.spelt(tokens(text), found) if t in outside] == outside
    assert parse(text).text == " ".join(text.split())


# --- the table ---------------------------------------------------------------------------------


def test_every_line_of_our_table_is_reached() -> None:
    for entry in abbreviation_table.shipped().entries.values():
        for reading in entry.readings[1:]:
            question = f"{entry.short} {reading.clues[0]}"
            (first, *_) = Abbreviations().expansions(question)
            assert first.full == reading.full, question


@pytest.mark.parametrize(
    ("table", "line"),
    [("UBND Ủy ban", "1"), ("# x\n\nTĐN\t", "3"), ("A\tb\tc\td", "1"), ("T1\tmột", "1")],
)
def test_a_bad_line_is_named(tmp_path: Path, table: str, line: str) -> None:
    (tmp_path / abbreviation_table.FILE).write_text(table)
    with pytest.raises(BadTable) as caught:
        abbreviation_table.of_office(tmp_path)
    sentence = texts.describe(caught.value)
    assert f"dòng {line} " in sentence
    assert str(tmp_path / abbreviation_table.FILE) in sentence


def test_a_table_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / abbreviation_table.FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotText):
        abbreviation_table.of_office(tmp_path)


def test_the_table_of_an_office_adds_and_overrides(tmp_path: Path) -> None:
    assert abbreviation_table.of_office(tmp_path) is abbreviation_table.shipped()
    table = "\ufeffTĐN\tTổ đò ngang\r\nUBND\tỦy ban bến đò\nBĐ\t-\nBĐ\tbến đò\tngang, dọc\n"
    (tmp_path / abbreviation_table.FILE).write_text(table)
    known = Abbreviations(abbreviation_table.of_office(tmp_path))
    read = {q: parse(q, known=known).embedded for q in ("TĐN", "UBND", "BTV", "BĐ", "BĐ dọc")}
    assert [*read.values()] == [
        "Tổ đò ngang", "Ủy ban bến đò", "Ban Thường vụ", "BĐ", "bến đò dọc",
    ]  # fmt: skip


# --- documents ---------------------------------------------------------------------------------

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LAM HÀ\nSố: {number}/2026/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề {about}\n\n"
FERRY = HEAD.format(number=11, about="bến đò") + (
    "Điều 1. Lập Tổ đò ngang (TĐN) ở mỗi xã.\n\nĐiều 2. TĐN họp vào thứ Ba hằng tuần."
)
FORM = HEAD.format(number=12, about="mẫu đơn") + (
    "Điều 1. Dùng tờ đơn ngắn (TĐN) khi xin cấp thẻ.\n\nĐiều 2. TĐN dài hai trang giấy."
)
CHECK = HEAD.format(number=13, about="kiểm tra") + "Điều 1. UBKT TU họp vào ngày 15 hằng tháng."
SPELT = HEAD.format(number=14, about="thi đua") + "Điều 1. Hội đồng nhân dân xã họp ở nhà văn hóa."
OTHERS = [
    HEAD.format(number=20 + n, about=f"việc {n}") + f"Điều 1. Việc {n}: {words}"
    for n, words in enumerate((
        "tỉnh ủy viên đi kiểm tra cầu.", "ủy ban dân tộc gửi báo cáo ngày 3.",
        "nhân dân trồng cây ven hồ.", "hội đồng thi họp ở trường.",
    ))
]  # fmt: skip


@contextmanager
def answerer(folder: Path, *documents: str, embedder: Embedder | None = None) -> Iterator[Answerer]:
    embedder = embedder or HashEmbedder()
    for place, text in enumerate(documents):
        (folder / f"{place}.txt").write_text(text)
    db = open_database(folder / "data")
    Corpus(db, folder / "data", lambda: embedder).add([folder])
    db.close()
    view = CorpusView(folder / "data", embedder.identity)
    try:
        yield Answerer(view, embedder)
    finally:
        view.close()


@pytest.mark.parametrize(
    ("questions", "document"),
    [
        (("ủy ban kiểm tra tỉnh ủy họp ngày nào", "UBKT TU họp ngày nào", "ubkt tu hop ngay nao"),
         "0"),
        (("HĐND xã họp ở đâu", "hội đồng nhân dân xã họp ở đâu", "hdnd xa hop o dau"), "1"),
        (("tổ đò ngang họp thứ mấy", "TĐN họp thứ mấy"), "2"),
    ],
)  # fmt: skip
def test_both_directions_find_the_same_first(
    tmp_path: Path, data: Path, questions: tuple[str, ...], document: str
) -> None:
    """With the real model: half of the ranking is its."""
    embedder = load_embedder("", data / "models")
    with answerer(tmp_path, CHECK, SPELT, FERRY, *OTHERS, embedder=embedder) as given:
        for question in questions:
            assert given.find(question, 1)[0].document.id == document
            answer = given.answer(question)
            assert [c.document_id for c in answer.citations][:1] == [document], question


def test_what_documents_define_differently_is_not_written_out_but_inside_them(
    tmp_path: Path,
) -> None:
    with answerer(tmp_path, FERRY, FORM, *OTHERS) as given:
        assert given.answer("TĐN là gì").understood is None
        ferry = given.answer("TĐN họp thứ mấy theo QĐ 11/2026/QĐ-UBND")
        form = given.answer("TĐN dài mấy trang theo QĐ 12/2026/QĐ-UBND")
    assert str(ferry.understood).startswith("Tổ đò ngang họp")
    assert str(form.understood).startswith("tờ đơn ngắn dài")


def test_a_document_wins_over_the_table_only_inside(tmp_path: Path) -> None:
    own = HEAD.format(number=15, about="bể bơi") + "Điều 1. Nhà bơi sâu nông (NSNN) sâu 2 mét."
    own = own.replace("sâu nông (NSNN)", "sông nước nông (NSNN)").replace("Nhà bơi", "Nhà")
    with answerer(tmp_path, own, *OTHERS) as given:
        inside = given.answer("NSNN sâu mấy mét theo QĐ 15/2026/QĐ-UBND")
        anywhere = given.answer("NSNN sâu mấy mét")
    assert str(inside.understood).startswith("Nhà sông nước nông sâu")
    assert anywhere.understood is None
