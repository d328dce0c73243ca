# SPDX-License-Identifier: EUPL-1.2
"""The same story with other figures in the configuration gives other dates and numbers: changing one needs no code.

Window, cap, every kind of term, the quorum, lists and the rule of holidays, in one file that all four services read. In
2026, a pilot year of these tests only. Not for: each field by itself; the services' own tests do that.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.e2e.world import World, codes, expect, local, only, places, soon, text_of

from zvhh_local.examples import OM, PO, RN, VT, interventie
from zvhh_local.examples import melding as example
from zvhh_local.folders import checkout

NOOR, FATIMA, VERA = "noor.zv", "fatima.zv", "vera.vt"
OTHER: dict[str, Any] = {
    "pilotjaren": {2026: {"begin": "2026-02-01T00:00:00+01:00", "eind": "2026-07-01T00:00:00+02:00", "maximum": 1}},
    "telefoonProcesregisseur": "070-0000000",
    "minimumOrganisaties": 3,
    "leefgebieden": {"wonen": "Wonen", "geld": "Geld"},
    "extras": {"tolk": "Is er een tolk nodig?"},
    "interventies": {"gesprek": "Een gesprek"},
    "feestdagen": {"bevrijdingsdag": "nooit", "extra": ["2026-02-04"]},
    "termijnen": {
        "aanvullingWerkdagen": 3,
        "weegoverlegWerkdagen": 4,
        "casusregieGezochtWerkdagen": 2,
        "eersteCasusoverlegWeken": 3,
        "casusoverlegWeken": 6,
        "casusoverlegLaatWeken": 8,
        "zonderIncidentMaanden": 3,
        "conceptDagen": 10,
        "afgewezenBewarenDagen": 14,
        "bewarenJaren": 2,
    },
}


@pytest.fixture(scope="module", autouse=True)
def other_figures(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """All services read another file; afterwards again the one that they had."""
    before = Path(world.stack.environment["ZVHH_CONFIGURATION"])
    document = yaml.safe_load((checkout() / "deploy/local/configuratie.yaml").read_text(encoding="utf-8"))
    file = tmp_path_factory.mktemp("anders") / "anders.yaml"
    file.write_text(yaml.safe_dump(document | OTHER, allow_unicode=True), encoding="utf-8")
    world.configure_all(file)
    yield
    world.configure_all(before)


def melding(**changes: Any) -> dict[str, Any]:
    """A melding with words of the other lists."""
    return example(**({"leefgebieden": ["wonen"], "bekend": {"hoe": "Van Anna.", "sinds": "2026-01-26"}} | changes))


async def reported(world: World) -> str:
    """A melding of Monday 2 February 2026, and triage has it."""
    world.at("2026-02-02T09:00")
    return await world.stages.report(VERA, leefgebieden=["wonen"])


async def test_s7_l2_the_window_and_the_lists_are_others(world: World) -> None:
    """S5 S7 S8 D1 L8: both ends and the number in the refusal; a word of the old list is none; drafts and zaken go sooner."""
    for moment in ("2026-01-31T23:59:59", "2026-07-01T00:00:00"):
        world.at(moment)
        refused = await world.post(VERA, "intake", "/v1/meldingen", melding(), status=409)
        assert refused["code"] == "pilot-gesloten"
        for words in ("1 februari 2026", "1 juli 2026", "070-0000000"):
            assert words in text_of(refused)
    world.at("2026-02-01T00:00:00")
    old = melding(leefgebieden=["huisvesting"])
    assert places(await world.post(VERA, "intake", "/v1/meldingen", old, status=400)) == {
        "/leefgebieden/0": "leefgebied-onbekend"
    }
    made = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": {"voorPilot": True}})
    assert made["bewaardTot"] == "2026-02-10T23:00:00Z"
    sent = await world.post(VERA, "intake", "/v1/meldingen", melding())
    assert sent["pilotjaar"] == 2026
    shown = await world.get(VERA, "intake", f"/v1/meldingen/{sent['zaakId']}")
    assert shown["vernietigenUiterlijkOp"] == "2028-02-01"
    pilot = await world.get("", "intake", "/v1/pilot")
    assert (pilot["jaar"], pilot["maximum"], pilot["telefoon"]) == (2026, 1, "070-0000000")
    assert pilot["venster"] == {"van": "2026-02-01", "tot": "2026-07-01", "open": True}


async def test_s10_the_terms_of_triage_are_others(world: World) -> None:
    """S10 D5 L8: three and four working days, over a bridge day of our own; a rejected zaak stays two weeks."""
    zaak = await reported(world)
    asked = await world.post(NOOR, "triage", f"/v1/triages/{zaak}/aanvullingen", {"vraag": "Hoe vaak?"})
    assert asked["uiterlijkOp"] == "2026-02-06"  # Wednesday 4 February is a day off here
    await world.stages.reject(zaak)
    assert (await world.event(zaak, "TriageAfgewezen"))["vernietigenOp"] == "2026-02-16"
    await world.stages.judge(zaak)
    await world.post(NOOR, "triage", f"/v1/triages/{zaak}/bevestiging", {"uitkomst": "doorgezet"})
    assert (await world.event(zaak, "TriageDoorgezet"))["weegoverlegUiterlijkOp"] == "2026-02-09"


async def test_l4_s6_s13_s14_three_must_be_there_one_place_six_weeks_three_months(world: World) -> None:
    """L4 S6 S11 S12 S13 S14 S17: from the quorum to the holiday that is none; the second zaak waits for a place."""
    first, second = [await reported(world) for _ in range(2)]
    for zaak in (first, second):
        await world.stages.pass_on(zaak)
        await world.stages.plan(zaak, local("2026-02-10T10:00"))
    world.at("2026-02-10T11:00")
    two = {"aanwezigen": [{"oin": PO}, {"oin": VT}], "passend": True}
    path = f"/v1/overlegtrajecten/{first}/overleggen/1/weegverslag"
    refused = await world.outside.post(FATIMA, "meetings", path, two)
    assert "geen-quorum" in refused.codes
    assert "minder dan 3 organisaties" in text_of(refused.body)
    await world.stages.weigh(first, casusregie=None, gezocht={"doorOin": VT})
    opened = await world.event(first, "CasusGeopend")
    assert (opened["plaats"], opened["maximum"]) == (1, 1)
    assert opened["afschalenMogelijkOp"] == "2026-05-09T22:00:00Z"
    assert (await world.event(first, "CasusregieGezocht"))["herinnerenOp"] == "2026-02-12"
    await world.stages.weigh(second)
    assert (await world.event(second, "CasusOpWachtlijst"))["positie"] == 1
    await world.stages.in_meetings(first, "loopt")
    await _rhythm(world, first)


async def _rhythm(world: World, zaak: str) -> None:
    """S13: three weeks to the first, six to the next; without the holiday of 5 May nothing is moved for it."""
    path = f"/v1/overlegtrajecten/{zaak}/overleggen"

    async def proposed() -> Any:
        shown = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
        return only((one["nummer"], one["begin"]) for one in shown["overleggen"] if one["stand"] == "gepland")

    assert await proposed() == (2, "2026-03-03T09:00:00Z")
    world.at("2026-03-03T11:00")
    tolk = {"extras": [{"extra": "tolk", "antwoord": "besproken"}]}
    old_words = await world.stages.minutes(zaak, 2)
    assert "extra-onbekend" in codes(
        await world.post(FATIMA, "meetings", f"{path}/2/casusverslag", old_words, status=400)
    )
    both = [interventie("gesprek", voor, PO, date(2026, 3, 4).isoformat()) for voor in ("slachtoffer", "pleger")]
    await world.stages.hold(zaak, 2, **tolk, plan={"doelen": "Rust.", "interventies": both})
    assert await proposed() == (3, "2026-04-14T08:00:00Z")
    body = {
        "begin": "2026-03-24T10:00:00+01:00",
        "duurMinuten": 60,
        "plaats": "Kamer 2",
        "genodigden": [VT, PO, OM, RN],
        "reden": "Eerder.",
    }
    expect(await world.outside.post(NOOR, "meetings", path, body), 201)
    world.at("2026-03-24T11:00")
    await world.stages.hold(zaak, 3, **tolk)
    await soon(proposed, (4, "2026-05-05T08:00:00Z"))
