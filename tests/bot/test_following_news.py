"""Being told of documents that arrive or replace others, and the counts for administrators."""

import json
from contextlib import closing
from pathlib import Path

from bot import texts
from index.corpus import Corpus
from index.database import open_database
from tests.bot.conftest import OWNER, StartBot
from tests.bot.test_access import moved
from tests.bot.test_curating import REGISTER, STRANGER, said
from tests.embedders import HashEmbedder
from tests.telegram_server import TelegramServer

NEWER = (
    "TỈNH ỦY LAM GIANG\n\nSố: 31-NQ/TU\n\nLam Giang, ngày 02 tháng 10 năm 2026\n\nNGHỊ QUYẾT\n"
    "về chuyển đổi số giai đoạn 2027 - 2031\n\nĐiều 1. Mỗi xã có một tổ công nghệ số.\n\n"
    "Điều 2. Nghị quyết này thay thế Nghị quyết số 12-NQ/TU ngày 18/03/2026.\n"
)


async def test_who_follows_is_told_once(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("1800000000")
    environment = {"CLOCK": str(clock), "ROUND": "0.05", "TRACUU_ACCESS": "open"}
    await start_bot(*REGISTER, **environment)
    await server.say(OWNER, "/theodoi nq 12-nq/tu")
    await said(server, texts.FOLLOW_KINDS["number"].format(value="12-NQ/TU"))
    await server.say(STRANGER, "/theodoi nghi quyet 31")  # as far as a person knows it
    await said(server, "• văn bản NQ 31", STRANGER)
    await server.say(STRANGER, "/theodoi lịch phát sóng")
    await said(server, "«lịch phát sóng»", STRANGER)

    await server.send_file(OWNER, "moi.txt", NEWER.encode())
    news = await said(server, texts.NEWS_HEAD)
    assert "12-NQ/TU được thay thế bởi 31-NQ/TU" in news["text"]
    await server.press(news, "31-NQ/TU")
    await said(server, "31-NQ/TU: Nghị quyết")
    assert sum(texts.NEWS_HEAD in m["text"] for m in server.messages[OWNER]) == 1
    theirs = await said(server, texts.NEWS_HEAD, STRANGER)
    assert "Mới có: 31-NQ/TU" in theirs["text"]


def arrive(data: Path, name: str, text: str, collection: str = "") -> None:
    """A document is indexed on the command line while the bot runs."""
    path = data.parent / name
    path.write_text(text)
    with closing(open_database(data)) as db:
        Corpus(db, data, HashEmbedder).add([path], collection=collection)


async def test_what_somebody_may_no_longer_read_is_not_named(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    """Neither where it is closed while the news is on its way, nor where it was from the first."""
    data, clock = tmp_path / "data", tmp_path / "clock"
    clock.write_text("1800000000")
    await start_bot(*REGISTER, CLOCK=str(clock), ROUND="0.05", TRACUU_ACCESS="open")
    await server.say(STRANGER, "/theodoi chuyển đổi số")
    await said(server, "«chuyển đổi số»", STRANGER)
    held = server.fault("sendMessage", "hold-retry", 1)
    arrive(data, "kin.txt", NEWER)
    await held.reached.wait()
    moved(data, "kin", "noi-bo")
    held.release.set()
    arrive(data, "kin2.txt", NEWER.replace("31-NQ", "32-NQ"), "noi-bo")
    arrive(data, "mo.txt", NEWER.replace("31-NQ", "33-NQ"))
    clock.write_text("1800100000")
    news = await said(server, texts.NEWS_HEAD, STRANGER)
    assert "33-NQ/TU" in news["text"]
    assert not any("31-NQ" in str(m) or "32-NQ" in str(m) for m in server.messages[STRANGER])


async def test_a_follow_is_ended_by_its_own_person(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER, TRACUU_ACCESS="open")
    await server.say(OWNER, "/theodoi chuyển đổi số")
    mine = await said(server, "«chuyển đổi số»")
    ends = mine["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await server.press_data(mine, ends, STRANGER)
    await server.say(OWNER, "/theodoi")
    again = (await server.replies(OWNER, 2))[1]
    assert "«chuyển đổi số»" in again["text"]
    await server.press(again, "Bỏ:")
    await said(server, texts.FOLLOW_USAGE[:40])


async def test_counts_show_no_small_numbers_and_no_names(
    server: TelegramServer, start_bot: StartBot
) -> None:
    await start_bot(*REGISTER)
    asked = ["học phí mẫu giáo bao nhiêu", "Học phí mẫu giáo là bao nhiêu?"]
    for number, question in enumerate([*asked, "NQ 12 ai ký?"], 1):
        await server.say(OWNER, question)
        await server.wait_for(lambda number=number: len(server.messages[OWNER]) >= number)
    await server.say(OWNER, texts.STATS_COMMAND)
    few = await said(server, "ngày qua")
    assert texts.STATS["questions"].format(count=3) in few["text"]
    assert "mẫu giáo" not in few["text"]
    never = few["text"].partition(texts.STATS_NEVER.partition("(")[0])[2]
    assert "• 03-CT/TU" in never
    assert "03-ct-tu" not in never
    await server.say(OWNER, "hoc phi mau giao bao nhieu")
    await server.say(OWNER, texts.STATS_COMMAND)
    await said(server, "hoc phi mau giao bao nhieu (3 lần)")
    await server.say(STRANGER, texts.STATS_COMMAND)
    (refusal,) = await server.replies(STRANGER, 1)
    assert "mau giao" not in json.dumps(refusal, ensure_ascii=False)
