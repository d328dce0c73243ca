# SPDX-License-Identifier: EUPL-1.2
"""The broker stops, dies or stands still: commands are answered all the same, and everything goes out afterwards."""

import asyncio
from collections import Counter

import pytest
from tests.faults.bed import Bed, Feed, Worker, freeze, heal

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
FROZEN = 10.0
ANSWERED = 1.0


async def _commands(worker: Worker, zaken: list[str], seconds: float) -> Counter[str]:
    """Commands over HTTP, ten a second, for so long; each must be answered within a second."""
    loop = asyncio.get_running_loop()
    end, number, given = loop.time() + seconds, 0, Counter[str]()
    while loop.time() < end:
        zaak = zaken[number % len(zaken)]
        status, took = await worker.tel(zaak, f"http-key-{number}")
        assert status == 200
        assert took < ANSWERED
        given[zaak] += 1
        number += 1
        await asyncio.sleep(0.1)
    return given


@pytest.mark.parametrize("fault", ["stopped", "killed", "frozen"])
async def test_the_broker_is_away_for_a_while(bed: Bed, fault: str) -> None:
    """Commands meanwhile are saved and answered in under a second; after it all are published, in order, none twice."""
    feed, worker = Feed(bed, 50), bed.worker()
    await worker.ready()
    await feed.send(200)
    strike = {"stopped": bed.kafka.stop, "frozen": lambda: freeze(bed.kafka)}.get(fault, bed.kafka.child.kill)
    await asyncio.to_thread(strike)
    given = await _commands(worker, feed.zaken, FROZEN)
    _, waiting = await bed.counted()
    assert waiting > 0
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(heal, bed.kafka)
    healed = loop.time()
    await feed.send(200)
    verdict = await bed.settled(feed.sent + given)
    bed.tell(
        f"broker {fault}: {given.total()} commands meanwhile, all out {loop.time() - healed:.1f} s after it was back"
    )
    verdict.must_equal(feed.sent + given)
    await worker.ready()


@pytest.mark.parametrize("fault", ["killed", "frozen"])
async def test_a_process_says_that_the_broker_is_away(bed: Bed, fault: str) -> None:
    """Not ready while the broker is away, ready again by itself; alive all the time."""
    worker = bed.worker()
    await worker.ready()
    strike = {"frozen": lambda: freeze(bed.kafka)}.get(fault, bed.kafka.child.kill)
    await asyncio.to_thread(strike)
    await worker.says(database=True, broker=False, seconds=60)
    await asyncio.to_thread(heal, bed.kafka)
    await worker.ready(seconds=60)
