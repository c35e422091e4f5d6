"""In a group: answers to whom it speaks with, where it may, silence towards everything else.

Silence is shown by what comes after: a question asked later is answered first.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import texts
from bot.groups import Group
from bot.handlers import groupsettings
from tests.bot.conftest import OWNER, BotProcess, StartBot
from tests.bot.stand_in import PARTS
from tests.bot.test_conversation import labels, quoted
from tests.telegram_server import ME, TelegramServer, person

GROUP, NEW_GROUP, TOPIC, MEMBER = -100123, -100777, 44, 2002
ANSWER = PARTS[0].strip()
HOW = texts.GROUP_ASK.format(username=ME["username"])
NAME = f"@{ME['username']}"
TITLE = 'về <a href="tg://user?id=1">*bấm* [đây](https://x.vn)</a> & @admin'
HOSTILE = f"""NGHỊ QUYẾT
{TITLE}
Số 99-NQ/TU, ngày 07 tháng 5 năm 2024

Điều 1. Mục tiêu
Đến năm 2030, mỗi xã có ít nhất một điểm học tập cộng đồng mở cửa hằng ngày.

T/M TỈNH ỦY
BÍ THƯ
Nguyễn Văn A
"""
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


async def join(server: TelegramServer, adder: int, **more: Any) -> dict[str, Any]:
    """The bot is added to a group by somebody; the group."""
    chat = server.group(GROUP, **more)
    bot = {"user": ME, "status": "left"}
    change = {
        "chat": chat,
        "from": person(adder),
        "date": 1_700_000_000,
        "old_chat_member": bot,
        "new_chat_member": {**bot, "status": "member"},
    }
    await server.push({"my_chat_member": change})
    return chat


async def asked(server: TelegramServer, text: str, **more: Any) -> dict[str, Any]:
    """Say something in the group and wait for one more message there."""
    before = len(server.messages[GROUP])
    await server.speak(MEMBER, GROUP, text, **more)
    return (await server.replies(GROUP, before + 1))[before]


@pytest.mark.parametrize("privacy", [True, False], ids=["privacy", "no-privacy"])
async def test_who_speaks_to_the_bot_is_answered_others_are_not(
    server: TelegramServer, start_bot: StartBot, privacy: bool
) -> None:
    server.me["can_read_all_group_messages"] = not privacy
    await start_bot()
    await join(server, OWNER)
    hello = (await server.replies(GROUP, 1))[0]["text"]
    assert (texts.GROUP_PRIVATE in hello) is privacy
    for chatter in ("Kinh phí?", "@other_bot kinh phí?", "/hoi@other_bot Kinh phí?", "/la"):
        await server.speak(MEMBER, GROUP, chatter)
    other = {"id": 3, "is_bot": True, "first_name": "Bot"}
    await server.speak(3, GROUP, f"{NAME} kinh phí?", **{"from": other})
    answer = await asked(server, f"📌 {NAME} kinh phí?")
    assert quoted(answer)[0] == f"{ANSWER} [1]"
    assert answer["reply_to_message"]["text"].startswith("📌")
    assert quoted(await asked(server, f"/hoi{NAME} kinh phí?"))[0] == f"{ANSWER} [1]"
    assert quoted(await asked(server, "còn năm 2021?", reply_to_message=answer))
    await server.speak(MEMBER, GROUP, "🎉", reply_to_message=answer)  # asks nothing
    assert (await asked(server, "/hoi"))["text"] == HOW
    question = await server.speak(MEMBER, GROUP, "Mục tiêu?")
    assert quoted(await asked(server, NAME, reply_to_message=question))
    shown = await server.press(answer, "[1]", MEMBER)
    assert await server.alert(shown) == ""
    assert len(await server.replies(GROUP, 7)) == 7


async def test_an_edit_an_automatic_forward_and_a_message_through_a_bot_are_left_alone(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(TRACUU_ACCESS="open")
    server.group(GROUP)
    text, channel = "/hoi kinh phí?", {"id": -1009, "type": "channel", "title": "Kênh"}
    edited = server.build(MEMBER, text=text, chat=server.groups[GROUP], edit_date=1_700_000_009)
    await server.push({"edited_message": edited})
    await server.speak(777000, GROUP, text, sender_chat=channel, is_automatic_forward=True)
    await server.speak(MEMBER, GROUP, text, via_bot=ME)
    anonymous = {"from": ANONYMOUS, "sender_chat": server.groups[GROUP]}
    answer = await asked(server, "/hoi của quản trị ẩn danh?", **anonymous)
    assert len(server.messages[GROUP]) == 1
    assert answer["reply_to_message"]["from"]["id"] == ANONYMOUS["id"]


async def test_answers_stand_in_the_topic_of_the_question(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(TRACUU_ACCESS="open")
    server.group(GROUP, TOPIC)
    server.admins.add((GROUP, MEMBER))
    answer = await asked(server, "/hoi kinh phí?", topic=TOPIC)
    assert answer["message_thread_id"] == TOPIC
    await server.press(answer, "[1]", MEMBER)
    assert (await server.replies(GROUP, 2))[1]["message_thread_id"] == TOPIC
    # A reply in the General topic carries the number of its thread, which is no topic.
    general = await asked(server, "/hoi kinh phí?", message_thread_id=7)
    assert "message_thread_id" not in general
    assert quoted(general)
    settings = await asked(server, "/caidat", topic=TOPIC)
    await server.press(settings, texts.SETTINGS_ONLY_HERE, MEMBER)
    await server.wait_for(lambda: texts.SETTINGS_HERE in server.messages[GROUP][3]["text"])
    await server.speak(MEMBER, GROUP, "/hoi trong chủ đề chung?")
    assert (await asked(server, "/hoi kinh phí?", topic=TOPIC))["message_thread_id"] == TOPIC


async def test_a_stranger_cannot_turn_the_bot_on_in_a_group(
    server: TelegramServer, bot: BotProcess
) -> None:
    await join(server, MEMBER)
    assert (await server.replies(GROUP, 1))[0]["text"] == texts.GROUP_OFF
    server.admins.add((GROUP, MEMBER))
    await server.speak(MEMBER, GROUP, "/hoi kinh phí?")
    settings = await asked(server, "/caidat")
    assert texts.SETTINGS_UNAPPROVED in settings["text"]
    pressed = await server.press(settings, texts.SETTINGS_TURN_ON, MEMBER)
    assert await server.alert(pressed) == texts.GROUP_NOT_APPROVED
    not_admin = await server.press(settings, texts.SETTINGS_TURN_ON, OWNER)
    assert await server.alert(not_admin) == texts.GROUP_ADMINS_ONLY
    forged = await server.press_data(settings, "s:1:0", MEMBER)
    assert await server.alert(forged) == texts.NOT_ALLOWED_PRESS


async def test_an_administrator_of_both_turns_it_on_and_off(
    server: TelegramServer, bot: BotProcess
) -> None:
    await join(server, MEMBER)
    await server.replies(GROUP, 1)
    server.admins |= {(GROUP, OWNER), (GROUP, MEMBER)}
    settings = await asked(server, "/caidat")
    await server.press(settings, texts.SETTINGS_TURN_ON, OWNER)
    assert quoted(await asked_when_on(server))
    changed = server.messages[GROUP][1]
    assert texts.SETTINGS_TURN_OFF in labels(changed)
    await server.press(changed, texts.SETTINGS_TURN_OFF, MEMBER)
    await server.wait_for(lambda: texts.SETTINGS_TURN_ON in labels(server.messages[GROUP][1]))
    await server.speak(MEMBER, GROUP, "/hoi kinh phí?")
    assert texts.SETTINGS_OFF in (await asked(server, "/caidat"))["text"]


async def asked_when_on(server: TelegramServer) -> dict[str, Any]:
    await server.wait_for(lambda: texts.SETTINGS_TURN_OFF in labels(server.messages[GROUP][1]))
    return await asked(server, "/hoi kinh phí?")


async def test_only_administrators_of_the_group_see_its_settings(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(TRACUU_ACCESS="open")
    server.group(GROUP)
    assert (await asked(server, "/caidat"))["text"] == texts.GROUP_ADMINS_ONLY
    await server.say(OWNER, "/caidat")
    assert (await server.replies(OWNER, 1))[0]["text"] == texts.GROUP_ONLY


async def test_settings_follow_a_group_that_becomes_a_supergroup(
    server: TelegramServer, bot: BotProcess
) -> None:
    await join(server, OWNER)
    await server.replies(GROUP, 1)
    notice = server.build(OWNER, chat=server.groups[GROUP], migrate_to_chat_id=NEW_GROUP)
    await server.push({"message": notice})
    server.upgraded[GROUP] = NEW_GROUP
    server.group(NEW_GROUP)
    await server.speak(OWNER, NEW_GROUP, "/hoi kinh phí?")
    assert quoted((await server.replies(NEW_GROUP, 1))[0])


def test_a_change_of_topics_can_be_undone() -> None:
    group = Group(GROUP)
    only = groupsettings.CHANGES["only"](group, 5)
    more = groupsettings.CHANGES["add"](only, 6)
    assert more.topics == {5, 6}
    assert groupsettings.CHANGES["drop"](more, 6) == only
    assert groupsettings.CHANGES["every"](more, 6) == group
    assert only.answers_in(5, True)
    assert not only.answers_in(None, True)
    assert not replace(only, enabled=False).answers_in(5, True)


async def test_markup_in_a_title_is_shown_as_it_is_written(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    """A title is data wherever it is shown: answer, card, inline list, copied quote."""
    path = tmp_path / "x.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    tracuu = ("-m", "bot", "--data", str(tmp_path / "real"))
    calm = {"PYTHONWARNINGS": "ignore", "TRACUU_LOG_LEVEL": "INFO"}
    indexing = await start_bot(*tracuu, "index", "add", str(path), **calm)
    assert await indexing.end() == 0, indexing.output
    await start_bot(*tracuu, "bot", TRACUU_ACCESS="open", **calm)
    server.group(GROUP)
    answer = await asked(server, "/hoi 99-NQ/TU ai ký?")
    card = await asked(server, "/vanban 99-NQ/TU")
    offered = await server.offered(await server.type_inline(OWNER, "99-NQ/TU"))
    inline = offered["results"][0]["input_message_content"]
    for text in (answer["text"], card["text"], inline["message_text"]):
        assert TITLE in text
    kinds = {entity["type"] for message in (answer, card) for entity in message.get("entities", ())}
    assert kinds <= {"bold", "blockquote", "expandable_blockquote"}
    assert not any("parse_mode" in call for call in server.made("sendMessage"))
