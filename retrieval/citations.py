"""Making citations, and refusing to make one that is not verbatim."""

import logging
from collections.abc import Iterable

from index import places, tables
from index.types import Document
from retrieval.quoting import Span
from retrieval.types import Citation, Hit, Lead

log = logging.getLogger(__name__)


def cite(spans: Iterable[Span | tuple[Hit, int, int]]) -> tuple[Citation, ...]:
    """Verified citations of spans, numbered from 1.

    A span that fails the check is left out and logged: nothing unverified is ever sent.
    """
    made: list[Citation] = []
    for span in (Span(*given) for given in spans):
        citation = _citation(span, marker=len(made) + 1)
        if verify(citation, span.hit.document, marked=span.marked):
            made.append(citation)
        else:
            log.error("not verbatim: %s[%d:%d]", citation.document_id, span.start, span.end)
    return tuple(made)


def verify(citation: Citation, document: Document, *, marked: bool = False) -> bool:
    """Whether the quote stands at its offsets, its passage stands around it, and there is no noise
    in it, unless what is `marked` was asked for."""
    at = document.text.find(citation.passage, max(0, citation.end - len(citation.passage)))
    return (
        bool(citation.quote)
        and (marked or _is_own(document, citation.start, citation.end))
        and document.text[citation.start : citation.end] == citation.quote
        and 0 <= at <= citation.start
        and citation.end <= at + len(citation.passage)
    )


def _is_own(document: Document, start: int, end: int) -> bool:
    return document.outside_noise(start, end) == [(start, end)]


def _around(hit: Hit, end: int) -> str:
    """The passage, and what follows it up to the end of the quote."""
    passage = hit.passage
    return passage.text if end <= passage.end else hit.document.text[passage.start : end]


def _citation(span: Span, marker: int) -> Citation:
    hit, start, end, more, lead, emphasis, also, marked = span
    document, passage = hit.document, hit.passage
    return Citation(
        marker=marker,
        document_id=document.id,
        source=document.source,
        number=document.number,
        title=document.title,
        issued=document.issued,
        section="" if marked else passage.section,
        page=document.page_at(start) or passage.page,
        start=start,
        end=end,
        quote=document.text[start:end],
        passage_id=passage.id,
        passage=_around(hit, end),
        score=round(min(1.0, hit.score), 4),
        more=more,
        emphasis=emphasis,
        lead=_lead(document, lead),
        also=also,
        place="" if marked else places.of_quote(document.text, start, end, passage.place),
        columns=_columns(document.text, start),
        kind=document.kind,
    )


def _columns(text: str, start: int) -> str:
    """What heads the columns of the table in which a row is quoted."""
    table = tables.at(text, start)
    return text[slice(*table.columns)] if table and start >= table.body else ""


def _lead(document: Document, lead: tuple[int, int] | None) -> Lead | None:
    """What a quote depends on; only the stretch that leads into it where noise tears it."""
    own = (
        [p for p in document.outside_noise(*lead) if document.text[slice(*p)].strip()]
        if lead
        else []
    )
    return Lead(*own[-1], document.text[slice(*own[-1])]) if own else None
