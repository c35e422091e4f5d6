"""Documents and questions made for measuring: as long and as worded as real ones, worth nothing.

Deterministic: the same samples give the same documents, the same corpus the same questions.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from index import readers
from index.database import open_database
from index.text import fold

SAMPLES = Path(__file__).parents[1] / "samples"
DOCUMENTS = 200
_PARAGRAPHS = 12
_KINDS = (("NGHỊ QUYẾT", "NQ/TU"), ("CHỈ THỊ", "CT/TU"), ("KẾ HOẠCH", "KH/TU"))
SENTENCE_END = re.compile(r"(?<=[.;:])\s+|\n+")


def write_documents(folder: Path, count: int = DOCUMENTS) -> None:
    """Paragraphs of the samples in new company, their numbers changed: no two are the same."""
    chance = random.Random(2026)
    paragraphs = list(_paragraphs())
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        kind, ending = _KINDS[number % len(_KINDS)]
        chosen = chance.sample(paragraphs, _PARAGRAPHS)
        changed = (_changed(text, chance) for text in chosen)
        body = "\n\n".join(f"{place}. {text}" for place, text in enumerate(changed, 1))
        head = f"Số {number}-{ending}\n\n{kind}\nvề công tác năm {2000 + number % 26}\n\n"
        (folder / f"{number:03}.txt").write_text(head + body, encoding="utf-8")


def _paragraphs() -> Iterator[str]:
    for path in sorted(SAMPLES.iterdir()):
        for source in readers.read(path):
            if not isinstance(source, Exception):
                yield from (text for text in source.text.split("\n") if len(text.split()) > 20)


def _changed(text: str, chance: random.Random) -> str:
    return re.sub(r"\d", lambda _: str(chance.randint(1, 9)), text)


def questions(data: Path, count: int) -> list[str]:
    """Beginnings of sentences of a corpus turned into questions; every second one is the one
    before it without accents, and every tenth pair names its document by number."""
    db = open_database(data)
    rows = db.execute(
        """SELECT p.text, d.number FROM passages p JOIN documents d ON d.pk = p.document
        ORDER BY p.id"""
    ).fetchall()
    db.close()
    chance, made = random.Random(2026), list[str]()
    while len(made) < count:
        text, number = chance.choice(rows)
        made += asked(text, number if len(made) % 20 == 0 else None, chance)
    return made[:count]


def asked(text: str, number: str | None, chance: random.Random) -> list[str]:
    """A question about a passage, and the same without accents; none about a short sentence."""
    sentence = chance.choice(SENTENCE_END.split(text)).split()
    if len(sentence) < 6:
        return []
    named = f" theo {number}" if number else ""
    opening = " ".join(sentence[: chance.randint(6, 12)]).rstrip(" ,.;:")
    question = f"{opening}{named} như thế nào?"
    return [question, fold(question)]
