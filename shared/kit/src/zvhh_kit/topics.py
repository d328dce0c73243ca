# SPDX-License-Identifier: EUPL-1.2
"""The topics as a file (`deploy/topics.yaml`): partitions, retention, size, who may read and write.

For: creating what is missing and refusing what must never change (partitions move keys and lose order; compaction
would keep one event per zaak). Not for: which event lives where; that is the contracts' topic table.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from pydantic import BaseModel, ConfigDict, Field

from zvhh_kit.causes import attempts

__all__ = ["COPIES", "Topic", "TopicError", "TopicTable", "create"]

log = logging.getLogger(__name__)
Partitions = Sequence[Mapping[str, Any]]
DAY_MS = 24 * 60 * 60 * 1000
COPIES, IN_SYNC = 3, 2
"""With three copies of which two must have an event before it is acknowledged, one dead broker loses and stops nothing."""


class TopicError(Exception):
    """Topics that are not as the file says; the text names each."""


class Topic(BaseModel):
    """One topic, or one for each partner where the name holds `{oin}`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    partitions: Annotated[int, Field(gt=0)]
    retention_days: Annotated[int, Field(gt=0)]
    max_message_bytes: Annotated[int, Field(gt=0)] = 128 * 1024
    timestamp_type: Literal["CreateTime", "LogAppendTime"] = "LogAppendTime"
    writers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()

    def settings(self, replication: int = 1) -> dict[str, str]:
        """The topic's configuration on so many brokers: never compacted; acknowledged is on two of them where there are three."""
        in_sync = {"min.insync.replicas": str(IN_SYNC)} if replication >= COPIES else {}
        return in_sync | {
            "cleanup.policy": "delete",
            "retention.ms": str(self.retention_days * DAY_MS),
            "max.message.bytes": str(self.max_message_bytes),
            "message.timestamp.type": self.timestamp_type,
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
    """Create what is missing; the names made. `partitions` overrides the file's number above 1 (tests, a laptop).

    Raises TopicError naming every topic whose number of partitions differs from the file's, or that can't be made; with
    `safe` also those that are there, and of which one dead broker may lose an event that was acknowledged.
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
            differ += await _unsafe(admin, there)
        if differ:
            raise TopicError("; ".join(differ))
        missing = [topic for topic in topics if topic.name not in known]
        await _make(
            admin,
            [NewTopic(t.name, wanted[t.name], replication, topic_configs=t.settings(replication)) for t in missing],
        )
        return [topic.name for topic in missing]
    except (KafkaError, OSError, TimeoutError) as fault:
        raise TopicError(f"the broker can't be used: {tried.why(fault)}") from fault
    finally:
        await admin.close()


async def _make(admin: AIOKafkaAdminClient, topics: list[NewTopic]) -> None:
    answer = await admin.create_topics(topics) if topics else None
    rows = answer.topic_errors if answer else []
    faults = [f"{row[0]}: {for_code(row[1]).__name__}" for row in rows if _failed(row[1])]
    if faults:
        raise TopicError("; ".join(faults))


async def _unsafe(admin: AIOKafkaAdminClient, topics: Mapping[str, Partitions]) -> list[str]:
    """Of these topics, by their partitions, those that have too few copies or are acknowledged by too few; and how many."""
    asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in topics]
    answers = await admin.describe_configs(asked) if asked else []
    in_sync = {
        found[3]: int(row[1])
        for answer in answers
        for found in answer.resources
        for row in found[4]
        if row[0] == "min.insync.replicas"
    }
    copies = {name: min(len(one["replicas"]) for one in partitions) for name, partitions in topics.items()}
    few = [f"{name}: {n} copies, not {COPIES}" for name, n in copies.items() if n < COPIES]
    return few + [f"{name}: min.insync.replicas {n}, not {IN_SYNC}" for name, n in in_sync.items() if n < IN_SYNC]


def _failed(code: int) -> bool:
    return code not in (0, TopicAlreadyExistsError.errno)
