"""Showing "typing" from the moment a question is written down until its answer leaves.

Nothing here is needed for an answer: what Telegram does not take is left out.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

# Telegram shows an action for five seconds.
SECONDS = 4.0
# How long an answer that is ready waits for an action under way, which would outlive it.
GRACE = 2.0

# A chat, and the topic of a forum in it.
Place = tuple[int, int | None]
Show = Callable[[Place, bool], Awaitable[None]]


@dataclass(slots=True)
class _Sign:
    """The sign in one place, for however many questions wait there."""

    task: asyncio.Task[None]
    quiet: asyncio.Event  # set while no action is under way
    asked: asyncio.Event  # set when one more question waits, which is to be seen at once too
    waiting: set[int] = field(default_factory=set)


class Presence:
    """`show` makes the action appear and does not raise; it is told whether it is the first."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._signs: dict[Place, _Sign] = {}

    def begin(self, place: Place, update_id: int) -> None:
        """A question waits: show so at once."""
        sign = self._signs.get(place)
        if sign is None:
            quiet, asked = asyncio.Event(), asyncio.Event()
            task = asyncio.create_task(self._keep(place, quiet, asked))
            sign = self._signs[place] = _Sign(task, quiet, asked)
        elif update_id not in sign.waiting:
            sign.asked.set()
        sign.waiting.add(update_id)

    async def end(self, place: Place, update_id: int) -> None:
        """Its answer is about to leave; returns when no sign of it can come after."""
        sign = self._signs.get(place)
        if sign is None:
            return
        sign.waiting.discard(update_id)
        if sign.waiting:  # the sign stays for the others
            return
        del self._signs[place]
        quiet = asyncio.create_task(sign.quiet.wait())
        await asyncio.wait([quiet, sign.task], timeout=GRACE, return_when=asyncio.FIRST_COMPLETED)
        quiet.cancel()
        sign.task.cancel()

    async def close(self) -> None:
        """Stop all signs."""
        tasks = [sign.task for sign in self._signs.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, place: Place, quiet: asyncio.Event, asked: asyncio.Event) -> None:
        first = True
        while True:
            asked.clear()
            quiet.clear()
            await self._show(place, first)
            quiet.set()
            try:
                async with asyncio.timeout(SECONDS):
                    first = await asked.wait()
            except TimeoutError:
                first = False
