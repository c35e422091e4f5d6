"""/theodoi: being told when a document arrives, or one that is followed is replaced."""

from typing import Any

from telegram import CallbackQuery, Message

from bot import calls, cardpages, texts
from bot.calls import Call
from bot.follows import MOST, Follow, read
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Press, Who
from bot.messages import Button
from bot.messages import Message as Reply
from retrieval.catalogue import Card, Catalogue
from retrieval.types import EVERYTHING

BUTTON = "w"
ALL, AT_ONCE = "all", "now"
_SHOWN = 10  # documents in one message


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """What is followed, or one thing more."""
    person = replying.person(given)
    if not typed:
        return replying.answer(given, [await _listed(person, context)])
    kinds = await context.register(_kinds)
    follow = read(typed, kinds)
    if follow is None:
        return replying.say(given, texts.FOLLOW_USAGE)
    if not await context.store(lambda store: store.follows.add(person, follow)):
        return replying.say(given, texts.FOLLOW_MOST.format(count=MOST))
    return replying.answer(given, [await _listed(person, context)])


def _kinds(register: Catalogue) -> list[str]:
    return sorted({item.entry.kind for item in register.items() if item.entry.kind})


async def _listed(person: int, context: Context) -> Reply:
    """All that a person follows, each with a button to end it."""
    follows = await context.store(lambda store: store.follows.of(person))
    if not follows:
        return Reply(texts.FOLLOW_USAGE)
    at_once = await context.store(lambda store: store.follows.at_once(person))
    lines = [texts.FOLLOW_HEAD, *(f"• {_said(follow)}" for follow in follows)]
    lines.append(texts.FOLLOW_WHEN[at_once])
    rows = [
        (
            Button(
                texts.FOLLOW_END.format(name=cardpages.short(each.value)), f"{BUTTON}:{each.mark}"
            ),
        )
        for each in follows
    ]
    rows.append((Button(texts.FOLLOW_SWITCH[at_once], f"{BUTTON}:{AT_ONCE}"),))
    return Reply("\n".join(lines), buttons=tuple(rows))


def _said(follow: Follow) -> str:
    return texts.FOLLOW_KINDS[follow.kind].format(value=follow.value)


async def button(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """Ends one, or changes when a person is told. The list is that of whoever presses."""
    person, under = query.from_user.id, query.message
    if not isinstance(under, Message) or under.chat_id != person:
        return None
    if rest == AT_ONCE:
        await context.once(lambda store: store.follows.turn_at_once(person))
    else:
        await context.store(lambda store: store.follows.end_marked(person, rest))
    shown = await _listed(person, context)
    return [calls.acknowledge(query.id), calls.edit(person, under.message_id, shown)]


async def look(context: Context) -> bool:
    """Looks for new documents and whom they concern; whether somebody is to be told now."""
    until = await context.store(lambda store: store.follows.until())
    whole = context.seen_by(EVERYTHING)  # nothing of it is told yet
    news = await whole.register(lambda register: register.news(until or 0))
    if news or until is None:
        newest = max((each.pk for each in news), default=until or 0)
        told = news if until is not None else []  # what was there before anybody followed
        await context.store(lambda store: store.follows.note(told, newest))
    return await context.store(lambda store: store.follows.due())


async def tell(content: dict[str, Any], context: Context) -> list[Call]:
    """An errand: the news of one person, as far as they may still ask and see."""
    person = content["person"]
    known = await context.access.of(person)
    if not known.may_ask:
        await context.store(lambda store: store.follows.end(person))
        return []
    context = context.seen_by(known.reader)
    lines, rows, cites = [texts.NEWS_HEAD], [], []
    for pk, why, act in content["news"]:
        card = await _card(pk, context)
        if card is None or card.item is None:
            continue
        entry = card.item.entry
        name = cardpages.short(entry.number or entry.title)
        what = ", ".join(filter(None, (entry.number, entry.title)))
        lines.append(texts.NEWS[act].format(what=what, why=why))
        rows.append((Button(name, f"{cardpages.CARD}:{pk}:0"),))
        cites.append(entry.id)
    if not rows:
        return []
    more = len(rows) - _SHOWN
    lines = [*lines[: _SHOWN + 1], *([texts.NEWS_MORE.format(count=more)] if more > 0 else [])]
    said = Reply("\n".join(lines), (), tuple(rows[:_SHOWN]), tuple(cites[:_SHOWN]))
    return [calls.send(person, said)]


async def _card(pk: int, context: Context) -> Card | None:
    card: Card | None = await context.register(lambda register: register.card(pk))
    return card


COMMANDS = {"/theodoi": Command(command)}
PRESSES = {BUTTON: Press(button, Who.MEMBER)}
ERRANDS = {"news": tell}
