# SPDX-License-Identifier: EUPL-1.2
"""Looks every few seconds at what waits: the oldest unpublished event and effect, the oldest due reminder, the lag.

Not for: counting what happens; each room does that itself.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from zvhh_kit.clock import Clock
from zvhh_kit.store import Store, Unavailable
from zvhh_kit.times import wall_time

__all__ = ["Gauges"]

EVERY = 5.0


class Lagging(Protocol):
    """The consumer, as it is looked at."""

    def lag(self) -> dict[tuple[str, int], int]: ...


class Publishing(Protocol):
    """The relay, as it is looked at."""

    async def age(self) -> float: ...


class GaugeMetrics(Protocol):
    """Where the figures go."""

    def set(self, name: str, value: float, /, **labels: str) -> None: ...


class Gauges:
    """The loop of one process."""

    def __init__(self, store: Store, relay: Publishing, clock: Clock, consumer: Lagging, metrics: GaugeMetrics) -> None:
        self._store = store
        self._relay = relay
        self._clock = clock
        self._consumer = consumer
        self._metrics = metrics

    async def run(self) -> None:
        """Look, until cancelled; a database that is away leaves the last figures."""
        while True:
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
        for (topic, partition), records in self._consumer.lag().items():
            self._metrics.set("zvhh_consumer_lag_records", records, topic=topic, partition=str(partition))


def _age(found: Mapping[str, Any] | None, field: str, now: datetime) -> float:
    moments = [entry["at"] for entry in (found or {}).get(field, [])]
    return max(0.0, (now - min(moments)).total_seconds()) if moments else 0.0
