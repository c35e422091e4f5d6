"""The bot with a stand-in for the documents, killed at a chosen point, once.

    KILL="after Updates.accept" python -m tests.bot.run_killed_bot

The kill is a SIGKILL of its own process before or after a call, so nothing is tidied up.
"""

import inspect
import os
import signal
from collections.abc import Callable
from typing import Any

from bot.calls import Call
from bot.updates import Part, Updates
from tests.bot.run_fake_bot import main

# Where a bot may die between hearing a question and forgetting it; "sending" and "sent" are marks
# of the outbox.
POINTS = {
    "before an update is written down": ("before", "accept", None),
    "after it, before Telegram is told": ("after", "accept", None),
    "before it is begun": ("before", "begin", None),
    "after it is begun": ("after", "begin", None),
    "before the replies are written down": ("before", "reply", None),
    "after the replies are written down": ("after", "reply", None),
    "before the mark of sending": ("before", "mark", "sending"),
    "between the mark and the send": ("after", "mark", "sending"),
    "between the send and the mark": ("after", "make", None),
    "after the mark of sent": ("after", "mark", "sent"),
    "before it is finished": ("before", "finish", None),
    "after it is finished": ("after", "finish", None),
}
# Where nothing has been sent yet, to anybody. Later a send to one person may be under way when the
# process dies at another's.
CERTAIN = list(POINTS)[:6]

# Where the word for what could not be sent is still to be written.
ENDS = {f"after the mark of {mark}": ("after", "mark", mark) for mark in ("refused", "unsure")}


def arm(when: str, name: str, mark: str | None) -> None:
    """Have the process kill itself at the first call of a method."""
    owner: Any = Call if name == "make" else Updates
    call = getattr(owner, name)

    def hit(arguments: tuple[Any, ...]) -> bool:
        return mark is None or (isinstance(arguments[1], Part) and arguments[2] == mark)

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    async def awaited(*arguments: Any) -> Any:
        result = await call(*arguments)
        die()
        return result

    def called(*arguments: Any, **named: Any) -> Any:
        if when == "before" and hit(arguments):
            die()
        result = call(*arguments, **named)
        if when == "after" and hit(arguments):
            die()
        return result

    wrapped: Callable[..., Any] = awaited if inspect.iscoroutinefunction(call) else called
    setattr(owner, name, wrapped)


if __name__ == "__main__":
    arm(*(POINTS | ENDS)[os.environ["KILL"]])
    main()
