# SPDX-License-Identifier: EUPL-1.2
"""Ways to look beside detail and list: by a reason, by a hash, and through all of them for figures (D10, D11, S18)."""

from collections.abc import Sequence
from typing import Any

import pytest
from proef import MILA, NOOR, OURS, SECRET_TEXT, THEIR_MAN, Proef

pytestmark = pytest.mark.parts


async def test_a_read_with_a_reason_is_logged_with_its_code(proef: Proef) -> None:
    """D10: on each person's line, beside the purpose of all reads; without a reason the purpose stands alone."""
    zaak = await proef.new()
    shown = await proef.ask("GET", f"/v1/dossiers/{zaak}/naam", MILA, query={"reden": "bezoek-aan-huis"})
    assert shown.json()["naam"] == SECRET_TEXT
    await proef.ask("GET", f"/v1/dossiers/{zaak}", MILA)
    with_reason = await proef.logged(action="lees_naam")
    assert [line["purpose"] for line in with_reason] == ["behandeling-van-zaken/bezoek-aan-huis"] * 2
    without = await proef.logged(action="lees_dossier")
    assert [line["purpose"] for line in without] == ["behandeling-van-zaken"] * 2


@pytest.mark.parametrize("reden", ["Anna belde", "a/b", "-", "a--b", "A"])
async def test_a_reason_that_is_no_code_shows_nothing(proef: Proef, reden: str) -> None:
    """D10: free text about people may not get into the log, so such a read is an error of ours."""
    zaak = await proef.new()
    shown = await proef.ask("GET", f"/v1/dossiers/{zaak}/naam", MILA, query={"reden": reden})
    assert (shown.status_code, SECRET_TEXT in shown.text) == (500, False)
    assert await proef.logged(action="lees_naam") == []


async def _found(proef: Proef, by: Any, **query: str) -> Sequence[str]:
    answer = await proef.ask("GET", "/v1/dossiers/_gelijk", by, query=query)
    return [item["zaakId"] for item in answer.json()["items"]]


async def test_documents_are_found_within_sight_and_each_is_logged(proef: Proef) -> None:
    """L6, L7: another organisation's is not found; a line for each person in each that is."""
    mine, theirs = await proef.new(), await proef.new("sleutel-2", THEIR_MAN)
    await proef.new("sleutel-3", onderwerp="poort")
    assert await _found(proef, MILA, onderwerp="hek") == [mine]
    assert await _found(proef, NOOR, onderwerp="hek") == sorted([mine, theirs])
    assert len(await proef.logged(action="zoek_gelijke", actor="mila")) == 2
    assert len(await proef.logged(action="zoek_gelijke", actor="noor")) == 4


async def test_everywhere_is_only_what_an_endpoint_asks_for(proef: Proef) -> None:
    """D11: outside the sight too, and logged as any other; what is destroyed is not found."""
    mine, theirs = await proef.new(), await proef.new("sleutel-2", THEIR_MAN)
    assert await _found(proef, MILA, onderwerp="hek", overal="true") == sorted([mine, theirs])
    assert len(await proef.logged(action="zoek_gelijke", object=f"dossier/{theirs}")) == 2
    await proef.say(theirs, 1)
    assert await _found(proef, MILA, onderwerp="hek", overal="true") == [mine]


async def test_figures_go_through_all_within_sight_with_one_line(proef: Proef) -> None:
    """S18, L8: nothing is opened, and what was destroyed is not counted; the log says once that all were gone through."""
    for number in range(3):
        await proef.new(f"sleutel-{number}", aantal=number)
    await proef.new("sleutel-9", THEIR_MAN, aantal=5)
    await proef.rooms.keys.destroy(proef.rooms.ids.zaak_id("rest", OURS, "sleutel-1"))
    mine, all_ = [(await proef.ask("GET", "/v1/dossiers/_aantal", who)).json() for who in (MILA, NOOR)]
    assert (mine["resultaat"], all_["resultaat"]) == ("1/2", "2/7")
    lines = await proef.logged(action="tel_dossiers")
    assert [(line["object"], line["data_subject"]) for line in lines] == [("dossier/*", "")] * 2
