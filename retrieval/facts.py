"""Questions that the register answers: who signed, when issued, in force, replaced by what."""

import re
from enum import StrEnum

from sqlite_utils import Database

from index import catalogue
from index.relations import Act
from index.text import fold, tokens
from retrieval import validity, vocabulary
from retrieval.questions import Query


class Fact(StrEnum):
    """What is asked of a document that is named; values are fields of its evidence."""

    SIGNER = "signer"
    EFFECTIVE = "effective"
    ISSUED = "issued"
    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"


_WHEN = (
    r"(?:(?:vao |tu |ke tu )?(?:ngay|hom|luc|thang|nam|khi) (?:nao|may)"
    r"|(?:tu )?(?:khi nao|bao gio))"
)
_WHICH = (
    r"(?:van ban|nghi quyet|quyet dinh|quy dinh|ke hoach|chi thi|luat|nghi dinh|cai) (?:nao|gi)"
)
# The first that matches; "bị thay bằng" must be seen before "thay".
_PATTERNS = (
    (Fact.REPLACED_BY, rf"(?:da )?(?:bi|duoc) thay(?: the)?(?: (?:bang|boi))? {_WHICH}"),
    (Fact.REPLACED_BY, rf"(?:da )?(?:bi|duoc) {_WHICH} thay(?: the)?"),
    (Fact.REPLACED_BY, rf"{_WHICH} (?:da )?thay(?: the)?(?: cho)?"),
    (Fact.REPLACES, rf"thay(?: the)?(?: cho)? {_WHICH}"),
    (Fact.SIGNER, r"(?:do )?ai (?:da )?ky(?: ten)?(?: ban hanh)?|nguoi ky(?: la ai)?|ky ten la ai"),
    (
        Fact.EFFECTIVE,
        rf"(?:bat dau )?co hieu luc(?: thi hanh)? {_WHEN}|{_WHEN} (?:thi )?co hieu luc",
    ),
    (
        Fact.ISSUED,
        rf"(?:duoc )?(?:ban hanh|ra doi|ra|ky) {_WHEN}|ngay (?:ban hanh|ky)(?: la)? \w+ \w+",
    ),
)
_AROUND = frozenset(
    vocabulary.phrases("a, vay, the, co, thi, la, ai, cho, hoi, biet, nhi, bot, oi, duoc, nay, ve")
)
# What a sentence says that states the fact. Where the register has none, no other will do.
_SAID = {
    Fact.SIGNER: r"\bky\b",
    Fact.EFFECTIVE: r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|tu khi|sau|vao|trong)\b",
    Fact.ISSUED: r"ban hanh|\bky\b|thong qua",
    Fact.REPLACED_BY: r"thay the|thay cho|bai bo|het hieu luc",
    Fact.REPLACES: r"thay the|thay cho|bai bo|het hieu luc",
}


def asked(query: Query, title: str = "") -> Fact | None:
    """The fact asked of a document with this title, when nothing else is asked."""
    plain = fold(query.text)
    for ref in reversed(query.references):
        plain = plain[: ref.start] + " " * (ref.end - ref.start) + plain[ref.end :]
    plain = " ".join(re.findall(r"\w+", plain))
    for fact, pattern in _PATTERNS:
        found = re.search(rf"\b(?:{pattern})\b", plain)
        if found:
            rest = set((plain[: found.start()] + plain[found.end() :]).split())
            known = _AROUND | vocabulary.LOOKUP | {fold(t.text) for t in tokens(title)}
            return None if rest - known else fact
    return None


def is_stated(fact: Fact, sentence: str) -> bool:
    """Whether a sentence speaks of the fact at all."""
    return bool(re.search(_SAID[fact], " ".join(fold(sentence).split())))


def name_in(text: str) -> str:
    """A question without the fact that it asks for: the title of the document, if it has one."""
    plain = " ".join(re.findall(r"\w+", fold(text)))
    for _, pattern in _PATTERNS:
        plain = re.sub(rf"\b(?:{pattern})\b", " ", plain)
    return " ".join(plain.split())


def places(db: Database, pk: int, fact: Fact) -> list[tuple[int, int, int]]:
    """Where it is said: (document, start, end); empty when the documents do not say."""
    if fact is Fact.REPLACES:
        acts = (Act.REPLACES, Act.REPEALS)
        return [(pk, e.start, e.end) for e in catalogue.edges_of(db, pk) if e.act in acts]
    if fact is Fact.REPLACED_BY:
        entry = catalogue.entry(db, pk)
        found = validity.changes(db, entry) if entry else []
        return [(edge.pk, edge.start, edge.end) for edge, _ in found if edge.act != Act.AMENDS]
    place = catalogue.evidence(db, pk, fact.value)
    return [(pk, *place)] if place else []
