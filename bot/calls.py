"""Calls of the Bot API as values, so that they can be written down before they are made."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardMarkup,
    InlineQueryResultsButton,
    InputFile,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram import Message as Made

from bot.inlining import Result, article
from bot.messages import Button, Message
from bot.turns import Memo

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # documents are full of addresses
_RAW = NO_PREVIEW.to_dict()
# A method that python-telegram-bot does not know (`bot/ephemeral.py`).
EPHEMERAL = "editEphemeralMessageText"
# What a message can do without, by words of the refusals that speak of it, the surer first.
_DISPENSABLE = {
    "thread not found": "message_thread_id",  # a topic that was deleted
    "button": "reply_markup",
    "keyboard": "reply_markup",
    "entit": "entities",
    "repl": "reply_parameters",  # "message to be replied not found"
}


@dataclass(frozen=True, slots=True)
class Call:
    """A method of `telegram.Bot` and its arguments, as JSON holds them; `memo` is what is to be
    remembered once it is written down. `cites` are the ids of the documents it shows: it is sent
    only while they are there for its `reader`. `instead` is made where its chat takes nothing."""

    method: str
    params: dict[str, Any]
    memo: Memo | None = None
    cites: tuple[str, ...] = ()
    instead: "Call | None" = None

    @property
    def repeatable(self) -> bool:
        """Whether doing it twice is the same as doing it once."""
        return self.method not in ("send_message", "send_document")

    @property
    def chat(self) -> int | None:
        """The chat it writes to."""
        return self.params.get("chat_id")

    @property
    def reader(self) -> int | None:
        """The chat whose readers see it; that of one person where only they do."""
        return self.params.get("receiver_user_id", self.chat)

    def moved(self, chat_id: int) -> "Call":
        """The same for the chat with another number: a group that became a supergroup."""
        return replace(self, params={**self.params, "chat_id": chat_id})

    def without(self, refusal: str) -> "Call | None":
        """The same without what a server refused it for, by its words: an answer that hangs under
        nothing, or without its bold words, is better than none. None where it is not that."""
        for words, name in _DISPENSABLE.items():
            if name in self.params and words in refusal.lower():
                left = {key: value for key, value in self.params.items() if key != name}
                return replace(self, params=left)
        return None

    async def make(self, bot: Bot) -> int | None:
        """Make the call; the id of the message it makes. Raises `telegram.error.TelegramError`."""
        if self.method == EPHEMERAL:
            await bot.do_api_request(self.method, {**self.params, "link_preview_options": _RAW})
            return None
        made = await getattr(bot, self.method)(**objects(self.params))
        return made.message_id if isinstance(made, Made) else None


def send(
    chat_id: int, message: Message, reply_to: int | None = None, thread: int | None = None
) -> Call:
    """A new message; with `reply_to` it hangs under that message, if that still exists, with
    `thread` it stands in that topic of a forum."""
    params = {"chat_id": chat_id, **_content(message)}
    if thread is not None:
        params["message_thread_id"] = thread
    if reply_to is not None:
        params["reply_parameters"] = {
            "message_id": reply_to,
            "allow_sending_without_reply": True,
        }
    return Call("send_message", params, cites=message.cites)


def file(chat_id: int, name: str, text: str, caption: str = "") -> Call:
    """A small text file."""
    params = {"chat_id": chat_id, "document": {"name": name, "text": text}, "caption": caption}
    return Call("send_document", params)


def ask(chat_id: int, message: Message, reply_to: int) -> Call:
    """A new message that waits for a reply: Telegram opens the field for it."""
    call = send(chat_id, message, reply_to)
    return replace(call, params={**call.params, "reply_markup": {"force_reply": True}})


def edit(chat_id: int, message_id: int, message: Message) -> Call:
    """New content for a message of ours."""
    params = {"chat_id": chat_id, "message_id": message_id, **_content(message)}
    return Call("edit_message_text", params, cites=message.cites)


def acknowledge(query_id: str, alert: str = "") -> Call:
    """Stop the waiting sign on a pressed button; with `alert`, show that sentence."""
    params = {"callback_query_id": query_id}
    return Call(
        "answer_callback_query", {**params, "text": alert, "show_alert": True} if alert else params
    )


def tell(query_id: str, sentence: str) -> Call:
    """Answer a pressed button with a line that goes away by itself."""
    return Call("answer_callback_query", {"callback_query_id": query_id, "text": sentence})


def inline(query_id: str, results: Sequence[Result], label: str) -> Call:
    """The list under what somebody types inline; `label` is on the button that opens the bot."""
    params = {
        "inline_query_id": query_id,
        "results": [result.record() for result in results],
        "cache_time": 0,
        "is_personal": True,
        "button": {"text": label, "start_parameter": "inline"},
    }
    shown = {document for result in results for document in result.message.cites}
    return Call("answer_inline_query", params, cites=tuple(sorted(shown)))


def edit_buttons(chat_id: int, message_id: int, markup: dict[str, Any]) -> Call:
    """New buttons under a message of ours."""
    params = {"chat_id": chat_id, "message_id": message_id, "reply_markup": markup}
    return Call("edit_message_reply_markup", params)


def _button(button: Button) -> dict[str, Any]:
    if button.copy:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}


def _content(message: Message) -> dict[str, Any]:
    content: dict[str, Any] = {"text": message.text}
    if message.entities:
        content["entities"] = [
            {name: value for name, value in asdict(entity).items() if value != ""}
            for entity in message.entities
        ]
    if message.buttons:
        content["reply_markup"] = {
            "inline_keyboard": [[_button(button) for button in row] for row in message.buttons]
        }
    return content


def objects(params: dict[str, Any]) -> dict[str, Any]:
    """Arguments of a call with python-telegram-bot's types where it wants them."""
    made = dict(params)
    if "text" in params and "chat_id" in params:
        made["link_preview_options"] = NO_PREVIEW
    if "document" in params:
        wanted = params["document"]
        made["document"] = InputFile(wanted["text"].encode(), filename=wanted["name"])
    if "entities" in params:
        made["entities"] = MessageEntity.de_list(params["entities"])
    if "reply_markup" in params:
        wanted = params["reply_markup"]
        kind = ForceReply if "force_reply" in wanted else InlineKeyboardMarkup
        made["reply_markup"] = kind.de_json(wanted)
    if "reply_parameters" in params:
        made["reply_parameters"] = ReplyParameters.de_json(params["reply_parameters"])
    if "results" in params:
        made["results"] = [article(record) for record in params["results"]]
        made["button"] = InlineQueryResultsButton(**params["button"])
    return made
