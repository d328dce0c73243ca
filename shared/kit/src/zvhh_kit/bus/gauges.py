# SPDX-License-Identifier: EUPL-1.2
"""Looks every few seconds at what waits: the oldest unpublished event and effect, the oldest due reminder, the partitions.

Not for: counting what happens; each room does that itself.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zvhh_kit.bus.consumer import Consumer
from zvhh_kit.bus.relay import Relay
from zvhh_kit.process.clock import Clock
from zvhh_kit.process.telemetry import Metrics
from zvhh_kit.process.times import wall_time
from zvhh_kit.store.documents import Store, Unavailable

__all__ = ["Gauges"]

EVERY = 5.0


class Gauges:
    """The loop of one process."""

    def __init__(self, store: Store, relay: Relay, clock: Clock, consumer: Consumer, metrics: Metrics) -> None:
        self._store = store
        self._relay = relay
        self._clock = clock
        self._consumer = consumer
        self._metrics = metrics
        self._told: set[tuple[str, str]] = set()

    async def run(self) -> None:
        """Look, until cancelled; a database that is away leaves its last figures, and the partitions are looked at."""
        while True:
            await self.look_at_partitions()
            with contextlib.suppress(Unavailable):
                await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Look once. Raises store.Unavailable."""
        figures = await self._store.figures()
        real = wall_time()
        self._metrics.set("zvhh_outbox_age_seconds", await self._relay.age())
        self._metrics.set("zvhh_effect_age_seconds", _age(figures["effects.at"], "effects", real))
        due = (figures["due"] or {}).get("due")
        overdue = (self._clock.now() - due).total_seconds() if due else 0.0
        self._metrics.set("zvhh_reminder_overdue_seconds", max(0.0, overdue))

    async def look_at_partitions(self) -> None:
        """Tell how far each is. One that another process reads now is no longer ours to tell of: 0."""
        seen: set[tuple[str, str]] = set()
        for one in await self._consumer.partitions():
            seen.add((one.topic, str(one.number)))
            self._tell(one.topic, str(one.number), one.lag, one.seconds)
        for topic, number in self._told - seen:
            self._tell(topic, number, 0, 0.0)
        self._told = seen

    def _tell(self, topic: str, number: str, lag: int, seconds: float) -> None:
        self._metrics.set("zvhh_consumer_lag_records", lag, topic=topic, partition=number)
        self._metrics.set("zvhh_consumer_stands_still_seconds", seconds, topic=topic, partition=number)


def _age(found: Mapping[str, Any] | None, field: str, now: datetime) -> float:
    moments = [entry["at"] for entry in (found or {}).get(field, [])]
    return max(0.0, (now - min(moments)).total_seconds()) if moments else 0.0
