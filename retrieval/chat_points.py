"""Points out of weighed statements: what belongs together becomes one, each with its quotations.

Joined are a correction and what it corrects, an answer and its question, a promise and what it
answers, the parts that one person wrote in a row, and what is said twice. The rest stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval import chat_quotes
from retrieval.chat_corrections import Changes
from retrieval.chat_questions import Asked
from retrieval.chat_speech import LEAST, Group, Weighed
from retrieval.chat_statements import Statement
from retrieval.chat_types import Point, PointKind, Quote

MOST = 30  # points of one summary
_QUOTES = 4  # of one point
_CHARACTERS = 520
_ROW_MINUTES = 6

Key = tuple[int, int]


class Composer:
    """Makes points of one chat's statements."""

    def __init__(
        self, found: Sequence[Statement], group: Group, made: Changes, asked: Sequence[Asked]
    ) -> None:
        self._found = {s.key: s for s in found}
        self._by_message: dict[int, list[Statement]] = defaultdict(list)
        for statement in found:
            self._by_message[statement.message.id].append(statement)
        self._group, self._made, self._asked = group, made, asked
        self._question_of = {a.key: q.question for q in asked for a in q.answers}

    def points(self, weighed: Sequence[Weighed]) -> list[Point]:
        """The points, in the order of their messages; of too many the heaviest."""
        open_points = [p for a in self._asked if a.open and (p := self._open(a))]
        used = {i for p in open_points for i in p.message_ids}
        heavy = [
            w for w in weighed
            if w.weight >= LEAST and w.statement.key not in self._made.void
            and not self._is_only(w.statement, used)
        ]  # fmt: skip
        groups = _joined(heavy, self._belong)
        points = [p for g in groups if (p := self._point(g))]
        points = _merged([*points, *open_points])
        kept = sorted(points, key=lambda p: -p.weight)[:MOST]
        return sorted(kept, key=lambda p: p.message_ids[-1])

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
            return not a.item or self._made.cuts.get(a.key) is not None
        if b.message.reply_to == a.message.id:
            return not a.item
        same = self._group.threads[a.place] == self._group.threads[b.place]
        question = self._question_of.get(b.key)
        if question and same and not a.item:
            asked_of = question.message.reply_to == a.message.id
            return asked_of or (a.place < question.place and b.place - a.place <= 12 and bool(a.words & (question.words | b.words)))
        minutes = (b.message.sent - a.message.sent).total_seconds() / 60
        row = a.message.sender_id == b.message.sender_id and minutes <= _ROW_MINUTES
        return row and same and not (a.item or b.item) and b.place - a.place <= 6

    # --- one point --------------------------------------------------------------------------

    def _point(self, group: Sequence[Weighed]) -> Point | None:
        best = max(group, key=lambda w: (w.weight, w.statement.key))
        statements = self._with_context([w.statement for w in group])
        quotes = _fitting([(s, q) for s in statements if (q := chat_quotes.quote(s, self._made))], best)
        if not quotes:
            return None
        latest = [w for w in reversed(group) if w.due]
        bound = [w for w in latest if w.kind in (PointKind.TASK, PointKind.DEADLINE)]
        due = (bound or latest or [best])[0].due
        ids = {s.message.id for s in statements} | self._linked(statements)
        people = tuple(dict.fromkeys(p for w in group for p in w.people))
        kind = self._kind(group, best)
        return Point(kind, tuple(quotes), tuple(sorted(ids)), people, due, best.weight)

    def _kind(self, group: Sequence[Weighed], best: Weighed) -> PointKind:
        changed = [w for w in group if self._made.linked.get(w.statement.key)]
        return (changed[-1] if changed and changed[-1].weight >= best.weight - 2 else best).kind

    def _with_context(self, statements: Sequence[Statement]) -> list[Statement]:
        """Also what is needed to understand them: what they correct, answer or reply to."""
        found = {s.key: s for s in statements}
        for statement in statements:
            for number in self._made.linked.get(statement.key, ()):
                found.update({s.key: s for s in self._by_message[number] if self._is_touched(s, statement)})
            question = self._question_of.get(statement.key)
            replied = self._by_message.get(statement.message.reply_to or -1, [])
            light = len(statement.words) < 8
            if question and light:
                found.setdefault(question.key, question)
                asked_of = self._by_message.get(question.message.reply_to or -1, [])
                found.update({s.key: s for s in asked_of[:1]})
            elif light and len(replied) == 1:
                found.setdefault(replied[0].key, replied[0])
        return [found[key] for key in sorted(found)]

    def _is_touched(self, old: Statement, by: Statement) -> bool:
        return any(cut.by == by.message.id for cut in self._made.cuts.get(old.key, ())) or not old.item

    def _linked(self, statements: Iterable[Statement]) -> set[int]:
        return {i for s in statements for i in self._made.linked.get(s.key, ())}

    def _open(self, asked: Asked) -> Point | None:
        """A question that nobody has answered yet, and what was said of it."""
        statements = [asked.question, *asked.deferred]
        statements = list({s.key: s for s in statements}.values())
        quotes = [q for s in statements if (q := chat_quotes.quote(s, self._made, 200))]
        if not quotes:
            return None
        ids = {s.message.id for s in statements}
        weight = 3.2 + 0.8 * bool(asked.deferred)
        return Point(PointKind.QUESTION_OPEN, tuple(quotes[:_QUOTES]), tuple(sorted(ids)), (), None, weight)


def _joined(weighed: Sequence[Weighed], belong) -> Iterator[list[Weighed]]:  # type: ignore[no-untyped-def]
    """Groups of what belongs together, each at most as large as a point may be."""
    groups: list[list[Weighed]] = []
    for each in weighed:
        fitting = [g for g in groups if any(belong(one, each) for one in g)]
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
    """What is said twice is said once: the later words, the ids of both."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: p.message_ids[-1]):
        twin = next((k for k in kept if _same(k, point)), None)
        if twin is None:
            kept.append(point)
            continue
        ids = tuple(sorted({*twin.message_ids, *point.message_ids}))
        due, people = point.due or twin.due, point.people or twin.people
        kept[kept.index(twin)] = replace(
            point, message_ids=ids, due=due, people=people, weight=max(twin.weight, point.weight)
        )
    return kept


def _same(one: Point, other: Point) -> bool:
    from retrieval.chat_statements import content

    if set(one.message_ids) & set(other.message_ids) and one.kind == other.kind == PointKind.QUESTION_OPEN:
        return True
    a = content(" ".join(q.text for q in one.quotes))
    b = content(" ".join(q.text for q in other.quotes))
    return len(a & b) >= 0.8 * max(1, min(len(a), len(b))) and len(a & b) >= 0.6 * max(len(a), len(b))
