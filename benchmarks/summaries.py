"""`make bench-summaries`: what summaries of group chats hold, beside simple ways to make them.

    python -m benchmarks.summaries

The environment may name `CHATS`, a folder of Telegram Desktop exports, each `NAME.json` with a
`NAME.gold.json` beside it; without it, the chats of the invented province (benchmarks/chats). A
gold file holds `must_include` (point, message_ids, values), `superseded` (wrong, right,
message_ids), `must_not_include` (a text, or a text with message_ids), `topics` (title,
message_ids).

A gold point is found when one point shares a message with it and holds each of its values; a point
is right when it shares a message with a gold point or topic. Values are compared without accents,
for those that were not typed may have been put back. Each baseline gives as many points as we do.
"""

import json
import os
import re
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import summary_baselines
from index.text import fold
from retrieval.chat_export import Export
from retrieval.chat_statements import content
from retrieval.chat_summary import summarise
from retrieval.chat_types import Message, Point

CHATS = Path(__file__).parent / "chats"


@dataclass(frozen=True, slots=True)
class Shown:
    """A point of any summary: its messages and its words."""

    ids: frozenset[int]
    text: str


@dataclass
class Tally:
    """Counts over all chats."""

    gold: int = 0
    found: int = 0
    points: int = 0
    right: int = 0
    superseded: int = 0
    shown_superseded: int = 0
    forbidden: int = 0
    shown_forbidden: int = 0
    wrong: list[str] = field(default_factory=list)
    characters: int = 0
    of_characters: int = 0
    seconds: float = 0.0
    messages: int = 0
    missed: list[str] = field(default_factory=list)


def main() -> None:
    folder = Path(os.environ.get("CHATS") or CHATS)
    chats = [_chat(path) for path in sorted(folder.glob("*.json")) if _gold(path).exists()]
    if not chats:
        raise SystemExit(f"no exports with .gold.json in {folder}")
    ours = Tally()
    valid = [_ours(messages, gold, ours) for messages, gold in chats]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _head(len(chats), ours.messages)
    _row("tracuu", ours)
    counts = [len(summarise(messages).points) for messages, _ in chats]
    for name, way in summary_baselines.ways().items():
        _row(name, _baseline(way, chats, counts))
    good, links = map(sum, zip(*valid, strict=True))
    print(f"links valid: {good} of {links}; peak memory of tracuu: {memory:.0f} MB")
    for line in (*(f"missed: {each}" for each in ours.missed), *ours.wrong):
        print(line)


def _gold(path: Path) -> Path:
    return path.with_suffix(".gold.json")


def _chat(path: Path) -> tuple[list[Message], dict[str, Any]]:
    return list(Export(path).messages()), json.loads(_gold(path).read_text(encoding="utf-8"))


def _ours(messages: list[Message], gold: dict[str, Any], tally: Tally) -> tuple[int, int]:
    """Counts one chat; how many of its links and quotes are valid, of how many."""
    start = time.perf_counter()
    points = summarise(messages).points
    tally.seconds += time.perf_counter() - start
    _count(tally, messages, gold, [Shown(frozenset(p.message_ids), p.text) for p in points])
    texts = {m.id: m.text for m in messages}
    checks = [_is_valid(point, texts) for point in points]
    return sum(checks), len(checks)


def _is_valid(point: Point, texts: dict[int, str]) -> bool:
    """Whether every id exists and every quoted piece stands in its message, accents aside."""
    return set(point.message_ids) <= texts.keys() and all(
        _bare(piece) in _bare(texts[quote.message_id])
        for quote in point.quotes
        for piece in re.split(r"…|; ", re.sub(r"\s*\[[^\]]*\]", "", quote.text))
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _baseline(
    way: Callable[[Sequence[Message], int], list[Message]],
    chats: Sequence[tuple[list[Message], dict[str, Any]]], counts: Sequence[int],
) -> Tally:  # fmt: skip
    tally = Tally()
    for (messages, gold), count in zip(chats, counts, strict=True):
        start = time.perf_counter()
        chosen = way(messages, count)
        tally.seconds += time.perf_counter() - start
        _count(tally, messages, gold, [Shown(frozenset({m.id}), m.text) for m in chosen])
    return tally


def _count(
    tally: Tally, messages: Sequence[Message], gold: dict[str, Any], shown: Sequence[Shown]
) -> None:
    wanted = gold["must_include"]
    found = [_is_found(point, shown) for point in wanted]
    told = {i for part in (*wanted, *gold["topics"]) for i in part["message_ids"]}
    tally.gold += len(wanted)
    tally.found += sum(found)
    tally.missed += [p["point"] for p, there in zip(wanted, found, strict=True) if not there]
    tally.points += len(shown)
    tally.right += sum(bool(point.ids & told) for point in shown)
    tally.superseded += len(gold["superseded"])
    tally.shown_superseded += sum(_is_shown(each, shown) for each in gold["superseded"])
    tally.forbidden += len(gold["must_not_include"])
    forbidden = [no for no in gold["must_not_include"] if _is_forbidden(no, shown)]
    tally.shown_forbidden += len(forbidden)
    old = [old["wrong"] for old in gold["superseded"] if _is_shown(old, shown)]
    tally.wrong += [f"superseded: {each}" for each in old]
    tally.wrong += [f"forbidden: {no if isinstance(no, str) else no['text']}" for no in forbidden]
    tally.characters += sum(len(point.text) for point in shown)
    tally.of_characters += sum(len(m.text) for m in messages)
    tally.messages += len(messages)


def _is_found(point: dict[str, Any], shown: Sequence[Shown]) -> bool:
    ids, values = set(point["message_ids"]), [fold(v) for v in point["values"]]
    return any(p.ids & ids and all(v in fold(p.text) for v in values) for p in shown)


def _is_shown(old: dict[str, Any], shown: Sequence[Shown]) -> bool:
    """Whether a value that was replaced stands in a point about it."""
    ids, wrong = set(old["message_ids"]), re.escape(fold(old["wrong"]))
    return any(p.ids & ids and re.search(rf"(?<!\w){wrong}", fold(p.text)) for p in shown)


def _is_forbidden(item: str | dict[str, Any], shown: Sequence[Shown]) -> bool:
    """By the messages where they are named, else by most of its words standing in one point."""
    if isinstance(item, dict):
        return any(p.ids & set(item["message_ids"]) for p in shown)
    words = content(item.partition(":")[2] or item)
    return any(len(words & content(p.text)) >= max(3, 0.6 * len(words)) for p in shown)


def _head(chats: int, messages: int) -> None:
    print(f"{chats} chats, {messages} messages")
    print(
        f"{'':22}{'recall':>8}{'precision':>11}{'superseded':>12}{'forbidden':>11}"
        f"{'compression':>13}{'ms/1,000':>10}"
    )


def _row(name: str, t: Tally) -> None:
    print(
        f"{name:22}{_share(t.found, t.gold):>8}{_share(t.right, t.points):>11}"
        f"{t.shown_superseded:>6} of {t.superseded:<3}{t.shown_forbidden:>5} of {t.forbidden:<3}"
        f"{_share(t.characters, t.of_characters):>11}"
        f"{1e6 * t.seconds / max(1, t.messages):>12.0f}",
        flush=True,
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    main()
