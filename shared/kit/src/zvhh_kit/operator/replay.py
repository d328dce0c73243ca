# SPDX-License-Identifier: EUPL-1.2
"""Read the service's topics again, from a place to their ends of now, and handle every record as the consumer does.

What was handled is swallowed as a repeat, so it heals gaps and a restored database, beside running consumers, and no
offset of theirs is moved. Not for: one zaak (`requeue`), nor writing dead letters: what fails is counted and told.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiokafka import TopicPartition
from pydantic import TypeAdapter, ValidationError

from zvhh_contracts.given import LocalMoment
from zvhh_kit.bus.topic_log import Place, Progress, place_of
from zvhh_kit.operator.handling import Handled, handle
from zvhh_kit.operator.requeue import Tried, note
from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["Cut", "Replayed", "Start", "UnknownPlace", "replay", "start_of"]

log = logging.getLogger(__name__)
Start = datetime | Place | None
"""A moment (aware, real time), one place, or None: the earliest that is kept."""

_MOMENT: TypeAdapter[datetime] = TypeAdapter(LocalMoment)


class UnknownPlace(Exception):
    """The text says no place to begin at, or one in a topic that this service does not read."""


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A channel of which the topics no longer hold what this service needs next: a person must see to that zaak."""

    zaak: str
    source: str
    handled: int
    first: int

    def row(self) -> dict[str, Any]:
        """As an operator sees it."""
        return {"zaakId": self.zaak, "source": self.source, "handled": self.handled, "firstKept": self.first}


@dataclass(slots=True)
class Replayed:
    """What came of it. `failed`: where the records lie that could not be handled and that nobody discarded."""

    records: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    discarded: int = 0
    closed: int = 0
    failed: set[Place] = field(default_factory=set)
    cut: list[Cut] = field(default_factory=list)
    gaps: dict[tuple[str, str], int] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """As an operator sees it."""
        return {
            "records": self.records,
            **{name: self.outcomes[name] for name in ("handled", "repeated", "skipped")},
            "notHandled": dict(self.reasons),
            "discarded": self.discarded,
            "lettersClosed": self.closed,
            "cut": [one.row() for one in self.cut],
        }

    def take(self, one: Handled, discarded: set[Place]) -> None:
        """Count one record."""
        self.records += 1
        place = place_of(one.record)
        if one.done:
            self.outcomes[one.outcome.status] += 1
        elif place in discarded:
            self.discarded += 1
        else:
            self.reasons[one.outcome.reason] += 1
            self.failed.add(place)
            if one.outcome.reason == "gap" and one.message is not None:
                self.gaps.setdefault((one.message.subject, one.message.source), one.message.sequence)


def start_of(text: str, topics: Iterable[str]) -> Start:
    """`earliest`, a moment with its zone (RFC 3339), or `<topic>:<partition>:<offset>` with one of `topics`.

    Raises UnknownPlace.
    """
    if text == "earliest":
        return None
    topic, _, rest = text.partition(":")
    partition, _, offset = rest.partition(":")
    if topic in topics and partition.isdecimal() and offset.isdecimal():
        return topic, int(partition), int(offset)
    try:
        return _MOMENT.validate_python(text)
    except ValidationError:
        raise UnknownPlace(text) from None


async def replay(tools: Toolbox, begin: str, told: Progress = lambda _done, _all: None) -> Replayed:
    """Handle everything from `begin` (see `start_of`) to the ends of this moment; close the letters of what is handled.

    Raises UnknownPlace, BrokerAway, store.Unavailable; the same may be asked again.
    """
    starts = await _starts(tools, start_of(begin, tools.rooms.topics))
    ends = await tools.topics.ends(list(starts))
    whole = sum(max(0, ends[place] - begin) for place, begin in starts.items())
    found, discarded = Replayed(), (await tools.letters()).discarded()
    log.info("replay", extra={"outcome": "begins", "count": whole, "by": tools.by})
    async for records in tools.topics.batches(starts, ends):
        for one in await handle(tools, records):
            found.take(one, discarded)
        told(found.records, whole)
    found.closed = await _close(tools, found, starts, ends)
    found.cut = await _cut(tools, found)
    log.info("replay", extra={"outcome": "done", "count": found.records, "by": tools.by})
    return found


async def _starts(tools: Toolbox, start: Start) -> dict[TopicPartition, int]:
    partitions = await tools.topics.partitions(tools.rooms.topics)
    begins = await tools.topics.begins(partitions)
    if start is None:
        return begins
    if isinstance(start, datetime):
        return await tools.topics.since(partitions, start)
    place = TopicPartition(start[0], start[1])
    if place not in begins:
        raise UnknownPlace(f"{start[0]}:{start[1]}")
    return {place: max(start[2], begins[place])}


async def _close(
    tools: Toolbox, found: Replayed, starts: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]
) -> int:
    """Close the open letters whose record was among those read and is dealt with now."""
    healed = []
    for letter in (await tools.letters()).open:
        topic, partition, offset = letter.record
        place = TopicPartition(topic, partition)
        read = place in starts and starts[place] <= offset < ends[place]
        if read and letter.record not in found.failed:
            healed.append(Tried(letter, "replayed", "", True))
    await note(tools, healed, "replayed")
    return len(healed)


async def _cut(tools: Toolbox, found: Replayed) -> list[Cut]:
    """Channels that still miss what came before the first record that was read of them."""
    cut = []
    channels = sorted(found.gaps.items())
    for begin in range(0, len(channels), 500):
        some = channels[begin : begin + 500]
        known = await tools.rooms.store.load([subject for (subject, _), _ in some])
        for (subject, source), first in some:
            mark = known[subject].marks.get(source, 0) if subject in known else 0
            if first > mark + 1:
                cut.append(Cut(subject, source, mark, first))
    return cut
