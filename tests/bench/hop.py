# SPDX-License-Identifier: EUPL-1.2
"""One run of one hop: its topics and database, its process, and what is read of it from outside.

Rates come from the end offsets of the topic it writes, CPU and memory from /proc: the process itself measures nothing.
"""

import asyncio
import base64
import json
import os
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from motor.motor_asyncio import AsyncIOMotorClient
from shared.kit.tests.parts.counting import IN, OIN, OUT, headers_for

from zvhh_kit.topics import Topic, create
from zvhh_local.ports import free_port
from zvhh_local.process import Child

__all__ = ["Hop", "Variant", "cpu_seconds", "places", "running"]

Variant = Literal["reference", "kit", "kit without log lines"]
PARTITIONS = 6
PADDING = "x" * 570


@dataclass
class Hop:
    """A running hop: events in, one event out for each."""

    bootstrap: str
    url: str
    prefix: str
    folder: Path
    ends: AIOKafkaConsumer
    variant: Variant
    child: Child | None = None

    @property
    def database(self) -> str:
        """Its name."""
        return self.prefix.rstrip(".")

    def start(self) -> Child:
        """Start the process; returns at once."""
        here = Path(__file__).parent
        if self.variant == "reference":
            command: list[str | Path] = [
                sys.executable,
                here / "reference.py",
                self.bootstrap,
                self.url,
                self.database,
                self.prefix,
            ]
            self.child = Child("reference", command, log=self.folder / "reference.log")
        else:
            program = here.parent / "faults" / "worker.py"
            level = "WARNING" if self.variant == "kit without log lines" else "INFO"
            command = [sys.executable, program, level]
            self.child = Child("kit", command, log=self.folder / "kit.log", env=self._settings())
        return self.child

    def _settings(self) -> dict[str, str]:
        known = {
            "mode": "local",
            "oin": OIN,
            "kafka_bootstrap": self.bootstrap,
            "mongodb_url": self.url,
            "database": self.database,
            "topic_prefix": self.prefix,
            "http_port": str(free_port()),
            "public_url": "http://localhost",
            "oidc_issuer": "http://localhost",
            "oidc_audience": "zvhh",
            "id_secret": "0" * 32,
            "master_keys": json.dumps({"a": base64.b64encode(bytes(32)).decode()}),
            "master_key": "a",
        }
        return {f"ZVHH_{name.upper()}": value for name, value in known.items()}

    async def fill(self, events: int, zaken: int, *, name: str = "z") -> None:
        """So many events of 600 bytes over so many zaken, round robin."""
        async with AIOKafkaProducer(bootstrap_servers=self.bootstrap, enable_idempotence=True) as producer:
            futures = []
            for number in range(events):
                zaak = f"t-{name}-{number % zaken}"
                futures.append(await self.offer(producer, zaak, number // zaken + 1))
            await asyncio.gather(*futures)

    async def offer(self, producer: AIOKafkaProducer, zaak: str, sequence: int) -> Any:
        """One event; the future of its acknowledgement."""
        value = json.dumps({"hoe": "", "vulling": PADDING}).encode()
        return await producer.send(self.prefix + IN, value, key=zaak.encode(), headers=headers_for(zaak, sequence))

    async def out(self) -> int:
        """How many events came out so far."""
        return sum((await self.ends.end_offsets(places(self.prefix + OUT))).values())

    async def until_out(self, events: int, *, every: float = 0.02, seconds: float = 300) -> list[tuple[float, int]]:
        """Wait until so many came out; (moment, number) of each look. Fails after the bound, or when the process ends."""
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        seen: list[tuple[float, int]] = []
        while not seen or seen[-1][1] < events:
            seen.append((clock(), await self.out()))
            assert clock() < end, f"{seen[-1][1]} of {events} came out"
            assert self.child is not None
            assert self.child.running, self.child.last_lines()
            await asyncio.sleep(every)
        return seen

    async def counted(self) -> int:
        """The sum over all documents."""
        client: Any = AsyncIOMotorClient(self.url)
        try:
            documents = client[self.database]["tellers"].find({}, {"state.aantal": 1})
            return sum([raw["state"]["aantal"] async for raw in documents])
        finally:
            client.close()

    async def clear(self) -> None:
        """Take away the process, the topics and the database."""
        if self.child is not None:
            self.child.kill()
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        await admin.delete_topics([topic for topic in await admin.list_topics() if topic.startswith(self.prefix)])
        await admin.close()
        client: Any = AsyncIOMotorClient(self.url)
        await client.drop_database(self.database)
        client.close()


def places(topic: str) -> list[TopicPartition]:
    """Every partition of a topic of a hop."""
    return [TopicPartition(topic, number) for number in range(PARTITIONS)]


@asynccontextmanager
async def running(bootstrap: str, url: str, variant: Variant) -> AsyncIterator[Hop]:
    """A hop with topics and a database of its own; not started yet."""
    prefix = f"b{secrets.token_hex(4)}."
    names = (IN, OUT, "zvhh.telling.dead-letters.v1")
    await create(bootstrap, {}, [Topic(name=prefix + name, partitions=PARTITIONS, retention_days=1) for name in names])
    with tempfile.TemporaryDirectory(prefix="zvhh-bench-") as folder:
        async with AIOKafkaConsumer(bootstrap_servers=bootstrap) as ends:
            hop = Hop(bootstrap, url, prefix, Path(folder), ends, variant)
            try:
                yield hop
            finally:
                await hop.clear()


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process has used; 0 where it can't be read."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
