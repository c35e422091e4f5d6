"""Zip packages (docx, xlsx, pptx, odt) and the XML in them, read with limits.

Nothing is unpacked to disk, no entity is resolved, and what a package claims to hold is
counted before it is read: a bomb is refused by its table of contents.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from index.errors import Damaged, Encrypted, TooLarge

_MOST_BYTES = 400_000_000  # of XML, unpacked
_MOST_MEMBERS = 20_000
_BOMB_BYTES, _BOMB_RATIO = 20_000_000, 200  # real XML packs to a tenth, some tables to a fiftieth


class Package:
    """A zip of XML parts. All methods raise `Damaged`, `Encrypted` or `TooLarge` of the file."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self.path = path
        self._file = file
        self._names = {info.filename.lstrip("/"): info for info in file.infolist()}
        if len(self._names) > _MOST_MEMBERS:
            raise TooLarge(path, f"{_MOST_MEMBERS} members")
        parts = [i for n, i in self._names.items() if n.endswith((".xml", ".rels", ".vml"))]
        check_size(path, parts)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def names(self) -> list[str]:
        return list(self._names)

    def xml(self, name: str) -> Any:
        """The root element of a part, None where there is no such part."""
        info = self._names.get(name)
        if info is None:
            return None
        with _faults(self.path), self._file.open(info) as part:
            tree = etree.parse(part, _parser())
        if tree.docinfo.internalDTD is not None and tree.docinfo.internalDTD.entities():
            raise Damaged(self.path)
        return tree.getroot()

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """The elements of a large part, one after the other, forgotten after use."""
        info = self._names.get(name)
        if info is None:
            return
        with _faults(self.path), self._file.open(info) as part:
            for _, element in etree.iterparse(part, tag=tags, **_SAFE):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Relation id -> (its kind, the part it leads to), for parts inside."""
        folder, _, base = name.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for each in root if root is not None else ():
            if isinstance(each.tag, str) and each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
                kind = each.get("Type", "").rpartition("/")[2]
                found[each.get("Id", "")] = (kind, target.lstrip("/"))
        return found


_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def _parser() -> Any:
    return etree.XMLParser(**_SAFE)


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    with _faults(path), zipfile.ZipFile(path) as file:
        yield Package(path, file)


def check_size(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Raises `TooLarge` for what would fill the memory, `Encrypted` for what needs a password."""
    if any(info.flag_bits & 1 for info in infos):
        raise Encrypted(path)
    for info in infos:
        packed = info.file_size / max(info.compress_size, 1)
        if info.file_size > _BOMB_BYTES and packed > _BOMB_RATIO:
            raise TooLarge(path, f"{_BOMB_RATIO} times packed")
    if sum(info.file_size for info in infos) > _MOST_BYTES:
        raise TooLarge(path, f"{_MOST_BYTES // 1_000_000} MB unpacked")


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError, KeyError) as error:
        raise Damaged(path) from error
    except (NotImplementedError, RuntimeError) as error:  # an unknown method; a password
        raise (Encrypted if "password" in str(error) else Damaged)(path) from error
