# SPDX-License-Identifier: EUPL-1.2
"""Topics and a database for processes of the counting service, on parts that may be killed; and what must hold after.

For: the tests beside this file. Not for: the shared parts of the other tests, which must live.
"""

import asyncio
import base64
import contextlib
import json
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from shared.kit.tests.parts.counting import IN, OIN, OUT, UPSTREAM, Tel, Telling, command, headers_for, until
from tests.faults.counter import Worker

from zvhh_kit.bus.dead_letters import DeadLetters
from zvhh_kit.bus.topics import Topic, TopicError, create
from zvhh_kit.core.handlers import Handlers
from zvhh_local.kafka import Kafka
from zvhh_local.mongo import Mongo
from zvhh_local.ports import LOOPBACK, free_port

__all__ = ["Bed", "Broker", "Commands", "CountingBed", "Fault", "Feed", "Verdict", "Worker", "heal", "strike", "until"]

DEAD_LETTERS = "zvhh.telling.dead-letters.v1"
PARTITIONS = 6


class Broker(Kafka):
    """A broker with a second listener, `proxied`, that tells clients to come back through `proxy_port`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.proxied, self.proxy_port = free_port(), free_port()

    def settings(self) -> dict[str, str]:
        """With the second listener before the first."""
        more = {
            "listeners": f"PROXIED://{LOOPBACK}:{self.proxied}",
            "advertised.listeners": f"PROXIED://{LOOPBACK}:{self.proxy_port}",
            "listener.security.protocol.map": "PROXIED:PLAINTEXT",
        }
        alone = super().settings()
        return alone | {name: f"{add},{alone[name]}" for name, add in more.items()}


Fault = Literal["stopped", "killed", "frozen"]


def strike(part: Kafka | Mongo, fault: Fault) -> None:
    """stopped: in order · killed: at once · frozen: it stands still with its connections open, and answers nothing."""
    assert part.child is not None
    match fault:
        case "stopped":
            part.stop()
        case "killed":
            part.child.kill()
        case "frozen":
            part.child.signal(SIGSTOP)


def heal(part: Kafka | Mongo) -> None:
    """Frozen: goes on. Stopped or killed: starts on the same data and port. Else nothing."""
    assert part.child is not None
    if part.child.running:
        part.child.signal(SIGCONT)
    else:
        part.start()


class Feed:
    """The upstream service: numbered events over `zaken`, in random order of zaken."""

    def __init__(self, bed: "CountingBed", zaken: int) -> None:
        self._bed = bed
        self.zaken = [f"t-{n}" for n in range(zaken)]
        self.sent: Counter[str] = Counter()

    async def send(self, events: int) -> None:
        """Send so many more; returns when the broker has them."""
        async with AIOKafkaProducer(
            bootstrap_servers=self._bed.bootstrap, enable_idempotence=True, acks="all"
        ) as producer:
            await asyncio.gather(*[await self._next(producer) for _ in range(events)])

    async def pour(self, stop: asyncio.Event, *, every: float) -> None:
        """One after the other until `stop`; returns when the broker has them all."""
        async with AIOKafkaProducer(
            bootstrap_servers=self._bed.bootstrap, enable_idempotence=True, acks="all", request_timeout_ms=120_000
        ) as producer:
            futures = []
            while not stop.is_set():
                futures.append(await self._next(producer))
                await asyncio.sleep(every)
            await asyncio.gather(*futures)

    async def _next(self, producer: AIOKafkaProducer) -> Any:
        zaak = self._bed.random.choice(self.zaken)
        self.sent[zaak] += 1
        headers = headers_for(zaak, self.sent[zaak])
        return await producer.send(self._bed.prefix + IN, b"{}", key=zaak.encode(), headers=headers)


class Commands:
    """Commands of the test itself, racing the processes: each given twice at once, by two engines, on random zaken."""

    def __init__(self, bed: "CountingBed", sides: tuple[Telling, Telling], zaken: list[str]) -> None:
        self._bed = bed
        self._sides = sides
        self._zaken = zaken
        self.acknowledged: Counter[str] = Counter()
        self.stop = False

    async def run(self) -> None:
        """One after the other until `stop`, never in the middle of one: each is acknowledged or was never given."""
        number = 0
        while not self.stop:
            number += 1
            zaak = self._bed.random.choice(self._zaken)
            message = command(zaak, Tel(), key=f"key-{number}")
            answers = await asyncio.gather(*(side.engine.process([message]) for side in self._sides))
            [first], [second] = answers
            assert {first.status, second.status} == {"handled", "repeated"} or first.status == second.status
            assert first.result == second.result, "a repeated command got another answer"
            self.acknowledged[zaak] += 1
            await asyncio.sleep(0.005)


@dataclass(frozen=True)
class Verdict:
    """What stands in the database and in the log at the end."""

    counted: Counter[str]
    unsent: int
    first: dict[str, list[int]]
    records: int
    wrong: int
    dead: list[str]

    def must_equal(self, expected: Counter[str]) -> None:
        """Nothing lost, nothing doubled, nothing out of order, nothing dead, nothing left."""
        assert not self.dead, f"dead letters: {dict(Counter(self.dead))}"
        assert self.counted == expected
        assert self.unsent == 0
        assert self.first == {zaak: list(range(1, n + 1)) for zaak, n in expected.items()}
        assert self.wrong == 0, "one sequence number was given to two events"

    def __str__(self) -> str:
        effects = self.counted.total()
        return f"effects {effects}, on the topic {self.records}, of these repeats {self.records - effects}"


@dataclass
class CountingBed:
    """One test's topics and database, and the processes of the counting service on them."""

    bootstrap: str
    url: str
    folder: Path
    prefix: str
    random: random.Random
    tell: Callable[[str], None]
    replication: int = 1
    workers: list[Worker] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)

    @property
    def database(self) -> str:
        """Its name."""
        return self.prefix.rstrip(".")

    async def prepare(self) -> None:
        """Topics and indexes; a broker that was frozen for long must first be taken back by its own controller."""
        names = (IN, OUT, DEAD_LETTERS)
        topics = [Topic(name=self.prefix + name, partitions=PARTITIONS, retention_days=1) for name in names]

        async def created() -> bool:
            with contextlib.suppress(TopicError, KafkaError):
                await create(self.bootstrap, {}, topics, replication=self.replication)
                return True
            return False

        await until(created, seconds=30)
        await self.telling().store.prepare()

    def telling(self, bootstrap: str = "", *, handlers: Handlers | None = None) -> Telling:
        """The counting service inside the test; it reads no topic unless it is told to."""
        made = Telling(bootstrap or self.bootstrap, self.url, self.database, self.prefix, handlers=handlers)
        made.dead_letters = DeadLetters(made.producer, self.prefix + DEAD_LETTERS)
        self.tellings.append(made)
        return made

    def worker(self, *, bootstrap: str = "", **settings: str) -> Worker:
        """A process of the counting service, started; the next ordinal."""
        ordinal = len(self.workers)
        known = {
            "mode": "local",
            "oin": OIN,
            "kafka_bootstrap": bootstrap or self.bootstrap,
            "mongodb_url": self.url,
            "database": self.database,
            "topic_prefix": self.prefix,
            "instance": str(ordinal),
            "public_url": "http://localhost",
            "oidc_issuer": "http://localhost",
            "oidc_audience": "zvhh",
            "id_secret": "0" * 32,
            "master_keys": json.dumps({"a": base64.b64encode(bytes(32)).decode()}),
            "master_key": "a",
        }
        environment = {f"ZVHH_{name.upper()}": value for name, value in (known | settings).items()}
        made = Worker(environment, self.folder / f"{self.prefix}worker-{ordinal}.log")
        self.workers.append(made)
        made.start()
        return made

    @asynccontextmanager
    async def commands(self, feed: Feed) -> AsyncIterator[Commands]:
        """With commands racing on the first 300 zaken of the feed."""
        sides = (self.telling(), self.telling())
        commands = Commands(self, sides, feed.zaken[:300])
        loops = [asyncio.create_task(loop()) for side in sides for loop in (side.relay.run, side.relay.keep)]
        racing = asyncio.create_task(commands.run())
        try:
            yield commands
            commands.stop = True
            await racing
        finally:
            for task in (racing, *loops):
                task.cancel()
            await asyncio.gather(racing, *loops, return_exceptions=True)
            for side in sides:
                await side.relay.close()

    async def counted(self) -> tuple[Counter[str], int]:
        """The count of every zaak, and how many documents still have something to publish."""
        found = [raw async for raw in self.tellings[0].store.collection.find({}, {"state.aantal": 1})]
        counts = Counter({raw["_id"]: raw["state"]["aantal"] for raw in found if raw["state"]})
        return counts, len(await self.tellings[0].relay.unpublished())

    async def settled(self, expected: Counter[str], *, seconds: float = 120) -> Verdict:
        """Wait until the count is reached and nothing waits to be published; then what stands there."""

        async def reached() -> bool:
            counts, unsent = await self.counted()
            return counts.total() >= expected.total() and unsent == 0

        with contextlib.suppress(AssertionError):  # the verdict says better what is missing
            await until(reached, seconds=seconds)
        return await self._verdict()

    async def _verdict(self) -> Verdict:
        counts, unsent = await self.counted()
        first: dict[str, dict[int, int]] = {}
        records = await self._read(OUT)
        wrong = 0
        for record in records:
            sequence, number = int(dict(record.headers)["ce_sequence"]), json.loads(record.value)["aantal"]
            wrong += first.setdefault(record.key.decode(), {}).setdefault(sequence, number) != number
        dead = [dict(letter.headers)["dead-letter-reason"].decode() for letter in await self._read(DEAD_LETTERS)]
        verdict = Verdict(counts, unsent, {z: list(s) for z, s in first.items()}, len(records), wrong, dead)
        self.tell(f"{os.environ.get('PYTEST_CURRENT_TEST', '').split('::')[-1].split(' ')[0]}: {verdict}")
        return verdict

    async def _read(self, topic: str) -> list[Any]:
        """Every record of a topic, to its end now."""
        places = [TopicPartition(self.prefix + topic, n) for n in range(PARTITIONS)]
        async with AIOKafkaConsumer(bootstrap_servers=self.bootstrap, auto_offset_reset="earliest") as consumer:
            consumer.assign(places)
            ends = await consumer.end_offsets(places)
            await consumer.seek_to_beginning()
            records: list[Any] = []
            while any([await consumer.position(place) < ends[place] for place in places]):
                for polled in (await consumer.getmany(timeout_ms=500)).values():
                    records += polled
            return records

    async def published(self) -> dict[str, set[int]]:
        """The numbers of each zaak that lie on the topic."""
        found: dict[str, set[int]] = {}
        for record in await self._read(OUT):
            found.setdefault(record.key.decode(), set()).add(int(dict(record.headers)["ce_sequence"]))
        return found

    async def marks(self) -> Counter[str]:
        """How many events of the feed each zaak says to have handled."""
        found = self.tellings[0].store.collection.find({}, {"marks": 1})
        return Counter({raw["_id"]: raw["marks"][UPSTREAM] async for raw in found if UPSTREAM in raw["marks"]})

    async def clear(self) -> None:
        """Kill the processes, close what the test opened."""
        for worker in self.workers:
            worker.kill()
        for telling in self.tellings:
            await telling.stop()


@dataclass
class Bed(CountingBed):
    """The same on one broker and one database, that the test may hurt."""

    kafka: Broker = field(kw_only=True)
    mongo: Mongo = field(kw_only=True)

    async def clear(self) -> None:
        """The parts are well again first."""
        for part in (self.kafka, self.mongo):
            await asyncio.to_thread(heal, part)
        await super().clear()
