"""What a person gets in a private chat. Handlers make calls; the desk writes and sends them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from telegram import Bot, CallbackQuery, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot import calls, cardpages, digests, render, texts
from bot.access import Access
from bot.calls import Call
from bot.drafts import drafting
from bot.handlers import documents
from bot.messages import Message as Reply
from bot.turns import Turns, memo
from bot.updates import BACKLOG
from retrieval import conversation, followups
from retrieval.conversation import Followed, Turn
from retrieval.types import Answer, PassagePage

T = TypeVar("T")


class Memory(Protocol):
    """Runs a call on the turns that are remembered, in the thread they belong to."""

    def __call__(self, ask: Callable[[Turns], T]) -> Awaitable[T]: ...


@dataclass(slots=True)
class Context:
    """What the handlers work with. `ask` and `passage` run in the library's own thread.

    The second argument of `ask` is a passage whose document the answer is confined to; that of
    `write`, which puts an answer in a language model's words, is called with the text so far.
    """

    bot: Bot
    access: Access
    ask: Callable[[str, int | None], Awaitable[Answer]]
    passage: Callable[[int], Awaitable[PassagePage | None]]
    write: Callable[[Answer, Callable[[str], None]], Awaitable[Answer]]
    register: documents.Register
    turns: Memory
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
    if command == texts.FORGET:
        person = _person(given)
        await context.turns(lambda turns: turns.forget(given.chat_id, person))
        return _say(given, texts.FORGOTTEN)
    if command is not None:
        return _say(given, COMMANDS.get(command, texts.UNKNOWN_COMMAND))
    if given.text is not None:
        return await question(given, given.text, context)
    if given.effective_attachment is not None or given.story is not None:
        return attachment(given, context)
    return []  # notices such as "message pinned"


async def question(given: Message, text: str, context: Context) -> list[Call]:
    """The answer to a question, which may be a follow-up of those before."""
    before = await _before(given, context)
    followed = followups.resolve(text, before)
    if followed and followed.step is not None:
        return await _continued(given, followed, before[-1], context)
    return await _answered(given, text, followed, _person(given), context)


async def _before(given: Message, context: Context) -> list[Turn]:
    """The turns that a message may go on from: that of the answer it replies to, else, in a
    private chat only, the last ones of the person."""
    chat, person, replied = given.chat_id, _person(given), given.reply_to_message
    if replied and replied.from_user and replied.from_user.id == context.bot.id:
        answer = replied.message_id
        return await context.turns(lambda turns: turns.answered_by(chat, answer))
    if given.chat.type != ChatType.PRIVATE:
        return []
    return await context.turns(lambda turns: turns.recent(chat, person))


async def _continued(
    given: Message, followed: Followed, before: Turn, context: Context
) -> list[Call]:
    """The passage cited last, whole, or the one beside it."""
    cited = None if followed.within is None else await context.passage(followed.within)
    beside = conversation.beside(followed, cited) if cited else None
    shown = None if beside is None else await context.passage(beside)
    if shown is None:
        return _say(given, texts.NO_MORE)
    call = calls.send(given.chat_id, render.page(shown), reply_to=given.message_id)
    return [_remembered(call, _person(given), conversation.turned(before, shown))]


async def _answered(
    given: Message, text: str, followed: Followed | None, person: int, context: Context
) -> list[Call]:
    """The cited answer, under the question. Buttons go under the last part, which has to hang
    under the question too where they need its words."""
    question, within = (followed.question, followed.within) if followed else (text, None)
    answer = await context.ask(question, within)
    if answer.citations:
        answer = await _written(answer, given, context)
    answer = conversation.told(text, followed, answer)
    first, *rest = render.answer(answer)
    under = given.message_id
    return [
        _remembered(
            calls.send(given.chat_id, first, reply_to=under),
            person,
            conversation.turn(text, followed, answer),
        ),
        *(calls.send(given.chat_id, r, under if answer.candidates else None) for r in rest),
    ]


async def _written(answer: Answer, given: Message, context: Context) -> Answer:
    """The answer in a language model's words, if there is one. Telegram shows drafts in private
    chats only."""
    if given.chat.type != ChatType.PRIVATE:
        return await context.write(answer, lambda _: None)
    async with drafting(context.bot, given.chat_id, given.message_id) as show:
        return await context.write(answer, lambda written: show(render.draft(written)))


def _remembered(call: Call, person: int, turn: Turn | None) -> Call:
    return replace(call, memo=memo(call.params["chat_id"], person, turn)) if turn else call


def _person(given: Message) -> int:
    """Who wrote it; the chat's own number where nobody in particular did."""
    return given.from_user.id if given.from_user else given.chat_id


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

    The question is the message that ours hangs under, or what it was understood to be; one that
    was deleted is gone.
    """
    offer = query.message
    asked = offer.reply_to_message if isinstance(offer, Message) else None
    if offer is None or asked is None or asked.text is None:
        return [calls.acknowledge(query.id, texts.BUTTON_OLD)]
    if await context.passage(passage_id) is None:
        return [calls.acknowledge(query.id, texts.PASSAGE_GONE)]
    chat, shown = offer.chat.id, offer.message_id
    before = await context.turns(lambda turns: turns.answered_by(chat, shown))
    chosen = Followed(before[0].question if before else asked.text, passage_id)
    answers = await _answered(asked, asked.text, chosen, query.from_user.id, context)
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
