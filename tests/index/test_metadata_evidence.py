"""Every fact of a document comes with the words it was read from."""

from datetime import date
from pathlib import Path

import pytest

from index import readers
from index.corpus import Corpus
from index.database import open_database
from index.metadata import Metadata, extract
from index.types import Source
from tests.embedders import HashEmbedder

SAMPLES = Path(__file__).parents[2] / "samples"
TABLE = """| ỦY BAN NHÂN DÂN TỈNH LAM HÀ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do |
|---|---|
| Số: | 88/2026/QĐ-UBND | Lam Giang, ngày 19 tháng 11 năm 2026 |

QUYẾT ĐỊNH

BAN HÀNH QUY ĐỊNH VỀ CHĂM SÓC
CÂY XANH VEN HỒ
TRÊN ĐỊA BÀN TỈNH

Căn cứ Luật Trồng cây số 11/2020/QH14;

Điều 1. Quyết định này có hiệu lực thi hành từ ngày 05 tháng 12 năm 2026.

TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Mạc Thị Nhài"""
LAW_IS_CITED = """NGHỊ QUYẾT

Về việc đặt tên hồ

QUỐC HỘI

Căn cứ Luật Tổ chức số 57/2014/QH13 đã được sửa đổi theo
Luật số 65/2020/QH14;

Điều 1. Hồ mang tên Hồ Nam.

Nghị quyết này được Quốc hội khóa XX thông qua ngày 16 tháng 6 năm 2026."""
TEASER = """Toàn văn: Nghị quyết số 12-NQ/TU về chuyển đổi số

Nghị quyết số 12-NQ/TU nêu rõ mục tiêu của tỉnh Lam Hà đến năm 2030.

Trân trọng giới thiệu toàn văn Nghị quyết trong tệp kèm theo."""
LETTER = """SỞ NỘI VỤ LAM HÀ
Số: 1539/LHA-QLVB V/v mượn phòng họp
Lam Giang, ngày 02 tháng 6 năm 2026
Kính gửi: Văn phòng Tỉnh ủy
Sở Nội vụ đề nghị cho mượn phòng họp số 2.
TL. GIÁM ĐỐC
Nông Văn Ổi"""
DECIDED = """CHÍNH PHỦ
Số: 30/2026/NĐ-CP
Hà Nội, ngày 01 tháng 3 năm 2026
NGHỊ ĐỊNH
Về đèn đường
Căn cứ Luật Ánh sáng;
Điều 1. Nghị định này có hiệu lực sau 45 ngày, kể từ ngày ký.
TM. CHÍNH PHỦ
THỦ TƯỚNG
Lý Văn Mơ"""


def said(found: Metadata, text: str, field: str) -> str:
    """The words a field was read from."""
    (place,) = [e for e in found.evidence if e.field == field]
    return text[place.start : place.end]


def sources(name: str) -> list[Source]:
    return [item for item in readers.read(SAMPLES / name) if isinstance(item, Source)]


def test_a_torn_letterhead_and_a_title_in_capitals_over_lines() -> None:
    found = extract(TABLE)
    assert found.number == "88/2026/QĐ-UBND"
    assert (found.issuer, found.place) == ("Ủy ban nhân dân tỉnh Lam Hà", "Lam Giang")
    assert found.title == (
        "Quyết định BAN HÀNH QUY ĐỊNH VỀ CHĂM SÓC CÂY XANH VEN HỒ TRÊN ĐỊA BÀN TỈNH"
    )
    assert (found.signer, found.effective) == ("Mạc Thị Nhài", date(2026, 12, 5))
    assert said(found, TABLE, "issued") == "Lam Giang, ngày 19 tháng 11 năm 2026"
    assert said(found, TABLE, "effective").endswith(
        "có hiệu lực thi hành từ ngày 05 tháng 12 năm 2026."
    )
    assert said(found, TABLE, "signer").startswith("TM. ỦY BAN NHÂN DÂN")


def test_the_number_of_a_law_that_is_cited_is_never_taken() -> None:
    found = extract(LAW_IS_CITED)
    assert (found.number, found.is_report) == (None, False)
    assert (found.issuer, found.issued) == ("Quốc hội", date(2026, 6, 16))
    assert "thông qua ngày 16 tháng 6 năm 2026" in said(found, LAW_IS_CITED, "issued")


def test_a_page_about_a_document_is_a_report_and_has_no_number() -> None:
    found = extract(TEASER)
    assert (found.is_report, found.number, found.kind) == (True, None, None)
    assert found.title == "Toàn văn: Nghị quyết số 12-NQ/TU về chuyển đổi số"


def test_a_letter_has_its_subject_for_a_title() -> None:
    found = extract(LETTER)
    assert (found.kind, found.number) == ("Công văn", "1539/LHA-QLVB")
    assert (found.title, found.signer) == ("mượn phòng họp", "Nông Văn Ổi")


def test_a_number_and_its_day_on_one_line() -> None:
    found = extract("KẾT LUẬN\nvề bến đò\nSố 21-KL/TU, ngày 07 tháng 5 năm 2024\n1. Giữ bến.")
    assert (found.number, found.issued) == ("21-KL/TU", date(2024, 5, 7))


def test_days_after_signing_are_counted() -> None:
    assert extract(DECIDED).effective == date(2026, 4, 15)


def test_of_several_documents_in_one_file_the_first_one_speaks() -> None:
    second = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n" + TABLE.replace("88/2026", "99/2026")
    found = extract(f"{DECIDED.replace('Lý Văn Mơ', '(đã ký)')}\n\n{second}")
    assert (found.number, found.signer) == ("30/2026/NĐ-CP", None)


@pytest.mark.parametrize(
    ("name", "signer", "issuer"),
    [
        ("03-CT-TU.txt", "Hà Thị Lan Chi", "Tỉnh ủy Lam Hà"),
        ("07-NQ-TU.txt", "Vũ Khắc Niệm", "Tỉnh ủy Lam Hà"),
        ("12-NQ-TU.md", "Phan Đức Thịnh", "Lam Hà"),
        ("45-KH-UBND.md", "Tạ Quang Lữ", "Ủy ban nhân dân tỉnh Lam Hà"),
        ("thong-bao.jsonl", "Đặng Thùy Nhiên", "Văn phòng, Tỉnh ủy Lam Hà"),
    ],
)
def test_who_signed_and_who_issued(name: str, signer: str, issuer: str) -> None:
    found = extract(sources(name)[0].text)
    assert found.signer == signer
    assert issuer in str(found.issuer)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_evidence_is_within_the_text(path: Path) -> None:
    for source in sources(path.name):
        found = extract(source.text)
        assert all(0 <= e.start < e.end <= len(source.text) for e in found.evidence)
        if found.signer:
            assert found.signer in said(found, source.text, "signer")


def test_evidence_is_stored_and_rebuilt(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TABLE)
    db = open_database(tmp_path / "data")
    corpus = Corpus(db, tmp_path / "data", HashEmbedder)
    corpus.add([page])
    query = 'SELECT field, start, "end" FROM evidence ORDER BY field'
    before = db.execute(query).fetchall()
    db.execute("DELETE FROM evidence")
    db.execute("UPDATE documents SET signer = NULL")
    corpus.rebuild()
    assert db.execute(query).fetchall() == before
    row = db.execute("SELECT signer, effective, is_report FROM documents").fetchone()
    assert row == ("Mạc Thị Nhài", "2026-12-05", 0)
    db.close()
