# SPDX-License-Identifier: EUPL-1.2
"""What this process knows to be published, so that no document is written a second time only to say so.

Every write of a document carries the name of the process that made it and a number that counts up (`writes`). The
checkpoint of a process says: of my writes up to this number, the whole outbox is acknowledged by the broker. So the
entries of a document are known to be published when its writer's checkpoint has passed its last write; they leave the
document with its next write (`trim`). What lies beyond the checkpoint of a process that no longer tells it is alive,
the sweep publishes (`relay`). A write whose end nobody knows (the database did not answer) stays open for ever, so the
process goes on under a new name and leaves the old one to the sweep. Why and what it saves: docs/decisions/0010.
Not for: sending.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from zvhh_kit.core.document import Document
from zvhh_kit.store.checkpoints import Checkpoints
from zvhh_kit.store.writes import Outbox, Write, Writes

__all__ = ["Ledger"]

REMEMBERED = 20_000
READ_EVERY = 1.0
ALIVE_EVERY = 1.0
STALE = 60.0
"""Seconds after which a process that stood still says again that it is there before it writes: a name that is silent for
long may have been closed by a sweep."""

MANY = 2000
"""So many documents may wait in memory; past these the name is given up, and the sweep publishes what it left."""


class Ledger:
    """One per process."""

    def __init__(self, checkpoints: Checkpoints) -> None:
        self.checkpoints = checkpoints
        self.writes = Writes()
        self._announced: Writes | None = None
        self._reached: dict[str, int] = {}
        self._read = self._told = 0.0
        self._acknowledged: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    async def begin(self) -> Write:
        """A write that may be made now. Its name is stored before the first: raises Unavailable when it can't be."""
        if len(self.writes) > MANY:
            self.writes = Writes()
        while self._announced is not self.writes or time.monotonic() - self._told > STALE:
            writes = self.writes
            await self.checkpoints.announce(writes.name)
            self._announced, self._told = writes, time.monotonic()
        return Write(self.writes, self.writes.begin())

    def abandon(self, write: Write) -> None:
        """Whether this write was made nobody knows, and it may still be: go on under a new name."""
        if self.writes is write.writes:
            self.writes = write.writes.renamed()

    def leave(self, document: Outbox) -> None:
        """This release can't publish it: the sweep of one that can finds it under the present name, which is given up.

        Or the checkpoint would stand still until then, and with it everything after it.
        """
        self.writes = self.writes.renamed()
        self.writes.settled(document.id, document.version)

    async def trim(self, documents: Iterable[Document]) -> None:
        """Take out of loaded documents what is known to be published. Raises Unavailable."""
        full = [document for document in documents if document.outbox]
        others = {name for one in full if not self._passed(one) and (name := _name(one)) != self.writes.name}
        if others and time.monotonic() - self._read > READ_EVERY:
            self._reached |= await self.checkpoints.of(others)
            self._read = time.monotonic()
        for document in full:
            document.outbox = [] if self._passed(document) else self.unpublished(document)

    def _passed(self, document: Document) -> bool:
        name, number = Checkpoints.parts(document.writer)
        return number <= self._reached.get(name, 0)

    def unpublished(self, document: Outbox) -> list[dict[str, Any]]:
        """The entries of a document that the broker did not acknowledge to this process, oldest first.

        By number and by moment: a document that was removed and made again counts from 1 again.
        """
        known = self._acknowledged.get(document.id)
        if known is None:
            return list(document.outbox)
        return [entry for entry in document.outbox if entry["n"] > known[0] or entry["at"] > known[1]]

    def acknowledged(self, id_: str, entry: Mapping[str, Any]) -> None:
        """The broker acknowledged this entry of a document, and before that all before it."""
        known = self._acknowledged.get(id_)
        if known is None or entry["n"] > known[0] or entry["at"] > known[1]:
            self._acknowledged[id_] = entry["n"], entry["at"]
        self._acknowledged.move_to_end(id_)
        if len(self._acknowledged) > REMEMBERED:
            self._acknowledged.popitem(last=False)

    def published(self, document: Outbox) -> None:
        """The whole outbox of a document, at the version that it has, is published."""
        self.writes.settled(document.id, document.version)

    async def tell(self, *, leaving: bool = False) -> None:
        """Store the checkpoint when it moved, and once a second to say that this process is alive. Raises Unavailable."""
        writes = self.writes
        if self._announced is not writes:
            return
        reached = writes.checkpoint
        if leaving:
            self.writes = writes.renamed()  # whatever is written after all has a name that is not closed
        if leaving or reached != self._reached.get(writes.name) or time.monotonic() - self._told >= ALIVE_EVERY:
            await self.checkpoints.tell(writes.name, reached, closed=leaving and reached == writes.last)
            self._reached[writes.name] = reached
            self._told = time.monotonic()


def _name(document: Document) -> str:
    return Checkpoints.parts(document.writer)[0]
