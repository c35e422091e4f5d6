"""Ranks -> figures. A rank is that of the first right hit, from 1; None where there is none."""

from collections.abc import Sequence

DEPTH = 10  # a rank beyond it counts as none

Ranks = Sequence[int | None]


def recall(ranks: Ranks, k: int) -> float:
    """The share of questions with a right hit among the first `k`, in [0, 1]."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def mrr(ranks: Ranks) -> float:
    """The mean of 1 / rank over all questions, in [0, 1]."""
    return sum(1 / rank for rank in ranks if rank is not None and rank <= DEPTH) / len(ranks)
