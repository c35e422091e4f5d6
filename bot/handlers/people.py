"""What admins of the bot do with members: list, change, remove, say who reads what. In private
chats only: numbers of people are nobody else's business."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from telegram import CallbackQuery, Message

from bot import calls, texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.joining import changed, role_typed
from bot.handlers.table import Command, Press, Who, numbers
from bot.members import Member, Role
from bot.messages import Button
from bot.messages import Message as Reply
from index.collections import Collection, canonical
from index.errors import BadCollection

PEOPLE, PERSON, SET = "ml", "mc", "mr"
_PAGE = 20
_VIETNAM = timezone(timedelta(hours=7))
# What a button can make of somebody; the last removes.
_CHOICES = (Role.GUEST, Role.MEMBER, Role.ADMIN, Role.STRANGER)


async def listed(given: Message, typed: str, context: Context) -> list[Call]:
    """/thanhvien"""
    return [replying.send(given, _page(context, 0))]


async def turned(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    wanted, under = numbers(rest, 1), query.message
    if wanted is None or under is None or wanted[0] < 0:
        return None
    change = calls.edit(under.chat.id, under.message_id, _page(context, wanted[0]))
    return [calls.acknowledge(query.id), change]


def _page(context: Context, start: int) -> Reply:
    everybody = sorted(context.access.members.values(), key=lambda m: (-m.role.rank, m.since))
    shown = everybody[start : start + _PAGE]
    if not shown:
        return Reply(texts.MEMBERS_NONE)
    lines = [texts.MEMBERS.format(count=len(everybody)), *map(_line, shown)]
    buttons = [Button(str(member.person), f"{PERSON}:{member.person}") for member in shown]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    ways = ((texts.PREVIOUS, start - _PAGE), (texts.NEXT, start + _PAGE))
    there = [Button(way, f"{PEOPLE}:{at}") for way, at in ways if 0 <= at < len(everybody)]
    return Reply("\n".join(lines), buttons=(*rows, *([tuple(there)] if there else [])))


def _line(member: Member) -> str:
    day = datetime.fromtimestamp(member.since, UTC).astimezone(_VIETNAM).strftime("%d/%m/%Y")
    said = texts.MEMBER_LINE.format(person=member.person, role=texts.ROLES[member.role], date=day)
    reads = ", ".join(sorted(member.collections))
    return said + (texts.MEMBER_READS.format(collections=reads) if reads else "")


async def card(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """One member, with what can be made of them."""
    wanted, under = numbers(rest, 1), query.message
    member = context.access.members.get(wanted[0]) if wanted else None
    if wanted is None or under is None:
        return None
    if member is None:
        return [calls.acknowledge(query.id, texts.NO_SUCH_MEMBER.format(person=wanted[0]))]
    change = calls.edit(under.chat.id, under.message_id, _card(member))
    return [calls.acknowledge(query.id), change]


def _card(member: Member) -> Reply:
    rows = [
        (Button(_choice(role), f"{SET}:{member.person}:{place}"),)
        for place, role in enumerate(_CHOICES)
        if role is not member.role
    ]
    said = texts.MEMBER_CARD.format(person=member.person, role=texts.ROLES[member.role])
    return Reply(said, buttons=(*rows, (Button(texts.BACK, f"{PEOPLE}:0"),)))


def _choice(role: Role) -> str:
    return (
        texts.MEMBER_REMOVE if role is Role.STRANGER else texts.MAKE.format(role=texts.ROLES[role])
    )


async def pressed(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A choice on the card."""
    wanted, under = numbers(rest, 2), query.message
    if wanted is None or under is None or not 0 <= wanted[1] < len(_CHOICES):
        return None
    said = await _set(query.from_user.id, wanted[0], _CHOICES[wanted[1]], context)
    member = context.access.members.get(wanted[0])
    shown = _card(member) if member else _page(context, 0)
    change = calls.edit(under.chat.id, under.message_id, shown)
    return [calls.acknowledge(query.id, said), change]


async def removed(given: Message, typed: str, context: Context) -> list[Call]:
    """/go MÃ_SỐ"""
    if not typed.isdecimal():
        return replying.say(given, texts.MEMBER_REMOVE_USAGE)
    said = await _set(replying.person(given), int(typed), Role.STRANGER, context)
    return replying.say(given, said)


async def ranked(given: Message, typed: str, context: Context) -> list[Call]:
    """/quyen MÃ_SỐ VAI_TRÒ"""
    number, _, word = typed.partition(" ")
    role = role_typed(word)
    if not number.isdecimal() or role is None:
        return replying.say(given, texts.ROLE_USAGE)
    return replying.say(given, await _set(replying.person(given), int(number), role, context))


async def _set(actor: int, person: int, role: Role, context: Context) -> str:
    """Gives somebody a role, or none; what came of it, as a sentence."""
    access = context.access
    if person in access.owner_ids:
        return texts.OWNERS_ONLY
    before = access.members.get(person)
    if before is None and role is Role.STRANGER:
        return texts.NO_SUCH_MEMBER.format(person=person)
    if person >= 2**52:
        return texts.ROLE_USAGE
    touches_admin = Role.ADMIN in (role, before.role if before else None)
    if touches_admin and actor not in access.owner_ids:
        return texts.OWNERS_ONLY
    if before:
        access.narrow(person, None if role is Role.STRANGER else replace(before, role=role))
    if role is Role.STRANGER:
        await context.store(lambda store: store.members.remove(person))
    else:
        await context.store(lambda store: store.members.put(person, role))
    await changed(context)
    if role is Role.STRANGER:
        return texts.MEMBER_REMOVED.format(person=person)
    return texts.ROLE_SET.format(person=person, role=texts.ROLES[role])


async def collections(given: Message, typed: str, context: Context) -> list[Call]:
    """/bosuutap [TÊN MÃ_SỐ], with a minus before the number to take back."""
    known = await context.read(context.reader, lambda library: library.collections())
    *name, number = typed.split() or [""]
    person = number.removeprefix("-")
    if not name or not person.isdecimal():
        members = context.access.members.values()
        lines = [_collection(found, members) for found in known]
        said = "\n".join([texts.COLLECTIONS, *lines, "", texts.COLLECTION_USAGE])
        return replying.say(given, said)
    wanted = _named(" ".join(name))
    if wanted not in {c.name for c in known}:
        return replying.say(given, texts.COLLECTION_UNKNOWN.format(name=" ".join(name)))
    change = _take if number.startswith("-") else _give
    return replying.say(given, await change(int(person), wanted, context))


def _collection(found: Collection, members: Iterable[Member]) -> str:
    state = texts.COLLECTION_PUBLIC if found.public else texts.COLLECTION_CLOSED
    said = texts.COLLECTION_LINE.format(name=found.name, state=state, documents=found.documents)
    readers = ", ".join(str(m.person) for m in members if found.name in m.collections)
    return said + (texts.COLLECTION_READERS.format(readers=readers) if readers else "")


def _named(typed: str) -> str:
    try:
        return canonical(typed)
    except BadCollection:
        return ""


async def _give(person: int, name: str, context: Context) -> str:
    member = context.access.members.get(person)
    if member is None or member.role is Role.GUEST:
        return texts.COLLECTION_MEMBERS_ONLY.format(person=person)
    await context.store(lambda store: store.members.give(person, name))
    await changed(context)
    return texts.COLLECTION_GIVEN.format(person=person, name=name)


async def _take(person: int, name: str, context: Context) -> str:
    member = context.access.members.get(person)
    if member is None:
        return texts.NO_SUCH_MEMBER.format(person=person)
    context.access.narrow(person, replace(member, collections=member.collections - {name}))
    await context.store(lambda store: store.members.take(person, name))
    await changed(context)
    return texts.COLLECTION_TAKEN.format(person=person, name=name)


COMMANDS = {
    "/thanhvien": Command(listed, Who.ADMIN),
    "/go": Command(removed, Who.ADMIN),
    "/quyen": Command(ranked, Who.ADMIN),
    "/bosuutap": Command(collections, Who.ADMIN),
}
PRESSES = {
    PEOPLE: Press(turned, Who.ADMIN),
    PERSON: Press(card, Who.ADMIN),
    SET: Press(pressed, Who.ADMIN),
}
