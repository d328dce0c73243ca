# SPDX-License-Identifier: EUPL-1.2
"""Topics on three brokers: what is acknowledged is on two, so that one may die; and production takes nothing less.

In `make test`: it is short. Not for: what happens at the moment of an acknowledgement, many times (`test_cluster`).
"""

import asyncio
import base64
import contextlib
import json
import re
import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

sys.path.insert(0, str(Path(__file__).parents[2] / "shared" / "kit" / "tests" / "parts"))

from proef import service
from shared.kit.tests.parts.counting import IN
from tests.faults.bed import CountingBed, Feed, until
from tests.faults.cluster import Cluster, kill

from zvhh_kit.bus.producer import Refusal
from zvhh_kit.bus.topics import Topic, TopicError, TopicTable, create
from zvhh_kit.process.settings import Settings
from zvhh_kit.run.process import create_topics
from zvhh_local.ports import LOOPBACK, free_port

pytestmark = pytest.mark.timeout(1800)


async def in_sync(bootstrap: str, topic: str) -> tuple[int, str]:
    """How many copies a topic has, and how many must have a record before it is acknowledged."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)

    async def described() -> Any:
        with contextlib.suppress(LookupError, ValueError):  # this broker has not heard of it yet
            [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
            [found] = await admin.describe_topics([topic])
            rows = {row[0]: row[1] for row in answer.resources[0][4]}
            return len(found["partitions"][0]["replicas"]), rows["min.insync.replicas"]

    await admin.start()
    try:
        found: tuple[int, str] = await until(described, seconds=60)
    finally:
        await admin.close()
    return found


TABLE = TopicTable(topics=(Topic(name="bron.v1", partitions=1, retention_days=1, readers=("proef",)),))


@pytest.fixture
def known(cluster: Cluster, wide_bed: CountingBed) -> Iterator[dict[str, Any]]:
    """Settings of a service in production."""
    more = {"kafka_bootstrap": cluster.kafka.bootstrap, "topic_prefix": wide_bed.prefix, "mode": "production"}
    https = {"public_url": "https://zvhh.example", "oidc_issuer": "https://aanmelden.example"}
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    strong = {"id_secret": secrets.token_urlsafe(48), "master_keys": json.dumps({"a": key}), "master_key": "a"}
    yield Settings.for_documents().model_dump() | more | https | strong


async def test_production_has_three_copies_of_every_topic(known: dict[str, Any], wide_bed: CountingBed) -> None:
    """Without a word about it; fewer are refused before anything is made, and pass only by their flag."""
    made = service(Settings(**known))
    for copies in (1, 2):
        with pytest.raises(TopicError, match=f"{copies} copies, not 3"):
            await create_topics(made, TABLE, replication=copies)
    name = f"{wide_bed.prefix}{TABLE.topics[0].name}2"
    table = TopicTable(topics=(TABLE.topics[0].model_copy(update={"name": f"{TABLE.topics[0].name}2"}),))
    assert await create_topics(made, table) == [name]
    assert await in_sync(known["kafka_bootstrap"], name) == (3, "2")

    async def nothing_is_made() -> bool:  # not at once: it may ask a broker that has not heard of it yet
        return await create_topics(made, table) == []

    assert await until(nothing_is_made, seconds=60)


async def test_production_does_not_take_a_topic_that_was_made_otherwise(
    known: dict[str, Any], wide_bed: CountingBed
) -> None:
    """Too few copies: each is named; elsewhere and with the flag it passes."""
    made, local = service(Settings(**known)), service(Settings(**known | {"mode": "local"}))
    few = TopicTable(topics=tuple(TABLE.topics[0].model_copy(update={"name": f"bron.v{n}"}) for n in (3, 4)))
    assert len(await create_topics(local, few)) == 2

    async def refused() -> str:
        try:
            await create_topics(made, few)
        except TopicError as fault:
            return str(fault)
        return ""  # it asked a broker that had not heard of them yet

    said = await until(refused, seconds=60)
    assert re.search(r"bron\.v3: 1 copies, not 3; .*bron\.v4: 1 copies, not 3", said)
    assert await create_topics(made, few, few_copies=True) == []
    assert await in_sync(known["kafka_bootstrap"], f"{wide_bed.prefix}bron.v3") == (1, "1")


async def test_a_topic_that_one_broker_acknowledges_alone_is_brought_in_line(
    known: dict[str, Any], wide_bed: CountingBed
) -> None:
    """It was made by hand with three copies, and Kafka's default for how many must have a record."""
    name = f"{wide_bed.prefix}bron.v5"
    admin = AIOKafkaAdminClient(bootstrap_servers=known["kafka_bootstrap"])
    await admin.start()
    await admin.create_topics([NewTopic(name, 1, 3)])
    await admin.close()
    assert await in_sync(known["kafka_bootstrap"], name) == (3, "1")
    table = TopicTable(topics=(TABLE.topics[0].model_copy(update={"name": "bron.v5"}),))

    async def changed() -> str:
        return "".join(await create_topics(service(Settings(**known)), table))

    assert "min.insync.replicas 1 -> 2" in await until(changed, seconds=60)

    async def in_line() -> bool:
        return await in_sync(known["kafka_bootstrap"], name) == (3, "2")

    await until(in_line, seconds=60)


async def test_one_broker_may_die_and_with_two_gone_nothing_is_acknowledged(
    cluster: Cluster, wide_bed: CountingBed
) -> None:
    """Among the addresses is one where nobody listens. What could not go out waits in its document, and goes out after."""
    addresses = f"{LOOPBACK}:{free_port()},{wide_bed.bootstrap}"
    feed, worker, side = Feed(wide_bed, 20), wide_bed.worker(bootstrap=addresses), wide_bed.telling(addresses)
    own = wide_bed.prefix + "beside.v1"
    await create(wide_bed.bootstrap, {}, [Topic(name=own, partitions=3, retention_days=1)], replication=3)
    await worker.ready()
    await feed.send(100)
    await asyncio.to_thread(kill, cluster.kafka.nodes[0])
    await feed.send(100)
    (await wide_bed.settled(feed.sent)).must_equal(feed.sent)
    await asyncio.to_thread(kill, cluster.kafka.nodes[1])
    with pytest.raises(Refusal):
        await side.producer.send(own, b"t-1", b"{}", [])
    status, _ = await worker.tel("t-0", "two-brokers-away")
    assert status == 200
    given = Counter({"t-0": 1})
    await asyncio.to_thread(cluster.start)
    await feed.send(100)
    verdict = await wide_bed.settled(feed.sent + given)
    verdict.must_equal(feed.sent + given)
    assert await in_sync(wide_bed.bootstrap, wide_bed.prefix + IN) == (3, "2")
    assert (await create(wide_bed.bootstrap, {}, [], safe=True)) == []
