# SPDX-License-Identifier: EUPL-1.2
"""No list reads more than it shows: every list route by everybody who may, with MongoDB's own profile of what it did.

What is asked: no collection is gone through, nothing is sorted in memory, and no more documents are looked at than three
times what fits on a page. The routes come from the OpenAPI documents, so that a new list is looked at too. Not for: what
a list shows (`tests/e2e/test_lists`).
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, cast

import pytest
from _pytest.mark import ParameterSet
from pymongo import AsyncMongoClient
from tests.contract.toegang.begin import BEGINS
from tests.contract.toegang.huis import services
from tests.contract.toegang.mensen import PEOPLE, configuration
from tests.integration.many import OpenKeys, documents

from zvhh_intake.service import create as intake
from zvhh_kit.decision import Actor
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
READS = ("query", "command", "getmore")
ALSO: Mapping[str, Mapping[str, Any]] = {"lees_verwerkingen": {"reden": "toezicht", "van": "2025-01-01T00:00:00Z"}}
"""What a list can't be asked without."""

READ_MORE = frozenset(
    {
        "intake-lees_meldingen",
        "intake-lees_taken",
        "triage-lees_taken",
        "meetings-lees_overlegtrajecten",
        "meetings-lees_taken",
        "meetings-lees_trainingen",
        "regie-lees_taken",
    }
)
"""Lists that still read more than they show: each that no longer does fails here until it leaves this set, which is to be empty."""


@dataclass(frozen=True)
class List:
    """A route that gives a part of a list."""

    service: str
    operation: str
    path: str

    def __str__(self) -> str:
        return f"{self.service}-{self.operation}"


def lists() -> Iterator[List]:
    """Every GET that takes `na` and `aantal`."""
    for service in CREATE:
        paths = json.loads((OPENAPI / f"{service}.json").read_text("utf-8"))["paths"]
        for path, methods in paths.items():
            get = methods.get("get", {})
            if {"na", "aantal"} <= {one["name"] for one in get.get("parameters", ())}:
                yield List(service, get["operationId"], path)


def faults_of(done: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one operation, as the profile tells it."""
    collection = done["ns"].partition(".")[2]
    if "COLLSCAN" in done.get("planSummary", ""):
        yield f"{collection}: goes through all of {done['docsExamined']}"
    if done.get("hasSortStage"):
        yield f"{collection}: sorts in memory what {done.get('planSummary')} finds"
    if done.get("docsExamined", 0) > 3 * (PAGE + 1):  # one more than is shown, to know whether there is a next part
        yield f"{collection}: examines {done['docsExamined']} for {done.get('nreturned')} by {done.get('planSummary')}"


class Profiled:
    """Four services with many zaken, and what their database does for a request."""

    def __init__(self, running: Mapping[str, Running], database: Any) -> None:
        self.running = running
        self._database = database

    async def ask(self, one: List, who: Actor, **query: Any) -> tuple[Mapping[str, Any], list[str]]:
        """The page, and what was wrong with reading it."""
        await self._database.command("profile", 0)
        await self._database.drop_collection("system.profile")
        await self._database.command("profile", 2)
        asked = {"aantal": PAGE} | dict(ALSO.get(one.operation, {})) | query
        reply = await self.running[one.service].ask("GET", one.path, who, query=asked)
        await self._database.command("profile", 0)
        assert reply.status_code == 200, reply.text
        kept = self._database["system.profile"].find({"op": {"$in": READS}, "ns": {"$not": {"$regex": "system"}}})
        page: Mapping[str, Any] = reply.json()
        return page, [fault async for done in kept for fault in faults_of(done)]


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
            one.rooms.app.state.kit.sealing = Sealing(cast(KeyStore, OpenKeys()))
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


def _expected() -> list[ParameterSet]:
    """Each list, marked where it is known to fail."""
    fails = pytest.mark.xfail(strict=True, reason="reads more than it shows")
    return [pytest.param(one, id=str(one), marks=[fails] if str(one) in READ_MORE else []) for one in lists()]


@pytest.mark.parametrize("one", _expected())
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
