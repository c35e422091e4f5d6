"""What people want to be told of: a number, a kind, words of a title. Kept by the number of the
person, who asked for it and may end it; nobody else sees it.

Rows lie in `bot.db` and belong to the thread of the `Updates` that made this.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.errands import Errands
from index import references
from index.text import fold
from retrieval.catalogue import News

SCHEMA = """
CREATE TABLE follows (
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,                     -- number, kind, words
    value TEXT NOT NULL,
    PRIMARY KEY (person, kind, value)
) WITHOUT ROWID;
CREATE TABLE followers (
    person INTEGER PRIMARY KEY,
    told REAL NOT NULL DEFAULT 0,           -- when, Unix seconds
    at_once INTEGER NOT NULL DEFAULT 0      -- 1: without waiting for the day to pass
);
CREATE TABLE news (
    person INTEGER NOT NULL,
    document INTEGER NOT NULL,              -- its primary key in the corpus
    why TEXT NOT NULL,                      -- what was followed
    act TEXT NOT NULL,                      -- "arrived", or what was done to it
    PRIMARY KEY (person, document, why)
) WITHOUT ROWID;
CREATE TABLE followed_until (document INTEGER NOT NULL);
"""
DAY = 24 * 3600.0
MOST = 20  # follows of one person
_LONGEST = 100  # characters of one
ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Follow:
    """`value` is a document number, as far as a person knew it, the folded name of a kind, or
    words of a title."""

    kind: str
    value: str

    @property
    def mark(self) -> str:
        """What a button carries that ends it: a place in the list would mean another one after
        the first was ended."""
        said = f"{self.kind}:{self.value}".encode()
        return hashlib.blake2s(said, digest_size=8).hexdigest()

    def told_by(self, news: News) -> str | None:
        """What happened to what is followed, if it is what a new document brings."""
        if self.kind == "number":
            wanted = references.find(self.value)
            for act, number in ((ARRIVED, news.number or ""), *news.done_to):
                if any(ref.agrees(own) for ref in wanted for own in references.find(number)):
                    return act
            return None
        if self.kind == "kind":
            return ARRIVED if fold(news.kind or "") == self.value else None
        words = set(fold(news.title).split())
        return ARRIVED if set(fold(self.value).split()) <= words else None


def read(typed: str, kinds: Sequence[str]) -> Follow | None:
    """What a person wants to follow; `kinds` are the kinds of document there are."""
    typed = " ".join(typed.split())
    found = references.find(typed)
    if found:
        return Follow("number", str(found[0]))
    if fold(typed) in set(map(fold, kinds)):
        return Follow("kind", fold(typed))
    return Follow("words", typed) if 2 < len(typed) <= _LONGEST else None


class Follows:
    """Who follows what, by `clock` (Unix seconds)."""

    def __init__(
        self, db: sqlite3.Connection, errands: Errands, clock: Callable[[], float]
    ) -> None:
        self._db, self._errands, self._clock = db, errands, clock

    def add(self, person: int, follow: Follow) -> bool:
        """False where a person follows as much as one may."""
        with self._db:
            if len(self.of(person)) >= MOST:
                return False
            self._db.execute(
                "INSERT OR IGNORE INTO follows VALUES (?, ?, ?)",
                (person, follow.kind, follow.value),
            )
            self._db.execute("INSERT OR IGNORE INTO followers (person) VALUES (?)", (person,))
        return True

    def of(self, person: int) -> list[Follow]:
        rows = self._db.execute(
            "SELECT kind, value FROM follows WHERE person = ? ORDER BY kind, value", (person,)
        )
        return [Follow(*row) for row in rows]

    def end(self, person: int, follow: Follow | None = None) -> None:
        """Ends one, or all of a person."""
        with self._db:
            if follow is None:
                for table in ("follows", "followers", "news"):
                    self._db.execute(f"DELETE FROM {table} WHERE person = ?", (person,))
                return
            given = (person, follow.kind, follow.value)
            self._db.execute(
                "DELETE FROM follows WHERE person = ? AND kind = ? AND value = ?", given
            )

    def end_marked(self, person: int, mark: str) -> None:
        """Ends the one with this mark, where a person still follows it."""
        for follow in self.of(person):
            if follow.mark == mark:
                self.end(person, follow)

    def at_once(self, person: int) -> bool:
        row = self._db.execute(
            "SELECT at_once FROM followers WHERE person = ?", (person,)
        ).fetchone()
        return bool(row and row[0])

    def turn_at_once(self, person: int) -> bool:
        """Turns whether a person is told of everything at once, not of a day's news together;
        whether so now."""
        with self._db:
            self._db.execute(
                "UPDATE followers SET at_once = NOT at_once WHERE person = ?", (person,)
            )
        return self.at_once(person)

    def until(self) -> int | None:
        """The document up to which all were told; None before the first look."""
        row = self._db.execute("SELECT document FROM followed_until").fetchone()
        return row[0] if row else None

    def note(self, news: Sequence[News], until: int) -> None:
        """Writes down whom the new documents concern; `until` is the newest of all."""
        with self._db:
            for person, kind, value in self._db.execute("SELECT * FROM follows").fetchall():
                follow = Follow(kind, value)
                for each in news:
                    if act := follow.told_by(each):
                        row = (person, each.pk, follow.value, act)
                        self._db.execute("INSERT OR IGNORE INTO news VALUES (?, ?, ?, ?)", row)
            self._db.execute("DELETE FROM followed_until")
            self._db.execute("INSERT INTO followed_until VALUES (?)", (until,))

    def due(self) -> bool:
        """Writes an errand for everybody who has news and may be told; whether there was one."""
        now = self._clock()
        with self._db:
            rows = self._db.execute(
                "SELECT DISTINCT person FROM news JOIN followers USING (person)"
                " WHERE at_once OR told <= ?",
                (now - DAY,),
            ).fetchall()
            for (person,) in rows:
                said = self._db.execute(
                    "SELECT document, why, act FROM news WHERE person = ? ORDER BY document",
                    (person,),
                ).fetchall()
                self._errands.put(f"news:{person}:{now}", "news", person=person, news=said)
                self._db.execute("DELETE FROM news WHERE person = ?", (person,))
                self._db.execute("UPDATE followers SET told = ? WHERE person = ?", (now, person))
        return bool(rows)
