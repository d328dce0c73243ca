# SPDX-License-Identifier: EUPL-1.2
"""What is due becomes a message, each once, whoever else looks too. Compares in domain time, polls in real time.

A reminder whose decision fails is moved, later each time, and counted; it is never dropped (`fold`).
Not for: deciding what a reminder means.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import datetime

from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message
from zvhh_kit.process.clock import Clock
from zvhh_kit.process.telemetry import Metrics, new_trace, tell_each, trace_id
from zvhh_kit.store.documents import Store, Unavailable
from zvhh_kit.store.engine import Engine

__all__ = ["Reminders", "due_messages"]

log = logging.getLogger(__name__)
BATCH = 500


def due_messages(documents: Sequence[Document], now: datetime) -> list[Message]:
    """A message for each reminder that is due at `now`, earliest first within a document."""
    return [
        Message(document.id, "reminder", now, name=name, due=due, trace=new_trace())
        for document in documents
        for due, name in sorted((due, name) for name, due in document.reminders.items())
        if due <= now
    ]


class Reminders:
    """The loop of one process; several may run side by side."""

    def __init__(self, store: Store, engine: Engine, clock: Clock, metrics: Metrics, *, every: float = 0.5) -> None:
        self._store = store
        self._engine = engine
        self._clock = clock
        self._metrics = metrics
        self._every = every

    async def run(self) -> None:
        """Fire what is due, until cancelled; waits where the database is away."""
        while True:
            try:
                fired = await self.fire()
            except Unavailable as fault:
                log.warning("reminders wait for the database", extra={"reason": str(fault)})
                fired = 0
            await asyncio.sleep(0 if fired == BATCH else self._every)

    async def fire(self) -> int:
        """Fire what is due now; the number of documents looked at. Raises store.Unavailable."""
        now = self._clock.now()
        documents = await self._store.due(now, BATCH)
        messages = due_messages(documents, now)
        if messages:
            started = time.perf_counter()
            outcomes = await self._engine.process(messages)
            each = round((time.perf_counter() - started) * 1000 / len(messages), 1)
            rows = []
            for message, outcome in zip(messages, outcomes, strict=True):
                self._metrics.reminder(message.name, outcome.status)
                row = {"zaakId": message.subject, "type": message.name, "outcome": outcome.status, "ms": each}
                told = {"trace": trace_id(message.trace), "reason": outcome.reason if outcome.unexpected else ""}
                rows.append(row | told)
            tell_each(log, "reminder", rows)
        return len(documents)
