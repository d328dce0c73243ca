# SPDX-License-Identifier: EUPL-1.2
"""Terms, barred persons, running cases, data that is not right and tasks over HTTP, on a real database (L6, L8, L10, S6c)."""

import copy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from services.intake.tests.parts.conftest import Intake

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.configuration import Configuratie, Professional
from zvhh_contracts.intake_intern import HoofdzaakVernietigd
from zvhh_contracts.meldingen import MeldingVernietigd
from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity.limits import Limits
from zvhh_kit.process.settings import Settings
from zvhh_kit.testing.broker import until

pytestmark = pytest.mark.parts
VT, PO, RN, ZVHH = "00000099000000001000", "00000099000000002000", "00000099000000006000", "00000099000000000100"
TOPICS = Path(__file__).parents[4] / "deploy" / "topics.yaml"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
JAREN_LATER = datetime(2030, 1, 14, 9, tzinfo=UTC)
NOOR = {"als": "noor", "oin": ZVHH, "rol": "procesregisseur"}
BRAM = NOOR | {"als": "bram"}
PIET = {"als": "piet", "oin": PO, "rol": "deelnemer"}
FG = {"als": "fatima", "oin": ZVHH, "rol": "toezicht"}
GEVRAAGD = triages.AanvullingGevraagd(versie=1, gevraagd_op=T0, uiterlijk_op=date(2025, 3, 10))
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T0, door="noor", bij="0190aaaa-0000-8000-8000-000000000007")
AFGEWEZEN = triages.TriageAfgewezen(
    versie=1, afgewezen_op=T0, door="bram", route="lokaal", vernietigen_op=date(2025, 4, 2)
)
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO, VT), passend=True, doorzetten="ja",
    deelnemers=(PO,),
)  # fmt: skip
GEOPEND = casussen.CasusGeopend(
    pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=T0, afschalen_mogelijk_op=T0 + timedelta(days=183)
)
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T0)


@pytest.fixture(scope="session")
def config(config: Configuratie) -> Configuratie:
    """The partners of the stories and two of their people."""
    mensen = (
        Professional(id="piet", organisatie=PO, naam="Piet Proef"),
        Professional(id="vera", organisatie=VT, naam="Vera Melder"),
    )
    return config.model_copy(update={"professionals": mensen})


async def _gesloten(intake: Intake, melding: dict[str, Any]) -> str:
    zaak = str((await intake.meld(melding))["zaakId"])
    await intake.feed(zaak, GEHOUDEN, GEOPEND, AFGESCHAALD)
    return zaak


async def _items(intake: Intake, pad: str, **wie: Any) -> list[dict[str, Any]]:
    antwoord = await intake.vraag("GET", pad, **wie)
    assert antwoord.status_code == 200, antwoord.text
    items: list[dict[str, Any]] = antwoord.json()["items"]
    return items


async def _codes(antwoord: Any, status: int) -> list[str]:
    assert antwoord.status_code == status, antwoord.text
    return [fout["code"] for fout in antwoord.json()["fouten"]]


# --- terms ------------------------------------------------------------------------------------------------------------


async def test_a_closed_zaak_is_renewed_and_held_without_being_read(intake: Intake, melding: dict[str, Any]) -> None:
    """L8: nobody reads it any more; a procesregisseur and toezicht see kenmerk, stand and dates, and nothing else."""
    zaak = await _gesloten(intake, melding)
    assert (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)).status_code == 404
    assert await _items(intake, "/v1/bewaartermijnen", **NOOR) == []

    intake.at(JAREN_LATER)
    for wie in (NOOR, FG):
        (regel,) = await _items(intake, "/v1/bewaartermijnen?binnen=3", **wie)
        assert (regel["zaakId"], regel["stand"], regel["vernietigenOp"]) == (zaak, "afgeschaald", "2030-03-03")
        assert "Fictief" not in str(regel)

    toestemmingen = [{"oin": VT, "op": "2030-01-10"}]
    verlenging = {"tot": "2032-03-03", "toestemmingen": toestemmingen, "reden": "Nodig."}
    pad = f"/v1/bewaartermijnen/{zaak}"
    te_weinig = await intake.vraag("POST", f"{pad}/verlenging", inhoud=verlenging, **NOOR)
    assert await _codes(te_weinig, 400) == ["toestemming-ontbreekt"]
    toestemmingen.append({"oin": PO, "op": "2030-01-11"})
    assert (await intake.vraag("POST", f"{pad}/verlenging", inhoud=verlenging, **NOOR)).status_code == 201
    assert await _items(intake, "/v1/bewaartermijnen", **NOOR) == []

    aanhouding = {"naam": "Mr. Testrecht", "reden": "Er loopt een procedure."}
    assert (await intake.vraag("POST", f"{pad}/aanhouding", inhoud=aanhouding, **NOOR)).status_code == 201
    (regel,) = await _items(intake, "/v1/bewaartermijnen?aangehouden=true", **FG)
    assert (regel["vernietigenOp"], regel["verlengdTot"], regel["aangehoudenDoor"]) == (None, "2032-03-03", "noor")
    assert "Testrecht" not in str(await intake.stored(zaak))
    for wie in (NOOR, BRAM, FG):
        gelezen = await intake.vraag("GET", pad, **wie)
        (houdt,), (verlengd,) = gelezen.json()["aanhoudingen"], gelezen.json()["verlengingen"]
        assert (houdt["naam"], houdt["reden"], houdt["door"], houdt["vrijgegevenOp"]) == (
            *aanhouding.values(),
            "noor",
            None,
        )
        assert (verlengd["reden"], len(verlengd["toestemmingen"])) == ("Nodig.", 2)
        assert "Fictief" not in gelezen.text
    for rol in ("melder", "deelnemer", "beheer"):
        assert (await intake.vraag("GET", pad, oin=ZVHH if rol == "beheer" else VT, rol=rol)).status_code == 403
    vrijgave = {"redenVrijgave": "De procedure is klaar."}
    for gezien, status in (('"iets-anders"', 412), (gelezen.headers["etag"], 201)):
        gaf_vrij = await intake.vraag("POST", f"{pad}/vrijgave", inhoud=vrijgave, gezien=gezien, **BRAM)
        assert gaf_vrij.status_code == status, gaf_vrij.text  # of what they read of it, or not at all (D2)
    (houdt,) = (await intake.vraag("GET", pad, **FG)).json()["aanhoudingen"]
    assert (houdt["redenVrijgave"], houdt["vrijgegevenDoor"]) == ("De procedure is klaar.", "bram")
    assert await _items(intake, "/v1/bewaartermijnen?aangehouden=true", **FG) == []
    (regel,) = await _items(intake, "/v1/bewaartermijnen?binnen=36", **NOOR)
    assert regel["vernietigenOp"] == "2032-03-03"


@pytest.mark.parametrize("rol", ["melder", "deelnemer", "toezicht", "beheer"])
async def test_only_a_procesregisseur_changes_a_term(intake: Intake, melding: dict[str, Any], rol: str) -> None:
    """L6, L8."""
    zaak = await _gesloten(intake, melding)
    daden: dict[str, Any] = {
        "verlenging": {"tot": "2032-03-03", "toestemmingen": [], "reden": "r"},
        "aanhouding": {"naam": "n", "reden": "r"},
        "vrijgave": {"redenVrijgave": "r"},
    }
    for daad, inhoud in daden.items():
        antwoord = await intake.vraag("POST", f"/v1/bewaartermijnen/{zaak}/{daad}", oin=ZVHH, rol=rol, inhoud=inhoud)
        assert antwoord.status_code == 403, antwoord.text
    assert (await intake.stored(zaak))["state"]["bewaren"]["aanhoudingen"] == []


async def test_at_the_term_it_is_gone(intake: Intake, melding: dict[str, Any]) -> None:
    """L8, D11b: document gone, tombstone stays, key gone; the services and what had joined hear it."""
    zaak, erbij = await _gesloten(intake, melding), str((await intake.meld(melding))["zaakId"])
    await intake.feed(zaak, triages.MeldingToegevoegd(zaak_id=erbij, toegevoegd_op=T0))
    intake.at(datetime(2030, 3, 2, 22, 59, tzinfo=UTC))
    await intake.rooms.reminders.fire()
    assert (await intake.stored(zaak))["state"] is not None
    intake.at(datetime(2030, 3, 2, 23, 0, tzinfo=UTC))
    await intake.rooms.reminders.fire()

    bewaard = await intake.stored(zaak)
    assert (bewaard["state"], bewaard["gone"]) == (None, datetime(2030, 3, 2, 23, tzinfo=UTC))
    laatste = [(een["to"], een["type"]) for een in bewaard["outbox"][-2:]]
    assert laatste == [(zaak, MeldingVernietigd.type), (erbij, HoofdzaakVernietigd.type)]
    assert await _items(intake, "/v1/bewaartermijnen", **NOOR) == []


async def test_what_had_joined_hears_it_by_the_broker(intake: Intake, melding: dict[str, Any]) -> None:
    """D11b, L8: the event goes over a topic of intake's own and comes back to the other melding, which goes too."""
    zaak, erbij = [str((await intake.meld(melding))["zaakId"]) for _ in range(2)]
    await intake.feed(zaak, triages.MeldingToegevoegd(zaak_id=erbij, toegevoegd_op=T0), AFGEWEZEN)
    await intake.feed(erbij, GEVOEGD.model_copy(update={"bij": zaak}))
    intake.at(datetime(2025, 4, 1, 22, tzinfo=UTC))

    async def gehoord() -> bool:
        return str((await intake.stored(erbij))["state"]["einde_bewaren"]) == "2025-04-02"

    async with intake.consuming(TOPICS):
        await intake.rooms.reminders.fire()
        assert await until(gehoord)
    await intake.rooms.reminders.fire()
    for weg in (zaak, erbij):
        assert (await intake.stored(weg))["gone"] is not None


# --- joined -----------------------------------------------------------------------------------------------------------


async def test_a_reporter_can_t_tell_that_it_was_joined(intake: Intake, melding: dict[str, Any]) -> None:
    """D11b, L6: they keep all of their own melding; neither words, code nor filter tell of another zaak."""
    zaak = (await intake.meld(melding))["zaakId"]
    await intake.feed(zaak, GEVOEGD)
    antwoord = await intake.vraag("GET", f"/v1/meldingen/{zaak}")
    gezien = antwoord.json()
    assert (gezien["stand"], gezien["standTekst"]) == ("behandeld", "Behandeld")
    assert gezien["toelichting"] == "Uw melding is behandeld. De procesregisseur belt u."
    assert gezien["inhoud"]["zorgen"] == melding["zorgen"]
    assert "oegd" not in antwoord.text
    assert "aaaa-0000" not in antwoord.text
    for stand, aantal in (("gevoegd", 0), ("behandeld", 1), ("gemeld", 0)):
        assert len(await _items(intake, f"/v1/meldingen?stand={stand}")) == aantal
        assert len(await _items(intake, f"/v1/meldingen?stand={stand}", **NOOR)) == (1 if stand != "gemeld" else 0)
    assert (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)).json()["stand"] == "gevoegd"


async def test_a_no_that_is_told_by_phone_reads_as_a_joined_melding(intake: Intake, melding: dict[str, Any]) -> None:
    """D5, D11b: detail, list and every filter of a reporter have them alike; a procesregisseur finds each by its own name."""
    regulier = AFGEWEZEN.model_copy(update={"route": "regulier"})
    niet_passend = GEHOUDEN.model_copy(update={"passend": False, "doorzetten": None, "deelnemers": (), "route": "geen"})
    zaken: dict[str, str] = {}
    for naam, gehoord in {"gevoegd": GEVOEGD, "lokaal": AFGEWEZEN, "geen": niet_passend, "regulier": regulier}.items():
        zaken[naam] = str((await intake.meld(melding))["zaakId"])
        await intake.feed(zaken[naam], gehoord)
    alike = [zaken[naam] for naam in ("gevoegd", "lokaal", "geen")]

    async def gelezen(zaak: str) -> dict[str, Any]:
        detail: dict[str, Any] = (await intake.vraag("GET", f"/v1/meldingen/{zaak}")).json()
        return {naam: waarde for naam, waarde in detail.items() if naam not in ("zaakId", "kenmerk")}

    eerste, *rest = [await gelezen(zaak) for zaak in alike]
    assert [een for een in rest if een != eerste] == []
    assert (eerste["stand"], eerste["route"], eerste["vernietigenOp"]) == ("behandeld", None, None)
    assert (await gelezen(zaken["regulier"]))["route"] == "regulier"
    for stand, te_zien in (
        ("behandeld", alike),
        ("afgewezen", [zaken["regulier"]]),
        ("gevoegd", []),
        ("niet-passend", []),
    ):
        gevonden = {regel["zaakId"] for regel in await _items(intake, f"/v1/meldingen?stand={stand}")}
        assert gevonden == set(te_zien), stand
    beide = await _items(intake, "/v1/meldingen?stand=behandeld&stand=afgewezen")
    assert {regel["zaakId"] for regel in beide} == set(zaken.values())
    for stand, namen in (("afgewezen", {"lokaal", "regulier"}), ("niet-passend", {"geen"}), ("gevoegd", {"gevoegd"})):
        gevonden = {regel["zaakId"] for regel in await _items(intake, f"/v1/meldingen?stand={stand}", **NOOR)}
        assert gevonden == {zaken[naam] for naam in namen}, stand


# --- barred -----------------------------------------------------------------------------------------------------------


async def test_who_is_barred_sees_nothing_in_any_way(intake: Intake, melding: dict[str, Any]) -> None:
    """L6: detail, list, tasks and commands alike, as if it were not there; colleagues see it as before."""
    zaak = (await intake.meld(melding))["zaakId"]
    await intake.feed(zaak, GEHOUDEN)
    pad = f"/v1/meldingen/{zaak}"
    wering = {"persoon": "piet", "reden": "Broer van de pleger."}
    gedaan = await intake.vraag("POST", f"{pad}/weringen", inhoud=wering, **NOOR)
    assert (gedaan.status_code, gedaan.json()["resultaat"]) == (201, "geweerd")
    assert gedaan.json()["nogNietIn"] == [
        "triage",
        "meetings",
        "regie",
    ]  # nothing was published here, nor ever is at once
    assert "account" in gedaan.json()["toelichting"]

    for rol in ("deelnemer", "procesregisseur", "melder+deelnemer+procesregisseur"):
        wie = PIET | {"rol": rol} | ({"oin": ZVHH} if "procesregisseur" in rol else {})
        assert (await intake.vraag("GET", pad, **wie)).status_code == 404
        assert await _items(intake, "/v1/meldingen", **wie) == []
        assert await _items(intake, "/v1/taken", **wie) == []
    assert (await intake.vraag("GET", pad, **(PIET | {"als": "petra"}))).status_code == 200

    gelezen = await intake.vraag("GET", f"{pad}/weringen", **BRAM)
    (regel,) = gelezen.json()["weringen"]
    assert (regel["persoon"], regel["door"], regel["reden"]) == ("piet", "noor", "Broer van de pleger.")
    assert "Broer" not in str(await intake.stored(zaak))
    opheffing = {"persoon": "piet", "redenOpheffing": "Een naamgenoot."}
    bram = Actor("bram", ZVHH, frozenset({"procesregisseur"}))
    for gezien, status in (('"iets-anders"', 412), (gelezen.headers["etag"], 201), (gelezen.headers["etag"], 412)):
        heft_op = await intake.ask("POST", f"{pad}/weringen/opheffing", bram, body=opheffing, if_match=gezien)
        assert heft_op.status_code == status, heft_op.text  # decided on what its sender saw, or not at all (D2)
    assert (await intake.vraag("GET", pad, **PIET)).status_code == 200
    for rol in ("melder", "deelnemer"):
        assert (await intake.vraag("GET", f"{pad}/weringen", rol=rol)).status_code == 403


# --- running cases ----------------------------------------------------------------------------------------------------

_LOPEND: dict[str, Any] = {
    "oudeReferentie": "ZV 2024/117",
    "begonnenOp": "2024-11-14",
    "eersteVerwerkingOp": "2024-11-14",
    "relatie": "ex-partner",
    "gemeente": "den-haag",
    "betrokkenen": [
        {"rol": "slachtoffer", "gegevens": {"naam": "Dina Fictief"}, "geinformeerd": {"ja": True}},
        {
            "rol": "pleger",
            "gegevens": {"naam": "Boris Verzonnen", "geboortedatum": "1987-11-30"},
            "geinformeerd": {"ja": True},
        },
    ],
    "deelnemers": [VT, PO],
    "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}},
    "casusregieVan": "2024-11-14",
    "laatsteIncidentOp": "2024-11-30T11:00:00Z",
    "openAfspraken": 2,
}


async def test_a_running_case_comes_in_once(intake: Intake) -> None:
    """S6c, L8 (Story 7.1): whoever types the old reference, however, and under whatever key; participants read it."""
    ingebracht = await intake.vraag("POST", "/v1/lopende-zaken", inhoud=_LOPEND, sleutel="een-sleutel", **BRAM)
    assert ingebracht.status_code == 201, ingebracht.text
    zaak, kenmerk = ingebracht.json()["zaakId"], ingebracht.json()["kenmerk"]
    assert ingebracht.json()["vernietigenUiterlijkOp"] == "2029-11-14"
    nog_eens = await intake.vraag("POST", "/v1/lopende-zaken", inhoud=_LOPEND, sleutel="een-sleutel", **BRAM)
    assert nog_eens.json() == ingebracht.json()

    for wie, referentie in ((BRAM, "ZV 2024/117"), (NOOR, " zv2024/117")):
        tweede = _LOPEND | {"oudeReferentie": referentie, "openAfspraken": 0}
        assert await _codes(await intake.vraag("POST", "/v1/lopende-zaken", inhoud=tweede, **wie), 409) == [
            "al-ingebracht"
        ]
    ander = await intake.vraag("POST", "/v1/lopende-zaken", inhoud=_LOPEND | {"oudeReferentie": "ZV 2024/118"}, **BRAM)
    assert ander.json()["zaakId"] != zaak

    detail = (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **PIET)).json()
    assert (detail["kenmerk"], detail["stand"], detail["pilotjaar"]) == (kenmerk, "ingebracht", None)
    assert detail["lopend"]["oudeReferentie"] == "ZV 2024/117"
    assert detail["inhoud"]["betrokkenen"][0]["gegevens"]["naam"] == "Dina Fictief"
    bewaard = str(await intake.stored(zaak))
    assert "Fictief" not in bewaard
    assert "2024/117" not in bewaard


async def test_what_is_wrong_with_a_running_case(intake: Intake) -> None:
    """S6c, L2: all at once, and nothing is stored; only a procesregisseur may."""
    fout = copy.deepcopy(_LOPEND) | {"begonnenOp": "2025-01-01", "deelnemers": [RN], "gemeente": "x"}
    fout["betrokkenen"][0]["gegevens"]["bsn"] = "123456789"
    antwoord = await intake.vraag("POST", "/v1/lopende-zaken", inhoud=fout, **BRAM)
    assert set(await _codes(antwoord, 400)) == {
        *("niet-van-voor-de-pilot", "gemeente-onbekend", "geen-deelnemer", "bsn-ongeldig", "voor-het-begin"),
    }
    assert (await intake.vraag("POST", "/v1/lopende-zaken", inhoud=_LOPEND)).status_code == 403
    assert await intake.rooms.store.collection.count_documents({"soort": "melding"}) == 0


# --- rights -----------------------------------------------------------------------------------------------------------


async def test_all_zaken_of_one_person_are_found(intake: Intake, melding: dict[str, Any]) -> None:
    """L10: for the contactpunt: closed ones too, by BSN or by name and birth date, without content."""
    gesloten = await _gesloten(intake, melding)
    ingebracht = await intake.vraag("POST", "/v1/lopende-zaken", inhoud=_LOPEND, **BRAM)
    assert ingebracht.status_code == 201, ingebracht.text
    lopend = ingebracht.json()["zaakId"]
    pad = "/v1/betrokkenen/zaken"
    for vraag, zaken in (
        ({"bsn": "999990020"}, {gesloten}),
        ({"naam": "boris VERZONNEN", "geboortedatum": "1987-11-30"}, {gesloten, lopend}),
        ({"naam": "Boris Verzonnen", "geboortedatum": "1987-11-29"}, set()),
    ):
        for wie in (NOOR, FG):
            antwoord = await intake.vraag("POST", pad, inhoud=vraag | {"reden": "klacht"}, **wie)
            assert antwoord.status_code == 200, antwoord.text
            assert {een["zaakId"] for een in antwoord.json()["zaken"]} == zaken
            assert "erzonnen" not in antwoord.text
    for leeg in ({}, {"naam": "Boris Verzonnen"}, {"naam": "onbekend", "geboortedatum": "1987-11-30"}):
        antwoord = await intake.vraag("POST", pad, inhoud=leeg | {"reden": "klacht"}, **NOOR)
        assert await _codes(antwoord, 400) == ["persoon-ontbreekt"]
    for rol in ("melder", "deelnemer", "beheer"):
        inhoud = {"bsn": "999990020", "reden": "klacht"}
        assert (await intake.vraag("POST", pad, oin=ZVHH, inhoud=inhoud, rol=rol)).status_code == 403


@pytest.mark.parametrize("wie", [NOOR, FG], ids=["procesregisseur", "toezicht"])
async def test_who_looks_for_a_person_says_why(intake: Intake, melding: dict[str, Any], wie: dict[str, str]) -> None:
    """L7, L10: a reason of the list, in the log with each zaak that was found; without one nothing is looked up."""
    await _gesloten(intake, melding)
    pad, bsn = "/v1/betrokkenen/zaken", {"bsn": "999990020"}
    for reden, code in ((None, "ontbreekt"), ("zomaar", "onbekende-waarde"), ("", "onbekende-waarde")):
        antwoord = await intake.vraag("POST", pad, inhoud=bsn | ({} if reden is None else {"reden": reden}), **wie)
        assert await _codes(antwoord, 400) == [code]
    assert await intake.logged(action="zoek_zaken_van_persoon") == []
    assert (await intake.vraag("POST", pad, inhoud=bsn | {"reden": "inzageverzoek"}, **wie)).status_code == 200
    regels = await intake.logged(action="zoek_zaken_van_persoon", actor=wie["als"])
    assert {regel["purpose"].rpartition("/")[2] for regel in regels} == {"inzageverzoek"}


async def test_a_search_has_a_reason_and_a_line_also_without_a_hit(intake: Intake, melding: dict[str, Any]) -> None:
    """L7, L10: who looked for whom (a pseudonym, the same however it was typed), why, and what was found."""
    zaak = (await intake.meld(melding))["zaakId"]
    pad, fg = "/v1/betrokkenen/zaken", FG | {"als": "fleur"}
    boris = {"naam": "Boris Verzonnen", "geboortedatum": "1987-11-30"}
    for vraag in ({"bsn": "999990020"}, {"bsn": "999990020", "reden": "nieuwsgierig"}):
        assert await _codes(await intake.vraag("POST", pad, inhoud=vraag, **fg), 400) in (
            ["ontbreekt"],
            ["onbekende-waarde"],
        )
    assert await intake.logged(action="zoek_zaken_van_persoon") == []
    for vraag in ({"bsn": "123456782"}, {"bsn": "123456782"}, boris, boris | {"naam": " boris VERZONNEN"}):
        antwoord = await intake.vraag("POST", pad, inhoud=vraag | {"reden": "inzageverzoek"}, **fg)
        assert antwoord.status_code == 200, antwoord.text
    regels = await intake.logged(action="zoek_zaken_van_persoon")
    zoeken = [een for een in regels if een["object"] == "melding/*"]
    assert len({een["data_subject"] for een in zoeken[:2]}) == len({een["data_subject"] for een in zoeken[2:]}) == 1
    assert len({een["data_subject"] for een in zoeken}) == 2
    assert {(een["actor"], een["purpose"].rpartition("/")[2]) for een in regels} == {("fleur", "inzageverzoek")}
    assert [een["object"] for een in regels if een not in zoeken] == [f"melding/{zaak}"] * 4
    assert "123456782" not in str(regels)


async def test_who_searches_too_often_waits_and_who_reports_never_does(
    intake: Intake, settings: Settings, melding: dict[str, Any]
) -> None:
    """L7, S7: of one person, in every kind of search; another goes on; the line says who. What must come in comes in."""
    low = {
        "limit_search": "3/minute",
        "limit_address": "1/minute",
        "limit_lists": "1/minute",
        "limit_failures": "1/day",
    }
    intake.rooms.limits = Limits(settings.model_copy(update=low))
    zaak = str((await intake.meld(melding))["zaakId"])
    zoek = {"bsn": "999990020", "reden": "klacht"}
    vragen = [
        ("POST", "/v1/betrokkenen/zaken", zoek),
        ("GET", f"/v1/meldingen/{zaak}/overeenkomsten", None),
        ("POST", "/v1/betrokkenen/zaken", zoek),
        ("POST", "/v1/betrokkenen/zaken", zoek),
        ("GET", f"/v1/meldingen/{zaak}/overeenkomsten", None),
    ]
    antwoorden = [await intake.vraag(methode, pad, inhoud=inhoud, **NOOR) for methode, pad, inhoud in vragen]
    assert [antwoord.status_code for antwoord in antwoorden] == [200, 200, 200, 429, 429]
    assert (await intake.vraag("POST", "/v1/betrokkenen/zaken", inhoud=zoek, **BRAM)).status_code == 200
    adres = f"/v1/meldingen/{zaak}/betrokkenen/1/adres"
    gezien = [await intake.vraag("POST", adres, inhoud={"reden": "spoed"}, **NOOR) for _ in range(2)]
    assert [antwoord.status_code for antwoord in gezien] == [200, 429]
    assert {een["actor"] for een in await intake.logged(result="limited")} == {"noor"}
    for _ in range(5):
        await intake.vraag("GET", "/v1/meldingen")
        assert (await intake.client.post("/v1/meldingen", json=melding)).status_code == 401
        await intake.meld(melding)


async def test_who_saw_the_data_of_a_person_is_told(intake: Intake, melding: dict[str, Any]) -> None:
    """L7, L10, AVG art. 15: every line about them in intake, searches for them too, and the zaken to ask the others by."""
    zaak, _ander = [str((await intake.meld(een))["zaakId"]) for een in (melding, _ander_dan(melding))]
    await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)
    await intake.vraag("GET", f"/v1/meldingen/{zaak}", als="piet", oin=PO)
    boris = {"bsn": "999990020", "reden": "inzageverzoek"}
    await intake.vraag("POST", "/v1/betrokkenen/zaken", inhoud=boris, **NOOR)
    gezien: list[Any] = []
    pad = "/v1/betrokkenen/verwerkingen?aantal=2"
    while pad:
        antwoord = (await intake.vraag("POST", pad, inhoud=boris, **FG)).json()
        assert antwoord["zaken"] == [zaak]
        gezien += antwoord["items"]
        verder = antwoord["volgende"]
        pad = f"/v1/betrokkenen/verwerkingen?aantal=2&na={verder}" if verder and len(gezien) < 40 else ""
    eerste = [(een["persoon"], een["handeling"], een["resultaat"]) for een in gezien[:5]]
    assert eerste == [
        ("vera", "meld", "ok"),
        ("noor", "lees_melding", "ok"),
        ("piet", "lees_melding", "refused"),
        ("noor", "zoek_zaken_van_persoon", "ok"),
        ("noor", "zoek_zaken_van_persoon", "ok"),
    ]
    assert {een["persoon"] for een in gezien[5:]} == {"fatima"}
    assert {een["object"] for een in gezien} == {f"melding/{zaak}", "melding/*", "verwerkingen/*"}
    for wie in (NOOR, PIET, {}):
        assert (await intake.vraag("POST", "/v1/betrokkenen/verwerkingen", inhoud=boris, **wie)).status_code == 403


def _ander_dan(melding: dict[str, Any]) -> dict[str, Any]:
    ander = copy.deepcopy(melding)
    ander["betrokkenen"][1]["gegevens"] = {"naam": "Karel Bedacht", "bsn": "123456782"}
    return ander


async def test_a_datum_is_destroyed_on_demand(intake: Intake, melding: dict[str, Any]) -> None:
    """L10, D11: marked, answered by who supplied it, out of the content and no longer found by it."""
    zaak = (await intake.meld(melding))["zaakId"]
    pad = f"/v1/meldingen/{zaak}/onjuist"
    gemerkt = await intake.vraag("POST", pad, inhoud={"nr": 2, "veld": "bsn", "waarom": "Van een ander."}, **NOOR)
    assert gemerkt.json() == {"nummer": 1}
    (taak,) = await _items(intake, "/v1/taken")
    assert (taak["zaakId"], taak["taken"][0]["code"], taak["taken"][0]["oin"]) == (zaak, "controleer-gegeven", VT)
    assert taak["taken"][0]["tekst"].startswith("Controleer een gegeven")

    antwoord = {"uitkomst": "vernietigd", "reden": "Niet van hem."}
    afgehandeld = await intake.vraag("POST", f"{pad}/1/afhandeling", inhoud=antwoord)
    assert afgehandeld.status_code == 201, afgehandeld.text
    personen = (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)).json()["inhoud"]["betrokkenen"]
    assert (personen[1]["gegevens"]["bsn"], personen[1]["gegevens"]["naam"]) == (None, "Boris Verzonnen")
    gezocht = await intake.vraag(
        "POST", "/v1/betrokkenen/zaken", inhoud={"bsn": "999990020", "reden": "klacht"}, **NOOR
    )
    assert gezocht.json()["zaken"] == []
    (mark,) = (await intake.vraag("GET", pad)).json()["gegevens"]
    assert (mark["uitkomst"], mark["reden"], mark["waarom"]) == ("vernietigd", "Niet van hem.", "Van een ander.")
    assert await _items(intake, "/v1/taken") == []


async def test_a_person_is_put_right(intake: Intake, melding: dict[str, Any]) -> None:
    """L10, L2: judged as any person is; found by the new datum."""
    zaak = (await intake.meld(melding))["zaakId"]
    pad = f"/v1/meldingen/{zaak}/onjuist"
    await intake.vraag("POST", pad, inhoud={"nr": 2, "veld": "bsn", "waarom": "Van een ander."})
    boris = melding["betrokkenen"][1] | {"gegevens": {"naam": "Boris Verzonnen", "bsn": "123456789"}}
    antwoord = {"uitkomst": "gerectificeerd", "reden": "Overgetypt.", "betrokkene": boris}
    fout = await intake.vraag("POST", f"{pad}/1/afhandeling", inhoud=antwoord)
    assert await _codes(fout, 400) == ["bsn-ongeldig"]
    boris["gegevens"]["bsn"] = "999990019"
    goed = await intake.vraag("POST", f"{pad}/1/afhandeling", inhoud=antwoord)
    assert goed.status_code == 201, goed.text
    gezocht = await intake.vraag(
        "POST", "/v1/betrokkenen/zaken", inhoud={"bsn": "999990019", "reden": "klacht"}, **NOOR
    )
    assert [een["zaakId"] for een in gezocht.json()["zaken"]] == [zaak]


async def test_only_who_supplied_it_and_takes_part_sees_a_mark(intake: Intake, melding: dict[str, Any]) -> None:
    """L6, L10: another organisation finds nothing."""
    zaak = (await intake.meld(melding))["zaakId"]
    pad = f"/v1/meldingen/{zaak}/onjuist"
    merk = {"veld": "zorgen", "waarom": "Anders gegaan."}
    assert (await intake.vraag("POST", pad, inhoud=merk, oin=PO, als="piet")).status_code == 404
    await intake.vraag("POST", pad, inhoud=merk)
    for wie in (PIET, PIET | {"rol": "melder"}):
        assert (await intake.vraag("GET", pad, **wie)).status_code == 404
    zonder_tekst = {"uitkomst": "gerectificeerd", "reden": "r"}
    fout = await intake.vraag("POST", f"{pad}/1/afhandeling", inhoud=zonder_tekst)
    assert await _codes(fout, 400) == ["tekst-ontbreekt"]
    met_tekst = zonder_tekst | {"verbetering": {"zorgen": "Hij belt elke avond."}}
    assert (await intake.vraag("POST", f"{pad}/1/afhandeling", inhoud=met_tekst)).status_code == 201
    detail = (await intake.vraag("GET", f"/v1/meldingen/{zaak}")).json()
    assert detail["inhoud"]["zorgen"] == "Hij belt elke avond."


# --- tasks ------------------------------------------------------------------------------------------------------------


async def test_tasks_are_for_who_must_do_them(intake: Intake, melding: dict[str, Any]) -> None:
    """S10, L8, L6: first the term that ends first; another organisation and another role see none of them."""
    laat = (await intake.meld(melding))["zaakId"]
    await intake.feed(laat, GEVRAAGD.model_copy(update={"uiterlijk_op": date(2025, 3, 11)}))
    vroeg = (await intake.meld(melding))["zaakId"]
    await intake.feed(vroeg, GEVRAAGD)
    afgewezen = (await intake.meld(melding))["zaakId"]
    await intake.feed(afgewezen, AFGEWEZEN)
    regels = await _items(intake, "/v1/taken")
    assert [regel["zaakId"] for regel in regels] == [vroeg, laat]
    assert regels[0]["taken"] == [
        {
            "code": "vul-aan",
            "tekst": "Beantwoord de vraag van de procesregisseur over uw melding.",
            "groep": "nu",
            "uiterlijk": "2025-03-10",
            "teLaat": False,
            "voor": "melder",
            "oin": VT,
            "persoon": None,
            "nummer": None,
            "advies": None,
            "waar": [{"dienst": "intake", "operatie": "vul_melding_aan"}],
        }
    ]
    assert await _items(intake, "/v1/taken", **NOOR) == []
    for wie in (PIET, PIET | {"rol": "melder"}, NOOR | {"rol": "melder"}):
        assert await _items(intake, "/v1/taken", **wie) == []

    gesloten = await _gesloten(intake, melding)
    intake.at(JAREN_LATER)
    regels = await _items(intake, "/v1/taken", **NOOR)
    assert {regel["zaakId"] for regel in regels} == {gesloten, vroeg, laat}
    assert {taak["code"] for regel in regels for taak in regel["taken"]} == {"bewaartermijn-loopt-af"}
    klaar = {"taak": "bewaartermijn-loopt-af", "bevinding": "Mag weg; niemand heeft er nog iets aan."}
    pad = f"/v1/meldingen/{vroeg}/afgeronde-taken"
    assert (await intake.vraag("POST", pad, inhoud=klaar, **NOOR)).json() == {"taak": "bewaartermijn-loopt-af"}
    assert await _codes(await intake.vraag("POST", pad, inhoud=klaar, **NOOR), 409) == ["taak-niet-open"]
    assert {regel["zaakId"] for regel in await _items(intake, "/v1/taken", **NOOR)} == {gesloten, laat}
    detail = (await intake.vraag("GET", f"/v1/meldingen/{vroeg}", **NOOR)).json()
    assert [een["bevinding"] for een in detail["afgerondeTaken"]] == [klaar["bevinding"]]
    assert (await intake.vraag("GET", f"/v1/meldingen/{vroeg}")).json()["afgerondeTaken"] == []


async def test_a_later_day_hides_no_task(intake: Intake, melding: dict[str, Any]) -> None:
    """L8: given a supplement that is asked until long after, when the term ends, then that task of the zaak is listed too."""
    zaak = (await intake.meld(melding))["zaakId"]
    await intake.feed(zaak, GEVRAAGD.model_copy(update={"uiterlijk_op": date(2031, 12, 31)}))
    intake.at(JAREN_LATER)
    (regel,) = await _items(intake, "/v1/taken", **NOOR)
    assert (regel["zaakId"], [taak["code"] for taak in regel["taken"]]) == (zaak, ["bewaartermijn-loopt-af"])


async def test_tasks_of_an_earlier_release_are_listed(intake: Intake, melding: dict[str, Any]) -> None:
    """L8: given zaken without a place in the list, as an earlier release stored them, when the term of one ends and there is
    something to do about another, then both are listed, also page by page; and one that was looked at is not."""
    loopt, bekeken, gewijzigd = [str((await intake.meld(melding))["zaakId"]) for _ in range(3)]
    afgewezen = await _afgewezen_met_een_mark(intake, melding)
    intake.at(JAREN_LATER)
    klaar = {"taak": "bewaartermijn-loopt-af", "bevinding": "Mag weg."}
    pad = f"/v1/meldingen/{bekeken}/afgeronde-taken"
    assert (await intake.vraag("POST", pad, inhoud=klaar, **NOOR)).status_code == 201
    nu = [regel["zaakId"] for regel in await _items(intake, "/v1/taken", **NOOR)]
    assert set(nu) == {loopt, afgewezen, gewijzigd}

    oud = {"_id": {"$in": [loopt, bekeken, afgewezen]}}
    weg = {"$unset": {"state.procesregisseur_uiterlijk": ""}}
    assert (await intake.rooms.store.collection.update_many(oud, weg)).modified_count == 3
    na, gezien = "", list[str]()
    while len(gezien) < len(nu):
        bladzij = (await intake.vraag("GET", f"/v1/taken?aantal=1{na}", **NOOR)).json()
        gezien += [regel["zaakId"] for regel in bladzij["items"]]
        na = f"&na={bladzij['volgende']}"
    assert (set(gezien), bladzij["volgende"]) == (set(nu), None)


async def _afgewezen_met_een_mark(intake: Intake, melding: dict[str, Any]) -> str:
    """A zaak that went no further, with something for a procesregisseur to check in it."""
    zaak = str((await intake.meld(melding))["zaakId"])
    karel = {"rol": "kring", "gegevens": {"naam": "Karel Bedacht"}, "geinformeerd": {"ja": True}}
    for pad, inhoud in (
        ("betrokkenen", {"betrokkene": karel, "reden": "Kwam in beeld."}),
        ("onjuist", {"nr": 3, "veld": "naam", "waarom": "Zo heet hij niet."}),
    ):
        antwoord = await intake.vraag("POST", f"/v1/meldingen/{zaak}/{pad}", inhoud=inhoud, **NOOR)
        assert antwoord.status_code == 201, antwoord.text
    await intake.feed(zaak, AFGEWEZEN)
    return zaak


async def test_a_hold_of_an_earlier_release_is_listed(intake: Intake, melding: dict[str, Any]) -> None:
    """L8: given a held zaak with no more than an earlier release stored, when holds are asked for, then it is there; and a
    refused record, which alone has no term, can't be held."""
    zaak = (await intake.meld(melding))["zaakId"]
    houd = {"naam": "Mr. Testrecht", "reden": "Er loopt een procedure."}
    pad = f"/v1/bewaartermijnen/{zaak}/aanhouding"
    assert (await intake.vraag("POST", pad, inhoud=houd, **NOOR)).status_code == 201
    documenten = intake.rooms.store.collection
    sinds_dien = {f"state.{veld}": "" for veld in ("termijn_bekeken", "hoofdzaken", "verteld", "plek", "afgerond")}
    assert (await documenten.update_one({"_id": zaak}, {"$unset": sinds_dien})).modified_count == 1
    (regel,) = await _items(intake, "/v1/bewaartermijnen?aangehouden=true", **FG)
    assert (regel["zaakId"], regel["aangehouden"], regel["vernietigenOp"]) == (zaak, True, None)

    ander = (await intake.meld(melding))["zaakId"]
    geweigerd = {"state.geweigerd": True, "state.vernietigen_uiterlijk_op": None}
    await documenten.update_one({"_id": ander}, {"$set": geweigerd})
    antwoord = await intake.vraag("POST", f"/v1/bewaartermijnen/{ander}/aanhouding", inhoud=houd, **NOOR)
    assert antwoord.status_code == 404


async def test_the_yearly_question(intake: Intake, melding: dict[str, Any]) -> None:
    """L10: to each partner that had a zaak in the year, from 1 December, until it is answered; then counted."""

    async def gevraagd(**wie: Any) -> Any:
        regels = [een for een in await _items(intake, "/v1/taken", **wie) if een["zaakId"] is None]
        return regels[0]["taken"][0] if regels else None

    po = {"als": "piet", "oin": PO, "rol": "melder"}
    await _gesloten(intake, melding)
    assert await gevraagd() is None
    pad, antwoord = "/v1/jaarvragen/2025/antwoord", {"nuttig": "deels", "toelichting": "Sneller contact."}
    assert await _codes(await intake.vraag("POST", pad, inhoud=antwoord), 409) == ["niet-gevraagd"]

    intake.at(datetime(2025, 11, 30, 23, tzinfo=UTC))
    taak = await gevraagd()
    assert (taak["code"], taak["uiterlijk"], taak["oin"]) == ("jaarlijkse-vraag", "2026-01-31", VT)
    assert (await gevraagd(**po))["oin"] == PO
    assert await gevraagd(**(po | {"oin": RN})) is None
    assert await gevraagd(**PIET) is None
    geen_zaak = await intake.vraag("POST", pad, inhoud=antwoord, **(po | {"oin": RN}))
    assert await _codes(geen_zaak, 409) == ["niet-gevraagd"]

    for wie in ({}, po):
        assert (await intake.vraag("POST", pad, inhoud=antwoord, **wie)).status_code == 201
        assert await gevraagd(**wie) is None
    assert await _codes(await intake.vraag("POST", pad, inhoud=antwoord), 409) == ["al-beantwoord"]
    geteld = (await intake.vraag("GET", "/v1/jaarvragen?jaar=2025", **NOOR)).json()
    assert geteld["aantallen"] == {"deels": 2}
    assert {een["oin"] for een in geteld["antwoorden"]} == {VT, PO}
    for wie, status in ((NOOR, 200), (FG, 200), (po, 403)):
        gelezen = await intake.vraag("GET", f"/v1/jaarvragen/2025/antwoorden/{VT}", **wie)
        assert (gelezen.status_code, "Sneller contact." in gelezen.text) == (status, status == 200)
    assert (await intake.vraag("GET", f"/v1/jaarvragen/2024/antwoorden/{VT}", **NOOR)).status_code == 404
    intake.at(datetime(2026, 12, 1, 12, tzinfo=UTC))
    assert await gevraagd() is None  # closed in 2025
