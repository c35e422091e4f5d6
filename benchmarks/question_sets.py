"""The questions to compare retrievers on, and the data folders in which they are answered.

The environment names them: `SETS`, a folder of sets; `DATA`, a data folder, or `CORPUS`, folders
of documents (separated as in `PATH`), for the sets that bring no passages. Documents are indexed
by `tracuu index add` under `.bench/sets`, where a second run finds them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.accents import bare
from bot.demo import SAMPLES, prepared
from index.database import open_database
from index.text import tidy
from retrieval.evaluation import Example, load

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "sets"
_SAMPLE_QUESTIONS = ROOT / "tests" / "questions_samples.jsonl"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Answerable questions over a data folder, as they were typed or without their accents."""

    name: str
    data: Path
    examples: Sequence[Example]

    def unaccented(self) -> "QuestionSet":
        examples = [replace(e, question=bare(tidy(e.question))) for e in self.examples]
        return QuestionSet(f"{self.name}, without accents", self.data, examples)

    def thinned(self, most: int) -> "QuestionSet":
        """At most `most` questions, spread evenly."""
        step = -(-len(self.examples) // most)
        return replace(self, examples=self.examples[::step])


def named() -> Iterator[QuestionSet]:
    """The sets that the environment names, or the samples."""
    folder = os.environ.get("SETS")
    if not folder:
        yield question_set("samples", _indexed(SAMPLES, [SAMPLES]), _SAMPLE_QUESTIONS)
        return
    root = Path(folder).expanduser().resolve()
    for passages in sorted(root.glob("*/passages.jsonl")):
        inside = passages.parent
        data = _indexed(inside, [passages])
        yield question_set(inside.name, data, inside / "questions.jsonl")
    files = sorted(root.glob("*.jsonl"))
    data_folder = _documents() if files else None
    for file in files:
        if data_folder is None:
            print(f"{file.name} is left out: DATA or CORPUS has to name its documents.")
        else:
            yield question_set(file.stem, data_folder, file)


def question_set(name: str, data: Path, file: Path) -> QuestionSet:
    """The questions of a file whose documents are there."""
    known = _names(data)
    examples = [e for e in load(file) if e.answerable and (e.files | e.documents) & known]
    return QuestionSet(name, data, examples)


def _names(data: Path) -> set[str]:
    """What a question may call the documents of a data folder: ids and file names."""
    db = open_database(data)
    rows = db.execute("SELECT id, coalesce(url, path) FROM documents").fetchall()
    db.close()
    return {name for id_, source in rows for name in (id_, Path(source).name)}


def _documents() -> Path | None:
    """The data folder for questions that bring no passages of their own."""
    if given := os.environ.get("DATA"):
        return _copied(Path(given).expanduser().resolve())
    if given := os.environ.get("CORPUS"):
        folders = [Path(each).expanduser().resolve() for each in given.split(os.pathsep)]
        return _indexed(Path(given), folders)
    return None


def _copied(data: Path) -> Path:
    """Opening a data folder may migrate it and build its caches: a copy bears it."""
    copy = WORK / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    return shutil.copytree(data, copy, ignore=shutil.ignore_patterns("models", "bot.db*"))


def _indexed(called: Path, paths: Iterable[Path]) -> Path:
    data = prepared(WORK, called)
    arguments = ["--data", data, "index", "add", *paths]
    subprocess.run([sys.executable, "-m", "bot", *map(str, arguments)], check=True, cwd=ROOT)
    return data
