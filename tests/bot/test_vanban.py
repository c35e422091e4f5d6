"""/vanban in a chat: the list, a card, its outline, sections and relations."""

from typing import Any

from bot import cardpages, texts
from retrieval.catalogue import Card, Opened
from tests.bot.conftest import OWNER, StartBot
from tests.telegram_server import TelegramServer

STRANGER = 2002
REGISTER = ("-m", "tests.bot.run_register_bot")


def buttons(message: dict[str, Any]) -> list[dict[str, str]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


async def test_a_card_its_outline_and_an_article(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/vanban huong dan 08")
    (card,) = await server.replies(OWNER, 1)
    assert card["text"].startswith("08-HD/BTGDVTU: Hướng dẫn")
    assert "Người ký: Kiều Văn Thuận" in card["text"]
    await server.press(card, texts.CARD_OUTLINE)
    outline = (await server.replies(OWNER, 2))[1]
    await server.press(outline, texts.NEXT)
    second = (await server.replies(OWNER, 3))[2]
    assert all(len(button["callback_data"].encode()) <= 64 for button in buttons(second))
    await server.press(outline, "Điều 5")
    article = (await server.replies(OWNER, 4))[3]
    assert "Báo cáo viên cấp tỉnh: không quá 60 người." in article["text"]
    assert "Điều 6" not in article["text"]


async def test_relations_and_validity(server: TelegramServer, start_bot: StartBot) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/vanban 07-NQ/TU")
    (card,) = await server.replies(OWNER, 1)
    assert texts.CARD_VALIDITY.format(value=texts.VALIDITY["replaced"]) in card["text"]
    await server.press(card, texts.CARD_RELATIONS)
    relations = (await server.replies(OWNER, 2))[1]
    assert "Thay thế: 12-NQ/TU" in relations["text"]


async def test_the_list_turns_in_place_and_opens_a_card(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/vanban")
    (first,) = await server.replies(OWNER, 1)
    assert "03-CT/TU" in first["text"]
    await server.press(first, texts.NEXT)
    await server.wait_for(lambda: "03-CT/TU" not in server.messages[OWNER][0]["text"])
    await server.press(first, "03-CT/TU")
    assert (await server.replies(OWNER, 2))[1]["text"].startswith("03-CT/TU: Chỉ thị")


async def test_several_candidates_are_buttons_and_an_unknown_one_is_said(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(OWNER, "/vanban thông báo")
    (choice,) = await server.replies(OWNER, 1)
    await server.press(choice, "16-TB/VPTU")
    assert (await server.replies(OWNER, 2))[1]["text"].startswith("16-TB/VPTU")
    await server.press_data(choice, "dn:12-NQ/TU")
    assert (await server.replies(OWNER, 3))[2]["text"].startswith("12-NQ/TU")
    await server.say(OWNER, "/vanban 99-NQ/TU")
    unknown = (await server.replies(OWNER, 4))[3]
    assert unknown["text"] == texts.DOC_UNKNOWN.format(typed="99-NQ/TU")


async def test_strangers_and_forged_buttons_get_nothing(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    await server.say(STRANGER, "/vanban 07-NQ/TU")
    (refusal,) = await server.replies(STRANGER, 1)
    assert refusal["text"] == texts.NOT_ALLOWED.format(user_id=STRANGER)
    pressed = await server.press_data(refusal, "d:1:0", STRANGER)
    assert await server.alert(pressed) == texts.NOT_ALLOWED_PRESS
    for data in ("d:999:0", "x:1:99999", "o:1:77", f"d:{10**30}:0", "d:-1:0", "dn:99-NQ/TU"):
        forged = await server.press_data(refusal, data, OWNER)
        assert await server.alert(forged) == texts.DOC_GONE


def test_documents_that_others_only_speak_of_are_buttons_too() -> None:
    found = Opened(None, (Card("05/CT-TTg"), Card("05-CT/TW"), Card("Đ" * 40)))
    (message,) = cardpages.opened("chỉ thị 05", found)
    assert [[b.data for b in row] for row in message.buttons] == [["dn:05/CT-TTg"], ["dn:05-CT/TW"]]
