"""Signs of life of a long reading: who waits for it gives up after a silence, not after a time.

A reader whose work comes in steps of its own (the pages of a scan) calls `beat` after each.
"""

from collections.abc import Callable


def _unheard() -> None:
    pass


_tell: Callable[[], None] = _unheard


def beat() -> None:
    """Says that the reading goes on."""
    _tell()


def heard_by(listener: Callable[[], None]) -> None:
    """Whom `beat` tells from now on, in this process."""
    global _tell
    _tell = listener
