"""What a person gets in a private chat. Handlers make calls; the desk writes and sends them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, CallbackQuery, Message, MessageEntity, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot import calls, cardpages, digests, render, texts
from bot.access import Access
from bot.calls import Call
from bot.handlers import documents
from bot.messages import Message as Reply
from bot.updates import BACKLOG
from retrieval.types import Answer, PassagePage

# Telegram shows an action for five seconds.
TYPING_SECONDS = 4.0
# How long an answer that is ready waits for the first typing action to be out of the way.
TYPING_GRACE = 2.0


@dataclass(slots=True)
class Context:
    """What the handlers work with. `ask` and `passage` run in the library's own thread.

    The second argument of `ask` is a passage whose document the answer is confined to.
    """

    bot: Bot
    access: Access
    ask: Callable[[str, int | None], Awaitable[Answer]]
    passage: Callable[[int], Awaitable[PassagePage | None]]
    register: documents.Register
    albums: dict[int, str] = field(default_factory=dict)  # chat -> the album answered last


async def respond(body: dict[str, Any], context: Context, overflow: bool = False) -> list[Call]:
    """The calls that answer a raw update; `overflow`: its sender has too many waiting."""
    update = Update.de_json(body, context.bot)
    if update.callback_query:
        if overflow:
            return [calls.acknowledge(update.callback_query.id)]
        return await press(update.callback_query, context)
    if update.message is None or update.message.from_user is None:
        return []
    if not context.access.may_ask(update.message.from_user.id):
        return _say(update.message, texts.NOT_ALLOWED.format(user_id=update.message.from_user.id))
    if overflow:
        return _say(update.message, texts.BACKLOG.format(count=BACKLOG))
    return await message(update.message, context)


def apology(body: dict[str, Any]) -> list[Call]:
    """The polite word for an update that could not be handled; reads only the raw form."""
    if "callback_query" in body:
        return [calls.acknowledge(body["callback_query"]["id"], texts.FAILED)]
    return [calls.send(body["message"]["chat"]["id"], Reply(texts.FAILED))]


async def message(given: Message, context: Context) -> list[Call]:
    """A message of someone who may ask."""
    command = _command(given)
    if command in DOCUMENTS:
        typed = " ".join((given.text or "").split()[1:])
        return await DOCUMENTS[command](given.chat_id, given.message_id, typed, context.register)
    if command is not None:
        return _say(given, COMMANDS.get(command, texts.UNKNOWN_COMMAND))
    if given.text is not None:
        return await question(given, given.text, context)
    if given.effective_attachment is not None or given.story is not None:
        return attachment(given, context)
    return []  # notices such as "message pinned"


async def question(
    given: Message, text: str, context: Context, passage_id: int | None = None
) -> list[Call]:
    """The cited answer, under the question. Buttons go under the last part, which has to hang
    under the question too where they need its words."""
    async with _typing(context.bot, given.chat_id):
        answer = await context.ask(text, passage_id)
    first, *rest = render.answer(answer)
    under = given.message_id
    return [
        calls.send(given.chat_id, first, reply_to=under),
        *(calls.send(given.chat_id, r, under if answer.candidates else None) for r in rest),
    ]


def attachment(given: Message, context: Context) -> list[Call]:
    """Photos, stickers, voices: one polite line, and one only for an album."""
    album = given.media_group_id
    if album and context.albums.get(given.chat_id) == album:
        return []
    if album:
        context.albums[given.chat_id] = album
    return _say(given, texts.ONLY_TEXT)


async def press(query: CallbackQuery, context: Context) -> list[Call]:
    """A button under one of our messages. Whoever presses is authorised anew."""
    if not context.access.may_ask(query.from_user.id):
        return [calls.acknowledge(query.id, texts.NOT_ALLOWED_PRESS)]
    wanted = _wanted(query.data)
    if wanted is None or query.message is None:
        return [calls.acknowledge(query.id, texts.BUTTON_OLD)]
    action, passage_id, piece = wanted
    if action == render.CHOOSE:
        return await choose(query, passage_id, context)
    if action in cardpages.ACTIONS:
        return await _turn_card(query, wanted, context)
    if action == digests.DIGEST:
        return await _digest(query, passage_id, piece, context)
    shown = await context.passage(passage_id)
    if shown is None:
        return [calls.acknowledge(query.id, texts.PASSAGE_GONE)]
    reply, chat_id = render.page(shown, piece), query.message.chat.id
    if action == render.TURN:
        change = calls.edit(chat_id, query.message.message_id, reply)
    else:
        change = calls.send(chat_id, reply, reply_to=query.message.message_id)
    return [calls.acknowledge(query.id), change]


async def choose(query: CallbackQuery, passage_id: int, context: Context) -> list[Call]:
    """One of the documents offered: the question again, asked of that document only.

    The question is the message that ours hangs under; one that was deleted is gone.
    """
    asked = query.message.reply_to_message if isinstance(query.message, Message) else None
    if asked is None or asked.text is None:
        return [calls.acknowledge(query.id, texts.BUTTON_OLD)]
    if await context.passage(passage_id) is None:
        return [calls.acknowledge(query.id, texts.PASSAGE_GONE)]
    answers = await question(asked, asked.text, context, passage_id)
    return [calls.acknowledge(query.id), *answers]


async def _turn_card(
    query: CallbackQuery, wanted: tuple[str, int, int], context: Context
) -> list[Call]:
    """A button of the catalogue: a list or card opens below, its pages turn in place."""
    action, pk, number = wanted
    shown = await documents.page(action, pk, number, context.register)
    if shown is None or query.message is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    chat_id, message_id = query.message.chat.id, query.message.message_id
    if action == cardpages.LIST:
        change = calls.edit(chat_id, message_id, shown)
    else:
        change = calls.send(chat_id, shown, reply_to=message_id)
    return [calls.acknowledge(query.id), change]


async def _digest(query: CallbackQuery, pk: int, length: int, context: Context) -> list[Call]:
    """A document's digest of another length, below: it may take two messages."""
    if query.message is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    chat_id, message_id = query.message.chat.id, query.message.message_id
    shown = await documents.digest(chat_id, message_id, pk, length, context.register)
    if shown is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    return [calls.acknowledge(query.id), *shown]


DOCUMENTS = {
    documents.COMMAND: documents.command,
    documents.DIGEST_COMMAND: documents.digest_command,
}
COMMANDS = {"/start": texts.START, "/help": texts.HELP}


def _command(given: Message) -> str | None:
    """The command a message begins with, without its arguments and the bot's name."""
    for entity, text in given.parse_entities([MessageEntity.BOT_COMMAND]).items():
        if entity.offset == 0:
            return text.partition("@")[0].lower()
    return None


_ACTIONS = (*render.ACTIONS, *cardpages.ACTIONS, digests.DIGEST)


def _wanted(data: str | None) -> tuple[str, int, int] | None:
    """What the data of a button asks for; None where it is not ours."""
    action, _, rest = (data or "").partition(":")
    passage_id, _, piece = rest.partition(":")
    try:
        return (action, int(passage_id), int(piece)) if action in _ACTIONS else None
    except ValueError:
        return None


def _say(given: Message, sentence: str) -> list[Call]:
    return [calls.send(given.chat_id, Reply(sentence))]


@asynccontextmanager
async def _typing(bot: Bot, chat_id: int) -> AsyncIterator[None]:
    """Show "typing" from now until the end, best effort; never after the answer."""
    shown = asyncio.Event()

    async def keep() -> None:
        while True:
            with suppress(TelegramError):
                await bot.send_chat_action(chat_id, ChatAction.TYPING)
            shown.set()
            await asyncio.sleep(TYPING_SECONDS)

    task = asyncio.create_task(keep())
    try:
        yield
        with suppress(TimeoutError):
            await asyncio.wait_for(shown.wait(), TYPING_GRACE)
    finally:
        task.cancel()
