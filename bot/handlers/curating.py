"""Curating from the chat: an administrator sends a file, sets right what was read, takes it back.

/nguon lists what there is, /xoa removes a document.
"""

import json
import logging
import re
from dataclasses import replace
from pathlib import Path

from telegram import CallbackQuery, Message
from telegram.error import BadRequest, TelegramError

from bot import calls, cardpages, texts, uploads
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Command, Press, Who, numbers
from bot.indexing import Outcome, Show
from bot.live import Live
from bot.messages import Button
from bot.messages import Message as Reply
from bot.uploads import Upload
from index.collections import Collection
from index.readers import ENDINGS
from retrieval.catalogue import Card, Catalogue

log = logging.getLogger(__name__)

BUTTON = "u"
UNDO, REMOVE, PLACE = "u", "y", "k"
INTO = "uk"  # into which collection
# Of what is held back: `quarantine.py` hears these.
HELD, ASK, DELETE = "z", "a", "d"
# A letter for each field that can be set right.
FIELDS = {"n": "number", "i": "issued", "t": "title"}
# The last line of a question of ours that waits for a value: "[n:12]".
_WAITING = re.compile(rf"\[([{''.join(FIELDS)}]):(\d+)\]\Z")
_SHOWN = 5  # cards of one file
_LIMIT_MB = uploads.LIMIT // 2**20


async def upload(given: Message, sent: Upload, context: Context) -> list[Call]:
    """Takes in a file and shows what was recognised of it."""
    if refusal := _refusal(sent):
        return replying.say(given, refusal)
    path = sent.path(context.indexing.data)
    async with Live(context.bot, given) as live:
        try:
            live.show(texts.UPLOAD_STEPS["fetch"].format(name=sent.name))
            await _fetch(sent, path, context)
        except BadRequest as error:
            large = "too big" in str(error)  # larger than was said of it
            why = texts.UPLOAD_LARGE if large else texts.UPLOAD_LOST
            return replying.say(given, why.format(name=sent.name, limit=_LIMIT_MB))
        except (TelegramError, OSError) as error:
            log.warning("an upload was not fetched: %s", error)
            return replying.say(given, texts.UPLOAD_LOST.format(name=sent.name))
        outcome = await context.indexing.add(path, _following(sent, live))
    told = await _told(sent, path, outcome, context)
    put = live.message
    said = replying.send(given, told) if put is None else calls.edit(given.chat_id, put, told)
    return [
        said,
        *await recognised(given, outcome, context),
        *(await _warned(given, sent, path, context) if outcome.quarantined else ()),
    ]


async def _warned(given: Message, sent: Upload, path: Path, context: Context) -> list[Call]:
    """Every admin is told that something secret was sent, with what can be done about it."""
    held = [each.place for each in await context.indexing.held() if each.path == str(path)]

    def said() -> Reply:
        buttons = held_buttons(held[0], held_choices()) if held else ()
        told = texts.QUARANTINED.format(name=sent.name, person=replying.person(given))
        return Reply(told, buttons=buttons)

    return context.tell(context.access.admins, said)


def held_choices() -> tuple[tuple[str, str], ...]:
    """Labels and letters of what can be done about a file that is held back."""
    return (texts.QUARANTINE_RELEASE, ASK), (texts.QUARANTINE_DELETE, DELETE)


def held_buttons(place: int, row: tuple[tuple[str, str], ...]) -> tuple[tuple[Button, ...], ...]:
    return (tuple(Button(label, f"{HELD}:{action}:{place}") for label, action in row),)


def _refusal(sent: Upload) -> str | None:
    if not sent.known:
        return texts.UPLOAD_KIND.format(name=sent.name, kinds=" ".join(sorted(ENDINGS)))
    if (sent.size or 0) > uploads.LIMIT:
        return texts.UPLOAD_LARGE.format(name=sent.name, limit=_LIMIT_MB)
    return None


async def _fetch(sent: Upload, path: Path, context: Context) -> None:
    if sent.text:
        content = sent.text.encode()
    else:
        file = await context.bot.get_file(sent.file_id)
        content = bytes(await file.download_as_bytearray())
    await context.disk(uploads.keep, path, content)


def _following(sent: Upload, live: Live) -> Show:
    def show(done: int, total: int, passages: int) -> None:
        step = "index" if passages else "read"
        live.show(texts.UPLOAD_STEPS[step].format(name=sent.name, passages=passages))

    return show


async def _told(sent: Upload, path: Path, outcome: Outcome, context: Context) -> Reply:
    """What came of a file; of one that holds no document nothing is kept, unless it waits in
    quarantine."""
    if outcome.quarantined and not outcome.documents:
        return Reply(texts.UPLOAD_HELD.format(name=sent.name))
    told = [sentence.replace(str(path), sent.name) for sentence in outcome.problems]
    if outcome.documents:
        done = texts.UPLOAD_DONE if outcome.new else texts.UPLOAD_KNOWN
        told.insert(0, done.format(name=sent.name, count=len(outcome.documents)))
    else:
        await context.disk(uploads.forget, str(path), context.indexing.data)
    return Reply("\n".join(told) or texts.FAILED)


async def recognised(given: Message, outcome: Outcome, context: Context) -> list[Call]:
    """A card for each document in a file."""
    said: list[Call] = []
    for document in outcome.documents[:_SHOWN]:
        card = await _card_of(document, context)
        said += [replying.send(given, shown) for shown in _cards(card)]
    return said


async def _card_of(document: str, context: Context) -> Card | None:
    card: Card | None = await context.register(lambda register: register.card_of(document))
    return card


def _cards(card: Card | None) -> list[Reply]:
    """A card with buttons to set right what was recognised."""
    if card is None or card.item is None:
        return []
    pk = card.item.entry.pk
    labels = (*((letter, texts.CORRECT[field]) for letter, field in FIELDS.items()),)
    row = tuple(Button(label, f"{BUTTON}:{letter}:{pk}") for letter, label in labels)
    *first, last = cardpages.card(card)
    place = (Button(texts.CORRECT_COLLECTION, f"{BUTTON}:{PLACE}:{pk}"),)
    undo = (Button(texts.UNDO, f"{BUTTON}:{UNDO}:{pk}"),)
    return [*first, replace(last, buttons=(*last.buttons, row, place, undo))]


async def button(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """Set right, undo, remove."""
    action, _, number = rest.partition(":")
    under = query.message
    if not number.isdecimal() or len(number) > 18 or not isinstance(under, Message):
        return None
    card: Card | None = await context.register(lambda register: register.card(int(number)))
    if action in (UNDO, REMOVE):
        said = await _removed(under, card, context)
        return [calls.acknowledge(query.id), *said] if said else _gone(query)
    if card is None or card.item is None:
        return _gone(query)
    if action in FIELDS:
        asked = texts.CORRECT_ASK[FIELDS[action]].format(name=_name(card))
        waiting = Reply(f"{asked}\n[{action}:{number}]")
        return [calls.acknowledge(query.id), calls.ask(under.chat_id, waiting, under.message_id)]
    if action == PLACE:
        return [calls.acknowledge(query.id), await _collections(under, card, context)]
    return None


def _gone(query: CallbackQuery) -> list[Call]:
    return [calls.acknowledge(query.id, texts.DOC_GONE)]


async def _collections(under: Message, card: Card, context: Context) -> Call:
    """The collections, each a button that puts the document there."""
    assert card.item is not None  # noqa: S101 - the caller has looked
    pk = card.item.entry.pk
    known = await context.read(context.reader, lambda lib: lib.collections())
    rows = tuple((Button(_choice(each), f"{INTO}:{pk}:{each.name}"),) for each in known)
    asked = texts.CORRECT_COLLECTION_ASK.format(name=_name(card))
    return replying.send(under, Reply(asked, buttons=rows), under.message_id)


def _choice(place: Collection) -> str:
    state = texts.COLLECTION_PUBLIC if place.public else texts.COLLECTION_CLOSED
    return texts.COLLECTION_CHOICE.format(name=place.name, state=state)


async def into(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """One of those collections was chosen."""
    (number, _, name), under = rest.partition(":"), query.message
    if not number.isdecimal() or len(number) > 18 or not name or not isinstance(under, Message):
        return None
    card: Card | None = await context.register(lambda register: register.card(int(number)))
    if card is None or card.item is None:
        return _gone(query)
    outcome = await context.indexing.move(card.item.entry.id, name)
    done = texts.COLLECTION_MOVED.format(name=_name(card), collection=name)
    said = Reply("\n".join(outcome.problems) or done)
    return [calls.acknowledge(query.id), calls.edit(under.chat_id, under.message_id, said)]


async def _removed(under: Message, card: Card | None, context: Context) -> list[Call]:
    """Removes one document with every copy's own row left alone, the file we kept of it and the
    answers pinned from it. Which they are is noted first: after a kill the card may be gone and
    the file still there. Nothing is said of a document that was gone before."""
    noted = await context.once(lambda _: _particulars(card))
    if not noted:
        return []
    id_, source, name = json.loads(noted)
    outcome = await context.indexing.remove(id_) if card else Outcome()
    if outcome.problems:
        return replying.say(under, "\n".join(outcome.problems))
    await context.disk(uploads.forget, source, context.indexing.data)
    await context.store(lambda store: store.pins.forget(id_))
    return [calls.edit(under.chat_id, under.message_id, Reply(texts.REMOVED.format(name=name)))]


def _particulars(card: Card | None) -> str:
    """JSON: id, file and name of a document."""
    if card is None or card.item is None:
        return ""
    return json.dumps([card.item.entry.id, card.item.entry.source, _name(card)])


def waited_for(given: Message, context: Context) -> tuple[str, int] | None:
    """The field and document that a reply gives the value of."""
    asked = given.reply_to_message
    if asked is None or asked.from_user is None or asked.from_user.id != context.me.id:
        return None
    found = _WAITING.search(asked.text or "")
    return (FIELDS[found[1]], int(found[2])) if found else None


async def correct(given: Message, field: str, pk: int, context: Context) -> list[Call]:
    """Sets right what an administrator replied to our question with."""
    card: Card | None = await context.register(lambda register: register.card(pk))
    if card is None or card.item is None:
        return replying.say(given, texts.DOC_GONE)
    id_ = card.item.entry.id
    outcome = await context.indexing.correct(id_, field, given.text or "")
    if outcome.problems:
        return replying.say(given, "\n".join(outcome.problems))
    return replying.answer(given, _cards(await _card_of(id_, context)) or [Reply(texts.DOC_GONE)])


async def remove(given: Message, typed: str, context: Context) -> list[Call]:
    """/xoa: the document meant, and a button that removes it."""
    if not typed:
        return replying.say(given, texts.REMOVE_USAGE)

    def find(register: Catalogue) -> tuple[Card | None, list[Reply]]:
        card = register.card_of(typed)
        found = register.open(typed) if card is None else None
        card = card or (found.card if found else None)
        return card, [] if card or found is None else cardpages.opened(typed, found)

    card, choices = await context.register(find)
    if card is None:
        return replying.answer(given, choices)
    if card.item is None:
        return replying.say(given, texts.DOC_UNKNOWN.format(typed=typed))
    entry = card.item.entry
    sure = Button(texts.REMOVE, f"{BUTTON}:{REMOVE}:{entry.pk}")
    asked = texts.REMOVE_ASK.format(name=_name(card), source=Path(entry.source).name)
    return replying.answer(given, [Reply(asked, buttons=((sure,),))])


async def sources(given: Message, typed: str, context: Context) -> list[Call]:
    """/nguon: the documents with the files they come from."""
    return replying.answer(given, [await _sources(0, context) or Reply(texts.DOCS_NONE)])


async def _sources(page: int, context: Context) -> Reply | None:
    return cardpages.sources(await context.register(lambda register: register.items()), page)


async def turn(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """Another page of /nguon, in its place."""
    wanted, under = numbers(rest, 2), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    shown = await _sources(wanted[1], context) if 0 <= wanted[1] < 10**6 else None
    if shown is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    return [calls.acknowledge(query.id), calls.edit(under.chat_id, under.message_id, shown)]


def _name(card: Card) -> str:
    entry = card.item.entry if card.item else None
    return cardpages.short(card.number or (entry.title if entry else ""))


COMMANDS = {
    "/nguon": Command(sources, Who.ADMIN),
    "/xoa": Command(remove, Who.ADMIN),
}
PRESSES = {
    BUTTON: Press(button, Who.ADMIN),
    INTO: Press(into, Who.ADMIN),
    cardpages.SOURCES: Press(turn, Who.ADMIN),
}
