# SPDX-License-Identifier: EUPL-1.2
"""The end of the term of a zaak, in all four services with their keys, and what outlives it: places and figures (S6b, S18,
D5, D11b, L8, L9).

Not for: backups and replays; the kit and the fault runs keep those.
"""

from typing import Any

import pytest
from pymongo import AsyncMongoClient
from tests.e2e.test_andere_wegen import NIET_PASSEND, later_years, stand
from tests.e2e.test_story_7 import persons, running_case
from tests.e2e.world import World, codes, local, only, soon

from zvhh_local.examples import PO, RN, VT

NOOR, BRAM, FATIMA, BEA, FRED = "noor.zv", "bram.zv", "fatima.zv", "bea.zv", "fred.zv"
VERA, PIET = "vera.vt", "piet.po"
DESTROYED = ("MeldingVernietigd", "TriageVernietigd", "TrajectVernietigd", "CasusVernietigd")
COLLECTIONS = {"intake": "meldingen", "triage": "triages", "meetings": "overlegtrajecten", "regie": "casussen"}
KEPT = "/v1/bewaartermijnen"


async def left_of(world: World, zaak: str) -> dict[str, Any]:
    """Of each service whether it still has a state of the zaak, and a key."""
    found = {}
    async with AsyncMongoClient[dict[str, Any]](world.stack.parts.mongodb_url) as client:
        for service, name in COLLECTIONS.items():
            database = client[world.stack.database(service)]
            document = await database[name].find_one({"_id": zaak}) or {}
            key = await database[f"{name}_sleutels"].find_one({"_id": zaak}) or {}
            found[service] = (document.get("state") is not None, key.get("key") is not None)
    return found


NOTHING = dict.fromkeys(COLLECTIONS, (False, False))


async def gone(world: World, zaak: str) -> None:
    """Every service says that it destroyed the zaak, and has nothing of it; nobody reads anything."""
    for fact in DESTROYED:
        await world.event(zaak, fact)
    await soon(lambda: left_of(world, zaak), NOTHING)
    for service, path in (("intake", "meldingen"), ("triage", "triages"), ("meetings", "overlegtrajecten")):
        await world.get(NOOR, service, f"/v1/{path}/{zaak}", status=404)
    await world.get(NOOR, "regie", f"/v1/casussen/{zaak}", status=404)


async def test_l8_renewed_held_released_and_destroyed_with_what_had_joined(world: World) -> None:
    """L8 D11b S6c L9: five years after first processing; later by consent of each supplier; not while it is on hold."""
    world.at("2025-02-03T09:00")
    case = running_case(
        oudeReferentie="ZVHH-2020-4",
        begonnenOp="2020-04-01",
        eersteVerwerkingOp="2020-04-01",
        casusregieVan="2020-04-01",
        betrokkenen=persons("Verjaard"),
    )
    zaak = str((await world.post(BRAM, "intake", "/v1/lopende-zaken", case))["zaakId"])
    await world.event(zaak, "LopendeCasusGeopend")
    joined = await world.stages.report(PIET, betrokkenen=persons("Verjaard"))
    await soon(lambda: _triage(world, zaak), "lopend")
    body = {"bij": zaak, "motivatie": "Dezelfde personen."}
    await world.post(NOOR, "triage", f"/v1/triages/{joined}/voeging", body)
    await soon(lambda: stand(world, PIET, joined), "behandeld")
    before = await left_of(world, zaak)
    assert [has for has, _ in before.values()] == [True] * 4
    assert before["intake"] == (True, True)
    await _renewed(world, zaak)
    await _held_and_released(world, zaak)
    await gone(world, zaak)
    await gone(world, joined)
    await world.post(NOOR, "intake", f"{KEPT}/{zaak}/aanhouding", {"naam": "A", "reden": "Te laat."}, status=404)


async def _triage(world: World, zaak: str) -> Any:
    reply = await world.outside.get(NOOR, "triage", f"/v1/triages/{zaak}")
    return reply.body["stand"] if reply.status == 200 else None


async def term(world: World, zaak: str) -> Any:
    """When the zaak goes and whether it is on hold, as the FG reads it among all terms."""
    rows: list[Any] = []
    for held in (False, True):
        page = await world.get(FRED, "intake", KEPT, binnen=60, aangehouden=held, aantal=200)
        rows += [one for one in page["items"] if one["zaakId"] == zaak]
    return only({(one["vernietigenOp"], one["aangehouden"]) for one in rows})


async def _renewed(world: World, zaak: str) -> None:
    assert await term(world, zaak) == ("2025-04-01", False)
    path = f"{KEPT}/{zaak}/verlenging"
    said = [{"oin": oin, "op": "2025-02-03"} for oin in (VT, PO, RN)]
    body: dict[str, Any] = {"tot": "2025-05-01", "toestemmingen": said[:1], "reden": "Er loopt een rechtszaak."}
    assert codes(await world.post(NOOR, "intake", path, body, status=400)) == ["toestemming-ontbreekt"] * 2
    too_long = body | {"tot": "2027-04-02", "toestemmingen": said}
    assert codes(await world.post(NOOR, "intake", path, too_long, status=400)) == ["tot-te-laat"]
    await world.post(VERA, "intake", path, body | {"toestemmingen": said}, status=403)
    await world.post(NOOR, "intake", path, body | {"toestemmingen": said})
    assert await term(world, zaak) == ("2025-05-01", False)

    async def shown() -> Any:
        return (await world.get(NOOR, "regie", f"/v1/casussen/{zaak}"))["vernietigenOp"]

    await soon(shown, "2025-05-01")
    world.at("2025-04-01T00:00")
    await world.settle()
    assert world.events_of(zaak, "MeldingVernietigd") == []


async def _held_and_released(world: World, zaak: str) -> None:
    held = {"naam": "Mr. Made Up", "reden": "Bewijs in een zaak."}
    await world.post(NOOR, "intake", f"{KEPT}/{zaak}/aanhouding", held)
    assert (await world.event(zaak, "BewaartermijnGewijzigd", 2))["vernietigenOp"] is None
    assert await term(world, zaak) == (None, True)
    world.at("2025-05-02T09:00")
    await world.settle()
    assert world.events_of(zaak, *DESTROYED) == []
    await world.get(VERA, "meetings", f"/v1/overlegtrajecten/{zaak}")
    await world.post(NOOR, "intake", f"{KEPT}/{zaak}/vrijgave", {"redenVrijgave": "De zaak is voorbij."})


@pytest.fixture(scope="module")
def one_place(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    """2029 is a pilot year with one place."""
    later_years(world, tmp_path_factory.mktemp("jaren"))


@pytest.mark.usefixtures("one_place")
async def test_s6b_an_undone_opening_is_offered_and_confirmed_and_figures_outlive_destruction(world: World) -> None:
    """S6b S18 D5 L8 L9: undone, offered, confirmed; left by D5; a month later three are destroyed, no figure changed."""
    world.at("2029-01-08T09:00")
    zaken = []
    for minute in range(4):
        world.at(f"2029-01-08T09:{minute:02}")
        zaken.append(await world.stages.report())
    opened, second, third, rejected = zaken
    await world.stages.reject(rejected)
    for zaak in (opened, second, third):
        await world.stages.pass_on(zaak)
        await world.stages.plan(zaak, local("2029-01-15T10:00"))
    world.at("2029-01-15T11:00")
    for zaak, answer in ((opened, "CasusGeopend"), (second, "CasusOpWachtlijst"), (third, "CasusOpWachtlijst")):
        await world.stages.weigh(zaak)
        await world.event(zaak, answer)
    await _undone(world, opened, second)
    await _confirmed(world, second, third)
    await _other_ways(world, opened, third)
    await _figures_stay(world, [opened, third, rejected], second)


async def the_line(world: World) -> Any:
    """Who waits in 2029, and whether a place is offered to them."""
    line = (await world.get(NOOR, "regie", "/v1/pilotjaren/2029"))["wachtlijst"]
    return [(one["zaakId"], one["aangebodenOp"] is not None) for one in line]


async def _undone(world: World, opened: str, second: str) -> None:
    path = f"/v1/casussen/{opened}/ongedane-opening"
    confirm = {"zaakId": second}
    full = await world.post(BRAM, "regie", "/v1/pilotjaren/2029/bevestigingen", confirm, status=409)
    assert full["code"] == "geen-vrije-plaats"
    await world.post(BEA, "regie", path, {"reden": "Mag zij niet."}, status=403)
    await world.post(NOOR, "regie", path, {"reden": "Verkeerde zaak geopend."})
    undone = await world.event(opened, "OpeningOngedaan")
    assert (undone["pilotjaar"], undone["plaats"], undone["door"]) == (2029, 1, NOOR)
    await world.stages.in_meetings(opened, "te-plannen")
    await soon(lambda: stand(world, VERA, opened), "weegoverleg-wordt-gepland")


async def _confirmed(world: World, second: str, third: str) -> None:
    """L9: a machine offers, a person confirms, and only the first in line."""
    await soon(lambda: the_line(world), [(second, True), (third, False)])
    await world.settle()
    assert world.events_of(second, "CasusGeopend") == []

    async def tasks() -> Any:
        rows = (await world.get(NOOR, "regie", "/v1/taken", aantal=200))["items"]
        return {row["zaakId"] for row in rows for one in row["taken"] if one["code"] == "plaats-bevestigen"}

    await soon(tasks, {second})
    path = "/v1/pilotjaren/2029/bevestigingen"
    skipped = await world.post(BRAM, "regie", path, {"zaakId": third}, status=409)
    assert skipped["code"] == "niet-eerste"
    assert (await world.post(BRAM, "regie", path, {"zaakId": second}))["plaats"] == 1
    assert (await world.event(second, "CasusGeopend"))["plaats"] == 1
    year = await world.get(NOOR, "regie", "/v1/pilotjaren/2029")
    assert only(year["plaatsen"])["bevestigdDoor"] == "Bram Proefstra"
    assert (year["vergeven"], year["vrij"], year["wachtend"]) == (1, 0, 1)


async def _other_ways(world: World, opened: str, third: str) -> None:
    """S6b D5: who waits leaves by a way on; what was undone gets a second weegoverleg, which says niet passend."""
    leave = {"route": "lokaal", "reden": "Het wijkteam pakt het op."}
    await world.post(NOOR, "regie", f"/v1/casussen/{third}/wachtlijst/vertrek", leave)
    assert (await world.event(third, "CasusVanWachtlijst"))["route"] == "lokaal"
    await soon(lambda: stand(world, VERA, third), "behandeld")
    nummer = await world.stages.plan(opened, local("2029-01-16T10:00"))
    world.at("2029-01-16T11:00")
    nothing: dict[str, Any] = {"doorzetten": None, "deelnemers": [], "casusregie": None, "afspraken": [], "wensen": []}
    await world.stages.weigh(opened, nummer, **(nothing | NIET_PASSEND))
    await soon(lambda: stand(world, VERA, opened), "niet-passend")
    assert await the_line(world) == []


async def figures(world: World) -> Any:
    """Every table of 2029 as a procesregisseur reads it."""
    return (await world.get(NOOR, "regie", "/v1/evaluatie/2029"))["tabellen"]


async def _figures_stay(world: World, over: list[str], living: str) -> None:
    """S18 L8: what is counted stays counted; frozen figures too; small numbers go to nobody outside."""
    before = await figures(world)
    inflow = only(one for one in before if one["code"] == "instroom")
    counted = {row["titel"]: row["cellen"][0]["waarde"] for row in inflow["rijen"]}
    assert (counted["Meldingen"], counted["Van de wachtlijst af, langs een andere weg"]) == (4, 1)
    body = {"naam": "Na een week", "reden": "Voor het overleg."}
    frozen = (await world.post(NOOR, "regie", "/v1/evaluatie/2029/vastgezet", body))["nummer"]
    world.at("2029-02-15T00:00")
    for zaak in over:
        await gone(world, zaak)
    await soon(lambda: figures(world), before)
    vast = await world.get(NOOR, "regie", f"/v1/evaluatie/2029/vastgezet/{frozen}")
    assert vast["tabellen"] == before
    outside = await world.get(BEA, "regie", "/v1/evaluatie/2029")
    small = {
        row["titel"]
        for table in outside["tabellen"]
        for row in table["rijen"]
        for cell in row["cellen"]
        if cell["waarde"] in (1, 2, 3, 4) and cell["eenheid"] == "aantal"
    }
    assert small == {"Plekken in dit pilotjaar", "Geopende casussen: plekken vergeven"}  # what everybody may know (D6)
    assert (await world.get(NOOR, "regie", f"/v1/casussen/{living}"))["stand"] == "loopt"
