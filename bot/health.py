"""How the bot is, for the machine that watches over it: /health and /metrics."""

import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.metrics import Metrics

log = logging.getLogger(__name__)

# A long poll returns within a minute, a webhook is looked after every minute.
SILENCE_SECONDS = 150.0
# Nobody waits that long for an answer, unless Telegram holds it back.
WAIT_SECONDS = 600.0

# The number of updates that are not finished, and the age of the oldest in seconds.
Backlog = tuple[int, float]


@dataclass(slots=True)
class Health:
    """What receiving tells of Telegram. `trouble` is the kind of failure it is in now, or ""."""

    mode: str
    metrics: Metrics
    note: Callable[[str], Awaitable[None]]  # keeps the kind of failure for `tracuu doctor`
    backlog: Callable[[], Awaitable[Backlog]]
    trouble: str = "Starting"
    contact: float | None = None  # when Telegram last answered, by `time.monotonic`

    async def well(self) -> None:
        self.metrics.polls.labels("ok").inc()
        self.trouble, self.contact = "", time.monotonic()

    async def ill(self, error: Exception) -> None:
        """Never raises: the loop that tells of a full disk must outlive it."""
        kind = type(error).__name__
        self.metrics.polls.labels(kind).inc()
        if kind != self.trouble:
            try:
                await self.note(kind)
            except sqlite3.Error:
                log.debug("failure not noted", exc_info=True)
        self.trouble = kind

    async def report(self) -> dict[str, Any]:
        """What /health shows; `status` is "ok" or "trouble"."""
        try:
            waiting, oldest = await self.backlog()
        except sqlite3.Error as error:
            return {"status": "trouble", "mode": self.mode, "trouble": type(error).__name__}
        silent = None if self.contact is None else round(time.monotonic() - self.contact, 1)
        ill = bool(self.trouble) or silent is None or silent > SILENCE_SECONDS
        return {
            "status": "trouble" if ill or oldest > WAIT_SECONDS else "ok",
            "mode": self.mode,
            "trouble": self.trouble,
            "seconds_since_contact": silent,
            "updates_open": waiting,
            "oldest_open_seconds": round(oldest, 1),
        }


def application(health: Health) -> web.Application:
    """/health: 200 when all is well, else 503; /metrics: for Prometheus."""

    async def show_health(_: web.Request) -> web.Response:
        report = await health.report()
        return web.json_response(report, status=200 if report["status"] == "ok" else 503)

    async def show_metrics(_: web.Request) -> web.Response:
        waiting, oldest = await health.backlog()
        health.metrics.open.set(waiting)
        health.metrics.oldest.set(oldest)
        body = generate_latest(health.metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/health", show_health)
    app.router.add_get("/metrics", show_metrics)
    return app
