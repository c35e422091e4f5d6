"""Every text of the chat and the command line, in one place: a module for each area.

Only what exists is promised. Braces are filled with `str.format`. Callers write `texts.NAME`,
whatever the module; a name stands in one module only. `english.py` holds the same names again
for the chat: which is meant is looked up each time, by the language that is spoken, so a text is
not to be kept in a constant of its own. What is not there in English is said in Vietnamese.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from bot.texts.language import ENGLISH, speak, speaking, spoken

if TYPE_CHECKING:
    from bot.texts.access import *  # noqa: F403
    from bot.texts.catalogue import *  # noqa: F403
    from bot.texts.chat import *  # noqa: F403
    from bot.texts.cli import *  # noqa: F403
    from bot.texts.collections import *  # noqa: F403
    from bot.texts.curating import *  # noqa: F403
    from bot.texts.failures import *  # noqa: F403
    from bot.texts.following import *  # noqa: F403
    from bot.texts.grouplog import *  # noqa: F403
    from bot.texts.groups import *  # noqa: F403
    from bot.texts.intake import *  # noqa: F403
    from bot.texts.operations import *  # noqa: F403
    from bot.texts.pinning import *  # noqa: F403
    from bot.texts.running import *  # noqa: F403
    from bot.texts.summaries import *  # noqa: F403
    from bot.texts.welcome import *  # noqa: F403
else:
    _VIETNAMESE: dict[str, Any] = {}
    for _area in iter_modules(__path__):  # noqa: F405
        if not _area.name.startswith("english"):
            _VIETNAMESE |= vars(import_module(f"bot.texts.{_area.name}"))
    _ENGLISH = vars(import_module("bot.texts.english"))

    def __getattr__(name: str) -> Any:
        if spoken() == ENGLISH and name in _ENGLISH:
            return _ENGLISH[name]
        try:
            return _VIETNAMESE[name]
        except KeyError:
            raise AttributeError(f"no text is called {name}") from None


__all__ = ["speak", "speaking"]
