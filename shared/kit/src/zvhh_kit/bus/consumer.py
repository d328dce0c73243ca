# SPDX-License-Identifier: EUPL-1.2
"""One FastStream batch subscriber for all topics of a process.

For: a poll → messages → saved → dead letters → publish (overlapping the next poll, one deep) → commit, in this order.
Whatever a record makes us raise is its own fault: it alone is put aside, the others go on. A dependency that is away is no
record's fault: the batch waits with backoff, heartbeats go on, nothing is dead-lettered.
Not for: what a record means (`records`) or does (`engine`).
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from aiokafka.errors import ConsumerStoppedError, KafkaConnectionError, KafkaError
from faststream.kafka.message import KafkaAckableMessage

from zvhh_kit.bus.blame import AWAY, unexpected, why_away
from zvhh_kit.bus.breaker import Aside, BadDeploy, check_deploy
from zvhh_kit.bus.client import READING, abandon, answered, member, raw, rewound, session
from zvhh_kit.bus.dead_letters import DeadLetters
from zvhh_kit.bus.halves import in_halves
from zvhh_kit.bus.producer import Refusal
from zvhh_kit.bus.records import DeadRecord, Reading
from zvhh_kit.bus.relay import Relay
from zvhh_kit.bus.standing import Partition, Standing
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.process.loops import cancelled_for_real, patiently
from zvhh_kit.process.telemetry import Metrics, span, tell_each, trace_id, where
from zvhh_kit.store.documents import Unavailable
from zvhh_kit.store.engine import Engine

__all__ = ["BadDeploy", "Consumer"]

log = logging.getLogger(__name__)
T = TypeVar("T")
MAX_RECORDS = 500
BREAKER_WAIT = 5.0
REPLACE_AFTER = 45.0
"""Seconds without an answer of the broker, longer than it takes a new one to be elected."""

STOP_WITHIN = 20.0
"""Seconds for a client to finish its batch and leave; a platform gives a process 30 from SIGTERM to kill."""

DEAD = "dead"
NO_HANDLER = "no handler"
FAULT = "fault"
NOT_TAKEN = (DEAD, "refused")
"""A record that was refused without a document to answer it by would be lost: it is kept for an operator too."""


Written = Callable[[Sequence[Message], Sequence[Outcome], Sequence[Document]], Awaitable[None]]
"""Told of every batch, its outcomes and its documents as they are now, before its offsets are committed. Raises
Unavailable to be told again."""


class Consumer:
    """The only consumer of a process (two with one static id fence each other)."""

    def __init__(
        self,
        *,
        bootstrap: str,
        security: Mapping[str, Any],
        topics: Sequence[str],
        group: str,
        instance: str,
        reading: Reading,
        engine: Engine,
        relay: Relay,
        dead_letters: DeadLetters,
        metrics: Metrics,
        written: Written | None = None,
    ) -> None:
        self._reading = reading
        self._engine = engine
        self._relay = relay
        self._dead_letters = dead_letters
        self._metrics = metrics
        self._written = written
        self._publishing: asyncio.Task[None] | None = None
        self._standing = Standing()
        self._bootstrap, self._security = bootstrap, security
        self._topics, self._group, self._instance = topics, group, instance
        self._connect()

    def _connect(self) -> None:
        """One subscriber for all topics. `instance` is a stable name: who died is then back without a session timeout."""
        self._broker = session(self._bootstrap, self._security)
        subscriber: Any = self._broker.subscriber(
            *self._topics,
            batch=True,
            max_records=MAX_RECORDS,
            group_id=self._group,
            group_instance_id=member(self._instance, self._topics),
            parser=self._parse,
            decoder=raw,
            **READING,
        )
        # FastStream sleeps after an empty poll and has no setting for it (ADR 0030): ours waits inside the poll
        subscriber.get_msg = self._poll
        subscriber(self.handle)
        self._subscriber = subscriber
        self._polled = time.monotonic()

    async def run(self, joined: Callable[[], None] = lambda: None) -> None:
        """Join and consume until cancelled, then leave. Waits for a broker that is away.

        A client that has stopped without an error (aiokafka can, after a broker was away) is replaced by a new one.
        """
        try:
            while True:
                await patiently("broker", self.start, KafkaError, OSError, TimeoutError)
                joined()
                while self.seconds_since_poll < REPLACE_AFTER:
                    if cancelled_for_real():  # a client that was starting swallowed it
                        raise asyncio.CancelledError
                    await asyncio.sleep(1)
                log.warning("consumer replaced")
                await self._leave()
                self._connect()
        finally:
            await self._leave()

    async def _leave(self) -> None:
        """Leave in time, or without a word: the next client has the same static name, so that it takes this one's place.

        What made a client stop comes up once more when it is closed, and would end the process; and closing one whose
        broker went away half-way may wait for ever. Offsets that were not committed are read again.
        """
        leaving = asyncio.create_task(self.stop())
        await asyncio.wait({leaving}, timeout=STOP_WITHIN)
        if not leaving.done():
            leaving.cancel()
            log.warning("consumer did not leave in time")
            if (client := self._subscriber.consumer) is not None:
                await abandon(client)
        elif not leaving.cancelled() and (fault := leaving.exception()) is not None:
            log.warning("consumer left with an error", extra={"reason": type(fault).__name__})

    async def start(self) -> None:
        """Join the group. Raises a KafkaError where the broker is away; the caller tries again."""
        try:
            await self._broker.start()
        except BaseException as fault:
            await self._subscriber.stop()  # or every attempt leaves a half-started client behind
            if isinstance(fault, asyncio.CancelledError) and not cancelled_for_real():
                raise KafkaConnectionError("a task of the client was cancelled") from fault
            raise

    async def stop(self) -> None:
        """Finish and commit the batch under way, publish it, leave."""
        try:
            await self._broker.stop()
        except asyncio.CancelledError:
            if cancelled_for_real():
                raise
        if self._publishing is not None:
            await asyncio.wait({self._publishing}, timeout=10)

    @property
    def assigned(self) -> bool:
        """Whether partitions are assigned: part of readiness."""
        consumer = self._subscriber.consumer
        return consumer is not None and bool(consumer.assignment())

    @property
    def seconds_since_poll(self) -> float:
        """How long ago the broker last answered, or a batch was under way: part of readiness.

        A poll alone says nothing: it comes back empty from a broker that is away, and from a client that has stopped
        without an error (aiokafka can).
        """
        return time.monotonic() - self._polled

    async def partitions(self) -> list[Partition]:
        """How far each partition of this process is handled, and since when one stands still."""
        return await self._standing.look(self._subscriber.consumer)

    async def _poll(self, consumer: Any) -> tuple[Any, ...]:
        try:
            polled = await consumer.getmany(timeout_ms=1000, max_records=MAX_RECORDS)
        except ConsumerStoppedError:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, what it took along must not be passed
            self._failed("poll failed", fault, why_away(fault) if isinstance(fault, AWAY) else FAULT, 0)
            await asyncio.sleep(BREAKER_WAIT)
            await rewound(consumer)
            return ()
        self._polled = time.monotonic() if polled else max(self._polled, answered(consumer))
        self._standing.took(polled)
        return tuple(chain.from_iterable(polled.values()))

    async def _parse(self, records: Any) -> KafkaAckableMessage:
        """Raw records: FastStream's own parser drops a record whose header is not UTF-8, silently."""
        return KafkaAckableMessage(
            body=[record.value for record in records],
            headers={},
            batch_headers=[],
            raw_message=records,
            consumer=self._subscriber.consumer,
            message_id=f"{records[0].topic}-{records[0].offset}",
        )

    async def handle(self, records: Sequence[Any]) -> None:
        """Handle one poll. Nothing is committed when it raises: BadDeploy, or a fault of ours that is no record's.

        Either comes back after a wait, as a nack is a bare seek: without one it would be tried thousands of times a
        second, and nobody would be told.
        """
        try:
            with span("handle records", records=len(records)):
                await self._handle(records)
        except Exception as fault:
            event, reason = ("breaker", "breaker") if isinstance(fault, BadDeploy) else ("batch failed", FAULT)
            self._failed(event, fault, reason, len(records))
            await asyncio.sleep(BREAKER_WAIT)
            raise
        self._standing.handled()

    def _failed(self, event: str, fault: Exception, reason: str, count: int) -> None:
        log.critical(event, extra={**where(fault), "reason": reason, "count": count})
        self._metrics.batch_failed(reason)
        self._standing.reason = reason

    async def _handle(self, records: Sequence[Any]) -> None:
        started = time.monotonic()
        messages, dead = await self._read(records)
        outcomes, standing = await in_halves(messages, self._fold_and_save)
        check_deploy(self._reading.is_partner, messages, outcomes, dead)
        outcomes = await self._tell_written(messages, outcomes, standing)
        aside = [(one.record, one.reason) for one in dead]
        aside += [(m.record, o.reason) for m, o in zip(messages, outcomes, strict=True) if o.status in NOT_TAKEN]
        for record, reason in aside:
            pointer = self._reading.is_partner(record.topic)
            await self._until_up(partial(self._dead_letters.send, record, reason, pointer_only=pointer))
            self._metrics.dead_letter(reason.split(":")[0])
        await self._publish()
        self._tell(messages, outcomes, time.monotonic() - started)

    async def _read(self, records: Sequence[Any]) -> tuple[list[Message], list[Aside]]:
        messages, dead = [], []
        for record in records:
            try:
                message = await self._until_up(partial(self._reading.message, record))
            except DeadRecord as fault:
                if fault.__cause__ is not None:
                    log.critical("record failed", extra=where(fault.__cause__))
                dead.append(Aside(record, str(fault), fault.unexpected))
            else:
                if message is not None:
                    messages.append(message)
        return messages, dead

    async def _tell_written(
        self, messages: Sequence[Message], outcomes: list[Outcome], saved: Sequence[Document]
    ) -> list[Outcome]:
        """Tell what was saved. A message of which that can't be told is put aside, for an operator to see."""
        if self._written is None:
            return outcomes
        try:
            await self._until_up(partial(self._written, messages, outcomes, saved))
        except Exception as fault:  # noqa: BLE001 - one of them is to blame, and the others must be told
            log.critical("not told", extra={**where(fault), "count": len(messages)})
            told = []
            for message, outcome in zip(messages, outcomes, strict=True):
                told.append(await self._tell_one(self._written, message, outcome, saved))
            return told
        return outcomes

    async def _tell_one(
        self, written: Written, message: Message, outcome: Outcome, saved: Sequence[Document]
    ) -> Outcome:
        its_own = [document for document in saved if document.id == message.subject]
        try:
            await self._until_up(partial(written, [message], [outcome], its_own))
        except Exception as fault:  # noqa: BLE001 - its own fault, whatever it is
            return Outcome("dead", reason=unexpected(fault), unexpected=True)
        return outcome

    async def _fold_and_save(self, messages: Sequence[Message]) -> tuple[list[Outcome], list[Document]]:
        return await self._until_up(partial(self._engine.fold_and_save, messages))

    async def _publish(self) -> None:
        """Publish while the next poll runs, but never two behind: that is the backpressure."""
        if self._publishing is not None:
            await asyncio.wait({self._publishing})
        self._publishing = asyncio.create_task(self._relay.publish_due())

    async def _until_up(self, step: Callable[[], Awaitable[T]]) -> T:
        wait = 0.1
        while True:
            try:
                return await step()
            except AWAY as fault:
                said = str(fault) if isinstance(fault, (Refusal, Unavailable)) else type(fault).__name__
                log.warning("consumer waits", extra={"reason": said})
                self._standing.reason = why_away(fault)
                self._polled = time.monotonic()
                await asyncio.sleep(wait)
                wait = min(wait * 2, 5.0)

    def _tell(self, messages: Sequence[Message], outcomes: Sequence[Outcome], seconds: float) -> None:
        counted, rows = Counter[tuple[str, str]](), []
        each = round(seconds * 1000 / max(len(messages), 1), 1)
        for message, outcome in zip(messages, outcomes, strict=True):
            name = message.name or type(message.body).__name__
            shown = outcome.reason != NO_HANDLER and (message.kind != "event" or self._reading.knows(name))
            counted[name if shown else "other", outcome.status] += 1  # what anybody may write is no label
            row = {"zaakId": message.subject, "type": name, "outcome": outcome.status, "ms": each}
            rows.append(row | {"reason": outcome.reason, "trace": trace_id(message.trace)})
        self._metrics.records(counted, seconds)
        tell_each(log, "message", rows)
