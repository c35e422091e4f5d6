"""Answers over the samples, with the real model: right words, right source, or a refusal."""

from pathlib import Path

import pytest

from retrieval.evaluation import evaluate, load
from retrieval.library import Library
from retrieval.types import Answer, Citation, Reason

QUESTIONS = Path(__file__).parents[1] / "questions_samples.jsonl"


def said(answer: Answer) -> str:
    return "\n".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "words", "number"),
    [
        pytest.param(
            "Bí thư Đảng ủy xã Bình Trạch là ai?", "Mai Xuân Đệ", None, id="who"
        ),
        pytest.param(
            "giấy phép công nhận báo cáo viên theo nhiệm kỳ mấy năm", "05 năm", "08-HD/BTGDVTU",
            id="how long",
        ),
        pytest.param(
            "nam 2026 moi xa phai so hoa bao nhieu phan tram ho so", "35% hồ sơ", "03-CT/TU",
            id="without accents",
        ),
        pytest.param("NQ12 ai ký?", "Phan Đức Thịnh", "12-NQ/TU", id="signer"),
        pytest.param(
            "Hướng dẫn 08 Điều 12", "có hiệu lực từ ngày 01/6/2026", "08-HD/BTGDVTU", id="article"
        ),
        pytest.param("chi thi 03 ct tu", "Số 03-CT/TU", "03-CT/TU", id="only a number"),
        pytest.param("03–CT/TU", "văn thư, lưu trữ", "03-CT/TU", id="en dash"),
        pytest.param("45/KH-UBND là kế hoạch gì", "chuyển đổi số", "45/KH-UBND", id="about"),
    ],
)  # fmt: skip
def test_a_question_gets_the_words_that_answer_it(
    library: Library, question: str, words: str, number: str | None
) -> None:
    answer = library.answer(question)

    assert answer.answered
    assert words in " ".join(said(answer).split())
    assert number is None or answer.citations[0].number == number


@pytest.mark.parametrize(
    ("question", "reason", "missing"),
    [
        pytest.param(
            "nghị quyết 17-NQ/TU nói gì", Reason.UNKNOWN_REFERENCE, ("17-NQ/TU",),
            id="no such number",
        ),
        pytest.param(
            "Điều 15 hướng dẫn 08-HD/BTGDVTU", Reason.NO_SUCH_PROVISION, ("Điều 15",),
            id="no such article",
        ),
        pytest.param(
            "Năm 2024 cả tỉnh trồng được bao nhiêu cây xanh?", Reason.NO_SUPPORT, ("2024",),
            id="another year",
        ),
        pytest.param(
            "Hà Giang có bao nhiêu thôn phủ sóng", Reason.NO_SUPPORT, ("Hà Giang",),
            id="another province",
        ),
        pytest.param("mức phạt vượt đèn đỏ", Reason.NO_SUPPORT, (), id="off topic"),
        pytest.param("Điều 5 nói gì?", Reason.WHICH_DOCUMENT, ("Điều 5",), id="of what"),
        pytest.param("", Reason.EMPTY_QUESTION, (), id="empty"),
        pytest.param(" \u200b \n", Reason.EMPTY_QUESTION, (), id="blank"),
        pytest.param("x" * 10_000, Reason.TOO_LONG, (), id="10,000 characters"),
        pytest.param("👍🙏", Reason.NOT_A_QUESTION, (), id="emoji"),
        pytest.param("党的决议是什么？", Reason.NOT_A_QUESTION, (), id="another script"),
        pytest.param("?!...", Reason.NOT_A_QUESTION, (), id="punctuation"),
        pytest.param("chào bot, cảm ơn nhé", Reason.NOT_A_QUESTION, (), id="greeting"),
    ],
)  # fmt: skip
def test_what_the_documents_do_not_state_is_refused_with_its_reason(
    library: Library, question: str, reason: Reason, missing: tuple[str, ...]
) -> None:
    answer = library.answer(question)

    assert (answer.reason, answer.missing, answer.citations) == (reason, missing, ())
    assert len(answer.related) <= 3


def test_a_provision_is_quoted_whole_and_alone(library: Library) -> None:
    (citation,) = library.answer("dieu 5 HD 08").citations
    assert citation.quote.startswith("Điều 5. Số lượng")
    assert citation.quote.endswith("có ít nhất 01 nữ.")


def test_every_quote_is_verbatim_and_inside_its_passage(library: Library) -> None:
    for example in load(QUESTIONS):
        answer = library.answer(example.question)
        for citation in (*answer.citations, *answer.related):
            assert_verbatim(library, citation)


def assert_verbatim(library: Library, citation: Citation) -> None:
    page = library.passage(citation.passage_id)
    assert page is not None
    assert page.document.text[citation.start : citation.end] == citation.quote
    assert citation.passage.startswith(page.passage.text)
    assert citation.quote in citation.passage


def test_a_question_without_accents_is_answered_and_says_how_it_was_understood(
    library: Library,
) -> None:
    answer = library.answer("kho luu tru co dien tich toi thieu bao nhieu")
    assert answer.answered
    assert answer.question == "kho luu tru co dien tich toi thieu bao nhieu"
    assert answer.understood == "kho lưu trữ có diện tích tối thiểu bao nhiêu"
    assert library.answer("Kho lưu trữ có diện tích tối thiểu bao nhiêu?").understood is None


def test_markers_count_from_one(library: Library) -> None:
    answer = library.answer("Chỉ thị 03-CT/TU giao việc gì cho Sở Nội vụ?")

    assert [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_the_pages_of_a_document_can_be_turned(library: Library) -> None:
    first = library.passage(library.answer("12-NQ/TU").citations[0].passage_id)
    assert first is not None
    assert (first.position, first.previous_id) == (1, None)
    assert first.next_id is not None
    second = library.passage(first.next_id)
    assert second is not None
    assert (second.position, second.previous_id) == (2, first.passage.id)
    assert library.passage(-1) is None


def test_the_sample_questions_are_answered_and_refused_as_well_as_measured(
    library: Library,
) -> None:
    """Floors just under what was measured; a change that costs answers must show itself."""
    shares = evaluate(load(QUESTIONS), library.answer, library.find).shares()

    assert shares["hit@5"].hits >= 83
    assert shares["correct_in_quote"].hits >= 69
    assert shares["no_answer_recall"].hits >= 32


def test_another_year_is_no_answer(library: Library) -> None:
    given = library.answer("tổng kết nhà ấm ngõ sạch năm 2024 họp hôm nào?")
    assert (given.reason, given.missing) == (Reason.NO_SUPPORT, ("2024",))
