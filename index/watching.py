"""Following a folder: when it looks otherwise than before, after a moment of quiet.

The system tells of changes at once (watchfiles); since network drives tell of none, and some
get lost, what a stat shows decides, and one looks again every few seconds.
"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread

from index import intake
from index.errors import InputError

log = logging.getLogger(__name__)

_QUIET = 1_500  # milliseconds without a change, so that a file is copied to its end
_LONGEST_WAIT = 15_000  # milliseconds in which changes may go on
_AGAIN = 10.0  # seconds after which one looks anyway


def changes(folder: Path, failed: Callable[[], bool]) -> Iterator[None]:
    """Yields when it is time to look into `folder`: at once, when it has changed, and while the
    last look has `failed`. Ends with `KeyboardInterrupt` only."""
    known: int | None = None
    told: Queue[None] = Queue()
    ended = Event()
    watcher = _watcher(folder, told, ended)
    try:
        while True:
            now = _seen(folder)
            if now != known or failed():
                known = now
                yield
            if not watcher.is_alive():
                watcher = _watcher(folder, told, ended)
            _wait(told)
    finally:
        ended.set()


def _seen(folder: Path) -> int:
    """What a stat of every file in a folder comes to."""
    states = []
    for item in intake.files([folder]):
        try:
            states.append(item.args if isinstance(item, InputError) else intake.file_state(item))
        except InputError as error:
            states.append(error.args)
    return hash(tuple(states))


def _wait(told: "Queue[None]") -> None:
    try:
        told.get(timeout=_AGAIN)
        while True:
            told.get_nowait()
    except Empty:
        pass


def _watcher(folder: Path, told: "Queue[None]", ended: Event) -> Thread:
    """A thread that tells of changes; it dies where the folder is not there."""

    def watch() -> None:
        import watchfiles

        try:
            for _ in watchfiles.watch(
                folder,
                watch_filter=None,
                debounce=_LONGEST_WAIT,
                step=_QUIET,
                stop_event=ended,
                raise_interrupt=False,
            ):
                told.put(None)
        except OSError:
            log.info("cannot follow %s", folder, exc_info=True)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    return thread
