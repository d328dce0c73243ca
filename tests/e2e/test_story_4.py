# SPDX-License-Identifier: EUPL-1.2
"""Story 4, triage in both directions: what doesn't count, supplements, revising, withdrawing, two at once."""

import asyncio
import itertools
import json
import random
from typing import Any

import pytest
from tests.e2e.world import World, codes, expect, local, only, soon

from zvhh_local.examples import VT, melding
from zvhh_local.outside import PartnerSystem
from zvhh_local.people import ORGANISATIONS
from zvhh_local.watch import eventually

VERA, NOOR, BRAM = "vera.vt", "noor.zv", "bram.zv"
SASH = (None, "niet afgenomen", "laag", "matig", "hoog")
YES_NO = (None, "ja", "nee")
OF_THE_ZAAK = ("zaakId", "kenmerk", "ontvangenOp")
NOT_COUNTED = ("sash", "aangifte", "regiobinding")


def without_names(shown: dict[str, Any]) -> dict[str, Any]:
    """What is shown of a zaak, without what tells one zaak from another: its names, and its receipt wherever that stands."""
    left = json.dumps({name: value for name, value in shown.items() if name not in OF_THE_ZAAK})
    return dict(json.loads(left.replace(shown.get("ontvangenOp", "unknown"), "its receipt")))


@pytest.fixture
async def forty_five(world: World) -> list[str]:
    """45 meldingen in order of receipt, alike but for the three things that don't count."""
    combinations = list(itertools.product(SASH, YES_NO, YES_NO))
    random.Random(45).shuffle(combinations)
    zaken = []
    for number, values in enumerate(combinations):
        world.at(f"2025-05-20T09:{number:02}:00")
        said = {name: value for name, value in zip(NOT_COUNTED, values, strict=True) if value is not None}
        sent = await world.post(VERA, "intake", "/v1/meldingen", melding(nietMeegeteld=said))
        zaken.append(sent["zaakId"])
    return zaken


async def test_4_1_what_does_not_count_changes_nothing(world: World, forty_five: list[str]) -> None:
    """S4: status, worklist, screen and advice are the same for all 45; order is that of receipt."""

    async def worklist() -> list[dict[str, Any]]:
        rows = (await world.get(NOOR, "triage", "/v1/triages", aantal=200))["items"]
        return [row for row in rows if row["zaakId"] in forty_five]

    async def order() -> list[str]:
        return [row["zaakId"] for row in await worklist()]

    await soon(order, forty_five)
    rows = await worklist()
    first = without_names(rows[0])
    assert all(without_names(row) == first for row in rows)
    sample = [forty_five[number] for number in (0, 11, 22, 33, 44)]
    for who, service, path in (
        (NOOR, "triage", "/v1/triages/{}"),
        (NOOR, "triage", "/v1/triages/{}/terugkoppeling"),
        (NOOR, "meetings", "/v1/overlegtrajecten/{}"),
        (NOOR, "regie", "/v1/casussen/{}"),
    ):
        shown = [without_names(await world.get(who, service, path.format(zaak))) for zaak in sample]
        assert all(one == shown[0] for one in shown), path
    lists = [(await world.get(VERA, "intake", "/v1/meldingen", aantal=200))["items"]]
    mine = [without_names(row) for row in lists[0] if row["zaakId"] in forty_five]
    assert len(mine) == 45
    assert all(one == mine[0] for one in mine)


async def test_4_1_there_is_no_column_or_filter_for_them(world: World) -> None:
    """S4: no parameter of any route, no field of any list and no event names one of the three."""
    for service in ("intake", "triage", "meetings", "regie"):
        document = await world.get("", service, "/v1/openapi.json")
        operations = [one for path in document["paths"].values() for one in path.values()]
        parameters = {parameter["name"].lower() for one in operations for parameter in one.get("parameters", [])}
        assert not parameters & set(NOT_COUNTED)
        rows = [
            schema for name, schema in document["components"]["schemas"].items() if "Regel" in name or "Stand" in name
        ]
        fields = {field.lower() for schema in rows for field in schema.get("properties", {})}
        assert not fields & set(NOT_COUNTED)
    assert not [one for one in world.watch.seen if set(NOT_COUNTED) & {name.lower() for name in one.data}]


async def test_4_2_to_4_5_supplement_reject_revise_withdraw(world: World) -> None:
    """S8 S9 S10 D1 D2 D5 L6 L8 L9: the whole of K4, from 3 to 20 June 2025."""
    world.at("2025-06-03T09:00")
    zaak = await world.stages.report()
    await _supplement(world, zaak)
    await _reject(world, zaak)
    await _revise(world, zaak)
    await _withdraw(world, zaak)


async def _supplement(world: World, zaak: str) -> None:
    path = f"/v1/triages/{zaak}"
    asked = await world.post(NOOR, "triage", f"{path}/aanvullingen", {"vraag": "Hoe vaak komt Boris langs?"})
    assert asked["uiterlijkOp"] == "2025-06-11"  # Monday 9 June is Pinksteren
    told = await world.get(VERA, "triage", f"{path}/terugkoppeling")
    assert told["aanvulling"] == {"vraag": "Hoe vaak komt Boris langs?", "uiterlijkOp": "2025-06-11"}
    world.at("2025-06-11T23:00")
    assert (await world.get(NOOR, "triage", path))["taken"] == []
    world.at("2025-06-12T00:00")

    async def tasks() -> Any:
        shown = await world.get(NOOR, "triage", path)
        return shown["taken"], shown["stand"]

    await soon(tasks, (["termijn-verstreken"], "aanvulling"))
    world.at("2025-06-12T09:00")
    await world.post(VERA, "intake", f"/v1/meldingen/{zaak}/aanvullingen", {"tekst": "Twee keer per week."})
    await soon(tasks, ([], "open"))
    assert world.events_of(zaak, "TriageAfgewezen") == []


async def _reject(world: World, zaak: str) -> None:
    world.at("2025-06-13T10:00")
    path = f"/v1/triages/{zaak}"
    for criterium, ja in (("leefgebieden", True), ("veiligheid", True), ("samenwerking", False)):
        body = {"criterium": criterium, "ja": ja, "motivatie": f"Oordeel over {criterium} door Bram."}
        await world.post(BRAM, "triage", f"{path}/oordelen", body)
    refused = await world.post(BRAM, "triage", f"{path}/bevestiging", {"uitkomst": "doorgezet"}, status=409)
    assert codes(refused) == ["criterium-nee"]
    fourth = {"criterium": "doorbraak", "ja": False, "motivatie": "Het vierde criterium."}
    assert codes(await world.post(BRAM, "triage", f"{path}/oordelen", fourth, status=400)) == ["onbekende-waarde"]
    no = {"uitkomst": "afgewezen", "route": "lokaal", "advies": "Bespreek in het wijkteam."}
    other = await world.post(BRAM, "triage", f"{path}/bevestiging", no | {"andereReden": "Te druk."}, status=400)
    assert codes(other) == ["onbekend-veld"]
    await world.post(BRAM, "triage", f"{path}/bevestiging", no)
    told = await world.get(VERA, "triage", f"{path}/terugkoppeling")
    assert (told["uitkomst"], told["route"], told["advies"]) == ("behandeld", None, None)
    (call,) = [one for one in await _tasks_of(world, zaak) if one["code"] == "bel-de-melder"]
    assert call["advies"] == "Bespreek in het wijkteam."
    await world.post(
        NOOR, "triage", f"{path}/afgeronde-taken", {"taak": "bel-de-melder", "bevinding": "Advies gegeven."}
    )
    assert "door Bram" not in str(told)
    assert (await world.event(zaak, "TriageAfgewezen"))["vernietigenOp"] == "2025-07-13"

    async def purge() -> Any:
        shown = [await world.get(who, "intake", f"/v1/meldingen/{zaak}") for who in (VERA, NOOR)]
        return [(one["stand"], one["vernietigenOp"]) for one in shown]

    await soon(purge, [("behandeld", None), ("afgewezen", "2025-07-13")])


async def _tasks_of(world: World, zaak: str) -> list[dict[str, Any]]:
    """The tasks of a zaak as they stand in the list of triage, page after page."""
    after: dict[str, Any] = {}
    while True:
        page = await world.get(NOOR, "triage", "/v1/taken", aantal=200, **after)
        for row in page["items"]:
            if row["zaakId"] == zaak:
                tasks: list[dict[str, Any]] = row["taken"]
                return tasks
        assert page["volgende"] is not None
        after = {"na": page["volgende"]}


async def _revise(world: World, zaak: str) -> None:
    world.at("2025-06-16T09:00")
    path = f"/v1/triages/{zaak}"
    body = {"criterium": "samenwerking", "ja": True, "motivatie": "Toch nodig.", "domeinen": ["straf", "zorg"]}
    await world.post(NOOR, "triage", f"{path}/oordelen", body)
    await world.post(NOOR, "triage", f"{path}/bevestiging", {"uitkomst": "doorgezet"})
    shown = await world.get(NOOR, "triage", path)
    versions = [(one["ja"], one["door"]) for one in shown["oordelen"] if one["criterium"] == "samenwerking"]
    assert versions == [(False, BRAM), (True, NOOR)]
    assert [(one["uitkomst"], one["door"]) for one in shown["besluiten"]] == [("afgewezen", BRAM), ("doorgezet", NOOR)]
    assert {shown["namen"][BRAM], shown["namen"][NOOR]} == {"Bram Proefstra", "Noor Testema"}
    assert shown["vernietigenOp"] is None

    async def purge() -> Any:
        melded = await world.get(VERA, "intake", f"/v1/meldingen/{zaak}")
        return melded["stand"], melded["vernietigenOp"]

    await soon(purge, ("weegoverleg-wordt-gepland", None))


async def _withdraw(world: World, zaak: str) -> None:
    await world.stages.in_meetings(zaak, "te-plannen")
    nummer = await world.stages.plan(zaak, local("2025-06-24T10:00"))
    invitation = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/uitnodiging"
    uid = (await world.get(NOOR, "meetings", invitation))["uid"]
    world.at("2025-06-20T15:00")
    await world.post(VERA, "intake", f"/v1/meldingen/{zaak}/intrekking", {"reden": "Anna wil het niet meer."})
    assert await world.event(zaak, "OverlegGeannuleerd") == {"nummer": nummer, "soort": "weegoverleg"}
    cancelled = await world.get(NOOR, "meetings", invitation)
    assert (cancelled["uid"], cancelled["methode"], cancelled["volgnummer"]) == (uid, "CANCEL", 1)
    await _ask_about_safety(world, zaak)
    shown = await world.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
    assert shown["taken"] == []
    assert (shown["stand"], shown["vernietigenUiterlijkOp"]) == ("ingetrokken", "2025-07-20")
    assert only(one["stand"] for one in shown["overleggen"]) == "geannuleerd"
    again = await world.post(VERA, "intake", f"/v1/meldingen/{zaak}/intrekking", {"reden": "Nog een keer."}, status=409)
    assert again["code"] == "al-ingetrokken"


async def _ask_about_safety(world: World, zaak: str) -> None:
    """One task, in one service, that who asked ends with what they found."""
    path = f"/v1/triages/{zaak}"

    async def tasks() -> Any:
        return (await world.get(NOOR, "triage", path))["taken"]

    await soon(tasks, ["veiligheid-geborgd"])
    found = "Anna woont nu bij haar zus. De wijkagent weet het."
    await world.post(BRAM, "triage", f"{path}/afgeronde-taken", {"taak": "veiligheid-geborgd", "bevinding": found})
    shown = await world.get(NOOR, "triage", path)
    assert (shown["taken"], [(one["door"], one["bevinding"]) for one in shown["afgerondeTaken"][-1:]]) == (
        [],
        [(BRAM, found)],
    )


async def test_4_5_after_a_held_weegoverleg_withdrawing_is_over(world: World) -> None:
    """D1: 409, with whom to call."""
    world.at("2025-06-03T09:00")
    zaak = await world.stages.report()
    await world.stages.pass_on(zaak)
    nummer = await world.stages.plan(zaak, local("2025-06-05T10:00"))
    world.at("2025-06-05T11:00")
    niet_passend: dict[str, Any] = {
        "passend": False,
        "doorzetten": None,
        "deelnemers": [],
        "casusregie": None,
        "afspraken": [],
        "wensen": [],
        "route": "regulier",
        "wieBewaaktVeiligheid": VT,
        "wieVertelt": VT,
    }
    await world.stages.weigh(zaak, nummer, **niet_passend)

    async def stand() -> Any:
        return (await world.get(VERA, "intake", f"/v1/meldingen/{zaak}"))["stand"]

    await soon(stand, "niet-passend")
    refused = await world.post(VERA, "intake", f"/v1/meldingen/{zaak}/intrekking", {"reden": "Toch niet."}, status=409)
    assert refused["code"] == "weegoverleg-gehouden"


async def test_4_6_two_procesregisseurs_at_once_lose_nothing(world: World) -> None:
    """S8 D2: both judge the same criterion at the same moment: two versions, both with name and text, both can be read."""
    world.at("2025-06-03T09:00")
    zaak = await world.stages.report()
    path = f"/v1/triages/{zaak}"
    bodies = {
        who: {"criterium": "veiligheid", "ja": who == NOOR, "motivatie": f"Tekst van {who}."} for who in (NOOR, BRAM)
    }
    sent = [world.outside.post(who, "triage", f"{path}/oordelen", body) for who, body in bodies.items()]
    answers = [expect(reply, 201)["versie"] for reply in await asyncio.gather(*sent)]
    assert sorted(answers) == [1, 2]
    shown = await world.get(NOOR, "triage", path)
    assert {one["door"]: one["motivatie"] for one in shown["oordelen"]} == {
        who: body["motivatie"] for who, body in bodies.items()
    }


async def test_4_6_the_second_to_save_sees_the_first_s_change_and_keeps_their_own_text(world: World) -> None:
    """D2: both saw the same version; the second is told so and nothing is lost: what they typed goes after what they read."""
    world.at("2025-06-03T09:00")
    zaak = await world.stages.report()
    path = f"/v1/triages/{zaak}"
    (_, seen), (_, seen_too) = [await world.see(who, "triage", path) for who in (NOOR, BRAM)]
    assert seen
    assert seen == seen_too
    typed = {
        who: {"criterium": "veiligheid", "ja": who == BRAM, "motivatie": f"Wat {who} ziet."} for who in (NOOR, BRAM)
    }
    await world.post(NOOR, "triage", f"{path}/oordelen", typed[NOOR], seen=seen)
    refused = await world.post(BRAM, "triage", f"{path}/oordelen", typed[BRAM], status=412, seen=seen)
    assert refused["code"] == "gewijzigd"
    shown, now = await world.see(BRAM, "triage", path)
    assert [(one["door"], one["motivatie"]) for one in shown["oordelen"]] == [(NOOR, typed[NOOR]["motivatie"])]
    answer = await world.post(BRAM, "triage", f"{path}/oordelen", typed[BRAM], seen=now)
    assert answer["versie"] == 2
    shown = await world.get(NOOR, "triage", path)
    assert [(one["door"], one["ja"]) for one in shown["oordelen"]] == [(NOOR, False), (BRAM, True)]


@pytest.mark.parametrize(("route", "step"), [("lokaal", "behandeld"), ("regulier", "afgewezen")])
async def test_4_3_a_partner_s_own_system_hears_the_way_on(world: World, route: str, step: str) -> None:
    """D5 S10: on its feedback topic, in words and with the kenmerk; never the motivation or the advice."""
    world.at("2025-06-03T09:00")
    system, reference = PartnerSystem(world.outside, ORGANISATIONS["PO"]), f"PO-weg-{route}"
    await system.report(reference, melding(wensen=[]))

    async def told() -> Any:
        return [one for one in await system.answers() if one["meldingReferentie"] == reference]

    received = only((await eventually(told))[:1])
    assert received["stap"] == "ontvangen"
    zaak = only({one.subject for one in world.watch.seen if one.data.get("kenmerk") == received["kenmerk"]})
    await soon(lambda: _status(world, zaak), 200)
    await world.stages.reject(zaak, "Bespreek in het wijkteam.", route)

    async def steps() -> Any:
        return {one["stap"] for one in await told()}

    await soon(steps, {"ontvangen", step})
    assert {one["kenmerk"] for one in await told()} == {received["kenmerk"]}
    assert "wijkteam" not in str(await told())


async def _status(world: World, zaak: str) -> int:
    return (await world.outside.get(NOOR, "triage", f"/v1/triages/{zaak}")).status
