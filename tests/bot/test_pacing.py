"""How fast messages leave, on a clock that only waiting moves."""

import asyncio
from itertools import pairwise

import pytest

from bot.pacing import CHATS, Pace, Pacer


class Clock:
    """Sleepers wake in the order of their times; the time is that of the last who woke."""

    def __init__(self) -> None:
        self.now = 0.0
        self._asleep: list[tuple[float, int, asyncio.Event]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._asleep.append((self.now + seconds, len(self._asleep), event))
        await event.wait()

    async def run(self, *tasks: asyncio.Task[None]) -> None:
        while not all(task.done() for task in tasks):
            for _ in range(10):
                await asyncio.sleep(0)
            if self._asleep:
                first = min(self._asleep)
                self._asleep.remove(first)
                self.now = max(self.now, first[0])
                first[2].set()


async def sent(clock: Clock, pacer: Pacer, chats: list[int]) -> list[tuple[float, int]]:
    """When a message left for each of `chats`, all wanted at once."""
    leaving: list[tuple[float, int]] = []

    async def one(chat: int) -> None:
        await pacer.turn(chat)
        leaving.append((clock(), chat))

    await clock.run(*[asyncio.create_task(one(chat)) for chat in chats])
    return leaving


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= t < start + seconds for t in times) for start in times)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pacer(clock: Clock) -> Pacer:
    return Pacer(clock.sleep, clock=clock)


async def test_a_private_chat_gets_one_message_a_second(clock: Clock, pacer: Pacer) -> None:
    times = [time for time, _ in await sent(clock, pacer, [7] * 5)]
    assert times[0] == 0
    assert all(later - sooner >= 1 for sooner, later in pairwise(times))
    assert times[-1] == 4


async def test_a_group_gets_twenty_a_minute_and_holds_up_nobody(clock: Clock, pacer: Pacer) -> None:
    leaving = await sent(clock, pacer, [-100] * 45 + [7])
    group = [time for time, chat in leaving if chat == -100]
    assert most_within(group, 60) == 20
    assert group[-1] < 130
    assert (0.0, 7) in leaving


async def test_all_together_get_thirty_a_second(clock: Clock, pacer: Pacer) -> None:
    times = [time for time, _ in await sent(clock, pacer, list(range(1, 101)))]
    assert most_within(times, 1) == 30
    assert times[-1] == 3


async def test_a_refused_chat_is_silent_and_others_are_not(clock: Clock, pacer: Pacer) -> None:
    pacer.refused(7, 30)
    assert not pacer.spare(7, 1)
    assert await sent(clock, pacer, [7, 8]) == [(0.0, 8), (30.0, 7)]


async def test_two_refusals_in_a_row_silence_everything(clock: Clock, pacer: Pacer) -> None:
    pacer.refused(7, 30)
    pacer.refused(8, 20)
    assert not pacer.spare(9, 1)
    assert (await sent(clock, pacer, [9]))[0][0] == 20


async def test_a_message_taken_between_two_refusals_does_not(clock: Clock, pacer: Pacer) -> None:
    pacer.refused(7, 30)
    pacer.taken()
    pacer.refused(8, 20)
    assert pacer.spare(9, 1)


async def test_what_waited_while_its_chat_was_refused_does_not_leave_in_a_burst(
    clock: Clock, pacer: Pacer
) -> None:
    waiting = asyncio.create_task(sent(clock, pacer, [7] * 3))
    await asyncio.sleep(0)
    pacer.refused(7, 10)
    times = [time for time, _ in await waiting]
    assert all(later - sooner >= 1 for sooner, later in pairwise(times))
    assert times[-1] >= 11


async def test_chats_are_forgotten(clock: Clock) -> None:
    pacer = Pacer(clock.sleep, Pace(overall=((10**6, 1.0),)), clock=clock)
    await sent(clock, pacer, list(range(1, CHATS + 1)))
    clock.now += 3
    await sent(clock, pacer, [CHATS + 1])
    assert len(pacer._chats) == 1


async def test_signs_leave_room_for_answers(pacer: Pacer) -> None:
    shown = [pacer.spare(chat, 0.3) for chat in range(1, 40)]
    assert sum(shown) == 9
    assert [pacer.spare(chat, 0.8) for chat in range(50, 90)].count(True) == 15
