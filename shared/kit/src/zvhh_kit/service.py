# SPDX-License-Identifier: EUPL-1.2
"""A service as a whole: what an author gives to make one, and what an operator does with it.

One process does every role by default; `roles` splits them, so that intake's API scales alone. Every process that
saves has its own relay. Not for: how its parts hang together; that is `rooms`.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

from zvhh_kit.handlers import Handlers
from zvhh_kit.identity import Access, Admit
from zvhh_kit.operator.desk import Desk, open_desk
from zvhh_kit.operator.topic_log import all_values, open_log
from zvhh_kit.partner import PartnerDoor
from zvhh_kit.privacy import BlindIndex, StaticIds, Verified
from zvhh_kit.privacy.anchor import notes_in
from zvhh_kit.privacy.chain import Anchors
from zvhh_kit.rooms import Rooms
from zvhh_kit.settings import ALL_ROLES, Role, Settings
from zvhh_kit.telemetry import Metrics
from zvhh_kit.topics import COPIES, TopicError, TopicTable, create

__all__ = ["Partners", "Service"]


@dataclass(frozen=True, slots=True)
class Partners:
    """The border with partners' own systems: who they are, what they send, where feedback goes, and the door."""

    oins: Sequence[str]
    topic: str
    type: str
    feedback_topic: str
    feedback_type: str
    door: Callable[[StaticIds], PartnerDoor]


@dataclass(slots=True)
class Service:
    """One service.

    name: intake, triage … · topic_of: event type → topic · reads: topics · collection: of its documents · resources: kind
    of document → the plural in its API · indexes: of its worklists · public: operations without a token · admit: whom
    to let in at all (L10), None = whoever has a token · reindex: (index, state, the same opened) → the state with the hashes
    of the index, None where it has them (D11).
    """

    name: str
    settings: Settings
    handlers: Handlers
    topic_of: Mapping[str, str]
    reads: Sequence[str]
    collection: str
    routers: Sequence[APIRouter]
    access: Access
    resources: Mapping[str, str] = field(default_factory=dict)
    indexes: Iterable[Sequence[tuple[str, int]]] = ()
    public: frozenset[str] = frozenset()
    admit: Admit | None = None
    partners: Partners | None = None
    reindex: Callable[[BlindIndex, Any, Any], BaseModel | None] | None = None
    api_version: str = "1.0.0"
    title: str = ""
    description: str = ""
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def urn(self) -> str:
        """The source of this service's events."""
        return f"urn:nld:oin:{self.settings.oin}:systeem:zvhh-{self.name}"

    @property
    def instance(self) -> str:
        """The stable name of this process, by its ordinal: for the consumer group and the access log."""
        return f"{self.settings.topic_prefix}{self.name}-{self.settings.instance}"

    def assemble(self) -> "Rooms":
        """Make every room; nothing is connected to yet."""
        return Rooms(self)

    def app(self) -> FastAPI:
        """The HTTP app on rooms of its own, for its OpenAPI document; nothing is connected to."""
        return self.assemble().app

    async def run(self, roles: Sequence[Role] = ALL_ROLES) -> None:
        """Run until cancelled or told to stop by a signal; waits for parts that are away and goes on by itself."""
        async with AsyncExitStack() as stack:
            await self.assemble().run(roles, stack)

    async def create_topics(
        self,
        table: TopicTable,
        *,
        replication: int | None = None,
        partitions: int | None = None,
        few_copies: bool = False,
    ) -> list[str]:
        """Create the topics of the file that this service reads or writes, where missing. Raises TopicError.

        `replication` None: three copies in production, one elsewhere. `few_copies`: in production fewer will do.
        """
        safe = self.settings.mode == "production" and not few_copies
        copies = replication or (COPIES if self.settings.mode == "production" else 1)
        if safe and copies < COPIES:
            raise TopicError(f"{copies} copies, not {COPIES}: one dead broker could lose an acknowledged event")
        oins = self.partners.oins if self.partners else ()
        topics = TopicTable(topics=tuple(t for t in table.topics if self.name in (*t.readers, *t.writers)))
        expanded = topics.expanded(oins, self.settings.topic_prefix)
        security = self.settings.kafka_security
        return await create(
            self.settings.kafka_bootstrap, security, expanded, replication=copies, partitions=partitions, safe=safe
        )

    @asynccontextmanager
    async def desk(self, by: str) -> AsyncIterator[Desk]:
        """What an operator's command works with, in the name of `by`; nothing of this service runs in it."""
        async with open_desk(self.assemble(), by) as desk:
            yield desk

    async def verify_log(self, *, anchors: bool = True) -> Verified:
        """Check every line of this service's log of reads and writes (L7), also against the heads that were noted on the
        broker. Raises Unavailable, BrokerAway."""
        rooms, settings = self.assemble(), self.settings
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
