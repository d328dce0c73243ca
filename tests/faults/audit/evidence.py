# SPDX-License-Identifier: EUPL-1.2
"""Everything that an audit looks at, read at one moment: the documents of four databases and every record of the topics.

For: the checks. Read raw, by the driver and by the protocol; not by anything of the system under audit.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from pymongo import MongoClient
from pymongo.read_concern import ReadConcern
from tests.faults.audit.rules import COLLECTIONS, DEAD_LETTERS, TOPICS

__all__ = ["Channel", "Evidence", "Line", "Record", "collect", "unpublished"]

Document = Mapping[str, Any]
Channel = tuple[str, str]
"""Source and subject."""

IN_CLEAR = ("ce_id", "ce_source", "ce_type", "ce_subject", "ce_sequence")


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a topic (without prefix), with the attributes of its CloudEvent."""

    topic: str
    partition: int
    offset: int
    key: str
    headers: Mapping[str, str]
    value: bytes

    @property
    def channel(self) -> Channel:
        """Source and subject."""
        return self.headers.get("ce_source", ""), self.headers.get("ce_subject", "")

    @property
    def sequence(self) -> int:
        """0 where it has none."""
        text = self.headers.get("ce_sequence", "0")
        return int(text) if text.isdecimal() else 0

    @property
    def type(self) -> str:
        """The event type."""
        return self.headers.get("ce_type", "")

    @property
    def content(self) -> tuple[str, str, bytes]:
        """What must be the same in every record of one number."""
        return self.headers.get("ce_id", ""), self.type, self.value

    def __str__(self) -> str:
        return f"{self.topic}[{self.partition}]@{self.offset}"


class Line(NamedTuple):
    """A line of the log of reads and writes: its writer's n-th, linked to the one before by that one's hash."""

    writer: str
    n: int
    previous: str
    hash: str


@dataclass(slots=True)
class Evidence:
    """documents: service → id → document · records: topic → records by partition and offset · dead: service → letters ·
    feedback: OIN → records of the partner's topic · checkpoints: service → writer → its writes that are published ·
    logs: service → lines of its log of reads and writes · keys: service → id → the record of its key.
    """

    documents: dict[str, dict[str, Document]]
    records: dict[str, list[Record]]
    dead: dict[str, list[Record]]
    feedback: dict[str, list[Record]] = field(default_factory=dict)
    checkpoints: dict[str, dict[str, int]] = field(default_factory=dict)
    logs: dict[str, list[Line]] = field(default_factory=dict)
    keys: dict[str, dict[str, Document]] = field(default_factory=dict)

    def events(self) -> Iterator[Record]:
        """Every record of our own topics."""
        for topic in TOPICS:
            yield from self.records.get(topic, ())

    def state(self, service: str, id_: str) -> Mapping[str, Any] | None:
        """The state of a document, None where there is none."""
        document = self.documents[service].get(id_)
        state: Mapping[str, Any] | None = document["state"] if document else None
        return state


def unpublished(document: Document, checkpoints: Mapping[str, int]) -> list[int]:
    """The numbers of a document's outbox entries that are not known to be published: the one place that knows how.

    A document carries the name and number of its last write; all that it had in its outbox then is published once the
    checkpoint of that writer has come as far.
    """
    name, _, number = document["writer"].rpartition("-")
    if number.isdecimal() and int(number) <= checkpoints.get(name, 0):
        return []
    return [entry["n"] for entry in document["outbox"]]


async def collect(
    bootstrap: str, mongodb_url: str, prefix: str, databases: Mapping[str, str], *, logs: bool = False
) -> Evidence:
    """Read all of it; the logs of reads and writes only where asked for, they are long.

    The system must stand still (`settle`), or what was read later tells more than what was earlier.
    """
    records = await _records(bootstrap, prefix)
    ours = {topic: found for topic, found in records.items() if topic in TOPICS}
    dead = {service: records.get(topic, []) for service, topic in DEAD_LETTERS.items()}
    feedback = {topic.split(".")[1]: found for topic, found in records.items() if topic.startswith("partner.")}
    evidence = Evidence({}, ours, dead, feedback)
    await asyncio.to_thread(_read_databases, evidence, mongodb_url, databases, logs=logs)
    return evidence


def _read_databases(evidence: Evidence, mongodb_url: str, databases: Mapping[str, str], *, logs: bool) -> None:
    """Every document of the services whose database is named, as a majority has it; and how far each writer is."""
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_url, tz_aware=True, serverSelectionTimeoutMS=10_000)
    try:
        for service, database in databases.items():
            kept, writers, log, keys = (
                client[database].get_collection(COLLECTIONS[service] + more, read_concern=ReadConcern("majority"))
                for more in ("", "_schrijvers", "_verwerkingen", "_sleutels")
            )
            evidence.documents[service] = {document["_id"]: document for document in kept.find({})}
            evidence.checkpoints[service] = {writer["_id"]: writer["published"] for writer in writers.find({})}
            evidence.keys[service] = {key["_id"]: key for key in keys.find({})}
            if logs:
                found = log.find({}, dict.fromkeys(Line._fields, 1))
                evidence.logs[service] = [Line(*(raw[name] for name in Line._fields)) for raw in found]
    finally:
        client.close()


async def _records(bootstrap: str, prefix: str) -> dict[str, list[Record]]:
    places = await _places(bootstrap, prefix)
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        return await _read(consumer, places, prefix)


async def _places(bootstrap: str, prefix: str) -> list[TopicPartition]:
    """Every partition of our topics, of the dead letters and of the partners' feedback."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        names = [name for name in await admin.list_topics() if _wanted(name, prefix)]
        found = await admin.describe_topics(names) if names else []
    finally:
        await admin.close()
    return [TopicPartition(one["topic"], part["partition"]) for one in found for part in one["partitions"]]


def _wanted(name: str, prefix: str) -> bool:
    bare = name.removeprefix(prefix)
    ours = bare in TOPICS or bare in DEAD_LETTERS.values()
    return name.startswith(prefix) and (ours or _is_feedback(bare))


def _is_feedback(name: str) -> bool:
    return name.startswith("partner.") and ".terugkoppelingen." in name


async def _read(consumer: AIOKafkaConsumer, places: list[TopicPartition], prefix: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {place.topic.removeprefix(prefix): [] for place in places}
    if not places:
        return found
    consumer.assign(places)
    ends = await consumer.end_offsets(places)
    await consumer.seek_to_beginning()
    while any([await consumer.position(place) < ends[place] for place in places]):
        for place, records in (await consumer.getmany(timeout_ms=500)).items():
            name = place.topic.removeprefix(prefix)
            found[name] += [_record(name, one) for one in records if one.offset < ends[place]]
    for records in found.values():
        records.sort(key=lambda one: (one.partition, one.offset))
    return found


def _record(topic: str, raw: Any) -> Record:
    headers = {name: value.decode(errors="replace") for name, value in raw.headers}
    key = (raw.key or b"").decode(errors="replace")
    return Record(topic, raw.partition, raw.offset, key, headers, raw.value or b"")
