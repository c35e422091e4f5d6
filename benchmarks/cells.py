"""Questions about cells of tables, made from the tables of a corpus: is the row found and headed?

    .venv/bin/python -m benchmarks.cells --data FOLDER --count 30

A question is the name of a column and the beginning of a row's longest cell, half of them without
accents; it is answered when the first citation quotes that row under that table's header.
"""

import argparse
import random
from contextlib import closing
from pathlib import Path

from index import tables
from index.database import open_database
from index.text import fold
from retrieval.library import open_library

_WORDS = 12  # of the cell that names the row


def questions(text: str, chance: random.Random) -> list[tuple[str, str, str]]:
    """Question, row and header, for rows that one column names and another tells of."""
    made: list[tuple[str, str, str]] = []
    for table in tables.find(text):
        header = text[slice(*table.columns)]
        columns = [c for c in tables.cells(header.partition("\n")[0]) if len(c.split()) > 1]
        for row in text[table.body : table.end].split("\n"):
            named = max(tables.cells(row), key=len, default="")
            if 4 <= len(named.split()) <= 40 and len(tables.cells(row)) > 2 and len(columns) > 1:
                column = chance.choice(columns[1:])
                made.append((f"{column}: {' '.join(named.split()[:_WORDS])}", row.strip(), header))
    return made


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with closing(open_database(given.data)) as db:
        texts = [text for (text,) in db.execute("SELECT text FROM documents ORDER BY pk")]
    made = [each for text in texts for each in questions(text, chance)]
    library = open_library(given.data)
    try:
        asked = chance.sample(made, min(given.count, len(made)))
        rows = headed = 0
        for place, (question, row, header) in enumerate(asked):
            answer = library.answer(fold(question) if place % 2 else question)
            best = answer.citations[:1]
            right = bool(best) and row in " ".join(best[0].quote.split("\n"))
            rows += right
            headed += right and best[0].columns == header
            if not right:
                print(f"missed: {question!r}: {best[0].quote[:100] if best else answer.reason!r}")
    finally:
        library.close()
    print(f"rows {rows}/{len(asked)}, with their header {headed}/{len(asked)}, of {len(made)}")


if __name__ == "__main__":
    main()
