"""The bot with a webhook: the same promises, and nobody but Telegram is let in."""

import json
import signal
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import lanes, texts
from bot.webhook import HEADER, MOST_BYTES, parsed
from tests.bot.conftest import OWNER, BotProcess, StartBot, at_the_gate
from tests.bot.test_durability import assert_answered_once, said
from tests.telegram_server import TelegramServer

SECRET = "a-secret-of-the-webhook-that-nobody-guesses"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environment(port: int, tmp_path: Path) -> dict[str, str]:
    kept = tmp_path / "secret"
    kept.write_text(SECRET + "\n")
    return {
        "TRACUU_WEBHOOK_URL": f"http://127.0.0.1:{port}/tracuu/hook",
        "TRACUU_WEBHOOK_PORT": str(port),
        "TRACUU_WEBHOOK_SECRET_FILE": str(kept),
    }


@pytest.fixture
async def hooked(
    server: TelegramServer, start_bot: StartBot, environment: dict[str, str]
) -> BotProcess:
    bot = await start_bot(**environment)
    await server.wait_for(lambda: server.hook)
    return bot


async def post(
    port: int, body: bytes, secret: str | None = SECRET, path: str = "/tracuu/hook"
) -> int:
    headers = {"Content-Type": "application/json"} | ({HEADER: secret} if secret else {})
    async with httpx.AsyncClient(trust_env=False) as client:
        response = await client.post(
            f"http://127.0.0.1:{port}{path}", content=body, headers=headers
        )
    return response.status_code


async def test_updates_come_by_webhook_and_duplicates_are_answered_once(
    server: TelegramServer, hooked: BotProcess
) -> None:
    assert json.loads(server.hook["allowed_updates"]) == list(lanes.ALLOWED)
    assert server.hook["secret_token"] == SECRET
    message = server.build(OWNER, text="Kinh phí?")
    update_id = await server.push({"message": message})
    await server.replies(OWNER, 1)
    await server.push({"message": message}, update_id)
    assert_answered_once(await said(server, OWNER))
    assert set(server.posted) == {200}
    assert not server.made("getUpdates")
    assert SECRET not in hooked.output


async def test_killed_after_200_the_question_is_answered_once(
    server: TelegramServer, start_bot: StartBot, environment: dict[str, str], gate: Path
) -> None:
    bot = await start_bot(**environment, GATE=str(gate))
    (update_id,) = await server.say(OWNER, "Hỏi rồi chờ")
    await server.wait_for(lambda: server.confirmed > update_id)
    await bot.end(signal.SIGKILL)
    await server.say(OWNER, "Mục tiêu?")  # kept by Telegram while nobody is there
    await start_bot(**environment)
    told = await said(server, OWNER)
    assert len(told) == 2


async def test_sigterm_finishes_and_leaves_the_webhook_for_the_next_start(
    server: TelegramServer, start_bot: StartBot, environment: dict[str, str], gate: Path
) -> None:
    bot = await start_bot(**environment, GATE=str(gate))
    await server.say(OWNER, "Hỏi rồi chờ")
    async with at_the_gate(gate):
        bot.process.send_signal(signal.SIGTERM)
    assert await bot.end() == 0
    assert len(server.messages[OWNER]) == 1
    assert not server.made("deleteWebhook")


async def test_forged_and_broken_requests_change_nothing(
    server: TelegramServer, hooked: BotProcess, port: int
) -> None:
    forged = json.dumps({"update_id": 9, "message": server.build(OWNER, text="Giả mạo")}).encode()
    assert await post(port, forged, secret=None) == 401
    assert await post(port, forged, secret="wrong") == 401
    assert await post(port, forged, secret=SECRET + "x") == 401
    assert await post(port, b"x" * (MOST_BYTES + 1), secret="wrong") == 401
    assert await post(port, forged, path="/tracuu/hooks") == 404
    assert await post(port, b"x" * (MOST_BYTES + 1)) == 413
    for body in (b"", b"{", b"[" * 100_000, b"[]", b"7", b'{"update_id": "9"}', b"\xff\xfe"):
        assert await post(port, body) == 400
    assert await post(port, b'{"update_id": 10}') == 200
    await server.say(OWNER, "Kinh phí?")
    assert_answered_once(await said(server, OWNER))
    assert "Giả mạo" not in hooked.output


async def test_a_secret_is_made_and_kept(
    server: TelegramServer, start_bot: StartBot, environment: dict[str, str], tmp_path: Path
) -> None:
    del environment["TRACUU_WEBHOOK_SECRET_FILE"]
    bot = await start_bot(**environment)
    await server.wait_for(lambda: server.hook)
    kept = tmp_path / "data" / "webhook.secret"
    made = server.hook["secret_token"]
    assert kept.read_text().strip() == made
    assert kept.stat().st_mode & 0o077 == 0
    await bot.end(signal.SIGTERM)
    await start_bot(**environment)
    await server.wait_for(lambda: len(server.made("setWebhook")) == 2)
    assert server.hook["secret_token"] == made
    assert made not in bot.output


async def test_an_address_that_telegram_refuses_and_a_port_in_use_are_told(
    server: TelegramServer, start_bot: StartBot, environment: dict[str, str], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", int(environment["TRACUU_WEBHOOK_PORT"]))):
        bot = await start_bot(**environment)
        assert await bot.end() == 1
    assert texts.PORT_TAKEN.format(port=environment["TRACUU_WEBHOOK_PORT"]) in bot.output
    bot = await start_bot(**environment | {"TRACUU_WEBHOOK_URL": "http://example.invalid/x"})
    assert await bot.end() == 78
    assert "an https url must be provided" in bot.output
    assert "Traceback" not in bot.output


@pytest.mark.parametrize(
    ("body", "update"),
    [
        (b'{"update_id": 0}', {"update_id": 0}),
        (b'{"update_id": true}', None),
        (b'{"update_id": -1}', None),
        (b'{"update_id": 1.0}', None),
        (b'{"update_id": 9223372036854775808}', None),
        (b'"update_id"', None),
        (b"null", None),
    ],
)
def test_only_what_carries_a_number_is_an_update(
    body: bytes, update: dict[str, Any] | None
) -> None:
    assert parsed(body) == update
