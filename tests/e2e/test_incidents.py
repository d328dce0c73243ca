# SPDX-License-Identifier: EUPL-1.2
"""Incidents and the six months: registered, corrected, never deleted; the clock follows, and decides with those present
whether a decision to afschalen still holds (D4, S14, L6, L9)."""

from typing import Any

from tests.e2e.world import World, codes, local, only, soon, text_of

from zvhh_local.examples import PO, VT, casusverslag

NOOR, FATIMA, VERA, PIET, GIJS = "noor.zv", "fatima.zv", "vera.vt", "piet.po", "gijs.gz"


def incident(moment: str, **changes: Any) -> dict[str, Any]:
    """An incident at a local moment."""
    return {
        "soort": "stalking",
        "moment": local(moment).isoformat(),
        "gehoordVan": "Wijkagent",
        "omschrijving": "Boris stond voor de woning.",
        "ernstig": False,
    } | changes


async def opened(world: World) -> str:
    """A casus that opened on 12 March 2025."""
    world.at("2025-03-10T09:00")
    zaak = await world.stages.report()
    await world.stages.to_open(zaak, local("2025-03-12T10:00"))
    return zaak


async def clock(world: World, zaak: str) -> str:
    """Until when it runs, as regie shows it."""
    return str((await world.get(NOOR, "regie", f"/v1/casussen/{zaak}"))["klok"]["tot"])


async def test_the_clock_follows_the_moment_and_every_version_stays(world: World) -> None:
    """D4 S14: by the incident's moment, clamped to the end of the month; corrected with a reason, "was geen incident" too."""
    zaak = await opened(world)
    path = f"/v1/casussen/{zaak}/incidenten"
    assert await clock(world, zaak) == "2025-09-11T22:00:00Z"
    world.at("2025-09-01T09:00")
    assert codes(await world.post(PIET, "regie", path, incident("2025-09-02T09:00"), status=400)) == [
        "moment-in-toekomst"
    ]
    await world.post(PIET, "regie", path, incident("2025-08-31T23:30"))
    assert await clock(world, zaak) == "2026-02-27T23:00:00Z"  # 31 August and six months: 28 February
    assert (await world.event(zaak, "IncidentGeregistreerd"))["afschalenMogelijkOp"] == "2026-02-27T23:00:00Z"
    await world.post(
        VERA, "regie", path, incident("2025-03-01T12:00")
    )  # before the opening: the later of the two counts
    assert await clock(world, zaak) == "2026-02-27T23:00:00Z"
    correction = incident("2025-06-30T20:00", isIncident=True, reden="Verkeerde maand.")
    assert (await world.post(PIET, "regie", f"{path}/1/correcties", correction))["versie"] == 2
    assert await clock(world, zaak) == "2025-12-29T23:00:00Z"
    no_reason = {name: value for name, value in correction.items() if name != "reden"}
    assert codes(await world.post(PIET, "regie", f"{path}/1/correcties", no_reason, status=400)) == ["ontbreekt"]
    none = correction | {"isIncident": False, "reden": "Het was de buurman."}
    await world.post(PIET, "regie", f"{path}/1/correcties", none)
    assert await clock(world, zaak) == "2025-09-11T22:00:00Z"
    shown = await world.get(NOOR, "regie", f"/v1/casussen/{zaak}")
    first = only(one for one in shown["incidenten"] if one["nummer"] == 1)
    assert [one["isIncident"] for one in first["versies"]] == [True, True, False]
    assert first["versies"][1]["reden"] == "Verkeerde maand."
    await world.post(GIJS, "regie", path, incident("2025-08-01T09:00"), status=404)
    told = [one.data for one in world.events_of(zaak, "IncidentGeregistreerd", "IncidentHerzien")]
    assert "Wijkagent" not in str(told)
    assert "buurman" not in str(told)


async def test_a_serious_one_proposes_an_earlier_overleg(world: World) -> None:
    """D4 L9: a task and an item on the agenda; nothing is planned by itself."""
    zaak = await opened(world)
    world.at("2025-03-14T09:00")
    await world.post(PIET, "regie", f"/v1/casussen/{zaak}/incidenten", incident("2025-03-13T20:00", ernstig=True))

    async def has_task() -> bool:
        shown = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
        return "ernstig-incident" in [one["code"] for one in shown["taken"]]

    await soon(has_task, True)
    agenda = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen/2/agenda")
    assert "ernstig-incident" in [one["soort"] for one in agenda["punten"]]
    assert len(world.events_of(zaak, "CasusoverlegGepland")) == 2  # proposed, then no longer provisional


async def test_a_late_incident_takes_the_offer_back(world: World) -> None:
    """S14 L9: AfschalenVervallen, and afschalen is refused until the clock has run again; then it is said a second time."""
    zaak = await opened(world)
    path = f"/v1/overlegtrajecten/{zaak}"
    world.at("2025-09-12T00:00")
    await world.event(zaak, "AfschalenMogelijk")
    world.at("2025-09-12T09:00")
    await world.post(PIET, "regie", f"/v1/casussen/{zaak}/incidenten", incident("2025-09-11T22:00"))
    assert await world.event(zaak, "AfschalenVervallen") == {"opnieuwOp": "2026-03-10T23:00:00Z"}

    async def offered() -> Any:
        return (await world.get(NOOR, "meetings", path))["afschalen"]["mogelijkSinds"]

    await soon(offered, None)
    body = casusverslag(
        PO,
        VT,
        gehoudenOp="2025-09-12T08:30:00+02:00",
        wensen=[{"wens": "aware", "antwoord": "besproken"}],
        afschalen={"uitkomst": "niet", "reden": "Het loopt weer."},
    )
    refused = await world.post(FATIMA, "meetings", f"{path}/overleggen/2/casusverslag", body, status=409)
    assert codes(refused) == ["afschalen-niet-mogelijk"]
    assert "11-03-2026" in text_of(refused)
    world.at("2026-03-11T00:00")
    assert (await world.event(zaak, "AfschalenMogelijk", 2))["sinds"] == "2026-03-10T23:00:00Z"
    body |= {"gehoudenOp": "2026-03-11T09:00:00+01:00"}
    world.at("2026-03-11T10:00")
    await soon(offered, "2026-03-10T23:00:00Z")
    await world.post(FATIMA, "meetings", f"{path}/overleggen/2/casusverslag", body)
    assert (await world.event(zaak, "AfschalenNietBesloten"))["uitkomst"] == "niet"


async def test_regie_refuses_a_decision_that_was_overtaken(world: World) -> None:
    """S14 S14b: an incident registered after the decision and before regie closes: not closed, with the reason."""
    zaak = await opened(world)
    path = f"/v1/overlegtrajecten/{zaak}"
    world.at("2025-09-12T00:00")
    await world.event(zaak, "AfschalenMogelijk")
    world.at("2025-09-15T11:00")

    async def offered() -> Any:
        return (await world.get(NOOR, "meetings", path))["afschalen"]["mogelijkSinds"]

    await soon(offered, "2025-09-11T22:00:00Z")
    world.stack.restart("regie", ZVHH_ROLES="api")  # its consumer stands still, as behind a long queue
    decision = {
        "uitkomst": "afschalen",
        "reden": "Een half jaar rust.",
        "gaatVerder": [{"oin": VT, "afspraak": "Vera houdt contact."}],
        "signalen": "Nieuwe berichten.",
    }
    await world.stages.hold(zaak, 2, PO, VT, afschalen=decision, gehoudenOp="2025-09-15T10:00:00+02:00")
    await world.event(zaak, "AfschalenBesloten")
    world.at("2025-09-15T12:00")
    await world.post(PIET, "regie", f"/v1/casussen/{zaak}/incidenten", incident("2025-09-14T22:00"))
    world.stack.restart("regie")
    assert await world.event(zaak, "AfschalenGeweigerd") == {"nummer": 2, "reden": "incident-in-termijn"}

    async def task() -> Any:
        shown = await world.get(NOOR, "meetings", path)
        return shown["stand"], shown["zonderDatum"], "afschalen-geweigerd" in [one["code"] for one in shown["taken"]]

    await soon(task, ("loopt", True, True))
    assert world.events_of(zaak, "CasusAfgeschaald") == []
