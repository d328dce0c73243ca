# SPDX-License-Identifier: EUPL-1.2
"""Several addresses of one cluster, some of them dead: every client that we make gets through to the one that lives.

Not for: a cluster of several brokers; that is `tests/faults`.
"""

import pytest
from counting import DEAD, IN, OUT, Telling, read_all, until

from zvhh_kit.bus.topic_log import TopicLog, open_log
from zvhh_kit.bus.topics import Topic, create
from zvhh_kit.bus.watch import LetterWatch
from zvhh_kit.process.settings import Settings
from zvhh_kit.process.telemetry import Metrics
from zvhh_local.leftovers import remove
from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.watch import Watch

pytestmark = pytest.mark.parts


@pytest.fixture(params=["first", "middle", "last"])
def addresses(request: pytest.FixtureRequest, kafka_bootstrap: str) -> str:
    """Three addresses, as the setting has them; at two of them nobody listens."""
    row = [f"{LOOPBACK}:{free_port()}" for _ in range(2)]
    row.insert(["first", "middle", "last"].index(request.param), kafka_bootstrap)
    return ",".join(row)


async def test_a_service_consumes_and_publishes(
    telling: Telling, addresses: str, mongodb_url: str, database: str, topic_prefix: str
) -> None:
    """Consumer and producer alike: what comes in is counted, and what was counted goes out."""
    known = Settings.for_documents().model_dump() | {"kafka_bootstrap": addresses}
    many = Telling(Settings(**known).kafka_bootstrap, mongodb_url, database, topic_prefix)
    try:
        async with many.consuming() as consumer:
            await until(lambda: consumer.assigned, seconds=60)
            await telling.offer("t-1", 1)
            assert len(await read_all(telling.bootstrap, topic_prefix + OUT, at_least=1)) == 1
    finally:
        await many.stop()


async def test_an_operator_reads_and_creates_topics(telling: Telling, addresses: str, topic_prefix: str) -> None:
    """`topics create`, the reader of the operator's commands and the watch over dead letters."""
    assert await create(addresses, {}, [Topic(name=topic_prefix + "new", partitions=1, retention_days=1)])
    async with open_log(addresses, {}) as log:
        assert len(await log.partitions([topic_prefix + IN])) == 2
    metrics = Metrics()
    await LetterWatch(addresses, {}, topic_prefix + DEAD, metrics).look()
    assert b"\nzvhh_dead_letters_open 0.0" in metrics.text()


async def test_the_local_tools_take_them_too(telling: Telling, addresses: str, mongodb_url: str) -> None:
    """What watches the topics of a local stack, and what clears them away."""
    watch = Watch(addresses, [telling.prefix + IN], telling.prefix)
    await watch.start()
    try:
        await telling.offer("t-1", 1)
        assert await watch.until(lambda seen: len(seen) == 1, within=60)
    finally:
        await watch.stop()
    await remove(addresses, mongodb_url, telling.prefix)
    async with open_log(telling.bootstrap, {}) as log:
        await until(lambda: _gone(log, telling.prefix + IN))


async def _gone(log: TopicLog, topic: str) -> bool:
    return not await log.partitions([topic])
