"""A thread of its own for things that must not leave the thread that opened them."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """Runs calls one after another in one thread; the event loop only waits.

    SQLite objects belong to the thread that opened them, and searching keeps a processor busy.
    With more `threads`, for what only waits itself, as many calls run side by side.
    """

    def __init__(self, name: str, threads: int = 1) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `call`, or the error it raises."""
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        return await loop.run_in_executor(self._pool, lambda: context.run(call, *args, **kwargs))

    def stop(self) -> None:
        """Take nothing new; what runs is finished."""
        self._pool.shutdown(wait=False, cancel_futures=True)
