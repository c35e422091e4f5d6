"""What is quoted whole."""

import pytest

from retrieval.units import marker, units


def pieces(text: str) -> list[str]:
    return [text[unit.start : unit.end] for unit in units(text, 0, len(text))]


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
            "TỈNH ỦY LAM HÀ\nSố 03-CT/TU\nCHỈ THỊ\nThời gian qua, công tác này tốt.",
            ["TỈNH ỦY LAM HÀ\nSố 03-CT/TU\nCHỈ THỊ", "Thời gian qua, công tác này tốt."],
            id="a letterhead stands alone",
        ),
        pytest.param(
            "| 1 | Xây kho | 40 m2 |\n| 2 | Mua giá | 10 chiếc |",
            ["| 1 | Xây kho | 40 m2 |", "| 2 | Mua giá | 10 chiếc |"],
            id="rows with bars",
        ),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Các trường hợp sau:\na) Có đơn;\nb) Chuyển đi.\nCâu khác.",
            [("a) Có đơn;", ["Các trường hợp sau:"]), ("b) Chuyển đi.", ["Các trường hợp sau:"]),
             ("Câu khác.", [])],
            id="items depend on their lead-in",
        ),
        pytest.param(
            "1. Gồm:\na) Một:\n- Điểm;\nb) Hai.\n2. Khoản khác.",
            [("a) Một:", ["1. Gồm:"]), ("- Điểm;", ["1. Gồm:", "a) Một:"]),
             ("b) Hai.", ["1. Gồm:"]), ("2. Khoản khác.", [])],
            id="lists within lists",
        ),
        pytest.param(
            "Nêu hai việc: Một là, làm. Hai là, học. Thêm.",
            [("Hai là, học.", ["Nêu hai việc:"]), ("Thêm.", ["Nêu hai việc:"])],
            id="items in running text",
        ),
        pytest.param(
            "TT\n\nTên\n\nMức\n\n1\n\nTổ trưởng\n\n300.000\n\n2\n\nTổ viên\n\n200.000\n\nHết.",
            [("1\n\nTổ trưởng\n\n300.000", ["TT\n\nTên\n\nMức"]),
             ("2\n\nTổ viên\n\n200.000", ["TT\n\nTên\n\nMức"]), ("Hết.", [])],
            id="rows of which every cell is a line",
        ),
    ],
)  # fmt: skip
def test_what_units_depend_on(text: str, expected: list[tuple[str, list[str]]]) -> None:
    found = units(text, 0, len(text))
    assert [(text[u.start : u.end], [text[a:b] for a, b in u.leads]) for u in found[1:]] == expected


def test_the_lead_in_of_an_item_may_stand_before_its_passage() -> None:
    text = "Hỗ trợ các mức sau:\na) Xã: 5 triệu;\nb) Thôn: 2 triệu."
    (unit,) = units(text, text.index("b)"), len(text))
    assert [text[a:b] for a, b in unit.leads] == ["Hỗ trợ các mức sau:"]


def test_a_sentence_of_four_hundred_words_is_quoted_by_its_clauses() -> None:
    clause = "tỉnh giao xã lập kế hoạch, bố trí người, kinh phí và báo cáo kết quả hằng quý; "
    found = pieces("Trong năm, " + clause * 25 + "hết.")
    assert len(found) > 10
    assert max(len(piece.split()) for piece in found) < 60


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
