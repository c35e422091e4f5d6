"""`make load`: an office at work, all at once, over HTTP on this machine.

    python -m benchmarks.load

The real bot runs as a process of its own against the tests' Telegram server, and writes no faster
than Telegram allows. People ask at a steady rate whatever the answers do; beside them some type
inline, and half-way a group asks in a burst. `DATA` names a data folder (it is copied), `DOCS`
documents to index; without either, documents are made up from the samples. `QUESTIONS` is how many
are asked (2000).

The exit status is 1 when an answer is lost, doubled or out of order.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import psutil

from benchmarks import corpora
from benchmarks.run import DATA, MEGABYTE, ROOT, indexed, machine, warn_if_busy
from bot import texts
from bot.updates import BACKLOG
from tests.telegram_server import ME, TOKEN, TelegramServer

PEOPLE, RATE, QUESTIONS = 200, 10.0, 2000
GROUP, BURST = -100200300, 20  # as many as a group may be sent in a minute
LATE = 90.0  # seconds without any answer after which the rest is lost
AIM = 2.0  # seconds, p95 to the answer, and to what is offered inline
TYPED = 20  # beside every so many questions somebody types one inline


@dataclass(slots=True)
class Asked:
    """A question: who asked where, and when (`time.monotonic`)."""

    person: int
    chat: int
    at: float


@dataclass(slots=True)
class Course:
    """What happened."""

    questions: dict[int, Asked] = field(default_factory=dict)  # by the number of the message
    inline: dict[str, float] = field(default_factory=dict)  # query id -> when it was typed
    memory: list[tuple[float, float]] = field(default_factory=list)  # seconds, megabytes
    processor: float = 0.0  # seconds that the bot used


async def run(count: int) -> bool:
    asked = corpora.questions(DATA, count + BURST)
    async with TelegramServer() as server:
        server.group(GROUP)
        bot = await _start(server.root)
        watched = psutil.Process(bot.pid)
        try:
            await _greet(server)
            course, used = Course(), _processor(watched)
            watching = asyncio.create_task(_watch(watched, course))
            await _office(server, course, asked[BURST:], asked[:BURST])
            await _answered(server, course)
            watching.cancel()
            course.processor = _processor(watched) - used
        finally:
            bot.send_signal(signal.SIGTERM)
            await bot.wait()
    return report(server, course)


async def _start(root: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "--data", str(DATA), "bot"),
        cwd=ROOT,
        env={
            **os.environ,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TRACUU_TELEGRAM_API": root,
            "TRACUU_ACCESS": "open",
            "TRACUU_LOG_LEVEL": "ERROR",
        },
    )


async def _greet(server: TelegramServer) -> None:
    """The first answer loads what is loaded once."""
    await server.say(1, "Kinh phí là bao nhiêu?")
    await server.replies(1, 1)


async def _office(
    server: TelegramServer, course: Course, private: list[str], burst: list[str]
) -> None:
    began = time.monotonic()
    for number, text in enumerate(private):
        await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
        person = 1000 + number % PEOPLE
        message = server.build(person, text=text)
        course.questions[message["message_id"]] = Asked(person, person, time.monotonic())
        await server.push({"message": message})
        server._seen[message["message_id"]] = message
        if number % TYPED == 0:
            at = time.monotonic()
            course.inline[await server.type_inline(9000 + number, text)] = at
        if number == len(private) // 2:
            for asker, words in enumerate(burst, 5000):
                text = f"@{ME['username']} {words}"
                at = time.monotonic()
                said = await server.speak(asker, GROUP, text)
                course.questions[said["message_id"]] = Asked(asker, GROUP, at)


async def _answered(server: TelegramServer, course: Course) -> None:
    """Wait for an answer to everything as long as any comes, and then for what comes too much."""
    known, since = -1, time.monotonic()
    while known < len(course.questions) and time.monotonic() - since < LATE:
        await asyncio.sleep(1)
        if (now := len(_answers(server))) > known:
            known, since = now, time.monotonic()
    await asyncio.sleep(3)


def _processor(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def _watch(process: psutil.Process, course: Course) -> None:
    began = time.monotonic()
    while True:
        resident = process.memory_info().rss / MEGABYTE
        course.memory.append((time.monotonic() - began, resident))
        await asyncio.sleep(1)


# --- what came of it -----------------------------------------------------------------------


def _answers(server: TelegramServer) -> dict[int, list[tuple[float, str]]]:
    """When messages were sent under a question, and their texts."""
    found: dict[int, list[tuple[float, str]]] = {}
    for call in server.calls:
        if call.method == "sendMessage" and "reply_parameters" in call.params:
            under = json.loads(call.params["reply_parameters"])["message_id"]
            found.setdefault(under, []).append((call.at, call.params["text"]))
    return found


def _offered(server: TelegramServer) -> dict[str, float]:
    """When each inline query was answered."""
    return {
        call.params["inline_query_id"]: call.at
        for call in server.calls
        if call.method == "answerInlineQuery"
    }


def report(server: TelegramServer, course: Course) -> bool:
    """Print it; whether nothing was lost, doubled or out of order."""
    answers = _answers(server)
    questions = course.questions
    unanswered = [number for number in questions if number not in answers]
    told = {chat for chat, sent in server.messages.items() if any(map(_refuses, sent))}
    refused = [number for number in unanswered if questions[number].chat in told]
    lost = [
        *(number for number in unanswered if number not in refused),
        *(query for query in course.inline if query not in _offered(server)),
    ]
    doubled = [
        number
        for number in questions
        if any(times > 1 for times in Counter(text for _, text in answers.get(number, [])).values())
    ]
    disordered = _disordered(course, answers)
    private = {n: q for n, q in questions.items() if q.chat > 0}
    spread = max(at for n in private for at, _ in answers.get(n, [])) - min(
        q.at for q in private.values()
    )
    print(f"{machine()}; {PEOPLE} people, {len(private)} questions, a group's {BURST} at once")
    print(f"  answered                  {len(private) / spread:8.1f} a second, asked {RATE:g}")
    first = _first_signs(server, private)
    _percentiles("to the first reaction", first)
    waits = [answers[n][0][0] - q.at for n, q in private.items() if n in answers]
    over = float(np.percentile(waits, 95)) > AIM
    _percentiles("to the answer", waits, f"aim: p95 <= {AIM:g} s" + ("   OVER" if over else ""))
    offered = _offered(server)
    typed = [offered[query] - at for query, at in course.inline.items() if query in offered]
    over = float(np.percentile(typed, 95)) > AIM
    _percentiles("to an inline offer", typed, f"of {len(course.inline)}" + "   OVER" * over)
    burst = [answers[n][0][0] - q.at for n, q in questions.items() if q.chat < 0 and n in answers]
    _percentiles("to an answer in the group", burst, "Telegram allows one message a second")
    sizes = [size for _, size in course.memory]
    tenth = max(1, len(sizes) // 10)
    parts = (sizes[place : place + tenth] for place in range(0, len(sizes), tenth))
    steps = " ".join(f"{np.mean(part):.0f}" for part in parts)
    print(f"  memory over time, MB      {steps}; most {max(sizes):.0f}")
    print(
        f"  processor                 {1000 * course.processor / len(questions):.0f} ms a question"
    )
    if refused:
        print(f"  refused with a word: {len(refused)}, of people who had too many waiting")
    print(f"  lost {len(lost)}, doubled {len(doubled)}, out of order {len(disordered)}")
    for failure in server.failures:
        print(f"  {failure}")
    return not (lost or doubled or disordered or server.failures)


def _refuses(message: dict[str, Any]) -> bool:
    return bool(message["text"] == texts.BACKLOG.format(count=BACKLOG))


def _first_signs(server: TelegramServer, questions: dict[int, Asked]) -> list[float]:
    """Seconds until anything was to be seen in the chat."""
    seen: dict[int, list[float]] = {}
    for call in server.calls:
        if call.method in ("sendChatAction", "sendMessage", "setMessageReaction"):
            seen.setdefault(int(call.params["chat_id"]), []).append(call.at)
    return [
        min((at for at in seen.get(asked.chat, []) if at >= asked.at), default=float("inf"))
        - asked.at
        for asked in questions.values()
    ]


def _disordered(course: Course, answers: dict[int, list[tuple[float, str]]]) -> list[int]:
    """Those who got an answer before that to an earlier question of theirs."""
    times: dict[int, list[float]] = {}
    for number, asked in course.questions.items():
        if number in answers:
            times.setdefault(asked.person, []).append(answers[number][0][0])
    return [who for who, at in times.items() if any(a > b for a, b in pairwise(at))]


def _percentiles(name: str, seconds: list[float], note: str = "") -> None:
    p50, p95, p99 = (float(np.percentile(seconds, share)) for share in (50, 95, 99))
    print(f"  {name:<26}p50 {p50:.3f} s, p95 {p95:.3f} s, p99 {p99:.3f} s   {note}".rstrip())


def main() -> None:
    warn_if_busy()
    for _ in indexed():
        pass
    for path in DATA.glob("bot.*"):  # of an earlier run: it knows the numbers of our updates
        path.unlink()
    sys.exit(0 if asyncio.run(run(int(os.environ.get("QUESTIONS") or QUESTIONS))) else 1)


if __name__ == "__main__":
    main()
