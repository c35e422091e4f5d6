"""A chat in, what happened out: the whole way, without a language model.

    messages -> talks (chat_threads) -> statements (chat_statements, with chat_times, chat_values)
             -> what was taken back (chat_corrections), asked (chat_questions), matters (chat_speech)
             -> points (chat_points, chat_quotes), topics, numbers of documents

Pure. Nothing is kept between calls and nobody is counted or judged.
"""

from collections.abc import Sequence

from retrieval import chat_corrections, chat_questions, chat_speech, chat_threads, chat_topics
from retrieval.chat_people import People
from retrieval.chat_points import Composer
from retrieval.chat_speech import Group
from retrieval.chat_statements import numbers_of, statements
from retrieval.chat_types import ChatSummary, Message

MOST = 20_000  # messages of one summary; of more, the latest


def summarise(messages: Sequence[Message]) -> ChatSummary:
    """What happened in `messages`, those of one chat in the order of their sending. Forwards of one
    text count once."""
    read = _once(messages[-MOST:])
    threads = chat_threads.threads(read)
    people = People(read)
    found = list(statements(read))
    made = chat_corrections.changes(found, threads, people)
    group = Group.of(read, threads, people)
    asked = chat_questions.asked(found, group)
    answers = {s.key for a in asked for s in a.answers}
    weighed = [chat_speech.weigh(s, group, made, answers) for s in found]
    points = Composer(found, group, made, asked).points(weighed)
    topics = chat_topics.topics(found, points, group)
    return ChatSummary(tuple(points), topics, tuple(numbers_of(read)), len(messages))


def _once(messages: Sequence[Message]) -> list[Message]:
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
