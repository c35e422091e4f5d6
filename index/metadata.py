"""What a document says of itself, each fact with the place it was read from.

Read from the head and the tail of the text only, and only where the form leaves no doubt.
Unknown stays None; a number that merely stands early (a law that is cited, the subject of a
news item) is not the document's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index import announced, gazette, head, issuers, noise, tail
from index.lines import Found, Line, pieces

# To whom a document is sent, at its foot, and to whom a letter is written, at its head.
RECEIVERS, ADDRESSED = "receivers", "addressed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field was read: `text[start:end]`; `field` is a name of `Metadata`, or `RECEIVERS`
    or `ADDRESSED`: those have no value but their words."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each None where the text does not say. `title` is the trích yếu or the first heading.

    `is_report` tells a page about a document, or about anything else, from a document.
    """

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued: date | None = None
    title: str | None = None
    signer: str | None = None
    effective: date | None = None
    is_report: bool = False
    evidence: tuple[Evidence, ...] = ()


def extract(text: str) -> Metadata:
    """Metadata of NFC `text`, which is one document (`parts.split`) or a page about something."""
    lines = pieces(text)
    opening = _completed(head.read(lines) | gazette.read(text), lines)
    if not head.is_document(lines, opening):
        return _report(opening)
    end = tail.end_of_own(lines, opening)
    signer = tail.signer(text, lines, opening, end)
    said = (
        _said(opening) | tail.adopted(text, opening, end) | ({"signer": signer} if signer else {})
    )
    said |= _party_body(lines, said)
    effective = tail.effective(text, said, end)
    made = _made({**said, **({"effective": effective} if effective else {})})
    return replace(made, evidence=(*made.evidence, *_sent(lines, end)))


def _sent(lines: Sequence[Line], end: int) -> Iterator[Evidence]:
    """Where it says to whom it goes: the first lists of each kind, in the document itself."""
    own = [line for line in lines if line.start < end]
    for field, found in ((ADDRESSED, noise.addressed(own)), (RECEIVERS, noise.receivers(own))):
        if first := next(iter(found), None):
            yield Evidence(field, first[0].start, first[-1].end)


def _completed(opening: dict[str, Found], lines: Sequence[Line]) -> dict[str, Found]:
    """With what a heading says in place of a letterhead, where the document itself follows."""
    kind = opening.get("kind")
    if kind and "number" in opening:
        return opening
    named = announced.read(lines, str(kind.value) if kind else None)
    if "issuer" not in named and (issuer := issuers.of_number(named["number"]) if named else None):
        named["issuer"] = issuer
    if kind:
        return {name: found for name, found in named.items() if name != "title"} | opening
    return opening | named if announced.is_whole(lines) else opening


def _party_body(lines: Sequence[Line], said: dict[str, Found]) -> dict[str, Found]:
    """The Central Committee's letterhead is also that of the body in whose name is signed."""
    issuer, signer = said.get("issuer"), said.get("signer")
    if signer is None or (issuer and not issuers.is_centre(str(issuer.value))):
        return {}
    body = tail.signing_body(lines, signer.start, signer.end)
    return {"issuer": body} if body else {}


def of_page(text: str) -> Metadata:
    """Metadata of a text that is known to be no document: its heading."""
    return _report(head.read(pieces(text)))


def signature(text: str) -> tuple[int, int] | None:
    """Where the first signature stands, from the office signed for to the name; half-open."""
    found = next((e for e in extract(text).evidence if e.field == "signer"), None)
    return (found.start, found.end) if found else None


def _said(opening: dict[str, Found]) -> dict[str, Found]:
    return {name: found for name, found in opening.items() if found.value is not None}


def _report(opening: dict[str, Found]) -> Metadata:
    """Of a page about something only its heading is its own."""
    heading = {name: opening[name] for name in ("title",) if name in opening}
    return replace(_made(heading), is_report=True)


def _made(said: dict[str, Found]) -> Metadata:
    evidence = tuple(Evidence(name, found.start, found.end) for name, found in said.items())
    values = {name: found.value for name, found in said.items()}
    return Metadata(**values, evidence=evidence)  # type: ignore[arg-type]
