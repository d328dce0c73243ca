# SPDX-License-Identifier: EUPL-1.2
"""Topics from the file on a real broker: what is missing is made, what must never change is refused."""

from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from zvhh_kit.configuration import ConfigurationError, load_configuration
from zvhh_kit.topics import Topic, TopicError, TopicTable, create

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


async def test_topics_are_never_compacted_and_keep_the_brokers_time(kafka_bootstrap: str, topic_prefix: str) -> None:
    """Compaction would keep one event per zaak; S7 counts the broker's append time."""
    await create(kafka_bootstrap, {}, _topics(topic_prefix, a=1))
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    try:
        [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic_prefix + "a")])
    finally:
        await admin.close()
    settings = {row[0]: row[1] for row in answer.resources[0][4]}
    assert settings["cleanup.policy"] == "delete"
    assert settings["message.timestamp.type"] == "LogAppendTime"
    assert settings["retention.ms"] == str(5 * 24 * 60 * 60 * 1000)


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
