"""The foot of a document, "Nơi nhận" beside the signature: one column after the other. Pure.

Markdown and plain texts may give the two columns line by line, so that receivers stand between an
office and the name that signs for it. Word files and PDF know their columns themselves.
"""

import re
from collections.abc import Iterator, Sequence

from index import tail
from index.noise import RECEIVER, RECEIVERS
from index.text import LOWER, UPPER, fold

_GAP = re.compile(r"(?<=\S)\s*\|\s*(?=\S)|(?<=[\w.;,:)])(?:\s{3,}|\t+)(?=[^\s|])")
_MARKUP = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|<[^<>]{1,9}>")
_RULE = re.compile(r"[\s|:*_-]*")
_NAME = rf"(?:[{UPPER}][{LOWER}]+ ){{1,4}}[{UPPER}][{LOWER}]+"
_OFFICE = re.compile(rf"(?<=\S)\s+(?={tail.OFFICE})")  # where one begins within a line
_NAMED = re.compile(rf"(?<=[.;])\s+(?={_NAME}\W*$)")
_ENDS = re.compile(rf"{_NAME}\W*$")

Row = tuple[str, str]  # what a line has of the receivers, and of the signature


def in_order(text: str) -> str:
    """The text with the columns of each such foot one after the other; all else as it was."""
    if not re.search("nơi nhận", text, re.IGNORECASE):
        return text
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        rows = list(_rows(lines[at:])) if RECEIVERS.match(fold(_plain(lines[at]))) else []
        if any(left and right for left, right in rows):
            yield from (left for left, _ in rows if left)
            for _, right in rows:
                yield from ("", right) if right else ()  # to Markdown a line alone is no line
            at += len(rows)
        else:
            yield lines[at]
            at += 1


def _rows(lines: Sequence[str]) -> Iterator[Row]:
    """The lines of a foot: up to the name that signs, and the receivers that go on below it."""
    torn = _OFFICE.search(lines[0]) is not None and not _GAP.search(lines[0])
    signed = False
    for line in lines:
        row = _row(line, torn=torn)
        if row is None or (signed and not row[0] and "|" not in line):
            return
        yield row
        signed = signed or bool(_ENDS.search(_plain(row[1])))


def _row(line: str, *, torn: bool) -> Row | None:
    """None where a line is of no foot. `torn` tells that no gap is left between the columns."""
    if _RULE.fullmatch(line):
        return "", ""
    said = line.strip(" \t|")
    receives = _receives(said)
    left, *right = _GAP.split(said, maxsplit=1)
    if right:
        return (left, right[0]) if receives else None
    if receives:
        border = (_OFFICE.search(said) or _NAMED.search(said)) if torn else None
        return (said[: border.start()], said[border.end() :]) if border else (said, "")
    plain = _plain(said)
    return ("", said) if tail.signs_off(plain) or plain.isupper() else None


def _receives(said: str) -> bool:
    plain = fold(_plain(said))
    return bool(RECEIVERS.match(plain) or RECEIVER.match(plain))


def _plain(line: str) -> str:
    """A line without its markup."""
    return _MARKUP.sub("", line).strip(" \t|")
