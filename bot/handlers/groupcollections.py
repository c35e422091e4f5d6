"""Which collections a group may read, chosen by its administrators under /caidat.

Nobody gives a group what they may not read themselves. Buttons name only public collections and
those the group reads already: the names of others are not the group's business, so whoever may
read one types it.
"""

from dataclasses import replace

from telegram import CallbackQuery, Message

from bot import calls, texts
from bot.calls import Call
from bot.groups import Group
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Press, Who
from bot.messages import Button
from bot.messages import Message as Reply
from index.collections import Collection, canonical
from index.errors import BadCollection
from retrieval.types import EVERYTHING

CHOOSE = "kc"
PUBLIC_ALL = "*"


async def known(context: Context) -> list[Collection]:
    return await context.read(EVERYTHING, lambda library: library.collections())


def reads(group: Group) -> str:
    """What a group reads, in words."""
    if group.collections is None:
        return texts.SETTINGS_READS_PUBLIC
    return ", ".join(sorted(group.collections)) or texts.SETTINGS_READS_NONE


async def typed(given: Message, name: str, group: Group, context: Context) -> list[Call]:
    """/caidat and the name of a collection: given to the group, or taken back."""
    person = replying.person(given)
    try:
        wanted = canonical(name)
    except BadCollection:
        wanted = ""
    changed = await _toggled(group, wanted, person, context)
    if changed is None:
        return replying.say(given, texts.SETTINGS_NO_COLLECTION.format(name=name))
    return [replying.send(given, _shown(changed, await known(context)), given.message_id)]


async def press(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A collection, «Mọi bộ mở», or nothing: then the choice is shown."""
    under = query.message
    if not isinstance(under, Message):
        return None
    group = await context.store(lambda store: store.groups.get(under.chat_id))
    if rest:
        changed = await _toggled(group, rest, query.from_user.id, context)
        if changed is None:
            said = texts.SETTINGS_NO_COLLECTION.format(name=rest)
            return [calls.acknowledge(query.id, said)]
        group = changed
    shown = _shown(group, await known(context))
    return [calls.acknowledge(query.id), calls.edit(under.chat_id, under.message_id, shown)]


async def _toggled(group: Group, name: str, person: int, context: Context) -> Group | None:
    """The group with another choice, written down; None where the person may not give it."""
    there = await known(context)
    names = frozenset(each.name for each in there)
    public = frozenset(each.name for each in there if each.public)
    mine = (await context.access.of(person)).reader.readable(public, names)
    if group.answers(context.access.everyone):
        mine |= public  # whoever is in such a group reads those there
    held = public if group.collections is None else group.collections & names
    chosen = None if name == PUBLIC_ALL else held ^ {name}
    added = (public if chosen is None else chosen) - held
    if not added <= mine or (name != PUBLIC_ALL and name not in names):
        return None
    return await _written(group, replace(group, collections=chosen), context)


async def _written(before: Group, after: Group, context: Context) -> Group:
    """Answers that wait to be sent to a group which now reads less are not sent."""
    await context.store(lambda store: store.groups.put(after))
    if after.collections != before.collections:
        await context.store(lambda store: store.members.withhold(after.chat))
    return after


def _shown(group: Group, there: list[Collection]) -> Reply:
    held = group.collections
    offered = [each for each in there if each.public or (held and each.name in held)]
    rows = [(Button(_label(group, each), f"{CHOOSE}:{each.name}"),) for each in offered]
    everything = (Button(texts.SETTINGS_PUBLIC_ALL, f"{CHOOSE}:{PUBLIC_ALL}"),)
    rows += [] if held is None else [everything]
    rows += [(Button(texts.SETTINGS_BACK, "k:show"),)]
    return Reply(texts.SETTINGS_CHOOSE.format(reads=reads(group)), (), tuple(rows))


def _label(group: Group, each: Collection) -> str:
    on = each.public if group.collections is None else each.name in group.collections
    return texts.SETTINGS_ON_MARK.format(name=each.name) if on else each.name


PRESSES = {CHOOSE: Press(press, Who.GROUP_ADMIN)}
