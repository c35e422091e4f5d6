"""Untangles a chat: which messages belong to one talk.

Replies decide. Else a message goes on with the talk that is nearest in time, speaks of the same
words, has the same people or was asked something; a message with words of its own begins a new one.
"""

import math
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.chat_patterns import lowered
from retrieval.chat_statements import content, is_ack, is_talk
from retrieval.chat_types import Kind, Message
from retrieval.chat_words import ASKING

_OPEN = 12  # talks that are looked at for a message
_LEAST = 1.0  # from which a message goes on with a talk


@dataclass
class _Talk:
    number: int
    topic: int | None
    last: float
    place: int
    words: deque[frozenset[str]] = field(default_factory=lambda: deque(maxlen=6))
    first: frozenset[str] = frozenset()
    people: set[str] = field(default_factory=set)
    asked: bool = False


def threads(messages: Sequence[Message]) -> list[int]:
    """For every message the number of its talk: the place of the talk's first message."""
    return _Untangling(messages).run()


class _Untangling:
    def __init__(self, messages: Sequence[Message]) -> None:
        self._messages = messages
        self._words = [content(m.text[:1500]) if is_talk(m) else frozenset() for m in messages]
        counts = Counter(word for words in self._words for word in words)
        self._rare = {w: math.log(1 + len(messages) / n) for w, n in counts.items()}
        self._number: dict[int, int] = {}
        self._talks: dict[int, _Talk] = {}
        self._recent: dict[int | None, list[int]] = defaultdict(list)

    def run(self) -> list[int]:
        found = []
        for place, message in enumerate(self._messages):
            number = self._of(place, message)
            self._join(number, place, message)
            found.append(number)
        return found

    def _of(self, place: int, message: Message) -> int:
        if message.reply_to is not None and message.reply_to in self._number:
            return self._number[message.reply_to]
        if message.kind is Kind.SERVICE:
            return place
        recent = self._recent[message.topic][-_OPEN:]
        scored = [(self._nearness(self._talks[n], place, message), n) for n in recent]
        best, number = max(scored, default=(0.0, place))
        return number if best >= _LEAST else place

    def _nearness(self, talk: _Talk, place: int, message: Message) -> float:
        """In about [0, 4]: words in common (weighed by rarity), time, whose turn it is."""
        minutes = (message.sent.timestamp() - talk.last) / 60
        words = self._words[place]
        held = talk.first.union(*talk.words)
        mine = sum(self._rare[w] for w in words)
        shared = sum(self._rare[w] for w in words & held) / (mine + 6)
        score = 3.0 * shared * math.exp(-minutes / (60 * 48))
        last = place - talk.place == 1
        light = len(words) < 4 or is_ack(message)
        near = math.exp(-max(0.0, minutes) / 5)  # an export may be out of order
        score += near * ((1.3 if last else 0.7) if light else (0.6 if last else 0.2))
        if talk.asked and last and minutes < 15:
            score += 0.8
        if message.sender_id in talk.people:
            score += 0.2 * near
        return score

    def _join(self, number: int, place: int, message: Message) -> None:
        talk = self._talks.get(number)
        if talk is None:
            talk = self._talks[number] = _Talk(
                number, message.topic, message.sent.timestamp(), place
            )
        self._number[message.id] = number
        talk.last, talk.place = message.sent.timestamp(), place
        if not is_ack(message):
            talk.first = talk.first or self._words[place]
            talk.words.append(self._words[place])
            text = lowered(message.text[-120:])
            talk.asked = "?" in text or bool(ASKING.search(text))
        talk.people.add(message.sender_id)
        recent = self._recent[message.topic]
        if number in recent:
            recent.remove(number)
        recent.append(number)
