"""Fits the weights by which a later value of a chat replaces an earlier one (`chat_pairs`).

    python -m retrieval.train_chat_pairs FOLDER [-o chat_pairs.json]

`FOLDER` holds exports `NAME.json` with a `NAME.gold.json` beside each (the forms of
`benchmarks.summaries`): a pair is right when its old value stands in `wrong` and its new one in
`right` of one `superseded` entry, both in messages of it. Pairs whose old value is replaced anyway,
by whatever, teach nothing and are left out.

Printed figures are of chats whose weights were fitted without them.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.text import fold
from retrieval import chat_threads, logistic
from retrieval.chat_alike import kind_of_value
from retrieval.chat_corrections import Reading
from retrieval.chat_export import Export
from retrieval.chat_pair_context import Pair
from retrieval.chat_pairs import FILE, Fitted, Pairs
from retrieval.chat_people import People
from retrieval.chat_persons import Persons
from retrieval.chat_statements import Statement, statements
from retrieval.chat_summary import once
from retrieval.chat_values import Value
from retrieval.logistic import Floats

_TOWARDS_NOTHING = 2.0  # how much weights are held back
_REPLACED, _HELD = 1.5, 3.0  # what a value that was replaced, or must be shown, counts
_NAMED = 4  # characters of a gold text that a longer value may name
_STEPS = 40
_LEAST = 0.16  # the probability from which a value is replaced
_RULED = 0.08  # the same, where a sign of change points to the statement
# Of what is asked, by kind. All three by leaving chats out: of 65 chats each read with weights that
# had not seen it 92 of 454 old values were shown and .821 of what is wanted; without easing, from
# .2 on, 106 and .840. Easing days, sums and places loses more good ones than it spares.
_EASED = {"clock": 0.6, "count": 0.6}


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of one chat's values: its signs, whether the later replaced the earlier, and how much
    the case counts."""

    chat: str
    pair: Pair
    signs: dict[str, float]
    right: bool
    counts: float


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path(__file__).with_name(FILE))
    given = parser.parse_args()
    rows = list(labelled(given.folder))
    _report(rows)
    fitted = fit(rows)
    weights = {name: round(weight, 3) for name, weight in sorted(fitted.weights.items())}
    said = {"least": fitted.least, "ruled": fitted.ruled, "eased": fitted.eased}
    said |= {"weights": weights}
    given.out.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", "utf-8")


def exports(folder: Path) -> list[Path]:
    """The exports of a folder that have a gold file."""
    named = sorted(folder.glob("*.json"))
    return [path for path in named if path.with_suffix(".gold.json").exists()]


def labelled(folder: Path) -> Iterator[Row]:
    """The pairs of all chats of a folder."""
    for path in exports(folder):
        gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        yield from _Chat(path, gold).rows()


def fit(rows: Sequence[Row]) -> Fitted:
    """What each sign weighs, held towards 0."""
    names = sorted({name for row in rows for name in row.signs})
    values = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    right = np.array([float(row.right) for row in rows])
    counts = np.array([row.counts for row in rows])
    nothing = np.zeros(len(names))
    held = np.full(len(names), _TOWARDS_NOTHING)
    weights = logistic.fitted(values, right, counts, nothing, held, _STEPS)
    return Fitted(dict(zip(names, map(float, weights), strict=True)), _LEAST, _RULED, _EASED)


class _Chat:
    """One chat read as the summary reads it, with what was replaced known beforehand."""

    def __init__(self, path: Path, gold: dict[str, Any]) -> None:
        self._name = path.stem
        messages = once(list(Export(path).messages()))
        self._threads = chat_threads.threads(messages)
        self._people = People(messages)
        self._found = list(statements(messages, Persons(messages, self._people).of))
        self._told = [
            (fold(s["wrong"]), fold(s["right"]), set(s["message_ids"])) for s in gold["superseded"]
        ]
        self._held = [
            (fold(value), set(point["message_ids"]))
            for point in gold["must_include"] for value in point["values"]
        ]  # fmt: skip

    def rows(self) -> Iterator[Row]:
        pairs = Pairs(self._found, self._threads)
        reading = Reading(self._found, self._threads, self._people, fitted=None)
        live = {s.key: list(s.values) for s in self._found}
        for place, own in enumerate(self._found):
            gone: set[tuple[str, int]] = set()
            for value, new in reading.news(place):
                ruled = reading.ruled(place, value, new)
                for pair, signs in pairs.weighed(place, value, lambda s: live[s.key], ruled):
                    right = self._is_right(own, pair)
                    if right:
                        gone.add((pair.old.value, self._talk(self._found[pair.before])))
                    if right is not None:
                        yield Row(self._name, pair, signs, right, self._counts(pair, right))
            reading.read(place)
            for other in self._found[:place]:
                talk = self._talk(other)
                live[other.key] = [v for v in live[other.key] if (v.value, talk) not in gone]

    def _talk(self, statement: Statement) -> int:
        return self._threads[statement.place]

    def _counts(self, pair: Pair, right: bool) -> float:
        """A value that the summary must show is not to be lost."""
        if right:
            return _REPLACED
        number = self._found[pair.before].message.id
        held = any(number in ids and _stands(pair.old, value) for value, ids in self._held)
        return _HELD if held else 1.0

    def _is_right(self, own: Statement, pair: Pair) -> bool | None:
        """Whether a pair is one that was replaced; None where it teaches nothing."""
        old = self._found[pair.before]
        nothing = False
        for wrong, right, ids in self._told:
            stood = _stands(pair.old, wrong)
            both = {old.message.id, own.message.id} <= ids
            if stood and both and _stands(pair.new, right) and not _stands(pair.old, right):
                return True
            nothing |= stood and (old.message.id in ids or self._is_near(old, ids))
            nothing |= stood and own.message.id in ids and _stands(pair.new, right)
            nothing |= own.message.id in ids and _stands(pair.new, wrong)
        return None if nothing else False

    def _is_near(self, old: Statement, ids: set[int]) -> bool:
        talks = {self._threads[s.place] for s in self._found if s.message.id in ids}
        return self._threads[old.place] in talks


def _stands(value: Value, text: str) -> bool:
    """Whether a gold text names a value."""
    said = fold(value.text).strip()
    named = re.search(rf"(?<![\w.,/]){re.escape(said)}(?!\d|[.,:/]\d)", text)
    return named is not None or (len(text) >= _NAMED and text in said)


def _report(rows: Sequence[Row]) -> None:
    """What is found of a chat's replaced values by weights that have not seen it."""
    chats = sorted({row.chat for row in rows})
    counts = np.zeros(3)
    for chat in chats:
        fitted = fit([row for row in rows if row.chat != chat])
        counts += _held_out([row for row in rows if row.chat == chat], fitted)
    right, chosen, all_right = counts
    print(f"{len(chats)} chats, {len(rows)} pairs, {all_right:.0f} of them right")
    print(f"held out: recall {right / all_right:.3f}, precision {right / chosen:.3f}")


def _held_out(rows: Sequence[Row], fitted: Fitted) -> Floats:
    best: dict[tuple[int, int], tuple[float, bool]] = {}
    for row in rows:
        worth = fitted.worth(kind_of_value(row.pair.new), row.signs)
        key = (row.pair.place, row.pair.new.start)
        if worth >= 1 and worth > best.get(key, (0.0, False))[0]:
            best[key] = (worth, row.right)
    hits = sum(right for _, right in best.values())
    return np.array([hits, len(best), sum(row.right for row in rows)], np.float64)


if __name__ == "__main__":
    main()
