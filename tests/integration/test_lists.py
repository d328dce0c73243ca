# SPDX-License-Identifier: EUPL-1.2
"""No list reads more than it shows: every list route by everybody who may, with MongoDB's own profile of what it did.

What is asked: no collection is gone through, nothing is sorted in memory, and no more documents are looked at than three
times what fits on a page. The routes come from the OpenAPI documents, so that a new list is looked at too. Not for: what
a list shows (`tests/e2e/test_lists`).
"""

import json
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar, cast

import pytest
from pymongo import AsyncMongoClient
from tests.contract.toegang.begin import BEGINS
from tests.contract.toegang.huis import services
from tests.contract.toegang.mensen import PEOPLE, VT, configuration
from tests.integration.many import OpenKeys, documents

from zvhh_intake.service import create as intake
from zvhh_kit.domain.decision import Actor
from zvhh_kit.privacy import Sealing
from zvhh_kit.privacy.keys import KeyStore
from zvhh_kit.testing.service import Running, running_service, settings_for
from zvhh_meetings.service import create as meetings
from zvhh_regie.service import create as regie
from zvhh_triage.service import create as triage

pytestmark = pytest.mark.parts

CREATE = {"intake": intake, "triage": triage, "meetings": meetings, "regie": regie}
OPENAPI = Path(__file__).parents[2] / "docs/openapi"
SERVICES = services(configuration())
COPIES, PAGE = 20, 20
T = TypeVar("T")
Page = Mapping[str, Any]
READS = ("query", "command", "getmore")
ALSO: Mapping[str, Mapping[str, Any]] = {"lees_verwerkingen": {"reden": "toezicht", "van": "2025-01-01T00:00:00Z"}}
"""What a list can't be asked without."""
SAMPLES: Mapping[str, Any] = {
    "binnen": 120,
    "gemeente": "delft",
    "kenmerk": "ZV-7K4M-9QXT",
    "oin": VT,
    "organisatie": VT,
    "partner": VT,
    "persoon": "noor",
    "pilotjaar": 2025,
    "referentie": "ONZE-1",
    "tot": "2030-01-01T00:00:00Z",
}
"""A value for each filter that is no list of codes and no yes or no."""
NO_FILTER = frozenset({"na", "aantal", "reden", "van", "zaak", "betrokkene"})
"""What pages, gives a reason, is given always, or is by itself one thing."""


@dataclass(frozen=True)
class List:
    """A route that gives a part of a list."""

    service: str
    operation: str
    path: str
    filters: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.service}-{self.operation}"


def lists() -> Iterator[List]:
    """Every GET that takes `na` and `aantal`."""
    for service in CREATE:
        paths = json.loads((OPENAPI / f"{service}.json").read_text("utf-8"))["paths"]
        for path, methods in paths.items():
            get = methods.get("get", {})
            asked = {one["name"]: one["schema"] for one in get.get("parameters", ()) if one["in"] == "query"}
            if {"na", "aantal"} <= asked.keys():
                filters = tuple(
                    (name, value)
                    for name, schema in asked.items()
                    if name not in NO_FILTER
                    for value in _values(name, schema)
                )
                yield List(service, get["operationId"], path, filters)


def _values(name: str, schema: Mapping[str, Any]) -> Iterator[Any]:
    """Each code that a filter knows, yes and no, or a sample."""
    kinds = [schema]
    for kind in kinds:  # grows while it is gone through
        kinds += [*kind.get("anyOf", ()), *([kind["items"]] if "items" in kind else [])]
    codes = [code for kind in kinds for code in kind.get("enum", ())]
    if codes:
        yield from codes
    elif any(kind.get("type") == "boolean" for kind in kinds):
        yield from (True, False)
    else:
        yield SAMPLES[name]


def faults_of(done: Mapping[str, Any], *, filtered: bool = False) -> Iterator[str]:
    """What is wrong with one operation, as the profile tells it. One that filters may look at what it leaves out, and sort
    what is left: which index is best for it the database guesses anew each time."""
    collection, plan, examined = done["ns"].partition(".")[2], done.get("planSummary", ""), done.get("docsExamined", 0)
    many = examined > 3 * (PAGE + 1)  # one more than is shown, to know whether there is a next part
    if "COLLSCAN" in plan:
        yield f"{collection}: goes through all of {examined}"
    if done.get("hasSortStage") and not filtered:
        yield f"{collection}: sorts in memory what {plan} finds"
    if many and not filtered:
        yield f"{collection}: examines {examined} for {done.get('nreturned')} by {plan}"


class Profiled:
    """Four services with many zaken, and what their database does for a request."""

    def __init__(self, running: Mapping[str, Running], database: Any) -> None:
        self.running = running
        self._database = database

    async def watch(self, doing: Awaitable[T], *, filtered: bool = False) -> tuple[T, list[str]]:
        """What comes of it, and what was wrong with what the database did for it; it must have done something."""
        await self._database.command("profile", 0)
        await self._database.drop_collection("system.profile")
        await self._database.command("profile", 2)
        come = await doing
        await self._database.command("profile", 0)
        kept = self._database["system.profile"].find({"op": {"$in": READS}, "ns": {"$not": {"$regex": "system"}}})
        seen = [done async for done in kept]
        assert seen
        return come, [fault for done in seen for fault in faults_of(done, filtered=filtered)]

    async def ask(self, one: List, who: Actor, *, filtered: bool = False, **query: Any) -> tuple[Page, list[str]]:
        """The page, and what was wrong with reading it."""
        asked = {"aantal": PAGE} | dict(ALSO.get(one.operation, {})) | query
        asking = self.running[one.service].ask("GET", one.path, who, query=asked)
        reply, faults = await self.watch(asking, filtered=filtered)
        assert reply.status_code == 200, reply.text
        page: Page = reply.json()
        return page, faults


@pytest.fixture(scope="module")
async def profiled(mongodb_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Profiled]:
    """The services on one database, filled; lists of what was read are filled by reading."""
    name = f"t{token_hex(6)}"
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(AsyncMongoClient[dict[str, Any]](mongodb_url))
        stack.push_async_callback(client.drop_database, name)
        running = {}
        for service, create in CREATE.items():
            folder = tmp_path_factory.mktemp(service)
            settings = settings_for(folder, configuration(), now=BEGINS, mongodb_url=mongodb_url, database=name)
            one = running[service] = await stack.enter_async_context(running_service(create, settings, Running))
            await one.rooms.log_reader.prepare()
            one.rooms.sealing = Sealing(cast(KeyStore, OpenKeys()))
        for service, found in documents(COPIES).items():
            await running[service].rooms.store.collection.insert_many(found)
        profiled = Profiled(running, client[name])
        for asked in lists():
            for who in those_who_may(asked):
                await profiled.ask(asked, who, aantal=100)
        yield profiled


def those_who_may(one: List) -> list[Actor]:
    """Everybody with a role for it: those who have many zaken, few, or none."""
    row = SERVICES[one.service].access[one.operation]
    return [who for who in PEOPLE if who.roles & set(row)]


@pytest.mark.parametrize("one", list(lists()), ids=str)
async def test_no_list_reads_more_than_it_shows(profiled: Profiled, one: List) -> None:
    """Given many zaken in every stand, when anybody asks for a first or a second part, then only that is read."""
    faults: dict[str, list[str]] = {}
    for who in those_who_may(one):
        page, first = await profiled.ask(one, who)
        faults[f"{who.subject}, first"] = first
        if page["volgende"] is not None:
            _, faults[f"{who.subject}, second"] = await profiled.ask(one, who, na=page["volgende"])
    assert faults
    told = "\n".join(f"{who}: {fault}" for who, found in faults.items() for fault in found)
    assert not told, told


@pytest.mark.parametrize("one", list(lists()), ids=str)
async def test_no_filter_goes_through_everything(profiled: Profiled, one: List) -> None:
    """Given the same, when somebody filters, then what is left out may be looked at, but never all there is."""
    told = []
    for who in those_who_may(one):
        for name, value in one.filters:
            _, faults = await profiled.ask(one, who, filtered=True, **{name: value})
            told += [f"{who.subject}, {name}={value}: {fault}" for fault in faults]
    assert not told, "\n".join(told)


async def test_the_profile_tells_what_is_wrong(profiled: Profiled) -> None:
    """The check itself: a question without an index, in an order without one, is seen as both."""
    collection = profiled.running["triage"].rooms.store.collection

    async def look() -> int:
        return len(await collection.find({"state.onzin": None}).sort("state.onzin").to_list(None))

    found, faults = await profiled.watch(look())
    assert found > 3 * (PAGE + 1)
    assert {fault.split(": ")[1].split()[0] for fault in faults} == {"goes", "sorts", "examines"}
