"""`tracuu doctor`: what can be wrong, looked at one by one, each with its remedy.

Nothing is changed: no update is confirmed, no webhook set, no cache mended.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx

from bot import texts, updates
from index.check import check as faults
from index.database import FILE, open_database, state
from index.embedding import load_embedder
from index.errors import Busy, TracuuError
from index.readers import ocr

OK, WARN, BROKEN = "ok", "warn", "broken"
# Bytes: below the first a backup or a rebuild may fail, below the second the bot does.
SCARCE, FULL = 1 << 30, 100 << 20
# Telegram's Date has whole seconds; certificates and expiries bear some minutes.
SKEW, BAD_SKEW = 30.0, 300.0
RECENT = 24 * 3600.0
HOUR = 3600.0
WAITING_SECONDS = 600.0
SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Finding:
    """`status` is ok, warn or broken; `check` names what was looked at."""

    check: str
    status: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at. `token` is None where none is set, "" where it cannot be used."""

    data: Path
    embedding_model: str
    token: str | None
    api: str
    webhook_url: str
    has_owners: bool
    open_to_all: bool


def examine(patient: Patient) -> Iterator[Finding]:
    """Everything, the folder first; what depends on something broken is left out."""
    yield from _folder(patient.data)
    if (patient.data / FILE).exists():
        yield from _corpus(patient)
    else:
        yield _found("index", WARN, "EMPTY")
    yield from _bot_store(patient.data)
    yield from _programs()
    yield from _people(patient)
    yield from _telegram(patient)


def _found(check: str, status: str, text: str, **facts: Any) -> Finding:
    """A finding in the words of the table; what is well needs no remedy."""
    message, remedy = texts.DOCTOR[text]
    return Finding(check, status, message.format(**facts), remedy.format(**facts))


# --- this machine --------------------------------------------------------------------------


def _folder(data: Path) -> Iterator[Finding]:
    if not data.is_dir() or not os.access(data, os.W_OK | os.X_OK):
        yield _found("folder", BROKEN, "FOLDER", folder=data)
        return
    free = shutil.disk_usage(data).free
    status = BROKEN if free < FULL else WARN if free < SCARCE else OK
    yield _found("disk", status, "DISK" if status == OK else "DISK_FULL", free=free / (1 << 30))


def _corpus(patient: Patient) -> Iterator[Finding]:
    try:
        with closing(open_database(patient.data)) as db:
            wrong = list(faults(db, patient.data))
            passages = db.execute("SELECT count(*) FROM passages").fetchone()[0]
            model = state(db, "model")
    except (TracuuError, sqlite3.Error) as error:
        yield Finding("index", BROKEN, texts.describe(error), texts.DOCTOR["RESTORE"][1])
        return
    for fault in wrong:
        said = texts.FAULTS[fault.kind].format(detail=fault.detail)
        mends = "CHECK" if fault.in_cache else "REBUILD"
        yield Finding("index", WARN if fault.in_cache else BROKEN, said, texts.DOCTOR[mends][1])
    if not wrong:
        yield _found("index", OK, "INDEX", passages=passages)
    yield from _model(patient, model)


def _model(patient: Patient, used: str | None) -> Iterator[Finding]:
    try:
        embedder = load_embedder(patient.embedding_model, patient.data / "models")
        embedder.embed_question("kinh phí")
    except TracuuError as error:
        yield Finding("model", BROKEN, texts.describe(error), texts.DOCTOR["MODEL_BROKEN"][1])
        return
    if used and used != embedder.identity:
        yield _found("model", BROKEN, "MODEL_OTHER")
    else:
        yield _found("model", OK, "MODEL")


def _bot_store(data: Path) -> Iterator[Finding]:
    path, now = data / "bot.db", time.time()
    if not path.exists():
        return
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=10)) as db:
            sound = db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            open_, oldest = db.execute(
                "SELECT count(*), min(received) FROM updates"
                " WHERE status IN ('waiting', 'replying')"
            ).fetchone()
            aside = db.execute(
                "SELECT reason, count(*) FROM aside WHERE at > ? GROUP BY reason ORDER BY reason",
                (now - RECENT,),
            ).fetchall()
            conflict = db.execute(
                "SELECT at FROM notes WHERE name = 'Conflict' AND at > ?", (now - HOUR,)
            ).fetchone()
    except sqlite3.DatabaseError:
        yield _found("bot", BROKEN, "STORE")
        return
    if not sound:
        yield _found("bot", BROKEN, "STORE")
    if aside:
        count = sum(number for _, number in aside)
        reasons = ", ".join(f"{reason} {number}" for reason, number in aside)
        yield _found("aside", WARN, "ASIDE", count=count, reasons=reasons)
    if open_ and now - oldest > WAITING_SECONDS:
        minutes = int((now - oldest) / 60)
        yield _found("waiting", WARN, "WAITING", count=open_, minutes=minutes)
    if conflict:
        ago = int((now - conflict[0]) / 60)
        yield _found("second_poller", WARN, "POLLER_SEEN", minutes=ago)


def _programs() -> Iterator[Finding]:
    if ocr.available():
        yield _found("ocr", OK, "OCR")
    else:
        yield _found("ocr", WARN, "OCR_MISSING", packages=ocr.PACKAGES)


def _people(patient: Patient) -> Iterator[Finding]:
    if not (patient.has_owners or patient.open_to_all):
        yield _found("owners", BROKEN, "OWNERS")


# --- Telegram ------------------------------------------------------------------------------


def _telegram(patient: Patient) -> Iterator[Finding]:
    if not patient.token:
        yield _found("token", BROKEN, "TOKEN_NONE" if patient.token is None else "TOKEN_FORM")
        return
    with httpx.Client(base_url=f"{patient.api}/bot{patient.token}", timeout=SECONDS) as client:
        try:
            yield from _asked(patient, client)
        except (httpx.HTTPError, ValueError) as error:
            yield _found("network", BROKEN, "NETWORK", api=patient.api, kind=type(error).__name__)


def _asked(patient: Patient, client: httpx.Client) -> Iterator[Finding]:
    before = time.time()
    response = client.get("/getMe")
    if response.status_code in (401, 404):
        yield _found("token", BROKEN, "TOKEN_BAD")
        return
    response.raise_for_status()
    me = response.json()["result"]
    yield _found("token", OK, "TOKEN", username=me.get("username", me["id"]))
    yield from _clock(response.headers.get("Date", ""), (before + time.time()) / 2)
    private = "PRIVACY_OFF" if me.get("can_read_all_group_messages") else "PRIVACY_ON"
    yield _found("privacy", OK, private)
    if not me.get("can_join_groups", True):
        yield _found("groups", WARN, "NO_GROUPS")
    yield from _webhook(patient, client)
    yield from _rights(patient.data, me["id"], client)


def _clock(date: str, now: float) -> Iterator[Finding]:
    try:
        told = parsedate_to_datetime(date)
    except ValueError:
        return
    behind = told.timestamp() + 0.5 - now
    status = BROKEN if abs(behind) > BAD_SKEW else WARN if abs(behind) > SKEW else OK
    seconds = max(0, round(abs(behind)))
    yield _found("clock", status, "CLOCK" if status == OK else "CLOCK_OFF", seconds=seconds)


def _webhook(patient: Patient, client: httpx.Client) -> Iterator[Finding]:
    info = _result(client.get("/getWebhookInfo"))
    runs = _bot_runs(patient.data)
    if info["url"] != patient.webhook_url:
        if info["url"]:
            yield _found("webhook", WARN, "HOOK_FOREIGN")
        elif runs:
            yield _found("webhook", BROKEN, "HOOK_GONE")
    failed = info.get("last_error_date", 0)
    if info["url"] and time.time() - failed < HOUR:
        at = datetime.fromtimestamp(failed, UTC).astimezone().strftime("%H:%M")
        reason = info.get("last_error_message", "")
        yield _found("webhook", BROKEN, "HOOK_FAILS", at=at, reason=reason)
    elif info["url"] and info["url"] == patient.webhook_url:
        yield _found("webhook", OK, "HOOK", pending=info.get("pending_update_count", 0))
    if not info["url"] and not runs:
        yield from _second_poller(client)


def _second_poller(client: httpx.Client) -> Iterator[Finding]:
    """Poll for a moment, confirming nothing: whoever polls as well comes back and ends it."""
    answer = client.get("/getUpdates", params={"timeout": 5, "limit": 1})
    if answer.status_code == httpx.codes.CONFLICT:
        yield _found("second_poller", BROKEN, "POLLER")


def _bot_runs(data: Path) -> bool:
    if not (data / "bot.lock").exists():
        return False
    try:
        updates.lock(data).close()
    except Busy:
        return True
    except TracuuError:
        return False
    return False


def _rights(data: Path, me: int, client: httpx.Client) -> Iterator[Finding]:
    """Whether the bot may still write in the groups where it was agreed to."""
    for chat in _groups(data):
        answer = client.get("/getChatMember", params={"chat_id": chat, "user_id": me})
        member = answer.json().get("result", {})
        status = member.get("status", "left")
        muted = status == "restricted" and not member.get("can_send_messages")
        if muted:
            yield _found("rights", WARN, "MUTED", chat=chat)
        elif status in ("left", "kicked"):
            yield _found("rights", WARN, "LEFT", chat=chat)


def _groups(data: Path) -> list[int]:
    try:
        uri = f"{(data / 'bot.db').absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            wanted = "SELECT chat FROM groups WHERE enabled AND approved ORDER BY chat LIMIT 50"
            return [chat for (chat,) in db.execute(wanted)]
    except sqlite3.DatabaseError:
        return []


def _result(response: httpx.Response) -> Any:
    response.raise_for_status()
    return response.json()["result"]
