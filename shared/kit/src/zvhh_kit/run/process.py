# SPDX-License-Identifier: EUPL-1.2
"""One process of a service: run by role, started in the order in which its rooms need each other, stopped in reverse; and
what is done for a service that need not run.

One process does every role by default; `roles` splits them, so that an API scales alone. Every process that
saves has its own relay. Not for: how its rooms hang together (`rooms`).
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack

from zvhh_kit.bus.topic_log import all_values, open_log
from zvhh_kit.bus.topics import COPIES, TopicError, TopicTable, create
from zvhh_kit.effects.anchor import notes_in
from zvhh_kit.privacy import Verified
from zvhh_kit.privacy.chain import Anchors
from zvhh_kit.process.loops import Loops, patiently
from zvhh_kit.process.settings import ALL_ROLES, Role
from zvhh_kit.run.server import server_of
from zvhh_kit.service.description import Service
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.store.documents import Unavailable
from zvhh_kit.web import create_site

__all__ = ["create_topics", "run", "verify_log"]

READY_WITHIN = 30.0
STUCK_AFTER = 120.0
"""Seconds without asking the broker: not ready, and then not alive, for aiokafka can stop without an error."""


async def run(service: Service, roles: Sequence[Role] = ALL_ROLES) -> None:
    """Run until cancelled or told to stop by a signal; waits for parts that are away and goes on by itself."""
    await _Process(Rooms(service)).run(roles)


class _Process:
    """The loops of one process."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._app = create_site(rooms)
        self._joined = False

    async def run(self, roles: Sequence[Role]) -> None:
        rooms = self._rooms
        if "consumer" in roles:
            rooms.ready["broker"] = self._broker_up
            rooms.alive = self._alive
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(rooms.opened())
            stack.push_async_callback(rooms.anchoring.last)
            loops = await stack.enter_async_context(Loops())
            self._start(roles, loops)
            await self._serve(loops)

    def _start(self, roles: Sequence[Role], loops: Loops) -> None:
        rooms = self._rooms
        loops.start(self._prepared(rooms.relay.run))
        loops.start(self._prepared(rooms.relay.keep))
        loops.start(self._prepared(rooms.gauges.run))
        loops.start(rooms.watch.run())
        loops.start(self._prepare_log())
        loops.start(rooms.anchoring.run())
        if "api" in roles:
            loops.start(rooms.bearer.keys.keep(rooms.dropped.number))
        for role, loop in (
            ("sweep", rooms.relay.sweep),
            ("reminders", rooms.reminders.run),
            ("effects", rooms.effects.run),
            ("effects", rooms.burial.run),
            ("consumer", self._consume),
        ):
            if role in roles:
                loops.start(self._prepared(loop))

    async def _broker_up(self) -> bool:
        return self._rooms.consumer.assigned and self._rooms.consumer.seconds_since_poll < READY_WITHIN

    def _alive(self) -> bool:
        return not self._joined or self._rooms.consumer.seconds_since_poll < STUCK_AFTER

    async def _prepared(self, loop: Callable[[], Awaitable[None]]) -> None:
        rooms = self._rooms
        await patiently("database", lambda: rooms.store.prepare(rooms.service.indexes), Unavailable)
        await loop()

    async def _prepare_log(self) -> None:
        """Beside the others: on a log of years an index takes its time, and nobody waits for it but supervision."""
        await patiently("database", self._rooms.log_reader.prepare, Unavailable)
        await asyncio.Event().wait()

    async def _consume(self) -> None:
        await self._rooms.consumer.run(self._join)

    def _join(self) -> None:
        self._joined = True

    async def _serve(self, loops: Loops) -> None:
        """HTTP in every role: health and metrics always, the API where the front door sends requests."""
        settings = self._rooms.settings
        _fewer_collections()
        await loops.guard(
            server_of(self._app, settings.http_host, settings.http_port, settings.trusted_proxies).serve()
        )


def _fewer_collections() -> None:
    """What is loaded by now stays for the life of the process: looking through it at every collection of garbage costs
    a consumer under load a good third of its CPU (tests/bench)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def create_topics(
    service: Service,
    table: TopicTable,
    *,
    replication: int | None = None,
    partitions: int | None = None,
    few_copies: bool = False,
) -> list[str]:
    """Create the topics of the file that this service reads or writes, where missing. Raises TopicError.

    `replication` None: three copies in production, one elsewhere. `few_copies`: in production fewer will do.
    """
    settings = service.settings
    safe = settings.mode == "production" and not few_copies
    copies = replication or (COPIES if settings.mode == "production" else 1)
    if safe and copies < COPIES:
        raise TopicError(f"{copies} copies, not {COPIES}: one dead broker could lose an acknowledged event")
    oins = service.partners.oins if service.partners else ()
    topics = TopicTable(topics=tuple(t for t in table.topics if service.name in (*t.readers, *t.writers)))
    expanded = topics.expanded(oins, settings.topic_prefix)
    return await create(
        settings.kafka_bootstrap,
        settings.kafka_security,
        expanded,
        replication=copies,
        partitions=partitions,
        safe=safe,
    )


async def verify_log(service: Service, *, anchors: bool = True) -> Verified:
    """Check every line of this service's log of reads and writes (L7), also against the heads that were noted on the
    broker. Raises Unavailable, BrokerAway."""
    rooms, settings = Rooms(service), service.settings
    noted: Mapping[str, Anchors] = {}
    foreign = 0
    try:
        if anchors:
            async with open_log(settings.kafka_bootstrap, settings.kafka_security) as topics:
                noted, foreign = notes_in(await all_values(topics, rooms.heads_topic), rooms.chain_keys)
        found = await rooms.log.verify(noted)
    finally:
        rooms.store.close()
    found.foreign = foreign
    return found
