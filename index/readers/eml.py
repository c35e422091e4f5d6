"""Letters (eml, mht): subject, sender, text; each attachment by its own reader."""

import email
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from index.errors import BadRecord, FormatUnknown, NothingToRead, TooLarge
from index.legacy_fonts import to_unicode
from index.readers import members
from index.readers.encoding import one_byte
from index.text import tidy
from index.types import Source

_MOST_BYTES = 100_000_000
_HEADERS = (("From", "Từ"), ("To", "Gửi"), ("Cc", "Đồng gửi"), ("Date", "Ngày"))


def read(path: Path) -> Iterator[Source | BadRecord]:
    if path.stat().st_size > _MOST_BYTES:
        raise TooLarge(path, f"{_MOST_BYTES // 1_000_000} MB")
    with path.open("rb") as file:
        letter = email.message_from_binary_file(file, policy=default)
    found = False
    for item in (*_body(path, letter), *_attachments(path, letter)):
        found = True
        yield item
    if not found:
        raise NothingToRead(path)


def _body(path: Path, letter: EmailMessage) -> Iterator[Source]:
    subject = " ".join(tidy(str(letter.get("Subject", ""))).split())
    said = _text(path, letter)
    if not said:
        return
    head = [f"{ours}: {_header(letter, theirs)}" for theirs, ours in _HEADERS if letter.get(theirs)]
    whole = "\n\n".join(filter(None, [subject, "\n".join(head), said.text]))
    moved = len(whole) - len(said.text)
    noise = tuple((start + moved, end + moved) for start, end in said.noise)
    yield replace(said, text=whole, title=subject or None, headings=(), noise=noise)


def _header(letter: EmailMessage, name: str) -> str:
    return " ".join(tidy(str(letter[name])).split())


def _text(path: Path, letter: EmailMessage) -> Source | None:
    """What the letter itself says: its plain text, or else its page."""
    part = letter.get_body(("plain", "html"))
    if part is None:
        return None
    content = _content(part)
    if part.get_content_type() == "text/html":
        page = members.read(path, "letter.html", content.encode())
        return next((item for item in page if isinstance(item, Source)), None)
    text = tidy(to_unicode(content)).strip()
    return Source(text) if text else None


def _content(part: Any) -> str:
    """What a part says: read by its words first, for letters name charsets they are not in."""
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    with suppress(UnicodeDecodeError):
        if b"\0" not in raw:  # UTF-16 would be UTF-8 too
            return raw.decode("utf-8")
    try:
        return one_byte(raw) or str(part.get_content())
    except (LookupError, UnicodeError):  # a code page that nobody knows
        return raw.decode("utf-8", "replace")


def _attachments(path: Path, letter: EmailMessage) -> Iterator[Source | BadRecord]:
    seen: set[str] = set()
    for part in list(letter.iter_attachments())[: members.MOST]:
        name = members.plain(part.get_filename() or "")
        if part.get_content_type() == "message/rfc822":
            name = name or "thu.eml"
        if not name or not members.is_wanted(name) or name in seen:
            continue
        seen.add(name)
        if members.is_readable(name):
            yield from members.read(path, name, _raw(part))
        else:
            yield members.unread(path, name, FormatUnknown)


def _raw(part: Any) -> bytes:
    raw = part.get_payload(decode=True)
    if isinstance(raw, bytes):
        return raw
    inner: list[Any] = part.get_payload() or []
    return bytes(inner[0].as_bytes()) if inner else b""
