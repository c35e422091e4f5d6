"""What of a chat no longer holds, or never did, and is not to be shown."""

import json
from pathlib import Path

import pytest

from benchmarks.summaries import CHATS
from retrieval import chat_pairs, chat_speech, train_chat_pairs, train_chat_weights
from tests.retrieval.chats import assert_told, said, summary


@pytest.mark.parametrize(
    ("lines", "holds", "gone"),
    [
        (  # a number alone is of what was priced before
            """Hòa: Bồi dưỡng giám khảo hội thi 500 nghìn/người, kế toán làm dự toán nhé
            Lan: quy định mới chỉ cho 400 thôi chị""",
            "400",
            "500",
        ),
        (  # the correction names the old value itself
            """Hòa: Chi bộ thông qua báo cáo giải ngân đạt 62%, giao đ/c Minh đôn đốc
            Minh: số giải ngân 62% là số cũ, kho bạc chốt 65% rồi chị""",
            "65%",
            "62%",
        ),
        (  # a roster given again
            """Lan: Lịch trực sáng thứ Bảy:\\n- 18/7: Lành, Vinh\\n- 25/7: Hạnh, Khoa
            +300 Lan: Lịch trực chốt lại ạ:\\n- 18/7: Lành, Hạnh\\n- 25/7: Vinh, Khoa""",
            "18/7: Lành, Hạnh",
            "Lành, Vinh",
        ),
        (  # a place with its storey is one place
            """Hòa: Giao ban tuần 8h00 thứ Ba 3/3 tại phòng họp nhà A, các phòng gửi báo cáo
            +60 Hòa: Giao ban chuyển sang phòng họp nhà B tầng 2 vì nhà A đang chống dột""",
            "nhà B tầng 2",
            "phòng họp nhà A",
        ),
        (  # who cannot is not named beside who does
            """Hòa: Lớp cao cấp chính trị: đảng ủy thống nhất cử đ/c Sỹ và đ/c Hạnh đi học
            Minh: Đ/c Hạnh xin rút vì nuôi con nhỏ, thay bằng đ/c Thoa nhé""",
            "Thoa",
            "Hạnh",
        ),
        (  # one line of a roster, given again with others
            """Hòa: Lịch trực bão từ 6/3 đến 8/3:\nCa ngày 7h-19h: Linh, Ngân\nCa đêm 19h-7h: \
Cường, Đạt
            +200 Hòa: Đạt nghỉ ốm. Ca đêm 19h-7h: Cường, Vinh. Đ/c Vinh từ đội kho sang""",
            "Cường, Vinh",
            "Cường, Đạt",
        ),
        (  # a duty that is told with other words around it
            """Hòa: Phân công hội thi:\nDẫn chương trình: Loan\nÂm thanh: Mơ\nĐón khách: Yến
            +90 Hòa: Loan bị viêm họng. Giang dẫn chương trình nhé
            Giang: vâng ạ""",
            "Giang dẫn chương trình",
            "Dẫn chương trình: Loan",
        ),
        (  # of two who go together one stays
            """Hòa: Lễ khởi công nhà tình nghĩa 8h ngày 23/3, chi bộ cử đ/c Đạo và đ/c Ngà dự.
            Ngà: hôm đó em bận thi rồi ạ
            Hòa: Vậy đ/c Dũng đi cùng đ/c Đạo nhé.""",
            "Dũng",
            "Đạo và đ/c Ngà",
        ),
        (  # the old value after the new one, where the statement corrects
            """Lan: Số khách 6 tháng đầu năm là 1,42 triệu lượt, các phòng đưa vào báo cáo 6 tháng
            +50 Lan: đính chính số khách 6 tháng là 1,24 triệu lượt, tờ in ghi 1,42 triệu""",
            "1,24 triệu",
            "1,42 triệu",
        ),
        (  # the hall there is, where it is taken
            """Hòa: Bóng đá bốc thăm 19h tối thứ Tư 4/3 tại nhà văn hóa, các đội cử người dự
            +90 Hòa: Nhà văn hóa tối nay họp chi bộ, bốc thăm dời lên phòng 301 UBND phường""",
            "phòng 301 UBND phường",
            "nhà văn hóa",
        ),
        (  # those of several that are told by a number
            """Hòa: Lớp tập huấn của Sở: phường mình đi đợt 2, mỗi phòng 1 người, báo tên trước 14/3
            +40 Hòa: Lớp tập huấn của Sở chuyển sang đợt 1 nhé, đợt 2 vướng kỳ họp""",
            "đợt 1",
            "đi đợt 2",
        ),
    ],
)
def test_an_old_value_is_not_shown(lines: str, holds: str, gone: str) -> None:
    assert_told(lines, holds, gone)


@pytest.mark.parametrize(
    ("lines", "held"),
    [
        (  # both prepare: nothing says that one does it for the other
            """Hòa: Đoàn kiểm tra đến sáng 13/3, đ/c Hậu và cô Sáu chuẩn bị sổ bản đồ.
            +60 Hòa: Đoàn xem thêm địa bàn 1, đ/c Khả chuẩn bị sổ bản đồ luôn nhé.""",
            "Hậu",
        ),
        (  # what is mended is not what is replaced
            """Linh: thợ bảo thay 2 củ loa hết 1tr6 ạ, xin anh duyệt
            Hòa: Duyệt. Làm xong trước 28/3.""",
            "2 củ loa",
        ),
        (  # the same sum, said short
            """Hòa: Sở Tài chính duyệt giá vé 243.000đ, niêm yết trước 28/3.
            Minh: 243 thì dân cũng vui""",
            "243.000đ",
        ),
        (  # a form, a lot: read, and not taken for an hour or a count
            """Hòa: Các tổ làm theo biểu 3.2.1, gửi cô Lan trước 20/3 nhé.
            Lan: lô HX-0417 nhập kho rồi ạ""",
            "3.2.1",
        ),
    ],
)
def test_what_still_holds_stays(lines: str, held: str) -> None:
    assert held in said(summary(lines))


def test_a_warning_about_secrets_is_told_and_a_secret_is_not() -> None:
    told = said(
        summary(
            """Hằng: Cảnh báo: có người giả danh ngân hàng, đề nghị bà con chú ý. Ngân hàng KHÔNG \
gọi xin mã OTP, ai nhận cuộc gọi lạ báo công an xã trước 20/3.
            Minh: mật khẩu phần mềm là Kho2026ab, không đưa mật khẩu này cho ai, nộp báo cáo 20/3"""
        )
    )
    assert "OTP" in told
    assert "Kho2026ab" not in told


def test_a_notice_of_one_event_is_one_point() -> None:
    (point,) = summary(
        """Hòa: THÔNG BÁO tập huấn sơ cấp cứu:\\n1. Đối tượng: cán bộ các khoa.\\n2. Thời gian: \
13h30 ngày 14/3.\\n3. Địa điểm: hội trường tầng 5.\\n4. Danh sách gửi cô Lan trước 16h ngày 10/3."""
    ).points
    assert "13h30" in point.text
    assert "hội trường tầng 5" in point.text


def test_a_date_that_begins_a_line_is_no_number_of_a_list() -> None:
    told = said(
        summary(
            "Lan: Lịch trực tuần này:\\n8/3: BS Bách, Huyền\\n9/3: BS Lam, Ngọc\\n10/3: BS Khải"
        )
    )
    assert "8/3: BS Bách" in told
    assert "9/3: BS Lam" in told


def test_a_name_ends_with_its_line() -> None:
    (point,) = summary(
        "Hòa: Dự giờ xếp lại:\\nThứ Ba 3/3: lớp 2 - cô Loan\\nThứ Năm 5/3: lớp 1 - cô Giang"
    ).points
    assert set(point.people) == {"Loan", "Giang"}


def test_an_hour_is_no_part_of_a_place() -> None:
    told = said(summary("Hòa: Lực lượng xung kích tập trung tại trụ sở 6h00 ngày 13/3."))
    assert "trụ sở 6h00 ngày 13/3" in told


def test_weekdays_side_by_side_are_not_made_dates() -> None:
    told = said(summary("Hòa: Duyệt chuyên mục mới: phát thứ Hai và thứ Sáu, bắt đầu từ 10/3."))
    assert "thứ Hai và thứ Sáu" in told


@pytest.mark.parametrize(
    "line",
    [
        "An: hay tổ mình lập tiệm tạp hoá chung đi mọi người, mỗi người góp 5 triệu",
        "An: Đề xuất thế này: hay là mình thuê luôn xe tải chở hồ sơ, tầm 3 triệu",
        "An: hồi 1990 cả cơ quan mình đi đền Thượng, xuất phát 3h sáng",
        "An: THÔNG BÁO: mỗi sáng 5h uống 1 lít nước ấm! HÃY CHIA SẺ NGAY cho 10 người hôm nay",
    ],
)
def test_proposals_tales_and_chain_letters_are_no_points(line: str) -> None:
    assert summary(f"{line}\nBình: báo cáo tháng nộp anh Minh trước 10/3 nhé").points
    assert line[10:30] not in said(summary(f"{line}\nBình: báo cáo nộp anh Minh trước 10/3 nhé"))


def test_the_heading_of_a_list_is_said_once_in_a_point() -> None:
    told = said(
        summary(
            """Hòa: Kết luận họp chi bộ ngày 2/3:\\n1. Đ/c Minh soạn báo cáo, gửi trước 10/3.\\n2. \
Đ/c Lan lập danh sách đảng viên, gửi trước 12/3.
            Minh >1: em gửi báo cáo 11/3 được không ạ
            Hòa >2: được, vậy báo cáo 11/3 nhé"""
        )
    )
    assert "11/3" in told
    for line in told.split("\n"):
        assert line.count("Kết luận họp chi bộ") <= 1


def test_the_shipped_weights_are_those_that_the_scripts_give() -> None:
    """Else run `train_chat_pairs`, then `train_chat_weights`, over benchmarks/chats."""
    pairs = train_chat_pairs.fit(list(train_chat_pairs.labelled(CHATS)))
    assert pairs.weights == pytest.approx(chat_pairs.shipped().weights, abs=0.002)
    exports = train_chat_pairs.exports(CHATS)
    fitted = train_chat_weights.fit([r for path in exports for r in train_chat_weights.rows(path)])
    shipped = json.loads(Path(chat_speech.__file__).with_name(chat_speech.FILE).read_text())
    assert fitted == pytest.approx(shipped | {"one": fitted["one"]}, abs=0.002)
