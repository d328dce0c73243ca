# SPDX-License-Identifier: EUPL-1.2
"""S18 over HTTP on a real database: figures of living and destroyed zaken, files, frozen figures; and the tasks of regie."""

import csv
import io
from typing import Any

import pytest
from services.regie.tests.parts.service import Regie
from services.regie.tests.story import Maak

from zvhh_contracts.meldingen import MeldingVernietigd
from zvhh_contracts.regie_intern import LaatsteTelling
from zvhh_kit.testing import SUBJECT as ZAAK

pytestmark = pytest.mark.parts

ANDER = "0190aaaa-0000-8000-8000-000000000002"
JAAR = "/v1/evaluatie/2025"
VAST = {"naam": "Halfjaar 1", "reden": "Voor de stuurgroep."}


def _getal(beeld: Any, tabel: str, rij: str, kolom: int = 0) -> Any:
    """One number of the answer; "x" where it is left out."""
    (gevonden,) = [een for een in beeld["tabellen"] if een["code"] == tabel]
    (regel,) = [een for een in gevonden["rijen"] if een["titel"] == rij]
    cel = regel["cellen"][kolom]
    return "x" if cel["onderdrukt"] else cel["waarde"]


@pytest.fixture
async def twee(regie: Regie, maak: Maak) -> Regie:
    """One opened casus and one melding that is judged, on 21 March 2025."""
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=maak.op("2025-03-12 11:00"))
    await regie.hear(ANDER, maak.melding(gemeente="delft", melder_oin=maak.PO), at=maak.op("2025-03-13 11:00"))
    regie.at(maak.op("2025-03-21 09:00"))
    return regie


async def test_the_figures_of_now_are_whole_for_who_leads_the_pilot(twee: Regie) -> None:
    """S18, L6: a procesregisseur sees small counts on screen, and on asking what may go outside."""
    beeld = await twee.get("noor", JAAR)
    assert (beeld["jaar"], beeld["onderdrukt"], beeld["minimum"], beeld["vastgezet"]) == (2025, False, 5, [])
    assert beeld["op"] == "2025-03-21T08:00:00Z"
    assert _getal(beeld, "instroom", "Meldingen") == 2
    assert _getal(beeld, "instroom", "Plekken in dit pilotjaar") == 30
    assert _getal(beeld, "partner", "Politie Duinrand") == 1
    buiten = await twee.get("noor", f"{JAAR}?uitvoer=true")
    assert buiten["onderdrukt"] is True
    assert _getal(buiten, "instroom", "Meldingen") == "x"
    assert _getal(buiten, "instroom", "Geopende casussen: plekken vergeven") == 1
    assert _getal(buiten, "partner", "Politie Duinrand") == "x"


async def test_others_see_no_small_counts_and_most_see_none(twee: Regie) -> None:
    """S18, L6: beheer and toezicht get the figures for outside, whatever they ask; deelnemers and melders none."""
    for wie in ("bea", "fred"):
        for pad in (JAAR, f"{JAAR}?uitvoer=false"):
            beeld = await twee.get(wie, pad)
            assert beeld["onderdrukt"] is True
            assert _getal(beeld, "instroom", "Meldingen") == "x"
    for wie in ("piet", "vera-meldt", "otto"):
        for pad in (JAAR, f"{JAAR}.csv", f"{JAAR}/vastgezet/1", f"{JAAR}/vastgezet/1.csv"):
            await twee.get(wie, pad, 403)
    for wie in ("piet", "vera-meldt", "otto", "bea", "fred"):
        await twee.post(wie, f"{JAAR}/vastgezet", VAST, 403)


async def test_a_year_that_is_none_is_not_found(twee: Regie) -> None:
    """S18: another year of the configuration is empty; others do not exist."""
    assert _getal(await twee.get("noor", "/v1/evaluatie/2026"), "instroom", "Meldingen") == 0
    for pad in ("/v1/evaluatie/2019", "/v1/evaluatie/jaar", "/v1/evaluatie/2019.csv", f"{JAAR}/vastgezet/1"):
        await twee.get("noor", pad, 404)
    await twee.post("noor", "/v1/evaluatie/2019/vastgezet", VAST, 404)


async def test_a_file_never_holds_a_small_count(twee: Regie, maak: Maak) -> None:
    """S18: suppressed for everybody, also for who sees small counts on screen."""
    antwoord = await twee.ask("GET", f"{JAAR}.csv", maak.NOOR)
    assert antwoord.status_code == 200, antwoord.text
    assert antwoord.headers["content-type"] == "text/csv; charset=utf-8"
    assert antwoord.headers["content-disposition"] == 'attachment; filename="evaluatie-2025.csv"'
    rijen = list(csv.reader(io.StringIO(antwoord.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    waarden = {(rij[2], rij[3]): rij[5] for rij in rijen[1:]}
    assert waarden["Instroom", "Meldingen"] == "niet getoond"
    assert waarden["Instroom", "Plekken in dit pilotjaar"] == "30"


async def test_destruction_changes_no_figure(twee: Regie, maak: Maak) -> None:
    """S18, L8: a destroyed zaak is counted by what it left; the answer stays the same but for its moment."""
    voor = await twee.get("noor", JAAR)
    casus = await twee.get("noor", f"/v1/casussen/{ZAAK}")
    assert casus["stand"] == "loopt"
    await twee.hear(ZAAK, MeldingVernietigd(vernietigd_op=maak.op("2030-03-03")), at=maak.op("2030-03-03"))
    document = await twee.stored(ZAAK)
    assert document["state"] is None
    (telling,) = [een for een in document["outbox"] if een["type"] == LaatsteTelling.type]
    assert telling["to"] == "evaluatie-2025"
    telling = LaatsteTelling.model_validate_json(telling["data"])
    await twee.hear("evaluatie-2025", telling, at=maak.op("2030-03-03"))
    na = await twee.get("noor", JAAR)
    assert na["tabellen"] == voor["tabellen"]
    await twee.get("noor", f"/v1/casussen/{ZAAK}", 404)


async def test_frozen_figures_stay(twee: Regie, maak: Maak) -> None:
    """S18: under a name, once; the same afterwards, on screen and as a file; a repeat of the request is one."""
    gedaan = await twee.post("noor", f"{JAAR}/vastgezet", VAST, key="sleutel-een")
    assert gedaan == {"nummer": 1}
    vast = await twee.get("noor", f"{JAAR}/vastgezet/1")
    assert (vast["naam"], vast["op"], vast["onderdrukt"]) == ("Halfjaar 1", "2025-03-21T08:00:00Z", False)
    assert vast["reden"] == "Voor de stuurgroep."
    assert (await twee.get("noor", f"{JAAR}/vastgezet/1?uitvoer=true"))["reden"] is None
    assert _getal(vast, "instroom", "Meldingen") == 2
    await twee.hear(ANDER[:-1] + "3", maak.melding(), at=maak.op("2025-04-01 11:00"))
    assert _getal(await twee.get("noor", JAAR), "instroom", "Meldingen") == 3
    assert await twee.get("noor", f"{JAAR}/vastgezet/1") == vast
    assert await twee.post("noor", f"{JAAR}/vastgezet", VAST, key="sleutel-een") == {"nummer": 1}
    assert (await twee.post("noor", f"{JAAR}/vastgezet", VAST, 409))["code"] == "naam-bestaat"
    assert (await twee.post("noor", f"{JAAR}/vastgezet", VAST | {"naam": "=1+1"}, 400))["fouten"]
    assert _getal(await twee.get("fred", f"{JAAR}/vastgezet/1?uitvoer=false"), "instroom", "Meldingen") == "x"
    (regel,) = (await twee.get("noor", JAAR))["vastgezet"]
    assert regel == {"nummer": 1, "naam": "Halfjaar 1", "op": "2025-03-21T08:00:00Z"}


async def test_tasks_are_for_who_asks_with_words_and_in_order(regie: Regie, maak: Maak) -> None:
    """S6b, D4, L6: the tasks of the zaken that the asker sees, oldest melding first; ended, it is gone, with what was found."""
    later = maak.op("2025-03-04 09:12")
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=maak.op("2025-03-12 11:00"))
    ander = (maak.melding(kenmerk="ZV-AAAA-BBBB", ontvangen_op=later), maak.weegoverleg(), maak.wachtlijst())
    await regie.hear(ANDER, *ander, maak.aangeboden(), at=maak.op("2025-03-12 12:00"))
    ernstig = {"soort": "stalking", "moment": "2025-03-12T09:00:00+01:00", "gehoordVan": "x", "omschrijving": "x"}
    incidenten = f"/v1/casussen/{ZAAK}/incidenten"
    await regie.post("piet", incidenten, ernstig | {"ernstig": True})
    minder = ernstig | {"ernstig": False, "isIncident": True, "reden": "Liep alleen langs."}
    await regie.post("noor", f"{incidenten}/1/correcties", minder)
    eerste = await regie.get("noor", "/v1/taken?aantal=1")
    rest = await regie.get("noor", f"/v1/taken?na={eerste['volgende']}")
    rijen = [*eerste["items"], *rest["items"]]
    assert [(rij["zaakId"], rij["kenmerk"], rij["spoed"]) for rij in rijen] == [
        (ZAAK, "ZV-7K4M-9QXT", None),
        (ANDER, "ZV-AAAA-BBBB", None),
    ]
    assert [(taak["code"], taak["nummer"], taak["groep"]) for rij in rijen for taak in rij["taken"]] == [
        ("ernstig-incident-weg", 1, "nu"),
        ("plaats-bevestigen", None, "wachtlijst"),
    ]
    klaar = {"taak": "ernstig-incident-weg", "nummer": 1, "bevinding": "Met de politie besproken; het klopt."}
    path = f"/v1/casussen/{ZAAK}/afgeronde-taken"
    assert await regie.post("noor", path, klaar) == {"taak": "ernstig-incident-weg"}
    assert [rij["zaakId"] for rij in (await regie.get("noor", "/v1/taken"))["items"]] == [ANDER]
    (gezien,) = (await regie.get("noor", f"/v1/casussen/{ZAAK}"))["afgerondeTaken"]
    assert (gezien["taak"], gezien["bevinding"]) == (klaar["taak"], klaar["bevinding"])
    assert (await regie.get("piet", "/v1/taken"))["items"] == []
    await regie.get("bea", "/v1/taken", 403)
