"""What a reader knew of a document beyond its text, as kept in the database."""

import json

from index.types import Heading, Source


def written(source: Source) -> str:
    """Title, pages, headings and noise as JSON, so that `rebuild` need not read the file."""
    headings = [[h.start, h.end, h.level] for h in source.headings]
    known: dict[str, object] = {"title": source.title, "pages": source.pages, "headings": headings}
    if source.noise:
        known["noise"] = source.noise
    return json.dumps(known | ({"foreign": True} if source.foreign else {}))


def read(text: str, key: str, url: str | None, layout: str) -> Source:
    """The source again, from what was `written`."""
    known = json.loads(layout)
    headings = tuple(Heading(*heading) for heading in known["headings"])
    pages, foreign = tuple(known["pages"]), "foreign" in known
    return Source(text, key or None, known["title"], url, pages, headings, foreign, noise(layout))


def noise(layout: str) -> tuple[tuple[int, int], ...]:
    """The spans that are no words of the document's own."""
    return tuple((start, end) for start, end in json.loads(layout).get("noise", ()))


def pages(layout: str) -> tuple[int, ...]:
    """The offsets at which pages start."""
    return tuple(json.loads(layout)["pages"])
