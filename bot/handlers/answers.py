"""Answers to questions, wherever they are asked, and the buttons under them."""

from collections.abc import Collection
from dataclasses import replace

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot import calls, feedback, render, texts
from bot.calls import Call
from bot.drafts import drafting
from bot.elsewhere import Asked
from bot.handlers import elsewhere, pinning, replying
from bot.handlers.context import Context
from bot.handlers.table import Press, numbers
from bot.turns import memo
from index import references
from retrieval import conversation, followups
from retrieval.conversation import Followed, Turn
from retrieval.types import Answer, Reason

ASK = "/hoi"
# What a group is told where it cannot read the document: somebody else may have an answer.
_UNSEEN = (Reason.UNKNOWN_REFERENCE, Reason.NO_SUPPORT, Reason.EMPTY_CORPUS)


async def question(
    given: Message, text: str, context: Context, silent: Collection[Reason] = ()
) -> list[Call]:
    """The answer to a question, which may be a follow-up of those before; nothing at all where
    there is none for one of the reasons in `silent`."""
    before = await _before(given, context)
    followed = followups.resolve(text, before)
    if followed and followed.step is not None:
        return await _continued(given, followed, before[-1], context)
    person = replying.person(given)
    return await answered(given, text, followed, person, context, silent)


async def _before(given: Message, context: Context) -> list[Turn]:
    """The turns that a message may go on from: that of the answer it replies to, else, in a
    private chat only, the last ones of the person."""
    chat, person, replied = given.chat_id, replying.person(given), given.reply_to_message
    if replied and replied.from_user and replied.from_user.id == context.me.id:
        answer = replied.message_id
        return await context.store(lambda store: store.turns.answered_by(chat, answer))
    if given.chat.type != ChatType.PRIVATE:
        return []
    return await context.store(lambda store: store.turns.recent(chat, person))


async def _continued(
    given: Message, followed: Followed, before: Turn, context: Context
) -> list[Call]:
    """The passage cited last, whole, or the one beside it."""
    cited = None if followed.within is None else await context.passage(followed.within)
    beside = conversation.beside(followed, cited) if cited else None
    shown = None if beside is None else await context.passage(beside)
    if shown is None:
        return replying.say(given, texts.NO_MORE)
    call = replying.send(given, render.page(shown), given.message_id)
    return [_remembered(call, replying.person(given), conversation.turned(before, shown))]


async def answered(
    given: Message,
    text: str,
    followed: Followed | None,
    person: int,
    context: Context,
    silent: Collection[Reason] = (),
) -> list[Call]:
    """The cited answer, under the question. Buttons go under the last part, which has to hang
    under the question too where they need its words."""
    question, within = (followed.question, followed.within) if followed else (text, None)
    answer = await _asked(question, within, context)
    if mine := await elsewhere.alone(given, person, context):
        found = await _asked(question, within, mine)
        if found.shown and await _unseen(question, answer, found, context):
            return await _elsewhere(given, text, followed, person, found, mine)
    await context.store(lambda store: store.usage.note(question, answer))
    if answer.citations and not answer.pinned:
        answer = await _written(answer, given, context)
    answer = conversation.told(text, followed, answer)
    if answer.reason in silent:
        return []
    first, *rest = render.answer(answer, feedback.answer_id())
    under = given.message_id
    return [
        _remembered(
            replying.send(given, first, under), person, conversation.turn(text, followed, answer)
        ),
        *(replying.send(given, r, under if answer.candidates else None) for r in rest),
    ]


async def _asked(question: str, within: int | None, context: Context) -> Answer:
    """The answer that is pinned to a question, or else the one found."""
    return await pinning.found(question, within, context) or await context.ask(question, within)


async def _unseen(question: str, ours: Answer, found: Answer, context: Context) -> bool:
    """Whether the asker has an answer, or a choice, that this group cannot have: it has none, or
    only an answer from what mentions the document that the question names."""
    if not found.citations:
        return bool(found.candidates) and ours.reason in _UNSEEN
    if ours.reason is not None:
        return ours.reason in _UNSEEN
    document = found.citations[0].document_id
    named = bool(references.find(question))
    return named and await context.register(lambda register: register.card_of(document)) is None


async def _elsewhere(
    given: Message,
    text: str,
    followed: Followed | None,
    person: int,
    answer: Answer,
    context: Context,
) -> list[Call]:
    """The answer to somebody in a group that may not read it, in their private chat."""
    question, within = (followed.question, followed.within) if followed else (text, None)
    counted = answer
    await context.store(lambda store: store.usage.note(question, counted))
    answer = conversation.told(text, followed, answer)
    answer = replace(answer, understood=answer.understood or question)
    first, *rest = elsewhere.privately(person, render.answer(answer, feedback.answer_id()))
    private = [_remembered(first, person, conversation.turn(text, followed, answer)), *rest]
    asked = Asked(ASK, question, within)
    return await elsewhere.told(given, person, asked, private, context)


async def later(given: Message, asked: Asked, context: Context) -> list[Call]:
    """A question of a group that somebody comes for, asked again as who they are now."""
    followed = None if asked.within is None else Followed(asked.typed, asked.within)
    return await answered(given, asked.typed, followed, replying.person(given), context)


async def _written(answer: Answer, given: Message, context: Context) -> Answer:
    """The answer in a language model's words, if there is one. Telegram shows drafts in private
    chats only."""
    if given.chat.type != ChatType.PRIVATE:
        return await context.write(answer, lambda _: None)
    async with drafting(context.bot, given.chat_id, given.message_id) as show:
        return await context.write(answer, lambda written: show(render.draft(written)))


def _remembered(call: Call, person: int, turn: Turn | None) -> Call:
    return replace(call, memo=memo(call.params["chat_id"], person, turn)) if turn else call


async def source(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """«Xem nguồn»: the whole passage, below."""
    return await _page(query, rest, context, turning=False)


async def turn(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """«Trước», «Sau»: another passage in place of this one."""
    return await _page(query, rest, context, turning=True)


async def _page(
    query: CallbackQuery, rest: str, context: Context, turning: bool
) -> list[Call] | None:
    wanted, under = numbers(rest, 2), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    shown = await context.passage(wanted[0])
    if shown is None:
        return [calls.acknowledge(query.id, texts.PASSAGE_GONE)]
    reply = render.page(shown, wanted[1])
    if turning:
        change = calls.edit(under.chat_id, under.message_id, reply)
    else:
        change = replying.send(under, reply, under.message_id)
    return [calls.acknowledge(query.id), change]


async def choose(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """One of the documents offered: the question again, asked of that document only.

    The question is what it was understood to be, while that is remembered, or the message that
    ours hangs under; one that was deleted is gone.
    """
    wanted, offer = numbers(rest, 2), query.message
    if wanted is None or not isinstance(offer, Message):
        return None
    chat, shown = offer.chat.id, offer.message_id
    before = await context.store(lambda store: store.turns.answered_by(chat, shown))
    asked = offer.reply_to_message
    typed = asked.text if asked else before[0].question if before else None
    if typed is None:
        return None
    if await context.passage(wanted[0]) is None:
        return [calls.acknowledge(query.id, texts.PASSAGE_GONE)]
    chosen = Followed(before[0].question if before else typed, wanted[0])
    answers = await answered(asked or offer, typed, chosen, query.from_user.id, context)
    return [calls.acknowledge(query.id), *answers]


PRESSES = {
    render.SOURCE: Press(source),
    render.TURN: Press(turn),
    render.CHOOSE: Press(choose),
}
