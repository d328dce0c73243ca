# SPDX-License-Identifier: EUPL-1.2
"""The broker stops, dies or stands still: commands are answered all the same, and everything goes out afterwards."""

import asyncio
from collections import Counter

import pytest
from shared.kit.tests.parts.counting import OUT
from tests.faults.bed import Bed, Fault, Feed, Worker, heal, strike, until

from zvhh_kit.bus.producer import Refusal
from zvhh_kit.testing.patience import stretched

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]
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
        assert took < stretched(ANSWERED)
        given[zaak] += 1
        number += 1
        await asyncio.sleep(0.1)
    return given


@pytest.mark.parametrize("fault", ["stopped", "killed", "frozen"])
async def test_the_broker_is_away_for_a_while(bed: Bed, fault: Fault) -> None:
    """Commands meanwhile are saved and answered in under a second; after it all are published, in order, none twice."""
    feed, worker = Feed(bed, 50), bed.worker()
    await worker.ready()
    await feed.send(200)
    await asyncio.to_thread(strike, bed.kafka, fault)
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
async def test_a_process_says_that_the_broker_is_away(bed: Bed, fault: Fault) -> None:
    """Alive but not ready while the broker is away for longer than any send lasts; ready again by itself, nothing lost."""
    feed, worker = Feed(bed, 50), bed.worker()
    await worker.ready()
    await asyncio.to_thread(strike, bed.kafka, fault)
    given = await _commands(worker, feed.zaken, 3)
    await worker.says(database=True, broker=False, seconds=60)
    assert await worker.alive()
    await asyncio.to_thread(heal, bed.kafka)
    await worker.ready(seconds=60)
    await feed.send(200)
    (await bed.settled(feed.sent + given)).must_equal(feed.sent + given)


async def test_a_producer_that_was_given_up_leaves_nothing_behind(bed: Bed) -> None:
    """A frozen broker makes a client impossible to close in order at once: its tasks and connections go all the same."""
    side, before = bed.telling(), asyncio.all_tasks()
    await side.producer.send(bed.prefix + OUT, b"t-1", b"{}", [])
    await asyncio.to_thread(strike, bed.kafka, "frozen")
    with pytest.raises(Refusal):
        await side.producer.send(bed.prefix + OUT, b"t-1", b"{}", [])
    its_tasks = asyncio.all_tasks() - before
    await asyncio.to_thread(heal, bed.kafka)
    await side.producer.send(bed.prefix + OUT, b"t-1", b"{}", [])
    await until(lambda: all(task.done() for task in its_tasks), seconds=30)


async def test_a_consumer_that_does_not_leave_leaves_nothing_behind(bed: Bed, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop of the client that never ends keeps its close waiting: the others are ended all the same, its connections too."""
    monkeypatch.setattr("zvhh_kit.bus.consumer.STOP_WITHIN", 2.0)
    consumer, before = bed.telling().consumer(), asyncio.all_tasks()
    running = asyncio.create_task(consumer.run())
    await until(lambda: consumer.assigned, seconds=60)
    never = asyncio.create_task(asyncio.Event().wait())
    consumer._subscriber.consumer._coordinator._coordination_task = never
    await asyncio.to_thread(strike, bed.kafka, "frozen")
    running.cancel()
    await asyncio.wait({running}, timeout=60)
    await asyncio.to_thread(heal, bed.kafka)
    left = asyncio.all_tasks() - before
    await until(lambda: all(task.done() for task in left), seconds=30)
