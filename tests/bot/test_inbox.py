"""Which updates a bot takes that may not be the only one with its token."""

import asyncio
from typing import Any

import pytest
from telegram.error import Conflict

from bot import inbox
from bot.health import Health
from bot.metrics import Metrics


class Telegram:
    """Hands out batches in turn, then nothing; a failure stands for the request that meets it."""

    def __init__(self, *script: Exception | range) -> None:
        self.script = list(script)
        self.offsets: list[int | None] = []
        self.done = asyncio.Event()

    async def __call__(self, offset: int | None) -> list[dict[str, Any]]:
        self.offsets.append(offset)
        if not self.script:
            self.done.set()
            return await asyncio.Future()
        now = self.script.pop(0)
        if isinstance(now, Exception):
            raise now
        return [{"update_id": number} for number in now]


async def taken(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The updates that are received while the script lasts."""
    monkeypatch.setattr(inbox, "SETTLING_SECONDS", 0.0)
    monkeypatch.setattr(inbox, "_wait", lambda error, tries: 0.0)
    received: list[int] = []

    async def receive(raw: list[dict[str, Any]]) -> None:
        received.extend(update["update_id"] for update in raw)

    async def note(_: str) -> None: ...

    async def backlog() -> tuple[int, float]:
        return 0, 0.0

    health = Health("polling", Metrics(), note, backlog)
    polling = asyncio.create_task(inbox.poll(telegram, receive, health))
    await telegram.done.wait()
    polling.cancel()
    return received


async def test_what_another_bot_confirms_meanwhile_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    telegram = Telegram(range(1, 4), range(3, 5), range(4, 5))
    assert await taken(telegram, monkeypatch) == [3, 4]
    assert telegram.offsets == [None, None, 4, 5]


async def test_a_bot_that_is_alone_takes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    telegram = Telegram(range(1, 2), range(1, 2), range(2, 3), range(3, 4))
    assert await taken(telegram, monkeypatch) == [1, 2, 3]


async def test_after_a_conflict_a_bot_looks_twice_again(monkeypatch: pytest.MonkeyPatch) -> None:
    telegram = Telegram(range(1, 2), range(1, 2), Conflict("two"), range(2, 4), range(3, 4))
    assert await taken(telegram, monkeypatch) == [1, 3]
    assert telegram.offsets == [None, None, 2, 2, 2, 4]
