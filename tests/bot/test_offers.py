"""Under an answer: the document's card, questions that go on from it, what people think of it."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from bot import texts
from tests.bot.conftest import OWNER, StartBot
from tests.bot.test_conversation import labels
from tests.telegram_server import TelegramServer

REGISTER = ("-m", "tests.bot.run_register_bot")
ABOUT = "Nghị quyết 12-NQ/TU nói về gì?"


async def pressed(server: TelegramServer, message: dict[str, Any], label: str) -> dict[str, Any]:
    """Press a button and wait for the message that comes of it."""
    before = len(server.messages[OWNER])
    await server.press(message, label)
    return (await server.replies(OWNER, before + 1))[before]


async def test_the_card_and_questions_that_go_on_from_an_answer(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, ABOUT)
    (answer,) = await server.replies(OWNER, 1)
    assert (await pressed(server, answer, texts.CARD_OF))["text"].startswith("12-NQ/TU: ")
    offers = await pressed(server, answer, texts.FOLLOW_UP)
    assert labels(offers)[-1] == texts.FOLLOW_DIGEST
    signer = await pressed(server, offers, texts.FOLLOW_LABELS["signer"])
    assert signer["text"].startswith(texts.UNDERSTOOD.format(question="ai ký 12-NQ/TU?"))
    replaced = await pressed(server, offers, texts.FOLLOW_LABELS["replaces"])
    assert "07-NQ/TU" in replaced["text"]
    digest = await pressed(server, offers, texts.FOLLOW_DIGEST)
    assert texts.DIGEST_HEAD in digest["text"]
    page = await pressed(server, answer, "[1]")
    assert (await pressed(server, page, texts.CARD_OF))["text"].startswith("12-NQ/TU: ")
    for data in ("q:signer:9999", "q:nothing:1", "b:x", "f:9999", "v:a", "v:a:7"):
        forged = await server.press_data(offers, data)
        assert await server.alert(forged) in (
            texts.BUTTON_OLD,
            texts.DOC_GONE,
            texts.PASSAGE_GONE,
        )


async def test_a_verdict_is_marked_changed_and_taken_back_and_has_no_name(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, ABOUT)
    await server.replies(OWNER, 1)
    up, down = (texts.VOTED.format(label=label) for label in (texts.VOTE_UP, texts.VOTE_DOWN))
    for label, shown, verdicts in (
        (texts.VOTE_UP, [up, texts.VOTE_DOWN], [1]),
        (texts.VOTE_DOWN, list(texts.VOTE_REASONS.values())[2:], [0]),
        (down, [texts.VOTE_UP, texts.VOTE_DOWN], []),
    ):
        await server.press(server.messages[OWNER][0], label)
        await server.wait_for(lambda shown=shown: labels(server.messages[OWNER][0])[-2:] == shown)
        db = sqlite3.connect(tmp_path / "data" / "bot.db")
        rows = db.execute("SELECT * FROM feedback").fetchall()
        db.close()
        assert [row[1] for row in rows] == verdicts
        assert not any(str(OWNER) in str(value) for row in rows for value in row)


async def test_why_an_answer_did_not_help_is_counted_without_a_name(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, ABOUT)
    await server.replies(OWNER, 1)
    down = texts.VOTED.format(label=texts.VOTE_DOWN)
    wrong = texts.VOTE_REASONS["wrong"]
    chosen = texts.VOTED.format(label=wrong)
    for label, there in ((texts.VOTE_DOWN, wrong), (wrong, chosen), (chosen, wrong)):
        await server.press(server.messages[OWNER][0], label)
        await server.wait_for(lambda there=there: there in labels(server.messages[OWNER][0]))
    reason = server.messages[OWNER][0]["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    await server.press(server.messages[OWNER][0], down)  # taken back: no reasons any more
    await server.wait_for(lambda: wrong not in labels(server.messages[OWNER][0]))
    forged = await server.press_data(server.messages[OWNER][0], reason)
    assert await server.alert(forged) == texts.BUTTON_OLD
    db = sqlite3.connect(tmp_path / "data" / "bot.db")
    feedback = [(f"a{n}", 0, time.time(), why) for n, why in enumerate(["wrong"] * 3 + ["old"])]
    with db:
        db.executemany("INSERT INTO feedback VALUES (?, ?, ?, ?)", feedback)
    db.close()
    await server.say(OWNER, "/thongke")
    told = (await server.replies(OWNER, 2))[1]["text"]
    assert texts.STATS_REASON.format(reason=wrong, count=3) in told
    assert texts.STATS_REASON.format(reason=texts.VOTE_REASONS["old"], count="dưới 3") in told
