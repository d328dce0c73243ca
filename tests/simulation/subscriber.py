# SPDX-License-Identifier: EUPL-1.2
"""The part of FastStream and AIOKafkaConsumer that the kit's consumer uses: one batch subscriber that polls, handles,
commits, and rewinds what failed (AckPolicy.NACK_ON_ERROR).

Not for: what a batch means; the kit's own `Consumer` handles it.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import IllegalStateError, KafkaConnectionError, KafkaError
from faststream import AckPolicy
from tests.simulation.broker import Broker, Group, Kept
from tests.simulation.loop import LIFE
from tests.simulation.world import here

__all__ = ["Polling", "SubscribingBroker"]

REJOIN = 0.5


class Polling:
    """AIOKafkaConsumer, a static member of its group, without automatic commits."""

    def __init__(self, topics: tuple[str, ...], group: str, instance: str) -> None:
        self._world = here()
        self._broker: Broker = self._world.broker
        self._group: Group = self._broker.group(group, topics)
        self.life = LIFE.get()
        self.instance = instance
        self.generation = -1
        self._positions: dict[TopicPartition, int] = {}
        self._answered = 0
        self._stopped = False

    def reachable(self) -> bool:
        return not self._stopped and (self.life is None or (self.life.alive and not self.life.frozen))

    def take(self, partitions: list[TopicPartition], committed: dict[TopicPartition, int]) -> None:
        self._positions = {place: committed.get(place, 0) for place in partitions}

    async def start(self) -> None:
        """Join. Raises KafkaConnectionError where the broker is away."""
        await asyncio.sleep(self._world.delay())
        self._world.point("joins its group", self.life)
        if self._broker.away:
            raise KafkaConnectionError("away")
        self._group.join(self)
        if self.life is not None:
            self.life.at_silence.append(self.unheard)
            self.life.at_thaw.append(self.thawed)

    def unheard(self) -> None:
        """Its process was frozen or killed."""
        self._broker.lost(self)

    def thawed(self) -> None:
        """It finds out what happened meanwhile, a little later."""
        self._world.later(self._world.rng.uniform(0.0, REJOIN), self._rejoin)

    def _rejoin(self) -> None:
        """Back in the group, or in its present generation; unless another one has its name now."""
        known = self._group.members.get(self.instance)
        if self.reachable() and (known is None or known is self) and self.generation != self._group.generation:
            self._group.members[self.instance] = self
            self._group.rebalance()

    def drop_out(self) -> None:
        """Its group thinks that it is dead, and it has to come back."""
        self._group.expire(self)
        self.thawed()

    async def stop(self) -> None:
        """A static member leaves without a word."""
        self._stopped = True
        self._broker.lost(self)
        await asyncio.sleep(self._world.delay())

    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self._positions)

    def highwater(self, place: TopicPartition) -> int | None:
        return len(self._broker.logs[place.topic][place.partition])

    def last_poll_timestamp(self, place: TopicPartition) -> int:
        return self._answered

    async def position(self, place: TopicPartition) -> int:
        return self._positions[place]

    async def committed(self, place: TopicPartition) -> int | None:
        await asyncio.sleep(self._world.delay())
        return self._group.committed.get(place)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        if partition not in self._positions:
            raise IllegalStateError(f"{partition} is not assigned")
        self._positions[partition] = offset

    async def getmany(self, *, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[Kept]]:
        """What is new, or nothing after so long."""
        until = self._world.loop.time() + timeout_ms / 1000
        while True:
            await asyncio.sleep(self._world.delay())
            found = {} if self._broker.away or self._stopped else self._new(max_records)
            if not self._broker.away:
                self._answered = int((1_750_000_000.0 + self._world.loop.time()) * 1000)
            if found:
                self._world.point(f"polls {[(p.topic, p.partition, len(r)) for p, r in found.items()]}", self.life)
                return found
            left = until - self._world.loop.time()
            if left <= 0:
                return {}
            await asyncio.wait({self._broker.news()}, timeout=left)

    def _new(self, most: int) -> dict[TopicPartition, list[Kept]]:
        found: dict[TopicPartition, list[Kept]] = {}
        for place, position in self._positions.items():
            some = self._broker.logs[place.topic][place.partition][position : position + most]
            if some:
                self._positions[place] = position + len(some)
                found[place] = some
                most -= len(some)
        return found

    async def commit(self, offsets: dict[TopicPartition, int] | None = None) -> None:
        """Where it is in everything that it has now. Raises a KafkaError where that is not known to have come through."""
        where = dict(self._positions) if offsets is None else dict(offsets)
        fault = self._world.point(f"commits {list(where.values())}", self.life, request=True, change=True)
        if self.life is not None and not self.life.alive:
            await self._world.loop.create_future()
        await asyncio.sleep(self._world.delay())
        if self._broker.away or (fault is not None and fault.kind in {"lost", "refused", "late"}):
            raise KafkaConnectionError("away")
        self._group.commit(self, where)
        self._world.point("is answered a commit", self.life, change=True)
        await asyncio.sleep(self._world.delay())
        if fault is not None and fault.kind == "unanswered":
            raise KafkaConnectionError("away")


class Subscriber:
    """FastStream's batch subscriber."""

    def __init__(self, topics: tuple[str, ...], parser: Any, options: dict[str, Any], graceful: float) -> None:
        self._topics, self._parser, self._options, self._graceful = topics, parser, options, graceful
        self.consumer: Polling | None = None
        self.get_msg: Callable[[Any], Awaitable[tuple[Any, ...]]]
        self._handler: Callable[[Any], Awaitable[None]]
        self._running = False
        self._idle = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def __call__(self, handler: Callable[[Any], Awaitable[None]]) -> Any:
        self._handler = handler
        return handler

    async def start(self) -> None:
        self._running = True
        self._idle.set()
        self.consumer = Polling(self._topics, self._options["group_id"], self._options["group_instance_id"])
        await self.consumer.start()
        self._task = asyncio.create_task(self._supervised(self.consumer))

    async def stop(self) -> None:
        self._running = False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._graceful):
                await self._idle.wait()
        if self._task is not None and not self._task.done():
            self._task.cancel()
        if self.consumer is not None:
            await self.consumer.stop()
            self.consumer = None

    async def _supervised(self, consumer: Polling) -> None:
        while self._running:
            try:
                records = await self.get_msg(consumer)
            except KafkaError:
                await asyncio.sleep(5)
                continue
            if records and self._running:
                self._idle.clear()
                try:
                    await self._consume(records, consumer)
                finally:
                    self._idle.set()

    async def _consume(self, records: tuple[Any, ...], consumer: Polling) -> None:
        """The handler's error is logged and rewinds; so is one of the commit, which leaves everything to be read again."""
        message = await self._parser(records)
        try:
            await self._handler(message.raw_message)
        except Exception:  # noqa: BLE001 - as FastStream does
            with contextlib.suppress(KafkaError):
                await message.nack()
        else:
            with contextlib.suppress(KafkaError):
                await message.ack()


class SubscribingBroker:
    """FastStream's KafkaBroker."""

    def __init__(self, *_: Any, ack_policy: Any, graceful_timeout: float, **__: Any) -> None:
        if ack_policy is not AckPolicy.NACK_ON_ERROR:
            raise AssertionError("another policy than the fake knows")
        self._graceful = graceful_timeout
        self._subscriber: Subscriber | None = None

    def subscriber(self, *topics: str, batch: bool, parser: Any, decoder: Any, **options: Any) -> Subscriber:
        self._subscriber = Subscriber(topics, parser, options, self._graceful)
        return self._subscriber

    async def start(self) -> None:
        if self._subscriber is not None:
            await self._subscriber.start()

    async def stop(self) -> None:
        if self._subscriber is not None:
            await self._subscriber.stop()
