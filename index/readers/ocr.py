"""Pictures of text -> words, by Tesseract, a program that is looked for when it is needed."""

import logging
import os
import re
import shutil
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
from PIL import Image

from index.errors import NeedsProgram
from index.readers import scans
from index.readers.sheet import Sheet, Word
from index.text import LOWER

log = logging.getLogger(__name__)

PACKAGES = "tesseract-ocr tesseract-ocr-vie"  # of Debian and Ubuntu
DPI = 300  # what Tesseract reads best
_SECONDS = 120  # for one page; a usual one takes three
_LANGUAGE = "vie"
_TRUSTED = 30  # below this confidence (0-100) a word must at least look like one
_POOR = 55  # mean confidence below which the page may lie on its side
_FEWEST = 5  # words that are enough to say how a page lies
_MARGIN = 26  # points beside the text in which a word may still belong to it
_POINTS = 72
_SPLIT_L = re.compile(rf"\bI\.(?=[{LOWER}])")  # "I.uật" is "Luật"


def require(subject: Path) -> None:
    """Raises `NeedsProgram` unless Tesseract and its Vietnamese are here."""
    if not available():
        raise NeedsProgram(subject, PACKAGES)


@cache
def available() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    said = subprocess.run(  # noqa: S603 - our own arguments
        [program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=False
    )
    return _LANGUAGE.encode() in said.stdout.split()


def read(picture: Image.Image, dpi: float) -> Sheet:
    """The words of a page that was scanned or drawn at `dpi`, turned upright if it is not."""
    try:
        return _read(picture, dpi)
    except (OSError, subprocess.SubprocessError) as error:  # it failed, or was not done in time
        log.warning("a page is not recognised: %s", error)
        return Sheet(0.0, 0.0, scanned=True, unread=True)


def _read(picture: Image.Image, dpi: float) -> Sheet:
    page = scans.cleaned(picture, dpi)
    words, confidence = _words(page)
    if confidence < _POOR and (turn := _turn(page.grey)):
        other = scans.cleaned(picture.rotate(turn, expand=True), dpi)
        again, better = _words(other)
        if better > confidence:
            page, words = other, again
    height, width = page.grey.shape
    scale = _POINTS / page.dpi
    return Sheet(width * scale, height * scale, words, page.rules, scanned=True)


def _words(page: scans.Page) -> tuple[list[Word], float]:
    """The words, and how sure Tesseract is of them (0-100, by length)."""
    lines: dict[tuple[str, ...], list[_Box]] = defaultdict(list)
    for row in _run(page, "--psm", "4", "tsv").splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == 12 and fields[0] == "5" and (box := _box(fields)):
            lines[tuple(fields[2:5])].append(box)
    boxes = [box for line in lines.values() for box in line]
    if not boxes:
        return [], 0.0
    size = median(box.height for box in boxes)
    scale = _POINTS / page.dpi
    words = []
    for line in lines.values():
        base = median(box.top + box.height for box in line)
        for box in line:
            places = box.left, base - size, box.left + box.width, base
            words.append(Word(box.text, *(value * scale for value in places)))
    letters = sum(len(box.text) for box in boxes)
    sure = sum(box.sure * len(box.text) for box in boxes) / letters
    return _within_margins(words), sure if letters > _FEWEST else 0.0


class _Box(NamedTuple):
    """A word as Tesseract gives it, in pixels; `sure` is 0 to 100."""

    text: str
    left: float
    top: float
    width: float
    height: float
    sure: float


def _box(fields: list[str]) -> _Box | None:
    text = _SPLIT_L.sub("L", fields[11].strip())
    left, top, width, height, sure = (float(value) for value in fields[6:11])
    return _Box(text, left, top, width, height, sure) if _plausible(text, sure) else None


def _within_margins(words: list[Word]) -> list[Word]:
    """Without what stands far beside the text: stamps along the edge, shadows of the paper."""
    middles = sorted((w.x0 + w.x1) / 2 for w in words for _ in w.text)
    few = len(middles) // 50
    left, right = middles[few], middles[-1 - few]
    return [w for w in words if w.x1 > left - _MARGIN and w.x0 < right + _MARGIN]


def _plausible(text: str, confidence: float) -> bool:
    """Whether it is a word rather than dirt, a stamp or a signature."""
    if confidence >= _TRUSTED:
        return any(map(str.isalnum, text)) or confidence >= 2 * _TRUSTED
    return len(text) > 3 and sum(map(str.isalnum, text)) >= 0.8 * len(text)


def _turn(grey: np.ndarray) -> int:
    """By how many degrees, counter-clockwise, a page must be turned to stand upright."""
    page = scans.Page(grey, DPI, [])
    said = _run(page, "--psm", "0", language="osd")
    for line in said.splitlines():
        if line.startswith("Orientation in degrees:"):
            return int(line.rpartition(":")[2])
    return 0


def _run(page: scans.Page, *options: str, language: str = _LANGUAGE) -> str:
    """What Tesseract prints of a page. Raises `OSError` and `SubprocessError`."""
    image = Image.fromarray(page.grey)
    height, width = page.grey.shape
    header = f"P5\n{width} {height}\n255\n".encode()
    command = ["tesseract", "-", "-", "-l", language, "--dpi", str(round(page.dpi)), *options]
    done = subprocess.run(  # noqa: S603 - our own arguments
        command,
        input=header + image.tobytes(),
        capture_output=True,
        timeout=_SECONDS,
        check=language == _LANGUAGE,  # how a page lies is a guess that may fail
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", "replace")
