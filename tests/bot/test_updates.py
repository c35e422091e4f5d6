"""The durable inbox and outbox, on a real SQLite file."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import updates
from bot.calls import Call
from bot.updates import ATTEMPTS, BACKLOG, Arrival, Job, Updates
from index.errors import Busy, StoreDamaged, Unwritable

SEND = Call("send_message", {"chat_id": 1, "text": "chữ 📌"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Updates]:
    made = Updates(tmp_path)
    yield made
    made.close()


def arrival(update_id: int, lane: str = "message:1") -> Arrival:
    return Arrival(update_id, lane, {"update_id": update_id})


def take(store: Updates, *busy: str, **served: float) -> Job:
    job = store.next(busy, served)
    assert job is not None
    return job


def rows(folder: Path, query: str) -> list[Any]:
    db = sqlite3.connect(folder / "bot.db")
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def test_an_update_known_already_is_left_as_it_is(store: Updates) -> None:
    store.accept([arrival(1)])
    store.finish(1)
    store.accept([arrival(1)])
    assert store.next((), {}) is None


def test_a_lane_keeps_its_order_and_the_least_recently_served_goes_first(store: Updates) -> None:
    store.accept([arrival(1, "a"), arrival(2, "a"), arrival(3, "b"), arrival(4, "c")])
    served = {"a": 2.0, "b": 1.0}
    assert store.next((), served) == Job(4, "c", {"update_id": 4}, False, False, 0)
    assert take(store, "c", **served).update_id == 3
    assert take(store, "b", "c", **served).update_id == 1
    store.finish(1)
    assert take(store, "b", "c", **served).update_id == 2
    assert store.next(("a", "b", "c"), served) is None


def test_a_burst_beyond_the_cap_gets_one_polite_word(store: Updates, tmp_path: Path) -> None:
    store.accept([arrival(number) for number in range(1, BACKLOG + 4)])
    job = take(store, "message:1")
    assert job.overflow
    assert job.update_id == BACKLOG + 1
    store.finish(job.update_id)
    assert store.next(("message:1",), {}) is None
    # What was refused without a word holds no words of the person either.
    assert rows(tmp_path, "SELECT COUNT(*) FROM updates WHERE body IS NULL") == [(3,)]


def test_replies_survive_and_are_sent_in_order(store: Updates, tmp_path: Path) -> None:
    store.accept([arrival(1)])
    store.reply(1, [SEND, SEND])
    store.mark(store.parts(1)[0], "sent")
    store.close()
    again = Updates(tmp_path)
    assert take(again).replying
    (part,) = again.parts(1)
    assert (part.part, part.call) == (1, SEND)
    again.close()


def test_a_part_on_its_way_at_a_kill_is_sent_once_more_only(tmp_path: Path) -> None:
    store = Updates(tmp_path)
    store.accept([arrival(1)])
    store.reply(1, [SEND])
    for left in (1, 0):
        store.mark(updates.Part(1, 0, SEND), "sending")
        store.close()
        store = Updates(tmp_path)
        assert len(store.parts(1)) == left
    assert rows(tmp_path, "SELECT status FROM outbox") == [("unsure",)]
    store.close()


def test_what_kills_the_process_again_and_again_is_poisonous(store: Updates) -> None:
    store.accept([arrival(1)])
    for _ in range(ATTEMPTS):
        assert not take(store).poisonous
        store.begin(1)
    assert take(store).poisonous


def test_words_go_when_an_update_is_finished_and_the_number_after_two_days(
    store: Updates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.accept([arrival(1), arrival(2)])
    store.reply(1, [SEND], failed=True)
    store.finish(1)
    assert rows(tmp_path, "SELECT body, status FROM updates WHERE update_id = 1") == [
        (None, "failed")
    ]
    assert rows(tmp_path, "SELECT params FROM outbox") == [("",)]
    store.prune()
    assert rows(tmp_path, "SELECT COUNT(*) FROM updates") == [(2,)]
    monkeypatch.setattr(updates, "KEEP_SECONDS", -1.0)
    store.prune()
    assert rows(tmp_path, "SELECT update_id FROM updates") == [(2,)]
    assert rows(tmp_path, "SELECT COUNT(*) FROM outbox") == [(0,)]


def test_only_the_owner_of_the_process_can_read_it(store: Updates, tmp_path: Path) -> None:
    assert (tmp_path / "bot.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "bot.db-wal").stat().st_mode & 0o077 == 0


def test_a_second_bot_on_the_folder_is_busy(store: Updates, tmp_path: Path) -> None:
    with pytest.raises(Busy):
        Updates(tmp_path)


def test_a_damaged_file_and_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreDamaged):
        Updates(tmp_path)
    with pytest.raises(Unwritable):
        Updates(tmp_path / "bot.db")


def test_a_change_is_made_once_by_an_update_that_is_begun_again(tmp_path: Path) -> None:
    store = Updates(tmp_path)
    store.accept([arrival(1)])
    store.accept([arrival(2, "message:2")])
    assert store.once.change(1, lambda: store.members.turn_door(-5)) is True
    with pytest.raises(ZeroDivisionError):
        store.once.change(2, lambda: [store.members.turn_door(-6), 1 // 0][1])
    store.close()
    again = Updates(tmp_path)
    assert again.once.change(1, lambda: again.members.turn_door(-5)) is True
    assert again.members.doors() == [-5]
    again.finish(1)
    assert rows(tmp_path, "SELECT count(*) FROM changes") == [(0,)]
    again.close()


def test_how_parts_ended_is_known_after_a_kill(tmp_path: Path) -> None:
    store = Updates(tmp_path)
    store.accept([arrival(1)])
    edit = Call("edit_message_text", {"chat_id": 7, "message_id": 1, "text": "a"})
    store.reply(1, [SEND, edit, edit, SEND])
    for part, status in zip(store.parts(1), ("sent", "refused", "gone", "refused"), strict=True):
        store.mark(part, status)
    store.close()
    again = Updates(tmp_path)
    assert again.ended(1) == {"gone": {7}, "refused": {1}}
    again.accept([arrival(2, "message:2")])
    again.reply(2, [SEND])
    again.mark(again.parts(2)[0], "sending")
    assert again.ended(2) == {"unsure": {1}}
    again.close()
