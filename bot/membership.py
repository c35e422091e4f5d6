"""Who is in a group and who administers it, asked of Telegram and believed for some minutes."""

import logging
import time
from collections.abc import Callable, Iterable

from telegram import Bot, ChatMember, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

log = logging.getLogger(__name__)

BELIEVED_SECONDS = 300.0
_ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


_INSIDE = (*_ADMINS, ChatMemberStatus.MEMBER)


class Admins:
    """Answers by `getChatMember`; what cannot be asked is a no, and is asked again."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot, self._clock = bot, clock
        self._known: dict[tuple[int, int], tuple[float, ChatMember]] = {}

    async def holds(self, chat: int, person: int) -> bool:
        """Whether a person administers a group. Whoever writes in its own name does: only
        administrators can, and Telegram does not show which."""
        if person == chat:
            return True
        member = await self._member(chat, person)
        return member is not None and member.status in _ADMINS

    async def inside(self, chats: Iterable[int], person: int) -> bool:
        """Whether a person is in one of some groups."""
        for chat in sorted(chats):
            member = await self._member(chat, person)
            if member and (member.status in _INSIDE or _stays(member)):
                return True
        return False

    async def _member(self, chat: int, person: int) -> ChatMember | None:
        now = self._clock()
        since, known = self._known.get((chat, person), (float("-inf"), None))
        if now - since < BELIEVED_SECONDS:
            return known
        try:
            member = await self._bot.get_chat_member(chat, person)
        except TelegramError as error:
            log.warning("cannot tell what somebody is in a group: %s", error)
            return None
        self._known = {k: v for k, v in self._known.items() if now - v[0] < BELIEVED_SECONDS}
        self._known[chat, person] = (now, member)
        return member

    def forget(self, chat: int) -> None:
        """Somebody's part in a group has changed."""
        self._known = {k: v for k, v in self._known.items() if k[0] != chat}


def _stays(member: ChatMember) -> bool:
    """Who is restricted may be in the group or have left it."""
    return isinstance(member, ChatMemberRestricted) and member.is_member
