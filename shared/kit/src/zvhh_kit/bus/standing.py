# SPDX-License-Identifier: EUPL-1.2
"""How far each partition of this process is handled, and since when one stands still though there is more to read.

For: metrics, `/health/ready`. What was polled is not handled: while a batch is in hand, its partitions are where it
begins. Costs nothing while records are handled; everything is worked out when somebody looks. Not for: mending it.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka.errors import KafkaError

__all__ = ["Partition", "Standing"]

NOT_READ = "not-read"
OPEN_TRANSACTION = "open-transaction"


@dataclass(frozen=True, slots=True)
class Partition:
    """One partition. `lag`: records behind; `seconds`: how long it stands still, 0 = it moves; `reason`: a class of
    reasons (database, broker, newer-schema, breaker, fault, open-transaction, not-read), empty while it moves."""

    topic: str
    number: int
    lag: int
    seconds: float
    reason: str


class Standing:
    """The partitions of one consumer. `reason`: what the batch in hand waits for, empty while it goes on."""

    def __init__(self) -> None:
        self.reason = ""
        self._in_hand: dict[Any, int] = {}
        self._seen: dict[Any, tuple[int, float]] = {}

    def took(self, polled: Mapping[Any, Sequence[Any]]) -> None:
        """A poll came back: these records are in hand, and what came before them is handled."""
        self._in_hand = {place: records[0].offset for place, records in polled.items()}
        if not polled:
            self.reason = ""

    def handled(self) -> None:
        """What is in hand is saved, or put aside."""
        self._in_hand, self.reason = {}, ""

    async def look(self, consumer: Any) -> list[Partition]:
        """Every partition that this process reads; none without a client."""
        if consumer is None:
            return []
        now, found = time.monotonic(), []
        seen, self._seen = self._seen, {}
        for place in sorted(consumer.assignment()):
            end = consumer.highwater(place)
            if end is None:  # nothing was fetched yet
                continue
            # The client's own position is beyond the markers of transactions, which no record of ours ever is
            try:
                at = self._in_hand.get(place, await consumer.position(place))
            except KafkaError:  # it was taken away in the meantime
                continue
            lag = max(0, end - at)
            was = seen.get(place)
            since = was[1] if was is not None and was[0] == at else now
            if lag:
                self._seen[place] = at, since
            seconds = now - since if lag else 0.0
            why = self._why(consumer, place, at, end) if seconds else ""
            found.append(Partition(place.topic, place.partition, lag, seconds, why))
        return found

    def _why(self, consumer: Any, place: Any, at: int, end: int) -> str:
        stable = consumer.last_stable_offset(place)
        if place not in self._in_hand and stable is not None and 0 <= stable <= at < end:
            return OPEN_TRANSACTION
        return self.reason or NOT_READ
