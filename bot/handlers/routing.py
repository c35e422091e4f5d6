"""From an update to the handler that answers it. Handlers make calls; the desk writes and sends
them.

A new module of handlers adds its tables here. Whoever acts is authorised here, once for each
update: a command or a button says in its table whom it is for.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot import calls, errands, lanes, texts
from bot.calls import Call
from bot.handlers import (
    answers,
    bulletins,
    counting,
    curating,
    documents,
    following,
    groupcollections,
    grouplog,
    groups,
    groupsettings,
    groupsummaries,
    inline,
    joining,
    menus,
    offers,
    people,
    pinning,
    private,
    quarantine,
    replying,
    welcome,
)
from bot.handlers.context import Context
from bot.handlers.table import Command, Errand, Press, Who, joined, may, seen
from bot.lanes import Me
from bot.messages import Message as Reply
from bot.updates import BACKLOG

# Each gives some of the tables of `table.py`.
_MODULES = (
    welcome,
    private,
    answers,
    offers,
    documents,
    groups,
    groupsettings,
    groupcollections,
    curating,
    quarantine,
    pinning,
    inline,
    following,
    counting,
    joining,
    people,
    grouplog,
    groupsummaries,
    bulletins,
)
COMMANDS: dict[str, Command] = joined(*(vars(each).get("COMMANDS", {}) for each in _MODULES))
COMMANDS["/help"] = menus.help_command(COMMANDS)
PRESSES: dict[str, Press] = joined(*(vars(each).get("PRESSES", {}) for each in _MODULES))
ERRANDS: dict[str, Errand] = joined(*(vars(each).get("ERRANDS", {}) for each in _MODULES))
STARTS: dict[str, Command] = joined(*(vars(each).get("STARTS", {}) for each in _MODULES))


async def respond(body: dict[str, Any], context: Context, overflow: bool = False) -> list[Call]:
    """The calls that answer a raw update; `overflow`: its sender has too many waiting.

    Whose rights were taken away meanwhile gets nothing of what was made. Nothing is waited for
    after that is seen: what is made is written down before the next can be taken away.
    """
    if errand := body.get(errands.NAME):
        texts.speak(context.languages.get(errand.get("person")))
        return await ERRANDS[errand["kind"]](errand, context)
    update = Update.de_json(body, context.bot)
    texts.speak(_language(update))
    actor = update.effective_user
    if actor and actor.language_code:
        context.languages[actor.id] = actor.language_code
    before = context.access.now(actor.id) if actor else None
    context = replace(context, update=update.update_id)
    made = await _responded(body, update, context, overflow)
    if before and context.access.withheld(before):
        return _withheld(update, before.id)
    return made


def _withheld(update: Update, person: int) -> list[Call]:
    if update.callback_query:
        return [calls.acknowledge(update.callback_query.id, texts.NOT_ALLOWED_PRESS)]
    given = update.message
    if given is None or given.chat.type != ChatType.PRIVATE:
        return []
    return replying.say(given, texts.NOT_ALLOWED.format(user_id=person))


async def _responded(
    body: dict[str, Any], update: Update, context: Context, overflow: bool
) -> list[Call]:
    if update.inline_query:
        return await inline.answer(update.inline_query, context)
    if update.callback_query:
        return await _press(update.callback_query, context, overflow)
    if update.message and update.message.from_user:
        if update.message.chat.type == ChatType.PRIVATE:
            return await _private(update.message, update.message.from_user.id, context, overflow)
        if update.message.migrate_to_chat_id is not None:
            return await groups.moved(update.message, context)
        if lanes.addressed(body["message"], context.me):
            return await _group(update.message, context, overflow)
    if update.my_chat_member:
        return await groups.joined(update.my_chat_member, context)
    if update.chat_member:
        context.admins.forget(update.chat_member.chat.id)
    return []


def _language(update: Update) -> str | None:
    """That of the person; in a group, where all of them read, the office's own."""
    person, chat = update.effective_user, update.effective_chat
    return person.language_code if person and not (chat and chat.type in lanes.GROUPS) else None


def apology(body: dict[str, Any], me: Me, sentence: str = "") -> list[Call]:
    """The polite word for an update that could not be handled; reads only the raw form."""
    sentence = sentence or texts.FAILED
    if "callback_query" in body:
        return [calls.acknowledge(body["callback_query"]["id"], sentence)]
    message = body.get("message")
    if message and (message["chat"]["type"] == "private" or lanes.addressed(message, me)):
        topic = message.get("message_thread_id") if message.get("is_topic_message") else None
        return [calls.send(message["chat"]["id"], Reply(sentence), thread=topic)]
    return []


def gone(body: dict[str, Any], chats: Iterable[int]) -> list[Call]:
    """What is said in each of some chats instead of what showed a document that was removed
    before it was sent."""
    query = body.get("callback_query")
    message = (query.get("message") if query else body.get("message")) or {}
    here, under = message.get("chat", {}).get("id"), message.get("message_id")
    topic = message.get("message_thread_id") if message.get("is_topic_message") else None
    said = Reply(texts.ANSWER_GONE)
    return [
        calls.send(chat, said, under, topic) if chat == here else calls.send(chat, said)
        for chat in chats
    ]


async def _private(given: Message, person: int, context: Context, overflow: bool) -> list[Call]:
    command, typed = _command(given, context.me)
    known = _started(typed) if command == "/start" else None
    entry = known[0] if known else COMMANDS.get(command or "")
    if too_often := _too_often(context, person):
        return replying.say(given, too_often) if too_often != _SILENT else []
    if entry and not entry.private:
        return replying.say(given, texts.GROUP_ONLY)
    if not await may(context, person, given.chat, entry.who if entry else Who.MEMBER):
        asks = (await context.access.of(person)).may_ask
        return replying.say(given, texts.ADMINS_ONLY) if asks else joining.refusal(given, person)
    if overflow:
        return replying.say(given, texts.BACKLOG.format(count=BACKLOG))
    context = await seen(context, person, given.chat)
    if command is None:
        return await private.message(given, context)
    if entry is None:
        return replying.say(given, texts.UNKNOWN_COMMAND)
    return await entry.run(given, known[1] if known else typed, context)


async def _group(given: Message, context: Context, overflow: bool) -> list[Call]:
    """Where the bot is off it is silent, but for the settings. A command that is not known is
    somebody else's."""
    command, typed = _command(given, context.me)
    entry = COMMANDS.get(command or "")
    who = entry.who if entry else Who.MEMBER
    if who is not Who.GROUP_ADMIN and not await groups.listens(given, context):
        return []
    if overflow:
        return replying.say(given, texts.BACKLOG.format(count=BACKLOG))
    if too_often := _too_often(context, replying.person(given), given.chat_id):
        return replying.say(given, too_often) if too_often != _SILENT else []
    if command is None:
        context = await seen(context, replying.person(given), given.chat)
        async with replying.typing(given, context):
            return await groups.message(given, context)
    if entry is None or not entry.group:
        return []
    if not await may(context, replying.person(given), given.chat, who):
        return replying.say(given, texts.GROUP_ADMINS_ONLY)
    context = await seen(context, replying.person(given), given.chat)
    async with replying.typing(given, context):
        return await entry.run(given, typed, context)


_SILENT = " "


def _too_often(context: Context, person: int, group: int | None = None) -> str:
    """The polite word for who asks too often; `_SILENT` after the first, "" for who does not."""
    if context.access.is_admin(person):
        return ""
    refused = [
        (limit, key, said)
        for limit, key, said in (
            (context.limits.person, person, texts.TOO_OFTEN),
            (context.limits.group, group, texts.GROUP_TOO_OFTEN),
        )
        if key is not None and not limit.take(key)
    ]
    for limit, key, said in refused:
        return said if limit.first_refusal(key) else _SILENT
    return ""


def _started(payload: str) -> tuple[Command, str] | None:
    """The entry of a deep link, and what its payload holds."""
    kind, _, rest = payload.partition("_")
    return (STARTS[kind], rest) if kind in STARTS else None


async def _press(query: CallbackQuery, context: Context, overflow: bool) -> list[Call]:
    """A button under one of our messages. Whoever presses is authorised anew."""
    if overflow:
        return [calls.acknowledge(query.id)]
    prefix, _, rest = (query.data or "").partition(":")
    entry = PRESSES.get(prefix)
    who, chat = entry.who if entry else Who.MEMBER, query.message.chat if query.message else None
    group = chat.id if chat and chat.type in lanes.GROUPS else None
    if too_often := _too_often(context, query.from_user.id, group):
        return [calls.acknowledge(query.id, too_often.strip())]
    if not await may(context, query.from_user.id, chat, who):
        refusal = texts.GROUP_ADMINS_ONLY if who is Who.GROUP_ADMIN else texts.NOT_ALLOWED_PRESS
        return [calls.acknowledge(query.id, refusal)]
    context = await seen(context, query.from_user.id, chat)
    made = await entry.run(query, rest, context) if entry else None
    return [calls.acknowledge(query.id, texts.BUTTON_OLD)] if made is None else made


def _command(given: Message, me: Me) -> tuple[str | None, str]:
    """The command a message begins with, without the bot's name, and what follows it; no command
    where it is addressed to another bot."""
    for entity, text in given.parse_entities([MessageEntity.BOT_COMMAND]).items():
        if entity.offset == 0:
            command, at, name = text.lower().partition("@")
            if not at or name == me.username.lower():
                return command, " ".join((given.text or "")[len(text) :].split())
    return None, ""
