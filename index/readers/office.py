"""Word, Excel, PowerPoint and OpenDocument files, whatever their name ends in.

Offices rename files: a `.doc` may be RTF, a web page or a docx. What the first bytes say decides.
"""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

from index.errors import BadRecord, Damaged, Encrypted, FormatUnknown, InputError
from index.readers.blocks import Block, source
from index.types import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {  # of an OLE file -> module
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx", "content.xml": "odf"}
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:html|!doctype html))", re.I)
_MAIL = re.compile(rb"(?:mime-version|from|received|return-path|subject|date):", re.I)


def read(path: Path) -> Iterator[Source | BadRecord]:
    """The documents in the file; whatever a parser stumbles over means that it is damaged."""
    try:
        module = import_module(f"index.readers.{kind(path)}")
        if hasattr(module, "blocks"):
            found: Iterable[Block] = module.blocks(path)
            yield source(found, path)
        else:
            yield from module.read(path)
    except (InputError, MemoryError, FileNotFoundError, PermissionError, IsADirectoryError):
        raise
    except Exception as error:
        raise Damaged(path) from error


def kind(path: Path) -> str:
    """The module that reads the file; `Damaged` or `FormatUnknown` where none does."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_OLE):
        return _compound(path)
    if head.startswith(b"PK"):
        return _package(path)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"{\\rtf"):
        return "rtf"
    if bare.startswith(b"%PDF"):
        return "pdf"
    if _PAGE.match(bare):
        return "html"
    if _MAIL.match(bare):
        return "eml"
    raise Damaged(path)


def _compound(path: Path) -> str:
    import olefile

    try:
        with olefile.OleFileIO(path) as file:
            names = {name[0] for name in file.listdir(streams=True)}
    except MemoryError as error:  # a damaged size of sectors
        raise Damaged(path) from error
    if "EncryptedPackage" in names:
        raise Encrypted(path)
    for stream, module in _STREAMS.items():
        if stream in names:
            return module
    raise FormatUnknown(path, path.suffix)


def _package(path: Path) -> str:
    with ZipFile(path) as file:
        names = file.namelist()
    for start, module in _FOLDERS.items():
        if any(name.lstrip("/").startswith(start) for name in names):
            return module
    raise FormatUnknown(path, path.suffix)
