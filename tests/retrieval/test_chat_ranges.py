"""Which messages a summary is of."""

from datetime import datetime, timedelta

import pytest

from retrieval import chat_ranges
from retrieval.chat_ranges import Range, parse, select
from retrieval.chat_times import find
from retrieval.chat_types import VIETNAM
from tests.retrieval.chats import START, chat

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=VIETNAM)


def ids(wanted: Range) -> list[int]:
    messages = chat(
        """An: họp giao ban thứ 2
        +1440 Bình: quỹ thăm hỏi tháng này thu bao nhiêu ạ
        Chi >2: 50.000đ nhé
        +1440 An: mai nộp báo cáo
        Bình >3: cảm ơn chị, quỹ em nộp rồi"""
    )
    return [message.id for message in select(messages, wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Range(after=3), [4, 5]),
        (Range(start=3), [3, 4, 5]),
        (Range(last=2), [4, 5]),
        (Range(asked=2), [2, 3, 5]),
        (Range(asked=2, sender="userChi"), [2, 3]),
        (Range(asked=99), []),
        (chat_ranges.today(NOW), [4, 5]),
        (chat_ranges.yesterday(NOW), [2, 3]),
        (chat_ranges.hours(NOW, 1000), [1, 2, 3, 4, 5]),
        (Range(about="quy tham hoi"), [2, 3, 5]),
    ],
)
def test_a_range_holds_its_messages(wanted: Range, found: list[int]) -> None:
    assert ids(wanted) == found


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hôm nay", chat_ranges.today(NOW)),
        ("hom qua", chat_ranges.yesterday(NOW)),
        ("50 tin", Range(last=50)),
        ("100", Range(last=100)),
        ("3 giờ", Range(since=NOW - timedelta(hours=3))),
        ("2 ngày qua", Range(since=NOW - timedelta(days=2))),
        ("về hội nghị quý 4", Range(about="hội nghị quý 4")),
        ("2/3", Range(since=datetime(2026, 3, 2, tzinfo=VIETNAM))),
        ("5/3", Range(since=datetime(2025, 3, 5, tzinfo=VIETNAM))),
        ("2026-03-01", Range(since=datetime(2026, 3, 1, tzinfo=VIETNAM))),
        ("xin chào", None),
    ],
)
def test_what_people_type_is_understood(typed: str, wanted: Range | None) -> None:
    assert parse(typed, NOW) == wanted


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("14h thứ 5 ngày 5/3", "2026-03-05T14:00+07:00"),
        ("hop luc 8h30 thu 6 tuan sau", "2026-03-13T08:30+07:00"),
        ("3h chiều mai", "2026-03-03T15:00+07:00"),
        ("trước 20/11", "2026-11-20"),
        ("cuối tháng này", "2026-03-31"),
        ("chủ nhật tuần này", "2026-03-08"),
        ("thứ 2", "2026-03-02"),
        ("hôm thứ 6", "2026-02-27"),
        ("23-24/5 tại biển", "2026-05-23"),
        ("8 giờ 30 phút ngày 12 tháng 3 năm 2027", "2027-03-12T08:30+07:00"),
        ("đến hết 15/1", "2027-01-15"),
    ],
)
def test_times_are_worked_out_from_the_day_of_the_message(text: str, iso: str) -> None:
    assert find(text, START)[0].iso == iso


@pytest.mark.parametrize(
    "text",
    ["đã nộp 31/52", "đủ 9/9", "chị Mai gửi", "lần thứ 3", "57-NQ/TW", "2 ngày 1 đêm", "30/2"],
)
def test_other_numbers_are_no_times(text: str) -> None:
    assert [w for w in find(text, START) if w.iso] == []
