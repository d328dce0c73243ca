# SPDX-License-Identifier: EUPL-1.2
"""Records of transactions: what was taken back was never there, for the consumer and for an operator; markers hold up nothing."""

from collections.abc import AsyncIterator, Sequence

import pytest
from aiokafka import TopicPartition
from counting import IN, Gebeurd, Telling, headers_for, until
from counting_toolbox import toolbox_of

from zvhh_kit.operator.replay import replay
from zvhh_kit.operator.status import lag, look
from zvhh_kit.testing.raw import Odd, Sender, sender

pytestmark = pytest.mark.parts


def event(subject: str, sequence: int) -> Odd:
    """A good event."""
    return subject.encode(), b'{"hoe": ""}', headers_for(subject, sequence)


@pytest.fixture
async def out(telling: Telling) -> AsyncIterator[Sender]:
    """Puts in transactions."""
    async with sender(telling.bootstrap, transactional=telling.prefix + "x") as made:
        yield made


async def _put(out: Sender, telling: Telling, subjects: Sequence[str], *, aborted: bool) -> None:
    async with out.transaction(aborted=aborted):
        for partition in (0, 1):
            of_it = [event(one, 1) for place, one in enumerate(subjects) if place % 2 == partition]
            if of_it:
                await out.put(telling.prefix + IN, of_it, partition=partition)


async def test_what_a_transaction_took_back_was_never_sent(telling: Telling, out: Sender) -> None:
    """Before, between and behind good ones: these are all handled, those nowhere; nobody is behind at the end."""
    good, bad = [f"t-goed{n}" for n in range(6)], [f"t-fout{n}" for n in range(6)]
    await _put(out, telling, bad[:2], aborted=True)
    await _put(out, telling, good[:3], aborted=False)
    await _put(out, telling, bad[2:4], aborted=True)
    await _put(out, telling, good[3:], aborted=False)
    await _put(out, telling, bad[4:], aborted=True)
    async with telling.consuming() as consumer:
        await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == len(good))

        async def nobody_behind() -> bool:
            seen = await consumer.partitions()
            return len(seen) == 2 and not any(one.lag for one in seen)

        await until(nobody_behind)
    assert sorted(await telling.store.load([*good, *bad])) == good
    async with toolbox_of(telling) as tools:
        assert [row["lag"] for row in await lag(tools)] == [0, 0]
        done = await replay(tools, "earliest")
        assert (done.records, dict(done.reasons)) == (len(good), {})
        kept = await tools.topics.records((telling.prefix + IN, place, at) for place in (0, 1) for at in range(20))
        assert len(kept) == len(good)
        assert (await look(tools)).needs == []


async def test_an_open_transaction_is_told_and_holds_up_its_own_partition_only(telling: Telling, out: Sender) -> None:
    """What lies behind it can't be read before it ends; the other partition goes on; then it goes on by itself."""
    async with telling.consuming() as consumer:
        await until(lambda: consumer.assigned)
        async with out.transaction(aborted=False):
            await out.put(telling.prefix + IN, [event("t-a", 1)], partition=0)
            async with sender(telling.bootstrap) as other:
                await other.put(telling.prefix + IN, [event("t-b", 1)], partition=0)
                await other.put(telling.prefix + IN, [event("t-c", 1)], partition=1)
            await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 1)

            async def told() -> bool:
                return [(one.number, one.lag, one.reason) for one in await consumer.partitions() if one.seconds] == [
                    (0, 2, "open-transaction")
                ]

            await until(told)
        await until(lambda: telling.metrics.n("record", Gebeurd.type, "handled") == 3)


async def test_what_waits_for_a_desk_is_never_a_marker(telling: Telling, out: Sender) -> None:
    """A topic with nothing but markers and what was taken back is read to its end at once."""
    await _put(out, telling, ["t-a", "t-b"], aborted=True)
    async with toolbox_of(telling) as tools:
        assert (await replay(tools, "earliest")).records == 0
        places = await tools.topics.partitions([telling.prefix + IN])
        begins, ends = await tools.topics.begins(places), await tools.topics.ends(places)
        assert await tools.topics.oldest(begins, ends) == {}
        assert ends[TopicPartition(telling.prefix + IN, 0)] == 2
