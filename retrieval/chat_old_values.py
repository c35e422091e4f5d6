"""The old value where the correction itself names it: "15h chứ không phải 14h"."""

import re
from collections.abc import Iterator, Sequence

from retrieval import chat_words as words
from retrieval.chat_changed import kind_of
from retrieval.chat_patterns import anywhere, pattern
from retrieval.chat_statements import Statement
from retrieval.chat_values import Value

_SOON = 40  # characters from a place to what is wrong with it
_CLAUSE_LONG = 60  # characters of a clause that says what cannot be used
_SENTENCE = 120  # characters within which two places stand against one another
_CLAUSE = re.compile(r"[,;.!?()\n]|\s[-–]\s|\s(?:nhé|nhe|nha|ạ|để|vì|do|nên|mà|vẫn|kẻo|thì)(?!\w)")


def named_old(statement: Statement) -> Iterator[tuple[int, int, list[Value]]]:
    """Spans of "chứ không phải 14h", "từ sân A" (before "sang sân B"), with the values in them."""
    text, low = statement.text, statement.low
    for mark in words.OLD_AFTER.finditer(low):
        end = _clause_end(text, mark.end())
        inside = _inside(statement, mark.end(), end)
        if (inside or re.search(r"\d", text[mark.end() : end])) and _is_pair(
            statement, mark, inside
        ):
            yield mark.start(), end, inside
    for mark in words.OLD_FROM.finditer(low):
        to = words.NEW_TO.search(low, mark.end())
        moved = _MOVED.search(low[max(0, mark.start() - 60) : mark.start()])
        if to and moved:
            inside = _inside(statement, mark.end(), to.start())
            if inside or re.search(r"\d|[A-ZĐ]\w", text[mark.end() : to.start()]):
                yield mark.start(), to.start(), inside

    yield from _moved_within(statement)
    yield from _broken(statement)


def _broken(statement: Statement) -> Iterator[tuple[int, int, list[Value]]]:
    """ "phòng 402 máy lạnh hư, học phòng 305": the first of two places is not to be used."""
    places = [v for v in statement.values if v.slot.startswith("place")]
    for mark in words.BROKEN.finditer(statement.low):
        at = statement.start + mark.start()
        near = [v for v in places if at - _CLAUSE_LONG < v.start < at]
        old = [v for v in near if not re.search(r"[.!?\n]", statement.message.text[v.end : at])]
        later = [v for v in places if v.start > at and v.value not in {o.value for o in old}]
        start = old[0].start - statement.start if old else 0
        cut = _CLAUSE.search(statement.text, mark.end())
        end = cut.end() if cut else mark.end()
        if old and later:
            yield start, min(end, later[0].start - statement.start), old
        elif old and mark.start() - start < _SOON and MEETING.search(statement.low, end):
            yield start, end, old[:1]  # where instead, nobody needs to name as we know places


MEETING = pattern("họp|học|tập|làm|chuyển|dời|đổi|sang|qua|xuống|lên|dùng")


def _moved_within(statement: Statement) -> Iterator[tuple[int, int, list[Value]]]:
    """ "phòng họp số 2 đang có khách, chuyển xuống phòng họp số 1": the first no longer holds."""
    values = statement.values
    for mark in MOVED_TO.finditer(statement.low):
        place = statement.start + mark.end()
        near = [v for v in values if place <= v.start <= place + 30]
        for later in {v.slot: v for v in reversed(near)}.values():
            for value in values:
                if value.value == later.value:
                    continue
                if _stands_against(value, later, statement, mark.start()):
                    yield value.start - statement.start, value.end - statement.start, [value]


def _stands_against(value: Value, later: Value, statement: Statement, moved: int) -> bool:
    """Whether a value beside a move is what is moved away from: said before it in the sentence, or
    a place just after."""
    text, moved = statement.message.text, statement.start + moved
    if value.slot.startswith("place") and later.slot.startswith("place"):
        first, last = sorted((value.start, later.start))
        return last - first < _SENTENCE and not re.search(r"[.!?\n]\s", text[first:last])
    between = text[value.end : moved]
    return value.slot == later.slot and value.start < moved and not re.search(r"[.!?\n]\s", between)


MOVED_TO = anywhere(
    r"(?:dời|lùi|đổi|chuyển|hoãn|rút|đẩy|kéo|dồn|gom)(?: \w+){0,4}? "
    r"(?:sang|thành|về|lên|xuống|qua|tới|đến|vào|vô)(?!\w)"
)
_MOVED = re.compile("d[oờ]i|l[uù]i|đ[oổ]i|doi|chuy[eể]n|t[aă]ng|gi[aả]m|n[aâ]ng|thay|r[uú]t|s[uử]a")


def _clause_end(text: str, start: int) -> int:
    """Where the clause ends: not at the dot of a number."""
    for found in _CLAUSE.finditer(text, start):
        if found[0] in ".," and text[found.end() : found.end() + 1].isdigit():
            continue
        return found.start()
    return len(text)


def _inside(statement: Statement, start: int, end: int) -> list[Value]:
    inside = range(statement.start + start, statement.start + end)
    return [v for v in statement.values if v.start in inside]


def _is_pair(statement: Statement, mark: re.Match[str], inside: Sequence[Value]) -> bool:
    """Whether something stands in the place of what is denied: else "không quá 3 lần" is news."""
    said = mark[0].strip()
    others = {kind_of(v.slot) for v in statement.values if v not in inside}
    if said.startswith("ch") or (said.startswith("thay") and not inside):
        return True  # "thay 2 củ loa" mends them
    return bool({kind_of(v.slot) for v in inside} & others)
