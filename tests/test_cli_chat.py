"""`tracuu chat` as people and scripts meet it."""

import json
from pathlib import Path

import pytest

from bot import texts
from tests.test_cli import tracuu

NOTICE = "Thông báo: chi bộ họp 8h thứ 5 ngày 5/3 tại phòng họp số 2, nghiên cứu 12-NQ/TU"
TALK = [NOTICE, "vâng ạ", "Đ/c Minh gửi báo cáo trước 6/3 nhé", "nhầm, họp 9h chứ không phải 8h ạ"]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    messages = [
        {"id": n, "type": "message", "date": f"2026-03-02T08:{n:02}:00", "from": "Hòa",
         "from_id": "user1", "text": text} | ({"reply_to_message_id": 1} if n == 4 else {})
        for n, text in enumerate(TALK, start=1)
    ]  # fmt: skip
    path = tmp_path / "result.json"
    head = {"name": "Chi bộ", "type": "private_supergroup", "id": 77, "messages": messages}
    path.write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_record_of_a_summary(tmp_path: Path, export: Path) -> None:
    done = tracuu("--data", tmp_path, "chat", "summarise", export, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["points", "topics", "documents", "nothing_important"]
    assert [list(p) for p in found["points"]] == [
        ["kind", "text", "message_ids", "people", "due"]
    ] * 2
    task, meeting = sorted(found["points"], key=lambda p: p["kind"], reverse=True)
    assert (task["people"], task["due"], task["message_ids"]) == (["Minh"], "2026-03-06", [3])
    assert (meeting["due"], meeting["message_ids"]) == ("2026-03-05T09:00+07:00", [1, 4])
    assert [list(t) for t in found["topics"]] == [["title", "message_ids"]]
    assert (found["documents"], found["nothing_important"]) == (["12-NQ/TU"], False)


def test_ranges_and_plain_text(tmp_path: Path, export: Path) -> None:
    done = tracuu("--data", tmp_path, "chat", "summarise", export, "--since", "1", "--last", "2")
    assert texts.CHAT_HEAD.format(points=2, count=2) in done.stdout
    assert "06/03/2026" in done.stdout
    quiet = tracuu("--data", tmp_path, "chat", "summarise", export, "--since", "4")
    assert quiet.stdout.strip() == texts.CHAT_QUIET.format(count=0)


def test_an_export_is_kept_listed_summarised_and_removed(tmp_path: Path, export: Path) -> None:
    imported = tracuu("--data", tmp_path, "chat", "import", export, "--days", "3")
    assert imported.stdout.strip() == texts.CHAT_IMPORTED.format(
        count=4, title="Chi bộ", chat=77, days=3
    )
    export.unlink()
    assert "77  Chi bộ" in tracuu("--data", tmp_path, "chat", "list").stdout
    assert "9h" in tracuu("--data", tmp_path, "chat", "summarise", "77").stdout
    assert tracuu("--data", tmp_path, "chat", "remove", "77").returncode == 0
    assert tracuu("--data", tmp_path, "chat", "list").stdout.strip() == texts.CHAT_NONE


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("summarise", "khong-co.json"), texts.CHAT_UNKNOWN.format(subject="khong-co.json")),
        (("import", "khong-co.json"), "khong-co.json"),
        (("summarise", __file__), "bị hỏng"),
        (("remove", "5"), texts.CHAT_UNKNOWN.format(subject=5)),
    ],
)
def test_failures_are_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = tracuu("--data", tmp_path, "chat", *arguments)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert done.stderr.strip().count("\n") == 0
