"""A question for the meaning of a term is answered by the sentence that defines it."""

import pytest

from retrieval import terms


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("thông tin ngăn chặn trong công chứng là gì?", "thong tin ngan chan"),
        ("the nao la diem truy cap cong cong", "diem truy cap cong cong"),
        ("tổ công nghệ số cộng đồng được hiểu như thế nào", "to cong nghe so cong dong"),
        ("Ai chủ trì hội nghị?", None),
        ("bao nhiêu xã được thí điểm", None),
    ],
)
def test_the_term_asked_for(question: str, term: str | None) -> None:
    assert terms.asked(question) == term


@pytest.mark.parametrize(
    ("sentence", "defines"),
    [
        ("2. Thông tin ngăn chặn là thông tin yêu cầu dừng giao dịch.", True),
        ("a) Thông tin ngăn chặn (sau đây gọi tắt là thông tin) là văn bản ...", True),
        ("Thông tin ngăn chặn: thông tin yêu cầu dừng giao dịch.", True),
        ("5. Khi có thông tin ngăn chặn, công chứng viên dừng lại.", False),
    ],
)
def test_what_defines_it(sentence: str, defines: bool) -> None:
    assert terms.is_defined("thong tin ngan chan", sentence) == defines
