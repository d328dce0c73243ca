# SPDX-License-Identifier: EUPL-1.2
"""A Kafka cluster in one object: logs, the numbers of idempotent producers, consumer groups and their generations.

Not for: clients and networks (`broker_client`, `subscriber`).
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError, MessageSizeTooLargeError, OutOfOrderSequenceNumber
from tests.simulation.world import World

__all__ = ["Broker", "Group", "Kept", "Member"]

SESSION = 30.0
START = 1_750_000_000.0
CREATE_TIME = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as a consumer gets it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    timestamp: int
    timestamp_type: int = CREATE_TIME


class Member(Protocol):
    """A consumer, as its group sees it."""

    instance: str
    generation: int

    def take(self, partitions: list[TopicPartition], committed: dict[TopicPartition, int]) -> None: ...

    def reachable(self) -> bool: ...


@dataclass
class Group:
    """A consumer group with static members. `assigned`: instance → partitions."""

    broker: "Broker"
    topics: tuple[str, ...]
    generation: int = 0
    members: dict[str, Member] = field(default_factory=dict)
    assigned: dict[str, list[TopicPartition]] = field(default_factory=dict)
    committed: dict[TopicPartition, int] = field(default_factory=dict)

    def join(self, member: Member) -> None:
        """A static member that is still known takes its partitions over at once; another one makes a new generation."""
        known = member.instance in self.members
        self.members[member.instance] = member
        if known and self.members.keys() == self.assigned.keys():
            member.generation = self.generation
            member.take(self.assigned[member.instance], self.committed)
        else:
            self.rebalance()

    def expire(self, member: Member) -> None:
        """The coordinator heard nothing of it for a session's length."""
        if self.members.get(member.instance) is member:
            del self.members[member.instance]
            self.rebalance()

    def rebalance(self) -> None:
        """A new generation: who can be reached has it at once, in the midst of whatever it does."""
        self.generation += 1
        places = [TopicPartition(topic, n) for topic in self.topics for n in range(self.broker.partitions)]
        names = sorted(self.members)
        self.assigned = {name: places[nth :: len(names)] for nth, name in enumerate(names)}
        for name in names:
            member = self.members[name]
            if member.reachable():
                member.generation = self.generation
                member.take(self.assigned[name], self.committed)

    def commit(self, member: Member, offsets: dict[TopicPartition, int]) -> None:
        """Raises CommitFailedError for who is not of this generation."""
        if self.members.get(member.instance) is not member or member.generation != self.generation:
            raise CommitFailedError("not of this generation")
        self.committed |= offsets


class Broker:
    """The cluster, as its clients see it."""

    def __init__(self, world: World, topics: tuple[str, ...], partitions: int = 2, most: int = 1_048_588) -> None:
        self.world = world
        self.partitions = partitions
        self.most = most
        self.logs: dict[str, list[list[Kept]]] = {topic: [[] for _ in range(partitions)] for topic in topics}
        self.groups: dict[str, Group] = {}
        self.away_until = 0.0
        self._sequences: dict[tuple[int, str, int], int] = {}
        self._readers: list[asyncio.Future[None]] = []

    @property
    def away(self) -> bool:
        """Whether nobody can reach it now."""
        return self.world.loop.time() < self.away_until

    def go_away(self, seconds: float) -> str:
        """Nobody can reach it for so long."""
        self.away_until = self.world.loop.time() + seconds
        self.world.later(seconds, self._wake)
        return f"the broker is away for {seconds:.2f} s"

    def append(
        self, producer: int, sequence: int, topic: str, partition: int, records: list[tuple[Any, Any, Any]]
    ) -> None:
        """A batch of an idempotent producer: one that it has already is not kept twice, one out of order is refused."""
        if sum(len(key or b"") + len(value or b"") + 70 for key, value, _ in records) > self.most:
            raise MessageSizeTooLargeError
        place = (producer, topic, partition)
        expected = self._sequences.get(place, 0)
        if sequence < expected:
            return
        if sequence > expected:
            raise OutOfOrderSequenceNumber
        self._sequences[place] = sequence + len(records)
        for key, value, headers in records:
            self.keep(topic, partition, key, value, headers)

    def keep(self, topic: str, partition: int, key: Any, value: Any, headers: Any) -> None:
        """One record, at the end of its partition; whoever waits for one hears of it."""
        log = self.logs[topic][partition]
        stamp = int((START + self.world.loop.time()) * 1000)
        log.append(Kept(topic, partition, len(log), key, value, tuple(headers), stamp))
        self._wake()

    def _wake(self) -> None:
        readers, self._readers = self._readers, []
        for reader in readers:
            self.world.later(self.world.delay(), _tell, reader)

    def news(self) -> asyncio.Future[None]:
        """Done when something new was kept."""
        future: asyncio.Future[None] = self.world.loop.create_future()
        self._readers.append(future)
        return future

    def group(self, name: str, topics: tuple[str, ...]) -> Group:
        """A consumer group, made by its first member."""
        return self.groups.setdefault(name, Group(self, topics))

    def lost(self, member: Member) -> None:
        """From now on nothing is heard of a member; after a session's length its group goes on without it."""
        for group in self.groups.values():
            if group.members.get(member.instance) is member:
                self.world.later(SESSION, self._expire, group, member)

    def _expire(self, group: Group, member: Member) -> None:
        if not member.reachable():
            group.expire(member)


def _tell(reader: asyncio.Future[None]) -> None:
    if not reader.done():
        reader.set_result(None)
