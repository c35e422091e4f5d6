"""What a chat was about: its talks put together by their words, each with a title out of them."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_patterns import lowered
from retrieval.chat_speech import Group
from retrieval.chat_statements import Statement, content
from retrieval.chat_types import ChatTopic, Message, Point

_ALIKE = 0.34  # cosine from which two talks are one topic
_LEAST = 3  # messages of a topic
_TITLE = 60


def topics(
    found: Sequence[Statement], points: Sequence[Point], group: Group
) -> tuple[ChatTopic, ...]:
    """The topics in which there is a point, in the order in which they came up."""
    messages = group.messages
    place_of = {m.id: i for i, m in enumerate(messages)}
    telling = {group.threads[place_of[i]] for p in points for i in p.message_ids if i in place_of}
    talks: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(group.threads):
        if number in telling:
            talks[number].append(place)
    vectors = _vectors(talks, found, group)
    sets = _clustered(talks, vectors, messages)
    listed = [ChatTopic(_title(places, found, messages), _ids(places, messages)) for places in sets]
    return tuple(t for t in listed if t.title)


def _vectors(
    talks: dict[int, list[int]], found: Sequence[Statement], group: Group
) -> dict[int, dict[str, float]]:
    counts: dict[int, Counter[str]] = {number: Counter() for number in talks}
    for statement in found:
        number = group.threads[statement.place]
        if number in counts:
            counts[number].update(_pairs(statement.text))
    seen = Counter(word for c in counts.values() for word in c)
    return {
        n: {w: (1 + math.log(k)) * math.log(1 + len(counts) / seen[w]) for w, k in c.items()}
        for n, c in counts.items()
    }


def _pairs(text: str) -> list[str]:
    """Words and pairs of words, folded: a pair says more than its parts."""
    syllables = [fold(w) for w in text.split()]
    telling = content(text)
    pairs = [f"{a} {b}" for a, b in pairwise(syllables) if a in telling and b in telling]
    return [*telling, *pairs]


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    dot = sum(v * b[w] for w, v in a.items() if w in b)
    norms = math.sqrt(sum(v * v for v in a.values())) * math.sqrt(sum(v * v for v in b.values()))
    return dot / norms if norms else 0.0


def _clustered(
    talks: dict[int, list[int]], vectors: dict[int, dict[str, float]], messages: Sequence[Message]
) -> list[list[int]]:
    """Talks joined to the first cluster that is near enough; one forum topic is one cluster."""
    sets: list[tuple[list[int], dict[str, float], int | None]] = []
    for number, places in talks.items():
        topic = messages[number].topic
        best = max(
            (s for s in sets if s[2] == topic),
            key=lambda s: 1.0 if topic is not None else _cosine(s[1], vectors[number]),
            default=None,
        )
        if best and (topic is not None or _cosine(best[1], vectors[number]) >= _ALIKE):
            best[0].extend(places)
            for word, value in vectors[number].items():
                best[1][word] = best[1].get(word, 0.0) + value
        else:
            sets.append((list(places), dict(vectors[number]), topic))
    return [sorted(places) for places, _, _ in sets]


def _ids(places: Sequence[int], messages: Sequence[Message]) -> tuple[int, ...]:
    return tuple(messages[p].id for p in places)


def _title(places: Sequence[int], found: Sequence[Statement], messages: Sequence[Message]) -> str:
    """The forum's name, else the first words of its weightiest statement."""
    name = messages[places[0]].topic_name
    if name:
        return name
    wanted = set(places)
    said = [s for s in found if s.place in wanted and s.sentences]
    if not said:
        return ""
    counts = Counter(w for s in said for w in s.words)

    def weight(statement: Statement) -> float:
        first = statement.message.text[slice(*statement.sentences[0])]
        telling = sum(counts[w] for w in content(first[:_TITLE]))
        business = words.BUSINESS.count(lowered(first))
        return telling + 1.5 * business - 0.05 * (statement.place - places[0])

    best = max(said, key=weight)
    return _short(best.message.text[slice(*best.sentences[0])])


def _short(text: str) -> str:
    text = " ".join(text.split()).strip(" -–:;,.")
    if len(text) <= _TITLE:
        return text
    cut = text[:_TITLE].rpartition(" ")[0]
    clause = max(cut.rfind(", "), cut.rfind(": "), cut.rfind(" - "))
    return (cut[:clause] if clause > 20 else cut).rstrip(" ,;:-") + "…"
