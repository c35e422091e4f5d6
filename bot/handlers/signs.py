"""Where a sign is shown that a raw update is worked on, from the moment it is accepted.

Only in private chats: in a group it has first to be seen whether the bot answers there at all.
"""

from typing import Any

from bot import render
from bot.presence import Place


def place(body: dict[str, Any]) -> Place | None:
    """The chat, and the topic in it, of what takes a while to answer: a question, or the choice
    of a document to ask. None for what is answered at once or not at all."""
    try:
        if "message" in body:
            message = body["message"]
            return _of(message) if _takes_a_while(message) else None
        query = body["callback_query"]
        chosen = _is_private(query["message"]) and query["data"].startswith(f"{render.CHOOSE}:")
        return _of(query["message"]) if chosen else None
    except (KeyError, TypeError, AttributeError):
        return None


def sender(body: dict[str, Any]) -> int:
    """The number of the person an update comes from; 0 where there is none."""
    content = body.get("message") or body.get("callback_query") or {}
    return int(content.get("from", {}).get("id", 0))


def _takes_a_while(message: dict[str, Any]) -> bool:
    """A text, but for commands without anything to look up."""
    text = message.get("text", "").strip()
    return _is_private(message) and bool(text) and (text[0] != "/" or " " in text)


def _is_private(message: dict[str, Any]) -> bool:
    return bool(message["chat"]["type"] == "private")


def _of(message: dict[str, Any]) -> Place:
    topic = message["message_thread_id"] if message.get("is_topic_message") else None
    return message["chat"]["id"], topic
