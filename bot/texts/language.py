"""The language that somebody is spoken to in. Documents and questions are Vietnamese anyhow."""

from contextvars import ContextVar

VIETNAMESE, ENGLISH = "vi", "en"
_spoken: ContextVar[str] = ContextVar("spoken", default=VIETNAMESE)


def speak(code: str | None) -> None:
    """From now on in this task, by Telegram's `language_code` ("en-GB"); Vietnamese where we do
    not know the language."""
    known = (code or "").partition("-")[0].lower()
    _spoken.set(known if known == ENGLISH else VIETNAMESE)


def spoken() -> str:
    return _spoken.get()
