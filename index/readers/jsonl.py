"""JSON lines, one document a line: `{"id", "title", "text", "url"}`; only `text` is needed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import BadRecord, NothingToRead, TooLarge
from index.text import tidy
from index.types import Source

_LONGEST_LINE = 64 << 20  # bytes
_HALVES = re.compile("[\ud800-\udfff]")


def read(path: Path) -> Iterator[Source | BadRecord]:
    """One `Source` a line, or a `BadRecord` value for a line that is none: the rest goes on."""
    seen: set[str] = set()
    empty = True
    with path.open("rb") as lines:
        for number, raw in enumerate(iter(lambda: lines.readline(_LONGEST_LINE), b""), start=1):
            if len(raw) >= _LONGEST_LINE:
                raise TooLarge(path, f"{_LONGEST_LINE >> 20} MB")
            if not raw.strip():
                continue
            empty = False
            yield _document(raw, number, path, seen)
    if empty:
        raise NothingToRead(path)


def _document(raw: bytes, number: int, path: Path, seen: set[str]) -> Source | BadRecord:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # also a number of thousands of digits
        return BadRecord(path, str(number))
    source = _source(record, number)
    if source is None or source.key in seen:
        return BadRecord(path, str(number))
    seen.add(str(source.key))
    return source


def _source(record: Any, number: int) -> Source | None:
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return None
    text = tidy(_whole(record["text"]))
    key = record.get("id")
    if not text.strip() or not isinstance(key, str | int | None):
        return None
    return Source(
        text,
        key=_clean(str(number if key is None else key)),
        title=_string(record, "title"),
        origin=_string(record, "url"),
    )


def _string(record: dict[str, Any], field: str) -> str | None:
    value = record.get(field)
    return _clean(value) or None if isinstance(value, str) else None


def _clean(name: str) -> str:
    """On one line, without surrounding spaces."""
    return " ".join(tidy(_whole(name)).split())


def _whole(text: str) -> str:
    """JSON can hold half a character (a cut emoji); no store can."""
    return _HALVES.sub("\ufffd", text)
