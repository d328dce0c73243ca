# SPDX-License-Identifier: EUPL-1.2
"""Story 3, the last night: 30 September to 1 October 2025, and both ends of the year. It is the moment of receipt that counts."""

from pathlib import Path
from typing import Any

import yaml
from tests.e2e.world import World, codes, expect, local, only, soon, text_of

from zvhh_local.examples import melding
from zvhh_local.folders import checkout
from zvhh_local.outside import PartnerSystem
from zvhh_local.people import ORGANISATIONS
from zvhh_local.watch import eventually

VERA, GIJS, NOOR = "vera.vt", "gijs.gz", "noor.zv"
LAST = "2025-09-30T21:59:59.999+00:00"
FIRST_AFTER = "2025-09-30T22:00:00+00:00"


async def test_3_1_a_page_request_just_before_midnight(world: World) -> None:
    """S7: what reaches intake at 23:59:59.900 is in time."""
    world.at("2025-09-30T23:30:00")
    draft = await world.post(GIJS, "intake", "/v1/concepten", {"inhoud": melding()})
    world.at("2025-09-30T23:59:59.900")
    sent = await world.post(GIJS, "intake", f"/v1/concepten/{draft['conceptId']}/indiening")
    assert (sent["ontvangenOp"], sent["pilotjaar"]) == ("2025-09-30T21:59:59.900000Z", 2025)


async def test_3_1_and_3_3_the_last_millisecond_and_the_first_after(world: World) -> None:
    """S7 D1: 201, then 409 with both ends of the window and the regular way; a repeat of the first is not refused."""
    world.at_utc(LAST)
    first = await world.post(VERA, "intake", "/v1/meldingen", melding(), key="laatste-nacht-1")
    world.at_utc(FIRST_AFTER)
    refused = await world.post(VERA, "intake", "/v1/meldingen", melding(), status=409, key="laatste-nacht-2")
    assert refused["code"] == "pilot-gesloten"
    for words in ("1 januari 2025", "1 oktober 2025", "070-7570900", "Gaat het om een zaak die al loopt?", "zvhh.nl"):
        assert words in text_of(refused)
    world.at("2025-10-01T00:00:30")
    again = await world.post(VERA, "intake", "/v1/meldingen", melding(), key="laatste-nacht-1")
    assert again == first
    await world.event(first["zaakId"], "MeldingIngediend")
    assert len(world.events_of(first["zaakId"], "MeldingIngediend")) == 1


async def test_3_2_a_draft_sent_too_late_is_kept(world: World) -> None:
    """S7: begun 23:40, sent 00:04: the text names that moment, the draft stays as it was."""
    world.at("2025-09-30T23:40")
    draft = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": melding()})
    path = f"/v1/concepten/{draft['conceptId']}"
    world.at("2025-10-01T00:04")
    refused = await world.post(VERA, "intake", f"{path}/indiening", status=409)
    assert refused["code"] == "pilot-gesloten"
    assert "1 oktober 2025 om 00:04" in text_of(refused)
    assert "Uw concept is bewaard" in text_of(refused)
    assert (await world.get(VERA, "intake", path))["inhoud"] == melding()


async def test_3_4_while_intake_is_down_the_broker_s_append_time_counts(world: World) -> None:
    """S7 D1: appended 23:58 and read 00:20 is accepted; appended 00:01 is refused, whatever its own time says."""
    police = PartnerSystem(world.outside, ORGANISATIONS["PO"])
    world.at("2025-09-30T23:50")
    letters = {reference: await police.encrypt(melding()) for reference in ("PO-nacht-1", "PO-nacht-2")}
    world.stack.stop("intake")
    for reference, moment in (("PO-nacht-1", "2025-09-30T23:58"), ("PO-nacht-2", "2025-10-01T00:01")):
        world.at(moment)
        await police.report(reference, letters[reference], ce_time="2025-09-30T21:50:00Z")
    world.at("2025-10-01T00:20")
    world.stack.start("intake")
    world.stack.wait_ready("intake")

    async def answered() -> Any:
        mine = {one["meldingReferentie"]: one for one in await police.answers() if "nacht" in one["meldingReferentie"]}
        return mine if len(mine) == 2 else None

    answers = await eventually(answered)
    assert answers["PO-nacht-1"]["stap"] == "ontvangen"
    assert answers["PO-nacht-2"]["stap"] == "geweigerd"
    assert "pilot-gesloten" in codes(answers["PO-nacht-2"])
    told = [one.data for one in world.watch.seen if one.data.get("kenmerk") == answers["PO-nacht-1"]["kenmerk"]]
    assert only(told)["ontvangenOp"] == "2025-09-30T21:58:00Z"


async def test_3_5_everything_after_receipt_goes_on(world: World) -> None:
    """S7 S6 D1: a supplement after the end is accepted; a weegoverleg on 21 October takes a place of 2025."""
    world.at("2025-09-30T23:59")
    zaak = await world.stages.report(GIJS)
    world.at("2025-10-02T09:00")
    await world.post(NOOR, "triage", f"/v1/triages/{zaak}/aanvullingen", {"vraag": "Wie is de huisarts?"})

    async def stand() -> Any:
        return (await world.get(GIJS, "intake", f"/v1/meldingen/{zaak}"))["stand"]

    await soon(stand, "aanvulling-gevraagd")
    await world.post(GIJS, "intake", f"/v1/meldingen/{zaak}/aanvullingen", {"tekst": "Dat weten wij niet."})
    await world.event(zaak, "MeldingAangevuld")
    await world.stages.to_open(zaak, local("2025-10-21T10:00"))
    opened = await world.event(zaak, "CasusGeopend")
    assert (opened["pilotjaar"], opened["maximum"]) == (2025, 30)


async def test_3_6_the_start_of_the_year(world: World) -> None:
    """S7: the window opens at 1 January local time, which is 23:00 UTC."""
    known = melding(bekend={"hoe": "Melding van Anna zelf.", "sinds": "2024-12-24"})
    world.at_utc("2024-12-31T22:59:59+00:00")
    assert (await world.post(VERA, "intake", "/v1/meldingen", known, status=409))["code"] == "pilot-gesloten"
    world.at_utc("2024-12-31T23:00:00+00:00")
    assert (await world.post(VERA, "intake", "/v1/meldingen", known))["pilotjaar"] == 2025


async def test_3_7_a_later_year_is_a_line_of_configuration(world: World, tmp_path: Path) -> None:
    """S7: without a pilotjaar 2026 the pilot is closed; with one, and intake restarted, it counts for 2026."""
    world.at("2026-01-05T09:00")
    assert (await world.post(VERA, "intake", "/v1/meldingen", melding(), status=409))["code"] == "pilot-gesloten"
    world.configure("intake", with_years(tmp_path / "2026.yaml", {2026: 40}))
    sent = expect(await world.outside.post(VERA, "intake", "/v1/meldingen", melding()), 201)
    assert sent["pilotjaar"] == 2026
    assert (await world.event(sent["zaakId"], "MeldingIngediend"))["pilotjaar"] == 2026


def with_years(path: Path, caps: dict[int, int]) -> Path:
    """The local configuration with 2025 and these years more, each a whole year with this cap, as a file."""
    document = yaml.safe_load((checkout() / "deploy/local/configuratie.yaml").read_text(encoding="utf-8"))
    years = {2025: {"begin": "2025-01-01T00:00:00+01:00", "eind": "2025-10-01T00:00:00+02:00", "maximum": 30}}
    for year, cap in caps.items():
        begin, end = (f"{one}-01-01T00:00:00+01:00" for one in (year, year + 1))
        years[year] = {"begin": begin, "eind": end, "maximum": cap}
    document["pilotjaren"] = years
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path
