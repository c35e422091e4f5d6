"""A growing answer, shown in a private chat while it is being written."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.error import TelegramError

log = logging.getLogger(__name__)

SECONDS = 1.5  # between two drafts


@asynccontextmanager
async def drafting(bot: Bot, chat_id: int, draft_id: int) -> AsyncIterator[Callable[[str], None]]:
    """Yields what to call, from any thread, with the whole text so far.

    Only the latest text is shown. A draft is a courtesy: the first that Telegram does not take
    is the last one tried, and none is sent once the block has ended.
    """
    loop = asyncio.get_running_loop()
    news: asyncio.Queue[str] = asyncio.Queue()
    task = asyncio.create_task(_show(bot, chat_id, draft_id, news))
    try:
        yield lambda text: _hand_over(loop, news, text)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _hand_over(loop: asyncio.AbstractEventLoop, news: asyncio.Queue[str], text: str) -> None:
    loop.call_soon_threadsafe(news.put_nowait, text)


async def _show(bot: Bot, chat_id: int, draft_id: int, news: asyncio.Queue[str]) -> None:
    while True:
        text = await news.get()
        while not news.empty():
            text = news.get_nowait()
        try:
            await bot.send_message_draft(chat_id, draft_id, text)
        except TelegramError as error:
            log.debug("no more drafts: %s", error)
            return
        await asyncio.sleep(SECONDS)
