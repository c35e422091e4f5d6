"""Plain text, in any encoding that Vietnamese files come in."""

from collections.abc import Iterator
from pathlib import Path

from index.readers.encoding import decode
from index.readers.signature import in_order
from index.types import Source


def read(path: Path) -> Iterator[Source]:
    yield Source(in_order(decode(path.read_bytes(), path)))
