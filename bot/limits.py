"""How much one person, or one group, may ask in a minute: token buckets, kept in memory."""

import time
from collections.abc import Callable
from dataclasses import dataclass

_KEPT = 10_000  # buckets; those that are full again are forgotten first


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False


class Limit:
    """`per_minute` asks, at most so many at once; 0 is no limit. `clock` gives seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size, self._clock = float(per_minute), clock
        self._buckets: dict[int, _Bucket] = {}

    def take(self, key: int) -> bool:
        """Whether there is room for one more."""
        if not self._size:
            return True
        bucket = self._filled(key)
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        bucket.told = False
        return True

    def first_refusal(self, key: int) -> bool:
        """Whether this is the first to be refused in a row: that one gets a polite word."""
        bucket = self._filled(key)
        told, bucket.told = bucket.told, True
        return not told

    def _filled(self, key: int) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= _KEPT:
                self._forget(now)
            bucket = self._buckets[key] = _Bucket(self._size, now)
        gained = (now - bucket.at) * self._size / 60.0
        bucket.tokens, bucket.at = min(self._size, bucket.tokens + gained), now
        return bucket

    def _forget(self, now: float) -> None:
        recent = {key: each for key, each in self._buckets.items() if now - each.at < 60.0}
        self._buckets = recent if len(recent) < _KEPT else {}
