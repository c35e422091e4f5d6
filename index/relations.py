"""What a document does to others: founded on, replaces, repeals, amends, carries out, mentions.

Read sentence by sentence, from the document's own voice only: "Nghị quyết này thay thế ..." is
an act of this document, "Luật A được sửa đổi bởi Luật B" is news about two others and counts as
a mention. Where the form leaves a doubt the relation is a mention.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from index import references
from index.metadata import Metadata
from index.references import Reference
from index.text import fold, sentences


class Act(StrEnum):
    """Kinds of relations, the most telling first."""

    REPLACES = "replaces"
    REPEALS = "repeals"
    AMENDS = "amends"
    CONSOLIDATES = "consolidates"
    CARRIES_OUT = "carries_out"
    ANNEXED_TO = "annexed_to"  # `index/annexes.py`
    FOUNDED_ON = "founded_on"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Relation:
    """One edge: this document does `act` to `reference`, said in `text[start:end]`."""

    act: Act
    reference: Reference
    start: int
    end: int


_KIND = r"(?:bo luat|luat|phap lenh|[a-z]+ (?:dinh|quyet|thi|luan|tu|che|hoach|dan|bao|trinh|le))"
_VERBS = {
    "thay the": Act.REPLACES,
    "bai bo": Act.REPEALS,
    "huy bo": Act.REPEALS,
    "sua doi": Act.AMENDS,
    "bo sung": Act.AMENDS,
    "dinh chinh": Act.AMENDS,
}
_VERB = rf"(?P<verb>{'|'.join(_VERBS)})"
_ARTICLE = r"\W*(?:dieu \d+[a-z]?\s*[.:]\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s*|[a-z][)]\s*|[-+*]\s*)?"
# The document itself speaks: "Quyết định này ... thay thế", or a clause opens with the verb.
_ITSELF = re.compile(rf"\b{_KIND} nay\b(?P<between>[^.;]{{0,160}}?)\b{_VERB}\b")
_ASIDE = re.compile(r"\b(?:theo|tai|duoc|bi|nguoi|quy dinh|truong hop|ma|neu|viec|can)\b")
_OPENS = re.compile(rf"^{_ARTICLE}\(?\s*(?:ve (?:viec )?)?{_VERB}\b")
_PASSIVE = re.compile(r"\b(?:duoc|bi|da|se|neu|de nghi|truong hop|viec|kien nghi|ra soat)\s*$")
_ENDS_FORCE = re.compile(
    rf"\bhet hieu luc\b.{{0,60}}\b(?:{_KIND} nay\b|ngay nay\b|tu ngay)|\b{_KIND} nay\b.{{0,60}}"
    r"\bhet hieu luc\b"
)
# "Điều 1. Bãi bỏ toàn bộ một số văn bản ...", "2. Bãi bỏ các Quyết định sau:" above a list.
_LISTS = re.compile(
    rf"^{_ARTICLE}(?:{_KIND} nay )?(?:bai|huy) bo (?:(?:toan bo|mot phan|cac|nhung|mot so|\d+) )+"
    rf"(?:(?:noi dung|quy dinh) (?:cua|tai) (?:cac )?)?(?:van ban|{_KIND})\b"
)
_HEADING = re.compile(r"^\W*(?:dieu \d+|[ivx]+|\d{1,2})\s*[.)]")
_BASIS = re.compile(r"^\W*can cu\b")
_CARRYING = r"(?:thuc hien|trien khai|huong dan|thi hanh|cu the hoa|quan triet|chi tiet)"
_CARRIES = re.compile(rf"\b{_CARRYING}\b")
_PREAMBLE = re.compile(rf"^\W*{_CARRYING}\b")
# What makes the next number part of the name of the one before, or of another's history.
_OTHERS = re.compile(
    r"\b(?:sua doi|bo sung|theo|tai|huong dan|quy dinh chi tiet|thuc hien|trien khai|duoc|thay the"
    r"|bai bo|can cu|thi hanh|kem theo)\b"
)
_PART = re.compile(
    r"\b(?:mot so|khoan|diem|dieu \d|cac dieu|phu luc|muc|chuong|cum tu|noi dung|mau so)\b"
    r"|\btai\W*$|\btai cac \w+ \w+\W*$"
)
_WITHIN = re.compile(r"\bquy dinh\b.*\btai\b")
_QUOTED = re.compile(r"“[^”]*”")
_BODY = re.compile(r"^\W*(?:dieu 1\b|chuong i\b|i\s?[.\-])", re.MULTILINE)
_HEAD = 3_000  # characters in which "(Thay thế ...)" under the title is still the head
_REACH = 260  # characters from a verb to the number it governs
_LONG = 420  # characters; a longer sentence is quoted around the number
_AROUND = 150
_ITEM = re.compile(r"^\W*(?:[-+*]|[a-z0-9]{1,2}[.)])\s")


def find(text: str, said: Metadata, annexed: Relation | None = None) -> list[Relation]:
    """The relations of NFC `text`, one for each act and reference, in order of the text; with
    what it is an annex of, should it be one."""
    own = references.find(said.number or "")
    found: dict[tuple[Act, str], Relation] = {}
    for relation in (*([annexed] if annexed else ()), *_all(text, said)):
        if not any(relation.reference.agrees(other) for other in own):
            if relation.act in _CHANGES and not _may_change(said.number, relation.reference):
                relation = replace(relation, act=Act.MENTIONS)
            found.setdefault((relation.act, str(relation.reference)), relation)
    told = {name for act, name in found if act is not Act.MENTIONS}
    return [r for (act, name), r in found.items() if act is not Act.MENTIONS or name not in told]


_CHANGES = (Act.REPLACES, Act.REPEALS, Act.AMENDS)
# Who stands above whom; what is not listed is not compared.
_RANKS = (r"(?:ubnd|hdnd)$", r"-b[a-z]+$|-nhnn$", r"-(?:cp|ttg)$", r"qh\d+$")


def _may_change(number: str | None, other: Reference) -> bool:
    """Whether a document of this number can change the other: a province changes no decree (it
    proposes to, in the same words)."""
    own, changed = _rank(number or ""), _rank(str(other))
    return own is None or changed is None or own >= changed


def _rank(number: str) -> int | None:
    plain = fold(number)
    return next((n for n, code in enumerate(_RANKS) if re.search(code, plain)), None)


def _all(text: str, said: Metadata) -> Iterator[Relation]:
    if "VBHN" in (said.number or ""):
        yield from _consolidated(text)
        return
    quiet = said.is_report or said.kind == "Công văn"  # a letter tells of what others did
    if not quiet:
        yield from _of_title(text, said)
    body = _BODY.search(fold(text))
    reach = body.start() if body else _HEAD
    lead: Act | None = None  # what the items after "..., sau đây hết hiệu lực:" undergo
    for start, end in sentences(text):
        clause = _Clause(text, start, end)
        if quiet:
            yield from clause.all(Act.MENTIONS)
            continue
        lead = lead if _ITEM.match(clause.plain) else None
        yield from clause.relations(in_preamble=start < reach, lead=lead)
        lead = clause.lead() or lead


def _of_title(text: str, said: Metadata) -> Iterator[Relation]:
    """What the trích yếu announces: "Sửa đổi ... của Thông tư số ...", "Thực hiện Nghị quyết"."""
    place = next((e for e in said.evidence if e.field == "title"), None)
    if place is None:
        return
    title = _Clause(text, place.start, place.end)
    opening = re.search(rf"\b{_VERB}\b", title.plain)
    if opening and opening.start() < 60:
        yield from title.governed(opening)
    elif carried := _CARRIES.search(title.plain):
        yield from title.first_after(Act.CARRIES_OUT, carried.end())


def _consolidated(text: str) -> Iterator[Relation]:
    """A consolidated text repeats the acts of others: its own are what its head lists."""
    body = _BODY.search(fold(text))
    for start, end in sentences(text):
        clause = _Clause(text, start, end)
        listed = (body is None or start < body.start()) and re.match(
            rf"\W*{_KIND} so\b", clause.plain
        )
        if listed:
            yield from clause.first_after(Act.CONSOLIDATES, 0)
        yield from clause.all(Act.MENTIONS)


class _Clause:
    """A sentence with its references; offsets of references are within the sentence."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.plain = " ".join(fold(text[start:end]).split("\n"))
        self.found = [ref for ref in references.find(text[start:end]) if ref.complete]

    def relations(self, *, in_preamble: bool, lead: Act | None) -> Iterator[Relation]:
        """Acts first: a reference that no act governs is a mention."""
        if not self.found:
            return
        verb = self._own_verb()
        if verb:
            yield from self.governed(verb)
        elif _BASIS.match(self.plain) and in_preamble:
            yield from self._founding()
        elif in_preamble and (carried := _PREAMBLE.match(self.plain)):
            yield from self.first_after(Act.CARRIES_OUT, carried.end())
        elif _ENDS_FORCE.search(self.plain) or lead:
            yield from self._ended()
        yield from self.all(Act.MENTIONS)

    def lead(self) -> Act | None:
        """Whether a list of documents follows that lose their force."""
        colon = self.plain.rstrip().endswith(":")
        ends = colon and _ENDS_FORCE.search(self.plain)
        lists = not self.found and (colon or _HEADING.match(self.plain))
        return Act.REPEALS if ends or (lists and _LISTS.match(self.plain)) else None

    def all(self, act: Act) -> Iterator[Relation]:
        yield from (self._made(act, ref) for ref in self.found)

    def first_after(self, act: Act, at: int) -> Iterator[Relation]:
        after = [ref for ref in self.found if ref.start >= at][:1]
        yield from (self._made(act, ref) for ref in after if ref.start - at < _REACH)

    def governed(self, verb: re.Match[str]) -> Iterator[Relation]:
        """The references that a verb governs; part of a document replaced is an amendment."""
        act, at = _VERBS[verb["verb"]], verb.end("verb")
        for place, ref in enumerate(r for r in self._unquoted() if r.start >= at):
            between = self.plain[at : ref.start]
            if len(between) > _REACH or _breaks(between, first=place == 0):
                return
            act = Act.AMENDS if _PART.search(between) else act  # so too what follows "và"
            yield self._made(act, ref)
            at = ref.end

    def _own_verb(self) -> re.Match[str] | None:
        for pattern in (_ITSELF, _OPENS):
            said = pattern.search(self.plain)
            aside = said and _ASIDE.search(said.groupdict().get("between") or "")
            if said and not aside and not _PASSIVE.search(self.plain[: said.start("verb")]):
                return said
        return None

    def _founding(self) -> Iterator[Relation]:
        """All that a "Căn cứ" names, save the history of what it names."""
        at = 0
        for ref in self.found:
            between = self.plain[at : ref.start]
            past = re.search(r"\b(?:sua doi|bo sung|thay the|theo|boi)\b", between)
            if not past or at == 0 or ";" in between:
                yield self._made(Act.FOUNDED_ON, ref)
            at = ref.end

    def _ended(self) -> Iterator[Relation]:
        """Documents named before "hết hiệu lực"; provisions in them make it an amendment."""
        at, act = 0, Act.REPEALS
        for ref in self._unquoted():
            between = self.plain[at : ref.start]
            if at and _OTHERS.search(between):
                return
            partial = _PART.search(between) or (at == 0 and _WITHIN.search(between))
            act = Act.AMENDS if partial else act
            yield self._made(act, ref)
            at = ref.end

    def _unquoted(self) -> list[Reference]:
        quoted = [match.span() for match in _QUOTED.finditer(self.text[self.start : self.end])]
        return [r for r in self.found if not any(a <= r.start < b for a, b in quoted)]

    def _made(self, act: Act, ref: Reference) -> Relation:
        placed = replace(ref, start=self.start + ref.start, end=self.start + ref.end)
        return Relation(act, placed, *self._quote(placed))

    def _quote(self, ref: Reference) -> tuple[int, int]:
        """The sentence, or of a very long one the words around the reference."""
        if self.end - self.start <= _LONG:
            return self.start, self.end
        start = self.text.find(" ", max(self.start, ref.start - _AROUND), ref.start) + 1
        end = self.text.rfind(" ", ref.end, min(self.end, ref.end + _AROUND))
        return (start or ref.start), (end if end > 0 else ref.end)


def _breaks(between: str, *, first: bool) -> bool:
    """Whether the words before a reference take it out of the reach of the verb."""
    if first:
        return bool(re.search(r"\b(?:can cu|theo quy dinh|bang|thanh)\b|[.;] ", between))
    return bool(_OTHERS.search(between))
