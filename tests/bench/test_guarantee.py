# SPDX-License-Identifier: EUPL-1.2
"""The references hold the guarantee that they are measured with: kill -9 at any moment loses nothing and skips nothing.

Without it a ratio would compare two different things. The kit's own proof is `make faults`.
"""

import asyncio
import random
from collections import defaultdict

import pytest
from aiokafka import AIOKafkaConsumer
from pymongo import AsyncMongoClient
from tests.bench.hop import BATCH, LOOP, Hop, places, source

from zvhh_local.parts import Parts

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
KILLS = 4
EVENTS = {BATCH: 20_000, LOOP: 600}


@pytest.mark.parametrize("variant", [BATCH, LOOP])
async def test_guarantee_of_a_reference(real_parts: Parts, variant: str) -> None:
    """Killed some times while it works: every event counted once and told, first occurrences in order, outboxes empty."""
    events, rest = EVENTS[variant], random.Random(5)
    async with source(real_parts) as on, Hop.on(on, variant) as hop:
        await on.fill(events // 2, events // 2, name="once")  # what a kill leaves unpublished no later event can rescue
        await on.fill(events // 2, events // 10, name="often")
        for kill in range(KILLS):
            child = hop.start()
            await hop.until_out(events * (kill + 1) // (KILLS + 2))
            await asyncio.sleep(rest.uniform(0, 0.1))
            child.kill()
        hop.start()
        await hop.until_out(events)
        for _ in range(100):
            if not await _unpublished(hop):
                break
            await asyncio.sleep(0.2)
        assert await _unpublished(hop) == 0
        assert await hop.counted() == events
        assert await _told(hop) == events


async def _unpublished(hop: Hop) -> int:
    async with AsyncMongoClient[dict[str, object]](hop.source.parts.mongodb_url) as client:
        return await client[hop.database]["zaken"].count_documents({"outbox.0": {"$exists": True}})


async def _told(hop: Hop) -> int:
    """Different events on the topic that it writes. Fails when one is there before its predecessor."""
    last: defaultdict[bytes, int] = defaultdict(int)
    async with AIOKafkaConsumer(bootstrap_servers=hop.source.parts.bootstrap, auto_offset_reset="earliest") as seen:
        seen.assign(places(hop.out))
        left = await hop.count_out()
        await seen.seek_to_beginning()
        while left:
            for records in (await seen.getmany(timeout_ms=500)).values():
                left -= len(records)
                for record in records:
                    sequence = int(dict(record.headers)["ce_sequence"])
                    assert sequence <= last[record.key] + 1, "a gap"
                    last[record.key] = max(last[record.key], sequence)
    return sum(last.values())
