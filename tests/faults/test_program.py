# SPDX-License-Identifier: EUPL-1.2
"""A fault of our own that nobody foresaw, in the way of every record: the partition waits, tells it, and goes on after."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from shared.kit.tests.parts.counting import Telling
from tests.faults.bed import Bed, Feed, until

from zvhh_kit.bus import consumer as consumer_room
from zvhh_kit.core.message import Message

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]


@asynccontextmanager
async def _keeping(side: Telling) -> AsyncIterator[None]:
    """With the loops that publish what waits, and tell up to which write all is published."""
    loops = [asyncio.create_task(loop()) for loop in (side.relay.run, side.relay.keep)]
    try:
        yield
    finally:
        for loop in loops:
            loop.cancel()


async def test_an_unforeseen_fault_is_told_and_tried_again_after_a_wait(
    bed: Bed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One that many zaken fail on is no fault of a record: not thousands of times a second, not in silence, and nothing is
    passed over or dead-lettered."""
    monkeypatch.setattr(consumer_room, "BREAKER_WAIT", 0.5)
    feed, side = Feed(bed, 200), bed.telling()  # of so many zaken that no partition has few
    real, tries = side.engine.fold_and_save, Counter[str]()

    async def fold_and_save(messages: Sequence[Message]) -> object:
        tries["failed"] += 1
        raise RuntimeError("geheim")

    side.engine.fold_and_save = fold_and_save  # type: ignore[method-assign, assignment, unused-ignore]
    await feed.send(400)
    with caplog.at_level(logging.CRITICAL, "zvhh_kit"):
        async with side.consuming(), _keeping(side):
            await until(lambda: tries["failed"])
            await asyncio.sleep(2)
            assert caplog.messages.count("batch failed") <= 6
            side.engine.fold_and_save = real  # type: ignore[method-assign]
            (await bed.settled(feed.sent, seconds=30)).must_equal(feed.sent)
    assert "batch failed" in caplog.messages
    assert "geheim" not in caplog.text
