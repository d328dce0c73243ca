# SPDX-License-Identifier: EUPL-1.2
"""A part is away when a process starts: it waits, says so, and goes on by itself."""

import asyncio

import pytest
from tests.faults.bed import Bed, Feed, heal

from zvhh_kit.testing.patience import stretched

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]


async def test_the_broker_is_away_at_the_start(bed: Bed) -> None:
    """A process without a broker answers commands, and publishes and reads once there is one."""
    feed = Feed(bed, 20)
    await feed.send(100)
    await asyncio.to_thread(bed.kafka.stop)
    worker = bed.worker()
    await worker.says(database=True, broker=False)
    status, took = await worker.tel("t-0", "before-the-broker")
    assert (status, took < stretched(1.0)) == (200, True)
    await asyncio.sleep(5)
    await asyncio.to_thread(heal, bed.kafka)
    expected = feed.sent.copy()
    expected.update(["t-0"])
    await worker.ready()
    verdict = await bed.settled(expected)
    verdict.must_equal(expected)
    assert "Unclosed" not in worker.log.read_text("utf-8"), "an attempt to start left a client behind"


async def test_the_database_is_away_at_the_start(bed: Bed) -> None:
    """A process without a database says so to whoever asks, and handles what waits once there is one."""
    feed = Feed(bed, 20)
    await feed.send(100)
    await asyncio.to_thread(bed.mongo.stop)
    worker = bed.worker()
    await worker.says(database=False, broker=False)
    status, _ = await worker.tel("t-0", "before-the-database")
    assert status == 503
    await asyncio.sleep(5)
    await asyncio.to_thread(heal, bed.mongo)
    await worker.ready()
    verdict = await bed.settled(feed.sent)
    verdict.must_equal(feed.sent)
