"""Sending what the outbox holds: what is repeated after which failure, and after how long."""

import asyncio
import logging
from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.updates import Part, Updates
from bot.worker import Worker

log = logging.getLogger(__name__)

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
# 5xx answers in a row before a call is given up: about seven minutes.
TRIES = 20
# How often a message that may have arrived is sent again: to read an answer twice is better
# than never, but not a third time.
REPEATS = 1

# Failures of httpx that come before the request has left.
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class Verdict(Enum):
    """What a failure says about the call."""

    NOT_SENT = auto()  # it never left, or was held back by a limit: repeat
    SERVER = auto()  # the server answered with an error of its own: repeat, not for ever
    REFUSED = auto()  # the server will never take it
    UNSURE = auto()  # it may have arrived: repeat once, or at will what may be done twice


class Stopping(Exception):
    """The bot is to stop; what is left stays in the outbox."""


def verdict(error: TelegramError) -> Verdict:
    """Judge a failure. python-telegram-bot keeps httpx's own error as the cause."""
    cause = error.__cause__
    if isinstance(error, RetryAfter) or isinstance(cause, UNSENT):
        return Verdict.NOT_SENT
    if isinstance(error, BadRequest | Forbidden | ChatMigrated):
        return Verdict.REFUSED
    answered = cause is None or isinstance(cause, TelegramError)  # the latter: not JSON
    if isinstance(error, NetworkError) and answered:
        return Verdict.SERVER
    return Verdict.UNSURE


def wait_after(error: TelegramError | None, tries: int) -> float:
    """Seconds until the next try; `tries` counts those made."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after  # a timedelta with PTB_TIMEDELTA, set in bot/app.py
        return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 10)))


async def stopped(stop: asyncio.Event, seconds: float) -> bool:
    """Wait; True at once when the bot is to stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


class Sender:
    """Makes the calls of the outbox, each marked before and after."""

    def __init__(self, bot: Bot, store: Updates, worker: Worker, stop: asyncio.Event) -> None:
        self._bot, self._store, self._worker, self._stop = bot, store, worker, stop

    async def deliver(self, part: Part) -> str:
        """Make one call, with repeats; its final status. Raises `Stopping`, `InvalidToken`."""
        tries = server_errors = doubts = 0
        while True:
            tries += 1
            error = await self._try(part)
            if error is None:
                return "sent"
            judged = verdict(error)
            doubts += judged is Verdict.UNSURE
            if judged is Verdict.UNSURE and (part.call.repeatable or doubts <= REPEATS):
                judged = Verdict.SERVER
            server_errors += judged is Verdict.SERVER
            if judged in (Verdict.REFUSED, Verdict.UNSURE) or server_errors >= TRIES:
                log.warning("update %d: %s: %s", part.update_id, part.call.method, error)
                return await self._end(part, _final(judged))
            await self._end(part, "waiting")
            if await stopped(self._stop, wait_after(error, tries)):
                raise Stopping

    async def _try(self, part: Part) -> TelegramError | None:
        await self._worker.run(self._store.mark, part, "sending")
        try:
            message = await part.call.make(self._bot)
        except InvalidToken:
            await self._end(part, "waiting")
            raise
        except TelegramError as error:
            return error
        await self._worker.run(self._store.mark, part, "sent", message)
        return None

    async def _end(self, part: Part, status: str) -> str:
        await self._worker.run(self._store.mark, part, status)
        return status


def _final(judged: Verdict) -> str:
    return "refused" if judged is Verdict.REFUSED else "unsure"
