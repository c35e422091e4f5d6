"""Enumerations, complete and in order. The texts are invented."""

import pytest

from retrieval.lists import read


def items(text: str, lead: str) -> list[str]:
    found = [each for each in read(text) if text[slice(*each.lead)].startswith(lead)]
    return [text[start:end] for start, end in found[0].items] if found else []


NESTED = """III. NHIỆM VỤ

1. Sách

- Mua sách;

- Bọc sách.

Ngoài ra, gồm các việc sau:

- Quét nhà.

- Lau bàn.

2. Báo

Nêu ba việc: Một là, đặt báo. Hai là, phát báo. Ba là, lưu báo.

3. Loa

Quy trình gồm các bước sau:

Bước 1. Kê khai;

Bước 2. Thẩm định.
"""


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param("III.", ["1.", "2.", "3."], id="not mixed with what is under them"),
        pytest.param("1. Sách", ["- Mua sách;", "- Bọc sách."], id="dashes under a heading"),
        pytest.param(
            "Quy trình", ["Bước 1. Kê khai;", "Bước 2. Thẩm định."], id="steps of a procedure"
        ),
        pytest.param("Ngoài ra", ["- Quét nhà.", "- Lau bàn."], id="a second lead-in"),
        pytest.param(
            "Nêu ba việc:",
            ["Một là, đặt báo.", "Hai là, phát báo.", "Ba là, lưu báo."],
            id="in one paragraph",
        ),
    ],
)
def test_the_items_of_a_list(lead: str, expected: list[str]) -> None:
    found = items(NESTED, lead)
    assert len(found) == len(expected)
    assert all(item.startswith(said) for item, said in zip(found, expected, strict=True))


def test_one_item_is_no_list_and_items_without_a_lead_in_are_none() -> None:
    assert not read("Gồm:\n- Một việc.")
    assert not read("Chữ không dẫn vào gì cả, chỉ là một câu.\n- Một.\n- Hai.")
