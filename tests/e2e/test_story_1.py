# SPDX-License-Identifier: EUPL-1.2
"""Story 1, the good way of one zaak: the same play as the demo, step by step and figure by figure; and what is left of it."""

from typing import Any

from tests.e2e.world import World, local, only, soon

from zvhh_local import story_one
from zvhh_local.examples import OM, PO, RN, VT
from zvhh_local.play import Player

NOOR, FRED, VERA, PIET, ROB, OLGA, WIM = "noor.zv", "fred.zv", "vera.vt", "piet.po", "rob.rn", "olga.om", "wim.wg"


async def test_story_1_the_good_way(world: World) -> None:
    """S1-S3 S6 S8-S14 L4 L6 L8 D3 D4: from melding to afschalen; the first difference raises."""
    told: list[str] = []
    player = Player(world.outside, world.watch, told.append)
    found = await story_one.play(player)
    assert all(record.ok for record in player.report)
    assert len(player.report) > 40
    assert len(world.events_of(found["zaakId"], "AfschalenMogelijk")) == 1
    await _what_is_left(world, found["zaakId"])


async def _what_is_left(world: World, zaak: str) -> None:
    """1.8 S14b: who was there reads the overdracht. 1.9 L8: five years from step 1, not from the closing; no content."""
    path = f"/v1/overlegtrajecten/{zaak}/overdracht"

    async def readers() -> Any:
        asked = {who: (await world.outside.get(who, "meetings", path)).status for who in (VERA, PIET, ROB, OLGA)}
        return [who for who, status in asked.items() if status == 200]

    await soon(readers, [VERA, PIET, ROB])
    shown = await world.get(VERA, "meetings", path)
    assert (shown["einde"], shown["leesbaarTot"]) == ("afgeschaald", "2025-11-21")
    assert only(one["organisatie"]["oin"] for one in shown["gaatVerder"]) == VT
    for who in (NOOR, FRED):
        terms = (await world.get(who, "intake", "/v1/bewaartermijnen", binnen=60, aantal=200))["items"]
        term = only(one for one in terms if one["zaakId"] == zaak)
        assert (term["stand"], term["afgeschermd"], term["vernietigenOp"]) == ("afgeschaald", True, "2030-03-03")
        assert "Anna" not in str(term)


async def test_1_3_an_invitation_has_kenmerk_time_and_place_and_nothing_more(world: World) -> None:
    """S3 D3 L6: for who is invited only, nothing about people; the agenda shows the wish of the reporter."""
    world.at("2025-03-03T09:12")
    zaak = await world.stages.report()
    await world.stages.pass_on(zaak)
    world.at("2025-03-06T09:00")
    await world.stages.plan(zaak, local("2025-03-12T10:00"), (VT, PO, OM, RN))
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/1"
    shown = await world.get(ROB, "meetings", f"{path}/uitnodiging")
    uid = shown.pop("uid")
    assert shown == {
        "kenmerk": (await world.event(zaak, "MeldingIngediend"))["kenmerk"],
        "begin": "2025-03-12T09:00:00Z",
        "eind": "2025-03-12T10:00:00Z",
        "plaats": "Kamer 2",
        "methode": "REQUEST",
        "stand": "CONFIRMED",
        "volgnummer": 0,
    }
    assert uid
    assert "Anna" not in uid
    await world.get(WIM, "meetings", f"{path}/uitnodiging", status=404)
    agenda = await world.get(ROB, "meetings", f"{path}/agenda")
    assert "wens-aware" in [one["soort"] for one in agenda["punten"]]
