# SPDX-License-Identifier: EUPL-1.2
"""What nobody should send through the front door: refused with every fault, and nothing of it stored or echoed (L2, D1)."""

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from pymongo import AsyncMongoClient
from tests.e2e.asked import ASKED, GUARDED, TABLES, UNKNOWN, UNKNOWN_CONCEPT
from tests.e2e.test_story_7 import running_case
from tests.e2e.world import World, places

from zvhh_local.examples import melding
from zvhh_local.outside import Reply
from zvhh_local.stack import SERVICES

NOOR, VERA, PIET, BEA, FRED = "noor.zv", "vera.vt", "piet.po", "bea.zv", "fred.zv"
JSON = {"content-type": "application/json"}
SECRET = "Hanneke Zonderling echo"


@pytest.fixture(autouse=True)
def day(world: World) -> None:
    """A day in the window of 2025."""
    world.at("2025-03-10T10:00")


async def stored(world: World) -> dict[str, int]:
    """How many documents each collection of each service has; the log of reads and writes not counted."""
    counts: dict[str, int] = {}
    async with AsyncMongoClient[dict[str, Any]](world.stack.parts.mongodb_url) as client:
        for service in SERVICES:
            database = client[world.stack.database(service)]
            for name in await database.list_collection_names():
                if not name.endswith("_verwerkingen"):
                    counts[name] = await database[name].count_documents({})
    return counts


@pytest.fixture(scope="module")
async def quiet(world: World) -> None:
    """What the tests before these set in motion has come to rest."""
    events = -1
    while events != len(world.watch.seen):
        events = len(world.watch.seen)
        await world.settle()


@pytest.fixture
async def untouched(world: World, quiet: None) -> AsyncIterator[None]:
    """Afterwards every database is as it was: what is answered has been saved by then, and an event only follows a save."""
    before = await stored(world)
    yield
    assert await stored(world) == before


async def send(world: World, content: bytes, **headers: str | None) -> Reply:
    """A raw POST /v1/meldingen of Vera; a header that is None is left out."""
    given = {
        "authorization": f"Bearer {await world.outside.token(VERA)}",
        "idempotency-key": secrets.token_hex(8),
        "content-type": "application/json",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in given.items() if value is not None}
    return await world.outside.raw("POST", "intake", "/v1/meldingen", headers=kept, content=content)


def good(**changes: Any) -> bytes:
    """A right melding, as bytes."""
    return json.dumps(melding(zorgen=SECRET, **changes)).encode()


BROKEN = {
    "empty": (b"", "geen-json"),
    "cut off": (good()[:-5], "geen-json"),
    "not UTF-8": (good().replace(b"Hanneke", b"Hann\xebke"), "geen-utf8"),
    "a NUL byte": (good().replace(b"Hanneke", b"Hann\x00ke"), "geen-json"),
    "a NUL in a text": (good().replace(b"Hanneke", b"Hann\\u0000ke"), "nul-teken"),
    "a key twice": (good()[:-1] + b', "voorPilot": true}', "dubbele-sleutel"),
    "not a number": (good()[:-1] + b', "leeftijd": NaN}', "geen-json"),
    "too deep": (b'{"zorgen": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "te-diep"),
    "a list": (b"[" + good() + b"]", "verkeerd-type"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.usefixtures("untouched")
async def test_what_is_no_json_object(world: World, name: str) -> None:
    """L2: 400 that says what kind of fault, and nothing of what was sent."""
    content, code = BROKEN[name]
    reply = await send(world, content)
    assert (reply.status, reply.codes) == (400, [code])
    assert "Zonderling" not in str(reply.body)


@pytest.mark.usefixtures("untouched")
async def test_every_wrong_type_and_unknown_field_at_once(world: World) -> None:
    """L1 L2: each with its place; values are never echoed, nor is what could not be a name of a field."""
    wrong = melding(
        voorPilot="ja",
        betrokkenen="geen",
        leefgebieden=[1],
        relatie=SECRET,
        bekend={"hoe": 3, "sinds": "gisteren"},
        geloof=SECRET,
        **{f"{SECRET} met spaties": True},
    )
    reply = await send(world, json.dumps(wrong).encode())
    assert reply.status == 400
    found = places(reply.body)
    assert (
        found["/voorPilot"]
        == found["/betrokkenen"]
        == found["/leefgebieden/0"]
        == found["/bekend/hoe"]
        == "verkeerd-type"
    )
    assert (found["/relatie"], found["/bekend/sinds"], found["/geloof"]) == (
        "onbekende-waarde",
        "geen-datum",
        "onbekend-veld",
    )
    assert len(found) == 8
    assert SECRET not in str(reply.body)


@pytest.mark.usefixtures("untouched")
async def test_more_than_a_megabyte(world: World) -> None:
    """413, and the connection goes on; just under the limit it is read and judged. Beyond two the front door ends it."""
    for _ in range(3):
        reply = await send(world, good(zekerheden="x" * 1_500_000))
        assert (reply.status, reply.body["code"]) == (413, "te-groot")
        assert "Zonderling" not in str(reply.body)
    reply = await send(world, good(zekerheden="x" * 900_000))
    assert (reply.status, places(reply.body)) == (400, {"/zekerheden": "te-lang"})


@pytest.mark.usefixtures("untouched")
async def test_what_is_left_of_a_refused_body_is_no_next_request(world: World) -> None:
    """A service that refuses before it has read all: the rest of the body must not be taken for a request."""
    assert await statuses(world, b"GET /v1/x HTTP/1.1\r\n\r\n" * 30_000) == [401, 404]


async def statuses(world: World, content: bytes) -> list[int]:
    """Every status on one connection: of a POST whose body waits for an early answer, and of an unknown address after it."""
    host, _, port = world.stack.front_door.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    own = [f"Idempotency-Key: {secrets.token_hex(8)}", "Content-Type: application/json"]
    head = ["POST /api/intake/v1/meldingen HTTP/1.1", f"Host: {host}", f"Content-Length: {len(content)}", *own]
    came = b""
    try:
        writer.write("\r\n".join([*head, "", ""]).encode())
        with suppress(TimeoutError):
            came = await asyncio.wait_for(reader.read(65536), 0.5)
        writer.write(content + f"GET /onbekend HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        with suppress(ConnectionError):
            while more_came := await asyncio.wait_for(reader.read(65536), 20):
                came += more_came
    finally:
        writer.transport.abort()
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", came)]


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/json; charset=latin-1", None])
@pytest.mark.usefixtures("untouched")
async def test_another_content_type(world: World, kind: str | None) -> None:
    """415."""
    reply = await send(world, good(), content_type=kind)
    assert (reply.status, reply.body["code"]) == (415, "inhoud-soort")


@pytest.mark.parametrize("key", [None, "kort", "met een spatie erin", "x" * 129])
@pytest.mark.usefixtures("untouched")
async def test_without_a_usable_key_the_other_faults_are_told_too(world: World, key: str | None) -> None:
    """D1: one answer."""
    reply = await send(world, good(geloof="geen"), idempotency_key=key)
    assert (reply.status, places(reply.body)) == (
        400,
        {"header:Idempotency-Key": "idempotency-key", "/geloof": "onbekend-veld"},
    )


COMMANDS = [(service, operation) for service, operation in GUARDED if ASKED[service][operation].body is not None]


@pytest.mark.parametrize(("service", "operation"), COMMANDS, ids=[f"{service} {one}" for service, one in COMMANDS])
@pytest.mark.usefixtures("untouched")
async def test_every_command_reads_its_body_strictly(world: World, service: str, operation: str) -> None:
    """D1 L2: broken, of another type, with an unknown field, without a key: the same for each command."""
    asked = ASKED[service][operation]
    who = next(one for one in (NOOR, VERA, PIET, BEA, FRED) if _may(one, service, operation))
    token = {"authorization": f"Bearer {await world.outside.token(who)}"}
    key = {"idempotency-key": secrets.token_hex(8)}
    path = asked.path.replace("Z", UNKNOWN).replace("C", UNKNOWN_CONCEPT)
    good = (
        running_case() if operation == "breng_lopende_zaak_in" else asked.body_for(UNKNOWN)
    )  # all faults come at once

    async def reply(headers: dict[str, str], content: bytes) -> Reply:
        return await world.outside.raw(asked.method, service, path, headers=token | headers, content=content)

    body = json.dumps(good).encode()
    assert (await reply(key | JSON, body[:-3])).status == 400
    assert (await reply(key | {"content-type": "text/plain"}, body)).status == 415
    assert (await reply(JSON, body)).codes == ["idempotency-key"]
    more = json.dumps(good | {"andersNogIets": SECRET}).encode()
    answer = await reply(key | JSON, more)
    assert (answer.status, places(answer.body)) == (400, {"/andersNogIets": "onbekend-veld"})
    assert SECRET not in str(answer.body)


def _may(who: str, service: str, operation: str) -> bool:
    from zvhh_local.people import PEOPLE

    return bool(set(PEOPLE[who].roles) & set(TABLES[service][operation]))


@pytest.mark.parametrize(
    ("service", "path"),
    [
        ("triage", "/v1/triages?aantal=0"),
        ("triage", "/v1/triages?aantal=201"),
        ("triage", "/v1/triages?aantal=veel"),
        ("triage", "/v1/triages?na=zomaar"),
        ("triage", "/v1/triages?stand=onzin"),
        ("triage", "/v1/triages?partner=%7B%22$ne%22:1%7D"),
        ("triage", "/v1/triages?gemeente=%00"),
        ("intake", "/v1/bewaartermijnen?binnen=veel"),
        ("intake", "/v1/jaarvragen"),
        ("intake", "/v1/taken?na=zomaar"),
        ("meetings", "/v1/trainingen?oin=%7B%22$ne%22:1%7D"),
        ("regie", "/v1/casusregie/gemeenten?op=0"),
        ("regie", "/v1/evaluatie/2025?uitvoer=misschien"),
        ("meetings", "/v1/overlegtrajecten?laat=misschien"),
        ("regie", "/v1/casussen?stand=%00"),
    ],
)
async def test_what_can_not_be_asked(world: World, service: str, path: str) -> None:
    """400 with the name of the parameter; never 422, never an empty list."""
    headers = {"authorization": f"Bearer {await world.outside.token(NOOR)}"}
    reply = await world.outside.raw("GET", service, path, headers=headers)
    assert reply.status == 400
    assert all(fault["plaats"].startswith("query:") for fault in reply.body["fouten"])


@pytest.mark.parametrize("id_", ["1", "..%2f..%2f", UNKNOWN.upper().replace("0", "A"), "%00", "x" * 5000])
async def test_an_id_that_can_not_be_is_not_found(world: World, id_: str) -> None:
    """L6: 404 like any unknown one."""
    headers = {"authorization": f"Bearer {await world.outside.token(NOOR)}"}
    for service, path in (("intake", "/v1/meldingen"), ("regie", "/v1/casussen")):
        assert (await world.outside.raw("GET", service, f"{path}/{id_}", headers=headers)).status == 404
