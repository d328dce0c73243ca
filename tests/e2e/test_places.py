# SPDX-License-Identifier: EUPL-1.2
"""The places of a pilot year: never over the cap, the rest in line by the moment of vastleggen, none lost (S6, S6b, S13)."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.e2e.test_story_3 import with_years
from tests.e2e.world import World, local, only, soon

NOOR, VERA, PIET = "noor.zv", "vera.vt", "piet.po"
CAP, REST = 2, 4


async def test_more_zaken_than_places_at_the_same_moment(world: World, tmp_path: Path) -> None:
    """S6: six weegoverleggen recorded at once for two places: two open, four wait, and the line has an order."""
    for service in ("intake", "regie"):
        world.configure(service, with_years(tmp_path / f"{service}.yaml", {2026: 40, 2027: CAP}))
    world.at("2027-01-11T09:00")
    zaken = []
    for number in range(CAP + REST):
        world.at(f"2027-01-11T09:{number:02}")
        zaken.append(await world.stages.report())
    for zaak in zaken:
        await world.stages.pass_on(zaak)
        await world.stages.plan(zaak, local("2027-01-18T10:00"))
    world.at("2027-01-18T11:00")
    await asyncio.gather(*(world.stages.weigh(zaak) for zaak in zaken))
    year = await _answered(world, zaken)
    assert (year["vergeven"], year["vrij"], year["wachtend"], year["maximum"]) == (CAP, 0, REST, CAP)
    assert [one["nummer"] for one in year["plaatsen"]] == [1, 2]
    assert [one["positie"] for one in year["wachtlijst"]] == [1, 2, 3, 4]
    opened = [zaak for zaak in zaken if world.events_of(zaak, "CasusGeopend")]
    waiting = [one["zaakId"] for one in year["wachtlijst"]]
    assert sorted([*opened, *waiting]) == sorted(zaken)
    received = {zaak: number for number, zaak in enumerate(zaken)}
    assert waiting == sorted(waiting, key=received.__getitem__)  # decided at the same moment: then by receipt
    await _who_waits_keeps_everything(world, waiting[0])
    await _an_earlier_decision_goes_first(world, waiting)


async def _answered(world: World, zaken: Sequence[str]) -> Any:
    def answers(zaak: str) -> int:
        return len(world.events_of(zaak, "CasusGeopend", "CasusOpWachtlijst"))

    assert await world.watch.until(lambda _: all(answers(zaak) for zaak in zaken))
    await world.settle()
    assert [answers(zaak) for zaak in zaken] == [1] * len(zaken)
    return await world.get(NOOR, "regie", "/v1/pilotjaren/2027")


async def _who_waits_keeps_everything(world: World, zaak: str) -> None:
    """S6b S13: participants and incidents stay; the provisional casusoverleg is cancelled."""
    assert (await world.event(zaak, "OverlegGeannuleerd"))["soort"] == "casusoverleg"
    await world.stages.in_meetings(zaak, "wachtlijst")
    body = {
        "soort": "bedreiging",
        "moment": "2027-01-17T20:00:00+01:00",
        "gehoordVan": "Anna",
        "omschrijving": "Boris dreigde.",
        "ernstig": False,
    }
    await world.post(PIET, "regie", f"/v1/casussen/{zaak}/incidenten", body)
    shown = await world.get(PIET, "regie", f"/v1/casussen/{zaak}")
    assert (shown["stand"], shown["klok"]) == ("wachtlijst", None)
    assert len(shown["deelnemers"]) == 4

    async def told() -> Any:
        return (await world.get(VERA, "intake", f"/v1/meldingen/{zaak}"))["stand"]

    await soon(told, "wachtlijst")


async def _an_earlier_decision_goes_first(world: World, waiting: list[str]) -> None:
    """S6: later in line is who was decided later, whatever was received first."""
    world.at("2027-01-12T09:00")
    early = await world.stages.report()
    await world.stages.pass_on(early)
    await world.stages.plan(early, local("2027-01-13T10:00"))
    world.at("2027-01-13T11:00")
    await world.stages.weigh(early)
    assert (await world.event(early, "CasusOpWachtlijst"))["positie"] == 1
    year = await world.get(NOOR, "regie", "/v1/pilotjaren/2027")
    assert [one["zaakId"] for one in year["wachtlijst"]] == [early, *waiting]
    assert only(year["wachtlijst"][:1])["beslotenOp"] == "2027-01-13T10:00:00Z"
