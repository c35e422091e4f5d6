"""What is asked and what is found, counted for those who keep the documents. Never by whom.

Of a question that was answered only the day, the time it took and the documents cited are kept. The
words of one that was not answered are kept, without a name and without the hour, so that what is
missing can be seen; they are shown only where at least `FEW` questions are alike, and deleted after
`KEEP_DAYS`. Rows lie in `bot.db` and belong to the thread of the `Updates` that made this.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from index.text import fold, syllables
from retrieval.types import Answer, Reason

VIETNAM = timezone(timedelta(hours=7))
KEEP_DAYS = 90
# A count below this is not shown: it might point at somebody.
FEW = 3
# Questions are alike that share so much of their words.
_ALIKE = 0.6
_LONGEST = 200  # characters of a question that are kept
_NOTHING_ASKED = (Reason.EMPTY_QUESTION, Reason.NOT_A_QUESTION, Reason.TOO_LONG)

SCHEMA = """
CREATE TABLE usage (
    day TEXT NOT NULL,
    outcome TEXT NOT NULL,      -- "answered", or why not
    ms REAL NOT NULL,
    question TEXT               -- of one without an answer, folded
);
CREATE INDEX usage_day ON usage (day);
CREATE TABLE cited (document TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one meaning, in the words of the shortest."""

    question: str
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The last days; `p50` and `p95` in milliseconds. Counts below `FEW` are None."""

    days: int
    questions: int | None
    answered: int | None
    refused: int | None
    p50: float
    p95: float
    unanswered: tuple[Group, ...]
    liked: int | None
    disliked: int | None
    reasons: dict[str, int | None]  # why not, by a key of `texts.VOTE_REASONS`
    never_cited: tuple[str, ...]  # ids of documents

    @property
    def a_day(self) -> float | None:
        return None if self.questions is None else self.questions / self.days


class Usage:
    """Counting, and reading the counts."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db, self._clock = db, clock

    def note(self, question: str, answer: Answer) -> None:
        """Counts one answer."""
        if answer.reason in _NOTHING_ASKED:
            return
        day = self._today().isoformat()
        words = fold(" ".join(question.split()))[:_LONGEST] if answer.reason else None
        with self._db:
            self._db.execute(
                "INSERT INTO usage VALUES (?, ?, ?, ?)",
                (day, answer.reason or "answered", answer.timings.total, words),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO cited VALUES (?, ?)",
                {(citation.document_id, day) for citation in answer.citations},
            )

    def expire(self) -> None:
        """Forgets what is older than `KEEP_DAYS`, in the caller's transaction."""
        oldest = (self._today() - timedelta(days=KEEP_DAYS)).isoformat()
        self._db.execute("DELETE FROM usage WHERE day < ?", (oldest,))

    def stats(self, days: int, documents: Iterable[str] = ()) -> Stats:
        """The last `days` days, today among them; `documents` are the ids of all there are."""
        since = (self._today() - timedelta(days=days - 1)).isoformat()
        rows = self._db.execute(
            "SELECT outcome, ms, question FROM usage WHERE day >= ?", (since,)
        ).fetchall()
        answered = sum(outcome == "answered" for outcome, _, _ in rows)
        times = sorted(ms for _, ms, _ in rows)
        cited = {row[0] for row in self._db.execute("SELECT document FROM cited")}
        liked = self._liked(since)
        return Stats(
            days,
            _shown(len(rows)),
            _shown(answered),
            _shown(len(rows) - answered),
            _at(times, 0.5),
            _at(times, 0.95),
            _grouped([question for _, _, question in rows if question]),
            _shown(liked.get(1, 0)),
            _shown(liked.get(0, 0)),
            self._reasons(since),
            tuple(id_ for id_ in documents if id_ not in cited),
        )

    def _liked(self, since: str) -> dict[int, int]:
        """How many answers were found helpful (1) and not (0)."""
        rows = self._db.execute(
            "SELECT verdict, count(*) FROM feedback"
            " WHERE date(at, 'unixepoch', '+7 hours') >= ? GROUP BY verdict",
            (since,),
        )
        return dict(rows)

    def _reasons(self, since: str) -> dict[str, int | None]:
        """Why answers were found not helpful, what is said most first."""
        rows = self._db.execute(
            "SELECT reason, count(*) FROM feedback WHERE reason IS NOT NULL"
            " AND date(at, 'unixepoch', '+7 hours') >= ? GROUP BY reason ORDER BY 2 DESC, 1",
            (since,),
        )
        return {reason: _shown(count) for reason, count in rows}

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock(), UTC).astimezone(VIETNAM).date()


def _shown(count: int) -> int | None:
    return None if 0 < count < FEW else count


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def _grouped(questions: Sequence[str]) -> tuple[Group, ...]:
    """Alike questions together, the largest group first; small groups stay hidden."""
    groups: list[tuple[frozenset[str], list[str]]] = []
    for question in sorted(questions, key=len):
        words = frozenset(syllables(question))
        alike = next((g for g in groups if _share(words, g[0]) >= _ALIKE), None)
        if alike is None:
            groups.append((words, [question]))
        else:
            alike[1].append(question)
    found = [Group(asked[0], len(asked)) for _, asked in groups if len(asked) >= FEW]
    return tuple(sorted(found, key=lambda group: -group.count))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
