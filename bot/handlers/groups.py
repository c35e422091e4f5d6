"""What a group gets: answers where somebody asks this bot, silence otherwise."""

from dataclasses import replace

from telegram import ChatMember, ChatMemberUpdated, Message, MessageEntity
from telegram.constants import ChatMemberStatus

from bot import calls, texts
from bot.calls import Call
from bot.handlers import answers, replying
from bot.handlers.context import Context
from bot.handlers.table import Command
from bot.lanes import GROUPS
from bot.messages import Message as Reply
from retrieval.types import Reason

_IN = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)


async def listens(given: Message, context: Context) -> bool:
    """Whether the bot answers in this group and topic."""
    group = await context.store(lambda store: store.groups.get(given.chat_id))
    return group.answers_in(replying.topic(given), context.access.everyone)


async def message(given: Message, context: Context) -> list[Call]:
    """A message that speaks to this bot and is no command.

    A bare mention under somebody's message asks what that message says. A reply to the bot that
    asks nothing ("cảm ơn") is left alone.
    """
    mentioned, text = _without_name(given, context)
    replied = given.reply_to_message
    if not text and replied and replied.text and not _is_ours(replied, context):
        text = replied.text
    if text:
        return await answers.question(given, text, context, silent=() if mentioned else _IDLE)
    return replying.say(given, _how(context)) if mentioned else []


_IDLE = (Reason.NOT_A_QUESTION, Reason.EMPTY_QUESTION)


async def ask(given: Message, typed: str, context: Context) -> list[Call]:
    """/hoi, also in a private chat."""
    replied = given.reply_to_message
    if not typed and replied and replied.text and not _is_ours(replied, context):
        typed = replied.text
    if typed:
        return await answers.question(given, typed, context)
    return replying.say(given, _how(context))


def _how(context: Context) -> str:
    return texts.GROUP_ASK.format(username=context.me.username)


def _without_name(given: Message, context: Context) -> tuple[bool, str]:
    """Whether the bot is named, and the words without its name."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    text = given.text or ""
    named = False
    for entity, said in given.parse_entities(kinds).items():
        by_id = entity.user is not None and entity.user.id == context.me.id
        if by_id or said.lower() == f"@{context.me.username.lower()}":
            named, text = True, text.replace(said, " ", 1)
    return named, " ".join(text.split()).strip(" ,:")


def _is_ours(given: Message, context: Context) -> bool:
    return given.from_user is not None and given.from_user.id == context.me.id


async def moved(given: Message, context: Context) -> list[Call]:
    """The group has become a supergroup, which has another number."""
    old, new = given.chat_id, given.migrate_to_chat_id
    if new is not None:
        await context.store(lambda store: store.groups.move(old, new))
        await context.store(lambda store: store.members.move_door(old, new))
        await context.store(lambda store: store.chats.move(old, new))
    return []


async def joined(change: ChatMemberUpdated, context: Context) -> list[Call]:
    """The bot was added to a group or removed from it."""
    chat = change.chat.id
    if change.chat.type not in GROUPS:
        return []
    context.admins.forget(chat)
    if change.new_chat_member.status not in _IN:
        await context.store(lambda store: store.groups.forget(chat))
        await context.store(lambda store: store.chats.close(chat))
        return []
    if change.old_chat_member.status in _IN:
        return []  # other rights only
    if context.access.is_admin(change.from_user.id):
        group = await context.store(lambda store: store.groups.get(chat))
        approved = replace(group, approved=True)
        await context.store(lambda store: store.groups.put(approved))
    group = await context.store(lambda store: store.groups.get(chat))
    on = group.answers(context.access.everyone)
    return [
        calls.send(chat, Reply(_hello(change.new_chat_member, context) if on else texts.GROUP_OFF))
    ]


def _hello(as_member: ChatMember, context: Context) -> str:
    everything = context.bot.can_read_all_group_messages
    sees_all = everything or as_member.status == ChatMemberStatus.ADMINISTRATOR
    privacy = texts.GROUP_SEES_ALL if sees_all else texts.GROUP_PRIVATE
    return texts.GROUP_HELLO.format(username=context.me.username, privacy=privacy)


COMMANDS = {"/hoi": Command(ask, group=True)}
