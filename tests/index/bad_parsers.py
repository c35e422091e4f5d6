"""Stands for readers that misbehave, by what stands in the file. Runs in a reading process."""

import ctypes
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from index import intake, pulse
from index.errors import BadRecord
from index.intake import Draft


def drafts(path: Path) -> Iterator[Draft | BadRecord]:
    act = _ACTS.get(path.read_text().strip())
    if act:
        act(path)
    yield from intake.drafts(path)


def _crash(path: Path) -> None:
    ctypes.string_at(0)


def _hang(path: Path) -> None:
    """With a program of its own that it waits for, as OCR does; the file then names it."""
    child = subprocess.Popen(["/bin/sleep", "600"])
    path.with_suffix(".pid").write_text(f"{os.getpid()} {child.pid}")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child.wait()


def _devour(path: Path) -> None:
    bytearray(64 << 30)


def _go_on(path: Path) -> None:
    """Longer than the silence that is allowed, with signs of life."""
    for _ in range(4):
        threading.Event().wait(0.9)
        pulse.beat()


_ACTS = {"crash": _crash, "hang": _hang, "devour": _devour, "go on": _go_on}
