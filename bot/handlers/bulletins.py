"""/bantin: a group's summary at a set hour, in the group and, for who wants it, privately."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Message
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot import calls, texts
from bot.bulletins import Bulletin
from bot.calls import Call
from bot.handlers import groupsummaries, replying, table
from bot.handlers.context import Context
from bot.handlers.table import Command, Press, Who
from bot.messages import Button
from bot.messages import Message as Reply
from index.text import fold
from retrieval import chat_times
from retrieval.chat_ranges import Range
from retrieval.chat_types import VIETNAM

READ = "j"
_WEEKDAYS = {
    word: day
    for day, words in enumerate(
        (("hai", "2"), ("ba", "3"), ("tu", "4"), ("nam", "5"), ("sau", "6"), ("bay", "7"))
    )
    for word in words
}
_WEEKDAY = re.compile(rf"thu ({'|'.join(_WEEKDAYS)})|(chu nhat|cn)")
_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """/bantin 18:00, /bantin thứ sáu 16:30, /bantin tắt."""
    chat, plain = given.chat_id, fold(typed).strip()
    if not await context.store(lambda store: store.chats.is_open(chat)):
        return replying.say(given, texts.LOG_NONE)
    if plain in ("tat", "off"):
        await context.store(lambda store: store.bulletins.put(chat, None))
        return replying.say(given, texts.BULLETIN_OFF)
    wanted = _read(plain, given.date)
    if wanted is None:
        return replying.say(given, texts.BULLETIN_USAGE)
    await context.store(lambda store: store.bulletins.put(chat, wanted))
    day = texts.BULLETIN_DAILY if wanted.weekday is None else texts.WEEKDAYS[wanted.weekday]
    at = f"{wanted.minute // 60:02}:{wanted.minute % 60:02}"
    row = (Button(texts.BULLETIN_JOIN, f"{READ}:1"), Button(texts.BULLETIN_LEAVE, f"{READ}:0"))
    said = Reply(texts.BULLETIN_ON.format(day=day, at=at), buttons=(row,))
    return replying.answer(given, [said])


def _read(plain: str, now: datetime) -> Bulletin | None:
    """What was typed, folded, as a bulletin."""
    day = _WEEKDAY.search(plain)
    weekday = (_WEEKDAYS[day[1]] if day[1] else 6) if day else None
    clocks = [found.clock for found in chat_times.find(_WEEKDAY.sub(" ", plain), now)]
    clock = next(filter(None, clocks), None)
    return Bulletin(clock.hour * 60 + clock.minute, weekday) if clock else None


async def join(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """Somebody in the group wants its bulletin privately, or no more."""
    under = query.message
    if rest not in ("0", "1") or not isinstance(under, Message):
        return None
    chat, person, wanted = under.chat_id, query.from_user.id, rest == "1"
    if await context.store(lambda store: store.bulletins.of(chat)) is None:
        return [calls.acknowledge(query.id, texts.BULLETIN_NONE)]
    await context.store(lambda store: store.bulletins.read_by(chat, person, wanted))
    return [calls.acknowledge(query.id, texts.BULLETIN_JOINED[wanted])]


async def tell(content: dict[str, Any], context: Context) -> list[Call]:
    """An errand: the bulletin of a group. A quiet time is passed over."""
    chat = content["chat"]
    if not await context.store(lambda store: store.chats.is_open(chat)):
        return []
    wanted = Range(since=datetime.fromtimestamp(content["since"], VIETNAM))
    group = await table.reader(context, chat)
    important, shown = await groupsummaries.shown(chat, wanted, group, context)
    if not important:
        return []
    made = [calls.send(chat, reply) for reply in shown]
    for person in await context.store(lambda store: store.bulletins.readers(chat)):
        if await _is_in(chat, person, context):
            theirs = (await context.access.of(person)).reader
            with texts.speaking(context.languages.get(person)):
                _, shown = await groupsummaries.shown(chat, wanted, theirs, context)
            made += [calls.send(person, replace(reply, buttons=())) for reply in shown]
    return made


async def _is_in(chat: int, person: int, context: Context) -> bool:
    """Whether somebody is still in the group; who left is told nothing more of it."""
    try:
        member = await context.bot.get_chat_member(chat, person)
    except TelegramError:
        return False
    if member.status in _GONE:
        await context.store(lambda store: store.bulletins.left(chat, person))
        return False
    return True


COMMANDS = {"/bantin": Command(command, Who.GROUP_ADMIN, private=False, group=True)}
PRESSES = {READ: Press(join)}
ERRANDS = {"bulletin": tell}
