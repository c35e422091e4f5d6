"""Serving: who is next, one update at a time per lane, replies written down before sent."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from telegram.error import InvalidToken

from bot.calls import Call
from bot.metrics import Metrics
from bot.presence import Place, Presence
from bot.sending import Sender, Stopping
from bot.updates import Arrival, Job, Updates
from bot.worker import Worker

log = logging.getLogger(__name__)

# Updates answered side by side. Searching is one at a time anyhow.
SLOTS = 16
# Lanes served side by side, with those whose replies wait for their turn to be sent: a group that
# Telegram lets have twenty messages a minute must not hold up everybody.
LANES = 500
# What is to be forgotten is deleted within this time, also while nobody writes.
PRUNE_SECONDS = 60.0
# Among those who wait, only the order of this long ago matters.
FAIR_SECONDS = 3600.0

# After a failure that is not the update's own.
FAULT_PAUSE = 5.0

Handle = Callable[[Job], Awaitable[list[Call]]]
Apologise = Callable[[Job], list[Call]]
Gone = Callable[[Job, Collection[int]], Awaitable[list[Call]]]


@dataclass(frozen=True, slots=True)
class Manners:
    """How people are treated. `handle` makes the replies, `apologise` those where that failed,
    `doubt` those where they may have been lost, `gone` those to chats for which what they were to
    show was removed meanwhile; `place` says of a raw update where a sign is shown while it waits;
    `report` tells the owners how many updates were given up.
    """

    handle: Handle
    apologise: Apologise
    doubt: Apologise
    gone: Gone
    place: Callable[[dict[str, Any]], Place | None] = lambda _: None
    report: Callable[[int], list[Call]] = lambda _: []


class Poisonous(Exception):
    """This update was begun again and again and never came to its end."""


class Refused(Exception):
    """Telegram does not take the replies that were made for this update."""


class Unsure(Exception):
    """Nobody can tell whether the replies arrived, though they were sent twice."""


class Desk:
    """Takes the next update of whoever was served least recently and sees it through."""

    def __init__(
        self,
        store: Updates,
        worker: Worker,
        manners: Manners,
        sender: Sender,
        presence: Presence,
        metrics: Metrics,
    ) -> None:
        self._store, self._worker, self._manners = store, worker, manners
        self._sender, self._presence, self._metrics = sender, presence, metrics
        self._running: dict[str, asyncio.Task[None]] = {}
        self._answering: dict[int, Job] = {}
        self._served: dict[str, float] = {}
        self._wake = asyncio.Event()
        self._pruned = float("-inf")
        self._fatal: InvalidToken | None = None

    async def accept(self, arrivals: list[Arrival]) -> None:
        """Write updates down and have them served."""
        if not arrivals:
            return
        for arrival in await self._worker.run(self._store.accept, arrivals):
            self._metrics.received.inc()
            self._show(arrival.update_id, arrival.body)
        self._wake.set()

    def wake(self) -> None:
        """Look again: something was written down beside `accept`."""
        self._wake.set()

    async def run(self) -> None:
        """Serve until cancelled. Raises `InvalidToken` when the token is no longer good."""
        while self._fatal is None:
            self._wake.clear()
            await self._prune()
            await self._fill()
            # `wait_for` of Python 3.11 swallows a cancellation that comes together with the wake.
            with suppress(TimeoutError):
                async with asyncio.timeout(PRUNE_SECONDS):
                    await self._wake.wait()
        raise self._fatal

    async def _fill(self) -> None:
        """Begin as much as there is room for. A suspect is answered alone: what kills the
        process is not to take others along."""
        while self._has_room() and (job := await self._next()):
            if job.suspect and self._answering:
                return
            self._start(job)

    def _has_room(self) -> bool:
        alone = any(job.suspect for job in self._answering.values())
        return not alone and len(self._answering) < SLOTS and len(self._running) < LANES

    async def finish(self, seconds: float) -> None:
        """Let what was begun come to its end, at most so long; the rest stays written down."""
        running = list(self._running.values())
        if running:
            _, late = await asyncio.wait(running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        await self._presence.close()

    def _show(self, update_id: int, body: dict[str, Any]) -> None:
        if (place := self._manners.place(body)) is not None:
            self._presence.begin(place, update_id)

    async def _prune(self) -> None:
        if time.monotonic() - self._pruned > PRUNE_SECONDS:
            self._pruned = now = time.monotonic()
            recent = [item for item in self._served.items() if item[1] > now - FAIR_SECONDS]
            self._served = dict(recent)
            await self._worker.run(self._store.prune)

    async def _next(self) -> Job | None:
        return await self._worker.run(self._store.next, set(self._running), dict(self._served))

    def _start(self, job: Job) -> None:
        self._served[job.lane] = time.monotonic()
        self._running[job.lane] = asyncio.create_task(self._serve(job))
        if not job.replying:
            self._answering[job.update_id] = job
            self._show(job.update_id, job.body)  # one of an earlier run, or known already

    async def _serve(self, job: Job) -> None:
        begun = time.monotonic()
        try:
            if not job.replying:
                await self._answer(job)
            await self._send(job)
            await self._worker.run(self._store.finish, job.update_id)
            self._metrics.served(time.time() - job.received)
            log.info("update %d: served in %.2f s", job.update_id, time.monotonic() - begun)
        except InvalidToken as error:
            self._fatal = error
        except Stopping:
            pass
        except Exception:  # the store itself: a full disk, say
            log.exception("update %d: not finished, will be tried again", job.update_id)
            await asyncio.sleep(FAULT_PAUSE)
        finally:
            self._answering.pop(job.update_id, None)
            del self._running[job.lane]
            self._wake.set()

    async def _answer(self, job: Job) -> None:
        """Have the replies made and write them down; an apology where that fails."""
        await self._worker.run(self._store.begin, job.update_id)
        try:
            if job.poisonous:
                raise Poisonous
            replies = await self._manners.handle(job)
            await self._worker.run(self._store.reply, job.update_id, replies)
        except sqlite3.Error:  # not the update's fault
            raise
        except Exception as error:
            log.exception("update %d: set aside", job.update_id)
            await self._set_aside(job, error)
        finally:
            if (place := self._manners.place(job.body)) is not None:
                await self._presence.end(place, job.update_id)
        del self._answering[job.update_id]
        self._wake.set()

    async def _set_aside(
        self, job: Job, error: Exception, apologise: Apologise | None = None
    ) -> None:
        self._metrics.set_aside.inc()
        apology, reason = (apologise or self._manners.apologise)(job), type(error).__name__
        report = self._manners.report
        await self._worker.run(self._store.set_aside, job.update_id, apology, reason, report)

    async def _send(self, job: Job) -> None:
        """Send the parts in order. For a message that Telegram refuses there is an apology, once;
        for one that may have been lost twice a word that says so: it is not sent a third time.
        How each ended is read from the store: a kill before the word for it is written changes
        nothing."""
        while parts := await self._worker.run(self._store.parts, job.update_id):
            for part in parts:
                await self._sender.deliver(part)
        if job.failed:
            return
        ended = await self._worker.run(self._store.ended, job.update_id)
        if "gone" in ended:
            await self._replace(job, ended["gone"])
        elif "refused" in ended:
            await self._set_aside(job, Refused())
        elif "unsure" in ended:
            await self._set_aside(job, Unsure(), self._manners.doubt)
        else:
            return
        await self._send(replace(job, failed=True))

    async def _replace(self, job: Job, chats: Collection[int]) -> None:
        """What is said in chats instead of what they may no longer be shown."""
        try:
            said = await self._manners.gone(job, chats)
        except Exception as error:
            log.exception("update %d: set aside", job.update_id)
            await self._set_aside(job, error)
        else:
            await self._worker.run(self._store.reply, job.update_id, said, True)
