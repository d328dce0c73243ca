# SPDX-License-Identifier: EUPL-1.2
"""Does to a fleet what a schedule says, each at its moment, and makes everything well again at the end.

What takes a part away waits until the one before it is over: on a slow machine a broker needs its time to come up. So
does what is done to one process.
Not for: choosing (`schedule`), nor judging what came of it (`audit`).
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError
from tests.faults.bed import Fault, heal, strike, until
from tests.faults.clients import close
from tests.faults.fleet import Fleet
from tests.faults.schedule import Planned

from zvhh_kit.bus.topics import Topic

__all__ = ["Chaos", "reads", "refusable"]

BREATH = 1.0
TOO_SMALL = "64"
"""Bytes that a topic takes while it refuses: less than any event with its headers."""


def reads(fleet: Fleet, service: str) -> list[str]:
    """The topics that a service consumes, by their real names; its dead letters and the heads of its log it only looks at."""
    looked_at = (".dead-letters.", ".log-heads.")
    return [
        topic.name
        for topic in fleet.topics
        if service in topic.readers and not any(one in topic.name for one in looked_at)
    ]


def refusable(fleet: Fleet) -> list[str]:
    """The topics between the services."""
    return [
        topic.name for topic in fleet.topics if topic.name.startswith(f"{fleet.prefix}zvhh.") and topic.partitions > 1
    ]


class Chaos:
    """One run of a schedule. `done` counts what was really done, by kind; `told` says when, for a person."""

    def __init__(self, fleet: Fleet, planned: Sequence[Planned]) -> None:
        self._fleet = fleet
        self._planned = planned
        self.done: Counter[str] = Counter()
        self.told: list[str] = []
        self._parts = fleet.ground.parts
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._each = {name: asyncio.Lock() for name in fleet.names}

    @property
    def kills(self) -> int:
        """How often a process was killed."""
        return self.done["process killed"]

    async def run(self) -> None:
        """Everything, to its end; raises what could not be done. Everything is well again then, whatever came of it."""
        self._began = self._loop.time()
        tasks = [asyncio.create_task(self._one(planned)) for planned in self._planned]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.heal()

    async def heal(self) -> None:
        """Proxies pass everything on, parts and processes run."""
        for proxy in self._fleet.proxies.values():
            proxy.deaf, proxy.closed, proxy.delay = False, False, 0.0
        for part in self._parts.values():
            await asyncio.to_thread(heal, part)
        for name in sorted(self._fleet.down):
            self._fleet.start(name)

    async def _one(self, planned: Planned) -> None:
        await asyncio.sleep(self._began + planned.at - self._loop.time())
        if planned.kind in _IN_TURN:
            async with self._turn:
                began = self._loop.time()
                await _ACTS[planned.kind](self, planned)
                await asyncio.sleep(BREATH)
        else:
            began = self._loop.time()
            await _ACTS[planned.kind](self, planned)
        self.done[planned.kind] += 1
        self.told.append(
            f"{began - self._began:5.1f}–{self._loop.time() - self._began:5.1f} s  {planned.kind}: {planned.target}"
        )

    async def _kill(self, planned: Planned) -> None:
        async with self._each[planned.target]:
            await asyncio.to_thread(self._fleet.kill, planned.target)
            await asyncio.sleep(planned.seconds)
            self._fleet.start(planned.target)

    async def _stop(self, planned: Planned) -> None:
        async with self._each[planned.target]:
            code, took = await asyncio.to_thread(self._fleet.stop, planned.target)
            self.told.append(f"         {planned.target} ended with {code} after {took:.1f} s")
            await asyncio.sleep(planned.seconds)
            self._fleet.start(planned.target)

    async def _part(self, planned: Planned) -> None:
        faults: dict[str, Fault] = {"part stopped": "stopped", "part killed": "killed", "part frozen": "frozen"}
        part = self._parts[planned.target]
        await asyncio.to_thread(strike, part, faults[planned.kind])
        await asyncio.sleep(planned.seconds)
        await asyncio.to_thread(heal, part)

    async def _storm(self, planned: Planned) -> None:
        """Members come and go every second; they commit nothing, so what they were given is not passed over."""
        end = self._loop.time() + planned.seconds
        while self._loop.time() < end:
            await self._visit(planned.target)

    async def _visit(self, service: str) -> None:
        """Join, stay for a moment, leave; one that could not join in time is gone without a word."""
        member = AIOKafkaConsumer(
            *reads(self._fleet, service),
            bootstrap_servers=self._fleet.bootstrap,
            group_id=f"{self._fleet.prefix}zvhh-{service}",
            enable_auto_commit=False,
            session_timeout_ms=6000,
            heartbeat_interval_ms=1000,
            rebalance_timeout_ms=6000,
        )
        try:
            with contextlib.suppress(KafkaError, TimeoutError, OSError):
                async with asyncio.timeout(4.0):
                    await member.start()
                await asyncio.sleep(0.5)
        finally:
            await close(member)

    async def _refuse(self, planned: Planned) -> None:
        topic = next(one for one in self._fleet.topics if one.name == planned.target)
        await self._configured(topic, topic.settings() | {"max.message.bytes": TOO_SMALL})
        await asyncio.sleep(planned.seconds)
        await self._configured(topic, topic.settings())

    async def _configured(self, topic: Topic, settings: dict[str, str]) -> None:
        """All settings at once: what an alteration does not name goes back to the broker's own value."""

        async def altered() -> bool:
            admin = AIOKafkaAdminClient(bootstrap_servers=self._fleet.bootstrap)
            try:
                await admin.start()
                [answer] = await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name, settings)])
                return all(row[0] == 0 for row in answer.resources)
            except (KafkaError, OSError):
                return False
            finally:
                await admin.close()

        await until(altered, seconds=60)

    async def _cut(self, planned: Planned) -> None:
        self._fleet.proxies[planned.target].cut()

    async def _slow(self, planned: Planned) -> None:
        proxy = self._fleet.proxies[planned.target]
        proxy.delay = planned.amount
        await asyncio.sleep(planned.seconds)
        proxy.delay = 0.0

    async def _half(self, planned: Planned) -> None:
        self._fleet.proxies[planned.target].half_close("to the client" if planned.amount else "to the target")

    async def _deaf(self, planned: Planned) -> None:
        """What was lost in the middle of a connection can't be made good: it is cut afterwards."""
        proxy = self._fleet.proxies[planned.target]
        proxy.deaf = True
        await asyncio.sleep(planned.seconds)
        proxy.cut()
        proxy.deaf = False

    async def _jump(self, planned: Planned) -> None:
        clock = self._fleet.clock
        clock.set(clock.now() + timedelta(hours=planned.amount))


_IN_TURN = {"part stopped", "part killed", "part frozen", "rebalance storm", "producer refused"}
_ACTS: dict[str, Callable[[Chaos, Planned], Awaitable[None]]] = {
    "process killed": Chaos._kill,
    "process stopped": Chaos._stop,
    "part stopped": Chaos._part,
    "part killed": Chaos._part,
    "part frozen": Chaos._part,
    "rebalance storm": Chaos._storm,
    "producer refused": Chaos._refuse,
    "connections cut": Chaos._cut,
    "connections slow": Chaos._slow,
    "connections half closed": Chaos._half,
    "answers lost": Chaos._deaf,
    "clock jump": Chaos._jump,
}
