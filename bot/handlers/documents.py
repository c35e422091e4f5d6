"""/vanban: the list of documents, the card of one, its outline, sections and relations.

/tomtat: the digest of one document."""

from telegram import CallbackQuery, Message

from bot import calls, cardpages, digests, texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context, Register
from bot.handlers.table import Command, Press, numbers
from bot.messages import Message as Reply
from retrieval.digests import Length

_LARGEST = 2**63  # SQLite's integers


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """The card of what was typed after the command; the list when nothing was."""
    if typed:
        found = await context.register(lambda register: register.open(typed))
        messages = cardpages.opened(typed, found)
    else:
        items = await context.register(lambda register: register.items())
        messages = [cardpages.listing(items, 0) or Reply(texts.DOCS_NONE)]
    return replying.answer(given, messages)


async def digest_command(given: Message, typed: str, context: Context) -> list[Call]:
    """The digest of what was typed after the command, or how to use it."""
    if not typed:
        return replying.answer(given, [Reply(texts.DIGEST_USAGE)])
    name, length = digests.asked(typed)
    found = await context.register(lambda register: register.open(name))
    entry = found.card.item.entry if found.card and found.card.item else None
    shown = await _digest(entry.pk, length, context.register) if entry else None
    if found.card and entry is None:
        shown = [Reply(digests.absent(found.card))]
    return replying.answer(given, shown or digests.choices(name, length, found))


async def _digest(pk: int, length: Length, register: Register) -> list[Reply] | None:
    found = await register(lambda register: register.digest(pk, length))
    return digests.messages(found) if found else None


async def digest_button(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A document's digest of another length, below: it may take two messages."""
    wanted, under = numbers(rest, 2), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    pk, length = wanted[0], digests.length_at(wanted[1])
    known = length is not None and 0 <= pk < _LARGEST
    shown = await _digest(pk, length, context.register) if known and length else None
    if shown is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    return [calls.acknowledge(query.id), *replying.answer(under, shown)]


def card_button(action: str) -> Press:
    """A button of the catalogue: a list turns in place, everything else opens below."""

    async def press(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
        wanted, under = numbers(rest, 2), query.message
        if wanted is None or not isinstance(under, Message):
            return None
        shown = await page(action, wanted[0], wanted[1], context.register)
        if shown is None:
            return [calls.acknowledge(query.id, texts.DOC_GONE)]
        if action == cardpages.LIST:
            change = calls.edit(under.chat_id, under.message_id, shown)
        else:
            change = replying.send(under, shown, under.message_id)
        return [calls.acknowledge(query.id), change]

    return Press(press)


async def page(action: str, pk: int, number: int, register: Register) -> Reply | None:
    """What a button of a card or list asks for; None when it is no longer there."""
    if not (0 <= pk < _LARGEST and 0 <= number < _LARGEST):
        return None
    if action == cardpages.LIST:
        items = await register(lambda register: register.items())
        return cardpages.listing(items, number) if number else cardpages.listing(items, 0)
    if action == cardpages.SECTION:
        found = await register(lambda register: register.section_at(pk, number // cardpages.PIECES))
        return cardpages.section(pk, number, *found) if found else None
    shown = await register(lambda register: register.card(pk))
    if shown is None:
        return None
    if action == cardpages.OUTLINE:
        return cardpages.outline(shown, number)
    if action == cardpages.RELATIONS:
        return cardpages.relations(shown, number)
    return cardpages.card(shown)[0]


COMMANDS = {
    "/vanban": Command(command, group=True),
}
PRESSES = {
    digests.DIGEST: Press(digest_button),
    **{action: card_button(action) for action in cardpages.ACTIONS},
}
