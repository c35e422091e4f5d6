"""/nhatky: an administrator of a group has its messages kept for summaries; everybody in it may
leave.

The messages themselves are written down when they arrive (`bot/app.py`), before Telegram is told.
"""

from telegram import Message
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot import texts
from bot.calls import Call
from bot.chatlog import sender_id
from bot.chats import DAYS, MOST_DAYS
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Who
from index.text import fold


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """bat [DAYS], tat: an administrator; boqua, quaylai: everybody; nothing: how it stands."""
    words = fold(typed).split()
    run = _WORDS.get(words[0] if words else "", _state)
    if run in (_on, _off) and not await context.admins.holds(given.chat_id, replying.person(given)):
        return replying.say(given, texts.GROUP_ADMINS_ONLY)
    return replying.say(given, await run(given, words[1:], context))


async def _on(given: Message, words: list[str], context: Context) -> str:
    days = int(words[0]) if words and words[0].isdecimal() and len(words[0]) < 4 else DAYS
    days = min(max(days, 1), MOST_DAYS)
    chat, title = given.chat_id, given.chat.title or str(given.chat_id)
    await context.store(lambda store: store.chats.open(chat, title, days))
    said = texts.LOG_ON.format(days=days)
    return said if await _sees_all(chat, context) else f"{said}\n\n{texts.LOG_BLIND}"


async def _sees_all(chat: int, context: Context) -> bool:
    """Whether Telegram shows the bot what is not addressed to it."""
    if context.bot.can_read_all_group_messages:
        return True
    try:
        me = await context.bot.get_chat_member(chat, context.me.id)
    except TelegramError:
        return False
    return me.status == ChatMemberStatus.ADMINISTRATOR


async def _off(given: Message, words: list[str], context: Context) -> str:
    await context.store(lambda store: store.chats.close(given.chat_id))
    return texts.LOG_OFF


async def _leave(given: Message, words: list[str], context: Context) -> str:
    who = sender_id(replying.person(given))
    if not await context.store(lambda store: store.chats.is_open(given.chat_id)):
        return texts.LOG_NONE
    await context.store(lambda store: store.chats.leave(given.chat_id, who))
    await context.store(lambda store: store.bulletins.left(given.chat_id, replying.person(given)))
    return texts.LOG_LEFT


async def _back(given: Message, words: list[str], context: Context) -> str:
    who = sender_id(replying.person(given))
    await context.store(lambda store: store.chats.come_back(given.chat_id, who))
    return texts.LOG_BACK


async def _state(given: Message, words: list[str], context: Context) -> str:
    kept = await context.store(lambda store: store.chats.kept())
    days = next((each.days for each in kept if each.chat == given.chat_id), None)
    return texts.LOG_NONE if days is None else texts.LOG_ON.format(days=days)


_WORDS = {
    **dict.fromkeys(("bat", "on"), _on),
    **dict.fromkeys(("tat", "xoa", "off"), _off),
    **dict.fromkeys(("boqua", "bo"), _leave),
    **dict.fromkeys(("quaylai", "tham"), _back),
}


COMMANDS = {"/nhatky": Command(command, Who.ANYONE, private=False, group=True)}
