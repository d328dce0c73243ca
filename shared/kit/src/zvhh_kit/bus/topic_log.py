# SPDX-License-Identifier: EUPL-1.2
"""Reads topics from one place to another, without a group: nobody's offset is moved, and running consumers notice nothing.

Not for: what a record means.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    GroupLoadInProgressError,
    KafkaError,
    NotCoordinatorForGroupError,
)

from zvhh_kit.bus.wire import read_leniently
from zvhh_kit.process.causes import attempts
from zvhh_kit.process.loops import cancelled_for_real

__all__ = ["BrokerAway", "Place", "Progress", "TopicLog", "all_values", "open_log", "place_of"]

Place = tuple[str, int, int]
"""Topic, partition, offset."""

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""

Offsets = Mapping[TopicPartition, int]
MAX_RECORDS = 500
POLL_MS = 200
STALLED = 60.0
"""Seconds without one record while more must come: the broker is away, and a person is waiting."""


class BrokerAway(Exception):
    """The broker can't be reached, or gives nothing; the same command may be given again later."""


def place_of(record: Any) -> Place:
    """Where a record lies."""
    return record.topic, record.partition, record.offset


class TopicLog:
    """The topics of the broker, to be read from anywhere."""

    def __init__(self, consumer: AIOKafkaConsumer, admin: AIOKafkaAdminClient) -> None:
        self._consumer = consumer
        self._admin = admin

    async def partitions(self, topics: Collection[str]) -> list[TopicPartition]:
        """Every partition of those topics that exist."""
        known = await self._admin.describe_topics()
        return [
            TopicPartition(topic["topic"], one["partition"])
            for topic in known
            if topic["topic"] in set(topics)
            for one in topic["partitions"]
        ]

    async def begins(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
        """The offset of the first record that each still holds."""
        return dict(await self._consumer.beginning_offsets(list(partitions))) if partitions else {}

    async def ends(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int]:
        """The offset that the next record of each will have."""
        return dict(await self._consumer.end_offsets(list(partitions))) if partitions else {}

    async def since(self, partitions: Collection[TopicPartition], moment: datetime) -> dict[TopicPartition, int]:
        """The offset of the first record appended at or after a moment (aware, real time); the end where there is none."""
        millis = int(moment.timestamp() * 1000)
        found = await self._consumer.offsets_for_times(dict.fromkeys(partitions, millis)) if partitions else {}
        ends = await self.ends(partitions)
        return {place: found[place].offset if found.get(place) else ends[place] for place in partitions}

    async def batches(self, starts: Offsets, ends: Offsets) -> AsyncIterator[list[Any]]:
        """The records from `starts` up to `ends`, in order within a partition. Raises BrokerAway when they stop coming."""
        left = [place for place, start in starts.items() if start < ends[place]]
        if not left:
            return
        self._consumer.assign(left)
        for place in left:
            self._consumer.seek(place, starts[place])
        while left:
            records = await self._some(left, ends)
            if records:
                yield records
            left = await self._unread(left, ends)

    async def _unread(self, places: Iterable[TopicPartition], ends: Offsets) -> list[TopicPartition]:
        """Those that are not at their end. Markers of transactions and what one took back are passed without a record."""
        return [place for place in places if await self._consumer.position(place) < ends[place]]

    async def _some(self, left: list[TopicPartition], ends: Offsets, limit: int = MAX_RECORDS) -> list[Any]:
        until = asyncio.get_running_loop().time() + STALLED
        while not (polled := await self._consumer.getmany(*left, timeout_ms=POLL_MS, max_records=limit)):
            if not await self._unread(left, ends):
                return []
            if asyncio.get_running_loop().time() > until:
                raise BrokerAway("no records")
        return [record for place, found in polled.items() for record in found if record.offset < ends[place]]

    async def oldest(self, starts: Offsets, ends: Offsets) -> dict[TopicPartition, Any]:
        """The first record from `starts` on of each partition that has one before its end."""
        found: dict[TopicPartition, Any] = {}
        for place, start in starts.items():
            if start < ends[place]:
                self._consumer.assign([place])
                self._consumer.seek(place, start)
                for record in await self._some([place], ends, 1):
                    found[place] = record
        return found

    async def records(self, places: Iterable[Place]) -> dict[Place, Any]:
        """The records at these places that the log still holds."""
        wanted: dict[TopicPartition, list[int]] = {}
        for topic, partition, offset in sorted(set(places)):
            wanted.setdefault(TopicPartition(topic, partition), []).append(offset)
        there = await self.partitions({place.topic for place in wanted})
        wanted = {place: offsets for place, offsets in wanted.items() if place in there}
        begins, ends = await self.begins(list(wanted)), await self.ends(list(wanted))
        found: dict[Place, Any] = {}
        for place, offsets in wanted.items():
            kept = [offset for offset in offsets if begins[place] <= offset < ends[place]]
            found |= {place_of(record): record for record in await self._each(place, kept, ends)}
        return found

    async def _each(self, place: TopicPartition, offsets: list[int], ends: Offsets) -> list[Any]:
        if not offsets:
            return []
        self._consumer.assign([place])
        found = []
        for offset in offsets:
            if await self._consumer.position(place) != offset:
                self._consumer.seek(place, offset)
            found += [record for record in await self._some([place], ends, 1) if record.offset == offset]
        return found

    async def committed(self, group: str) -> dict[TopicPartition, int]:
        """What a group has committed."""
        found = await _coordinated(lambda: self._admin.list_consumer_group_offsets(group))
        return {place: kept.offset for place, kept in found.items() if kept.offset >= 0}

    async def members(self, group: str) -> int:
        """How many members a group has now; a static one counts for 30 s after it stopped, until its session ends."""
        [answer] = await _coordinated(lambda: self._admin.describe_consumer_groups([group]))
        return sum(len(row[5]) for row in answer.groups)


async def all_values(log: TopicLog, topic: str) -> list[bytes | None]:
    """The value of every record that a topic holds; none where it does not exist. Raises BrokerAway."""
    places = await log.partitions([topic])
    batches = log.batches(await log.begins(places), await log.ends(places))
    return [record.value async for batch in batches for record in batch]


async def _coordinated(ask: Callable[[], Awaitable[Any]]) -> Any:
    """The answer to a question about a group; a broker that has just started has no coordinator for a moment."""
    until = asyncio.get_running_loop().time() + STALLED
    while True:
        try:
            return await ask()
        except (GroupCoordinatorNotAvailableError, GroupLoadInProgressError, NotCoordinatorForGroupError):
            if asyncio.get_running_loop().time() > until:
                raise
            await asyncio.sleep(0.2)


@asynccontextmanager
async def open_log(bootstrap: str, security: Mapping[str, Any]) -> AsyncIterator[TopicLog]:
    """A reader of its own for one command. Raises BrokerAway, also for what fails while it is used."""
    read_leniently()
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        fetch_max_wait_ms=50,
        **security,
    )
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    try:
        async with contextlib.AsyncExitStack() as stack:
            tried = stack.enter_context(attempts())
            stack.push_async_callback(consumer.stop)
            await consumer.start()
            stack.push_async_callback(admin.close)
            await admin.start()
            yield TopicLog(consumer, admin)
    except (KafkaError, TimeoutError) as fault:
        raise BrokerAway(tried.why(fault)) from fault
    except asyncio.CancelledError as fault:
        if cancelled_for_real():
            raise
        raise BrokerAway("a task of the client was cancelled") from fault
