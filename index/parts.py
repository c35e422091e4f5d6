"""A text that holds several documents one after the other -> a source for each. Pure.

A document begins with a letterhead of its own (a number that is filled in, the kind in capitals,
the motto or place and day), or with a heading that names it and is taken up by what follows; and
only after the one before has ended. Annexes, forms, attached regulations and quoted letterheads
begin no document. What somebody talked over with an assistant, pasted below a document, is
parted off from there to the end of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import head, issuers, tail
from index.lines import Line, pieces
from index.text import fold, strip_span
from index.types import Heading, Source

_ABOVE, _BELOW = 6, 8  # lines of a letterhead around its number
_NEAR = 40  # lines between the end of a document and the bare heading of the next
_TAKEN_UP = 4  # lines below such a heading that take it up
_NUMBERED = re.compile(r"^\W*(?:(?:luat|bo luat|phap lenh)\s+)?so\b")
_FORM = re.compile(
    r"^\W*(?:mau|bieu|phu luc|bm)\b(?: bieu)?[\s.:\-]*(?:so\b|\d|[ivx]+\b|\W*$)"
    r"|^\W*(?:ban hanh )?kem theo\b"
)
_QUOTED = re.compile(r"^[“\"‘«']")
_NAMED = re.compile(rf"^(?:{'|'.join(head.KIND_NAMES)})(?: so)?\s?(?=\d)")
_MOST_NAMED = 90  # characters of a bare heading
_ABOUT = re.compile(r"^\W*(?:v/v|ve|can cu)\b")
_END = re.compile(
    r"\./\.|\bnoi nhan\b|\bnay (?:duoc )?pho bien (?:den|toi)\b|\[\s*da ky\s*\]|\(\s*da ky\s*\)"
    r"|\bthong qua ngay \d|^\W*(?:t/?m|k/?t|tl|tuq)\s?\."
)
_RECIPIENT = re.compile(r"^\W*$|^[-–+*•]|^luu\b|^.{0,120}[,;]$")
_ANNEX = re.compile(r"^\W*phu luc\b|^\W*\(?(?:ban hanh )?kem theo\b")
_LABEL = r"(?: said| da noi| da tra loi)?\s*:"
_ASKS = re.compile(rf"^\W*(?:ban|toi|you|user|human|nguoi dung){_LABEL}")
_ANSWERS = re.compile(
    r"^\W*(?:chatgpt|gpt[\w.-]*|gemini|copilot|claude|deepseek|grok|assistant|ai"
    rf"|tro ly(?: \w+)?){_LABEL}"
)
_OFFERS = re.compile(
    r"\bban co muon (?:minh|toi|em)\b|\bneu ban (?:can|muon)\b.{0,80}\b(?:minh|toi) (?:co the|se)\b"
    r"|\bminh co the (?:giup|soan|viet|lam)\b|\bhay cho (?:minh|toi) biet\b"
)


def split(source: Source, name: str) -> list[Source]:
    """The documents of one source, in order; the source itself where it holds one.

    The first keeps the source's key, and so its id; the others are keyed by `name` and their
    number ("tap-05-ct-tu"), or by their place where they have none.
    """
    lines = pieces(source.text)
    talk = _talk(lines)
    starts = list(_beginnings(source.text, [x for x in lines if talk is None or x.start < talk]))
    starts += [_Start(talk, "", foreign=True)] if talk is not None else []
    if not starts:
        return [source]
    ends = [start.at for start in starts] + [len(source.text)]
    parts = [replace(_cut(source, 0, ends[0]), title=source.title)]
    for key, start, end in zip(_keys(starts, name), starts, ends[1:], strict=True):
        parts.append(replace(_cut(source, start.at, end), key=key, foreign=start.foreign))
    return parts


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a part begins in the text, with the number that stands at its head."""

    at: int
    number: str
    foreign: bool = False


def _keys(starts: Sequence[_Start], name: str) -> list[str]:
    keys: list[str] = []
    for place, start in enumerate(starts, start=2):
        plain = re.sub(r"[^a-z0-9]+", "-", fold(start.number)).strip("-")
        key = f"{name}-{plain or place}"
        keys.append(key if key not in keys else f"{key}-{place}")
    return keys


def _cut(source: Source, start: int, end: int) -> Source:
    """A part with offsets of its own; pages keep the numbers they have in the file."""
    start, end = strip_span(source.text, start, end) or (start, end)
    headings = (h for h in source.headings if start <= h.start and h.end <= end)
    return replace(
        source,
        text=source.text[start:end],
        title=None,
        pages=tuple(page - start for page in source.pages),
        headings=tuple(Heading(h.start - start, h.end - start, h.level) for h in headings),
        noise=tuple(
            (max(a, start) - start, min(b, end) - start)
            for a, b in source.noise
            if a < end and start < b
        ),
    )


# --- where documents begin ---------------------------------------------------------------------


def _beginnings(text: str, lines: Sequence[Line]) -> Iterator[_Start]:
    """Where documents after the first begin: each has a number that the one before has not."""
    ended = next((at for at, line in enumerate(lines) if _END.search(line.plain)), len(lines))
    number, since = head.number(lines[: min(ended, head.LINES)]), 0
    for at in range(len(lines)):
        found = _letterhead(lines, at) or _heading(text, lines, at)
        if found is None or found[1] == number:
            continue
        first, said = found
        if any(_END.search(line.plain) for line in lines[since:first]):
            yield _Start(text.rfind("\n", 0, lines[first].start) + 1, said)
            since, number = at, said


def _letterhead(lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    """The first line of the letterhead around the number in line `at`, and the number."""
    if not _NUMBERED.match(lines[at].plain):
        return None
    number = head.number(lines[at : at + 2])
    if number is None:
        return None
    first = at
    for place in range(at - 1, max(at - _ABOVE, 0) - 1, -1):
        if not _heads(lines[place]):
            break
        first = place
    around = lines[first : at + _BELOW]
    kind = next((i for i, line in enumerate(around) if _says_kind(line)), None)
    marked = any(issuers.is_motto(line) or head.is_dated(line) for line in around)
    framed = [*lines[max(first - 3, 0) : first], *around[: (kind or 0) + 4]]
    if kind is None or not marked or any(_is_form(line) for line in framed):
        return None
    return first, number


def _heads(line: Line) -> bool:
    """Whether a line can stand above the number of a document."""
    return bool(
        not any(map(str.isalpha, line.text))
        or issuers.is_letterhead(line)
        or head.kind_of(line.text)
        or head.is_dated(line)
        or (_NAMED.match(line.plain) and len(line.text) <= _MOST_NAMED)
    )


def _says_kind(line: Line) -> bool:
    return head.kind_of(line.text) is not None or line.plain.startswith("kinh gui")


def _is_form(line: Line) -> bool:
    return bool(_FORM.match(line.plain) or _QUOTED.match(line.text))


def _heading(text: str, lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    """A heading that names a document right after the end of another, and is taken up below:
    by the number again, by "Về việc ..." or by "Căn cứ ...".
    """
    line = lines[at]
    named = _NAMED.match(line.plain)
    number = head.numbered(line, named.end()) if named else None
    if number is None or len(line.text) > _MOST_NAMED or not _stands_alone(text, line):
        return None
    before = [each.plain for each in lines[max(at - _NEAR, 0) : at]]
    ended = next((n for n, plain in enumerate(reversed(before)) if _END.search(plain)), None)
    if ended is None or any(_ANNEX.match(plain) for plain in before[len(before) - ended :]):
        return None
    said = str(number.value)
    below = lines[at + 1 : at + 1 + _TAKEN_UP]
    taken_up = any(said in each.text or _ABOUT.match(each.plain) for each in below)
    return (at, said) if taken_up else None


def _stands_alone(text: str, line: Line) -> bool:
    """Whether a line is no cell of a table, no item and no unfinished sentence."""
    start, end = text.rfind("\n", 0, line.start) + 1, text.find("\n", line.end)
    whole = text[start : end if end >= 0 else len(text)]
    return (
        line.text[0].isupper() and whole.strip(" *#_") == line.text and line.text[-1] not in ".;,:"
    )


# --- where a talk with an assistant begins -------------------------------------------------------


def _talk(lines: Sequence[Line]) -> int | None:
    """Where foreign talk begins behind a document: right after its end, if that is known."""
    plain = [line.plain for line in lines]
    asks, answers, offers = (
        [at for at, words in enumerate(plain) if pattern.search(words)]
        for pattern in (_ASKS, _ANSWERS, _OFFERS)
    )
    signs = offers + (asks + answers if asks and answers else [])
    ends = [at for at, words in enumerate(plain[: min(signs, default=0)]) if _END.search(words)]
    if not ends:
        return None
    behind = lines[ends[-1] + 1 : min(signs) + 1]
    if any(_ANNEX.match(line.plain) for line in behind):
        return behind[-1].start
    return next((line.start for line in behind if not _closes(line)), behind[-1].start)


def _closes(line: Line) -> bool:
    """Whether a line belongs to the recipients or the signature of a document."""
    return bool(_RECIPIENT.match(line.plain) or tail.signs(line) or _END.search(line.plain))
