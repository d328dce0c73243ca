# SPDX-License-Identifier: EUPL-1.2
"""One look at a service: what lags, what is late, which zaken are stopped and by what, and what a person must do.

Not for: doing it. The limits here are those of the alarms (docs/operations.md).
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiokafka import TopicPartition

from zvhh_kit.bus.letters import Letter, Letters
from zvhh_kit.operator.toolbox import Toolbox
from zvhh_kit.operator.waiting import reminders, unpublished
from zvhh_kit.process.times import from_millis, wall_time
from zvhh_kit.store.overview import count_overdue, failed_effects, stages

__all__ = ["Need", "Status", "look"]

SHOWN = 100
OUTBOX_LATE = timedelta(minutes=1)
REMINDER_LATE = timedelta(minutes=5)
EFFECT_LATE = timedelta(minutes=10)
STANDS_STILL = timedelta(minutes=1)
LOOKS_AGAIN = 2.0


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for a person, and the command that cures it."""

    what: str
    cure: str


@dataclass(slots=True)
class Status:
    """What was seen. `members`: processes that consume now."""

    service: str
    members: int
    lag: list[dict[str, Any]]
    unsent: list[dict[str, Any]]
    overdue: list[dict[str, Any]]
    letters: int
    stopped: list[dict[str, Any]]
    effects: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    needs: list[Need] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """All of it, for machines."""
        return {
            "service": self.service,
            "members": self.members,
            "lag": self.lag,
            "unpublished": self.unsent,
            "remindersOverdue": self.overdue,
            "deadLettersOpen": self.letters,
            "stopped": self.stopped,
            "effectsFailed": self.effects,
            "documents": self.documents,
            "needs": [{"what": need.what, "cure": need.cure} for need in self.needs],
        }


async def look(tools: Toolbox) -> Status:
    """Look at everything once. Raises BrokerAway, store.Unavailable."""
    letters = await tools.letters()
    status = Status(
        service=tools.rooms.service.name,
        members=await tools.topics.members(tools.rooms.group),
        lag=await lag(tools),
        unsent=await unpublished(tools, SHOWN),
        overdue=[one.row() for one in await reminders(tools, overdue=True, limit=SHOWN)],
        letters=len(letters.open),
        stopped=stopped(tools.rooms.service.name, letters),
        effects=await failed_effects(tools.rooms.store, SHOWN),
        documents=await stages(tools.rooms.store, tools.rooms.handlers),
    )
    late = await count_overdue(tools.rooms.store, tools.rooms.clock.now() - REMINDER_LATE)
    status.needs = _needs(status, late) + await _standing_still(tools, status)
    return status


async def _standing_still(tools: Toolbox, status: Status) -> list[Need]:
    """Partitions whose oldest record waits long and of which nothing is committed meanwhile: they don't catch up."""
    now = wall_time()
    waiting = [row for row in status.lag if row["waitsSince"] is not None and now - row["waitsSince"] > STANDS_STILL]
    if not waiting:
        return []
    await asyncio.sleep(LOOKS_AGAIN)
    committed = await tools.topics.committed(tools.rooms.group)
    return [
        _stands_still(f"zvhh-{status.service}", row, status.members)
        for row in waiting
        if committed.get(TopicPartition(row["topic"], row["partition"])) == row["committed"]
    ]


async def lag(tools: Toolbox) -> list[dict[str, Any]]:
    """Per topic and partition that the service reads: what its group has committed against the end, and since when the
    oldest record waits. Where only markers of transactions follow, nothing waits."""
    places = await tools.topics.partitions(tools.rooms.topics)
    begins, ends = await tools.topics.begins(places), await tools.topics.ends(places)
    committed = await tools.topics.committed(tools.rooms.group)
    starts = {place: max(committed.get(place, 0), begins[place]) for place in places}
    oldest = await tools.topics.oldest(starts, ends)
    return [
        {
            "topic": place.topic,
            "partition": place.partition,
            "committed": committed.get(place),
            "end": ends[place],
            "lag": ends[place] - oldest[place].offset if place in oldest else 0,
            "waitsSince": from_millis(oldest[place].timestamp) if place in oldest else None,
        }
        for place in sorted(places)
    ]


def stopped(service: str, letters: Letters) -> list[dict[str, Any]]:
    """Zaken that wait for an open letter: since when, why (the first letter says it), and the command that cures it."""
    by_channel: defaultdict[tuple[str, str], list[Letter]] = defaultdict(list)
    for letter in letters.open:
        if letter.subject:
            by_channel[letter.subject, letter.source].append(letter)
    rows = []
    for (zaak, source), waiting in by_channel.items():
        first = min(waiting, key=lambda letter: (letter.sequence, letter.at))
        rows.append(
            {
                "zaakId": zaak,
                "source": source.rpartition(":systeem:")[2],
                "since": first.at,
                "reason": letters.reason(first),
                "letters": len(waiting),
                "cure": f"zvhh-{service} dead-letters requeue --zaak {zaak}",
            }
        )
    return sorted(rows, key=lambda row: row["since"])


def _needs(status: Status, late: int) -> list[Need]:
    name, found, now = f"zvhh-{status.service}", [], wall_time()
    if status.letters:
        found.append(Need(f"{status.letters} dead letters staan open", f"{name} dead-letters list"))
    if any(now - row["since"] > OUTBOX_LATE for row in status.unsent):
        found.append(Need("events wachten langer dan een minuut op publicatie", f"{name} outbox --publish"))
    if late:
        found.append(Need(f"{late} zaken met een herinnering die te laat is", f"{name} reminders list --overdue"))
    if any(row["failures"] for row in status.overdue):
        found.append(Need("herinneringen mislukken", f"{name} reminders list --overdue"))
    if any(now - row["since"] > EFFECT_LATE for row in status.effects):
        found.append(
            Need(
                "effecten (terugkoppelingen, vernietigen van sleutels) mislukken al langer dan tien minuten",
                f"{name} effects --retry",
            )
        )
    if not status.members and any(row["lag"] for row in status.lag):
        found.append(Need("er zijn records te lezen en geen proces leest", f"{name} run"))
    return found


def _stands_still(name: str, row: Mapping[str, Any], members: int) -> Need:
    since = row["waitsSince"].astimezone().isoformat(sep=" ", timespec="seconds")
    cure = "lees bij elk proces op /health/ready waarom" if members else f"{name} run --role consumer"
    return Need(f"{row['topic']}, partitie {row['partition']}, staat stil sinds {since}", cure)
