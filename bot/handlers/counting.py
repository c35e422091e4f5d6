"""/thongke: what is asked and what is found, without names."""

from telegram import Message

from bot import statistics, texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Who

_DAYS, _MOST = 30, 90


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """The last thirty days, or as many as are typed."""
    days = int(typed) if typed.isdecimal() and 0 < int(typed) <= _MOST else _DAYS
    names = await context.register(lambda register: statistics.names(register.items()))
    stats = await context.store(lambda store: store.usage.stats(days, names))
    return replying.say(given, statistics.plain(stats, names))


COMMANDS = {texts.STATS_COMMAND: Command(command, Who.ADMIN)}
