"""Logging set-up: one handler on standard error, and no token in it, ever."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

# The shape of a bot token, so that one that nobody announced is hidden as well.
TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
HIDDEN = "<token>"
# httpx logs every URL at INFO, and the token is part of the URL; openai logs every question.
CHATTY = ("httpx", "httpcore", "httpx2", "httpcore2", "openai", "telegram", "faiss", "markdown_it")
# Prints a traceback for each HTML page of a proxy in trouble; the bot itself says it in a line.
SILENCED = "telegram.request"


class Redact(logging.Filter):
    """Rewrites a record so that neither message, arguments nor traceback hold a secret."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        words = {word for secret in secrets for word in (secret, secret.replace(":", "%3A"))}
        self.secrets = sorted(filter(None, words), key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(_message(record)), None
        if record.exc_info and not record.exc_text:
            # A formatter prints `exc_text` as it is and formats only where it is missing.
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True

    def clean(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, text)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time (UTC), level, logger, message, and the error if any."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **({"error": record.exc_text} if record.exc_text else {}),
        }
        return json.dumps(line, ensure_ascii=False)


def set_up(
    level: int = logging.INFO,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    as_json: bool = False,
) -> None:
    """Log to `stream` (standard error) from `level` up; replaces what an earlier call set up."""
    handler = logging.StreamHandler(stream or sys.stderr)
    lines = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if as_json else lines)
    handler.addFilter(Redact(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(SILENCED).setLevel(logging.CRITICAL)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # wrong arguments: logging itself would print them in clear
        return str(record.msg)
