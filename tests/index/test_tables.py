"""Tables: what is one, what heads its rows, how passages hold them."""

import pytest

from index import chunking, tables
from index.intake import draft
from index.types import Source

SUPPORT = """Điều 3. Mức hỗ trợ

Mức hỗ trợ theo Phụ lục kèm theo Quyết định này.

PHỤ LỤC
MỨC HỖ TRỢ XÂY DỰNG, SỬA CHỮA NHÀ Ở
(Đơn vị tính: triệu đồng)

STT | Đối tượng | Mức hỗ trợ |
| | Xây mới | Sửa chữa
(1) | (2) | (3) | (4)
I | Khu vực miền núi | |
1 | Hộ nghèo | 60 | 30
2 | Hộ cận nghèo | 40 | 20
II | Khu vực đồng bằng | |
1 | Hộ nghèo | 50 | 25

Nơi nhận: | TM. ỦY BAN NHÂN DÂN
- Như trên | CHỦ TỊCH
"""


def lines(text: str, *spans: tuple[int, int]) -> list[str]:
    return [text[a:b] for a, b in spans]


def test_a_row_knows_caption_columns_and_group() -> None:
    (table,) = tables.find(SUPPORT)
    assert SUPPORT[table.start :].startswith("STT |")
    assert SUPPORT[table.body :].startswith("I | Khu vực miền núi")
    assert SUPPORT[: table.end].endswith("1 | Hộ nghèo | 50 | 25")
    assert lines(SUPPORT, *table.over(SUPPORT.index("2 | Hộ cận"))) == [
        "MỨC HỖ TRỢ XÂY DỰNG, SỬA CHỮA NHÀ Ở\n(Đơn vị tính: triệu đồng)",
        "STT | Đối tượng | Mức hỗ trợ |\n| | Xây mới | Sửa chữa",
        "I | Khu vực miền núi | |",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "TỈNH ỦY LAM HÀ | ĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-NQ/TU | ngày 2 tháng 3\n* | x",
            id="a letterhead",
        ),
        pytest.param(
            "Nơi nhận: | TM. TỈNH ỦY\n- Như trên | BÍ THƯ\n- Lưu | Lê A", id="a signature"
        ),
        pytest.param("Tên viết tắt | VMA\nTrụ sở | 68 Bà Triệu\nLoại | Hội", id="names and values"),
        pytest.param("Tiền lương | = | Lương tháng | x | Số tháng", id="a formula"),
        pytest.param("Một dòng có | thanh đứng\n\nRồi dòng khác | nữa", id="no rows together"),
    ],
)
def test_what_nothing_heads_is_no_table(text: str) -> None:
    assert tables.find(text) == ()


def test_passages_hold_whole_rows_and_carry_what_heads_them() -> None:
    rows = "\n".join(
        f"{n} | Xã số {n} của huyện Thượng Hồ | {n}00 triệu đồng" for n in range(1, 40)
    )
    text = f"DANH MỤC HỖ TRỢ CÁC XÃ\n\nTT | Đơn vị | Kinh phí\n{rows}\n\nNhư vậy là hết."
    spans = chunking.split(text)
    first, *others, last = spans
    assert text[first.start :].startswith("DANH MỤC HỖ TRỢ CÁC XÃ")
    assert first.context == last.context == ""
    assert len(others) > 2
    for span in others:
        assert span.context == "DANH MỤC HỖ TRỢ CÁC XÃ\nTT | Đơn vị | Kinh phí"
        assert text[span.start - 1] == text[span.end] == "\n"


def test_a_passage_knows_its_clauses() -> None:
    long = " ".join(["Ủy ban nhân dân xã bố trí kho lưu trữ theo quy định"] * 12)
    opening = "Điều 1. Phạm vi\n\nNhư sau.\n\nĐiều 2. Lưu trữ"
    text = f"{opening}\n\n1. {long}.\n\n2. {long}:\n\na) {long};\n\nb) Khác."
    found = [(span.section, span.place) for span in draft("x", Source(text)).spans]
    assert ("Điều 2. Lưu trữ", "khoản 1") in found
    assert ("Điều 2. Lưu trữ", "khoản 2") in found
