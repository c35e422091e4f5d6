"""A thread of its own for calls, the short ones first."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.worker import Worker


@asynccontextmanager
async def at_work(worker: Worker) -> AsyncIterator[None]:
    """Its thread is held until the end."""
    begun, gate = threading.Event(), threading.Event()
    running = asyncio.create_task(worker.run_last(lambda: (begun.set(), gate.wait())))
    await asyncio.to_thread(begun.wait)
    yield
    gate.set()
    await running


async def test_what_is_long_waits_for_what_is_not() -> None:
    worker, done = Worker("test"), list[str]()
    calls = (
        (worker.run_last, "question"),
        (worker.run_last, "another"),
        (worker.run, "card"),
        (worker.run, "button"),
    )
    async with at_work(worker):
        waiting = [asyncio.create_task(run(done.append, name)) for run, name in calls]
        await asyncio.sleep(0)  # all of them are written down
    await asyncio.gather(*waiting)
    assert done == ["card", "button", "question", "another"]
    worker.stop()


async def test_errors_arrive_and_what_waits_at_the_end_is_cancelled() -> None:
    worker = Worker("test")
    with pytest.raises(ZeroDivisionError):
        await worker.run(lambda: 1 // 0)
    async with at_work(worker):
        waiting = asyncio.create_task(worker.run(print))
        await asyncio.sleep(0)
        worker.stop()
    with pytest.raises(asyncio.CancelledError):
        await waiting
