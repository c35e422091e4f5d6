"""Every Vietnamese text of the chat and the command line, in one place: a module for each area.

Only what exists is promised. Braces are filled with `str.format`. Callers write `texts.NAME`,
whatever the module; a name stands in one module only.
"""

from bot.texts.access import *  # noqa: F403
from bot.texts.catalogue import *  # noqa: F403
from bot.texts.chat import *  # noqa: F403
from bot.texts.cli import *  # noqa: F403
from bot.texts.collections import *  # noqa: F403
from bot.texts.failures import *  # noqa: F403
from bot.texts.groups import *  # noqa: F403
from bot.texts.operations import *  # noqa: F403
from bot.texts.running import *  # noqa: F403
from bot.texts.summaries import *  # noqa: F403
