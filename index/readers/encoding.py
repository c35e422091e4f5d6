"""Bytes -> tidy text.

UTF-8 and UTF-16 say what they are. Of the older texts, windows-1258 and those typed for the fonts
of the 1990s (`index/legacy_fonts.py`) are told by how many words they make Vietnamese; the rest is
left to charset-normalizer, held to code pages in which Vietnamese can be written at all.
"""

import codecs
import unicodedata
from pathlib import Path

from index import legacy_fonts
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
    text = _decode(raw, subject)
    text = tidy(legacy_fonts.to_unicode(text) if legacy_fonts.detect(text) else text)
    if not text.strip():
        raise NothingToRead(subject)
    return text


def one_byte(raw: bytes, sample: bytes = b"") -> str | None:
    """`raw` in the code page of Vietnamese, or, where it was typed for legacy fonts, a character a
    byte as those are read; None for neither. `sample` is what is judged in its place."""
    modern = unicodedata.normalize("NFC", _windows(sample or raw, "cp1258"))
    font, fit = legacy_fonts.fitting(_windows(sample or raw, "cp1252"))
    now, well = legacy_fonts.fitting(modern)
    if now is None and well > max(fit, 0.0):
        return unicodedata.normalize("NFC", _windows(raw, "cp1258"))
    return _windows(raw, "cp1252") if font and fit > 0 else None


def _windows(raw: bytes, page: str) -> str:
    """Every byte a character: those that a code page leaves open are their own number."""
    return "".join(map(_tables[page].__getitem__, raw))


_tables = {
    page: [bytes((n,)).decode(page, "ignore") or chr(n) for n in range(256)]
    for page in ("cp1252", "cp1258")
}


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
    if not _looks_binary(raw) and (read := one_byte(raw)):
        return read
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
