# SPDX-License-Identifier: EUPL-1.2
"""Every route × every person × own and other organisation × a zaak that runs, is planned, is new and is closed (L6, L10).

Who sees what stands in `asked`, by hand, as the rule says it. An operation without a row there makes a test fail, so that
no route goes untried.
"""

import asyncio

import pytest
from tests.e2e.asked import ASKED, GUARDED, NAMES, OPEN_TO_ALL, TABLES, UNKNOWN, UNKNOWN_CONCEPT, Asked
from tests.e2e.cases import Case, may_see, sees, some
from tests.e2e.world import World

from zvhh_local.outside import Reply
from zvhh_local.people import PEOPLE, Person

WITHOUT_VOG = "xena.xx"
SCREENED = [person for person in PEOPLE.values() if person.subject != WITHOUT_VOG]
EVERY = pytest.mark.parametrize(("service", "operation"), GUARDED, ids=NAMES)


@pytest.fixture(scope="module")
async def cases(world: World) -> list[Case]:
    """One that runs, one with a planned weegoverleg, one that only just came in, one that ended."""
    return await some(world)


@pytest.fixture(scope="module")
async def draft(world: World) -> str:
    """A draft of Vera."""
    world.at("2025-03-10T09:00")
    made = await world.post("vera.vt", "intake", "/v1/concepten", {"inhoud": {"zorgen": "Half."}})
    return str(made["conceptId"])


async def ask(world: World, who: str, service: str, operation: str, zaak: str) -> Reply:
    """Try an operation as a person."""
    asked = ASKED[service][operation]
    if asked.method == "GET":
        return await world.outside.get(who, service, asked.at(zaak))
    return await world.outside.send(asked.method, who, service, asked.at(zaak), asked.body_for(zaak))


async def test_every_route_is_tried(world: World) -> None:
    """L6: what OpenAPI says is there, the tables guard, and `asked` tries; nothing more and nothing less."""
    for service, table in TABLES.items():
        paths = (await world.get("", service, "/v1/openapi.json"))["paths"]
        found = {(one["operationId"], method.upper()) for path in paths.values() for method, one in path.items()}
        assert found == {(operation, asked.method) for operation, asked in ASKED[service].items()}
        guarded = {operation: asked for operation, asked in ASKED[service].items() if not asked.public}
        assert {operation: set(row) for operation, row in table.items()} == {
            operation: set(asked.sights) for operation, asked in guarded.items()
        }


@EVERY
async def test_no_token_or_another_one(world: World, service: str, operation: str) -> None:
    """L6: without a token, for another audience, expired or forged: 401 for everything, whatever the path or body."""
    asked = ASKED[service][operation]
    good = await world.outside.token("noor.zv")
    bearers = {
        "geen-token": None,
        "token-ongeldig": await world.outside.token("noor.zv", audience="iets-anders"),
        "token-verlopen": await world.outside.token("noor.zv", lifetime="-60"),
        "token-ongeldig ": good[:-6] + "AAAAAA",
    }
    for code, bearer in bearers.items():
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        reply = await world.outside.raw(asked.method, service, asked.at(UNKNOWN), headers=headers)
        assert (reply.status, reply.body["code"]) == (401, code.strip())


@pytest.mark.parametrize("operation", OPEN_TO_ALL)
async def test_what_is_public(world: World, operation: str) -> None:
    """D6: organisations, places and public keys only."""
    reply = await world.outside.raw("GET", "intake", ASKED["intake"][operation].path)
    assert reply.status == 200
    assert "private" not in str(reply.body)
    assert '"d"' not in str(reply.body)


@EVERY
async def test_a_role_that_may_not(world: World, service: str, operation: str) -> None:
    """L6: 403 before anything is looked up, the same for a zaak that exists and one that doesn't."""
    row = ASKED[service][operation].sights
    may_not = [person for person in SCREENED if not set(person.roles) & set(row)]
    assert "otto.zv" in {person.subject for person in may_not}
    replies = await asyncio.gather(*(ask(world, one.subject, service, operation, UNKNOWN) for one in may_not))
    assert {(reply.status, reply.body["code"]) for reply in replies} == {(403, "geen-rol")}


@EVERY
async def test_nobody_without_a_vog(world: World, cases: list[Case], service: str, operation: str) -> None:
    """L10: in no role and for no zaak, not even for what asks for none; the answer says why and whom to ask."""
    for zaak in (cases[0].zaak, UNKNOWN):
        reply = await ask(world, WITHOUT_VOG, service, operation, zaak)
        assert (reply.status, reply.body["code"]) == (403, "geen-vog")


@EVERY
async def test_own_and_other_organisations(world: World, cases: list[Case], service: str, operation: str) -> None:
    """L6 L8: who sees the zaak gets an answer of the domain; who doesn't gets the 404 of a zaak that isn't there.

    Barred persons of an organisation that takes part, and a barred procesregisseur, don't; of a closed zaak nobody sees
    the content.
    """
    asked = ASKED[service][operation]
    if not asked.about_a_zaak:
        return
    world.at("2025-03-28T10:00")
    runs, *_, closed = cases
    tried = cases if asked.method == "GET" else [runs, closed]
    for person in SCREENED:
        if not set(person.roles) & set(asked.sights):
            continue
        nothing = await ask(world, person.subject, service, operation, UNKNOWN)
        assert (nothing.status, nothing.body["code"]) == (404, "niet-gevonden")
        for case in tried:
            await _as_it_should(world, person, service, operation, case, nothing)


async def _as_it_should(world: World, person: Person, service: str, operation: str, case: Case, nothing: Reply) -> None:
    reply = await ask(world, person.subject, service, operation, case.zaak)
    if sees(person, ASKED[service][operation], case):
        assert _answered(reply), (person.subject, case, reply)
    else:
        assert (reply.status, reply.body) == (nothing.status, nothing.body), (person.subject, case)


def _answered(reply: Reply) -> bool:
    """Done, or refused by a rule of the domain."""
    if reply.status in (200, 201):
        return True
    return reply.status in (400, 403, 404, 409, 428) and reply.body["code"] not in (
        "geen-rol",
        "geen-vog",
        "niet-gevonden",
    )


@pytest.mark.parametrize("operation", ["lees_concept", "bewaar_concept", "dien_concept_in", "gooi_concept_weg"])
async def test_a_draft_is_its_writer_s_alone(world: World, draft: str, operation: str) -> None:
    """L6 D1: a colleague, another organisation and a procesregisseur find nothing; throwing away comes last."""
    for person in SCREENED:
        if "melder" not in person.roles or person.subject == "vera.vt":
            continue
        nothing = await ask(world, person.subject, "intake", operation, UNKNOWN_CONCEPT)
        reply = await ask(world, person.subject, "intake", operation, draft)
        assert (reply.status, reply.body) == (nothing.status, nothing.body)
        assert reply.status == 404
    assert _answered(await ask(world, "vera.vt", "intake", operation, draft))


@pytest.mark.parametrize("who", ["bea.zv", "fred.zv", "otto.zv"])
async def test_beheer_and_toezicht_see_no_content(world: World, cases: list[Case], who: str) -> None:
    """L6: no route with a zaak in it answers them, but that toezicht reads how long it is kept and why (L8)."""
    terms = {("intake", "lees_bewaartermijn")} if who == "fred.zv" else set()
    for service, operation in GUARDED:
        if ASKED[service][operation].about_a_zaak and (service, operation) not in terms:
            reply = await ask(world, who, service, operation, cases[0].zaak)
            assert reply.status == 403


def test_the_expectation_is_complete() -> None:
    """L6: whoever takes part in a zaak sees it unless barred, and nobody sees the content of a closed one."""
    runs = Case("z", "1", takes_part=("2",), barred=("b",))
    closed = Case("z", "1", takes_part=("2",), closed=True, present=("2",))
    vera, noor = PEOPLE["vera.vt"], PEOPLE["noor.zv"]
    assert may_see("lopend", noor, runs)
    assert not may_see("lopend", noor, closed)
    assert not may_see("deelnemend", vera, runs)
    assert not may_see("lopend", Person("b", "B", "ZV", ("procesregisseur",)), runs)
    assert not sees(vera, Asked("GET", "/Z", "P:lopend"), runs)
