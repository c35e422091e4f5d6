"""A rephrased sentence stays only when all it says stands in what it cites."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import grounding
from retrieval.grounded_words import DENYING
from retrieval.grounding import Fault, fault, kept, markers, split
from tests.retrieval.cited import CITATIONS, CITED, MONEY, STORE, citation


@pytest.mark.parametrize(
    "sentence",
    [
        "Kho lưu trữ có diện tích tối thiểu 40 m2 [1].",
        "Theo Chỉ thị số 03-CT/TU, mỗi xã bố trí kho có diện tích tối thiểu 40 m2 [1].",
        "Mỗi xã, phường bố trí ít nhất 1 công chức làm công tác lưu trữ. [1]",
        "Nghị quyết 12-NQ/TU ngày 18 tháng 3 năm 2026 nêu tổng nhu cầu là 420 tỷ đồng [2].",
        "Sở Tài chính trình trước ngày 5 tháng 3 năm 2026 [2].",
        "Sở Tài chính trình Ủy ban nhân dân tỉnh Lam Hà trước ngày 5/3/2026 [2].",
        "Đồng chí Trần Văn Mẫu chỉ đạo thực hiện [2].",
        "Tổng nhu cầu giai đoạn 2026-2030 là 420 tỷ đồng; kho có diện tích tối thiểu 40 m2 [1][2].",
        "Không sử dụng kho lưu trữ vào việc khác, trừ trường hợp khẩn cấp [1].",
        "- Điều 10 của Nghị quyết về chuyển đổi số nêu tổng nhu cầu 420 tỷ đồng [2].",
    ],
)
def test_a_faithful_sentence_stands(sentence: str) -> None:
    stand, faults = kept(sentence, CITATIONS)
    assert (len(stand), faults) == (1, [])


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Kho lưu trữ có diện tích tối thiểu 40 m2.", Fault.NO_MARKER),
        ("Kho lưu trữ có diện tích tối thiểu 40 m2 (1).", Fault.NO_MARKER),
        ("Kho lưu trữ có diện tích tối thiểu 40 m2 [3].", Fault.UNKNOWN_MARKER),
        ("Kho lưu trữ có diện tích tối thiểu 40 m2 [1][9].", Fault.UNKNOWN_MARKER),
        ("Kho lưu trữ có diện tích tối thiểu 40 m2 [0].", Fault.UNKNOWN_MARKER),
        # the right number under the wrong marker
        ("Kho lưu trữ có diện tích tối thiểu 40 m2 [2].", Fault.FIGURE),
        # numbers
        ("Kho lưu trữ có diện tích tối thiểu 45 m2 [1].", Fault.FIGURE),
        ("Kho lưu trữ có diện tích tối thiểu bốn mươi m2 [1].", Fault.FIGURE),
        ("Kho lưu trữ có diện tích tối thiểu 40 ha [1].", Fault.FIGURE),
        ("Kho lưu trữ có diện tích tối thiểu -40 m2 [1].", Fault.FIGURE),
        ("Kho lưu trữ có diện tích tối thiểu ４０ m2 [1].", Fault.FIGURE),
        ("Kho lưu trữ có diện tích tối đa 40 m2 [1].", Fault.FIGURE),
        ("Kho lưu trữ có diện tích 40 m2 [1].", Fault.FIGURE),
        ("Tổng nhu cầu là 420 đồng [2].", Fault.FIGURE),
        ("Tổng nhu cầu là 420 tỷ [2].", Fault.FIGURE),
        ("Tổng nhu cầu là 420 triệu đồng [2].", Fault.FIGURE),
        ("Tổng nhu cầu là 420% [2].", Fault.FIGURE),
        ("Tổng nhu cầu là 840 tỷ đồng, trong đó có 420 tỷ đồng [2].", Fault.FIGURE),
        # a number that stands there, but of something else
        ("Tổng nhu cầu là 12 tỷ đồng [2].", Fault.FIGURE),
        ("Tổng nhu cầu là 10 xã [2].", Fault.FIGURE),
        # dates
        ("Sở Tài chính trình trước ngày 06/3/2026 [2].", Fault.FIGURE),
        ("Sở Tài chính trình trước ngày 3/5/2026 [2].", Fault.FIGURE),
        ("Sở Tài chính trình trước tháng 3 năm 2026 [2].", Fault.FIGURE),
        ("Sở Tài chính trình sau ngày 05/3/2026 [2].", Fault.FIGURE),
        ("Sở Tài chính trình ngày 05/3/2026 [2].", Fault.FIGURE),
        # document numbers
        ("Thực hiện Chỉ thị số 04-CT/TU [2].", Fault.REFERENCE),
        ("Thực hiện Chỉ thị số 03-CT/TW [2].", Fault.REFERENCE),
        ("Nghị quyết 12-NQ/TU nêu tổng nhu cầu là 420 tỷ đồng [1][2], 57-NQ/TW.", Fault.REFERENCE),
        # names
        ("Đồng chí Trần Văn Mậu chỉ đạo thực hiện [2].", Fault.NAME),
        ("Đồng chí Nguyễn Văn Mẫu chỉ đạo thực hiện [2].", Fault.NAME),
        ("Nguyễn Văn Mẫu chỉ đạo thực hiện [2].", Fault.NAME),
        ("Sở Nội vụ trình Ủy ban nhân dân tỉnh [2].", Fault.NAME),
        ("Sở Tài chính trình HĐND tỉnh [2].", Fault.NAME),
        # what denies
        ("Sử dụng kho lưu trữ vào việc khác, trừ trường hợp khẩn cấp [1].", Fault.DENIAL),
        ("Không sử dụng kho lưu trữ vào việc khác [1].", Fault.DENIAL),
        ("Mỗi xã, phường không bố trí kho lưu trữ [1].", Fault.DENIAL),
        ("Đồng chí Trần Văn Mẫu chưa chỉ đạo thực hiện [2].", Fault.DENIAL),
        ("Mỗi xã, phường khong bố trí kho lưu trữ [1].", Fault.DENIAL),
        # what bends
        ("Mỗi xã, phường phải bố trí kho lưu trữ [1].", Fault.WEIGHT),
        ("Mỗi xã, phường có thể bố trí kho lưu trữ [1].", Fault.WEIGHT),
        ("Tổng nhu cầu giai đoạn tăng [2].", Fault.WEIGHT),
        # anything else
        ("Mỗi xã, phường bố trí kho lưu trữ ở https://example.com/kho [1].", Fault.ADDRESS),
        ("Mỗi xã, phường bố trí kho lưu trữ: nhắn @luutru [1].", Fault.ADDRESS),
        ("Đồng chí vừa từ chức vì tham nhũng [2].", Fault.WORDING),
        ("Là và của các [1].", Fault.WORDING),
    ],
)
def test_an_unfaithful_sentence_goes(sentence: str, why: Fault) -> None:
    assert fault(sentence, CITED) is why


def test_the_other_sentences_stay_in_order_and_once() -> None:
    text = (
        "Đây là câu trả lời:\n"
        "1. Tổng nhu cầu là 420 tỷ đồng. [2] Kho có diện tích tối thiểu 40 m2. [1]\n"
        "* Kho có diện tích tối thiểu 41 m2 [1].\n"
        "Tổng nhu cầu là 420 tỷ đồng [2]."
    )
    stand, faults = kept(text, CITATIONS)
    assert stand == ["Tổng nhu cầu là 420 tỷ đồng [2].", "Kho có diện tích tối thiểu 40 m2 [1]."]
    assert faults == [Fault.NO_MARKER, Fault.FIGURE]


def test_markers_are_read_in_the_forms_models_write() -> None:
    assert markers("a [1][2], b [2, 3] c [ 4 ].") == [1, 2, 3, 4]
    assert split("A là 5.[1][2] B là 6 [3].") == ["A là 5 [1][2].", "B là 6 [3]."]


def test_number_words_of_the_source_stand_and_others_do_not() -> None:
    cited = {1: citation(1, "Đoàn gồm hai mươi đại biểu, họp năm ngày, mỗi năm hai lần.")}
    assert fault("Đoàn gồm hai mươi đại biểu [1].", cited) is None
    for wrong in ("20 đại biểu", "hai mươi mốt đại biểu", "mười đại biểu", "năm đại biểu"):
        assert fault(f"Đoàn gồm {wrong} [1].", cited) is Fault.FIGURE
    assert fault("Đoàn họp mỗi năm năm lần [1].", cited) is Fault.FIGURE


def test_a_number_stays_with_what_it_was_said_of() -> None:
    quote = "Xã Lam Giang bố trí 40 m2, xã Thượng Hồ bố trí 60 m2; cả huyện phải nộp 5 bộ hồ sơ."
    cited = {1: citation(1, quote)}
    assert fault("Xã Lam Giang bố trí 40 m2 [1].", cited) is None
    assert fault("Xã Thượng Hồ bố trí 60 m2 [1].", cited) is None
    assert fault("Cả huyện phải nộp 5 bộ hồ sơ [1].", cited) is None
    assert fault("60 m2 là của xã Lam Giang [1].", cited) is Fault.FIGURE
    assert fault("Xã Lam Giang 60 m2 [1].", cited) is Fault.FIGURE
    assert fault("Cả huyện nộp 40 m2 [1].", cited) is Fault.FIGURE
    assert fault("Xã Thượng Hồ phải bố trí 60 m2 [1].", cited) is Fault.WEIGHT


# --- properties --------------------------------------------------------------------------------

amounts = st.integers(2, 9_999)
nouns = st.sampled_from(["xã", "phường", "kho", "công chức", "lớp", "đại biểu"])
names = st.sampled_from(["Lam Giang", "Thượng Hồ", "Trần Văn Mẫu", "Sở Tài chính", "UBND"])
verbs = st.sampled_from(["bố trí", "mở", "bàn giao", "kiểm tra", "không bố trí", "chưa bàn giao"])


@st.composite
def statements(draw: st.DrawFn) -> str:
    amount, noun, name = draw(amounts), draw(nouns), draw(names)
    day = draw(st.dates())
    ends = draw(
        st.sampled_from(["", f" vào ngày {day.day}/{day.month}/{day.year:04}", " trong kỳ"])
    )
    return f"Đơn vị {name} {draw(verbs)} {amount} {noun}{ends}."


@settings(deadline=None)
@given(st.lists(statements(), min_size=1, max_size=4))
def test_a_verbatim_sentence_stands(quoted: list[str]) -> None:
    cited = {1: citation(1, " ".join(quoted))}
    for sentence in quoted:
        denied = [s for s in quoted if DENYING & set(s.split())]
        if len(quoted) == 1 or not denied:
            assert fault(f"{sentence} [1]", cited) is None


@settings(deadline=None)
@given(statements(), amounts)
def test_a_changed_number_goes(said: str, other: int) -> None:
    changed = re.sub(r"\d+", str(other), said, count=1)
    known = {int(digits) for digits in re.findall(r"\d+", said)}
    cited = {1: citation(1, said, number=None, title="Báo cáo", section="")}
    if other not in known | {18, 3, 2026}:
        assert fault(f"{changed} [1]", cited) is Fault.FIGURE


@settings(deadline=None)
@given(statements(), st.sampled_from(sorted(DENYING)), st.data())
def test_an_added_denial_goes(said: str, word: str, data: st.DataObject) -> None:
    words = said.split()
    words.insert(data.draw(st.integers(1, len(words) - 1)), word)
    assert fault(" ".join(words) + " [1]", {1: citation(1, said)}) is not None


@settings(deadline=None)
@given(statements())
def test_a_dropped_denial_goes(said: str) -> None:
    bare = " ".join(word for word in said.split() if word not in DENYING)
    if bare != said:
        assert fault(f"{bare} [1]", {1: citation(1, said)}) is Fault.DENIAL


@settings(deadline=None)
@given(statements(), st.sampled_from(["Đỗ Khả", "Kon Rạch", "BTGDVX", "Phạm Thị Dụ"]), st.data())
def test_an_added_name_goes(said: str, name: str, data: st.DataObject) -> None:
    words = said.split()
    words.insert(data.draw(st.integers(1, len(words) - 1)), name)
    assert fault(" ".join(words) + " [1]", {1: citation(1, said)}) is not None


soup = st.lists(
    st.one_of(
        st.sampled_from([*STORE.split(), *MONEY.split(), "[1]", "[2]", "[3]", "\n", "không", "%"]),
        st.integers(0, 10**6).map(str),
        st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year:04}"),
        st.text(max_size=4),
    ),
    max_size=14,
).map(" ".join)


@settings(deadline=None)
@given(soup)
def test_whatever_stands_has_its_markers_and_only_numbers_of_its_sources(text: str) -> None:
    stand, _ = kept(text, CITATIONS)
    for sentence in stand:
        marked = markers(sentence)
        assert marked and set(marked) <= set(CITED)
        shown = "".join(
            f"{c.quote} {c.number} {c.title} {c.section} 18/03/2026 "
            for c in (CITED[marker] for marker in marked)
        )
        known = {int(digits) for digits in re.findall(r"\d+", shown)}
        said = re.sub(r"\[[\d ,]+\]", "", sentence)
        assert {int(digits) for digits in re.findall(r"\d+", said)} <= known


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    stand, faults = grounding.kept(text, CITATIONS)
    assert len(stand) + len(faults) <= max(1, len(text))


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_quote_can_be_cited(quote: str) -> None:
    fault("Kho lưu trữ có diện tích tối thiểu 40 m2 [1].", {1: citation(1, quote)})
