"""`make faults`: what goes wrong between a question and its answer, and how often it is answered.

    python -m benchmarks.faults [WORDS]         only faults whose names hold these words

The running bot, with a stand-in for the documents, is killed at chosen points and meets a
Telegram that throttles, fails, drops and repeats. Every question has to end with one answer; where
Telegram's own answer was lost, with one repeat at the most. The exit status is 1 otherwise.
"""

import asyncio
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot import texts
from tests.bot.run_killed_bot import CERTAIN, POINTS
from tests.bot.stand_in import PARTS
from tests.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[1]
PEOPLE = range(1001, 1006)
QUESTIONS = 3  # of each
AWAY = float(os.environ.get("AWAY") or 60)  # seconds without a network
PATIENCE = 120.0
ROUNDS = 3  # of questions while two bots poll
ANSWER = PARTS[0].strip()
HELP = texts.HELP.partition("\n")[0]
END = "/help"  # replies keep their order: whatever was to come before it has come


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the questions asked: answered once, repeated once, more often, never; and apologies."""

    asked: int
    once: int
    repeated: int
    more: int
    lost: int
    apologies: int

    def good(self, repeats: bool, apologies: int) -> bool:
        allowed = self.repeated if repeats else 0
        answered = self.once + allowed + self.apologies
        return answered == self.asked and self.apologies == apologies


class Scene:
    """A server, a data folder, and bots that are started in it."""

    def __init__(self, server: TelegramServer, folder: Path, stack: AsyncExitStack) -> None:
        self.server, self.folder, self._stack = server, folder, stack
        self.asked: list[int] = []  # numbers of messages

    async def start(
        self, module: str = "tests.bot.run_fake_bot", **environment: str
    ) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module),
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TRACUU_TELEGRAM_API": self.server.root,
                "TRACUU_ACCESS": "open",
                "TRACUU_DATA": str(self.folder),
                "TRACUU_LOG_LEVEL": "WARNING",
                **environment,
            },
            stderr=None if os.environ.get("LOUD") else asyncio.subprocess.DEVNULL,
        )
        self._stack.push_async_callback(_end, process)
        return process

    async def ask(self, times: int = QUESTIONS, twice: bool = False) -> None:
        """Everybody asks at once, fewer questions in all than a person may have waiting."""
        for _ in range(times):
            for person in PEOPLE:
                message = self.server.build(person, text="Kinh phí là bao nhiêu?")
                self.asked.append(message["message_id"])
                self.server._seen[message["message_id"]] = message
                number = await self.server.push({"message": message})
                if twice:
                    await self.server.push({"message": message}, number)

    async def over(self) -> None:
        """Wait until nothing more is under way for anybody."""
        for person in PEOPLE:
            await self.server.say(person, END)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self.server._changed:
                await self.server._changed.wait_for(self._ended)

    async def answered(self) -> None:
        """Wait until every question has an answer, whatever comes twice."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self.server._changed:
                await self.server._changed.wait_for(lambda: not self.counts().lost)

    def _ended(self) -> bool:
        return all(
            any(message["text"].startswith(HELP) for message in self.server.messages[person])
            for person in PEOPLE
        )

    def counts(self) -> Counts:
        sent = [message for person in PEOPLE for message in self.server.messages[person]]
        answers = Counter(
            message["reply_to_message"]["message_id"]
            for message in sent
            if "reply_to_message" in message and ANSWER in message["text"]
        )
        times = Counter(answers[number] for number in self.asked)
        apologies = sum(message["text"] in (texts.FAILED, texts.DOUBTFUL) for message in sent)
        more = sum(count for often, count in times.items() if often > 2)
        lost = sum(not answers[number] for number in self.asked) - apologies
        return Counts(len(self.asked), times[1], times[2], more, lost, apologies)


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


Play = Callable[[Scene], Awaitable[None]]


def killed(point: str) -> Play:
    async def play(scene: Scene) -> None:
        await scene.ask()
        dying = await scene.start("tests.bot.run_killed_bot", KILL=point)
        async with asyncio.timeout(PATIENCE):
            if await dying.wait() != -signal.SIGKILL:
                raise SystemExit(f"not killed: {point}")
        await scene.start()

    return play


def faulty(kind: str, value: int = 0, calls: int = 10) -> Play:
    async def play(scene: Scene) -> None:
        for _ in range(calls):
            scene.server.fault("sendMessage", kind, value)
        await scene.start()
        await scene.ask()

    return play


async def storm(scene: Scene) -> None:
    for method, calls in (("sendMessage", 40), ("sendChatAction", 40), ("getUpdates", 2)):
        for _ in range(calls):
            scene.server.fault(method, "retry", 1)
    await scene.start()
    await scene.ask()


async def doubled(scene: Scene) -> None:
    await scene.start()
    await scene.ask(twice=True)


async def poisoned(scene: Scene) -> None:
    await scene.start()
    for strange in ({"message": None}, {"message": []}, {"callback_query": {}}, {}):
        await scene.server.push(strange)  # type: ignore[arg-type]
    broken = scene.server.build(PEOPLE[0], text="Kinh phí?")
    broken["entities"] = [{"type": "bold"}]
    scene.asked.append(broken["message_id"])
    await scene.server.push({"message": broken})
    await scene.ask()


async def two_pollers(scene: Scene) -> None:
    await scene.start()
    await scene.ask()
    await scene.answered()
    other = await scene.start(TRACUU_DATA=str(scene.folder / "other"))
    await scene.server.wait_for(lambda: scene.server.made("getMe")[1:])
    for _ in range(ROUNDS):  # the first while the other starts, the rest while both poll in turn
        await scene.ask()
        await scene.answered()
    await _end(other)


async def away(scene: Scene) -> None:
    await scene.start()
    await scene.ask()
    await scene.server.wait_for(lambda: scene.server.made("sendMessage"))
    scene.server.gone = True
    await asyncio.sleep(AWAY)
    scene.server.gone = False
    await scene.ask(times=1)


async def terminated(scene: Scene) -> None:
    bot = await scene.start()
    await scene.ask()
    await scene.server.wait_for(lambda: scene.server.made("sendMessage"))
    bot.send_signal(signal.SIGTERM)
    await bot.wait()
    await scene.start()


# Name, what happens, whether a repeat is allowed, apologies that are due.
FAULTS: list[tuple[str, Play, bool, int]] = [
    *((f"SIGKILL {point}", killed(point), point not in CERTAIN, 0) for point in POINTS),
    ("SIGTERM while answers are sent", terminated, False, 0),
    ("429 for 40 messages", storm, False, 0),
    ("500", faulty("status", 500), False, 0),
    ("502 with an HTML page", faulty("html"), False, 0),
    ("dropped before it was applied", faulty("drop", calls=5), False, 0),
    ("dropped before it was applied, and its repeat", faulty("drop"), False, 5),
    ("dropped after it was applied", faulty("apply-drop", calls=5), True, 0),
    ("updates delivered twice", doubled, False, 0),
    ("poison updates among them", poisoned, False, 1),
    ("a second poller", two_pollers, False, 0),
    (f"no network for {AWAY:g} s", away, True, 0),
]


@asynccontextmanager
async def _scene():  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory(prefix="tracuu-faults-") as folder:
        async with TelegramServer() as server, AsyncExitStack() as stack:
            yield Scene(server, Path(folder) / "data", stack)


async def run(name: str, play: Play, repeats: bool, apologies: int) -> bool:
    async with _scene() as scene:
        await play(scene)
        await scene.over()
        counts, failures = scene.counts(), scene.server.failures
    good = counts.good(repeats, apologies) and not failures
    print(
        f"{name:<50}{counts.asked:>4}{counts.once:>6}{counts.repeated:>9}{counts.more:>6}"
        f"{counts.lost:>6}{counts.apologies:>10}{'' if good else '   BAD'}",
        flush=True,
    )
    for failure in failures:
        print(f"  {failure}")
    return good


def main() -> None:
    print(f"{'':<49}asked  once repeated  more  lost apologies")
    wanted = " ".join(sys.argv[1:])
    results = [asyncio.run(run(*fault)) for fault in FAULTS if wanted in fault[0]]
    print(f"{sum(results)} of {len(results)} faults end well")
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
