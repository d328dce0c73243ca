# SPDX-License-Identifier: EUPL-1.2
"""The topics as a file (`deploy/topics.yaml`): partitions, retention, size, who may read and write.

For: creating what is missing and refusing what must never change (partitions move keys and lose order; compaction
would keep one event per zaak). Not for: which event lives where; that is the contracts' topic table.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from pydantic import BaseModel, ConfigDict, Field

from zvhh_kit.causes import attempts

__all__ = ["Topic", "TopicError", "TopicTable", "create"]

log = logging.getLogger(__name__)
DAY_MS = 24 * 60 * 60 * 1000


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

    def settings(self) -> dict[str, str]:
        """The topic's configuration: never compacted."""
        return {
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
) -> list[str]:
    """Create what is missing; the names made. `partitions` overrides the file's number above 1 (tests, a laptop).

    Raises TopicError naming every topic whose number of partitions differs from the file's, or that can't be made.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    try:
        with attempts() as tried:
            await admin.start()
    except (KafkaError, OSError, TimeoutError) as fault:
        raise TopicError(f"the broker can't be reached: {tried.why(fault)}") from fault
    try:
        there = {known["topic"]: len(known["partitions"]) for known in await admin.describe_topics()}
        wanted = {topic.name: min(topic.partitions, partitions or topic.partitions) for topic in topics}
        differ = [f"{name}: {there[name]} partitions, not {n}" for name, n in wanted.items() if there.get(name, n) != n]
        if differ:
            raise TopicError("; ".join(differ))
        missing = [topic for topic in topics if topic.name not in there]
        made = [NewTopic(t.name, wanted[t.name], replication, topic_configs=t.settings()) for t in missing]
        answer = await admin.create_topics(made) if made else None
        faults = [
            f"{row[0]}: {for_code(row[1]).__name__}"
            for row in (answer.topic_errors if answer else [])
            if _failed(row[1])
        ]
        if faults:
            raise TopicError("; ".join(faults))
        return [topic.name for topic in missing]
    finally:
        await admin.close()


def _failed(code: int) -> bool:
    return code not in (0, TopicAlreadyExistsError.errno)
