"""The language that somebody is spoken to in. Documents and questions are Vietnamese anyhow."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

VIETNAMESE, ENGLISH = "vi", "en"
_spoken: ContextVar[str] = ContextVar("spoken", default=VIETNAMESE)


def speak(code: str | None) -> None:
    """From now on in this task, by Telegram's `language_code` ("en-GB"); Vietnamese where we do
    not know the language."""
    _spoken.set(_known(code))


@contextmanager
def speaking(code: str | None) -> Iterator[None]:
    """The same until the end of the block: for what is said to somebody else."""
    before = _spoken.set(_known(code))
    try:
        yield
    finally:
        _spoken.reset(before)


def _known(code: str | None) -> str:
    known = (code or "").partition("-")[0].lower()
    return known if known == ENGLISH else VIETNAMESE


def spoken() -> str:
    return _spoken.get()
