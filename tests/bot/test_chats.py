"""The log of group messages: what is kept, for how long, and what goes."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.chats import Chats
from bot.cli import main
from bot.updates import Updates
from retrieval.chat_types import Kind, Message

DAY = 24 * 3600.0
MESSAGE = Message(
    7, datetime(2026, 3, 2, 1, tzinfo=UTC), "user1", "An", "họp 8h", Kind.TEXT, 3, 5, "Đội bóng",
    "a.pdf", "Văn phòng", datetime(2026, 3, 2, 2, tzinfo=UTC), False, True, -1001,
)  # fmt: skip


EXPORT = {
    "name": "Tổ công tác", "type": "private_supergroup", "id": 9,
    "messages": [
        {
            "id": 1, "type": "message", "date_unixtime": "1772413200",
            "from": "An", "from_id": "user1", "text": "Họp 8h ngày 5/3",
        }
    ],
}  # fmt: skip


class Clock:
    now = MESSAGE.sent.timestamp() + DAY

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> Iterator[Chats]:
    with closing(Updates(tmp_path, clock=clock)) as store:
        store.chats.open(-1001, "Nhóm", 14)
        yield store.chats


def test_a_message_comes_back_as_it_was(log: Chats) -> None:
    assert log.keep([MESSAGE]) == 1
    assert list(log.messages(-1001)) == [MESSAGE]


def test_an_edit_replaces_and_a_deletion_removes(log: Chats) -> None:
    log.keep([MESSAGE, replace(MESSAGE, text="họp 9h")])
    assert [m.text for m in log.messages(-1001)] == ["họp 9h"]
    log.remove(-1001, [7])
    assert list(log.messages(-1001)) == []


def test_nothing_is_kept_of_a_chat_that_is_not_open(log: Chats) -> None:
    assert log.keep([replace(MESSAGE, chat=-1002)]) == 0
    log.keep([MESSAGE])
    log.close(-1001)
    log.open(-1001, "Nhóm")
    assert list(log.messages(-1001)) == []


def test_who_leaves_is_forgotten_and_not_kept_again(log: Chats) -> None:
    log.keep([MESSAGE, replace(MESSAGE, id=8, sender_id="user2")])
    log.leave(-1001, "user1")
    assert log.keep([replace(MESSAGE, id=9)]) == 0
    assert [m.id for m in log.messages(-1001)] == [8]
    log.come_back(-1001, "user1")
    assert log.keep([replace(MESSAGE, id=10)]) == 1


def test_messages_go_when_their_time_is_over(log: Chats, clock: Clock) -> None:
    log.keep([MESSAGE])
    clock.now += 13 * DAY
    assert list(log.messages(-1001)) == []
    log.expire()
    clock.now -= 13 * DAY
    assert list(log.messages(-1001)) == []


def test_the_commands_work_beside_a_running_bot(log: Chats, tmp_path: Path) -> None:
    """`log` is open: its process holds the lock that another bot would need."""
    log.keep([replace(MESSAGE, sent=datetime.now(UTC))])
    office = ["--data", str(tmp_path), "chat"]
    listed = CliRunner().invoke(main, [*office, "list"])
    assert (listed.exit_code, "Nhóm" in listed.output) == (0, True), listed.output
    export = tmp_path / "result.json"
    export.write_text(json.dumps(EXPORT), encoding="utf-8")
    read = CliRunner().invoke(main, [*office, "import", str(export)])
    assert read.exit_code == 0, read.output
    (imported,) = [kept.chat for kept in log.kept() if kept.imported]
    assert [m.text for m in log.messages(imported)] == ["Họp 8h ngày 5/3"]


def test_an_old_export_is_kept_from_its_import(log: Chats, clock: Clock) -> None:
    clock.now += 100 * DAY
    log.open(-1003, "Nhập", 14, imported=True)
    assert log.keep([replace(MESSAGE, chat=-1003)]) == 1
    clock.now += 15 * DAY
    log.expire()
    clock.now -= 15 * DAY
    assert list(log.messages(-1003)) == []
