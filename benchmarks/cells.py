"""Questions about cells of tables, made from the tables of a corpus: is the row found and headed?

    .venv/bin/python -m benchmarks.cells --data FOLDER --count 30

A question is the name of a column and the first words of what names a row, more of them where
another row of the corpus begins so too; half of them are asked without accents. It is answered
when the first citation quotes a row of that name under that header, with the cell that was asked
for. Editions of one document may say different things in it: any of them is right. No table gives
more than some questions.
"""

import argparse
import os
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index import tables
from index.database import open_database
from index.text import fold
from retrieval.library import open_library
from retrieval.types import Answer

_FEWEST = 6  # words of what names a row
_TYPED = 12  # of them are typed, and more where another row begins so too
_EACH = 12  # questions of a table


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its header; `name` is its first cell of words, `columns` and `cells` the rest."""

    header: str
    name: str
    columns: tuple[str, ...]
    cells: tuple[str, ...]


def rows(text: str) -> Iterator[list[Row]]:
    """The rows of each table that have as many cells as its header names columns."""
    for table in tables.find(text):
        header = text[slice(*table.columns)]
        columns = _split(header.partition("\n")[0])
        found = []
        for line in text[table.body : table.end].split("\n"):
            cells = _split(line)
            place = next((i for i, cell in enumerate(cells) if len(cell.split()) >= _FEWEST), None)
            if place in (0, 1) and len(cells) == len(columns) and "\n" not in header:
                rest = tuple(columns[place + 1 :]), tuple(cells[place + 1 :])
                found.append(Row(header, cells[place], *rest))
        yield found


def _split(line: str) -> list[str]:
    return [cell.strip(" *") for cell in line.split("|")]


def questions(texts: Sequence[str], chance: random.Random) -> list[tuple[str, Row]]:
    """Each asks for a cell that is not empty, by a name that is of no other row."""
    found = [each for text in texts for each in rows(text)]
    names = sorted({fold(row.name) for each in found for row in each})
    made = []
    for each in found:
        for row in chance.sample(each, min(_EACH, len(each))):
            named = _named(row.name, names)
            asked = [c for c, cell in zip(row.columns, row.cells, strict=True) if c and cell]
            if named and asked:
                made.append((f"{chance.choice(asked)}: {named}", row))
    return made


def _named(name: str, names: Sequence[str]) -> str:
    """The words of a row's name that no other name begins with; "" where all of it does."""
    words = name.split()
    for count in range(min(_TYPED, len(words)), len(words) + 1):
        said = " ".join(words[:count])
        if sum(other.startswith(fold(said)) for other in names) == 1:
            return said
    return ""


def _is_right(answer: Answer, asked: str, row: Row) -> tuple[bool, bool]:
    """Whether the first citation quotes a row of that name with a cell, and under that header."""
    if not answer.citations:
        return False, False
    best = answer.citations[0]
    lines = (_split(line) for line in best.quote.split("\n"))
    cells = next((line for line in lines if row.name in line), None)
    if cells is None:
        return False, False
    said = dict(zip(_split(best.columns.partition("\n")[0]), cells, strict=False))
    headed = len(said) == len(cells) and bool(said.get(asked))
    return True, headed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=os.environ.get("DATA") or None)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.data is None:
        print("\ncells of tables: name a data folder with indexed documents, DATA=...")
        return
    chance = random.Random(given.seed)
    with closing(open_database(given.data)) as db:
        texts = [text for (text,) in db.execute("SELECT text FROM documents ORDER BY pk")]
    made = questions(texts, chance)
    asked = chance.sample(made, min(given.count, len(made)))
    counts: dict[str, int] = defaultdict(int)
    with closing(open_library(given.data)) as library:
        for place, (question, row) in enumerate(asked):
            answer = library.answer(fold(question) if place % 2 else question)
            found, headed = _is_right(answer, question.partition(":")[0], row)
            counts["rows"] += found
            counts["headed"] += headed
            if not headed:
                said = answer.citations[0].quote[:100] if answer.citations else answer.reason
                print(f"missed: {question!r}: {said!r}")
    total, header = len(asked), counts["headed"]
    print(
        f"cells: rows {counts['rows']}/{total}, under their header {header}/{total}, of {len(made)}"
    )


if __name__ == "__main__":
    main()
