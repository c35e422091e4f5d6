"""/thongke: what is asked and what is found, without names."""

from telegram import Message

from bot import statistics, texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Who
from retrieval.catalogue import Catalogue

_DAYS, _MOST = 30, 90


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """The last thirty days, or as many as are typed."""
    days = int(typed) if typed.isdecimal() and 0 < int(typed) <= _MOST else _DAYS
    documents = await context.register(_ids)
    stats = await context.store(lambda store: store.usage.stats(days, documents))
    return replying.say(given, statistics.plain(stats))


def _ids(register: Catalogue) -> list[str]:
    return [item.entry.id for item in register.items()]


COMMANDS = {texts.STATS_COMMAND: Command(command, Who.ADMIN)}
