"""What a statement does: announces, decides, gives a task, asks, chats; and how much it matters.

Cues over one statement and what the group did with it (took note, laughed, pinned it,
corrected it), weighed by logistic regression (`train_chat_weights`): a weight is the
log-odds of being a point save for a constant.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from retrieval import chat_words as words
from retrieval.chat_changing import is_asked
from retrieval.chat_cuts import Changes
from retrieval.chat_patterns import lowered, pattern, read
from retrieval.chat_people import People
from retrieval.chat_statements import Statement, is_ack, is_pasted
from retrieval.chat_times import When
from retrieval.chat_types import Kind, Message, PointKind

FILE = "chat_weights.json"
LEAST = 1.5  # the weight from which a statement is a point
_LINK = re.compile(r"https?://|www\.")
_ALL = pattern("{all}")
_DUTIES = re.compile(r"(?:^|[.,;:\n]\s*|\+\s*)[A-ZĐ][^\W\d_]+(?:\s+[A-ZĐ][^\W\d_]+)?\s*[-–:]\s")
_FIRST = pattern("em|e|tôi|toi|mình|tớ|anh|chị|tui")
_MINE = pattern(
    "(?:em|e|tôi|mình|chị|anh|a|c|tui) (?:sẽ|xin|nhận|phải|phụ trách|lo|gửi|nộp|in|làm|soạn|"
    "chốt|báo|liên hệ|mua|đặt|đi|lấy)"
)
_AT_ONCE = 16  # characters after a name
_BRIEF = 14  # words of a sentence that asks with "bao nhiêu" inside of it
_MANY, _WORKING = 20, 0.1  # messages that tell of a group; share of business where one works
_AROUND = 6  # messages before and after that tell whether people are at work
_IDLE = 10  # messages after a statement in which the group takes note of it


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement, what it is, how much it weighs, for whom, and by when (ISO)."""

    statement: Statement
    kind: PointKind
    weight: float
    people: tuple[str, ...]
    due: str | None


@dataclass
class Group:
    """What all messages together tell of each."""

    messages: Sequence[Message]
    threads: Sequence[int]
    people: People
    pinned: frozenset[int]
    social: frozenset[int]  # talks that are chat
    tones: Sequence[int] = ()  # of each message: 1 business, -1 chat
    idle: float = 0.0  # in [0, 1]: how little of all that is said is business

    def echoes(self, statement: Statement) -> int:
        """How many others say one of its counts or sums again soon after."""
        said = [v.text.lower() for v in statement.values if v.slot.startswith(("count", "sum"))]
        later = self.messages[statement.place + 1 : statement.place + _IDLE]
        others = [m.text.lower() for m in later if m.sender_id != statement.message.sender_id]
        return sum(any(value in text for value in said) for text in others)

    @classmethod
    def of(cls, messages: Sequence[Message], threads: Sequence[int], people: People) -> "Group":
        pinned = {
            m.reply_to for m in messages if m.kind is Kind.SERVICE and m.pinned and m.reply_to
        }
        pinned |= {m.id for m in messages if m.pinned and m.kind is not Kind.SERVICE}
        social = _social(messages, threads)
        tones = [_tone(m.text) for m in messages]
        idle = _idleness(messages)
        return cls(messages, threads, people, frozenset(pinned), social, tones, idle)

    def amid(self, statement: Statement) -> float:
        """In [-1, 1]: how much more business than chat is in the messages around one."""
        around = range(max(0, statement.place - _AROUND), statement.place + _AROUND + 1)
        tones = [self.tones[p] for p in around if p < len(self.tones) and p != statement.place]
        return sum(tones) / max(1, len(tones))

    def after(self, statement: Statement) -> list[Message]:
        """What follows in the same talk."""
        end = min(len(self.messages), statement.place + _IDLE)
        number = self.threads[statement.place]
        return [
            self.messages[p]
            for p in range(statement.place + 1, end)
            if self.threads[p] == number or self.messages[p].reply_to == statement.message.id
        ]


def _idleness(messages: Sequence[Message]) -> float:
    """0 where a tenth of the messages name some business, as in all groups that work; 1 for none;
    of a few messages it tells nothing."""
    said = [lowered(m.text) for m in messages if m.text]
    if len(said) < _MANY:
        return 0.0
    return max(0.0, 1 - sum(words.BUSINESS.count(low) > 0 for low in said) / len(said) / _WORKING)


def _tone(text: str) -> int:
    told = read(text)
    chat = any(cue.search(told) for cue in (words.SOCIAL, words.PRIVATE, words.OFF_RECORD))
    return bool(words.BUSINESS.search(lowered(text))) - (chat or bool(words.LAUGHING.search(text)))


def _social(messages: Sequence[Message], threads: Sequence[int]) -> frozenset[int]:
    """The talks in which more is joked, eaten and greeted than worked."""
    chat: Counter[int] = Counter()
    work: Counter[int] = Counter()
    for message, number in zip(messages, threads, strict=True):
        told = read(message.text)
        idle = any(cue.search(told) for cue in (words.SOCIAL, words.PRIVATE, words.OFF_RECORD))
        chat[number] += idle or bool(words.LAUGHING.search(message.text))
        work[number] += min(2, words.BUSINESS.count(lowered(message.text)))
        work[number] += len(message.text) > 60 and bool(re.search(r"\d", message.text))
    return frozenset(n for n in chat if chat[n] >= 2 and chat[n] > work[n])


def weigh(
    statement: Statement, group: Group, made: Changes, answers: Mapping[tuple[int, int], int]
) -> Weighed:
    """A statement weighed, whatever it weighs: see `LEAST`. `answers` tells of the
    statements that answer a question: 3 where it had been put off, else 1."""
    told = cues(statement, group, made, answers)
    weights = shipped()
    weight = sum(weights[name] * amount for name, amount in told.items())
    people = _for_whom(statement, group, told)
    return Weighed(statement, _kind(statement, told, people), weight, people, due(statement, made))


def cues(
    statement: Statement, group: Group, made: Changes, answers: Mapping[tuple[int, int], int]
) -> dict[str, float]:
    """What speaks for a statement and against it, by name; see `weigh`."""
    found: dict[str, float] = defaultdict(float, _cues(statement, group))
    found["answer"] = answers.get(statement.key, 0)
    if statement.key in made.agreed:
        found["agreed"], found["asking"], found["proposing"] = 1, 0, 0
    found["changing"] = statement.key in made.linked
    found["amid"] = group.amid(statement)
    return found


@lru_cache(maxsize=1)
def shipped() -> dict[str, float]:
    """The weights of the cues, as `train_chat_weights` fits them."""
    weights: dict[str, float] = json.loads(
        resources.files("retrieval").joinpath(FILE).read_text("utf-8")
    )
    return weights


_RATE = re.compile(
    r"\d\s?(?:k|đ|đồng|tr|triệu|d)?\s?/\s?(?:người|đội|hộ|suất|bộ|áo|bạn|lượt|tháng|nguoi|ho|"
    r"thang)\b"
)
_RULE = pattern("tối đa|tối thiểu|ít nhất|bắt buộc|miễn phí|chỉ được|mới được|phải|cấm|quá hạn")
_EACH = pattern(  # without accents "moi nguoi" is "mọi người"
    "mỗi (?:đơn vị|đội|nhà|gia đình|khu|người|tổ|"
    "bạn|đoàn viên|hội viên|"
    "đảng viên|thành viên|đồng chí|đ/c|chi bộ|ấp|thôn|lớp|phòng|hộ|em)",
    strict=True,
)
_DONE = pattern(r"\d+|xong|đủ|hoàn thành|rồi")
_LACKING = pattern(
    "còn thiếu|đang thiếu|chỉ còn|không còn|chưa (?:nộp|gửi|báo|đăng ký|có danh sách)|còn nợ|"
    "hiện (?:mới )?có|hiện mới|mới có"
)
_PAST = pattern(
    "đã (?:nộp|xong|gửi|làm|mua|in|về|đi|nhận|có)|(?:xong|rồi|r)(?: ạ| nhé| nha| {hon})*$|"
    "hôm qua|hôm trước|hôm trc|năm ngoái|vừa xong"
)


def _cues(statement: Statement, group: Group) -> Counter[str]:
    low, message = statement.low, statement.message
    lead = lowered(message.text[slice(*statement.lead)]) if statement.lead else low[:60]
    after = group.after(statement)
    found = Counter({
        "limit": any(w.bound and (w.iso or w.clock) for w in statement.times),
        "day": any(w.day for w in statement.times) or bool(_WEEKDAYS.search(low)),
        "clock": any(w.clock for w in statement.times),
        "deciding": bool(words.DECIDING.search(low)),
        "settling": bool(words.SETTLING.match(low) or _TAKING.match(low)),
        "reporting": _reports(low),
        "stopping": _stops(statement),
        "concluding": bool(words.CONCLUDING.search(lead)) and statement.item,
        "assigning": bool(words.ASSIGNING.search(low)),
        "announcing": bool(words.ANNOUNCING.search(low)),
        "event": bool(words.EVENTS.search(low)) and bool(statement.times),
        "business": min(4, words.BUSINESS.count(low)),
        "sum": min(2, sum(v.slot == "sum" for v in statement.values)),
        "lacking": bool(_LACKING.search(low)),
        "count": min(2, sum(v.slot.startswith(("count", "percent")) for v in statement.values)),
        "place": any(v.slot.startswith("place") for v in statement.values),
        "reference": bool(statement.references),
        "duties": len(_DUTIES.findall(statement.text)) >= 2
        or _shares_out(statement, group),
        "noted": min(4, sum(map(is_ack, after))),
        "echoed": min(2, group.echoes(statement)),
        "pinned": message.id in group.pinned,
        "forwarded": bool(message.forwarded_from),
        "reply": message.reply_to is not None,
        "all": bool(_ALL.search(low)),
        "link": bool(_LINK.search(low)),
        "file": message.kind is Kind.FILE,
        "pasted": is_pasted(message),
        "rule": bool(
            _RULE.search(low) or _EACH.search(read(statement.text)) or _RATE.search(low)
        ),
    })  # fmt: skip
    return found + Counter() | _against(statement, group, after, low)


_WEEKDAYS = pattern(
    r"(?:các |những )?(?:thứ|t) ?[2-7](?:,| và| va| \+| -| &) ?(?:thứ |t)?[2-7]|"
    r"hàng tuần|hằng tuần|hàng tháng|hằng tháng"
)


_TAKING = pattern(r"(?:(?:ok|ừ|vậy|thôi|thế|u|uh)[ ,]+){0,3}(?:lấy|duyệt|nhận|chốt|cho) \d+")
_TO_EACH = re.compile(r"[:=]\s*$")


def _shares_out(statement: Statement, group: Group) -> bool:
    """ "Đ/c Hậu chuẩn bị dự thảo, đ/c Oanh ghi biên bản": people, each with something to do."""
    clauses = re.split(r"[,;.\n]|(?<!\w)(?:và|còn)(?!\w)", statement.text)
    each = [
        group.people.named(clause)
        for clause in clauses
        if (words.ACTING.search(lowered(clause)) or words.ASSIGNING.search(lowered(clause)))
        and not words.SOCIAL.search(read(clause))
    ]
    given = [
        n for n in group.people.named(statement.text)
        if _TO_EACH.search(statement.text[: statement.text.find(n)])
    ]  # fmt: skip
    if len(given) >= 2:
        return True  # "Bàn 1: Kiệt. Bàn 2: Thắm"
    roster = len(group.people.named(statement.text)) >= 2 and words.ROSTER.search(statement.low)
    return bool(roster) or len({names[0] for names in each if names}) >= 2


def _reports(low: str) -> int:
    """Whether it tells what was done, or how much: 2 where it begins by saying so."""
    if not (words.REPORTING.search(low) and _DONE.search(low)):
        return 0
    return 1 + bool(words.REPORTING.match(low))


def _stops(statement: Statement) -> bool:
    """Whether something of the office is called off."""
    mark = words.CANCELLING.meant(statement.text)
    about = mark and statement.low[mark.end() :]
    return bool(mark) and not words.SOCIAL.search(read(about or ""))


def _is_ordered(low: str, named: Sequence[str]) -> bool:
    """Whether somebody is named and told what to do at once: "Phấn tính xem ..."."""
    for name in named:
        found = re.search(rf"(?<!\w){re.escape(lowered(name.split()[-1]))}(?!\w)", low)
        if found and words.ACTING.search(low[found.end() : found.end() + _AT_ONCE]):
            return True
    return False


def _against(
    statement: Statement, group: Group, after: Sequence[Message], low: str
) -> Counter[str]:
    named = group.people.named(statement.text)
    whole = bool(_ALL.search(low))
    told = read(statement.text)
    return Counter({
        "acting": bool(words.ACTING.search(low)) and bool(named or whole or _MINE.search(low)),
        "proposing": bool(words.PROPOSING.search(told))
        and not words.DECIDING.search(low)
        and not words.CORRECTING.search(low),
        "asking": is_question(statement),
        "social": 0
        if _stops(statement)
        else max(0, min(2, words.SOCIAL.count(told)) - (words.BUSINESS.count(low) >= 2)),
        "greeting": bool(words.GREETING.search(told)),
        "laughing": bool(words.LAUGHING.search(statement.text)),
        "laughed": min(3, sum(bool(words.LAUGHING.search(m.text)) for m in after[:4])),
        "chat": group.threads[statement.place] in group.social,
        "idle": group.idle > 0,
        "short": len(low.split()) < 5 and not statement.values,
        "sly": bool(words.OFF_RECORD.search(told)),
        "past": bool(_PAST.search(low))
        and not any(
            cue.search(low) for cue in (words.DECIDING, words.REPORTING, words.ANNOUNCING)
        ),
        "ordered": _is_ordered(low, named),
    })  # fmt: skip


def is_question(statement: Statement) -> bool:
    """Whether a statement asks (in its last sentence) rather than tells."""
    spans = statement.sentences
    last = statement.message.text[slice(*spans[-1])] if spans else statement.text
    low = lowered(last).rstrip(" .!~")
    brief = len(low.split()) <= _BRIEF and not any(w.bound for w in statement.times)
    wondering = brief and words.WONDERING.search(low) and not words.FINDING_OUT.search(low)
    return "?" in last or is_asked(statement) or bool(wondering or words.ASKING.search(low))


def _kind(statement: Statement, cues: Mapping[str, float], people: Sequence[str]) -> PointKind:
    if cues["pasted"]:
        return PointKind.DOCUMENT
    if cues["duties"] or (people and cues["acting"] and (cues["assigning"] or cues["limit"])):
        return PointKind.TASK
    if cues["limit"]:
        return PointKind.DEADLINE
    if people and cues["assigning"]:
        return PointKind.TASK
    if cues["deciding"] or (cues["concluding"] and not people):
        return PointKind.DECISION
    if people and cues["acting"] and not cues["announcing"] and not cues["event"]:
        return PointKind.TASK
    if (cues["reference"] and not cues["day"]) or (cues["file"] and cues["business"]):
        return PointKind.DOCUMENT
    return PointKind.ANNOUNCEMENT


def _for_whom(statement: Statement, group: Group, cues: Mapping[str, float]) -> tuple[str, ...]:
    """Who has to do it: those named, else who says "em in xong trước ..."."""
    if not (cues["acting"] or cues["assigning"] or cues["duties"]):
        return ()
    named = group.people.named(statement.text)
    if named or not _MINE.search(statement.low):
        return named
    from retrieval.chat_people import shown

    return (shown(statement.message),)


def due(statement: Statement, made: Changes) -> str | None:
    """By when, or when: the limit that is named, else the first time, of those that still hold."""
    if statement.key in made.shifted:
        return made.shifted[statement.key].isoformat()
    times = [w for when in statement.times if (w := _held(when, statement, made))]
    dated = [w for w in times if w.day]
    if not dated:
        return None
    best = next((w for w in dated if w.bound), dated[0])
    if best.clock is None and not best.bound:
        best = replace(best, clock=next((w.clock for w in times if w.day is None), None))
    return best.iso


def _held(when: When, statement: Statement, made: Changes) -> When | None:
    """What of a time still holds: the day may, where only the hour was changed."""
    cuts = made.cuts.get(statement.key, ())
    slots = {c.slot for c in cuts if c.start < when.end and when.start < c.end}
    if slots - {"clock"}:
        return None
    return replace(when, clock=None) if slots else when
