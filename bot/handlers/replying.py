"""Replies to where a message was written: its chat and, in a forum, its topic."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from telegram import Bot, Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import calls
from bot.calls import Call
from bot.messages import Message as Reply

# Telegram shows an action for five seconds.
TYPING_SECONDS = 4.0
# How long an answer that is ready waits for the first typing action to be out of the way.
TYPING_GRACE = 2.0


def topic(given: Message) -> int | None:
    """The topic a message belongs to. Outside forums Telegram numbers threads of replies too,
    which it does not take back; the General topic has no number."""
    return given.message_thread_id if given.is_topic_message else None


def send(given: Message, reply: Reply, under: int | None = None) -> Call:
    """A new message beside `given`; with `under` it hangs under the message of that number."""
    return calls.send(given.chat_id, reply, under, topic(given))


def say(given: Message, sentence: str) -> list[Call]:
    return [send(given, Reply(sentence))]


def answer(given: Message, replies: Sequence[Reply]) -> list[Call]:
    """Messages of which the first hangs under `given`."""
    first, *rest = replies
    return [send(given, first, given.message_id), *(send(given, reply) for reply in rest)]


def person(given: Message) -> int:
    """Who wrote it; the chat in whose name it stands where nobody in particular did."""
    if given.sender_chat or given.from_user is None:
        return given.sender_chat.id if given.sender_chat else given.chat_id
    return given.from_user.id


@asynccontextmanager
async def typing(bot: Bot, given: Message) -> AsyncIterator[None]:
    """Show "typing" from now until the end, best effort; never after the answer."""
    shown = asyncio.Event()

    async def keep() -> None:
        while True:
            with suppress(TelegramError):
                await bot.send_chat_action(
                    given.chat_id, ChatAction.TYPING, message_thread_id=topic(given)
                )
            shown.set()
            await asyncio.sleep(TYPING_SECONDS)

    task = asyncio.create_task(keep())
    try:
        yield
        with suppress(TimeoutError):
            await asyncio.wait_for(shown.wait(), TYPING_GRACE)
    finally:
        task.cancel()
