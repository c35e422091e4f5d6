"""Receiving: the polling loop, and which updates are taken in at all."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot import lanes, lenient, texts
from bot.health import Health
from bot.lanes import Me
from bot.sending import wait_after
from bot.transport import form
from bot.updates import Arrival

log = logging.getLogger(__name__)

POLL_SECONDS = 50
# A second poller does not go away within milliseconds: begin with a longer pause.
CONFLICT_TRIES = 3
# A server that does not let a request wait for updates is not asked more often than this.
LEAST_SECONDS = 0.25
# How long a bot that may not be alone waits for another one to confirm what both were handed.
# A bot writes a batch down and confirms it in hundredths of a second.
SETTLING_SECONDS = 0.5

Fetch = Callable[[int | None], Awaitable[list[dict[str, Any]]]]
Receive = Callable[[list[dict[str, Any]]], Awaitable[None]]


def fetcher(bot: Bot, request: BaseRequest) -> Fetch:
    """getUpdates as raw JSON. `Bot.get_updates` parses: one update that it cannot parse would
    stop all that come after it, and only the raw form can be written down."""

    async def fetch(offset: int | None) -> list[dict[str, Any]]:
        after = {} if offset is None else {"offset": offset}
        data = form(timeout=POLL_SECONDS, allowed_updates=lanes.ALLOWED, **after)
        url = f"{bot.base_url}/getUpdates"
        result: Any = await request.post(url, data, read_timeout=POLL_SECONDS + 10)
        return [lenient.update(each) for each in result if _is_update(each)]

    return fetch


async def poll(fetch: Fetch, receive: Receive, health: Health) -> None:
    """Receive until cancelled. An update is received, that is written down, before the next
    request confirms it. Raises `InvalidToken`; other failures are waited out, told once."""
    offset: int | None = None
    trouble, tries = "", 0
    while True:
        asked = time.monotonic()
        try:
            alone = offset is not None and not trouble  # else another bot may be polling as well
            raw = await (fetch(offset) if alone else settled(fetch, offset))
            await receive(raw)
        except InvalidToken:
            raise
        except Exception as error:  # the loop must outlive a full disk as well
            tries += 1
            trouble = _tell(error, trouble)
            await health.ill(error)
            await asyncio.sleep(_wait(error, tries))
            continue
        if trouble:
            log.warning(texts.NETWORK_BACK)
        await health.well()
        trouble, tries = "", 0
        offset = max([offset or 0, *(update["update_id"] + 1 for update in raw)])
        if not raw:
            await asyncio.sleep(max(0.0, asked + LEAST_SECONDS - time.monotonic()))


async def settled(fetch: Fetch, offset: int | None) -> list[dict[str, Any]]:
    """Updates that are still unconfirmed a moment after they were first handed out. Telegram hands
    what one bot has not yet confirmed to any other that asks with the same token: taking it at
    once would answer it twice."""
    first = {update["update_id"] for update in await fetch(offset)}
    if not first:
        return []
    await asyncio.sleep(SETTLING_SECONDS)
    return [update for update in await fetch(offset) if update["update_id"] in first]


def arrivals(raw: list[dict[str, Any]], me: Me) -> list[Arrival]:
    """What of a batch is for us, with its lane. What is not is never written down."""
    laned = ((update, lanes.lane(update, me)) for update in raw)
    return [Arrival(update["update_id"], name, update) for update, name in laned if name]


def _is_update(raw: Any) -> bool:
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


def _tell(error: Exception, before: str) -> str:
    """Log a failure unless the one before was the same kind; the kind."""
    kind = type(error).__name__
    if kind == before:
        return kind
    if isinstance(error, Conflict):
        log.warning(texts.SECOND_POLLER)
    elif isinstance(error, TelegramError):
        log.warning("%s (%s)", texts.NO_NETWORK, error)
    else:
        log.error("cannot take in updates", exc_info=error)
    return kind


def _wait(error: Exception, tries: int) -> float:
    telegram_error = error if isinstance(error, RetryAfter) else None
    return wait_after(telegram_error, tries + CONFLICT_TRIES * isinstance(error, Conflict))
