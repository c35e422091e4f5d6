"""Messages cut into statements: a message, or one item of a list in it, with what it says.

A statement is the unit that can become a point. Its sentences are spans of the message, so what is
quoted later stands there. What must not be repeated (a password, gossip, orders to a machine) is
taken out here, sentence by sentence, and cannot come back.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from index import references
from index.references import Reference
from index.text import UPPER, fold
from retrieval import chat_times, chat_values
from retrieval import chat_words as words
from retrieval.chat_patterns import is_marked, lowered, read
from retrieval.chat_times import When
from retrieval.chat_types import Kind, Message
from retrieval.chat_values import Value

LONG = 900  # characters from which a message may be a pasted document
MOST = 4_096  # characters that are read of one message

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """`text[start:end]` of a message, `lead` what stands over the list it is of. `sentences` are
    those that may be quoted. Times and values have places in the message's text."""

    message: Message
    place: int  # of the message among all that are read
    start: int
    end: int
    lead: Span | None
    sentences: tuple[Span, ...]
    times: tuple[When, ...]
    values: tuple[Value, ...]
    references: tuple[Reference, ...]
    words: frozenset[str]
    low: str
    item: bool
    persons: tuple[Value, ...] = ()

    @property
    def text(self) -> str:
        return self.message.text[self.start : self.end]

    @property
    def key(self) -> tuple[int, int]:
        return self.place, self.start


def statements(
    messages: Sequence[Message], persons: Callable[[str], Sequence[Value]] = lambda text: ()
) -> Iterator[Statement]:
    """Those of all messages that people wrote, in order. Commands, bots, stickers and service
    messages have none; what tries to give orders to a machine has none either."""
    secret = -_AFTER_SECRET  # where a password was last spoken of
    for place, message in enumerate(messages):
        low = lowered(message.text[:MOST])
        spoken = words.SECRET.search(low) and not is_warning(message.text[:MOST])
        secret = place if spoken else secret
        if is_talk(message) and not (place - secret < _AFTER_SECRET and _CODE.search(message.text)):
            yield from _of(message, place, persons(message.text[:MOST]))


_AFTER_SECRET = 4  # messages in which what looks like a code is one
_CODE = re.compile(r"(?<![\w./-])(?=\w*\d)(?=\w*[A-Za-z]{3})\w{6,}(?![\w/-])")


def is_talk(message: Message) -> bool:
    """Whether somebody says something in it that may be repeated."""
    if message.bot or message.kind in (Kind.COMMAND, Kind.SERVICE, Kind.STICKER, Kind.POLL):
        return False
    text = message.text[:MOST]
    low = lowered(text)
    return bool(low.strip()) and not words.INJECTION.search(low) and not words.CHAIN.search(low)


def is_ack(message: Message) -> bool:
    """Whether a message only takes note: "vâng ạ", "đã rõ", a thumb, a sticker."""
    if message.kind is Kind.STICKER:
        return True
    low = lowered(message.text.strip())
    return (
        bool(low)
        and len(low) < 40
        and bool(words.PRAISE.fullmatch(low) or words.ACK.fullmatch(_without_signs(low)))
    )


def _without_signs(low: str) -> str:
    return re.sub(r"[^\w\s/]+$|^[^\w\s/]+", "", re.sub(r"[^\w\s/,.+!~]", "", low)).strip()


def is_pasted(message: Message) -> bool:
    """Whether a message is a document that somebody pasted."""
    text = message.text
    return len(text) > LONG and len(_OFFICIAL.findall(fold(text))) >= 3


_OFFICIAL = re.compile(
    r"(?:^|\n)\s*(?:dieu \d+|chuong [ivx]+|khoan \d|can cu|noi nhan|quyet nghi|"
    r"quyet dinh:?\s*$|kinh gui|cong hoa xa hoi|"
    r"dang cong san|doc lap - tu do|i{1,3}[.)-]|iv[.)-]|v[.)-]|\d{1,2}[.)] )",
    re.M,
)


def _of(message: Message, place: int, persons: Sequence[Value]) -> Iterator[Statement]:
    text = message.text[:MOST]
    times = chat_times.find(text, message.sent)
    refs = [ref for ref in references.find(text) if _is_named(ref)]
    numbers = [Value(f"reference:{r.kind}", written(r), r.text, r.start, r.end) for r in refs]
    values = sorted((*chat_values.find(text, times), *numbers), key=lambda v: (v.start, v.end))
    for start, end, lead, item in _units(text):
        spans = tuple(_quotable(text, start, end))
        inside = _within(start, end)
        low = lowered(text[start:end])
        yield Statement(
            message, place, start, end, lead, spans,
            tuple(filter(inside, times)), tuple(filter(inside, values)),
            tuple(filter(inside, refs)),
            content(text[start:end]), low, item, tuple(filter(inside, persons)),
        )  # fmt: skip


def _is_named(ref: Reference) -> bool:
    return bool(
        ref.session or (ref.number and ref.kind and ref.issuer) or (ref.number and ref.year)
    )


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


def _within(start: int, end: int) -> Callable[[_Placed], bool]:
    return lambda each: start <= each.start < end


_TOKEN = re.compile(r"[^\W_]+(?:/[^\W_]+)*")


@lru_cache(maxsize=1 << 14)
def content(text: str) -> frozenset[str]:
    """The words, folded, that say what is talked about."""
    low = read(text)
    stop = words.STOP if is_marked(low) else words.STOP_BARE
    said = _TOKEN.findall(low)
    return frozenset(fold(word) for word in said if word not in stop and len(word) > 1)


# --- lists -----------------------------------------------------------------------------------

_NUMBERED = re.compile(
    r"^[ \t]*(?:\(?\d{1,2}[.)/](?!\d)|[a-hđ][.)]|[①-⑳]|\d️?⃣|[✅☑✔👉➡📌🔹🔸▪●•★⭐][️]?)\s*(?=\S)", re.M
)
_BULLET = re.compile(r"^[ \t]*[-–+*•]\s*(?=\S)", re.M)
_INLINE = re.compile(r"(?:(?<=[:;.,\s])|^)\(?(\d)[.)/]\s+(?=\S)|(?:(?<=[:;.,\s])|^)(\d) là (?=\S)")


def _units(text: str) -> Iterator[tuple[int, int, Span | None, bool]]:
    """The parts of a message that stand for themselves: the items of a numbered list, of a list
    of conclusions, else the message."""
    marks = list(_NUMBERED.finditer(text))
    if _labelled(text, marks) >= _LABELS:  # details of one event stay together
        yield 0, len(text), None, False
        return
    if len(marks) < 2:
        marks = _bullets(text)
    if len(marks) < 2:
        marks = _inline(text)
    if len(marks) >= 2:
        yield from _listed(text, [(m.start(), m.end()) for m in marks])
        return
    yield from _semicolons(text)


def _bullets(text: str) -> list[re.Match[str]]:
    """Bullets of a list of things done or to do; details of one event stay together."""
    marks = list(_BULLET.finditer(text))
    head = lowered(text[: marks[0].start()]) if marks else ""
    if not words.CONCLUDING.search(head) or _labelled(text, marks):
        return []
    return marks


_LABELS = 2  # items that say when, where and who of one event


def _labelled(text: str, marks: Sequence[re.Match[str]]) -> int:
    """How many items of a list begin with "Thời gian:", "Địa điểm:"."""
    return sum(bool(words.LABELS.match(lowered(text[m.end() : m.end() + 20]))) for m in marks)


def _inline(text: str) -> list[re.Match[str]]:
    """ "1. ... 2. ... 3. ..." within a line."""
    marks = list(_INLINE.finditer(text))
    numbers = [int(m[1] or m[2]) for m in marks]
    return marks if numbers == list(range(1, len(marks) + 1)) else []


def _listed(text: str, marks: list[Span]) -> Iterator[tuple[int, int, Span | None, bool]]:
    lead = (0, marks[0][0]) if text[: marks[0][0]].strip() else None
    if lead and len(lowered(text[: lead[1]]).split()) > 45:
        yield 0, lead[1], None, False  # long enough to say something by itself
    ends = [start for start, _ in marks[1:]] + [_list_end(text, marks[-1][1])]
    for (_, start), end in zip(marks, ends, strict=True):
        yield start, end, lead, True
    if text[ends[-1] :].strip():
        yield ends[-1], len(text), None, False


def _list_end(text: str, start: int) -> int:
    line = text.find("\n", start)
    return len(text) if line < 0 else line


_SEMICOLON = re.compile(r"\s*;\s+")
_COLON = re.compile(r":\s+")
_SHARE = 60  # characters of the longest part where each says only who does what


def _semicolons(text: str) -> Iterator[tuple[int, int, Span | None, bool]]:
    """ "Kết luận: A; B; C" are three; who has which part, in a few words each, is one."""
    colon = _COLON.search(text)
    if colon and words.CONCLUDING.search(lowered(text[: colon.start()])):
        cuts = [m.span() for m in _SEMICOLON.finditer(text, colon.end())]
        starts = [colon.end(), *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(text)]
        if cuts and max(e - s for s, e in zip(starts, ends, strict=True)) > _SHARE:
            for start, end in zip(starts, ends, strict=True):
                yield start, end, (0, colon.start()), True
            return
    yield 0, len(text), None, False


# --- sentences -------------------------------------------------------------------------------

_STOP = re.compile(rf"(?<=[.!?…])[\s]+(?=\S)|\s*\n+\s*|(?<=[)\]])\s+(?=[{UPPER}])")
_NO_STOP = re.compile(r"(?:^|[\s(])(?:tp|tx|tt|ts|ths|gs|pgs|mr|ms|vd|v\.v|stt|\d{1,2})\.$", re.I)


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences of `text[start:end]`; chat ends them by dots, marks and lines."""
    begin = start
    for gap in _STOP.finditer(text, start, end):
        if "\n" not in gap[0] and _NO_STOP.search(text[max(begin, gap.start() - 6) : gap.start()]):
            continue
        if text[begin : gap.start()].strip():
            yield _stripped(text, begin, gap.start())
        begin = gap.end()
    if text[begin:end].strip():
        yield _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + left + len(piece.strip())


def _quotable(text: str, start: int, end: int) -> Iterator[Span]:
    for span in sentences(text, start, end):
        said = text[slice(*span)]
        if words.SECRET.search(lowered(said)) and not is_warning(said):
            continue
        if words.PRIVATE.search(read(said)):
            yield from _public(text, span)
        else:
            yield span


def is_warning(said: str) -> bool:
    """Whether a secret is named only to say that nobody may ask for it or give it."""
    told = _CODE.search(said) or re.search(r"\d{4}", said)
    return bool(words.KEEPING.search(lowered(said))) and not told


_CLAUSE_END = re.compile(r"[,;]\s+|\s[-–]\s")


def _public(text: str, span: Span) -> Iterator[Span]:
    """What of a sentence with something private in it is the group's business: what follows the
    last private clause, where it names an event and when."""
    start, end = span
    cuts = [start, *(found.end() for found in _CLAUSE_END.finditer(text, start, end))]
    for first, last in zip(cuts, [*cuts[1:], end], strict=True):
        if words.PRIVATE.search(read(text[first:last])):
            start = last
    rest = lowered(text[start:end])
    if start < end and words.EVENTS.search(rest) and re.search(r"\d", rest):
        yield start, end


def numbers_of(messages: Iterable[Message]) -> list[str]:
    """The canonical numbers of documents that messages or the names of their files give, in the
    order in which they came up."""
    found: dict[str, tuple[int, str]] = {}
    for message in messages:
        if message.bot or message.kind is Kind.COMMAND:
            continue
        named = re.sub(r"[_\s]+", " ", message.file.rpartition(".")[0])
        for text, rank in ((message.text[:MOST], 0), (named, 2)):
            for ref in references.find(text):
                if _is_named(ref):
                    number = written(ref)
                    key = re.sub(r"\W", "", fold(number))
                    bare = fold(number) == number.lower()  # "38-CV-DU" of a file's name
                    found[key] = min(found.get(key, (9, "")), (rank + bare, number))
    return [number for _, number in found.values()]


_PARTY_STYLE = re.compile(r"\d+(?:-[^\W\d_]+/[^\W\d_]+\S*|/[^\W\d_]{2,}-[^\W\d_]+)")


def written(ref: Reference) -> str:
    """The canonical number; one that was written in full in the Party's way stays in it, for unions
    and youth write so too ("18-KH/ĐTN")."""
    return ref.text if _PARTY_STYLE.fullmatch(ref.text) else str(ref)
