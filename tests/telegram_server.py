"""A small, strict Telegram Bot API server over HTTP, with the people who talk to the bot.

Strict: what Telegram refuses is refused in its words; what our bot should never do (an unknown
parameter, say) is kept in `failures`, which tests assert to be empty. Nothing here sleeps:
long polls and waiting tests wake when something happens.
"""

import asyncio
import json
import re
import time
import zlib
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from aiohttp import ClientError, ClientSession, web

TOKEN = "700000001:fake-token-that-must-never-be-logged"
PATIENCE = 60.0  # seconds a test waits for something that should happen
LIMIT = 4096
DOWNLOAD = 20 * 1024 * 1024  # bytes

MESSAGE_PARAMS = {"text", "entities", "parse_mode", "reply_markup", "link_preview_options"}
METHODS: dict[str, set[str]] = {
    "getMe": set(),
    "deleteWebhook": {"drop_pending_updates"},
    "getFile": {"file_id"},
    "setWebhook": {"url", "secret_token", "allowed_updates", "max_connections"},
    "getWebhookInfo": set(),
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "sendMessage": {
        "chat_id",
        "receiver_user_id",
        "message_thread_id",
        "reply_parameters",
        "disable_notification",
        *MESSAGE_PARAMS,
    },
    "sendDocument": {"chat_id", "document", "caption", "message_thread_id"},
    "getChatMember": {"chat_id", "user_id"},
    "editMessageText": {"chat_id", "message_id", *MESSAGE_PARAMS},
    "editEphemeralMessageText": {
        "chat_id",
        "receiver_user_id",
        "ephemeral_message_id",
        *MESSAGE_PARAMS,
    },
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "answerInlineQuery": {
        "inline_query_id",
        "results",
        "cache_time",
        "is_personal",
        "next_offset",
        "button",
    },
    "setMyCommands": {"commands", "scope", "language_code"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert", "url", "cache_time"},
    "sendMessageDraft": {"chat_id", "draft_id", "text", "entities", "message_thread_id"},
    "sendChatAction": {"chat_id", "action", "message_thread_id"},
}
ENTITY_TYPES = {"text_link", "bold", "italic", "code", "pre", "blockquote", "expandable_blockquote"}
ACTIONS = {"typing", "upload_photo", "upload_document", "find_location"}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Refused(Exception):
    """An answer with `ok: false`."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


@dataclass
class Fault:
    """What goes wrong with one call.

    kind: "status" (value: HTTP status), "html" (a proxy's 502 page), "retry" (value: seconds),
    "hold-retry" (the same, not before `release`),
    "drop" (connection closed, not applied), "apply-drop" (applied, connection closed),
    "hold" (not applied before `release`), "apply-hold" (applied, not answered before `release`).
    """

    kind: str
    value: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Call:
    method: str
    params: dict[str, Any]
    at: float = field(default_factory=time.monotonic, compare=False)


class TelegramServer:
    """`async with TelegramServer() as server`; the bot's API root is `server.root`."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.root = ""
        self.calls: list[Call] = []  # in the order of arrival, refused ones too
        self.failures: list[str] = []
        self.messages: dict[int, list[dict[str, Any]]] = defaultdict(list)  # chat -> the bot's
        # Ephemeral messages: "" is a server without them, "ignored" one that shows them to all.
        self.whispers = ""
        self.whispered: dict[int, list[dict[str, Any]]] = defaultdict(list)  # person -> to them
        self.alerts: dict[str, str] = {}  # callback query id -> the text it was answered with
        self.blocked: set[int] = set()
        self.files: dict[str, bytes] = {}  # by file_id
        self.strangers: set[int] = set()  # people who have never written to the bot themselves
        self.typing_to_strangers = False  # whether it takes "typing" to them all the same
        self.offers: dict[str, dict[str, Any]] = {}  # inline query -> its answer
        self.menus: dict[tuple[str, str], list[dict[str, str]]] = {}  # scope, language
        self.me: dict[str, Any] = dict(ME)
        self.groups: dict[int, dict[str, Any]] = {}  # those the bot is in
        self.admins: set[tuple[int, int]] = set()  # group, person
        self.outside: set[tuple[int, int]] = set()  # who is not in a group
        self.lacking: set[str] = set()  # methods that it does not know
        self.terse = False  # leaves out what Telegram always sends and a client can do without
        self.upgraded: dict[int, int] = {}  # group -> the supergroup it has become
        self._topics: dict[int, set[int]] = defaultdict(set)
        self.confirmed = 0  # every update below this was confirmed
        self._people: set[int] = set()
        self._queries: set[str] = set()
        self._seen: dict[int, dict[str, Any]] = {}
        self._updates: list[dict[str, Any]] = []
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._update_ids, self._message_ids = count(5001), count(1)
        self._poll: asyncio.Event | None = None  # set: that long poll was ended by another
        self.gone = False  # nobody can reach the server: connections are cut
        self.turned_away: list[str] = []  # the methods that were called then
        self.hook: dict[str, Any] = {}  # the parameters of setWebhook
        self.posted: list[int] = []  # the status of each request to the webhook
        self._posting: asyncio.Task[None] | None = None
        self._changed = asyncio.Condition()

    # --- life -----------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path}", self._file)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.root = "http://{}:{}".format(*self._runner.addresses[0])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._unhook()
        await self._runner.cleanup()

    # --- people ---------------------------------------------------------------------------

    async def say(self, user_id: int, text: str) -> list[int]:
        """Send a text; a long one leaves in pieces, as Telegram's apps do. The update ids."""
        pieces = [text[start : start + LIMIT] for start in range(0, len(text), LIMIT)]
        return [await self.message(user_id, text=piece) for piece in pieces]

    async def message(self, user_id: int, **content: Any) -> int:
        """Send a message with any content (`text`, `photo`, `chat`, ...); its update id."""
        message = self.build(user_id, **content)
        self._seen[message["message_id"]] = message
        return await self.push({"message": message})

    async def send_file(self, user_id: int, name: str, content: bytes, **more: Any) -> int:
        """Send a document; its update id. The same content has the same `file_unique_id`."""
        unique = f"u{zlib.crc32(content)}"
        self.files[f"f-{unique}"] = content
        document = {
            "file_id": f"f-{unique}",
            "file_unique_id": unique,
            "file_name": name,
            "file_size": len(content),
        }
        return await self.message(user_id, document={**document, **more})

    def build(self, user_id: int, **content: Any) -> dict[str, Any]:
        """A message as the server writes it, not sent."""
        text = content.get("text", "")
        if text.startswith("/"):
            command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            content.setdefault("entities", [command])
        return {
            "message_id": next(self._message_ids),
            "from": person(user_id),
            "chat": private(user_id),
            "date": 1_700_000_000,
            **content,
        }

    def group(self, chat_id: int, *topics: int, **more: Any) -> dict[str, Any]:
        """A group that the bot is in; a forum if it has topics (besides the General one)."""
        forum = {"is_forum": True} if topics else {}
        chat = {"id": chat_id, "type": "supergroup", "title": "Nhóm", **forum, **more}
        self.groups[chat_id] = chat
        self._topics[chat_id] = set(topics)
        return chat

    async def speak(self, user_id: int, chat_id: int, text: str, **content: Any) -> dict[str, Any]:
        """Say something in a group; the message. Under privacy mode the bot hears only what
        Telegram lets it: commands that are not for another bot, its name, replies to it."""
        topic = content.pop("topic", None)
        if topic is not None:
            content |= {"message_thread_id": topic, "is_topic_message": True}
        if mentions := [] if text.startswith("/") else mentions_in(text):
            content.setdefault("entities", mentions)
        message = self.build(user_id, text=text, chat=self.groups[chat_id], **content)
        self._seen[message["message_id"]] = message
        if self.me["can_read_all_group_messages"] or self._is_heard(message):
            await self.push({"message": message})
        return message

    def _is_heard(self, message: dict[str, Any]) -> bool:
        name, first = f"@{self.me['username']}", message["text"].split()[0]
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.me["id"]:
            return True
        return name in message["text"] or (first.startswith("/") and "@" not in first)

    async def press(self, message: dict[str, Any], label: str, user_id: int | None = None) -> str:
        """Press the button that carries `label`; the id of the callback query."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button for row in rows for button in row if label in button["text"])
        return await self.press_data(message, data["callback_data"], user_id)

    async def press_data(
        self, message: dict[str, Any], data: str, user_id: int | None = None
    ) -> str:
        """The same with any data: a forged button."""
        query_id = f"query-{next(self._message_ids)}"
        self._queries.add(query_id)
        query = {
            "id": query_id,
            "from": person(user_id or message["chat"]["id"]),
            "message": message,
            "chat_instance": "1",
            "data": data,
        }
        await self.push({"callback_query": query})
        return query_id

    async def type_inline(self, user_id: int, typed: str) -> str:
        """Type "@bot ..." somewhere; the id of the query."""
        query_id = f"inline-{next(self._message_ids)}"
        self._queries.add(query_id)
        query = {"id": query_id, "from": person(user_id), "query": typed, "offset": ""}
        await self.push({"inline_query": query})
        return query_id

    async def offered(self, query_id: str) -> dict[str, Any]:
        """Wait until an inline query is answered; the answer: `results`, `button` and so on."""
        await self.wait_for(lambda: query_id in self.offers)
        return self.offers[query_id]

    async def push(self, update: dict[str, Any], update_id: int | None = None) -> int:
        """Queue a raw update; with a known `update_id` it is a duplicate."""
        number = next(self._update_ids) if update_id is None else update_id
        for content in update.values():
            if isinstance(content, dict) and isinstance(content.get("from"), dict):
                self._people.add(content["from"]["id"])
        self._updates.append({"update_id": number, **(shortened(update) if self.terse else update)})
        await self.notify()
        return number

    # --- tests ----------------------------------------------------------------------------

    def fault(self, method: str, kind: str, value: int = 0) -> Fault:
        """The next call of `method` that no other fault takes goes wrong."""
        fault = Fault(kind, value)
        self._faults[method].append(fault)
        return fault

    async def wait_for(self, condition: Callable[[], Any]) -> Any:
        """Wait until `condition()` is true; its value."""
        async with asyncio.timeout(PATIENCE), self._changed:
            return await self._changed.wait_for(condition)

    async def replies(self, chat_id: int, number: int) -> list[dict[str, Any]]:
        """Wait until the bot has sent so many messages to a chat; all of them."""
        await self.wait_for(lambda: len(self.messages[chat_id]) >= number)
        return list(self.messages[chat_id])

    async def alert(self, query_id: str) -> str:
        """Wait until a press was answered; the text it showed."""
        await self.wait_for(lambda: query_id in self.alerts)
        return self.alerts[query_id]

    async def notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def made(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of a method."""
        return [call.params for call in self.calls if call.method == method]

    # --- the API --------------------------------------------------------------------------

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if self.gone and request.transport:
            request.transport.abort()
            self.turned_away.append(method)
            await self.notify()
            return web.Response()
        params = {**request.query, **await request.post()}
        self.calls.append(Call(method, params))
        await self.notify()
        try:
            result = await self._faulty(request, method, params)
        except Refused as refused:
            if self.terse:
                refused.body.pop("parameters", None)
            status = 200 if self.terse else refused.body["error_code"]
            return web.json_response(refused.body, status=status)
        except Exception as error:  # aiohttp would answer 500 and the bot just try again
            self.failures.append(f"{method}: {error!r}")
            raise
        finally:
            await self.notify()
        if isinstance(result, web.StreamResponse):
            return result
        result = shortened(result) if self.terse else result
        return web.json_response({"ok": True, "result": result})

    async def _faulty(self, request: web.Request, method: str, params: dict[str, Any]) -> Any:
        waiting = self._faults[method]
        fault = waiting.popleft() if waiting else Fault("")
        fault.reached.set()
        if fault.kind.startswith("hold"):
            await fault.release.wait()
        if fault.kind == "status":
            raise Refused(fault.value, "Internal Server Error")
        if fault.kind == "html":
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        if fault.kind.endswith("retry"):
            description = f"Too Many Requests: retry after {fault.value}"
            raise Refused(429, description, retry_after=fault.value)
        result = None if fault.kind == "drop" else await self._call(request, method, params)
        if fault.kind == "apply-hold":
            await self.notify()
            await fault.release.wait()
        if fault.kind.endswith("drop") and request.transport:
            request.transport.abort()
        return result

    async def _call(self, request: web.Request, method: str, params: dict[str, Any]) -> Any:
        if request.match_info["token"] != self.token:
            raise Refused(401, "Unauthorized")
        if method == "editEphemeralMessageText" and not self.whispers:
            raise Refused(404, "Not Found")
        if method in self.lacking:
            raise Refused(404, "Not Found")
        if method not in METHODS:
            self.failures.append(f"unknown method {method}")
            raise Refused(404, "Not Found")
        unknown = set(params) - METHODS[method]
        if unknown:
            self.failures.append(f"{method}: unknown parameters {sorted(unknown)}")
        handler: Callable[[dict[str, Any]], Any] = getattr(self, f"_{method}")
        result = handler(params)
        return await result if asyncio.iscoroutine(result) else result

    def _getMe(self, _: dict[str, Any]) -> dict[str, Any]:
        return self.me

    def _getChatMember(self, params: dict[str, Any]) -> dict[str, Any]:
        chat_id, person_id = self._chat(params), integer(params, "user_id")
        if (chat_id, person_id) in self.admins:
            return {"status": "creator", "user": person(person_id), "is_anonymous": False}
        status = "left" if (chat_id, person_id) in self.outside else "member"
        return {"status": status, "user": person(person_id)}

    def _getFile(self, params: dict[str, Any]) -> dict[str, Any]:
        file_id = params.get("file_id", "")
        if file_id not in self.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(self.files[file_id]) > DOWNLOAD:
            raise bad("file is too big")
        return {"file_id": file_id, "file_unique_id": file_id[2:], "file_path": file_id}

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["path"])
        if request.match_info["token"] != self.token or content is None:
            return web.Response(status=404)
        return web.Response(body=content)

    def _deleteWebhook(self, _: dict[str, Any]) -> bool:
        self._unhook()
        return True

    def _setWebhook(self, params: dict[str, Any]) -> bool:
        if not params["url"].startswith(("https://", "http://127.0.0.1:")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        self._unhook()
        self.hook = params
        self._posting = asyncio.create_task(self._post(params))
        return True

    def _getWebhookInfo(self, _: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": self.hook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    def _unhook(self) -> None:
        if self._posting:
            self._posting.cancel()
        self._posting, self.hook = None, {}

    async def _post(self, hook: dict[str, Any]) -> None:
        """Post one update after another; one that is not taken again and again."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret_token"]}
        async with ClientSession() as session:
            while True:
                async with self._changed:
                    await self._changed.wait_for(lambda: self._updates)
                update, status = self._updates[0], 0
                with suppress(ClientError):
                    async with session.post(hook["url"], json=update, headers=headers) as answer:
                        status = answer.status
                self.posted.append(status)
                if status == 200:
                    self._updates.remove(update)
                    self.confirmed = max(self.confirmed, update["update_id"] + 1)
                else:
                    await asyncio.sleep(0.02)  # nothing tells when the bot is there again
                await self.notify()

    async def _getUpdates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        offset = integer(params, "offset", 0)
        if offset < 0:
            self.failures.append("getUpdates: a negative offset forgets updates")
        if self.hook:
            raise Refused(409, HOOKED)
        self.confirmed = max(self.confirmed, offset)
        self._updates = [u for u in self._updates if u["update_id"] >= offset]
        if self._poll:
            self._poll.set()
        ended = self._poll = asyncio.Event()
        try:
            async with asyncio.timeout(integer(params, "timeout", 0)), self._changed:
                self._changed.notify_all()
                await self._changed.wait_for(lambda: self._updates or ended.is_set())
        except TimeoutError:
            pass
        if ended.is_set():
            raise Refused(409, CONFLICT)
        self._poll = None
        return self._updates[: integer(params, "limit", 100)]

    def _sendMessage(self, params: dict[str, Any]) -> dict[str, Any]:
        chat_id = self._chat(params)
        message = {
            "message_id": next(self._message_ids),
            "from": ME,
            "chat": self.groups.get(chat_id) or private(chat_id),
            "date": 1_700_000_000,
            **content(params),
        }
        if topic := self._topic(params, chat_id):
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if replied := self._replied(params):
            message["reply_to_message"] = replied
        if "receiver_user_id" in params and self.whispers != "ignored":
            return self._whisper(integer(params, "receiver_user_id"), chat_id, message)
        self._seen[message["message_id"]] = message
        self.messages[chat_id].append(message)
        return message

    def _whisper(self, receiver: int, chat_id: int, message: dict[str, Any]) -> dict[str, Any]:
        if not self.whispers:
            self.failures.append("sendMessage: receiver_user_id, which shows it to everybody")
        if chat_id not in self.groups or (chat_id, self.me["id"]) not in self.admins:
            raise bad("BOT_NOT_ADMIN")
        number = {"message_id": 0, "ephemeral_message_id": message["message_id"]}
        self.whispered[receiver].append({**message, **number, "receiver_user": person(receiver)})
        return self.whispered[receiver][-1]

    def _editEphemeralMessageText(self, params: dict[str, Any]) -> bool:
        self._chat(params)
        number = integer(params, "ephemeral_message_id")
        sent = self.whispered[integer(params, "receiver_user_id")]
        found = [each for each in sent if each["ephemeral_message_id"] == number]
        if not found:
            raise bad("message to edit not found")
        found[0].update(content(params))
        return True

    def _sendDocument(self, params: dict[str, Any]) -> dict[str, Any]:
        chat_id, sent = self._chat(params), params["document"]
        message = {
            "message_id": next(self._message_ids),
            "from": ME,
            "chat": self.groups.get(chat_id) or private(chat_id),
            "date": 1_700_000_000,
            "document": {"file_id": "d", "file_unique_id": "d", "file_name": sent.filename},
            "caption": params.get("caption", ""),
        }
        self.messages[chat_id].append({**message, "text": sent.file.read().decode()})
        return message

    def _topic(self, params: dict[str, Any], chat_id: int) -> int | None:
        """The topic to write to. The General one, number 1, is written to without a number."""
        if "message_thread_id" not in params:
            return None
        topic = integer(params, "message_thread_id")
        if topic not in self._topics[chat_id]:
            raise bad("message thread not found")
        return topic

    def _replied(self, params: dict[str, Any]) -> dict[str, Any] | None:
        wanted = parsed(params, "reply_parameters")
        if wanted is None:
            return None
        replied = self._seen.get(wanted["message_id"])
        if replied is None and not wanted.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        # Telegram does not nest replies.
        return replied and {k: v for k, v in replied.items() if k != "reply_to_message"}

    def _editMessageText(self, params: dict[str, Any]) -> dict[str, Any]:
        chat_id, message_id = self._chat(params), integer(params, "message_id")
        sent = [m for m in self.messages[chat_id] if m["message_id"] == message_id]
        if not sent:
            raise bad("message to edit not found")
        fresh = content(params)
        kept = {key: sent[0].get(key) for key in ("text", "entities", "reply_markup")}
        if kept == {**dict.fromkeys(kept), **fresh}:
            raise bad(NOT_MODIFIED)
        index = self.messages[chat_id].index(sent[0])
        base = {key: value for key, value in sent[0].items() if key not in kept}
        self.messages[chat_id][index] = {**base, **fresh, "edit_date": 1_700_000_001}
        return self.messages[chat_id][index]

    def _editMessageReplyMarkup(self, params: dict[str, Any]) -> dict[str, Any]:
        chat_id, message_id = self._chat(params), integer(params, "message_id")
        sent = [m for m in self.messages[chat_id] if m["message_id"] == message_id]
        if not sent:
            raise bad("message to edit not found")
        markup = parsed(params, "reply_markup")
        check_buttons(markup["inline_keyboard"])
        if markup == sent[0].get("reply_markup"):
            raise bad(NOT_MODIFIED)
        sent[0]["reply_markup"] = markup
        return sent[0]

    def _answerInlineQuery(self, params: dict[str, Any]) -> bool:
        query_id, results = params.get("inline_query_id", ""), parsed(params, "results")
        if query_id not in self._queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(results) > 50:
            raise bad("RESULTS_TOO_MUCH")
        ids = [result["id"] for result in results]
        if len(set(ids)) < len(ids):
            raise bad("RESULT_ID_DUPLICATE")
        for result in results:
            if not 1 <= len(result["id"].encode()) <= 64:
                raise bad("RESULT_ID_INVALID")
            made = dict(result["input_message_content"])
            packed = {
                "text": made["message_text"],
                "entities": json.dumps(made.get("entities", [])),
            }
            content({**packed, "reply_markup": json.dumps(result["reply_markup"])})
        self.offers[query_id] = {
            "results": results,
            "button": parsed(params, "button"),
            "cache_time": params.get("cache_time"),
            "is_personal": params.get("is_personal"),
        }
        return True

    def _setMyCommands(self, params: dict[str, Any]) -> bool:
        commands, scope = parsed(params, "commands"), parsed(params, "scope")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        if scope["type"] == "chat" and scope["chat_id"] not in self._people:
            raise bad("chat not found")
        self.menus[scope["type"], params.get("language_code", "")] = commands
        return True

    def _answerCallbackQuery(self, params: dict[str, Any]) -> bool:
        query_id, text = params.get("callback_query_id", ""), params.get("text", "")
        if query_id not in self._queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(text) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.alerts[query_id] = text
        return True

    def _sendMessageDraft(self, params: dict[str, Any]) -> bool:
        self._chat(params)
        if integer(params, "draft_id") == 0:
            raise bad("draft_id must be non-zero")
        content(params)
        return True

    def _sendChatAction(self, params: dict[str, Any]) -> bool:
        if not (self.typing_to_strangers and integer(params, "chat_id") in self.strangers):
            self._topic(params, self._chat(params))
        if params.get("action") not in ACTIONS:
            raise bad("wrong parameter action in request")
        return True

    def _chat(self, params: dict[str, Any]) -> int:
        chat_id = integer(params, "chat_id")
        if chat_id in self.upgraded:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, description, migrate_to_chat_id=self.upgraded[chat_id])
        if chat_id in self.groups:
            return chat_id
        if chat_id in self.strangers:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        if chat_id not in self._people:
            raise bad("chat not found")
        if chat_id in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat_id


ME = {
    "id": int(TOKEN.partition(":")[0]),
    "is_bot": True,
    "first_name": "Tra cứu",
    "username": "tracuu_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}


_SPARE = {
    *("date", "first_name", "chat_instance", "entities", "file_unique_id", "old_chat_member"),
    *("width", "height", "duration"),
}


def shortened(value: Any, name: str = "") -> Any:
    """The same without what Telegram always sends and a client can do without."""
    if isinstance(value, list):
        return [shortened(each, name) for each in value]
    if not isinstance(value, dict):
        return value
    spare = _SPARE | ({"type"} if name == "chat" else set())
    return {
        key: shortened(content, key)
        for key, content in value.items()
        if key not in spare and content is not False
    }


def private(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "type": "private", "first_name": f"Người {user_id}"}


def mentions_in(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram makes of "@name"."""
    return [
        {"type": "mention", "offset": utf16(text[: match.start()]), "length": len(match[0])}
        for match in re.finditer(r"@\w+", text)
    ]


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def person(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": f"Người {user_id}"}


def integer(params: dict[str, Any], name: str, default: int | None = None) -> int:
    try:
        value = params[name] if default is None else params.get(name, default)
        return int(value)
    except (KeyError, ValueError):
        raise bad(f"parameter {name} is missing or not a number") from None


def parsed(params: dict[str, Any], name: str) -> Any:
    try:
        return json.loads(params[name]) if name in params else None
    except ValueError:
        raise bad(f"can't parse {name} JSON object") from None


def content(params: dict[str, Any]) -> dict[str, Any]:
    """The checked text, entities and buttons of a message."""
    text = params.get("text", "")
    if not text.strip():
        raise bad("message text is empty")
    if len(text) > LIMIT:
        raise bad("message is too long")
    made: dict[str, Any] = {"text": text}
    if entities := parsed(params, "entities"):
        made["entities"] = [check_entity(text.encode("utf-16-le"), one) for one in entities]
    markup = parsed(params, "reply_markup")
    if markup and markup.get("force_reply") is not True:  # which a message does not show
        check_buttons(markup["inline_keyboard"])
        made["reply_markup"] = markup
    return made


def check_entity(text: bytes, entity: dict[str, Any]) -> dict[str, Any]:
    """Offsets count UTF-16 code units; `text` is UTF-16, two bytes each."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    if entity["type"] not in ENTITY_TYPES or start < 0 or end <= start:
        raise bad("can't parse entities: unsupported or empty entity")
    if end > len(text) // 2:
        raise bad(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text "
            f"at UTF-16 offset {end}"
        )
    for position, what in ((start, "begins"), (end, "ends")):
        if 0xDC00 <= int.from_bytes(text[position * 2 : position * 2 + 2], "little") <= 0xDFFF:
            raise bad(f"entity {what} in a middle of a UTF-16 symbol")
    return entity


def check_buttons(rows: list[list[dict[str, Any]]]) -> None:
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise bad("inline keyboard button text must be non-empty")
        kinds = {"callback_data", "url", "copy_text", "switch_inline_query_current_chat"}
        if len(kinds & set(button)) != 1:
            raise bad("text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if not 1 <= utf16(button.get("copy_text", {"text": "-"})["text"]) <= 256:
            raise bad("BUTTON_COPY_TEXT_INVALID")
