"""Files -> drafts, side by side, each parser in a process of its own.

A parser may crash, hang, or fill the memory: then its process group (it may have started
programs, as OCR does) is killed, that one file is a problem, and the rest goes on. What comes
first is told first, as long as no slow file is before it: then what is ready passes it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from socket import socketpair
from time import monotonic
from typing import Any

from index import intake
from index.errors import BadRecord, InputError, ParserFailed, TimedOut
from index.intake import Draft

# Of a file: a document, a bad line, why it cannot be read, or None once it is read to its end.
Said = Draft | BadRecord | InputError | None
Event = tuple[Path, Said]
Read = Callable[[Sequence[Path]], Iterator[Event]]


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` without a sign of life; `memory` in bytes of address space."""

    seconds: float = 180.0
    memory: int = 3 << 30


_HELD = 384  # passages kept back at most, for the sake of the order
BEAT = "beat"  # all that a process sends while it only goes on
_CALL = "import sys; from index.reading_process import serve; serve(*sys.argv[1:])"


def here(paths: Iterable[Path]) -> Iterator[Event]:
    """Reads in this process, one after the other: for few files that are trusted."""
    for path in paths:
        said = intake.drafts(path)
        while True:
            try:
                item = next(said, None)
            except InputError as error:
                yield path, error
                break
            yield path, item
            if item is None:
                break


def apart(
    paths: Sequence[Path],
    limits: Limits = Limits(),
    processes: int | None = None,
    drafts: str = "index.intake:drafts",
) -> Iterator[Event]:
    """Reads in processes, by default as many as there are processors.

    `drafts` names the function that they call with each path.
    """
    count = min(len(paths), processes or len(os.sched_getaffinity(0)))
    shop = _Shop(count, limits, drafts)
    held = _Held(paths)
    todo = deque(range(len(paths)))
    try:
        while not held.finished:
            shop.hand_out(todo, paths)
            for place, said in shop.heard():
                held.take(place, said)
            yield from held.told()
    finally:
        shop.close()


@dataclass(slots=True)
class _Held:
    """What is read and not yet told, by the place of its file."""

    paths: Sequence[Path]
    first: int = 0  # the first file that is not told to its end
    said: dict[int, list[Said]] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)

    @property
    def finished(self) -> bool:
        return self.first >= len(self.paths)

    def take(self, place: int, said: Said) -> None:
        self.said.setdefault(place, []).append(said)

    def told(self) -> Iterator[Event]:
        """What can be told now, in the order of the files; all where too much is held."""
        everything = sum(map(_size, (s for said in self.said.values() for s in said))) > _HELD
        for place in sorted(self.said):
            if not everything and place != self.first:
                break
            for said in self.said.pop(place):
                if said is None or (
                    isinstance(said, InputError) and not isinstance(said, BadRecord)
                ):
                    self.ended.add(place)
                yield self.paths[place], said
            while self.first in self.ended:
                self.first += 1


def _size(said: Said) -> int:
    return len(said.spans) + 1 if isinstance(said, Draft) else 1


class _Shop:
    """The processes and what each is at."""

    def __init__(self, count: int, limits: Limits, drafts: str) -> None:
        self._count, self._limits, self._drafts = count, limits, drafts
        self._idle: list[_Process] = []
        self._busy: dict[Connection, _Process] = {}

    def hand_out(self, todo: deque[int], paths: Sequence[Path]) -> None:
        """Gives every process a file, as long as there are any."""
        while todo and len(self._busy) < self._count:
            process = self._idle.pop() if self._idle else _Process(self._limits, self._drafts)
            process.begin(todo[0], paths[todo.popleft()])
            self._busy[process.connection] = process

    def heard(self) -> Iterator[tuple[int, Said]]:
        """What the processes say next; waits for it."""
        soonest = min(process.deadline for process in self._busy.values())
        ready = wait(list(self._busy), max(0.0, soonest - monotonic()))
        for connection in ready:
            process = self._busy[connection]  # type: ignore[index]
            said = process.hear()
            if said == BEAT:
                continue
            yield process.place, said
            if not isinstance(said, Draft | BadRecord):
                self._done(process)
        late = [p for p in self._busy.values() if p.connection not in ready and p.is_late()]
        for process in late:
            yield process.place, TimedOut(process.path, f"{self._limits.seconds:.0f}")
            process.broken = True
            self._done(process)

    def _done(self, process: "_Process") -> None:
        del self._busy[process.connection]
        if process.broken:
            process.end()
        else:
            self._idle.append(process)

    def close(self) -> None:
        for process in (*self._idle, *self._busy.values()):
            process.end()


class _Process:
    """A process that reads one file after the other."""

    def __init__(self, limits: Limits, drafts: str) -> None:
        self._limits = limits
        self.broken = False
        self.place, self.path, self.deadline = -1, Path(), 0.0
        self._folder = tempfile.mkdtemp(prefix="tracuu-")
        ours, theirs = socketpair()
        with theirs:
            self._process = _started(theirs.fileno(), limits, drafts, self._folder)
        self.connection = Connection(ours.detach())

    def begin(self, place: int, path: Path) -> None:
        self.place, self.path = place, path
        self._lives()
        with suppress(OSError):  # it is gone: `hear` says so
            self.connection.send(path)

    def hear(self) -> Any:
        """What it says; `ParserFailed` where it died of the file."""
        self._lives()
        try:
            return self.connection.recv()
        except (EOFError, OSError) as error:
            self.broken = True
            failed = ParserFailed(self.path)
            failed.__cause__ = error
            return failed

    def _lives(self) -> None:
        self.deadline = monotonic() + self._limits.seconds

    def is_late(self) -> bool:
        return monotonic() >= self.deadline

    def end(self) -> None:
        """Kills it with all that it started."""
        self.connection.close()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def _started(
    descriptor: int, limits: Limits, drafts: str, folder: str
) -> "subprocess.Popen[bytes]":
    """A process in a group of its own, with its own folder for temporary files."""
    own = {"TMPDIR": folder, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-P", "-c", _CALL, str(descriptor), str(limits.memory), drafts],
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | own,
        start_new_session=True,
    )
