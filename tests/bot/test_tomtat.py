"""/tomtat in a private chat: a digest, its lengths, the candidates, and what is not there."""

import re

from bot import texts
from tests.bot.conftest import OWNER, StartBot
from tests.bot.test_vanban import REGISTER, STRANGER, buttons
from tests.telegram_server import TelegramServer


def markers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\[(\d+)\]$", text, re.MULTILINE)]


async def test_a_digest_its_lengths_its_sources_and_the_outline(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/tomtat nq 07 ngan")
    (short,) = await server.replies(OWNER, 1)
    notice, label = short["text"].splitlines()[:2]
    assert notice.endswith("07-NQ/TU đã được 12-NQ/TU thay thế.")
    assert label == "Số 07-NQ/TU, ngày 20/09/2021"
    assert markers(short["text"]) == list(range(1, 6))
    assert all(len(button["callback_data"].encode()) <= 64 for button in buttons(short))
    await server.press(short, "Dài")
    long = (await server.replies(OWNER, 2))[1]
    assert len(markers(long["text"])) > 12
    await server.press(long, "[1]")
    source = (await server.replies(OWNER, 3))[2]
    assert "Đoạn" in source["text"]
    await server.press(long, texts.CARD_OUTLINE)
    assert texts.CARD_OUTLINE in (await server.replies(OWNER, 4))[3]["text"]


async def test_several_candidates_an_unknown_number_and_how_to_use_it(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/tomtat thông báo dài")
    (choice,) = await server.replies(OWNER, 1)
    await server.press(choice, "16-TB/VPTU")
    assert (await server.replies(OWNER, 2))[1]["text"].startswith("Số 16-TB/VPTU")
    await server.say(OWNER, "/tomtat 99-NQ/TU ngắn")
    assert (await server.replies(OWNER, 3))[2]["text"] == texts.DOC_UNKNOWN.format(typed="99-NQ/TU")
    await server.say(OWNER, "/tomtat")
    assert (await server.replies(OWNER, 4))[3]["text"] == texts.DIGEST_USAGE


async def test_forged_buttons_get_nothing(server: TelegramServer, start_bot: StartBot) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/tomtat 12-NQ/TU")
    (shown,) = await server.replies(OWNER, 1)
    pressed = await server.press_data(shown, "g:1:0", STRANGER)
    assert await server.alert(pressed) == texts.NOT_ALLOWED_PRESS
    for data in ("g:999:0", "g:1:3", "g:-1:0", f"g:{10**30}:0"):
        forged = await server.press_data(shown, data, OWNER)
        assert await server.alert(forged) == texts.DOC_GONE
