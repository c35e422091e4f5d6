"""What cleaning takes out of the search: words before and after, and what is left of menus.

`python -m benchmarks.cleaning FOLDER... [--questions FILE.jsonl] [--lines]`: per file the words
stored, those marked as noise, and those in no passage and not marked; then the passages in which
something of a menu, a counter or a list of other articles is left, by words of this module's own.
With questions (`gold`: any of these strings) how many of their facts stand in a passage. `--lines`
prints what was marked.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import intake
from index.errors import InputError
from index.intake import Draft
from index.text import fold
from index.types import outside

# A line that no document has, whole: not by the patterns of `index/noise.py`, which are measured.
_LEFT = re.compile(
    r"\W*(?:.{0,20}(?:online|truy cap|luot xem|dang xem)\W*\d.*|(?:hom nay|hom qua)\W*\d+\W*"
    r"|powered by.*|image banner|trang chu|(?:cac )?(?:tin|bai(?: viet)?) (?:khac|moi hon|cu hon"
    r"|lien quan|moi nhat)|(?:xem|doc) nhieu(?: nhat)?|co the ban quan tam|lien ket web(?:site)?"
    r"|phan hoi|y kien ban doc|noi nhan:?|dang nhap|ve dau trang|chia se)\W*"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One document; `left` are lines of menus that are still searched, `lost` words that are
    neither searched nor marked."""

    name: str
    words: int
    marked: int
    lost: int
    passages: tuple[str, ...]
    left: tuple[str, ...]
    lines: tuple[str, ...]


def main() -> None:
    options = _options()
    files = [path for path in intake.files(options.folders) if isinstance(path, Path)]
    found = [cleaned for path in files for cleaned in _read(path)]
    if not found:
        sys.exit("no document could be read")
    print(f"tracuu, {len(files)} files; noise: words that are stored and not searched")
    print(f"{'document':40} {'words':>8} {'noise':>7} {'share':>6} {'lost':>6} {'passages':>9}")
    for each in found:
        _show(each, lines=options.lines)
    _sum(found)
    if options.questions:
        _facts(found, options.questions)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What cleaning takes out of the search.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--lines", action="store_true", help="print what was marked")
    return parser.parse_args()


def _read(path: Path) -> Iterator[Cleaned]:
    try:
        for draft in intake.drafts(path):
            if isinstance(draft, Draft) and not draft.source.foreign:
                yield _cleaned(path, draft)
    except InputError as error:
        print(f"{path.name}: {type(error).__name__}", file=sys.stderr)


def _cleaned(path: Path, draft: Draft) -> Cleaned:
    text, noise = draft.source.text, draft.source.noise
    spans = [(span.start, span.end) for span in draft.spans]
    passages = tuple(text[a:b] for a, b in spans)
    kept = [piece for a, b in outside(noise, 0, len(text)) for piece in outside(spans, a, b)]
    lines = [line for passage in passages for line in re.split(r"\n| \| ", passage)]
    return Cleaned(
        name=draft.source.key or path.name,
        words=_count(text),
        marked=sum(_count(text[a:b]) for a, b in noise),
        lost=sum(_count(text[a:b]) for a, b in kept),
        passages=passages,
        left=tuple(line for line in lines if _LEFT.fullmatch(fold(line))),
        lines=tuple(" ".join(text[a:b].split()) for a, b in noise),
    )


def _count(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _show(each: Cleaned, *, lines: bool) -> None:
    share = each.marked / each.words if each.words else 0.0
    figures = f"{each.words:8} {each.marked:7} {share:6.1%} {each.lost:6} {len(each.passages):9}"
    print(f"{each.name[:40]:40} {figures}")
    for line in each.lines if lines else ():
        print(f"    - {line[:100]}")
    for line in each.left:
        print(f"    LEFT: {line.strip()[:100]}")


def _sum(found: Sequence[Cleaned]) -> None:
    words, marked, lost = (sum(getattr(e, n) for e in found) for n in ("words", "marked", "lost"))
    passages = sum(len(each.passages) for each in found)
    left = sum(len(each.left) for each in found)
    print(
        f"\n{len(found)} documents: {words} words before, {words - marked} after"
        f" ({marked / words:.2%} marked), {lost} in no passage; {passages} passages,"
        f" {left} lines of menus or counters left in them"
    )
    most = Counter(line for each in found for line in each.lines).most_common(5)
    print("marked most often: " + "; ".join(f"{line[:40]} ({n})" for line, n in most))


def _facts(found: Sequence[Cleaned], questions: Path) -> None:
    searched = [_plain(passage) for each in found for passage in each.passages]
    asked = [json.loads(line) for line in questions.read_text().splitlines() if line.strip()]
    asked = [each for each in asked if each.get("answerable", True) and each.get("gold")]
    missing = [
        each["id"]
        for each in asked
        if not any(_plain(gold) in passage for gold in each["gold"] for passage in searched)
    ]
    print(f"facts of {questions.name}: {len(asked) - len(missing)} of {len(asked)} in a passage")
    if missing:
        print("missing: " + ", ".join(map(str, missing)))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_#|]", " ", text).split()).lower()


if __name__ == "__main__":
    main()
