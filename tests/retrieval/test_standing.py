"""Whether a document is still in force: what the register knows, and never more."""

import pytest

from retrieval import facts, questions
from retrieval.facts import Fact
from retrieval.library import Library
from retrieval.types import NoticeKind, Reason


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("NQ 12 còn hiệu lực không?", Fact.STANDING),
        ("nghi quyet 12 con hieu luc ko", Fact.STANDING),
        ("NQ 12 hết hiệu lực chưa", Fact.STANDING),
        ("07-NQ/TU đã bị thay thế chưa?", Fact.STANDING),
        ("NQ 12 còn giá trị pháp lý nữa không", Fact.STANDING),
        ("07-NQ/TU bị thay bằng văn bản nào?", Fact.REPLACED_BY),
        ("NQ 12 có hiệu lực từ ngày nào", Fact.EFFECTIVE),
        ("NQ 12 hết hiệu lực khi nào", None),
        ("NQ 12 nói gì về giấy tờ còn hiệu lực không", None),
    ],
)
def test_what_is_asked(question: str, fact: Fact | None) -> None:
    assert facts.asked(questions.parse(question)) == fact


@pytest.mark.parametrize(
    "typed", ["07-NQ/TU còn hiệu lực không?", "nghi quyet 07-NQ/TU da bi thay the chua"]
)
def test_a_document_that_was_replaced(library: Library, typed: str) -> None:
    answer = library.answer(typed)
    assert "Thay thế Nghị quyết số 07-NQ/TU" in answer.citations[0].quote
    (notice,) = answer.notices
    assert (notice.kind, notice.number) == (NoticeKind.REPLACED, "07-NQ/TU")
    assert notice.by_number == "12-NQ/TU"


@pytest.mark.parametrize("typed", ["12-NQ/TU còn hiệu lực không?", "CT 03 het hieu luc chua"])
def test_that_nothing_changed_it_is_not_that_it_is_in_force(library: Library, typed: str) -> None:
    answer = library.answer(typed)
    assert answer.reason is Reason.STANDING_UNKNOWN
    assert answer.missing in (("12-NQ/TU",), ("03-CT/TU",))
    assert not answer.citations


def test_a_fact_of_no_document_is_asked_back(library: Library) -> None:
    assert library.answer("văn bản đó còn hiệu lực không?").reason is Reason.WHICH_DOCUMENT


def test_a_document_that_is_not_here(library: Library) -> None:
    answer = library.answer("Nghị quyết 99-NQ/TU còn hiệu lực không?")
    assert answer.reason is Reason.UNKNOWN_REFERENCE
