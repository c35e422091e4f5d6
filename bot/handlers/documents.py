"""/vanban: the list of documents, the card of one, its outline, sections and relations.

/tomtat: the digest of one document."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot import calls, cardpages, digests, texts
from bot.calls import Call
from bot.messages import Message
from retrieval.catalogue import Catalogue
from retrieval.digests import Length

COMMAND = "/vanban"
DIGEST_COMMAND = "/tomtat"
# Runs something on the register in the thread that owns it.
Register = Callable[[Callable[[Catalogue], Any]], Awaitable[Any]]
_LARGEST = 2**63  # SQLite's integers


async def command(chat_id: int, reply_to: int, typed: str, register: Register) -> list[Call]:
    """The card of what was typed after the command; the list when nothing was."""
    if typed:
        found = await register(lambda register: register.open(typed))
        messages = cardpages.opened(typed, found)
    else:
        items = await register(lambda register: register.items())
        messages = [cardpages.listing(items, 0) or Message(texts.DOCS_NONE)]
    return _sent(chat_id, reply_to, messages)


async def digest_command(chat_id: int, reply_to: int, typed: str, register: Register) -> list[Call]:
    """The digest of what was typed after the command, or how to use it."""
    if not typed:
        return _sent(chat_id, reply_to, [Message(texts.DIGEST_USAGE)])
    name, length = digests.asked(typed)
    found = await register(lambda register: register.open(name))
    entry = found.card.item.entry if found.card and found.card.item else None
    shown = await _digest(entry.pk, length, register) if entry else None
    if found.card and entry is None:
        shown = [Message(digests.absent(found.card))]
    return _sent(chat_id, reply_to, shown or digests.choices(name, length, found))


async def digest(
    chat_id: int, reply_to: int, pk: int, number: int, register: Register
) -> list[Call] | None:
    """What a button of a digest asks for; None when it is no longer there."""
    length = digests.length_at(number)
    if length is None or not 0 <= pk < _LARGEST:
        return None
    shown = await _digest(pk, length, register)
    return _sent(chat_id, reply_to, shown) if shown else None


async def _digest(pk: int, length: Length, register: Register) -> list[Message] | None:
    found = await register(lambda register: register.digest(pk, length))
    return digests.messages(found) if found else None


def _sent(chat_id: int, reply_to: int, messages: list[Message]) -> list[Call]:
    first, *rest = messages
    return [
        calls.send(chat_id, first, reply_to=reply_to),
        *(calls.send(chat_id, message) for message in rest),
    ]


async def page(action: str, pk: int, number: int, register: Register) -> Message | None:
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
