"""Where a provision stands in a text, and what stands there instead when it does not. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index import structure
from index.structure import Kind, Part
from index.text import shortened
from retrieval.provisions import Level, Provision, Step

Bounds = tuple[int, int]

_MOST_TITLES = 40
_LONGEST_TITLE = 90  # characters
# How a level may be marked, the likeliest first: the Party writes "I-" where the State has
# "Chương I", and what one calls a clause another calls a point.
_MARKED: dict[Level, tuple[Kind, ...]] = {
    Level.ANNEX: (Kind.ANNEX,),
    Level.PART: (Kind.PART, Kind.CAPITAL, Kind.ROMAN),
    Level.CHAPTER: (Kind.CHAPTER, Kind.ROMAN),
    Level.SECTION: (Kind.SECTION, Kind.ROMAN, Kind.NUMBER, Kind.CAPITAL, Kind.DECIMAL),
    Level.ARTICLE: (Kind.ARTICLE,),
    Level.SUBSECTION: (Kind.NUMBER, Kind.DECIMAL, Kind.LETTER),
    Level.CLAUSE: (Kind.NUMBER, Kind.DECIMAL, Kind.LETTER, Kind.BRACKET),
    Level.POINT: (Kind.LETTER, Kind.NUMBER, Kind.DECIMAL, Kind.BRACKET),
}


@dataclass(frozen=True, slots=True)
class Located:
    """Where a provision stands: more than one place when the text has several of that name
    (a decision and the regulation it encloses both have an "Điều 1"). With none, `titles` are
    the headings among which it was looked for."""

    places: tuple[Bounds, ...]
    titles: tuple[str, ...] = ()


def locate(text: str, provision: Provision) -> Located:
    """The half-open spans of a provision in NFC `text`, each whole with all that is under it."""
    parts = structure.read(text)
    ways: list[list[int | None]] = [[None]]  # the parts reached, one entry a step
    for step in provision.steps:
        found = [at for scope in ways[-1] for at in _under(parts, scope, step)]
        if not found:
            tried = (_titles(text, parts, scopes) for scopes in reversed(ways))
            return Located((), next(filter(None, tried), ()))
        ways.append(list(found))
    return Located(tuple((parts[at].start, parts[at].end) for at in ways[-1] if at is not None))


def _under(parts: Sequence[Part], scope: int | None, step: Step) -> list[int]:
    """The parts of a scope that a step names: of the likeliest mark; below articles, those
    that stand least deep."""
    inside = [at for at in range(len(parts)) if scope is None or scope in _around(parts, at)]
    for kind in _MARKED[step.level]:
        named = [at for at in inside if parts[at].kind is kind and _is_named(parts[at], step)]
        if step.level is Level.SECTION:
            named = [at for at in named if not _in_article(parts, at)]
        if named and step.level > Level.ARTICLE:
            least = min(len(_around(parts, at)) for at in named)
            named = [at for at in named if len(_around(parts, at)) == least]
        if named:
            return named
    return []


def _in_article(parts: Sequence[Part], at: int) -> bool:
    return any(parts[outer].kind is Kind.ARTICLE for outer in _around(parts, at))


def _is_named(part: Part, step: Step) -> bool:
    if not step.label:
        return True
    wanted, roman = structure.number(step.label), not step.label.isdigit()
    if part.kind in (Kind.NUMBER, Kind.BRACKET, Kind.SECTION) and roman and len(step.label) > 1:
        wanted = step.label.lower()  # "mục II" is not "2."
    if part.kind in (Kind.LETTER, Kind.CAPITAL):
        return part.label == step.label.lower()
    if part.kind is Kind.ROMAN and step.level is Level.SECTION and not roman:
        return False
    if part.kind is Kind.DECIMAL:
        return step.label in (part.label, part.label.rpartition(".")[2])
    return part.label == wanted


def _around(parts: Sequence[Part], at: int) -> list[int]:
    """The places of the parts around one, the nearest first."""
    found: list[int] = []
    parent = parts[at].parent
    while parent is not None:
        if parts[parent].kind is not Kind.TITLE:
            found.append(parent)
        parent = parts[parent].parent
    return found


def _titles(text: str, parts: list[Part], scopes: Iterable[int | None]) -> tuple[str, ...]:
    """The headings right under some parts; of the whole text its articles, if it has any."""
    found: list[int] = []
    for scope in scopes:
        articles = [at for at, part in enumerate(parts) if part.kind is Kind.ARTICLE]
        inside = [at for at in articles if scope is None or scope in _around(parts, at)]
        found += inside or _numbered(parts, scope)
    return tuple(title(text, parts[at]) for at in found[:_MOST_TITLES])


def _numbered(parts: list[Part], scope: int | None) -> list[int]:
    """The numbered parts under a scope, headings in capitals passed through."""
    found: list[int] = []
    for at in structure.children(parts, scope):
        if parts[at].kind is Kind.TITLE:
            found += _numbered(parts, at)
        elif parts[at].kind < Kind.ORDINAL:
            found.append(at)
    return found


def title(text: str, part: Part) -> str:
    """The heading of a part, shortened."""
    line = " ".join(text[slice(*structure.heading(text, part))].split()).strip("*#_| ")
    return shortened(line, _LONGEST_TITLE)
