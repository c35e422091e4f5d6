"""What bodies are made of and have to do, and which body a sentence speaks of."""

from collections.abc import Iterator

import pytest

from retrieval import bodies, values
from retrieval.library import Library
from retrieval.questions import parse
from tests.retrieval.indexed import library_of, quotes

DOCUMENTS = {
    "so.txt": """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 18/QĐ-UBND
Hà Giang, ngày 12 tháng 3 năm 2026

QUYẾT ĐỊNH
Ban hành Quy định tổ chức của Sở Ngư nghiệp

Điều 1. Vị trí và chức năng
Sở Ngư nghiệp là cơ quan chuyên môn, thực hiện chức năng tham mưu, quản lý ao hồ và nghề nuôi cá.

Điều 2. Cơ cấu tổ chức
1. Lãnh đạo: Sở Ngư nghiệp có Giám đốc và các Phó Giám đốc. Khi Giám đốc vắng mặt, một Phó Giám đốc
được ủy quyền điều hành Sở.
2. Cơ cấu của Sở Ngư nghiệp, gồm:
a) Văn phòng;
b) 02 phòng chuyên môn: Phòng Nuôi trồng; Phòng Tàu thuyền.
c) Trạm giống.
""",
    "ke-hoach.txt": """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 27/KH-UBND
Hà Giang, ngày 20 tháng 4 năm 2026

KẾ HOẠCH
Thả cá giống xuống hồ năm 2026

I. YÊU CẦU
Việc thả cá ưu tiên các loài bản địa: cá chiên, cá lăng.

II. TỔ CHỨC THỰC HIỆN
1. Sở Ngư nghiệp
- Chọn giống và kiểm dịch.
- Báo cáo kết quả trước ngày 30/10.
2. Sở Y tế
- Cấp túi thuốc cho đội thả cá.
- Trực cấp cứu bên hồ.
3. Sở Tài chính
Chủ trì, phối hợp với các đơn vị có liên quan lập dự toán mua lưới.

III. THI ĐUA VÀ HÌNH THỨC KHEN THƯỞNG
1. Đối tượng thi đua: các đội thả cá.
2. Tiêu chí thi đua: cá sống khỏe.
3. Hình thức khen thưởng
Các hình thức khen thưởng gồm: Giấy khen; cờ lưu niệm; một cặp cá lăng.

IV. ĐIỂM THẢ
Các điểm thả cá giống gồm:
Bến Nà Tông
Bến Khuổi My

Mặt hồ rộng khoảng 43.346 m2.

PHỤ LỤC
TT | Việc | Chủ trì | Phối hợp
1 | Đề xuất ưu tiên thu hút tỉnh bạn cùng thả | Sở Tài chính | Văn phòng tỉnh Hà Giang
2 | Mua lưới chắn cá | Sở Tài chính | Đoàn Thanh niên
""",
    "de-an.txt": """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 2604/QĐ-UBND
Hà Giang, ngày 05 tháng 6 năm 2026

QUYẾT ĐỊNH
Phê duyệt Đề án nuôi cá lồng trên hồ

Điều 1. Quy mô
Năm 2027 đóng 60 lồng cá tại bến Nà Tông.

Điều 2. Sắp xếp bến cá
1. Bến Nà Tông và bến Khuổi My sắp xếp thành một bến.
2. Hồ có 04 bến, trong đó bến Bản Lạn không thực hiện sắp xếp.

Điều 3. Người nuôi cá
1. Người nuôi cá được vay vốn và được tập huấn.
2. Người nuôi cá không được thả lưới trong lòng hồ.

Điều 4. Máy móc
Chủ lồng cá quyết định việc mua máy móc cho lồng của mình.
""",
    "bao.md": """# Báo Hồ Xanh

| Tình trạng | Đang hoạt động |
|---|---|
| Trụ sở | 40 phố Bến Cũ |
| Chủ sở hữu | Hội Nghề cá |

Báo Hồ Xanh là tờ báo của người nuôi cá tại Việt Nam, ra số đầu ngày 22 tháng 4 năm 1999.
Định kỳ hàng tháng, Báo Hồ Xanh bình chọn bài viết hay; 100% bài viết do bạn đọc gửi.
""",
    "quy.txt": """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 39/QĐ-UBND
Hà Giang, ngày 02 tháng 6 năm 2026

QUYẾT ĐỊNH
Ban hành Điều lệ Quỹ Bảo tồn hồ

Điều 5. Cho vay
Lãi suất cho vay của Quỹ Bảo tồn hồ không vượt quá 3%/năm, từ năm học 2025 - 2026.
Quỹ hỗ trợ học phí nghề lặn cho con em xã ven hồ từ năm học 2025 - 2026.
""",
}


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("lakes"), DOCUMENTS) as opened:
        yield opened


@pytest.mark.parametrize(
    "question", ["sở ngư nghiệp hà giang gồm những phòng nào", "so ngu nghiep gom nhung phong nao"]
)
def test_the_rooms_of_an_office_are_the_list_whose_items_are_rooms(
    lakes: Library, question: str
) -> None:
    assert quotes(lakes, question) == [
        "2. Cơ cấu của Sở Ngư nghiệp, gồm:",
        "a) Văn phòng;",
        "b) 02 phòng chuyên môn: Phòng Nuôi trồng; Phòng Tàu thuyền.",
        "c) Trạm giống.",
    ]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Sở Y tế gồm những phòng nào", id="of which only the tasks are told"),
        pytest.param("sở ngư nghiệp có mấy phó giám đốc", id="somebody is no number"),
        pytest.param("học phí nghề lặn là bao nhiêu", id="a school year is no sum"),
        pytest.param("báo Hồ Xanh có bao nhiêu bài viết", id="a share is no number"),
        pytest.param("quỹ nhà ở cho vay lãi suất bao nhiêu", id="another fund"),
    ],
)
def test_what_is_not_said_of_it_is_not_answered(lakes: Library, question: str) -> None:
    assert not lakes.answer(question).answered


def test_the_fund_that_is_asked_about_answers(lakes: Library) -> None:
    (quote,) = quotes(lakes, "quỹ bảo tồn hồ cho vay lãi suất bao nhiêu")
    assert "3%/năm" in quote


@pytest.mark.parametrize(
    "question",
    [
        "kế hoạch 27 Hà Giang giao Sở Y tế làm gì",
        "so y te phai lam gi trong ke hoach 27 ha giang",
        "Sở Y tế có nhiệm vụ gì khi thả cá giống xuống hồ",
    ],
)
def test_what_a_body_has_to_do_is_the_list_under_its_name(lakes: Library, question: str) -> None:
    assert quotes(lakes, question) == [
        "2. Sở Y tế",
        "- Cấp túi thuốc cho đội thả cá.",
        "- Trực cấp cứu bên hồ.",
    ]


def test_the_province_that_a_document_is_of_does_not_choose_its_sentence(lakes: Library) -> None:
    best = quotes(lakes, "27/KH-UBND Hà Giang ưu tiên thả loài nào")[0]
    assert "cá chiên" in best


def test_a_paragraph_under_the_name_of_a_body_is_its_task(lakes: Library) -> None:
    (quote,) = quotes(lakes, "kế hoạch 27 Hà Giang giao Sở Tài chính làm gì")
    assert "lập dự toán mua lưới" in quote


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param(
            "khi thả cá giống có những hình thức khen thưởng nào", "Giấy khen; cờ lưu niệm;",
            id="a list in one sentence",
        ),
        pytest.param(
            "thả cá giống xuống hồ có những điểm thả nào", "Bến Nà Tông Bến Khuổi My",
            id="items without marks",
        ),
        pytest.param(
            "đề án 2604 đóng bao nhiêu lồng cá", "60 lồng cá", id="what a number approves"
        ),
        pytest.param(
            "ben nao khong sap xep", "bến Bản Lạn không thực hiện sắp xếp", id="what is denied"
        ),
        pytest.param(
            "người nuôi cá không được làm gì", "không được thả lưới", id="what is forbidden"
        ),
        pytest.param(
            "ai quyet dinh mua may moc cho long ca", "Chủ lồng cá quyết định", id="máy, not mấy"
        ),
        pytest.param("báo Hồ Xanh trụ sở ở đâu", "40 phố Bến Cũ", id="a row of two cells"),
        pytest.param(
            "bao lâu báo Hồ Xanh bình chọn bài viết hay một lần", "Định kỳ hàng tháng",
            id="how often",
        ),
        pytest.param(
            "mặt hồ thả cá rộng bao nhiêu m2", "43.346 m2", id="the digit of a unit"
        ),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_quoted_whole(lakes: Library, question: str, words: str) -> None:
    assert words in quotes(lakes, question)[0]


@pytest.mark.parametrize(
    ("question", "around", "another"),
    [
        ("sở y tế có mấy phòng", "", True),
        ("sở y tế có mấy phòng", "Sở Y tế và", False),
        ("sở hữu nhà", "", False),
        ("sở nội vụ có mấy phòng", "", False),
    ],
)
def test_which_body_a_sentence_speaks_of(question: str, around: str, another: bool) -> None:
    said = "Sở Nội vụ có 06 phòng."
    assert bodies.is_another(question, said, f"{around} {said}") is another


def test_whether_a_body_is_named_around() -> None:
    assert bodies.stand("sở y tế làm gì", "Cấp thuốc. SỞ Y TẾ")
    assert not bodies.stand("sở y tế làm gì", "Cấp thuốc. Sở Nội vụ")
    assert bodies.stand("ai cấp thuốc", "Cấp thuốc.")


@pytest.mark.parametrize(
    ("said", "amount"),
    [("Sở có một Phó Giám đốc.", 1), ("Một Phó Giám đốc được ủy quyền ký.", 0)],
)
def test_one_of_them_is_not_how_many_there_are(said: str, amount: int) -> None:
    assert values.value(parse("có mấy phó giám đốc"), said) == amount
