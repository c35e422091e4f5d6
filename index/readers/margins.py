"""What stands on the margins of pages: running headers and footers, page numbers, e-signatures.

It is told from the text by coming again on other pages, or by being a number that counts them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.sheet import Item, Line
from index.text import fold

_ZONE = 0.12  # of a page's height, from above and from below
_DEEP = 3  # lines of a margin at most
_REPEATED = 3  # pages
_HEADS = ("cong hoa xa hoi", "doc lap", "dang cong san", "phu luc", "mau so", "ten co quan")
_NUMBER = re.compile(r"^\W*(?:trang|page)?\W*(\d{1,4})(?:\s*/\s*\d{1,4})?\W*$", re.I)
_SIGNED = re.compile(
    r"^(?:ký (?:số )?bởi|người ký|thời gian ký|ngày ký|digitally signed|signature not verified)\b",
    re.I,
)
_SIGNED_TOO = re.compile(
    r"^(?:email|cơ quan|thời gian ký|ngày ký|chức vụ|date|reason|location)\s*:", re.I
)


@dataclass(slots=True)
class Page:
    """The items of a page in reading order, and its height in points."""

    items: list[Item]
    height: float


def split(pages: Sequence[Page]) -> list[tuple[list[Item], list[str]]]:
    """For each page what is its text, and the lines on its margins."""
    zones = [_zone(page) for page in pages]
    repeated = _repeated(zones)
    numbers = _numbers(zones)
    done: list[tuple[list[Item], list[str]]] = []
    for index, page in enumerate(pages):
        off = {id(line) for line in zones[index] if _key(line) in repeated or _signed(line)}
        off |= {id(line) for line in zones[index] if id(line) in numbers}
        off |= _signature(page)
        body = [item for item in page.items if id(item) not in off]
        margin = [item.text for item in page.items if id(item) in off and isinstance(item, Line)]
        done.append((body, margin))
    return done


def _zone(page: Page) -> list[Line]:
    """The lines on the upper and the lower margin."""
    lines = [item for item in page.items if isinstance(item, Line)]
    upper = [line for line in lines if line.y1 <= _ZONE * page.height]
    lower = [line for line in lines if line.y0 >= (1 - _ZONE) * page.height]
    upper.sort(key=lambda line: line.y1)
    lower.sort(key=lambda line: line.y1)
    return upper[:_DEEP] + lower[-_DEEP:]


def _key(line: Line) -> tuple[str, int]:
    """Lines that differ in figures only are one, where they stand at the same height."""
    return re.sub(r"\d+", "#", fold(" ".join(line.text.split()))), round(line.y1 / 12)


def _repeated(zones: Sequence[list[Line]]) -> set[tuple[str, int]]:
    """What stands on several pages that follow each other, or on every other one."""
    pages: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, lines in enumerate(zones):
        for key in {_key(line) for line in lines}:
            pages[key].append(place)
    return {key for key, places in pages.items() if _runs_on(places) and _may_repeat(key[0])}


def _runs_on(places: Sequence[int]) -> bool:
    ends = places[_REPEATED - 1 :]
    return any(end - start <= 2 * _REPEATED for start, end in zip(places, ends, strict=False))


def _may_repeat(text: str) -> bool:
    """Not so the head of a form, which every form has."""
    return bool(text.strip("# .-")) and not text.startswith(_HEADS)


def _numbers(zones: Sequence[list[Line]]) -> set[int]:
    """Lines that number the pages: each is as far from its page's place as another one is."""
    found = [
        (int(match[1]) - place, id(line))
        for place, lines in enumerate(zones)
        for line in lines
        if (match := _NUMBER.match(line.text))
    ]
    shifts = Counter(shift for shift, _ in found)
    alone = len(zones) <= 2
    return {line for shift, line in found if shifts[shift] > 1 or (alone and shift in (0, 1))}


def _signed(line: Line) -> bool:
    return bool(_SIGNED.match(line.text))


def _signature(page: Page) -> set[int]:
    """What an electronic signature printed: its first line and the labelled ones around it."""
    lines = [item for item in page.items if isinstance(item, Line)]
    found: set[int] = set()
    for index, line in enumerate(lines):
        if _signed(line):
            near = lines[max(0, index - 2) : index + 4]
            found |= {
                id(other) for other in near if _signed(other) or _SIGNED_TOO.match(other.text)
            }
    return found
