"""The counts of `usage.py` as text and as a record. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from bot import render, texts
from bot.usage import FEW, Stats
from retrieval.catalogue import Item

_SHOWN = 10  # groups of questions, documents never found
_NAME = 80  # characters of a document's title


def record(stats: Stats) -> dict[str, Any]:
    """As `tracuu stats --json` prints it; what is hidden is null."""
    return asdict(stats)


def names(items: Iterable[Item]) -> dict[str, str]:
    """What people call documents, by the ids under which they are counted."""
    return {item.entry.id: item.entry.number or item.entry.title for item in items}


def plain(stats: Stats, names: Mapping[str, str]) -> str:
    """For a chat or a terminal; `names` are those of the documents."""
    return "\n".join(_lines(stats, names))


def _lines(stats: Stats, names: Mapping[str, str]) -> Iterator[str]:
    yield texts.STATS_HEAD.format(days=stats.days, few=FEW)
    for name in ("questions", "answered", "refused", "liked", "disliked"):
        count = getattr(stats, name)
        shown = texts.STATS_HIDDEN.format(few=FEW) if count is None else str(count)
        yield texts.STATS[name].format(count=shown)
    for reason, count in stats.reasons.items():
        shown = texts.STATS_HIDDEN.format(few=FEW) if count is None else str(count)
        yield texts.STATS_REASON.format(reason=texts.VOTE_REASONS[reason], count=shown)
    yield texts.STATS_TIMES.format(p50=round(stats.p50), p95=round(stats.p95))
    if stats.unanswered:
        yield "\n" + texts.STATS_UNANSWERED
        yield from (
            texts.STATS_GROUP.format(question=group.question, count=group.count)
            for group in stats.unanswered[:_SHOWN]
        )
    if stats.never_cited:
        yield "\n" + texts.STATS_NEVER.format(count=len(stats.never_cited))
        never = (names.get(document, document) for document in stats.never_cited[:_SHOWN])
        yield from (f"• {render.shorten(name, _NAME)}" for name in never)
