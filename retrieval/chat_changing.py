"""The signs by which a statement says that something changes: moved, put off, called off, asked."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_changed import LEAD_IN, clause_of, edges
from retrieval.chat_old_values import MOVED_TO
from retrieval.chat_patterns import lowered, pattern, read
from retrieval.chat_statements import Statement, content
from retrieval.chat_values import Value


def is_open(statement: Statement) -> bool:
    low = statement.low
    return is_asked(statement) or bool(
        words.PROPOSING.search(low)
        and not words.CORRECTING.search(low)
        and not words.DECIDING.search(low)
        and "thay" not in low
    )


LESS = pattern("còn(?: lại)?|duyệt|chốt")


_EITHER = re.compile(r"\s*hay(?: là)?\s*")


def _between(statement: Statement, one: Value, other: Value) -> str:
    return lowered(statement.message.text[one.end : other.start])


def is_asked(statement: Statement) -> bool:
    low = statement.low.rstrip(" .!ạaj")
    if any(_EITHER.fullmatch(_between(statement, a, b)) for a, b in pairwise(statement.values)):
        return True
    return low.endswith(("?", " ko", " không", " khong", " k", " hả", " nhỉ", " chưa"))


def signs_of(own: Statement, slot: str) -> tuple[bool, bool]:
    """Whether it says that something changes, and whether it may be the end of a haggling."""
    moving = words.MOVING.get(slot.partition(":")[0])
    cues = (words.CORRECTING, MOVED_TO, *([moving] if moving else []))
    strong = any(cue.search(own.low) for cue in cues) or bool(words.OOPS.match(own.low))
    if slot.startswith(("clock", "place")):
        strong = strong or bool(words.INTO.search(read(own.text)))
    weak = slot in ("clock", "colour", "day", "sum", "number") or slot.startswith(
        ("place", "count")
    )
    begins = words.SO.match(LEAD_IN.sub("", own.low)) or words.ENOUGH.search(own.low)
    weak = bool(weak and begins and len(own.low.split()) <= 14)
    return strong, weak or is_fragment(own)


MYSELF = pattern(  # not "gửi em trước 23"
    r"(?<!gửi[ ])(?<!cho[ ])(?<!báo[ ])(?<!nộp[ ])(?<!của[ ])(?<!với[ ])(?<!giúp[ ])"
    r"(?:em|e|tôi|mình|tớ|tui|con|cháu|t)(?: (?:sẽ|xin|lại|cũng))? (?!nhé|nha|ạ|ơi)\w+"
)
_DONE = pattern(
    r"sao|gì|(?:đã|vừa) (?:nhận|nộp|chuyển|ck|gửi|đóng)|(?:nhận|nộp|ck|gửi|đóng) (?:rồi|r|đủ)"
)
_BESIDE = 2  # words beside its values that a fragment may have


def is_fragment(own: Statement) -> bool:
    """Whether it says little beside values ("200 vậy", "sân cấp 2 nhé"): of what, stands before."""
    if not own.values or own.item or len(own.low.split()) > 12 or is_asked(own):
        return False
    if any(cue.search(own.low) for cue in (words.ASKING, words.WONDERING, MYSELF, _DONE)):
        return False  # who says when he will do his part, or has done, changes nothing
    if words.SOCIAL.search(read(own.text)):
        return False
    said = " ".join(own.message.text[v.start : v.end] for v in own.values)
    timed = " ".join(own.message.text[w.start : w.end] for w in own.times)
    return len(own.words - content(said) - content(timed)) <= _BESIDE


SHIFTED = pattern(
    r"(?:dời|lùi|hoãn|đẩy|lui)(?: lại| thêm| sang| xuống| (?P<up>lên|sớm))? "
    r"(?P<n>\d+|một|hai|ba|nửa) (?P<unit>tuần|ngày|tháng|hôm|tiếng|giờ|phút|h)|"
    r"(?:sớm|trước) (?:hơn )?(?P<n2>\d+|một|hai|ba) (?P<unit2>tuần|ngày|hôm)(?= (?:nhé|nha|đi))|"
    r"(?:vậy|thế|thôi|dời|chuyển|lùi|để|sang|qua)(?: (?:sang|qua|lại|ngày))* "
    r"(?P<next>(?:ngày )?hôm sau)|"
    r"(?:dời|chuyển|lùi|dồn|đổi|để)(?: \w+){0,3} (?:sang|qua|vào|tới|đến)? ?"
    r"(?P<that>(?:hôm|ngày|bữa|buổi) (?:đó|ấy))"
)
_NUMBERS = {"một": 1, "mot": 1, "hai": 2, "ba": 3}


def shifted_by(shift: re.Match[str]) -> timedelta | None:
    """How far a shift of days or weeks goes; None for hours, months and halves."""
    if shift["that"]:
        return None
    if shift["next"]:
        return timedelta(days=1)
    said, unit = shift["n"] or shift["n2"], fold(shift["unit"] or shift["unit2"])
    number = int(said) if said.isdecimal() else _NUMBERS.get(said, 0)
    days = number * {"tuan": 7, "ngay": 1, "hom": 1}.get(unit, 0)
    return timedelta(days=-days if shift["up"] or shift["n2"] else days) or None


HOURS = pattern("tiếng|giờ|phút|h")


_NEAR = 45  # characters from "sang", "đến" to what is moved to


def moved_to(own: Statement, slot: str, new: list[Value]) -> list[Value]:
    """Of several values of one slot those that a sign of change speaks of: the nearest to it in
    its sentence. All, where the statement corrects or ends a haggling."""
    if words.CORRECTING.search(own.low):
        return new
    moving = words.MOVING.get(slot.partition(":")[0])
    marks = [m for cue in (MOVED_TO, moving) if cue for m in cue.finditer(own.low)]
    kept = []
    for mark in marks:
        after = [
            v for v in new
            if v.start - own.start >= mark.start()
            and not is_same_day(own.low, v.start - own.start)
        ]  # fmt: skip
        into = mark.re in (MOVED_TO.exact, MOVED_TO.loose)
        after = [v for v in after if v.start - own.start - mark.end() < _NEAR] if into else after
        if into and not after:
            continue
        near = after[:1] or new[-1:]
        a, b = sorted((near[0].start - own.start, mark.start()))
        if not re.search(r"[.!?\n](?=\s|$)", own.text[a:b]):
            kept += near
    return [v for v in new if v in kept] if marks else new


def is_same_day(low: str, place: int) -> bool:
    """ "13 giờ 30 cùng ngày (9/9)": the day stays."""
    return bool(_SAME_DAY.search(low[max(0, place - 14) : place]))


_SAME_DAY = pattern(r"cùng (?:ngày|hôm)[ (,]*")


def is_in_the_way(own: Statement, value: Value) -> bool:
    """ "thứ 6 em kẹt tiêm": a time or place that does not suit is not what is put forward."""
    clause = clause_of(own, value)
    before, _, after = clause.partition(value.text)
    mark = words.BLOCKED.search(read(after))
    if mark is None or MOVED_TO.search(lowered(before)):
        return False
    return not _REASON.search(read(after)[: mark.start()])


def is_hindered(clause: str) -> bool:
    """Whether a clause tells why something cannot be then or there: "14h tôi phải dự giao ban"."""
    low = lowered(clause)
    return any(cue.search(low) for cue in (MYSELF, words.BROKEN, words.BLOCKED, words.COLLIDING))


_REASON = pattern("do|vì|tại|bởi|để|nên|thì|cho|tránh", strict=True)


SWAPPING = pattern(
    "(?:trực|dạy|làm|đi|thay|ca|đổi|gác)(?: \\w+){0,2} cho (?:{hon}|em|e|tôi|mình|tui|con|cháu)"
)


def is_added(own: Statement, value: Value) -> bool:
    """ "thêm 3 hộ", "còn 5 nhà chưa tính": what comes on top replaces nothing."""
    before, _, after = clause_of(own, value).partition(value.text)
    counted = value.slot.startswith(("count", "sum"))
    return counted and bool(_ON_TOP.search(lowered(before)) or _MORE.match(lowered(after)))


_ON_TOP = pattern(r"(?:thêm|bớt|cộng|trừ)(?: \w+)?(?= $)")
_MORE = pattern(r"(?: \w+){0,3} (?:nữa|chưa (?:tính|có|báo|kể))")


def by_clause(own: Statement, slot: str, values: Sequence[Value]) -> Iterator[list[Value]]:
    """The values that are to be set against old ones together: each of its own clause where there
    is one to a clause ("có mặt 24/26, biểu quyết 23/24")."""
    clauses = [clause_of(own, v) for v in values]
    alone = len(set(clauses)) == len(values) > 1
    told = all(len(content(c) - content(v.text)) >= 1 for c, v in zip(clauses, values, strict=True))
    if slot == "count:/" or (alone and told):
        yield from ([v] for v in values)
    elif values:
        yield list(values)


def days(statement: Statement, within: str | None = None) -> set[str]:
    return {
        v.value for v in statement.values
        if v.slot.startswith("day") and (within is None or v.text in within)
    }  # fmt: skip


def of_one_day(own: Statement, other: Statement) -> float:
    """Two hours of one day may be of one matter; of two days, hardly."""
    a, b = days(own), days(other)
    return (0.5 if a & b else -0.3) if a and b else 0.0


def called_off(own: Statement) -> str:
    """The clause that calls something off, "" without one."""
    mark = words.CANCELLING.meant(own.text)
    if mark is None:
        return ""
    ends = edges(own.text, 0, len(own.text))
    start = max(e for e in ends if e <= mark.start())
    return own.text[start : min(e for e in ends if e > mark.start())]


_TAKEN_UP = pattern(
    r"(?:vẫn|lại|cứ|mới) (?:[^\s.;]+ ){0,6}?"
    r"(?:bình thường|như thường|như lịch|theo lịch|như kế hoạch)|"
    r"\w+ (?:lại )?bình thường|(?:không|ko|k|khỏi) (?:hoãn|hủy|huỷ|nghỉ|dừng)(?: nữa)?|"
    r"(?:họp|học|tổ chức|làm|đi|tập) (?:lại )?như (?:cũ|đã định|lịch)"
)


def takes_up(own: Statement) -> bool:
    """Whether it tells that what had been called off takes place."""
    return bool(_TAKEN_UP.search(own.low)) and not is_asked(own)


def calls_off(own: Statement, new: Sequence[Value]) -> bool:
    """Whether something is called off and not moved: no new hour, place or number beside it."""
    clause = called_off(own)
    if not clause or MOVED_TO.search(lowered(clause)) or SHIFTED.search(lowered(clause)):
        return False
    return not any(v.text in clause and not v.slot.startswith("day") for v in new)
