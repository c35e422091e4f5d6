"""The counts of `usage.py` as text and as a record. Pure."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot import texts
from bot.usage import FEW, Stats

_SHOWN = 10  # groups of questions, documents never found


def record(stats: Stats) -> dict[str, Any]:
    """As `tracuu stats --json` prints it; what is hidden is null."""
    return asdict(stats)


def plain(stats: Stats) -> str:
    """For a chat or a terminal."""
    return "\n".join(_lines(stats))


def _lines(stats: Stats) -> Iterator[str]:
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
        yield from (f"• {document}" for document in stats.never_cited[:_SHOWN])
