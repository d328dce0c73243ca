# SPDX-License-Identifier: EUPL-1.2
"""What happens outside after a save, at least once and in order per document: now a partner's feedback.

An effect that fails is tried again, later each time; it holds up later effects of its own document and nothing else.
Not for: events (`relay`); and nothing here may decide anything.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from zvhh_kit.bus.envelope import JSON, Header, rfc3339
from zvhh_kit.bus.producer import Producer
from zvhh_kit.core.document import Document
from zvhh_kit.process.telemetry import Metrics
from zvhh_kit.store.documents import Store, Unavailable

__all__ = ["Effects", "Outside", "PartnerFeedback", "Perform"]

log = logging.getLogger(__name__)
MAX_BACKOFF = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Outside:
    """One effect: of which document, its number there (with the id a key that stays the same), what, and when decided."""

    document: str
    n: int
    kind: str
    data: Mapping[str, Any]
    time: datetime
    trace: str


Perform = Callable[[Outside], Awaitable[None]]
"""Does one effect. Raises Refusal (or any error) when it must be tried again; doing it twice must be harmless."""


class Effects:
    """The loop of one process. `performers`: kind of effect → what does it."""

    def __init__(
        self, store: Store, performers: Mapping[str, Perform], metrics: Metrics, *, every: float = 0.5
    ) -> None:
        self._store = store
        self._performers = performers
        self._metrics = metrics
        self._every = every

    async def run(self) -> None:
        """Do what waits, until cancelled; waits where the database is away."""
        while True:
            try:
                await self.perform()
            except Unavailable as fault:
                log.warning("effects wait for the database", extra={"reason": str(fault)})
            await asyncio.sleep(self._every)

    async def perform(self) -> None:
        """Do every effect that may be tried now: of one document in order, of all side by side. Raises store.Unavailable.

        Side by side, for a partner's topic that takes nothing is waited for long, and many zaken may be that partner's.
        """
        now = datetime.now(UTC)
        documents = await self._store.effects_due(now)
        ends = await asyncio.gather(*(self._each(one, now) for one in documents), return_exceptions=True)
        for fault in ends:
            if isinstance(fault, BaseException):
                raise fault

    async def _each(self, document: Document, now: datetime) -> None:
        for entry in document.effects:
            if entry["not_before"] > now or not await self._one(document.id, entry):
                break

    async def _one(self, document: str, entry: dict[str, Any]) -> bool:
        outside = Outside(document, entry["n"], entry["kind"], entry["data"], entry["time"], entry["trace"])
        try:
            await self._performers[outside.kind](outside)
        except Exception as fault:  # noqa: BLE001 - whatever goes wrong outside is tried again and must stop nothing
            wait = min(timedelta(seconds=2 ** min(entry["tries"], 10)), MAX_BACKOFF)
            await self._store.effect_failed(document, outside.n, datetime.now(UTC) + wait)
            self._metrics.effect(outside.kind, "failed")
            log.warning(
                "effect failed", extra={"zaakId": document, "type": outside.kind, "reason": type(fault).__name__}
            )
            return False
        await self._store.effect_done(document, outside.n)
        self._metrics.effect(outside.kind, "done")
        return True


class PartnerFeedback:
    """Sends feedback to a partner's own topic: subject = the partner's reference, its own numbering."""

    KIND = "terugkoppeling"

    def __init__(self, producer: Producer, urn: str, type_: str, topic: str, prefix: str = "") -> None:
        self._producer = producer
        self._urn = urn
        self._type = type_
        self._topic = prefix + topic

    async def __call__(self, outside: Outside) -> None:
        """Send one. `data` holds `oin`, `referentie`, `nummer` and `bericht` (the JSON of the event). Raises Refusal."""
        data = outside.data
        attributes = {
            "ce_specversion": "1.0",
            "ce_id": f"{outside.document}:{outside.n}",
            "ce_source": f"{self._urn}:{outside.document}",
            "ce_type": self._type,
            "ce_subject": data["referentie"],
            "ce_time": rfc3339(outside.time),
            "ce_sequence": str(data["nummer"]),
            "ce_sequencetype": "Integer",
            "content-type": JSON,
        }
        if outside.trace:
            attributes["traceparent"] = outside.trace
        headers: list[Header] = [(name, value.encode()) for name, value in attributes.items()]
        topic = self._topic.format(oin=data["oin"])
        await self._producer.send(topic, data["referentie"].encode(), data["bericht"].encode(), headers)
