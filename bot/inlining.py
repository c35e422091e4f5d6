"""What Telegram offers while somebody types `@bot ...`, as values."""

from dataclasses import asdict, dataclass
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
)

from bot import texts
from bot.messages import Message

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the list: `id` at most 64 bytes, the message it puts into the chat, and a link
    under that message."""

    id: str
    title: str
    description: str
    message: Message
    link: str

    def record(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {**asdict(self), "label": texts.INLINE_OPEN}


def article(record: dict[str, Any]) -> InlineQueryResultArticle:
    """A record as python-telegram-bot takes it."""
    message = record["message"]
    return InlineQueryResultArticle(
        id=record["id"],
        title=record["title"],
        description=record["description"],
        input_message_content=InputTextMessageContent(
            message["text"],
            entities=MessageEntity.de_list(message["entities"]),
            link_preview_options=_NO_PREVIEW,
        ),
        reply_markup=InlineKeyboardMarkup(
            [[InlineKeyboardButton(record["label"], url=record["link"])]]
        ),
    )
