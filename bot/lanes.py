"""Which updates are taken in at all, and the queue each of them waits in. Pure, on raw updates:
what is not for us is never written down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What is asked of Telegram, by polling and by webhook. It remembers the list of the last request.
ALLOWED = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "chat_member",
)
GROUPS = frozenset({"group", "supergroup"})
# Service messages of a group that are for us though they address nobody.
SERVICE = ("migrate_to_chat_id",)
# Telegram's own account, in whose name administrators write who do not show theirs.
ANONYMOUS_ADMIN = 1087968824

# Queues in which only the last update counts: what is typed inline changes with every letter.
FLEETING = "inline_query:"

Update = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as others address it."""

    id: int
    username: str


def nowhere(_: int) -> bool:
    """No group keeps a log."""
    return False


def lane(update: Update, me: Me, logged: Callable[[int], bool] = nowhere) -> str | None:
    """The queue of an update; None for what this bot leaves alone.

    One queue for the messages of a person, wherever they are written, one for the buttons they
    press, one for what they type inline. `logged` tells in which groups every message is wanted.
    """
    for kind, queue in _QUEUES.items():
        if isinstance(content := update.get(kind), dict):
            try:
                return queue(kind, content, me, logged)
            except (KeyError, TypeError, AttributeError):
                return None
    return None


def whispered(message: Update) -> bool:
    """Whether nobody but the bot sees it (Bot API 10.2): it is not answered before a group, nor
    kept in its log."""
    return bool(message.get("ephemeral_message_id"))


def addressed(message: Update, me: Me) -> bool:
    """Whether somebody speaks to this bot in a group: with a command (unless to another bot),
    by its name, or by a reply to what it said."""
    if not _by_somebody(message):
        return False
    replied = message.get("reply_to_message") or {}
    if replied.get("from", {}).get("id") == me.id and not _opens_topic(replied):
        return True
    return any(_speaks_to(entity, message["text"], me) for entity in message.get("entities", ()))


def covered(text: str, entity: dict[str, Any]) -> str:
    """The words that an entity of a raw message covers: its offsets count UTF-16 code units."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "ignore")


def _speaks_to(entity: dict[str, Any], text: str, me: Me) -> bool:
    if entity["type"] == "text_mention":
        return bool(entity["user"]["id"] == me.id)
    said = covered(text, entity).lower()
    if entity["type"] == "mention":
        return said == f"@{me.username.lower()}"
    if entity["type"] == "bot_command" and entity["offset"] == 0:
        _, at, name = said.partition("@")
        return not at or name == me.username.lower()
    return False


def _opens_topic(replied: Update) -> bool:
    """In a topic that we opened, whatever is written seems to reply to its first notice."""
    return "forum_topic_created" in replied


def _message(kind: str, message: Update, me: Me, logged: Callable[[int], bool]) -> str | None:
    chat, sender = message["chat"], message["from"]
    if whispered(message):
        return None
    if chat["type"] in GROUPS:
        wanted = logged(chat["id"]) or any(name in message for name in SERVICE)
        if not (wanted or addressed(message, me)):
            return None
    elif chat["type"] != "private" or sender["is_bot"]:
        return None
    return f"{kind}:{author(message)}"


def _by_somebody(message: Update) -> bool:
    """Written by a person for this group: not by a bot, through one, or passed on by Telegram
    from the channel of the group."""
    if "via_bot" in message or message.get("is_automatic_forward"):
        return False
    return not message["from"]["is_bot"] or "sender_chat" in message


def author(message: Update) -> int:
    """The number of who wrote it: a person, or the chat in whose name it stands."""
    return int((message.get("sender_chat") or message["from"])["id"])


def _edited(_: str, message: Update, me: Me, logged: Callable[[int], bool]) -> str | None:
    """An edit is never a question; where a group keeps a log, the log is to follow it."""
    chat = message["chat"]
    wanted = chat["type"] in GROUPS and logged(chat["id"])
    return f"message:{author(message)}" if wanted else None


def _press(kind: str, query: Update, me: Me, logged: Callable[[int], bool]) -> str | None:
    return None if query["from"]["is_bot"] else f"{kind}:{query['from']['id']}"


def _member(kind: str, change: Update, me: Me, logged: Callable[[int], bool]) -> str | None:
    return f"{kind}:{change['chat']['id']}"


_QUEUES: dict[str, Callable[[str, Update, Me, Callable[[int], bool]], str | None]] = {
    "message": _message,
    "edited_message": _edited,
    "callback_query": _press,
    "inline_query": _press,
    "my_chat_member": _member,
    "chat_member": _member,
}
