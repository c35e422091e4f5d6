"""Answers that a curator chose for a question: when a question is the same, and the quote anew.

Conservative: the same words in the same order, apart from accents that were not typed,
abbreviations, politeness, punctuation and how a document's number is written. One word more may
ask for something else ("hộ nghèo", "hộ cận nghèo"). The quote is looked for verbatim each time;
where it no longer stands, or not for this reader, there is no such answer.
"""

import re
from dataclasses import dataclass

from index import references
from index.text import fold, has_accents, tokens
from index.view import CorpusView
from retrieval import citations, questions, quoting, validity
from retrieval.catalogue import Catalogue
from retrieval.types import Answer

_NUMBER = "sovanban"  # stands for a document's number while the words are read
# Politeness before and after a question. Whole phrases, with their accents: single words without
# accents may be any ("hoi cho", "thi", "ban").
_BEFORE = re.compile(
    r"^(?:dạ|thưa)?\W*(?:xin|cho)\s+(?:(?:em|tôi|mình|cháu)\s+)?(?:xin\s+)?(?:hỏi|biết)\b\W*"
)
_AFTER = re.compile(r"\W+(?:ạ|nhé|nhỉ)\W*$")


@dataclass(frozen=True, slots=True)
class Heard:
    """A question as it is compared: its words, with what was restored, a document's number as one
    word after a "#"; `accented` tells that it was typed with accents."""

    words: tuple[str, ...]
    accented: bool


def heard(text: str) -> Heard:
    """Reads a question as typed."""
    numbers = references.find(text)
    for ref in reversed(numbers):
        text = f"{text[: ref.start]} {_NUMBER} {text[ref.end :]}"
    plain = _AFTER.sub("", _BEFORE.sub("", questions.parse(text).embedded.lower()))
    named = (f"#{ref}" for ref in numbers)
    return Heard(
        tuple(next(named, "#") if t.text == _NUMBER else t.text for t in tokens(plain)),
        any(has_accents(token.text) for token in tokens(text)),
    )


def same(one: Heard, other: Heard) -> bool:
    """Whether two questions are the same."""
    if one.accented and other.accented:
        return one.words == other.words
    return tuple(map(fold, one.words)) == tuple(map(fold, other.words))


def alike(one: Heard, other: Heard, register: Catalogue) -> bool:
    """Whether they are the same but for how they name documents: each number has to be that of
    one document, of the same in both."""
    if len(one.words) != len(other.words):
        return False
    pairs = list(zip(one.words, other.words, strict=True))
    numbers = [(a, b) for a, b in pairs if a[0] == b[0] == "#" and a != b]
    if not numbers:
        return same(one, other)
    rest = [pair for pair in pairs if pair not in numbers]
    words, others = (tuple(each) for each in zip(*rest, strict=True)) if rest else ((), ())
    alike = same(Heard(words, one.accented), Heard(others, other.accented))
    return alike and all(_names_one(a, b, register) for a, b in numbers)


def _names_one(one: str, other: str, register: Catalogue) -> bool:
    cards = [register.open(number.removeprefix("#")).card for number in (one, other)]
    keys = [card.item.entry.pk if card.item else card.number for card in cards if card]
    return len(keys) == len(cards) and keys[0] == keys[1]


def quoted(view: CorpusView, document: str, words: str) -> Answer | None:
    """The answer that quotes `words` of a document, by the id that people see. Line breaks and
    spaces may differ; None where they do not stand there, in a row, in what can be cited."""
    rows = view.db.execute("SELECT pk FROM documents WHERE id = ?", [document]).fetchall()
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not rows or not pattern:
        return None
    passages = quoting.hits(view, rows[0][0])
    found = re.search(pattern, passages[0].document.text) if passages else None
    if found is None or not any(found.start() < each.passage.end for each in passages):
        return None
    cited = citations.cite(quoting.own_words(view, [quoting.span(passages, *found.span())]))
    if not cited:
        return None
    return Answer("", citations=cited, notices=validity.notices(view.db, cited))
