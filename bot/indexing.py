"""Changing the corpus from the chat: every change is the command line in a process of its own.

Reading and embedding keep a processor busy for minutes and may crash on a bad file; the bot only
waits. The corpus has one writer: changes wait for each other here, and for another program.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.clicking import BUSY
from index.errors import Classified

# How often, and every how many seconds, a change is tried while another program is writing.
TRIES, PAUSE = 60, 5.0
# The most that is kept of what the command says.
_KEPT = 2_000
# Bytes of a line: the report on a file of thousands of documents names them all.
_LONGEST_LINE = 2**24

Show = Callable[[int, int, int], None]  # files done, files in all, passages written


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change did: the ids of the documents that came of it, how many of them are `new`,
    and a sentence for everything that went wrong. `quarantined`: something in it is marked as
    secret and waits for `tracuu index quarantine release`."""

    documents: tuple[str, ...] = ()
    new: int = 0
    problems: tuple[str, ...] = ()
    quarantined: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A document that waits in quarantine, under a number that is never used twice."""

    place: int
    path: str
    marking: str


class Indexing:
    """Changes the corpus in the folder `data`. `tracuu` is the command line, `pause` seconds lie
    between two tries."""

    def __init__(self, tracuu: Sequence[str], data: Path, pause: float = PAUSE) -> None:
        self.data = data
        self._command = (*tracuu, "--data", str(data), "index")
        self._pause = pause
        self._alone = asyncio.Lock()

    async def add(self, path: Path, show: Show) -> Outcome:
        """Takes in a file, calling `show` as it goes on."""
        made: dict[str, Any] = {}

        def heard(line: dict[str, Any]) -> None:
            if "passages" in line:
                show(line["done"], line["total"], line["passages"])
            else:
                made.update(line)

        failed = await self._run(("add", "--json", str(path)), heard)
        problems = [each["sentence"] for each in made.get("problems", ())]
        return Outcome(
            tuple(made.get("documents", ())),
            made.get("added", 0) + made.get("updated", 0),
            tuple(problems or ([failed] if failed else ())),
            any(each["kind"] == Classified.__name__ for each in made.get("problems", ())),
        )

    async def remove(self, document: str) -> Outcome:
        """Removes a document, by id."""
        return _plain(await self._run(("remove", document)))

    async def correct(self, document: str, field: str, typed: str) -> Outcome:
        """Sets what was read wrongly off a document: see `index/corrections.py`."""
        return _plain(await self._run(("correct", document, f"--{field}={typed}")))

    async def move(self, document: str, collection: str) -> Outcome:
        """Puts a document, by id, into another collection."""
        return _plain(await self._run(("move", document, f"--collection={collection}")))

    async def held(self) -> list[Held]:
        """What waits in quarantine."""
        waiting: list[dict[str, Any]] = []
        await self._run(("quarantine", "list", "--json"), waiting.append, waiting.extend)
        return [Held(each["place"], each["path"], each["marking"]) for each in waiting]

    async def release(self, places: Sequence[int]) -> Outcome:
        """Lets in what waits under some numbers."""
        made: dict[str, Any] = {}
        command = ("quarantine", "release", "--json", *map(str, places))
        failed = await self._run(command, lambda line: made.update(line))
        problems = [each["sentence"] for each in made.get("problems", ())]
        documents = tuple(made.get("documents", ()))
        return Outcome(documents, len(documents), tuple(problems or ([failed] if failed else ())))

    async def discard(self, places: Sequence[int]) -> Outcome:
        """Forgets what waits under some numbers; it is not let in."""
        return _plain(await self._run(("quarantine", "delete", *map(str, places))))

    async def _run(
        self,
        arguments: Sequence[str],
        heard: Callable[[dict[str, Any]], None] = lambda _: None,
        listed: Callable[[list[dict[str, Any]]], None] = lambda _: None,
    ) -> str:
        """What the command complains of; "" where it has done its work. `heard` gets each object
        that it prints, `listed` each list."""
        async with self._alone:
            for _ in range(TRIES):
                status, said = await self._once(arguments, heard, listed)
                if status != BUSY:
                    break
                await asyncio.sleep(self._pause)
        return said.partition(": ")[2] if status else ""

    async def _once(
        self,
        arguments: Sequence[str],
        heard: Callable[[dict[str, Any]], None],
        listed: Callable[[list[dict[str, Any]]], None],
    ) -> tuple[int, str]:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
        )
        try:
            _, said = await asyncio.gather(
                _listen(process.stdout, heard, listed), _last(process.stderr)
            )
            return await process.wait(), said
        finally:
            if process.returncode is None:  # the bot is stopping
                process.terminate()
                await process.wait()


async def _listen(
    stream: asyncio.StreamReader | None,
    heard: Callable[[dict[str, Any]], None],
    listed: Callable[[list[dict[str, Any]]], None],
) -> None:
    assert stream is not None  # noqa: S101 - it is a pipe
    async for line in stream:
        if line.startswith(b"{"):
            heard(json.loads(line))
        elif line.startswith(b"["):
            listed(json.loads(line))


async def _last(stream: asyncio.StreamReader | None) -> str:
    """The last line, which is the sentence that says why a command failed."""
    assert stream is not None  # noqa: S101 - it is a pipe
    last = ""
    async for line in stream:
        last = line.decode(errors="replace").strip()[:_KEPT] or last
    return last


def _plain(failed: str) -> Outcome:
    return Outcome(problems=(failed,) if failed else ())
