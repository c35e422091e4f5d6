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
    ],
)
def test_an_old_value_is_not_shown(lines: str, holds: str, gone: str) -> None:
    assert_told(lines, holds, gone)


@pytest.mark.parametrize(
    "line",
    [
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
