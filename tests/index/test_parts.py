"""A file that holds several documents is taken apart; nothing else is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from index import parts
from index.metadata import extract
from index.types import Heading, Source
from tests.index.strategies import documents

DIRECTIVE = """ĐẢNG BỘ TỈNH LAM HÀ
TỈNH ỦY
ĐẢNG CỘNG SẢN VIỆT NAM
Số 05-CT/TU
Lam Giang, ngày 02 tháng 3 năm 2026

CHỈ THỊ
về giữ gìn bến đò

Các cấp ủy kiểm tra bến đò mỗi quý một lần.

Nơi nhận:
- Các huyện ủy,
- Lưu Văn phòng.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Lý Văn Mơ"""
DECISION = """ỦY BAN NHÂN DÂN TỈNH LAM HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 88/QĐ-UBND
Lam Giang, ngày 19 tháng 11 năm 2026

QUYẾT ĐỊNH
VỀ VIỆC TRỒNG CÂY VEN HỒ

Điều 1. Quyết định này có hiệu lực từ ngày 05 tháng 12 năm 2026.

Nơi nhận: - Như Điều 2; - Lưu: VT.

TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Mạc Thị Nhài"""
ANNEX = """PHỤ LỤC I
DANH MỤC BẾN ĐÒ
(Kèm theo Chỉ thị số 05-CT/TU ngày 02 tháng 3 năm 2026)
1. Bến Đá
2. Bến Lá
3. Bến Tre"""
CONCLUSION = """Kết luận số 21-KL/TU

Kết luận số 21-KL/TU ngày 07/5/2026 của Ban Thường vụ Tỉnh ủy về phà ngang

Giữ phà ngang đến hết năm 2027.

T/M BAN THƯỜNG VỤ (Đã ký) Nông Thị Vải"""
TALK = """So sánh hai văn bản

* Chỉ thị 05 nhấn mạnh kiểm tra.

You said:

Bạn tóm tắt giúp mình

ChatGPT said:

Số 99-CT/TU là bản thay thế."""


def numbers(text: str) -> list[str | None]:
    return [extract(part.text).number for part in parts.split(Source(text), "tap")]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param([DIRECTIVE, DECISION], ["05-CT/TU", "88/QĐ-UBND"], id="two letterheads"),
        pytest.param(
            [DIRECTIVE, ANNEX, DECISION], ["05-CT/TU", "88/QĐ-UBND"], id="an annex between"
        ),
        pytest.param([DIRECTIVE, CONCLUSION], ["05-CT/TU", "21-KL/TU"], id="a bare heading"),
        pytest.param(
            [CONCLUSION, DECISION, DIRECTIVE], ["21-KL/TU", "88/QĐ-UBND", "05-CT/TU"], id="three"
        ),
        pytest.param(
            [DECISION, "| TỈNH ỦY LAM HÀ | ĐẢNG CỘNG SẢN VIỆT NAM |\n| Số: 07-KL/TU | Lam Giang, "
             "ngày 1 tháng 4 năm 2026 |\n\nKẾT LUẬN\nvề cầu treo\n\nSửa cầu trong tháng 5."],
            ["88/QĐ-UBND", "07-KL/TU"],
            id="a letterhead in a table",
        ),
    ],
)  # fmt: skip
def test_each_document_is_its_own(texts: list[str], found: list[str]) -> None:
    assert numbers("\n\n".join(texts)) == found


def test_a_part_says_all_of_itself_and_none_of_the_others() -> None:
    first, second, third = parts.split(
        Source(f"{DIRECTIVE}\n\n{CONCLUSION}\n\n{DECISION}\n\n{ANNEX}"), "tap"
    )
    said = [extract(part.text) for part in (first, second, third)]
    assert [each.kind for each in said] == ["Chỉ thị", "Kết luận", "Quyết định"]
    assert [each.signer for each in said] == ["Lý Văn Mơ", "Nông Thị Vải", "Mạc Thị Nhài"]
    assert [str(each.issued) for each in said] == ["2026-03-02", "2026-05-07", "2026-11-19"]
    assert [each.effective is None for each in said] == [True, True, False]
    assert second.text == CONCLUSION
    assert third.text == f"{DECISION}\n\n{ANNEX}"


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(ANNEX, id="an annex"),
        pytest.param(
            "ỦY BAN NHÂN DÂN TỈNH LAM HÀ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nQUY CHẾ\n"
            "(Ban hành kèm theo Quyết định số 88/QĐ-UBND)\n\nĐiều 1. Trồng cây.",
            id="an attached regulation",
        ),
        pytest.param(f"Mẫu số 01\n{DECISION.replace('88', '12')}", id="a form that is filled in"),
        pytest.param(DECISION.replace("Số: 88", "Số: ..."), id="a form with blanks"),
        pytest.param(f"“{DECISION.replace('88', '12')}”", id="a quoted letterhead"),
        pytest.param(f"Phụ lục\n{DIRECTIVE}", id="the letterhead again"),
        pytest.param(
            "Bến | Theo\nBến Đá | Nghị định số 30/2026/NĐ-CP\nBến Lá | Căn cứ vào nước",
            id="a cell of a table",
        ),
        pytest.param(
            "Tin liên quan\n\nNghị quyết số 12-NQ/TU\n\nChỉ thị số 06-CT/TU\n\nLiên hệ", id="links"
        ),
        pytest.param("Căn cứ Kết luận số 21-KL/TU\nvề phà ngang, các xã báo cáo.", id="a sentence"),
    ],
)
def test_what_belongs_to_a_document_stays_with_it(below: str) -> None:
    whole = Source(f"{DIRECTIVE}\n\n{below}")
    assert parts.split(whole, "tap") == [whole]


def test_before_its_end_a_document_holds_whatever_it_holds() -> None:
    body = DIRECTIVE.partition("Nơi nhận")[0]
    whole = Source(f"{body}\n\n{DECISION}")
    assert parts.split(whole, "tap") == [whole]


@pytest.mark.parametrize(
    ("document", "talk", "begins"),
    [
        pytest.param(DIRECTIVE, TALK, "So sánh hai văn bản", id="right after the signature"),
        pytest.param(
            f"{DIRECTIVE}\n\n{ANNEX}",
            TALK[TALK.index("You said") :],
            "You said:",
            id="after an annex",
        ),
        pytest.param(DIRECTIVE, "Bạn: tóm tắt đi\nTrợ lý AI: Vâng.", "Bạn: tóm tắt", id="labels"),
        pytest.param(
            DIRECTIVE,
            "Dưới đây là bản tóm tắt.\n\nBạn có muốn mình soạn thêm kế hoạch không?",
            "Dưới đây là",
            id="an offer",
        ),
    ],
)
def test_a_talk_with_an_assistant_is_parted_off(document: str, talk: str, begins: str) -> None:
    first, second = parts.split(Source(f"{document}\n\n{talk}"), "tap")
    assert (first.text, first.foreign) == (document, False)
    assert (second.key, second.foreign) == ("tap-2", True)
    assert second.text.startswith(begins)


def test_a_draft_inside_a_talk_is_no_document() -> None:
    found = parts.split(Source(f"{DIRECTIVE}\n\n{TALK}\n\n{DECISION}"), "tap")
    assert [part.foreign for part in found] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hỏi: Bến nào?\n\nĐáp: Bến Đá.", id="question and answer"),
        pytest.param("Dưới đây là toàn văn chỉ thị.", id="an editor's words"),
        pytest.param("Bạn: người cùng chí hướng.", id="one side only"),
    ],
)
def test_other_talk_stays(text: str) -> None:
    whole = Source(f"{DIRECTIVE}\n\n{text}")
    assert parts.split(whole, "tap") == [whole]


def test_keys_are_of_the_number_and_the_first_keeps_its_own() -> None:
    text = f"{DIRECTIVE}\n\n{DECISION}\n\n{DIRECTIVE}\n\n{DECISION}\n\n{TALK}"
    found = parts.split(Source(text, key="7"), "7")
    assert [part.key for part in found] == [
        *("7", "7-88-qd-ubnd", "7-05-ct-tu", "7-88-qd-ubnd-4", "7-5")
    ]


def test_headings_pages_and_noise_move_along() -> None:
    text = f"{DIRECTIVE}\n\n{DECISION}"
    at = text.index("QUYẾT ĐỊNH")
    whole = Source(text, title="Tập", pages=(0, 100, at), headings=(Heading(at, at + 10, 2),))
    first, second = parts.split(replace(whole, noise=((5, 9), (at, at + 10))), "tap")
    assert first.noise == ((5, 9),)
    assert [second.text[a:b] for a, b in second.noise] == ["QUYẾT ĐỊNH"]
    (heading,) = second.headings
    assert second.text[heading.start : heading.end] == "QUYẾT ĐỊNH"
    assert second.pages[2] == heading.start
    assert second.title is None


@settings(deadline=None)
@given(documents(most=5), documents(most=5))
def test_parts_are_slices_in_order_and_lose_no_word(before: str, after: str) -> None:
    text = f"{DIRECTIVE}\n\n{before}\n\n{DECISION}\n\n{after}"
    found = [part.text for part in parts.split(Source(text), "tap")]
    assert "".join("".join(found).split()) == "".join(text.split())


def test_the_rest_of_a_source_is_kept() -> None:
    source = Source(f"{DIRECTIVE}\n\n{DECISION}", key="7", title="Tập", origin="https://lamha.test")
    first, second = parts.split(source, "7")
    assert first == replace(source, text=DIRECTIVE)
    assert second.origin == source.origin
