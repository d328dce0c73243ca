# SPDX-License-Identifier: EUPL-1.2
"""The part of AIOKafkaProducer that the kit calls: batches, a sequence number spent when a batch is sent, and the trap
that one refused send spoils the partition for this producer.

Not for: consuming (`subscriber`).
"""

import asyncio
from typing import Any

from aiokafka.errors import (
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    NotEnoughReplicasError,
    ProducerClosed,
    UnknownTopicOrPartitionError,
)
from tests.simulation.broker import Broker
from tests.simulation.loop import LIFE
from tests.simulation.world import here

__all__ = ["Producer"]

RETRY = 0.1


class Builder:
    """BatchBuilder: records until it is full; the first always fits."""

    def __init__(self, most: int) -> None:
        self._most, self._bytes, self._closed = most, 0, False
        self.records: list[tuple[Any, Any, Any]] = []

    def append(self, *, timestamp: int | None, key: bytes | None, value: bytes | None, headers: Any) -> object | None:
        size = len(key or b"") + len(value or b"") + sum(len(name) + len(one) for name, one in headers) + 80
        if self._closed or (self.records and self._bytes + size > self._most):
            return None
        self._bytes += size
        self.records.append((key, value, tuple(headers)))
        return object()

    def close(self) -> None:
        self._closed = True


class Producer:
    """AIOKafkaProducer with enable_idempotence and acks=all."""

    def __init__(self, *, enable_idempotence: bool, acks: str, max_batch_size: int, request_timeout_ms: int, **_: Any):
        if not enable_idempotence or acks != "all":
            raise AssertionError("the kit's producer is idempotent")
        self._world = here()
        self._broker: Broker = self._world.broker
        self._most, self._timeout = max_batch_size, request_timeout_ms / 1000
        self._number = 0
        self._next: dict[tuple[str, int], int] = {}
        self._last: dict[tuple[str, int], asyncio.Task[Any]] = {}
        self._stopped = False

    async def start(self) -> None:
        """Raises KafkaConnectionError where the broker is away."""
        await asyncio.sleep(self._world.delay())
        self._world.point("starts a producer", LIFE.get())
        if self._broker.away:
            raise KafkaConnectionError("away")
        self._number = next(self._world.numbers)

    async def stop(self) -> None:
        self._stopped = True
        if self._last:
            await asyncio.wait(list(self._last.values()), timeout=self._timeout)

    async def partitions_for(self, topic: str) -> set[int]:
        if topic not in self._broker.logs:
            await asyncio.sleep(self._world.delay())
            raise UnknownTopicOrPartitionError
        return set(range(self._broker.partitions))

    def create_batch(self) -> Builder:
        return Builder(self._most)

    async def send_batch(self, builder: Builder, topic: str, *, partition: int) -> "asyncio.Future[Any]":
        """The future of its acknowledgement. Batches of a partition go one after the other."""
        if self._stopped:
            raise ProducerClosed
        place = (topic, partition)
        sending = asyncio.create_task(self._deliver(self._last.get(place), builder, place))
        sending.add_done_callback(_seen)
        self._last[place] = sending
        return asyncio.shield(sending)

    async def _deliver(self, before: asyncio.Task[Any] | None, builder: Builder, place: tuple[str, int]) -> None:
        if before is not None:
            await asyncio.wait({before})
        sequence = self._next.get(place, 0)
        self._next[place] = sequence + len(builder.records)
        until = self._world.loop.time() + self._timeout
        while True:
            try:
                await self._once(sequence, builder, place)
            except KafkaConnectionError:
                if self._world.loop.time() + RETRY >= until:
                    raise KafkaTimeoutError from None
                await asyncio.sleep(RETRY)
            else:
                return

    async def _once(self, sequence: int, builder: Builder, place: tuple[str, int]) -> None:
        """One request. KafkaConnectionError: to be sent again, with the same number."""
        world, life = self._world, LIFE.get()
        what = f"produces {place[0]}/{place[1]} {[(key or b'').decode() for key, _, _ in builder.records]}"
        fault = world.point(f"sends {what}", life, request=True, change=True)
        if life is not None and not life.alive:
            await world.loop.create_future()
        kind = fault.kind if fault is not None else ""
        if kind == "refused":
            await asyncio.sleep(world.delay())
            raise NotEnoughReplicasError
        answer: asyncio.Future[Any] = world.loop.create_future()
        late = fault.seconds if fault is not None and kind == "late" else 0.0
        if kind != "lost" and not (kind == "again" and fault is not None and fault.choice < 0.5):
            world.serve(self._served(sequence, builder, place, answer, late, (what, life, kind)))
        if kind in {"lost", "unanswered", "late"}:
            await asyncio.sleep(self._timeout)
            raise KafkaTimeoutError
        if kind == "again":
            await asyncio.sleep(world.delay())
            raise KafkaConnectionError("connection closed")
        await answer

    async def _served(
        self, sequence: int, builder: Builder, place: tuple[str, int], answer: Any, late: float, about: Any
    ) -> None:
        what, life, kind = about
        await asyncio.sleep(self._world.delay() + late)
        said: KafkaError | None = None
        if self._broker.away:
            said = KafkaConnectionError("away")
        else:
            try:
                self._broker.append(self._number, sequence, *place, builder.records)
            except KafkaError as fault:
                said = fault
        self._world.point(f"is answered {what}" if not kind else f"({kind}) {what}", life, change=True)
        self._world.later(self._world.delay(), _answer, answer, said)


def _answer(answer: "asyncio.Future[None]", said: KafkaError | None) -> None:
    if answer.done():
        return
    if said is None:
        answer.set_result(None)
    else:
        answer.set_exception(said)
        answer.exception()


def _seen(sending: "asyncio.Task[Any]") -> None:
    if not sending.cancelled():
        sending.exception()
