"""Follow-ups resolved with the turns before, and questions that must be left as they are."""

import pytest

from retrieval import conversation, followups
from retrieval.conversation import Source, Turn
from retrieval.types import Answer, Citation, Reason

PLAN = Source(7, "45-KH/UBND", "Kế hoạch số hóa hồ sơ lưu trữ", "Mục II")
DECISION = Source(11, "12-NQ/TU", "Nghị quyết về chuyển đổi số ở xã, phường", "Điều 5. Mức hỗ trợ")
NUMBERLESS = Source(21, None, "Báo cáo tổng kết Hội nghị tỉnh Lam Hà", "")

SIGNED = Turn("ai ký 12-NQ/TU?", (DECISION,), 11)
SUPPORT = Turn("Mức hỗ trợ tổ trưởng tổ công nghệ số là bao nhiêu?", (DECISION,))
SHARE = Turn("12-NQ/TU: tỷ lệ hồ sơ nộp trực tuyến năm 2028 ở cấp xã là bao nhiêu?", (DECISION,))
PLAIN = Turn("ty le ho so nop truc tuyen nam 2028 la bao nhieu", (DECISION,))
GOAL = Turn("Tỉnh Nghệ An đặt mục tiêu tăng trưởng năm 2025 là bao nhiêu?", (PLAN,))
ARTICLE = Turn("Khoản 1 Điều 5 12-NQ/TU quy định gì?", (DECISION,))
REPORT = Turn("Hội nghị tổng kết bàn gì?", (NUMBERLESS,))
LEADER = Turn("Mức chi cho trưởng thôn là bao nhiêu?", (DECISION,))
MEETING = Turn("Hội nghị giao ban quý III năm 2026 ai chủ trì?", (DECISION,))
NOTHING = Turn("Học phí mẫu giáo của tỉnh là bao nhiêu?")


@pytest.mark.parametrize(
    ("before", "typed", "question", "within"),
    [
        # bare facts
        (SUPPORT, "ai ký?", "ai ký 12-NQ/TU?", 11),
        (SUPPORT, "ai ky", "ai ky 12-NQ/TU?", 11),
        (SUPPORT, "Thế ai ký vậy ạ?", "ai ký 12-NQ/TU?", 11),
        (SUPPORT, "ban hành ngày nào?", "12-NQ/TU ban hành ngày nào?", 11),
        (SUPPORT, "còn hiệu lực không?", "12-NQ/TU còn hiệu lực không?", 11),
        (SUPPORT, "con hieu luc khong", "12-NQ/TU con hieu luc khong?", 11),
        (SUPPORT, "có bị thay thế chưa?", "12-NQ/TU có bị thay thế chưa?", 11),
        (SUPPORT, "thay thế văn bản nào?", "12-NQ/TU thay thế văn bản nào?", 11),
        (SUPPORT, "văn bản nào thay thế?", "văn bản nào thay thế 12-NQ/TU?", 11),
        (SUPPORT, "nghị quyết ai ký?", "ai ký 12-NQ/TU?", 11),
        (SUPPORT, "còn ngày ban hành?", "12-NQ/TU ban hành ngày nào?", 11),
        (SUPPORT, "nói về gì?", "12-NQ/TU nói về gì?", 11),
        (SUPPORT, "van ban nay ai ky", "12-NQ/TU ai ky", 11),
        (REPORT, "ai ký?", "ai ký «Báo cáo tổng kết Hội nghị tỉnh Lam Hà»?", 21),
        # anaphora
        (SUPPORT, "văn bản đó còn hiệu lực không?", "12-NQ/TU còn hiệu lực không?", 11),
        (SUPPORT, "van ban do con hieu luc khong", "12-NQ/TU con hieu luc khong", 11),
        (SUPPORT, "nghị quyết này nói gì về kinh phí?", "12-NQ/TU nói gì về kinh phí?", 11),
        (SUPPORT, "kinh phí của văn bản ấy?", "kinh phí của 12-NQ/TU?", 11),
        (SUPPORT, "Nghị quyết trên có hiệu lực khi nào?", "12-NQ/TU có hiệu lực khi nào?", 11),
        (SUPPORT, "nó thay thế văn bản nào?", "12-NQ/TU thay thế văn bản nào?", 11),
        (SUPPORT, "mục tiêu của nó là gì", "mục tiêu của 12-NQ/TU là gì", 11),
        (SUPPORT, "văn bản nào thay thế nghị quyết đó?", "văn bản nào thay thế 12-NQ/TU?", None),
        (SIGNED, "ông ấy giữ chức vụ gì?", "ông ấy giữ chức vụ gì 12-NQ/TU", 11),
        # another question word
        (MEETING, "ở đâu?", "Hội nghị giao ban quý III năm 2026 ở đâu?", 11),
        (PLAIN, "tu khi nao", "ty le ho so nop truc tuyen nam 2028 la tu khi nao?", 11),
        (NOTHING, "khi nào?", "Học phí mẫu giáo của tỉnh là khi nào?", None),
        # parts of the document
        (SUPPORT, "điều 7", "điều 7 12-NQ/TU", 11),
        (SUPPORT, "dieu 7 quy dinh gi", "dieu 7 12-NQ/TU", 11),
        (SUPPORT, "Mục III", "Mục III 12-NQ/TU", 11),
        (SUPPORT, "vậy khoản 2?", "khoản 2 Điều 5 12-NQ/TU", 11),
        (ARTICLE, "còn khoản 2?", "khoản 2 Điều 5 12-NQ/TU quy định gì?", 11),
        (ARTICLE, "điểm b", "điểm b Khoản 1 Điều 5 12-NQ/TU", 11),
        (ARTICLE, "còn điều 7?", "Khoản 1 điều 7 12-NQ/TU quy định gì?", 11),
        # another year, level, place, number, subject
        (SHARE, "còn năm 2030?", SHARE.question.replace("2028", "2030"), None),
        (SHARE, "thế năm 2030 thì sao", SHARE.question.replace("2028", "2030"), None),
        (SHARE, "2030 thì sao?", SHARE.question.replace("2028", "2030"), None),
        (PLAIN, "con nam 2030", "ty le ho so nop truc tuyen nam 2030 la bao nhieu", None),
        (SUPPORT, "còn năm 2021?", f"{SUPPORT.question[:-1]} năm 2021?", None),
        (SHARE, "còn cấp huyện?", SHARE.question.replace("cấp xã", "cấp huyện"), None),
        (GOAL, "Thế Thanh Hóa thì sao?", GOAL.question.replace("Nghệ An", "Thanh Hóa"), None),
        (GOAL, "còn tỉnh Lam Hà?", GOAL.question.replace("Nghệ An", "Lam Hà"), None),
        (SHARE, "còn NQ 07?", SHARE.question.replace("12-NQ/TU", "NQ 07"), None),
        (LEADER, "còn trưởng ban?", "Mức chi cho trưởng ban là bao nhiêu?", None),
        (SHARE, "còn kinh phí thì sao?", "kinh phí 12-NQ/TU", 11),
        (NOTHING, "còn năm 2021?", f"{NOTHING.question[:-1]} năm 2021?", None),
    ],
)
def test_a_follow_up_becomes_a_question_of_its_own(
    before: Turn, typed: str, question: str, within: int | None
) -> None:
    found = followups.resolve(typed, [GOAL, before])
    assert found is not None
    assert (found.question, found.within, found.step) == (question, within, None)


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("chi tiết hơn", 0),
        ("nói rõ hơn đi", 0),
        ("cho em xem đầy đủ hơn được không ạ?", 0),
        ("noi ro hon", 0),
        ("xem thêm", 0),
        ("đọc cả đoạn", 0),
        ("trang sau", 1),
        ("doc tiep", 1),
        ("đoạn trước", -1),
    ],
)
def test_more_of_what_was_cited(typed: str, step: int) -> None:
    found = followups.resolve(typed, [SUPPORT])
    assert found is not None
    assert (found.step, found.source) == (step, DECISION)


@pytest.mark.parametrize(
    "typed",
    [
        "Ai ký Nghị quyết 07-NQ/TU?",
        "ai ky chi thi 03",
        "Luật Đất đai còn hiệu lực không?",
        "Quyết định về giá đất ai ký?",
        "Còn bao nhiêu thôn chưa có sóng di động?",
        "Còn thôn nào trắng sóng không?",
        "Thế nào là chuyển đổi số?",
        "the nao la chuyen doi so",
        "Kinh phí năm 2021 là bao nhiêu?",
        "Mục tiêu đến năm 2030 là gì?",
        "năm 2021",
        "Tỉnh có nghị quyết về chợ không và nghị quyết đó ai ký?",
        "Điều 5 Luật Đất đai quy định gì?",
        "Điều kiện kết nạp đảng viên?",
        "Mức phạt vượt đèn đỏ chi tiết",
        "Chi tiết về lễ hội đền Lam",
        "quyet dinh tren dia ban tinh ve gia dat",
        "nghi quyet do tinh uy ban hanh co may nhiem vu",
        "no cong cua tinh la bao nhieu",
        "Người ký hợp đồng lao động phải đủ bao nhiêu tuổi?",
        "Còn Luật Đất đai thì sao?",
        "Ban hành quy chế làm việc ngày nào thì họp?",
        "Ai ký giấy khen cho học sinh?",
        "chi tiết kế hoạch chuyển đổi số",
        "Hôm nay thời tiết thế nào?",
        "xin chào",
        "Chuyển đổi số là gì và nó có lợi ích gì cho người dân?",
        "còn kinh phí?",
        "Thế còn Thanh Hóa đặt mục tiêu gì?",
        "57",
        "",
    ],
)
def test_a_question_that_stands_on_its_own_is_left_alone(typed: str) -> None:
    assert followups.resolve(typed, [GOAL, SUPPORT]) is None


@pytest.mark.parametrize(
    ("typed", "incomplete"),
    [
        ("ai ký?", True),
        ("văn bản đó còn hiệu lực không?", True),
        ("nghi quyet nay ban hanh ngay nao", True),
        ("ai ký nghị quyết?", True),
        ("Ai ký NQ 12?", False),
        ("Luật Đất đai còn hiệu lực không?", False),
        ("Nghị quyết về chợ ai ký?", False),
        ("Văn bản đó nói gì về chợ?", False),
    ],
)
def test_a_fact_of_no_document_in_particular(typed: str, incomplete: bool) -> None:
    assert followups.is_incomplete(typed) is incomplete


def test_nothing_before_means_nothing_to_follow() -> None:
    assert followups.resolve("ai ký?", []) is None
    assert followups.resolve("ai ký?", [NOTHING]) is None
    assert followups.resolve("chi tiết hơn", [NOTHING]) is None


def test_a_kind_that_is_said_is_looked_for_further_back() -> None:
    found = followups.resolve("kế hoạch đó ai ký?", [GOAL, SUPPORT])
    assert found is not None
    assert found.source == PLAN
    assert followups.resolve("chỉ thị đó ai ký?", [GOAL, SUPPORT]) is None


@pytest.mark.parametrize("typed", ["còn Thanh Hóa?", "còn năm 2021?"])
def test_who_signed_has_no_year_and_no_other_place(typed: str) -> None:
    assert followups.resolve(typed, [SIGNED]) is None


def test_two_years_leave_open_which_is_meant() -> None:
    before = Turn("Tăng trưởng từ năm 2021 đến năm 2025 là bao nhiêu?")
    assert followups.resolve("còn năm 2030?", [before]) is None


def citation(source: Source) -> Citation:
    number, title, section = source.number, source.title, source.section
    return Citation(
        1, "d", "s", number, title, None, section, None, 0, 1, "x", source.passage_id or 0, "x", 1.0
    )


def test_a_turn_remembers_what_was_asked_about_before_what_was_cited() -> None:
    answer = Answer("", citations=(citation(DECISION),))
    asked = conversation.turn("07-NQ/TU còn hiệu lực không?", None, answer)
    assert asked is not None
    assert [source.name for source in asked.sources] == ["07-NQ/TU", "12-NQ/TU"]
    replaced = conversation.turn("07-NQ/TU bị thay bằng văn bản nào?", None, answer)
    assert replaced is not None
    assert [source.name for source in replaced.sources] == ["12-NQ/TU"]


def test_a_follow_up_keeps_its_document_when_nothing_was_found() -> None:
    followed = followups.resolve("nghị quyết đó nói gì về chợ?", [SUPPORT])
    kept = conversation.turn("…", followed, Answer("", reason=Reason.NO_SUPPORT))
    assert kept == Turn("12-NQ/TU nói gì về chợ?", (DECISION,), 11)


def test_what_is_no_question_is_not_remembered() -> None:
    assert conversation.turn("🎉", None, Answer("", reason=Reason.NOT_A_QUESTION)) is None
