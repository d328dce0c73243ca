# SPDX-License-Identifier: EUPL-1.2
"""A draft is replaced by who saw it, and a melding is found by what it is called, on a real database (D1, D2)."""

from typing import Any

import pytest
from services.intake.tests.parts.conftest import Intake

pytestmark = pytest.mark.parts
NOOR = {"als": "noor", "oin": "00000099000000000100", "rol": "procesregisseur"}


async def test_a_draft_is_not_replaced_unseen(intake: Intake) -> None:
    """D2: two tabs of one person: the one that did not see the other's text is told, and nothing is lost."""
    een = await intake.vraag("POST", "/v1/concepten", inhoud={"inhoud": {"zorgen": "Lang verhaal"}})
    pad = f"/v1/concepten/{een.json()['conceptId']}"
    blind = await intake.vraag("PUT", pad, inhoud={"inhoud": {}})
    assert (blind.status_code, blind.json()["code"]) == (428, "if-match-ontbreekt")
    tag = (await intake.vraag("GET", pad)).headers["ETag"]
    meer = {"inhoud": {"zorgen": "Langer verhaal"}}
    goed = await intake.vraag("PUT", pad, inhoud=meer, gezien=tag, sleutel="bewaar-een")
    herhaald = await intake.vraag("PUT", pad, inhoud=meer, gezien=tag, sleutel="bewaar-een")
    assert (goed.status_code, herhaald.status_code, herhaald.json()) == (200, 200, goed.json())
    assert (await intake.vraag("PUT", pad, inhoud={"inhoud": {}}, gezien=tag)).status_code == 412
    assert (await intake.vraag("GET", pad)).json()["inhoud"] == meer["inhoud"]
    assert (await intake.vraag("PUT", pad, als="ander", inhoud={"inhoud": {}})).status_code == 404


async def test_a_melding_is_found_by_its_kenmerk_within_sight(intake: Intake, melding: dict[str, Any]) -> None:
    """L6: a filter narrows what somebody may see, and shows nothing else; in capitals or not an id is the same."""
    een, twee = [await intake.meld(melding) for _ in range(2)]
    pad = f"/v1/meldingen?kenmerk={een['kenmerk']}"
    for wie in ({}, NOOR):
        assert [regel["zaakId"] for regel in (await intake.vraag("GET", pad, **wie)).json()["items"]] == [een["zaakId"]]
    assert (await intake.vraag("GET", pad, als="piet", oin="00000099000000002000")).json()["items"] == []
    assert (await intake.vraag("GET", "/v1/meldingen?referentie=niet-de-mijne")).json()["items"] == []
    assert (await intake.vraag("GET", "/v1/meldingen?kenmerk=x")).status_code == 400
    assert (await intake.vraag("GET", f"/v1/meldingen/{twee['zaakId'].upper()}")).json()["kenmerk"] == twee["kenmerk"]
