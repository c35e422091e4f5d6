"""Where in an article a span lies: "khoản 2", "khoản 2, điểm a", "khoản 2-4". Pure."""

from collections.abc import Sequence
from functools import lru_cache

from index import structure
from index.structure import Kind, Part

CLAUSE, POINT = "khoản", "điểm"
_NAMES = {Kind.NUMBER: CLAUSE, Kind.LETTER: POINT}
_LONGEST = 200_000  # characters read again for a place; a second for three times as many


@lru_cache(maxsize=16)
def parts(text: str) -> tuple[Part, ...]:
    return tuple(structure.read(text))


def of_quote(text: str, start: int, end: int, known: str = "") -> str:
    """The place of a quote; of a very long text what is `known` of its passage."""
    return known if len(text) > _LONGEST else place(parts(text), start, end)


def place(found: Sequence[Part], start: int, end: int) -> str:
    """The clauses and the points of one article that `start:end` is of; "" outside an article,
    and where it holds the whole of one, or parts of several."""
    around = [at for at, p in enumerate(found) if p.start < end and start < p.end]
    articles = [at for at in around if found[at].kind is Kind.ARTICLE]
    if len(articles) != 1:
        return ""
    said: list[str] = []
    parent = articles[0]
    for kind in (Kind.NUMBER, Kind.LETTER):
        inside = [at for at in around if found[at].kind is kind and found[at].parent == parent]
        every = [at for at, p in enumerate(found) if p.kind is kind and p.parent == parent]
        if not inside or (inside == every and len(every) > 1):
            break
        labels = [found[at].label for at in inside]
        said.append(f"{_NAMES[kind]} " + "-".join(dict.fromkeys((labels[0], labels[-1]))))
        parent = inside[0]
        if len(inside) > 1 or start < found[parent].start:
            break
    return ", ".join(said)
