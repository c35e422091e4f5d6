"""A group's log and its summaries: opt-in, links to messages, leaving, bulletins, reminders."""

import asyncio
import sqlite3
from pathlib import Path

from bot import summaries, texts
from retrieval.chat_summary import MOST
from retrieval.chat_types import ChatSummary, Point, PointKind, Quote
from tests.bot.conftest import OWNER, StartBot
from tests.bot.test_curating import REGISTER, said
from tests.bot.test_groups import GROUP, MEMBER, join
from tests.telegram_server import TelegramServer

OTHER = 3003
NOW = 1_700_000_000  # 15/11/2023 05:13 in Vietnam, when the server's messages are sent
BURST = 5000
DECIDED = "Chốt: họp chi bộ lúc 14h ngày 20/11/2023 tại hội trường tầng 2, đề nghị đi đủ"
TALK = (
    (MEMBER, DECIDED),
    (OTHER, "Vâng ạ"),
    (OTHER, "Đồng chí Lan nộp báo cáo quý 4 trước ngày 18/11/2023 nhé"),
)


async def talked(server: TelegramServer, *said_by: tuple[int, str]) -> None:
    for who, text in said_by:
        await server.speak(who, GROUP, text)


async def started(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path, *args: str, **more: str
) -> Path:
    """The bot in a group that keeps a log; the file of its clock."""
    clock = tmp_path / "clock"
    clock.write_text(str(NOW + 60))
    server.me["can_read_all_group_messages"] = True
    await start_bot(*REGISTER, CLOCK=str(clock), ROUND="0.05", TRACUU_ACCESS="open", **more)
    await join(server, OWNER)
    server.admins.add((GROUP, OWNER))
    await server.speak(OWNER, GROUP, "/nhatky bat")
    await said(server, texts.LOG_ON.format(days=14)[:60], GROUP)
    return clock


def kept(tmp_path: Path) -> set[str]:
    with sqlite3.connect(tmp_path / "data/bot.db") as db:
        return {text for (text,) in db.execute("SELECT text FROM chat_messages")}


async def test_a_summary_links_to_what_was_said_and_corrected(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await started(server, start_bot, tmp_path)
    await talked(server, *TALK)
    await server.speak(OTHER, GROUP, "Các đồng chí xem lại Nghị quyết 07-NQ/TU trước khi họp")
    decided = await server.speak(MEMBER, GROUP, "Đính chính: họp chi bộ lúc 15h chứ không phải 14h")
    await server.speak(OTHER, GROUP, "/tomtat hôm nay")
    summary = await said(server, "điểm trong", GROUP)
    assert "15h" in summary["text"]
    assert "báo cáo quý 4" in summary["text"]
    assert "Vâng" not in summary["text"]
    links = [e["url"] for e in summary["entities"] if e["type"] == "text_link"]
    assert f"https://t.me/c/{str(GROUP)[4:]}/{decided['message_id']}" in links
    assert "07-NQ/TU: hiệu lực đã được thay thế" in summary["text"]
    await server.press(summary, "07-NQ/TU", MEMBER)
    await said(server, "07-NQ/TU: Nghị quyết", GROUP)
    pressed = await server.press(summary, texts.SUMMARY_PRIVATELY, MEMBER)
    assert await server.alert(pressed) == texts.SUMMARY_PRIVATE


async def test_off_nothing_is_kept_and_only_an_admin_switches(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await started(server, start_bot, tmp_path)
    await talked(server, *TALK)
    await server.speak(OTHER, GROUP, "/nhatky boqua")
    await said(server, texts.LOG_LEFT, GROUP)
    assert kept(tmp_path) == {DECIDED}
    await server.speak(OTHER, GROUP, "Tôi nói thêm một điều ngoài lề")
    await server.speak(MEMBER, GROUP, "/nhatky tat")
    await said(server, texts.GROUP_ADMINS_ONLY, GROUP)
    assert kept(tmp_path) == {DECIDED}
    await server.speak(OWNER, GROUP, "/nhatky tat")
    await said(server, texts.LOG_OFF, GROUP)
    assert kept(tmp_path) == set()
    await talked(server, *TALK)
    await server.speak(OTHER, GROUP, "/tomtat")
    await said(server, texts.LOG_NONE, GROUP)
    assert kept(tmp_path) == set()


async def test_a_bulletin_comes_once_at_its_hour_and_a_reminder_before_its_time(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    clock = await started(server, start_bot, tmp_path)
    await server.speak(OWNER, GROUP, "/bantin 17:00")
    offered = await said(server, texts.BULLETIN_ON[:20], GROUP)
    await server.message(MEMBER, text="/start")
    await server.press(offered, texts.BULLETIN_JOIN, MEMBER)
    await talked(server, *TALK)
    await server.speak(OTHER, GROUP, "/tomtat hôm nay")
    summary = await said(server, "điểm trong", GROUP)
    reminder = await server.press(summary, "18/11/2023", MEMBER)
    assert "07:30 18/11/2023" in await server.alert(reminder)
    before = len(server.messages[GROUP])

    clock.write_text(str(NOW + 12 * 3600))
    await server.wait_for(lambda: len(server.messages[GROUP]) > before)
    await said(server, "điểm trong", MEMBER)
    clock.write_text(str(NOW + 3 * 24 * 3600 + 7 * 3600))
    told = await said(server, "Nhắc việc", MEMBER)
    assert "báo cáo quý 4" in told["text"]
    await asyncio.sleep(0)
    bulletins = [m for m in server.messages[GROUP][before:] if "điểm trong" in m["text"]]
    assert len(bulletins) == 1


async def test_a_burst_is_kept_whole_and_keeps_nobody_waiting(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    await started(server, start_bot, tmp_path)
    for number in range(BURST):
        await server.speak(4000 + number % 40, GROUP, f"Tin số {number} về việc chung")
    await server.speak(MEMBER, GROUP, DECIDED)
    await server.message(MEMBER, text="/start")
    await said(server, texts.START[:20], MEMBER)
    await server.speak(OTHER, GROUP, "/tomtat 200")
    await said(server, "14h ngày 20/11/2023", GROUP)
    with sqlite3.connect(tmp_path / "data/bot.db") as db:
        assert db.execute("SELECT count(*) FROM chat_messages").fetchone() == (BURST + 1,)


def test_a_summary_of_more_than_is_read_says_so() -> None:
    def told(count: int) -> str:
        return summaries.plain(ChatSummary((), (), (), count, (1, count)))

    assert texts.CHAT_CUT.format(count=MOST) in told(MOST)
    assert told(MOST - 1) == texts.CHAT_QUIET.format(count=MOST - 1)


def test_a_point_of_many_messages_links_to_the_newest_which_corrects() -> None:
    quote = Quote(2, "Hòa", "họp lúc 15h")
    point = Point(PointKind.ANNOUNCEMENT, (quote,), tuple(range(1, 9)))
    (message,) = summaries.messages(ChatSummary((point,), (), (), 8, (1, 8)), GROUP)
    links = [each.url.rpartition("/")[2] for each in message.entities if each.url]
    assert links == ["2", "5", "6", "7", "8"]
    assert "↗ tin 2 · ↗ tin 5" in message.text
