"""Zip archives: each readable file in them is a document, keyed by its path inside.

Paths inside are only names, nothing is unpacked under them. What cannot be read is told, and what
no reader takes too, but for what nobody would miss, as in folders.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from index.errors import BadRecord, Damaged, Encrypted, FormatUnknown, NothingToRead, TooLarge
from index.readers import members
from index.readers.packages import check_size
from index.types import Source

_LARGEST = 200_000_000  # bytes of one member


def read(path: Path) -> Iterator[Source | BadRecord]:
    try:
        with zipfile.ZipFile(path) as file:
            yield from _members(path, file)
    except zipfile.BadZipFile as error:
        raise Damaged(path) from error


def _members(path: Path, file: zipfile.ZipFile) -> Iterator[Source | BadRecord]:
    wanted = {_name(info): info for info in reversed(file.infolist()) if not info.is_dir()}
    wanted = {name: info for name, info in reversed(wanted.items()) if members.is_wanted(name)}
    if len(wanted) > members.MOST:
        raise TooLarge(path, f"{members.MOST} members")
    check_size(path, [info for name, info in wanted.items() if members.is_readable(name)])
    if not wanted:
        raise NothingToRead(path)
    for name, info in wanted.items():
        if members.is_readable(name):
            yield from _member(path, file, info, name)
        else:
            yield members.unread(path, name, FormatUnknown)


def _member(
    path: Path, file: zipfile.ZipFile, info: zipfile.ZipInfo, name: str
) -> Iterator[Source | BadRecord]:
    if info.file_size > _LARGEST:
        yield members.unread(path, name, TooLarge)
        return
    try:
        content = file.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        members.log.info("cannot unpack %s in %s: %s", name, path, error)
        yield members.unread(path, name, Damaged)
        return
    except RuntimeError as error:  # a password
        raise Encrypted(path) from error
    yield from members.read(path, name, content)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: old Windows programs wrote UTF-8 without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return members.plain(name)
