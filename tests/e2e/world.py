# SPDX-License-Identifier: EUPL-1.2
"""The running system as the end-to-end tests meet it: a clock to set, people who ask, events that follow.

One stack for the whole run, so each test makes zaken of its own and looks at nothing else. The clock may be set back
between tests: no two of them share a zaak, so only their own moments count. Not for: reaching into a service.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer

from zvhh_kit.domain.calendar import AMSTERDAM
from zvhh_local.outside import Outside, Reply
from zvhh_local.stack import SERVICES, Stack
from zvhh_local.stages import Stages
from zvhh_local.watch import Seen, Watch, eventually

SETTLED = 0.4


CLEAR = {"plaats", "team", "aandeel", "moment", "begin", "gehoudenOp"}
PERSONAL = {"naam", "bsn", "telefoon", "email", "adres", "geboortedatum"}


class Recording(Outside):
    """Remembers every text about people that anybody sent, so that it can be looked for where it must not be."""

    def __init__(self, running: Stack) -> None:
        super().__init__(running)
        self.texts: set[str] = set()

    async def send(
        self, method: str, who: str, service: str, path: str, body: Any = None, *, key: str = "", seen: str = ""
    ) -> Reply:
        """As its parent does."""
        self.remember(body)
        return await super().send(method, who, service, path, body, key=key, seen=seen)

    def remember(self, body: Any, name: str = "") -> None:
        """Free text has a space in it; what is personal is so by its name."""
        if isinstance(body, dict):
            for field, value in body.items():
                self.remember(value, field)
        elif isinstance(body, list):
            for value in body:
                self.remember(value, name)
        elif isinstance(body, str) and name not in CLEAR and len(body) > 5 and (" " in body or name in PERSONAL):
            self.texts |= {body} - {"0" * 9}  # the number that is none stands in every id


@dataclass
class World:
    """One per run. `stages` takes a zaak on to where a test begins."""

    stack: Stack
    outside: Recording
    watch: Watch
    stages: Stages

    def at(self, moment: str) -> None:
        """It is this local moment now (Europe/Amsterdam), frozen."""
        self.stack.set_clock(local(moment))

    def at_utc(self, moment: str) -> None:
        """It is this moment now, written in UTC."""
        self.stack.set_clock(datetime.fromisoformat(moment).astimezone(UTC))

    def configure(self, service: str, configuration: Path) -> None:
        """Start a service anew with another configuration file; it keeps that one."""
        self.stack.environment["ZVHH_CONFIGURATION"] = str(configuration)
        self.stack.restart(service)

    def configure_all(self, configuration: Path) -> None:
        """Start all four services anew, together, with another configuration file; they keep that one."""
        self.stack.environment["ZVHH_CONFIGURATION"] = str(configuration)
        for service in SERVICES:
            self.stack.stop(service)
            self.stack.start(service)
        for service in SERVICES:
            self.stack.wait_ready(service)

    async def get(self, who: str, service: str, path: str, *, status: int = 200, **query: Any) -> Any:
        """What a person reads; the status must be this one."""
        return expect(await self.outside.get(who, service, path, **query), status)

    async def see(self, who: str, service: str, path: str) -> tuple[Any, str]:
        """What a person reads, and its tag (D2)."""
        reply = await self.outside.get(who, service, path)
        return expect(reply, 200), reply.tag

    async def post(
        self, who: str, service: str, path: str, body: Any = None, *, status: int = 201, key: str = "", seen: str = ""
    ) -> Any:
        """What a person's command answers; the status must be this one. `seen`: the tag of what they saw (D2)."""
        return expect(await self.outside.post(who, service, path, body, key=key, seen=seen), status)

    def events_of(self, zaak: str, *facts: str) -> list[Seen]:
        """Every event of a zaak so far, of these kinds when any are named."""
        mine = [one for one in self.watch.seen if zaak in (one.subject, one.source.rpartition(":")[2])]
        return [one for one in mine if not facts or one.fact in facts]

    async def event(self, zaak: str, fact: str, number: int = 1) -> dict[str, Any]:
        """The data of the zaak's n-th event of a kind, waited for."""
        assert await self.watch.until(lambda _: len(self.events_of(zaak, fact)) >= number), (
            f"no {fact} number {number} of {zaak}; seen: {[one.fact for one in self.events_of(zaak)]}"
        )
        return self.events_of(zaak, fact)[number - 1].data

    async def settle(self) -> None:
        """Give what would follow wrongly the time to follow."""
        await asyncio.sleep(SETTLED)


def local(text: str) -> datetime:
    """A local moment (Europe/Amsterdam)."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def expect(reply: Reply, status: int) -> Any:
    """The body of an answer with this status."""
    assert reply.status == status, f"{reply.request}: {reply.status}, not {status}: {reply.body}"
    return reply.body


def places(problem: dict[str, Any]) -> dict[str, str]:
    """Of a problem: place → code of each fault."""
    return {fault["plaats"]: fault["code"] for fault in problem["fouten"]}


def codes(problem: dict[str, Any]) -> list[str]:
    """The codes of a problem's faults, sorted."""
    return sorted(fault["code"] for fault in problem["fouten"])


def text_of(problem: dict[str, Any]) -> str:
    """All the words of a problem."""
    return " ".join([problem["detail"], *(fault["tekst"] for fault in problem["fouten"])])


async def records_of(world: World, *topics: str) -> list[Any]:
    """Every raw record of some topics so far, oldest first in each; named without the prefix."""
    names = [world.stack.prefix + topic for topic in topics]
    consumer = AIOKafkaConsumer(*names, bootstrap_servers=world.stack.parts.bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        await consumer.seek_to_beginning()
        ends = await consumer.end_offsets(list(consumer.assignment()))
        found: list[Any] = []
        while sum([await consumer.position(place) for place in ends]) < sum(ends.values()):
            batches = await consumer.getmany(timeout_ms=500)
            found += [record for batch in batches.values() for record in batch]
        return found
    finally:
        await consumer.stop()


async def soon(look: Callable[[], Awaitable[Any]], expected: Any, within: float = 15) -> None:
    """What is looked at becomes this within a bound: services hear of each other a moment later."""
    seen: Any = None

    async def same() -> bool:
        nonlocal seen
        seen = await look()
        return bool(seen == expected)

    await eventually(same, within=within)
    assert seen == expected


def only(found: Iterable[Any]) -> Any:
    """The one thing in it."""
    (one,) = found
    return one
