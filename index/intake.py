"""Files -> drafts: which files there are, which changed, and what stands in them."""

import hashlib
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import chunking, metadata, readers
from index.errors import BadRecord, Damaged, InputError, PathMissing
from index.metadata import Metadata
from index.types import Source, Span


@dataclass(frozen=True, slots=True)
class FileState:
    """What a stat tells: enough to leave an unchanged file unread."""

    path: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A document read and cut, ready to be embedded and stored."""

    path: str
    source: Source
    metadata: Metadata
    digest: str
    spans: list[Span]


def files(paths: Sequence[Path]) -> Iterator[Path | InputError]:
    """The readable files under `paths`, folders walked in order; hidden names left out.

    A path that was named but is not there is yielded as its `PathMissing`.
    """
    for path in paths:
        if path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield Path(absolute(path))
        else:
            yield PathMissing(path)


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in readers.ENDINGS and path.is_file():
            yield Path(absolute(path))


def absolute(path: Path) -> str:
    """How a path is stored: absolute, `..` resolved, symbolic links left as they are."""
    return os.path.abspath(path)


def file_state(path: Path) -> FileState:
    """Raises `PathMissing` when the file has vanished."""
    try:
        found = path.stat()
    except OSError as error:
        raise PathMissing(path) from error
    return FileState(str(path), found.st_size, found.st_mtime_ns)


def drafts(path: Path) -> Iterator[Draft | BadRecord]:
    """The documents of one file; raises its `InputError`, and `Damaged` for any other fault."""
    sources = readers.read(path)
    while True:
        try:
            source = next(sources, None)
        except InputError:
            raise
        except Exception as error:  # a parser's own failure must not stop the batch
            raise Damaged(path) from error
        if source is None:
            return
        yield source if isinstance(source, BadRecord) else draft(str(path), source)


def draft(path: str, source: Source) -> Draft:
    return Draft(
        path,
        source,
        metadata.extract(source.text),
        hashlib.sha256(repr(source).encode()).hexdigest(),
        [_on_page(span, source.pages) for span in chunking.split(source.text, source.headings)],
    )


def _on_page(span: Span, pages: Sequence[int]) -> Span:
    return replace(span, page=bisect_right(pages, span.start)) if pages else span
