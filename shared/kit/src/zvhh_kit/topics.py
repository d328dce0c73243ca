# SPDX-License-Identifier: EUPL-1.2
"""The topics as a file (`deploy/topics.yaml`): partitions, retention, size, who may read and write.

For: creating what is missing, bringing the settings of what is there in line, and refusing what must never change
(partitions move keys and lose order; compaction would keep one event per zaak).
Not for: which event lives where; that is the contracts' topic table. Nothing is ever removed here.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code
from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Topic", "TopicError", "TopicTable", "create"]

log = logging.getLogger(__name__)
DAY_MS = 24 * 60 * 60 * 1000
OF_THE_TOPIC = 1
"""Kafka's mark of a setting that was made for this topic, and is not the broker's own."""


class TopicError(Exception):
    """Topics that are not as the file says; the text names each."""


class Topic(BaseModel):
    """One topic, or one for each partner where the name holds `{oin}`.

    `compression_type` is how the broker keeps records, whatever they came as. *Uncompressed* makes it count them as they
    are, so that a small record that unpacks to a large one is refused at its door; `producer` keeps them as they came.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    partitions: Annotated[int, Field(gt=0)]
    retention_days: Annotated[int, Field(gt=0)]
    max_message_bytes: Annotated[int, Field(gt=0)] = 128 * 1024
    timestamp_type: Literal["CreateTime", "LogAppendTime"] = "LogAppendTime"
    compression_type: Literal["producer", "uncompressed"] = "producer"
    writers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()

    def settings(self) -> dict[str, str]:
        """The topic's configuration: never compacted."""
        return {
            "cleanup.policy": "delete",
            "retention.ms": str(self.retention_days * DAY_MS),
            "max.message.bytes": str(self.max_message_bytes),
            "message.timestamp.type": self.timestamp_type,
            "compression.type": self.compression_type,
        }


class TopicTable(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    topics: tuple[Topic, ...]

    def expanded(self, partners: Iterable[str], prefix: str = "") -> list[Topic]:
        """Every topic by its real name: `{oin}` for each partner, the prefix in front."""
        oins = list(partners)
        names = [
            (topic, topic.name.format(oin=oin))
            for topic in self.topics
            for oin in (oins if "{oin}" in topic.name else [""])
        ]
        return [topic.model_copy(update={"name": prefix + name}) for topic, name in names]


async def create(
    bootstrap: str,
    security: Mapping[str, Any],
    topics: Sequence[Topic],
    *,
    replication: int = 1,
    partitions: int | None = None,
) -> list[str]:
    """Create what is missing, and give what is there the file's settings; a line for each topic made or changed.

    `partitions` overrides the file's number above 1 (tests, a laptop). Raises TopicError naming every topic whose number
    of partitions differs from the file's, and then nothing is done; or that can't be made or changed.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    await admin.start()
    try:
        there = {known["topic"]: len(known["partitions"]) for known in await admin.describe_topics()}
        wanted = {topic.name: min(topic.partitions, partitions or topic.partitions) for topic in topics}
        differ = [f"{name}: {there[name]} partitions, not {n}" for name, n in wanted.items() if there.get(name, n) != n]
        if differ:
            raise TopicError("; ".join(differ))
        missing = [topic for topic in topics if topic.name not in there]
        made = [NewTopic(t.name, wanted[t.name], replication, topic_configs=t.settings()) for t in missing]
        answer = await admin.create_topics(made) if made else None
        _check([(row[0], row[1]) for row in answer.topic_errors] if answer else [])
        return [topic.name for topic in missing] + await _bring_in_line(
            admin, [topic for topic in topics if topic.name in there]
        )
    finally:
        await admin.close()


async def _bring_in_line(admin: AIOKafkaAdminClient, topics: Sequence[Topic]) -> list[str]:
    """Change the settings that differ, and say each; what somebody set beside the file's stays."""
    if not topics:
        return []
    asked = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in topics])
    rows = [row for answer in asked for row in answer.resources]
    _check([(row[3], row[0]) for row in rows])
    lines, changes = [], []
    for topic, settings in ((topic, row[4]) for topic in topics for row in rows if row[3] == topic.name):
        was = {name: value for name, value, *_ in settings}
        differ = {name: value for name, value in topic.settings().items() if was.get(name) != value}
        if differ:
            # The whole set is replaced by what is sent, so what was set by hand goes along
            own = {name: value for name, value, _, source, *_ in settings if source == OF_THE_TOPIC}
            changes.append(ConfigResource(ConfigResourceType.TOPIC, topic.name, own | topic.settings()))
            said = ", ".join(f"{name} {was.get(name)} -> {value}" for name, value in differ.items())
            lines.append(f"{topic.name}: {said}")
    changed = await admin.alter_configs(changes) if changes else []
    _check([(row[3], row[0]) for answer in changed for row in answer.resources])
    return lines


def _check(answers: Iterable[tuple[str, int]]) -> None:
    """Raises TopicError naming every topic with an error code."""
    faults = [
        f"{name}: {for_code(code).__name__}" for name, code in answers if code not in (0, TopicAlreadyExistsError.errno)
    ]
    if faults:
        raise TopicError("; ".join(faults))
