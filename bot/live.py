"""A message that follows long work, edited in place. Best effort: it is never what a person waits
for, but where it stands its last state is the outcome."""

import asyncio
from contextlib import suppress
from types import TracebackType

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.handlers import replying

# Telegram takes about one change a second in a chat.
SECONDS = 1.5


class Live:
    """`async with Live(bot, given) as live: live.show("...")`: the newest text wins."""

    def __init__(self, bot: Bot, given: Message) -> None:
        self._bot, self._given = bot, given
        self._text, self._changed = "", asyncio.Event()
        self.message: int | None = None  # where it stands

    async def __aenter__(self) -> "Live":
        self._task = asyncio.create_task(self._follow())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    def show(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._changed.set()

    async def _follow(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            with suppress(TelegramError):
                await self._put()
            await asyncio.sleep(SECONDS)

    async def _put(self) -> None:
        chat, topic = self._given.chat_id, replying.topic(self._given)
        if self.message is None:
            made = await self._bot.send_message(chat, self._text, message_thread_id=topic)
            self.message = made.message_id
        else:
            await self._bot.edit_message_text(self._text, chat, self.message)
