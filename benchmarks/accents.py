"""How well missing accents are put back: every accent is taken away and restored.

    python -m benchmarks.accents FILE_OR_FOLDER... [--held-aside] [--data DATA]

Reads texts as `retrieval.train_accents` does; of a JSONL file with a `question` a line, the
questions. `--held-aside` takes only the documents that training left out: name the same paths in
the same order. `--data` adds the spelling of an indexed corpus. Columns: syllables; share
right; share left bare though it has accents; share given wrong accents; share right of those
given accents; milliseconds a line. Last, how many lines typed with all accents would be
changed, which should be none.
"""

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.embedding import load_embedder
from index.lexical import WordIndex
from index.text import Token, fold, has_accents, tidy, tokens
from index.view import CorpusView
from retrieval import accents, train_accents
from retrieval.syllables import Model, is_code, is_syllable, shipped

_LONGEST, _SHORTEST, _MOST = 40, 4, 1_500  # words of a line, lines
_HEADINGS = ("syllables", "right", "bare", "wrong", "sure right", "ms", "touched")


@dataclass(slots=True)
class Tally:
    """Counts over syllables, and over lines: `touched` were changed although accented."""

    syllables: int = 0
    right: int = 0
    bare: int = 0
    given: int = 0
    given_right: int = 0
    lines: int = 0
    touched: int = 0
    seconds: float = 0.0

    def add(self, wanted: Token, got: Token) -> None:
        right = wanted.text == got.text
        given = has_accents(got.text)
        self.syllables += 1
        self.right += right
        self.bare += not right and not given
        self.given += given
        self.given_right += given and right

    def row(self) -> str:
        every, wrong = self.syllables or 1, self.given - self.given_right
        shares = (self.right / every, self.bare / every, wrong / every)
        sure = self.given_right / (self.given or 1)
        cells = [f"{share:>11.4f}" for share in (*shares, sure)]
        speed = 1000 * self.seconds / (self.lines or 1)
        return f"{self.syllables:>11}{''.join(cells)}{speed:>11.2f}{self.touched:>5}/{self.lines}"


def main() -> None:
    arguments = _arguments()
    corpus = _words(arguments.data) if arguments.data else None
    print(f"{'':30}" + "".join(f"{heading:>11}" for heading in _HEADINGS))
    rows = _held_aside(arguments.paths) if arguments.held_aside else _each(arguments.paths)
    for name, lines in rows:
        print(f"{name:30}{measured(lines, shipped(), corpus).row()}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--held-aside", action="store_true")
    parser.add_argument("--data", type=Path)
    return parser.parse_args()


def _words(data: Path) -> WordIndex:
    return CorpusView(data, load_embedder("", data / "models").identity).caches.words


def _each(paths: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    for path in paths:
        yield path.name, _questions(path) or _chosen(train_accents.documents([path]))


def _held_aside(paths: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    yield "held aside", _chosen(train_accents.held_aside(paths))


def _questions(path: Path) -> list[str]:
    """The accented questions of a file of questions; empty for any other file."""
    if path.suffix != ".jsonl":
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    found = [tidy(row["question"]) for row in rows if "question" in row]
    return [question for question in found if has_accents(question)]


def _chosen(texts: Iterable[str]) -> list[str]:
    """About `_MOST` lines spread evenly over `texts`."""
    found = [line.strip() for text in texts for line in train_accents.lines(text)]
    usable = [line for line in found if _SHORTEST <= len(line.split()) <= _LONGEST]
    return usable[:: max(1, len(usable) // _MOST)]


def measured(lines: Iterable[str], model: Model, corpus: WordIndex | None) -> Tally:
    """Takes the accents of `lines` away, puts them back and compares."""
    tally = Tally()
    for line in lines:
        began = time.perf_counter()
        restored = accents.restore(bare(line), model, corpus).text
        tally.seconds += time.perf_counter() - began
        tally.lines += 1
        tally.touched += accents.restore(line, model, corpus).text != line
        for wanted, got in zip(tokens(line), tokens(restored), strict=True):
            if is_syllable(wanted.text) and not is_code(wanted, line):
                tally.add(wanted, got)
    return tally


def bare(text: str) -> str:
    """`text` without accents, capitals kept."""
    pairs = zip(text, fold(text), strict=True)
    return "".join(plain.upper() if typed.isupper() else plain for typed, plain in pairs)


if __name__ == "__main__":
    main()
