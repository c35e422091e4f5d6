"""How fast Telegram may be written to: per private chat, per group, and over all.

Faster senders are answered 429, and are kept silent for longer the more they insist.
"""

import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

# Chats of which nothing more needs to be known are forgotten when so many are kept.
CHATS = 1000

Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], float]
Limits = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits that hold in a private chat, in a group, and for all together."""

    private: Limits = ((1, 1.0),)
    group: Limits = ((1, 1.0), (20, 60.0))
    overall: Limits = ((30, 1.0),)


# What core.telegram.org/bots/faq asks for.
POLITE = Pace()


class Window:
    """Gives away instants: for each limit (count, seconds) at most `count` in any `seconds`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._given: deque[float] = deque(maxlen=max(count for count, _ in limits))
        self.held = float("-inf")  # nothing is given before this instant

    def next(self, now: float) -> float:
        """The earliest instant that is free."""
        full = [(count, s) for count, s in self._limits if len(self._given) >= count]
        return max(now, self.held, *(self._given[-count] + s for count, s in full))

    def take(self, now: float) -> float:
        """The same, taken."""
        at = self.next(now)
        self._given.append(at)
        return at

    def used(self, now: float) -> float:
        """How much of the tightest limit is given away, from 0 to 1 and more."""
        return max(
            sum(at > now - seconds for at in self._given) / count for count, seconds in self._limits
        )

    def idle(self, now: float) -> bool:
        """Whether a new window would give the same."""
        longest = max(seconds for _, seconds in self._limits)
        return self.held < now and (not self._given or self._given[-1] + longest < now)


class Pacer:
    """Has calls wait for their turn. `sleep` may raise, to end the waiting."""

    def __init__(self, sleep: Sleep, pace: Pace = POLITE, clock: Clock = time.monotonic) -> None:
        self._sleep, self._pace, self._clock = sleep, pace, clock
        self._chats: dict[int, Window] = {}
        self._all = Window(pace.overall)
        self._refused: set[int] = set()

    async def turn(self, chat: int) -> None:
        """Wait until a message may go to `chat`, first in first out."""
        await self._wait(self._window(chat))
        await self._wait(self._all)

    def spare(self, chat: int, share: float) -> bool:
        """Whether there is room for something that can as well be left out, that is, whether less
        than this share of what all together may send is used; if so, taken.

        Typing actions do not count against a chat's own messages.
        """
        now = self._clock()
        if max(self._window(chat).held, self._all.held) > now or self._all.used(now) >= share:
            return False
        self._all.take(now)
        return True

    def refused(self, chat: int, seconds: float) -> None:
        """Telegram wants no more in this chat for so long. Said of two chats with nothing
        taken in between, it means everybody."""
        until = self._clock() + seconds
        self._refused.add(chat)
        concerned = [self._window(chat), *([self._all] if len(self._refused) > 1 else [])]
        for window in concerned:
            window.held = max(window.held, until)

    def taken(self) -> None:
        """Telegram took a message."""
        self._refused.clear()

    async def _wait(self, window: Window) -> None:
        at = window.take(self._clock())
        while (now := self._clock()) < at:
            await self._sleep(at - now)
            if window.held > self._clock():  # refused meanwhile: line up again
                at = window.take(self._clock())

    def _window(self, chat: int) -> Window:
        if chat not in self._chats:
            if len(self._chats) >= CHATS:
                self._forget()
            self._chats[chat] = Window(self._pace.group if chat < 0 else self._pace.private)
        return self._chats[chat]

    def _forget(self) -> None:
        now = self._clock()
        self._chats = {chat: w for chat, w in self._chats.items() if not w.idle(now)}
