"""Talking to the running bot: what people see."""

from pathlib import Path
from typing import Any

from bot import texts
from bot.messages import units
from retrieval.types import Reason
from tests.bot.conftest import HELP, OWNER, BotProcess, StartBot, open_gate
from tests.bot.stand_in import PARTS, WRITTEN
from tests.telegram_server import ME, TelegramServer

STRANGER = 2002


def quoted(message: dict[str, Any]) -> list[str]:
    """What the blockquotes of a message cover, by its UTF-16 offsets."""
    raw = message["text"].encode("utf-16-le")
    return [
        raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        for entity in message["entities"]
        if entity["type"].endswith("blockquote")
    ]


def labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_a_text_gets_its_reply(server: TelegramServer, bot: BotProcess) -> None:
    replies = {
        "/start": texts.START,
        "/start@tracuu_test_bot xin chào": texts.START,
        "/xoahet": texts.UNKNOWN_COMMAND,
        "🎉🎉🎉": texts.NO_ANSWER[Reason.NOT_A_QUESTION],
    }
    for text in replies:
        await server.say(OWNER, text)
    told = [message["text"] for message in await server.replies(OWNER, len(replies))]
    assert told == list(replies.values())


async def test_a_question_shows_typing_then_the_cited_answer(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(OWNER, "Mục tiêu đến năm 2030?")
    (answer,) = await server.replies(OWNER, 1)
    methods = [call.method for call in server.calls]
    assert methods.index("sendChatAction") < methods.index("sendMessage")
    assert quoted(answer) == [f"{PARTS[0].strip()} [1]", f"{PARTS[1].strip()} [2]"]
    assert "Nghị quyết số 12-NQ/TU, ngày 07/05/2024" in answer["text"]
    copies, last = ["Chép [1]", "Chép [2]"], ["Văn bản", "Hỏi tiếp", "👍", "👎"]
    assert labels(answer) == ["Xem nguồn [1]", "Xem nguồn [2]", *copies, *last]
    assert answer["reply_to_message"]


async def test_what_a_machine_writes_is_shown_as_it_grows(
    server: TelegramServer, start_bot: StartBot, gate: Path
) -> None:
    await start_bot(GATE=str(gate))
    await server.say(OWNER, "chờ, viết lại mục tiêu")
    (draft,) = await server.wait_for(lambda: server.made("sendMessageDraft"))
    assert draft["text"] == f"{texts.WRITING}\n{WRITTEN}"
    assert server.messages[OWNER] == []
    await server.say(STRANGER, "/start")  # others are served while one answer is being written
    await server.replies(STRANGER, 1)
    await open_gate(gate)
    (answer,) = await server.replies(OWNER, 1)
    assert answer["text"].startswith(f"{texts.WRITTEN}\n{WRITTEN}\n")
    assert quoted(answer) == [f"{PARTS[0].strip()} [1]", f"{PARTS[1].strip()} [2]"]


async def test_a_draft_that_telegram_does_not_take_costs_nothing(
    server: TelegramServer, bot: BotProcess
) -> None:
    server.fault("sendMessageDraft", "retry", 60)
    await server.say(OWNER, "viết lại mục tiêu")
    (answer,) = await server.replies(OWNER, 1)
    assert WRITTEN in answer["text"]


async def test_source_opens_and_pages_turn_in_place(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(OWNER, "Kinh phí?")
    (answer,) = await server.replies(OWNER, 1)
    assert await server.alert(await server.press(answer, "[2]")) == ""
    page = (await server.replies(OWNER, 2))[1]
    assert quoted(page) == [PARTS[1].strip()]
    assert "Nghị quyết số 12-NQ/TU" in page["text"]
    assert "Điều 2, trang 2" in page["text"]
    await turn(server, "Sau", PARTS[2])
    await turn(server, "Trước", PARTS[1])
    last = await turn(server, "Trước", PARTS[0])
    assert labels(last) == [texts.NEXT, texts.CARD_OF]
    assert len(server.messages[OWNER]) == 2


async def turn(server: TelegramServer, label: str, expected: str) -> dict[str, Any]:
    """Press a button under the page and wait for the page to show `expected`."""
    await server.press(server.messages[OWNER][1], label)
    await server.wait_for(lambda: quoted(server.messages[OWNER][1]) == [expected.strip()])
    return server.messages[OWNER][1]


async def test_one_number_of_several_documents_lets_the_person_choose(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(OWNER, "87/2025/QĐ-UBND nói gì?")
    (choice,) = await server.replies(OWNER, 1)
    assert "1. Số 87/2025/QĐ-UBND, ngày 01/11/2025\nQuyết định về chợ" in choice["text"]
    assert labels(choice) == ["Văn bản 1", "Văn bản 2"]
    assert await server.alert(await server.press(choice, "Văn bản 2")) == ""
    answer = (await server.replies(OWNER, 2))[1]
    assert quoted(answer) == [f"{PARTS[1].strip()} [1]"]
    assert answer["reply_to_message"]["text"] == "87/2025/QĐ-UBND nói gì?"


async def test_a_choice_whose_question_is_gone(server: TelegramServer, bot: BotProcess) -> None:
    await server.say(OWNER, "/help")
    (reply,) = await server.replies(OWNER, 1)
    assert await server.alert(await server.press_data(reply, "c:1:0")) == texts.BUTTON_OLD


async def test_no_answer_says_so_and_offers_what_is_related(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(OWNER, "Kinh phí năm 1999?")
    (answer,) = await server.replies(OWNER, 1)
    assert answer["text"].startswith(texts.no_answer(Reason.NO_SUPPORT, ("năm 1999",)))
    assert texts.RELATED in answer["text"]
    await server.press(answer, "[1]")
    assert quoted((await server.replies(OWNER, 2))[1]) == [PARTS[2].strip()]


async def test_an_error_gets_one_polite_sentence_and_the_next_question_an_answer(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(OWNER, "Câu này gây lỗi")
    await server.say(OWNER, "Mục tiêu?")
    first, report, second = await server.replies(OWNER, 3)
    assert first["text"] == texts.FAILED
    assert report["text"] == texts.SET_ASIDE.format(count=1)
    assert PARTS[0].strip() in second["text"]
    await bot.printed("the stand-in breaks on request")


async def test_a_text_of_ten_thousand_characters_is_too_long(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(OWNER, "Kinh phí " * 1112)
    replies = await server.replies(OWNER, 3)
    assert {message["text"] for message in replies} == {texts.NO_ANSWER[Reason.TOO_LONG]}


async def test_pictures_get_one_line_an_album_too(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(TRACUU_ACCESS="open")
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}]
    voice = {"file_id": "v", "file_unique_id": "w", "duration": 1}
    for _ in range(3):
        await server.message(STRANGER, photo=photo, media_group_id="album")
    await server.message(STRANGER, voice=voice)
    await server.say(STRANGER, "/help")
    replies = await server.replies(STRANGER, 3)
    said = [message["text"] for message in replies]
    assert said[:2] == [texts.ONLY_TEXT, texts.ONLY_TEXT]
    assert said[2].startswith(HELP)


async def test_strangers_learn_their_number_and_see_nothing(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(STRANGER, "Kinh phí?")
    await server.say(OWNER, "Kinh phí?")
    (refusal,) = await server.replies(STRANGER, 1)
    assert refusal["text"] == texts.NOT_ALLOWED.format(user_id=STRANGER)
    (answer,) = await server.replies(OWNER, 1)
    assert await server.alert(await server.press(answer, "[1]", STRANGER)) == (
        texts.NOT_ALLOWED_PRESS
    )
    forged = await server.press_data(refusal, "s:1:0", STRANGER)
    assert await server.alert(forged) == texts.NOT_ALLOWED_PRESS
    assert len(server.messages[STRANGER]) == len(server.messages[OWNER]) == 1
    assert {call["chat_id"] for call in server.made("sendChatAction")} == {str(OWNER)}


async def test_open_access_answers_everyone(server: TelegramServer, start_bot: StartBot) -> None:
    await start_bot(TRACUU_ACCESS="open")
    await server.say(STRANGER, "Kinh phí?")
    (answer,) = await server.replies(STRANGER, 1)
    assert PARTS[0].strip() in answer["text"]


async def test_forged_buttons_and_passages_that_went_away_do_no_harm(
    server: TelegramServer, bot: BotProcess
) -> None:
    await server.say(OWNER, "/help")
    (reply,) = await server.replies(OWNER, 1)
    for data in ("", "s:x:0", "s:1", "z:1:0", "s:1:0:0", "s:" + "9" * 62):
        assert await server.alert(await server.press_data(reply, data)) == texts.BUTTON_OLD
    assert await server.alert(await server.press_data(reply, "s:77:0")) == texts.PASSAGE_GONE


async def test_silent_towards_groups_bots_edits_and_notices(
    server: TelegramServer, bot: BotProcess
) -> None:
    group = {"id": -100, "type": "supergroup", "title": "Nhóm"}
    other_bot = {"id": 3003, "is_bot": True, "first_name": "Bot khác"}
    await server.message(OWNER, text="/start", chat=group)
    await server.message(3003, text="Kinh phí?", **{"from": other_bot})
    await server.push({"edited_message": {**server.build(OWNER, text="Sửa"), "edit_date": 5}})
    await server.push({"message": server.build(OWNER, pinned_message=server.build(OWNER))})
    stays = {"user": ME, "status": "member"}
    change = {"chat": group, "from": other_bot, "date": 1_700_000_000}
    change |= {"old_chat_member": stays, "new_chat_member": stays}
    await server.push({"my_chat_member": change})
    await server.say(OWNER, "/help")
    (reply,) = await server.replies(OWNER, 1)
    assert reply["text"].startswith(HELP)
    assert list(server.messages) == [OWNER]


def test_the_stand_in_has_characters_that_utf16_counts_twice() -> None:
    assert units(PARTS[0]) > len(PARTS[0])
