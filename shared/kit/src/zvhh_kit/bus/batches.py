# SPDX-License-Identifier: EUPL-1.2
"""Records handed to aiokafka a partition at a time: one by one costs its client almost twice the time.

The records of a partition stay in their order, and the partition is the one that aiokafka (and Kafka's own clients)
choose for the key. A batch is acknowledged or refused as a whole. Not for: what follows from a refusal (`producer`).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import DefaultPartitioner

from zvhh_kit.bus.envelope import Header

__all__ = ["FAULTS", "Record", "answers_to"]

FAULTS = (KafkaError, TimeoutError, OSError, AssertionError)
Record = tuple[str, bytes | None, bytes | None, list[Header]]
"""Topic, key, value, headers."""

_partition_of = DefaultPartitioner()


async def answers_to(producer: AIOKafkaProducer, records: Sequence[Record]) -> list[Any]:
    """Send records and wait for all acknowledgements: for each what the broker said, or one of FAULTS as a value."""
    batches: list[_Batch] = []
    filling: dict[tuple[str, int], _Batch] = {}
    partitions: dict[str, list[int] | BaseException] = {}
    answers: list[Any] = [None] * len(records)
    for place, record in enumerate(records):
        topic, key = record[0], record[1]
        known = partitions.get(topic)
        if known is None:
            known = partitions[topic] = await _partitions(producer, topic)
        if isinstance(known, BaseException):
            answers[place] = known
            continue
        where = topic, int(_partition_of(key, known, known))
        batch = filling.get(where)
        if batch is None or not batch.take(place, record):
            batch = filling[where] = _Batch(producer, *where)
            batch.take(place, record)
            batches.append(batch)
    said = await asyncio.gather(*(batch.sent() for batch in batches), return_exceptions=True)
    for batch, answer in zip(batches, said, strict=True):
        for place in batch.places:
            answers[place] = answer
    return answers


async def _partitions(producer: AIOKafkaProducer, topic: str) -> list[int] | BaseException:
    try:
        return sorted(await producer.partitions_for(topic))
    except FAULTS as fault:
        return fault


@dataclass(slots=True)
class _Batch:
    """One batch of one partition, and the places of its records among all."""

    producer: AIOKafkaProducer
    topic: str
    partition: int
    places: list[int] = field(default_factory=list)
    _builder: Any = None

    def __post_init__(self) -> None:
        self._builder = self.producer.create_batch()

    def take(self, place: int, record: Record) -> bool:
        """Take a record; False when it is full. The first always fits, whatever its size: the broker judges it then."""
        _, key, value, headers = record
        if self._builder.append(timestamp=None, key=key, value=value, headers=headers) is None:
            return False
        self.places.append(place)
        return True

    async def sent(self) -> Any:
        """Hand it over and wait for the broker."""
        self._builder.close()
        return await (await self.producer.send_batch(self._builder, self.topic, partition=self.partition))
