"""Files inside files: members of an archive, attachments of a letter, each read by its own reader.

A member is written to a temporary file under a name of ours: what it calls itself is only shown.
One that cannot be read becomes a `BadRecord`; the others go on.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path, PurePosixPath

from index.errors import BadRecord
from index.types import Source

log = logging.getLogger(__name__)

DEEPEST = 3  # an archive in a letter in an archive
MOST = 2_000
_depth: ContextVar[int] = ContextVar("depth", default=0)


def plain(name: str) -> str:
    """A member's name as a path that leads nowhere else: no drives, no way up."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("..", "/") and not part.endswith(":"))


def is_readable(name: str) -> bool:
    """Whether there is a reader for what a member's name ends in; hidden files are left out."""
    from index import readers

    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in readers.ENDINGS and not hidden


def read(path: Path, name: str, content: bytes) -> Iterator[Source | BadRecord]:
    """The documents in `content`, keyed by `name`; `path` is the file that all is in."""
    from index import readers

    depth = _depth.get()
    if depth >= DEEPEST:
        yield BadRecord(path, name)
        return
    with tempfile.TemporaryDirectory(prefix="tracuu-") as folder:
        place = Path(folder, "member" + PurePosixPath(name).suffix.lower())
        place.write_bytes(content)
        token = _depth.set(depth + 1)
        try:
            for item in readers.read(place):
                yield _renamed(item, path, name)
        except MemoryError:
            raise
        except Exception:  # whatever is wrong with it, the other members go on
            log.info("cannot read %s in %s", name, path, exc_info=True)
            yield BadRecord(path, name)
        finally:
            _depth.reset(token)


def _renamed(item: Source | BadRecord, path: Path, name: str) -> Source | BadRecord:
    inner = item.detail if isinstance(item, BadRecord) else item.key
    key = f"{name}/{inner}" if inner else name
    return BadRecord(path, key) if isinstance(item, BadRecord) else replace(item, key=key)
