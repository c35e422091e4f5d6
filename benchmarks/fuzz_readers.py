"""Damages real files in many ways and reads them: what a reader may answer is text or an error.

    nice -n 19 .venv/bin/python -m benchmarks.fuzz_readers FOLDER... --seconds 600 --keep CASES

Each file is read in a process with limits, as `tracuu index` does. A fault is what no reader
may do: crash, take too long, or fill the memory. `Damaged` from a reader's own unforeseen failure
is none for the user, but is counted by what failed, since it hides mistakes of ours.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

from index import readers, reading
from index.errors import Damaged, InputError, ParserFailed, TimedOut
from index.reading import Limits

_FAULTS = (ParserFailed, TimedOut)
_LARGEST = 2 << 20  # bytes of a file that is damaged
_AT_ONCE = 24
_READ = "read"
Damage = Callable[[bytes, random.Random], bytes]
Ends = Counter[tuple[str, str, str]]  # of an ending, what became of a file, and why


def _flip(raw: bytes, chance: random.Random) -> bytes:
    """A few bytes are others."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 4, 32, 256))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return raw[: chance.randrange(1, len(raw) + 1)]


def _double(raw: bytes, chance: random.Random) -> bytes:
    """A stretch stands there many times."""
    start = chance.randrange(len(raw))
    stretch = raw[start : start + chance.choice((1, 16, 512, 8192))]
    return raw[:start] + stretch * chance.choice((2, 16, 128)) + raw[start:]


def _drop(raw: bytes, chance: random.Random) -> bytes:
    """A stretch is missing."""
    start = chance.randrange(len(raw))
    return raw[:start] + raw[start + chance.choice((1, 16, 512, 8192)) :]


def _extremes(raw: bytes, chance: random.Random) -> bytes:
    """Lengths and offsets are as large, as small or as negative as they can be."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 4, 16))):
        start = chance.randrange(len(data))
        size = chance.choice((1, 2, 4, 8))
        data[start : start + size] = chance.choice((b"\xff", b"\x00", b"\x80", b"\x7f")) * size
    return bytes(data)


_DAMAGES: tuple[Damage, ...] = (_flip, _cut, _double, _drop, _extremes)


def damaged(paths: list[Path], folder: Path, chance: random.Random) -> Iterator[Path]:
    """Files made of others, each damaged once or more, for ever."""
    number = 0
    while True:
        path = chance.choice(paths)
        raw = path.read_bytes()
        for _ in range(chance.choice((1, 1, 2, 3))):
            raw = chance.choice(_DAMAGES)(raw or b"\0", chance)
        made = folder / f"{number:07}{path.suffix.lower()}"
        made.write_bytes(raw)
        yield made
        number += 1


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="where files that show a fault are put")
    parser.add_argument("--ending", action="append", help="only such files, e.g. .docx")
    given = parser.parse_args()
    endings = set(given.ending or readers.ENDINGS)
    found = sorted(p for folder in given.folders for p in folder.rglob("*"))
    paths = [
        p for p in found
        if p.is_file() and p.suffix.lower() in endings and 0 < p.stat().st_size < _LARGEST
    ]  # fmt: skip
    chance, until = random.Random(given.seed), monotonic() + given.seconds
    told: Ends = Counter()
    with tempfile.TemporaryDirectory() as folder:
        files = damaged(paths, Path(folder), chance)
        while monotonic() < until:
            _try([next(files) for _ in range(_AT_ONCE)], told, given.keep)
    _print(told)


def _print(told: Ends) -> None:
    """A table of endings and what became of them, then where readers failed in their own way."""
    counts: Counter[tuple[str, str]] = Counter()
    causes: Counter[tuple[str, str]] = Counter()
    for (ending, kind, cause), count in told.items():
        counts[ending, kind] += count
        causes[ending, cause] += count if cause else 0
    kinds = sorted({kind for _, kind in counts}, key=lambda kind: (kind != _READ, kind))
    print(f"{'':8}{'files':>9}" + "".join(f"{kind:>15}" for kind in kinds))
    for ending in [*sorted({ending for ending, _ in counts}), ""]:
        row = [sum(n for (e, k), n in counts.items() if k == kind and ending in (e, ""))
               for kind in kinds]  # fmt: skip
        print(f"{ending or 'all':8}{sum(row):9}" + "".join(f"{count:15}" for count in row))
    for (ending, cause), count in (+causes).most_common():
        print(f"{count:7}  {ending} Damaged <- {cause}")


def _try(paths: list[Path], told: Ends, keep: Path | None) -> None:
    ends: dict[Path, tuple[str, str, str]] = {}
    for path, said in reading.apart(paths, Limits(seconds=60, memory=2 << 30)):
        if not isinstance(said, InputError):
            ends.setdefault(path, (path.suffix, _READ, ""))
            continue
        ends[path] = path.suffix, type(said).__name__, _cause(said)
        if isinstance(said, _FAULTS) and keep:
            keep.mkdir(parents=True, exist_ok=True)
            path.rename(keep / f"{type(said).__name__}-{path.name}")
            print(f"{type(said).__name__}: {keep / path.name}", flush=True)
    told.update(ends.values())
    for path in paths:
        path.unlink(missing_ok=True)


def _cause(said: InputError) -> str:
    """The unforeseen failure behind a `Damaged`: its last place in our code, and its type."""
    notes = "".join(getattr(said, "__notes__", ()))
    first = notes.partition("The above exception was the direct cause")[0].strip().splitlines()
    if not isinstance(said, Damaged) or "direct cause" not in notes:
        return ""
    ours = [line.strip() for line in first if "/index/" in line]
    place = ours[-1].rpartition("/")[2].replace('"', "") if ours else ""
    return f"{place}: {first[-1].partition(':')[0]}"


if __name__ == "__main__":
    main()
