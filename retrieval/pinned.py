"""Answers that a curator chose for a question: when a question is the same, and the quote anew.

Conservative: the same words in the same order, apart from accents that were not typed,
abbreviations, politeness and punctuation. One word more may ask for something else ("hộ nghèo",
"hộ cận nghèo"). The quote is looked for verbatim each time; where it no longer stands, or not for
this reader, there is no such answer.
"""

import re
from dataclasses import dataclass

from index.text import fold, has_accents, tokens
from index.view import CorpusView
from retrieval import citations, questions, quoting, validity
from retrieval.types import Answer

# Politeness before and after a question. Whole phrases, with their accents: single words without
# accents may be any ("hoi cho", "thi", "ban").
_BEFORE = re.compile(
    r"^(?:dạ|thưa)?\W*(?:xin|cho)\s+(?:(?:em|tôi|mình|cháu)\s+)?(?:xin\s+)?(?:hỏi|biết)\b\W*"
)
_AFTER = re.compile(r"\W+(?:ạ|nhé|nhỉ)\W*$")


@dataclass(frozen=True, slots=True)
class Heard:
    """A question as it is compared: its words, with what was restored; `accented` tells that it
    was typed with accents."""

    words: tuple[str, ...]
    accented: bool


def heard(text: str) -> Heard:
    """Reads a question as typed."""
    query = questions.parse(text)
    plain = _AFTER.sub("", _BEFORE.sub("", query.embedded.lower()))
    return Heard(
        tuple(token.text for token in tokens(plain)),
        any(has_accents(token.text) for token in tokens(text)),
    )


def alike(one: Heard, other: Heard) -> bool:
    """Whether two questions are the same."""
    if one.accented and other.accented:
        return one.words == other.words
    return tuple(map(fold, one.words)) == tuple(map(fold, other.words))


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
