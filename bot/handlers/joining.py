"""Becoming somebody who may ask: by an invitation, by asking, by being in a group."""

import unicodedata

from telegram import CallbackQuery, Message, User

from bot import calls, texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Press, Who, numbers
from bot.members import Role
from bot.messages import Button
from bot.messages import Message as Reply
from index.text import fold

ASK, DECIDE, INVITED = "ja", "jd", "inv"
_LONGEST_NAME = 40


async def changed(context: Context) -> None:
    """Takes over what `bot.db` says now of members and doors."""
    context.access.know(
        *await context.store(lambda store: (store.members.all(), store.members.doors()))
    )


def refusal(given: Message, person: int) -> list[Call]:
    """To a stranger in a private chat: who serves them, and a button to ask to join."""
    said = texts.NOT_ALLOWED.format(user_id=person)
    buttons = ((Button(texts.ASK_TO_JOIN, ASK),),)
    return [replying.send(given, Reply(said, buttons=buttons))]


async def ask(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """«Xin tham gia»: every admin is told, once a day at the most."""
    person = query.from_user.id
    if (await context.access.of(person)).may_ask:
        return [calls.acknowledge(query.id, texts.JOINED_ALREADY)]
    admins = context.access.admins
    if not admins:
        return [calls.acknowledge(query.id, texts.NOBODY_TO_ASK)]
    if not await context.once(lambda store: store.members.apply(person)):
        return [calls.acknowledge(query.id, texts.ASKED_ALREADY)]
    told = context.tell(admins, lambda: _request(query.from_user))
    return [calls.acknowledge(query.id, texts.ASKED_TO_JOIN), *told]


def _request(who: User) -> Reply:
    said = texts.APPLICATION.format(name=plain_name(who.full_name), person=who.id)
    choices = ((texts.ADMIT, 1), (texts.REFUSE, 0))
    row = tuple(Button(label, f"{DECIDE}:{who.id}:{yes}") for label, yes in choices)
    return Reply(said, buttons=(row,))


def plain_name(name: str) -> str:
    """A name as people give it to themselves, without what turns or breaks the line."""
    spaced = " ".join(name.split())
    kept = (c for c in spaced if c == " " or unicodedata.category(c)[0] not in "CZ")
    return "".join(kept)[:_LONGEST_NAME] or "?"


async def decide(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """«Duyệt», «Từ chối»: the first admin to press decides."""
    wanted, under = numbers(rest, 2), query.message
    if wanted is None or under is None:
        return None
    person, admit = wanted[0], bool(wanted[1])
    if not await context.once(lambda store: store.members.decide(person, admit=admit)):
        return [calls.acknowledge(query.id, texts.DECIDED_ALREADY)]
    await changed(context)
    done = (texts.ADMITTED if admit else texts.REFUSED).format(person=person)
    told = context.tell([person], lambda: Reply(texts.WELCOME if admit else texts.TURNED_DOWN))
    return [
        calls.acknowledge(query.id),
        calls.edit(under.chat.id, under.message_id, Reply(done)),
        *told,
    ]


def role_typed(typed: str) -> Role | None:
    """A role as people write it: "quản trị", "Thanh vien"."""
    return texts.ROLE_WORDS.get("".join(fold(typed).split()))


async def invite(given: Message, typed: str, context: Context) -> list[Call]:
    """/moi: a link that lets one person in."""
    role = role_typed(typed or "member")
    if role is None:
        return replying.say(given, texts.INVITE_USAGE)
    if role is Role.ADMIN and replying.person(given) not in context.access.owner_ids:
        return replying.say(given, texts.OWNERS_ONLY)
    code = await context.store(lambda store: store.members.invite(role))
    link = f"https://t.me/{context.me.username}?start={INVITED}_{code}"
    return replying.say(given, texts.INVITATION.format(role=texts.ROLES[role], link=link))


async def invited(given: Message, code: str, context: Context) -> list[Call]:
    """The link was opened."""
    person = replying.person(given)
    role = await context.once(lambda store: store.members.redeem(code, person))
    if role is None:
        return replying.say(given, texts.INVITATION_BAD)
    await changed(context)
    role = context.access.now(person).role
    return replying.say(given, texts.INVITATION_GOOD.format(role=texts.ROLES[role]))


async def door(given: Message, typed: str, context: Context) -> list[Call]:
    """/nhom in a group: its members may ask, or no longer."""
    open_ = await context.once(lambda store: store.members.turn_door(given.chat_id))
    await changed(context)
    return replying.say(given, texts.DOOR_OPEN if open_ else texts.DOOR_CLOSED)


COMMANDS = {
    "/moi": Command(invite, Who.ADMIN),
    "/nhom": Command(door, Who.ADMIN, private=False, group=True),
}
PRESSES = {ASK: Press(ask, Who.ANYONE), DECIDE: Press(decide, Who.ADMIN)}
STARTS = {INVITED: Command(invited, Who.ANYONE)}
