# SPDX-License-Identifier: EUPL-1.2
"""A service wired together: its rooms made in order, its roles run, and all of it stopped in order.

One process does every role by default; `roles` splits them, so that intake's API scales alone. Every process that
saves has its own relay. Not for: anything that a single room can do; this module only knows who needs whom.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import uvicorn
from aiokafka.errors import KafkaError
from fastapi import APIRouter, FastAPI

from zvhh_kit.audit import Audit
from zvhh_kit.clock import Clock, JournalClock, SystemClock
from zvhh_kit.consumer import Consumer
from zvhh_kit.dead_letters import DeadLetters
from zvhh_kit.document import Document
from zvhh_kit.effects import Effects, PartnerFeedback
from zvhh_kit.engine import Engine
from zvhh_kit.gauges import Gauges
from zvhh_kit.handlers import Handlers
from zvhh_kit.http import create_app
from zvhh_kit.http.runtime import Runtime
from zvhh_kit.identity import Access, Bearer
from zvhh_kit.message import Message, Outcome
from zvhh_kit.partner import PartnerDoor
from zvhh_kit.privacy import AccessLog, Entry, KeyStore, Sealing, StaticIds, Verified
from zvhh_kit.producer import Producer
from zvhh_kit.records import Reading
from zvhh_kit.relay import Publication, Relay
from zvhh_kit.reminders import Reminders
from zvhh_kit.security import faststream_security
from zvhh_kit.settings import ALL_ROLES, Role, Settings
from zvhh_kit.store import Store, Unavailable
from zvhh_kit.telemetry import Metrics
from zvhh_kit.topics import TopicTable, create

__all__ = ["Partners", "Service"]

log = logging.getLogger(__name__)
TOMBSTONE_AFTER = timedelta(days=1827 + 30)
"""Five years of topic retention (L8) and a margin: no record of a destroyed zaak can come later than that."""


@dataclass(frozen=True, slots=True)
class Partners:
    """The border with partners' own systems: who they are, what they send, where feedback goes, and the door."""

    oins: Sequence[str]
    topic: str
    type: str
    feedback_topic: str
    feedback_type: str
    door: Callable[[StaticIds], PartnerDoor]


@dataclass(slots=True)
class Service:
    """One service.

    name: intake, triage … · topic_of: event type → topic · reads: topics · collection: of its documents · resources: kind
    of document → the plural in its API · indexes: of its worklists · public: operations without a token.
    """

    name: str
    settings: Settings
    handlers: Handlers
    topic_of: Mapping[str, str]
    reads: Sequence[str]
    collection: str
    routers: Sequence[APIRouter]
    access: Access
    resources: Mapping[str, str] = field(default_factory=dict)
    indexes: Iterable[Sequence[tuple[str, int]]] = ()
    public: frozenset[str] = frozenset()
    partners: Partners | None = None
    api_version: str = "1.0.0"
    title: str = ""
    description: str = ""
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def urn(self) -> str:
        """The source of this service's events."""
        return f"urn:nld:oin:{self.settings.oin}:systeem:zvhh-{self.name}"

    @property
    def instance(self) -> str:
        """The stable name of this process, by its ordinal: for the consumer group and the access log."""
        return f"{self.settings.topic_prefix}{self.name}-{self.settings.instance}"

    def assemble(self) -> "Rooms":
        """Make every room; nothing is connected to yet."""
        return Rooms(self)

    def app(self) -> FastAPI:
        """The HTTP app on rooms of its own, for its OpenAPI document; nothing is connected to."""
        return self.assemble().app

    async def run(self, roles: Sequence[Role] = ALL_ROLES) -> None:
        """Run until cancelled or told to stop by a signal; waits for parts that are away and goes on by itself."""
        async with AsyncExitStack() as stack:
            await self.assemble().run(roles, stack)

    async def create_topics(
        self, table: TopicTable, *, replication: int = 1, partitions: int | None = None
    ) -> list[str]:
        """Create the topics of the file that this service reads or writes, where missing. Raises TopicError."""
        oins = self.partners.oins if self.partners else ()
        topics = TopicTable(topics=tuple(t for t in table.topics if self.name in (*t.readers, *t.writers)))
        expanded = topics.expanded(oins, self.settings.topic_prefix)
        security = self.settings.kafka_security
        return await create(
            self.settings.kafka_bootstrap, security, expanded, replication=replication, partitions=partitions
        )

    async def verify_log(self) -> Verified:
        """Check every line of this service's log of reads and writes (L7). Raises Unavailable."""
        rooms = self.assemble()
        try:
            return await rooms.log.verify()
        finally:
            rooms.store.close()


class Rooms:
    """The rooms of one process."""

    def __init__(self, service: Service) -> None:
        settings, name = service.settings, service.name
        self.service = service
        self.clock: Clock = JournalClock(settings.clock_journal) if settings.clock_journal else SystemClock()
        url = settings.mongodb_url.get_secret_value()
        self.store = Store(url, settings.database, service.collection, service.handlers)
        self.producer = Producer(settings.kafka_bootstrap, settings.kafka_security)
        self.relay = Relay(self.store, self.producer, self._publication(), service.metrics)
        self.engine = Engine(
            self.store,
            service.handlers,
            self.clock,
            wake=self.relay.wake,
            conflict=service.metrics.conflict,
            tombstone_after=TOMBSTONE_AFTER,
            sendable=frozenset(service.topic_of),
        )
        self.ids = StaticIds(settings.id_secret_bytes)
        database = self.store.database
        keys = KeyStore(
            database[f"{service.collection}_sleutels"], settings.master_key_table, settings.master_key, self.clock
        )
        self.sealing = Sealing(keys)
        self.log = AccessLog(database[f"{service.collection}_verwerkingen"], service.instance, self.clock)
        self.audit = Audit(name, self.ids)
        self.consumer = self._consumer()
        self.effects = Effects(self.store, self._performers(), service.metrics)
        self.reminders = Reminders(self.store, self.engine, self.clock, service.metrics)
        self.gauges = Gauges(self.store, self.clock, self.consumer, service.metrics)
        self.app = create_app(
            self._runtime(), service.routers, title=service.title or f"ZVHH {name}", description=service.description
        )

    def _publication(self) -> Publication:
        service = self.service
        resources = {kind: f"/api/{service.name}/v1/{plural}" for kind, plural in service.resources.items()}
        return Publication(service.urn, service.topic_of, resources, service.settings.topic_prefix)

    def _consumer(self) -> Consumer:
        service, settings, partners = self.service, self.service.settings, self.service.partners
        prefix = settings.topic_prefix
        offers = {prefix + partners.topic.format(oin=oin): oin for oin in partners.oins} if partners else {}
        reading = Reading(
            oin=settings.oin,
            prefix=prefix,
            topic_of=service.topic_of,
            clock=self.clock,
            partners=offers,
            partner_type=partners.type if partners else "",
            door=partners.door(self.ids) if partners else None,
            ids=self.ids,
            sealing=self.sealing,
        )
        dead_letters = DeadLetters(self.producer, f"{prefix}zvhh.{service.name}.dead-letters.v1")
        return Consumer(
            bootstrap=settings.kafka_bootstrap,
            security=faststream_security(settings),
            topics=[*(prefix + topic for topic in service.reads), *offers],
            group=f"{prefix}zvhh-{service.name}",
            instance=service.instance,
            reading=reading,
            engine=self.engine,
            relay=self.relay,
            dead_letters=dead_letters,
            metrics=service.metrics,
            written=self._log_offers,
        )

    async def _log_offers(
        self, messages: Sequence[Message], outcomes: Sequence[Outcome], saved: Sequence[Document]
    ) -> None:
        """What partners' records wrote is logged as what people wrote (L7). Raises LogUnavailable."""
        states = {document.id: document for document in saved}
        lines: list[Entry] = []
        for message, outcome in zip(messages, outcomes, strict=True):
            if message.kind == "command" and message.subject in states:
                written = states[message.subject]
                lines += self.audit.lines(
                    written.kind,
                    written.id,
                    written.state,
                    action=type(message.body).__name__,
                    result=outcome.status,
                    way="kafka",
                    actor=message.actor,
                    trace=message.trace,
                )
        await self.log.write(*lines)

    def _performers(self) -> dict[str, Any]:
        service, partners = self.service, self.service.partners
        if partners is None:
            return {}
        prefix = service.settings.topic_prefix
        feedback = PartnerFeedback(self.producer, service.urn, partners.feedback_type, partners.feedback_topic, prefix)
        return {PartnerFeedback.KIND: feedback}

    def _runtime(self) -> Runtime:
        service = self.service
        return Runtime(
            service=service.name,
            engine=self.engine,
            store=self.store,
            handlers=service.handlers,
            sealing=self.sealing,
            ids=self.ids,
            log=self.log,
            audit=self.audit,
            clock=self.clock,
            access=service.access,
            bearer=Bearer(service.settings),
            settings=service.settings,
            metrics=service.metrics,
            api_version=service.api_version,
            public=service.public,
            ready={"database": self._database_up},
        )

    async def _database_up(self) -> bool:
        await self.store.ping()
        return True

    async def _broker_up(self) -> bool:
        return self.consumer.assigned and self.consumer.seconds_since_poll < 30

    async def run(self, roles: Sequence[Role], stack: AsyncExitStack) -> None:
        """Start in the order in which rooms need each other; the stack stops them in reverse."""
        if "consumer" in roles:
            self.app.state.kit.ready = {"database": self._database_up, "broker": self._broker_up}
        stack.callback(self.store.close)
        stack.push_async_callback(self.log.close)
        stack.push_async_callback(self.producer.stop)
        loops = await stack.enter_async_context(_Loops())
        loops.start(self._prepared(self.relay.run))
        loops.start(self._prepared(self.gauges.run))
        for role, loop in (
            ("sweep", self.relay.sweep),
            ("reminders", self.reminders.run),
            ("effects", self.effects.run),
        ):
            if role in roles:
                loops.start(self._prepared(loop))
        if "consumer" in roles:
            loops.start(self._consume())
        await self._serve(loops)

    async def _prepared(self, loop: Callable[[], Awaitable[None]]) -> None:
        await _patiently("database", lambda: self.store.prepare(self.service.indexes), Unavailable)
        await loop()

    async def _consume(self) -> None:
        await _patiently("database", lambda: self.store.prepare(self.service.indexes), Unavailable)
        try:
            await _patiently("broker", self.consumer.start, KafkaError, OSError, TimeoutError)
            await asyncio.Event().wait()
        finally:
            await self.consumer.stop()

    async def _serve(self, loops: "_Loops") -> None:
        """HTTP in every role: health and metrics always, the API where the front door sends requests."""
        settings = self.service.settings
        config = uvicorn.Config(
            self.app,
            host=settings.http_host,
            port=settings.http_port,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=10,
            lifespan="off",
        )
        await loops.guard(uvicorn.Server(config).serve())


class _Loops:
    """The loops of a process; one that fails ends the process, so that whoever runs it starts it anew."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "_Loops":
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def start(self, loop: Coroutine[Any, Any, None]) -> None:
        """Run a loop until the end of the process."""
        self._tasks.append(asyncio.create_task(loop))

    async def guard(self, main: Coroutine[Any, Any, None]) -> None:
        """Run `main` to its end, or raise what ended a loop before that."""
        serving = asyncio.create_task(main)
        try:
            done, _ = await asyncio.wait([serving, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not serving.done():
                serving.cancel()
                await asyncio.gather(serving, return_exceptions=True)
        for task in done:
            task.result()


async def _patiently(what: str, step: Callable[[], Awaitable[None]], *away: type[BaseException]) -> None:
    """Until it works, with backoff up to five seconds: a part that is away at the start is waited for."""
    wait = 0.2
    while True:
        try:
            await step()
        except away as fault:
            log.warning("waits", extra={"reason": f"{what}: {type(fault).__name__}"})
            await asyncio.sleep(wait)
            wait = min(wait * 2, 5.0)
        else:
            return
