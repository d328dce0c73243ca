# SPDX-License-Identifier: EUPL-1.2
"""The four services consuming on a real broker and database, and what came of the records that were put before them.

For: the fuzz, which draws in one thread what another plays here. Not for: what is put, nor what should come of it.
"""

import asyncio
import importlib
import json
import secrets
import threading
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from aiokafka import AIOKafkaConsumer
from joserfc.jwk import ECKey
from tests.fuzz.good import PARTNER
from tests.fuzz.odd import Put

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.topics import PARTNER_TERUGKOPPELINGEN
from zvhh_kit.bus.envelope import texts_of
from zvhh_kit.bus.letters import Letter, read_record
from zvhh_kit.bus.topic_log import Place
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.testing.raw import CODECS, Sender, sender
from zvhh_kit.testing.service import Running, running_service, settings_for
from zvhh_local.folders import checkout

__all__ = ["SERVICES", "Batch", "Stage"]

T = TypeVar("T")
SERVICES = ("intake", "triage", "meetings", "regie")
TOPICS = checkout() / "deploy/topics.yaml"
WITHIN = 90.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that are put together. `topic`: without prefix; `transaction`: none, committed or aborted."""

    topic: str
    partition: int
    records: tuple[Put, ...]
    codec: str | None = None
    transaction: str = ""


@dataclass(slots=True)
class Seen:
    """What was read so far: service → where the records lie that it put aside; reference → steps of its feedback."""

    aside: dict[str, dict[Place, str]] = field(default_factory=lambda: defaultdict(dict))
    answered: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Stage:
    """The services in a loop of their own; its methods may be called from any thread."""

    def __init__(self, bootstrap: str, mongodb_url: str, folder: Path) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "intake-1"}, private=True)
        self.prefix = f"f{secrets.token_hex(5)}."
        self.seen = Seen()
        self.services: dict[str, Running] = {}
        self._parts, self._folder = (bootstrap, mongodb_url), folder
        self._senders: dict[str | None, Sender] = {}
        self._stack = AsyncExitStack()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        """Start all four."""
        self._thread.start()
        try:
            self.play(self._start())
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop them, and drop their databases and topics."""
        self.play(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def play(self, work: Coroutine[Any, Any, T]) -> T:
        """Do this in the loop of the services."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=300)

    async def _start(self) -> None:
        configuration = load_configuration(checkout() / "deploy/local/configuratie.yaml", Configuratie)
        for name in SERVICES:
            folder = self._folder / name
            folder.mkdir()
            keys = folder / "keys.json"
            keys.write_text(json.dumps({"keys": [self.key.as_dict(private=True)]}), "utf-8")
            settings = settings_for(
                folder,
                configuration,
                now=datetime(2025, 3, 3, 8, 12, tzinfo=UTC),
                kafka_bootstrap=self._parts[0],
                mongodb_url=self._parts[1],
                database=f"{self.prefix[:-1]}-{name}",
                topic_prefix=self.prefix,
                partner_keys_file=keys,
            )
            create = importlib.import_module(f"zvhh_{name}.service").create
            running = await self._stack.enter_async_context(running_service(create, settings, Running))
            await self._stack.enter_async_context(running.consuming(TOPICS))
            self.services[name] = running
        for codec in CODECS:
            self._senders[codec] = await self._stack.enter_async_context(sender(self._parts[0], codec=codec))
        named = sender(self._parts[0], transactional=f"{self.prefix}x")
        self._senders["transaction"] = await self._stack.enter_async_context(named)
        await self._watch()

    async def _watch(self) -> None:
        answers = PARTNER_TERUGKOPPELINGEN.format(oin=PARTNER)
        topics = [answers, *(f"zvhh.{name}.dead-letters.v1" for name in SERVICES)]
        consumer = AIOKafkaConsumer(
            *(self.prefix + topic for topic in topics), bootstrap_servers=self._parts[0], auto_offset_reset="earliest"
        )
        await consumer.start()
        watching = asyncio.create_task(self._read(consumer, self.prefix + answers))

        async def ended() -> None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            await consumer.stop()

        self._stack.push_async_callback(ended)

    async def _read(self, consumer: Any, answers: str) -> None:
        async for record in consumer:
            if record.topic == answers:
                subject = texts_of(record.headers)["ce_subject"]
                self.seen.answered[subject].append(json.loads(record.value)["stap"])
            elif isinstance(read := read_record(record), Letter):
                service = record.topic.removeprefix(self.prefix).split(".")[1]
                topic, partition, offset = read.record
                self.seen.aside[service][topic.removeprefix(self.prefix), partition, offset] = read.reason

    async def _stop(self) -> None:
        from aiokafka.admin import AIOKafkaAdminClient
        from pymongo import AsyncMongoClient

        await self._stack.aclose()
        admin = AIOKafkaAdminClient(bootstrap_servers=self._parts[0])
        await admin.start()
        await admin.delete_topics([topic for topic in await admin.list_topics() if topic.startswith(self.prefix)])
        await admin.close()
        async with AsyncMongoClient[dict[str, object]](self._parts[1]) as client:
            for name in SERVICES:
                await client.drop_database(f"{self.prefix[:-1]}-{name}")

    async def put(self, batches: Sequence[Batch]) -> list[list[Place]]:
        """Put batches in their order; where the records of each lie."""
        places = []
        for one in batches:
            records = [(put.key, put.value, put.headers) for put in one.records]
            codec = "transaction" if one.transaction else one.codec
            out, raw = self._senders[codec], any(put.raw for put in one.records)

            async def put(one: Batch = one, records: Any = records, out: Sender = out, raw: bool = raw) -> int:
                return await out.put(self.prefix + one.topic, records, partition=one.partition, spoil=raw)

            if one.transaction:
                async with out.transaction(aborted=one.transaction == "aborted"):
                    offset = await put()
            else:
                offset = await put()
            places.append([(one.topic, one.partition, offset + n) for n in range(len(records))])
        return places

    async def marks(self, name: str, zaak: str) -> dict[str, int]:
        """What a service has handled of a zaak, by source."""
        found = await self.services[name].rooms.store.load([zaak])
        return found[zaak].marks if zaak in found else {}

    async def behind(self) -> list[str]:
        """What is not handled yet, in words; and what failed as a whole."""
        found = []
        for name, running in self.services.items():
            partitions = await running.rooms.consumer.partitions()
            found += [f"{name}: {one}" for one in partitions if one.lag]
            failed = [
                line
                for line in running.service.metrics.text().decode().splitlines()
                if line.startswith("zvhh_batch_failures_total")
            ]
            found += [f"{name}: {line}" for line in failed]
        return found

    async def until(self, wrong: Callable[[], Awaitable[list[str]]]) -> list[str]:
        """Look until nothing is wrong, or the bound has passed; what is wrong then."""
        end = self._loop.time() + WITHIN
        while (left := await wrong()) and self._loop.time() < end:  # noqa: ASYNC110 - it lies in a database
            await asyncio.sleep(0.05)
        return left

    def named(self, place: Place) -> str:
        """A place as the services name it to a partner."""
        topic, partition, offset = place
        return f"{self.prefix}{topic}:{partition}:{offset}"

    def readers(self, topic: str) -> list[str]:
        """The services that read a topic."""
        return [name for name, one in self.services.items() if self.prefix + topic in one.rooms.topics]
