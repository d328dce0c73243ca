# SPDX-License-Identifier: EUPL-1.2
"""Story 2, the form: faults, drafts, who may report, doubt (S1, S1b, S2, S4, S5, L1, L2, L10, D1, D6).

What the pages of steps 3 to 5 say comes with `web`; the API that they stand on is tested here.
"""

import asyncio
from copy import deepcopy
from typing import Any

import pytest
from tests.e2e.world import World, codes, expect, only, places, soon, text_of

from zvhh_local.examples import ANNA, BORIS, melding
from zvhh_local.people import ORGANISATIONS

TESS, SAM, XENA, VERA, GIJS, NOOR = "tess.tb", "sam.sh", "xena.xx", "vera.vt", "gijs.gz", "noor.zv"
BRAM = "bram.zv"
PHONE = "070-7570900"


@pytest.fixture(autouse=True)
def day(world: World) -> None:
    """A day in the window of 2025."""
    world.at("2025-03-10T10:00")


def anna(**changes: Any) -> dict[str, Any]:
    """Anna with other data; None leaves a field out."""
    person = deepcopy(ANNA)
    data = person["gegevens"]
    assert isinstance(data, dict)
    person["gegevens"] = {name: value for name, value in (data | changes).items() if value is not None}
    return person


@pytest.mark.parametrize(
    ("who", "code", "words"),
    [
        (TESS, "partner-incidenteel", "Meld via een vaste partner"),
        (SAM, "partner-derde", "Meld via een vaste partner"),
        (XENA, "geen-vog", "Meld via een vaste partner"),
    ],
)
async def test_2_1_who_may_not_report_is_told_the_way(world: World, who: str, code: str, words: str) -> None:
    """S1 L10: incidental, derde and unknown are three texts; none leaves a melding. Faults in the form change nothing.

    Of an unknown organisation nobody is known either: whoever is not on record is told the same way on.
    """
    for body in (melding(), melding(voorPilot=False, gemeente="nergens")):
        refused = await world.post(who, "intake", "/v1/meldingen", body, status=403)
        assert refused["code"] == code
        assert words in text_of(refused)
    mine = await world.get(who, "intake", "/v1/meldingen", status=403 if who == XENA else 200)
    assert mine.get("items", []) == []
    oin = ORGANISATIONS[who.rpartition(".")[2].upper()]
    assert not [one for one in world.watch.seen if one.data.get("melderOin") == oin]


async def test_2_1_the_list_of_partners_needs_no_login(world: World) -> None:
    """S1 D6: Thuisbasis stands under incidenteel, Slachtofferhulp under derde, the unknown one nowhere."""
    listed = await world.get("", "intake", "/v1/partners")
    by_kind = {kind: {one["oin"] for one in listed[kind]} for kind in ("vast", "incidenteel", "derde")}
    assert by_kind["incidenteel"] == {ORGANISATIONS["TB"]}
    assert by_kind["derde"] == {ORGANISATIONS["SH"]}
    assert ORGANISATIONS["VT"] in by_kind["vast"]
    assert ORGANISATIONS["XX"] not in set().union(*by_kind.values())


async def test_2_2_every_fault_at_once_with_its_place_and_nothing_stored(world: World) -> None:
    """S2 L1 L2: voorPilot, no attestation, an empty criterion, nationality and a wrong BSN, in one answer."""
    faulty = melding(
        voorPilot=False,
        betrokkenen=[anna(bsn="999990018", nationaliteit="Nederlandse"), BORIS],
        criteria=melding()["criteria"] | {"veiligheid": ""},
    )
    del faulty["verklaring"]
    before = len(world.watch.seen)
    refused = await world.post(VERA, "intake", "/v1/meldingen", faulty, status=400)
    assert places(refused) == {
        "/voorPilot": "niet-voor-pilot",
        "/verklaring": "verklaring-ontbreekt",
        "/criteria/veiligheid": "criterium-leeg",
        "/betrokkenen/0/gegevens/nationaliteit": "nationaliteit-niet-toegestaan",
        "/betrokkenen/0/gegevens/bsn": "bsn-ongeldig",
    }
    assert "999990018" not in str(refused)
    assert "Nederlandse" not in str(refused)
    await world.settle()
    assert [one for one in world.watch.seen[before:] if one.fact == "MeldingIngediend"] == []


@pytest.mark.parametrize("bsn", ["999990018", "000000000", "99999001"])
async def test_2_2_a_bsn_that_can_not_be(world: World, bsn: str) -> None:
    """L2: check digit, all zeros, eight digits."""
    body = melding(betrokkenen=[anna(bsn=bsn), BORIS])
    refused = await world.post(VERA, "intake", "/v1/meldingen", body, status=400)
    assert places(refused) == {"/betrokkenen/0/gegevens/bsn": "bsn-ongeldig"}


@pytest.mark.parametrize("bsn", [None, "999990044", "999990056"])
async def test_2_2_without_or_with_a_right_bsn(world: World, bsn: str | None) -> None:
    """L2: a BSN is only asked where it is known."""
    await world.post(VERA, "intake", "/v1/meldingen", melding(betrokkenen=[anna(bsn=bsn), BORIS]))


async def test_2_3_a_draft_is_there_the_next_day_and_only_for_its_writer(world: World) -> None:
    """D1 L6: half a melding, typed today, read tomorrow; 30 days; another organisation sees none of it."""
    half = {"voorPilot": True, "zorgen": "Boris staat elke week voor", "betrokkenen": [{"rol": "slachtoffer"}]}
    made = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": half})
    path = f"/v1/concepten/{made['conceptId']}"
    world.at("2025-03-11T08:30")
    read = await world.get(VERA, "intake", path)
    assert read["inhoud"] == half
    assert read["bewaardTot"] == "2025-04-09T09:00:00Z"  # thirty times 24 hours
    assert made["conceptId"] in [
        one["conceptId"] for one in (await world.get(VERA, "intake", "/v1/concepten"))["items"]
    ]
    for who, status in ((GIJS, 404), (NOOR, 403)):
        await world.get(who, "intake", path, status=status)
    assert (await world.get(GIJS, "intake", "/v1/concepten"))["items"] == []
    more = half | {"zorgen": "Boris staat elke week voor de deur."}
    _, seen = await world.see(VERA, "intake", path)
    kept = expect(await world.outside.send("PUT", VERA, "intake", path, {"inhoud": more}, seen=seen), 200)
    assert kept["bewaardTot"] == "2025-04-10T07:30:00Z"
    assert (await world.get(VERA, "intake", path))["inhoud"] == more
    expect(await world.outside.send("DELETE", VERA, "intake", path), 200)
    await world.get(VERA, "intake", path, status=404)


def half_filled() -> dict[str, Any]:
    """Parts 1 and 3 as they should be, half of part 2; what each person knows of the melding is asked in part 5."""
    whole = melding()
    persons = [{name: value for name, value in one.items() if name != "geinformeerd"} for one in (ANNA, BORIS)]
    fields = ("voorPilot", "relatie", "gemeente", "zorgen", "criteria", "leefgebieden", "domeinen")
    return {name: whole[name] for name in fields} | {"betrokkenen": persons, "twijfel": {"ja": False}}


async def test_2_3_the_next_day_the_form_tells_how_far_each_part_is(world: World) -> None:
    """D1 L1: two parts klaar, one niet compleet with what is missing, three nog niet begonnen; all text is there."""
    made = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": half_filled()})
    world.at("2025-03-11T08:30")
    read = await world.get(VERA, "intake", f"/v1/concepten/{made['conceptId']}")
    assert read["inhoud"] == half_filled()
    before, *parts = read["delen"]
    assert (before["deel"], before["voortgang"]) == ("vooraf", "klaar")
    assert [(one["deel"], one["voortgang"]) for one in parts] == [
        ("betrokkenen", "klaar"),
        ("situatie", "niet-compleet"),
        ("criteria", "klaar"),
        ("bespreken", "niet-begonnen"),
        ("verklaring", "niet-begonnen"),
        ("melder", "niet-begonnen"),
    ]
    words = [one["voortgangTekst"] for one in parts]
    assert [words.count(one) for one in ("Klaar", "Niet compleet", "Nog niet begonnen")] == [2, 1, 3]
    missing = {one["deel"]: {fault["plaats"] for fault in one["fouten"]} for one in parts}
    assert missing["situatie"] == {"/bekend"}
    assert missing["criteria"] == set()


async def test_2_4_a_draft_that_is_not_complete_stays_and_nothing_is_sent(world: World) -> None:
    """D1 L1: part 5 is missing; each missing thing is named with its place; then it is completed and goes."""
    draft = melding()
    missing = {name: draft.pop(name) for name in ("verklaring", "beroepsgeheim")}
    made = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": draft})
    path = f"/v1/concepten/{made['conceptId']}"
    await world.settle()  # or a melding of before is seen only now
    before = len(world.watch.seen)
    refused = await world.post(VERA, "intake", f"{path}/indiening", status=400)
    assert places(refused) == {"/verklaring": "verklaring-ontbreekt", "/beroepsgeheim": "beroepsgeheim-ontbreekt"}
    assert (await world.get(VERA, "intake", path))["inhoud"] == draft
    await world.settle()
    assert [one for one in world.watch.seen[before:] if one.fact == "MeldingIngediend"] == []
    _, seen = await world.see(VERA, "intake", path)
    expect(await world.outside.send("PUT", VERA, "intake", path, {"inhoud": draft | missing}, seen=seen), 200)
    sent = await world.post(VERA, "intake", f"{path}/indiening")
    assert (await world.event(sent["zaakId"], "MeldingIngediend"))["kenmerk"] == sent["kenmerk"]
    after = await world.get(VERA, "intake", path)
    assert (after["inhoud"], after["melding"]["kenmerk"]) == (None, sent["kenmerk"])


async def on_duty(world: World, persoon: str | None) -> None:
    """This person, or nobody, is the procesregisseur van de dag of 10 March 2025."""
    dagen = [{"dag": "2025-03-10", "persoon": persoon}]
    await world.post(NOOR, "triage", "/v1/rooster/2025-03/dagen", {"dagen": dagen})


async def test_2_5_who_doubts_is_told_whom_to_call_first(world: World) -> None:
    """S5 D1: doubt without a consultation holds the melding back with the number; the roster tells the name, if any."""
    await on_duty(world, NOOR)
    doubt = melding(twijfel={"ja": True})
    made = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": doubt})
    path = f"/v1/concepten/{made['conceptId']}"
    before = len(world.watch.seen)
    refused = await world.post(VERA, "intake", f"{path}/indiening", status=400)
    assert places(refused) == {"/twijfel": "eerst-overleggen"}
    assert PHONE in text_of(refused)
    assert "Uw concept is bewaard." in text_of(refused)
    assert (await world.get(VERA, "intake", path))["inhoud"] == doubt
    assert codes(await world.post(VERA, "intake", "/v1/meldingen", doubt, status=400)) == ["eerst-overleggen"]
    today = {"dag": "2025-03-10", "naam": "Noor Testema", "telefoon": PHONE}
    assert await world.get(VERA, "triage", "/v1/rooster/vandaag") == today
    await on_duty(world, None)
    assert await world.get(VERA, "triage", "/v1/rooster/vandaag") == today | {"naam": None}
    await world.settle()
    assert [one for one in world.watch.seen[before:] if one.fact == "MeldingIngediend"] == []


async def test_2_5_nobody_to_be_reached_lets_it_through_with_a_badge(world: World) -> None:
    """S5: the worklist says that the reporter doubts, with a task to call back that a person ends."""
    zaak = await world.stages.report(twijfel={"ja": True, "niemandBereikbaar": True})
    assert (await world.event(zaak, "MeldingIngediend"))["twijfel"] == "niemand-bereikbaar"
    path = f"/v1/triages/{zaak}"

    async def badge() -> Any:
        shown = await world.get(NOOR, "triage", path)
        row = only(one for one in (await worklist(world)) if one["zaakId"] == zaak)
        return shown["melderTwijfelt"], shown["taken"], row["melderTwijfelt"]

    assert await badge() == (True, ["melder-terugbellen"], True)
    tasks = (await world.get(NOOR, "triage", "/v1/taken", aantal=200))["items"]
    mine = [one for row in tasks if row["zaakId"] == zaak for one in row["taken"]]
    task = only(one for one in mine if one["code"] == "melder-terugbellen")
    assert task["voor"] == "procesregisseur"
    assert "bel" in task["tekst"].lower()
    await world.post(
        NOOR, "triage", f"{path}/afgeronde-taken", {"taak": "melder-terugbellen", "bevinding": "Gebeld, zij meldt."}
    )
    assert (await world.get(NOOR, "triage", path))["taken"] == []


async def worklist(world: World) -> list[dict[str, Any]]:
    """The first two hundred rows of Noor's worklist."""
    rows: list[dict[str, Any]] = (await world.get(NOOR, "triage", "/v1/triages", aantal=200))["items"]
    return rows


async def test_2_5_the_code_of_a_consultation_is_cited_and_known_in_triage(world: World) -> None:
    """S5: Bram logged it without personal data; who cites it passes, and triage shows it; no field for words."""
    said = {"partner": ORGANISATIONS["VT"], "moment": "2025-03-10T09:30:00+01:00", "advies": "melden"}
    words = said | {"notitie": "Over Anna."}
    assert codes(await world.post(BRAM, "triage", "/v1/afstemmingen", words, status=400)) == ["onbekend-veld"]
    code = (await world.post(BRAM, "triage", "/v1/afstemmingen", said))["code"]
    zaak = await world.stages.report(twijfel={"ja": True, "code": code})
    told = await world.event(zaak, "MeldingIngediend")
    assert (told["twijfel"], told["afstemming"]) == ("overlegd", code)

    async def doubt(cites: str) -> Any:
        shown = await world.get(NOOR, "triage", f"/v1/triages/{cites}")
        return shown["melderTwijfelt"], shown["taken"], shown["afstemming"]["uitkomst"]

    await soon(lambda: doubt(zaak), (False, [], "bekend"))
    cited = (await world.get(NOOR, "triage", f"/v1/triages/{zaak}"))["afstemming"]
    assert (cited["code"], cited["advies"]) == (code, "melden")
    made_up = await world.stages.report(twijfel={"ja": True, "code": "A-2222-2222"})
    assert (await world.event(made_up, "AfstemmingBeantwoord"))["uitkomst"] == "onbekend"
    await soon(lambda: doubt(made_up), (True, ["melder-terugbellen"], "onbekend"))
    wrong = melding(twijfel={"ja": True, "code": "A-1"})
    assert places(await world.post(VERA, "intake", "/v1/meldingen", wrong, status=400)) == {
        "/twijfel/code": "code-ongeldig"
    }


async def test_2_6_a_double_click_is_one_melding(world: World) -> None:
    """D1: the same draft sent twice at the same moment, and once more later: one melding, one kenmerk."""
    made = await world.post(VERA, "intake", "/v1/concepten", {"inhoud": melding()})
    path = f"/v1/concepten/{made['conceptId']}/indiening"
    clicks = [world.outside.post(VERA, "intake", path) for _ in range(3)]
    answers = [expect(reply, 201) for reply in await asyncio.gather(*clicks)]
    answers.append(await world.post(VERA, "intake", path))
    assert len({one["kenmerk"] for one in answers}) == 1
    zaak = only({one["zaakId"] for one in answers})
    await world.event(zaak, "MeldingIngediend")
    await world.settle()
    assert len(world.events_of(zaak, "MeldingIngediend")) == 1


async def test_2_6_the_same_key_is_the_same_melding(world: World) -> None:
    """D1: twice by REST with one Idempotency-Key; the key of another organisation is another; other content is 409."""
    key = "sleutel-van-verhaal-2-6"
    tries = [world.outside.post(VERA, "intake", "/v1/meldingen", melding(), key=key) for _ in range(4)]
    answers = [expect(reply, 201) for reply in await asyncio.gather(*tries)]
    assert len({one["kenmerk"] for one in answers}) == 1
    other = await world.post(GIJS, "intake", "/v1/meldingen", melding(), key=key)
    assert other["zaakId"] != answers[0]["zaakId"]
    refused = await world.post(VERA, "intake", "/v1/meldingen", melding(zorgen="Iets anders."), status=409, key=key)
    assert "Iets anders" not in str(refused)
    await world.event(other["zaakId"], "MeldingIngediend")
    assert len(world.events_of(answers[0]["zaakId"], "MeldingIngediend")) == 1


async def test_2_7_another_relation_is_accepted_and_scope_is_judged_first(world: World) -> None:
    """S1b D5 L9: a neighbour: a warning, no refusal; triage asks scope first; no is no fourth criterion and has a way on."""
    answer = await world.post(VERA, "intake", "/v1/meldingen", melding(relatie="anders"))
    zaak = answer["zaakId"]
    assert "hoort" in only(answer["waarschuwingen"])

    async def row() -> Any:
        rows = (await world.get(NOOR, "triage", "/v1/triages", aantal=200))["items"]
        return [one["pilotvraag"] for one in rows if one["zaakId"] == zaak]

    await soon(row, [True])
    oordeel = {"criterium": "veiligheid", "ja": True, "motivatie": "Blijkt uit de melding."}
    refused = await world.post(NOOR, "triage", f"/v1/triages/{zaak}/oordelen", oordeel, status=409)
    assert refused["code"] == "pilotoordeel-ontbreekt"
    oordeel = {"hoortBij": False, "motivatie": "Een buurman zonder relatie."}
    await world.post(NOOR, "triage", f"/v1/triages/{zaak}/pilotoordeel", oordeel)
    bevestiging = {"uitkomst": "afgewezen"}
    refused = await world.post(NOOR, "triage", f"/v1/triages/{zaak}/bevestiging", bevestiging, status=400)
    assert codes(refused) == ["advies-ontbreekt", "route-ontbreekt"]
    bevestiging |= {"route": "regulier", "advies": "Meld via de gewone weg."}
    await world.post(NOOR, "triage", f"/v1/triages/{zaak}/bevestiging", bevestiging)
    assert (await world.event(zaak, "TriageAfgewezen"))["route"] == "regulier"


async def test_2_7_a_partner_relation_is_not_asked_about_scope(world: World) -> None:
    """S1b S9: only for another relation; it can't be used to refuse the rest."""
    zaak = await world.stages.report()
    body = {"hoortBij": False, "motivatie": "Geen zin."}
    refused = await world.post(NOOR, "triage", f"/v1/triages/{zaak}/pilotoordeel", body, status=409)
    assert refused["code"] == "relatie-hoort-bij-pilot"


@pytest.mark.parametrize("gemeente", ["buiten-de-regio", "onbekend"])
async def test_2_7_outside_the_region_leaves_no_mark(world: World, gemeente: str) -> None:
    """S4: accepted, reads as a dash in the worklist, and is no filter value."""
    zaak = await world.stages.report(gemeente=gemeente)
    rows = (await world.get(NOOR, "triage", "/v1/triages", aantal=200))["items"]
    assert [one["gemeente"] for one in rows if one["zaakId"] == zaak] == ["–"]
    await world.get(NOOR, "triage", "/v1/triages", status=400, gemeente=gemeente)
