# SPDX-License-Identifier: EUPL-1.2
"""A process that comes back and reads other topics than before: a partner more, a partner less, another release.

A consumer of these tests stops as a killed process does: a static member never says that it leaves.
"""

import asyncio
from collections.abc import Sequence

import pytest
from counting import DEAD, IN, OUT, Telling, until

from zvhh_kit.bus.client import member
from zvhh_kit.bus.consumer import Consumer

pytestmark = pytest.mark.parts

CASES = {"more": ([IN], [IN, OUT]), "fewer": ([IN, OUT], [IN]), "others": ([IN, OUT], [IN, DEAD])}


async def _comes_back(telling: Telling, before: Sequence[str], after: Sequence[str], group: str, others: int) -> None:
    """One process of a group stops and comes back with other topics; it gets them, and nobody what it doesn't read."""
    beside = [telling.consumer(f"{group}-{number}", topics=before, group=group) for number in range(1, others + 1)]
    first = telling.consumer(f"{group}-0", topics=before, group=group)
    running = [*beside, first]
    try:
        for one in running:
            await one.start()
        await until(lambda: all(one.assigned for one in running), seconds=60)
        await first.stop()
        back = telling.consumer(f"{group}-0", topics=after, group=group)
        running = [*beside, back]
        await back.start()
        wanted = {telling.prefix + topic for topic in after if not others or topic not in before}
        await until(lambda: _reads_all(back, wanted), seconds=120)
        assert {one.topic for one in await back.partitions()} <= {telling.prefix + topic for topic in after}
    finally:
        await asyncio.gather(*(one.stop() for one in running))


async def _reads_all(consumer: Consumer, topics: set[str]) -> bool:
    return {one.topic for one in await consumer.partitions()} >= topics and consumer.assigned


async def test_a_process_that_comes_back_with_other_topics_reads_those(telling: Telling) -> None:
    """More, fewer and others; alone in its group and beside one that still reads what it read: all at once."""
    await asyncio.gather(
        *(
            _comes_back(telling, before, after, f"{name}-{others}", others)
            for name, (before, after) in CASES.items()
            for others in (0, 1)
        )
    )


def test_the_same_topics_are_the_same_member_in_any_order() -> None:
    """Who comes back as it was has its partitions at once; another process is another member."""
    assert member("telling-0", [IN, OUT]) == member("telling-0", [OUT, IN])
    assert len({member(who, topics) for who in ("telling-0", "telling-1") for topics in ([IN], [IN, OUT])}) == 4
