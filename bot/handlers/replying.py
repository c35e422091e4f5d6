"""Replies to where a message was written: its chat and, in a forum, its topic."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from telegram import Message

from bot import calls
from bot.calls import Call
from bot.handlers.context import Context
from bot.messages import Message as Reply


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
async def typing(given: Message, context: Context) -> AsyncIterator[None]:
    """Shows "typing" where `given` was written, until the end."""
    place = (given.chat_id, topic(given))
    context.presence.begin(place, given.message_id)
    try:
        yield
    finally:
        await context.presence.end(place, given.message_id)
