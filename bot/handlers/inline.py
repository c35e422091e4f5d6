"""`@bot chỉ thị 05` in any chat: cards and passages of public documents, to be put into it.

What is put there is read by whoever is in that chat, so nothing but public documents is offered,
whoever asks; and Telegram is to keep nothing of it (`cache_time`, `is_personal`).
"""

from dataclasses import replace

from telegram import InlineQuery, Message

from bot import calls, cardpages, render, texts
from bot.calls import Call
from bot.handlers import replying
from bot.handlers.context import Context, Library
from bot.handlers.table import Command, Who, may
from bot.inlining import Result
from bot.messages import Message as Reply
from retrieval.catalogue import Card, Catalogue
from retrieval.types import PUBLIC, PassagePage

DOCUMENT, PASSAGE = "doc", "psg"
_CARDS, _PASSAGES = 8, 6
_LONGEST = 200  # characters of a query that are looked at


async def answer(query: InlineQuery, context: Context) -> list[Call]:
    """Cards of what the query may name, then passages that are near it."""
    if not await may(context, query.from_user.id, None, Who.MEMBER):
        return [calls.inline(query.id, [], texts.INLINE_NOT_ALLOWED)]
    typed = " ".join(query.query.split())[:_LONGEST]
    username = context.me.username
    results = await context.read(PUBLIC, lambda library: _results(library, typed, username))
    return [calls.inline(query.id, results, texts.INLINE_OPEN if results else texts.INLINE_NOTHING)]


def _results(library: Library, typed: str, username: str) -> list[Result]:
    cards = _cards(library.catalogue, typed)
    near = library.find(typed, _PASSAGES) if typed else []
    pages = [page for hit in near if (page := library.passage(hit.passage.id))]
    return [
        *(_of_card(card, username) for card in cards),
        *(_of_page(page, username) for page in pages),
    ]


def _cards(register: Catalogue, typed: str) -> list[Card]:
    """The documents that a number, a title or words of one name; the newest for nothing typed."""
    opened = register.open(typed) if typed else None
    if opened and opened.card:
        return [opened.card] if opened.card.item else []
    named = [each.item for each in opened.candidates if each.item] if opened else []
    found = named or register.items(words=typed)
    found.sort(key=lambda item: item.entry.issued or "", reverse=True)
    cards = (register.card(item.entry.pk) for item in found[:_CARDS])
    return [card for card in cards if card and card.item]


def _of_card(card: Card, username: str) -> Result:
    entry = card.item.entry if card.item else None
    title = card.number or (entry.title if entry else "")
    shown = replace(cardpages.card(card)[0], buttons=())
    pk = entry.pk if entry else 0
    return Result(
        f"d{pk}",
        cardpages.short(title),
        render.shorten(entry.title if entry else "", render.EXCERPT),
        shown,
        link(username, DOCUMENT, pk),
    )


def _of_page(page: PassagePage, username: str) -> Result:
    document, passage = page.document, page.passage
    label = render.document_label(document.kind, document.number, document.issued)
    return Result(
        f"p{passage.id}",
        cardpages.short(label or document.title),
        render.shorten(passage.text, render.EXCERPT),
        replace(render.page(page), buttons=()),
        link(username, PASSAGE, passage.id),
    )


def link(username: str, kind: str, number: int) -> str:
    """A link that opens this bot at a document or passage; whoever follows it is authorised."""
    return f"https://t.me/{username}?start={kind}_{number}"


async def open_document(given: Message, payload: str, context: Context) -> list[Call]:
    number = _number(payload)
    card = await context.register(lambda register: register.card(number))
    return replying.answer(given, cardpages.card(card) if card else [Reply(texts.DOC_GONE)])


async def open_passage(given: Message, payload: str, context: Context) -> list[Call]:
    shown = await context.passage(_number(payload))
    return replying.answer(given, [render.page(shown) if shown else Reply(texts.PASSAGE_GONE)])


def _number(payload: str) -> int:
    """A key out of a link, 0 for what is none: keys begin at 1, and fit SQLite's integers."""
    return int(payload) if payload.isdecimal() and len(payload) < len(str(2**63)) else 0


STARTS = {DOCUMENT: Command(open_document), PASSAGE: Command(open_passage)}
