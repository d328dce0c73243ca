# SPDX-License-Identifier: EUPL-1.2
"""The writes of one process: which are under way, and what the broker did not acknowledge yet of those that were saved.

What waits is kept here with its outbox, so that nothing is loaded to publish it: after a failover a read may for a while
not show what was saved. An older version's outbox is always safe to publish: at worst it repeats. A number that is given
out stays open until its documents are published, or a later version of them. Pure but for turns, in monotonic seconds.
Not for: sending (`relay`), nor what is stored of it (`ledger`).
"""

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zvhh_kit.core.document import Document
from zvhh_kit.store.checkpoints import Checkpoints

__all__ = ["Kept", "Outbox", "Write", "Writes"]

OVERDUE = 2.0
"""Seconds after which what could not be published is tried again."""


class Kept(NamedTuple):
    """What publishing needs of one version of a document."""

    id: str
    kind: str
    version: int
    outbox: list[dict[str, Any]]


Outbox = Document | Kept


@dataclass(slots=True)
class _Waiting:
    kept: Kept
    numbers: dict[int, int] = field(default_factory=dict)
    due: float = 0.0
    in_hand: bool = False


@dataclass(slots=True)
class Writes:
    """The writes of one process under one name."""

    name: str = field(default_factory=lambda: secrets.token_hex(6))
    last: int = 0
    _under_way: set[int] = field(default_factory=set)
    _waiting: dict[str, _Waiting] = field(default_factory=dict)

    def renamed(self) -> "Writes":
        """Going on under a new name, with what waits: under the old one the sweep finds it too."""
        for one in self._waiting.values():
            one.numbers.clear()
        return Writes(_waiting=self._waiting)

    def begin(self) -> int:
        """The number of the next write, open from now on."""
        self.last += 1
        self._under_way.add(self.last)
        return self.last

    def saved(self, number: int, documents: Iterable[Outbox]) -> None:
        """The write came to its end; these documents wait to be published, now or after a publication under way."""
        for one in documents:
            if one.outbox:
                kept = Kept(one.id, one.kind, one.version, one.outbox)
                waiting = self._waiting.setdefault(one.id, _Waiting(kept))
                waiting.numbers[number] = one.version
                if waiting.kept.version < one.version:
                    waiting.kept, waiting.due = kept, 0.0
        self._under_way.discard(number)

    def settled(self, id_: str, version: int) -> None:
        """The outbox of a document, as it was at this version, is published.

        By version, not by number: of two writes under way at once the one begun first may be the last to succeed.
        """
        if (waiting := self._waiting.get(id_)) is not None:
            waiting.numbers = {number: saved for number, saved in waiting.numbers.items() if saved > version}
            if waiting.kept.version <= version:
                del self._waiting[id_]

    @property
    def checkpoint(self) -> int:
        """The number up to which every write is published."""
        waiting = [min(one.numbers) for one in self._waiting.values() if one.numbers]
        return min([*self._under_way, *waiting, self.last + 1]) - 1

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self, *, early: bool = False) -> list[Kept]:
        """What has its turn (`early`: all that waits); nobody else is given it until `hand_back`."""
        now = time.monotonic()
        turns = [one for one in self._waiting.values() if not one.in_hand and (early or one.due <= now)]
        for one in turns:
            one.in_hand, one.due = True, now + OVERDUE
        return [one.kept for one in turns]

    def hand_back(self, taken: Iterable[Kept]) -> None:
        """Their publication has ended, well or not: what still waits has its turn again in a while, or now if it is newer."""
        for kept in taken:
            if kept.id in self._waiting:
                self._waiting[kept.id].in_hand = False


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
        self.writes.saved(self.number, documents)
