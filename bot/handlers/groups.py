"""What a group gets: answers where somebody asks this bot, silence otherwise."""

from telegram import Message

from bot.calls import Call
from bot.handlers.context import Context


async def message(given: Message, context: Context) -> list[Call]:
    """A message in a group that speaks to this bot and is no command."""
    return []
