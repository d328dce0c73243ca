# SPDX-License-Identifier: EUPL-1.2
"""Partners' own systems: they offer encrypted records, each twice, and read what comes back, whatever the broker does.

For: the walkers whose zaak comes in by Kafka. Not for: judging the answers; the audit reads the topics itself.
"""

import asyncio
import contextlib
import json
import secrets
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import httpx2
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from joserfc import jwe
from joserfc.jwk import ECKey
from tests.faults.clients import close, give_up
from tests.faults.load.asking import Unanswered

__all__ = ["OwnSystems"]

OFFERED = "nl.zorgenveiligheid.aanmeldingen.melding-aangeboden.v1"
QUIET = 8.0
REQUEST_SECONDS = 10.0


class OwnSystems:
    """One producer and one reader for the own systems of every partner in `oins`."""

    def __init__(self, bootstrap: str, prefix: str, oins: Sequence[str], doors: Any) -> None:
        self._bootstrap, self._prefix, self._oins, self._doors = bootstrap, prefix, oins, doors
        self._producer: AIOKafkaProducer | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._starting = asyncio.Lock()
        self._key: ECKey | None = None
        self._reading: asyncio.Task[None] | None = None
        self._news = asyncio.Condition()
        self._steps: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self._heard = time.monotonic()
        self._over = False

    def start(self) -> None:
        """Read the answers from now on (and from the beginning of the topics)."""
        self._reading = asyncio.create_task(self._read())

    async def stop(self) -> None:
        """Close what was opened."""
        self._over = True
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})
        if self._producer is not None:
            await give_up(self._producer)
        await asyncio.gather(*self._leaving)

    async def record(self, reference: str, melding: dict[str, Any], *, patience: float) -> bytes:
        """A melding as it is offered: encrypted, so that the same record twice is the same bytes. Raises Unanswered."""
        return json.dumps({"meldingReferentie": reference, "melding": await self._sealed(melding, patience)}).encode()

    async def offer(self, oin: str, reference: str, value: bytes, *, patience: float) -> int:
        """Put a record on the partner's topic until the broker has it; how many tries. Raises Unanswered."""
        until, tries = time.monotonic() + patience, 0
        while True:
            tries += 1
            producer: AIOKafkaProducer | None = None
            try:
                producer = await self._started()
                # Bounded: who waits for metadata in a producer that another gives up would wait for ever
                async with asyncio.timeout(2 * REQUEST_SECONDS):
                    await producer.send_and_wait(
                        f"{self._prefix}partner.{oin}.meldingen.v1", value, key=oin.encode(), headers=_headers(oin)
                    )
            except (KafkaError, TimeoutError):
                self._give_up(producer)
                if time.monotonic() > until:
                    raise Unanswered(f"the broker did not take record {reference}") from None
                await asyncio.sleep(0.3)
            else:
                return tries

    async def zaak(self, oin: str, reference: str, step: str, *, patience: float) -> str:
        """The id of the zaak, once the feedback of this step has come. Raises Unanswered."""

        def found() -> str:
            return next((zaak for one, zaak in self._steps[oin, reference] if one == step), "")

        try:
            async with asyncio.timeout(patience), self._news:
                await self._news.wait_for(found)
        except TimeoutError:
            raise Unanswered(f"no feedback {step} on record {reference}") from None
        return found()

    async def _sealed(self, melding: dict[str, Any], patience: float) -> str:
        key = self._key = self._key or await self._published_key(patience)
        header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key.kid}
        return jwe.encrypt_compact(header, json.dumps(melding).encode(), key)

    async def _published_key(self, patience: float) -> ECKey:
        until = time.monotonic() + patience
        async with httpx2.AsyncClient(timeout=10) as http:
            while True:
                with contextlib.suppress(httpx2.HTTPError):
                    reply = await http.get(f"{self._doors['intake'][0]}/.well-known/jwks.json")
                    return ECKey.import_key(reply.raise_for_status().json()["keys"][0])
                if time.monotonic() > until:
                    raise Unanswered("intake did not give its keys")
                await asyncio.sleep(0.3)

    async def _started(self) -> AIOKafkaProducer:
        async with self._starting:
            if self._producer is None:
                made = AIOKafkaProducer(
                    bootstrap_servers=self._bootstrap,
                    enable_idempotence=True,
                    acks="all",
                    request_timeout_ms=int(REQUEST_SECONDS * 1000),
                )
                try:
                    await made.start()
                except BaseException:
                    await made.stop()
                    raise
                self._producer = made
        return self._producer

    def _give_up(self, spoiled: AIOKafkaProducer | None) -> None:
        """The next try has a new producer; the spoiled one is closed beside, once, whoever found it so."""
        if spoiled is not None and self._producer is spoiled:
            self._producer = None
            leaving = asyncio.create_task(give_up(spoiled))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    async def _read(self) -> None:
        """Read on; a reader that hears nothing for long is replaced, for a client can stop without an error."""
        positions: dict[TopicPartition, int] = {}
        task = asyncio.current_task()
        while not self._over:
            try:
                with contextlib.suppress(KafkaError, OSError):
                    await self._read_until_quiet(positions)
            except asyncio.CancelledError:  # aiokafka throws its own cancelled fetch when the broker is away
                if task is not None and task.cancelling():
                    raise
            await asyncio.sleep(0.3)

    async def _read_until_quiet(self, positions: dict[TopicPartition, int]) -> None:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap, auto_offset_reset="earliest", fetch_max_wait_ms=50
        )
        try:
            await consumer.start()
            places = [TopicPartition(f"{self._prefix}partner.{oin}.terugkoppelingen.v1", 0) for oin in self._oins]
            consumer.assign(places)
            for place in places:
                consumer.seek(place, positions.get(place, 0))
            self._heard = time.monotonic()
            while time.monotonic() - self._heard < QUIET and not self._over:
                for place, records in (await consumer.getmany(timeout_ms=500)).items():
                    self._heard = time.monotonic()
                    await self._take(records)
                    positions[place] = records[-1].offset + 1
        finally:
            await close(consumer)

    async def _take(self, records: Sequence[Any]) -> None:
        async with self._news:
            for record in records:
                source = dict(record.headers)["ce_source"].decode()
                oin, said = record.topic.split(".")[-3], json.loads(record.value)
                self._steps[oin, said["meldingReferentie"]].append((said["stap"], source.rpartition(":")[2]))
            self._news.notify_all()


def _headers(oin: str) -> list[tuple[str, bytes]]:
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": secrets.token_hex(8),
        "ce_source": f"urn:nld:oin:{oin}:systeem:eigen-systeem",
        "ce_type": OFFERED,
        "content-type": "application/json",
    }
    return [(name, text.encode()) for name, text in attributes.items()]
