"""What a group may not read but the asker may: a neutral line there, the answer in private.

The search itself is asked again as the asker; nothing found as one reader is shown to another.
Ephemeral messages of the Bot API (10.2) are not used: a server that does not know the parameter
ignores it, and would show the whole group what it may not read.
"""

from collections.abc import Sequence

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import calls, texts
from bot.calls import Call
from bot.elsewhere import Asked
from bot.handlers import replying
from bot.handlers.context import Context
from bot.lanes import GROUPS
from bot.messages import Button
from bot.messages import Message as Reply

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
    """The neutral line, and `private` where the bot may write to the person first; otherwise a
    button that leads there."""
    if await _may_write(person, context):
        return [replying.send(given, Reply(texts.GROUP_ELSEWHERE), given.message_id), *private]
    code = await context.store(lambda store: store.elsewhere.keep(asked))
    link = f"https://t.me/{context.me.username}?start={LATER}_{code}"
    line = Reply(
        texts.GROUP_ELSEWHERE_LINK, buttons=((Button(texts.GROUP_OPEN_PRIVATE, url=link),),)
    )
    return [replying.send(given, line, given.message_id)]


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
