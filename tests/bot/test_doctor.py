"""`tracuu doctor` against a server, over HTTP, as somebody runs it."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from bot import doctor
from bot.doctor import BROKEN, OK, WARN
from tests.bot.conftest import StartBot
from tests.telegram_server import ME, TOKEN, TelegramServer

CALM = {"PYTHONWARNINGS": "ignore", "TRACUU_EMBEDDING_MODEL": ""}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


async def examined(start_bot: StartBot, **environment: str) -> tuple[int, dict[str, Any]]:
    """The exit status, and each finding under the name of its check."""
    run = await start_bot("-m", "bot", "doctor", "--json", **CALM, **environment)
    status = await run.end()
    said = json.loads(run.output.splitlines()[-1])
    assert said["ok"] == (status == 0)
    assert all(check["remedy"] for check in said["checks"] if check["status"] != OK)
    return status, {check["check"]: check for check in said["checks"]}


async def test_all_is_well(server: TelegramServer, start_bot: StartBot, data: Path) -> None:
    status, found = await examined(start_bot)
    assert status == 0
    assert {found[name]["status"] for name in ("token", "clock", "disk", "privacy")} == {OK}
    assert ME["username"] in found["token"]["message"]
    assert "getUpdates" in {call.method for call in server.calls}
    assert server.confirmed == 0


@pytest.mark.parametrize(
    ("environment", "check"),
    [
        pytest.param({"TELEGRAM_BOT_TOKEN": ""}, "token", id="no-token"),
        pytest.param({"TELEGRAM_BOT_TOKEN": "nonsense"}, "token", id="bad-form"),
        pytest.param({"TELEGRAM_BOT_TOKEN": "700000001:revoked"}, "token", id="revoked"),
        pytest.param({"TRACUU_OWNER_IDS": ""}, "owners", id="nobody"),
        pytest.param({"TRACUU_TELEGRAM_API": "http://127.0.0.1:1"}, "network", id="no-network"),
        pytest.param({"TRACUU_DATA": "/proc/nothing"}, "folder", id="no-folder"),
    ],
)
async def test_what_is_broken_has_a_remedy(
    start_bot: StartBot, data: Path, environment: dict[str, str], check: str
) -> None:
    status, found = await examined(start_bot, **environment)
    assert status == 1
    assert found[check]["status"] == BROKEN


async def test_a_broken_store_and_index_are_found(start_bot: StartBot, data: Path) -> None:
    (data / "corpus.db").write_bytes(b"x" * 5000)
    (data / "bot.db").write_bytes(b"x" * 5000)
    status, found = await examined(start_bot)
    assert status == 1
    assert found["index"]["status"] == found["bot"]["status"] == BROKEN


async def test_another_poller_is_found_and_ours_is_not_disturbed(
    server: TelegramServer, start_bot: StartBot, data: Path, tmp_path: Path
) -> None:
    bot = await start_bot()
    await server.wait_for(lambda: server.made("getUpdates"))
    polls = len(server.made("getUpdates"))
    status, found = await examined(start_bot)
    assert (status, "second_poller" in found) == (0, False)
    assert len(server.made("getUpdates")) == polls
    await bot.end(signal.SIGTERM)
    server.fault("getUpdates", "status", 409)  # what a poller elsewhere does to us
    status, found = await examined(start_bot)
    assert found["second_poller"]["status"] == BROKEN
    assert TOKEN not in found["second_poller"]["message"]


async def test_a_foreign_webhook_is_found(
    server: TelegramServer, start_bot: StartBot, data: Path
) -> None:
    server.hook = {"url": "https://example.vn/hook"}
    _, found = await examined(start_bot)
    assert found["webhook"]["status"] == WARN


@pytest.mark.parametrize(
    ("date", "status"),
    [
        ("Tue, 14 Nov 2023 22:13:20 GMT", OK),
        ("Tue, 14 Nov 2023 22:14:20 GMT", WARN),
        ("Tue, 14 Nov 2023 23:13:20 GMT", BROKEN),
    ],
)
def test_the_clock_is_compared_with_the_server(date: str, status: str) -> None:
    (found,) = doctor._clock(date, 1_700_000_000.0)
    assert found.status == status
