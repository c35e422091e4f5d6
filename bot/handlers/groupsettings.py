"""/caidat: what the administrators of a group choose for it, with buttons."""

from collections.abc import Callable
from dataclasses import replace

from telegram import CallbackQuery, Message

from bot import calls, texts
from bot.calls import Call
from bot.groups import GENERAL, Group
from bot.handlers import groupcollections, replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Press, Who
from bot.messages import Button
from bot.messages import Message as Reply

SETTINGS, SHOW = "k", "show"

Change = Callable[[Group, int], Group]


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """The settings of this group, or what it may read changed by the name of a collection."""
    group = await context.store(lambda store: store.groups.get(given.chat_id))
    if typed:
        return await groupcollections.typed(given, typed, group, context)
    return [replying.send(given, shown(group, given, context.access.everyone), given.message_id)]


async def press(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A button of the settings; `may` has seen that an administrator of the group pressed it."""
    under, change = query.message, CHANGES.get(rest)
    if not (change or rest == SHOW) or not isinstance(under, Message):
        return None
    everyone = context.access.everyone
    group = await context.store(lambda store: store.groups.get(under.chat_id))
    if rest == SHOW:
        back = shown(group, under, everyone)
        return [calls.acknowledge(query.id), calls.edit(under.chat_id, under.message_id, back)]
    if context.access.is_admin(query.from_user.id):
        group = replace(group, approved=True)
    elif not (group.approved or everyone):
        return [calls.acknowledge(query.id, texts.GROUP_NOT_APPROVED)]
    assert change is not None  # noqa: S101 - seen above
    changed = change(group, replying.topic(under) or GENERAL)
    await context.store(lambda store: store.groups.put(changed))
    reply = shown(changed, under, everyone)
    return [
        calls.acknowledge(query.id),
        calls.edit(under.chat_id, under.message_id, reply),
    ]


def shown(group: Group, beside: Message, everyone: bool) -> Reply:
    """The settings with a button for each change that makes a difference here."""
    topic = replying.topic(beside) or GENERAL
    forum = bool(beside.chat.is_forum) or group.topics is not None
    on = group.answers(everyone)
    waiting = group.enabled and not on
    state = texts.SETTINGS_ON if on else texts.SETTINGS_OFF
    text = texts.SETTINGS.format(
        answers=texts.SETTINGS_UNAPPROVED if waiting else state,
        topics=_topics(group, topic),
        reads=groupcollections.reads(group),
    )
    switch = ("off", texts.SETTINGS_TURN_OFF) if on else ("on", texts.SETTINGS_TURN_ON)
    rows = [switch, *(_topic_buttons(group, topic) if forum else ())]
    buttons = [(Button(label, f"{SETTINGS}:{what}"),) for what, label in rows]
    chosen = (Button(texts.SETTINGS_COLLECTIONS, groupcollections.CHOOSE),)
    return Reply(text, (), (*buttons, chosen))


def _topics(group: Group, topic: int) -> str:
    if group.topics is None:
        return texts.SETTINGS_ALL_TOPICS
    here = texts.SETTINGS_HERE if topic in group.topics else texts.SETTINGS_NOT_HERE
    return texts.SETTINGS_SOME_TOPICS.format(count=len(group.topics), here=here)


def _topic_buttons(group: Group, topic: int) -> list[tuple[str, str]]:
    if group.topics is None:
        return [("only", texts.SETTINGS_ONLY_HERE)]
    everywhere = ("every", texts.SETTINGS_EVERYWHERE)
    if topic not in group.topics:
        return [("add", texts.SETTINGS_ADD_HERE), everywhere]
    several = len(group.topics) > 1
    return [("drop", texts.SETTINGS_DROP_HERE), everywhere] if several else [everywhere]


CHANGES: dict[str, Change] = {
    "on": lambda group, topic: replace(group, enabled=True),
    "off": lambda group, topic: replace(group, enabled=False),
    "every": lambda group, topic: replace(group, topics=None),
    "only": lambda group, topic: replace(group, topics=frozenset({topic})),
    "add": lambda group, topic: replace(group, topics=(group.topics or frozenset()) | {topic}),
    "drop": lambda group, topic: replace(group, topics=(group.topics or frozenset()) - {topic}),
}
COMMANDS = {"/caidat": Command(command, Who.GROUP_ADMIN, private=False, group=True)}
PRESSES = {SETTINGS: Press(press, Who.GROUP_ADMIN)}
