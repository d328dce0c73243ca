# SPDX-License-Identifier: EUPL-1.2
"""What an operator's command works with: the rooms of a service that does not run, and a way to the broker's topics.

It changes documents by the same engine as the running processes, so that it is safe beside them.
Not for: what each command does.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass

from zvhh_kit.bus.letters import Letters
from zvhh_kit.bus.records import Reading
from zvhh_kit.bus.topic_log import TopicLog, open_log
from zvhh_kit.privacy.trial import trial_of
from zvhh_kit.process.loops import Loops
from zvhh_kit.service.rooms import Rooms

__all__ = ["Toolbox", "open_toolbox"]

ALIVE = 10.0
"""Seconds: a process tells its checkpoint once a second, whatever its roles, from its first write on."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """One command's tools. `by`: who acts · `topics`: the broker's."""

    rooms: Rooms
    by: str
    topics: TopicLog

    @property
    def writes(self) -> Collection[str]:
        """Every topic on which events of the service may lie."""
        service = self.rooms.service
        return {service.settings.topic_prefix + topic for topic in service.topic_of.values()}

    @property
    def feedback(self) -> Collection[str]:
        """Partners' topics that the service answers on."""
        prefix, partners = self.rooms.settings.topic_prefix, self.rooms.service.partners
        return {prefix + partners.feedback_topic.format(oin=oin) for oin in partners.oins} if partners else set()

    @property
    def trial(self) -> Reading:
        """Reads records for a try that must change nothing."""
        return self.rooms.reading_with(trial_of(self.rooms.keys))

    async def running(self) -> int:
        """How many processes of the service run: those that consume, or that told in the last seconds that they live.

        Raises BrokerAway, store.Unavailable.
        """
        alive = [one for one in await self.rooms.checkpoints.open() if one.silent < ALIVE]
        return max(await self.topics.members(self.rooms.group), len(alive))

    async def letters(self) -> Letters:
        """The dead letters as they are now. Raises BrokerAway."""
        found = Letters(self.rooms.dead_letters.topic)
        await found.refresh(self.topics)
        return found

    async def publish(self) -> None:
        """Publish what this command saved; what the broker does not take now is the sweep's."""
        await self.rooms.relay.publish_due()


@asynccontextmanager
async def open_toolbox(rooms: Rooms, by: str) -> AsyncIterator[Toolbox]:
    """The tools of a service, put away at the end. Raises BrokerAway, also later; the database is asked when it is needed."""
    settings = rooms.settings
    async with rooms.opened(), open_log(settings.kafka_bootstrap, settings.kafka_security) as topics, Loops() as loops:
        loops.start(rooms.relay.keep())  # or a sweep would take this process for dead, and publish all of it again
        yield Toolbox(rooms, by, topics)
