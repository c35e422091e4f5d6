"""Messages in a group that one person sees and nobody else (Bot API 10.2), by raw calls.

A server that does not know the parameter `receiver_user_id` ignores it and shows the message to the
whole group. So no word of an answer is ever sent with it. First the server is asked for a method
that came with these messages; then a line goes out that anybody may read; only where it comes back
as an ephemeral message is the answer put in its place, by that method.
"""

from typing import Any

from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, TelegramError

from bot.calls import EPHEMERAL, Call, objects

NUMBER = "ephemeral_message_id"  # in place of `message_id`, which is 0


class Known:
    """Whether the server has ephemeral messages: `await known()`. It is asked once, again only
    while it could not tell, and anew after a restart."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: bool | None = None

    async def __call__(self) -> bool:
        """The call changes nothing: it says of no message that it is to be edited, which a server
        that knows it refuses."""
        if self._known is None:
            try:
                await self._bot.do_api_request(EPHEMERAL)
            except BadRequest:
                self._known = True
            except EndPointNotFound:
                self._known = False
            except TelegramError:
                return False
        return bool(self._known)


async def put(bot: Bot, line: Call, person: int) -> int | None:
    """Sends a line that anybody may read to one person of a group; its number where nobody else
    saw it, None where it became an ordinary message. Raises `TelegramError`."""
    wanted = {"receiver_user_id": person}
    made = await bot.send_message(**objects(line.params), api_kwargs=wanted)
    number = made.api_kwargs.get(NUMBER)
    return number if isinstance(number, int) and number > 0 else None


def replacing(line: Call, person: int, number: int, content: Call) -> Call:
    """The call that puts `content` in the place of the line."""
    shown: dict[str, Any] = {
        key: content.params[key]
        for key in ("text", "entities", "reply_markup")
        if key in content.params
    }
    where = {"chat_id": line.params["chat_id"], "receiver_user_id": person, NUMBER: number}
    return Call(EPHEMERAL, {**where, **shown}, content.memo, content.cites)
