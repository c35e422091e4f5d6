"""What a person gets in a private chat besides commands and buttons."""

from telegram import Message

from bot import texts, uploads
from bot.calls import Call
from bot.handlers import answers, curating, replying
from bot.handlers.context import Context
from bot.handlers.table import Command


async def message(given: Message, context: Context) -> list[Call]:
    """A message of someone who may ask, and which is no command."""
    if context.access.is_admin(replying.person(given)):
        if waiting := curating.waited_for(given, context):
            return await curating.correct(given, *waiting, context)
        if sent := uploads.of(given):
            return await curating.upload(given, sent, context)
    if given.text is not None:
        return await answers.question(given, given.text, context)
    if given.effective_attachment is not None or given.story is not None:
        return _attachment(given, context)
    return []  # notices such as "message pinned"


def _attachment(given: Message, context: Context) -> list[Call]:
    """Photos, stickers, voices: one polite line, and one only for an album."""
    album = given.media_group_id
    if album and context.albums.get(given.chat_id) == album:
        return []
    if album:
        context.albums[given.chat_id] = album
    return replying.say(given, texts.ONLY_TEXT)


async def forget(given: Message, typed: str, context: Context) -> list[Call]:
    person = replying.person(given)
    await context.store(lambda store: store.turns.forget(given.chat_id, person))
    return replying.say(given, texts.FORGOTTEN)


COMMANDS = {texts.FORGET: Command(forget)}
