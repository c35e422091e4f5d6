"""Making citations, and refusing to make one that is not verbatim."""

import logging
from collections.abc import Iterable

from index.types import Document
from retrieval.types import Citation, Hit

log = logging.getLogger(__name__)


def cite(spans: Iterable[tuple[Hit, int, int]]) -> tuple[Citation, ...]:
    """Verified citations numbered from 1, of (hit, start, end); offsets into the document.

    A span that fails the check is left out and logged: nothing unverified is ever sent.
    """
    made: list[Citation] = []
    for hit, start, end in spans:
        citation = _citation(hit, start, end, marker=len(made) + 1)
        if verify(citation, hit.document):
            made.append(citation)
        else:
            log.error("not verbatim: %s[%d:%d]", citation.document_id, start, end)
    return tuple(made)


def verify(citation: Citation, document: Document) -> bool:
    """Whether the quote stands at its offsets and its passage stands around it."""
    at = document.text.find(citation.passage, max(0, citation.end - len(citation.passage)))
    return (
        bool(citation.quote)
        and document.text[citation.start : citation.end] == citation.quote
        and 0 <= at <= citation.start
        and citation.end <= at + len(citation.passage)
    )


def _citation(hit: Hit, start: int, end: int, marker: int) -> Citation:
    document, passage = hit.document, hit.passage
    return Citation(
        marker=marker,
        document_id=document.id,
        source=document.source,
        number=document.number,
        title=document.title,
        issued=document.issued,
        section=passage.section,
        page=passage.page,
        start=start,
        end=end,
        quote=document.text[start:end],
        passage_id=passage.id,
        passage=passage.text,
        score=round(min(1.0, hit.score), 4),
    )
