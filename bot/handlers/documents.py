"""/vanban: the list of documents, the card of one, its outline, sections and relations.

/tomtat: the digest of one document."""

from telegram import CallbackQuery, Message

from bot import calls, cardpages, digests, texts
from bot.calls import Call
from bot.elsewhere import Asked
from bot.handlers import answers, elsewhere, replying
from bot.handlers.context import Context, Register
from bot.handlers.table import Command, Press, numbers
from bot.messages import Message as Reply
from retrieval.catalogue import Opened
from retrieval.digests import Length

CARD, DIGEST = "/vanban", "/tomtat"
_LARGEST = 2**63  # SQLite's integers


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """The card of what was typed after the command; the list when nothing was."""
    if typed:
        found, messages = await _opened(typed, context)
        if not _whole(found) and (mine := await _alone(given, context)):
            theirs, private = await _opened(typed, mine)
            if _whole(theirs):
                return await _elsewhere(given, Asked(CARD, typed), private, context)
    else:
        items = await context.register(lambda register: register.items())
        messages = [cardpages.listing(items, 0) or Reply(texts.DOCS_NONE)]
    return replying.answer(given, messages)


async def digest_command(given: Message, typed: str, context: Context) -> list[Call]:
    """The digest of what was typed after the command, or how to use it."""
    if not typed:
        return replying.answer(given, [Reply(texts.DIGEST_USAGE)])
    found, messages = await _digested(typed, context)
    if not _whole(found) and (mine := await _alone(given, context)):
        theirs, private = await _digested(typed, mine)
        if _whole(theirs):
            return await _elsewhere(given, Asked(DIGEST, typed), private, context)
    return replying.answer(given, messages)


async def _opened(typed: str, context: Context) -> tuple[Opened, list[Reply]]:
    found: Opened = await context.register(lambda register: register.open(typed))
    return found, cardpages.opened(typed, found)


async def _digested(typed: str, context: Context) -> tuple[Opened, list[Reply]]:
    name, length = digests.asked(typed)
    found: Opened = await context.register(lambda register: register.open(name))
    entry = found.card.item.entry if found.card and found.card.item else None
    shown = await _digest(entry.pk, length, context.register) if entry else None
    if found.card and entry is None:
        shown = [Reply(digests.absent(found.card))]
    return found, shown or digests.choices(name, length, found)


def _whole(found: Opened) -> bool:
    """Whether the document itself was found, not only what mentions it."""
    return found.card is not None and found.card.item is not None


async def _alone(given: Message, context: Context) -> Context | None:
    return await elsewhere.alone(given, replying.person(given), context)


async def _elsewhere(
    given: Message, asked: Asked, private: list[Reply], context: Context
) -> list[Call]:
    person = replying.person(given)
    made = elsewhere.privately(person, private)
    return await elsewhere.told(given, person, asked, made, context)


async def later(given: Message, code: str, context: Context) -> list[Call]:
    """The button under a neutral line was pressed: asked again as whoever comes."""
    asked = await context.store(lambda store: store.elsewhere.get(code))
    if asked is None:
        return replying.say(given, texts.ELSEWHERE_GONE)
    if asked.command == answers.ASK:
        return await answers.later(given, asked, context)
    again = digest_command if asked.command == DIGEST else command
    return await again(given, asked.typed, context)


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


async def named(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """The card of a document by its number, below: one that others only speak of has no key."""
    under = query.message
    if not rest or not isinstance(under, Message):
        return None
    found, messages = await _opened(rest, context)
    if found.card is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    return [calls.acknowledge(query.id), *replying.answer(under, messages)]


async def page(action: str, pk: int, number: int, register: Register) -> Reply | None:
    """What a button of a card or list asks for; None when it is no longer there."""
    if not (0 <= pk < _LARGEST and 0 <= number < _LARGEST):
        return None
    if action == cardpages.LIST:
        items = await register(lambda register: register.items())
        return cardpages.listing(items, number) if number else cardpages.listing(items, 0)
    shown = await register(lambda register: register.card(pk))
    if shown is None:
        return None
    if action == cardpages.SECTION:
        found = await register(lambda register: register.section_at(pk, number // cardpages.PIECES))
        return cardpages.section(shown, number, *found) if found else None
    if action == cardpages.OUTLINE:
        return cardpages.outline(shown, number)
    if action == cardpages.RELATIONS:
        return cardpages.relations(shown, number)
    return cardpages.card(shown)[0]


COMMANDS = {
    CARD: Command(command, group=True),
}
PRESSES = {
    digests.DIGEST: Press(digest_button),
    cardpages.NAMED: Press(named),
    **{action: card_button(action) for action in cardpages.ACTIONS},
}
STARTS = {elsewhere.LATER: Command(later)}
