"""Bytes -> tidy text.

UTF-8 and UTF-16 say what they are; the older Vietnamese code pages are told apart by
charset-normalizer, held to those in which Vietnamese can be written at all.
"""

import codecs
from pathlib import Path

from index.errors import NothingToRead, NotText
from index.text import tidy

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = ["cp1258", "utf_16_le", "utf_16_be", "cp1252"]
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_BINARY_SHARE = 0.01


def decode(raw: bytes, subject: Path) -> str:
    """Tidy text of `raw`; `NotText` for binaries, `NothingToRead` when only blanks remain."""
    text = tidy(_decode(raw, subject))
    if not text.strip():
        raise NothingToRead(subject)
    return text


def _decode(raw: bytes, subject: Path) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw, encoding, subject)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(raw, subject)
    if _looks_binary(raw):
        raise NotText(subject)
    return text


def _strict(raw: bytes, encoding: str, subject: Path) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(subject) from error


def _looks_binary(raw: bytes) -> bool:
    return len(raw) - len(raw.translate(None, _CONTROLS)) > _BINARY_SHARE * len(raw)


def _guess(raw: bytes, subject: Path) -> str:
    from charset_normalizer import from_bytes

    if almost := _almost_utf8(raw):
        return almost
    best = from_bytes(raw, cp_isolation=_OLDER).best()
    if best is None or (_looks_binary(raw) and not best.encoding.startswith("utf_16")):
        raise NotText(subject)
    return str(best)


def _almost_utf8(raw: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a cut copy): better kept than guessed otherwise."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    letters = sum(ord(c) > 0x7F for c in text) - broken
    return text if not _looks_binary(raw) and 20 * broken < letters else None
