"""A thread of its own for things that must not leave the thread that opened them."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import count
from queue import Empty, PriorityQueue
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """Runs calls one after another in one thread; the event loop only waits.

    SQLite objects belong to the thread that opened them, and searching keeps a processor busy.
    With more `threads`, for what only waits itself, as many calls run side by side.
    """

    def __init__(self, name: str, threads: int = 1) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        # Whether it is to come last, a number that is never the same, what is to be done.
        self._waiting: PriorityQueue[tuple[bool, int, Future[Any], Callable[[], Any]]]
        self._waiting, self._numbers = PriorityQueue(), count()

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `call`, or the error it raises."""
        return await self._put(False, partial(call, *args, **kwargs))

    async def run_last(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same, once nothing waits that is not as long: a card need not wait for questions."""
        return await self._put(True, partial(call, *args, **kwargs))

    async def _put(self, last: bool, call: Callable[[], T]) -> T:
        done: Future[T] = Future()
        context = contextvars.copy_context()
        self._waiting.put((last, next(self._numbers), done, lambda: context.run(call)))
        self._pool.submit(self._next)
        return await asyncio.wrap_future(done)

    def _next(self) -> None:
        *_, done, call = self._waiting.get()
        if not done.set_running_or_notify_cancel():
            return
        try:
            done.set_result(call())
        except BaseException as error:  # raised where it is waited for
            done.set_exception(error)

    def stop(self) -> None:
        """Take nothing new; what runs is finished."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        with suppress(Empty):
            while True:
                self._waiting.get_nowait()[2].cancel()
