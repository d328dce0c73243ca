# SPDX-License-Identifier: EUPL-1.2
"""One run of one hop: its variant, its topics and database, its process.

For: starting every variant on the same topic and asking from outside what came out. Not for: figures; see `backlog`.
"""

import asyncio
import base64
import json
import os
import secrets
import shlex
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from pymongo import AsyncMongoClient
from tests.bench.wire import IN, OIN, record_of

from zvhh_kit.bus.topics import Topic, create
from zvhh_local.folders import checkout
from zvhh_local.parts import Parts
from zvhh_local.ports import free_port
from zvhh_local.process import Child

__all__ = ["BATCH", "KIT", "LOOP", "PEER", "QUIET", "SHORTER", "Hop", "Source", "places", "source", "variants"]

PARTITIONS = 6
FILL_BYTES = 64 * 1024
HERE = Path(__file__).parent
LOOP, BATCH, KIT, QUIET, PEER = "per-message loop", "batch by hand", "kit", "kit without log lines", "tuned peer"
SHORTER = {f"kit without {name}": name for name in ("halves", "batches", "acknowledged")}
"""The kit with one of its `shortcuts` taken out."""


def variants() -> list[str]:
    """Every variant that can run here, slowest first."""
    return [LOOP, BATCH, KIT, QUIET, *([PEER] if os.environ.get("ZVHH_BENCH_PEER") else [])]


@dataclass
class Source:
    """A topic with events, under a prefix of its own, that any number of hops read one after the other."""

    parts: Parts
    prefix: str

    @property
    def topic(self) -> str:
        """Its name."""
        return self.prefix + IN

    async def fill(self, events: int, zaken: int, *, name: str) -> None:
        """So many events over so many zaken, round robin; a zaak's are all in one partition."""
        async with AIOKafkaProducer(bootstrap_servers=self.parts.bootstrap, max_batch_size=FILL_BYTES) as producer:
            open_, sent = {number: producer.create_batch() for number in range(PARTITIONS)}, []
            for number in range(events):
                zaak, sequence = f"zaak-{name}-{number % zaken}", number // zaken + 1
                record = record_of(zaak, sequence)
                place = crc32(record["key"]) % PARTITIONS
                if open_[place].append(timestamp=None, **record) is None:
                    sent.append(await producer.send_batch(open_[place], self.topic, partition=place))
                    open_[place] = producer.create_batch()
                    open_[place].append(timestamp=None, **record)
            sent += [await producer.send_batch(batch, self.topic, partition=place) for place, batch in open_.items()]
            await asyncio.gather(*sent)


@dataclass
class Hop:
    """A hop on a source: events in, one event out for each."""

    source: Source
    variant: str
    name: str
    folder: Path
    ends: AIOKafkaConsumer
    child: Child | None = None

    @property
    def out(self) -> str:
        """The topic that it writes."""
        return f"{self.source.prefix}{self.name}.v1"

    @property
    def database(self) -> str:
        """Its name."""
        return self.source.prefix.rstrip(".") + self.name

    def start(self) -> Child:
        """Start the process; returns at once."""
        log, parts = self.folder / f"{self.name}.log", self.source.parts
        if self.variant in (KIT, QUIET):
            level = "INFO" if self.variant == KIT else "WARNING"
            command: list[str | Path] = [sys.executable, HERE / "worker.py", self.name, level, "all", *self._profile()]
            self.child = Child(self.variant, command, log=log, env=self._settings())
        elif self.variant in SHORTER:
            command = [sys.executable, HERE / "worker.py", self.name, "INFO", SHORTER[self.variant]]
            self.child = Child(self.variant, command, log=log, env=self._settings())
        elif self.variant == PEER:
            self.child = Child(self.variant, self._peer(), log=log, cwd=self.folder)
        else:
            program = HERE / ("per_message.py" if self.variant == LOOP else "batch.py")
            command = [sys.executable, program, parts.bootstrap, parts.mongodb_url]
            self.child = Child(self.variant, [*command, self.database, self.source.topic, self.out], log=log)
        return self.child

    def _profile(self) -> list[str | Path]:
        wanted = os.environ.get("ZVHH_BENCH_PROFILE") == "1" and self.variant == KIT
        return [checkout() / "build" / f"bench-{self.name}.prof"] if wanted else []

    def _peer(self) -> list[str]:
        parts = self.source.parts
        address, _, options = parts.mongodb_url.partition("?")
        safe = f"{options}&w=majority&journal=true&readConcernLevel=majority"
        places_ = {"bootstrap": parts.bootstrap, "mongodb": f"{address.rstrip('/')}/{self.database}?{safe}"}
        places_ |= {"in": self.source.topic, "out": self.out, "group": self.out}
        return [word.format(**places_) for word in shlex.split(os.environ["ZVHH_BENCH_PEER"])]

    def _settings(self) -> dict[str, str]:
        known = {
            "mode": "local",
            "oin": OIN,
            "kafka_bootstrap": self.source.parts.bootstrap,
            "mongodb_url": self.source.parts.mongodb_url,
            "database": self.database,
            "topic_prefix": self.source.prefix,
            "http_port": str(free_port()),
            "public_url": "http://localhost",
            "oidc_issuer": "http://localhost",
            "oidc_audience": "zvhh",
            "id_secret": "0" * 32,
            "master_keys": json.dumps({"a": base64.b64encode(bytes(32)).decode()}),
            "master_key": "a",
        }
        return {f"ZVHH_{name.upper()}": value for name, value in known.items()}

    async def count_out(self) -> int:
        """How many events came out so far."""
        return sum((await self.ends.end_offsets(places(self.out))).values())

    async def until_out(self, events: int, *, every: float = 0.02, seconds: float = 300) -> None:
        """Wait until so many came out. Fails after the bound, or when the process ends."""
        end = asyncio.get_running_loop().time() + seconds
        while (out := await self.count_out()) < events:
            assert asyncio.get_running_loop().time() < end, f"{self.variant}: {out} of {events} came out"
            assert self.child is not None
            assert self.child.running, self.child.last_lines()
            await asyncio.sleep(every)

    async def counted(self) -> int:
        """The sum over all documents."""
        async with AsyncMongoClient[dict[str, Any]](self.source.parts.mongodb_url) as client:
            total = {"$group": {"_id": None, "sum": {"$sum": "$state.aantal"}}}
            found = await (await client[self.database]["zaken"].aggregate([total])).to_list()
            return int(found[0]["sum"]) if found else 0

    async def clear(self) -> None:
        """Take away the process, what it wrote, and its database."""
        if self.child is not None:
            self.child.stop()
        await _delete_topics(self.source.parts.bootstrap, self.source.prefix, self.name)
        async with AsyncMongoClient[dict[str, Any]](self.source.parts.mongodb_url) as client:
            await client.drop_database(self.database)

    @classmethod
    @asynccontextmanager
    async def on(cls, source: Source, variant: str) -> AsyncIterator["Hop"]:
        """A hop with topics and a database of its own; not started yet."""
        name = f"h{secrets.token_hex(3)}"
        wanted = (f"{name}.v1", f"{name}.v1.dead", f"zvhh.{name}.dead-letters.v1")
        topics = [Topic(name=source.prefix + one, partitions=PARTITIONS, retention_days=1) for one in wanted]
        await create(source.parts.bootstrap, {}, topics)
        with tempfile.TemporaryDirectory(prefix="zvhh-bench-") as folder:
            async with AIOKafkaConsumer(bootstrap_servers=source.parts.bootstrap) as ends:
                hop = cls(source, variant, name, Path(folder), ends)
                try:
                    yield hop
                finally:
                    await hop.clear()


def places(topic: str) -> list[TopicPartition]:
    """Every partition of a topic of a hop."""
    return [TopicPartition(topic, number) for number in range(PARTITIONS)]


@asynccontextmanager
async def source(parts: Parts) -> AsyncIterator[Source]:
    """An empty source; it and all under its prefix are gone afterwards."""
    made = Source(parts, f"b{secrets.token_hex(4)}.")
    await create(parts.bootstrap, {}, [Topic(name=made.topic, partitions=PARTITIONS, retention_days=1)])
    try:
        yield made
    finally:
        await _delete_topics(parts.bootstrap, made.prefix)


async def _delete_topics(bootstrap: str, prefix: str, name: str = "") -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        mine = [topic for topic in await admin.list_topics() if topic.startswith(prefix) and name in topic]
        if mine:
            await admin.delete_topics(mine)
    finally:
        await admin.close()
