# SPDX-License-Identifier: EUPL-1.2
"""Story 7, before the pilot, and after it: a running case comes in, ends, and is reported anew; what anybody still sees
of a closed zaak (S6, S6c, S13, S14, S14b, S15, L6, L7, L8)."""

from typing import Any

import pytest
from tests.e2e.test_logs import access_log
from tests.e2e.world import World, codes, expect, local, only, soon, text_of

from zvhh_local.examples import PO, RN, VT, casusverslag, melding

NOOR, BRAM, FATIMA, BEA = "noor.zv", "bram.zv", "fatima.zv", "bea.zv"
VERA, PIET, ROB, OLGA = "vera.vt", "piet.po", "rob.rn", "olga.om"
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
AFSCHALEN = {
    "uitkomst": "afschalen",
    "reden": "Een half jaar rust.",
    "gaatVerder": [{"oin": VT, "afspraak": "Vera houdt contact met Anna."}],
    "signalen": "Nieuwe berichten of bezoek.",
}


def persons(last: str) -> list[dict[str, Any]]:
    """Two persons whom no other zaak has, told by name and birth date alone (D11)."""
    one = {"naam": f"Carla {last}", "geboortedatum": "1991-05-05"}
    other = {"naam": f"Dirk {last}", "geboortedatum": "1989-06-06"}
    known = {"geinformeerd": {"ja": True}}
    return [{"rol": "slachtoffer", "gegevens": one, **known}, {"rol": "pleger", "gegevens": other, **known}]


def running_case(**changes: Any) -> dict[str, Any]:
    """The running case of Story 7.1."""
    return {
        "oudeReferentie": "ZVHH-2024-17",
        "begonnenOp": "2024-11-14",
        "eersteVerwerkingOp": "2024-11-14",
        "relatie": "ex-partner",
        "gemeente": "zandvoorde",
        "betrokkenen": persons("Voorheen"),
        "deelnemers": [VT, PO, RN],
        "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera.vt"}},
        "casusregieVan": "2024-11-14",
        "laatsteIncidentOp": "2024-11-30T21:00:00+01:00",
        "laatsteCasusoverlegOp": "2025-01-20T10:00:00+01:00",
        "openAfspraken": 1,
    } | changes


async def listed(world: World, who: str, service: str, path: str, zaak: str) -> bool:
    """Whether a list, asked for running and closed ones, shows the zaak."""
    reply = await world.outside.get(who, service, path, aantal=200, **LISTS[service])
    return reply.status == 200 and zaak in [one["zaakId"] for one in reply.body["items"]]


async def given(world: World) -> int:
    """How many places of 2025 were given so far."""
    reply = await world.outside.get(BEA, "regie", "/v1/pilotjaren")
    return sum(one["vergeven"] for one in expect(reply, 200)["items"] if one["jaar"] == 2025)


async def reported_anew(world: World) -> int:
    """S18: how many meldingen of 2025 cite a closed zaak."""
    tables = (await world.get(NOOR, "regie", "/v1/evaluatie/2025"))["tabellen"]
    table = only(one for one in tables if one["code"] == "veiliger")
    row = only(one for one in table["rijen"] if one["titel"].startswith("Opnieuw gemeld"))
    return int(row["cellen"][0]["waarde"])


async def test_7_1_to_7_3_a_running_case_comes_in_ends_and_is_reported_anew(world: World) -> None:
    """S6c S13 S14 S15 S16 L8: from the import of 3 February to the late melding of 3 November 2025."""
    zaak = await _bring_in(world)
    await _to_the_end(world, zaak)
    old = (await world.event(zaak, "LopendeZaakIngebracht"))["kenmerk"]
    await _reported_anew(world, zaak, old)
    await _reported_too_late(world, old)


async def _bring_in(world: World) -> str:
    """7.1 S6c: without a place, once per old reference, with the moments of before."""
    world.at("2025-02-03T09:00")
    before = await given(world)
    wrong = running_case(begonnenOp="2025-01-02", deelnemers=[])
    refused = await world.post(BRAM, "intake", "/v1/lopende-zaken", wrong, status=400)
    assert {"niet-van-voor-de-pilot", "deelnemers-ontbreken"} <= set(codes(refused))
    await world.post(VERA, "intake", "/v1/lopende-zaken", running_case(), status=403)
    made = await world.post(BRAM, "intake", "/v1/lopende-zaken", running_case())
    assert made["vernietigenUiterlijkOp"] == "2029-11-14"
    again = running_case(oudeReferentie=" zvhh-2024-17 ", relatie="partner")
    assert (await world.post(NOOR, "intake", "/v1/lopende-zaken", again, status=409))["code"] == "al-ingebracht"
    zaak = str(made["zaakId"])
    opened = await world.event(zaak, "LopendeCasusGeopend")
    assert opened["afschalenMogelijkOp"] == "2025-05-29T22:00:00Z"
    planned = await world.event(zaak, "CasusoverlegGepland")
    assert (planned["nummer"], planned["begin"]) == (1, "2025-03-31T08:00:00Z")
    await world.stages.in_meetings(zaak, "loopt")
    await _as_shown(world, zaak)
    assert await given(world) == before
    assert world.events_of(zaak, "PlaatsGevraagd", "CasusGeopend") == []
    return zaak


async def _as_shown(world: World, zaak: str) -> None:
    casus = await world.get(VERA, "regie", f"/v1/casussen/{zaak}")
    assert (casus["stand"], casus["vanVoorDePilot"], casus["plaats"]) == ("loopt", True, None)
    assert casus["klok"]["tot"] == "2025-05-29T22:00:00Z"  # Friday 30 May, 00:00 local
    assert casus["casusregie"]["nu"]["regisseurs"][0]["persoon"] == "vera.vt"
    path = f"/v1/overlegtrajecten/{zaak}"
    traject = await world.get(NOOR, "meetings", path)
    assert traject["feiten"]["vanVoorDePilot"] is True
    assert [one["oin"] for one in traject["deelnemers"]] == [VT, PO, RN]
    assert traject["vernietigenUiterlijkOp"] == "2029-11-14"
    agreement = {"soort": "contact", "tekst": "Vera belt Carla.", "eigenaar": VT, "uiterlijk": "2025-02-10"}
    nummer = (await world.post(NOOR, "meetings", f"{path}/afspraken", agreement))["nummer"]
    agenda = await world.get(NOOR, "meetings", f"{path}/overleggen/1/agenda")
    assert nummer in [one["afspraak"] for one in agenda["punten"] if one["soort"] == "afspraak"]
    rows = (await world.get(NOOR, "triage", "/v1/triages", aantal=200))["items"]
    assert zaak not in [one["zaakId"] for one in rows]  # nothing to judge


async def _to_the_end(world: World, zaak: str) -> None:
    """7.1 7.2 S13 S14: held 31 March, then closed on 3 June; afschalen possible from 30 May, not a minute earlier."""
    world.at("2025-03-31T11:00")
    await world.stages.hold(zaak, 1)
    assert (await world.event(zaak, "CasusoverlegGehouden"))[
        "dagenSindsVorige"
    ] is None  # the last one was not held here
    body = {
        "begin": "2025-06-03T10:00:00+02:00",
        "duurMinuten": 60,
        "plaats": "Kamer 2",
        "genodigden": [VT, PO, RN],
        "reden": "Eerder, want het is rustig.",
    }
    nummer = (await world.post(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen", body))["nummer"]
    world.at("2025-05-29T23:59")
    await world.settle()
    assert world.events_of(zaak, "AfschalenMogelijk") == []
    world.at("2025-05-30T00:00")
    assert (await world.event(zaak, "AfschalenMogelijk"))["sinds"] == "2025-05-29T22:00:00Z"
    await world.stages.closable(zaak)
    world.at("2025-06-03T11:00")
    await world.stages.hold(zaak, nummer, PO, VT, afschalen=AFSCHALEN)
    await world.event(zaak, "CasusAfgeschaald")
    await _gone(world, NOOR, "regie", "/v1/casussen", zaak)


async def _reported_anew(world: World, closed: str, old: str) -> None:
    """7.2 S15 S18 D11 L8: a new zaak with a clock of its own; of the closed one only that it exists, and to Noor only."""
    world.at("2025-09-01T09:00")
    before = await reported_anew(world)
    zaak = await world.stages.report(betrokkenen=persons("Voorheen"), oudKenmerk=old)
    told = await world.event(zaak, "MeldingIngediend")
    assert (zaak == closed, told["kenmerk"] == old, told["oudKenmerk"]) == (False, False, old)
    shown = await world.get(NOOR, "triage", f"/v1/triages/{zaak}")
    assert shown["eerdereZaak"] == {"kenmerk": old, "bekend": True, "gesloten": True}
    same = await world.get(NOOR, "intake", f"/v1/meldingen/{zaak}/overeenkomsten")
    assert (same["afgesloten"], same["zaken"]) == (True, [])
    assert closed not in str(same)
    await world.get(VERA, "intake", f"/v1/meldingen/{zaak}/overeenkomsten", status=403)
    for service, path in PLACES:
        await _gone(world, NOOR, service, path, closed)
    await world.stages.to_open(zaak, local("2025-09-10T10:00"))
    assert (await world.event(zaak, "CasusGeopend"))["afschalenMogelijkOp"] == "2026-03-09T23:00:00Z"
    assert await reported_anew(world) == before + 1


async def _reported_too_late(world: World, old: str) -> None:
    """7.3 S7 S15: after the window there is the regular way, and the draft stays."""
    world.at("2025-11-03T09:00")
    content = melding(betrokkenen=persons("Voorheen"), oudKenmerk=old)
    draft = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": content})
    path = f"/v1/concepten/{draft['conceptId']}"
    refused = await world.post(VERA, "intake", f"{path}/indiening", status=409)
    assert refused["code"] == "pilot-gesloten"
    for words in ("zvhh.nl", "070-7570900", "Uw concept is bewaard"):
        assert words in text_of(refused)
    assert (await world.get(VERA, "intake", path))["inhoud"] == content


@pytest.fixture
async def closed(world: World) -> tuple[str, str]:
    """A zaak that was closed on 15 September 2025 with PO, VT and RN present, and its kenmerk; OM took part too."""
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
    assert (await world.event(zaak, "CasusAfgeschaald"))["afgeschaaldOp"] == "2025-09-15T09:00:00Z"
    return zaak, kenmerk


async def test_7_4_a_closed_zaak_is_gone_for_all(world: World, closed: tuple[str, str]) -> None:
    """L6 L8 S14 S14b S15 D5: detail, list and places show nothing; the overdracht stays; an incident is to be reported anew."""
    zaak, kenmerk = closed
    for who in (NOOR, FATIMA, VERA, PIET, ROB, OLGA):
        for service, path in PLACES:
            await _gone(world, who, service, path, zaak)
    assert kenmerk not in str(await world.get(NOOR, "regie", "/v1/pilotjaren/2025"))
    await _only_the_overdracht_stays(world, zaak, kenmerk)
    await _no_incident(world, zaak)


async def _close(world: World, zaak: str) -> None:
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
        part = {name: value for name, value in AFSCHALEN.items() if name != missing}
        body = casusverslag(VT, PO, afschalen=part) | held | {"wensen": [{"wens": "aware", "antwoord": "besproken"}]}
        path = f"/v1/overlegtrajecten/{zaak}/overleggen/2/casusverslag"
        refused = await world.post(FATIMA, "meetings", path, body, status=400)
        assert [fault["plaats"] for fault in refused["fouten"]] == [place]
    await world.stages.hold(zaak, 2, afschalen=AFSCHALEN, **held)


async def _gone(world: World, who: str, service: str, path: str, zaak: str) -> None:
    async def status() -> int:
        return (await world.outside.get(who, service, f"{path}/{zaak}")).status

    expected = 403 if service == "triage" and not who.endswith(".zv") else 404
    await soon(status, expected)
    assert not await listed(world, who, service, path, zaak)


async def _only_the_overdracht_stays(world: World, zaak: str, kenmerk: str) -> None:
    """7.4 S14b L6 L7: for those present, up to and including the thirtieth day, each read logged; nobody else, ever."""
    path = f"/v1/overlegtrajecten/{zaak}/overdracht"
    await soon(lambda: _status(world, PIET, path), 200)
    shown = await world.get(VERA, "meetings", path)
    assert (shown["kenmerk"], shown["einde"], shown["leesbaarTot"]) == (kenmerk, "afgeschaald", "2025-10-15")
    assert shown["signalen"] == AFSCHALEN["signalen"]
    assert only(shown["gaatVerder"])["afspraak"] == "Vera houdt contact met Anna."
    assert await _status(world, OLGA, path) == 404  # took part, was not there
    assert await _status(world, NOOR, path) == 403
    world.at("2025-10-15T23:59")
    assert await _status(world, ROB, path) == 200
    world.at("2025-10-16T00:00")
    assert await _status(world, ROB, path) == 404
    reads = await access_log(world, "meetings", action="lees_overdracht", object={"$regex": zaak})
    assert {(one["actor"], one["result"]) for one in reads if one["result"] == "ok"} == {
        (PIET, "ok"),
        (VERA, "ok"),
        (ROB, "ok"),
    }


async def _status(world: World, who: str, path: str) -> int:
    return (await world.outside.get(who, "meetings", path)).status


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
