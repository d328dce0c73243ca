# SPDX-License-Identifier: EUPL-1.2
"""A whole little service for the tests of the kit: it counts, tells that it counted, and can be made to fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

from aiokafka import AIOKafkaConsumer
from pydantic import BaseModel, ConfigDict

from zvhh_contracts.event import Event, Reader
from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.dead_letters import DeadLetters
from zvhh_kit.bus.producer import Producer
from zvhh_kit.bus.records import Reading
from zvhh_kit.bus.relay import Publication, Relay
from zvhh_kit.bus.topics import Topic, create
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Command, Context, Decision, Refused
from zvhh_kit.privacy import KeyStore
from zvhh_kit.process.clock import SystemClock
from zvhh_kit.process.telemetry import Metrics
from zvhh_kit.store.checkpoints import Checkpoints
from zvhh_kit.store.documents import Store
from zvhh_kit.store.engine import Engine
from zvhh_kit.store.ledger import Ledger
from zvhh_kit.testing.patience import Patience

OIN = "00000099000000000100"
URN = f"urn:nld:oin:{OIN}:systeem:zvhh-telling"
UPSTREAM = f"urn:nld:oin:{OIN}:systeem:zvhh-bron"
MASTERS, MASTER = {"k1": bytes(32)}, "k1"
IN, OUT, DEAD = "bron.v1", "telling.v1", "telling.dead-letters.v1"


class Gebeurd(Reader):
    """Something to count; `hoe` makes the handler fail in some way."""

    type: ClassVar[str] = "nl.proef.dingen.gebeurd.v1"
    hoe: str = ""


class Geteld(Event):
    """What the counting service tells: the count so far."""

    type: ClassVar[str] = "nl.proef.tellingen.geteld.v1"
    aantal: int


class Tel(Command):
    """A command to count."""

    wat: str = ""


class Herinner(Command):
    """A command to be reminded."""

    op: datetime


class Teller(BaseModel):
    """The state: how many events, commands and reminders were counted."""

    model_config = ConfigDict(frozen=True, extra="allow")
    aantal: int = 0
    herinnerd: int = 0
    extra: Any = None


def _met(teller: Teller | None, **wat: Any) -> Teller:
    return (teller or Teller()).model_copy(update=wat)


def tel(teller: Teller | None, gebeurd: Gebeurd, ctx: Context) -> Decision[Teller]:
    """Count an event; `hoe` chooses a failure."""
    match gebeurd.hoe:
        case "fout":
            raise RuntimeError("geheim dat niet in een log mag")
        case "te groot getal":
            return Decision(_met(teller, extra=2**70))
        case "te grote event":
            return Decision(_met(teller), (Lang(tekst="x" * 70_000),))
        case "geweigerd":
            raise Refused("nee", "Een event kan niet worden geweigerd.")
        case _:
            aantal = (teller.aantal if teller else 0) + 1
            return Decision(_met(teller, aantal=aantal), (Geteld(aantal=aantal),))


class Lang(Event):
    """An event that is too long."""

    type: ClassVar[str] = "nl.proef.tellingen.lang.v1"
    tekst: str


def tel_commando(teller: Teller | None, commando: Tel, ctx: Context) -> Decision[Teller]:
    """Count a command; "nee" is refused."""
    if commando.wat == "nee":
        raise Refused("nee", "Dat kan niet.")
    aantal = (teller.aantal if teller else 0) + 1
    return Decision(_met(teller, aantal=aantal), (Geteld(aantal=aantal),), result=aantal)


def herinner(teller: Teller | None, commando: Herinner, ctx: Context) -> Decision[Teller]:
    """Set a reminder."""
    return Decision(_met(teller), reminders={"wek": commando.op, "faal": commando.op})


def gewekt(teller: Teller, ctx: Context) -> Decision[Teller]:
    """Count a reminder."""
    return Decision(_met(teller, herinnerd=teller.herinnerd + 1), (Geteld(aantal=teller.aantal),))


def faal(teller: Teller, ctx: Context) -> Decision[Teller]:
    """A reminder that always fails."""
    raise RuntimeError("altijd")


def table(*, schema: int = 1) -> Handlers:
    """The table of the counting service."""
    handlers = Handlers()
    tellers = handlers.document("teller", Teller, subjects=lambda id_: id_.startswith("t-"), schema=schema)
    tellers.event(Gebeurd, tel)
    tellers.command(Tel, tel_commando)
    tellers.command(Herinner, herinner)
    tellers.reminder("wek", gewekt)
    tellers.reminder("faal", faal)
    return handlers


class Counted(Metrics):
    """Metrics that a test can look at."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, ...]] = []

    def published(self, type_: str, amount: int) -> None:
        self.seen += [("published", type_)] * amount

    def publish_failed(self, reason: str) -> None:
        self.seen.append(("publish_failed", reason))

    def records(self, counted: Mapping[tuple[str, str], int], seconds: float) -> None:
        for (type_, outcome), amount in counted.items():
            self.seen += [("record", type_, outcome)] * amount

    def dead_letter(self, reason: str) -> None:
        self.seen.append(("dead_letter", reason))

    def batch_failed(self, reason: str) -> None:
        self.seen.append(("batch_failed", reason))

    def reminder(self, name: str, outcome: str) -> None:
        self.seen.append(("reminder", name, outcome))

    def effect(self, kind: str, outcome: str) -> None:
        self.seen.append(("effect", kind, outcome))

    def n(self, *row: str) -> int:
        """How often exactly this was counted."""
        return self.seen.count(row)


class Telling:
    """One process of the counting service, without a process: its rooms on real parts."""

    def __init__(
        self, bootstrap: str, url: str, database: str, prefix: str, *, handlers: Handlers | None = None
    ) -> None:
        self.bootstrap, self.prefix = bootstrap, prefix
        self.metrics = Counted()
        self.handlers = handlers or table()
        self.store = Store(url, database, "tellers", self.handlers)
        self.keys = KeyStore(self.store.database["keys"], MASTERS, MASTER, SystemClock())
        self.producer = Producer(bootstrap, {}, timeout_ms=5000)
        topic_of = {Geteld.type: OUT, Gebeurd.type: IN}
        self.ledger = Ledger(Checkpoints(self.store))
        publication = Publication(URN, topic_of, {"teller": "/v1/tellers"}, prefix)
        self.relay = Relay(self.store, self.ledger, self.producer, publication, self.metrics)
        self.engine = Engine(
            self.store, self.handlers, SystemClock(), self.ledger, wake=self.relay.wake, sendable=frozenset(topic_of)
        )
        self.dead_letters = DeadLetters(self.producer, prefix + DEAD)
        self.reading = Reading(oin=OIN, prefix=prefix, topic_of=topic_of, clock=SystemClock())

    def consumer(
        self, instance: str = "telling-0", *, topics: Sequence[str] = (IN,), group: str = "telling"
    ) -> Consumer:
        """A consumer of the in-topic."""
        return Consumer(
            bootstrap=self.bootstrap,
            security={},
            topics=[self.prefix + topic for topic in topics],
            group=self.prefix + group,
            instance=self.prefix + instance,
            reading=self.reading,
            engine=self.engine,
            relay=self.relay,
            dead_letters=self.dead_letters,
            metrics=self.metrics,
        )

    @asynccontextmanager
    async def consuming(self) -> AsyncIterator[Consumer]:
        """With the consumer running."""
        consumer = self.consumer()
        await consumer.start()
        try:
            yield consumer
        finally:
            await consumer.stop()

    async def prepare(self) -> None:
        """Indexes and topics."""
        await self.store.prepare()
        topics = [
            Topic(name=self.prefix + n, partitions=p, retention_days=1, max_message_bytes=m)
            for n, p, m in ((IN, 2, 4_000_000), (OUT, 2, 200_000), (DEAD, 1, 500_000))  # letters and acts in one order
        ]
        await create(self.bootstrap, {}, topics)

    async def stop(self) -> None:
        """Close everything."""
        await self.producer.stop()
        self.store.close()

    async def state(self, id_: str) -> Teller:
        """The state of a teller."""
        return (await self.store.load([id_]))[id_].state  # type: ignore[no-any-return]

    async def offer(self, subject: str, sequence: int, hoe: str = "", **changes: Any) -> None:
        """Send an event of the upstream service; `changes` spoil it."""
        headers = headers_for(subject, sequence) if "headers" not in changes else changes["headers"]
        value = json.dumps({"hoe": hoe}).encode() if "value" not in changes else changes["value"]
        await self.producer.send(self.prefix + IN, changes.get("key", subject.encode()), value, headers)


def headers_for(subject: str, sequence: int, **changes: str) -> list[tuple[str, bytes]]:
    """The envelope of an upstream event."""
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": f"{subject}:{sequence}",
        "ce_source": UPSTREAM,
        "ce_type": Gebeurd.type,
        "ce_subject": subject,
        "ce_time": "2025-01-01T00:00:00.000Z",
        "ce_sequence": str(sequence),
        "ce_sequencetype": "Integer",
        "content-type": "application/json",
    } | changes
    return [(name, value.encode()) for name, value in attributes.items() if value]


def command(subject: str, body: Command, key: str = "k1", digest: str = "d1") -> Message:
    """A command as the API would make it."""
    return Message(subject, "command", datetime.now(UTC), body=body, key=key, digest=digest)


def event(subject: str, sequence: int, hoe: str = "") -> Message:
    """An event as the consumer would make it."""
    data = json.dumps({"hoe": hoe}).encode()
    return Message(
        subject, "event", datetime.now(UTC), name=Gebeurd.type, source=UPSTREAM, sequence=sequence, data=data
    )


async def until(condition: Any, *, seconds: float = 20.0) -> Any:
    """Wait until a (possibly async) condition gives something true; fails after the bound, later on a busy machine."""
    waiting = Patience(seconds)
    while True:
        seen = condition()
        seen = await seen if asyncio.iscoroutine(seen) else seen
        if seen:
            return seen
        assert not waiting.over, f"not {waiting}"
        await asyncio.sleep(0.02)


async def read_all(
    bootstrap: str, topic: str, *, at_least: int, seconds: float = 20.0, quiet: float = 0.3
) -> list[Any]:
    """Every record of a topic, once `at_least` are there and nothing came for `quiet` seconds."""
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest", fetch_max_wait_ms=50)
    await consumer.start()
    records: list[Any] = []
    waiting = Patience(seconds)
    try:
        while True:
            polled = await consumer.getmany(timeout_ms=int(quiet * 1000))
            records += [record for batch in polled.values() for record in batch]
            if not polled and len(records) >= at_least:
                return records
            assert not waiting.over, f"{len(records)} of {at_least} records {waiting}"
    finally:
        await consumer.stop()


def sequences(records: Sequence[Any], subject: str) -> list[int]:
    """The sequence numbers of a subject's events, in the order of the log."""
    return [int(dict(r.headers)["ce_sequence"]) for r in records if r.key == subject.encode()]
