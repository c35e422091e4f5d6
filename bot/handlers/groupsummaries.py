"""/tomtat in a group: what happened, with a link to every message; buttons for the common ranges,
«gửi riêng», and a reminder for a deadline. /tomtat with a document's number is its digest.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot import calendars, calls, summaries, texts
from bot.calls import Call
from bot.chatlog import sender_id
from bot.handlers import documents, replying
from bot.handlers.context import Context, Library
from bot.handlers.table import Command, Press, numbers
from bot.messages import Button
from bot.messages import Message as Reply
from index.text import fold
from retrieval import chat_documents, chat_ranges, chat_summary
from retrieval.chat_documents import Mentioned
from retrieval.chat_ranges import Range
from retrieval.chat_types import VIETNAM, ChatSummary
from retrieval.types import Reader

# The ranges that have a button, by the letter in its data.
SINCE, TODAY, YESTERDAY, HUNDRED = "s", "t", "y", "h"
_ASKED = ("tra loi", "cau tra loi")
_BEFORE = timedelta(hours=1)
_MORNING = time(7, 30)


async def command(given: Message, typed: str, context: Context) -> list[Call]:
    """The summary of a group where one is asked for, else the digest of a document."""
    if given.chat.type == ChatType.PRIVATE:
        return await documents.digest_command(given, typed, context)
    wanted = _wanted(given, typed)
    if wanted is None and typed:
        return await documents.digest_command(given, typed, context)
    person = replying.person(given)
    if not await context.store(lambda store: store.chats.is_open(given.chat_id)):
        return replying.say(given, texts.LOG_NONE)
    if wanted is None:
        wanted = await _unread(given.chat_id, person, context)
    wanted = chat_ranges.with_topic(wanted, wanted.topic or replying.topic(given))
    _, replies = await shown(given.chat_id, wanted, context.reader, context)
    await context.store(lambda store: store.bulletins.see(given.chat_id, person, given.message_id))
    return replying.answer(given, replies)


def _wanted(given: Message, typed: str) -> Range | None:
    """The range that is said, or that the message replied to says; None for neither."""
    replied = given.reply_to_message
    if replied and not _is_topic(replied):
        if fold(typed).strip() in _ASKED:
            return Range(asked=replied.message_id)
        if not typed:
            return Range(start=replied.message_id)
    return chat_ranges.parse(typed, given.date) if typed else None


def _is_topic(replied: Message) -> bool:
    return replied.forum_topic_created is not None


async def _unread(chat: int, person: int, context: Context) -> Range:
    """What was said since somebody last wrote or asked."""
    who = sender_id(person)
    after = await context.store(lambda store: store.bulletins.seen(chat, person, who))
    return Range(after=after)


async def summarised(chat: int, wanted: Range, context: Context) -> ChatSummary:
    """The summary of a part of what is kept of a group. Raises nothing for an empty one."""

    def read() -> ChatSummary:
        chosen = chat_ranges.select(kept, wanted)
        return chat_summary.summarise(kept, {message.id for message in chosen})

    kept = await context.store(
        lambda store: chat_ranges.select(store.chats.messages(chat), Range())
    )
    found: ChatSummary = await context.disk(read)
    return found


async def shown(
    chat: int, wanted: Range, reader: Reader, context: Context
) -> tuple[bool, list[Reply]]:
    """Whether there is anything important in a part of what is kept of a group; and the summary,
    beside what its reader may see of the documents."""

    def beside(library: Library) -> tuple[ChatSummary, list[Mentioned]]:
        told = chat_documents.answered(found, library.answer)
        return told, chat_documents.mentioned(told, library.catalogue)

    found = await context.reword(await summarised(chat, wanted, context))
    told, documents = await context.read(reader, beside, long=True)
    return not told.nothing_important, summaries.messages(told, chat, documents, wanted.topic)


async def button(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """Another range, in the group or, after "p", privately."""
    under, (to, _, name) = query.message, rest.partition(":")
    if not isinstance(under, Message) or to not in ("g", "p") or name not in _RANGES:
        return None
    chat, person = under.chat_id, query.from_user.id
    if not await context.store(lambda store: store.chats.is_open(chat)):
        return [calls.acknowledge(query.id, texts.LOG_NONE)]
    now = await context.store(lambda store: store.bulletins.now())
    wanted = _RANGES[name](now) or await _unread(chat, person, context)
    wanted = chat_ranges.with_topic(wanted, replying.topic(under))
    reader = context.reader if to == "g" else (await context.access.of(person)).reader
    _, replies = await shown(chat, wanted, reader, context)
    await context.store(lambda store: store.bulletins.see(chat, person, under.message_id))
    if to == "g":
        return [calls.acknowledge(query.id), *replying.answer(under, replies)]
    private = [calls.send(person, replace(each, buttons=())) for each in replies]
    return [calls.acknowledge(query.id, texts.SUMMARY_PRIVATE), *private]


_RANGES: dict[str, Any] = {
    SINCE: lambda now: None,
    TODAY: chat_ranges.today,
    YESTERDAY: chat_ranges.yesterday,
    HUNDRED: lambda now: Range(last=100),
}


async def remind(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A reminder of a deadline, for whoever presses: an hour before, or that morning."""
    wanted, under = numbers(rest, 2), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    message, minutes = wanted
    if not 0 < minutes < 10**9:
        return None
    due, chat, person = (
        datetime.fromtimestamp(minutes * 60, VIETNAM),
        under.chat_id,
        query.from_user.id,
    )
    at = datetime.combine(due.date(), _MORNING, VIETNAM) if due.time() == time() else due - _BEFORE
    if at <= await context.store(lambda store: store.bulletins.now()):
        return [calls.acknowledge(query.id, texts.REMINDER_PAST)]
    await context.store(lambda store: store.bulletins.remind(chat, person, message, at.timestamp()))
    return [calls.acknowledge(query.id, texts.REMINDER_SET.format(at=f"{at:%H:%M %d/%m/%Y}"))]


async def calendar(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """A deadline as a calendar file, sent privately: as the group's log tells it now."""
    wanted, under = numbers(rest, 1), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    chat, (number,) = under.chat_id, wanted
    found = await summarised(chat, Range(), context)
    told = (p for p in reversed(found.points) if p.due and number in p.message_ids)
    if (point := next(told, None)) is None or point.due is None:
        return [calls.acknowledge(query.id, texts.SUMMARY_GONE)]
    title = " / ".join(quote.shown for quote in point.quotes)
    now = await context.store(lambda store: store.bulletins.now())
    uid = f"{chat}-{point.message_ids[0]}"
    made = calendars.event(uid, point.due, title, summaries.link(chat, number), now)
    return [
        calls.file(query.from_user.id, "lich.ics", made, texts.CALENDAR_FILE),
        calls.acknowledge(query.id, texts.CALENDAR_SENT),
    ]


async def more(query: CallbackQuery, rest: str, context: Context) -> list[Call] | None:
    """The points of a summary that were left out at first."""
    wanted, under = numbers(rest, 3), query.message
    if wanted is None or not isinstance(under, Message):
        return None
    first, last, topic = wanted
    span = chat_ranges.with_topic(Range(start=first, end=last), topic or None)
    found = await context.reword(await summarised(under.chat_id, span, context))
    replies = summaries.rest(found, under.chat_id)
    if not replies:
        return [calls.acknowledge(query.id, texts.SUMMARY_GONE)]
    return [calls.acknowledge(query.id), *replying.answer(under, replies)]


async def reminded(content: dict[str, Any], context: Context) -> list[Call]:
    """An errand: the words of the message again, if they are still kept."""
    chat, number = content["chat"], content["message"]
    message = await context.store(lambda store: store.chats.message(chat, number))
    if message is None:
        return []
    said = texts.REMINDER.format(sender=message.sender, text=message.text[:500])
    link = summaries.link(chat, number)
    reply = Reply(said, buttons=((Button(texts.SUMMARY_OPEN, url=link),),) if link else ())
    return [calls.send(content["person"], reply)]


COMMANDS = {"/tomtat": Command(command, group=True)}
PRESSES = {
    summaries.RANGE: Press(button),
    summaries.REMIND: Press(remind),
    summaries.CALENDAR: Press(calendar),
    summaries.MORE: Press(more),
}
ERRANDS = {"remind": reminded}
