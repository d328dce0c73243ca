# SPDX-License-Identifier: EUPL-1.2
"""A process is told to stop (SIGTERM) while a part does not answer: it ends within the time that an operator gives it."""

import asyncio

import pytest
from tests.faults.bed import Bed, Feed, heal, strike

from zvhh_local.kafka import Kafka
from zvhh_local.mongo import Mongo

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]
PATIENCE = 40.0


@pytest.mark.parametrize("part", ["none", "kafka", "mongo"])
async def test_a_process_ends_in_time(bed: Bed, part: str) -> None:
    """It ends by itself, unkilled; what it had in hand is done by the next one."""
    feed, worker = Feed(bed, 20), bed.worker()
    await worker.ready()
    await feed.send(100)
    parts: dict[str, Kafka | Mongo] = {"kafka": bed.kafka, "mongo": bed.mongo}
    frozen = parts.get(part)
    if frozen is not None:
        await asyncio.to_thread(strike, frozen, "frozen")
    loop = asyncio.get_running_loop()
    started = loop.time()
    assert worker.child is not None
    code = await asyncio.to_thread(worker.child.stop, patience=PATIENCE)
    bed.tell(f"stopped with {part} frozen: exit code {code} after {loop.time() - started:.1f} s")
    assert code == 0
    if frozen is not None:
        await asyncio.to_thread(heal, frozen)
    worker.start()
    (await bed.settled(feed.sent)).must_equal(feed.sent)
