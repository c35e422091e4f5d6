"""Messages in a group that one person sees and nobody else (Bot API 10.2), by raw calls.

A server that does not know the parameter `receiver_user_id` ignores it and shows the message to the
whole group. So no word of an answer is ever sent with it. First the server is asked for a method
that came with these messages; then a line goes out that anybody may read; only where it comes back
as an ephemeral message is the answer put in its place, by that method.
"""

from typing import Any

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.calls import EPHEMERAL, Call, objects

NUMBER = "ephemeral_message_id"  # in place of `message_id`, which is 0


async def known(bot: Bot) -> bool:
    """Whether the server has ephemeral messages. The call changes nothing: it says of no message
    that it is to be edited, which a server that knows it refuses."""
    try:
        await bot.do_api_request(EPHEMERAL)
    except BadRequest:
        return True
    except TelegramError:  # `EndPointNotFound`, or nobody can tell now
        return False
    return False


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
