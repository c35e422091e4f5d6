"""What an update has changed already: one that is begun again after a kill changes nothing twice.

A change and the note that it was made are one transaction. So whoever was let in by an invitation
is told so though the process died before the reply was written down, and a switch that was turned
is not turned back. Notes go with their update; all of this belongs to the thread of the `Updates`
that made it.
"""

import json
import sqlite3
from collections.abc import Callable
from typing import TypeVar

# What JSON holds as it is; of what is a string too the kind is lost.
Changed = TypeVar("Changed", bool, int, str, int | None, str | None)

SCHEMA = """
CREATE TABLE changes (
    update_id INTEGER PRIMARY KEY REFERENCES updates ON DELETE CASCADE,
    result TEXT NOT NULL                    -- JSON: what the change came to
);
"""


class Connection(sqlite3.Connection):
    """`with` inside `with` is one transaction, that of the outermost."""

    _depth = 0

    def __enter__(self) -> "Connection":
        self._depth += 1
        return self

    def __exit__(self, *raised: object) -> bool:  # type: ignore[override]
        self._depth -= 1
        return False if self._depth else super().__exit__(*raised)  # type: ignore[arg-type]


class Once:
    """The changes of the updates that are being worked on."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def change(self, update_id: int, make: Callable[[], Changed]) -> Changed:
        """Makes the one change of an update, or gives what it came to before."""
        row = self._db.execute(
            "SELECT result FROM changes WHERE update_id = ?", (update_id,)
        ).fetchone()
        if row:
            known: Changed = json.loads(row[0])
            return known
        with self._db:
            made = make()
            self._db.execute("INSERT INTO changes VALUES (?, ?)", (update_id, json.dumps(made)))
        return made

    def forget(self, update_id: int) -> None:
        """The update is finished; in the caller's transaction."""
        self._db.execute("DELETE FROM changes WHERE update_id = ?", (update_id,))
