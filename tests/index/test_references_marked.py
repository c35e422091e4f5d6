"""References marked by hand: how many are found, and how much else is taken for one.

The forms are those of official texts drawn at random; the words around them are our own.
"""

import json
from pathlib import Path
from typing import Any

from index.references import Reference, find

MARKED = Path(__file__).parents[1] / "data" / "references.jsonl"
FLOOR = 0.98


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in MARKED.read_text("utf-8").splitlines()]


def is_same(found: Reference, marked: dict[str, Any]) -> bool:
    overlaps = found.start < marked["end"] and marked["start"] < found.end
    return overlaps and str(found) == marked["canonical"]


def test_the_marks_stand_where_they_say() -> None:
    marks = [(row["text"], mark) for row in rows() for mark in row["references"]]
    assert len(marks) >= 200
    assert sum(not row["references"] for row in rows()) >= 80
    for text, mark in marks:
        assert text[mark["start"] : mark["end"]].strip()


def test_precision_and_recall() -> None:
    right = found = marked = 0
    wrong: list[str] = []
    for row in rows():
        given, wanted = find(row["text"]), row["references"]
        hits = sum(any(is_same(ref, mark) for ref in given) for mark in wanted)
        right, found, marked = right + hits, found + len(given), marked + len(wanted)
        if hits != len(wanted) or hits != len(given):
            wrong.append(f"{row['text']!r}: {[str(ref) for ref in given]}")
    precision, recall = right / found, right / marked
    print(f"\nprecision {precision:.4f} ({right}/{found}), recall {recall:.4f} ({right}/{marked})")
    print("\n".join(wrong))
    assert precision >= FLOOR
    assert recall >= FLOOR
