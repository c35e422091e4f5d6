"""/vanban: the list of documents, the card of one, its outline, sections and relations."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot import calls, cardpages, texts
from bot.calls import Call
from bot.messages import Message
from retrieval.catalogue import Catalogue

COMMAND = "/vanban"
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
