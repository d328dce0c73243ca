# SPDX-License-Identifier: EUPL-1.2
"""Lists, searches, tasks and counts filter exactly as details do, for every person and zaken in several stands (L6, L8).

What a list shows of a zaak may be read as a detail by the same person; where the list is of content, the reverse holds
too. Not for: which tasks there are, or what a figure counts.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from tests.e2e.asked import ASKED, GUARDED
from tests.e2e.cases import BSN, Case, sees, some
from tests.e2e.world import World

from zvhh_local.people import PEOPLE, Person

SCREENED = [person for person in PEOPLE.values() if person.subject != "xena.xx"]
DETAILS = {"intake": "lees_melding", "triage": "lees_triage", "meetings": "lees_overlegtraject", "regie": "lees_casus"}
LISTS: dict[tuple[str, str], dict[str, Any]] = {
    ("intake", "lees_meldingen"): {},
    ("triage", "lees_werklijst"): {"stand": ["open", "aanvulling", "doorgezet", "afgewezen", "gevoegd", "gewogen"]},
    ("meetings", "lees_overlegtrajecten"): {},
    ("regie", "lees_casussen"): {"stand": ["aangemeld", "wachtlijst", "loopt", "afgeschaald", "beeindigd"]},
}
"""Of content: they show a zaak exactly to who may read it."""
TERMS: dict[tuple[str, str], dict[str, Any]] = {("intake", "lees_bewaartermijnen"): {"binnen": 120}}
"""Of no content: closed zaken too (L8)."""
TASKS = [(service, "lees_taken") for service in ASKED]
ELSEWHERE = {
    "lees_concepten": "drafts: test_access",
    "lees_rooster": "no zaak",
    "lees_rooster_vandaag": "no zaak",
    "lees_trainingen": "no zaak",
    "lees_jaarvragen": "no zaak",
    "lees_jaarantwoord": "no zaak",
    "lees_gemeenten": "no zaak",
    "lees_afstemming": "no zaak",
    "lees_pilotjaren": "counts of the cap, no zaak",
    "lees_verwerkingen": "who did what, no zaak: test_logs",
    "lees_verwerkingen_csv": "who did what, no zaak: test_logs",
}
HERE = {
    *(operation for _, operation in (*LISTS, *TERMS, *TASKS)),
    "lees_overeenkomsten",
    "lees_ritme",
    "lees_pilotjaar",
    "lees_evaluatie",
    "lees_evaluatie_csv",
    "lees_vaste_cijfers",
    "lees_vaste_cijfers_csv",
}


@pytest.fixture(scope="module")
async def cases(world: World) -> list[Case]:
    """Four zaken on the same slachtoffer: one runs, one is planned, one is new, one has ended."""
    return await some(world)


def test_every_list_is_looked_at() -> None:
    """L6: whatever reads and asks for no single zaak has its place in this file, or says why not."""
    reading = {
        operation
        for service, operation in GUARDED
        if ASKED[service][operation].method == "GET" and "Z" not in ASKED[service][operation].path
    }
    assert reading - {"lees_concept"} == (HERE | set(ELSEWHERE)) - {"lees_overeenkomsten"}


def those_who_may(service: str, operation: str) -> list[Person]:
    """Everybody with a role for it."""
    sights = ASKED[service][operation].sights
    return [person for person in SCREENED if set(person.roles) & set(sights)]


async def everything(world: World, who: str, service: str, path: str, **query: Any) -> list[Any]:
    """A whole list, page after page."""
    rows: list[Any] = []
    cursor: dict[str, Any] = {}
    while True:
        page = await world.get(who, service, path, aantal=100, **query, **cursor)
        rows += page["items"]
        if page["volgende"] is None:
            return rows
        cursor = {"na": page["volgende"]}


async def for_everyone(persons: Iterable[Person], look: Callable[[Person], Awaitable[None]]) -> None:
    """Side by side; the first that fails is raised."""
    await asyncio.gather(*(look(person) for person in persons))


def of_these(rows: Iterable[Any], cases: Iterable[Case]) -> set[str]:
    """Which of the zaken stand in a list; the rest of the run is of no concern."""
    return {row["zaakId"] for row in rows} & {case.zaak for case in cases}


@pytest.mark.parametrize(("service", "operation"), list(LISTS), ids=[operation for _, operation in LISTS])
async def test_a_list_shows_what_the_detail_shows(
    world: World, cases: list[Case], service: str, operation: str
) -> None:
    """L6: a row for exactly those of which the detail may be read, in any stand."""
    world.at("2025-03-28T12:00")
    detail = ASKED[service][DETAILS[service]]

    async def look(person: Person) -> None:
        listed = await everything(
            world, person.subject, service, ASKED[service][operation].path, **LISTS[service, operation]
        )
        shown = of_these(listed, cases)
        for case in cases:
            reply = await world.outside.get(person.subject, service, detail.at(case.zaak))
            assert (case.zaak in shown) is (reply.status == 200) is sees(person, detail, case), (person.subject, case)

    await for_everyone(those_who_may(service, operation), look)


@pytest.mark.parametrize(("service", "operation"), TASKS, ids=[service for service, _ in TASKS])
async def test_tasks_are_of_zaken_that_one_sees(world: World, cases: list[Case], service: str, operation: str) -> None:
    """L6: never of one that is out of sight; the procesregisseur has a task here, so that the list is not empty."""
    world.at("2025-03-28T12:00")
    asked = ASKED[service][operation]
    found: set[str] = set()

    async def look(person: Person) -> None:
        mine = of_these(await everything(world, person.subject, service, asked.path), cases)
        seen = {case.zaak for case in cases if sees(person, asked, case)}
        assert mine <= seen, person.subject
        found.update(mine)

    await for_everyone(those_who_may(service, operation), look)
    assert found


async def test_terms_and_persons_are_known_of_closed_zaken_too(world: World, cases: list[Case]) -> None:
    """L8 L10 D11 L6: the list of terms and the search on a person have the same zaken, without who is barred from them."""
    world.at("2025-03-28T12:00")
    asked = ASKED["intake"]["lees_bewaartermijnen"]

    async def look(person: Person) -> None:
        listed = await everything(
            world, person.subject, "intake", asked.path, **TERMS["intake", "lees_bewaartermijnen"]
        )
        search = {"bsn": BSN, "reden": "klacht"}
        reply = await world.outside.post(person.subject, "intake", "/v1/betrokkenen/zaken", search)
        expected = {case.zaak for case in cases if sees(person, asked, case)}
        assert of_these(listed, cases) == of_these(reply.body["zaken"], cases) == expected, person.subject
        assert "Truus" not in str(listed) + str(reply.body)

    await for_everyone(those_who_may("intake", "lees_bewaartermijnen"), look)


async def test_the_same_persons_elsewhere(world: World, cases: list[Case]) -> None:
    """D11 S15 L6: other zaken that one may read are named; of a closed one only that it is there; a barred one is not."""
    detail = ASKED["intake"]["lees_overeenkomsten"]
    ids = {case.zaak for case in cases}
    for person in those_who_may("intake", "lees_overeenkomsten"):
        for case in (one for one in cases if sees(person, detail, one)):
            found = await world.get(person.subject, "intake", detail.at(case.zaak))
            mine = {one.zaak for one in cases if one != case and sees(person, detail, one)}
            assert {one["zaakId"] for one in found["zaken"]} & ids == mine, person.subject
            assert found["afgesloten"] is True


async def test_counts_are_of_what_one_sees(world: World, cases: list[Case]) -> None:
    """S13 L6: the rhythm counts the zaken whose detail shows one, no more; to who is barred it is another number."""
    world.at("2025-03-28T12:00")
    path = ASKED["meetings"]["lees_overlegtraject"]

    async def look(person: Person) -> None:
        rows = await everything(world, person.subject, "meetings", "/v1/overlegtrajecten", stand="loopt")
        details = [await world.get(person.subject, "meetings", path.at(row["zaakId"])) for row in rows]
        with_rhythm = [one["ritme"]["tussenpozen"] for one in details if one["ritme"]["tussenpozen"]]
        counted = await world.get(person.subject, "meetings", "/v1/ritme")
        assert (counted["zaken"], counted["tussenpozen"]) == (len(with_rhythm), sum(map(len, with_rhythm)))
        if person.oin == cases[0].melder:
            assert with_rhythm

    await for_everyone([PEOPLE[who] for who in ("vera.vt", "wim.wg", "olga.om")], look)


async def test_the_year_names_no_zaak_that_one_does_not_see(world: World, cases: list[Case]) -> None:
    """S6b L6 L8: its places and its line have no kenmerk and no id of a closed zaak, nor of one from which one is barred."""
    names = {case.zaak: await _kenmerk(world, case.zaak) for case in cases}
    detail = ASKED["regie"]["lees_casus"]
    for person in those_who_may("regie", "lees_pilotjaar"):
        shown = str(await world.get(person.subject, "regie", "/v1/pilotjaren/2025"))
        for case in (one for one in cases if not sees(person, detail, one)):
            assert case.zaak not in shown
            assert names[case.zaak] not in shown, person.subject
    assert names[cases[0].zaak] in str(await world.get("noor.zv", "regie", "/v1/pilotjaren/2025"))


async def test_figures_are_the_same_for_everyone_and_name_nothing(world: World, cases: list[Case]) -> None:
    """S18 L6: what goes over all zaken tells nobody of one: no id, no kenmerk, and who is barred reads the same."""
    world.at("2025-03-28T12:00")
    barred, other = await asyncio.gather(
        *(world.get(who, "regie", "/v1/evaluatie/2025") for who in ("bram.zv", "noor.zv"))
    )
    assert barred == other
    files = [await world.get(who, "regie", "/v1/evaluatie/2025.csv") for who in ("noor.zv", "bea.zv", "fred.zv")]
    assert len(set(files)) == 1
    for case in cases:
        kenmerk = await _kenmerk(world, case.zaak)
        for text in (str(other), *files):
            assert case.zaak not in text
            assert kenmerk not in text


async def _kenmerk(world: World, zaak: str) -> str:
    return str((await world.event(zaak, "MeldingIngediend"))["kenmerk"])
