"""Answers as JSON records, for scripts. Pure."""

from dataclasses import asdict
from typing import Any

from bot import render
from retrieval.types import Answer, Candidate, Citation, Notice


def answer_record(given: Answer, id_: object = None) -> dict[str, Any]:
    """The JSON form of an answer; its fields are listed in the README."""
    timings = given.timings
    return {
        "id": id_,
        "question": given.question,
        "understood": given.understood,
        "answered": given.answered,
        "text": render.answer_text(given),
        "differing": given.differing,
        "written_by": "model" if given.written else None,
        "pinned_by": given.pinned.person if given.pinned else None,
        "notices": [notice_record(notice) for notice in given.notices],
        "citations": [citation_record(citation) for citation in given.citations],
        "related": [citation_record(citation) for citation in given.related],
        "outline": None if given.outline is None else list(given.outline.headings),
        "listed": given.rest.count if given.rest else None,
        "candidates": [candidate_record(candidate) for candidate in given.candidates],
        "timings_ms": {
            stage: round(getattr(timings, stage), 2)
            for stage in ("embed", "search", "answer", "total")
        },
    }


def candidate_record(candidate: Candidate) -> dict[str, Any]:
    issued = candidate.issued
    return {
        "document_id": candidate.document_id,
        "source": candidate.source,
        "number": candidate.number,
        "title": candidate.title,
        "issued": issued.isoformat() if issued else None,
    }


def notice_record(notice: Notice) -> dict[str, Any]:
    """`by` is the document that changed the one cited, or the page that reports on it."""
    return {
        "kind": notice.kind.value,
        "document_id": notice.document_id,
        "number": notice.number,
        "by": {"id": notice.by_id, "number": notice.by_number, "title": notice.by_title},
        "quote": notice.quote,
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "document_id": citation.document_id,
        "source": citation.source,
        "number": citation.number,
        "title": citation.title,
        "section": citation.section,
        "place": citation.place,
        "columns": citation.columns,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "emphasis": citation.emphasis and list(citation.emphasis),
        "lead": citation.lead and asdict(citation.lead),
        "also": [also.number or also.document_id for also in citation.also],
        "more": citation.more,
        "passage": citation.passage,
        "score": citation.score,
    }
