"""Who administers a group, asked of Telegram and believed for some minutes."""

import logging
import time
from collections.abc import Callable

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

log = logging.getLogger(__name__)

BELIEVED_SECONDS = 300.0
_ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Admins:
    """Answers by `getChatMember`; what cannot be asked is a no, and is asked again."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot, self._clock = bot, clock
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def holds(self, chat: int, person: int) -> bool:
        """Whether a person administers a group. Whoever writes in its own name does: only
        administrators can, and Telegram does not show which."""
        if person == chat:
            return True
        now = self._clock()
        since, known = self._known.get((chat, person), (float("-inf"), False))
        if now - since < BELIEVED_SECONDS:
            return known
        try:
            member = await self._bot.get_chat_member(chat, person)
        except TelegramError as error:
            log.warning("cannot tell whether somebody administers a group: %s", error)
            return False
        self._known = {k: v for k, v in self._known.items() if now - v[0] < BELIEVED_SECONDS}
        self._known[chat, person] = (now, member.status in _ADMINS)
        return member.status in _ADMINS

    def forget(self, chat: int) -> None:
        """Somebody's part in a group has changed."""
        self._known = {k: v for k, v in self._known.items() if k[0] != chat}
