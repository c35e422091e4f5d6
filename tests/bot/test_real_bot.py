"""Nothing stands in: documents indexed by `tracuu index add`, the bot run by `tracuu bot`."""

import signal
from pathlib import Path

from bot import texts
from retrieval.types import Reason
from tests.bot.conftest import OWNER, StartBot
from tests.bot.test_conversation import labels, quoted
from tests.telegram_server import TelegramServer

DOCUMENT = """NGHỊ QUYẾT
về phát triển học tập suốt đời
Số 12-NQ/TU, ngày 07 tháng 5 năm 2024

Điều 1. Mục tiêu
Đến năm 2030, mỗi xã có ít nhất một điểm học tập cộng đồng mở cửa hằng ngày.

Điều 2. Kinh phí
Kinh phí thực hiện là 12 tỷ đồng mỗi năm, lấy từ ngân sách tỉnh.
"""
# Machine-learning packages warn about themselves; that is not what is tested here.
CALM = {"PYTHONWARNINGS": "ignore", "TRACUU_LOG_LEVEL": "INFO"}


async def test_a_document_is_indexed_asked_about_and_opened(
    server: TelegramServer, start_bot: StartBot, tmp_path: Path
) -> None:
    path = tmp_path / "nq12.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    tracuu = ("-m", "bot", "--data", str(tmp_path / "real"))
    indexing = await start_bot(*tracuu, "index", "add", str(path), **CALM)
    assert await indexing.end() == 0, indexing.output
    bot = await start_bot(*tracuu, "bot", **CALM)
    await server.say(OWNER, "kinh phi thuc hien moi nam la bao nhieu")
    (answer,) = await server.replies(OWNER, 1)
    assert any("12 tỷ đồng mỗi năm" in quote for quote in quoted(answer))
    assert "12-NQ/TU" in answer["text"]
    assert "07/05/2024" in answer["text"]
    await server.press(answer, labels(answer)[0])
    (page,) = quoted((await server.replies(OWNER, 2))[1])
    assert page in DOCUMENT
    await server.say(OWNER, "🎉🎉")
    await server.say(OWNER, "Kinh phí " * 400)
    told = [message["text"] for message in (await server.replies(OWNER, 4))[2:]]
    assert told == [texts.NO_ANSWER[Reason.NOT_A_QUESTION], texts.NO_ANSWER[Reason.TOO_LONG]]
    assert await bot.end(signal.SIGTERM) == 0
