"""Questions that the register answers: who signed, when issued, in force, replaced by what."""

import re
from dataclasses import replace
from enum import StrEnum

from sqlite_utils import Database

from index import catalogue, metadata
from index.relations import Act
from index.text import fold, tokens
from index.types import Document
from retrieval import validity, vocabulary
from retrieval.questions import Query


class Fact(StrEnum):
    """What is asked of a document that is named; values are fields of its evidence."""

    SIGNER = "signer"
    EFFECTIVE = "effective"
    ISSUED = "issued"
    REPLACED_BY = "replaced_by"
    REPLACES = "replaces"
    RECEIVERS = metadata.RECEIVERS  # to whom it is sent
    STANDING = "standing"  # whether it is still in force


_WHEN = (
    r"(?:(?:vao |tu |ke tu )?(?:ngay|hom|luc|thang|nam|khi) (?:nao|may)"
    r"|(?:tu )?(?:khi nao|bao gio))"
)
_DOCUMENT = (
    r"(?:van ban|nghi quyet|quyet dinh|quy dinh|ke hoach|chi thi|luat|nghi dinh|thong tu|cai)"
)
_WHICH = rf"(?:(?:nhung|cac) )?{_DOCUMENT}(?: nao| gi)"
_ENDS = r"(?:thay(?: the)?|bai bo|huy bo)"
_OF = (
    r"van ban|nghi quyet|quyet dinh|quy dinh|ke hoach|chi thi|cong van|huong dan|thong bao"
    r"|nay|do|so"
)
# The first that matches; "bị thay bằng" must be seen before "thay".
_PATTERNS = (
    (
        Fact.STANDING,
        r"(?:(?:co|da|hien|van) )*(?:con|het|mat) (?:hieu luc|gia tri)"
        r"(?! (?:ke tu|tu|vao|den|khi|ngay|bao|luc|thang|nam|sau|doi)\b)(?: thi hanh| phap ly)?"
        r"(?: nua)?(?: hay)?(?: khong| chua| ko| k)?"
        r"|(?:(?:co|da) )*(?:bi|duoc) (?:thay the|thay|bai bo|huy bo|sua doi)(?: gi)?(?: hay)?"
        r"(?: khong| chua| ko| k)"
        r"|(?:vi sao|tai sao|ly do|sao)(?: (?:lai|da|bi|duoc|phai|ra|can))*"
        r" (?:bai bo|huy bo|thu hoi|thay the|het hieu luc)"
        r"|tinh trang hieu luc(?: the nao| ra sao| la gi)?",
    ),
    (Fact.REPLACED_BY, rf"(?:da )?(?:bi|duoc) {_ENDS}(?: (?:bang|boi|theo|tai))? {_WHICH}"),
    (Fact.REPLACED_BY, rf"(?:da )?(?:bi|duoc) {_WHICH} {_ENDS}"),
    (Fact.REPLACED_BY, rf"{_WHICH} (?:da )?{_ENDS}(?: cho)?"),
    (
        Fact.REPLACES,
        rf"{_ENDS}(?: cho| toan bo)*(?: (?:{_WHICH}|(?:bao nhieu|may) {_DOCUMENT}))",
    ),
    (
        Fact.SIGNER,
        r"(?:do )?(?:ai (?:da )?ky|nao (?:da )?ky(?! luat))(?: ten)?(?: ban hanh)?"
        r"|nguoi ky(?: la ai)?|ky ten la ai",
    ),
    (
        Fact.EFFECTIVE,
        rf"(?:bat dau )?co hieu luc(?: thi hanh)? {_WHEN}|{_WHEN} (?:thi )?co hieu luc",
    ),
    (
        Fact.RECEIVERS,
        rf"(?:co )?noi nhan(?: (?:cua|{_OF}))*(?: (?:la|gom|bao gom|co|ghi|nhung|cac|tai))*"
        r"(?: (?:ai|gi|don vi|co quan|noi|dau|nao))*"
        r"|(?:duoc )?(?:gui|phat hanh)(?: (?:cho|den|toi))+(?: (?:nhung|cac))?"
        r" (?:ai|dau|(?:don vi|co quan|noi|to chuc|nguoi) nao)"
        r"|(?:nhung )?(?:ai|(?:don vi|co quan|noi) nao) (?:duoc )?nhan(?: duoc)?",
    ),
    (
        Fact.ISSUED,
        rf"(?:duoc )?(?:ban hanh|ra doi|ra|ky) {_WHEN}|ngay (?:ban hanh|ky)(?: la)? \w+ \w+",
    ),
)
LETTERHEAD = 1_200  # characters of a document that tell which it is
_AROUND = frozenset(
    vocabulary.phrases("a, vay, the, co, thi, la, ai, cho, hoi, biet, nhi, bot, oi, duoc, nay, ve")
)
# What a sentence says that states the fact. Where the register has none, no other will do.
_SAID = {
    Fact.SIGNER: r"\bky\b(?! (?:hieu|ket|thi|luat|hop|quy|nguyen|niem|tuc|nang|vong|su)\b)",
    Fact.EFFECTIVE: r"hieu luc (?:thi hanh )?(?:ke )?(?:tu|tu khi|sau|vao|trong)\b",
    Fact.ISSUED: r"ban hanh|\bky\b|thong qua|\bngay \d",
    Fact.RECEIVERS: r"noi nhan|kinh gui",
    Fact.REPLACED_BY: r"thay the|thay cho|bai bo|het hieu luc",
    Fact.REPLACES: r"thay the|thay cho|bai bo|het hieu luc",
    Fact.STANDING: r"thay the|thay cho|bai bo|het hieu luc|con hieu luc",
}


def asked(query: Query, document: Document | None = None) -> Fact | None:
    """The fact asked of a document when nothing else is asked: every other word is of its
    number, its title or its letterhead."""
    fact, left = _read(query)
    if fact is None:
        return None
    known = _AROUND | vocabulary.LOOKUP
    if document:
        opening = f"{document.title}\n{document.text[:LETTERHEAD]}"
        known = known | {fold(token.text) for token in tokens(opening)}
    return None if set(left) - known else fact


def described(query: Query) -> tuple[Fact | None, Query]:
    """The fact asked of a document that is described, not numbered; and the description."""
    fact, left = _read(query)
    return fact, replace(query, content=tuple(w for w in query.content if fold(w) in left))


def _read(query: Query) -> tuple[Fact | None, list[str]]:
    """The fact that a question asks for, and its other words, folded."""
    plain = vocabulary.folded(query.text)
    for ref in reversed(query.references):
        plain = plain[: ref.start] + " " * (ref.end - ref.start) + plain[ref.end :]
    fact, said, around = _split(plain)
    left = [word for word in map(fold, query.rest) if word not in said - around]
    return fact, left if fact else []


def bare(text: str) -> Fact | None:
    """The fact that a text asks for when it names nothing at all ("ai ký?")."""
    fact, _, around = _split(vocabulary.folded(text))
    return None if around - _AROUND | around & {"cho", "ve"} else fact  # "về chợ" is a subject


def _split(plain: str) -> tuple[Fact | None, set[str], set[str]]:
    """The fact asked for in a folded text, the words that ask for it, and those around them."""
    plain = " ".join(re.findall(r"\w+", plain))
    for fact, pattern in _PATTERNS:
        if found := re.search(rf"\b(?:{pattern})\b", plain):
            around = plain[: found.start()] + plain[found.end() :]
            return fact, set(found[0].split()), set(around.split())
    return None, set(), set()


def is_stated(fact: Fact, sentence: str) -> bool:
    """Whether a sentence speaks of the fact at all."""
    return bool(re.search(_SAID[fact], " ".join(vocabulary.folded(sentence).split())))


def name_in(text: str) -> str:
    """A question without the fact that it asks for: the title of the document, if it has one."""
    plain = " ".join(re.findall(r"\w+", vocabulary.folded(text)))
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
    fields = (metadata.ADDRESSED, fact.value) if fact is Fact.RECEIVERS else (fact.value,)
    return [(pk, *at) for field in fields if (at := catalogue.evidence(db, pk, field))]
