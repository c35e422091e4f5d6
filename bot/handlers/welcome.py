"""The first minutes: /start with questions to try."""

import time

from telegram import CallbackQuery, Message

from bot import calls, examples, texts
from bot.calls import Call
from bot.examples import Example
from bot.handlers import answers, replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Press
from bot.messages import Button
from bot.messages import Message as Reply
from retrieval.conversation import Followed

EXAMPLE = "e"
# The documents may change meanwhile; a button that no longer fits says so.
_FRESH_SECONDS = 600.0


async def start(given: Message, typed: str, context: Context) -> list[Call]:
    """What the bot is for, and questions that it can answer, as buttons."""
    found = await _examples(context)
    rows = tuple(
        (Button(each.question, f"{EXAMPLE}:{each.kind}:{each.pk}:{each.place}"),) for each in found
    )
    text = f"{texts.START}\n\n{texts.START_EXAMPLES}" if found else texts.START
    return [replying.send(given, Reply(text, (), rows, tuple(each.document for each in found)))]


async def _examples(context: Context) -> list[Example]:
    """Those made last for who may see as much, while they are fresh."""
    made, found = context.examples.get(context.reader, (float("-inf"), []))
    if time.monotonic() - made > _FRESH_SECONDS:
        found = await examples.examples(context.ask, context.register)
        context.examples[context.reader] = (time.monotonic(), found)
    there = await context.register(lambda register: {item.entry.id for item in register.items()})
    return [each for each in found if each.document in there]


async def press(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """An example is asked: the question is shown first, as the person did not type it."""
    under = query.message
    try:
        kind, pk, place = rest.split(":")
        wanted = (kind, int(pk), int(place))
    except ValueError:
        return None
    if not isinstance(under, Message):
        return None
    example = await examples.example(*wanted, context.register)
    if example is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    asked = await answers.answered(
        under, "", Followed(example.question), query.from_user.id, context
    )
    return [calls.acknowledge(query.id), *asked]


COMMANDS = {"/start": Command(start)}
PRESSES = {EXAMPLE: Press(press)}
