"""Tables of which a crawler wrote every cell in a line of its own."""

from pathlib import Path

import pytest

from index.readers import markdown, torn


def lines(*rows: str) -> str:
    """Rows "a; b; c" as crawlers tear them; "" is an empty cell."""
    return "\n".join(
        "|\n" + "".join(f"{c}\n|\n" if c else "|\n" for c in r.split(";")) for r in rows
    )


def text(markup: str) -> list[str]:
    lines = markdown.parse(markup.replace("\n\n|", "\n|"), Path("a.md")).text.split("\n")
    return [line for line in lines if line]


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        pytest.param(
            ["TT;Xã;Mức", "1;Bình Trạch;80", "2;Tân Khê;75"],
            ["TT | Xã | Mức", "1 | Bình Trạch | 80", "2 | Tân Khê | 75"],
            id="plain",
        ),
        pytest.param(
            ["TT;Xã;Mức;Ghi chú", "1;Bình Trạch;80;", "2;Tân Khê;75;", "3;Hồ Nam;;mới"],
            [
                "TT | Xã | Mức | Ghi chú",
                "1 | Bình Trạch | 80",
                "2 | Tân Khê | 75",
                "3 | Hồ Nam |  | mới",
            ],
            id="empty cells",
        ),
        pytest.param(
            ["TT;Nhiệm vụ;Chủ trì;Xong", "I;Thể chế", "1;Soát quy chế;Sở Nội vụ;Quý I"],
            [
                "TT | Nhiệm vụ | Chủ trì | Xong",
                "I | Thể chế",
                "1 | Soát quy chế | Sở Nội vụ | Quý I",
            ],
            id="a group that spans columns",
        ),
    ],
)
def test_rows_are_lines(rows: list[str], read: list[str]) -> None:
    around = f"Mức như sau:\n\n{lines(*rows)}\n\nHết bảng.\n"
    assert text(around) == ["Mức như sau:", *read, "Hết bảng."]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(["**TỈNH ỦY LAM HÀ**;**ĐẢNG CỘNG SẢN VIỆT NAM**", "Số 12;Lam Hà"], id="head"),
        pytest.param(["Nơi nhận:;T/M", "- Như trên;BÍ THƯ", "- Lưu;Hồ Văn Lam"], id="foot"),
        pytest.param(["Một cột", "một cột", "một cột"], id="one column"),
    ],
)
def test_letterheads_and_signatures_stay_as_they_were(rows: list[str]) -> None:
    markup = lines(*rows).replace("\n\n|", "\n|")
    assert torn.whole(markup) == markup


def test_bars_that_never_end_are_left_alone() -> None:
    markup = "|\n" * 7 + "Chữ ở cuối"
    assert torn.whole(markup) == markup
    assert torn.whole("|\n" * 8 + "\nsau bảng") == "|\n" * 8 + "\nsau bảng"
