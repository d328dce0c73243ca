# SPDX-License-Identifier: EUPL-1.2
"""Story 7, after the pilot: what anybody still sees of a closed zaak (step 4). Steps 1 to 3 belong to a later issue."""

from typing import Any

from tests.e2e.world import World, local, soon, text_of

from zvhh_local.examples import PO, VT, casusverslag

NOOR, FATIMA, VERA, PIET, ROB, OLGA = "noor.zv", "fatima.zv", "vera.vt", "piet.po", "rob.rn", "olga.om"
PLACES = (
    ("intake", "/v1/meldingen"),
    ("triage", "/v1/triages"),
    ("meetings", "/v1/overlegtrajecten"),
    ("regie", "/v1/casussen"),
)
LISTS = {
    "intake": {"stand": ["gemeld", "loopt", "afgeschaald"]},
    "triage": {"stand": ["open", "gewogen"]},
    "meetings": {"stand": ["loopt", "afgeschaald"]},
    "regie": {"stand": ["loopt", "afgeschaald"]},
}


async def listed(world: World, who: str, service: str, path: str, zaak: str) -> bool:
    """Whether a list, asked for running and closed ones, shows the zaak."""
    reply = await world.outside.get(who, service, path, aantal=200, **LISTS[service])
    return reply.status == 200 and zaak in [one["zaakId"] for one in reply.body["items"]]


async def test_7_4_a_closed_zaak_is_gone_for_all(world: World) -> None:
    """L6 L8 S14 S14b S15 D5: detail, list and places show nothing; an incident is told to be reported anew."""
    world.at("2025-03-03T09:00")
    zaak = await world.stages.report()
    await world.stages.to_open(zaak, local("2025-03-12T10:00"))
    kenmerk = (await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}"))["kenmerk"]
    for service, path in PLACES:
        await soon(lambda s=service, p=path: listed(world, NOOR, s, p, zaak), True)  # type: ignore[misc]
    assert kenmerk in str(await world.get(NOOR, "regie", "/v1/pilotjaren/2025"))
    world.at("2025-09-12T00:00")
    await world.event(zaak, "AfschalenMogelijk")
    world.at("2025-09-15T11:00")
    await _close(world, zaak)
    closed = await world.event(zaak, "CasusAfgeschaald")
    assert closed["afgeschaaldOp"] == "2025-09-15T09:00:00Z"
    for who in (NOOR, FATIMA, VERA, PIET, ROB, OLGA):
        for service, path in PLACES:
            await _gone(world, who, service, path, zaak)
    assert kenmerk not in str(await world.get(NOOR, "regie", "/v1/pilotjaren/2025"))
    await _no_incident(world, zaak)


async def _close(world: World, zaak: str) -> None:
    decision = {
        "uitkomst": "afschalen",
        "reden": "Een half jaar rust.",
        "gaatVerder": [{"oin": VT, "afspraak": "Vera houdt contact met Anna."}],
        "signalen": "Nieuwe berichten of bezoek.",
    }
    await world.stages.in_meetings(zaak, "loopt")

    async def on_agenda() -> Any:
        agenda = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen/2/agenda")
        return (
            agenda["kenmerk"] is not None
            and (await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}"))["afschalen"]["mogelijkSinds"]
        )

    await soon(on_agenda, "2025-09-11T22:00:00Z")
    held = {"gehoudenOp": "2025-09-15T10:00:00+02:00"}
    for missing, place in (("gaatVerder", "/afschalen/gaatVerder"), ("signalen", "/afschalen/signalen")):
        part = {name: value for name, value in decision.items() if name != missing}
        body = casusverslag(VT, PO, afschalen=part) | held | {"wensen": [{"wens": "aware", "antwoord": "besproken"}]}
        path = f"/v1/overlegtrajecten/{zaak}/overleggen/2/casusverslag"
        refused = await world.post(FATIMA, "meetings", path, body, status=400)
        assert [fault["plaats"] for fault in refused["fouten"]] == [place]
    await world.stages.hold(zaak, 2, afschalen=decision, **held)


async def _gone(world: World, who: str, service: str, path: str, zaak: str) -> None:
    async def status() -> int:
        return (await world.outside.get(who, service, f"{path}/{zaak}")).status

    expected = 403 if service == "triage" and not who.endswith(".zv") else 404
    await soon(status, expected)
    assert not await listed(world, who, service, path, zaak)


async def _no_incident(world: World, zaak: str) -> None:
    """S15: those who took part are told to report again; a stranger learns nothing."""
    body = {
        "soort": "stalking",
        "moment": "2025-09-14T20:00:00+02:00",
        "gehoordVan": "Wijkagent",
        "omschrijving": "Boris belde aan.",
        "ernstig": False,
    }
    path = f"/v1/casussen/{zaak}/incidenten"
    refused = await world.post(PIET, "regie", path, body, status=409)
    assert "Meld opnieuw" in text_of(refused)
    await world.post("wim.wg", "regie", path, body, status=404)
