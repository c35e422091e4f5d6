"""A question about a cell of a table is answered with its row, under the table's header."""

import pytest

from retrieval.library import Library

COLUMNS = "TT | Chỉ tiêu | Thực hiện năm 2025 | Năm 2028 | Năm 2030"


@pytest.mark.parametrize(
    ("question", "row"),
    [
        (
            "Chỉ tiêu hộ gia đình sử dụng internet cáp quang năm 2030 là bao nhiêu?",
            "4 | Hộ gia đình sử dụng internet cáp quang | 78% | 90% | 98%",
        ),
        (
            "ty le nguoi truong thanh co chu ky so nam 2028",
            "3 | Người trưởng thành có chữ ký số cá nhân | 18% | 40% | 60%",
        ),
    ],
)
def test_the_row_is_quoted_whole_with_its_header(library: Library, question: str, row: str) -> None:
    best = library.answer(question).citations[0]
    assert (best.quote, best.columns) == (row, COLUMNS)


@pytest.mark.parametrize(
    "question",
    [
        "tỷ lệ hộ gia đình có máy giặt năm 2030",
        "người trưởng thành nghiện thuốc lá năm 2028 là bao nhiêu",
        "hộ gia đình nghèo năm 2028 bao nhiêu phần trăm",
    ],
)
def test_a_row_about_something_else_gives_no_value(library: Library, question: str) -> None:
    assert not library.answer(question).citations
