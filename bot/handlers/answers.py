"""Answers to questions, wherever they are asked, and the buttons under them."""

from collections.abc import Collection
from dataclasses import replace

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot import calls, feedback, render, texts
from bot.calls import Call
from bot.drafts import drafting
from bot.handlers import replying
from bot.handlers.context import Context
from bot.handlers.table import Press, numbers
from bot.turns import memo
from retrieval import conversation, followups
from retrieval.conversation import Followed, Turn
from retrieval.types import Answer, Reason


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
    answer = await context.ask(question, within)
    await context.store(lambda store: store.usage.note(question, answer))
    if answer.citations:
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

    The question is the message that ours hangs under, or what it was understood to be; one that
    was deleted is gone.
    """
    wanted, offer = numbers(rest, 2), query.message
    asked = offer.reply_to_message if isinstance(offer, Message) else None
    if wanted is None or offer is None or asked is None or asked.text is None:
        return None
    if await context.passage(wanted[0]) is None:
        return [calls.acknowledge(query.id, texts.PASSAGE_GONE)]
    chat, shown = offer.chat.id, offer.message_id
    before = await context.store(lambda store: store.turns.answered_by(chat, shown))
    chosen = Followed(before[0].question if before else asked.text, wanted[0])
    answers = await answered(asked, asked.text, chosen, query.from_user.id, context)
    return [calls.acknowledge(query.id), *answers]


PRESSES = {
    render.SOURCE: Press(source),
    render.TURN: Press(turn),
    render.CHOOSE: Press(choose),
}
