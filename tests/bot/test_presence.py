"""The sign that a question is worked on."""

import asyncio

from bot.presence import Place, Presence


async def test_one_more_question_is_seen_at_once_and_one_that_is_begun_is_no_news() -> None:
    shown: list[tuple[Place, bool]] = []
    changed = asyncio.Event()

    async def show(place: Place, first: bool) -> None:
        shown.append((place, first))
        changed.set()

    presence, place = Presence(show), (5, None)
    presence.begin(place, 1)
    await changed.wait()
    changed.clear()
    presence.begin(place, 1)  # taken up: it was seen when it came
    presence.begin(place, 2)
    await changed.wait()
    assert shown == [(place, True)] * 2
    await presence.end(place, 1)
    await presence.end(place, 2)
    presence.begin(place, 3)
    await asyncio.sleep(0)
    await presence.close()
    assert len(shown) == 3
