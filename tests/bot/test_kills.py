"""Killed where the tests of durability do not kill; `make faults` does it everywhere, with many
people at once."""

import signal

import pytest

from tests.bot.conftest import OWNER, StartBot
from tests.bot.run_killed_bot import POINTS
from tests.bot.test_durability import ANSWER, said
from tests.telegram_server import TelegramServer


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
