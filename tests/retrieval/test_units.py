"""What is quoted whole."""

import pytest

from retrieval.units import marker, units


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in units(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Câu một. Câu hai.", ["Câu một.", "Câu hai."], id="sentences"),
        pytest.param(
            "Điều 5. Số lượng\n\n1. Không quá 60 người.\n2. Từ 07 người.",
            ["Điều 5. Số lượng\n\n1. Không quá 60 người.", "2. Từ 07 người."],
            id="a heading goes with what it heads",
        ),
        pytest.param(
            "Các trường hợp sau:\na) Có đơn;\nb) Chuyển đi.\nCâu khác.",
            ["Các trường hợp sau:\na) Có đơn;\nb) Chuyển đi.", "Câu khác."],
            id="a lead-in goes with its items",
        ),
        pytest.param(
            "1. Gồm:\na) Một;\nb) Hai.\n2. Khoản khác.",
            ["1. Gồm:\na) Một;\nb) Hai.", "2. Khoản khác."],
            id="items of another kind end the list",
        ),
        pytest.param(
            "Nêu hai việc: Một là, làm. Hai là, học. Xong.",
            ["Nêu hai việc: Một là, làm. Hai là, học.", "Xong."],
            id="items in running text",
        ),
        pytest.param(
            "TỈNH ỦY LAM HÀ\nSố 03-CT/TU\nCHỈ THỊ\nThời gian qua, công tác này tốt.",
            ["TỈNH ỦY LAM HÀ\nSố 03-CT/TU\nCHỈ THỊ", "Thời gian qua, công tác này tốt."],
            id="a letterhead stands alone",
        ),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_an_enumeration_is_cut_before_it_grows_too_long() -> None:
    items = "\n".join(
        f"- Mục thứ {n} gồm nhiều chữ để cho dài thêm ra một chút nữa." for n in range(40)
    )

    first = pieces("Các việc sau:\n" + items)[0]

    assert 100 < len(first.split()) <= 170


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("a) Một", "letter"), ("- Một", "dash"), ("1. Một", "number"), ("(1) Một", "bracket"),
        ("Một là, làm", "ordinal"), ("Thứ hai, làm", "ordinal"), ("IV. Chương", None),
        ("Một năm sau", None), ("2026 là năm", None),
    ],
)  # fmt: skip
def test_markers(piece: str, expected: str | None) -> None:
    assert marker(piece) == expected
