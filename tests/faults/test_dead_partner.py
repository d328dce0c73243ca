# SPDX-License-Identifier: EUPL-1.2
"""Two hundred zaken wait for a partner whose topic takes nothing: what is to be done for everybody else is done meanwhile.

ZVHH_FAULTS_BEHIND (200): how many of them. Not for: the retries themselves; those are the kit's.
"""

import asyncio
import os
from typing import Any

import pytest
from shared.kit.tests.parts.counting import Telling, command
from tests.faults.bed import Bed, until
from tests.faults.worker import FEEDBACK, Bericht, Vergeet, with_effects

from zvhh_kit.bus.topics import Topic, create

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

BEHIND = int(os.environ.get("ZVHH_FAULTS_BEHIND", "200"))
DEAD, GONE, ALIVE = "00000099000000008001", "00000099000000008002", "00000099000000008003"
GOOD_TIME = 60.0


@pytest.fixture
async def side(bed: Bed) -> Telling:
    """A process of a partner-answering service; one partner's topic takes nothing, another's is not there, a third's is well."""
    topics = [
        Topic(name=bed.prefix + FEEDBACK.format(oin=oin), partitions=1, retention_days=1, max_message_bytes=size)
        for oin, size in ((DEAD, 64), (ALIVE, 100_000))
    ]
    await create(bed.bootstrap, {}, topics)
    return bed.telling(handlers=with_effects())


@pytest.mark.parametrize("oin", [DEAD, GONE], ids=["its topic takes nothing", "its topic is not there"])
async def test_others_do_not_wait_for_a_dead_partner(bed: Bed, side: Telling, oin: str) -> None:
    """Feedback to another partner is sent, and the key of a zaak that is over destroyed, though they were asked for later."""
    behind = [f"t-dood-{n}" for n in range(BEHIND)]
    await give(side, behind, Bericht(oin=oin))
    worker = bed.worker()
    await worker.ready(seconds=60)
    others, over = [f"t-goed-{n}" for n in range(20)], [f"t-weg-{n}" for n in range(20)]
    await give(side, others, Bericht(oin=ALIVE))
    await give(side, over, Vergeet())
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def all_done() -> bool:
        return await waiting(side, [*others, *over]) == 0

    await until(all_done, seconds=GOOD_TIME)
    bed.tell(f"{BEHIND} zaken behind a dead partner: the others' effects after {loop.time() - began:.1f} s")
    assert await waiting(side, behind) == BEHIND, "what was not sent may not be gone"


async def test_when_the_topic_is_back_all_is_sent(bed: Bed, side: Telling) -> None:
    """In order per zaak; nothing was dropped while it was away."""
    behind = [f"t-dood-{n}" for n in range(5)]
    await give(side, behind, Bericht(oin=GONE))
    worker = bed.worker()
    await worker.ready(seconds=60)
    topic = Topic(name=bed.prefix + FEEDBACK.format(oin=GONE), partitions=1, retention_days=1)
    await create(bed.bootstrap, {}, [topic])

    async def all_done() -> bool:
        return await waiting(side, behind) == 0

    await until(all_done, seconds=120)


async def give(side: Telling, zaken: list[str], body: Any) -> None:
    """The same command on each of these."""
    outcomes = await side.engine.process([command(zaak, body, key=f"key-{zaak}") for zaak in zaken])
    assert {outcome.status for outcome in outcomes} == {"handled"}


async def waiting(side: Telling, zaken: list[str]) -> int:
    """How many of these still have something to be done."""
    found: int = await side.store.collection.count_documents({"_id": {"$in": zaken}, "effects.0": {"$exists": True}})
    return found
