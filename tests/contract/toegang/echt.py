# SPDX-License-Identifier: EUPL-1.2
"""The same house on a real database and over HTTP: four running services, and what each says brought to who reads it.

For: the sample of `test_toegang_http`; it is asked as the other one is. Not for: a broker; that has tests of its own.
"""

import asyncio
import inspect
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from tests.contract.toegang.huis import House, Kept, Name
from tests.contract.wereld import READS

from zvhh_contracts.topics import TOPIC_OF
from zvhh_kit.core.document import Document
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Actor, Fault
from zvhh_kit.http import Problem
from zvhh_kit.testing.service import Running

_PATH = re.compile(r"\{(\w+)\}")


class RealHouse(House):
    """Asked from a thread, while the services run on the loop."""

    def __init__(self, house: House, running: Mapping[str, Running], loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(house.services, house.now)
        self._running = running
        self._loop = loop
        self._brought: set[tuple[str, str, int]] = set()

    def ask(self, who: Actor, service: str, operation: str, body: Any = None, **path: Any) -> Any:
        """What a person gets over HTTP, as what its route says that it gives; raises Problem for any refusal."""
        return self._wait(self._ask(who, service, operation, body, path))

    def wait_until(self, moment: datetime) -> None:
        """Time passes, and what comes due comes due."""
        while due := min((one for one in self._due() if one[0] <= moment), default=None):
            at, (service, subject), name = due
            self._at(max(self.now, at))
            self._wait(self._give(service, Message(subject, "reminder", self.now, name=name, due=at)))
        self._at(max(self.now, moment))

    def look_up(self) -> None:
        """Know all documents as they are stored now."""
        self.kept = self._wait(self._stored())

    def _at(self, moment: datetime) -> None:
        self.now = moment
        for one in self._running.values():
            one.at(moment)

    def _due(self) -> list[tuple[datetime, Name, str]]:
        self.look_up()
        return super()._due()

    def _wait(self, doing: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()

    async def _ask(self, who: Actor, service: str, operation: str, body: Any, path: Mapping[str, Any]) -> Any:
        route = self.services[service].routes[operation]
        url = _PATH.sub(lambda name: str(path[name[1]]), route.path)
        (method,) = route.methods or {"GET"}
        reply = await self._running[service].ask(method, url, who, body=body)
        if reply.status_code >= 400:
            said = reply.json()
            faults = [Fault(one["code"], one["tekst"], one["plaats"]) for one in said.get("fouten", ())]
            raise Problem(reply.status_code, said["code"], said["detail"], faults=faults)
        if method != "GET":
            await self._bring()
        return TypeAdapter(inspect.signature(route.endpoint).return_annotation).validate_json(reply.content)

    async def _give(self, service: str, message: Message) -> None:
        (outcome,) = await self._running[service].rooms.engine.process([message])
        assert outcome.status in ("handled", "skipped", "repeated"), (service, outcome)
        await self._bring()

    async def _bring(self) -> None:
        """Everything that was said and not yet brought, until nothing more is said."""
        while said := await self._said():
            for source, entry in said:
                for name, reads in READS.items():
                    kind = self.services[name].handlers.kind_of(entry["to"])
                    if TOPIC_OF[entry["type"]] in reads and kind is not None:
                        (heard,) = await self._running[name].rooms.engine.process(
                            [_event(self._running, source, entry)]
                        )
                        assert heard.status in ("handled", "skipped", "repeated"), (name, entry["type"], heard)

    async def _said(self) -> list[tuple[Name, dict[str, Any]]]:
        found = []
        for name, running in self._running.items():
            async for raw in running.rooms.store.collection.find({"outbox.0": {"$exists": True}}):
                for entry in raw["outbox"]:
                    if (name, raw["_id"], entry["n"]) not in self._brought:
                        self._brought.add((name, raw["_id"], entry["n"]))
                        found.append(((name, raw["_id"]), entry))
        return found

    async def _stored(self) -> dict[Name, Kept]:
        found = {}
        for name, running in self._running.items():
            async for raw in running.rooms.store.collection.find({"soort": {"$exists": True}}):
                kind = self.services[name].handlers.named(raw["soort"])
                found[name, raw["_id"]] = Kept(Document.decode(raw, kind), raw)
        return found


def _event(running: Mapping[str, Running], source: Name, entry: dict[str, Any]) -> Message:
    service, document = source
    urn = running[service].service.urn + ("" if document == entry["to"] else f":{document}")
    return Message(
        entry["to"],
        "event",
        entry["time"],
        name=entry["type"],
        source=urn,
        sequence=entry["seq"],
        data=entry["data"].encode(),
    )
