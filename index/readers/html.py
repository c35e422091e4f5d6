"""Web pages: the main text without menus, counters and related links (trafilatura)."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.errors import Damaged, NothingToRead, NotText
from index.readers import markdown
from index.text import tidy
from index.types import Source

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LINE_END = re.compile(r"\n(?!\n|\|)")


def read(path: Path) -> Iterator[Source]:
    tree = _parse(path)
    main = _extract(tree, "markdown")
    if not main:
        raise NothingToRead(path)
    # Every line that trafilatura writes is a paragraph; Markdown asks for a blank line between.
    source = markdown.parse(tidy(_LINE_END.sub("\n\n", main)), path)
    yield replace(source, title=_title(tree))


def _parse(path: Path) -> Any:
    import trafilatura

    raw = path.read_bytes()
    if b"\0" in raw[:4096] and not raw.startswith(_UTF16):
        raise NotText(path)
    if not raw.strip():
        raise NothingToRead(path)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # our own errors say it
    tree = trafilatura.load_html(raw)
    if tree is None:
        raise Damaged(path)
    return tree


def _extract(tree: Any, form: str) -> str:
    import trafilatura

    text = trafilatura.extract(tree, output_format=form, include_comments=False)
    return (text or "").strip()


def _title(tree: Any) -> str | None:
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(tree)
    return tidy(found.title).strip() or None if found and found.title else None
