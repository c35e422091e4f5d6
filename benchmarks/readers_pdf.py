"""PDFs and scans: words, order, pages of articles, recognition, speed and memory, by tool.

`PDFS=FOLDER`: PDFs with a text layer; NAME.txt beside one is what it says, in order.
`SCANS=FOLDER`: pictures or PDFs of single pages, NAME.txt is a transcript; or scanned PDFs,
NAME.txt is the text of the same document from another file.
Part of `make bench-readers`; or `PDFS=... .venv/bin/python -m benchmarks.readers_pdf`.
"""

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from benchmarks.readers_numbering import numbering
from index import readers
from index.readers import layout, ocr
from index.readers.sheet import Line
from index.types import Source

_SECONDS = 900
_LONG = 2_000  # pages
_SCANNED = 6  # pages of a scanned document that are measured against its twin
_PAGES = 4  # of each PDF that are drawn and recognised
_TILT = 0.8  # degrees
_LEADERS = re.compile(r"[.…]{4,}|…+[.…]*")


def _tracuu(path: Path) -> str:
    return "\n".join(item.text for item in readers.read(path) if isinstance(item, Source))


def _pypdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _pdfplumber(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _viparse(path: Path) -> str:
    import viparse

    return "\n".join(each.text for each in viparse.load(str(path), encoding="auto"))


def _pdftotext(path: Path) -> str:
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()


TOOLS: dict[str, Callable[[Path], str]] = {
    "tracuu": _tracuu,
    "pdftotext": _pdftotext,
    "pypdf": _pypdf,
    "pdfplumber": _pdfplumber,
    "viparse": _viparse,
}


def _installed() -> dict[str, str]:
    found = {"tracuu": f"pypdfium2 {version('pypdfium2')}"}
    for tool in ("pypdf", "pdfplumber", "viparse"):
        try:
            found[tool] = version(tool)
        except PackageNotFoundError:
            continue
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", "-v"], capture_output=True).stderr.decode()
        found["pdftotext"] = said.split()[2]
    return found


def _plain(text: str) -> str:
    """In NFC on one line, without borders of cells and rows of dots to be filled in."""
    said = _LEADERS.sub(" ", unicodedata.normalize("NFC", text).replace("|", " "))
    return " ".join(said.split())


def errors(read: str, truth: str, *, within: bool = False) -> float:
    """The character error rate: edits by length of the truth, white space and borders aside.

    `within`: `truth` is a whole document, of which the page that was read is some stretch; the
    one that fits best counts, and the rate is by the length of what was read.
    """
    one, other = (np.array([ord(c) for c in _plain(text)], np.int32) for text in (read, truth))
    places = np.arange(len(other) + 1, dtype=np.int32)
    row = places * (not within)
    for at, letter in enumerate(one, start=1):
        following = np.empty_like(row)
        following[0] = at
        following[1:] = np.minimum(row[1:] + 1, row[:-1] + (other != letter))
        row = np.minimum.accumulate(following - places) + places
    best, length = (row.min(), len(one)) if within else (row[-1], len(other))
    return float(best) / max(1, length)


def _words(read: str, truth: str) -> tuple[float, float]:
    """Of the truth's words the share that was read; the same of its pairs of neighbours."""
    lists = [re.findall(r"[^\W_]+", _plain(text)) for text in (read, truth)]
    single = [Counter(words) for words in lists]
    pairs = [Counter(pairwise(words)) for words in lists]
    return tuple((a & b).total() / max(1, b.total()) for a, b in (single, pairs))  # type: ignore[return-value]


def tools(files: Sequence[Path]) -> None:
    """Prints for each tool what of the twins' words it reads, speed and memory."""
    print(f"\n{'file':40} {'tool':10} {'words':>6} {'pairs':>6} {'pages/s':>7} {'MB':>5}")
    for path in files:
        pages = len(pdfium.PdfDocument(path))
        truth = path.with_suffix(".txt")
        for tool in _installed():
            text, seconds, megabytes = _apart(tool, path)
            marks = ("", "")
            if truth.exists():
                marks = tuple(f"{m:.4f}" for m in _words(text, truth.read_text("utf-8")))  # type: ignore[assignment]
            print(
                f"{path.name[:40]:40} {tool:10} {marks[0]:>6} {marks[1]:>6}"
                f" {pages / seconds:7.1f} {megabytes:5.0f}"
            )


def long(files: Sequence[Path]) -> None:
    """Prints speed and memory over one PDF of many pages, the files again and again."""
    with tempfile.TemporaryDirectory() as folder, pdfium.PdfDocument.new() as made:
        while len(made) < _LONG:
            for path in files:
                with pdfium.PdfDocument(path) as document:
                    made.import_pages(document)
        path = Path(folder, "long.pdf")
        made.save(path)
        _, seconds, megabytes = _apart("tracuu", path)
        pace = len(made) / seconds
        print(f"\n{len(made)} pages in one file: tracuu {pace:.1f} pages/s, {megabytes:.0f} MB")


def _apart(tool: str, path: Path) -> tuple[str, float, float]:
    """Text, seconds and peak memory of a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        command = [sys.executable, "-m", "benchmarks.readers_pdf", "--one", tool, path, out]
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS)
        if done.returncode:
            return "", float("inf"), 0.0
        seconds, megabytes = map(float, done.stdout.split()[-2:])
        return out.read_text("utf-8"), seconds, megabytes


def _one(tool: str, path: Path, out: Path) -> None:
    start = time.perf_counter()
    out.write_text(TOOLS[tool](path), "utf-8", errors="replace")
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024
    print(time.perf_counter() - start, peak)


def rendered(files: Sequence[Path]) -> None:
    """Prints the error rate of pages that are drawn, tilted, made noisy and recognised."""
    print(f"\n{'drawn pages, recognised':40} {'dpi':>4} {'pages':>5} {'CER':>7} {'s/page':>6}")
    for dpi in (150, 200):
        every: list[float] = []
        for path in files:
            rates, seconds = _recognised(path, dpi)
            every += rates
            mean, pace = fmean(rates), seconds / len(rates)
            print(f"{path.name[:40]:40} {dpi:4} {len(rates):5} {mean:7.4f} {pace:6.1f}")
        print(f"{'all':40} {dpi:4} {len(every):5} {fmean(every):7.4f}")


def _recognised(path: Path, dpi: int) -> tuple[list[float], float]:
    from index.readers import pdf

    document = pdfium.PdfDocument(path)
    step = max(1, len(document) // _PAGES)
    rates, seconds = [], 0.0
    for number in list(range(0, len(document), step))[:_PAGES]:
        page = pdf._page(document, number)
        if callable(page) or len(page.words) < 50:
            continue
        picture = _worn(document[number].render(scale=dpi / 72).to_pil(), number)
        start = time.perf_counter()
        scale = ocr.DPI / dpi
        size = round(picture.width * scale), round(picture.height * scale)
        sheet = ocr.read(picture.resize(size, Image.Resampling.LANCZOS), ocr.DPI)
        seconds += time.perf_counter() - start
        rates.append(errors(_text(sheet), _text(page)))
    return rates or [1.0], seconds


def _worn(picture: Image.Image, seed: int) -> Image.Image:
    """A page as a scanner gives it: grey, a little askew, with noise."""
    noise = np.random.default_rng(seed)
    tilt = random.Random(seed).uniform(-_TILT, _TILT)
    turned = picture.convert("L").rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, np.float32) * 0.92 + noise.normal(
        10, 14, (turned.height, turned.width)
    )
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def _text(sheet: layout.Sheet) -> str:
    items = layout.laid_out(sheet).items
    return "\n".join(
        item.text if isinstance(item, Line) else "\n".join(" ".join(row) for row in item.rows)
        for item in items
    )


def scans(folder: Path) -> None:
    """Prints the error rate of real pages: pictures against their transcripts, PDFs of more
    pages than one against the digital twin of the document, on pages all over it."""
    rates: list[float] = []
    print(f"\n{'scanned page':40} {'page':>5} {'CER':>7}")
    for transcript in sorted(folder.glob("*.txt")):
        path = next(p for p in folder.glob(f"{transcript.stem}.*") if p != transcript)
        truth = transcript.read_text("utf-8")
        count = len(pdfium.PdfDocument(path)) if path.suffix.lower() == ".pdf" else 1
        if count > 1:
            step = max(1, count // _SCANNED)
            found = [(n, _twin(path, n, truth)) for n in range(0, count, step)[:_SCANNED]]
        else:
            found = [(0, errors(_tracuu(path), truth))]
        for number, rate in found:
            print(f"{path.name[:40]:40} {number + 1:5} {rate:7.4f}", flush=True)
        rates += [rate for _, rate in found]
    if rates:
        print(f"{'all: mean and median':40} {fmean(rates):13.4f} {median(rates):7.4f}")


def _twin(path: Path, number: int, truth: str) -> float:
    """The error rate of one page of a scanned document against the text of the whole."""
    from index.readers import pdf

    with pdfium.PdfDocument(path) as document:
        sheet = pdf._page(document, number)
    return errors(_text(sheet() if callable(sheet) else sheet), truth, within=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=3, metavar=("TOOL", "FILE", "OUT"))
    options = parser.parse_args()
    if options.one:
        _one(options.one[0], Path(options.one[1]), Path(options.one[2]))
        return
    folder, scanned = os.environ.get("PDFS"), os.environ.get("SCANS")
    if not (folder or scanned):
        print("\nPDF: name a folder, PDFS=... or SCANS=...")
    if folder:
        files = sorted(Path(folder).glob("*.pdf"))
        print("\ntools: " + ", ".join(f"{tool} {which}" for tool, which in _installed().items()))
        tools(files)
        long(files)
        if "pdfplumber" in _installed():
            numbering(files)
        if ocr.available():
            rendered(files)
    if scanned and ocr.available():
        scans(Path(scanned))


if __name__ == "__main__":
    main()
