"""What is marked as noise is not quoted, also where a provision runs over it."""

from pathlib import Path

import pytest

from index.corpus import Corpus
from index.database import open_database
from index.types import Document, Passage
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.catalogue import Catalogue
from retrieval.citations import cite
from retrieval.types import Answer, Hit
from tests.embedders import HashEmbedder

DECISION = """ỦY BAN NHÂN DÂN
TỈNH LAM HÀ
Số: 45/2026/QĐ-UBND
Lam Giang, ngày 12 tháng 3 năm 2026

QUYẾT ĐỊNH
Về kho sách xã

Điều 1. Kho sách

1. Kho sách xã do Ủy ban nhân dân xã quản lý.

Đang online: 6

2. Kho mở cửa sáu ngày một tuần, gồm:

a) Sách in;

Trang chủ

b) Báo và tạp chí.

Điều 2. Quyết định này thay thế
Lượt truy cập: 12
Quyết định số 12/2020/QĐ-UBND./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

CHỦ TỊCH
Lê Văn Mẫu
"""
NOISE = ("online", "Trang chủ", "truy cập", "Nơi nhận")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "45.txt").write_text(DECISION)
    db = open_database(tmp_path / "data")
    Corpus(db, tmp_path / "data", HashEmbedder).add([tmp_path / "45.txt"])
    db.close()
    return tmp_path / "data"


def asked(data: Path, question: str) -> Answer:
    view = CorpusView(data, HashEmbedder.identity)
    try:
        return Answerer(view, HashEmbedder()).answer(question)
    finally:
        view.close()


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "Điều 1 của 45/2026/QĐ-UBND",
            [
                "Điều 1. Kho sách\n\n1. Kho sách xã do Ủy ban nhân dân xã quản lý.",
                "2. Kho mở cửa sáu ngày một tuần, gồm:\n\na) Sách in;",
                "b) Báo và tạp chí.",
            ],
        ),
        ("điểm b khoản 2 Điều 1 của 45/2026/QĐ-UBND", ["b) Báo và tạp chí."]),
        ("văn bản 45/2026/QĐ-UBND gửi cho ai?", ["Nơi nhận:\n- Như Điều 2;\n- Lưu: VT."]),
        ("ai ký 45/2026/QĐ-UBND", ["CHỦ TỊCH\nLê Văn Mẫu"]),
    ],
)
def test_a_provision_is_quoted_without_the_noise_in_it(
    data: Path, question: str, quotes: list[str]
) -> None:
    assert [c.quote for c in asked(data, question).citations] == quotes


def test_neither_a_section_nor_a_clause_of_the_register_has_noise(data: Path) -> None:
    db = open_database(data)
    register = Catalogue(db)
    (card,) = [register.open("45/2026/QĐ-UBND").card]
    assert card is not None
    shown = [register.section(card, "Điều 1") or "", *(link.quote for link in card.relations)]
    db.close()
    assert "Kho mở cửa" in shown[0]
    assert shown[1:] == ["Quyết định số 12/2020/QĐ-UBND./."]
    assert not [word for word in NOISE for said in shown if word in said]


def test_a_span_with_noise_in_it_is_refused() -> None:
    text = "Một câu.\n12\nCâu hai."
    document = Document("a", "/a.txt", "Tên", text, noise=((9, 11),))
    hit = Hit(Passage(1, "a", 0, 8, "Một câu."), document, 1.0, 1)
    assert cite([(hit, 0, len(text))]) == ()
    assert len(cite([(hit, 0, 8)])) == 1
