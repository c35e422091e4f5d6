"""What a Bot API server may leave out, filled in. Pure, on raw JSON.

Telegram's own server sends every field that python-telegram-bot insists on. Gateways, local servers
and stand-ins do not always, and nobody's question is to be lost for that: a missing date is now, a
missing flag is no, and commands and names in a text without any entities are found as Telegram
finds them.
"""

import re
import time
from collections.abc import Callable
from typing import Any

from bot.groups import GENERAL

Raw = dict[str, Any]

_FLAGS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
    *("can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info"),
    *("can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
)
_MAY = (
    *("is_member", "can_change_info", "can_invite_users", "can_pin_messages", "can_send_messages"),
    *("can_send_polls", "can_send_other_messages", "can_add_web_page_previews"),
    *("can_manage_topics", "can_send_audios", "can_send_documents", "can_send_photos"),
    *("can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_edit_tag"),
    "can_react_to_messages",
)
# What python-telegram-bot wants to know of a member, by status.
_MEMBER: dict[str, Raw] = {
    "creator": {"is_anonymous": False},
    "administrator": dict.fromkeys(_FLAGS, False),
    "restricted": {**dict.fromkeys(_MAY, False), "until_date": 0},
    "kicked": {"until_date": 0},
}
_MEASURES = {
    **dict.fromkeys(("width", "height", "duration", "length"), 0),
    **dict.fromkeys(("is_animated", "is_video"), False),
    "type": "regular",  # of a sticker
}
_COMMAND = re.compile(r"/\w{1,64}(?:@\w+)?(?=\s|$)", re.ASCII)
_MENTION = re.compile(r"(?<![\w@])@\w{3,32}", re.ASCII)


def update(raw: Raw) -> Raw:
    """An update as Telegram would send it."""
    return {name: _field(name, value) for name, value in raw.items()}


def result(method: str, raw: Any) -> Any:
    """What a method returns; for one that sends, a message."""
    if method in ("sendMessage", "sendDocument"):
        raw = {"message_id": 0, "chat": {"id": 0}, **(raw if isinstance(raw, dict) else {})}
    return _field(_RETURNS.get(method, ""), raw)


def _field(name: str, value: Any) -> Any:
    """A value, or each of a list, by the name of the field it stands in."""
    if isinstance(value, list):
        return [_field(name, each) for each in value]
    if not isinstance(value, dict):
        return value
    whole = {each: _field(each, content) for each, content in value.items()}
    return {**_missing(name, whole), **whole}


def _missing(name: str, raw: Raw) -> Raw:
    fill = _FILL.get(name, {})
    return fill(raw) if callable(fill) else fill


def _message(raw: Raw) -> Raw:
    text, missing = raw.get("text"), _dated(raw)
    if isinstance(text, str) and "entities" not in raw:
        missing["entities"] = entities(text)
    if raw.get("message_thread_id") == GENERAL:  # which nothing may be sent to by this number
        del raw["message_thread_id"]
        raw.pop("is_topic_message", None)
    return missing


def entities(text: str) -> list[Raw]:
    """The command at the beginning of a text, and the names in it."""
    command = _COMMAND.match(text)
    found = [("bot_command", command)] if command else []
    rest = command.end() if command else 0
    found += [("mention", match) for match in _MENTION.finditer(text, rest)]
    return [
        {"type": kind, "offset": _units(text[: match.start()]), "length": _units(match[0])}
        for kind, match in found
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _dated(raw: Raw) -> Raw:
    return {"date": int(time.time())}


def _user(raw: Raw) -> Raw:
    return {"is_bot": False, "first_name": ""}


def _chat(raw: Raw) -> Raw:
    number = raw.get("id")
    grouped = isinstance(number, int) and number < 0
    return {"type": "supergroup" if grouped else "private"}


def _member(raw: Raw) -> Raw:
    return _MEMBER.get(str(raw.get("status")), {})


def _change(raw: Raw) -> Raw:
    """Who was what before is not known: somebody who comes or goes."""
    now = raw.get("new_chat_member") or {}
    return {**_dated(raw), "old_chat_member": {"user": now.get("user"), "status": "left"}}


def _file(raw: Raw) -> Raw:
    """A file has a number of its own; without it, what it is fetched by has to do."""
    return {**_MEASURES, "file_unique_id": str(raw.get("file_id", ""))[-64:]}


# What is missing, or what tells it, by the field.
_FILL: dict[str, Raw | Callable[[Raw], Raw]] = {
    **dict.fromkeys(("message", "edited_message", "reply_to_message"), _message),
    **dict.fromkeys(("from", "user", "via_bot", "new_chat_members"), _user),
    **dict.fromkeys(("chat", "sender_chat"), _chat),
    **dict.fromkeys(("old_chat_member", "new_chat_member"), _member),
    **dict.fromkeys(("my_chat_member", "chat_member"), _change),
    "callback_query": {"chat_instance": ""},
    "inline_query": {"query": "", "offset": ""},
    "forward_origin": _dated,
    **dict.fromkeys(
        ("document", "photo", "audio", "voice", "video", "video_note", "animation", "sticker"),
        _file,
    ),
    "webhook": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}
# The field that holds elsewhere what a method returns.
_RETURNS = {
    "getMe": "user",
    "getChatMember": "new_chat_member",
    "getFile": "document",
    "getWebhookInfo": "webhook",
    **dict.fromkeys(("sendMessage", "sendDocument", "editMessageText"), "message"),
    "editMessageReplyMarkup": "message",
}
