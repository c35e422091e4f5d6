"""The real bot against the tests' Telegram server, over HTTP: waiting times and memory.

python -m benchmarks.live DATA QUESTIONS        prints one JSON object
"""

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from benchmarks.corpora import questions
from tests.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[1]
PERSON = 1001
MEGABYTE = 1 << 20


async def measure(data: Path, count: int) -> dict[str, Any]:
    asked = questions(data, count)
    async with TelegramServer() as server:
        began = time.perf_counter()
        bot = await _start(data, server.root)
        try:
            waits = [await _ask(server, question) for question in asked]
            first = waits[0][1] - began
            memory = _memory(psutil.Process(bot.pid))
        finally:
            bot.send_signal(signal.SIGTERM)
            await bot.wait()
        if server.failures:
            raise SystemExit("\n".join(server.failures))
    milliseconds = [1000 * (end - start) for start, end in waits[1:]]
    return {"first_s": first, "waits_ms": milliseconds, **memory}


async def _start(data: Path, root: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--data", str(data), "bot"),
        cwd=ROOT,
        env={
            **os.environ,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TRACUU_TELEGRAM_API": root,
            "TRACUU_ACCESS": "open",
            "TRACUU_LOG_LEVEL": "ERROR",
        },
    )


async def _ask(server: TelegramServer, question: str) -> tuple[float, float]:
    """When the question was sent, and when its answer had arrived."""
    before = len(server.messages[PERSON])
    start = time.perf_counter()
    await server.say(PERSON, question)
    await server.replies(PERSON, before + 1)
    return start, time.perf_counter()


def _memory(process: psutil.Process) -> dict[str, float]:
    """Megabytes resident, and of those the part that no other process shares."""
    info = process.memory_full_info()
    return {"rss_mb": info.rss / MEGABYTE, "uss_mb": info.uss / MEGABYTE}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1]), int(sys.argv[2])))))
