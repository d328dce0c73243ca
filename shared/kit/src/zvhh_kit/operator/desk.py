# SPDX-License-Identifier: EUPL-1.2
"""What an operator's command works with: the rooms of a service that does not run, and a way to the broker's topics.

A desk changes documents by the same engine as the running processes, so that it is safe beside them.
Not for: what each command does.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from zvhh_kit.audit import Audit
from zvhh_kit.checkpoints import Checkpoints
from zvhh_kit.clock import Clock
from zvhh_kit.consumer import Written
from zvhh_kit.dead_letters import DeadLetters
from zvhh_kit.effects import Effects
from zvhh_kit.engine import Engine
from zvhh_kit.handlers import Handlers
from zvhh_kit.identity.dropped import Dropped
from zvhh_kit.loops import Loops
from zvhh_kit.operator.letters import Letters
from zvhh_kit.operator.topic_log import TopicLog, open_log
from zvhh_kit.operator.trial import trial_of
from zvhh_kit.privacy import AccessLog, KeyStore
from zvhh_kit.privacy.reading import LogReader
from zvhh_kit.records import Reading
from zvhh_kit.relay import Relay
from zvhh_kit.store import Store

if TYPE_CHECKING:
    from zvhh_kit.operator.index import Reindex
    from zvhh_kit.rooms import Rooms

__all__ = ["Desk", "open_desk"]

ALIVE = 10.0
"""Seconds: a process tells its checkpoint once a second, whatever its roles, from its first write on."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One command's rooms.

    topics: what the service reads · group: of its consumers · writes: every topic on which its events may lie ·
    feedback: partners' topics that it answers on · urn: the source of its events · trial: reads records for a try that
    must change nothing · by: who acts.
    """

    service: str
    by: str
    log: TopicLog
    topics: Sequence[str]
    group: str
    writes: Collection[str]
    feedback: Collection[str]
    urn: str
    clock: Clock
    handlers: Handlers
    store: Store
    keys: KeyStore
    engine: Engine
    reading: Reading
    trial: Reading
    relay: Relay
    checkpoints: Checkpoints
    dead_letters: DeadLetters
    effects: Effects
    written: Written
    dropped: Dropped
    notes: AccessLog
    log_reader: LogReader
    audit: Audit
    oin: str
    reindex: "Reindex | None" = None

    async def running(self) -> int:
        """How many processes of the service run: those that consume, or that told in the last seconds that they live.

        Raises BrokerAway, store.Unavailable.
        """
        alive = [one for one in await self.checkpoints.open() if one.silent < ALIVE]
        return max(await self.log.members(self.group), len(alive))

    async def letters(self) -> Letters:
        """The dead letters as they are now. Raises BrokerAway."""
        found = Letters(self.dead_letters.topic)
        await found.refresh(self.log)
        return found

    async def publish(self) -> None:
        """Publish what this command saved; what the broker does not take now is the sweep's."""
        await self.relay.publish_due()


@asynccontextmanager
async def open_desk(rooms: "Rooms", by: str) -> AsyncIterator[Desk]:
    """The desk of a service, closed at the end. Raises BrokerAway, also later; the database is asked when it is needed."""
    service = rooms.service
    prefix = service.settings.topic_prefix
    partners = service.partners
    feedback = {prefix + partners.feedback_topic.format(oin=oin) for oin in partners.oins} if partners else set()
    security = service.settings.kafka_security
    async with rooms.opened(), open_log(service.settings.kafka_bootstrap, security) as log, Loops() as loops:
        loops.start(rooms.relay.keep())  # or a sweep would take this process for dead, and publish all of it again
        yield Desk(
            service=service.name,
            by=by,
            log=log,
            topics=rooms.topics,
            group=rooms.group,
            writes={prefix + topic for topic in service.topic_of.values()},
            feedback=feedback,
            urn=service.urn,
            clock=rooms.clock,
            handlers=service.handlers,
            store=rooms.store,
            keys=rooms.keys,
            engine=rooms.engine,
            reading=rooms.reading,
            trial=rooms.reading_with(trial_of(rooms.keys)),
            relay=rooms.relay,
            checkpoints=Checkpoints(rooms.store),
            dead_letters=rooms.dead_letters,
            effects=rooms.effects,
            written=rooms.log_offers,
            dropped=rooms.dropped,
            notes=rooms.notes,
            log_reader=rooms.log_reader,
            audit=rooms.audit,
            oin=service.settings.oin,
            reindex=partial(service.reindex, rooms.ids.blind) if service.reindex else None,
        )
