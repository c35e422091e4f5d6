"""Serving: who is next, one update at a time per lane, replies written down before sent."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from telegram.error import InvalidToken

from bot.calls import Call
from bot.sending import Sender, Stopping
from bot.updates import Arrival, Job, Updates
from bot.worker import Worker

log = logging.getLogger(__name__)

# Updates served side by side. Searching is one at a time anyhow; sending is what overlaps.
SLOTS = 16
# What is to be forgotten is deleted within this time, also while nobody writes.
PRUNE_SECONDS = 60.0
# Among those who wait, only the order of this long ago matters.
FAIR_SECONDS = 3600.0

# After a failure that is not the update's own.
FAULT_PAUSE = 5.0

Handle = Callable[[Job], Awaitable[list[Call]]]
Apologise = Callable[[Job], list[Call]]


class Poisonous(Exception):
    """This update was begun again and again and never came to its end."""


class Desk:
    """Takes the next update of whoever was served least recently and sees it through."""

    def __init__(
        self,
        store: Updates,
        worker: Worker,
        handle: Handle,
        apologise: Apologise,
        sender: Sender,
    ) -> None:
        self._store, self._worker = store, worker
        self._handle, self._apologise, self._sender = handle, apologise, sender
        self._running: dict[str, asyncio.Task[None]] = {}
        self._served: dict[str, float] = {}
        self._wake = asyncio.Event()
        self._pruned = float("-inf")
        self._fatal: InvalidToken | None = None

    async def accept(self, arrivals: list[Arrival]) -> None:
        """Write updates down and have them served."""
        if arrivals:
            await self._worker.run(self._store.accept, arrivals)
            self._wake.set()

    async def run(self) -> None:
        """Serve until cancelled. Raises `InvalidToken` when the token is no longer good."""
        while self._fatal is None:
            self._wake.clear()
            await self._prune()
            while len(self._running) < SLOTS and (job := await self._next()):
                self._start(job)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), PRUNE_SECONDS)
        raise self._fatal

    async def finish(self, seconds: float) -> None:
        """Let what was begun come to its end, at most so long; the rest stays written down."""
        running = list(self._running.values())
        if running:
            _, late = await asyncio.wait(running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

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

    async def _serve(self, job: Job) -> None:
        begun = time.monotonic()
        try:
            if not job.replying:
                await self._answer(job)
            await self._send(job)
            await self._worker.run(self._store.finish, job.update_id)
            log.info("update %d: served in %.2f s", job.update_id, time.monotonic() - begun)
        except InvalidToken as error:
            self._fatal = error
        except Stopping:
            pass
        except Exception:  # the store itself: a full disk, say
            log.exception("update %d: not finished, will be tried again", job.update_id)
            await asyncio.sleep(FAULT_PAUSE)
        finally:
            del self._running[job.lane]
            self._wake.set()

    async def _answer(self, job: Job) -> None:
        """Have the replies made and write them down; an apology where that fails."""
        await self._worker.run(self._store.begin, job.update_id)
        try:
            if job.poisonous:
                raise Poisonous
            replies, failed = await self._handle(job), False
        except Exception:
            log.exception("update %d: set aside", job.update_id)
            replies, failed = self._apologise(job), True
        await self._worker.run(self._store.reply, job.update_id, replies, failed)

    async def _send(self, job: Job) -> None:
        """Send the parts in order. A message that Telegram refuses is apologised for, once."""
        refused = False
        for part in await self._worker.run(self._store.parts, job.update_id):
            status = await self._sender.deliver(part)
            refused |= status == "refused" and not part.call.repeatable
        if refused and not job.failed:
            apology = self._apologise(job)
            await self._worker.run(self._store.reply, job.update_id, apology, True)
            await self._send(replace(job, failed=True))
