# SPDX-License-Identifier: EUPL-1.2
"""L6, L9: every route of regie for every role, own and other organisation, and for who is barred from a zaak."""

from typing import Any

import pytest
from services.regie.tests.parts.service import Regie
from services.regie.tests.story import Maak

from zvhh_kit.testing import SUBJECT as ZAAK
from zvhh_regie.access import ACCESS

pytestmark = pytest.mark.parts

ANDER = "0190aaaa-0000-8000-8000-000000000002"
INCIDENT = {
    "soort": "stalking",
    "moment": "2025-03-20T21:30:00+01:00",
    "gehoordVan": "de wijkagent",
    "omschrijving": "stond weer voor de deur",
    "ernstig": True,
}
DETENTIE = {"van": "2025-03-19", "gehoordVan": "het OM"}
CASUS = f"/v1/casussen/{ZAAK}"
ROUTES: dict[str, tuple[str, str, Any]] = {
    "lees_casussen": ("GET", "/v1/casussen", None),
    "lees_casus": ("GET", CASUS, None),
    "lees_gemeenten": ("GET", "/v1/casusregie/gemeenten", None),
    "lees_pilotjaren": ("GET", "/v1/pilotjaren", None),
    "lees_pilotjaar": ("GET", "/v1/pilotjaren/2025", None),
    "lees_taken": ("GET", "/v1/taken", None),
    "lees_verwerkingen": ("GET", "/v1/verwerkingen?reden=toezicht&persoon=noor", None),
    "registreer_incident": ("POST", f"{CASUS}/incidenten", INCIDENT),
    "corrigeer_incident": (
        "POST",
        f"{CASUS}/incidenten/1/correcties",
        INCIDENT | {"isIncident": True, "reden": "verkeerde dag"},
    ),
    "registreer_detentie": ("POST", f"{CASUS}/detenties", DETENTIE),
    "corrigeer_detentie": ("POST", f"{CASUS}/detenties/1/correcties", DETENTIE | {"isDetentie": True, "reden": "x"}),
    "wijzig_zwaartepunt": ("POST", f"{CASUS}/zwaartepunten", {"gemeente": "delft", "per": "2025-03-20", "reden": "x"}),
    "verlaat_wachtlijst": ("POST", f"{CASUS}/wachtlijst/vertrek", {"route": "lokaal", "reden": "x"}),
    "maak_opening_ongedaan": ("POST", f"{CASUS}/ongedane-opening", {"reden": "verkeerde zaak"}),
    "bevestig_plaats": ("POST", "/v1/pilotjaren/2025/bevestigingen", {"zaakId": ZAAK}),
    "zet_naar_volgend_jaar": ("POST", "/v1/pilotjaren/2025/doorzettingen", {"zaakId": ZAAK}),
    "verhoog_maximum": ("POST", "/v1/pilotjaren/2025/maximum", {"maximum": 31, "reden": "extra geld"}),
    "rond_taak_af": ("POST", f"{CASUS}/afgeronde-taken", {"taak": "wachtlijst-bespreken", "bevinding": "nog veilig"}),
}
WIE_SCHRIJFT = dict.fromkeys(
    ("registreer_incident", "corrigeer_incident", "registreer_detentie", "corrigeer_detentie"), 201
)
LEZEN = {"lees_casussen": 200, "lees_casus": 200, "lees_gemeenten": 200, "lees_taken": 200}
MAG: dict[str, dict[str, int]] = {
    "noor": LEZEN
    | WIE_SCHRIJFT
    | {"lees_pilotjaren": 200, "lees_pilotjaar": 200, "wijzig_zwaartepunt": 201, "maak_opening_ongedaan": 201}
    | dict.fromkeys(("verlaat_wachtlijst", "bevestig_plaats", "zet_naar_volgend_jaar", "rond_taak_af"), 409),
    "piet": LEZEN | WIE_SCHRIJFT,
    "gijs": LEZEN | {"lees_casus": 404} | dict.fromkeys(WIE_SCHRIJFT, 404),
    "vera-meldt": {},
    "bea": {"lees_pilotjaren": 200, "verhoog_maximum": 201},
    "fred": {"lees_verwerkingen": 200},
    "otto": {},
}
"""What each may: the status when they are let through; all else is 403. 409: a rule of the domain says no (S6b)."""


async def vraag(regie: Regie, wie: str, operatie: str, status: int) -> Any:
    methode, pad, body = ROUTES[operatie]
    if methode == "GET":
        return await regie.get(wie, pad, status)
    return await regie.post(wie, pad, body, status)


@pytest.fixture
async def open_casus(regie: Regie, maak: Maak) -> Regie:
    """A casus that got place 1, with an incident and a detention, on 21 March 2025."""
    moment = maak.op("2025-03-12 11:00")
    await regie.hear(ZAAK, maak.melding(), maak.weegoverleg(), maak.toegekend(), at=moment)
    await regie.hear("pilot-2025", maak.gevraagd(ZAAK, *[maak.op("2025-03-12")] * 2), at=moment)
    regie.at(maak.op("2025-03-21 09:00"))
    for operatie in ("registreer_incident", "registreer_detentie"):
        await vraag(regie, "noor", operatie, 201)
    return regie


async def test_every_route_for_every_role(open_casus: Regie) -> None:
    """L6: role × route × own or other organisation: done, not found, or not allowed; nobody without a token."""
    elders = {naam for naam in ACCESS if "evaluatie" in naam or "cijfers" in naam or naam == "lees_verwerkingen_csv"}
    assert set(ROUTES) == set(ACCESS) - elders
    for wie in (*MAG, "niemand"):
        for operatie in ROUTES:
            await vraag(open_casus, wie, operatie, 401 if wie == "niemand" else MAG[wie].get(operatie, 403))
    for pad in (f"/v1/casussen/{ANDER}", "/v1/casussen/geen-zaak"):
        assert await open_casus.get("gijs", pad, 404) == await open_casus.get("gijs", CASUS, 404)


async def test_who_is_barred_finds_nothing_of_this_zaak(open_casus: Regie, maak: Maak) -> None:
    """L6: whatever their role: not in a detail, a list, a line of the year, nor by what they write; until it is lifted."""
    regie = open_casus
    await regie.hear(ZAAK, maak.geweerd("noor"), maak.geweerd("piet"), at=maak.op("2025-03-21 10:00"))
    for wie in ("noor", "piet"):
        assert (await regie.get(wie, "/v1/casussen"))["items"] == []
        assert (await regie.get(wie, "/v1/taken"))["items"] == []
        for operatie in ROUTES:
            if ROUTES[operatie][1].startswith(CASUS) and operatie in MAG[wie]:
                await vraag(regie, wie, operatie, 404)
    for operatie in ("bevestig_plaats", "zet_naar_volgend_jaar"):
        await vraag(regie, "noor", operatie, 404)
    jaar = await regie.get("noor", "/v1/pilotjaren/2025")
    assert [(plek["nummer"], plek["kenmerk"]) for plek in jaar["plaatsen"]] == [(1, None)]
    await regie.hear(ZAAK, maak.opgeheven("piet"), at=maak.op("2025-03-21 11:00"))
    await vraag(regie, "piet", "lees_casus", 200)


async def test_who_is_barred_reads_a_line_without_this_zaak(open_casus: Regie, maak: Maak) -> None:
    """S6b L6: in the line of a full year it keeps its position and has neither kenmerk nor id, for that person alone."""
    regie, moment = open_casus, maak.op("2026-02-01 12:00")
    zaken = [f"0190aaaa-0000-8000-8000-{nummer:012d}" for nummer in range(2, 6)]
    for nummer, zaak in enumerate(zaken, start=2):
        melding = maak.melding(kenmerk=f"ZV-222{nummer}-2222", pilotjaar=2026, ontvangen_op=moment)
        await regie.hear(zaak, melding, at=moment)
        await regie.hear("pilot-2026", maak.gevraagd(zaak, maak.op(f"2026-01-{10 + nummer}"), moment), at=moment)
    await regie.hear(zaken[3], maak.geweerd("noor"), at=moment)
    jaar = await regie.get("noor", "/v1/pilotjaren/2026")
    assert [(een["positie"], een["zaakId"], een["kenmerk"]) for een in jaar["wachtlijst"]] == [(1, None, None)]
    assert zaken[3] not in str(jaar)
    await regie.hear(zaken[3], maak.opgeheven("noor"), at=moment)
    (wachtend,) = (await regie.get("noor", "/v1/pilotjaren/2026"))["wachtlijst"]
    assert (wachtend["zaakId"], wachtend["kenmerk"]) == (zaken[3], "ZV-2225-2222")
