# SPDX-License-Identifier: EUPL-1.2
"""The topics as a file (`deploy/topics.yaml`): partitions, retention, size, who may read and write.

For: creating what is missing, bringing the settings of what is there in line, and refusing what must never change
(partitions move keys and lose order; compaction would keep one event per zaak).
Not for: which event lives where; that is the contracts' topic table. Nothing is ever removed here.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from pydantic import BaseModel, ConfigDict, Field

from zvhh_kit.process.causes import attempts

__all__ = ["COPIES", "Topic", "TopicError", "TopicTable", "create"]

log = logging.getLogger(__name__)
Partitions = Sequence[Mapping[str, Any]]
DAY_MS = 24 * 60 * 60 * 1000
KNOWN_WITHIN = 30
OF_THE_TOPIC = 1
"""Kafka's mark of a setting that was made for this topic, and is not the broker's own."""
COPIES, IN_SYNC, SAFE = 3, 2, "min.insync.replicas"
"""With three copies of which two must have an event before it is acknowledged, one dead broker loses and stops nothing."""


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

    def settings(self, replication: int = 1) -> dict[str, str]:
        """The topic's configuration on so many brokers: never compacted; acknowledged is on two of them where there are three."""
        in_sync = {SAFE: str(IN_SYNC)} if replication >= COPIES else {}
        return in_sync | {
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
    safe: bool = False,
) -> list[str]:
    """Create what is missing, and give what is there the file's settings; a line for each topic made or changed.

    `partitions` overrides the file's number above 1 (tests, a laptop). Raises TopicError naming every topic whose number
    of partitions differs from the file's, and with `safe` those that have too few copies, so that one dead broker may lose
    an event that was acknowledged; then nothing is done. Or that can't be made or changed.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    try:
        with attempts() as tried:
            await admin.start()
        known = {one["topic"]: one["partitions"] for one in await admin.describe_topics()}
        wanted = {topic.name: min(topic.partitions, partitions or topic.partitions) for topic in topics}
        there = {name: known[name] for name in wanted if name in known}
        differ = [
            f"{name}: {len(found)} partitions, not {wanted[name]}"
            for name, found in there.items()
            if len(found) != wanted[name]
        ]
        if safe:
            copies = {name: _copies(found) for name, found in there.items()}
            differ += [f"{name}: {n} copies, not {COPIES}" for name, n in copies.items() if n < COPIES]
        if differ:
            raise TopicError("; ".join(differ))
        missing = [topic for topic in topics if topic.name not in there]
        made = [NewTopic(t.name, wanted[t.name], replication, topic_configs=t.settings(replication)) for t in missing]
        answer = await admin.create_topics(made) if made else None
        _check([(row[0], row[1]) for row in answer.topic_errors] if answer else [])
        await _known(admin, {topic.name for topic in missing})
        return [topic.name for topic in missing] + await _bring_in_line(
            admin, {topic: _copies(there[topic.name]) for topic in topics if topic.name in there}
        )
    except (KafkaError, OSError, TimeoutError) as fault:
        raise TopicError(f"the broker can't be used: {tried.why(fault)}") from fault
    finally:
        await admin.close()


async def _known(admin: AIOKafkaAdminClient, made: set[str]) -> None:
    """Wait until the broker tells of what it made: on a busy one that takes a moment, and who asks then finds nothing."""
    for _ in range(KNOWN_WITHIN * 10):
        if made <= {one["topic"] for one in await admin.describe_topics()}:
            return
        await asyncio.sleep(0.1)


def _copies(partitions: Partitions) -> int:
    return min(len(one["replicas"]) for one in partitions)


async def _bring_in_line(admin: AIOKafkaAdminClient, topics: Mapping[Topic, int]) -> list[str]:
    """Change the settings that differ on topics with so many copies, and say each; what somebody set beside them stays."""
    if not topics:
        return []
    asked = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in topics])
    rows = [row for answer in asked for row in answer.resources]
    _check([(row[3], row[0]) for row in rows])
    lines, changes = [], []
    for topic, settings in ((topic, row[4]) for topic in topics for row in rows if row[3] == topic.name):
        was = {name: value for name, value, *_ in settings}
        wanted = topic.settings(topics[topic])
        if int(was.get(SAFE, "1")) > IN_SYNC:
            wanted.pop(SAFE, None)  # whoever wants more may have it
        differ = {name: value for name, value in wanted.items() if was.get(name) != value}
        if differ:
            # The whole set is replaced by what is sent, so what was set by hand goes along
            own = {name: value for name, value, _, source, *_ in settings if source == OF_THE_TOPIC}
            changes.append(ConfigResource(ConfigResourceType.TOPIC, topic.name, own | wanted))
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
