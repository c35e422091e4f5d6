"""Raw messages of groups as the log keeps them. Pure.

Left out: what bots say, commands, service notices. Files and voices are noted by name only.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.lanes import GROUPS, whispered
from retrieval.chat_types import Kind, Message, plain

_KINDS = {
    "photo": Kind.PHOTO,
    "document": Kind.FILE,
    "audio": Kind.FILE,
    "voice": Kind.VOICE,
    "video": Kind.VIDEO,
    "video_note": Kind.VIDEO,
    "animation": Kind.VIDEO,
    "sticker": Kind.STICKER,
    "poll": Kind.POLL,
}


def messages(updates: Iterable[dict[str, Any]]) -> Iterator[Message]:
    """Those of groups among raw updates, edits too; whether a log is kept is not known here."""
    for update in updates:
        raw = update.get("message") or update.get("edited_message")
        try:
            if raw and raw["chat"]["type"] in GROUPS and not whispered(raw):
                yield from filter(None, [_message(raw)])
        except (KeyError, TypeError, AttributeError, ValueError):
            continue  # what Telegram never sends


def sender_id(number: int) -> str:
    """How the log names whoever has this number."""
    return f"user{number}" if number > 0 else f"channel{number}"


def _message(raw: dict[str, Any]) -> Message | None:
    text = plain(raw.get("text") or raw.get("caption") or "")
    kind = next((kind for name, kind in _KINDS.items() if name in raw), Kind.TEXT)
    if _by_machine(raw) or text.startswith("/") or (kind is Kind.TEXT and not text):
        return None
    author, replied = raw.get("sender_chat") or raw["from"], raw.get("reply_to_message") or {}
    topic = raw["message_thread_id"] if raw.get("is_topic_message") else None
    return Message(
        id=raw["message_id"],
        sent=_time(raw["date"]),
        sender_id=sender_id(author["id"]),
        sender=plain(_name(author)),
        text=text,
        kind=kind,
        reply_to=replied.get("message_id") if replied.get("message_id") != topic else None,
        topic=topic,
        file=plain((raw.get("document") or raw.get("audio") or {}).get("file_name", "")),
        forwarded_from=plain(_origin(raw.get("forward_origin") or {})),
        edited=_time(raw["edit_date"]) if "edit_date" in raw else None,
        chat=raw["chat"]["id"],
    )


def _by_machine(raw: dict[str, Any]) -> bool:
    return "via_bot" in raw or (raw["from"]["is_bot"] and "sender_chat" not in raw)


def _name(author: dict[str, Any]) -> str:
    names = (author.get("title"), author.get("first_name"), author.get("last_name"))
    return " ".join(filter(None, names))


def _origin(origin: dict[str, Any]) -> str:
    source = origin.get("sender_user") or origin.get("sender_chat") or origin.get("chat") or {}
    return _name(source) or str(origin.get("sender_user_name", ""))


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
