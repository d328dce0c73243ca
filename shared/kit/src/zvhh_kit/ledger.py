# SPDX-License-Identifier: EUPL-1.2
"""What this process knows to be published, so that no document is written a second time only to say so.

Every write of a document carries the name of the process that made it and a number that counts up (`Write`). The
checkpoint of a process says: of my writes up to this number, the whole outbox is acknowledged by the broker. So the
entries of a document are known to be published when its writer's checkpoint has passed its last write; they leave the
document with its next write (`trim`). What lies beyond the checkpoint of a process that no longer tells it is alive,
the sweep publishes (`relay`). A number that is given out stays open until its documents are published, or belong to a
later write; a write whose end nobody knows (the database did not answer) stays open for ever, so the process goes on
under a new name and leaves the old one to the sweep. Why and what it saves: docs/decisions/0010. Not for: sending.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zvhh_kit.checkpoints import Checkpoints
from zvhh_kit.document import Document

__all__ = ["Ledger", "Write", "Writes"]

REMEMBERED = 20_000
READ_EVERY = 1.0
ALIVE_EVERY = 1.0


class _Saved(NamedTuple):
    version: int
    since: float


def _oldest(numbers: Mapping[int, _Saved]) -> float:
    return min(saved.since for saved in numbers.values())


@dataclass(slots=True)
class Writes:
    """The writes of one process under one name. Pure but for the age of what waits, in monotonic seconds."""

    name: str = field(default_factory=lambda: secrets.token_hex(6))
    last: int = 0
    _under_way: set[int] = field(default_factory=set)
    _waiting: dict[str, dict[int, _Saved]] = field(default_factory=dict)

    def begin(self) -> int:
        """The number of the next write, open from now on."""
        self.last += 1
        self._under_way.add(self.last)
        return self.last

    def saved(self, number: int, versions: Mapping[str, int]) -> None:
        """The write came to its end; these documents, each at this version now, wait to be published."""
        now = time.monotonic()
        for id_, version in versions.items():
            self._waiting.setdefault(id_, {})[number] = _Saved(version, now)
        self._under_way.discard(number)

    def settled(self, id_: str, version: int) -> None:
        """The outbox of a document, as it was at this version, is published, or is another's to publish.

        By version, not by number: of two writes under way at once the one begun first may be the last to succeed.
        """
        numbers = self._waiting.get(id_, {})
        for done in [number for number, saved in numbers.items() if saved.version <= version]:
            del numbers[done]
        if not numbers:
            self._waiting.pop(id_, None)

    @property
    def checkpoint(self) -> int:
        """The number up to which every write is published."""
        waiting = [min(numbers) for numbers in self._waiting.values()]
        return min([*self._under_way, *waiting, self.last + 1]) - 1

    def waiting(self, seconds: float) -> dict[str, int]:
        """The documents that have waited for at least so long, and the version of each that was saved last."""
        before = time.monotonic() - seconds
        late = {id_: numbers for id_, numbers in self._waiting.items() if _oldest(numbers) <= before}
        return {id_: max(saved.version for saved in numbers.values()) for id_, numbers in late.items()}


@dataclass(frozen=True, slots=True)
class Write:
    """One write, begun: its documents carry `writer`."""

    writes: Writes
    number: int

    @property
    def writer(self) -> str:
        """Name and number, in an order that a string index keeps."""
        return Checkpoints.writer(self.writes.name, self.number)

    def saved(self, documents: Iterable[Document]) -> None:
        """It came to its end, and these documents were saved by it."""
        self.writes.saved(self.number, {one.id: one.version for one in documents if one.outbox})


class Ledger:
    """One per process."""

    def __init__(self, checkpoints: Checkpoints) -> None:
        self.checkpoints = checkpoints
        self._writes = Writes()
        self._announced: Writes | None = None
        self._reached: dict[str, int] = {}
        self._read = self._told = 0.0
        self._acknowledged: OrderedDict[str, int] = OrderedDict()

    async def begin(self) -> Write:
        """A write that may be made now. Its name is stored before the first: raises Unavailable when it can't be."""
        while self._announced is not self._writes:
            writes = self._writes
            await self.checkpoints.announce(writes.name)
            self._announced = writes
        return Write(self._writes, self._writes.begin())

    def abandon(self, write: Write) -> None:
        """Whether this write was made nobody knows, and it may still be: go on under a new name."""
        if self._writes is write.writes:
            self._writes = Writes()

    async def trim(self, documents: Iterable[Document]) -> None:
        """Take out of loaded documents what is known to be published. Raises Unavailable."""
        full = [document for document in documents if document.outbox]
        others = {name for one in full if not self._passed(one) and (name := _name(one)) != self._writes.name}
        if others and time.monotonic() - self._read > READ_EVERY:
            self._reached |= await self.checkpoints.of(others)
            self._read = time.monotonic()
        for document in full:
            document.outbox = [] if self._passed(document) else self.unpublished(document)

    def _passed(self, document: Document) -> bool:
        name, number = Checkpoints.parts(document.writer)
        return number <= self._reached.get(name, 0)

    def unpublished(self, document: Document) -> list[dict[str, Any]]:
        """The entries of a document that the broker did not acknowledge to this process, oldest first."""
        known = self._acknowledged.get(document.id, 0)
        return [entry for entry in document.outbox if entry["n"] > known]

    def acknowledged(self, id_: str, n: int) -> None:
        """The broker acknowledged entry n of a document, and before that all before it."""
        self._acknowledged[id_] = max(n, self._acknowledged.get(id_, 0))
        self._acknowledged.move_to_end(id_)
        if len(self._acknowledged) > REMEMBERED:
            self._acknowledged.popitem(last=False)

    def published(self, document: Document) -> None:
        """The whole outbox of a document, at the version that it has, is published."""
        self._writes.settled(document.id, document.version)

    def overdue(self, seconds: float) -> dict[str, int]:
        """The documents that this process saved so long ago and did not publish yet, with the version of each."""
        return self._writes.waiting(seconds)

    def no_longer_mine(self, waited: Mapping[str, int], found: Iterable[Document]) -> None:
        """Of documents that waited, those that now carry another process's write, or are gone, are no longer ours.

        Only up to the version that waited: meanwhile this process may have saved another one.
        """
        mine = {document.id for document in found if self.is_mine(document)}
        for id_ in waited.keys() - mine:
            self._writes.settled(id_, waited[id_])

    def is_mine(self, document: Document) -> bool:
        """Whether this process, under its present name, made the last write of a document."""
        return _name(document) == self._writes.name

    @property
    def name(self) -> str:
        """The present name of this process."""
        return self._writes.name

    async def tell(self, *, leaving: bool = False) -> None:
        """Store the checkpoint when it moved, and once a second to say that this process is alive. Raises Unavailable."""
        if self._announced is not self._writes:
            return
        name, reached = self._writes.name, self._writes.checkpoint
        if leaving or reached != self._reached.get(name) or time.monotonic() - self._told >= ALIVE_EVERY:
            await self.checkpoints.tell(name, reached, closed=leaving and reached == self._writes.last)
            self._reached[name] = reached
            self._told = time.monotonic()


def _name(document: Document) -> str:
    return Checkpoints.parts(document.writer)[0]
