"""Understanding questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import tokens
from retrieval import localities
from retrieval.questions import _content, fault, parse
from retrieval.vocabulary import Asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Ai chủ trì hội nghị?", Asked.WHO),
        ("hop hom nao", Asked.WHEN),
        ("có hiệu lực từ ngày nào", Asked.WHEN),
        ("đại hội có bao nhiêu đại biểu", Asked.HOW_MANY),
        ("may xa duoc thi diem", Asked.HOW_MANY),
        ("lớp học mở ở đâu", Asked.WHERE),
        ("liệt kê các nhiệm vụ", Asked.LIST),
        ("có những chuyên đề tập huấn nào", Asked.LIST),
        ("thay thế nghị quyết số mấy", Asked.DOCUMENT),
        ("hướng dẫn 37 ai ký", Asked.SIGNER),
        ("Chỉ thị 05 về vấn đề gì", Asked.ABOUT),
        ("phụ cấp lưu trữ", Asked.OTHER),
        ("cần thêm máy móc thì ai duyệt", Asked.WHO),
        ("phó chủ tịch nào ký kế hoạch", Asked.SIGNER),
        ("ứng dụng trong nhà máy lấy kinh phí ở đâu", Asked.OTHER),
        ("nói về kinh phí của đề án", Asked.ABOUT),
        ("kinh phí của đề án", Asked.HOW_MANY),
    ],
)
def test_what_a_question_asks_for(question: str, asked: Asked) -> None:
    assert parse(question).asked is asked


def test_question_words_carry_no_meaning_but_the_subject_does() -> None:
    assert parse("Đảng bộ cải cách thế nào ạ?").content == ("đảng", "bộ", "cải", "cách")


def test_without_accents_only_safe_question_words_are_left_out() -> None:
    """ "dang", "bi" may be đảng, bí: they stay where accents could not be put back."""
    text = "dang bo cai cach the nao"
    kept = _content(text, tokens(text), accented=False)
    assert [word.text for word in kept] == ["dang", "bo", "cai", "cach"]


def test_with_accents_put_back_question_words_are_left_out() -> None:
    assert parse("dang bo cai cach the nao").content == ("đảng", "bộ", "cải", "cách")


def test_abbreviations_are_written_out() -> None:
    query = parse("KL 01 của BCT")

    assert {"bộ", "chính", "trị"} <= set(query.content)
    assert "Bộ Chính trị" in query.embedded


def test_years_of_document_numbers_are_not_asked_for() -> None:
    assert parse("Nghị định 30/2020/NĐ-CP năm 2024 thế nào").years == ("2024",)


def test_one_accented_word_does_not_make_a_question_accented() -> None:
    assert not parse("thu xyz về tu xyz do bac").accented
    assert parse("chỉ thị 05 về học tập").accented


def test_names_and_provinces_are_noticed_however_typed() -> None:
    assert "nghe an" in parse("o nghe an co bao nhieu xa").names
    assert "nghiêm thu hằng" in parse("đồng chí Nghiêm Thu Hằng nói gì").names


@pytest.mark.parametrize(
    ("question", "title", "only"),
    [
        ("HD 37", "", True),
        ("cho xin nghị quyết 57-NQ/TW", "", True),
        ("NQ 57 nói gì về kinh phí", "", False),
        ("NQ 12 về chuyển đổi số", "Nghị quyết về chuyển đổi số ở xã", True),
        ("chuyển đổi số", "Nghị quyết về chuyển đổi số ở xã", False),
    ],
)
def test_whether_only_a_document_is_named(question: str, title: str, only: bool) -> None:
    assert parse(question).only_names(title) is only


@given(st.text(max_size=300))
def test_nothing_typed_breaks_the_parser(text: str) -> None:
    query = parse(text)
    fault(query)
    assert all(word.start <= word.end <= len(query.text) for word in query.words)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("trụ sở phường Sóc Trăng ở đâu", {"phuong soc trang"}),
        ("tru so phuong soc trang o dau", {"phuong soc trang"}),
        ("các phường Cần Thơ sắp xếp thế nào", {"can tho"}),
        ("xã Tân Khê Hưng Yên gồm xã nào", {"xa tân khê", "hung yen"}),
        ("ubnd cap xa bac ninh lam gi", {"bac ninh"}),
        ("trụ sở xã Phú Đa Huế ở đâu", {"xa phú đa", "huế"}),
    ],
)
def test_a_ward_is_not_the_province_of_the_same_name(question: str, names: set[str]) -> None:
    assert set(parse(question).names) == names


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("nhập thành xã mới có tên gọi là xã Tân Khê", True),
        ("các xã Hồ Nam, Tân Khê và Bình Trạch", True),
        ("xã Tân Sơn (huyện Tân Khê) và xã Châu Hà", False),
        ("thành xã mới có tên gọi là xã Tân Khế", False),
        ("thành xã mới có tên gọi là xã Tân Khê Đông", False),
        ("các xã Hồ Nam, Vĩnh Tân Khê và Bình Trạch", False),
        ("xã Tân Khê Hưng Yên", True),
        ("thành xã mới có tên gọi là xãTân Khê", True),
    ],
)
def test_a_commune_is_no_other_place_of_nearly_the_same_name(text: str, stands: bool) -> None:
    (name,) = parse("xã Tân Khê gồm những đâu").names
    assert localities.stands(name, text) == stands
