# SPDX-License-Identifier: EUPL-1.2
"""The end of a process: what still runs is cancelled, and what doesn't end holds nothing up."""

import asyncio

import pytest

from zvhh_kit.process import loops
from zvhh_kit.process.loops import Loops, end_leftovers


def test_what_ends_when_cancelled_is_waited_for() -> None:
    """Nothing is left behind that could have ended in order."""
    ended = []

    async def orderly() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def main() -> bool:
        task = asyncio.create_task(orderly())
        await asyncio.sleep(0)
        assert not task.done()
        return await end_leftovers()

    assert asyncio.run(main())
    assert ended


def test_what_does_not_end_is_told_and_not_waited_for() -> None:
    """A client's own task may swallow its cancellation, and asyncio would wait for it for ever."""

    async def stubborn(free: asyncio.Event) -> None:
        while not free.is_set():
            try:
                await free.wait()
            except asyncio.CancelledError:
                continue

    async def main() -> bool:
        free = asyncio.Event()
        task = asyncio.create_task(stubborn(free))
        await asyncio.sleep(0)
        ended = await end_leftovers(seconds=0.1)
        free.set()
        await task
        return ended

    assert not asyncio.run(main())


def test_a_loop_whose_cancellation_was_swallowed_is_cancelled_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """aiokafka swallows one while it starts: the loop would go on, and its process never end."""
    monkeypatch.setattr(loops, "STOP_WITHIN", 0.1)
    swallowed = []

    async def swallowing() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            swallowed.append(True)
        await asyncio.Event().wait()

    async def main() -> None:
        async with Loops() as running:
            running.start(swallowing())
            await asyncio.sleep(0)

    asyncio.run(main())
    assert swallowed == [True]
