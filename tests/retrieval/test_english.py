"""Questions in English are looked up in Vietnamese."""

import pytest

from index.text import fold
from retrieval import accents, english, questions, syllables
from retrieval.vocabulary import Asked

ASKED = {
    "How many official delegates attended the fourth congress?": (
        "bao nhiêu đại biểu chính thức dự đại hội lần thứ tư"
    ),
    "Who signed Decision 12/2026/QĐ-UBND of Lam Ha province?": (
        "ai ký quyết định 12/2026/QĐ-UBND của tỉnh Lam Ha"
    ),
    "When does the circular take effect?": "thông tư có hiệu lực ngày nào",
    "Lam Ha: which department manages the social housing plan in 2026?": (
        "Lam Ha sở nào quản lý kế hoạch nhà ở xã hội năm 2026"
    ),
    "What is directive 05-CT/TU about?": "chỉ thị 05-CT/TU về việc gì",
    "What is the fee for a new licence?": "phí cho giấy phép mới là bao nhiêu",
    "Is Resolution 07-NQ/TU still in force?": "nghị quyết 07-NQ/TU còn hiệu lực không",
}


@pytest.mark.parametrize(("asked", "said"), ASKED.items())
def test_it_is_put_into_vietnamese(asked: str, said: str) -> None:
    assert english.is_english(asked)
    assert english.translated(asked) == said
    assert fold(questions.parse(asked).understood or "") == fold(said)


@pytest.mark.parametrize(
    "asked",
    [
        "Nghị quyết 57-NQ/TW nói gì về chuyển đổi số?",
        "ai to chuc le hoi o phuong do",
        "Chính phủ số dùng blockchain, cloud và open data thế nào?",
        "nq 57",
        "",
    ],
)
def test_vietnamese_is_left_as_it_is(asked: str) -> None:
    assert not english.is_english(asked)
    assert not english.is_english(fold(asked))


def test_english_words_get_no_accents() -> None:
    asked = "what is the deadline to report in Nghe An"
    assert accents.restore(asked, syllables.shipped()).text == asked


def test_what_is_asked_is_told_by_the_vietnamese() -> None:
    assert questions.parse("How many members does the board have?").asked is Asked.HOW_MANY
    assert questions.parse("Who is the chairman of the party cell?").asked is Asked.WHO


def test_words_without_a_translation_stay_to_be_missed() -> None:
    assert "zebra" in questions.parse("How many zebra does the province have?").content
