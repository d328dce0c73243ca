# SPDX-License-Identifier: EUPL-1.2
"""Who stands around the services: clients that ask until they are answered, the service upstream, what effects reach.

They write down what they were told; the oracle compares. Not for: judging (`oracle`).
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiokafka.partitioner import DefaultPartitioner
from tests.simulation.domain import Opdracht, said_by, topic_of, urn_of
from tests.simulation.hosts import Host, Unheard
from tests.simulation.loop import LIFE
from tests.simulation.plan import Work
from tests.simulation.world import World

from zvhh_kit.core.message import Message
from zvhh_kit.store.documents import Unavailable

__all__ = ["Clients", "Seen", "Upstream", "reach_outside"]

PATIENCE = 30.0


@dataclass
class Seen:
    """What those outside know. `acknowledged`: tag → (service, subject); `asked`: also what was never answered."""

    acknowledged: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: dict[str, Work] = field(default_factory=dict)
    effects: list[tuple[str, str, str]] = field(default_factory=list)
    destroyed: set[str] = field(default_factory=set)
    poison: list[tuple[str, int, int]] = field(default_factory=list)


class Clients:
    """People at forms: each asks again with the same key until somebody answers."""

    def __init__(self, world: World, hosts: Sequence[Host], seen: Seen) -> None:
        self._world, self._hosts, self._seen = world, hosts, seen
        self.waiting = 0
        self.era = 0

    def ask(self, work: Work) -> None:
        """Begin now."""
        self.waiting += 1
        self._world.serve(self._served(work))

    async def _served(self, work: Work) -> None:
        try:
            era = self.era
            what = "tel" if work.what == "nieuw" else work.what
            if await self._until_answered(work, what, work.tag, era) and work.what == "nieuw":
                await self._until_answered(work, "vervolg", f"{work.tag}v", era)
        finally:
            self.waiting -= 1

    async def _until_answered(self, work: Work, what: str, tag: str, era: int) -> bool:
        self._seen.asked[tag] = work
        body = Opdracht(tag=tag, wat=what, naar=work.to, over=work.over)
        destroyed = work.subject in self._seen.destroyed
        while era == self.era:
            host = self._host(work.service)
            outcome = await self._outcome(host, work.subject, body) if host is not None else None
            if outcome is None:
                await asyncio.sleep(self._world.rng.uniform(0.01, 0.4))
                continue
            self._note(work, what, tag, outcome, destroyed=destroyed)
            return bool(outcome.status in {"handled", "repeated"})
        return False

    def _host(self, service: str) -> Host | None:
        up = [host for host in self._hosts if host.service == service and host.up]
        return self._world.rng.choice(up) if up else None

    async def _outcome(self, host: Host, subject: str, body: Opdracht) -> Any:
        await asyncio.sleep(self._world.delay())
        received = datetime.fromtimestamp(1_750_000_000 + int(self._world.loop.time()), UTC)
        message = Message(subject, "command", received, body=body, key=body.tag, digest=body.tag)
        asked = host.ask(message)
        done, _ = await asyncio.wait({asked}, timeout=PATIENCE)
        if not done:
            return None
        try:
            outcome = asked.result()
        except (Unheard, Unavailable):
            return None
        await asyncio.sleep(self._world.delay())
        return outcome

    def _note(self, work: Work, what: str, tag: str, outcome: Any, *, destroyed: bool) -> None:
        self._world.tell(f"client hears {outcome.status} for {tag}")
        if outcome.status in {"handled", "repeated"}:
            self._seen.acknowledged[tag] = (work.service, work.subject)
            if what == "sluit":
                self._seen.destroyed.add(work.subject)
            if destroyed and outcome.status == "handled":
                self._world.violated("what is gone stays gone", f"{tag} was handled after {work.subject} was destroyed")
        elif outcome.status == "refused" and what == "vervolg":
            self._world.violated(
                "acknowledged is there", f"{tag}: {work.subject} was acknowledged and is said not to exist"
            )
        elif outcome.status == "refused" and work.subject.startswith("t-weg"):
            pass
        else:
            self._world.violated("a good command is handled", f"{tag} was {outcome.status} {outcome.reason}")


class Upstream:
    """A service before the first one of a run: its relay repeats, but never skips."""

    def __init__(self, world: World, seen: Seen) -> None:
        self._world, self._seen = world, seen
        self._said: dict[str, list[str]] = {}
        self._partition = DefaultPartitioner()

    def say(self, work: Work) -> None:
        """One event, or everything so far once more."""
        said = self._said.setdefault(work.subject, [])
        if work.what == "repeat":
            numbers = range(1, len(said) + 1)
        else:
            said.append(work.tag)
            numbers = range(len(said), len(said) + 1)
        for number in numbers:
            self._put(work.subject, number, said[number - 1], poison=work.what == "fout")

    def _put(self, subject: str, number: int, tag: str, *, poison: bool) -> None:
        topic, broker = topic_of("bron"), self._world.broker
        attributes = {
            "ce_specversion": "1.0",
            "ce_id": f"{subject}:{number}",
            "ce_source": urn_of("bron"),
            "ce_type": said_by("bron")[0].type,
            "ce_subject": subject,
            "ce_time": "2025-01-01T00:00:00.000Z",
            "ce_sequence": str(number),
            "ce_sequencetype": "Integer",
            "content-type": "application/json",
        }
        headers = tuple((name, value.encode()) for name, value in attributes.items())
        partition = int(
            self._partition(subject.encode(), list(range(broker.partitions)), list(range(broker.partitions)))
        )
        if poison:
            self._seen.poison.append((topic, partition, len(broker.logs[topic][partition])))
        broker.keep(topic, partition, subject.encode(), json.dumps({"tag": tag}).encode(), headers)


def reach_outside(world: World, seen: Seen, service: str) -> Any:
    """What an effect reaches: it may fail, and may have done its work all the same."""

    async def perform(outside: Any) -> None:
        life = LIFE.get()
        fault = world.point(f"reaches outside for {outside.document} {outside.n}", life, request=True, change=True)
        if life is not None and not life.alive:
            await world.loop.create_future()
        await asyncio.sleep(world.delay())
        kind = fault.kind if fault is not None else ""
        if world.counting and not kind:  # what is outside is never quite reliable
            kind = world.rng.choices(("", "lost", "unanswered"), (8, 1, 1))[0]
        if kind in {"lost", "refused"}:
            raise OSError
        seen.effects.append((service, outside.document, outside.data.get("tag", outside.kind)))
        world.point(f"is answered from outside for {outside.document} {outside.n}", life, change=True)
        await asyncio.sleep(world.delay())
        if kind in {"unanswered", "late"}:
            raise OSError

    return perform
