"""Points out of weighed statements: what belongs together becomes one, each with its quotations.

Joined are a correction and what it corrects, an answer and its question, a promise and what it
answers, the parts that one person wrote in a row, and what is said twice. The rest stands alone.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache

from retrieval import chat_quotes
from retrieval import chat_words as words
from retrieval.chat_cuts import Changes
from retrieval.chat_patterns import read
from retrieval.chat_questions import Asked
from retrieval.chat_speech import LEAST, Group, Weighed, due
from retrieval.chat_statements import Statement, content
from retrieval.chat_times import When
from retrieval.chat_types import Point, PointKind, Quote

MOST = 30  # points of one summary
_QUOTES = 4  # of one point
_CHARACTERS = 520
_ROW_MINUTES, _CLOSE_MINUTES, _SOON = 6, 3, 20
_OPEN = 60  # points that a statement may go on with, the latest
_ANSWER = 0.7
_OWN = 8  # words with which a statement stands for itself
_TELLING = 4  # new words for which the earlier of two twins is quoted too

Key = tuple[int, int]


class Composer:
    """Makes points of one chat's statements."""

    def __init__(
        self, found: Sequence[Statement], group: Group, made: Changes, asked: Sequence[Asked]
    ) -> None:
        self._found = {s.key: s for s in found}
        self._at: dict[int, list[Statement]] = defaultdict(list)
        self._by_message: dict[int, list[Statement]] = defaultdict(list)
        for statement in found:
            self._by_message[statement.message.id].append(statement)
            self._at[statement.place].append(statement)
        self._group, self._made, self._asked = group, made, asked
        self._weights: dict[Key, float] = {}
        self._question_of = {a.key: q.question for q in asked for a in q.answers}
        self._question_of |= {q.closing.key: q.question for q in asked if q.closing}

    def points(self, weighed: Sequence[Weighed], within: Container[int] | None) -> list[Point]:
        """The points made of messages `within` (None: all), in their order; of too many the
        heaviest."""
        wanted = [
            a for a in self._asked
            if a.open and a.question.key not in self._made.agreed and _is_within(a, within)
        ]  # fmt: skip
        open_points = [p for a in wanted if (p := self._open(a))]
        used = {i for p in open_points for i in p.message_ids}
        self._weights = {w.statement.key: w.weight for w in weighed}
        heavy = [
            w for w in weighed
            if (within is None or w.statement.message.id in within)
            and max(w.weight, self._changed(w.statement)) >= self._least(w)
            and w.statement.key not in self._made.void
            and not self._is_suggested(w.statement)
            and not self._is_only(w.statement, used)
        ]  # fmt: skip
        groups = _joined(heavy, self._belong)
        points = [p for g in groups for p in self._points(g)]
        points = _merged([*points, *open_points])
        kept = sorted(points, key=lambda p: -p.weight)[:MOST]
        return sorted(kept, key=lambda p: p.message_ids[-1])

    def _is_suggested(self, statement: Statement) -> bool:
        """Whether it is only somebody's proposal, to which nobody said yes, or a tale."""
        low = read(statement.text)
        suggested = words.SUGGESTED.search(low) and statement.key not in self._made.agreed
        return bool(suggested or words.LONG_AGO.search(low))

    def _least(self, each: Weighed) -> float:
        """The weight from which a statement counts: little for an answer about what counts."""
        answer = each.statement
        question = self._question_of.get(answer.key)
        if question is None or not (answer.values or answer.times or len(answer.words) >= _TELLING):
            return LEAST
        about = any(
            self._weights[s.key] >= LEAST and self._is_source(s, question, answer)
            for s in self._before(question, 12)
        )
        told = about or bool(words.BUSINESS.search(question.low) or question.values or answer.times)
        return _ANSWER if told else LEAST

    def _before(self, statement: Statement, places: int) -> Iterator[Statement]:
        """What was said in the messages before a statement, in order."""
        for place in range(max(0, statement.place - places), statement.place):
            yield from self._at[place]

    def _changed(self, statement: Statement) -> float:
        """The weight of what a statement corrects: a correction matters as much."""
        old = (s for i in self._made.linked.get(statement.key, ()) for s in self._by_message[i])
        return max((self._weights[s.key] for s in old), default=0.0)

    def _is_only(self, statement: Statement, used: set[int]) -> bool:
        """Whether a statement is only the question or the putting off of an open point."""
        return statement.message.id in used and not any(w.bound for w in statement.times)

    # --- what belongs together ------------------------------------------------------------

    def _belong(self, one: Weighed, other: Weighed) -> bool:
        """Whether `other`, the later, goes on with `one`."""
        a, b = one.statement, other.statement
        if a.message.topic != b.message.topic:
            return False
        if a.item and b.item and a.message.id == b.message.id:
            return False
        if a.message.id in self._made.linked.get(b.key, ()):
            by = {cut.by for cut in self._made.cuts.get(a.key, ())}
            return not a.item or b.message.id in by
        if b.message.reply_to == a.message.id:
            return not a.item and _goes_on(a, b)
        same = self._group.threads[a.place] == self._group.threads[b.place]
        question = self._question_of.get(b.key)
        if question and not a.item and self._is_source(a, question, b):
            return True
        minutes = (b.message.sent - a.message.sent).total_seconds() / 60
        if b.place - a.place <= 4 and minutes <= 10 and words.SO.match(b.low) and a.words & b.words:
            return not a.item
        row = a.message.sender_id == b.message.sender_id and minutes <= _ROW_MINUTES
        told = {(v.slot, v.value) for v in a.values}
        shared = a.words & b.words or any((v.slot, v.value) in told for v in b.values)
        next_to = a.message.topic is not None and b.place == a.place + 1
        close = next_to and minutes <= _CLOSE_MINUTES
        others = one.people and other.people and not set(one.people) & set(other.people)
        return (
            row
            and ((same and bool(shared)) or close)
            and not others
            and not (a.item or b.item)
            and b.place - a.place <= 6
        )

    def _is_source(self, told: Statement, question: Statement, answer: Statement) -> bool:
        """Whether a question is about what its answerer had told before."""
        if question.message.reply_to == told.message.id:
            return _goes_on(told, question)
        minutes = (question.message.sent - told.message.sent).total_seconds() / 60
        before = told.place < question.place <= told.place + 12
        own = told.message.sender_id == answer.message.sender_id
        same = self._group.threads[told.place] == self._group.threads[question.place]
        shared = told.words & (question.words | answer.words)
        related = bool(shared) if minutes <= _SOON else len(shared) >= 2
        return before and related and (own or same)

    # --- one point --------------------------------------------------------------------------

    def _points(self, group: Sequence[Weighed]) -> Iterator[Point]:
        """One point, or more where one cannot hold all that belongs together."""
        left = list(group)
        while left and (point := self._point(left)):
            yield point
            told = {q.message_id for q in point.quotes}
            rest = [w for w in left if w.statement.message.id not in told]
            if len(rest) == len(left):
                return
            left = rest

    def _point(self, group: Sequence[Weighed]) -> Point | None:
        best = max(group, key=lambda w: (w.weight, w.statement.key))
        context = self._with_context([w.statement for w in group])
        statements = [s for s in context if s.key not in self._made.void]
        gone = chat_quotes.gone_of(statements, self._made)
        said = [(s, chat_quotes.quote(s, self._made, gone=gone)) for s in statements]
        quotes = _fitting([(s, q) for s, q in said if q], best)
        if not quotes:
            return None
        due = self._due(group, statements)
        ids = {s.message.id for s in statements} | self._linked(statements)
        people = tuple(dict.fromkeys(p for w in group for p in w.people))
        kind = self._kind(group, best)
        return Point(kind, tuple(quotes), tuple(sorted(ids)), people, due, best.weight)

    def _due(self, group: Sequence[Weighed], statements: Sequence[Statement]) -> str | None:
        """By when: as the latest that names a day says, with the hour of a later correction."""
        latest = [w for w in reversed(group) if w.due]
        bound = [w for w in latest if w.kind in (PointKind.TASK, PointKind.DEADLINE)]
        said = (bound or latest)[0] if latest else None
        named = said.due if said else None
        for statement in statements:
            named = named or due(statement, self._made)
        hours = [
            w.clock for s in statements if self._made.linked.get(s.key)
            for w in s.times if w.clock and not w.day and not self._is_cut(s, w)
        ]  # fmt: skip
        if named and hours and (said is None or not self._made.linked.get(said.statement.key)):
            return f"{named[:10]}T{hours[-1]:%H:%M}+07:00"
        return named

    def _is_cut(self, statement: Statement, when: When) -> bool:
        cuts = self._made.cuts.get(statement.key, ())
        return any(c.start < when.end and when.start < c.end for c in cuts)

    def _kind(self, group: Sequence[Weighed], best: Weighed) -> PointKind:
        changed = [w for w in group if self._made.linked.get(w.statement.key)]
        return (changed[-1] if changed and changed[-1].weight >= best.weight - 2 else best).kind

    def _with_context(self, statements: Sequence[Statement]) -> list[Statement]:
        """Also what is needed to understand them: what they correct, answer or reply to."""
        found = {s.key: s for s in statements}
        for statement in statements:
            for number in self._made.linked.get(statement.key, ()):
                found.update(
                    {s.key: s for s in self._by_message[number] if self._is_touched(s, statement)}
                )
            for number in self._made.by_others(statement):
                found.update({s.key: s for s in self._by_message[number]})
            question = self._question_of.get(statement.key)
            replied = self._by_message.get(statement.message.reply_to or -1, [])
            light = len(statement.words) < 8
            if question:
                if light:
                    found.setdefault(question.key, question)
                asked_of = self._by_message.get(question.message.reply_to or -1, [])
                found.update({s.key: s for s in asked_of[:1]})
                told = [
                    s for s in self._before(question, 4)
                    if self._is_source(s, question, statement)
                ]  # fmt: skip
                found.update({s.key: s for s in told[-1:]})
            elif light and len(replied) == 1:
                found.setdefault(replied[0].key, replied[0])
        own = {s.key for s in statements}
        return [s for key, s in sorted(found.items()) if key in own or not self._is_suggested(s)]

    def _is_touched(self, old: Statement, by: Statement) -> bool:
        touched = any(cut.by == by.message.id for cut in self._made.cuts.get(old.key, ()))
        return self._weights[old.key] >= LEAST and (touched or not old.item)

    def _linked(self, statements: Iterable[Statement]) -> set[int]:
        told = list(statements)
        agreed = {self._made.agreed[s.key] for s in told if s.key in self._made.agreed}
        return agreed.union(*(self._made.linked.get(s.key, ()) for s in told))

    def _open(self, asked: Asked) -> Point | None:
        """A question that nobody has answered yet, and what was said of it."""
        statements = [asked.question, *asked.deferred]
        statements = list({s.key: s for s in statements}.values())
        quotes = [q for s in statements if (q := chat_quotes.quote(s, self._made, 200))]
        if not quotes:
            return None
        ids = {s.message.id for s in statements}
        weight = 3.2 + 0.8 * bool(asked.deferred)
        return Point(
            PointKind.QUESTION_OPEN, tuple(quotes[:_QUOTES]), tuple(sorted(ids)), (), None, weight
        )


def _goes_on(told: Statement, reply: Statement) -> bool:
    """Whether a reply speaks of the same: one with words enough of its own may not."""
    return len(reply.words) < _OWN or bool(told.words & reply.words)


def _is_within(asked: Asked, within: Container[int] | None) -> bool:
    said = (asked.question, *asked.deferred)
    return within is None or any(s.message.id in within for s in said)


def _joined(
    weighed: Sequence[Weighed], belong: Callable[[Weighed, Weighed], bool]
) -> Iterator[list[Weighed]]:
    """Groups of what belongs together, each at most as large as a point may be."""
    groups: list[list[Weighed]] = []
    for each in weighed:
        fitting = [g for g in groups[-_OPEN:] if any(belong(one, each) for one in g)]
        home = fitting[-1] if fitting and len(fitting[-1]) < _QUOTES else None
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    yield from groups


def _fitting(found: Sequence[tuple[Statement, Quote]], best: Weighed) -> list[Quote]:
    """As many quotes as a point may hold, that of the heaviest statement in any case."""
    room = _CHARACTERS
    kept: dict[Key, Quote] = {}
    order = sorted(found, key=lambda f: (f[0].key != best.statement.key, -f[0].place))
    for statement, quote in order:
        if kept and (len(quote.text) > room or len(kept) == _QUOTES):
            continue
        kept[statement.key] = quote
        room -= len(quote.text)
    return [kept[key] for key in sorted(kept)]


def _merged(points: Sequence[Point]) -> list[Point]:
    """What is said twice is said once: the later words, with what only the earlier said."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: p.message_ids[-1]):
        twin = next((k for k in kept if _same(k, point)), None)
        if twin is None:
            kept.append(point)
        else:
            kept[kept.index(twin)] = _both(twin, point)
    return kept


def _both(one: Point, other: Point) -> Point:
    ids = tuple(sorted({*one.message_ids, *other.message_ids}))
    told = _words(other)
    if len(told - _words(one)) <= 1:
        other = Point(other.kind, one.quotes, ids, other.people, other.due, other.weight)
    new = [q for q in one.quotes if len(content(q.text) - told) >= _TELLING]
    quotes = (*new, *(q for q in other.quotes if q not in new))
    if len(quotes) > _QUOTES or sum(len(q.text) for q in quotes) > _CHARACTERS:
        quotes = other.quotes
    people = tuple(dict.fromkeys((*one.people, *other.people)))
    weight = max(one.weight, other.weight)
    return Point(other.kind, quotes, ids, people, other.due or one.due, weight)


def _words(point: Point) -> frozenset[str]:
    return _words_of(point.quotes)


@lru_cache(maxsize=1 << 10)
def _words_of(quotes: tuple[Quote, ...]) -> frozenset[str]:
    return frozenset().union(*(content(q.text) for q in quotes))


def _alone(point: Point) -> int | None:
    """The message that a point quotes, if only one."""
    return point.quotes[0].message_id if len(point.quotes) == 1 else None


def _same(one: Point, other: Point) -> bool:
    """Whether two points say the same: the same words, or the same hour and some of the words."""
    if _alone(one) is not None and _alone(one) == _alone(other):
        return False  # two items of one list
    opens = one.kind == other.kind == PointKind.QUESTION_OPEN
    if opens and set(one.message_ids) & set(other.message_ids):
        return True
    a, b = _words(one), _words(other)
    shared = len(a & b)
    if (
        one.due
        and one.due == other.due
        and "T" in one.due
        and shared >= 2
        and shared >= 0.25 * min(len(a), len(b))
    ):
        return True
    least = min(len(a), len(b))
    if least >= 4 and shared >= 0.85 * least:
        return True
    return shared >= 0.8 * max(1, least) and shared >= 0.6 * max(len(a), len(b))
