"""Provisions as people type them, and where they stand in a text. The texts are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.locating import locate
from retrieval.provisions import find


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("khoản 2 điều 5 qd 83", ["khoản 2 Điều 5"]),
        ("điểm a khoản 1 Điều 7 NĐ 72/2025", ["điểm a khoản 1 Điều 7"]),
        ("Đ5 K2", ["khoản 2 Điều 5"]),
        ("dieu 5.2", ["khoản 2 Điều 5"]),
        ("dieu 5 khoan 2 diem đ", ["điểm đ khoản 2 Điều 5"]),
        ("chương II", ["chương II"]),
        ("muc 3 phan II", ["mục 3 phần II"]),
        ("phần thứ hai", ["phần 2"]),
        ("phụ lục I", ["phụ lục I"]),
        ("điều 5 và điều 7", ["Điều 5", "Điều 7"]),
        ("Điều 5, 7 và 9 luật dữ liệu", ["Điều 5", "Điều 7", "Điều 9"]),
        ("khoản 1, khoản 2 Điều 5", ["khoản 1 Điều 5", "khoản 2 Điều 5"]),
        ("Điều 5 khoản 1 và khoản 2", ["khoản 1 Điều 5", "khoản 2 Điều 5"]),
        ("điểm a, b khoản 1 điều 7", ["điểm a khoản 1 Điều 7", "điểm b khoản 1 Điều 7"]),
        ("điều 5 quy định mấy báo cáo viên", ["Điều 5"]),
        ("mức 3 triệu đồng", []),
        ("tài khoản 2", []),
        ("thời điểm 1/7/2025", []),
        ("diem o dau", []),
        ("chương trình 135", []),
        ("5 điểm, 70 phần trăm", []),
    ],
)
def test_what_people_type(question: str, expected: list[str]) -> None:
    assert [str(provision) for provision in find(question)] == expected


@given(st.integers(1, 199), st.integers(1, 30), st.sampled_from("abcdđeghiklm"))
def test_what_is_written_out_is_read_again(article: int, clause: int, point: str) -> None:
    said = f"điểm {point} khoản {clause} Điều {article}"
    (found,) = find(f"Theo {said} của quy định này thì sao?")
    assert str(found) == said


@given(st.text(max_size=80))
def test_any_text_is_read_and_places_lie_within(text: str) -> None:
    assert all(0 <= each.start < each.end <= len(text) for each in find(text))


REGULATION = """QUY ĐỊNH

VỀ KHO SÁCH XÃ

I- QUY ĐỊNH CHUNG

**Điều 1. Phạm vi**

Quy định này nói về kho sách.

II- QUẢN LÝ

Điều 2. Việc phải làm1. Giữ sách sạch.

2. Cho mượn sách:

a) Trong xã;

b) Ngoài xã:

- Có giấy;

- Có tiền cược.

đ) Ở trường.

1. Ngày 12 là ngày mở cửa.

3. Kiểm kê./.

Nơi nhận:

- Lưu VP.

T/M ỦY BAN

QUY CHẾ

KHO SÁCH

Điều

1. Giờ mở cửa

Mở từ sáng.

Điều 2. Giờ đóng cửa

Đóng lúc tối."""
AMENDING = """Điều 1. Sửa đổi một số điều

1. Sửa đổi, bổ sung Điều 5 như sau:

“Điều 5. Mượn sách

1. Ai cũng được mượn.

2. Mượn mười ngày.”

2. Bãi bỏ Điều 6.

Điều 2. Hiệu lực

Có hiệu lực từ ngày ký."""


def places(text: str, said: str) -> list[str]:
    (provision,) = find(said)
    return [text[start:end] for start, end in locate(text, provision).places]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("chương I", ["I- QUY ĐỊNH CHUNG\n\n**Điều 1. Phạm vi**\n\nQuy định này nói về "
                                  "kho sách."], id="a Party chapter"),
        pytest.param("khoản 1 Điều 2", ["1. Giữ sách sạch."], id="joined to a word"),
        pytest.param("điểm a khoản 2 Điều 2", ["a) Trong xã;"], id="point"),
        pytest.param("điểm b khoản 2 Điều 2", ["b) Ngoài xã:\n\n- Có giấy;\n\n- Có tiền cược."],
                     id="with what is under it"),
        pytest.param("điểm đ khoản 2 Điều 2", ["đ) Ở trường.\n\n1. Ngày 12 là ngày mở cửa."],
                     id="letters left out, a number that does not count on"),
        pytest.param("khoản 3 Điều 2", ["3. Kiểm kê./."], id="not the recipients"),
        pytest.param("Điều 1", ["Điều 1. Phạm vi**\n\nQuy định này nói về kho sách.",
                                "Điều\n\n1. Giờ mở cửa\n\nMở từ sáng."], id="of both documents"),
        pytest.param("Điều 9", [], id="none"),
    ],
)  # fmt: skip
def test_a_provision_is_exactly_its_text(said: str, expected: list[str]) -> None:
    assert places(REGULATION, said) == expected


def test_an_article_that_is_quoted_is_not_the_laws_own() -> None:
    assert places(AMENDING, "Điều 5") == []
    assert places(AMENDING, "khoản 2 Điều 1") == ["2. Bãi bỏ Điều 6."]
    assert places(AMENDING, "khoản 1 Điều 1")[0].endswith("2. Mượn mười ngày.”")


def test_where_it_is_not_its_neighbours_are_named() -> None:
    (provision,) = find("khoản 7 Điều 1")
    found = locate(AMENDING, provision)
    assert found.titles == ("1. Sửa đổi, bổ sung Điều 5 như sau:", "2. Bãi bỏ Điều 6.")
    (provision,) = find("Điều 7")
    assert locate(AMENDING, provision).titles == (
        "Điều 1. Sửa đổi một số điều",
        "Điều 2. Hiệu lực",
    )
