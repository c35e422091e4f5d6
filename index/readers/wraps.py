"""Whether a line goes on with the paragraph above it, judged by what a typesetter would do.

A line ends a paragraph where the next word would still have fitted on it.
"""

import re
from collections.abc import Sequence

from index.readers.sheet import Line
from index.text import starts_item

_INDENT = 0.7  # sizes of type
_ROOM = 0.9  # sizes that a line may lack of its margin, besides the next word
_HANGING = 4.0  # sizes from an item's number to where its further lines begin, at most
_APART = 2.3  # sizes between base lines
_LOOSER = 1.4  # times the distance of the lines before
_OTHER_SIZE = 1.22
_ENDED = re.compile(r"[.!?…:;]['\"”’)\]]*$")
_HYPHEN = re.compile(r"\w-$")
_ARTICLE = re.compile(r"Điều \d+[a-zđ]?\s?[.:]")
_TITLE = 20  # characters of capitals that are no mere short form


def continues(lines: Sequence[Line], line: Line, new_page: bool) -> bool:
    """Whether `line` goes on with the paragraph of `lines`; `new_page`: as first of its page."""
    before = lines[-1]
    ended = bool(_ENDED.search(before.text))
    lower = line.text[:1].islower() and not starts_item(line.text)
    if _looks_other(before, line) or (starts_item(line.text) and (ended or _heads(lines))):
        return False
    if not new_page and _far(lines, line):
        return False
    if not new_page and _other_column(before, line):
        return len(lines) > 1 and _full(before, line) and lower and not ended
    centred = _centred(before) or _centred(line)
    if lower and not ended and (centred or not _indented(lines, line)):
        return True
    if not _full(before, line):
        return False
    return _aligned(lines, line, ended)


def _heads(lines: Sequence[Line]) -> bool:
    """Whether the paragraph is the heading of an article, which no full stop ends."""
    return bool(_ARTICLE.match(lines[0].text))


def _looks_other(before: Line, line: Line) -> bool:
    """Whether size or capitals change."""
    sizes = sorted((before.size, line.size))
    if sizes[1] > _OTHER_SIZE * sizes[0] and not before.rough:
        return True
    loud, other = before.text.isupper(), line.text.isupper()
    return loud != other and len((before if loud else line).text) >= _TITLE


def _far(lines: Sequence[Line], line: Line) -> bool:
    gap = line.y1 - lines[-1].y1
    if gap < 0:
        return False  # the next column
    if len(lines) > 1 and lines[-1].y1 > lines[-2].y1:
        return gap > _LOOSER * (lines[-1].y1 - lines[-2].y1)
    return gap > _APART * lines[-1].size


def _other_column(before: Line, line: Line) -> bool:
    return line.left >= before.right or line.right <= before.left


def _centred(line: Line) -> bool:
    before, behind = line.x0 - line.left, line.right - line.x1
    return min(before, behind) > line.size and abs(before - behind) < 2 * line.size


def _full(before: Line, line: Line) -> bool:
    """Whether the first word of `line` would not have fitted on the line before it."""
    if _HYPHEN.search(before.text):
        return True
    first = len(line.text.split(" ", 1)[0])
    width = (line.x1 - line.x0) * first / max(1, len(line.text))
    room = before.right - before.x1
    if _centred(before):
        room += before.x0 - before.left
    return room < width + _ROOM * before.size


def _indented(lines: Sequence[Line], line: Line) -> bool:
    """Whether `line` begins further right than the line before it."""
    return _from_left(line) - _from_left(lines[-1]) > _INDENT * line.size


def _from_left(line: Line) -> float:
    return line.x0 - line.left


def _aligned(lines: Sequence[Line], line: Line, ended: bool) -> bool:
    """Whether a line behind a full one begins where the next line of its paragraph would."""
    if _centred(lines[-1]) and _centred(line):
        return True
    step = _from_left(line) - _from_left(lines[-1])
    slack = _INDENT * line.size
    if step > slack:  # begins further right: an item's text, or a new paragraph
        hanging = len(lines) == 1 and starts_item(lines[0].text) and step < _HANGING * line.size
        return hanging and not ended
    if step < -slack:  # the first line was indented; later ones are not
        return len(lines) == 1
    indented = _from_left(line) > slack and len(lines) == 1
    return not (indented and ended)
