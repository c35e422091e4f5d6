"""Any reference, however it is typed; and what is none."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.reference_table import GUARDED, KINDS, PARTY, YEARLY
from index.references import Reference, find
from index.text import fold

NUMBERS = st.integers(1, 1899).map(str)
YEARS = st.integers(1990, 2035).map(str)
STATE = ("CP", "TTg", "UBND", "HĐND", "BNV", "BTC", "BKHCN", "BGDĐT", "UBTVQH15", "QH15", "VPCP")
PARTIES = ("TW", "TU", "ĐU", "ĐUK", "VPTW", "VPTU", "BTGDVTW", "BTCTW", "BTGDVTU", "UBKTTW")


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """A reference in full, of any kind, with an issuer that is known."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    number = draw(NUMBERS)
    if kind in PARTY and draw(st.booleans()):
        return Reference(number, kind, draw(st.sampled_from(PARTIES)))
    dated = kind in YEARLY or draw(st.booleans())
    return Reference(number, kind, draw(st.sampled_from(STATE)), draw(YEARS) if dated else None)


@st.composite
def plenums(draw: st.DrawFn) -> Reference:
    session = f"{draw(st.integers(1, 15))}-{draw(st.sampled_from(('XI', 'XII', 'XIII', 'XIV')))}"
    return Reference(None, "NQ", "TW", session=session)


def only(text: str) -> Reference:
    (found,) = find(text)
    return found


@given(references() | plenums())
def test_its_canonical_form_is_read_as_itself(reference: Reference) -> None:
    found = only(str(reference))
    assert str(found) == str(reference)
    assert str(only(str(found))) == str(found)
    assert found.agrees(reference)
    assert found.key == reference.key


@given(references())
def test_in_a_sentence_too(reference: Reference) -> None:
    assert str(only(f"Thực hiện văn bản số {reference} ngày 09/02/2026, xã báo cáo.")) == str(
        reference
    )


NOISE = {
    "no accents": fold,
    "small letters": str.lower,
    "capitals": str.upper,
    "en dash": lambda text: text.replace("-", "–"),
    "spaces round the dash": lambda text: text.replace("-", " - "),
    "a line break": lambda text: text.replace("-", "-\n"),
    "l for 1": lambda text: re.sub(r"^1(?=\d)", "l", text),
    "O for 0": lambda text: re.sub(r"(?<=\d)0(?=[/-])", "O", text),
}


@pytest.mark.parametrize("noise", sorted(NOISE))
@given(reference=references())
def test_noise_does_not_hide_it(noise: str, reference: Reference) -> None:
    found = only(NOISE[noise](str(reference)))
    assert found.agrees(reference)
    assert (found.number, found.year) == (only(str(reference)).number, reference.year)


@given(references())
def test_spaces_for_slashes(reference: Reference) -> None:
    assume(reference.kind not in GUARDED)
    assert only(re.sub("[/-]", " ", str(reference)).lower()).agrees(reference)


@given(references())
def test_glued(reference: Reference) -> None:
    assume(reference.kind not in GUARDED and reference.year is None)
    for typed in (
        f"{reference.number}{reference.kind}{reference.issuer}",
        f"{reference.kind}{reference.number}{reference.issuer}",
    ):
        assert only(fold(typed)).agrees(reference)


@given(references())
def test_the_name_of_its_kind_and_no_issuer(reference: Reference) -> None:
    for name in KINDS[str(reference.kind)]:
        for typed in (f"{name} {reference.number}", f"{name} số {reference.number} nói gì"):
            assert only(typed).agrees(reference)
        if reference.year:
            assert only(f"{name} {reference.number}/{reference.year}").agrees(reference)


@pytest.mark.parametrize(
    "typed",
    [
        *("NQTW4 khóa XII", "nq tw 4 (khóa 12)", "nghị quyết trung ương bốn khóa XII"),
        "Nghị quyết Hội nghị lần thứ tư BCHTW Đảng khóa XII",
        "Nghị quyết Hội nghị Trung ương lần thứ tư khoá XII",
        "nghi quyet hoi nghi lan thu 4 ban chap hanh trung uong dang khoa xii",
    ],
)
def test_a_plenum_in_many_wordings(typed: str) -> None:
    assert str(only(typed)) == "Nghị quyết Trung ương 4 khóa XII"


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("nq57tw", "57-NQ/TW"),
        ("57nqtw", "57-NQ/TW"),
        ("30 2020 nđ cp", "30/2020/NĐ-CP"),
        ("Nghị định 30 năm 2020", "30/2020/NĐ"),
        ("Nghị định số 30 ngày 05/3/2020", "30/2020/NĐ"),
        ("thong tu 22 bo noi vu", "22/TT-BNV"),
        ("QĐ 2623 thủ tướng", "2623/QĐ-TTg"),
        ("QĐ 2579 của UBND Cần Thơ", "2579/QĐ-UBND"),
        ("Chỉ thị 05 của Bộ Chính trị", "05-CT/TW"),
        ("HD 36 ban tuyên giáo dân vận TW", "36-HD/BTGDVTW"),
        ("126-kl-tw-cua-bo-chinh-tri", "126-KL/TW"),
    ],
)
def test_what_people_type(typed: str, canonical: str) -> None:
    assert str(only(typed)) == canonical


def test_an_annex_is_kept_with_its_document() -> None:
    found = only("Phụ lục I kèm theo Nghị định số 30/2020/NĐ-CP")
    assert (str(found), found.annex) == ("30/2020/NĐ-CP", "I")


PLAIN = st.one_of(
    st.dates().map(lambda day: f"ngày {day:%d/%m/%Y}"),
    st.dates().map(lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}"),
    st.integers(1, 10**10).map(lambda amount: f"{amount:,} đồng".replace(",", ".")),
    st.integers(10**8, 10**9 - 1).map(lambda digits: f"điện thoại 0{digits}"),
    st.times().map(lambda time: f"lúc {time:%H:%M}"),
    st.times().map(lambda time: f"{time.hour} giờ {time.minute} phút"),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda pair: f"{pair[0]}/{pair[1]} xã"),
    st.integers(1, 300).map(lambda article: f"Điều {article} khoản 2"),
    st.integers(1, 99).map(lambda count: f"kế hoạch {count} năm"),
    st.integers(1990, 2040).map(lambda year: f"kế hoạch {year}, giai đoạn {year}-{year + 5}"),
    st.integers(1, 999).map(lambda count: f"tối đa {count} ảnh"),
    st.floats(0, 100).map(lambda share: f"đạt {share:.2f}%".replace(".", ",")),
)


@given(st.lists(PLAIN, max_size=5))
def test_dates_amounts_times_and_telephones_are_none(parts: list[str]) -> None:
    assert find("; ".join(parts)) == []
