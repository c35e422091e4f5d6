"""Files -> drafts: which files there are, which changed, and what stands in them."""

import errno
import hashlib
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import annexes, chunking, definitions, metadata, noise, parts, readers, relations
from index.beside import is_beside
from index.definitions import Definition
from index.errors import (
    BadRecord,
    Damaged,
    InputError,
    LinkOutside,
    NotAFolder,
    ParserFailed,
    PathMissing,
    Unreadable,
)
from index.metadata import Metadata
from index.places import Places
from index.relations import Relation
from index.text import fold, strip_span
from index.types import Source, Span, outside


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
    relations: list[Relation]
    definitions: list[Definition]


def files(paths: Sequence[Path]) -> Iterator[Path | InputError]:
    """The files under `paths`, folders walked in order; hidden names and such left out.

    What was named but is not there, or may not be read, is yielded as its error, and so is a link
    that leads out of a folder: whoever may put files there could have others read to him.
    """
    for path in paths:
        try:
            found = path.stat()
        except OSError as error:
            yield _stat_error(path, error)
            continue
        if stat.S_ISDIR(found.st_mode):
            yield from _walk(path)
        else:
            yield _storable(path) if stat.S_ISREG(found.st_mode) else Unreadable(path)


def _walk(folder: Path) -> Iterator[Path | InputError]:
    closed: list[OSError] = []
    inside = folder.resolve()
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = (Path(place, name) for name in folders)  # which `walk` does not go into
        yield from (LinkOutside(absolute(path)) for path in linked if _leads_out(path, inside))
        for name in sorted(names):
            path = Path(place, name)
            if is_beside(name):
                continue
            if _leads_out(path, inside):
                yield LinkOutside(absolute(path))
            elif path.is_file():
                yield _storable(path)
            elif path.is_symlink():
                yield PathMissing(path)  # a link that leads nowhere
    yield from (Unreadable(absolute(Path(error.filename))) for error in closed)


def _leads_out(path: Path, inside: Path) -> bool:
    """Whether a path is a link to something that is there, but not in a folder."""
    return path.is_symlink() and path.exists() and not path.resolve().is_relative_to(inside)


def _storable(path: Path) -> Path | InputError:
    """The absolute path, unless its name is no text in any encoding we could store."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return Unreadable(str(path).encode(errors="replace").decode())
    return Path(absolute(path))


def _stat_error(path: Path, error: OSError) -> InputError:
    kind = Unreadable if error.errno in (errno.EACCES, errno.EPERM) else PathMissing
    return kind(str(path).encode(errors="replace").decode())


def check_folder(path: Path) -> None:
    """Raises `PathMissing`, `Unreadable` or `NotAFolder`."""
    try:
        found = path.stat()
    except OSError as error:
        raise _stat_error(path, error) from error
    if not stat.S_ISDIR(found.st_mode):
        raise NotAFolder(path)


def absolute(path: Path) -> str:
    """How a path is stored: absolute, `..` resolved, symbolic links left as they are."""
    return os.path.abspath(path)  # noqa: PTH100 - `Path.resolve` follows links


def file_state(path: Path) -> FileState:
    """Raises `PathMissing` when the file has vanished, `Unreadable` where it is out of reach."""
    try:
        found = path.stat()
    except OSError as error:
        raise _stat_error(path, error) from error
    return FileState(str(path), found.st_size, found.st_mtime_ns)


def content_digest(path: str) -> str:
    """Tells contents apart; "" where the file has gone or is out of reach."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a stored path
            return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""


def drafts(path: Path) -> Iterator[Draft | BadRecord]:
    """The documents of one file; raises its `InputError`, and `Damaged` for any other fault."""
    try:
        for item in readers.read(path):
            if isinstance(item, BadRecord):
                yield item
                continue
            for source in parts.split(item, item.key or stem(path)):
                yield draft(str(path), source)
    except InputError:
        raise
    except MemoryError as error:
        raise ParserFailed(path) from error
    except Exception as error:  # our own failure or a parser's must not stop the batch
        raise Damaged(path) from error


def stem(path: Path) -> str:
    """A file's name as an id: without ending and accents, words joined by hyphens."""
    return re.sub(r"[^a-z0-9._]+", "-", fold(path.stem)).strip("-") or "van-ban"


def draft(path: str, source: Source) -> Draft:
    """A document with what is read off it; what is foreign has no passages to be found by."""
    source = noise.mark(source)
    if source.foreign:
        said, spans, related, defined = metadata.of_page(source.text), [], [], []
    else:
        said, of = metadata.extract(source.text), annexes.parent(source.text)
        said = annexes.described(said, source.text, of) if of else said
        spans = chunking.split(source.text, source.headings, source.noise)
        places = Places(source.text)
        spans = [replace(span, place=places.of(span.start, span.end)) for span in spans]
        spans = [_signing(span, said) for span in spans]
        related = [_own_words(each, source) for each in relations.find(source.text, said, of)]
        defined = definitions.find(source.text)
    spans = [_on_page(span, source.pages) for span in spans]
    made = repr((source, said, spans, related, defined))
    digest = hashlib.sha256(made.encode()).hexdigest()
    return Draft(path, source, said, digest, spans, related, defined)


def _signing(span: Span, said: Metadata) -> Span:
    """The signature is of no article, though it stands below the last."""
    signed = next((e for e in said.evidence if e.field == "signer"), None)
    inside = signed is not None and signed.start <= span.start < signed.end
    return replace(span, section="", place="") if inside else span


def _own_words(relation: Relation, source: Source) -> Relation:
    """A relation with its clause up to where noise tears it (a page number, a running header)."""
    named = relation.reference.start
    for start, end in outside(source.noise, relation.start, relation.end):
        if start <= named < end and (kept := strip_span(source.text, start, end)):
            return replace(relation, start=kept[0], end=kept[1])
    return relation


def _on_page(span: Span, pages: Sequence[int]) -> Span:
    return replace(span, page=bisect_right(pages, span.start)) if pages else span
