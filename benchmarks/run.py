"""`make bench`: what tracuu costs on this machine.

    python -m benchmarks.run

The environment may name `DOCS`, a folder of documents to index, or `DATA`, a data folder that
is indexed already; it is copied, never written to. Without either, documents are made up from
the samples. Every part runs in a process of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks import corpora
from benchmarks.stages import STAGES
from index.catalogue import counts
from index.database import open_database

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench"
DATA = WORK / "data"
MODELS = DATA / "models"
WARM, LIVE, STARTS = 200, 50, 5  # questions to a warm process, to the bot; fresh processes
BUSY = 0.3  # load average per processor before we begin
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `aim` is a ceiling in the same unit, over the official corpus."""

    name: str
    value: float
    unit: str
    aim: float | None = None


def main() -> None:
    warn_if_busy()
    indexing = list(indexed())
    db = open_database(DATA)
    documents, passages = counts(db)
    db.close()
    print(f"{machine()}; {documents} documents, {passages} passages", flush=True)
    for row in indexing:
        _print(row)
    for part in (_starts, _warm, _live, _sizes):
        for row in part():
            _print(row)


def warn_if_busy() -> None:
    share = os.getloadavg()[0] / (os.cpu_count() or 1)
    if share > BUSY:
        print(f"Warning: busy machine (load {share:.1f} per processor): expect worse figures.")


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else "unknown processor"
    return f"{len(os.sched_getaffinity(0))} x {name}, Python {sys.version.split()[0]}"


def _print(row: Row) -> None:
    aim = ""
    if row.aim is not None:
        aim = f"   aim <= {row.aim:g}" + ("" if row.value <= row.aim else "   OVER")
    print(f"  {row.name:<46}{row.value:>10.1f} {row.unit:<5}{aim}".rstrip(), flush=True)


# --- indexing ------------------------------------------------------------------------------


def indexed() -> Iterator[Row]:
    """Fills DATA; the unpacked model stays from run to run."""
    given = _folder("DATA")
    if given == DATA:
        return
    _empty()
    if given:
        shutil.copytree(given, DATA, dirs_exist_ok=True)
        return
    yield from _index(_folder("DOCS") or _made_up())


def _folder(variable: str) -> Path | None:
    name = os.environ.get(variable)
    return Path(name).expanduser().resolve() if name else None


def _made_up() -> Path:
    folder = WORK / "documents"
    shutil.rmtree(folder, ignore_errors=True)
    corpora.write_documents(folder)
    return folder


def _empty() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    for path in DATA.iterdir():
        if path != MODELS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _index(folder: Path) -> Iterator[Row]:
    if not MODELS.exists():
        done = run(*_UNPACK, str(MODELS))
        yield Row("unpack the model, once", done.seconds, "s")
        yield Row("unpack the model: peak resident", done.peak_mb, "MB")
    done = run("-m", "bot", "--data", str(DATA), "index", "sync", str(folder))
    db = open_database(DATA)
    passages = counts(db)[1]
    db.close()
    yield Row("index, passages per second (start to end)", passages / done.seconds, "/s")
    yield Row("index: peak resident", done.peak_mb, "MB")


_UNPACK = ("-c", "import sys, pathlib, index.e5_folder as f; f.unpacked(pathlib.Path(sys.argv[1]))")


@dataclass(frozen=True, slots=True)
class Done:
    """What a process of ours printed, and what it took."""

    output: str
    seconds: float
    peak_mb: float


def run(*arguments: str) -> Done:
    """Runs Python to its end; what it says on standard error is seen."""
    environment = {**os.environ, "TRACUU_LOG_LEVEL": "ERROR"}
    command = [sys.executable, *arguments]
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)  # Popen itself does not tell the memory
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(arguments)}")
    return Done(output, time.perf_counter() - start, used.ru_maxrss / 1024)


# --- answering -----------------------------------------------------------------------------


def _starts() -> Iterator[Row]:
    """Fresh processes; the files are in the system's cache, the median of some runs."""
    yield Row("tracuu --help", 1000 * median(_fresh("--help") for _ in range(STARTS)), "ms", 300)
    asked = corpora.questions(DATA, STARTS)
    seconds = median(_fresh("--data", str(DATA), "ask", question) for question in asked)
    yield Row("cold start to the first answer", seconds, "s", 8)


def _fresh(*arguments: str) -> float:
    return run("-m", "bot", *arguments).seconds


_STAGE_AIMS = {("search", 95): 10.0, ("total", 50): 60.0}


def _warm() -> Iterator[Row]:
    found = _json("benchmarks.stages", WARM)
    for stage in STAGES:
        yield from _percentiles(stage, found["stages"][stage])
    for part, taken in found["parts"].items():
        yield from _percentiles(f"  of the search: {part}", taken)
    yield Row("questions answered", 100 * float(np.mean(found["stages"]["answered"])), "%")
    yield Row("build both caches from SQLite", found["publish_s"], "s")


def _percentiles(name: str, taken: Sequence[float]) -> Iterator[Row]:
    for share in (50, 95):
        value = float(np.percentile(taken, share))
        yield Row(f"{name}, p{share}", value, "ms", _STAGE_AIMS.get((name, share)))


def _live() -> Iterator[Row]:
    found = _json("benchmarks.live", LIVE)
    yield Row("bot: start to the first answer", found["first_s"], "s", 8)
    yield from _percentiles("bot: question to answer over HTTP", found["waits_ms"])
    yield Row(f"bot: resident after {LIVE} questions", found["rss_mb"], "MB", 700)
    yield Row("bot: of it not shared", found["uss_mb"], "MB")


def _json(module: str, count: int) -> Any:
    return json.loads(run("-m", module, str(DATA), str(count)).output)


def _sizes() -> Iterator[Row]:
    for name in ("corpus.db", "cache", "models"):
        path = DATA / name
        files = path.rglob("*") if path.is_dir() else [path]
        yield Row(f"on disk: {name}", sum(f.stat().st_size for f in files) / MEGABYTE, "MB")


if __name__ == "__main__":
    main()
