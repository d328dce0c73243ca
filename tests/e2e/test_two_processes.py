# SPDX-License-Identifier: EUPL-1.2
"""Two processes of one service side by side: what is due is done once, and the same request at both is one (S14, D1).

The second has no consumer: who leaves a group comes back after its session has ended, and the tests behind this one
would wait for that.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from tests.e2e.world import World, local, only, soon

NOOR, PIET = "noor.zv", "piet.po"
ZAKEN = 6


@pytest.fixture
def both(world: World) -> Iterator[list[str]]:
    """The addresses of two running processes of regie."""
    name = world.stack.start("regie", instance=1, ZVHH_ROLES="api,sweep,reminders,effects")
    try:
        world.stack.wait_ready(name)
        yield [f"http://127.0.0.1:{world.stack.ports[one]}" for one in ("regie", name)]
    finally:
        world.stack.stop(name)


async def opened(world: World) -> list[str]:
    """Casussen that opened on 12 March 2025."""
    world.at("2025-03-10T09:00")
    zaken = [await world.stages.report() for _ in range(ZAKEN)]
    for zaak in zaken:
        await world.stages.pass_on(zaak)
        await world.stages.plan(zaak, local("2025-03-12T10:00"))
    world.at("2025-03-12T11:00")
    for zaak in zaken:
        await world.stages.weigh(zaak)
    for zaak in zaken:
        await world.stages.in_meetings(zaak, "loopt")
    return zaken


async def test_reminders_and_requests_race(world: World, both: list[str]) -> None:
    """S14 L9: AfschalenMogelijk exactly once each. D1: one key at both processes, six times at once, is one incident."""
    zaken = await opened(world)
    world.at("2025-09-12T00:00")
    for zaak in zaken:
        await world.event(zaak, "AfschalenMogelijk")
    body = {
        "soort": "stalking",
        "moment": "2025-09-11T20:00:00+02:00",
        "gehoordVan": "Wijkagent",
        "omschrijving": "Boris stond voor de deur.",
        "ernstig": False,
    }
    headers = {
        "authorization": f"Bearer {await world.outside.token(PIET)}",
        "idempotency-key": "een-incident-twee-processen",
    }
    async with httpx2.AsyncClient(timeout=20, headers=headers) as http:
        path = f"/v1/casussen/{zaken[0]}/incidenten"
        replies = await asyncio.gather(*(http.post(f"{address}{path}", json=body) for address in both * 3))
    assert {(reply.status_code, str(reply.json())) for reply in replies} == {(201, "{'nummer': 1, 'versie': 1}")}

    async def incidents() -> Any:
        return [one["nummer"] for one in (await world.get(NOOR, "regie", f"/v1/casussen/{zaken[0]}"))["incidenten"]]

    await soon(incidents, [1])
    await world.event(zaken[0], "AfschalenVervallen")
    await world.settle()
    assert [len(world.events_of(zaak, "AfschalenMogelijk")) for zaak in zaken] == [1] * ZAKEN
    assert only(world.events_of(zaken[0], "IncidentGeregistreerd")).data["nummer"] == 1
