"""What only the asker may read, shown in the group to nobody else where the server can."""

from pathlib import Path
from typing import Any

import pytest

from bot import chatlog, lanes, texts
from tests.bot.conftest import OWNER, StartBot
from tests.bot.test_access import GROUP, GUEST, REGISTER, elsewhere, moved, told
from tests.bot.test_conversation import quoted
from tests.telegram_server import ME, TelegramServer

HIDDEN = ("168 xã", "92 thôn", "07-nq-tu")


async def prepared(server: TelegramServer, start_bot: StartBot, tmp_path: Path) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await told(server, OWNER, "/help")
    moved(tmp_path / "data", "07-nq-tu", "noi-bo")
    server.group(GROUP)
    server.admins.add((GROUP, ME["id"]))


def empty_edits(server: TelegramServer) -> list[dict[str, Any]]:
    return [call for call in server.made("editEphemeralMessageText") if not call]


def public(server: TelegramServer) -> str:
    return "".join(
        call["text"] for call in server.made("sendMessage") if call["chat_id"] == str(GROUP)
    )


async def test_the_answer_takes_the_place_of_a_neutral_line(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    server.whispers = "all"
    await prepared(server, start_bot, tmp_path)
    await server.speak(OWNER, GROUP, "/hoi 07-NQ/TU ai ký?")
    await server.wait_for(lambda: any("[1]" in each["text"] for each in server.whispered[OWNER]))
    (whisper,) = server.whispered[OWNER]
    assert quoted(whisper)
    (button,) = [each for row in whisper["reply_markup"]["inline_keyboard"] for each in row]
    assert button["text"] == texts.GROUP_OPEN_PRIVATE
    # Every word that went out by the method which others might show to all is neutral.
    assert public(server) == texts.GROUP_ELSEWHERE_LINK
    assert (server.messages[GROUP], len(server.messages[OWNER])) == ([], 1)
    await server.speak(OWNER, GROUP, "/hoi 07-NQ/TU ai ký?")
    await server.wait_for(lambda: len(server.whispered[OWNER]) == 2)
    assert len(empty_edits(server)) == 1  # the server was asked once whether it has them
    await server.speak(GUEST, GROUP, "/vanban 07-NQ/TU")
    assert "kho không có toàn văn" in (await server.replies(GROUP, 1))[0]["text"]
    assert not server.whispered[GUEST]


@pytest.mark.parametrize("whispers", ["", "ignored", "refused"])
async def test_a_server_that_shows_them_to_all_or_to_nobody_learns_nothing(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path, whispers: str
) -> None:
    server.whispers = whispers
    await prepared(server, start_bot, tmp_path)
    if whispers == "refused":
        server.fault("sendMessage", "status", 400)
    line = await elsewhere(server, OWNER, "/hoi 07-NQ/TU ai ký?")
    if whispers == "refused":  # the button of the line leads to the answer
        link = line["reply_markup"]["inline_keyboard"][0][0]["url"]
        await server.say(OWNER, f"/start {link.partition('?start=')[2]}")
    assert quoted((await server.replies(OWNER, 2))[1])
    assert line["text"] in (texts.GROUP_ELSEWHERE, texts.GROUP_ELSEWHERE_LINK)
    assert len(server.messages[GROUP]) == 1
    if not whispers:
        await elsewhere(server, OWNER, "/hoi 07-NQ/TU ai ký?")
    assert len(empty_edits(server)) == 1
    assert not any(word in public(server) for word in HIDDEN)
    assert not server.whispered


def test_what_was_whispered_to_the_bot_is_neither_answered_nor_kept() -> None:
    said: dict[str, Any] = {
        "message_id": 0,
        "ephemeral_message_id": 7,
        "from": {"id": 5, "is_bot": False, "first_name": "A"},
        "chat": {"id": GROUP, "type": "supergroup"},
        "date": 1_700_000_000,
        "text": f"@{ME['username']} 07-NQ/TU ai ký?",
        "entities": [{"type": "mention", "offset": 0, "length": len(ME["username"]) + 1}],
    }
    me = lanes.Me(ME["id"], ME["username"])
    open_ = {key: value for key, value in said.items() if key != "ephemeral_message_id"}
    for message, taken in ((said, False), (open_, True)):
        assert bool(lanes.lane({"message": message}, me, lambda _: True)) == taken
        assert bool(list(chatlog.messages([{"message": message}]))) == taken
