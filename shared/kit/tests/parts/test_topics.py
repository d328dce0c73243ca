# SPDX-License-Identifier: EUPL-1.2
"""Topics from the file on a real broker: what is missing is made, what must never change is refused."""

from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import MessageSizeTooLargeError

from zvhh_kit.bus.topics import Topic, TopicError, TopicTable, create
from zvhh_kit.process.configuration import ConfigurationError, load_configuration

pytestmark = pytest.mark.parts


def _topics(prefix: str, **partitions: int) -> list[Topic]:
    return [Topic(name=prefix + name, partitions=n, retention_days=5) for name, n in partitions.items()]


async def test_what_is_missing_is_made_once(kafka_bootstrap: str, topic_prefix: str) -> None:
    """A second run makes nothing; a new topic in the file is added."""
    assert await create(kafka_bootstrap, {}, _topics(topic_prefix, a=2)) == [topic_prefix + "a"]
    assert await create(kafka_bootstrap, {}, _topics(topic_prefix, a=2)) == []
    assert await create(kafka_bootstrap, {}, _topics(topic_prefix, a=2, b=1)) == [topic_prefix + "b"]


async def test_another_number_of_partitions_is_refused(kafka_bootstrap: str, topic_prefix: str) -> None:
    """More partitions would move keys to others and lose the order of a zaak; every such topic is named at once."""
    await create(kafka_bootstrap, {}, _topics(topic_prefix, a=2, b=2))
    with pytest.raises(TopicError) as raised:
        await create(kafka_bootstrap, {}, _topics(topic_prefix, a=3, b=4, c=1))
    assert str(raised.value) == f"{topic_prefix}a: 2 partitions, not 3; {topic_prefix}b: 2 partitions, not 4"


async def _settings(bootstrap: str, topic: str) -> dict[str, str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    finally:
        await admin.close()
    return {row[0]: row[1] for row in answer.resources[0][4]}


async def test_topics_are_never_compacted_and_keep_the_brokers_time(kafka_bootstrap: str, topic_prefix: str) -> None:
    """Compaction would keep one event per zaak; S7 counts the broker's append time."""
    await create(kafka_bootstrap, {}, _topics(topic_prefix, a=1))
    settings = await _settings(kafka_bootstrap, topic_prefix + "a")
    assert settings["cleanup.policy"] == "delete"
    assert settings["message.timestamp.type"] == "LogAppendTime"
    assert settings["retention.ms"] == str(5 * 24 * 60 * 60 * 1000)


async def test_what_is_there_is_brought_in_line_and_told(kafka_bootstrap: str, topic_prefix: str) -> None:
    """A topic of an older file gets what the file says now; what somebody set beside it stays; again changes nothing."""
    topic = Topic(name=topic_prefix + "a", partitions=1, retention_days=5)
    other = topic.model_copy(update={"name": topic_prefix + "b"})
    await create(kafka_bootstrap, {}, [topic, other])
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    by_hand = topic.settings() | {"message.timestamp.type": "CreateTime", "segment.ms": "600000"}
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name, by_hand)])
    await admin.close()

    newer = topic.model_copy(update={"max_message_bytes": 200_000, "compression_type": "uncompressed"})
    assert await create(kafka_bootstrap, {}, [newer, other]) == [
        f"{topic.name}: max.message.bytes 131072 -> 200000, message.timestamp.type CreateTime -> LogAppendTime, "
        "compression.type producer -> uncompressed"
    ]
    settings = await _settings(kafka_bootstrap, topic.name)
    assert {name: settings[name] for name in newer.settings()} == newer.settings()
    assert settings["segment.ms"] == "600000"
    assert await create(kafka_bootstrap, {}, [newer, other]) == []


async def test_nothing_is_changed_where_partitions_differ(kafka_bootstrap: str, topic_prefix: str) -> None:
    """A file that can't be right is not followed by half."""
    topic = Topic(name=topic_prefix + "a", partitions=2, retention_days=5)
    await create(kafka_bootstrap, {}, [topic])
    with pytest.raises(TopicError):
        await create(kafka_bootstrap, {}, [topic.model_copy(update={"partitions": 1, "retention_days": 6})])
    assert (await _settings(kafka_bootstrap, topic.name))["retention.ms"] == str(5 * 24 * 60 * 60 * 1000)


@pytest.mark.parametrize("way", ["gzip", "zstd", "lz4", "snappy"])
async def test_a_small_record_that_unpacks_to_a_large_one_is_refused(
    kafka_bootstrap: str, topic_prefix: str, way: str
) -> None:
    """The broker counts what it is; compressing what fits is nobody's fault, and it is read as it was."""
    limit = 200_000
    topic = Topic(
        name=topic_prefix + "a",
        partitions=1,
        retention_days=5,
        max_message_bytes=limit,
        compression_type="uncompressed",
    )
    await create(kafka_bootstrap, {}, [topic])
    bound = {"max_request_size": 50_000_000, "max_batch_size": 50_000_000}
    async with AIOKafkaProducer(bootstrap_servers=kafka_bootstrap, compression_type=way, **bound) as producer:
        with pytest.raises(MessageSizeTooLargeError):
            await producer.send_and_wait(topic.name, bytes(20_000_000))
    async with AIOKafkaProducer(bootstrap_servers=kafka_bootstrap, compression_type=way, **bound) as producer:
        await producer.send_and_wait(topic.name, bytes(limit // 2))
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka_bootstrap, auto_offset_reset="earliest")
    consumer.assign([TopicPartition(topic.name, 0)])
    async with consumer:
        record = await consumer.getone()
    assert (record.offset, record.value) == (0, bytes(limit // 2))


def test_a_wrong_file_names_its_lines(tmp_path: Path) -> None:
    """An unknown word or a wrong number is said with its line."""
    file = tmp_path / "topics.yaml"
    file.write_text("topics:\n  - name: a\n    partitions: 0\n    retention_days: 1\n    compact: true\n")
    with pytest.raises(ConfigurationError) as raised:
        load_configuration(file, TopicTable)
    lines = "\n".join(raised.value.lines())
    assert "3" in lines
    assert "5" in lines


def test_each_partner_has_its_own() -> None:
    """`{oin}` stands for every partner."""
    table = TopicTable(topics=(Topic(name="partner.{oin}.x", partitions=1, retention_days=1),))
    assert [topic.name for topic in table.expanded(["1", "2"], "p.")] == ["p.partner.1.x", "p.partner.2.x"]
