"""Understanding a question that only makes sense after the one before it.

Pure: what was typed and the last turns of the same conversation, to a question that stands on its
own and the passage whose document it is asked of; None when it stands on its own already. Only
messages that hold nothing but a reference back are resolved: a question with a subject of its own
is never drawn to the last document. The words are in `followup_words`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index import references
from index.text import LOWER, UPPER, fold, tidy
from retrieval import facts, questions, vocabulary
from retrieval import followup_words as said
from retrieval.conversation import Followed, Source, Turn

_LONGEST = 25  # words of a follow-up
_SUBJECT = 5  # words of one that only names another subject


def resolve(text: str, turns: Sequence[Turn]) -> Followed | None:
    """What `text` (as typed) means after `turns`, the last of which is the latest."""
    text = " ".join(tidy(text).split())
    if not turns or not text or len(text.split()) > _LONGEST:
        return None
    typed = _read(text)
    if references.find(text):
        return _other_number(typed, turns[-1])
    for reading in (_whole, _units, _that, _fact, _asking, _slot, _subject):
        if found := reading(typed, turns):
            return found
    return None


def is_incomplete(text: str) -> bool:
    """Whether a text asks for a fact of a document that it does not name ("văn bản đó ai ký?")."""
    typed = _read(" ".join(tidy(text).split()))
    return not references.find(text) and facts.bare(_without_noun(typed)[0]) is not None


# --- what was typed ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Typed:
    """A message, and its `body` without what people say around it. `form` is the body in lower
    case, as the patterns want it; `opened` tells that it began or ended like a follow-up ("còn
    ...", "... thì sao")."""

    text: str
    body: str
    form: str
    opened: bool

    def only(self, words: said.Words) -> re.Match[str] | None:
        """The match when the body is nothing else."""
        return words.of(self.text).fullmatch(self.form)

    def search(self, words: said.Words) -> re.Match[str] | None:
        return words.of(self.text).search(self.form)


def _read(text: str) -> _Typed:
    lower = text.lower()
    lead, tail = said.LEAD.of(text).match(lower), said.TAIL.of(text).search(lower)
    start = lead.end() if lead else 0
    end = max(start, tail.start() if tail else len(text))
    around = (said.OPENED.of(text).search(lower[:start]), said.CLOSED.of(text).search(lower[end:]))
    body = text[start:end].rstrip(" ,;:")
    return _Typed(text, body, body.lower(), any(around))


# --- readings, in the order in which they are tried --------------------------------------------


def _whole(typed: _Typed, turns: Sequence[Turn]) -> Followed | None:
    """ "chi tiết hơn", "trang sau": the passage cited last, or its neighbour."""
    source = _latest(turns)
    if source is None or source.passage_id is None:
        return None
    for step, words in ((0, said.WHOLE), (1, said.NEXT), (-1, said.BEFORE)):
        if typed.only(words):
            return Followed(turns[-1].question, source.passage_id, source, step)
    return None


def _units(typed: _Typed, turns: Sequence[Turn]) -> Followed | None:
    """ "điều 7", "còn khoản 2?": in the document of the last answer."""
    source = _latest(turns)
    if source is None or not typed.only(said.ONLY_UNITS):
        return None
    new = _in(said.UNIT, typed.body)
    before = turns[-1].question
    old = {unit: span for unit, _, span in _in(said.UNIT, before)}
    if typed.opened and len(new) == 1 and new[0][0] in old:
        question = _put(before, old[new[0][0]], new[0][1])
        return _asked_of(source, question)
    outer = _outer(new[-1][0], before, source)
    return _asked_of(source, " ".join([*(text for _, text, _ in new), *outer, source.name]))


def _outer(unit: str, before: str, source: Source) -> list[str]:
    """The units around one, as the question before or else the place cited has them."""
    rank = _UNITS.index(unit)
    if rank > 1:  # only points and clauses begin anew in every article
        return []
    for place in (before, source.section):
        found = {name: text for name, text, _ in _in(said.UNIT, place)}
        wider = [found[name] for name in _UNITS[rank + 1 : 3] if name in found]
        if wider:
            return wider
    return []


def _fact(typed: _Typed, turns: Sequence[Turn]) -> Followed | None:
    """ "ai ký?", "nghị quyết ai ký": of the document of the last answer."""
    rest, kind = _without_noun(typed)
    if facts.bare(rest) is None and not typed.only(said.ABOUT_WHAT):
        return None
    source = _latest(turns, kind)
    return _asked_of(source, _about(rest, source)) if source else None


def _without_noun(typed: _Typed) -> tuple[str, str | None]:
    """The body without a bare "nghị quyết (này)", and that kind; as it is where the noun belongs
    to what is asked ("thay thế nghị quyết nào")."""
    body = _shortly(typed)
    noun = typed.search(said.THAT_DOCUMENT) or typed.search(said.NAMED_KIND)
    if noun is None or facts.bare(body):
        return body, None
    return " ".join(f"{body[: noun.start()]} {body[noun.end() :]}".split()), noun["kind"]


def _shortly(typed: _Typed) -> str:
    """The body; the whole question for a noun that stands for one ("còn ngày ký?")."""
    pairs = said.ASKED_SHORTLY.items()
    return next((full for short, full in pairs if typed.only(said.words(short))), typed.form)


def _about(question: str, source: Source) -> str:
    """A question without a subject, with the name of its document where one would say it."""
    question = question.rstrip("?. ")
    last = re.match(r"(?:ai|văn bản|van ban|nội dung|noi dung|tên|ten)\b", question)
    return f"{question} {source.name}?" if last else f"{source.name} {question}?"


def _that(typed: _Typed, turns: Sequence[Turn]) -> Followed | None:
    """ "văn bản đó nói gì về ...", "nó còn hiệu lực không"; not one with an antecedent of its
    own."""
    found = typed.search(said.THAT_DOCUMENT) or typed.search(said.IT)
    person = None if found else typed.search(said.THAT_PERSON)
    if person and len(typed.body.split()) <= 2 * _SUBJECT:
        source = _latest(turns)
        return _asked_of(source, f"{typed.body} {source.name}") if source else None
    if found is None:
        return None
    kind = found.groupdict().get("kind")
    before = typed.form[: found.start()]
    noun = said.NAMED_KIND.of(typed.text).search(before)
    if noun and not _is_asked(typed.form[noun.end() :]):
        return None
    source = next(filter(None, (_latest([t], kind) for t in reversed(turns))), None)
    if source is None:
        return None
    lead = re.match(r"(?:của|trong|theo|cua) ", found[0])
    question = _put(typed.body, found.span(), f"{lead[0] if lead else ''}{source.name}")
    question += "?" if typed.text.endswith("?") else ""
    outward = vocabulary.CITING.search(fold(_put(typed.form, found.span(), "@")))
    followed = _asked_of(source, question)
    return replace(followed, within=None) if outward and source.number else followed


def _is_asked(after: str) -> bool:
    """Whether a noun is what is asked for ("văn bản nào thay thế nghị quyết đó")."""
    return bool(re.match(r" (?:nào|nao|gì|gi)\b", after))


def _asking(typed: _Typed, turns: Sequence[Turn]) -> Followed | None:
    """ "ở đâu?", "bao nhiêu người dự?": the last question with another question word."""
    if not typed.only(said.ONLY_ASKING):
        return None
    last, source = turns[-1], _latest(turns)
    asked = said.ASKING.of(last.question).search(last.question.lower())
    span = asked.span() if asked else questions.asking(last.question)
    subject = " ".join(_put(last.question, span, "").split())
    within = source.passage_id if source else last.within
    return Followed(f"{subject.rstrip('?!., ')} {typed.body}?", within, source)


def _slot(typed: _Typed, turns: Sequence[Turn]) -> Followed | None:
    """ "còn năm 2021?": the last question with another year, month, level or place."""
    if not typed.opened:
        return None
    last = turns[-1]
    for whole, value in said.SLOTS:
        if new := typed.only(whole):
            old = [m.span() for m in value.of(last.question).finditer(last.question.lower())]
            return _changed(last, old, typed.body[slice(*new.span(1))], typed.body)
    place = _place(typed)
    if place is None:
        return None
    spans = list(_places(last.question))
    if not spans and (last.within is not None or references.find(last.question)):
        return None
    return _changed(last, spans, place, typed.body)


def _place(typed: _Typed) -> str | None:
    """The place that the body names, when it names nothing else."""
    into = said.PLACE_INTO.of(typed.text).match(typed.form)
    place = typed.body[into.end() if into else 0 :]
    named = vocabulary.PROVINCE.fullmatch(fold(place)) or _NAME.fullmatch(place)
    return place if named else None


def _places(question: str) -> Iterator[tuple[int, int]]:
    found = list(vocabulary.PROVINCE.finditer(fold(question))) or list(_NAME.finditer(question))
    return (match.span() for match in found)


def _changed(last: Turn, old: list[tuple[int, int]], new: str, whole: str) -> Followed | None:
    """The last question with `new` for what it had in that place, or with `whole` added."""
    named = [(ref.start, ref.end) for ref in references.find(last.question)]
    old = [(a, b) for a, b in old if not any(start <= a < end for start, end in named)]
    if len({last.question[a:b] for a, b in old}) > 1:
        return None  # which of them is meant cannot be told
    if not old and _asks_fact(last.question):
        return None
    question = last.question
    for span in reversed(old):
        question = _put(question, span, new)
    if not old:
        question = f"{question.rstrip('?!. ')} {whole}?"
    return Followed(question, last.within, _latest([last]) if last.within else None)


def _subject(typed: _Typed, turns: Sequence[Turn]) -> Followed | None:
    """ "còn tổ phó?": the last question with another subject of the same head word; or the same
    document asked for something else."""
    last, words = turns[-1], typed.form.split()
    if not typed.opened or not 0 < len(words) <= _SUBJECT or typed.search(said.QUESTION_WORD):
        return None
    if said.NAMED_KIND.of(typed.text).match(typed.form) or _place(typed):
        return None
    if any(typed.only(whole) for whole, _ in said.SLOTS):
        return None
    span = _same_head(last.question, words)
    if span:
        return Followed(_put(last.question, span, typed.body), last.within, _latest([last]))
    source = _latest([last])
    tied = last.within is not None or references.find(last.question)
    return _asked_of(source, f"{typed.body} {source.name}") if source and tied else None


def _same_head(question: str, words: list[str]) -> tuple[int, int] | None:
    """As many words of a question as `words`, beginning with the same one."""
    if not 2 <= len(words) <= 3:
        return None
    run = r"\s".join([re.escape(words[0]), *[r"[^\W\d]+"] * (len(words) - 1)])
    found = [m.span() for m in re.finditer(rf"(?<!\w){run}(?!\w)", question.lower())]
    asks = found and said.QUESTION_WORD.of(question).search(question.lower()[slice(*found[0])])
    return found[0] if len(found) == 1 and not asks else None


def _other_number(typed: _Typed, last: Turn) -> Followed | None:
    """ "còn NQ 07?": the last question asked of another document."""
    new, old = references.find(typed.body), references.find(last.question)
    if not typed.opened or len(new) != 1 or len(old) != 1:
        return None
    around = typed.body[: new[0].start] + typed.body[new[0].end :]
    if re.search(r"\w", around):
        return None
    span = (old[0].start, old[0].end)
    return Followed(_put(last.question, span, typed.body[new[0].start : new[0].end]))


# --- small ones ----------------------------------------------------------------------------------

_UNITS = tuple(map(fold, said.UNITS))
_NAME = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)+(?!\w)")


def _in(words: said.Words, text: str) -> list[tuple[str, str, tuple[int, int]]]:
    """The units in a text: folded name, as written, where."""
    return [
        (fold(m[1]), text[slice(*m.span())], m.span())
        for m in words.of(text).finditer(text.lower())
    ]


def _latest(turns: Sequence[Turn], kind: str | None = None) -> Source | None:
    """The document that the last turn spoke of, of a kind ("nghị quyết") if one is said."""
    return next((s for s in turns[-1].sources if kind is None or _is(s, fold(kind))), None)


def _is(source: Source, kind: str) -> bool:
    """Whether a document is of a kind, by its number or how its title begins."""
    ref = next(iter(references.find(source.number or "")), None)
    own = references.KINDS.get(ref.kind or "", ()) if ref else ()
    return kind in own or fold(source.title).startswith(kind)


def _asked_of(source: Source, question: str) -> Followed:
    return Followed(question, source.passage_id, source)


def _asks_fact(question: str) -> bool:
    """Whether a question is only about who signed a document, when it was issued, and so on."""
    for ref in reversed(references.find(question)):
        question = _put(question, (ref.start, ref.end), "")
    return facts.bare(re.sub("«.*»", "", question)) is not None


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]
