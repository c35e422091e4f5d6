"""Which documents a question means: by number, by what else it says, by what it asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.database import open_database
from index.embedding import load_embedder
from index.text import fold
from retrieval import questions
from retrieval.library import Library, open_library
from retrieval.types import Answer, Reason

HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH {place}\n\nSố: 87/2025/QĐ-UBND\n\n{town}, ngày {day} tháng 11 năm 2025\n"
)
MARKET = HEAD.format(place="LAI CHÂU", town="Lai Châu", day="19") + (
    "\nQUYẾT ĐỊNH\nBan hành nội quy các chợ trên địa bàn tỉnh\n\n"
    "Điều 1. Mỗi chợ có một tổ quản lý gồm 05 người, họp vào thứ hai đầu tháng.\n"
)
HOUSES = HEAD.format(place="BẮC NINH", town="Bắc Ninh", day="03") + (
    "\nQUYẾT ĐỊNH\nQuy định giá thuê nhà ở xã hội\n\n"
    "Điều 1. Giá thuê nhà ở xã hội là 40.000 đồng một mét vuông mỗi tháng.\n"
)


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two provinces' decisions of one number, one of them twice."""
    data, files = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("files")
    for name, text in (("cho", MARKET), ("nha", HOUSES), ("nha-ban-sao", HOUSES + "\nHết.\n")):
        (files / f"{name}.txt").write_text(text, encoding="utf-8")
    db = open_database(data)
    Corpus(db, data, lambda: load_embedder("", Path(data) / "models")).add([files])
    db.close()
    opened = open_library(data)
    yield opened
    opened.close()


def quoted(answer: Answer) -> str:
    return " ".join(" ".join(citation.quote for citation in answer.citations).split())


def test_one_number_of_two_documents_is_asked_back(provinces: Library) -> None:
    answer = provinces.answer("87/2025/QĐ-UBND quy định gì")

    assert (answer.reason, answer.citations) == (Reason.SEVERAL_DOCUMENTS, ())
    assert [candidate.number for candidate in answer.candidates] == ["87/2025/QĐ-UBND"] * 2
    chosen = {
        quoted(provinces.answer(answer.question, candidate.passage_id))[:60]
        for candidate in answer.candidates
    }
    assert len(chosen) == 2


@pytest.mark.parametrize(
    "question",
    ["87/2025/QĐ-UBND của Hà Nội quy định gì", "QD 87 cua UBND tinh can tho ve viec gi"],
)
def test_a_number_of_another_place_is_not_there(provinces: Library, question: str) -> None:
    answer = provinces.answer(question)

    assert (answer.reason, answer.citations) == (Reason.UNKNOWN_REFERENCE, ())
    assert fold(answer.missing[0]).endswith(("(ha noi)", "(can tho)"))


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("QĐ 87 của UBND Lai Châu: tổ quản lý chợ gồm mấy người", {"cho"}),
        ("qd 87 bac ninh gia thue nha o bao nhieu", {"nha", "nha-ban-sao"}),
        ("quyết định 87/2025 giá thuê nhà ở xã hội là bao nhiêu", {"nha", "nha-ban-sao"}),
    ],
)
def test_place_and_title_tell_which(provinces: Library, question: str, documents: set[str]) -> None:
    answer = provinces.answer(question)

    assert answer.reason is not Reason.SEVERAL_DOCUMENTS
    shown = {citation.document_id for citation in (*answer.citations, *answer.related)}
    assert shown
    assert shown <= documents
    assert {hit.document.id for hit in provinces.find(question, 5)} <= documents


@pytest.mark.parametrize(
    ("question", "cites"),
    [
        ("ai triển khai NQ 57", True),
        ("đơn vị nào thực hiện nghị quyết 12-NQ/TU", True),
        ("văn bản nào thay thế 07-NQ/TU", True),
        ("van ban nao huong dan nghi dinh 30/2020", True),
        ("hướng dẫn thực hiện NQ 12", True),
        ("NQ 12 bị thay thế bởi văn bản nào", True),
        ("Văn bản 07-NQ/TU bị thay bằng văn bản nào?", True),
        ("NQ 57 nói gì về kinh phí", False),
        ("QĐ 2579 của UBND Cần Thơ thay thế những quyết định nào", False),
        ("hướng dẫn 08 quy định gì", False),
    ],
)
def test_whether_a_question_is_about_what_cites_a_document(question: str, cites: bool) -> None:
    assert questions.parse(question).cites is cites


def test_what_replaces_a_document_is_looked_for_outside_it(library: Library) -> None:
    answer = library.answer("văn bản nào thay thế 07-NQ/TU")

    assert {hit.document.number for hit in library.find(answer.question, 5)} == {"12-NQ/TU"}
    assert {citation.number for citation in answer.citations} <= {"12-NQ/TU"}


def test_inside_a_document_only_it_is_searched(library: Library) -> None:
    hits = library.find("NQ 12 nói gì về kinh phí", 5)

    assert {hit.document.number for hit in hits} == {"12-NQ/TU"}


def test_a_question_that_is_only_a_number(library: Library) -> None:
    assert {c.number for c in library.answer("12").citations} == {"12-NQ/TU"}
    unknown = library.answer("số 4711")
    assert (unknown.reason, unknown.missing) == (Reason.UNKNOWN_REFERENCE, ("4711",))
    assert library.answer("2026").reason is Reason.NOT_A_QUESTION


def test_ten_numbers_in_one_question_name_what_is_not_there(library: Library) -> None:
    numbers = [f"{n}-NQ/TU" for n in range(7, 17)]
    answer = library.answer(f"mục tiêu của {', '.join(numbers)} là gì")

    assert {citation.number for citation in answer.citations} <= {"07-NQ/TU", "12-NQ/TU"}
    assert "16-NQ/TU" in answer.missing
