"""Looking every minute whether something is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

log = logging.getLogger(__name__)

SECONDS = 60.0

# Writes down what is due (`bot/errands.py`); whether there was anything.
Round = Callable[[], Awaitable[bool]]


async def go(
    rounds: Sequence[Round], wake: Callable[[], None], stop: asyncio.Event, seconds: float = SECONDS
) -> None:
    """Goes the rounds until `stop`, every so many seconds; `wake` has the desk look again. A round
    that fails is tried again in the next."""
    while not stop.is_set():
        for each in rounds:
            try:
                if await each():
                    wake()
            except Exception:
                log.exception("a round failed")
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await stop.wait()
