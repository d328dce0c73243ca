# SPDX-License-Identifier: EUPL-1.2
"""Intake over HTTP on a real database: each route acts, refuses, and shows another organisation nothing."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from services.intake.tests.parts.conftest import Intake

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.huis import HUISROLLEN, ROLLEN
from zvhh_intake.access import ACCESS

pytestmark = pytest.mark.parts
VT, PO, OM, RN = "00000099000000001000", "00000099000000002000", "00000099000000003000", "00000099000000006000"
SH, TB, ONBEKEND = "00000099000000009000", "00000099000000011000", "00000099000000099000"
ZVHH = "00000099000000000100"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
NOOR = {"als": "noor", "oin": ZVHH, "rol": "procesregisseur"}
GEVRAAGD = triages.AanvullingGevraagd(versie=1, gevraagd_op=T0, uiterlijk_op=date(2025, 3, 10))
DOORGEZET = triages.TriageDoorgezet(versie=1, doorgezet_op=T0, door="noor", weegoverleg_uiterlijk_op=date(2025, 3, 17))
GEPLAND = overleggen.WeegoverlegGepland(nummer=1, begin=T0, duur_minuten=60, genodigden=(PO, OM))
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO, OM), passend=True, doorzetten="ja",
    deelnemers=(PO, RN),
)  # fmt: skip
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T0)
Json = str | int | bool | list[str] | dict[str, str] | None
"""A value that no melding has for a yes."""


def _fouten(antwoord: Any) -> set[tuple[str, str]]:
    assert antwoord.headers["content-type"].startswith("application/problem+json")
    return {(fout["code"], fout["plaats"]) for fout in antwoord.json()["fouten"]}


async def _aantal(intake: Intake) -> int:
    return int(await intake.rooms.store.collection.count_documents({"soort": "melding"}))


# --- meldingen --------------------------------------------------------------------------------------------------------


async def test_a_melding_from_report_to_detail(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 1.1: 201 with kenmerk; the reporter reads all of it back; in the database nothing of it is in clear (L6)."""
    gemeld = await intake.meld(melding | {"nietMeegeteld": {"sash": "hoog"}})
    assert gemeld["ontvangenOp"] == "2025-03-03T08:12:00Z"
    assert gemeld["pilotjaar"] == 2025
    assert gemeld["waarschuwingen"] == []

    detail = (await intake.vraag("GET", f"/v1/meldingen/{gemeld['zaakId']}")).json()
    assert detail["kenmerk"] == gemeld["kenmerk"]
    assert (detail["standTekst"], detail["gemeenteTekst"]) == ("Gemeld", "Den Haag")
    assert detail["vernietigenUiterlijkOp"] == "2030-03-03"
    anna = detail["inhoud"]["betrokkenen"][0]["gegevens"]
    assert (anna["naam"], anna["bsn"], anna["adres"]) == ("Anna Fictief", "999990019", None)
    assert "nationaliteit" not in anna
    assert detail["inhoud"]["voorwaarden"] == melding["voorwaarden"]
    assert detail["inhoud"]["nietMeegeteld"]["sash"] == "hoog"

    bewaard = str(await intake.stored(gemeld["zaakId"]))
    for geheim in ("Fictief", "Verzonnen", "999990019", "buren", "deur", "Vera", "070-0000001", "hoog"):
        assert geheim not in bewaard


async def test_every_read_and_write_is_logged_for_each_person(intake: Intake, melding: dict[str, Any]) -> None:
    """L7: a line per person for the write and for the read, by pseudonym."""
    gemeld = await intake.meld(melding)
    await intake.vraag("GET", f"/v1/meldingen/{gemeld['zaakId']}")
    regels = await intake.logged()

    assert [r["action"] for r in regels] == ["meld", "meld", "lees_melding", "lees_melding"]
    assert len({r["data_subject"] for r in regels}) == 2
    assert "Fictief" not in str(regels)


async def test_five_faults_in_one_answer(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 2.2 (S2, L1, L2): one 400 names all five, each with its place; nothing is stored, nothing is echoed."""
    fout = {naam: waarde for naam, waarde in melding.items() if naam != "verklaring"} | {"voorPilot": False}
    fout["criteria"]["veiligheid"] = ""
    fout["betrokkenen"][0]["gegevens"] |= {"nationaliteit": "Verzonnenland", "bsn": "999990018"}
    antwoord = await intake.vraag("POST", "/v1/meldingen", inhoud=fout)

    assert antwoord.status_code == 400
    assert _fouten(antwoord) == {
        ("niet-voor-pilot", "/voorPilot"),
        ("verklaring-ontbreekt", "/verklaring"),
        ("criterium-leeg", "/criteria/veiligheid"),
        ("nationaliteit-niet-toegestaan", "/betrokkenen/0/gegevens/nationaliteit"),
        ("bsn-ongeldig", "/betrokkenen/0/gegevens/bsn"),
    }
    assert "Verzonnenland" not in antwoord.text
    assert await _aantal(intake) == 0


async def test_unknown_categories_and_wrong_types_are_named_together(intake: Intake, melding: dict[str, Any]) -> None:
    """L1, L2: whitelisted categories only; faults of form, of content and of a header are told together."""
    melding["betrokkenen"][0]["gegevens"] |= {"geloof": "x", "bsn": "000000000"}
    fout = melding | {"voorPilot": "ja", "iets": 1, "zorgen": ""}
    antwoord = await intake.vraag("POST", "/v1/meldingen", sleutel="te kort", inhoud=fout)
    assert antwoord.status_code == 400
    assert _fouten(antwoord) == {
        ("idempotency-key", "header:Idempotency-Key"),
        ("bsn-ongeldig", "/betrokkenen/0/gegevens/bsn"),
        ("zorgen-ontbreken", "/zorgen"),
        ("onbekend-veld", "/betrokkenen/0/gegevens/geloof"),
        ("onbekend-veld", "/iets"),
        ("verkeerd-type", "/voorPilot"),
    }


@pytest.mark.parametrize(
    ("oin", "code"),
    [(TB, "partner-incidenteel"), (SH, "partner-derde"), (ONBEKEND, "partner-onbekend")],
)
async def test_who_may_not_report(intake: Intake, melding: dict[str, Any], oin: str, code: str) -> None:
    """Story 2.1 (S1): 403 with its own text, no melding, and no list of faults for who can't report anyway."""
    for inhoud in (melding, {}, {"iets": 1}):
        antwoord = await intake.vraag("POST", "/v1/meldingen", oin=oin, inhoud=inhoud)
        assert (antwoord.status_code, antwoord.json()["code"]) == (403, code)
        assert "via een vaste partner" in antwoord.json()["detail"]
    assert await _aantal(intake) == 0


async def test_the_last_night(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 3.1, 3.3 (S7, D1): 201 at the last ms, 409 at the first of October, and the retry gets its kenmerk."""
    eind = datetime(2025, 9, 30, 22, 0, tzinfo=UTC)
    intake.at(eind - timedelta(milliseconds=1))
    gemeld = await intake.meld(melding, sleutel="de-laatste-nacht")

    intake.at(eind)
    te_laat = await intake.vraag("POST", "/v1/meldingen", inhoud=melding)
    assert (te_laat.status_code, te_laat.json()["code"]) == (409, "pilot-gesloten")
    assert "van 1 januari 2025 tot 1 oktober 2025" in te_laat.json()["detail"]

    intake.at(eind + timedelta(seconds=30))
    assert await intake.meld(melding, sleutel="de-laatste-nacht") == gemeld


async def test_the_same_key_is_one_melding(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 2.6 (D1): ten at once are one; another text under the key is 409; another organisation's key is its own."""
    antwoorden = await asyncio.gather(*(intake.meld(melding, sleutel="dubbele-klik") for _ in range(10)))
    assert len({antwoord["zaakId"] for antwoord in antwoorden}) == 1
    assert await _aantal(intake) == 1

    ander = await intake.vraag("POST", "/v1/meldingen", sleutel="dubbele-klik", inhoud=melding | {"zorgen": "Anders."})
    assert (ander.status_code, ander.json()["code"]) == (409, "sleutel-hergebruikt")
    collega = await intake.vraag("POST", "/v1/meldingen", sleutel="dubbele-klik", inhoud=melding, als="mila")
    assert (collega.status_code, collega.json()["code"]) == (409, "sleutel-hergebruikt")
    assert not any(str(waarde) in collega.text for waarde in (antwoorden[0]["kenmerk"], antwoorden[0]["zaakId"]))
    assert (await intake.meld(melding, sleutel="dubbele-klik", oin=PO, als="piet"))["zaakId"] != antwoorden[0]["zaakId"]


async def test_what_does_not_count_moves_nothing_in_the_list(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 4.1 (S4): order of receipt, the same columns; no filter on it exists."""
    for n, sash in enumerate((None, "laag", "hoog", "niet afgenomen")):
        intake.at(T0 + timedelta(minutes=n))
        await intake.meld(melding | {"nietMeegeteld": {"sash": sash, "aangifte": "ja"}})
    regels = (await intake.vraag("GET", "/v1/meldingen")).json()["items"]

    assert [regel["ontvangenOp"] for regel in regels] == [f"2025-03-03T08:1{n}:00Z" for n in (2, 3, 4, 5)]
    for woord in ("sash", "aangifte", "regiobinding", "hoog"):
        assert woord not in str(regels).lower()


async def test_lists_filter_as_details_do(intake: Intake, melding: dict[str, Any]) -> None:
    """L6: another organisation sees no line and no detail, unknown and forbidden alike; a procesregisseur sees both."""
    zaak = (await intake.meld(melding))["zaakId"]
    onbekend = "0190aaaa-0000-8000-8000-000000000001"
    for wie in ({"als": "piet", "oin": PO}, {"als": "piet", "oin": PO, "rol": "deelnemer"}):
        assert (await intake.vraag("GET", "/v1/meldingen", **wie)).json()["items"] == []
        verboden = await intake.vraag("GET", f"/v1/meldingen/{zaak}", **wie)
        niet_daar = await intake.vraag("GET", f"/v1/meldingen/{onbekend}", **wie)
        assert (verboden.status_code, verboden.json()) == (404, niet_daar.json())
    assert [r["zaakId"] for r in (await intake.vraag("GET", "/v1/meldingen", **NOOR)).json()["items"]] == [zaak]
    assert (await intake.vraag("GET", "/v1/meldingen?stand=afgewezen", **NOOR)).json()["items"] == []
    anders = await intake.vraag("GET", "/v1/meldingen?sash=hoog", **NOOR)
    assert (anders.status_code, anders.json()["fouten"][0]["code"]) == (400, "onbekende-parameter")


async def test_access_from_invitation_to_closing(intake: Intake, melding: dict[str, Any]) -> None:
    """L4b, L6, L8: OM is invited and reads until vastleggen, RN takes part and reads from then on, at the end nobody."""
    zaak = (await intake.meld(melding))["zaakId"]

    async def lezers() -> set[str]:
        antwoorden = {
            oin: await intake.vraag("GET", f"/v1/meldingen/{zaak}", als="x", oin=oin, rol="deelnemer")
            for oin in (VT, PO, OM, RN)
        }
        return {oin for oin, antwoord in antwoorden.items() if antwoord.status_code == 200}

    await intake.feed(zaak, DOORGEZET)
    assert await lezers() == set()
    await intake.feed(zaak, GEPLAND)
    assert await lezers() == {PO, OM}
    await intake.feed(zaak, GEHOUDEN)
    assert await lezers() == {PO, RN}
    await intake.feed(zaak, AFGESCHAALD)
    assert await lezers() == set()
    for wie in ({}, NOOR):
        assert (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **wie)).status_code == 404
        assert (await intake.vraag("GET", "/v1/meldingen", **wie)).json()["items"] == []


async def test_a_shielded_address_is_left_out_for_others(intake: Intake, melding: dict[str, Any]) -> None:
    """D10: nobody sees it in a detail; who needs it asks for it, with a reason (test_api_betrokkenen)."""
    zaak = (await intake.meld(melding))["zaakId"]
    await intake.feed(zaak, DOORGEZET, GEPLAND)

    async def adres(**wie: Any) -> Any:
        detail = (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **wie)).json()
        return detail["inhoud"]["betrokkenen"][0]["gegevens"]["adres"]

    assert await adres() is None
    assert await adres(**NOOR) is None
    assert await adres(als="piet", oin=PO, rol="deelnemer") is None


async def test_supplementing(intake: Intake, melding: dict[str, Any]) -> None:
    """D1: 409 while nothing is asked, 201 when it is, 400 when empty, 404 for another organisation."""
    zaak = (await intake.meld(melding))["zaakId"]
    pad = f"/v1/meldingen/{zaak}/aanvullingen"
    niet_gevraagd = await intake.vraag("POST", pad, inhoud={"tekst": "Meer."})
    assert (niet_gevraagd.status_code, niet_gevraagd.json()["code"]) == (409, "geen-vraag")

    await intake.feed(zaak, GEVRAAGD)
    regel = (await intake.vraag("GET", "/v1/meldingen")).json()["items"][0]
    assert (regel["standTekst"], regel["aanvullingUiterlijkOp"]) == ("Aanvulling gevraagd", "2025-03-10")
    leeg = await intake.vraag("POST", pad, inhoud={"tekst": "  "})
    assert (leeg.status_code, _fouten(leeg)) == (400, {("te-kort", "/tekst")})
    assert (await intake.vraag("POST", pad, oin=PO, inhoud={"tekst": "Meer."})).status_code == 404
    assert (await intake.vraag("POST", pad, inhoud={"tekst": "Zij woont elders."})).status_code == 201

    detail = (await intake.vraag("GET", f"/v1/meldingen/{zaak}")).json()
    assert (detail["stand"], detail["aanvullingen"][0]["tekst"]) == ("gemeld", "Zij woont elders.")


async def test_withdrawing(intake: Intake, melding: dict[str, Any]) -> None:
    """D1: with a reason, once, until a weegoverleg is held; another organisation gets 404."""
    zaak = (await intake.meld(melding))["zaakId"]
    pad = f"/v1/meldingen/{zaak}/intrekking"
    assert _fouten(await intake.vraag("POST", pad, inhoud={})) == {("ontbreekt", "/reden")}
    assert (await intake.vraag("POST", pad, oin=PO, inhoud={"reden": "Zomaar."})).status_code == 404
    for _ in range(2):
        antwoord = await intake.vraag("POST", pad, sleutel="intrekken-1", inhoud={"reden": "Zij wil dit niet."})
        assert (antwoord.status_code, antwoord.json()) == (201, {"resultaat": "ingetrokken"})
    detail = (await intake.vraag("GET", f"/v1/meldingen/{zaak}")).json()
    assert (detail["stand"], detail["vernietigenOp"]) == ("ingetrokken", "2025-04-02")
    assert detail["intrekking"]["reden"] == "Zij wil dit niet."

    tweede = (await intake.meld(melding))["zaakId"]
    await intake.feed(tweede, DOORGEZET, GEPLAND, GEHOUDEN)
    te_laat = await intake.vraag("POST", f"/v1/meldingen/{tweede}/intrekking", inhoud={"reden": "Zij wil dit niet."})
    assert te_laat.status_code == 409
    assert te_laat.json()["detail"] == "Na het weegoverleg kan dit niet meer. Bel de procesregisseur."


# --- drafts -----------------------------------------------------------------------------------------------------------


async def _concept(intake: Intake, inhoud: dict[str, Any], **wie: Any) -> str:
    antwoord = await intake.vraag("POST", "/v1/concepten", inhoud={"inhoud": inhoud}, **wie)
    assert antwoord.status_code == 201, antwoord.text
    return str(antwoord.json()["conceptId"])


async def test_a_draft_is_kept_for_who_typed_it(intake: Intake) -> None:
    """Story 2.3 (D1): any part; all text is there again; a colleague and another organisation get nothing (L6)."""
    inhoud = {"relatie": "partner", "zorgen": "Half af", "betrokkenen": [{"gegevens": {"naam": "Anna"}}]}
    concept = await _concept(intake, inhoud)
    pad = f"/v1/concepten/{concept}"

    gelezen = (await intake.vraag("GET", pad)).json()
    assert (gelezen["inhoud"], gelezen["bewaardTot"], gelezen["melding"]) == (inhoud, "2025-04-02T08:12:00Z", None)
    intake.at(T0 + timedelta(days=1))
    tag = (await intake.vraag("GET", pad)).headers["ETag"]
    opnieuw = await intake.vraag("PUT", pad, inhoud={"inhoud": inhoud | {"zorgen": "Meer"}}, gezien=tag)
    assert opnieuw.json() == {"conceptId": concept, "bewaardTot": "2025-04-03T08:12:00Z"}
    assert (await intake.vraag("GET", pad)).json()["inhoud"]["zorgen"] == "Meer"
    assert [regel["conceptId"] for regel in (await intake.vraag("GET", "/v1/concepten")).json()["items"]] == [concept]

    for wie in ({"als": "collega"}, {"als": "vera", "oin": PO}):
        assert (await intake.vraag("GET", "/v1/concepten", **wie)).json()["items"] == []
        for methode, rest, body in (
            ("GET", "", None), ("PUT", "", {"inhoud": {}}), ("DELETE", "", None), ("POST", "/indiening", None),
        ):  # fmt: skip
            assert (await intake.vraag(methode, pad + rest, inhoud=body, **wie)).status_code == 404
    assert "Half af" not in str(await intake.stored(concept))


async def test_the_same_save_twice_is_one_draft(intake: Intake) -> None:
    """D1: by its own name space: the same key may also report."""
    een = await _concept(intake, {"zorgen": "x"}, sleutel="dubbele-klik")
    assert await _concept(intake, {"zorgen": "x"}, sleutel="dubbele-klik") == een


async def test_a_draft_is_thrown_away(intake: Intake) -> None:
    """D1: then it is gone for its owner too."""
    concept = await _concept(intake, {"zorgen": "x"})
    assert (await intake.vraag("DELETE", f"/v1/concepten/{concept}")).status_code == 200
    assert (await intake.vraag("GET", f"/v1/concepten/{concept}")).status_code == 404
    assert (await intake.vraag("DELETE", f"/v1/concepten/{concept}")).status_code == 404


async def test_a_draft_is_sent_once(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 2.6 (D1): double click, and a later try with another key: one melding, one answer; its content is gone."""
    concept = await _concept(intake, melding)
    pad = f"/v1/concepten/{concept}"
    eerst = await asyncio.gather(*(intake.vraag("POST", f"{pad}/indiening") for _ in range(5)))
    later = await intake.vraag("POST", f"{pad}/indiening")

    assert [antwoord.status_code for antwoord in (*eerst, later)] == [201] * 6
    assert len({antwoord.text for antwoord in (*eerst, later)}) == 1
    assert await _aantal(intake) == 1
    gelezen = (await intake.vraag("GET", pad)).json()
    assert (gelezen["inhoud"], gelezen["verstuurd"], gelezen["melding"]) == (None, True, later.json())
    assert (await intake.vraag("GET", f"/v1/meldingen/{later.json()['zaakId']}")).status_code == 200
    na = await intake.vraag("PUT", pad, inhoud={"inhoud": {}}, gezien="*")
    assert (na.status_code, na.json()["code"]) == (409, "al-verstuurd")


async def test_a_faulty_draft_stays(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 2.4 (L1): every missing thing is named; wrong forms too; the draft is as it was."""
    half = {naam: waarde for naam, waarde in melding.items() if naam not in ("verklaring", "melder")}
    for inhoud, fouten in (
        (half, {("verklaring-ontbreekt", "/verklaring"), ("melder-ontbreekt", "/melder")}),
        (
            half | {"relatie": "neef"},
            {
                ("verklaring-ontbreekt", "/verklaring"),
                ("melder-ontbreekt", "/melder"),
                ("onbekende-waarde", "/relatie"),
            },
        ),
    ):
        concept = await _concept(intake, inhoud)
        antwoord = await intake.vraag("POST", f"/v1/concepten/{concept}/indiening")
        assert (antwoord.status_code, _fouten(antwoord)) == (400, fouten)
        assert (await intake.vraag("GET", f"/v1/concepten/{concept}")).json()["inhoud"] == inhoud
    assert await _aantal(intake) == 0


async def test_a_draft_says_what_is_missing_in_each_part(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 2.3, 2.4 (D1, L1): 2 ready, 1 half, 3 not begun; sending names it in the order of the parts."""
    for wie in melding["betrokkenen"]:
        del wie["geinformeerd"]
    velden = ("voorPilot", "betrokkenen", "relatie", "gemeente", "zorgen", "criteria", "leefgebieden")
    concept = await _concept(intake, {veld: melding[veld] for veld in velden})
    gelezen = (await intake.vraag("GET", f"/v1/concepten/{concept}")).json()
    assert [(deel["naam"], deel["voortgangTekst"]) for deel in gelezen["delen"]] == [
        ("Voordat u begint", "Klaar"),
        ("De betrokkenen", "Klaar"),
        ("Wat is er aan de hand?", "Niet compleet"),
        ("De drie criteria", "Klaar"),
        ("Wat wilt u bespreken?", "Nog niet begonnen"),
        ("Mag en klopt het?", "Nog niet begonnen"),
        ("U en uw organisatie", "Nog niet begonnen"),
    ]
    ontbreekt = [fout["plaats"] for deel in gelezen["delen"] for fout in deel["fouten"]]
    assert ontbreekt[0] == "/bekend"
    antwoord = await intake.vraag("POST", f"/v1/concepten/{concept}/indiening")
    assert antwoord.status_code == 400
    assert [fout["plaats"] for fout in antwoord.json()["fouten"]] == ontbreekt


async def test_a_draft_without_the_pilot_or_with_doubt_is_held_back(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 2.5 (S2, S5): each says so, with the number to call and that the draft is kept; then it goes."""
    niet = await _concept(intake, melding | {"voorPilot": False})
    antwoord = await intake.vraag("POST", f"/v1/concepten/{niet}/indiening")
    assert (antwoord.status_code, antwoord.json()["code"]) == (400, "niet-voor-pilot")
    twijfel = await _concept(intake, melding | {"twijfel": {"ja": True}})
    pad = f"/v1/concepten/{twijfel}"
    antwoord = await intake.vraag("POST", f"{pad}/indiening")
    assert (antwoord.status_code, antwoord.json()["code"]) == (400, "eerst-overleggen")
    for deel in ("070-7570900", "Uw concept is bewaard.", "Niemand bereikbaar?"):
        assert deel in antwoord.json()["detail"]
    assert (await intake.vraag("GET", pad)).json()["inhoud"]["twijfel"] == {"ja": True}
    assert await _aantal(intake) == 0

    met_code = melding | {"twijfel": {"ja": True, "code": "A-7K4M-9QXT"}}
    await intake.vraag("PUT", pad, inhoud={"inhoud": met_code}, gezien="*")
    zaak = (await intake.vraag("POST", f"{pad}/indiening")).json()["zaakId"]
    detail = (await intake.vraag("GET", f"/v1/meldingen/{zaak}", **NOOR)).json()
    assert (detail["twijfel"], detail["afstemming"]) == ("overlegd", "A-7K4M-9QXT")


async def test_doubt_by_rest(intake: Intake, melding: dict[str, Any]) -> None:
    """S5: the same over REST, without a word of a draft."""
    antwoord = await intake.vraag("POST", "/v1/meldingen", inhoud=melding | {"twijfel": {"ja": True}})
    assert (antwoord.status_code, antwoord.json()["code"]) == (400, "eerst-overleggen")
    assert "concept" not in antwoord.json()["detail"]
    zaak = (await intake.meld(melding | {"twijfel": {"ja": True, "niemandBereikbaar": True}}))["zaakId"]
    assert (await intake.vraag("GET", f"/v1/meldingen/{zaak}")).json()["twijfel"] == "niemand-bereikbaar"


@pytest.mark.parametrize("voor_pilot", ["true", 1, "ja", None, False, [], {}])
async def test_for_the_pilot_is_literally_true(intake: Intake, melding: dict[str, Any], voor_pilot: Json) -> None:
    """S2: by REST nothing else will do."""
    antwoord = await intake.vraag("POST", "/v1/meldingen", inhoud=melding | {"voorPilot": voor_pilot})
    assert antwoord.status_code == 400
    assert [fout["plaats"] for fout in antwoord.json()["fouten"]] == ["/voorPilot"]


async def test_a_draft_that_comes_too_late_stays(intake: Intake, melding: dict[str, Any]) -> None:
    """Story 3.2 (S7): begun 23:40, sent 00:04: refused with that moment in words, and kept."""
    intake.at(datetime(2025, 9, 30, 21, 40, tzinfo=UTC))
    concept = await _concept(intake, melding)
    intake.at(datetime(2025, 9, 30, 22, 4, tzinfo=UTC))
    antwoord = await intake.vraag("POST", f"/v1/concepten/{concept}/indiening")

    assert (antwoord.status_code, antwoord.json()["code"]) == (409, "pilot-gesloten")
    assert "1 oktober 2025 om 00:04 uur" in antwoord.json()["detail"]
    assert "Uw concept is bewaard." in antwoord.json()["detail"]
    assert (await intake.vraag("GET", f"/v1/concepten/{concept}")).json()["inhoud"] == melding


# --- open to all, and closed ------------------------------------------------------------------------------------------


async def test_the_pilot_without_login(intake: Intake, melding: dict[str, Any]) -> None:
    """D6, S6, S7: who, what, when, how many places as far as heard, and whom to call; nothing of any zaak."""

    async def pilot() -> dict[str, Any]:
        antwoord = await intake.client.get("/v1/pilot")
        assert antwoord.status_code == 200
        gelezen: dict[str, Any] = antwoord.json()
        return gelezen

    eerst = await pilot()
    assert (eerst["jaar"], eerst["maximum"], "vergeven" in eerst) == (2025, 30, False)
    assert eerst["venster"] == {"van": "2025-01-01", "tot": "2025-10-01", "open": True}
    assert [een["code"] for een in eerst["criteria"]] == ["leefgebieden", "veiligheid", "samenwerking"]
    assert (eerst["telefoon"], eerst["directGevaar"]) == (
        "070-7570900",
        "Direct gevaar? Bel 112.",
    )
    assert "vaste partner" in eerst["wieMagMelden"]
    assert "070-7570900" in eerst["contactpunt"]

    zaken = [(await intake.meld(melding))["zaakId"] for _ in range(3)]
    for plaats, zaak in enumerate(zaken, start=1):
        geopend = casussen.CasusGeopend(
            pilotjaar=2025,
            plaats=plaats,
            maximum=30 if plaats < 3 else 32,
            vergeven=plaats,
            geopend_op=T0,
            afschalen_mogelijk_op=T0,
        )
        await intake.feed(zaak, geopend)
    assert [(await pilot())[veld] for veld in ("vergeven", "maximum")] == [3, 32]
    await intake.feed(zaken[0], AFGESCHAALD)
    assert (await pilot())["vergeven"] == 3
    ongedaan = casussen.OpeningOngedaan(pilotjaar=2025, plaats=2, ongedaan_op=T0, door="bram")
    await intake.feed(zaken[1], ongedaan)
    assert (await pilot())["vergeven"] == 2

    intake.at(datetime(2025, 10, 1, 9, tzinfo=UTC))
    assert (await pilot())["venster"]["open"] is False


async def test_partners_without_login(intake: Intake) -> None:
    """Story 2.1 (D6, S1): TB stands under incidenteel; RN is vast until June."""
    lijst = (await intake.client.get("/v1/partners")).json()
    assert {soort: {p["oin"] for p in lijst[soort]} for soort in lijst} == {
        "vast": {VT, PO, RN},
        "incidenteel": {TB},
        "derde": {SH},
    }
    intake.at(datetime(2025, 6, 1, 9, tzinfo=UTC))
    assert RN in {p["oin"] for p in (await intake.client.get("/v1/partners")).json()["incidenteel"]}


async def test_the_catalogue_of_errors_is_there_without_a_login(intake: Intake, melding: dict[str, Any]) -> None:
    """D6: and what a melding with faults is answered with stands in it, door and what to do."""
    known = {row["code"]: row for row in (await intake.client.get("/v1/fouten")).json()["fouten"]}
    answer = await intake.vraag("POST", "/v1/meldingen", inhoud=melding | {"zorgen": "", "wat": 1})
    told = answer.json()
    assert answer.status_code == 400
    for code in (told["code"], *(fault["code"] for fault in told["fouten"])):
        assert known[code]["doen"] and "rest" in known[code]["deuren"], code
    assert set(known["niet-te-ontcijferen"]["deuren"]) == {"kafka"}


async def test_public_keys_without_login(intake: Intake) -> None:
    """The public half only."""
    (gegeven,) = (await intake.client.get("/.well-known/jwks.json")).json()["keys"]
    assert (gegeven["kid"], gegeven["use"], "d" in gegeven) == ("intake-1", "enc", False)


PERSOON = {
    "betrokkene": {"rol": "slachtoffer", "gegevens": {"naam": "Anna"}, "geinformeerd": {"ja": True}},
    "reden": "Beter.",
}
VERZOEKEN: dict[str, tuple[str, str, Any]] = {
    "meld": ("POST", "/v1/meldingen", {}),
    "lees_meldingen": ("GET", "/v1/meldingen", None),
    "lees_melding": ("GET", "/v1/meldingen/{zaak}", None),
    "vul_melding_aan": ("POST", "/v1/meldingen/{zaak}/aanvullingen", {"tekst": "x"}),
    "trek_melding_in": ("POST", "/v1/meldingen/{zaak}/intrekking", {"reden": "x"}),
    "voeg_betrokkene_toe": ("POST", "/v1/meldingen/{zaak}/betrokkenen", PERSOON),
    "verbeter_betrokkene": ("PUT", "/v1/meldingen/{zaak}/betrokkenen/1", PERSOON),
    "bekijk_adres": ("POST", "/v1/meldingen/{zaak}/betrokkenen/1/adres", {"reden": "spoed"}),
    "hef_afscherming_op": ("POST", "/v1/meldingen/{zaak}/betrokkenen/1/opheffing-afscherming", {"reden": "x"}),
    "lees_overeenkomsten": ("GET", "/v1/meldingen/{zaak}/overeenkomsten", None),
    "merk_onjuist": ("POST", "/v1/meldingen/{zaak}/onjuist", {"veld": "zorgen", "waarom": "x"}),
    "lees_onjuist": ("GET", "/v1/meldingen/{zaak}/onjuist", None),
    "handel_onjuist_af": ("POST", "/v1/meldingen/{zaak}/onjuist/1/afhandeling", {"uitkomst": "juist", "reden": "x"}),
    "lees_weringen": ("GET", "/v1/meldingen/{zaak}/weringen", None),
    "weer_persoon": ("POST", "/v1/meldingen/{zaak}/weringen", {"persoon": "y", "reden": "x"}),
    "hef_wering_op": ("POST", "/v1/meldingen/{zaak}/weringen/opheffing", {"persoon": "y", "redenOpheffing": "x"}),
    "breng_lopende_zaak_in": ("POST", "/v1/lopende-zaken", {"oudeReferentie": "x"}),
    "lees_bewaartermijnen": ("GET", "/v1/bewaartermijnen", None),
    "lees_bewaartermijn": ("GET", "/v1/bewaartermijnen/{zaak}", None),
    "verleng_bewaren": (
        "POST",
        "/v1/bewaartermijnen/{zaak}/verlenging",
        {"tot": "2031-01-01", "toestemmingen": [], "reden": "x"},
    ),
    "houd_bewaren_aan": ("POST", "/v1/bewaartermijnen/{zaak}/aanhouding", {"naam": "x", "reden": "x"}),
    "geef_bewaren_vrij": ("POST", "/v1/bewaartermijnen/{zaak}/vrijgave", {"redenVrijgave": "x"}),
    "zoek_zaken_van_persoon": ("POST", "/v1/betrokkenen/zaken", {"bsn": "999990019", "reden": "klacht"}),
    "lees_verwerkingen": ("GET", "/v1/verwerkingen?reden=toezicht&persoon=x", None),
    "lees_verwerkingen_csv": ("GET", "/v1/verwerkingen.csv?reden=toezicht&persoon=x", None),
    "zoek_verwerkingen_van_persoon": (
        "POST",
        "/v1/betrokkenen/verwerkingen",
        {"bsn": "999990019", "reden": "klacht"},
    ),
    "lees_taken": ("GET", "/v1/taken", None),
    "rond_taak_af": (
        "POST",
        "/v1/meldingen/{zaak}/afgeronde-taken",
        {"taak": "bewaartermijn-loopt-af", "bevinding": "x"},
    ),
    "lees_jaarvragen": ("GET", "/v1/jaarvragen?jaar=2025", None),
    "lees_jaarantwoord": ("GET", f"/v1/jaarvragen/2025/antwoorden/{VT}", None),
    "beantwoord_jaarvraag": ("POST", "/v1/jaarvragen/2025/antwoord", {"nuttig": "ja"}),
    "bewaar_nieuw_concept": ("POST", "/v1/concepten", {"inhoud": {}}),
    "lees_concepten": ("GET", "/v1/concepten", None),
    "lees_concept": ("GET", "/v1/concepten/{concept}", None),
    "bewaar_concept": ("PUT", "/v1/concepten/{concept}", {"inhoud": {}}),
    "gooi_concept_weg": ("DELETE", "/v1/concepten/{concept}", None),
    "dien_concept_in": ("POST", "/v1/concepten/{concept}/indiening", None),
}


async def test_every_operation_by_every_role(intake: Intake, melding: dict[str, Any]) -> None:
    """L6: the table is what happens: a role outside the row gets 403, before anything is looked up; nobody gets 401. The
    roles of the house are none with a partner's OIN."""
    assert set(VERZOEKEN) == set(ACCESS)
    ids = {"zaak": (await intake.meld(melding))["zaakId"], "concept": await _concept(intake, {})}
    for operatie, (methode, pad, inhoud) in VERZOEKEN.items():
        zonder = await intake.client.request(methode, pad.format(**ids), json=inhoud)
        assert zonder.status_code == 401, operatie
        for rol in ROLLEN - {"melder"}:
            for oin, van_het_huis in ((OM, False), (ZVHH, True)):
                antwoord = await intake.vraag(methode, pad.format(**ids), als="x", oin=oin, rol=rol, inhoud=inhoud)
                mag = rol in ACCESS[operatie] and (van_het_huis or rol not in HUISROLLEN)
                assert (antwoord.status_code == 403) is not mag, (operatie, oin, rol, antwoord.status_code)
