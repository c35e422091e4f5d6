"""An annex in a file of its own: the document that it was issued with. Pure.

It says so under its heading: "(Ban hành kèm theo Quyết định số 218/2025/QĐ-UBND ngày ...)".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index import head, issuers, references
from index.lines import Line, pieces
from index.metadata import Evidence, Metadata
from index.relations import Act, Relation
from index.text import shortened

_TOP = 16  # lines in which it is said
_CLAUSE = 4  # lines that the clause may take
_WITH = re.compile(r"\W*(?:duoc )?(?:ban hanh )?(?:kem theo|dinh kem)\b")
_BODY = re.compile(r"\W*(?:can cu\b|dieu \d|kinh gui\b|noi nhan\b|\d+[.)] )")
_HEADED = re.compile(r"\W*(phu luc(?: so)?(?: (?:[ivxl]+|\d+)[a-z]?)?)\b")
_LONGEST = 110  # characters of what an annex is called


def parent(text: str) -> Relation | None:
    """What NFC `text` is an annex of; None where it does not say, or not by a whole number."""
    top = pieces(text[:4_000])[:_TOP]
    at = next((n for n, line in enumerate(top) if _WITH.match(line.plain)), None)
    above = top[:at]
    headed = any(_HEADED.match(line.plain) or head.kind_of(line.text) for line in above)
    if at is None or not headed or any(_BODY.match(line.plain) for line in above):
        return None
    if head.number(above):
        return None
    last = next((n for n in range(at, len(top)) if ")" in top[n].text), at)
    end = top[min(last, at + _CLAUSE - 1)].end
    said = text[top[at].start : end]
    named = next((ref for ref in references.find(said) if ref.complete), None)
    if named is None:
        return None
    placed = replace(named, start=top[at].start + named.start, end=top[at].start + named.end)
    return Relation(Act.ANNEXED_TO, placed, top[at].start, end)


def described(said: Metadata, text: str, of: Relation) -> Metadata:
    """What an annex says of itself, under a title that names what it is of."""
    top = [line for line in pieces(text[: of.start]) if not issuers.is_letterhead(line)]
    title = _title(said.kind, top, f"kèm theo {of.reference}")
    start = top[0].start if top else of.start
    evidence = [e for e in said.evidence if e.field != "title"]
    return replace(
        said,
        title=title,
        is_report=False,
        evidence=(*evidence, Evidence("title", start, of.end)),
    )


def _title(kind: str | None, top: Sequence[Line], parent: str) -> str:
    """ "Phụ lục I (kèm theo ...): Danh mục ...", "Quy chế về ... (kèm theo ...)"."""
    named = _HEADED.match(top[0].plain) if top and not kind else None
    subject = " ".join(line.text for line in top)
    if named:
        label = top[0].text[named.start(1) : named.end(1)].capitalize()
        label = re.sub(r"[ivxl]+$", lambda n: n[0].upper(), label)
        rest = subject[named.end(1) :].lstrip(" .:-–")
        return f"{label} ({parent}): {shortened(rest, _LONGEST)}".removesuffix(": ")
    if kind and subject.upper().startswith(kind.upper()):
        subject = f"{kind}{subject[len(kind) :]}"
    return f"{shortened(subject, _LONGEST)} ({parent})".strip()
