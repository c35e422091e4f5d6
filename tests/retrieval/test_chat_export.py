"""Telegram Desktop's export, whole, damaged and long."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index.errors import Damaged
from retrieval.chat_export import WINDOW, Export
from retrieval.chat_types import Kind

FORUM = [
    {"id": 5, "type": "service", "date": "2026-03-02T08:00:00", "actor": "An",
     "action": "topic_created", "title": "Đội bóng"},
    {"id": 6, "type": "message", "date": "2026-03-02T08:01:00", "date_unixtime": "1772413260",
     "from": "An", "from_id": "user1", "reply_to_message_id": 5,
     "text": ["Xem ", {"type": "link", "text": "https://a.vn"}, " nhé"]},
    {"id": 7, "type": "message", "date": "2026-03-02T08:02:00", "from": "Bình", "from_id": "user2",
     "reply_to_message_id": 6, "text": "vâng", "edited": "2026-03-02T08:03:00"},
    {"id": 8, "type": "message", "date": "2026-03-02T08:04:00", "from": None, "from_id": "user3",
     "media_type": "sticker", "file": "s.webp", "text": ""},
    {"id": 9, "type": "message", "date": "2026-03-02T08:05:00", "from": "An", "from_id": "user1",
     "file": "x", "file_name": "12-NQ-TU.pdf", "text": "", "forwarded_from": "Văn phòng"},
]  # fmt: skip


def written(folder: Path, messages: list[dict[str, Any]], cut: int | None = None) -> Path:
    head = {"name": "Nhóm ⚽", "type": "private_supergroup", "id": 123, "messages": messages}
    path = folder / "result.json"
    path.write_text(json.dumps(head, ensure_ascii=False, indent=1)[:cut], encoding="utf-8")
    return path


def test_messages_topics_and_kinds_are_read(tmp_path: Path) -> None:
    export = Export(written(tmp_path, FORUM))
    topic, first, reply, sticker, file = export.messages()
    assert (export.name, export.chat, export.damaged) == ("Nhóm ⚽", -100123, 0)
    assert (topic.kind, first.topic, first.topic_name) == (Kind.SERVICE, 5, "Đội bóng")
    assert first.text == "Xem https://a.vn nhé"
    assert first.sent == datetime(2026, 3, 2, 1, 1, tzinfo=UTC)
    assert (first.reply_to, reply.reply_to, reply.topic) == (None, 6, 5)
    assert reply.edited is not None
    assert (sticker.kind, sticker.sender) == (Kind.STICKER, "")
    assert (file.kind, file.file, file.forwarded_from) == (Kind.FILE, "12-NQ-TU.pdf", "Văn phòng")


def test_a_file_cut_short_gives_what_it_has(tmp_path: Path) -> None:
    whole = written(tmp_path, FORUM).read_text(encoding="utf-8")
    export = Export(written(tmp_path, FORUM, cut=whole.index('"id": 9') + 30))
    assert [message.id for message in export.messages()] == [5, 6, 7, 8]
    assert export.damaged == 1


def test_damage_in_the_middle_costs_one_message(tmp_path: Path) -> None:
    path = written(tmp_path, FORUM)
    path.write_text(path.read_text(encoding="utf-8").replace('"vâng"', '"vâ'), encoding="utf-8")
    export = Export(path)
    assert [message.id for message in export.messages()] == [5, 6, 8, 9]
    assert export.damaged == 1


def test_what_is_no_message_is_counted_and_passed_over(tmp_path: Path) -> None:
    odd = [{"id": "x"}, {"id": 3}, {"id": 4, "date": "hôm qua", "text": {}}, *FORUM[1:2]]
    export = Export(written(tmp_path, odd))
    assert [message.id for message in export.messages()] == [6]
    assert export.damaged == 3


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\x01PNG", b'{"messages": 5}'])
def test_another_file_is_no_export(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(Damaged):
        list(Export(path).messages())


def test_a_long_file_is_never_held_whole(tmp_path: Path) -> None:
    many = [FORUM[1] | {"id": n, "text": "chữ " * 50} for n in range(4 * WINDOW // 300)]
    export = Export(written(tmp_path, many))
    seen = 0
    for message in export.messages():
        seen += message.id == seen
        assert export.held < 3 * WINDOW
    assert seen == len(many)
