"""The fake is held to Telegram's behaviour: other tests believe what it says."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.telegram_server import CONFLICT, LIMIT, NOT_MODIFIED, TOKEN, TelegramServer

USER = 42


class Client:
    """A bare client of the API: (status, body) of each call."""

    def __init__(self, root: str, session: aiohttp.ClientSession) -> None:
        self.root, self.session = root, session

    async def __call__(
        self, method: str, /, token: str = TOKEN, **params: Any
    ) -> tuple[int, dict[str, Any]]:
        data = {k: v if isinstance(v, str) else json.dumps(v) for k, v in params.items()}
        url = f"{self.root}/bot{token}/{method}"
        async with self.session.post(url, data=data) as response:
            return response.status, await response.json()

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        status, body = await self(method, **params)
        assert body["ok"] is False
        assert body["error_code"] == status
        return status, body["description"]


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def api(server: TelegramServer) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(server.root, session)


def bold(offset: int, length: int) -> list[dict[str, Any]]:
    return [{"type": "bold", "offset": offset, "length": length}]


def keyboard(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Nút", "callback_data": data}]]}


async def test_wrong_tokens_methods_and_parameters(server: TelegramServer, api: Client) -> None:
    assert await api("getMe", token="1:no") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    assert server.failures == []
    assert await api.refused("sendFax") == (404, "Not Found")
    await api("getMe", colour="red")
    assert server.failures == ["unknown method sendFax", "getMe: unknown parameters ['colour']"]


async def test_updates_come_again_until_they_are_confirmed(
    server: TelegramServer, api: Client
) -> None:
    (first,) = await server.say(USER, "một")
    (second,) = await server.say(USER, "hai")

    async def ids(**params: int) -> list[int]:
        return [update["update_id"] for update in (await api("getUpdates", **params))[1]["result"]]

    assert await ids() == [first, second]
    assert await ids(limit=1) == [first]
    assert await ids(offset=second) == [second]
    assert await ids(offset=second + 1) == []
    assert await ids() == []
    assert server.confirmed == second + 1


async def test_a_long_poll_wakes_at_once(server: TelegramServer, api: Client) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=600))
    await server.wait_for(lambda: server.made("getUpdates"))
    await server.say(USER, "dậy")
    assert len((await poll)[1]["result"]) == 1


async def test_a_second_poller_ends_the_first(server: TelegramServer, api: Client) -> None:
    first = asyncio.create_task(api.refused("getUpdates", timeout=600))
    await server.wait_for(lambda: server.made("getUpdates"))
    second = asyncio.create_task(api("getUpdates", timeout=600))
    assert await first == (409, CONFLICT)
    await server.say(USER, "chào")
    assert (await second)[0] == 200


@pytest.mark.parametrize(
    ("params", "description"),
    [
        pytest.param({"text": " "}, "message text is empty", id="empty"),
        pytest.param({"text": "x" * (LIMIT + 1)}, "message is too long", id="too-long"),
        pytest.param(
            {"text": "abc", "entities": bold(1, 3)},
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 4",
            id="entity-beyond-the-end",
        ),
        pytest.param(
            {"text": "📌x", "entities": bold(1, 2)},
            "entity begins in a middle of a UTF-16 symbol",
            id="entity-begins-in-a-pair",
        ),
        pytest.param(
            {"text": "x📌", "entities": bold(0, 2)},
            "entity ends in a middle of a UTF-16 symbol",
            id="entity-ends-in-a-pair",
        ),
        pytest.param(
            {"text": "x", "entities": "[{"}, "can't parse entities JSON object", id="not-json"
        ),
        pytest.param(
            {"text": "x", "reply_markup": keyboard("ă" * 33)}, "BUTTON_DATA_INVALID", id="66-bytes"
        ),
        pytest.param(
            {"text": "x", "reply_parameters": {"message_id": 999}},
            "message to be replied not found",
            id="no-such-message",
        ),
        pytest.param({"text": "x", "chat_id": 43}, "chat not found", id="stranger"),
    ],
)
async def test_bad_messages_are_refused(
    server: TelegramServer, api: Client, params: dict[str, Any], description: str
) -> None:
    await server.say(USER, "chào")
    refused = await api.refused("sendMessage", **{"chat_id": USER, **params})
    assert refused == (400, f"Bad Request: {description}")
    assert server.messages[USER] == []


async def test_good_messages_are_kept_edited_and_pressed(
    server: TelegramServer, api: Client
) -> None:
    await server.say(USER, "chào")
    sent = {"chat_id": USER, "text": "📌" * 2, "entities": bold(2, 2)}
    assert (await api("sendMessage", **sent, reply_markup=keyboard("x" * 64)))[0] == 200
    (message,) = await server.replies(USER, 1)
    query_id = await server.press(message, "Nút")
    assert (await api("answerCallbackQuery", callback_query_id=query_id, text="rồi"))[0] == 200
    assert await server.alert(query_id) == "rồi"
    edit = {"chat_id": USER, "message_id": message["message_id"]}
    assert (await api("editMessageText", **edit, text="mới"))[0] == 200
    assert await api.refused("editMessageText", **edit, text="mới") == (
        400,
        f"Bad Request: {NOT_MODIFIED}",
    )
    assert [one["text"] for one in server.messages[USER]] == ["mới"]
    edit["message_id"] += 1
    assert await api.refused("editMessageText", **edit, text="x") == (
        400,
        "Bad Request: message to edit not found",
    )
    server.blocked.add(USER)
    assert (await api.refused("sendMessage", **sent))[0] == 403


async def test_faults_come_in_order_and_once(server: TelegramServer, api: Client) -> None:
    await server.say(USER, "chào")
    send = {"chat_id": USER, "text": "x"}
    server.fault("sendMessage", "retry", 7)
    server.fault("sendMessage", "status", 500)
    status, body = await api("sendMessage", **send)
    assert (status, body["parameters"]) == (429, {"retry_after": 7})
    assert (await api.refused("sendMessage", **send))[0] == 500
    assert (await api("sendMessage", **send))[0] == 200


@pytest.mark.parametrize(("kind", "arrived"), [("drop", 0), ("apply-drop", 1)])
async def test_dropped_connections(
    server: TelegramServer, api: Client, kind: str, arrived: int
) -> None:
    await server.say(USER, "chào")
    server.fault("sendMessage", kind)
    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=USER, text="x")
    assert len(server.messages[USER]) == arrived


@pytest.mark.parametrize(("kind", "arrived"), [("hold", 0), ("apply-hold", 1)])
async def test_held_calls_wait_for_their_release(
    server: TelegramServer, api: Client, kind: str, arrived: int
) -> None:
    await server.say(USER, "chào")
    fault = server.fault("sendMessage", kind)
    call = asyncio.create_task(api("sendMessage", chat_id=USER, text="x"))
    await server.wait_for(fault.reached.is_set)
    await server.wait_for(lambda: len(server.messages[USER]) == arrived)
    assert not call.done()
    fault.release.set()
    assert (await call)[0] == 200
    assert len(server.messages[USER]) == 1


async def test_a_long_text_arrives_in_pieces(server: TelegramServer) -> None:
    assert len(await server.say(USER, "x" * 10_000)) == 3
