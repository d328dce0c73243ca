# SPDX-License-Identifier: EUPL-1.2
"""The API of regie on a real database: who sees and does what (L6), what is shown, what is refused, what is stored."""

import pytest
from services.regie.tests.parts.service import Regie
from services.regie.tests.story import Maak

from zvhh_contracts.overleggen import CasusoverlegGepland
from zvhh_kit.testing import SUBJECT as ZAAK

pytestmark = pytest.mark.parts

ANDER = "0190aaaa-0000-8000-8000-000000000002"
INCIDENT = {
    "soort": "stalking",
    "moment": "2025-03-20T21:30:00+01:00",
    "gehoordVan": "de wijkagent",
    "omschrijving": "stond weer voor de deur",
    "ernstig": True,
    "gemeldBijPolitie": True,
}
CORRECTIE = INCIDENT | {"isIncident": True, "moment": "2025-03-18T20:00:00+01:00", "reden": "verkeerde dag"}
del CORRECTIE["gemeldBijPolitie"]


@pytest.fixture
async def open_casus(regie: Regie, maak: Maak) -> Regie:
    """A casus that got place 1, on 21 March 2025."""
    berichten = (maak.melding(), maak.weegoverleg(), maak.aangewezen(1, maak.een(maak.VT, "vera"), "2025-03-12"))
    await regie.hear(ZAAK, *berichten, maak.toegekend(), at=maak.op("2025-03-12 11:00"))
    await regie.hear("pilot-2025", maak.gevraagd(ZAAK, *[maak.op("2025-03-12")] * 2), at=maak.op("2025-03-12 11:00"))
    regie.at(maak.op("2025-03-21 09:00"))
    return regie


async def test_a_casus_is_shown_in_words(open_casus: Regie, maak: Maak) -> None:
    """S6, S14, S16, L8, D4: stand, place, clock, casusregie, incidents with versions, last day."""
    regie = open_casus
    assert await regie.post("piet", f"/v1/casussen/{ZAAK}/incidenten", INCIDENT) == {"nummer": 1, "versie": 1}
    casus = await regie.get("piet", f"/v1/casussen/{ZAAK}")
    assert (casus["kenmerk"], casus["stand"], casus["standTekst"]) == ("ZV-7K4M-9QXT", "loopt", "Loopt")
    assert casus["plaats"] == "1 van 30"
    assert casus["vernietigenUiterlijkOp"] == "2030-03-03"
    assert casus["klok"] == {
        "vanaf": "2025-03-20T20:30:00Z",
        "door": "incident",
        "tot": "2025-09-19T22:00:00Z",
        "mogelijk": False,
        "tekst": "Laatste incident: do 20 maart 2025. Zonder nieuw incident kan afschalen vanaf za 20 september 2025"
        " (nog 183 dagen).",
        "detenties": [],
    }
    nu = casus["casusregie"]["nu"]
    assert (nu["vormTekst"], nu["van"], nu["totEnMet"]) == ("Eén casusregisseur", "2025-03-12", None)
    assert nu["regisseurs"][0]["naam"] == "Vera Voorbeeld"
    (incident,) = casus["incidenten"]
    versie = incident["versies"][0]
    assert (versie["gehoordVan"], versie["omschrijving"]) == ("de wijkagent", "stond weer voor de deur")
    assert (versie["soortTekst"], versie["organisatie"]["naam"]) == ("Nieuwe daad van stalking", "Politie Duinrand")
    assert {organisatie["naam"] for organisatie in casus["deelnemers"]} >= {"Politie Duinrand", "Veilig Thuis Duinrand"}


async def test_a_casus_tells_what_happened_and_what_comes_next(open_casus: Regie, maak: Maak) -> None:
    """S13, S16, L6: the tijdlijn, the next overleg, the mean, and what the asker's organisation is to it."""
    regie = open_casus
    volgende = CasusoverlegGepland(nummer=4, begin=maak.op("2025-08-13 10:00"), duur_minuten=90)
    gehouden = maak.casusoverleg(3).model_copy(update={"dagen_sinds_vorige": 73})
    await regie.hear(ZAAK, maak.casusoverleg(), gehouden, volgende, at=maak.op("2025-06-04 12:00"))
    casus = await regie.get("piet", f"/v1/casussen/{ZAAK}")
    assert casus["tijdlijn"]["regels"][0] == {
        "soort": "casusoverleg-gepland",
        "groep": "overleg",
        "tekst": "Casusoverleg gepland",
        "dag": "2025-08-13",
        "moment": "2025-08-13T08:00:00Z",
        "organisatie": None,
        "nummer": 4,
    }
    assert casus["tijdlijn"]["regels"][-1]["organisatie"]["naam"] == "Veilig Thuis Duinrand"
    assert (casus["tijdlijn"]["ouder"], casus["aantalCasusoverleggen"], casus["gemiddeldeWeken"]) == (None, 2, 10.4)
    (regel,) = (await regie.get("piet", "/v1/casussen"))["items"]
    assert regel["volgendOverleg"] == casus["volgendOverleg"]
    assert (regel["volgendOverleg"]["nummer"], regel["volgendOverleg"]["voorlopig"]) == (4, False)
    assert (regel["uwRol"]["tekst"], casus["uwRol"]["tekst"]) == ("Doet mee", "Doet mee")
    assert (await regie.get("noor", f"/v1/casussen/{ZAAK}"))["uwRol"]["code"] == "procesregie"


async def test_a_gap_and_a_refusal_show_in_words(open_casus: Regie, maak: Maak) -> None:
    """S16: nobody leads since …; what was refused, and why."""
    regie, moment = open_casus, maak.op("2025-03-25 10:00")
    await regie.hear(ZAAK, maak.vertrek(maak.VT, "2025-03-24"), maak.gezocht(), at=moment)
    await regie.hear(ZAAK, maak.aangewezen(2, maak.een(maak.SH), "2025-03-25"), at=moment)
    casusregie = (await regie.get("noor", f"/v1/casussen/{ZAAK}"))["casusregie"]
    assert casusregie["nu"] is None
    assert casusregie["gaten"] == [{"van": "2025-03-24", "totEnMet": None}]
    assert casusregie["historie"][0]["totEnMet"] == "2025-03-23"
    assert casusregie["gezocht"]["door"]["naam"] == "Veilig Thuis Duinrand"
    redenen = [reden["tekst"] for reden in casusregie["geweigerd"][0]["redenen"]]
    assert redenen == ["Een derde kan geen casusregisseur zijn.", "Deze organisatie was geen deelnemer van de zaak."]


async def test_a_day_alone_is_stored_and_shown_without_a_time(open_casus: Regie) -> None:
    """D4, S14: as it was given; the clock runs from that day, and tomorrow is refused."""
    path = f"/v1/casussen/{ZAAK}/incidenten"
    await open_casus.post("piet", path, INCIDENT | {"moment": "2025-03-20"})
    casus = await open_casus.get("piet", f"/v1/casussen/{ZAAK}")
    (incident,) = casus["incidenten"]
    assert (incident["tijdOnbekend"], incident["wanneer"]) == (True, "op do 20 maart 2025, tijd onbekend")
    assert casus["klok"]["tot"] == "2025-09-19T22:00:00Z"
    answer = await open_casus.post("piet", path, INCIDENT | {"moment": "2025-03-22"}, status=400)
    assert [(fout["code"], fout["plaats"]) for fout in answer["fouten"]] == [("moment-in-toekomst", "/moment")]
    answer = await open_casus.post("piet", path, INCIDENT | {"moment": "20 maart"}, status=400)
    assert [(fout["code"], fout["plaats"]) for fout in answer["fouten"]] == [("geen-tijdstip", "/moment")]


async def test_a_correction_keeps_every_version(open_casus: Regie) -> None:
    """D4, S14: number and version; both versions are read back, the reason too, and the clock follows."""
    regie = open_casus
    await regie.post("piet", f"/v1/casussen/{ZAAK}/incidenten", INCIDENT)
    gedaan = await regie.post("noor", f"/v1/casussen/{ZAAK}/incidenten/1/correcties", CORRECTIE)
    assert gedaan == {"nummer": 1, "versie": 2}
    casus = await regie.get("noor", f"/v1/casussen/{ZAAK}")
    eerste, tweede = casus["incidenten"][0]["versies"]
    assert (eerste["moment"], eerste["reden"], eerste["gemeldBijPolitie"]) == ("2025-03-20T20:30:00Z", None, True)
    assert (tweede["moment"], tweede["reden"], tweede["gemeldBijPolitie"]) == (
        "2025-03-18T19:00:00Z",
        "verkeerde dag",
        True,
    )
    assert casus["klok"]["tot"] == "2025-09-17T22:00:00Z"
    await regie.post("noor", f"/v1/casussen/{ZAAK}/incidenten/2/correcties", CORRECTIE, 404)
    zonder = {naam: waarde for naam, waarde in CORRECTIE.items() if naam != "reden"}
    probleem = await regie.post("noor", f"/v1/casussen/{ZAAK}/incidenten/1/correcties", zonder, 400)
    assert [fout["plaats"] for fout in probleem["fouten"]] == ["/reden"]


async def test_a_repeat_is_answered_again_and_another_content_is_not(open_casus: Regie) -> None:
    """D1: the same key: the same answer, once; the same key with another text: 409."""
    regie, pad = open_casus, f"/v1/casussen/{ZAAK}/incidenten"
    for _ in range(2):
        assert await regie.post("piet", pad, INCIDENT, key="sleutel-a") == {"nummer": 1, "versie": 1}
    await regie.post("piet", pad, INCIDENT | {"omschrijving": "iets anders"}, 409, key="sleutel-a")
    assert len((await regie.stored(ZAAK))["state"]["incidenten"]) == 1


async def test_every_fault_at_once_and_nothing_stored(open_casus: Regie) -> None:
    """D4: shape first, then the domain; each with its place, the input never echoed."""
    regie, pad = open_casus, f"/v1/casussen/{ZAAK}/incidenten"
    fout = {"soort": "stalking", "moment": "gisteren", "gehoordVan": "", "ernstig": "ja", "geheim": "xyzzy"}
    probleem = await regie.post("piet", pad, fout, 400)
    plaatsen = {een["plaats"] for een in probleem["fouten"]}
    assert plaatsen == {"/moment", "/gehoordVan", "/omschrijving", "/ernstig", "/geheim"}
    assert "xyzzy" not in str(probleem)
    assert "gisteren" not in str(probleem)
    toekomst = INCIDENT | {"soort": "ruzie", "moment": "2025-03-21T09:00:01+01:00"}
    probleem = await regie.post("piet", pad, toekomst, 400)
    assert [(een["plaats"], een["tekst"]) for een in probleem["fouten"]] == [
        ("/soort", "Kies een soort incident uit de lijst."),
        ("/moment", "Deze datum en tijd liggen in de toekomst."),
    ]
    assert (await regie.stored(ZAAK))["state"]["incidenten"] == []


async def test_what_people_wrote_is_stored_sealed_and_every_act_is_logged(open_casus: Regie) -> None:
    """L6, L7: no clear text in the document; a line for the write and for the read, and the chain is whole."""
    regie = open_casus
    await regie.post("piet", f"/v1/casussen/{ZAAK}/incidenten", INCIDENT)
    assert "deur" not in str(await regie.stored(ZAAK))
    assert "wijkagent" not in str(await regie.stored(ZAAK))
    await regie.get("piet", f"/v1/casussen/{ZAAK}")
    await regie.get("noor", "/v1/casussen")
    for action in ("registreer_incident", "lees_casus", "lees_casussen"):
        assert len(await regie.logged(action=action, object=f"casus/{ZAAK}")) == 1
    assert not list(await regie.rooms.log.verify())


async def test_the_list_is_paged_and_filtered_by_sight(open_casus: Regie, maak: Maak) -> None:
    """L6: lists filter exactly as details do; oldest melding first."""
    regie, moment = open_casus, maak.op("2025-03-21 09:00")
    nieuw = maak.melding(kenmerk="ZV-2222-2222", ontvangen_op=maak.op("2025-03-04"), gemeente="onbekend")
    await regie.hear(ANDER, nieuw, maak.weegoverleg(deelnemers=(maak.GZ, maak.VT)), maak.wachtlijst(), at=moment)
    eerste = await regie.get("noor", "/v1/casussen?aantal=1")
    assert [regel["zaakId"] for regel in eerste["items"]] == [ZAAK]
    tweede = await regie.get("noor", f"/v1/casussen?aantal=1&na={eerste['volgende']}")
    assert [(regel["zaakId"], regel["stand"], regel["gemeente"]) for regel in tweede["items"]] == [
        (ANDER, "wachtlijst", "–")
    ]
    assert tweede["volgende"] is None
    assert [regel["zaakId"] for regel in (await regie.get("piet", "/v1/casussen"))["items"]] == [ZAAK]
    assert [regel["zaakId"] for regel in (await regie.get("gijs", "/v1/casussen"))["items"]] == [ANDER]
    assert [r["zaakId"] for r in (await regie.get("noor", "/v1/casussen?stand=wachtlijst"))["items"]] == [ANDER]
    await regie.get("noor", "/v1/casussen?stand=onzin", 400)


async def test_who_left_sees_nothing_at_once(open_casus: Regie, maak: Maak) -> None:
    """L4b: access ends with the event."""
    regie = open_casus
    await regie.get("piet", f"/v1/casussen/{ZAAK}")
    await regie.hear(ZAAK, maak.vertrek(maak.PO, "2025-03-21"), at=maak.op("2025-03-21 10:00"))
    await regie.get("piet", f"/v1/casussen/{ZAAK}", 404)
    await regie.post("piet", f"/v1/casussen/{ZAAK}/incidenten", INCIDENT, 404)


async def test_a_closed_casus_is_shielded_and_keeps_its_place(open_casus: Regie, maak: Maak) -> None:
    """L8, S15, S6b, Story 7.4: detail and list give nothing to anybody; an incident reads "meld opnieuw"; 1 of 30 used."""
    regie = open_casus
    for zaak in (ZAAK,):
        await regie.hear(zaak, maak.besluit("2025-10-22 10:30"), at=maak.op("2025-10-22 11:00"))
    for wie in ("noor", "piet"):
        await regie.get(wie, f"/v1/casussen/{ZAAK}", 404)
        for lijst in ("/v1/casussen", "/v1/casussen?stand=afgeschaald"):
            assert (await regie.get(wie, lijst))["items"] == []
        probleem = await regie.post(wie, f"/v1/casussen/{ZAAK}/incidenten", INCIDENT, 409)
        assert "Meld opnieuw" in str(probleem)
        await regie.post(wie, f"/v1/casussen/{ZAAK}/incidenten/1/correcties", CORRECTIE, 409)
    await regie.post("gijs", f"/v1/casussen/{ZAAK}/incidenten", INCIDENT, 404)
    jaar = await regie.get("noor", "/v1/pilotjaren/2025")
    assert (jaar["vergeven"], jaar["vrij"]) == (1, 29)
    assert [(plek["nummer"], plek["kenmerk"], plek["stand"]) for plek in jaar["plaatsen"]] == [(1, None, None)]


async def test_the_pilot_years(open_casus: Regie, maak: Maak) -> None:
    """S6: every year with its counts; one year with places and the line in order, by kenmerk."""
    regie, moment = open_casus, maak.op("2026-02-01 12:00")
    for nummer in range(2, 6):
        zaak = f"0190aaaa-0000-8000-8000-{nummer:012d}"
        melding = maak.melding(kenmerk=f"ZV-222{nummer}-2222", pilotjaar=2026, ontvangen_op=moment)
        await regie.hear(zaak, melding, at=moment)
        await regie.hear("pilot-2026", maak.gevraagd(zaak, maak.op(f"2026-01-{30 - nummer}"), moment), at=moment)
    for nummer in (6, 7):
        zaak = f"0190aaaa-0000-8000-8000-{nummer:012d}"
        await regie.hear(zaak, maak.melding(kenmerk=f"ZV-222{nummer}-2222", pilotjaar=2026), at=moment)
        await regie.hear("pilot-2026", maak.gevraagd(zaak, maak.op(f"2026-01-{30 - nummer}"), moment), at=moment)
    jaren = (await regie.get("bea", "/v1/pilotjaren"))["items"]
    assert [(jaar["jaar"], jaar["maximum"], jaar["vergeven"], jaar["vrij"], jaar["wachtend"]) for jaar in jaren] == [
        (2025, 30, 1, 29, 0),
        (2026, 3, 3, 0, 3),
    ]
    regie.at(maak.op("2026-02-11 09:00"))
    jaar = await regie.get("noor", "/v1/pilotjaren/2026")
    assert [plek["kenmerk"] for plek in jaar["plaatsen"]] == ["ZV-2222-2222", "ZV-2223-2222", "ZV-2224-2222"]
    assert [(een["positie"], een["kenmerk"], een["wachtDagen"]) for een in jaar["wachtlijst"]] == [
        (1, "ZV-2227-2222", 10),
        (2, "ZV-2226-2222", 10),
        (3, "ZV-2225-2222", 10),
    ]
    assert await regie.get("noor", "/v1/pilotjaren/pilot-2026") == jaar
    await regie.get("noor", "/v1/pilotjaren/2031", 404)


async def test_a_year_without_claims_is_empty(regie: Regie, maak: Maak) -> None:
    """S6: 0 of 30 before the first claim."""
    regie.at(maak.op("2025-01-02 09:00"))
    jaar = await regie.get("noor", "/v1/pilotjaren/2025")
    assert (jaar["maximum"], jaar["vergeven"], jaar["plaatsen"], jaar["wachtlijst"]) == (30, 0, [], [])
