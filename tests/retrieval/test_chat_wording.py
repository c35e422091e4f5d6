"""A summary in a language model's words, and beside the documents."""

from retrieval.chat_documents import answered
from retrieval.chat_types import PointKind
from retrieval.chat_wording import PROMPT, reworded
from retrieval.generation import Writer
from retrieval.types import Answer, Citation
from tests.llm_server import KEY, MODEL, LlmServer, fails, says
from tests.retrieval.chats import summary

TALK = """Hòa: Đ/c Minh gửi báo cáo tháng cho văn phòng trước 16h ngày 4/3 nhé
+90 Lan: Thông báo: chi bộ họp 8h ngày 5/3 tại phòng họp số 2, đề nghị dự đầy đủ"""


def wordings(reply: str) -> list[str | None]:
    with LlmServer(says(reply)) as server:
        writer = Writer(server.url, MODEL, KEY, 5.0, prompt=PROMPT)
        found = reworded(summary(TALK), writer)
        assert server.requests[0]["messages"][0]["content"] == PROMPT
    return [point.wording for point in found.points]


def test_lines_that_stand_in_their_messages_are_taken() -> None:
    task = "Đ/c Minh gửi báo cáo tháng cho văn phòng trước 16h ngày 4/3"
    meeting = "Chi bộ họp 8h ngày 5/3 tại phòng họp số 2, đề nghị dự đầy đủ"
    assert wordings(f"{task} [1].\n{meeting} [2].") == [f"{task}.", f"{meeting}."]


def test_a_line_with_another_hour_name_or_point_is_not() -> None:
    assert wordings(
        "Đ/c Minh gửi báo cáo tháng cho văn phòng trước 17h ngày 4/3 [1].\n"
        "Chi bộ họp 8h ngày 5/3 tại phòng họp số 2 do đồng chí Hùng chủ trì [2]."
    ) == [None, None]
    assert wordings("Chi bộ họp 8h ngày 5/3 tại phòng họp số 2 [1].") == [None, None]


def test_a_line_that_loses_the_limit_is_not() -> None:
    assert wordings("Đ/c Minh gửi báo cáo tháng cho văn phòng [1].") == [None, None]


def test_a_server_that_fails_leaves_the_quotations() -> None:
    with LlmServer(fails(500)) as server:
        found = reworded(summary(TALK), Writer(server.url, MODEL, KEY, 5.0, prompt=PROMPT))
    assert [point.wording for point in found.points] == [None, None]


def test_an_open_question_gets_the_cited_answer_of_the_documents() -> None:
    found = summary(
        """Lan: cho em hỏi đoàn viên nghỉ thai sản có phải nộp đoàn phí không ạ
        Hòa >1: câu này chị chưa rõ, để chị hỏi lại công đoàn cấp trên"""
    )
    cited = Citation(1, "a", "a.txt", "12-QĐ/TU", "", None, "", None, 0, 2, "ab", 1, "ab", 1.0)
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return Answer(question, (cited,))

    (point,) = answered(found, ask).points
    assert point.kind is PointKind.QUESTION_OPEN
    assert point.answer is not None
    assert point.answer.citations == (cited,)
    assert asked == ["cho em hỏi đoàn viên nghỉ thai sản có phải nộp đoàn phí không ạ"]
    assert answered(found, lambda q: Answer(q)).points[0].answer is None
