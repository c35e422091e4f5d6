"""What readers make of files: accuracy against transcripts, twins, speed and memory, by tool.

`make bench-readers LEGACY=FOLDER FORMATS=FOLDER`: `LEGACY` holds files and, in `expected/`, a
transcript of each (`NAME.txt`); `FORMATS` holds files, some of them one document twice (those of
`PDFS` are compared with them too). Without folders the test files of the repository are read.
Every file is read in a process of its own.
`TOOLS="tracuu antiword"` takes only these.
"""

import argparse
import importlib.metadata
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.accuracy import Accuracy, measure, total

_SECONDS = 300  # that a tool may take for a file
_PAGE = 2_000  # characters: what we call a page where formats have none
_ALIKE = 0.9  # of their words two files share to be called one document
_OURS = "tracuu"
_SAMPLES = Path(__file__).parents[1] / "tests" / "data" / "office"


def _tracuu(path: Path) -> str:
    from index import readers
    from index.types import Source

    return "\n".join(item.text for item in readers.read(path) if isinstance(item, Source))


def _viparse(path: Path) -> str:
    import viparse

    found = viparse.load(str(path), encoding="auto")
    return "\n".join(each.text for each in found)


def _mammoth(path: Path) -> str:
    import mammoth

    with path.open("rb") as file:
        return str(mammoth.extract_raw_text(file).value)


def _printed(*command: str) -> Callable[[Path], str]:
    def run(path: Path) -> str:
        done = subprocess.run([*command, str(path)], capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace")

    return run


def _libreoffice(path: Path) -> str:
    kind = "txt:Text (encoded):UTF8"
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/home"
        command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", folder]
        subprocess.run([*command, str(path)], capture_output=True, check=True)
        (made,) = Path(folder).glob("*.txt")
        return made.read_bytes().decode("utf-8-sig", "replace")


# Tool -> how it reads, which endings it takes, and what has to be installed for it.
_WORD, _ALL = (".docx",), (".doc", ".docx", ".rtf", ".xls", ".xlsx", ".pdf")
TOOLS: dict[str, tuple[Callable[[Path], str], Sequence[str], str]] = {
    _OURS: (_tracuu, _ALL, "tracuu"),
    "viparse": (_viparse, _ALL, "viparse"),
    "mammoth": (_mammoth, _WORD, "mammoth"),
    "antiword": (_printed("antiword", "-w", "0", "-m", "UTF-8.txt"), (".doc",), "antiword"),
    "catdoc": (_printed("catdoc", "-w", "-d", "utf-8"), (".doc",), "catdoc"),
    "xls2csv": (_printed("xls2csv", "-d", "utf-8"), (".xls",), "xls2csv"),
    "LibreOffice": (_libreoffice, (".doc", ".docx", ".rtf"), "soffice"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one tool made of one file: text, seconds of reading alone, peak memory in MB."""

    tool: str
    path: Path
    text: str
    seconds: float
    megabytes: float
    failure: str = ""


def read(tool: str, path: Path) -> Reading:
    """Reads in a process of its own, which is also where memory is measured."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.txt")
        command = [sys.executable, "-m", "benchmarks.readers", "--one", tool, str(path), str(out)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            return Reading(tool, path, "", _SECONDS, 0, "too slow")
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            return Reading(tool, path, "", 0, 0, said[0] if said else "failed")
        seconds, megabytes = map(float, done.stdout.split()[-2:])
        return Reading(tool, path, out.read_text("utf-8"), seconds, megabytes)


def _one(tool: str, path: Path, out: Path) -> None:
    """The child's part."""
    from index import readers  # noqa: F401 - so that imports do not count as reading

    start = time.perf_counter()
    out.write_text(TOOLS[tool][0](path), "utf-8", errors="replace")
    seconds = time.perf_counter() - start
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(seconds, max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024)


def installed() -> dict[str, str]:
    """Tools that can run here, with their versions."""
    found = {_OURS: f"{importlib.metadata.version(_OURS)} of this folder"}
    for tool, (_, _, what) in TOOLS.items():
        if tool == _OURS:
            continue
        try:
            found[tool] = importlib.metadata.version(what)
        except importlib.metadata.PackageNotFoundError:
            if shutil.which(what):
                found[tool] = _version_of(what)
    return found


def _version_of(program: str) -> str:
    if shutil.which("dpkg-query") is None:
        return "?"
    packages = {"soffice": "libreoffice-core-nogui", "xls2csv": "catdoc"}
    name = packages.get(program, program)
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True)
    return done.stdout.decode().strip() or "?"


def _readings(folder: Path, tools: Sequence[str]) -> Iterator[Reading]:
    for path in sorted(folder.iterdir()):
        if _is_scan(path):
            print(f"{path.name[:60]}: a scan, which SCANS=FOLDER measures", flush=True)
            continue
        for tool in tools:
            if path.suffix.lower() in TOOLS[tool][1]:
                yield read(tool, path)


def _is_scan(path: Path) -> bool:
    """Whether the middle page of a PDF has no text layer."""
    if path.suffix.lower() != ".pdf":
        return False
    with pdfium.PdfDocument(path) as document:
        return not document[len(document) // 2].get_textpage().count_chars()


def accuracy(folder: Path, tools: Sequence[str]) -> list[Reading]:
    """Prints each tool's accuracy by file and in total; what fails counts as read empty."""
    marks: dict[str, dict[Path, Accuracy]] = defaultdict(dict)
    readings = []
    print(f"\n{'file':44} {'tool':12} letters diacritics syllables")
    for reading in _readings(folder, tools):
        transcript = folder / "expected" / f"{reading.path.stem}.txt"
        if not transcript.exists():
            continue
        mark = measure(reading.text, transcript.read_text("utf-8"))
        marks[reading.tool][reading.path] = mark
        readings.append(reading)
        line = f"{reading.path.name[-44:]:44} {_row(reading.tool, mark)} {reading.failure}"
        print(line[:120], flush=True)
    print()
    for tool, known in marks.items():
        endings = sorted({path.suffix.lower() for path in known})
        for ending in endings if len(endings) == 1 else [*endings, ""]:
            _total(tool, {p: m for p, m in known.items() if p.name.lower().endswith(ending)}, marks)
    return readings


def _total(
    tool: str, known: Mapping[Path, Accuracy], marks: Mapping[str, Mapping[Path, Accuracy]]
) -> None:
    """Prints the total of a tool over some files, and ours over the same."""
    endings = {path.suffix.lower() for path in known}
    name = f"{len(known)} files, {' '.join(sorted(endings))}"
    print(f"{name:44} {_row(tool, total(known.values()))}")
    if tool != _OURS:
        print(f"{'':44} {_row('tracuu, same', total(marks[_OURS][path] for path in known))}")


def _row(tool: str, mark: Accuracy) -> str:
    return f"{tool:12} {mark.letters:7.4f} {mark.diacritics:10.4f} {mark.syllables:9.4f}"


def speed(readings: Sequence[Reading]) -> None:
    """Prints pages a second and peak memory by tool and format."""
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[reading.path.suffix.lower(), reading.tool].append(reading)
    print(
        f"\na page is {_PAGE} characters\n{'format':7} {'tool':12} files failed pages/s  MB at most"
    )
    for (ending, tool), group in sorted(groups.items()):
        good = [reading for reading in group if not reading.failure]
        pages = sum(len(reading.text) for reading in good) / _PAGE
        seconds = sum(reading.seconds for reading in good) or 1
        most = max((reading.megabytes for reading in good), default=0)
        failed = len(group) - len(good)
        print(f"{ending:7} {tool:12} {len(group):5} {failed:6} {pages / seconds:7.0f} {most:11.0f}")


def twins(readings: Sequence[Reading]) -> None:
    """Prints, for files that are one document, which share of words differs."""
    ours = [r for r in readings if r.tool == _OURS and not r.failure]
    bags = {r.path: Counter(r.text.split()) for r in ours}
    print("\ntwins: differing share of words, white space and table borders aside")
    for one, other in combinations(ours, 2):
        a, b = bags[one.path], bags[other.path]
        if (a & b).total() > _ALIKE * max(a.total(), b.total()):
            share = 1 - min(_same(one.text, other.text), _same(other.text, one.text))
            print(f"{share:.4f}  {one.path.name[:50]}  {other.path.name[:50]}")


def _same(one: str, other: str) -> float:
    plain = (" ".join(text.replace(" | ", " ").split()) for text in (one, other))
    return measure(*plain).syllables


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=3, metavar=("TOOL", "FILE", "OUT"))
    options = parser.parse_args()
    if options.one:
        _one(options.one[0], Path(options.one[1]), Path(options.one[2]))
        return
    wanted = os.environ.get("TOOLS", "").split() or list(TOOLS)
    tools = {tool: version for tool, version in installed().items() if tool in wanted}
    print("tools: " + ", ".join(f"{tool} {version}" for tool, version in tools.items()))
    legacy, formats = os.environ.get("LEGACY"), os.environ.get("FORMATS")
    readings = accuracy(Path(legacy), list(tools)) if legacy else []
    if formats or not legacy:
        read_there = list(_readings(Path(formats) if formats else _SAMPLES, list(tools)))
        readings += read_there
        if pdfs := os.environ.get("PDFS"):
            read_there += _readings(Path(pdfs), [_OURS])
        twins(read_there)
    speed(readings)


if __name__ == "__main__":
    main()
