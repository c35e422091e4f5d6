"""A chat in, what happened out: the whole way, without a language model.

    messages -> talks (chat_threads) -> statements (chat_statements, with chat_times, chat_values)
             -> what was taken back (chat_corrections), asked (chat_questions), weighs (chat_speech)
             -> points (chat_points, chat_quotes), topics, numbers of documents

Pure. Nothing is kept between calls and nobody is counted or judged.
"""

from collections.abc import Container, Sequence

from retrieval import chat_corrections, chat_questions, chat_speech, chat_threads, chat_topics
from retrieval.chat_people import People
from retrieval.chat_persons import Persons
from retrieval.chat_points import Composer
from retrieval.chat_speech import Group
from retrieval.chat_statements import numbers_of, statements
from retrieval.chat_types import ChatSummary, Message

MOST = 3_000  # messages of one summary; of more, the latest
CONTEXT = 300  # messages that are read ahead of the first one asked for


def summarise(messages: Sequence[Message], within: Container[int] | None = None) -> ChatSummary:
    """What happened in `messages`, those of one chat in the order of their sending.

    `within` are the ids of the messages that were asked for (None: all). What came shortly before
    them and all that came after is read too: what it corrects or answers counts, but no point is
    made of it. Forwards of one text count once.
    """
    read = once(_near(messages, within)[-MOST:])
    threads = chat_threads.threads(read)
    people = People(read)
    found = list(statements(read, Persons(read, people).of))
    made = chat_corrections.changes(found, threads, people)
    group = Group.of(read, threads, people)
    asked = chat_questions.asked(found, group)
    answers = chat_questions.answered(asked)
    weighed = [chat_speech.weigh(s, group, made, answers) for s in found]
    points = Composer(found, group, made, asked).points(weighed, within)
    topics = chat_topics.topics(found, points, group)
    asked_for = [m.id for m in messages if within is None or m.id in within]
    span = (asked_for[0], asked_for[-1]) if asked_for else (0, 0)
    work = [
        m for m, number in zip(read, threads, strict=True)
        if number not in group.social and (within is None or m.id in within)
    ]  # fmt: skip
    return ChatSummary(tuple(points), topics, tuple(numbers_of(work)), len(asked_for), span)


def _near(messages: Sequence[Message], within: Container[int] | None) -> Sequence[Message]:
    """What has to be read for the messages asked for: a hundred of three thousand kept are told in
    the time of a few hundred."""
    if within is None:
        return messages
    first = next((at for at, m in enumerate(messages) if m.id in within), len(messages))
    return messages[max(0, first - CONTEXT) :]


def once(messages: Sequence[Message]) -> list[Message]:
    """Without repeats of a long text: of 400 forwards of one notice the first stays."""
    seen: set[str] = set()
    kept = []
    for message in messages:
        text = " ".join(message.text.lower().split())
        if len(text) >= 40:
            if text in seen:
                continue
            seen.add(text)
        kept.append(message)
    return kept
