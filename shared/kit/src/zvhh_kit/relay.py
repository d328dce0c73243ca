# SPDX-License-Identifier: EUPL-1.2
"""Publishes outboxes in order: the whole outbox of a document from its oldest entry, n + 1 after n is acknowledged.

Whoever saves a document publishes all of its outbox, not only what is new: an entry that another process saved and
could not publish is never marked as done by passing it over. Repeats on the topic are harmless, holes are not.
The proof of the order stands in docs/decisions/0001. Not for: what happens outside Kafka (`effects`).
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from zvhh_kit.document import Document
from zvhh_kit.envelope import headers_of
from zvhh_kit.producer import Producer, Refusal
from zvhh_kit.store import Store, Unavailable

__all__ = ["Publication", "Relay", "RelayMetrics"]

log = logging.getLogger(__name__)
WAITING = 64
REMEMBERED = 100_000
SWEEP_AGE = timedelta(seconds=2)


class RelayMetrics(Protocol):
    """What the relay counts."""

    def published(self, type_: str) -> None: ...

    def publish_failed(self, reason: str) -> None: ...


class Publication:
    """Where events of a service go: its source URN, the topic of each type, the resource of each kind of document."""

    def __init__(self, urn: str, topic_of: Mapping[str, str], resources: Mapping[str, str], prefix: str = "") -> None:
        self.urn = urn
        self._topic_of = topic_of
        self._resources = resources
        self._prefix = prefix

    def topic(self, type_: str) -> str:
        """The topic of an event type. Raises KeyError for a type that the contracts do not know."""
        return self._prefix + self._topic_of[type_]

    def record(self, entry: dict[str, Any], document: Document) -> tuple[str, bytes, bytes, list[tuple[str, bytes]]]:
        """Topic, key, value and headers of an outbox entry."""
        headers = headers_of(entry, document, self.urn, self._resources.get(document.kind, ""))
        return self.topic(entry["type"]), entry["to"].encode(), entry["data"].encode(), headers


class Relay:
    """One per process. `publish` waits for the broker, `wake` does not."""

    def __init__(
        self,
        store: Store,
        producer: Producer,
        publication: Publication,
        metrics: RelayMetrics,
        *,
        sweep_every: float = 1.0,
    ) -> None:
        self._store = store
        self._producer = producer
        self._publication = publication
        self._metrics = metrics
        self._sweep_every = sweep_every
        self._acknowledged: OrderedDict[str, int] = OrderedDict()
        self._woken: dict[str, Document] = {}
        self._bell = asyncio.Event()

    def wake(self, documents: Iterable[Document]) -> None:
        """Have these published soon, without waiting. Past 64 waiting the rest is the sweep's, which finds all."""
        for document in documents:
            if document.outbox and (document.id in self._woken or len(self._woken) < WAITING):
                self._woken[document.id] = document
        if self._woken:
            self._bell.set()

    async def run(self) -> None:
        """Publish what was woken, until cancelled."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            documents, self._woken = list(self._woken.values()), {}
            await self.publish_safely(documents)

    async def sweep(self) -> None:
        """Publish what nobody published, until cancelled: entries older than two seconds, found by an index."""
        while True:
            await asyncio.sleep(self._sweep_every)
            await self._safely(self._sweep_once)

    async def publish_safely(self, documents: list[Document]) -> None:
        """As `publish`, for who can't act on a failure: what is missed the sweep finds."""
        await self._safely(self.publish, documents)

    async def _sweep_once(self) -> None:
        await self.publish(await self._store.unpublished(datetime.now(UTC) - SWEEP_AGE))

    async def _safely(self, step: Callable[..., Any], *arguments: Any) -> None:
        try:
            await step(*arguments)
        except Unavailable as fault:
            log.warning("relay waits for the database", extra={"reason": str(fault)})
        except Exception as fault:  # noqa: BLE001 - the relay must outlive any fault; what it missed the sweep finds
            log.error("relay failed", extra={"reason": type(fault).__name__})
            self._metrics.publish_failed(type(fault).__name__)

    async def publish(self, documents: Iterable[Document]) -> None:
        """Publish in waves: one entry per document, all documents together, the next only after its acknowledgement.

        A refused entry ends its document's turn; the sweep comes back to it. Raises store.Unavailable when only the
        marking failed: then what was published is published again later, which consumers drop.
        """
        queues = {document.id: (document, self._waiting(document)) for document in documents}
        done: dict[str, int] = {id_: self._acknowledged[id_] for id_, (d, _) in queues.items() if self._left_over(d)}
        while queues := {id_: queue for id_, queue in queues.items() if queue[1]}:
            turns = list(queues.items())
            results = await asyncio.gather(*(self._send(document, entries[0]) for _, (document, entries) in turns))
            for (id_, (_, entries)), sent in zip(turns, results, strict=True):
                if sent:
                    done[id_] = entries.pop(0)["n"]
                    self._remember(id_, done[id_])
                else:
                    entries.clear()
        if done:
            await self._store.mark_published(done)

    def _waiting(self, document: Document) -> list[dict[str, Any]]:
        acknowledged = self._acknowledged.get(document.id, 0)
        return [entry for entry in document.outbox if entry["n"] > acknowledged]

    def _left_over(self, document: Document) -> bool:
        """Whether an entry stands in the outbox that this process knows to be published: its mark was lost."""
        return bool(document.outbox) and document.outbox[0]["n"] <= self._acknowledged.get(document.id, 0)

    def _remember(self, id_: str, n: int) -> None:
        self._acknowledged[id_] = n
        self._acknowledged.move_to_end(id_)
        if len(self._acknowledged) > REMEMBERED:
            self._acknowledged.popitem(last=False)

    async def _send(self, document: Document, entry: dict[str, Any]) -> bool:
        topic, key, value, headers = self._publication.record(entry, document)
        try:
            await self._producer.send(topic, key, value, headers)
        except Refusal as refusal:
            self._metrics.publish_failed(str(refusal))
            log.warning("not published", extra={"zaakId": document.id, "type": entry["type"], "reason": str(refusal)})
            return False
        self._metrics.published(entry["type"])
        return True
