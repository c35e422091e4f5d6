"""The table of abbreviations: ours (`abbreviations.tsv`) and, over it, the office's own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from index import definitions
from index.errors import BadTable, NotText, Unreadable
from index.reference_table import KINDS
from index.text import fold, tidy

FILE = "abbreviations.tsv"  # in the data folder: the office's own table
KIND_CODES = frozenset(fold(kind) for kind in KINDS)

_PLACES = ("tw", "tu", "hu", "đu", "đuk", "tư")  # end other short forms: "UBKTTW", "BTVĐU"
_NOTHING = "-"
_SHORT = re.compile(r"[^\W\d_]+(?:[-–&/.][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a short form may stand for ("" for nothing), and folded words that tell so."""

    full: str
    clues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A short form as printed, with its readings; the first one holds where nothing tells."""

    short: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A short form as printed and what it stands for: everywhere, or only in one document."""

    short: str
    full: str
    document_id: str | None = None


@dataclass(frozen=True)
class Table:
    """Short forms by their lower-case letters."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def __or__(self, other: "Table") -> "Table":
        """Both; a short form of `other` has only the readings that it has there."""
        return Table({**self.entries, **other.entries})

    def get(self, letters: str) -> Entry | None:
        """The entry of letters typed in any case, and with or without the bar of `đ`."""
        return self.entries.get(letters) or self._folded.get(letters) or self._composed(letters)

    def _composed(self, letters: str) -> Entry | None:
        """ "UBKTTW" is "UBKT" and "TW"; "NQTW" is the half of a number."""
        for place in _PLACES:
            head = self.entries.get(letters.removesuffix(place))
            tail = self.entries.get(place)
            if head and tail and letters.endswith(place) and fold(head.short) not in KIND_CODES:
                full = f"{head.readings[0].full} {tail.readings[0].full}"
                return Entry(head.short + tail.short, (Reading(full),))
        return None

    @cached_property
    def _folded(self) -> dict[str, Entry]:
        return {fold(letters): entry for letters, entry in [*self.entries.items()][::-1]}

    @cached_property
    def by_full(self) -> dict[str, list[Pair]]:
        """Short forms that usually stand for a full one, by `definitions.full_key`."""
        found: dict[str, list[Pair]] = {}
        for entry in self.entries.values():
            if full := entry.readings[0].full:
                found.setdefault(definitions.full_key(full), []).append(Pair(entry.short, full))
        return found


def parse_table(text: str, source: object = "") -> Table:
    """The table in lines of "short, tab, full[, tab, clues]"; raises `BadTable` with the number
    of the first line that is none."""
    rows: list[tuple[str, Reading]] = []
    for number, line in enumerate(tidy(text).splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) not in (2, 3) or not _SHORT.fullmatch(cells[0]) or not cells[1]:
                raise BadTable(source, str(number))
            rows.append((cells[0], _reading(*cells[1:])))
    rows.sort(key=lambda row: letters_of(row[0]))  # stable: readings keep their order
    groups = groupby(rows, key=lambda row: letters_of(row[0]))
    return Table({letters: _entry(list(group)) for letters, group in groups})


def _reading(full: str, clues: str = "") -> Reading:
    words = (definitions.full_key(clue) for clue in clues.split(","))
    return Reading("" if full == _NOTHING else full, tuple(filter(None, words)))


def _entry(rows: Sequence[tuple[str, Reading]]) -> Entry:
    return Entry(rows[0][0], tuple(reading for _, reading in rows))


def letters_of(short: str) -> str:
    """What the table has a short form under: "GD&ĐT" is "gdđt"."""
    return "".join(letter for letter in short.lower() if letter.isalpha())


@lru_cache(maxsize=1)
def shipped() -> Table:
    """The table that comes with the package."""
    return parse_table(files("retrieval").joinpath("abbreviations.tsv").read_text("utf-8"))


def of_office(data: Path) -> Table:
    """Ours with the lines of the office's own table, if it has one in `data`.

    Raises `BadTable`, and `Unreadable` or `NotText` for a file that is none.
    """
    path = data / FILE
    if not path.exists():
        return shipped()
    try:
        return shipped() | parse_table(path.read_text("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        raise NotText(path) from error
    except OSError as error:
        raise Unreadable(path) from error
