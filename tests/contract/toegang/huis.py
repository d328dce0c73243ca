# SPDX-License-Identifier: EUPL-1.2
"""The four services as one house without walls between them: what people ask goes through the real routes, tables of access,
sight, sealing and decisions; only the broker and the database are a dictionary.

For: `daden` (what people do) and `zien` (what they see of it). A house is cheap to copy, so that one life can go on in many
ways. Not for: order between the services (`test_interleaving`), nor the database itself: a sample goes by real parts.
"""

import inspect
import json
from collections import deque
from collections.abc import AsyncIterator, Collection, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Annotated, Any, cast

import bson
from fastapi import APIRouter
from fastapi.routing import APIRoute
from joserfc.jwk import KeySet
from pydantic import TypeAdapter
from starlette.datastructures import Headers
from tests.contract.wereld import READS, ZVHH
from tests.simulation.matching import matches, sort_key

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.topics import TOPIC_OF
from zvhh_intake import access as intake_access
from zvhh_intake import api as intake_api
from zvhh_intake.handlers import handlers as intake
from zvhh_kit.core.document import CODEC, Document
from zvhh_kit.core.fold import Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message, Outcome
from zvhh_kit.domain.decision import Actor
from zvhh_kit.http import Documents, PageAsked, Problem
from zvhh_kit.identity import Access
from zvhh_kit.identity.access import sight_of
from zvhh_kit.privacy import KeyGone, Sealing, StaticIds
from zvhh_meetings import access as meetings_access
from zvhh_meetings import api as meetings_api
from zvhh_meetings.handlers import handlers as meetings
from zvhh_regie import access as regie_access
from zvhh_regie import api as regie_api
from zvhh_regie.handlers import handlers as regie
from zvhh_triage import access as triage_access
from zvhh_triage import api as triage_api
from zvhh_triage.handlers import handlers as triage

Name = tuple[str, str]
"""A document: service and id."""
IDS = StaticIds(b"a secret for tests that is long enough")
ALL_AT_ONCE = PageAsked(limit=200)
_SHAPES: dict[int, tuple[APIRoute, Mapping[str, inspect.Parameter], TypeAdapter[Any] | None]] = {}


@dataclass(frozen=True)
class Service:
    """What does not change: decisions, routes by operation, and who may do what."""

    name: str
    handlers: Handlers
    routes: Mapping[str, APIRoute]
    access: Access


@dataclass(frozen=True)
class Kept:
    """A document as the database has it."""

    document: Document
    raw: dict[str, Any]


def services(config: Configuratie) -> dict[str, Service]:
    """All four, under one configuration."""
    return {
        "intake": _service("intake", intake(config), intake_api.routes(config, KeySet([])), intake_access.ACCESS),
        "triage": _service("triage", triage(config), triage_api.routes(config), triage_access.ACCESS),
        "meetings": _service("meetings", meetings(config), meetings_api.routes(config), meetings_access.ACCESS),
        "regie": _service("regie", regie(config), regie_api.routes(config), regie_access.ACCESS),
    }


def _service(name: str, table: Handlers, routers: tuple[APIRouter, ...], access: Access) -> Service:
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    return Service(name, table, {str(route.operation_id): route for route in routes}, access)


@dataclass(frozen=True)
class _Key:
    """A key that hides nothing: this house is about who is shown what, not about ciphers."""

    zaak: str

    def seal_all(self, values: list[tuple[str, bytes]]) -> list[bytes]:
        return [clear for _, clear in values]

    def open(self, _: str, cipher: bytes) -> bytes:
        return cipher


@dataclass
class House:
    """All documents at one moment. `gone`: zaken whose key was destroyed, here and in every backup (L8)."""

    services: dict[str, Service]
    now: datetime
    kept: dict[Name, Kept] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    asked: int = 0

    def copy(self) -> "House":
        """The same moment, to go on from in another way."""
        return House(self.services, self.now, dict(self.kept), self.gone, self.asked)

    def ask(self, who: Actor, service: str, operation: str, body: Any = None, **path: Any) -> Any:
        """What a person gets from a route; raises Problem, Refused or KeyGone as it does."""
        room = self.services[service]
        route, sight = room.routes[operation], sight_of(room.access, operation, who)
        if sight is None:
            raise Problem(403)
        self.asked += 1
        state = SimpleNamespace(actor=who, received=self.now, sight=sight, operation=operation, trace="")
        state.document = body
        headers = Headers({"Idempotency-Key": f"request-{self.asked}"})
        app = SimpleNamespace(state=SimpleNamespace(kit=_Kit(self, room)))
        url = SimpleNamespace(path=f"{route.path} {path}")
        request = cast(Any, SimpleNamespace(app=app, state=state, headers=headers, url=url, client=None))
        return finished(route.endpoint(**_arguments(route, Documents(request), request, body, path)))

    def fold(self, service: str, message: Message) -> tuple[Outcome, Any]:
        """A message decided and kept, and everything that follows from it in all services."""
        outcome, said = self._fold(service, message)
        waiting = deque(said)
        while waiting:
            (source, entry) = waiting.popleft()
            for name, reads in READS.items():
                kind = self.services[name].handlers.kind_of(entry["to"])
                if TOPIC_OF[entry["type"]] in reads and kind is not None:
                    heard, more = self._fold(name, _event(source, entry))
                    assert heard.status in ("handled", "skipped", "repeated"), (name, entry["type"], heard)
                    waiting += more
        kept = self.kept.get((service, message.subject))
        return outcome, kept.document.state if kept is not None else None

    def wait_until(self, moment: datetime) -> None:
        """Time passes, and what comes due comes due, in order."""
        while due := min((one for one in self._due() if one[0] <= moment), default=None):
            at, (service, subject), name = due
            self.now = max(self.now, at)
            self.fold(service, Message(subject, "reminder", self.now, name=name, due=at))
        self.now = max(self.now, moment)

    def _due(self) -> list[tuple[datetime, Name, str]]:
        return [(at, name, what) for name, one in self.kept.items() for what, at in one.document.reminders.items()]

    def _fold(self, service: str, message: Message) -> tuple[Outcome, list[tuple[Name, dict[str, Any]]]]:
        name = (service, message.subject)
        kind = self.services[service].handlers.kind_of(message.subject)
        assert kind is not None
        was = self.kept[name].document if name in self.kept else Document(message.subject, kind.name)
        folded = fold(was, [message], kind, Folding(self.now, self.now))
        if not folded.changed:
            return folded.outcomes[0], []
        document = folded.document
        said, document.outbox, document.effects = document.outbox, [], []
        document.version += 1
        if document.gone is not None:
            self.gone |= {message.subject}
        self.kept[name] = Kept(document, bson.decode(folded.raw.raw, CODEC))
        return folded.outcomes[0], [(name, entry) for entry in said]


class _Kit:
    """What a route finds of its service, as `zvhh_kit.service.rooms.Rooms`."""

    def __init__(self, house: House, service: Service) -> None:
        self._house = house
        self._service = service
        self.handlers = service.handlers
        self.access = service.access
        self.ids = IDS
        self.sealing = Sealing(cast(Any, self))
        self.store = self.engine = self.log = self.audit = self.limits = self
        self.log_reader = _NoLog()

    async def key_for(self, zaak: str, *, create: bool = False) -> _Key:
        return (await self.keys_for([zaak]))[zaak]

    async def keys_for(self, zaken: list[str]) -> dict[str, _Key]:
        if gone := [zaak for zaak in zaken if zaak in self._house.gone]:
            raise KeyGone(*gone)
        return {zaak: _Key(zaak) for zaak in zaken}

    async def destroyed_among(self, zaken: Collection[str]) -> frozenset[str]:
        return self._house.gone.intersection(zaken)

    async def find_state(
        self, kind: str, id_: str, sight: Mapping[str, Any], *, surely: bool = False
    ) -> dict[str, Any] | None:
        kept = self._house.kept.get((self._service.name, id_))
        return kept.raw if kept is not None and self._seen(kept.raw, kind, sight) else None

    async def page(
        self, kind: str, query: Mapping[str, Any], *, sort: str, after: tuple[Any, str] | None, limit: int
    ) -> list[dict[str, Any]]:
        found = [raw async for raw in self.each(kind, query)]
        return sorted(found, key=lambda raw: (sort_key(raw, sort), raw["_id"]))[:limit]

    async def exists(self, kind: str, query: Mapping[str, Any]) -> bool:
        return bool([raw async for raw in self.each(kind, query)])

    async def each(self, kind: str, query: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
        for (service, _), kept in self._house.kept.items():
            if service == self._service.name and self._seen(kept.raw, kind, query):
                yield kept.raw

    def _seen(self, raw: dict[str, Any], kind: str, query: Mapping[str, Any]) -> bool:
        if raw["_id"] in self._house.gone:  # whose key was destroyed is seen by nobody, though a backup brought it back
            return False
        return raw["soort"] == kind and raw["state"] is not None and matches(raw, query, self._house.now)

    async def give(self, message: Message) -> tuple[Outcome, Any]:
        return self._house.fold(self._service.name, message)

    async def write(self, *_: Any) -> None:
        """The log of reads is another test's."""

    def lines(self, *_: Any, **__: Any) -> list[Any]:
        return []

    about = searches = lines

    def refusal(self, *_: Any, **__: Any) -> None:
        """Nor is who was refused."""

    async def wait(self, *_: Any) -> int:
        """Nobody asks too often here."""
        return 0

    async def is_there(self, kind: str, id_: str) -> bool:
        return (self._service.name, id_) in self._house.kept


class _NoLog:
    """A log in which nothing stands."""

    async def page(self, *_: Any) -> list[Any]:
        return []


def finished(asked: Coroutine[Any, Any, Any]) -> Any:
    """What a route answers; nothing here waits for anything."""
    try:
        asked.send(None)
    except StopIteration as answer:
        return answer.value
    raise AssertionError("a route waits for something that is not in this house")


def _arguments(
    route: APIRoute, documents: Documents, request: Any, body: Any, path: Mapping[str, Any]
) -> dict[str, Any]:
    known: dict[str, Any] = {"zaken": documents, "page": ALL_AT_ONCE, "request": request, **path}
    parameters, reader = _shape(route)
    if route.body_field is not None and reader is not None:
        known[route.body_field.name] = reader.validate_json(json.dumps(body), strict=True)
    given = {}
    for name, parameter in parameters.items():
        if name in known:
            given[name] = known[name]
        elif name == "gevraagd":  # a group of optional query parameters
            given[name] = parameter.annotation.__origin__()
        elif parameter.default is inspect.Parameter.empty:
            raise AssertionError(f"{route.operation_id} asks for {name}: teach this house")
    return given


def _shape(route: APIRoute) -> tuple[Mapping[str, inspect.Parameter], TypeAdapter[Any] | None]:
    """What a route asks for, and how its body is read; found out once."""
    if id(route) not in _SHAPES:
        reader = None
        if route.body_field is not None:
            whole: Any = Annotated[route.body_field.field_info.annotation, route.body_field.field_info]
            reader = TypeAdapter(whole)
        _SHAPES[id(route)] = (route, inspect.signature(route.endpoint).parameters, reader)
    _, parameters, reader = _SHAPES[id(route)]
    return parameters, reader


def _event(source: Name, entry: dict[str, Any]) -> Message:
    service, document = source
    urn = f"urn:nld:oin:{ZVHH}:systeem:zvhh-{service}" + ("" if document == entry["to"] else f":{document}")
    data = entry["data"].encode()
    return Message(
        entry["to"], "event", entry["time"], name=entry["type"], source=urn, sequence=entry["seq"], data=data
    )
