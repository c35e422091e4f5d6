"""A server that says less than Telegram does."""

from telegram import Update

from bot import lenient, texts
from tests.bot.conftest import OWNER, StartBot
from tests.bot.stand_in import PARTS
from tests.telegram_server import ME, TelegramServer, person

GROUP, MEMBER = -100123, 2**40 + 7
ANSWER = PARTS[0].strip()
OPTIONAL = {"deleteWebhook", "setMyCommands", "sendChatAction", "editMessageReplyMarkup"}


async def test_a_terse_server_without_some_methods_is_served(
    server: TelegramServer, start_bot: StartBot
) -> None:
    """No dates, flags, names, entities; refusals under status 200, limits without their seconds."""
    server.terse, server.lacking = True, OPTIONAL
    server.fault("sendMessage", "retry", 1)
    await start_bot(TRACUU_ACCESS="open")
    await server.message(MEMBER, photo=[{"file_id": "a", "width": 9, "height": 9}])
    assert (await server.replies(MEMBER, 1))[0]["text"] == texts.ONLY_TEXT
    server.messages.clear()
    await server.say(MEMBER, "Kinh phí?")
    (answer,) = await server.replies(MEMBER, 1)
    assert ANSWER in answer["text"]
    pressed = await server.press(answer, texts.VOTE_UP)
    assert await server.alert(pressed) == texts.VOTE_TAKEN
    await server.press(answer, texts.SEE_SOURCE.format(markers="[1]"))
    await server.replies(MEMBER, 2)
    chat, ours = server.group(GROUP, 44), {"user": ME, "status": "member"}
    came = {"chat": chat, "from": person(OWNER), "date": 5, "new_chat_member": ours}
    await server.push({"my_chat_member": came})
    assert "Chào cả nhóm" in (await server.replies(GROUP, 1))[0]["text"]
    server.messages.clear()
    server.admins.add((GROUP, OWNER))
    await server.speak(OWNER, GROUP, "/caidat", message_thread_id=1, is_topic_message=True)
    (settings,) = await server.replies(GROUP, 1)
    assert settings["reply_to_message"]["text"] == "/caidat"
    await server.speak(MEMBER, GROUP, f"Nhờ @{ME['username']}: kinh phí?")
    assert ANSWER in (await server.replies(GROUP, 2))[1]["text"]


async def test_an_answer_into_a_topic_that_was_deleted_stands_in_the_general_one(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(TRACUU_ACCESS="open")
    server.group(GROUP, 44)
    await server.speak(MEMBER, GROUP, "/hoi kinh phí", topic=77)
    (answer,) = await server.replies(GROUP, 1)
    assert ANSWER in answer["text"]
    assert "message_thread_id" not in answer


def test_what_is_there_is_left_as_it_is() -> None:
    said = {
        "message_id": 2**40, "date": 5, "chat": {"id": -5, "type": "group", "title": "A"},
        "from": {"id": 2**40, "is_bot": True, "first_name": "B"}, "text": "a@b.vn /x", "new": [1],
    }  # fmt: skip
    update = {"update_id": 2**40, "message": {**said, "entities": []}, "unheard_of": {"a": {}}}
    assert lenient.update(update) == update
    assert lenient.update({"update_id": 1, "message": said})["message"] == {**said, "entities": []}


def test_commands_and_names_are_found_by_utf16() -> None:
    found = lenient.entities("/hoi@tracuu_bot 📌 @tracuu_bot, email a@tracuu.vn")
    assert found == [
        {"type": "bot_command", "offset": 0, "length": 15},
        {"type": "mention", "offset": 19, "length": 11},
    ]
    assert lenient.entities("/ 5, /đ") == []


def test_a_member_without_flags_can_be_read() -> None:
    for status in ("creator", "administrator", "member", "restricted", "left", "kicked"):
        change = {"chat": {"id": -5}, "from": {"id": 1}}
        members = {
            name: {"user": {"id": 2}, "status": status}
            for name in ("old_chat_member", "new_chat_member")
        }
        raw = lenient.update({"update_id": 1, "my_chat_member": {**change, **members}})
        update = Update.de_json(raw)
        assert update.my_chat_member is not None
        assert update.my_chat_member.new_chat_member.status == status
