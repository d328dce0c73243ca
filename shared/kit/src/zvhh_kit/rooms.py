# SPDX-License-Identifier: EUPL-1.2
"""The rooms of one process of a service: made in order, run by role, stopped in reverse.

For: `Service`, the only one that makes them. Not for: anything that a single room can do; this module only knows who
needs whom.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from zvhh_kit.audit import Audit
from zvhh_kit.checkpoints import Checkpoints
from zvhh_kit.clock import Clock, JournalClock, SystemClock
from zvhh_kit.consumer import Consumer
from zvhh_kit.dead_letters import DeadLetters
from zvhh_kit.destruction import Destruction
from zvhh_kit.document import Document
from zvhh_kit.effects import Effects, PartnerFeedback
from zvhh_kit.engine import Engine
from zvhh_kit.gauges import Gauges
from zvhh_kit.http import create_app
from zvhh_kit.http.limits import Limits
from zvhh_kit.http.runtime import Runtime
from zvhh_kit.http.server import server_of
from zvhh_kit.identity import Bearer
from zvhh_kit.identity.dropped import Dropped
from zvhh_kit.ledger import Ledger
from zvhh_kit.loops import Loops, patiently
from zvhh_kit.message import Message, Outcome
from zvhh_kit.operator.burial import Burial
from zvhh_kit.operator.watch import LetterWatch
from zvhh_kit.privacy import AccessLog, Entry, KeyStore, Sealing, StaticIds
from zvhh_kit.privacy.anchor import TOPIC, Anchoring
from zvhh_kit.privacy.chain import ChainKeys
from zvhh_kit.privacy.reading import LogReader
from zvhh_kit.producer import Producer
from zvhh_kit.records import Reading
from zvhh_kit.relay import Publication, Relay
from zvhh_kit.reminders import Reminders
from zvhh_kit.security import faststream_security
from zvhh_kit.settings import Role
from zvhh_kit.store import Store, Unavailable

if TYPE_CHECKING:
    from zvhh_kit.service import Service

__all__ = ["Rooms"]

TOMBSTONE_AFTER = timedelta(days=1827 + 30)
"""Five years of topic retention (L8) and a margin: no record of a destroyed zaak can come later than that."""

READY_WITHIN = 30.0
STUCK_AFTER = 120.0
"""Seconds without asking the broker: not ready, and then not alive, for aiokafka can stop without an error."""


class Rooms:
    """The rooms of one process."""

    def __init__(self, service: "Service") -> None:
        settings, name = service.settings, service.name
        self.service = service
        self.clock: Clock = JournalClock(settings.clock_journal) if settings.clock_journal else SystemClock()
        url = settings.mongodb_url.get_secret_value()
        self.store = Store(url, settings.database, service.collection, service.handlers)
        self.producer = Producer(settings.kafka_bootstrap, settings.kafka_security)
        self.ledger = Ledger(Checkpoints(self.store))
        self.relay = Relay(self.store, self.ledger, self.producer, self._publication(), service.metrics)
        self.engine = Engine(
            self.store,
            service.handlers,
            self.clock,
            self.ledger,
            wake=self.relay.wake,
            conflict=service.metrics.conflict,
            tombstone_after=TOMBSTONE_AFTER,
            sendable=frozenset(service.topic_of),
        )
        self._make_privacy()
        self._make_topics()
        self._make_anchoring()
        self._joined = False
        self.consumer = self._consumer()
        self.effects = Effects(self.store, self._performers(), service.metrics)
        self.burial = Burial(self.store, self.keys, self.engine, service.metrics, wake=self.relay.wake)
        self.reminders = Reminders(self.store, self.engine, self.clock, service.metrics)
        self.gauges = Gauges(self.store, self.relay, self.clock, self.consumer, service.metrics)
        self.app = create_app(
            self._runtime(), service.routers, title=service.title or f"ZVHH {name}", description=service.description
        )

    def _make_privacy(self) -> None:
        service, settings, database = self.service, self.service.settings, self.store.database
        self.ids = StaticIds(settings.id_secret_bytes, settings.index_secrets)
        self.keys = KeyStore(
            database[f"{service.collection}_sleutels"], settings.master_key_table, settings.master_key, self.clock
        )
        self.sealing = Sealing(self.keys)
        lines = database[f"{service.collection}_verwerkingen"]
        self.chain_keys = ChainKeys(settings.log_secrets)
        self.log = AccessLog(lines, service.instance, self.clock, self.chain_keys)
        self.notes = AccessLog(lines, f"{service.instance}-operator", self.clock, self.chain_keys)
        self.log_reader = LogReader(lines)
        self.audit = Audit(service.name, self.ids)
        self.bearer = Bearer(settings)
        self.dropped = Dropped(database[f"{service.collection}_uitgever"])

    def _make_topics(self) -> None:
        service, settings = self.service, self.service.settings
        prefix = settings.topic_prefix
        self.offers = self._offers(prefix)
        self.topics = [*(prefix + topic for topic in service.reads), *self.offers]
        self.group = f"{prefix}zvhh-{service.name}"
        self.reading = self.reading_with(self.sealing)
        self.dead_letters = DeadLetters(self.producer, f"{prefix}zvhh.{service.name}.dead-letters.v1")
        self.watch = LetterWatch(
            settings.kafka_bootstrap, settings.kafka_security, self.dead_letters.topic, service.metrics
        )

    def _make_anchoring(self) -> None:
        settings = self.service.settings
        self.heads_topic = settings.topic_prefix + TOPIC.format(service=self.service.name)
        self._apart = Producer(settings.kafka_bootstrap, settings.kafka_security, timeout_ms=5_000)
        self.anchoring = Anchoring(self.log, self._apart, self.heads_topic, self.chain_keys, self.service.metrics)

    def _publication(self) -> Publication:
        service = self.service
        resources = {kind: f"/api/{service.name}/v1/{plural}" for kind, plural in service.resources.items()}
        return Publication(service.urn, service.topic_of, resources, service.settings.topic_prefix)

    def _offers(self, prefix: str) -> dict[str, str]:
        """Topic → OIN of the partner that may write there."""
        partners = self.service.partners
        return {prefix + partners.topic.format(oin=oin): oin for oin in partners.oins} if partners else {}

    def reading_with(self, sealing: Sealing) -> Reading:
        """How this service reads its topics; what a partner's record holds is sealed by `sealing`."""
        service, settings, partners = self.service, self.service.settings, self.service.partners
        return Reading(
            oin=settings.oin,
            prefix=settings.topic_prefix,
            topic_of=service.topic_of,
            clock=self.clock,
            partners=self.offers,
            partner_type=partners.type if partners else "",
            door=partners.door(self.ids) if partners else None,
            ids=self.ids,
            sealing=sealing,
        )

    def _consumer(self) -> Consumer:
        service, settings = self.service, self.service.settings
        return Consumer(
            bootstrap=settings.kafka_bootstrap,
            security=faststream_security(settings),
            topics=self.topics,
            group=self.group,
            instance=service.instance,
            reading=self.reading,
            engine=self.engine,
            relay=self.relay,
            dead_letters=self.dead_letters,
            metrics=service.metrics,
            written=self.log_offers,
        )

    async def log_offers(
        self, messages: Sequence[Message], outcomes: Sequence[Outcome], standing: Sequence[Document]
    ) -> None:
        """What partners' records wrote is logged as what people wrote (L7). Raises LogUnavailable.

        A repeat too: the process that handled it first may have died before its line.
        """
        states = {document.id: document.state for document in standing}
        lines: list[Entry] = []
        for message, outcome in zip(messages, outcomes, strict=True):
            if message.kind == "command":
                lines += self.audit.lines(
                    self._kind_of(message.subject),
                    message.subject,
                    states.get(message.subject),
                    action=type(message.body).__name__,
                    result=outcome.status,
                    way="kafka",
                    actor=message.actor,
                    trace=message.trace,
                )
        await self.log.write(*lines)

    def _performers(self) -> dict[str, Any]:
        service, partners = self.service, self.service.partners
        destruction = Destruction(self.keys, self.log, self.audit, self._kind_of)
        performers: dict[str, Any] = {Destruction.KIND: destruction}
        if partners is None:
            return performers
        prefix = service.settings.topic_prefix
        feedback = PartnerFeedback(self.producer, service.urn, partners.feedback_type, partners.feedback_topic, prefix)
        return performers | {PartnerFeedback.KIND: feedback}

    def _kind_of(self, id_: str) -> str:
        kind = self.service.handlers.kind_of(id_)
        return kind.name if kind else ""

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
            bearer=self.bearer,
            settings=service.settings,
            metrics=service.metrics,
            log_reader=self.log_reader,
            limits=Limits(service.settings, service.metrics.limited),
            api_version=service.api_version,
            public=service.public,
            admit=service.admit,
            ready={"database": self._database_up},
            partitions=self.consumer.partitions,
        )

    async def _database_up(self) -> bool:
        await self.store.ping()
        return True

    async def _broker_up(self) -> bool:
        return self.consumer.assigned and self.consumer.seconds_since_poll < READY_WITHIN

    def _alive(self) -> bool:
        return not self._joined or self.consumer.seconds_since_poll < STUCK_AFTER

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """With everything closed at the end that was connected to in the meantime; nothing runs by itself."""
        async with AsyncExitStack() as stack:
            stack.callback(self.store.close)
            stack.push_async_callback(self.log.close)
            stack.push_async_callback(self.notes.close)
            stack.push_async_callback(self._apart.stop)
            stack.push_async_callback(self.producer.stop)
            stack.push_async_callback(self.relay.close)
            yield

    async def run(self, roles: Sequence[Role], stack: AsyncExitStack) -> None:
        """Start in the order in which rooms need each other; the stack stops them in reverse."""
        if "consumer" in roles:
            self.app.state.kit.ready = {"database": self._database_up, "broker": self._broker_up}
            self.app.state.kit.alive = self._alive
        await stack.enter_async_context(self.opened())
        stack.push_async_callback(self.anchoring.last)
        loops = await stack.enter_async_context(Loops())
        loops.start(self._prepared(self.relay.run))
        loops.start(self._prepared(self.relay.keep))
        loops.start(self._prepared(self.gauges.run))
        loops.start(self.watch.run())
        loops.start(self._prepare_log())
        loops.start(self.anchoring.run())
        if "api" in roles:
            loops.start(self.bearer.keys.keep(self.dropped.number))
        for role, loop in (
            ("sweep", self.relay.sweep),
            ("reminders", self.reminders.run),
            ("effects", self.effects.run),
            ("effects", self.burial.run),
        ):
            if role in roles:
                loops.start(self._prepared(loop))
        if "consumer" in roles:
            loops.start(self._prepared(self._consume))
        await self._serve(loops)

    async def _prepared(self, loop: Callable[[], Awaitable[None]]) -> None:
        await patiently("database", lambda: self.store.prepare(self.service.indexes), Unavailable)
        await loop()

    async def _prepare_log(self) -> None:
        """Beside the others: on a log of years an index takes its time, and nobody waits for it but supervision."""
        await patiently("database", self.log_reader.prepare, Unavailable)
        await asyncio.Event().wait()

    async def _consume(self) -> None:
        await self.consumer.run(self._join)

    def _join(self) -> None:
        self._joined = True

    async def _serve(self, loops: Loops) -> None:
        """HTTP in every role: health and metrics always, the API where the front door sends requests."""
        settings = self.service.settings
        _fewer_collections()
        await loops.guard(server_of(self.app, settings.http_host, settings.http_port, settings.trusted_proxies).serve())


def _fewer_collections() -> None:
    """What is loaded by now stays for the life of the process: looking through it at every collection of garbage costs
    a consumer under load a good third of its CPU (tests/bench)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
