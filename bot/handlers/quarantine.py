"""A file that was held back: an admin lets it in or deletes it, by buttons under the message."""

from pathlib import Path

from telegram import CallbackQuery, Message

from bot import calls, texts, uploads
from bot.calls import Call
from bot.handlers import curating
from bot.handlers.context import Context
from bot.handlers.curating import ASK, DELETE, HELD, held_buttons, held_choices
from bot.handlers.table import Press, Who
from bot.indexing import Held
from bot.messages import Message as Reply

# Letting in is asked twice: it is what cannot be made undone.
RELEASE, KEEP = "r", "k"


async def press(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A button about what waits under some number, which is never used twice."""
    action, _, number = rest.partition(":")
    under = query.message
    if action not in _ACTIONS or not number.isdecimal() or len(number) > 18:
        return None
    if not isinstance(under, Message):
        return None
    held = await context.indexing.held()
    of_file = next((each.path for each in held if each.place == int(number)), None)
    if of_file is None:
        return [calls.acknowledge(query.id, texts.QUARANTINE_DECIDED)]
    waiting = [each for each in held if each.path == of_file]
    return [calls.acknowledge(query.id), *await _ACTIONS[action](under, waiting, context)]


async def _ask(under: Message, waiting: list[Held], context: Context) -> list[Call]:
    marks = ", ".join(sorted({each.marking for each in waiting}))
    asked = texts.QUARANTINE_ASK.format(name=_name(waiting), marking=marks)
    rows = ((texts.QUARANTINE_SURE, RELEASE), (texts.QUARANTINE_KEEP, KEEP))
    return [_edited(under, asked, waiting[0].place, rows)]


async def _keep(under: Message, waiting: list[Held], context: Context) -> list[Call]:
    said = texts.QUARANTINE_WAITS.format(name=_name(waiting))
    return [_edited(under, said, waiting[0].place, held_choices())]


async def _release(under: Message, waiting: list[Held], context: Context) -> list[Call]:
    outcome = await context.indexing.release([each.place for each in waiting])
    if not outcome.documents:
        return [_edited(under, "\n".join(outcome.problems) or texts.FAILED)]
    done = texts.QUARANTINE_RELEASED.format(name=_name(waiting), count=len(outcome.documents))
    return [_edited(under, done), *await curating.recognised(under, outcome, context)]


async def _delete(under: Message, waiting: list[Held], context: Context) -> list[Call]:
    outcome = await context.indexing.discard([each.place for each in waiting])
    if outcome.problems:
        return [_edited(under, "\n".join(outcome.problems))]
    await context.disk(uploads.forget, waiting[0].path, context.indexing.data)
    return [_edited(under, texts.QUARANTINE_DELETED.format(name=_name(waiting)))]


_ACTIONS = {ASK: _ask, RELEASE: _release, DELETE: _delete, KEEP: _keep}


def _edited(
    under: Message, said: str, place: int = 0, rows: tuple[tuple[str, str], ...] = ()
) -> Call:
    shown = Reply(said, buttons=held_buttons(place, rows) if rows else ())
    return calls.edit(under.chat_id, under.message_id, shown)


def _name(waiting: list[Held]) -> str:
    return Path(waiting[0].path).name


PRESSES = {HELD: Press(press, Who.ADMIN)}
