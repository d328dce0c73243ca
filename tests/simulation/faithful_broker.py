# SPDX-License-Identifier: EUPL-1.2
"""What the kit does with producers, consumers and FastStream, as two scripts to be played on a real broker and on the fake.

Each answer is written down without what differs by nature: times, and the texts of errors. Not for: a broker that is
away; `make faults` has real ones.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from faststream import AckPolicy
from faststream.kafka.message import KafkaAckableMessage

__all__ = ["consumed", "produced"]

Answer = Any
KEYS = [b"a", b"b", b"c"]


async def _send(producer: Any, topic: str, partition: int, values: list[bytes]) -> str:
    builder = producer.create_batch()
    for value in values:
        assert builder.append(timestamp=None, key=KEYS[0], value=value, headers=[("ce_id", b"1")]) is not None
    builder.close()
    try:
        await (await producer.send_batch(builder, topic, partition=partition))
    except KafkaError as fault:
        return type(fault).__name__
    return "acknowledged"


async def produced(make: Callable[[], Any], topic: str) -> list[Answer]:
    """The trap: one refused send spoils its partition for this producer, no other partition, and no other producer."""
    producer = make()
    answers: list[Answer] = []
    await producer.start()
    answers.append(sorted(await producer.partitions_for(topic)))
    for partition, values in (
        (0, [b"1", b"2"]),
        (1, [b"3"]),
        (0, [b"4"]),
        (0, [b"x" * 300_000]),
        (0, [b"5"]),
        (1, [b"6"]),
        (0, [b"7"]),
    ):
        answers.append((partition, len(values), await _send(producer, topic, partition, values)))
    answers.append(_fills(producer))
    await producer.stop()
    other = make()
    await other.start()
    answers.append(await _send(other, topic, 0, [b"8"]))
    await other.stop()
    return answers


def _fills(producer: Any) -> tuple[bool, bool, bool]:
    """The first record fits whatever its size; one that does not fit is not taken."""
    builder = producer.create_batch()
    took = [
        builder.append(timestamp=None, key=KEYS[0], value=b"x" * size, headers=[]) is not None
        for size in (100_000, 10, 100_000)
    ]
    return took[0], took[1], took[2]


async def consumed(make: Callable[..., Any], topic: str, group: str, amount: int) -> list[Answer]:
    """A handler that fails once: everything of that batch comes again; a later life begins where the last one committed."""
    answers: list[Answer] = []
    first = _Reading(make, topic, group, fails=1)
    await first.start()
    await first.until(amount)
    answers.append(sorted(first.seen))
    answers.append(first.failed > 0)
    await first.stop()
    second = _Reading(make, topic, group, fails=0)
    await second.start()
    await second.until(0)
    consumer = second.consumer
    places = [TopicPartition(topic, n) for n in range(2)]
    answers.append([await consumer.position(place) for place in places])
    answers.append([await consumer.committed(place) for place in places])
    answers.append(sorted(place.partition for place in consumer.assignment()))
    consumer.seek(partition=places[0], offset=0)
    await second.until(1)
    answers.append(sorted({place for place in second.seen if place[0] == 0})[:1])
    await second.stop()
    return answers


class _Reading:
    """A batch subscriber as the kit makes one, that writes down what it was given."""

    def __init__(self, make: Callable[..., Any], topic: str, group: str, fails: int) -> None:
        self._broker = make(
            apply_types=False,
            ack_policy=AckPolicy.NACK_ON_ERROR,
            logger=None,
            graceful_timeout=15.0,
            consumer_only=True,
            allow_auto_create_topics=False,
        )
        self.seen: set[tuple[int, int]] = set()
        self.failed = 0
        self._fails = fails
        self._polls = 0
        self._polled = asyncio.Event()
        self._subscriber = self._broker.subscriber(
            topic,
            batch=True,
            max_records=5,
            group_id=group,
            group_instance_id=f"{group}-0",
            auto_offset_reset="earliest",
            parser=self._parse,
            decoder=_raw,
        )
        self._subscriber.get_msg = self._poll
        self._subscriber(self._handle)

    @property
    def consumer(self) -> Any:
        return self._subscriber.consumer

    async def start(self) -> None:
        await self._broker.start()

    async def stop(self) -> None:
        await self._broker.stop()

    async def until(self, amount: int) -> None:
        """Until so many records were seen and a poll after that found nothing, so that all is committed."""
        async with asyncio.timeout(60):
            while len(self.seen) < amount or not self.consumer.assignment():
                await self._next()
            polls = self._polls
            while self._polls < polls + 2:
                await self._next()

    async def _next(self) -> None:
        """After another poll; one that came back empty before anything was assigned says nothing."""
        self._polled.clear()
        await self._polled.wait()

    async def _poll(self, consumer: Any) -> tuple[Any, ...]:
        polled = await consumer.getmany(timeout_ms=200, max_records=5)
        if not polled and consumer.assignment():
            self._polls += 1
        self._polled.set()
        return tuple(record for records in polled.values() for record in records)

    async def _parse(self, records: Any) -> KafkaAckableMessage:
        return KafkaAckableMessage(
            body=[record.value for record in records],
            headers={},
            batch_headers=[],
            raw_message=records,
            consumer=self.consumer,
            message_id="1",
        )

    async def _handle(self, records: Any) -> None:
        if self.failed < self._fails:
            self.failed += 1
            raise RuntimeError
        self.seen |= {(record.partition, record.offset) for record in records}


async def _raw(message: Any) -> Any:
    return message.raw_message
