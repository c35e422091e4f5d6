"""Follow-ups in a chat: understood after the last turns, for a while, for that person only."""

import io
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import terminal, texts
from bot.calls import Call
from bot.turns import memo
from bot.updates import Arrival, Updates
from index.corpus import Corpus
from index.database import open_database
from index.view import CorpusView
from retrieval.answering import Answerer
from retrieval.conversation import MOST_TURNS, Source, Turn
from retrieval.library import Library
from retrieval.types import Reason
from tests.bot.conftest import OWNER, ROOT, StartBot
from tests.bot.test_conversation import quoted
from tests.embedders import HashEmbedder
from tests.telegram_server import TelegramServer

REGISTER = ("-m", "tests.bot.run_register_bot")
OTHER = 2002
ABOUT = "Nghị quyết 12-NQ/TU nói về gì?"
SIGNED = texts.UNDERSTOOD.format(question="ai ký 12-NQ/TU?")
WHICH = texts.NO_ANSWER[Reason.WHICH_DOCUMENT]


async def ask(server: TelegramServer, text: str, person: int = OWNER, **more: Any) -> Any:
    """Send a question and wait for the one message that answers it."""
    before = len(server.messages.get(person, []))
    await server.message(person, text=text, **more)
    return (await server.replies(person, before + 1))[before]


def turns_in(folder: Path) -> int:
    db = sqlite3.connect(folder / "data" / "bot.db")
    try:
        return int(db.execute("SELECT COUNT(*) FROM turns").fetchone()[0])
    finally:
        db.close()


async def test_a_conversation_goes_on_after_a_kill(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await start_bot(*REGISTER)
    await ask(server, ABOUT)
    await bot.printed("served in")
    await bot.end(signal.SIGKILL)
    await start_bot(*REGISTER)
    signer = await ask(server, "ai ký?")
    assert signer["text"].startswith(SIGNED)
    assert "12-NQ/TU" in signer["text"].partition(texts.SOURCES)[2]
    standing = await ask(server, "văn bản đó còn hiệu lực không?")
    assert "12-NQ/TU còn hiệu lực không?" in standing["text"]
    assert "không có nghĩa là văn bản còn hiệu lực" in standing["text"]
    for number in range(MOST_TURNS):
        await ask(server, f"Chỉ thị 03-CT/TU điều {number}?")
    assert turns_in(tmp_path) == MOST_TURNS


async def test_more_of_the_passage_and_the_one_after(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await ask(server, ABOUT)
    whole = await ask(server, "chi tiết hơn")
    assert "Đoạn 1/" in whole["text"]
    after = await ask(server, "trang sau")
    assert "Đoạn 2/" in after["text"]
    assert quoted(after) != quoted(whole)
    await ask(server, "đoạn trước")
    assert (await ask(server, "đoạn trước"))["text"] == texts.NO_MORE


async def test_forgotten_in_time(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("1000000")
    bot = await start_bot(*REGISTER, CLOCK=str(clock), TRACUU_MEMORY_MINUTES="10")
    await ask(server, ABOUT)
    clock.write_text(str(1000000 + 10 * 60 - 1))
    assert (await ask(server, "ai ký?"))["text"].startswith(SIGNED)
    clock.write_text(str(1000000 + 20 * 60))
    assert (await ask(server, "ai ký?"))["text"] == WHICH
    await bot.end(signal.SIGTERM)
    again = await start_bot(*REGISTER, CLOCK=str(clock), TRACUU_MEMORY_MINUTES="10")
    await again.printed(texts.BOT_STARTED.partition("{")[0])
    assert turns_in(tmp_path) == 0


async def test_forgotten_on_request(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER)
    await ask(server, ABOUT)
    assert turns_in(tmp_path) == 1
    assert (await ask(server, texts.FORGET))["text"] == texts.FORGOTTEN
    assert turns_in(tmp_path) == 0
    assert (await ask(server, "ai ký?"))["text"] == WHICH


async def test_nobody_goes_on_from_the_turns_of_another(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await ask(server, ABOUT)
    assert (await ask(server, "ai ký?", OTHER))["text"] == WHICH
    assert (await ask(server, "ai ký?"))["text"].startswith(SIGNED)


async def test_a_reply_goes_on_from_the_answer_it_hangs_under(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    first = await ask(server, ABOUT)
    await ask(server, "Chỉ thị 03-CT/TU nói về gì?")
    assert "ai ký 03-CT/TU?" in (await ask(server, "ai ký?"))["text"]
    replied = await ask(server, "ai ký?", reply_to_message=first)
    assert replied["text"].startswith(SIGNED)


# --- the store -----------------------------------------------------------------------------------

TURN = Turn("12-NQ/TU nói về gì?", (Source(3, "12-NQ/TU", "Nghị quyết", "Điều 1"),), 3)


def kept(store: Updates, update_id: int, turn: Turn = TURN) -> None:
    store.accept([Arrival(update_id, "message:1", {})])
    call = Call("send_message", {"chat_id": 1, "text": "x"}, memo(1, 1, turn))
    store.reply(update_id, [call])


def test_turns_are_written_with_the_replies_and_go_in_time(tmp_path: Path) -> None:
    now = [0.0]
    store = Updates(tmp_path, 60.0, lambda: now[0])
    kept(store, 1)
    assert store.turns.recent(1, 1) == [TURN]
    (part,) = store.parts(1)
    store.mark(part, "sent", 77)
    assert store.turns.answered_by(1, 77) == [TURN]
    assert store.turns.answered_by(2, 77) == []
    now[0] = 60.0
    assert store.turns.recent(1, 1) == store.turns.answered_by(1, 77) == []
    store.prune()
    now[0] = 0.0
    assert store.turns.recent(1, 1) == []
    store.close()


def test_what_is_forgotten_leaves_no_trace_in_the_files(tmp_path: Path) -> None:
    store = Updates(tmp_path, 60.0, lambda: 0.0)
    kept(store, 1, Turn("Kinh phí chợ Lam Giang"))
    store.finish(1)
    store.turns.forget(1, 1)
    assert all(b"Lam Giang" not in path.read_bytes() for path in tmp_path.glob("bot.db*"))
    store.close()


def test_only_the_last_turns_are_kept_and_none_without_time(tmp_path: Path) -> None:
    store = Updates(tmp_path, 60.0, lambda: 0.0)
    for update_id in range(1, 6):
        kept(store, update_id, Turn(f"Câu {update_id}"))
    assert [turn.question for turn in store.turns.recent(1, 1)] == ["Câu 3", "Câu 4", "Câu 5"]
    store.turns.forget(1, 1)
    store.close()
    store = Updates(tmp_path)
    kept(store, 7)
    assert store.turns.recent(1, 1) == []
    store.close()


def test_a_database_of_the_version_before_is_carried_over(tmp_path: Path) -> None:
    from bot import updates

    db = sqlite3.connect(tmp_path / "bot.db")
    db.executescript(updates.MIGRATIONS[0] + "PRAGMA user_version = 1;")
    db.execute(
        "INSERT INTO updates (update_id, lane, body, status, received)"
        " VALUES (1, 'message:1', '{}', 'waiting', 0)"
    )
    db.commit()
    db.close()
    store = Updates(tmp_path, 60.0, lambda: 0.0)
    assert store.next((), {}) is not None
    kept(store, 2)
    assert store.turns.recent(1, 1) == [TURN]
    store.close()


# --- the terminal --------------------------------------------------------------------------------


def library(folder: Path) -> Library:
    db = open_database(folder)
    Corpus(db, folder, HashEmbedder).add([ROOT / "samples"])
    db.close()
    view = CorpusView(folder, HashEmbedder.identity)
    return Library(view, Answerer(view, HashEmbedder()))


def test_the_terminal_follows_and_forgets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = f"{ABOUT}\nai ký?\nchi tiết hơn\n{texts.FORGET}\nai ký?\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    opened = library(tmp_path)
    terminal.chat(opened)
    opened.close()
    before, _, after = capsys.readouterr().out.partition(texts.FORGOTTEN)
    assert SIGNED in before
    assert "Đoạn " in before
    assert WHICH in " ".join(after.split())
