"""Receiving by webhook: Telegram posts each update to a proxy, which passes it on to us.

An update is written down before it is answered with 200: what is not, Telegram sends again.
"""

import asyncio
import hmac
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, TelegramError

from bot import lanes, lenient, texts
from bot.health import Health
from bot.metrics import Metrics
from bot.sending import stopped, wait_after
from index.errors import Unwritable

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram's updates are some kilobytes.
MOST_BYTES = 1 << 20
BODY_SECONDS = 10.0
# Requests that Telegram makes side by side: each waits for the disk, no more.
CONNECTIONS = 20
# How often we look whether the webhook is still ours.
LOOK_SECONDS = 60.0
# SQLite's largest integer.
LARGEST = (1 << 63) - 1

Receive = Callable[[list[dict[str, Any]]], Awaitable[None]]


class NoWebhook(Exception):
    """Telegram does not take the address; `str()` is its reason."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to post, and the secret by which we know it."""

    url: str
    secret: str

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"


def kept_secret(path: Path) -> str:
    """The secret in a file, which is made when there is none. Raises `Unwritable`."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            made = path.with_suffix(".new")
            made.touch(mode=0o600)
            made.write_text(secrets.token_urlsafe(32) + "\n")
            made.replace(path)
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError as error:
        raise Unwritable(path) from error


def application(hook: Hook, receive: Receive, metrics: Metrics) -> web.Application:
    """Takes POSTs at the path of the hook: 401 without the secret, 400 for what is no update,
    413 for what is too large, 503 when it cannot be written down."""
    secret = hook.secret.encode()

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, secret):
            return web.Response(status=401)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                update = parsed(await request.read())
        except TimeoutError:
            return web.Response(status=408)
        if update is None:
            return web.Response(status=400)
        try:
            await receive([lenient.update(update)])
        except Exception:  # a full disk, say: Telegram keeps it and comes again
            log.exception("cannot take in an update")
            return web.Response(status=503)
        return web.Response()

    async def counted(request: web.Request) -> web.StreamResponse:
        try:
            response: web.StreamResponse = await take(request)
        except web.HTTPException as error:  # 413, of `read`
            response = web.Response(status=error.status)
        metrics.webhook.labels(str(response.status)).inc()
        return response

    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_post(hook.path, counted)
    return app


def parsed(body: bytes) -> dict[str, Any] | None:
    """The update in a body, or None."""
    try:
        update = json.loads(body)
        number = update["update_id"]
    except (ValueError, RecursionError, KeyError, TypeError, IndexError):
        return None
    known = type(number) is int and 0 <= number <= LARGEST
    return update if isinstance(update, dict) and known else None


async def keep(bot: Bot, hook: Hook, health: Health, stop: asyncio.Event) -> None:
    """Set the webhook, and set it again when somebody else has changed it, until the bot is to
    stop. Raises `InvalidToken`, `NoWebhook`."""
    tries, ours = 0, False
    while True:
        try:
            ours = await _look(bot, hook, ours)
        except InvalidToken:
            raise
        except BadRequest as error:
            raise NoWebhook(str(error)) from error
        except TelegramError as error:
            tries += 1
            if not health.trouble or health.trouble == "Starting":
                log.warning("%s (%s)", texts.NO_NETWORK, error)
            await health.ill(error)
            pause = wait_after(error, tries)
        else:
            tries, pause = 0, LOOK_SECONDS
            await health.well()
        if await stopped(stop, pause):
            return


async def _info(bot: Bot) -> WebhookInfo | None:
    """How the webhook does; None where the server does not tell."""
    try:
        return await bot.get_webhook_info()
    except EndPointNotFound:
        return None


async def _look(bot: Bot, hook: Hook, ours: bool) -> bool:
    """See that the webhook is ours; True."""
    found = await _info(bot)
    if found is None and ours:
        return True
    if found is None or found.url != hook.url or not ours:
        if ours:
            log.warning(texts.WEBHOOK_TAKEN)
        await bot.set_webhook(
            hook.url,
            secret_token=hook.secret,
            allowed_updates=lanes.ALLOWED,
            max_connections=CONNECTIONS,
        )
    elif found.last_error_message and found.pending_update_count:
        log.warning(texts.WEBHOOK_FAILING.format(reason=found.last_error_message))
    return True
