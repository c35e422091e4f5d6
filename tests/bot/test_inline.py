"""`@bot ...` in any chat: public documents only, for whoever may ask, nothing kept by Telegram."""

from pathlib import Path

from bot import texts
from bot.lanes import FLEETING
from bot.updates import Arrival, Updates
from index.collections import DEFAULT
from tests.bot.conftest import OWNER, StartBot
from tests.telegram_server import ME, TelegramServer

REGISTER = ("-m", "tests.bot.run_register_bot")
STRANGER = 2002
HIDDEN = "03-CT/TU"


async def test_cards_and_passages_are_offered_and_their_links_open_the_bot(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    offered = await server.offered(await server.type_inline(OWNER, "chi thi 03"))
    assert (offered["cache_time"], offered["is_personal"]) == ("0", "true")
    card, *passages = offered["results"]
    assert card["title"] == HIDDEN
    assert card["input_message_content"]["message_text"].startswith(f"{HIDDEN}: ")
    assert passages
    assert all(result["id"].startswith("p") for result in passages)
    (start,) = card["reply_markup"]["inline_keyboard"][0]
    head = f"https://t.me/{ME['username']}?start="
    await server.say(OWNER, f"/start {start['url'].removeprefix(head)}")
    assert (await server.replies(OWNER, 1))[0]["text"].startswith(f"{HIDDEN}: ")
    for forged in ("doc_0", "doc_x", "psg_999999", f"psg_{10**30}"):
        await server.say(OWNER, f"/start {forged}")
    told = [message["text"] for message in (await server.replies(OWNER, 5))[1:]]
    assert set(told) == {texts.DOC_GONE, texts.PASSAGE_GONE}
    newest = await server.offered(await server.type_inline(OWNER, ""))
    assert len(newest["results"]) > 1


async def test_a_stranger_is_offered_nothing_but_the_way_to_the_bot(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    offered = await server.offered(await server.type_inline(STRANGER, "chỉ thị 03"))
    assert offered["results"] == []
    assert offered["button"] == {"text": texts.INLINE_NOT_ALLOWED, "start_parameter": "inline"}
    # A link that somebody else was given opens nothing either.
    await server.say(STRANGER, "/start doc_1")
    assert HIDDEN not in (await server.replies(STRANGER, 1))[0]["text"]


async def test_a_document_that_is_not_public_is_offered_to_nobody(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot(*REGISTER)
    shown = await server.offered(await server.type_inline(OWNER, HIDDEN))
    assert HIDDEN in str(shown["results"])
    tracuu = ("-m", "bot", "--data", str(tmp_path / "data"))
    hiding = await start_bot(*tracuu, "collections", "close", DEFAULT, PYTHONWARNINGS="ignore")
    assert await hiding.end() == 0, hiding.output
    hidden = await server.offered(await server.type_inline(OWNER, HIDDEN))
    assert hidden["results"] == []
    assert hidden["button"]["text"] == texts.INLINE_NOTHING


def test_of_what_somebody_types_only_the_last_is_looked_up(tmp_path: Path) -> None:
    lane = f"{FLEETING}5"
    store = Updates(tmp_path)
    typed = [Arrival(n, lane, {"inline_query": {"query": "c" * n}}) for n in range(1, 9)]
    store.accept(typed)
    job = store.next((), {})
    assert job is not None
    assert (job.update_id, job.overflow) == (8, False)
    store.close()
    again = Updates(tmp_path)
    assert again.next((), {}) is None  # after a restart nobody waits for it
    again.close()
