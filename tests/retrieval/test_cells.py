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
