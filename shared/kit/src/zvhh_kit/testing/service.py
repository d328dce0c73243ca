# SPDX-License-Identifier: EUPL-1.2
"""A service on a real database (and broker, where a test asks), as its clients and the other services meet it.

    async with running_service(create, settings_for(folder, configuration, now=…, **parts)) as running: …

Its clock stands where a test sets it, and its tokens are signed by an issuer of its own. Nothing is published or
consumed but inside `consuming`. Not for: starting the parts; `settings_for` is told where they are.
"""

import base64
import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel, SecretStr

from zvhh_kit.bus.topics import TopicTable
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Actor
from zvhh_kit.process.clock import append
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.loops import Loops
from zvhh_kit.process.settings import Settings
from zvhh_kit.run.process import create_topics
from zvhh_kit.service.description import Service
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.testing.broker import envelope_headers
from zvhh_kit.testing.issuer import Issuer
from zvhh_kit.web import create_site

__all__ = ["OIN", "Running", "new_zaak", "running_service", "settings_for"]

OIN = "00000099000000000100"
"""The ZVHH itself."""


def new_zaak() -> str:
    """The id of a zaak that no test has used yet."""
    return f"{secrets.token_hex(4)}-0000-8000-8000-{secrets.token_hex(6)}"


def settings_for(
    folder: Path, configuration: BaseModel, *, now: datetime, mongodb_url: str, database: str, **known: Any
) -> Settings:
    """Settings on real parts, with files of their own in `folder` and a clock that stands at `now` (aware).

    Without `kafka_bootstrap` in `known` there is no broker: events stay in the outbox.
    """
    file, journal = folder / "configuration.yaml", folder / "clock"
    file.write_text(json.dumps(configuration.model_dump(mode="json", by_alias=True)), "utf-8")
    append(journal, now, "frozen")
    settings: dict[str, Any] = {
        "oin": OIN,
        "mongodb_url": SecretStr(mongodb_url),
        "database": database,
        "configuration": file,
        "clock_journal": journal,
        "master_keys": SecretStr(json.dumps({"m1": base64.b64encode(bytes(range(32))).decode()})),
        "master_key": "m1",
    }
    return Settings.for_documents().model_copy(update=settings | known)


class Running:
    """One process of a service without a process: its rooms, a client of its API, and what other services tell it.

    Everybody counts as screened (L10): the people of a test need not stand in its configuration.
    """

    def __init__(self, service: Service) -> None:
        self.service, self.settings = service, service.settings
        self.rooms = Rooms(service)
        self.issuer = Issuer(self.settings)
        self.rooms.bearer = self.issuer.bearer
        service.admit = None
        self.app = create_site(self.rooms)
        self.client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app), base_url=f"http://{service.name}.test"
        )
        self._sequences: dict[tuple[str, str], int] = {}

    def at(self, moment: datetime) -> None:
        """From now on it is this moment (aware), and time stands still. Raises ValueError when that is back in time."""
        assert self.settings.clock_journal is not None
        append(self.settings.clock_journal, moment, "frozen")

    async def ask(
        self,
        method: str,
        path: str,
        by: Actor | None,
        *,
        body: Any = None,
        key: str = "",
        query: Mapping[str, Any] | None = None,
        if_match: str = "",
    ) -> httpx2.Response:
        """One request of a person; None has no token. What changes something gets a key of its own where none is given."""
        headers = {} if by is None else {"Authorization": f"Bearer {self.issuer.token(by)}"}
        if method != "GET":
            headers["Idempotency-Key"] = key or secrets.token_hex(8)
        if if_match:
            headers["If-Match"] = if_match
        return await self.client.request(method, path, params=query, json=body, headers=headers)

    def _channel(self, subject: str, event: BaseModel) -> tuple[str, str, int]:
        """Type, source and the next sequence of an event: one source for each kind of resource."""
        name: str = type(event).type  # type: ignore[attr-defined]
        source = f"urn:nld:oin:{self.settings.oin}:systeem:zvhh-{name.split('.')[2]}"
        sequence = self._sequences[subject, source] = self._sequences.get((subject, source), 0) + 1
        return name, source, sequence

    async def feed(self, subject: str, *events: BaseModel) -> None:
        """Events of other services about a document, handled as the consumer would; no broker is asked."""
        for event in events:
            name, source, sequence = self._channel(subject, event)
            data = event.model_dump_json(by_alias=True).encode()
            now = self.rooms.clock.now()
            message = Message(subject, "event", now, name=name, source=source, sequence=sequence, data=data)
            (outcome,) = await self.rooms.engine.process([message])
            assert outcome.status == "handled", outcome

    async def send(self, subject: str, *events: BaseModel) -> None:
        """The same by Kafka: each on its own topic."""
        for event in events:
            name, source, sequence = self._channel(subject, event)
            headers = envelope_headers(
                id=f"{subject}:{name}:{sequence}",
                source=source,
                type=name,
                subject=subject,
                sequence=str(sequence),
                sequencetype="Integer",
            )
            topic = self.settings.topic_prefix + self.service.topic_of[name]
            data = event.model_dump_json(by_alias=True).encode()
            await self.rooms.producer.send(topic, subject.encode(), data, headers)

    async def stored(self, id_: str) -> Any:
        """The document as it stands in the database, None when it isn't there."""
        return await self.rooms.store.collection.find_one({"_id": id_})

    async def logged(self, **fields: str) -> list[dict[str, Any]]:
        """The lines of the log of reads and writes that have these fields (L7)."""
        log = self.rooms.store.database[f"{self.service.collection}_verwerkingen"]
        return [line async for line in log.find({"action": {"$exists": True}, **fields})]

    @asynccontextmanager
    async def consuming(self, topics: Path) -> AsyncIterator[None]:
        """With the topics of this file made, and consumer, relay, sweep and effects at work."""
        await create_topics(self.service, load_configuration(topics, TopicTable), partitions=2)
        async with Loops() as loops:
            for loop in (self.rooms.relay.run, self.rooms.relay.sweep, self.rooms.effects.run):
                loops.start(loop())
            await self.rooms.consumer.start()
            try:
                yield
            finally:
                await self.rooms.consumer.stop()


R = TypeVar("R", bound=Running)
Create = Callable[[Settings], Service]


@asynccontextmanager
async def running_service(create: Create, settings: Settings, kind: type[R]) -> AsyncIterator[R]:
    """The service under these settings, its indexes made; `kind`: Running, or a class of a test's own with its verbs."""
    running = kind(create(settings))
    async with AsyncExitStack() as stack:
        stack.callback(running.rooms.store.close)
        stack.push_async_callback(running.rooms.log.close)
        stack.push_async_callback(running.rooms.producer.stop)
        stack.push_async_callback(running.client.aclose)
        await running.rooms.store.prepare(running.service.indexes)
        yield running
