# SPDX-License-Identifier: EUPL-1.2
"""The other ways that a zaak can go: joined and split, a person barred, a decision put right, another end (D3, D11, D11b,
D13, L6). In 2028, a pilot year of their own, so that they take no places of 2025.

Not for: what is destroyed, and the line (`test_destruction`).
"""

from pathlib import Path
from typing import Any

import pytest
from tests.e2e.test_story_3 import with_years
from tests.e2e.test_story_7 import persons
from tests.e2e.world import World, codes, local, only, soon

from zvhh_local.examples import OM, PO, RN, VT, interventie, weegverslag

NOOR, BRAM, FATIMA = "noor.zv", "bram.zv", "fatima.zv"
VERA, PIET, ROB = "vera.vt", "piet.po", "rob.rn"
REPORTED, WEIGHED = "2028-03-06T09:00", "2028-03-08T10:00"
DETAILS = (
    ("intake", "/v1/meldingen"),
    ("triage", "/v1/triages"),
    ("meetings", "/v1/overlegtrajecten"),
    ("regie", "/v1/casussen"),
)


def later_years(world: World, folder: Path) -> None:
    """2028 is a pilot year, and 2029 one with a single place, for intake and regie."""
    file = folder / "2028-2029.yaml"
    if not world.stack.environment["ZVHH_CONFIGURATION"].endswith(file.name):
        with_years(file, {2028: 40, 2029: 1})
        for service in ("intake", "regie"):
            world.configure(service, file)


@pytest.fixture(scope="module", autouse=True)
def year(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The pilot year of these tests."""
    later_years(world, tmp_path_factory.mktemp("jaren"))


async def reported(world: World, who: str = VERA, **changes: Any) -> str:
    """A melding of that Monday."""
    world.at(REPORTED)
    return await world.stages.report(who, **changes)


async def opened(world: World, who: str = VERA, **changes: Any) -> str:
    """A zaak that was weighed and opened that Wednesday."""
    zaak = await reported(world, who, **changes)
    await world.stages.to_open(zaak, local(WEIGHED))
    return zaak


async def seen_in(world: World, who: str, zaak: str) -> list[str]:
    """In which services a person reads the detail of the zaak; a list never shows what a detail refuses."""
    found = []
    for service, path in DETAILS:
        detail = (await world.outside.get(who, service, f"{path}/{zaak}")).status == 200
        rows = await world.outside.get(who, service, path, aantal=200)
        if rows.status == 200 and not detail:
            assert zaak not in [one["zaakId"] for one in rows.body["items"]], service
        found += [service] if detail else []
    return found


async def test_d11b_the_same_persons_are_found_joined_and_split_again(world: World) -> None:
    """D11 D11b S6: found by the procesregisseur only; joined: no second place, an item on the agenda; split for 30 days."""
    first = await opened(world, betrokkenen=persons("Dubbel"))
    world.at("2028-03-10T09:00")
    one, other = persons("Dubbel")
    swapped = [one | {"rol": "pleger"}, other | {"rol": "slachtoffer"}]
    second = await world.stages.report(PIET, betrokkenen=swapped)
    await _found(world, first, second)
    kenmerk = (await world.event(first, "MeldingIngediend"))["kenmerk"]
    join = {"bij": kenmerk, "motivatie": "Dezelfde twee personen.", "rollenOmgekeerd": True}
    path = f"/v1/triages/{second}"
    itself = {"bij": second, "motivatie": "Zichzelf."}
    assert codes(await world.post(NOOR, "triage", f"{path}/voeging", itself, status=409)) == ["bij-zichzelf"]
    await world.post(NOOR, "triage", f"{path}/voeging", join)
    assert (await world.event(second, "TriageGevoegd"))["bij"] == first
    assert (await world.event(first, "MeldingToegevoegd"))["zaakId"] == second
    await _told_as_handled(world, second, first, kenmerk)
    await _on_the_next_agenda(world, first)
    world.at("2028-04-09T23:59")  # the thirtieth day
    await world.post(NOOR, "triage", f"{path}/splitsing", {"motivatie": "Toch een ander paar."})
    assert (await world.event(first, "MeldingAfgesplitst"))["zaakId"] == second
    assert (await world.get(NOOR, "triage", path))["stand"] == "open"
    await soon(lambda: stand(world, PIET, second), "gemeld")
    await world.post(NOOR, "triage", f"{path}/voeging", join)
    world.at("2028-05-10T00:00")
    late = await world.post(NOOR, "triage", f"{path}/splitsing", {"motivatie": "Te laat."}, status=409)
    assert late["code"] == "splitsen-voorbij"
    assert world.events_of(second, "PlaatsGevraagd", "CasusGeopend", "TriageAfgewezen") == []


async def stand(world: World, who: str, zaak: str) -> Any:
    """Where the zaak stands, as its reporter reads it."""
    return (await world.get(who, "intake", f"/v1/meldingen/{zaak}"))["stand"]


async def _found(world: World, first: str, second: str) -> None:
    """D11: looked up when a procesregisseur asks; roles are ignored, and told; never to a reporter, by text or count."""
    path = f"/v1/meldingen/{second}"
    same = await world.get(NOOR, "intake", f"{path}/overeenkomsten")
    found = only(same["zaken"])
    assert (found["zaakId"], found["rollenOmgekeerd"], same["afgesloten"]) == (first, True, False)
    await world.get(PIET, "intake", f"{path}/overeenkomsten", status=403)
    assert first not in str(await world.get(PIET, "intake", path))


async def _told_as_handled(world: World, second: str, first: str, kenmerk: str) -> None:
    await soon(lambda: stand(world, PIET, second), "behandeld")
    shown = await world.get(PIET, "intake", f"/v1/meldingen/{second}")
    assert shown["toelichting"] == "Uw melding is behandeld. De procesregisseur belt u."
    told = await world.get(PIET, "triage", f"/v1/triages/{second}/terugkoppeling")
    assert told["uitkomst"] == "behandeld"
    for text in (first, kenmerk):
        assert text not in str(shown)
        assert text not in str(told)


async def _on_the_next_agenda(world: World, first: str) -> None:
    """D11b: an item and a badge; the plan then needs something for each of the two in each role."""
    path = f"/v1/overlegtrajecten/{first}"

    async def points() -> Any:
        agenda = await world.get(NOOR, "meetings", f"{path}/overleggen/2/agenda")
        kinds = [one["soort"] for one in agenda["punten"]]
        return {one for one in kinds if one in ("melding-gevoegd", "rollen-omgekeerd")}

    await soon(points, {"melding-gevoegd", "rollen-omgekeerd"})
    world.at("2028-03-22T11:00")
    both = [
        interventie("rn-traject", "pleger", RN, "2028-04-01"),
        interventie("aware", "slachtoffer", PO, "2028-04-01"),
    ]
    plan = {"doelen": "Rust.", "interventies": both}
    minutes = await world.stages.minutes(first, 2, plan=plan)
    refused = await world.post(FATIMA, "meetings", f"{path}/overleggen/2/casusverslag", minutes, status=400)
    assert set(codes(refused)) == {"geen-interventie-pleger", "geen-interventie-slachtoffer", "persoon-ontbreekt"}
    each = [one | {"voorPersoon": person} for one in both for person in (1, 2)]
    await world.stages.hold(first, 2, plan=plan | {"interventies": each})
    assert (await world.get(NOOR, "meetings", path))["feiten"]["gevoegd"] == 1


async def test_l6_a_barred_person_reads_nothing_whoever_they_work_for(world: World) -> None:
    """L6: a participant, the reporter and a procesregisseur alike, in every service; the others go on; it can be lifted."""
    zaak = await opened(world, PIET)
    assert await seen_in(world, PIET, zaak) == ["intake", "meetings", "regie"]
    path = f"/v1/meldingen/{zaak}/weringen"
    unknown = {"persoon": "niemand.po", "reden": "Bestaat niet."}
    assert codes(await world.post(NOOR, "intake", path, unknown, status=400)) == ["persoon-onbekend"]
    await world.post(VERA, "intake", path, {"persoon": PIET, "reden": "Mag zij niet."}, status=403)
    for who in (PIET, BRAM):
        await world.post(NOOR, "intake", path, {"persoon": who, "reden": "Familie van Boris."})
        await soon(lambda who=who: seen_in(world, who, zaak), [])  # type: ignore[misc]
    again = await world.post(NOOR, "intake", path, {"persoon": PIET, "reden": "Nog eens."}, status=409)
    assert again["code"] == "al-geweerd"
    assert await seen_in(world, ROB, zaak) == ["intake", "meetings", "regie"]
    assert await seen_in(world, NOOR, zaak) == ["intake", "triage", "meetings", "regie"]
    for service in ("intake", "meetings", "regie"):
        tasks = (await world.get(PIET, service, "/v1/taken", aantal=200))["items"]
        assert zaak not in [one["zaakId"] for one in tasks]
    incident = {"soort": "stalking", "moment": "2028-03-08T09:00:00+01:00", "gehoordVan": "Buur", "ernstig": False}
    body = incident | {"omschrijving": "Boris belde aan."}
    await world.post(PIET, "regie", f"/v1/casussen/{zaak}/incidenten", body, status=404)
    assert "Familie" not in str([one.data for one in world.events_of(zaak, "ProfessionalGeweerd")])
    await world.post(NOOR, "intake", f"{path}/opheffing", {"persoon": PIET, "redenOpheffing": "Een naamgenoot."})
    await soon(lambda: seen_in(world, PIET, zaak), ["intake", "meetings", "regie"])
    assert await seen_in(world, BRAM, zaak) == []


async def test_d13_another_end_closes_and_shields_like_afschalen(world: World) -> None:
    """D13 D11b L4 L6 S14b: overdracht, decided by those present without the six months; apart from afschalen; no place comes free."""
    zaak = await opened(world)
    before = await given(world)
    second = await _joined(world, zaak)
    world.at("2028-03-22T11:00")
    end: dict[str, Any] = {"grond": "overdracht", "reden": "Verhuisd.", "signalen": "Nieuw contact."}
    end |= {"gaatVerder": [{"oin": VT, "afspraak": "Vera draagt over."}]}
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/2/casusverslag"
    alone = await world.stages.minutes(zaak, 2, PO, beeindigen=end)
    assert "geen-quorum" in codes(await world.post(FATIMA, "meetings", path, alone, status=409))
    nobody = await world.stages.minutes(zaak, 2, PO, VT, beeindigen=end | {"gaatVerder": []})
    assert codes(await world.post(FATIMA, "meetings", path, nobody, status=400)) == ["gaat-verder-ontbreekt"]
    await world.stages.hold(zaak, 2, PO, VT, beeindigen=end)
    assert (await world.event(zaak, "CasusBeeindigd"))["grond"] == "overdracht"
    for who in (NOOR, VERA, PIET, ROB):
        await soon(lambda who=who: seen_in(world, who, zaak), [])  # type: ignore[misc]
    await _shielded_with_it(world, zaak, second)
    overdracht = f"/v1/overlegtrajecten/{zaak}/overdracht"
    assert (await world.get(PIET, "meetings", overdracht))["einde"] == "overdracht"
    await world.get(ROB, "meetings", overdracht, status=404)
    assert world.events_of(zaak, "AfschalenBesloten", "CasusAfgeschaald") == []
    assert await given(world) == before


async def _joined(world: World, zaak: str) -> str:
    """D11b: Piet's melding is about the same persons; he reads that it is dealt with."""
    second = await world.stages.report(PIET)
    await world.post(NOOR, "triage", f"/v1/triages/{second}/voeging", {"bij": zaak, "motivatie": "Hetzelfde paar."})
    await soon(lambda: stand(world, PIET, second), "behandeld")
    return second


async def _shielded_with_it(world: World, zaak: str, second: str) -> None:
    """D11b L8: closed to its reporter and to a procesregisseur; what can't be read can't be split off."""

    async def to_noor() -> list[str]:
        return [service for service in await seen_in(world, NOOR, second) if service != "regie"]

    assert (await world.event(second, "MeldingAfgeschermd"))["hoofdzaakId"] == zaak
    await soon(lambda: seen_in(world, PIET, second), [])
    await soon(to_noor, [])
    path = f"/v1/triages/{second}"
    await world.get(PIET, "triage", f"{path}/terugkoppeling", status=404)
    await world.post(NOOR, "triage", f"{path}/splitsing", {"motivatie": "Toch niet."}, status=404)


async def given(world: World) -> int:
    """How many places of 2028 were given."""
    return int((await world.get(NOOR, "regie", "/v1/pilotjaren/2028"))["vergeven"])


def _besluit(**changes: Any) -> dict[str, Any]:
    """A decision as it is put right: passend and on."""
    not_asked = ("aanwezigen", "notities", "wensen")
    whole = {name: value for name, value in weegverslag().items() if name not in not_asked}
    agreements = [one | {"uiterlijk": None} for one in whole["afspraken"]]
    regie = whole["casusregie"] | {"aanvaardOp": "2028-03-08"}
    return whole | {"afspraken": agreements, "casusregie": regie, "deelnemers": [VT, PO, OM, RN]} | changes


NIET_PASSEND = {
    "passend": False,
    "motivatie": "Geen stalking.",
    "route": "regulier",
    "wieBewaaktVeiligheid": VT,
    "wieVertelt": VT,
}


async def test_d3_a_decision_recorded_wrongly_is_put_right(world: World) -> None:
    """D3 S6 S11 L6: niet passend becomes passend and opens; passend becomes niet passend and gives its place back."""
    zaak = await reported(world)
    await world.stages.pass_on(zaak)
    nummer = await world.stages.plan(zaak, local(WEIGHED))
    world.at("2028-03-08T11:00")
    nothing: dict[str, Any] = {"doorzetten": None, "deelnemers": [], "casusregie": None, "afspraken": [], "wensen": []}
    await world.stages.weigh(zaak, nummer, **(nothing | NIET_PASSEND))
    await soon(lambda: seen_in(world, ROB, zaak), [])
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/herziening"
    refused = await world.post(NOOR, "meetings", path, _besluit(), status=400)
    assert codes(refused) == ["reden-ontbreekt"]
    same = await world.post(NOOR, "meetings", path, NIET_PASSEND | {"reden": "Geen."}, status=409)
    assert codes(same) == ["zelfde-besluit"]
    answer = await world.post(NOOR, "meetings", path, _besluit(reden="Verkeerd aangevinkt."))
    assert answer["versie"] == 2
    assert (await world.event(zaak, "WeegoverlegHerzien"))["passend"] is True
    await world.event(zaak, "CasusGeopend")
    await soon(lambda: seen_in(world, ROB, zaak), ["intake", "meetings", "regie"])
    await _and_back(world, zaak, path)


async def _and_back(world: World, zaak: str, path: str) -> None:
    before = await given(world)
    await world.stages.in_meetings(zaak, "loopt")
    await world.post(NOOR, "meetings", path, NIET_PASSEND | {"reden": "Het was toch niet goed."})
    assert (await world.event(zaak, "WeegoverlegHerzien", 2))["versie"] == 3
    await world.event(zaak, "OpeningOngedaan")
    await soon(lambda: seen_in(world, ROB, zaak), [])
    await soon(lambda: stand(world, VERA, zaak), "niet-passend")
    await soon(lambda: given(world), before - 1)
    shown = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
    kept = [one["versie"] for overleg in shown["overleggen"] for one in overleg["herzieningen"]]
    assert kept == [2, 3]
    world.at("2028-04-08T00:00")  # destroyed after thirty days; nothing is left to put right
    await world.event(zaak, "TrajectVernietigd")
    await world.post(NOOR, "meetings", path, _besluit(reden="Te laat."), status=404)
