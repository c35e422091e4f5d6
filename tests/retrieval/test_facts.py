"""Facts about a document that is named are answered from its own words."""

from pathlib import Path

import pytest

from retrieval import facts, questions
from retrieval.facts import Fact
from retrieval.library import Library
from retrieval.types import Rest
from tests.retrieval.test_abbreviations import answerer

REPEALING = """BỘ BẾN ĐÒ
Số: 31/2026/QĐ-BBĐ
Lâm Hạ, ngày 05 tháng 5 năm 2026

QUYẾT ĐỊNH
Bãi bỏ một số văn bản quy phạm pháp luật về bến thủy

Điều 1. Bãi bỏ toàn bộ các văn bản sau đây:

{items}

Điều 2. Điều khoản thi hành

1. Quyết định này có hiệu lực từ ngày 15 tháng 5 năm 2026.

2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.
"""


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("NQ12 có hiệu lực từ ngày nào?", Fact.EFFECTIVE),
        ("ai ký nghị quyết 12", Fact.SIGNER),
        ("người ký nghị quyết 12 là ai?", Fact.SIGNER),
        ("NQ 12 ban hanh ngay nao", Fact.ISSUED),
        ("NQ 12 thay thế văn bản nào", Fact.REPLACES),
        ("NQ 12 bãi bỏ những văn bản nào", Fact.REPLACES),
        ("nq 12 bai bo bao nhieu van ban", Fact.REPLACES),
        ("NQ 07 bị bãi bỏ bởi văn bản nào", Fact.REPLACED_BY),
        ("07-NQ/TU bị thay bằng văn bản nào?", Fact.REPLACED_BY),
        ("NQ 12 gửi cho những ai", Fact.RECEIVERS),
        ("noi nhan cua nghi quyet 12 gom ai", Fact.RECEIVERS),
        ("NQ 12 quy định nơi nhận hồ sơ là đâu", None),
        ("NQ 12 nâng mức hỗ trợ cho tổ công nghệ số từ ngày nào", None),
        ("NQ 12 ai chủ trì tuyên truyền", None),
    ],
)
def test_what_is_asked(question: str, fact: Fact | None) -> None:
    assert facts.asked(questions.parse(question)) == fact


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("NQ12 có hiệu lực từ ngày nào?", "12-nq-tu", "có hiệu lực từ ngày ký"),
        ("HD 08 co hieu luc tu khi nao", "08-hd-btgdvtu", "có hiệu lực từ ngày 01/6/2026"),
        ("ai ký chỉ thị 03", "03-ct-tu", "Hà Thị Lan Chi"),
        ("chỉ thị 03 gửi cho ai", "03-ct-tu", "Nơi nhận:\n- Văn phòng Trung ương Đảng"),
        ("KH 45 ban hành ngày nào", "45-kh-ubnd", "ngày 24 tháng 4 năm 2026"),
        ("NQ 12 thay thế văn bản nào", "12-nq-tu", "Thay thế Nghị quyết số 07-NQ/TU"),
        ("07-NQ/TU bị thay bằng văn bản nào", "12-nq-tu", "Thay thế Nghị quyết số 07-NQ/TU"),
        ("van ban nao thay the nq 07", "12-nq-tu", "Thay thế Nghị quyết số 07-NQ/TU"),
        ("nghi quyet 07 duoc van ban nao thay the", "12-nq-tu", "Thay thế Nghị quyết số 07-NQ/TU"),
    ],
)
def test_the_quote_is_the_clause(
    library: Library, question: str, document: str, words: str
) -> None:
    (first, *_) = library.answer(question).citations
    assert first.document_id == document
    assert words in first.quote


@pytest.mark.parametrize(
    "question",
    [
        "cho xin thông báo số 15-TB/VPTU mở lớp tập huấn",
        "thông báo số 15-TB/VPTU mở lớp tập huấn nghiệp vụ lưu trữ điện tử",
    ],
)
def test_a_title_and_nothing_else_opens_the_document(library: Library, question: str) -> None:
    (citation,) = library.answer(question).citations
    assert citation.document_id == "tb-15"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("ai ký hướng dẫn bồi dưỡng báo cáo viên của Ban Tuyên giáo", "Kiều Văn Thuận"),
        ("ai ky ke hoach chuyen doi so cua uy ban tinh Lam Ha", "KT. CHỦ TỊCH"),
    ],
)
def test_a_document_that_is_described(library: Library, question: str, words: str) -> None:
    assert words in library.answer(question).citations[0].quote


def test_a_title_without_a_number(library: Library) -> None:
    given = library.answer("cho xin hướng dẫn về tổ chức và bồi dưỡng đội ngũ báo cáo viên")
    (citation,) = given.citations
    assert citation.document_id == "08-hd-btgdvtu"
    signed = library.answer("hướng dẫn về tổ chức và bồi dưỡng đội ngũ báo cáo viên do ai ký")
    assert "Kiều Văn Thuận" in signed.citations[0].quote


@pytest.mark.parametrize("count", [3, 25])
def test_a_list_of_what_is_repealed_is_told_whole_or_counted(tmp_path: Path, count: int) -> None:
    items = "\n\n".join(
        f"{n}. Quyết định số {n + 40}/2015/QĐ-BBĐ ngày 02 tháng 3 năm 2015 về bến số {n}."
        for n in range(1, count + 1)
    )
    with answerer(tmp_path, REPEALING.format(items=items)) as asked:
        told = asked.answer("31/2026/QĐ-BBĐ bãi bỏ những văn bản nào")
        lead, *shown = [citation.quote for citation in told.citations]
        assert lead == "Điều 1. Bãi bỏ toàn bộ các văn bản sau đây:"
        assert [quote.split(".")[0] for quote in shown] == [
            str(n) for n in range(1, min(count, 20) + 1)
        ]
        assert isinstance(told.rest, Rest) == (count > 20)
        (gone,) = asked.answer("42/2015/QĐ-BBĐ còn hiệu lực không").citations
        assert "42/2015/QĐ-BBĐ" in gone.quote
