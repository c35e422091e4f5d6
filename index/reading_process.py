"""The inside of a process that reads files (`index/reading.py`)."""

import ctypes
import os
import resource
import signal
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from index import pulse
from index.errors import BadRecord, InputError, ParserFailed
from index.intake import Draft
from index.reading import BEAT

Drafts = Callable[[Path], Iterator[Draft | BadRecord]]

_NICE = 5  # whoever asks a question meanwhile goes first
_BEATS_APART = 1.0  # seconds
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_LARGEST_FILE = 4 << 30  # bytes that it may write to a temporary file


def serve(descriptor: str, memory: str, drafts: str) -> None:
    """Reads the files that come in until nobody sends any more."""
    _confine(int(memory))
    connection = Connection(int(descriptor))
    pulse.heard_by(_beating(connection))
    module, _, name = drafts.partition(":")
    read: Drafts = getattr(import_module(module), name)
    while (path := _next(connection)) is not None:
        _read(read, path, connection)


def _confine(memory: int) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))


def _beating(connection: Connection) -> Callable[[], None]:
    said = 0.0

    def beat() -> None:
        nonlocal said
        if monotonic() - said >= _BEATS_APART:
            said = monotonic()
            connection.send(BEAT)

    return beat


def _next(connection: Connection) -> Path | None:
    try:
        path: Path = connection.recv()
    except EOFError:
        return None
    return path


def _read(read: Drafts, path: Path, connection: Connection) -> None:
    try:
        for item in read(path):
            connection.send(item)
        connection.send(None)
    except InputError as error:
        error.add_note(traceback.format_exc())  # a cause does not travel, a note does
        connection.send(error)
    except MemoryError:
        connection.send(ParserFailed(path))
