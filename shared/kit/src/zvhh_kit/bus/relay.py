# SPDX-License-Identifier: EUPL-1.2
"""Publishes outboxes in order: the whole outbox of a document from its oldest entry, n + 1 after n is acknowledged.

Whoever saves a document publishes all of its outbox, not only what is new: an entry that another process saved and
could not publish is never marked as done by passing it over. Repeats on the topic are harmless, holes are not.
The proof of the order stands in docs/decisions/0001, what is known to be published in `ledger`.
Not for: what happens outside Kafka (`effects`).
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

from zvhh_kit.bus.envelope import headers_of
from zvhh_kit.bus.producer import Producer, Refusal
from zvhh_kit.core.document import Document
from zvhh_kit.process.telemetry import Metrics
from zvhh_kit.process.times import wall_time
from zvhh_kit.store.checkpoints import Open
from zvhh_kit.store.documents import Store, Unavailable
from zvhh_kit.store.ledger import Ledger
from zvhh_kit.store.writes import Kept, Outbox

__all__ = ["Metrics", "Publication", "Relay"]

log = logging.getLogger(__name__)
D = TypeVar("D", Document, Kept)
Waiting = tuple[D, list[dict[str, Any]]]
"""A document and those of its entries that are not published yet, oldest first."""

LIMIT = 500
UNKNOWN = Refusal("UnknownType")
SILENT = 3.0
"""A process tells once a second that it is alive; one that could not for a while is swept, which only makes repeats."""

LONG_SILENT = 24 * 60 * 60.0
"""A name that is silent for so long is closed once nothing is left behind it."""


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

    @property
    def types(self) -> list[str]:
        """The event types that have a topic in this release."""
        return list(self._topic_of)

    def record(self, entry: dict[str, Any], document: Outbox) -> tuple[str, bytes, bytes, list[tuple[str, bytes]]]:
        """Topic, key, value and headers of an outbox entry."""
        headers = headers_of(entry, document.id, self.urn, self._resources.get(document.kind, ""))
        return self.topic(entry["type"]), entry["to"].encode(), entry["data"].encode(), headers


class Relay:
    """One per process. `publish` waits for the broker, `wake` does not."""

    def __init__(
        self,
        store: Store,
        ledger: Ledger,
        producer: Producer,
        publication: Publication,
        metrics: Metrics,
        *,
        every: float = 0.25,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._producer = producer
        self._publication = publication
        self._metrics = metrics
        self._every = every
        self._looked: dict[str, float] = {}
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """Have what waits published soon, without waiting."""
        self._bell.set()

    async def run(self) -> None:
        """Publish what waits, whenever woken, until cancelled."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            await self.publish_due()

    async def keep(self) -> None:
        """Tell how far this process is, and wake for what it could not publish a while ago, until cancelled."""
        while True:
            await self._safely(self._ledger.tell)
            self.wake()
            await asyncio.sleep(self._every)

    async def sweep(self) -> None:
        """Publish what processes that died left behind, until cancelled."""
        while True:
            await asyncio.sleep(1.0)
            await self._safely(self.publish_left_behind)

    async def close(self) -> None:
        """Publish what still waits, within five seconds, and tell where this process ends. After all its writes."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self.publish_due(early=True)
                await self._safely(lambda: self._ledger.tell(leaving=True))

    async def publish_due(self, *, early: bool = False) -> None:
        """Publish what this process saved and nobody publishes just now; what the broker refuses has its turn later.

        `early`: also what was refused a moment ago.
        """
        taken = self._ledger.writes.take(early=early)
        try:
            await self._safely(self.publish, taken)
        finally:
            self._ledger.writes.hand_back(taken)
            if taken:
                self.wake()  # for what was saved meanwhile of the same documents

    async def publish_left_behind(self) -> None:
        """Publish what lies beyond the checkpoint of each process that is silent; of one long silent, look less often.

        Raises store.Unavailable.
        """
        for one in await self._ledger.checkpoints.open():
            away = one.name != self._ledger.writes.name and one.silent > SILENT
            if away and self._looked.get(one.name, 0.0) < time.monotonic():
                documents = await self._store.left_behind(*one.beyond, LIMIT)
                stuck = [left for left in documents if left.outbox[0]["type"] not in self._publication.types]
                for left in stuck:  # told until a release that knows the type publishes it; the others go on
                    self._refused(left.id, left.outbox[0], UNKNOWN)
                if stuck:
                    documents = await self._store.left_behind(*one.beyond, LIMIT, sendable=self._publication.types)
                published = await self.publish(documents)
                await self._store.clear_outboxes(published)
                if not documents and not stuck and one.silent > LONG_SILENT:
                    await self._close(one)
                again = 0.0 if len(documents) == LIMIT or len(published) < len(documents) else one.silent / 20
                self._looked[one.name] = time.monotonic() + again

    async def _close(self, one: Open) -> None:
        """Close a name when surely nothing is left behind it."""
        async with self._store.fenced() as session:
            if not await self._store.left_behind(*one.beyond, 1, session=session):
                await self._ledger.checkpoints.close(one)

    async def age(self) -> float:
        """How long the oldest entry that is not known to be published has waited, in seconds. Raises store.Unavailable."""
        ages = [(wall_time() - one.saved_at).total_seconds() for one in await self.unpublished(1)]
        return max([0.0, *ages])

    async def unpublished(self, limit: int = LIMIT) -> list[Document]:
        """Documents with entries that are not known to be published, of any process. Raises store.Unavailable."""
        found: list[Document] = []
        for one in await self._ledger.checkpoints.open():
            found += await self._store.left_behind(*one.beyond, limit)
        return sorted(found, key=lambda document: document.saved_at)[:limit]

    async def _safely(self, step: Callable[..., Awaitable[Any]], *arguments: Any) -> None:
        try:
            await step(*arguments)
        except Unavailable as fault:
            log.warning("relay waits for the database", extra={"reason": str(fault)})
        except Exception as fault:  # noqa: BLE001 - the relay must outlive any fault; what it missed is overdue then
            log.error("relay failed", extra={"reason": type(fault).__name__})
            self._metrics.publish_failed(type(fault).__name__)

    async def publish(self, documents: Iterable[D]) -> list[D]:
        """Publish in waves: one entry per document, all documents together, the next only after its acknowledgement.

        A refused entry ends its document's turn; it is overdue later. Hands back the documents that are published.
        """
        waiting = [(document, self._ledger.unpublished(document)) for document in documents]
        published = []
        while waiting:
            done = [document for document, entries in waiting if not entries]
            for document in done:
                self._ledger.published(document)
            published += done
            waiting = await self._wave([one for one in waiting if one[1]])
        return published

    async def _wave(self, waiting: list[Waiting[D]]) -> list[Waiting[D]]:
        """Send the oldest entry of each; those that were acknowledged, with what is left of them."""
        if not waiting:
            return []
        sent, records = [], []
        for document, entries in waiting:
            try:
                records.append(self._publication.record(entries[0], document))
            except KeyError:  # of a newer release
                self._refused(document.id, entries[0], UNKNOWN)
                self._ledger.leave(document)
            else:
                sent.append((document, entries))
        left, counted = [], Counter[str]()
        for (document, entries), refusal in zip(sent, await self._producer.send_all(records), strict=True):
            if refusal is None:
                counted[entries[0]["type"]] += 1
                self._ledger.acknowledged(document.id, entries[0])
                left.append((document, entries[1:]))
            else:
                self._refused(document.id, entries[0], refusal)
        for type_, amount in counted.items():
            self._metrics.published(type_, amount)
        return left

    def _refused(self, id_: str, entry: dict[str, Any], refusal: Refusal) -> None:
        self._metrics.publish_failed(str(refusal))
        log.warning("not published", extra={"zaakId": id_, "type": entry["type"], "reason": str(refusal)})
