"""The grammar of document numbers: what is one, and what it is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.references import KINDS, find
from index.text import fold


def named(text: str) -> list[str]:
    return [str(reference) for reference in find(text)]


@pytest.mark.parametrize(
    "number",
    [
        *("57-NQ/TW", "05-CT/TW", "126-KL/TW", "339-QĐ/TW", "251-KH/TU", "10-HD/BTGDVTU"),
        *("96-CV/VPTU", "02-NQ/ĐUK", "749/QĐ-TTg", "30/2020/NĐ-CP", "60/2024/QH15"),
        *("1656/NQ-UBTVQH15", "01/VBHN-VPQH", "45/KH-UBND", "15-TB/VPTU", "66.16/2026/NQ-CP"),
    ],
)
class TestFullNumber:
    def test_is_its_own_canonical_form(self, number: str) -> None:
        assert named(number) == [number]

    def test_in_a_sentence(self, number: str) -> None:
        text = f"Thực hiện Nghị quyết số {number}, ngày 09/02/2026 của Ban Thường vụ."
        (reference,) = find(text)
        assert str(reference) == number
        assert number in reference.text
        assert reference.text == text[reference.start : reference.end]

    def test_without_accents_and_in_small_letters(self, number: str) -> None:
        (typed,), (printed,) = find(fold(number)), find(number)
        assert typed.agrees(printed)
        assert typed.key == printed.key

    def test_with_a_dash_as_printers_set_it(self, number: str) -> None:
        assert named(number.replace("-", "–")) == [number]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("NQ57", "57-NQ/TW"),
        ("NQ 57", "57-NQ/TW"),
        ("nq 57 tw", "57-NQ/TW"),
        ("nghi quyet 57 nq tw", "57-NQ/TW"),
        ("nghị quyết số 57", "57-NQ/TW"),
        ("57 nq tw", "57-NQ/TW"),
        ("57-NQ", "57-NQ/TW"),
        ("CT05", "05-CT/TW"),
        ("chỉ thị 5", "05-CT/TW"),
        ("chi thi so 05", "05-CT/TW"),
        ("QĐ 749", "749/QĐ-TTg"),
        ("quyet dinh 749 ttg", "749/QĐ-TTg"),
        ("nd 30/2020", "30/2020/NĐ-CP"),
        ("nghị định 30", "30/2020/NĐ-CP"),
        ("kế hoạch 45 ubnd", "45/KH-UBND"),
    ],
)
def test_what_people_type_agrees_with_what_is_printed(typed: str, printed: str) -> None:
    (asked,), (said,) = find(typed), find(printed)
    assert asked.agrees(said)
    assert asked.key == said.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("57-NQ/TW", "58-NQ/TW"),
        ("57-NQ/TW", "57-CT/TW"),
        ("57-NQ/TW", "57-NQ/TU"),
        ("30/2020/NĐ-CP", "30/2021/NĐ-CP"),
        ("nghị quyết trung ương 4 khóa XII", "nghị quyết trung ương 4 khóa XI"),
        ("nghị quyết trung ương 4 khóa XII", "04-NQ/TW"),
    ],
)
def test_different_documents_do_not_agree(one: str, other: str) -> None:
    (first,), (second,) = find(one), find(other)
    assert not first.agrees(second)


@pytest.mark.parametrize(
    "typed",
    [
        "nghị quyết trung ương 4 khóa XII",
        "nghi quyet trung uong 4 khoa xii",
        "NQ TW 4 khóa XII",
        "Nghị quyết Hội nghị lần thứ 4 Ban Chấp hành Trung ương Đảng khóa XII",
    ],
)
def test_a_resolution_named_by_its_plenum(typed: str) -> None:
    assert named(typed) == ["Nghị quyết Trung ương 4 khóa XII"]


def test_years_are_no_plenum() -> None:
    assert not any(ref.session for ref in find("nghị quyết Trung ương 5 năm qua"))


@pytest.mark.parametrize(
    "text",
    [
        "ngày 09/02/2026",
        "ngày 09-02-2026, tháng 8/2024, quý IV/2021",
        "18 tỷ đồng, 300.000 đồng/tổ/tháng, 1.012/1.036 thôn",
        "điện thoại 0912 345 678 hoặc (024) 3825-1234",
        "kế hoạch 5 năm và báo cáo 6 tháng",
        "kế hoạch 2026",
        "đạt 96,44%, tăng 2,2 điểm",
        "trực 24/24 giờ, 64/74 xã, phường",
        "số 2 đường Bến Hồ, số máy lẻ 116",
        "từ 7 giờ 30 đến 11 giờ",
        "chỉ thị, nghị quyết của Đảng",
    ],
)
def test_dates_amounts_and_telephones_are_no_references(text: str) -> None:
    assert named(text) == []


def test_several_in_one_sentence_keep_their_order() -> None:
    text = "Nghị quyết 12-NQ/TU thay Nghị quyết số 07-NQ/TU; xem Kế hoạch 45/KH-UBND."
    assert named(text) == ["12-NQ/TU", "07-NQ/TU", "45/KH-UBND"]


NUMBERS = st.integers(1, 9999).map(str)
CODES = st.sampled_from(sorted(KINDS))
ISSUERS = st.sampled_from(("TW", "TU", "ĐUK", "VPTU", "UBND", "TTg", "CP", "BNV", "HĐND"))
YEARS = st.integers(1990, 2035).map(str)


class TestAnyReference:
    @given(NUMBERS, CODES, ISSUERS)
    def test_its_canonical_form_is_stable(self, number: str, code: str, issuer: str) -> None:
        (first,) = find(f"{number}-{code}/{issuer}")
        (again,) = find(str(first))
        assert str(again) == str(first)
        assert again.agrees(first)

    @given(NUMBERS, YEARS, CODES, ISSUERS)
    def test_also_with_a_year(self, number: str, year: str, code: str, issuer: str) -> None:
        if len(number) > 4:
            return
        (first,) = find(f"{number}/{year}/{code}-{issuer}")
        assert (first.year, first.kind) == (year, code)
        assert named(str(first)) == [str(first)]

    @given(st.text(st.sampled_from("NQCTĐHDKLTWU 0123456789-/–.nqctw\n")))
    def test_spans_lie_apart_and_say_what_stands_there(self, typed: str) -> None:
        end = 0
        for reference in find(typed):
            assert end <= reference.start < reference.end
            assert reference.text == typed[reference.start : reference.end]
            assert str(reference)
            assert reference.key
            end = reference.end


@pytest.mark.parametrize(
    "place", ["Hà Tĩnh", "hà nội", "Đồng Nai", "dong thap", "Nam Định", "da nang", "tỉnh Lai Châu"]
)
def test_a_province_behind_a_number_is_no_measure(place: str) -> None:
    assert [str(ref) for ref in find(f"điều 2 kế hoạch 45 {place} nói gì")] == ["KH 45"]


@pytest.mark.parametrize(
    "text", ["kế hoạch 5 năm định hướng", "dự án 45 ha nam sông Lam", "quyết định 20 đồng"]
)
def test_a_measure_is_no_province(text: str) -> None:
    assert not find(text)
