"""Documents that disagree, agree, contradict themselves or are written in unlucky forms."""

import unicodedata
from collections.abc import Iterator

import pytest

from retrieval import search, values
from retrieval.library import Library
from retrieval.questions import parse
from tests.retrieval.indexed import library_of, quotes

_SURVEY = " ".join(
    f"Tổ {i} báo cáo tiến độ rà soát hồ sơ đất đai của thôn {i} với cán bộ địa chính xã."
    for i in range(90)
)
_POSTS = ", ".join(
    f"tổ {i} trực tại chốt {i} bên bờ sông cùng dân quân thôn {i}" for i in range(35)
)
_NURSES = ", ".join(f"cán bộ y tế {i} mang túi thuốc đến trạm bơm số {i}" for i in range(20))
_OPENING = "Ngày hội đọc sách của đảng viên trẻ khai mạc ngày 21 tháng 4 năm 2026 tại Thư viện tỉnh"
_CANAL = "Kế hoạch nạo vét kênh Đồng Vang - Hòa Quế năm 2026"
_REACHES = "\n".join(
    f"{i}. Đoạn {i} của kênh Đồng Vang - Hòa Quế\n" + f"Nạo vét kênh theo kế hoạch, đợt {i}. " * 18
    for i in range(1, 31)
)
DOCUMENTS = {
    "kenh.txt": f"""ỦY BAN NHÂN DÂN HUYỆN ĐỒNG VANG
Số: 44/KH-UBND
Đồng Vang, ngày 09 tháng 01 năm 2026

KẾ HOẠCH
{_CANAL.removeprefix("Kế hoạch ")}

{_REACHES}
31. Việc khác
Cơm trưa của đội thi công do Hội Phụ nữ xã nấu.
""",
    "cu.txt": """ỦY BAN NHÂN DÂN TỈNH LAM HÀ
Số: 11/2024/QĐ-UBND
Lam Hà, ngày 10 tháng 02 năm 2024

QUYẾT ĐỊNH
Về mức thu lệ phí cấp bản sao trích lục hộ tịch

Lệ phí cấp bản sao trích lục hộ tịch là 8.000 đồng một bản sao.
""",
    "moi.txt": """HỘI ĐỒNG NHÂN DÂN TỈNH LAM HÀ
Số: 05/2026/NQ-HĐND
Lam Hà, ngày 20 tháng 01 năm 2026

NGHỊ QUYẾT
Quy định lệ phí trong lĩnh vực hộ tịch

Lệ phí cấp bản sao trích lục hộ tịch là 6.000 đồng một bản sao.
""",
    "ke-hoach.txt": f"""TỈNH ỦY LAM HÀ
Số 31-KH/TU
Lam Hà, ngày 02 tháng 4 năm 2026

KẾ HOẠCH
tổ chức Ngày hội đọc sách của đảng viên trẻ

{_OPENING}.
""",
    "tin.txt": f"Tin hoạt động\n\nSáng nay, ban tổ chức thông tin: {_OPENING}, có các chi đoàn.\n",
    "trai-nhau.txt": """SỞ TƯ PHÁP TỈNH LAM HÀ
Số: 77/HD-STP
Lam Hà, ngày 12 tháng 5 năm 2026

HƯỚNG DẪN
Về tiếp công dân tại trụ sở

Điều 3. Thời hạn
Thời hạn trả lời đơn kiến nghị gửi trực tiếp là 05 ngày làm việc.

Điều 7. Tổ chức thực hiện
Thời hạn trả lời đơn kiến nghị gửi trực tiếp là 07 ngày làm việc.
""",
    "mot-o.html": f"""<html><body><h1>Báo cáo tiến độ rà soát hồ sơ đất đai</h1><table>
<tr><th>Nội dung</th></tr>
<tr><td>{_SURVEY} Kinh phí rà soát của cả đợt là 915 triệu đồng. {_SURVEY}</td></tr>
</table></body></html>""",
    "cau-dai.txt": f"THÔNG BÁO\nVề phân công trực lũ\n\nTrong mùa lũ, {_POSTS}, riêng xuồng cứu hộ "
    f"đặt tại nhà văn hóa thôn Đồng Vang, {_NURSES}.\n",
    "nfd.txt": unicodedata.normalize(
        "NFD",
        """CÔNG AN TỈNH LAM HÀ
Số: 19/TB-CAT
Lam Hà, ngày 03 tháng 6 năm 2026

THÔNG BÁO
Về việc đăng ký xe lưu động

Điểm đăng ký xe lưu động đặt tại sân vận động xã Hòa Quế.
""",
    ),
    "noi-khac.txt": """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 91/2026/QĐ-UBND
Hà Giang, ngày 11 tháng 3 năm 2026

QUYẾT ĐỊNH
Quy định trông giữ xe đạp ở chợ phiên

Điều 1. Phạm vi
Quyết định này áp dụng cho các chợ phiên.

Điều 3. Chỗ để xe
Xe đạp để theo hàng, có số ghi bằng phấn.
""",
    "sap-nhap.txt": """HỘI ĐỒNG NHÂN DÂN TỈNH LAM HÀ
Số: 15/2026/NQ-HĐND
Lam Hà, ngày 21 tháng 3 năm 2026

NGHỊ QUYẾT
Về việc sắp xếp các xã của huyện Đồng Vang

Điều 1. Sắp xếp các xã
11. Nhập toàn bộ diện tích tự nhiên, quy mô dân số của xã Thượng và xã Hạ thành xã Mai Lĩnh.
12. Nhập toàn bộ diện tích tự nhiên, quy mô dân số của xã Trung và xã Bãi thành xã Tân Bãi.
13. Nhập toàn bộ diện tích tự nhiên, quy mô dân số của xã Gò và xã Soi thành xã Tân Bái.
14. Nhập toàn bộ diện tích tự nhiên, quy mô dân số của xã Đìa và xã Rộc thành xã Tân Bãi Đông.

Điều 2. Kiểm kê tài sản của xã
1. Nội dung kiểm kê:
a) Trụ sở và sân chơi;
b) Xe, máy phát điện và bàn ghế.
2. Cách kiểm kê tài sản của xã: lập bảng cho từng loại, có chữ ký của hai bên.
""",
    "dien.txt": """ỦY BAN NHÂN DÂN TỈNH LAM HÀ
Số: 63/KH-UBND
Lam Hà, ngày 04 tháng 5 năm 2026

KẾ HOẠCH
Kéo điện về các bản chưa có điện

Trong Kế hoạch này, điểm dân cư vùng lõm là nơi có từ 10 hộ trở lên ở cách trạm biến áp trên 2 km.
Khi có điểm dân cư vùng lõm, xã báo huyện trong tháng.

a) Khảo sát các điểm dân cư vùng lõm của xã.

- Cơ quan chủ trì: Sở Công Thương.

- Thời gian thực hiện: Theo tiến độ do cơ quan chủ trì khảo sát báo cáo.

b) Lập dự án kéo điện về bản Nà Pheo và bản Nà Sang.

- Cơ quan chủ trì: Ban Quản lý dự án huyện.
""",
    "viec.txt": """Bảng phân công việc trồng rừng ven hồ Cạn

TT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp
1 | Ươm giống keo lai | Trạm Khuyến nông huyện | Hội Nông dân xã
2 | Đào hố, bón lót | Đoàn Thanh niên xã | Ban Quản lý rừng
""",
    "nhan-su.txt": """Đại hội Đảng bộ xã Hòa Quế

Đến dự có các đồng chí: Trần Văn Mẫu, Tỉnh ủy viên, Bí thư Đảng ủy Công an tỉnh; Lê Thị Hạ, Phó Bí
thư Đảng ủy xã Hòa Quế; Phạm Đình Thu, Bí thư Đảng ủy xã Hòa Quế; Vũ Minh Xuân, Chủ tịch Hội Nông
dân xã.
""",
}


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("hard"), DOCUMENTS) as opened:
        yield opened


def test_different_values_are_both_quoted_the_newest_first_with_a_warning(hard: Library) -> None:
    answer = hard.answer("lệ phí cấp bản sao trích lục hộ tịch bao nhiêu?")
    assert answer.differing
    assert [c.number for c in answer.citations] == ["05/2026/NQ-HĐND", "11/2024/QĐ-UBND"]


def test_one_fact_is_quoted_from_the_original_and_named_elsewhere(hard: Library) -> None:
    answer = hard.answer("Ngày hội đọc sách khai mạc khi nào?")
    (citation,) = answer.citations
    assert not answer.differing
    assert citation.number == "31-KH/TU"
    assert len(citation.also) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Trả lời đơn kiến nghị gửi trực tiếp trong mấy ngày?",
        "thời hạn trả lời đơn kiến nghị gửi trực tiếp",
    ],
)
def test_a_document_that_contradicts_itself_is_quoted_with_both(
    hard: Library, question: str
) -> None:
    said = "\n".join(quotes(hard, question))
    assert "05 ngày" in said
    assert "07 ngày" in said


def test_of_a_cell_of_thousands_of_words_only_the_sentence_is_quoted(hard: Library) -> None:
    assert len(DOCUMENTS["mot-o.html"].split()) > 3_000
    found = quotes(hard, "Kinh phí rà soát hồ sơ đất đai của cả đợt là bao nhiêu?")
    assert found == ["Kinh phí rà soát của cả đợt là 915 triệu đồng."]


def test_a_sentence_of_hundreds_of_words_is_not_quoted_whole(hard: Library) -> None:
    (quote,) = quotes(hard, "Xuồng cứu hộ đặt ở đâu?")
    assert "nhà văn hóa thôn Đồng Vang" in quote
    assert len(quote.split()) < 200 < len(DOCUMENTS["cau-dai.txt"].split())


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_forms_of_unicode_are_no_matter(hard: Library, form: str) -> None:
    asked = unicodedata.normalize(form, "Điểm đăng ký xe lưu động ở đâu?")
    (citation,) = hard.answer(asked).citations
    page = hard.passage(citation.passage_id)
    assert page is not None
    assert page.document.text[citation.start : citation.end] == citation.quote
    assert "Hòa Quế" in unicodedata.normalize("NFC", citation.quote)


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Ai là Bí thư Đảng ủy xã Hòa Quế?", "Phạm Đình Thu"),
        ("ai la bi thu dang uy cong an tinh", "Trần Văn Mẫu"),
        ("Phó Bí thư Đảng ủy xã Hòa Quế là ai?", "Lê Thị Hạ"),
    ],
)
def test_the_holder_of_a_post_is_the_one_marked(hard: Library, question: str, holder: str) -> None:
    (citation,) = hard.answer(question).citations
    assert citation.emphasis is not None
    start, end = citation.emphasis
    assert citation.quote[start:end] == holder


@pytest.mark.parametrize("place", ["Hà Giang", "của tỉnh Hà Giang", "ha giang"])
def test_the_place_behind_a_number_is_nothing_more_that_is_asked(hard: Library, place: str) -> None:
    (citation,) = hard.answer(f"Điều 3 quyết định 91/2026 {place}").citations
    assert citation.quote.startswith("Điều 3. Chỗ để xe")


def test_a_number_with_its_province_asks_for_the_document(hard: Library) -> None:
    (citation,) = hard.answer("QĐ 91/2026 Hà Giang về việc gì").citations
    assert "trông giữ xe đạp" in citation.quote


def test_a_post_of_which_nothing_is_said_has_no_holder(hard: Library) -> None:
    assert not hard.answer("Ai là Bí thư Đảng ủy xã Bình Trạch?").answered
    assert not hard.answer("Ai là Giám đốc Công an tỉnh Lam Hà?").answered
    assert not hard.answer("Bí thư Đảng ủy xã Bình Trạch tên là gì").answered


def test_the_day_of_an_event_is_not_that_of_another(hard: Library) -> None:
    assert not hard.answer("Ngày hội đọc sách của đảng viên trẻ bế mạc khi nào?").answered


def test_signing_is_not_discipline(hard: Library) -> None:
    assert not hard.answer("ai ký luật dữ liệu").answered


@pytest.mark.parametrize(
    "question",
    [
        "dân số xã Mai Lĩnh là bao nhiêu",
        "diện tích xã Tân Bãi bao nhiêu?",
    ],
)
def test_the_number_of_an_item_is_no_amount(hard: Library, question: str) -> None:
    assert not hard.answer(question).answered


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("1. Đồng phục của đội.", 0),
        ("Mức thu: 5.000 đồng/xe.", 1),
        ("Đơn vị tính: 1.000 đồng/xe", 0),
        ("do hai bên chia", 0),
    ],
)
def test_neither_a_unit_nor_a_word_of_number_is_an_amount_of_money(said: str, amount: int) -> None:
    assert values.value(parse("phí gửi xe là bao nhiêu"), said) == amount


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("1. Ngày công là đơn vị tính.", 0),
        ("Tính từ thời điểm nhận xe.", 1),
        ("Tính trong 02 ngày.", 1),
    ],
)
def test_the_number_of_an_item_is_no_time(said: str, time: int) -> None:
    assert values.value(parse("phí gửi xe tính từ lúc nào"), said) == time


@pytest.mark.parametrize(
    ("question", "value"),
    [("kinh tế số chiếm bao nhiêu GDP", 1), ("có bao nhiêu cán bộ", 0)],
)
def test_a_share_is_a_number_of_what_is_told_in_shares(question: str, value: int) -> None:
    assert values.value(parse(question), "Quy mô kinh tế số đạt tối thiểu 30% GDP.") == value


def test_what_a_title_does_not_say_is_searched_inside_its_document(hard: Library) -> None:
    nearest = hard.find(_CANAL, 2)
    assert not any("Cơm trưa" in hit.passage.text for hit in nearest)
    view = hard._view  # there is no other seam between the search and the answer
    found = search.deepened(view, parse(f"{_CANAL}: ai nấu cơm trưa?"), nearest)
    assert found[:2] == nearest
    assert "Cơm trưa" in found[2].passage.text


def test_a_list_inside_the_list_answers_when_it_calls_its_items_so(hard: Library) -> None:
    assert quotes(hard, "Kiểm kê tài sản của xã gồm những nội dung gì?") == [
        "1. Nội dung kiểm kê:",
        "a) Trụ sở và sân chơi;",
        "b) Xe, máy phát điện và bàn ghế.",
    ]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("xã Tân Bãi Lam Hà nhập từ những xã nào", "12."),
        ("xã Tân Bái gồm những xã nào", "13."),
        ("xã tân bái lam hà gồm những xã nào", "13."),
        ("xa tan bai dong lam ha gom nhung xa nao", "14."),
        ("xa mai linh moi gom nhung xa nao", "11."),
        ("xã Mai Lĩnh gồm những đơn vị nào", "11."),
    ],
)
def test_a_commune_is_told_from_others_and_from_its_province(
    hard: Library, question: str, number: str
) -> None:
    (quote,) = quotes(hard, question)
    assert number in quote


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("xã Tân Bải gồm những xã nào", "xã Tân Bải"),
        ("xa linh mai nhap tu nhung xa nao", "xa linh mai"),
    ],
)
def test_a_commune_of_which_nothing_is_said_is_not_another(
    hard: Library, question: str, missing: str
) -> None:
    answer = hard.answer(question)
    assert not answer.answered
    assert answer.missing == (missing,)


def test_a_name_that_is_found_is_not_said_to_be_missing(hard: Library) -> None:
    assert hard.answer("dân số xã Mai Lĩnh là bao nhiêu").missing == ()


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("điểm dân cư vùng lõm là gì", "Trong Kế hoạch này, điểm dân cư vùng lõm là nơi"),
        ("cơ quan nào chủ trì khảo sát điểm dân cư vùng lõm", "- Cơ quan chủ trì: Sở Công Thương."),
    ],
)
def test_a_definition_and_a_field_of_a_form(hard: Library, question: str, start: str) -> None:
    assert hard.answer(question).citations[0].quote.startswith(start)


def test_a_field_is_shown_with_what_it_is_of(hard: Library) -> None:
    (citation,) = hard.answer("cơ quan nào chủ trì lập dự án kéo điện về bản Nà Sang").citations
    assert citation.quote == "- Cơ quan chủ trì: Ban Quản lý dự án huyện."
    assert citation.lead is not None
    assert citation.lead.text.startswith("b) Lập dự án")


def test_a_letterhead_answers_nothing(hard: Library) -> None:
    answer = hard.answer("Ủy ban nhân dân tỉnh Lam Hà kéo điện về các bản mất bao nhiêu tiền")
    assert not any("Số: 63" in citation.quote for citation in answer.citations)


def test_who_leads_may_stand_in_the_head_of_a_column(hard: Library) -> None:
    (citation,) = hard.answer("việc đào hố, bón lót do cơ quan nào chủ trì").citations
    assert citation.quote.startswith("2 | Đào hố, bón lót | Đoàn Thanh niên")
