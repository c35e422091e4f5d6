"""What the bot tells the machine that watches over it."""

import json

import httpx

from tests.bot.conftest import OWNER, StartBot
from tests.bot.test_webhook import free_port
from tests.telegram_server import TelegramServer


async def fetched(port: int, path: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.get(f"http://127.0.0.1:{port}{path}")


async def test_health_and_metrics_tell_numbers_and_no_words(
    server: TelegramServer, start_bot: StartBot
) -> None:
    port = free_port()
    await start_bot(TRACUU_METRICS_PORT=str(port))
    await server.say(OWNER, "Kinh phí?")
    await server.replies(OWNER, 1)
    await server.say(OWNER, "Câu này gây lỗi")
    await server.replies(OWNER, 3)  # with the report to the owner
    await server.say(OWNER, "/help")
    await server.replies(OWNER, 4)
    healthy = await fetched(port, "/health")
    assert healthy.status_code == 200
    assert healthy.json()["status"] == "ok"
    assert healthy.json()["mode"] == "polling"
    text = (await fetched(port, "/metrics")).text
    assert "tracuu_updates_received_total 3.0" in text
    assert "tracuu_updates_set_aside_total 1.0" in text
    assert 'tracuu_calls_total{outcome="sent"}' in text
    assert "process_resident_memory_bytes" in text
    assert str(OWNER) not in text


async def test_a_second_poller_shows_as_trouble(
    server: TelegramServer, start_bot: StartBot
) -> None:
    port = free_port()
    bot = await start_bot(TRACUU_METRICS_PORT=str(port))
    await server.say(OWNER, "/help")  # from now on the bot takes itself to be alone
    await server.replies(OWNER, 1)
    server.fault("getUpdates", "status", 409)
    await server.say(OWNER, "/help")  # ends the long poll; the next is refused
    await server.replies(OWNER, 2)
    await bot.printed("Có một chương trình khác")
    troubled = await fetched(port, "/health")
    assert troubled.status_code == 503
    assert troubled.json()["trouble"] == "Conflict"


async def test_logs_as_json_lines_hold_no_question(
    server: TelegramServer, start_bot: StartBot
) -> None:
    bot = await start_bot(TRACUU_LOG_FORMAT="json")
    await server.say(OWNER, "Kinh phí bí mật?")
    await server.say(OWNER, "Câu này gây lỗi bí mật")
    await server.replies(OWNER, 3)
    await bot.printed("set aside")
    lines = [json.loads(line) for line in bot.output.splitlines()]
    assert {"time", "level", "logger", "message"} <= set(lines[0])
    assert any("Traceback" in line.get("error", "") for line in lines)
    assert "bí mật" not in bot.output
