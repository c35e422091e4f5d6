"""What a group may not read but the asker may: a neutral line there, the answer in private.

The search itself is asked again as the asker; nothing found as one reader is shown to another.
Where the bot administers the group and the server has them, the answer is an ephemeral message in
the group itself (`bot/ephemeral.py`).
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import calls, ephemeral, texts
from bot.calls import Call
from bot.elsewhere import Asked
from bot.handlers import replying
from bot.handlers.context import Context
from bot.lanes import GROUPS
from bot.messages import Button
from bot.messages import Message as Reply

log = logging.getLogger(__name__)

LATER = "r"


async def alone(given: Message, person: int, context: Context) -> Context | None:
    """The context in which somebody reads who asked in a group, where that is another than the
    group's. None where it is the same, and for whoever writes in the name of a chat."""
    if given.chat.type not in GROUPS or person <= 0:
        return None
    reader = (await context.access.of(person)).reader
    return None if reader == context.reader else context.seen_by(reader)


async def told(
    given: Message, person: int, asked: Asked, private: Sequence[Call], context: Context
) -> list[Call]:
    """`private` as a message that only the person sees, where that can be. Else the neutral line
    with `private`, where the bot may write to the person first, or with a button that leads there;
    so also where that turns out only when it is sent.
    """
    if len(private) == 1 and await _may_whisper(given, context):
        return await _whispered(given, person, asked, private[0], context)
    leading = replying.send(given, await _leading(asked, context), given.message_id)
    if not await _may_write(person, context):
        return [leading]
    neutral = replying.send(given, Reply(texts.GROUP_ELSEWHERE), given.message_id)
    return [neutral, replace(private[0], instead=leading), *private[1:]]


async def _leading(asked: Asked, context: Context) -> Reply:
    """The neutral line with a button to the private chat."""
    code = await context.store(lambda store: store.elsewhere.keep(asked))
    link = f"https://t.me/{context.me.username}?start={LATER}_{code}"
    button = Button(texts.GROUP_OPEN_PRIVATE, url=link)
    return Reply(texts.GROUP_ELSEWHERE_LINK, buttons=((button,),))


async def _may_whisper(given: Message, context: Context) -> bool:
    """Telegram wants the bot to administer the group."""
    ours = await context.admins.holds(given.chat_id, context.me.id)
    return ours and await context.whispers()


async def _whispered(
    given: Message, person: int, asked: Asked, private: Call, context: Context
) -> list[Call]:
    """The answer in place of a line that only the person sees. The buttons under it would act for
    the whole group: one to the private chat stands for them, also where the change of the line
    does not reach the person."""
    leading = await _leading(asked, context)
    line = replying.send(given, leading, given.message_id)
    try:
        number = await ephemeral.put(context.bot, line, person)
    except TelegramError as error:
        log.warning("an ephemeral message was not taken: %s", error)
        return [line]
    if number is None:  # everybody saw the line, which is what it is for
        return [private] if await _may_write(person, context) else []
    return [ephemeral.replacing(line, person, number, _with_buttons_of(line, private))]


def _with_buttons_of(line: Call, call: Call) -> Call:
    return replace(call, params={**call.params, "reply_markup": line.params["reply_markup"]})


async def _may_write(person: int, context: Context) -> bool:
    """Whether there is a private chat: Telegram refuses even "typing" where there is none."""
    try:
        await context.bot.send_chat_action(person, ChatAction.TYPING)
    except TelegramError:
        return False
    return True


def privately(person: int, replies: Sequence[Reply]) -> list[Call]:
    """Messages to the private chat of a person, which has their number."""
    return [calls.send(person, reply) for reply in replies]
