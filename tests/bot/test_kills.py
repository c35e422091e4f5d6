"""Killed where the tests of durability do not kill; `make faults` does it everywhere, with many
people at once."""

import signal

import pytest

from bot import texts
from tests.bot.conftest import OWNER, StartBot
from tests.bot.run_killed_bot import POINTS
from tests.bot.test_durability import ANSWER, said
from tests.telegram_server import TelegramServer

GUEST = 2002


@pytest.mark.parametrize(
    ("point", "answers"),
    [
        ("after it, before Telegram is told", 1),
        ("after the replies are written down", 1),
        ("between the send and the mark", 2),
        ("before it is finished", 1),
    ],
)
async def test_a_question_survives(
    server: TelegramServer, start_bot: StartBot, point: str, answers: int
) -> None:
    assert point in POINTS
    await server.say(OWNER, "Kinh phí?")
    dying = await start_bot("-m", "tests.bot.run_killed_bot", KILL=point)
    assert await dying.end() == -signal.SIGKILL
    await start_bot()
    told = await said(server, OWNER)
    assert len(told) == answers
    assert all(ANSWER in text for text in told)


@pytest.mark.parametrize(
    ("mark", "fault", "times", "word"),
    [("refused", "status", 1, texts.FAILED), ("unsure", "drop", 2, texts.DOUBTFUL)],
)
async def test_the_word_for_what_could_not_be_sent_survives(
    server: TelegramServer, start_bot: StartBot, mark: str, fault: str, times: int, word: str
) -> None:
    await server.say(OWNER, "Kinh phí?")
    for _ in range(times):
        server.fault("sendMessage", fault, 400)
    dying = await start_bot("-m", "tests.bot.run_killed_bot", KILL=f"after the mark of {mark}")
    assert await dying.end() == -signal.SIGKILL
    await start_bot()
    assert await said(server, OWNER) == [word]


async def test_admins_hear_of_who_asked_to_join_though_the_reply_was_not_written(
    server: TelegramServer, start_bot: StartBot
) -> None:
    server._people.add(OWNER)
    query = await server.press_data(server.build(GUEST, text="?"), "ja", GUEST)
    point = "before the replies are written down"
    dying = await start_bot("-m", "tests.bot.run_killed_bot", KILL=point)
    assert await dying.end() == -signal.SIGKILL
    await start_bot()
    assert await server.alert(query) == texts.ASKED_TO_JOIN
    (request,) = await server.replies(OWNER, 1)
    assert str(GUEST) in request["text"]
