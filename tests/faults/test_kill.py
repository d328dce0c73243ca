# SPDX-License-Identifier: EUPL-1.2
"""kill -9 of the consuming processes at random moments, commands racing: nothing lost, nothing doubled, nothing out of order."""

import asyncio
from signal import SIGCONT, SIGSTOP

import pytest
from tests.faults.bed import Bed, Feed
from tests.faults.conftest import Sizes

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("instances", [1, 2])
async def test_processes_killed_at_random_moments(bed: Bed, sizes: Sizes, instances: int) -> None:
    """Effects are events + commands; the topic has every (zaak, sequence), first occurrences in order; nothing is left.

    A process is killed somewhere in its first 0.6 s of work, one in five already while it starts.
    """
    feed = Feed(bed, sizes.zaken)
    workers = [bed.worker() for _ in range(instances)]
    for worker in workers:
        await worker.ready()
    async with bed.commands(feed) as commands:
        for _ in range(sizes.kills):
            await feed.send(sizes.events // sizes.kills)
            victim = bed.random.choice(workers)
            if bed.random.random() > 0.2:
                await victim.ready()
            await asyncio.sleep(bed.random.uniform(0.0, 0.6))
            victim.kill()
            victim.start()
        for worker in workers:
            await worker.ready()
    bed.tell(f"{instances} instances, {sizes.kills} kills, {commands.acknowledged.total()} commands, each given twice")
    verdict = await bed.settled(feed.sent + commands.acknowledged)
    verdict.must_equal(feed.sent + commands.acknowledged)
    assert await bed.marks() == feed.sent


async def test_a_process_that_stood_still_for_longer_than_its_session(bed: Bed) -> None:
    """The other one takes over; what the first still had in hand when it wakes is a repeat, and it finds its place again."""
    feed, workers = Feed(bed, 100), [bed.worker(), bed.worker()]
    for worker in workers:
        await worker.ready()
    sleeper = workers[0].child
    assert sleeper is not None
    await feed.send(500)
    sleeper.signal(SIGSTOP)
    await feed.send(500)
    (await bed.settled(feed.sent)).must_equal(feed.sent)
    sleeper.signal(SIGCONT)
    await feed.send(500)
    verdict = await bed.settled(feed.sent)
    verdict.must_equal(feed.sent)
    for worker in workers:
        await worker.ready()
