# SPDX-License-Identifier: EUPL-1.2
"""One idempotent producer that is thrown away after a refusal.

aiokafka spends a sequence number when a batch is drained: after one refused send every later send of that partition
fails until the producer is replaced. So a failed send always replaces it. Not for: order; that is the relay's.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer

from zvhh_kit.bus.batches import FAULTS, Record, answers_to
from zvhh_kit.bus.envelope import Header
from zvhh_kit.process.causes import attempts, cause

__all__ = ["Producer", "Refusal"]

log = logging.getLogger(__name__)
MAX_REQUEST = 3 * 1024 * 1024 + 64 * 1024
"""The largest record of any topic, with the rest of its request: what fits a topic is refused by the broker or not at all."""

BATCH_BYTES = 64 * 1024
"""Below every topic's max.message.bytes, which bounds a batch too."""


class Refusal(Exception):
    """The broker did not acknowledge; the text is the kind of error."""


class Producer:
    """Sends records with acks=all. Starts at the first send and again after a refusal."""

    def __init__(self, bootstrap: str, security: Mapping[str, Any], *, timeout_ms: int = 20_000) -> None:
        self._settings = {
            "bootstrap_servers": bootstrap,
            "enable_idempotence": True,
            "acks": "all",
            "linger_ms": 0,
            "max_batch_size": BATCH_BYTES,
            "request_timeout_ms": timeout_ms,
            "max_request_size": MAX_REQUEST,
            **security,
        }
        self._timeout = timeout_ms / 1000
        self._lock = asyncio.Lock()
        self._running: AIOKafkaProducer | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    async def _producer(self) -> AIOKafkaProducer:
        if self._running is not None:
            return self._running
        async with self._lock:
            if self._running is None:
                self._running = await self._started()
            return self._running

    async def _started(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(**self._settings)
        try:
            with attempts() as tried:
                await producer.start()
        except BaseException as fault:
            if isinstance(fault, FAULTS):
                log.warning("producer not started", extra={"dependency": "broker", "reason": tried.why(fault)})
            await _stop(producer, 5)
            raise
        return producer

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: list[Header]) -> None:
        """Send one record and wait for its acknowledgement. Raises Refusal, and then the next send has a new producer."""
        [refusal] = await self.send_all([(topic, key, value, headers)])
        if refusal is not None:
            raise refusal

    async def send_all(self, records: Sequence[Record]) -> list[Refusal | None]:
        """Send records and wait for every acknowledgement; for each None, or why it was not acknowledged.

        After one that was not, the next send has a new producer.
        """
        producer: AIOKafkaProducer | None = None
        answers: list[Any] = []
        try:
            async with asyncio.timeout(self._timeout + 5):
                producer = await self._producer()
                answers = await answers_to(producer, records)
        except FAULTS as fault:
            answers = [fault] * len(records)
        refusals = [_refusal(answer) for answer in answers]
        if any(refusals):
            await self._replace(producer, refusals)
        return refusals

    async def _replace(self, spoiled: AIOKafkaProducer | None, refusals: Sequence["Refusal | None"]) -> None:
        async with self._lock:
            if spoiled is None or self._running is not spoiled:
                return
            self._running = None
        why = sorted({cause(refusal.__cause__) for refusal in refusals if refusal and refusal.__cause__})
        log.warning("producer replaced", extra={"dependency": "broker", "reason": "; ".join(why)})
        # Beside, and with time: cut short, it would leave its connections and its metadata loop behind for good
        leaving = asyncio.create_task(_stop(spoiled, 3 * self._timeout))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def stop(self) -> None:
        """Let what is under way finish, then close."""
        async with self._lock:
            running, self._running = self._running, None
        if running is not None:
            await _stop(running, 5)
        for leaving in self._leaving:
            leaving.cancel()


def _refusal(answer: Any) -> Refusal | None:
    if not isinstance(answer, BaseException):
        return None
    if not isinstance(answer, (*FAULTS, asyncio.CancelledError)):  # cancelled by the client itself
        raise answer
    refusal = Refusal(type(answer).__name__)
    refusal.__cause__ = answer
    return refusal


async def _stop(producer: AIOKafkaProducer, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await producer.stop()
    except FAULTS:
        log.warning("producer did not stop in time")
