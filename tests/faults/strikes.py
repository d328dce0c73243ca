# SPDX-License-Identifier: EUPL-1.2
"""Hurts a cluster at the very moment of an acknowledgement, again and again, and each time looks whether it still stands.

Just then a majority has what was acknowledged, and who becomes primary next may not know so yet: its majority reads show
the time before. Not for: which commands are given (`load`), nor for what must hold in the end (`audit`).
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx2
from tests.faults.audit.journal import Given
from tests.faults.cluster import Cluster, freeze, kill
from tests.faults.fleet import Fleet
from tests.faults.load.asking import AWAY, Answer
from tests.faults.load.ways import PARTNERS

from zvhh_kit.testing.patience import stretched
from zvhh_local.kafka import Kafka
from zvhh_local.mongo import Mongo

__all__ = ["Strikes", "victims"]

Part = Kafka | Mongo
REPORTED = "meld"
SOON = 120.0
FROZEN = 6.0


def victims(cluster: Cluster, parts: Sequence[str], chance: random.Random) -> list[Part]:
    """Who is to be hurt next: the primary that there is now, and one of the brokers."""
    found: list[Part] = []
    if "primary" in parts:
        found.append(cluster.primary())
    if "broker" in parts:
        found.append(chance.choice(cluster.kafka.nodes))
    return found


@dataclass
class Strikes:
    """A row of strikes on a fleet under load. `unseen`: what was acknowledged and then not found, in words."""

    cluster: Cluster
    fleet: Fleet
    parts: Sequence[str]
    chance: random.Random
    frozen: bool = False
    unseen: list[str] = field(default_factory=list)
    done: int = 0
    _armed: list[Part] = field(default_factory=list)
    _struck: "asyncio.Queue[tuple[Given, str]]" = field(default_factory=asyncio.Queue)

    def acknowledged(self, given: Given, answer: Answer) -> None:
        """A command was answered: if a strike is due, now."""
        if self._armed and given.operation == REPORTED:
            hurt: Callable[[Part], None] = freeze if self.frozen else kill
            for part in self._armed:
                hurt(part)
            self._armed = []
            self._struck.put_nowait((given, answer.body["zaakId"]))

    async def run(self, times: int, partner_of: Callable[[Given], str]) -> None:
        """So many, one after the other, the cluster whole again before each. `partner_of`: who gave a command."""
        for _ in range(times):
            await asyncio.to_thread(self.cluster.start)
            self._armed = await asyncio.to_thread(victims, self.cluster, self.parts, self.chance)
            async with asyncio.timeout(stretched(SOON)):
                given, zaak = await self._struck.get()
            who = PARTNERS[partner_of(given)]
            await asyncio.gather(*(self._look(door, zaak, who) for door in self.fleet.doors["intake"]))
            if self.frozen:
                await asyncio.sleep(FROZEN)
            self.done += 1
        await asyncio.to_thread(self.cluster.start)

    async def _look(self, door: str, zaak: str, who: str) -> None:
        """Ask one process for the melding until it can say: it must be there."""
        headers = {"Authorization": f"Bearer {await self.fleet.token(who)}"}
        async with httpx2.AsyncClient(timeout=20) as client, asyncio.timeout(stretched(SOON)):
            while True:
                try:
                    answer = await client.get(f"{door}/v1/meldingen/{zaak}", headers=headers)
                except httpx2.TransportError:
                    continue
                if answer.status_code not in AWAY:
                    break
                await asyncio.sleep(0.02)
        if answer.status_code != httpx2.codes.OK:
            self.unseen.append(f"strike {self.done + 1}: {answer.status_code} at {door} for {zaak}")
