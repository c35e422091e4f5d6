"""What a reader knew of a document beyond its text, as kept in the database."""

import json

from index.types import Heading, Source


def written(source: Source) -> str:
    """Title, pages and headings as JSON, so that `rebuild` need not read the file."""
    headings = [[h.start, h.end, h.level] for h in source.headings]
    known = {"title": source.title, "pages": source.pages, "headings": headings}
    return json.dumps(known | ({"foreign": True} if source.foreign else {}))


def read(text: str, key: str, url: str | None, layout: str) -> Source:
    """The source again, from what was `written`."""
    known = json.loads(layout)
    headings = tuple(Heading(*heading) for heading in known["headings"])
    pages, foreign = tuple(known["pages"]), "foreign" in known
    return Source(text, key or None, known["title"], url, pages, headings, foreign)
