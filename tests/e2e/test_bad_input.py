# SPDX-License-Identifier: EUPL-1.2
"""What nobody should send, through the front door and on a partner's topic: refused with every fault, and nothing more.

Nothing of it is stored, echoed or in the way of the next good one (S7, L2, D1).
"""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from pymongo import AsyncMongoClient
from tests.e2e.test_access import ASKED, TABLES, UNKNOWN, UNKNOWN_CONCEPT
from tests.e2e.world import World, only, places, records_of, soon

from zvhh_contracts.topics import MELDINGEN, PARTNER_MELDINGEN
from zvhh_local.examples import melding
from zvhh_local.outside import PartnerSystem, Reply
from zvhh_local.people import ORGANISATIONS
from zvhh_local.stack import SERVICES
from zvhh_local.watch import eventually

NOOR, VERA, PIET = "noor.zv", "vera.vt", "piet.po"
JSON = {"content-type": "application/json"}
SECRET = "Hanneke Zonderling echo"
DEAD = "zvhh.intake.dead-letters.v1"


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
    "too deep": (b'{"zorgen": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "geen-json"),
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
async def test_two_megabytes(world: World) -> None:
    """413 at the front door, told while it is still being sent; just under its limit it is read and judged."""
    status, body = await _while_sending(world, good(zekerheden="x" * 2_000_000))
    assert status == 413
    assert b"Hanneke" not in body
    reply = await send(world, good(zekerheden="x" * 900_000))
    assert (reply.status, places(reply.body)) == (400, {"/zekerheden": "te-lang"})


async def _while_sending(world: World, content: bytes) -> tuple[int, bytes]:
    """Status and what else came of a POST whose answer is read before all of it is sent, as browsers do."""
    host, _, port = world.stack.front_door.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = [
        "POST /api/intake/v1/meldingen HTTP/1.1",
        f"Host: {host}",
        f"Authorization: Bearer {await world.outside.token(VERA)}",
        f"Idempotency-Key: {secrets.token_hex(8)}",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
    ]
    try:
        writer.write("\r\n".join([*head, "", ""]).encode() + content)
        line = await asyncio.wait_for(reader.readline(), 20)
        return int(line.split()[1]), await asyncio.wait_for(reader.read(4096), 20)
    finally:
        writer.transport.abort()


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


COMMANDS = [
    (service, operation)
    for service, table in TABLES.items()
    for operation in table
    if ASKED[operation].body is not None
]


@pytest.mark.parametrize(("service", "operation"), COMMANDS, ids=[operation for _, operation in COMMANDS])
@pytest.mark.usefixtures("untouched")
async def test_every_command_reads_its_body_strictly(world: World, service: str, operation: str) -> None:
    """D1 L2: broken, of another type, with an unknown field, without a key: the same for each command."""
    asked = ASKED[operation]
    who = next(one for one in (NOOR, VERA, PIET) if _may(one, service, operation))
    token = {"authorization": f"Bearer {await world.outside.token(who)}"}
    key = {"idempotency-key": secrets.token_hex(8)}
    path = asked.path.replace("Z", UNKNOWN).replace("C", UNKNOWN_CONCEPT)

    async def reply(headers: dict[str, str], content: bytes) -> Reply:
        return await world.outside.raw(asked.method, service, path, headers=token | headers, content=content)

    body = json.dumps(asked.body).encode()
    assert (await reply(key | JSON, body[:-3])).status == 400
    assert (await reply(key | {"content-type": "text/plain"}, body)).status == 415
    assert (await reply(JSON, body)).codes == ["idempotency-key"]
    more = json.dumps(asked.body | {"andersNogIets": SECRET}).encode()
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


def dead_records(system: PartnerSystem) -> dict[str, tuple[bytes | None, dict[str, str], str]]:
    """Name → value, attributes and the reason with which it is put aside."""
    fine = system.attributes("dood")
    body = json.dumps({"meldingReferentie": "dood", "melding": SECRET}).encode()
    return {
        "not UTF-8": (b'{"meldingReferentie": "\xff"}', fine, "partner: Onbeantwoordbaar"),
        "broken": (body[:-4], fine, "partner: Onbeantwoordbaar"),
        "no reference": (b'{"melding": "x"}', fine, "partner: Onbeantwoordbaar"),
        "a NUL": (body.replace(b"Hanneke", b"\\u0000"), fine, "partner: Onbeantwoordbaar"),
        "missing attributes": (body, fine | {"ce_id": "", "ce_type": ""}, "envelope: id missing; type missing"),
        "another source": (body, fine | {"ce_source": _source("VT")}, "source is not the partner of this topic"),
        "no source of ours": (body, fine | {"ce_source": "mailto:x@y"}, "envelope: source is not urn:nld:oin:"),
        "unknown type": (body, fine | {"ce_type": "nl.elders.iets.v1"}, "unknown type on a partner topic"),
        "tombstone": (None, fine, "envelope: tombstone"),
        "almost a megabyte": (b"x" * 1_000_000, fine, "partner: Onbeantwoordbaar"),
    }


def _source(name: str) -> str:
    return f"urn:nld:oin:{ORGANISATIONS[name]}:systeem:eigen-systeem"


async def test_a_partner_s_bad_records_are_put_aside_and_the_next_good_one_goes_on(world: World) -> None:
    """S7 D1: each to the dead letters, as an address only; a good record behind all of them is handled within a second."""
    system = PartnerSystem(world.outside, ORGANISATIONS["PO"])
    before = len(await records_of(world, DEAD))
    records = dead_records(system)
    for value, attributes, _ in records.values():
        await system.put(value, attributes)
    last = await system.encrypt(melding())
    await system.report("PO-goed-1", last, traceparent=SECRET)
    sent = time.monotonic()
    came = len(world.watch.seen)
    assert await world.watch.until(lambda seen: _reported(seen[max(0, came - 5) :]), within=10)
    arrived = next(one.at for one in world.watch.seen[max(0, came - 5) :] if one.fact == "MeldingIngediend")
    assert arrived - sent < 1

    async def put_aside() -> Any:
        found = (await records_of(world, DEAD))[before:]
        return found if len(found) >= len(records) else None

    found = await eventually(put_aside)
    reasons = [dict(record.headers)["dead-letter-reason"].decode() for record in found]
    for reason, (_, _, expected) in zip(reasons, records.values(), strict=True):
        assert reason.startswith(expected)
    for record in found:
        assert (record.key, record.value) == (None, b"")
        assert dict(record.headers)["dead-letter-pointer"] == b"true"
        assert SECRET.encode() not in b"".join(value for _, value in record.headers)


def _reported(seen: list[Any]) -> bool:
    return any(one.fact == "MeldingIngediend" for one in seen)


async def test_two_megabytes_on_the_topic(world: World) -> None:
    """The broker itself refuses what is larger than the topic allows."""
    topic = world.stack.prefix + PARTNER_MELDINGEN.format(oin=ORGANISATIONS["PO"])
    producer = AIOKafkaProducer(bootstrap_servers=world.stack.parts.bootstrap, max_request_size=4_000_000)
    await producer.start()
    try:
        with pytest.raises(KafkaError, match=r"MessageSizeTooLarge|too large|10"):
            await producer.send_and_wait(topic, b"x" * 2_000_000)
    finally:
        await producer.stop()


async def test_what_can_be_answered_is_answered(world: World) -> None:
    """D1: encrypted for another, broken inside, with a fault: told on the feedback topic with every fault; then it gives way."""
    system = PartnerSystem(world.outside, ORGANISATIONS["PO"])
    await system.report("PO-fout-1", "geen.jwe.van.ons.hier")
    await system.report("PO-fout-2", melding(voorPilot=False, geloof=SECRET))
    await system.report("PO-fout-2", melding())

    async def steps() -> Any:
        """Sent at least once: what is told twice is told once."""
        told[:] = [one for one in await system.answers() if one["meldingReferentie"].startswith("PO-fout")]
        return {(one["meldingReferentie"], one["stap"]) for one in told}

    told: list[dict[str, Any]] = []
    await soon(steps, {("PO-fout-1", "geweigerd"), ("PO-fout-2", "geweigerd"), ("PO-fout-2", "ontvangen")})
    first = next(one for one in told if one["meldingReferentie"] == "PO-fout-1")
    assert only(first["fouten"])["code"] == "niet-te-ontcijferen"
    assert SECRET not in str(told)


async def test_in_a_channel_a_gap_is_put_aside_and_an_unknown_type_only_counted(world: World) -> None:
    """The mark moves over what nobody knows; what comes after a hole waits for an operator, in each service that reads."""
    zaak = f"{secrets.token_hex(4)}-{secrets.token_hex(2)}-8{secrets.token_hex(2)[1:]}-8{secrets.token_hex(2)[1:]}-{secrets.token_hex(6)}"
    example = await world.stages.report()
    data = (await world.event(example, "MeldingIngediend")) | {"kenmerk": "ZV-TEST-GATK"}
    known = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
    readers = ("triage", "meetings", "regie")
    before = {name: len(await records_of(world, f"zvhh.{name}.dead-letters.v1")) for name in readers}
    await _publish(world, zaak, 2, known, data)  # 1 is missing
    await _publish(world, zaak, 1, "nl.zorgenveiligheid.meldingen.iets-nieuws.v1", {"nieuw": True})
    await _publish(world, zaak, 2, known, data)

    async def row() -> Any:
        rows = (await world.get(NOOR, "triage", "/v1/triages", aantal=200))["items"]
        return [one["kenmerk"] for one in rows if one["zaakId"] == zaak]

    await soon(row, ["ZV-TEST-GATK"])
    for name in readers:

        async def gaps(name: str = name) -> Any:
            found = (await records_of(world, f"zvhh.{name}.dead-letters.v1"))[before[name] :]
            return [dict(record.headers)["dead-letter-reason"] for record in found]

        await soon(gaps, [b"gap"])
        counted = await world.outside.metrics(name)
        assert 'zvhh_records_total{outcome="skipped",type="other"}' in counted
        assert "iets-nieuws" not in counted


async def _publish(world: World, zaak: str, sequence: int, type_: str, data: dict[str, Any]) -> None:
    """Put an event on intake's topic, as intake would."""
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": f"{zaak}:{sequence}",
        "ce_source": f"urn:nld:oin:{ORGANISATIONS['ZV']}:systeem:zvhh-intake",
        "ce_type": type_,
        "ce_subject": zaak,
        "ce_time": "2025-03-10T09:00:00.000Z",
        "ce_sequence": str(sequence),
        "ce_sequencetype": "Integer",
        "content-type": "application/json",
    }
    producer = AIOKafkaProducer(bootstrap_servers=world.stack.parts.bootstrap, acks="all")
    await producer.start()
    try:
        headers = [(name, value.encode()) for name, value in attributes.items()]
        topic = world.stack.prefix + MELDINGEN
        await producer.send_and_wait(topic, json.dumps(data).encode(), key=zaak.encode(), headers=headers)
    finally:
        await producer.stop()
