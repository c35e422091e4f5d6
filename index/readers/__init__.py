"""Files -> text. One module per format; `read` chooses by the file's ending.

To add a format: a module with `read(path) -> Iterator[Source]` and a line in `_READERS`.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from index.errors import BadRecord, FormatUnknown, NothingToRead, PathMissing, Unreadable
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
        if not path.stat().st_size:
            raise NothingToRead(path)
        yield from reader(path)
    except FileNotFoundError as error:
        raise PathMissing(path) from error
    except (PermissionError, IsADirectoryError) as error:
        raise Unreadable(path) from error
