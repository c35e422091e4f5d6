"""Sending what the outbox holds: what is repeated after which failure, and after how long."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.calls import Call
from bot.metrics import Metrics
from bot.pacing import Pacer
from bot.updates import Part, Updates
from bot.worker import Worker

log = logging.getLogger(__name__)

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
# 5xx answers in a row before a call is given up: about seven minutes.
TRIES = 20
# A message whose turn comes within so many seconds is sent though the bot is to stop.
LAST_WAIT = 2.0
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
    CLOSED = auto()  # nor anything else for that chat: the bot was blocked or removed, or never met
    UNSURE = auto()  # it may have arrived: repeat once, or at will what may be done twice


class Stopping(Exception):
    """The bot is to stop; what is left stays in the outbox."""


class _Withdrawn(Exception):
    """It is no longer in the outbox."""


class _Gone(Exception):
    """It shows a document that is no longer there for that chat."""


# Whether what a call shows may still be shown.
Stands = Callable[[Call], Awaitable[bool]]


async def always(_: Call) -> bool:
    return True


def verdict(error: TelegramError) -> Verdict:
    """Judge a failure. python-telegram-bot keeps httpx's own error as the cause."""
    cause = error.__cause__
    if isinstance(error, RetryAfter | ChatMigrated) or isinstance(cause, UNSENT):
        return Verdict.NOT_SENT
    if isinstance(error, Forbidden) or "chat not found" in str(error).lower():
        return Verdict.CLOSED
    if isinstance(error, BadRequest | EndPointNotFound):
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
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return False
    return True


class Sender:
    """Makes the calls of the outbox, each marked before and after."""

    def __init__(
        self,
        bot: Bot,
        store: Updates,
        worker: Worker,
        stop: asyncio.Event,
        pacer: Pacer,
        metrics: Metrics,
        stands: Stands = always,
    ) -> None:
        self._stands = stands
        self._bot, self._store, self._worker, self._stop = bot, store, worker, stop
        self._pacer, self._metrics = pacer, metrics

    async def deliver(self, part: Part) -> str:
        """Make one call, with repeats; its final status: `sent`, or `unsure`, `refused`,
        `closed` where the chat takes nothing at all, `withdrawn` where who it is for may no
        longer read anything, or `gone` where a document it shows is no longer there. Raises
        `Stopping`, `InvalidToken`."""
        tries = server_errors = doubts = 0
        while True:
            tries += 1
            try:
                error = await self._try(part)
            except _Withdrawn:
                return "withdrawn"
            except _Gone:
                return await self._end(part, "gone")
            if error is None:
                return "sent"
            if isinstance(error, BadRequest) and (left := part.call.without(str(error))):
                part = replace(part, call=left)
                continue
            judged = verdict(error)
            doubts += judged is Verdict.UNSURE
            if judged is Verdict.UNSURE and (part.call.repeatable or doubts <= REPEATS):
                judged = Verdict.SERVER
            server_errors += judged is Verdict.SERVER
            self._metrics.calls.labels(_kind(error)).inc()
            if judged in _FINAL or server_errors >= TRIES:
                log.warning("update %d: %s: %s", part.update_id, part.call.method, error)
                return await self._end(part, _FINAL.get(judged, "unsure"))
            await self._end(part, "waiting")
            part = self._learnt(part, error)
            if await stopped(self._stop, _pause(error, tries)):
                raise Stopping
            if doubts and not part.call.repeatable:
                await self._reachable()

    async def _try(self, part: Part) -> TelegramError | None:
        if (chat := part.call.chat) is not None:
            await self._pacer.turn(chat)
        if part.call.cites and not await self._stands(part.call):
            raise _Gone
        if not await self._worker.run(self._store.mark, part, "sending"):
            raise _Withdrawn
        try:
            message = await part.call.make(self._bot)
        except InvalidToken:
            await self._end(part, "waiting")
            raise
        except TelegramError as error:
            return error
        self._pacer.taken()
        self._metrics.calls.labels("sent").inc()
        await self._worker.run(self._store.mark, part, "sent", message)
        return None

    async def _reachable(self) -> None:
        """Wait until Telegram answers: the one repeat of a doubtful message is not to be wasted
        while the network is gone."""
        tries = 0
        while True:
            try:
                await self._bot.get_me()
                return
            except InvalidToken:
                raise
            except TelegramError as error:
                tries += 1
                if await stopped(self._stop, wait_after(error, tries)):
                    raise Stopping from error

    def _learnt(self, part: Part, error: TelegramError) -> Part:
        """What a failure says about the chat: how long to be silent, or its new number."""
        chat = part.call.chat
        if isinstance(error, RetryAfter) and chat is not None:
            self._pacer.refused(chat, wait_after(error, 1))
        if isinstance(error, ChatMigrated):
            return replace(part, call=part.call.moved(error.new_chat_id))
        return part

    async def _end(self, part: Part, status: str) -> str:
        await self._worker.run(self._store.mark, part, status)
        return status


_FINAL = {Verdict.REFUSED: "refused", Verdict.CLOSED: "closed", Verdict.UNSURE: "unsure"}


def _pause(error: TelegramError, tries: int) -> float:
    return 0.0 if isinstance(error, ChatMigrated) else wait_after(error, tries)


def _kind(error: TelegramError) -> str:
    return "retry_after" if isinstance(error, RetryAfter) else verdict(error).name.lower()


def sleeper(stop: asyncio.Event) -> Callable[[float], Awaitable[None]]:
    """Waits; raises `Stopping` when the bot is to stop and what is left is not worth it."""

    async def sleep(seconds: float) -> None:
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        if not await stopped(stop, seconds):
            return
        if until - clock() > LAST_WAIT:
            raise Stopping
        await asyncio.sleep(until - clock())

    return sleep
