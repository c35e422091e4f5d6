"""/ghim: an administrator pins the right answer to a question, or takes one back."""

from dataclasses import replace

from telegram import CallbackQuery, Message

from bot import calls, pins, render, texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context, Library
from bot.handlers.table import Command, Press, Who, numbers
from bot.messages import Button
from bot.messages import Message as Reply
from bot.pins import Pin
from retrieval import pinned
from retrieval.types import Answer, Pinned

REMOVE = "gh"
_SHOWN, _LABEL = 20, 40
_LONGEST = 300  # characters of a question
_SHORTEST = 10  # of a quote
_LINES = 3  # question, document, quote


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """Three lines: the question, the document, its words. Nothing: what is pinned."""
    if not typed:
        return [replying.send(given, _listed(await _all(context)))]
    lines = [line.strip() for line in (given.text or "").split("\n") if line.strip()]
    question, name = lines[0].partition(" ")[2].strip(), lines[1] if len(lines) > 1 else ""
    quote = " ".join(lines[_LINES - 1 :]).strip('«»“”" ')
    if not question or len(question) > _LONGEST or len(quote) < _SHORTEST:
        return replying.say(given, texts.PIN_USAGE)
    found = await context.register(lambda register: register.open(name))
    if found.card is None or found.card.item is None:
        return replying.say(given, texts.PIN_DOCUMENT.format(name=name))
    return await _pin(given, question, found.card.item.entry.id, quote, context)


async def _pin(
    given: Message, question: str, document: str, quote: str, context: Context
) -> list[Call]:
    def read(library: Library) -> tuple[pinned.Heard, Answer | None]:
        return pinned.heard(question), library.quoted(document, quote)

    heard, answer = await context.read(context.reader, read)
    if answer is None:
        return replying.say(given, texts.PIN_NOT_VERBATIM)
    person = replying.person(given)
    pin = await context.store(
        lambda store: store.pins.put(question, heard, document, quote, person)
    )
    if pin is None:
        return replying.say(given, texts.PIN_MOST)
    said = Reply(texts.PIN_DONE.format(question=question), buttons=((_button(pin),),))
    shown = render.answer(replace(answer, pinned=Pinned(pin.person, pin.at)))
    return [replying.send(given, said), *(replying.send(given, each) for each in shown)]


async def _all(context: Context) -> list[Pin]:
    return await context.store(lambda store: store.pins.all())


def _listed(kept: list[Pin]) -> Reply:
    if not kept:
        return Reply(texts.PIN_USAGE)
    lines = [texts.PIN_LIST.format(count=len(kept))]
    lines += [f"• {pin.question} ({pin.document})" for pin in kept[:_SHOWN]]
    return Reply("\n".join(lines), buttons=tuple((_button(pin),) for pin in kept[:_SHOWN]))


def _button(pin: Pin) -> Button:
    name = render.shorten(pin.question, _LABEL)
    return Button(texts.PIN_REMOVE.format(question=name), f"{REMOVE}:{pin.id}")


async def remove(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """«Bỏ ghim»"""
    wanted, under = numbers(rest, 1), query.message
    if wanted is None or not isinstance(under, Message) or not 0 <= wanted[0] < 2**63:
        return None
    gone = await context.once(lambda store: store.pins.remove(wanted[0]))
    shown = calls.edit(under.chat_id, under.message_id, _listed(await _all(context)))
    if not gone:
        return [calls.acknowledge(query.id, texts.PIN_GONE)]
    return [calls.tell(query.id, texts.PIN_REMOVED), shown]


async def found(question: str, within: int | None, context: Context) -> Answer | None:
    """The answer pinned to a question, as far as whoever asks may read it. None for most, and for
    a question confined to a document."""
    kept = [] if within is not None else await _all(context)
    if not kept:
        return None
    return await context.read(context.reader, lambda lib: pins.answer(kept, question, lib))


COMMANDS = {"/ghim": Command(command, Who.ADMIN)}
PRESSES = {REMOVE: Press(remove, Who.ADMIN)}
