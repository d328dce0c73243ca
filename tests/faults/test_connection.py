# SPDX-License-Identifier: EUPL-1.2
"""Connections to the broker are cut, and acknowledgements lost on their way: nothing is lost or out of order by it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from shared.kit.tests.parts.counting import Tel, Telling, command
from tests.faults.bed import Bed, Feed
from tests.faults.proxy import LOOPBACK, Proxy

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]


@pytest.fixture
async def proxy(bed: Bed) -> AsyncIterator[Proxy]:
    """A proxy before the broker; who bootstraps through it stays behind it."""
    async with Proxy(bed.kafka.proxy_port, bed.kafka.proxied) as made:
        yield made


async def _tell(side: Telling, zaken: list[str], number: int) -> str:
    zaak = zaken[number % len(zaken)]
    await side.engine.process([command(zaak, Tel(), key=f"key-{number}")])
    return zaak


@pytest.mark.parametrize("deaf", [False, True], ids=["cut", "acknowledgements lost"])
async def test_the_producers_connection_is_cut(bed: Bed, proxy: Proxy, deaf: bool) -> None:
    """Cut in mid-flight twenty times, the second time each with the broker's answers lost before the cut."""
    side = bed.telling(f"{LOOPBACK}:{proxy.port}")
    loops = [asyncio.create_task(loop()) for loop in (side.relay.run, side.relay.keep)]
    zaken, given = [f"t-{n}" for n in range(20)], Counter[str]()
    for cut in range(20):
        proxy.deaf = deaf
        for number in range(10):
            given[await _tell(side, zaken, cut * 10 + number)] += 1
            await asyncio.sleep(bed.random.uniform(0, 0.01))
        proxy.cut()
        proxy.deaf = False
        await asyncio.sleep(bed.random.uniform(0, 0.2))
    verdict = await bed.settled(given)
    for loop in loops:
        loop.cancel()
    bed.tell(f"{proxy.accepted} connections")
    verdict.must_equal(given)
    assert proxy.accepted > 20


async def test_every_connection_of_a_process_is_cut(bed: Bed, proxy: Proxy) -> None:
    """Consumer, commits, heartbeats and producer alike, ten times under load."""
    feed, worker = Feed(bed, 100), bed.worker(bootstrap=f"{LOOPBACK}:{proxy.port}")
    await worker.ready()
    for _ in range(10):
        await feed.send(100)
        await asyncio.sleep(bed.random.uniform(0, 0.3))
        proxy.cut()
    verdict = await bed.settled(feed.sent)
    verdict.must_equal(feed.sent)
    await worker.ready()
