"""What stands under an answer besides its sources: the document's card, questions that go on
from it, and what one thinks of it."""

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot import calls, cardpages, digests, render, texts
from bot.calls import Call
from bot.handlers import answers, replying
from bot.handlers.context import Context
from bot.handlers.table import Press, numbers
from bot.messages import Button
from bot.messages import Message as Reply
from retrieval import followups
from retrieval.catalogue import Card
from retrieval.conversation import Followed, Source, Turn
from retrieval.digests import Length
from retrieval.types import PassagePage

ASK, WHY = "q", "vw"
_LENGTH = tuple(Length).index(Length.SHORT)
_UNDONE = ("replaces", "repeals")


async def card(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """«Văn bản»: the card of the document that holds a passage, below."""
    wanted, under = numbers(rest, 1), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    found = await context.register(lambda register: register.holding(wanted[0]))
    if found is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    return [calls.acknowledge(query.id), *replying.answer(under, cardpages.card(found))]


async def offer(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """«Hỏi tiếp»: questions that this document answers, as buttons below."""
    wanted, under = numbers(rest, 1), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    found = await context.register(lambda register: register.holding(wanted[0]))
    if found is None or found.item is None:
        return [calls.acknowledge(query.id, texts.DOC_GONE)]
    entry = found.item.entry
    questions = [
        Button(texts.FOLLOW_LABELS[kind], f"{ASK}:{kind}:{wanted[0]}") for kind in _fit(found)
    ]
    digest = Button(texts.FOLLOW_DIGEST, f"{digests.DIGEST}:{entry.pk}:{_LENGTH}")
    rows = tuple((button,) for button in (*questions, digest))
    head = texts.FOLLOW.format(document=entry.number or cardpages.short(entry.title))
    offered = Reply(head, (), rows, (entry.id,))
    return [calls.acknowledge(query.id), replying.send(under, offered, under.message_id)]


def _fit(found: Card) -> list[str]:
    """The questions that make sense of a document, by what its card says."""
    entry = found.item.entry if found.item else None
    undoes = any(link.act in _UNDONE for link in found.relations)
    sensible = {
        "signer": bool(entry and entry.signer),
        "effective": bool(entry and entry.effective),
        "replaces": undoes,
        "standing": bool(entry and not entry.is_report),
    }
    return [kind for kind, makes_sense in sensible.items() if makes_sense]


async def ask(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """One of those questions, asked by whoever pressed it."""
    kind, _, number = rest.partition(":")
    wanted, under = numbers(number, 1), query.message
    if wanted is None or kind not in texts.FOLLOW_QUESTIONS or not isinstance(under, Message):
        return None
    page = await context.passage(wanted[0])
    if page is None:
        return [calls.acknowledge(query.id, texts.PASSAGE_GONE)]
    text = texts.FOLLOW_QUESTIONS[kind]
    followed = _followed(text, page)
    asked = await answers.answered(under, text, followed, query.from_user.id, context)
    return [calls.acknowledge(query.id), *asked]


def _followed(text: str, page: PassagePage) -> Followed:
    """The question as one about the document of a passage."""
    document, passage = page.document, page.passage
    source = Source(passage.id, document.number, document.title, passage.section)
    turn = Turn(text, (source,), passage.id)
    return followups.resolve(text, [turn]) or Followed(text, passage.id, source)


async def vote(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """👍 or 👎: kept without a name; what stands is marked on the button."""
    answer, _, verdict = rest.partition(":")
    under = query.message
    if verdict not in ("0", "1") or not answer or not isinstance(under, Message):
        return None
    stands = await context.once(lambda store: store.feedback.put(answer, int(verdict)))
    thanks = texts.VOTE_UNDONE if stands is None else texts.VOTE_TAKEN if stands else texts.VOTE_WHY
    if under.reply_markup is None:  # the server did not say which buttons stand there
        return [calls.tell(query.id, thanks if stands != 0 else texts.VOTE_TAKEN)]
    markup = _marked(under.reply_markup, answer, stands)
    markup = _with_reasons(markup, answer, None, shown=stands == 0)
    return [
        calls.tell(query.id, thanks),
        calls.edit_buttons(under.chat_id, under.message_id, markup.to_dict()),
    ]


async def why(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A reason for 👎."""
    answer, _, reason = rest.partition(":")
    under = query.message
    if reason not in texts.VOTE_REASONS or not isinstance(under, Message):
        return None
    if under.reply_markup is None:
        return None
    stands = await context.once(lambda store: store.feedback.why(answer, reason))
    if await context.store(lambda store: store.feedback.of(answer)) != 0:
        return None
    markup = _with_reasons(under.reply_markup, answer, stands, shown=True)
    return [
        calls.tell(query.id, texts.VOTE_TAKEN if stands else texts.VOTE_UNDONE),
        calls.edit_buttons(under.chat_id, under.message_id, markup.to_dict()),
    ]


def _with_reasons(
    markup: InlineKeyboardMarkup, answer: str, stands: str | None, shown: bool
) -> InlineKeyboardMarkup:
    """The buttons of a message with those of the reasons below, or without."""
    rows = [
        row for row in markup.inline_keyboard if not str(row[0].callback_data).startswith(f"{WHY}:")
    ]
    reasons = [
        InlineKeyboardButton(
            texts.VOTED.format(label=label) if key == stands else label,
            callback_data=f"{WHY}:{answer}:{key}",
        )
        for key, label in texts.VOTE_REASONS.items()
    ]
    pairs = [reasons[at : at + 2] for at in range(0, len(reasons), 2)]
    return InlineKeyboardMarkup([*rows, *(pairs if shown else ())])


def _marked(markup: InlineKeyboardMarkup, answer: str, stands: int | None) -> InlineKeyboardMarkup:
    """The buttons of a message with the verdict that stands marked."""
    labels = {
        f"{render.VOTE}:{answer}:{verdict}": texts.VOTED.format(label=label)
        if verdict == stands
        else label
        for verdict, label in ((1, texts.VOTE_UP), (0, texts.VOTE_DOWN))
    }
    return InlineKeyboardMarkup(
        [[_relabelled(button, labels) for button in row] for row in markup.inline_keyboard]
    )


def _relabelled(button: InlineKeyboardButton, labels: dict[str, str]) -> InlineKeyboardButton:
    label = labels.get(str(button.callback_data))
    return (
        button if label is None else InlineKeyboardButton(label, callback_data=button.callback_data)
    )


PRESSES = {
    render.CARD_OF: Press(card),
    render.FOLLOW: Press(offer),
    ASK: Press(ask),
    render.VOTE: Press(vote),
    WHY: Press(why),
}
