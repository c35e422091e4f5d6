"""Articles, clauses and points of PDFs: does a citation of each name its page and its place?

Where they stand is told by the text of each page as pdfplumber reads it, up to the first annex
or the list of recipients; what an amending text quotes is not asked for. What is said of each is
what a citation would say: page, heading of the passage, "khoản 2, điểm a".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.intake import Draft, drafts
from index.places import of_quote
from index.structure import LETTERS

_ARTICLES = 50  # of a file
_OPENING = 20  # characters by which a line is found again
_MARKS = (
    ("Điều", re.compile(r"Điều (\d+)\s?\.\s")),
    ("khoản", re.compile(r"(\d{1,2})\.\s")),
    ("điểm", re.compile(r"([a-zđ])\)\s")),
)
_END = re.compile(r"Nơi nhận|PHỤ LỤC|Phụ lục [IVX\d]+$")


@dataclass(frozen=True, slots=True)
class Stated:
    """One article, clause or point: its page, how its line begins, and where it is said to be."""

    kind: str
    article: str
    place: str
    page: int
    opening: str


def numbering(files: Sequence[Path]) -> None:
    """Prints for each file how many parts are found on their page, by their article and place."""
    head = " ".join(f"{column:>9}" for column in ("found", "page", "section", "place"))
    print(f"\n{'located by citation':47} {head}")
    sums: dict[str, list[int]] = {}
    for path in files:
        if stated := list(_stated(path)):
            document = next(item for item in drafts(path) if isinstance(item, Draft))
            for kind, counts in _counted(document, stated).items():
                _print(path.name, kind, counts)
                before = sums.get(kind, [0] * len(counts))
                sums[kind] = [a + b for a, b in zip(before, counts, strict=True)]
    for kind, counts in sums.items():
        _print("all", kind, counts)


def _print(name: str, kind: str, counts: Sequence[int]) -> None:
    asked, *right = counts
    shares = " ".join(f"{count:4}/{asked:<4}" for count in right)
    print(f"{name[:40]:40} {kind:6} {shares}", flush=True)


def _counted(document: Draft, stated: Sequence[Stated]) -> dict[str, list[int]]:
    """Kind -> asked, found, right page, right heading, right place."""
    text = document.source.text
    offsets = [at for at, letter in enumerate(text) if _kept(letter)]
    squeezed, at = _squeezed(text), 0
    counts: dict[str, list[int]] = {}
    for part in stated:
        row = counts.setdefault(part.kind, [0] * 5)
        row[0] += 1
        found = squeezed.find(part.opening, at)
        while found > 0 and not text[offsets[found] - 1].isspace():
            found = squeezed.find(part.opening, found + 1)
        if found < 0:
            continue
        at = found
        for column, right in enumerate((True, *_checked(document, part, offsets[found])), start=1):
            row[column] += right
    return counts


def _checked(document: Draft, part: Stated, start: int) -> tuple[bool, bool, bool]:
    """Whether page, heading and place of a citation that begins at `start` are right."""
    text = document.source.text
    passage = next((span for span in document.spans if span.start <= start < span.end), None)
    if passage is None:
        return False, False, False
    line = text.find("\n", start)
    end = len(text) if line < 0 else line
    place = of_quote(text, start, end, passage.place)
    return (
        bisect_right(document.source.pages, start) == part.page,
        bool(re.search(rf"Điều {part.article}\b", passage.section)),
        part.kind == "Điều" or place == part.place,
    )


def _kept(letter: str) -> bool:
    return not letter.isspace() and letter != "|"


def _squeezed(text: str) -> str:
    return "".join(filter(_kept, text))


def _stated(path: Path) -> Iterator[Stated]:
    last = {"Điều": "0", "khoản": "0", "điểm": ""}
    depth = 0
    for page, line in _lines(path):
        if _END.match(line):
            return
        if depth <= 0 and (mark := _next(line, last)):
            kind, label = mark
            if kind == "Điều" and int(label) > _ARTICLES:
                return
            last |= dict.fromkeys(list(last)[list(last).index(kind) + 1 :], "0")
            last[kind] = label
            yield Stated(kind, last["Điều"], _place(last), page, _squeezed(line)[:_OPENING])
        depth = max(0, depth + line.count("“") - line.count("”"))


def _next(line: str, last: dict[str, str]) -> tuple[str, str] | None:
    """The mark with which a line counts on from the last one of its kind."""
    for kind, pattern in _MARKS:
        if (found := pattern.match(line)) and found[1] == _following(kind, last[kind]):
            return (kind, found[1]) if kind == "Điều" or last["Điều"] != "0" else None
    return None


def _following(kind: str, label: str) -> str:
    if kind != "điểm":
        return str(int(label) + 1)
    return LETTERS[LETTERS.find(label) + 1 :][:1]


def _place(last: dict[str, str]) -> str:
    return ", ".join(f"{kind} {last[kind]}" for kind in ("khoản", "điểm") if last[kind] not in "0")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, start=1):
            for line in page.extract_text().splitlines():
                yield number, line.strip()
            page.close()
