# SPDX-License-Identifier: EUPL-1.2
"""The rooms of one process of a service: who needs whom. Each is made when it is first asked for; nothing is connected to.

For: what runs them (`process`), an endpoint (`app.state.kit`), an operator's command (`operator.toolbox`); a test puts
others in their place. Not for: anything that a single room can do.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import cached_property

from zvhh_contracts.huis import BEWAARTERMIJN
from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.dead_letters import DeadLetters
from zvhh_kit.bus.gauges import Gauges
from zvhh_kit.bus.producer import Producer
from zvhh_kit.bus.records import Reading
from zvhh_kit.bus.relay import Publication, Relay
from zvhh_kit.bus.security import faststream_security
from zvhh_kit.bus.standing import Partition
from zvhh_kit.bus.watch import LetterWatch
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.effects.anchor import TOPIC, Anchoring
from zvhh_kit.effects.burial import Burial
from zvhh_kit.effects.destruction import Destruction
from zvhh_kit.effects.performing import Effects, PartnerFeedback, Perform
from zvhh_kit.identity import Bearer
from zvhh_kit.identity.code_flow import CodeFlow
from zvhh_kit.identity.dropped import Dropped
from zvhh_kit.identity.limits import Limits
from zvhh_kit.privacy import AccessLog, Entry, KeyStore, Sealing, StaticIds
from zvhh_kit.privacy.audit import Audit
from zvhh_kit.privacy.chain import ChainKeys
from zvhh_kit.privacy.reading import LogReader
from zvhh_kit.process.clock import Clock, JournalClock, SystemClock
from zvhh_kit.service.description import Service
from zvhh_kit.store.checkpoints import Checkpoints
from zvhh_kit.store.documents import Store
from zvhh_kit.store.engine import Engine
from zvhh_kit.store.ledger import Ledger
from zvhh_kit.store.reminders import Reminders

__all__ = ["Ready", "Rooms"]

TOMBSTONE_AFTER = BEWAARTERMIJN + timedelta(days=30)
"""With a margin: no record of a destroyed zaak can come later than that."""

Ready = Callable[[], Awaitable[bool]]
"""Whether a part answers now; must return soon, and may raise for no."""


class Rooms:
    """The rooms of one process.

    `ready`: name of a part → whether it answers · `alive`: whether this process gets anything done, else it is to be
    restarted; both as its roles need them.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.settings = service.settings
        self.handlers = service.handlers
        self.metrics = service.metrics
        self.ready: dict[str, Ready] = {"database": self.database_up}
        self.alive: Callable[[], bool] = lambda: True

    async def database_up(self) -> bool:
        """Raises Unavailable when it is not."""
        await self.store.ping()
        return True

    # Documents and their events

    @cached_property
    def clock(self) -> Clock:
        return JournalClock(self.settings.clock_journal) if self.settings.clock_journal else SystemClock()

    @cached_property
    def store(self) -> Store:
        url = self.settings.mongodb_url.get_secret_value()
        return Store(url, self.settings.database, self.service.collection, self.handlers)

    @cached_property
    def checkpoints(self) -> Checkpoints:
        return Checkpoints(self.store)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.checkpoints)

    @cached_property
    def producer(self) -> Producer:
        return Producer(self.settings.kafka_bootstrap, self.settings.kafka_security)

    @cached_property
    def relay(self) -> Relay:
        service = self.service
        resources = {kind: f"/api/{service.name}/v1/{plural}" for kind, plural in service.resources.items()}
        publication = Publication(service.urn, service.topic_of, resources, self.settings.topic_prefix)
        return Relay(self.store, self.ledger, self.producer, publication, self.metrics)

    @cached_property
    def engine(self) -> Engine:
        return Engine(
            self.store,
            self.handlers,
            self.clock,
            self.ledger,
            wake=self.relay.wake,
            conflict=self.metrics.conflict,
            tombstone_after=TOMBSTONE_AFTER,
            sendable=frozenset(self.service.topic_of),
        )

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self.store, self.engine, self.clock, self.metrics)

    @cached_property
    def effects(self) -> Effects:
        return Effects(self.store, self._performers(), self.metrics)

    def _performers(self) -> dict[str, Perform]:
        partners = self.service.partners
        performers: dict[str, Perform] = {
            Destruction.KIND: Destruction(self.keys, self.log, self.audit, self._kind_of),
        }
        if partners is not None:
            performers[PartnerFeedback.KIND] = PartnerFeedback(
                self.producer,
                self.service.urn,
                partners.feedback_type,
                partners.feedback_topic,
                self.settings.topic_prefix,
            )
        return performers

    def _kind_of(self, id_: str) -> str:
        kind = self.handlers.kind_of(id_)
        return kind.name if kind else ""

    # What may be seen, by whom, and the log of it

    @cached_property
    def ids(self) -> StaticIds:
        return StaticIds(self.settings.id_secret_bytes, self.settings.index_secrets)

    @cached_property
    def keys(self) -> KeyStore:
        collection = self.store.database[f"{self.service.collection}_sleutels"]
        return KeyStore(collection, self.settings.master_key_table, self.settings.master_key, self.clock)

    @cached_property
    def sealing(self) -> Sealing:
        return Sealing(self.keys)

    @cached_property
    def chain_keys(self) -> ChainKeys:
        return ChainKeys(self.settings.log_secrets)

    @cached_property
    def log(self) -> AccessLog:
        return self._log(self.service.instance)

    @cached_property
    def notes(self) -> AccessLog:
        """The log, as an operator's command writes it."""
        return self._log(f"{self.service.instance}-operator")

    def _log(self, writer: str) -> AccessLog:
        lines = self.store.database[f"{self.service.collection}_verwerkingen"]
        return AccessLog(lines, writer, self.clock, self.chain_keys)

    @cached_property
    def log_reader(self) -> LogReader:
        return LogReader(self.store.database[f"{self.service.collection}_verwerkingen"])

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.service.name, self.ids)

    @cached_property
    def heads_topic(self) -> str:
        """Where the heads of the log are noted."""
        return self.settings.topic_prefix + TOPIC.format(service=self.service.name)

    @cached_property
    def apart(self) -> Producer:
        """A producer for what must not hold up events."""
        return Producer(self.settings.kafka_bootstrap, self.settings.kafka_security, timeout_ms=5_000)

    @cached_property
    def anchoring(self) -> Anchoring:
        return Anchoring(self.log, self.apart, self.heads_topic, self.chain_keys, self.metrics)

    @cached_property
    def burial(self) -> Burial:
        return Burial(self.store, self.keys, self.engine, self.metrics, wake=self.relay.wake)

    @cached_property
    def bearer(self) -> Bearer:
        return Bearer(self.settings)

    @cached_property
    def code_flow(self) -> CodeFlow:
        return CodeFlow(self.settings, self.bearer)

    @cached_property
    def dropped(self) -> Dropped:
        """By which an operator has every process forget the issuer's keys."""
        return Dropped(self.store.database[f"{self.service.collection}_uitgever"])

    @cached_property
    def limits(self) -> Limits:
        return Limits(self.settings, self.metrics.limited)

    # Records

    @cached_property
    def offers(self) -> dict[str, str]:
        """Topic → OIN of the partner that may write there."""
        prefix, partners = self.settings.topic_prefix, self.service.partners
        return {prefix + partners.topic.format(oin=oin): oin for oin in partners.oins} if partners else {}

    @cached_property
    def topics(self) -> list[str]:
        return [*(self.settings.topic_prefix + topic for topic in self.service.reads), *self.offers]

    @cached_property
    def group(self) -> str:
        return f"{self.settings.topic_prefix}zvhh-{self.service.name}"

    @cached_property
    def reading(self) -> Reading:
        return self.reading_with(self.sealing)

    def reading_with(self, sealing: Sealing) -> Reading:
        """With what a partner's record holds sealed by this room."""
        partners = self.service.partners
        return Reading(
            oin=self.settings.oin,
            prefix=self.settings.topic_prefix,
            topic_of=self.service.topic_of,
            clock=self.clock,
            partners=self.offers,
            partner_type=partners.type if partners else "",
            door=partners.door(self.ids) if partners else None,
            ids=self.ids,
            sealing=sealing,
        )

    @cached_property
    def dead_letters(self) -> DeadLetters:
        return DeadLetters(self.producer, f"{self.settings.topic_prefix}zvhh.{self.service.name}.dead-letters.v1")

    @cached_property
    def watch(self) -> LetterWatch:
        settings = self.settings
        return LetterWatch(settings.kafka_bootstrap, settings.kafka_security, self.dead_letters.topic, self.metrics)

    @cached_property
    def consumer(self) -> Consumer:
        return Consumer(
            bootstrap=self.settings.kafka_bootstrap,
            security=faststream_security(self.settings),
            topics=self.topics,
            group=self.group,
            instance=self.service.instance,
            reading=self.reading,
            engine=self.engine,
            relay=self.relay,
            dead_letters=self.dead_letters,
            metrics=self.metrics,
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

    async def partitions(self) -> list[Partition]:
        """What this process reads, and what of it stands still."""
        return await self.consumer.partitions()

    @cached_property
    def gauges(self) -> Gauges:
        return Gauges(self.store, self.relay, self.clock, self.consumer, self.metrics)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """With everything closed at the end that was connected to in the meantime; nothing runs by itself."""
        async with AsyncExitStack() as stack:
            stack.callback(self.store.close)
            stack.push_async_callback(self.log.close)
            stack.push_async_callback(self.notes.close)
            stack.push_async_callback(self.apart.stop)
            stack.push_async_callback(self.producer.stop)
            stack.push_async_callback(self.relay.close)
            yield
