# SPDX-License-Identifier: EUPL-1.2
"""The database dies, stands still or restarts: processes wait and say so, no record is blamed, then all goes on."""

import asyncio

import pytest
from shared.kit.tests.parts.counting import Tel, command
from tests.faults.bed import Bed, Fault, Feed, heal, strike

from zvhh_kit.store.documents import Unavailable

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("fault", ["stopped", "killed", "frozen"])
async def test_the_database_is_away_for_a_while(bed: Bed, fault: Fault) -> None:
    """Records that come meanwhile wait, in the process and on the broker; a command is told so: 503, Unavailable."""
    feed, worker, side = Feed(bed, 50), bed.worker(), bed.telling()
    await worker.ready()
    await feed.send(200)
    await asyncio.to_thread(strike, bed.mongo, fault)
    await feed.send(200)
    with pytest.raises(Unavailable):
        await asyncio.wait_for(side.engine.process([command("t-0", Tel(), key="meanwhile")]), 30)
    await worker.says(database=False, broker=True)
    status, took = await worker.tel("t-1", "http-meanwhile")
    assert status == 503
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(heal, bed.mongo)
    healed = loop.time()
    await worker.ready()
    [outcome] = await side.engine.process([command("t-0", Tel(), key="meanwhile")])
    assert outcome.status in ("handled", "repeated")
    again, _ = await worker.tel("t-1", "http-meanwhile")
    assert again == 200
    feed_and_commands = feed.sent.copy()
    feed_and_commands.update(["t-0", "t-1"])
    verdict = await bed.settled(feed_and_commands)
    bed.tell(f"database {fault}: 503 after {took:.1f} s; all done {loop.time() - healed:.1f} s after it was back")
    verdict.must_equal(feed_and_commands)


async def test_the_database_dies_again_and_again_under_load(bed: Bed) -> None:
    """What was acknowledged with w=majority, j=true survives each kill; what was not is done again."""
    feed, worker = Feed(bed, 100), bed.worker()
    await worker.ready()
    for _ in range(3):
        await feed.send(300)
        await asyncio.sleep(bed.random.uniform(0.0, 0.2))
        await asyncio.to_thread(strike, bed.mongo, "killed")
        await asyncio.to_thread(heal, bed.mongo)
    verdict = await bed.settled(feed.sent)
    verdict.must_equal(feed.sent)
