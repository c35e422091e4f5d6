"""The structure of a text holds together whatever the text is."""

from hypothesis import given
from hypothesis import strategies as st

from index import structure

_LINES = st.sampled_from(
    [
        "Chương I", "CHƯƠNG II", "QUY ĐỊNH CHUNG", "Điều 1. Một", "Điều 2. Hai", "1. Thứ",
        "2. Nữa", "a) Ý", "b) Ý", "- Gạch", "“Điều 5. Trích", "hết.”", "Chữ thường.", "",
        "I- MỤC", "Nơi nhận:", "Nêu: Một là, học; Hai là, làm.", "| 1 | ô |", "Phụ lục I", "./.",
    ]
)  # fmt: skip


@given(st.lists(_LINES, max_size=30).map("\n".join))
def test_parts_lie_within_their_parents_in_order(text: str) -> None:
    parts = structure.read(text)
    assert [part.start for part in parts] == sorted(part.start for part in parts)
    for part in parts:
        assert 0 <= part.start < part.end <= len(text)
        if part.parent is not None:
            outer = parts[part.parent]
            assert outer.start <= part.start
            assert part.end <= outer.end
            assert outer.kind < part.kind


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for part in structure.read(text):
        assert text[part.start : part.end].strip()


def test_rules_and_blank_lines_without_end_cost_no_time() -> None:
    """Found by damaging files: a pattern that tried every way to read them took for ever."""
    text = "1. Một việc" + "\n\n" * 3000 + "|\n-\n" * 3000 + "x\n2. Hai việc" + "\n" * 3000
    ends = [text[p.start : p.end][-8:] for p in structure.read(text)]
    assert [end.strip()[-1] for end in ends] == ["x", "c"]


def test_a_quotation_that_opens_within_a_line_or_is_never_closed() -> None:
    text = "\n".join(
        [
            "Điều 1. Sửa đổi",
            "1. Bổ sung như sau: “Điều 9. Phí",
            "1. Mức phí.",
            "2. Nơi nộp.”.",
            "2. Sửa như sau:",
            "“Điều 8. Lệ phí",
            "Điều 2. Hiệu lực",
            "1. Thay “a” bằng “b””.",
        ]
    )
    found = [
        (part.kind.name, part.label)
        for part in structure.read(text)
        if part.kind.name in ("ARTICLE", "NUMBER")
    ]
    assert found == [
        ("ARTICLE", "1"), ("NUMBER", "1"), ("NUMBER", "2"), ("ARTICLE", "2"), ("NUMBER", "1"),
    ]  # fmt: skip
