# SPDX-License-Identifier: EUPL-1.2
"""The persons of a zaak over HTTP on a real database: who changes and sees what, and what is found elsewhere."""

import asyncio
import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from services.intake.tests.parts.conftest import Intake

from zvhh_contracts import casussen, overleggen, triages

pytestmark = pytest.mark.parts
VT, PO, OM, RN = "00000099000000001000", "00000099000000002000", "00000099000000003000", "00000099000000006000"
ZVHH = "00000099000000000100"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
NOOR = {"als": "noor", "oin": ZVHH, "rol": "procesregisseur"}
ROB = {"als": "rob", "oin": RN, "rol": "deelnemer"}
OLGA = {"als": "olga", "oin": OM, "rol": "deelnemer"}
DOORGEZET = triages.TriageDoorgezet(versie=1, doorgezet_op=T0, door="noor", weegoverleg_uiterlijk_op=T0.date())
GEPLAND = overleggen.WeegoverlegGepland(nummer=1, begin=T0, duur_minuten=60, genodigden=(PO, OM))
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO, OM), passend=True, doorzetten="ja",
    deelnemers=(PO, RN),
)  # fmt: skip
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T0)
KIM: dict[str, Any] = {
    "betrokkene": {
        "rol": "kind",
        "gegevens": {
            "naam": "Kim Fictief",
            "geboortedatum": "2019-04-03",
            "adres": "Schuilweg 9 Meerwijk",
            "adresAfschermen": True,
            "bsn": "999990032",
        },
        "geinformeerd": {"ja": False, "waaromNiet": "Te jong."},
    },
    "reden": "Kwam in beeld bij het huisbezoek.",
    "voorwaarden": "Niet met school delen.",
}


async def _zaak(intake: Intake, melding: dict[str, Any], *gehoord: Any) -> str:
    zaak = str((await intake.meld(melding))["zaakId"])
    await intake.feed(zaak, *gehoord)
    return zaak


async def _detail(intake: Intake, zaak: str, **wie: Any) -> dict[str, Any]:
    antwoord = await intake.vraag("GET", f"/v1/meldingen/{zaak}", **wie)
    assert antwoord.status_code == 200, antwoord.text
    detail: dict[str, Any] = antwoord.json()
    return detail


# --- added and corrected (D10) ---------------------------------------------------------------------------------------


async def test_a_participant_adds_and_corrects_a_person(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, L3, L7: numbered on; who, when, why and the conditions stand beside it; nothing of it is in clear."""
    zaak = await _zaak(intake, melding, DOORGEZET, GEPLAND, GEHOUDEN)
    pad = f"/v1/meldingen/{zaak}/betrokkenen"
    for _ in range(2):
        antwoord = await intake.vraag("POST", pad, sleutel="kim-in-beeld", inhoud=KIM, **ROB)
        assert (antwoord.status_code, antwoord.json()) == (201, {"nr": 3, "waarschuwingen": []})

    beter = copy.deepcopy(KIM) | {"reden": "Verkeerd geschreven.", "voorwaarden": None}
    beter["betrokkene"]["gegevens"]["naam"] = "Kim Fictief-Proef"
    assert (await intake.vraag("PUT", f"{pad}/3", inhoud=beter, **NOOR)).json()["nr"] == 3

    anna, _, kim = (await _detail(intake, zaak, **ROB))["betrokkenen"]
    assert (anna["nr"], anna["voorwaarden"]) == (1, "Niet delen met de werkgever.")
    assert [versie["oin"] for versie in anna["versies"]] == [VT]
    assert (kim["nr"], kim["rol"], kim["gegevens"]["naam"], kim["voorwaarden"]) == (
        3,
        "kind",
        "Kim Fictief-Proef",
        None,
    )
    assert [(versie["door"], versie["oin"], versie["reden"]) for versie in kim["versies"]] == [
        ("rob", RN, "Kwam in beeld bij het huisbezoek."),
        ("noor", ZVHH, "Verkeerd geschreven."),
    ]
    bewaard = str(await intake.stored(zaak))
    for geheim in ("Kim", "999990032", "Schuilweg", "huisbezoek", "school", "Te jong"):
        assert geheim not in bewaard
    assert len({regel["data_subject"] for regel in await intake.logged(action="voeg_betrokkene_toe")}) == 3


async def test_all_faults_of_a_person_are_told_at_once(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, L1, L2: each at its place, on adding and on correcting alike; nothing is stored."""
    zaak = await _zaak(intake, melding)
    gegevens = {
        "naam": " ",
        "bsn": "999990018",
        "telefoon": "06-1",
        "nationaliteit": "NL",
        "geboortedatum": "2025-03-04",
    }
    fout = {"betrokkene": {"gegevens": gegevens, "geinformeerd": {"ja": False}}, "reden": "Zomaar."}
    for methode, pad in (("POST", "betrokkenen"), ("PUT", "betrokkenen/1")):
        antwoord = await intake.vraag(methode, f"/v1/meldingen/{zaak}/{pad}", inhoud=fout, **NOOR)
        assert antwoord.status_code == 400
        assert {(f["code"], f["plaats"]) for f in antwoord.json()["fouten"]} == {
            ("rol-ontbreekt", "/betrokkene/rol"),
            ("naam-ontbreekt", "/betrokkene/gegevens/naam"),
            ("bsn-ongeldig", "/betrokkene/gegevens/bsn"),
            ("geen-telefoonnummer", "/betrokkene/gegevens/telefoon"),
            ("veilig-bereiken-ontbreekt", "/betrokkene/gegevens/veiligBereiken"),
            ("nationaliteit-niet-toegestaan", "/betrokkene/gegevens/nationaliteit"),
            ("datum-in-toekomst", "/betrokkene/gegevens/geboortedatum"),
            ("waarom-niet-ontbreekt", "/betrokkene/geinformeerd/waaromNiet"),
        }
    zonder = await intake.vraag(
        "POST", f"/v1/meldingen/{zaak}/betrokkenen", inhoud={"betrokkene": KIM["betrokkene"], "reden": " "}, **NOOR
    )
    assert [f["plaats"] for f in zonder.json()["fouten"]] == ["/reden"]
    assert len((await _detail(intake, zaak, **NOOR))["betrokkenen"]) == 2


async def test_who_changes_persons(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, L6: participants and procesregisseurs; not the invited, the reporter, or anybody after closing."""
    zaak = await _zaak(intake, melding, DOORGEZET, GEPLAND)
    for methode, pad, inhoud in (
        ("POST", "betrokkenen", KIM),
        ("PUT", "betrokkenen/1", KIM),
        ("POST", "betrokkenen/1/adres", {"reden": "spoed"}),
    ):
        heel = f"/v1/meldingen/{zaak}/{pad}"
        assert (await intake.vraag(methode, heel, inhoud=inhoud, **OLGA)).status_code == 404
        assert (await intake.vraag(methode, heel, inhoud=inhoud)).status_code == 403
    await intake.feed(zaak, GEHOUDEN)
    assert (await intake.vraag("POST", f"/v1/meldingen/{zaak}/betrokkenen", inhoud=KIM, **OLGA)).status_code == 404
    assert (await intake.vraag("PUT", f"/v1/meldingen/{zaak}/betrokkenen/9", inhoud=KIM, **ROB)).status_code == 404
    assert (await intake.vraag("POST", f"/v1/meldingen/{zaak}/betrokkenen", inhoud=KIM, **ROB)).status_code == 201
    await intake.feed(zaak, AFGESCHAALD)
    for wie in (ROB, NOOR):
        assert (await intake.vraag("POST", f"/v1/meldingen/{zaak}/betrokkenen", inhoud=KIM, **wie)).status_code == 404


async def test_a_reporter_reads_what_they_reported(intake: Intake, melding: dict[str, Any]) -> None:
    """L6: who came in sight since is for who takes part in the zaak or is invited to it."""
    zaak = await _zaak(intake, melding)
    await intake.vraag("POST", f"/v1/meldingen/{zaak}/betrokkenen", inhoud=KIM, **NOOR)
    van_melder = await _detail(intake, zaak)
    assert van_melder["betrokkenen"] is None
    assert "Kim" not in str(van_melder)
    await intake.feed(zaak, DOORGEZET, GEPLAND)
    for wie in (OLGA, NOOR):
        assert len((await _detail(intake, zaak, **wie))["betrokkenen"]) == 3


async def test_conditions_stand_with_the_data_for_every_reader(intake: Intake, melding: dict[str, Any]) -> None:
    """L3, D10: of the melding, of an addition and of a supplement; and a safe way beside every telephone number."""
    zaak = await _zaak(intake, melding)
    await intake.feed(zaak, triages.AanvullingGevraagd(versie=1, gevraagd_op=T0, uiterlijk_op=T0.date()))
    aanvulling = {"tekst": "Zij woont elders.", "voorwaarden": "Alleen in het overleg."}
    await intake.vraag("POST", f"/v1/meldingen/{zaak}/aanvullingen", inhoud=aanvulling)
    await intake.feed(zaak, GEPLAND)
    for wie in ({}, NOOR, OLGA):
        detail = await _detail(intake, zaak, **wie)
        assert detail["inhoud"]["voorwaarden"] == "Niet delen met de werkgever."
        assert detail["aanvullingen"][0]["voorwaarden"] == "Alleen in het overleg."
        assert detail["inhoud"]["betrokkenen"][0]["gegevens"]["veiligBereiken"].startswith("Alleen overdag")
        for wie_ in detail["betrokkenen"] or ():
            assert wie_["voorwaarden"] == "Niet delen met de werkgever."


# --- a shielded address (D10) ----------------------------------------------------------------------------------------


async def test_no_detail_shows_a_shielded_address(intake: Intake, melding: dict[str, Any]) -> None:
    """D10: also not of an earlier version; that it is shielded shows, one that is not shielded is there."""
    melding["betrokkenen"][1]["gegevens"]["adres"] = "Openweg 2 Zandvoorde"
    zaak = await _zaak(intake, melding, DOORGEZET, GEPLAND, GEHOUDEN)
    zonder = copy.deepcopy(KIM)
    zonder["betrokkene"]["rol"] = "slachtoffer"
    await intake.vraag("PUT", f"/v1/meldingen/{zaak}/betrokkenen/1", inhoud=zonder, **ROB)
    for wie in ({}, NOOR, ROB):
        detail = await _detail(intake, zaak, **wie)
        assert "Proefweg" not in str(detail)
        assert "Schuilweg" not in str(detail)
        assert "Openweg" in str(detail)
    een, ander = (await _detail(intake, zaak, **ROB))["betrokkenen"]
    assert (een["adresAfgeschermd"], ander["adresAfgeschermd"]) == (True, False)


async def test_a_shielded_address_is_seen_with_a_reason(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, L7: each view is logged with its reason; without one, or with words of one's own, there is none."""
    zaak = await _zaak(intake, melding, DOORGEZET, GEPLAND, GEHOUDEN)
    pad = f"/v1/meldingen/{zaak}/betrokkenen/1/adres"
    for wie in (ROB, NOOR):
        gezien = await intake.vraag("POST", pad, inhoud={"reden": "huisbezoek"}, **wie)
        assert (gezien.status_code, gezien.json()) == (
            200,
            {
                "adres": "Proefweg 1 Zandvoorde",
                "veiligBereiken": "Alleen overdag, nooit via de vaste lijn.",
                "voorwaarden": "Niet delen met de werkgever.",
            },
        )
    regels = await intake.logged(action="bekijk_adres")
    assert {regel["actor"] for regel in regels} == {"rob", "noor"}
    assert {regel["purpose"].rpartition("/")[2] for regel in regels} == {"huisbezoek"}
    for inhoud in ({}, {"reden": ""}, {"reden": "zomaar"}):
        assert (await intake.vraag("POST", pad, inhoud=inhoud, **ROB)).status_code == 400
    assert (await intake.vraag("POST", pad.replace("/1/", "/3/"), inhoud={"reden": "spoed"}, **ROB)).status_code == 404


async def test_what_was_reported_openly_is_shielded_later(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, L6: a correction with the shield shuts the melding itself too, for who reported, takes part or joins later."""
    melding["betrokkenen"][0]["gegevens"]["adresAfschermen"] = False
    zaak = await _zaak(intake, melding, DOORGEZET, GEPLAND, GEHOUDEN)
    pad = f"/v1/meldingen/{zaak}/betrokkenen/1"
    anna = {"betrokkene": melding["betrokkenen"][0], "reden": "Zij is niet veilig.", "voorwaarden": None}
    anna["betrokkene"]["gegevens"]["adresAfschermen"] = True
    assert (await intake.vraag("PUT", pad, inhoud=anna, **ROB)).status_code == 200
    for wie in ({}, NOOR, ROB):
        assert "Proefweg" not in str(await _detail(intake, zaak, **wie))
    await intake.feed(zaak, overleggen.DeelnemerToegevoegd(oin=OM, per=T0.date()))
    assert "Proefweg" not in str(await _detail(intake, zaak, **OLGA))


async def test_what_is_read_and_put_back_loses_nothing(intake: Intake, melding: dict[str, Any]) -> None:
    """D10: who changes a telephone number has not taken away the address that they can't see; a shield ends by its own way."""
    zaak = await _zaak(intake, melding, DOORGEZET, GEPLAND, GEHOUDEN)
    pad = f"/v1/meldingen/{zaak}/betrokkenen/1"
    anna = (await _detail(intake, zaak, **ROB))["betrokkenen"][0]
    opgave: dict[str, Any] = {
        "betrokkene": {naam: anna[naam] for naam in ("rol", "gegevens", "geinformeerd")},
        "reden": "Nieuw nummer.",
    }
    opgave["betrokkene"]["gegevens"]["telefoon"] = "06-00000009"
    antwoord = await intake.vraag("PUT", pad, inhoud=opgave, **ROB)
    assert antwoord.status_code == 200, antwoord.text
    gezien = await intake.vraag("POST", f"{pad}/adres", inhoud={"reden": "huisbezoek"}, **ROB)
    assert gezien.json()["adres"] == "Proefweg 1 Zandvoorde"

    opgave["betrokkene"]["gegevens"]["adresAfschermen"] = False
    geweigerd = await intake.vraag("PUT", pad, inhoud=opgave, **ROB)
    assert (geweigerd.status_code, geweigerd.json()["fouten"][0]["code"]) == (409, "afscherming-blijft")
    op = f"{pad}/opheffing-afscherming"
    assert (await intake.vraag("POST", op, inhoud={"reden": "Zij is verhuisd."}, **ROB)).status_code == 403
    assert (await intake.vraag("POST", op, inhoud={}, **NOOR)).status_code == 400
    assert (await intake.vraag("POST", op, inhoud={"reden": "Zij is verhuisd."}, **NOOR)).status_code == 201
    anna = (await _detail(intake, zaak, **ROB))["betrokkenen"][0]
    assert (anna["gegevens"]["adres"], anna["adresAfgeschermd"]) == ("Proefweg 1 Zandvoorde", False)
    assert [(een["door"], een["reden"]) for een in anna["opheffingen"]] == [("noor", "Zij is verhuisd.")]
    again = await intake.vraag("POST", op, inhoud={"reden": "Nog eens."}, **NOOR)
    assert (again.status_code, again.json()["fouten"][0]["code"]) == (409, "niet-afgeschermd")


async def test_a_child_with_the_same_address_is_shielded_too(intake: Intake, melding: dict[str, Any]) -> None:
    """D10: who typed it is told, also by reporting; lifted for the child alone, with a reason."""
    zaak = await _zaak(intake, melding, DOORGEZET, GEPLAND, GEHOUDEN)
    kind = copy.deepcopy(KIM)
    kind["betrokkene"]["gegevens"] |= {"adres": "proefweg 1, Zandvoorde", "adresAfschermen": False}
    antwoord = (await intake.vraag("POST", f"/v1/meldingen/{zaak}/betrokkenen", inhoud=kind, **ROB)).json()
    assert antwoord["nr"] == 3
    assert "bij allen afgeschermd" in antwoord["waarschuwingen"][0]
    detail = await _detail(intake, zaak, **ROB)
    assert "proefweg" not in str(detail).lower()
    assert [een["adresAfgeschermd"] for een in detail["betrokkenen"]] == [True, False, True]
    op = f"/v1/meldingen/{zaak}/betrokkenen/3/opheffing-afscherming"
    assert (await intake.vraag("POST", op, inhoud={"reden": "Woont bij oma."}, **NOOR)).status_code == 201
    detail = await _detail(intake, zaak, **ROB)
    assert [een["gegevens"]["adres"] for een in detail["betrokkenen"]] == [None, None, "proefweg 1, Zandvoorde"]
    samen = copy.deepcopy(melding)
    samen["betrokkenen"].append(kind["betrokkene"])
    assert "bij allen afgeschermd" in str((await intake.meld(samen))["waarschuwingen"])


# --- found elsewhere (D11) -------------------------------------------------------------------------------------------


def _omgekeerd(melding: dict[str, Any]) -> dict[str, Any]:
    ander = copy.deepcopy(melding)
    anna, boris = ander["betrokkenen"]
    anna["rol"], boris["rol"] = "pleger", "slachtoffer"
    del anna["gegevens"]["bsn"]
    boris["gegevens"] = {"naam": "Onbekend"}
    return ander


async def _overeenkomsten(intake: Intake, zaak: str, **wie: Any) -> dict[str, Any]:
    antwoord = await intake.vraag("GET", f"/v1/meldingen/{zaak}/overeenkomsten", **(wie or NOOR))
    assert antwoord.status_code == 200, antwoord.text
    gezien: dict[str, Any] = antwoord.json()
    return gezien


async def test_the_same_person_elsewhere_is_found_when_a_zaak_is_opened(
    intake: Intake, melding: dict[str, Any]
) -> None:
    """D11, D11b: by name and birth date though the BSN is missing and the roles are reversed; no content of the other."""
    hier = await _zaak(intake, melding)
    assert await _overeenkomsten(intake, hier) == {
        "zaken": [],
        "afgesloten": False,
        "toelichting": "Er is geen andere zaak met deze personen.",
    }
    daar = await intake.meld(_omgekeerd(melding), als="piet", oin=PO)
    gezien = await _overeenkomsten(intake, hier)
    assert gezien == {
        "zaken": [
            {
                "zaakId": daar["zaakId"],
                "kenmerk": daar["kenmerk"],
                "stand": "gemeld",
                "standTekst": "Gemeld",
                "rollen": {"pleger": 1, "slachtoffer": 1},
                "rollenOmgekeerd": True,
            }
        ],
        "afgesloten": False,
        "toelichting": "",
    }
    [terug] = (await _overeenkomsten(intake, daar["zaakId"]))["zaken"]
    assert (terug["zaakId"], terug["rollenOmgekeerd"]) == (hier, True)


async def test_a_name_that_is_turned_round_is_found(intake: Intake, melding: dict[str, Any]) -> None:
    """D11: as another partner's register writes it; of a birth year nobody is found, nor by its first of January."""

    def met(naam: str, **geboren: str) -> dict[str, Any]:
        ander = copy.deepcopy(melding)
        ander["betrokkenen"][0]["gegevens"] = {"naam": "Onbekend"}
        ander["betrokkenen"][1]["gegevens"] = {"naam": naam, **geboren}
        return ander

    hier = await _zaak(intake, met("Jan van der Berg", geboortedatum="1985-01-01"))
    daar = [
        await _zaak(intake, met(naam, geboortedatum="1985-01-01")) for naam in ("Berg, Jan van der", "Jan v.d. Berg")
    ]
    jaar = await _zaak(intake, met("Jan van der Berg", geboortedatumDeels="1985"))
    assert {een["zaakId"] for een in (await _overeenkomsten(intake, hier))["zaken"]} == set(daar)
    assert (await _overeenkomsten(intake, jaar))["zaken"] == []


async def test_who_is_corrected_is_found_as_they_are_now(intake: Intake, melding: dict[str, Any]) -> None:
    """D11, D10: a person added later is found; one that was corrected is no longer found as what they were not."""
    hier, daar = await _zaak(intake, melding), await _zaak(intake, _met(melding, 0, "999990044", "1991-01-01"))
    assert len((await _overeenkomsten(intake, hier))["zaken"]) == 1  # the pleger
    anders = copy.deepcopy(KIM)
    anders["betrokkene"] |= {"rol": "pleger"}
    await intake.vraag("PUT", f"/v1/meldingen/{daar}/betrokkenen/2", inhoud=anders, **NOOR)
    assert (await _overeenkomsten(intake, hier))["zaken"] == []
    await intake.vraag("POST", f"/v1/meldingen/{hier}/betrokkenen", inhoud=KIM, **NOOR)
    assert [een["zaakId"] for een in (await _overeenkomsten(intake, hier))["zaken"]] == [daar]


def _met(melding: dict[str, Any], wie: int, bsn: str, geboren: str) -> dict[str, Any]:
    ander = copy.deepcopy(melding)
    ander["betrokkenen"][wie]["gegevens"] |= {"bsn": bsn, "geboortedatum": geboren}
    return ander


async def test_of_a_closed_zaak_only_that_there_is_one(intake: Intake, melding: dict[str, Any]) -> None:
    """D11, S15, L8 (Story 7.2): no kenmerk, no role, no number; also when only its kenmerk is cited."""
    oud = await intake.meld(melding)
    await intake.feed(oud["zaakId"], DOORGEZET, GEPLAND, GEHOUDEN, AFGESCHAALD)
    vreemd = _met(_met(melding, 0, "999990044", "1991-01-01"), 1, "999990056", "1981-01-01")
    zonder, met = await _zaak(intake, vreemd), await _zaak(intake, vreemd | {"oudKenmerk": oud["kenmerk"]})
    nieuw = await _zaak(intake, melding)
    alleen_dat = {"zaken": [], "afgesloten": True, "toelichting": "Er is een afgesloten zaak."}
    assert await _overeenkomsten(intake, nieuw) == alleen_dat
    assert (await _overeenkomsten(intake, zonder))["afgesloten"] is False
    gezien = await _overeenkomsten(intake, met)
    assert (gezien["afgesloten"], [een["zaakId"] for een in gezien["zaken"]]) == (True, [zonder])


async def test_who_is_barred_finds_nothing(intake: Intake, melding: dict[str, Any]) -> None:
    """L6, D11: neither a running zaak nor that a closed one exists."""
    hier, daar = await _zaak(intake, melding), await _zaak(intake, melding)
    geweerd = NOOR | {"als": "vera"}
    wering = {"persoon": "vera", "reden": "Familie."}
    assert (await intake.vraag("POST", f"/v1/meldingen/{daar}/weringen", inhoud=wering, **NOOR)).status_code == 201
    assert len((await _overeenkomsten(intake, hier))["zaken"]) == 1
    assert (await _overeenkomsten(intake, hier, **geweerd))["zaken"] == []
    await intake.feed(daar, DOORGEZET, GEPLAND, GEHOUDEN, AFGESCHAALD)
    assert (await _overeenkomsten(intake, hier))["afgesloten"] is True
    assert (await _overeenkomsten(intake, hier, **geweerd))["afgesloten"] is False


async def test_nobody_else_asks_what_agrees(intake: Intake, melding: dict[str, Any]) -> None:
    """D11: a procesregisseur only, and each look is logged on both zaken (L7)."""
    hier, daar = await _zaak(intake, melding, DOORGEZET, GEPLAND, GEHOUDEN), await _zaak(intake, melding)
    for wie in ({}, ROB, OLGA):
        assert (await intake.vraag("GET", f"/v1/meldingen/{hier}/overeenkomsten", **wie)).status_code == 403
    await _overeenkomsten(intake, hier)
    geweigerd = await intake.logged(action="lees_overeenkomsten", result="refused")
    assert [regel["actor"] for regel in geweigerd] == ["vera", "rob", "olga"]
    regels = await intake.logged(action="lees_overeenkomsten", result="ok")
    assert {regel["actor"] for regel in regels} == {"noor"}
    assert len({regel["object"] for regel in regels}) == 2
    assert daar in str(regels)


async def _gevraagd(intake: Intake, doe: Any) -> list[str]:
    """What the database was asked for while `doe` ran, by the shape of each question."""
    database = intake.rooms.store.database
    await database.command("profile", 2)
    try:
        antwoord = await doe()
        assert antwoord.status_code in (200, 201), antwoord.text
    finally:
        await database.command("profile", 0)
    gevraagd = [str(regel.get("command")) async for regel in database["system.profile"].find({}).sort("ts", 1)]
    await database["system.profile"].drop()
    return [vraag for vraag in gevraagd if "system.profile" not in vraag]


async def test_reporting_looks_nobody_up(intake: Intake, melding: dict[str, Any]) -> None:
    """D11: a reporter can't tell by text, count or timing that a melding on the same persons exists: nothing is asked."""
    vreemd = _met(_met(melding, 0, "999990044", "1991-01-01"), 1, "999990056", "1981-01-01")
    await intake.meld(vreemd)  # what is made once is made
    eerst = await _gevraagd(intake, lambda: intake.vraag("POST", "/v1/meldingen", inhoud=melding))
    antwoorden = []

    async def opnieuw() -> Any:
        antwoorden.append(await intake.vraag("POST", "/v1/meldingen", inhoud=melding))
        return antwoorden[-1]

    dubbel = await _gevraagd(intake, opnieuw)
    assert len(dubbel) == len(eerst) > 0
    assert not any("'$in'" in vraag and "sporen.hash" in vraag for vraag in dubbel)
    assert set(antwoorden[0].json()) == {"zaakId", "kenmerk", "ontvangenOp", "pilotjaar", "waarschuwingen"}
    assert antwoorden[0].json()["waarschuwingen"] == []
    zaak = antwoorden[0].json()["zaakId"]
    for lezen in (f"/v1/meldingen/{zaak}", "/v1/meldingen"):
        gevraagd = await _gevraagd(intake, lambda pad=lezen: intake.vraag("GET", pad))
        assert not any("sporen.hash" in vraag for vraag in gevraagd)
    bij_openen = await _gevraagd(intake, lambda: intake.vraag("GET", f"/v1/meldingen/{zaak}/overeenkomsten", **NOOR))
    assert any("sporen.hash" in vraag for vraag in bij_openen)


async def test_a_reporter_reads_the_same_whether_or_not_there_is_another(
    intake: Intake, melding: dict[str, Any]
) -> None:
    """D11: detail and list of the second reporter hold no word of the first."""
    await _zaak(intake, melding)
    zaken = await asyncio.gather(
        *(
            _zaak(
                intake,
                melding,
            )
            for _ in range(2)
        )
    )
    for zaak in zaken:
        detail = await _detail(intake, zaak)
        for woord in ("overeenkom", "dubbel", "sporen", "hash"):
            assert woord not in str(detail).lower()


# --- bound to the person ----------------------------------------------------------------------------------------------


async def test_what_is_known_of_one_person_can_not_be_put_in_another_s_place(
    intake: Intake, melding: dict[str, Any]
) -> None:
    """L8: whoever may write to the database swaps two persons, or the versions of two: nothing is shown any more."""
    zaak = str((await intake.meld(melding))["zaakId"])
    erbij = {"betrokkene": {**melding["betrokkenen"][1], "rol": "kring"}, "reden": "Kwam in beeld."}
    antwoord = await intake.vraag("POST", f"/v1/meldingen/{zaak}/betrokkenen", inhoud=erbij, **NOOR)
    assert (antwoord.status_code, antwoord.json()["nr"]) == (201, 3)
    bewaard = await intake.stored(zaak)
    personen, versies = bewaard["state"]["inhoud"]["betrokkenen"], bewaard["state"]["wijzigingen"]
    assert {een["gegevens"][:1] for een in (*personen, versies[0]["betrokkene"])} == {b"\x02"}
    anna, boris, karel = (een["gegevens"] for een in (*personen, versies[0]["betrokkene"]))
    collection = intake.rooms.store.collection
    velden = [f"state.inhoud.betrokkenen.{n}.gegevens" for n in (0, 1)] + ["state.wijzigingen.0.betrokkene.gegevens"]
    for zo in ((boris, anna, karel), (karel, boris, karel), (anna, boris, anna)):
        await collection.update_one({"_id": zaak}, {"$set": dict(zip(velden, zo, strict=True))})
        gezien = await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)
        assert (gezien.status_code, "Fictief" in gezien.text, "Verzonnen" in gezien.text) == (500, False, False)
    await collection.update_one({"_id": zaak}, {"$set": dict(zip(velden, (anna, boris, karel), strict=True))})
    assert (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)).status_code == 200


async def test_what_was_sealed_without_a_number_is_still_read_corrected_and_answered(
    intake: Intake, melding: dict[str, Any]
) -> None:
    """L8, D10, L10: a database of before; what is written anew is bound to its person."""
    zaak = str((await intake.meld(melding))["zaakId"])
    key = await intake.rooms.keys.key_for(zaak)
    personen = (await intake.stored(zaak))["state"]["inhoud"]["betrokkenen"]
    oud = {
        f"state.inhoud.betrokkenen.{n}.gegevens": key.seal("gegevens", key.open(f"gegevens/{n + 1}", een["gegevens"]))
        for n, een in enumerate(personen)
    }
    assert {een[:1] for een in oud.values()} == {b"\x01"}
    await intake.rooms.store.collection.update_one({"_id": zaak}, {"$set": oud})
    gezien = await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)
    assert (gezien.status_code, "Verzonnen" in gezien.text) == (200, True)
    opgave = {"betrokkene": melding["betrokkenen"][1], "reden": "Overgetypt."}
    antwoord = await intake.vraag("PUT", f"/v1/meldingen/{zaak}/betrokkenen/2", inhoud=opgave, **NOOR)
    assert antwoord.status_code == 200, antwoord.text
    pad = f"/v1/meldingen/{zaak}/onjuist"
    await intake.vraag("POST", pad, inhoud={"nr": 1, "veld": "bsn", "waarom": "Van een ander."}, **NOOR)
    klaar = await intake.vraag(
        "POST", f"{pad}/1/afhandeling", inhoud={"uitkomst": "vernietigd", "reden": "Niet van haar."}
    )
    assert klaar.status_code == 201, klaar.text
    bewaard = await intake.stored(zaak)
    assert {een["betrokkene"]["gegevens"][:1] for een in bewaard["state"]["wijzigingen"]} == {b"\x02"}
    nu = (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)).json()["inhoud"]["betrokkenen"]
    assert [een["gegevens"]["naam"] for een in nu] == ["Anna Fictief", "Boris Verzonnen"]


async def test_who_is_added_at_the_same_moment_gets_the_next_number(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, D1: each is added once, under a number of their own; a repeat gets the same one."""
    zaak = str((await intake.meld(melding))["zaakId"])
    pad = f"/v1/meldingen/{zaak}/betrokkenen"

    def erbij(n: int) -> Any:
        wie = {"rol": "kring", "gegevens": {"naam": f"Kring Bedacht {'abcdef'[n]}"}, "geinformeerd": {"ja": True}}
        return intake.vraag(
            "POST", pad, inhoud={"betrokkene": wie, "reden": "In beeld."}, sleutel=f"erbij-num-{n}", **NOOR
        )

    antwoorden = await asyncio.gather(*(erbij(n) for n in range(6)))
    assert sorted(een.json()["nr"] for een in antwoorden) == [3, 4, 5, 6, 7, 8]
    assert [(await erbij(n)).json() for n in range(6)] == [een.json() for een in antwoorden]
    nu = (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)).json()["betrokkenen"]
    for n, antwoord in enumerate(antwoorden):
        assert nu[antwoord.json()["nr"] - 1]["gegevens"]["naam"].endswith("abcdef"[n])
