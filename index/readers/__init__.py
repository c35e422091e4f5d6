"""Files -> text. One module per format; `read` chooses by the file's ending.

To add a format: a module with `read(path) -> Iterator[Source]` and a line in `_READERS`. A
reader that works for minutes calls `pulse.beat` at each step (a page), or it is given up.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from index.errors import (
    BadRecord,
    FormatUnknown,
    NothingToRead,
    PathMissing,
    TooLarge,
    Unreadable,
)
from index.types import Source

Reader = Callable[[Path], Iterator[Source | BadRecord]]

# Ending -> module of this package; imported when first needed.
_READERS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    **dict.fromkeys((".docx", ".docm", ".dotx", ".doc", ".dot", ".rtf", ".odt"), "office"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods"), "office"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppt", ".pps", ".odp"), "office"),
    ".eml": "eml",
    ".zip": "archive",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}
ENDINGS = frozenset(_READERS)
_MB = 1 << 20
_LARGEST = 1024 * _MB
_LARGEST_WHOLE = 64 * _MB  # of what is read into memory at once: some 10,000 pages of text
_WHOLE = frozenset({"plain", "markdown", "html"})


def read(path: Path) -> Iterator[Source | BadRecord]:
    """The documents of one file, lazily: usually one, many for JSONL.

    A bad line of a JSONL file is yielded as a `BadRecord` in its place, so that the good ones
    go on; anything that is wrong with the whole file is raised as its `InputError`.
    """
    name = _READERS.get(path.suffix.lower())
    if name is None:
        raise FormatUnknown(path, path.suffix)
    reader = cast(Reader, import_module(f"index.readers.{name}").read)
    try:
        _check_size(path, name)
        yield from reader(path)
    except FileNotFoundError as error:
        raise PathMissing(path) from error
    except (PermissionError, IsADirectoryError) as error:
        raise Unreadable(path) from error


def _check_size(path: Path, name: str) -> None:
    size, most = path.stat().st_size, _LARGEST_WHOLE if name in _WHOLE else _LARGEST
    if not size:
        raise NothingToRead(path)
    if size > most and name != "jsonl":  # read line by line
        raise TooLarge(path, f"{most // _MB} MB")
