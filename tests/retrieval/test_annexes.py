"""Annexes in files of their own know, and are found by, the document that they are of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.database import open_database
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.catalogue import Catalogue
from retrieval.types import Answer, Reason
from tests.embedders import HashEmbedder

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LAM HÀ\nSố: {number}\nLam Giang, ngày {day}\n\nQUYẾT ĐỊNH\n{title}\n\n"
)
FILES = {
    "qd.txt": HEAD.format(
        number="218/2025/QĐ-UBND", day="12 tháng 3 năm 2025", title="Ban hành Quy chế kho sách xã"
    )
    + "Điều 1. Ban hành kèm theo Quyết định này Quy chế kho sách xã và hai phụ lục.",
    "pl1.txt": (
        "PHỤ LỤC I\nMỨC HỖ TRỢ KHO SÁCH\n(Ban hành kèm theo Quyết định số 218/2025/QĐ-UBND\n"
        "ngày 12 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh Lam Hà)\n\n"
        "Kho sách xã Đông được hỗ trợ 20 triệu đồng mỗi năm."
    ),
    "pl2.txt": (
        "Phụ lục II\nMẪU SỔ MƯỢN SÁCH\n(Kèm theo Quyết định số 218/2025/QĐ-UBND ngày 12/3/2025)\n\n"
        "Sổ ghi họ và tên người mượn, tên sách, ngày trả."
    ),
    "quy-che.txt": (
        "QUY CHẾ\nKho sách xã\n(Kèm theo Quyết định số 218/2025/QĐ-UBND của UBND tỉnh Lam Hà)\n\n"
        "Điều 1. Phạm vi\nQuy chế này nói về kho sách xã.\n\n"
        "Điều 2. Giờ mở cửa\nKho mở từ 7 giờ.\n\n"
        "Điều 3. Người mượn\nNgười dân trong xã được mượn sách."
    ),
    "thay.txt": HEAD.format(
        number="300/2026/QĐ-UBND", day="12 tháng 5 năm 2026", title="Ban hành Quy chế mới"
    )
    + "Điều 1. Quyết định này thay thế Quyết định số 218/2025/QĐ-UBND.",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("annexes")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    db = open_database(folder / "data")
    Corpus(db, folder / "data", HashEmbedder).add([folder / name for name in FILES])
    db.close()
    return folder / "data"


@pytest.fixture(scope="module")
def view(data: Path) -> Iterator[CorpusView]:
    opened = CorpusView(data, HashEmbedder.identity)
    yield opened
    opened.close()


def asked(view: CorpusView, question: str) -> Answer:
    return Answerer(view, HashEmbedder()).answer(question)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("phụ lục của 218/2025/QĐ-UBND", ["pl1", "pl2"]),
        ("phu luc II 218/2025/QD-UBND", ["pl2"]),
        ("218/2025/QĐ-UBND hỗ trợ kho sách xã Đông bao nhiêu tiền?", ["pl1"]),
        ("Điều 3 của 218/2025/QĐ-UBND", ["quy-che"]),
        ("218/2025/QĐ-UBND", ["qd"]),
    ],
)
def test_the_number_of_the_document_finds_its_annexes(
    view: CorpusView, question: str, documents: list[str]
) -> None:
    given = asked(view, question)
    assert [cited.document_id for cited in given.citations] == documents
    assert [notice.by_number for notice in given.notices] == ["300/2026/QĐ-UBND"]
    assert {notice.number for notice in given.notices} == {"218/2025/QĐ-UBND"}


def test_a_document_without_annexes_says_so_or_is_searched(view: CorpusView) -> None:
    assert asked(view, "phụ lục của 300/2026/QĐ-UBND").reason is Reason.NO_SUCH_PROVISION
    assert asked(view, "phụ lục của 300/2026/QĐ-UBND thay thế quyết định nào").answered


def test_titles_and_cards_name_the_document(data: Path) -> None:
    db = open_database(data)
    register = Catalogue(db)
    card = register.card_of("pl1")
    parent = register.card_of("qd")
    db.close()
    assert card is not None
    assert card.item is not None
    assert parent is not None
    title = "Phụ lục I (kèm theo 218/2025/QĐ-UBND): MỨC HỖ TRỢ KHO SÁCH"
    assert (card.item.entry.title, card.item.validity) == (title, "replaced")
    assert [(link.act, link.number) for link in card.relations] == [
        ("annexed_to", "218/2025/QĐ-UBND")
    ]
    annexes = [link.document_id for link in parent.mentioned_in if link.act == "annexed_to"]
    assert annexes == ["pl1", "pl2", "quy-che"]
