"""Digests: verbatim lines from the right parts, of the length asked for, and nothing invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Corpus
from index.database import open_database
from retrieval import condensing, statements
from retrieval.catalogue import Catalogue
from retrieval.digests import Digest, Length, Part
from retrieval.summarising import LINES
from retrieval.types import NoticeKind
from tests.embedders import HashEmbedder

SAMPLES = Path(__file__).parents[2] / "samples"
DECISION = """ỦY BAN NHÂN DÂN TỈNH LAM HÀ
Số: 81/2026/QĐ-UBND
Lam Giang, ngày 02 tháng 3 năm 2026

QUYẾT ĐỊNH
Ban hành Quy chế quản lý bến đò ngang

Căn cứ Luật Giao thông đường thủy nội địa;
Theo đề nghị của Giám đốc Sở Xây dựng,

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý bến đò ngang trên địa bàn tỉnh.

Điều 2. Quyết định này có hiệu lực kể từ ngày 15 tháng 3 năm 2026.

Điều 3. Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 3;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Mạc Văn Ổi

QUY CHẾ

Quản lý bến đò ngang

Điều 1. Phạm vi điều chỉnh

Quy chế này quy định việc mở, quản lý và đóng bến đò ngang trên sông Lam và hồ Thượng.

Điều 2. Giải thích từ ngữ

1. Bến đò ngang là nơi phương tiện chở khách qua sông đón khách, trả khách mỗi ngày.

Điều 3. Điều kiện hoạt động

1. Mỗi đò phải có ít nhất 12 áo phao và 01 bình chữa cháy còn hạn sử dụng.

2. Nghiêm cấm chở quá 20 người trong một chuyến qua sông.

Điều 4. Trách nhiệm của Sở Xây dựng

1. Chủ trì kiểm tra các bến đò mỗi quý một lần, báo cáo trước ngày 20 của tháng cuối quý.
"""
LOOSE = """Chợ nổi đầu nguồn mở lại sau mùa nước lớn

Sáng 12/5, người dân ba xã ven hồ Thượng đã đưa hơn 80 ghe hàng trở lại chợ nổi đầu nguồn.

Theo ban quản lý chợ, mỗi ghe phải đăng ký chỗ neo trước ngày 30/5/2026 để giữ lối cho đò khách.

Bà con bán trái cây cho biết lượng khách tăng gấp đôi so với cùng kỳ năm ngoái.

Ghe chở gạo về chợ - Ảnh: Lam Hà
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("digests")
    (folder / "quyet-dinh.txt").write_text(DECISION)
    (folder / "cho-noi.txt").write_text(LOOSE)
    db = open_database(folder / "data")
    added = [SAMPLES, folder / "quyet-dinh.txt", folder / "cho-noi.txt"]
    Corpus(db, folder / "data", HashEmbedder).add(added)
    yield Catalogue(db)
    db.close()


def digest(register: Catalogue, typed: str, length: Length = Length.LONG) -> Digest:
    card = register.open(typed).card
    assert card is not None and card.item is not None
    found = register.digest(card.item.entry.pk, length)
    assert found is not None
    return found


def quotes(shown: Digest, part: Part) -> list[str]:
    return [" ".join(p.citation.quote.split()) for p in shown.points if p.part is part]


def test_every_line_of_every_document_stands_at_its_offsets(register: Catalogue) -> None:
    for item in register.items():
        for length in Length:
            shown = register.digest(item.entry.pk, length)
            assert shown is not None
            assert 0 < len(shown.points) <= LINES[length]
            for marker, point in enumerate(shown.points, start=1):
                cited = point.citation
                assert cited.marker == marker
                assert cited.quote in cited.passage
                assert len(cited.quote.split()) <= condensing.MOST
                assert cited.quote == cited.quote.strip(" .;:,")


def test_goals_with_figures_tasks_duties_and_effect(register: Catalogue) -> None:
    shown = digest(register, "07-NQ/TU")
    assert "Có 75% hộ gia đình sử dụng internet cáp quang" in quotes(shown, Part.GOALS)
    goal = next(point for point in shown.points if point.part is Part.GOALS)
    assert (goal.lead, goal.path[:2]) == ("Mục tiêu đến năm 2025", ("II", "2"))
    assert any("kế hoạch thực hiện" in line for line in quotes(shown, Part.DUTIES))
    assert quotes(shown, Part.EFFECT) == [
        "Nghị quyết này phổ biến đến chi bộ và có hiệu lực từ ngày ký"
    ]
    assert [n.kind for n in shown.notices] == [NoticeKind.REPLACED]


def test_rows_of_a_table_of_goals_keep_their_columns(register: Catalogue) -> None:
    shown = digest(register, "12-NQ/TU", Length.MEDIUM)
    row = next(point for point in shown.points if point.part is Part.GOALS)
    assert row.citation.quote.endswith("| 52% | 75% | 90%")
    assert row.lead == "Chỉ tiêu | Thực hiện năm 2025 | Năm 2028 | Năm 2030"


def test_a_directive_lists_tasks_after_its_lead_in(register: Catalogue) -> None:
    shown = digest(register, "03-CT/TU")
    assert (
        "Hoàn thành việc bàn giao tài liệu của đơn vị hành chính cũ trước ngày 30/6/2026"
        in quotes(shown, Part.TASKS)
    )
    assert not any("Thời gian qua" in point.citation.quote for point in shown.points)


def test_an_annexed_regulation_is_read_and_named_so(register: Catalogue) -> None:
    shown = digest(register, "81/2026/QĐ-UBND")
    said = {point.citation.quote: point for point in shown.points}
    limit = said["Nghiêm cấm chở quá 20 người trong một chuyến qua sông"]
    assert (limit.part, limit.path, limit.annexed) == (Part.CONTENT, ("Điều 3", "2"), True)
    assert limit.lead == "Điều kiện hoạt động"
    assert quotes(shown, Part.EFFECT) == [
        "Quyết định này có hiệu lực kể từ ngày 15 tháng 3 năm 2026"
    ]
    (duty,) = [p for p in shown.points if p.part is Part.DUTIES and p.annexed]
    assert duty.lead == "Trách nhiệm của Sở Xây dựng"
    text = "\n".join(said)
    assert not any(words in text for words in ("Căn cứ", "Theo đề nghị", "VT", "Ổi", "đón khách"))


def test_an_annex_named_only_by_its_title_begins_after_the_signature() -> None:
    text = DECISION.replace("QUY CHẾ\n\nQuản lý", "DANH SÁCH BẾN ĐÒ TRÊN ĐỊA BÀN TỈNH\n\nQuản lý")
    at = text.index("TM. ỦY BAN"), text.index("Mạc Văn Ổi") + len("Mạc Văn Ổi")
    said = [text[s.start : s.end] for s in statements.read(text, 0, at) if s.annexed]
    assert said[0].startswith("Quy chế này quy định")
    assert statements.read(text, 0, at)[0].annexed is False


def test_a_sentence_of_effect_that_opens_an_article_is_no_heading() -> None:
    text = "Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Bãi bỏ các quy định cũ về bến đò."
    first, _ = statements.read(text)
    assert (first.part, text[first.start : first.end][:10]) == (Part.EFFECT, "Quyết định")


def test_a_short_digest_takes_from_several_parts(register: Catalogue) -> None:
    shown = digest(register, "81/2026/QĐ-UBND", Length.SHORT)
    assert {Part.SCOPE, Part.CONTENT, Part.EFFECT} <= {point.part for point in shown.points}


def test_a_page_without_headings_falls_to_its_sentences_and_says_so(register: Catalogue) -> None:
    shown = digest(register, "Chợ nổi đầu nguồn mở lại sau mùa nước lớn")
    assert not shown.structured
    assert {point.part for point in shown.points} == {Part.POINTS}
    said = quotes(shown, Part.POINTS)
    assert any("trước ngày 30/5/2026" in line for line in said)
    assert not any("Ảnh" in line for line in said)


def test_a_document_that_is_gone_has_none(register: Catalogue) -> None:
    assert register.digest(9999, Length.SHORT) is None


LONG = (
    "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường tổ chức rà soát bến đò, lập danh sách, "
    "phân loại theo mức độ an toàn, nhằm kịp thời xử lý những bến chưa đủ điều kiện và công "
    "khai kết quả; hoàn thành 100% trước ngày 30/6/2026."
)


def test_a_long_sentence_is_cut_at_a_clause_and_later_clauses_are_offered() -> None:
    first, *later = condensing.lines(LONG, 0, len(LONG))
    assert LONG[slice(*first)].endswith("phân loại theo mức độ an toàn")
    assert [LONG[slice(*span)] for span in later] == ["hoàn thành 100% trước ngày 30/6/2026"]


def test_a_cut_leaves_no_word_hanging() -> None:
    text = "Tất cả " + "bến đò " * 15 + "phải bảo đảm của " + "sông " * 9
    start, end = condensing.fitted(text, 0, len(text)) or (0, 0)
    assert text[start:end].endswith("bến đò")


@given(st.text(alphabet="ab 1;,.:()“”…Đđ-|\n", max_size=400))
def test_lines_are_spans_of_the_sentence_within_the_limit(text: str) -> None:
    for start, end in condensing.lines(text, 0, len(text)):
        assert 0 <= start < end <= len(text)
        assert len(text[start:end].split()) <= condensing.MOST


@given(st.text(alphabet="Điều I1.)aà-:;|“” \n", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for said in statements.read(text):
        assert 0 <= said.start < said.end <= len(text)


@pytest.mark.parametrize(
    ("text", "figures", "deadline"),
    [
        ("đạt trên 80% và tăng 1.200 tỷ đồng", 2, False),
        ("theo Điều 5 Nghị quyết số 12-NQ/TU, ngày 18/3/2026", 0, False),
        ("hoàn thành trước ngày 30/6/2026", 0, True),
        ("giải quyết trong 07 ngày làm việc", 1, True),
        ("báo cáo định kỳ hằng quý", 0, True),
    ],
)
def test_figures_and_deadlines_are_not_numbers_of_documents(
    text: str, figures: int, deadline: bool
) -> None:
    assert (condensing.figures(text), condensing.has_deadline(text)) == (figures, deadline)
