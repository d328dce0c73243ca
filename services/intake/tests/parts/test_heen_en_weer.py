# SPDX-License-Identifier: EUPL-1.2
"""What is read and put back unchanged changes nothing, for whoever may: every field of every PUT, on a real database.

And what fills a zaak is refused with words, over HTTP. Not for: what may be put (`test_toets`), who may (`test_api_betrokkenen`).
"""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.routing import APIRoute
from services.intake.tests.parts.conftest import Intake

from zvhh_contracts import overleggen, triages
from zvhh_intake.domain.commands.wijzig_betrokkene import Opgave, voorwaarden_nu
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gegevens import Betrokkene, Geinformeerd, Persoonsgegevens
from zvhh_intake.domain.rules.afscherming import persoon_nu
from zvhh_kit.core.document import read_state
from zvhh_kit.core.space import FOR_AN_ORGANISATION, FOR_PEOPLE

pytestmark = pytest.mark.parts
PO, RN, ZVHH = "00000099000000002000", "00000099000000006000", "00000099000000000100"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
NOOR = {"als": "noor", "oin": ZVHH, "rol": "procesregisseur"}
ROB = {"als": "rob", "oin": RN, "rol": "deelnemer"}
GEHOORD = (
    triages.TriageDoorgezet(versie=1, doorgezet_op=T0, door="noor", weegoverleg_uiterlijk_op=T0.date()),
    overleggen.WeegoverlegGepland(nummer=1, begin=T0, duur_minuten=60, genodigden=(PO,)),
    overleggen.WeegoverlegGehouden(
        nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO, RN), passend=True, doorzetten="ja",
        deelnemers=(PO, RN),
    ),
)  # fmt: skip
VOL: dict[str, Any] = {
    "ref": "dossier-7",
    "rol": "kind",
    "gegevens": {
        "naam": "Kim Fictief",
        "geboortedatum": "2019-04-03",
        "adres": "Proefweg 1 Zandvoorde",
        "adresAfschermen": False,
        "telefoon": "06-00000002",
        "veiligBereiken": "Bel de moeder.",
        "bsn": "999990032",
    },
    "geinformeerd": {"ja": False, "waaromNiet": "Te jong."},
}
"""With every field but the one that excludes another."""
DEELS: dict[str, Any] = {
    "rol": "kring",
    "gegevens": {"naam": "Bo Verzonnen", "geboortedatumDeels": "1961-07"},
    "geinformeerd": {"ja": True},
}


def test_every_field_of_a_person_is_among_them() -> None:
    """D10: a new field of a person, or of what is put, belongs in these tests."""
    gegeven = {**VOL["gegevens"], **DEELS["gegevens"]}
    for model, velden in ((Betrokkene, VOL), (Persoonsgegevens, gegeven), (Geinformeerd, VOL["geinformeerd"])):
        namen = {veld.alias for veld in model.model_fields.values()} - {"nationaliteit"}
        assert namen == set(velden), model
    assert set(Opgave.model_fields) == {"betrokkene", "reden", "voorwaarden"}


async def test_these_are_all_that_can_be_put(intake: Intake) -> None:
    """D2: a new PUT belongs in these tests."""
    puts = {
        route.operation_id
        for router in intake.service.routers
        for route in router.routes
        if isinstance(route, APIRoute) and "PUT" in (route.methods or ())
    }
    assert puts == {"verbeter_betrokkene", "bewaar_concept"}


async def _zaak(intake: Intake, melding: dict[str, Any]) -> str:
    melding["betrokkenen"][0]["ref"] = "dossier-1"
    melding["betrokkenen"] += [copy.deepcopy(VOL), copy.deepcopy(DEELS)]
    zaak = str((await intake.meld(melding))["zaakId"])
    await intake.feed(zaak, *GEHOORD)
    return zaak


async def _lees(intake: Intake, zaak: str, wie: dict[str, str]) -> list[dict[str, Any]]:
    antwoord = await intake.vraag("GET", f"/v1/meldingen/{zaak}", **wie)
    assert antwoord.status_code == 200, antwoord.text
    personen: list[dict[str, Any]] = antwoord.json()["betrokkenen"]
    return personen


def _opgave(gelezen: dict[str, Any], *zonder: str) -> dict[str, Any]:
    """As documented: what was read, and why; `zonder`: what a client leaves out that does not know it."""
    delen = {naam: gelezen[naam] for naam in ("ref", "rol", "gegevens", "geinformeerd") if naam not in zonder}
    heel = {"betrokkene": copy.deepcopy(delen), "voorwaarden": gelezen["voorwaarden"], "reden": "Nagekeken."}
    return {naam: waarde for naam, waarde in heel.items() if naam not in zonder}


async def _bewaard(intake: Intake, zaak: str) -> Any:
    """All that is kept of the persons as they are now, also what nobody is shown."""
    soort = intake.service.handlers.named("melding")
    melding = read_state(await intake.stored(zaak), soort)
    assert isinstance(melding, Melding)
    await intake.rooms.sealing.open(zaak, melding)
    personen = [(een, persoon_nu(melding, nr)) for nr, een in enumerate(melding.personen, start=1)]
    return (
        [
            (een.ref and een.ref.clear, een.rol, persoon.model_dump(), een.geinformeerd.ja, str(persoon.afgeschermd))
            + ((een.geinformeerd.waarom_niet.clear,) if een.geinformeerd.waarom_niet else ())
            for een, persoon in personen
        ],
        [(tekst := voorwaarden_nu(melding, nr)) and tekst.clear for nr in range(1, len(personen) + 1)],
        melding.sporen,
    )


@pytest.mark.parametrize("wie", [ROB, NOOR], ids=["deelnemer", "procesregisseur"])
@pytest.mark.parametrize("zonder", [(), ("ref", "voorwaarden")], ids=["alles", "zonder wat men niet kent"])
async def test_a_person_that_is_put_back_is_the_same(
    intake: Intake, melding: dict[str, Any], wie: dict[str, str], zonder: tuple[str, ...]
) -> None:
    """D10, L3, D11: shielded, with the address of the shielded, known in part, added later; nothing of it is lost."""
    zaak = await _zaak(intake, melding)
    later = {"betrokkene": VOL | {"ref": "later"}, "reden": "In beeld.", "voorwaarden": "Niet met school."}
    pad = f"/v1/meldingen/{zaak}/betrokkenen"
    assert (await intake.vraag("POST", pad, inhoud=later, **ROB)).status_code == 201
    voor, bewaard = await _lees(intake, zaak, wie), await _bewaard(intake, zaak)
    assert [een["ref"] for een in voor] == ["dossier-1", None, "dossier-7", None, "later"]
    assert voor[3]["gegevens"]["geboortedatumDeels"] == "1961-07"
    for een in voor:
        antwoord = await intake.vraag("PUT", f"{pad}/{een['nr']}", inhoud=_opgave(een, *zonder), **wie)
        assert antwoord.status_code == 200, antwoord.text
    na = await _lees(intake, zaak, wie)
    assert [een | {"versies": []} for een in na] == [een | {"versies": []} for een in voor]
    personen, voorwaarden, sporen = await _bewaard(intake, zaak)
    assert (personen, voorwaarden) == bewaard[:2]
    assert set(sporen) == set(bewaard[2])


async def test_null_ends_conditions_and_a_mark(intake: Intake, melding: dict[str, Any]) -> None:
    """L3: said so, they go; left out, they stay."""
    zaak = await _zaak(intake, melding)
    anna = (await _lees(intake, zaak, NOOR))[0]
    opgave = _opgave(anna) | {"voorwaarden": None}
    opgave["betrokkene"]["ref"] = None
    pad = f"/v1/meldingen/{zaak}/betrokkenen/1"
    assert (await intake.vraag("PUT", pad, inhoud=opgave, **NOOR)).status_code == 200
    anna = (await _lees(intake, zaak, NOOR))[0]
    assert (anna["ref"], anna["voorwaarden"]) == (None, None)


async def test_a_datum_that_is_put_right_loses_nothing_else(intake: Intake, melding: dict[str, Any]) -> None:
    """L10, L3: rectified or destroyed, the mark and the conditions of the person stay; a birth date goes as a whole."""
    zaak = await _zaak(intake, melding)
    pad = f"/v1/meldingen/{zaak}/onjuist"
    for nr, uitkomst in ((3, "gerectificeerd"), (4, "vernietigd")):
        merk = {"nr": nr, "veld": "geboortedatum", "waarom": "Klopt niet."}
        nummer = (await intake.vraag("POST", pad, inhoud=merk, **NOOR)).json()["nummer"]
        antwoord: dict[str, Any] = {"uitkomst": uitkomst, "reden": "Nagekeken."}
        if uitkomst == "gerectificeerd":
            wie = {naam: deel for naam, deel in copy.deepcopy(VOL).items() if naam != "ref"}
            antwoord["betrokkene"] = wie
        af = await intake.vraag("POST", f"{pad}/{nummer}/afhandeling", inhoud=antwoord, **NOOR)
        assert af.status_code == 201, af.text
    _, _, kim, bo = await _lees(intake, zaak, NOOR)
    assert (kim["ref"], kim["voorwaarden"]) == ("dossier-7", "Niet delen met de werkgever.")
    assert (bo["gegevens"]["geboortedatum"], bo["gegevens"]["geboortedatumDeels"]) == (None, None)
    assert (bo["gegevens"]["naam"], bo["voorwaarden"]) == ("Bo Verzonnen", "Niet delen met de werkgever.")


async def test_a_draft_that_is_put_back_is_the_same(intake: Intake) -> None:
    """D1, D2: whatever was typed, of every JSON kind; under its own ETag."""
    inhoud = {"a": [1, 1.5, -0.0, 1e300, 10**30, True, None, "", "é\u0301", {}, []], "betrokkenen": [{"ref": None}]}
    id_ = (await intake.vraag("POST", "/v1/concepten", inhoud={"inhoud": inhoud})).json()["conceptId"]
    gelezen = await intake.vraag("GET", f"/v1/concepten/{id_}")
    terug = {"inhoud": gelezen.json()["inhoud"]}
    assert terug == {"inhoud": inhoud}
    put = await intake.vraag("PUT", f"/v1/concepten/{id_}", inhoud=terug, gezien=gelezen.headers["etag"])
    assert put.status_code == 200, put.text
    assert (await intake.vraag("GET", f"/v1/concepten/{id_}")).json()["inhoud"] == inhoud


# --- the faults of a person all at once ------------------------------------------------------------------------------


async def test_what_has_no_form_hides_nothing_else(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, L1, L10: adding, correcting and putting right, as reporting does."""
    zaak = await _zaak(intake, melding)
    fout: dict[str, Any] = {
        "gegevens": {"naam": "", "telefoon": "-", "geboortedatum": "gisteren", "bsn": "1"},
        "geinformeerd": {"ja": False},
    }
    verwacht = {
        ("rol-ontbreekt", "/betrokkene/rol"),
        ("naam-ontbreekt", "/betrokkene/gegevens/naam"),
        ("geen-telefoonnummer", "/betrokkene/gegevens/telefoon"),
        ("veilig-bereiken-ontbreekt", "/betrokkene/gegevens/veiligBereiken"),
        ("geen-datum", "/betrokkene/gegevens/geboortedatum"),
        ("bsn-ongeldig", "/betrokkene/gegevens/bsn"),
        ("waarom-niet-ontbreekt", "/betrokkene/geinformeerd/waaromNiet"),
    }
    basis = f"/v1/meldingen/{zaak}"
    for methode, pad, meer, ook in (
        ("POST", "betrokkenen", {"reden": "r"}, set()),
        ("PUT", "betrokkenen/1", {}, {("ontbreekt", "/reden")}),
        ("POST", "onjuist/1/afhandeling", {"uitkomst": "gerectificeerd", "reden": " "}, {("te-kort", "/reden")}),
    ):
        antwoord = await intake.vraag(methode, f"{basis}/{pad}", inhoud={"betrokkene": fout} | meer, **NOOR)
        gevonden = {(een["code"], een["plaats"]) for een in antwoord.json()["fouten"]}
        assert (antwoord.status_code, gevonden) == (400, verwacht | ook), pad


# --- a zaak that is full ---------------------------------------------------------------------------------------------


async def test_who_fills_a_zaak_is_told_and_the_others_go_on(intake: Intake, melding: dict[str, Any]) -> None:
    """D10, D2: 409 with words, by organisation and as a whole; the procesregisseur and events have room; it was 500."""
    zaak = await _zaak(intake, melding)
    pad = f"/v1/meldingen/{zaak}/betrokkenen"
    kim = {"betrokkene": VOL, "reden": "In beeld."}
    documenten = intake.rooms.store.collection
    await documenten.update_one({"_id": zaak}, {"$set": {f"given.{RN}": FOR_AN_ORGANISATION}})
    geweigerd = await intake.vraag("POST", pad, inhoud=kim, **ROB)
    assert (geweigerd.status_code, geweigerd.json()["fouten"][0]["code"]) == (409, "organisatie-vol")
    assert "procesregisseur" in geweigerd.json()["fouten"][0]["tekst"]
    assert (await intake.vraag("POST", pad, inhoud=kim, **(ROB | {"oin": PO}))).status_code == 201

    await documenten.update_one({"_id": zaak}, {"$set": {"state.vroeger": "x" * FOR_PEOPLE}})
    vol = await intake.vraag("POST", pad, inhoud=kim, **(ROB | {"oin": PO}))
    assert (vol.status_code, vol.json()["fouten"][0]["code"]) == (409, "zaak-vol")
    assert (await intake.vraag("POST", pad, inhoud=kim, **NOOR)).status_code == 201
    await intake.feed(zaak, overleggen.DeelnemerVertrokken(oin=RN, per=T0.date()))
