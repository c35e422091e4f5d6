"""The bot as a subprocess against the fake server."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot import texts
from tests.bot.run_register_bot import opened
from tests.telegram_server import ME, PATIENCE, TOKEN, TelegramServer

ROOT = Path(__file__).parents[2]
OWNER = 1001
HELP = texts.HELP.format(username=ME["username"])  # how /help begins
SECRET = TOKEN.partition(":")[2]
FAKE_BOT = ("-m", "tests.bot.run_fake_bot")
REGISTER_BOT = ("-m", "tests.bot.run_register_bot")

StartBot = Callable[..., Awaitable["BotProcess"]]


class BotProcess:
    """A running bot and everything it has printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.output = ""
        self._changed = asyncio.Condition()
        self._reader = asyncio.create_task(self._read())

    async def printed(self, text: str) -> None:
        """Wait until the output holds `text`."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: text in self.output or self._reader.done())
        assert text in self.output, self.output

    async def end(self, number: signal.Signals | None = None) -> int:
        """Send a signal if given and wait for the end; the exit status."""
        if number is not None and self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            await self._reader
            return await self.process.wait()

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            async with self._changed:
                self.output += line.decode()
                self._changed.notify_all()
        async with self._changed:
            self._changed.notify_all()


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running
        assert running.failures == []


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Gives a new data folder the indexed samples, which are read once for all tests."""
    made = tmp_path_factory.mktemp("samples") / "data"

    def copy(folder: Path) -> None:
        if not made.exists():
            opened(made).close()
        if not folder.exists():
            shutil.copytree(made, folder)

    return copy


@pytest.fixture
async def start_bot(
    server: TelegramServer, tmp_path: Path, samples: Callable[[Path], None]
) -> AsyncIterator[StartBot]:
    """Start a bot with more environment if wanted; at the end none lives, none told its token."""
    started: list[BotProcess] = []

    async def start(*command: str, **environment: str) -> BotProcess:
        if command == REGISTER_BOT:
            samples(tmp_path / "data")
        bot = BotProcess(
            await asyncio.create_subprocess_exec(
                sys.executable,
                *(command or FAKE_BOT),
                cwd=ROOT,
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONWARNINGS": "error",
                    "TELEGRAM_BOT_TOKEN": TOKEN,
                    "TRACUU_TELEGRAM_API": server.root,
                    "TRACUU_OWNER_IDS": str(OWNER),
                    "TRACUU_DATA": str(tmp_path / "data"),
                    "TRACUU_LOG_LEVEL": "DEBUG",
                    **environment,
                },
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
        )
        started.append(bot)
        return bot

    yield start
    for bot in started:
        await bot.end(signal.SIGKILL)
        print(bot.output)  # pytest shows it when the test has failed
    for bot in started:
        assert SECRET not in bot.output
    assert_secret_in_no_file(tmp_path)


def assert_secret_in_no_file(folder: Path) -> None:
    for path in filter(Path.is_file, folder.rglob("*")):
        with suppress(FileNotFoundError):  # what a bot that was killed had started may still end
            assert SECRET.encode() not in path.read_bytes()


@pytest.fixture
async def bot(start_bot: StartBot) -> BotProcess:
    return await start_bot()


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """A named pipe at which the stand-in waits."""
    path = tmp_path / "gate"
    os.mkfifo(path)
    return path


@asynccontextmanager
async def at_the_gate(gate: Path) -> AsyncIterator[None]:
    """Wait until a question waits at the gate, and let it through at the end."""
    opening = asyncio.ensure_future(asyncio.to_thread(os.open, gate, os.O_WRONLY))
    if not (await asyncio.wait([opening], timeout=PATIENCE))[0]:
        os.close(os.open(gate, os.O_RDONLY | os.O_NONBLOCK))  # or its thread waited for ever
        os.close(await opening)
        raise AssertionError("no question came to the gate")
    yield
    os.close(await opening)


async def open_gate(gate: Path) -> None:
    """Wait until a question waits at the gate, and let it through."""
    async with at_the_gate(gate):
        pass
