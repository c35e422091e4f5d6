"""The composition root of the Telegram bot: builds everything once, runs it, takes it down."""

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from typing import Any, TypeVar

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot import chatlog, errands, inbox, presence, rounds, texts, webhook
from bot.access import Access
from bot.calls import Call
from bot.desk import Desk, Handle, Manners
from bot.ephemeral import Known
from bot.handlers import following, menus, routing, signs, table
from bot.handlers.context import Context, Library, Limits, Read, Reword, Store, unworded
from bot.health import Health
from bot.health import application as watching
from bot.indexing import Indexing
from bot.lanes import Me
from bot.limits import Limit
from bot.membership import Admins
from bot.messages import Message
from bot.metrics import Metrics
from bot.pacing import POLITE, Pace, Pacer
from bot.presence import Place, Presence
from bot.sending import Sender, sleeper, stopped, wait_after
from bot.serving import PortTaken, listening
from bot.transport import Request
from bot.updates import Job, Updates
from bot.webhook import Hook, NoWebhook
from bot.worker import Worker
from config import logs
from config.settings import Settings, SettingsError
from index.errors import TracuuError
from retrieval import chat_wording
from retrieval.generation import open_writer
from retrieval.types import Reader

log = logging.getLogger(__name__)

T = TypeVar("T")

# An answer that arrives late is better than one that is doubtful, so wait for long.
READ_SECONDS = 30.0
# systemd's TimeoutStopSec must be longer.
FINISH_SECONDS = 20.0
# Signs are left out when so much of what may be sent is used: answers come before them, and that
# a question was heard before that it is still worked on.
FIRST_SIGN, NEXT_SIGN = 0.8, 0.3
# The command line, as a process of its own.
TRACUU = (sys.executable, "-m", "bot")
# Answers that a language model writes side by side.
WRITERS = 4
# The exit status of a wrong token or setting (EX_CONFIG of sysexits.h): trying again is no use.
BAD_SETTINGS = 78
# Where a webhook's secret is kept that no setting names.
SECRET = "webhook.secret"  # noqa: S105


def run_bot(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; the exit status."""

    def open_library() -> Library:
        from retrieval.library import open_library  # loads the embedding model's packages

        key = settings.llm_key.get_secret_value()
        writer = open_writer(settings.llm_url, settings.llm_model, key, settings.llm_seconds)
        return open_library(settings.data, settings.embedding_model, writer)

    return run(settings, open_library)


def run(
    settings: Settings,
    open_library: Callable[[], Library],
    clock: Callable[[], float] = time.time,
    pace: Pace = POLITE,
    tracuu: Sequence[str] = TRACUU,
    round_seconds: float = rounds.SECONDS,
) -> int:
    """The same with another library, another clock (Unix seconds) for what is remembered, another
    pace of sending, another command line by which documents are changed, and other rounds.
    Failures become one sentence on standard error."""
    try:
        token = settings.token()
        if token is None:
            return _fail(texts.NO_TOKEN, BAD_SETTINGS)
        # Deprecated otherwise: python-telegram-bot is to give durations as timedelta.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        hook = _hook(settings)
        secrets = [token, settings.llm_key.get_secret_value(), hook.secret if hook else ""]
        logs.set_up(settings.level, secrets, as_json=settings.log_format == "json")
        asyncio.run(_serve(settings, token, hook, open_library, clock, pace, tracuu, round_seconds))
    except SettingsError as error:
        return _fail(str(error), BAD_SETTINGS)
    except InvalidToken:  # its message holds the token
        return _fail(texts.BAD_TOKEN, BAD_SETTINGS)
    except PortTaken as error:
        return _fail(texts.PORT_TAKEN.format(port=error.port))
    except NoWebhook as error:
        return _fail(texts.WEBHOOK_REFUSED.format(reason=error), BAD_SETTINGS)
    except TracuuError as error:
        log.debug("stopped", exc_info=error)
        return _fail(texts.describe(error))
    except Exception:
        log.exception("stopped")
        return _fail(texts.BOT_BROKEN)
    return 0


async def _serve(
    settings: Settings,
    token: str,
    hook: Hook | None,
    open_library: Callable[[], Library],
    clock: Callable[[], float],
    pace: Pace,
    tracuu: Sequence[str],
    round_seconds: float,
) -> None:
    stop = _stop_on_signal()
    store_thread, library_thread = Worker("updates"), Worker("library")
    standing_thread = Worker("standing")
    writing_threads = Worker("writing", WRITERS)
    polling_request = _request()
    bot = _bot(settings.telegram_api, token, polling_request)
    try:
        memory = 60.0 * settings.memory_minutes
        store = await store_thread.run(Updates, settings.data, memory, clock)
        library = await library_thread.run(open_library)
        if (me := await _connect(bot, stop, polling=hook is None)) is not None:
            metrics, pacer = Metrics(), Pacer(sleeper(stop), pace)
            stored = _stored(store, store_thread)
            admins = Admins(bot)
            access = _access(settings, admins)
            access.know(*await stored(lambda store: (store.members.all(), store.members.doors())))
            signing = Presence(_typing(bot, pacer, metrics))
            limits = Limits(Limit(settings.person_per_minute), Limit(settings.group_per_minute))
            read = _reading(library, library_thread)
            context = Context(
                bot,
                me,
                access,
                read,
                write=lambda answer, show: writing_threads.run(library.write, answer, show),
                reword=_rewording(settings, writing_threads),
                store=stored,
                admins=admins,
                presence=signing,
                indexing=Indexing(tracuu, settings.data),
                limits=limits,
                whispers=Known(bot),
            )
            standing = await standing_thread.run(library.standing)

            async def stands(call: Call) -> bool:
                reader = await table.reader(context, call.reader)
                return await standing_thread.run(standing, reader, call.cites)

            sender = Sender(bot, store, store_thread, stop, pacer, metrics, stands)
            manners = _manners(_handler(context), context)
            desk = Desk(store, store_thread, manners, sender, signing, metrics)
            health = Health(
                "webhook" if hook else "polling",
                metrics,
                note=lambda kind: store_thread.run(store.note, kind),
                backlog=lambda: store_thread.run(store.backlog),
            )

            async def receive(raw: list[dict[str, Any]]) -> None:
                said = list(chatlog.messages(raw))
                if said:  # before Telegram hears that they arrived
                    await store_thread.run(store.chats.keep, said)
                await desk.accept(inbox.arrivals(raw, me))

            registering = asyncio.create_task(menus.register(bot, routing.COMMANDS, access.admins))
            async with AsyncExitStack() as ports:
                ports.callback(registering.cancel)
                if settings.metrics_port:
                    await ports.enter_async_context(
                        listening(watching(health), settings.metrics_port)
                    )
                if hook is None:
                    receiving = inbox.poll(inbox.fetcher(bot, polling_request), receive, health)
                else:
                    taking = webhook.application(hook, receive, metrics)
                    await ports.enter_async_context(listening(taking, settings.webhook_port))
                    receiving = webhook.keep(bot, hook, health, stop)
                looking = rounds.go(_rounds(context), desk.wake, stop, round_seconds)
                await _until_stopped(desk, receiving, looking, ports, stop)
            await standing_thread.run(standing.close)
        await library_thread.run(library.close)
        await store_thread.run(store.close)
        log.info(texts.BOT_STOPPED)
    finally:
        await bot.shutdown()
        store_thread.stop()
        library_thread.stop()
        standing_thread.stop()
        writing_threads.stop()


def _hook(settings: Settings) -> Hook | None:
    """The webhook that the settings ask for."""
    if not settings.webhook_url:
        return None
    secret = settings.webhook_secret(lambda: webhook.kept_secret(settings.data / SECRET))
    return Hook(settings.webhook_url, secret)


async def _until_stopped(
    desk: Desk,
    receiving: Coroutine[Any, Any, None],
    looking: Coroutine[Any, Any, None],
    ports: AsyncExitStack,
    stop: asyncio.Event,
) -> None:
    """Receive and serve; on the signal, or when either fails, finish what was begun."""
    tasks = [
        asyncio.create_task(receiving),
        asyncio.create_task(looking),
        asyncio.create_task(desk.run()),
        asyncio.create_task(stop.wait()),
    ]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    await ports.aclose()  # nothing new comes in while the rest is finished
    await desk.finish(FINISH_SECONDS)
    for task in done:
        task.result()  # raises what it failed with


def _stored(store: Updates, thread: Worker) -> Store:
    def run(ask: Callable[[Updates], T]) -> Awaitable[T]:
        return thread.run(ask, store)

    return run


def _access(settings: Settings, admins: Admins) -> Access:
    access = Access(settings.owner_ids, settings.access == "open", admins.inside)
    if not (access.owner_ids or access.everyone):
        log.warning(texts.NO_OWNERS)
    return access


def _manners(handle: Handle, context: Context) -> Manners:
    access, me = context.access, context.me

    def place(body: dict[str, Any]) -> Place | None:
        return signs.place(body) if access.may_ask(signs.sender(body)) else None

    async def gone(job: Job, chats: Collection[int]) -> list[Call]:
        if errands.NAME in job.body:  # nobody asked: told anew, without what was removed
            return [call for call in await handle(job) if call.chat in chats]
        return routing.gone(job.body, chats)

    def report(count: int) -> list[Call]:
        return context.tell(access.admins, lambda: Message(texts.SET_ASIDE.format(count=count)))

    return Manners(
        handle,
        apologise=lambda job: routing.apology(job.body, me),
        doubt=lambda job: routing.apology(job.body, me, texts.DOUBTFUL),
        gone=gone,
        place=place,
        report=report,
    )


def _typing(bot: Bot, pacer: Pacer, metrics: Metrics) -> presence.Show:
    """Shows "typing" as far as Telegram's limits leave room for it."""

    async def show(place: Place, first: bool) -> None:
        chat, topic = place
        if not pacer.spare(chat, FIRST_SIGN if first else NEXT_SIGN):
            return
        with metrics.reaction.time(), suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=topic)

    return show


def _rounds(context: Context) -> list[rounds.Round]:
    return [
        lambda: following.look(context),
        lambda: context.store(lambda store: store.bulletins.due()),
    ]


def _reading(library: Library, thread: Worker) -> Read:
    def read(reader: Reader, ask: Callable[[Library], T], *, long: bool = False) -> Awaitable[T]:
        run = thread.run_last if long else thread.run
        return run(lambda: ask(library.seen_by(reader)))

    return read


def _rewording(settings: Settings, threads: Worker) -> Reword:
    """Puts the summaries of groups in a language model's words, where one is set up."""
    key = settings.llm_key.get_secret_value()
    url, model, seconds = settings.llm_url, settings.llm_model, settings.llm_seconds
    writer = open_writer(url, model, key, seconds, chat_wording.PROMPT)
    if writer is None:
        return unworded
    return lambda summary: threads.run(chat_wording.reworded, summary, writer)


def _handler(context: Context) -> Handle:
    return lambda job: routing.respond(job.body, context, overflow=job.overflow)


async def _connect(bot: Bot, stop: asyncio.Event, polling: bool) -> Me | None:
    """Greet the server, however long it takes to be there; None when the bot is to stop before.
    Raises `InvalidToken`."""
    tries = 0
    while not stop.is_set():
        try:
            await bot.initialize()
            if polling:
                with suppress(EndPointNotFound):
                    await bot.delete_webhook()  # a forgotten one would refuse every getUpdates
            log.info(texts.BOT_STARTED.format(username=bot.username))
            return Me(bot.id, bot.username)
        except InvalidToken:
            raise
        except TelegramError as error:
            tries += 1
            if tries == 1:
                log.warning("%s (%s)", texts.NO_NETWORK, error)
            await stopped(stop, wait_after(error, tries))
    return None


def _bot(api: str, token: str, polling_request: Request) -> Bot:
    return Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=_request(),
        get_updates_request=polling_request,
    )


def _request() -> Request:
    return Request(read_timeout=READ_SECONDS, pool_timeout=READ_SECONDS)


def _stop_on_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def _fail(sentence: str, status: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return status
