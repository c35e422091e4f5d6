"""Quotations out of statements: what is said, trimmed, without what no longer holds.

All words are the message's own. "…" stands where some were left out; "[…]" around what we put in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

from index.text import fold
from retrieval import chat_words as words
from retrieval.chat_changing import SHIFTED
from retrieval.chat_cuts import Changes
from retrieval.chat_patterns import is_bare, lowered, pattern, read
from retrieval.chat_patterns import restored as accented
from retrieval.chat_people import shown
from retrieval.chat_statements import Span, Statement, content
from retrieval.chat_times import When
from retrieval.chat_types import Quote

LONGEST = 300  # characters of one quotation
_TELLING, _IDLE = 1.5, 0.5  # beside a sentence worth the first, one below the second is left out
_LEAD = 140  # of what stands over a list
_SURE = 0.9  # from which an accent is put back
_NUMBERS = re.compile(
    r"(?<![\w./-])\+?\d(?:[ .-]?\d){8,}(?![\w])"
)  # accounts, telephones: not repeated
_ADDRESSING = re.compile(r"^(?:(?:dạ|vâng|ok|oke|ừ|rồi|à|ờ|z|uh|đây|thế|ạ)[\s,.!]+)+", re.I)
_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200d\U0001F1E6-\U0001F1FF]+")


def quote(
    statement: Statement, made: Changes, most: int = LONGEST, gone: Set[str] = frozenset()
) -> Quote | None:
    """What of a statement is worth quoting; None when nothing is left that holds. Sentences in
    which a value of `gone` stands are left out."""
    text = statement.message.text
    cuts = [(cut.start, cut.end) for cut in made.cuts.get(statement.key, ())]
    changes = not made.by_others(statement)  # what is cut, it names itself as old
    spans: list[Span] = [
        s for s in statement.sentences
        if not _is_idle(text[slice(*s)])
        and not _is_emptied(text, s, cuts, statement, told=changes)
    ]  # fmt: skip
    if statement.key in made.linked:  # what it says anew may be what was old elsewhere
        own = (v for v in statement.values if not any(a <= v.start < b for a, b in cuts))
        gone = gone - {v.text.strip().lower() for v in own}
    cuts += [c for s in spans for c in _clauses_with(gone, text, s, cuts)]
    spans = [s for s in spans if not _is_emptied(text, s, cuts, statement, told=changes)]
    spans = _fitting(statement, spans, most)
    if not spans:
        return None
    lead = _lead(statement)
    typed, restored = _accented(text)
    days = _shifted_to(statement, made)
    pieces = [_piece(typed, text, span, cuts, statement, days) for span in spans]
    joined = _joined(pieces, spans, text)
    said = _tidied(joined)
    if not said:
        return None
    return Quote(statement.message.id, shown(statement.message), said, restored, _tidied(lead))


def gone_of(statements: Iterable[Statement], made: Changes) -> frozenset[str]:
    """The values, lower case, that no longer hold in what some statements speak of."""
    return frozenset(
        cut.text.lower()
        for s in statements
        for cut in made.cuts.get(s.key, ())
        if cut.slot and cut.slot != "person"
    )


_CLAUSE_ENDS = re.compile(r"[,;:()](?!\d)|[.!?](?=\s|$)|\s[-–]\s")


def _clauses_with(gone: Set[str], text: str, span: Span, cuts: Sequence[Span]) -> Iterator[Span]:
    """The clauses of a sentence in which a value that is gone stands beside what is cut already
    ("14h" in "14h45")."""
    low = text[slice(*span)].lower()
    for old in gone:
        for found in re.finditer(rf"(?<![\w.,]){re.escape(old)}", low):
            place = span[0] + found.start()
            if not any(a <= place < b for a, b in cuts):
                ends = [m.end() for m in _CLAUSE_ENDS.finditer(low)]
                start = max((e for e in ends if e <= found.start()), default=0)
                end = min((e for e in ends if e > found.end()), default=len(low))
                yield span[0] + start, span[0] + end


def _left(text: str, span: Span, cuts: Sequence[Span]) -> str:
    kept = (
        c for i, c in enumerate(text[slice(*span)], span[0]) if not any(a <= i < b for a, b in cuts)
    )
    return "".join(kept)


_FORMAL = pattern(
    "thông báo|thông báo (?:khẩn|nhanh|nội bộ)|kính gửi.*|kính thưa.*|trân trọng.*|giấy mời|"
    "kính mời|nơi nhận.*|tin nhanh|gấp|khẩn"
)


def _is_idle(sentence: str) -> bool:
    """A greeting, thanks, "dạ", "Kính gửi ...": nothing to quote."""
    low = lowered(sentence)
    if not content(sentence) and not re.search(r"\d", sentence):
        return True
    if _FORMAL.fullmatch(low.strip(" .,:;!-*")) and not re.search(r"\d", low):
        return True
    return (
        bool(words.GREETING.match(read(sentence)))
        and len(low.split()) < 10
        and not re.search(r"\d", low)
    )


def _is_emptied(
    text: str, span: Span, cuts: Sequence[Span], statement: Statement, *, told: bool
) -> bool:
    """Whether little is left of a sentence without what no longer holds; `told`: one that says so
    itself."""
    inside = [(max(a, span[0]), min(b, span[1])) for a, b in cuts if a < span[1] and b > span[0]]
    if not inside:
        return False
    left = _left(text, span, inside)
    low = lowered(text[slice(*span)])
    held = [v for v in statement.values if span[0] <= v.start < span[1]]
    kept = [v for v in held if not any(a <= v.start < b for a, b in inside)]
    if not kept and words.DECIDING.search(low):
        return True  # what was decided is decided otherwise
    return len(content(left)) < (1 if kept or told else 3)


def _fitting(statement: Statement, spans: Sequence[Span], most: int) -> list[Span]:
    """The sentences that matter most, as many as fit, in order; one at least."""
    worth = {span: _worth(statement, span) for span in spans}
    if max(worth.values(), default=0.0) >= _TELLING:
        spans = [span for span in spans if worth[span] >= _IDLE]
    if sum(b - a for a, b in spans) <= most:
        return list(spans)
    ranked = sorted(spans, key=lambda s: (-worth[s], s[0]))
    kept: list[Span] = []
    for span in ranked:
        if kept and sum(b - a for a, b in kept) + span[1] - span[0] > most:
            continue
        kept.append(span)
    return sorted(kept)


def _worth(statement: Statement, span: Span) -> float:
    low = lowered(statement.message.text[slice(*span)])
    inside = range(*span)
    worth = sum(1.0 for v in statement.values if v.start in inside)
    worth += sum(1.0 + w.bound for w in statement.times if w.start in inside)
    worth += sum(1.5 for r in statement.references if r.start in inside)
    for cue in (words.DECIDING, words.ASSIGNING, words.ANNOUNCING, words.BUSINESS):
        worth += 0.5 * bool(cue.search(low))
    worth += _IDLE * any(who.start in inside for who in statement.persons)
    worth += _IDLE * bool(_LINE.match(statement.message.text, span[0]))
    return worth + 0.3 * (span[0] == statement.start)


_LINE = re.compile(r"(?:[-–•*+] ?)?[^\n:]{1,30}:\s*\S")  # of a list: "Tổ 1: Kiên, Dũng"


def _lead(statement: Statement) -> str:
    """What stands over a list, where it names a document or says what the list is."""
    if not statement.lead:
        return ""
    text = statement.message.text[slice(*statement.lead)].strip().rstrip(":").strip()
    if not (words.BUSINESS.search(lowered(text)) or re.search(r"\d", text)):
        return ""
    if len(text) <= _LEAD // 2:
        return " ".join(text.split())
    named = [s for s in re.split(r"\n+|(?<=[.!?])\s+", text) if words.BUSINESS.search(lowered(s))]
    best = max(named or [text.split("\n")[0]], key=lambda s: len(re.findall(r"\d", s)))
    best = " ".join(best.split())
    if len(best) <= _LEAD:
        return best
    clause = best[:_LEAD].rpartition(",")[0]
    return (clause if len(clause) > 40 else best[:_LEAD].rpartition(" ")[0]).rstrip(" ,;:")


def _shifted_to(statement: Statement, made: Changes) -> list[tuple[int, int, str]]:
    """Where "lùi 1 ngày" stands, with the day that it comes to."""
    day, shift = made.shifted.get(statement.key), SHIFTED.search(statement.low)
    if day is None or shift is None:
        return []
    place = statement.start + shift.end()
    return [(place, place, f" [{day.day}/{day.month}]")]


def _piece(
    typed: str, text: str, span: Span, cuts: Sequence[Span], statement: Statement,
    days: Sequence[tuple[int, int, str]] = (),
) -> str:  # fmt: skip
    """A sentence without what is cut, with dates that were worked out."""
    start, end = span
    if end - start > LONGEST:
        end = start + max(typed[start : start + LONGEST].rfind(" "), 60)
    marks = [(a, b, "…") for a, b in _merged(cuts) if a < end and b > start]
    marks += [mark for mark in days if start < mark[0] <= end]
    for when in statement.times:
        if _is_in_row(when, statement):
            continue
        inside = start <= when.start < end and when.end <= end
        kept = not any(a < when.end and when.start < b for a, b, _ in marks)
        if when.day and not when.exact and inside and kept:
            marks.append((when.end, when.end, f" [{when.day.day}/{when.day.month}]"))
    said, at = "", start
    for a, b, sign in sorted(marks):
        said += typed[at : max(a, at)] + sign
        at = max(at, min(b, end))
    said += typed[at:end]
    return said + (" …" if end < span[1] else "")


def _is_in_row(when: When, statement: Statement) -> bool:
    """Whether a weekday stands beside another ("thứ Hai và thứ Sáu"): most often of every week."""
    text = statement.message.text
    return any(
        _ROW.fullmatch(text[min(when.end, other.end) : max(when.start, other.start)])
        for other in statement.times if other is not when
    )  # fmt: skip


_ROW = re.compile(r"\s*(?:,|và|-|–|&|va)\s*")


def _merged(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _joined(pieces: Sequence[str], spans: Sequence[Span], text: str) -> str:
    """The sentences, with "…" where one between them was left out."""
    said = pieces[0]
    for before, after, piece in zip(spans, spans[1:], pieces[1:], strict=False):
        gap = text[before[1] : after[0]]
        skipped = bool(content(gap))
        line = "\n" in gap and not said.rstrip().endswith((".", "!", "?", ":", ";", ","))
        said += f" … {piece}" if skipped else f"; {piece.lstrip('-–+•* ')}" if line else f" {piece}"
    return said


def _tidied(said: str) -> str:
    said = _NUMBERS.sub("…", " ".join(said.split()))
    said = _EMOJI.sub("", said)
    said = re.sub(r"\(\s*…\s*\)|\(\s*\)", "…", said)
    said = re.sub(r"(?:\s*…[\s,;]*){2,}", " … ", said)
    said = re.sub(r"\s+([,.;!?])", r"\1", " ".join(said.split()))
    return _ADDRESSING.sub("", said).strip(" ,;-–")


def _accented(text: str) -> tuple[str, bool]:
    """The text with accents where none were typed and they are sure. Names stay as typed."""
    if not is_bare(text):
        return text, False
    sure = [c for c in accented(text).changes if c.sure >= _SURE and not _is_name(text, c.start)]
    said = list(text)
    for change in sure:
        said[change.start : change.end] = change.text
    for found in _KNOWN.finditer(text.lower()):
        said[found.start() : found.end()] = _cased(_PHRASES[found[0]], text[slice(*found.span())])
    for cue, spelt in _SPELT:
        for found in cue.finditer(text.lower()):
            said[found.start(1) : found.end(1)] = _cased(spelt, found[1])
    restored = "".join(said)
    return restored, restored != text


# Read right whatever stands around them: the words of offices.
_PHRASES = {fold(phrase): phrase for phrase in words.OFFICE}
_KNOWN = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_PHRASES, key=len, reverse=True))})(?!\w)")


# And what chats say with few letters: particles, and names of days, months and places by number.
_SPELT = [
    (re.compile(rf"(?<!\w)({bare}){after}", re.I), spelt)
    for bare, after, spelt in (
        (
            "nha",
            r"(?=\s*(?:[.,!?~)]|$)|\s+(?:mn|e|a|c|em|anh|chi|ca|cac|moi|may|ae|ban)(?!\w))",
            "nha",
        ),
        ("oi", r"(?!\w)", "ơi"),
        ("roi", r"(?=\s*(?:[.,!?~]|$)|\s+(?:a|e|nha|nhe)(?!\w))", "rồi"),
        ("thu", r"(?=\s+[2-7](?!\w|[.,]\d|\s*(?:tr|k|trieu|nghin|ngan|dong|ty|%)(?!\w)))", "thứ"),
        ("chieu", r"(?=\s+(?:thu\s+[2-7]|t[2-7]|chu nhat|cn|mai|nay|ngay|\d))", "chiều"),
        ("ngay", r"(?=\s+[0-3]?\d(?!\w))", "ngày"),
        ("thang", r"(?=\s+(?:1[0-2]|\d)(?!\w))", "tháng"),
        ("quy", r"(?=\s+(?:[1-4]|i{1,3}|iv)(?!\w))", "quý"),
        ("ap", r"(?=\s+\d)", "ấp"),
        ("thon", r"(?=\s+\d)", "thôn"),
        ("phong", r"(?=\s+(?:so\s+)?\d)", "phòng"),
        ("lop", r"(?=\s+\d)", "lớp"),
        ("phong tro", r"(?!\w)", "phòng trọ"),
        ("hoi truong nho", r"(?!\w)", "hội trường nhỏ"),
    )
]


def _cased(phrase: str, typed: str) -> str:
    return "".join(p.upper() if t.isupper() else p for p, t in zip(phrase, typed, strict=True))


def _is_name(text: str, start: int) -> bool:
    return text[start].isupper() and start > 0 and text[:start].rstrip()[-1:] not in ".!?:\n"
