"""A question that names a part of a document by its headings gets that part, whole."""

from retrieval.library import Library


def quoted(library: Library, question: str) -> str:
    return " ".join(" ".join(c.quote for c in library.answer(question).citations).split())


def test_the_part_under_a_heading(library: Library) -> None:
    found = quoted(library, "nêu quan điểm của 12-NQ/TU")

    assert "thước đo" in found
    assert "Dữ liệu chỉ nhập một lần" in found
    assert "chương trình hành động trước ngày 15/5" not in found


def test_one_word_or_a_value_asks_for_a_sentence(library: Library) -> None:
    assert len(quoted(library, "12-NQ/TU nền tảng vận hành chính thức khi nào")) < 300
