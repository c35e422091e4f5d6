"""The durable inbox and outbox, in SQLite: what was accepted, what is to be sent.

An update is written here before Telegram is told that it arrived; its replies are written
here before the first is sent. So a killed process goes on where it was. Times are Unix
seconds. Everything here belongs to the thread that made the `Updates`.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import (
    aside,
    bulletins,
    chats,
    elsewhere,
    errands,
    feedback,
    follows,
    groups,
    members,
    once,
    pins,
    turns,
    usage,
)
from bot.aside import Aside
from bot.bulletins import Bulletins
from bot.calls import Call
from bot.chats import Chats
from bot.elsewhere import Elsewhere
from bot.errands import Errands
from bot.feedback import Feedback
from bot.follows import Follows
from bot.groups import Groups
from bot.lanes import FLEETING
from bot.members import Members
from bot.once import Once
from bot.pins import Pins
from bot.turns import Turns
from bot.usage import Usage
from index.errors import Busy, StoreDamaged, Unwritable

# Questions of one person that may wait; more get a polite word instead of an answer.
BACKLOG = 5
# How often an update may be begun before it is taken to be what kills the process.
ATTEMPTS = 5
# Telegram redelivers for a day at the most; finished rows must outlive that.
KEEP_SECONDS = 2 * 24 * 3600.0
# A lane holds what must stay in order; refusals go beside the queue they refuse to join.
OVERFLOW = "overflow:"

_FIRST = """
CREATE TABLE updates (
    update_id INTEGER PRIMARY KEY,
    lane TEXT NOT NULL,
    body TEXT,                              -- the raw update; NULL once finished
    status TEXT NOT NULL,                   -- waiting, replying, done, failed
    attempts INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,      -- 1: the replies are an apology
    received REAL NOT NULL
);
CREATE INDEX updates_open ON updates (lane, update_id) WHERE status IN ('waiting', 'replying');
CREATE TABLE outbox (
    update_id INTEGER NOT NULL REFERENCES updates ON DELETE CASCADE,
    part INTEGER NOT NULL,
    method TEXT NOT NULL,
    params TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting', -- waiting, sending, sent, unsure, ...
    repeated INTEGER NOT NULL DEFAULT 0,    -- 1: sent again because a kill hid the outcome
    PRIMARY KEY (update_id, part)
) WITHOUT ROWID;
"""
# JSON: the ids of the documents that a message shows.
_CITES = "ALTER TABLE outbox ADD COLUMN cites TEXT NOT NULL DEFAULT '[]';"
# JSON: the call that is made where the chat takes nothing.
_INSTEAD = "ALTER TABLE outbox ADD COLUMN instead TEXT;"
# Each makes the next version of the database out of the one before.
MIGRATIONS = (
    _FIRST,
    turns.SCHEMA,
    aside.SCHEMA,
    groups.SCHEMA,
    chats.SCHEMA,
    feedback.SCHEMA,
    errands.SCHEMA,
    follows.SCHEMA,
    usage.SCHEMA,
    bulletins.SCHEMA,
    members.SCHEMA,
    elsewhere.SCHEMA,
    _CITES,
    feedback.REASONS,
    pins.SCHEMA,
    once.SCHEMA,
    _INSTEAD,
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update to accept: its raw form and the lane it waits in."""

    update_id: int
    lane: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """An update to work on. `replying`: its replies are written, they only need sending."""

    update_id: int
    lane: str
    body: dict[str, Any]
    replying: bool
    failed: bool
    attempts: int
    received: float = field(default=0.0, compare=False)  # Unix seconds

    @property
    def suspect(self) -> bool:
        """Whether it was begun before and is among what may have killed the process."""
        return self.attempts > 0 and not self.replying

    @property
    def overflow(self) -> bool:
        return self.lane.startswith(OVERFLOW)

    @property
    def poisonous(self) -> bool:
        return self.attempts >= ATTEMPTS


@dataclass(frozen=True, slots=True)
class Part:
    """One call of the outbox."""

    update_id: int
    part: int
    call: Call


class Updates:
    """The store. Raises `Busy` when another bot works in this folder.

    `turns` are kept for `memory` seconds by `clock` (Unix seconds).
    """

    def __init__(
        self, folder: Path, memory: float = 0.0, clock: Callable[[], float] = time.time
    ) -> None:
        self._lock = lock(folder)
        path = folder / "bot.db"
        try:
            # People's questions: readable by the owner of the process only.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = connect(path)
        except OSError as error:
            raise Unwritable(path) from error
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(path) from error
        self.turns = Turns(self._db, memory, clock)
        self.aside = Aside(self._db, clock)
        self.groups = Groups(self._db)
        self.feedback = Feedback(self._db, clock)
        self.chats = Chats(self._db, clock)
        self.members = Members(self._db, clock)
        self.errands = Errands(self._db, clock)
        self.follows = Follows(self._db, self.errands, clock)
        self.bulletins = Bulletins(self._db, self.errands, clock)
        self.usage = Usage(self._db, clock)
        self.pins = Pins(self._db, clock)
        self.elsewhere = Elsewhere(self._db, clock)
        self.once = Once(self._db)
        self._recover()
        self.turns.expire()
        self.chats.expire()

    def close(self) -> None:
        self._db.close()
        self._lock.close()

    def accept(self, arrivals: Iterable[Arrival]) -> list[Arrival]:
        """Write updates down; those that were not known. Others are left as they are."""
        with self._db:
            return [arrival for arrival in arrivals if self._accept(arrival)]

    def next(self, busy: Collection[str], served: dict[str, float]) -> Job | None:
        """The first open update of the lane served least recently, outside the `busy` lanes."""
        firsts = self._db.execute(
            "SELECT lane, MIN(update_id) FROM updates"
            " WHERE status IN ('waiting', 'replying') GROUP BY lane"
        )
        free = [(served.get(lane, 0.0), first) for lane, first in firsts if lane not in busy]
        return self._job(min(free)[1]) if free else None

    def begin(self, update_id: int) -> None:
        """Count an attempt, so that an update that kills the process is noticed."""
        with self._db:
            self._db.execute(
                "UPDATE updates SET attempts = attempts + 1 WHERE update_id = ?", (update_id,)
            )

    def reply(self, update_id: int, calls: Iterable[Call], failed: bool = False) -> None:
        """Write the replies down, after those already there, with what of them is to be
        remembered; from now on they are only sent."""
        with self._db:
            self._reply(update_id, list(calls), failed)

    def set_aside(
        self,
        update_id: int,
        apology: Iterable[Call],
        reason: str,
        report: Callable[[int], list[Call]],
    ) -> None:
        """Give an update up: its sender gets the apology, and the owners, now and then, what
        `report` makes of the number of those given up."""
        with self._db:
            told = self.aside.put(update_id, reason)
            self._reply(update_id, [*apology, *(report(told) if told else [])], True)

    def note(self, name: str) -> None:
        """Remember, for `tracuu doctor`, that this happened now."""
        with self._db:
            self.aside.note(name)

    def backlog(self) -> tuple[int, float]:
        """How many updates are not finished, and the age in seconds of the oldest."""
        count, oldest = self._db.execute(
            "SELECT count(*), min(received) FROM updates WHERE status IN ('waiting', 'replying')"
        ).fetchone()
        return count, max(0.0, time.time() - oldest) if count else 0.0

    def _reply(self, update_id: int, calls: list[Call], failed: bool) -> None:
        self._put(update_id, calls)
        self._db.execute(
            "UPDATE updates SET status = 'replying', failed = ? WHERE update_id = ?",
            (failed, update_id),
        )
        for call in calls:
            if call.memo:
                self.turns.keep(update_id, call.memo)

    def _put(self, update_id: int, calls: list[Call]) -> None:
        (last,) = self._db.execute(
            "SELECT max(part) FROM outbox WHERE update_id = ?", (update_id,)
        ).fetchone()
        first = 0 if last is None else last + 1
        self._db.executemany(
            "INSERT INTO outbox (update_id, part, method, params, cites, instead)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(update_id, part, *_row(call)) for part, call in enumerate(calls, first)],
        )

    def parts(self, update_id: int) -> list[Part]:
        """What is still to be sent, in order."""
        rows = self._db.execute(
            "SELECT part, method, params, cites, instead FROM outbox"
            " WHERE update_id = ? AND status = 'waiting' ORDER BY part",
            (update_id,),
        )
        return [Part(update_id, part, _call(*row)) for part, *row in rows]

    def ended(self, update_id: int) -> dict[str, set[int]]:
        """How parts ended that were not sent, and in which chats; of those that may be done twice
        only that what they show is gone: other failures of theirs are nobody's loss. One that is
        still being sent was left by a failure that nobody foresaw."""
        rows = self._db.execute(
            "SELECT iif(status = 'sending', 'unsure', status), method, params FROM outbox"
            " WHERE update_id = ? AND status NOT IN ('waiting', 'sent')",
            (update_id,),
        )
        found: dict[str, set[int]] = {}
        for status, method, params in rows:
            call = Call(method, json.loads(params))
            if call.chat is not None and (status == "gone" or not call.repeatable):
                found.setdefault(status, set()).add(call.chat)
        return found

    def mark(self, part: Part, status: str, message: int | None = None) -> bool:
        """`sending` before each try; then `sent` (as a `message` with this id), `refused`, `gone`,
        `closed`, `unsure`, or `waiting` again. False where the part was withdrawn meanwhile."""
        with self._db:
            marked = self._db.execute(
                "UPDATE outbox SET status = ?, message = ? WHERE update_id = ? AND part = ?",
                (status, message, part.update_id, part.part),
            )
            if status == "closed" and part.call.instead:
                self._put(part.update_id, [part.call.instead])
        return marked.rowcount > 0

    def finish(self, update_id: int) -> None:
        """Done, or failed; the words of the person go at once, the number stays for a while."""
        with self._db:
            self._db.execute(
                "UPDATE updates SET status = iif(failed, 'failed', 'done'), body = NULL"
                " WHERE update_id = ?",
                (update_id,),
            )
            self._db.execute(
                "UPDATE outbox SET params = '', cites = '[]', instead = NULL WHERE update_id = ?",
                (update_id,),
            )
            self.once.forget(update_id)

    def prune(self) -> None:
        """Forget finished updates that Telegram can no longer redeliver, and old turns."""
        self.turns.expire()
        with self._db:
            self.aside.expire()
            self.errands.expire()
            self.usage.expire()
            self.elsewhere.expire()
            self._db.execute(
                "DELETE FROM updates WHERE status IN ('done', 'failed') AND received < ?",
                (time.time() - KEEP_SECONDS,),
            )

    def _accept(self, arrival: Arrival) -> bool:
        lane, status = arrival.lane, "waiting"
        if lane.startswith(FLEETING):
            self._supersede("lane = ?", lane)
        if self._open(lane) >= BACKLOG:
            lane = OVERFLOW + lane
            # One polite word for a burst is enough; what it refuses is not kept.
            status = "done" if self._open(lane) else "waiting"
        body = json.dumps(arrival.body) if status == "waiting" else None
        written = self._db.execute(
            "INSERT OR IGNORE INTO updates (update_id, lane, body, status, received)"
            " VALUES (?, ?, ?, ?, ?)",
            (arrival.update_id, lane, body, status, time.time()),
        )
        return written.rowcount > 0

    def _supersede(self, which: str, *bound: str) -> None:
        """What nobody waits for any more is neither answered nor kept."""
        self._db.execute(
            f"UPDATE updates SET status = 'done', body = NULL WHERE status = 'waiting' AND {which}",
            bound,
        )

    def _open(self, lane: str) -> int:
        query = "SELECT COUNT(*) FROM updates WHERE lane = ? AND status IN ('waiting', 'replying')"
        return int(self._db.execute(query, (lane,)).fetchone()[0])

    def _job(self, update_id: int) -> Job:
        row = self._db.execute(
            "SELECT update_id, lane, body, status, failed, attempts, received FROM updates"
            " WHERE update_id = ?",
            (update_id,),
        ).fetchone()
        body, replying = json.loads(row[2]), row[3] == "replying"
        return Job(row[0], row[1], body, replying, bool(row[4]), *row[5:])

    def _recover(self) -> None:
        """Parts on their way when the process was killed may have arrived, or not. They are
        sent once more, and only once: a repeat is better than a lost answer."""
        with self._db:
            self._db.execute(
                "UPDATE outbox SET status = iif(repeated, 'unsure', 'waiting'), repeated = 1"
                " WHERE status = 'sending'"
            )
            self._supersede("lane LIKE ?", f"{FLEETING}%")


def _row(call: Call) -> tuple[str, str, str, str | None]:
    """Method, params, cites, and the same of what is made instead, as JSON."""
    after = json.dumps(_row(call.instead)) if call.instead else None
    return call.method, json.dumps(call.params), json.dumps(call.cites), after


def _call(method: str, params: str, cites: str, instead: str | None) -> Call:
    after = _call(*json.loads(instead)) if instead else None
    return Call(method, json.loads(params), cites=tuple(json.loads(cites)), instead=after)


def connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, factory=once.Connection)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")  # what was confirmed to Telegram survives a power cut
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # removed words leave no trace in free pages
    known = db.execute("PRAGMA user_version").fetchone()[0]
    for version, step in enumerate(MIGRATIONS[known:], known + 1):
        db.executescript(f"BEGIN; {step} PRAGMA user_version = {version}; COMMIT;")
    return db


def lock(folder: Path) -> sqlite3.Connection:
    """A lock that the operating system drops with the process: two bots on one folder would
    answer everything twice. Close it to free the folder. Raises `Busy`, `Unwritable`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = sqlite3.connect(folder / "bot.lock", timeout=0, isolation_level=None)
        with closing(held.cursor()) as cursor:
            cursor.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise Busy(folder) from error
        raise Unwritable(folder) from error
    except OSError as error:
        raise Unwritable(folder) from error
    return held
