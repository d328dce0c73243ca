# SPDX-License-Identifier: EUPL-1.2
"""What nobody should put on a topic: a partner's bad records, and what does not fit in a channel of ours (S7, D1).

Answered or put aside, and never in the way of the next good one.
"""

import json
import secrets
import time
from collections import Counter
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from tests.e2e.world import World, only, records_of, soon

from zvhh_contracts.topics import MELDINGEN, PARTNER_MELDINGEN
from zvhh_local.examples import melding
from zvhh_local.outside import PartnerSystem
from zvhh_local.people import ORGANISATIONS

NOOR = "noor.zv"
SECRET = "Hanneke Zonderling echo"
DEAD = "zvhh.intake.dead-letters.v1"


@pytest.fixture(autouse=True)
def day(world: World) -> None:
    """A day in the window of 2025."""
    world.at("2025-03-10T10:00")


def odd_records(system: PartnerSystem) -> list[tuple[bytes | None, dict[str, str], str]]:
    """Value, attributes, and by what it is answered: its reference, its id, or else its place."""
    fine = system.attributes("dood") | {"ce_id": "PO-id-1"}
    body = json.dumps({"meldingReferentie": "PO-dood", "melding": SECRET}).encode()
    return [
        (b'{"meldingReferentie": "\xff"}', fine, "PO-id-1"),
        (body[:-4], fine, "PO-id-1"),
        (b'{"melding": "x"}', fine, "PO-id-1"),
        (body.replace(b"Hanneke", b"\\u0000"), fine, "PO-id-1"),
        (body, fine | {"ce_id": "", "ce_type": ""}, "PO-dood"),
        (body, fine | {"ce_source": _source("VT")}, "PO-dood"),
        (body, fine | {"ce_source": "mailto:x@y"}, "PO-dood"),
        (body, fine | {"ce_type": "nl.elders.iets.v1"}, "PO-dood"),
        (body, {"content-type": "application/cloudevents+json"}, "PO-dood"),
        (None, fine | {"ce_id": ""}, "place"),
        (b"x" * 1_000_000, fine | {"ce_id": ""}, "place"),
    ]


def _source(name: str) -> str:
    return f"urn:nld:oin:{ORGANISATIONS[name]}:systeem:eigen-systeem"


async def test_a_partner_s_odd_records_are_answered_and_the_next_good_one_goes_on(world: World) -> None:
    """S7 D1: each on the feedback topic, none in the dead letters; a good record behind all of them is handled within a
    second."""
    system = PartnerSystem(world.outside, ORGANISATIONS["PO"])
    before = len(await records_of(world, DEAD))
    records = odd_records(system)
    for value, attributes, _ in records:
        await system.put(value, attributes)
    last = await system.encrypt(melding())
    await system.report("PO-goed-1", last, traceparent=SECRET)
    sent = time.monotonic()
    came = len(world.watch.seen)
    assert await world.watch.until(lambda seen: _reported(seen[max(0, came - 5) :]), within=10)
    arrived = next(one.at for one in world.watch.seen[max(0, came - 5) :] if one.fact == "MeldingIngediend")
    assert arrived - sent < 1

    topic = world.stack.prefix + PARTNER_MELDINGEN.format(oin=system.oin)

    async def answered() -> Any:
        """Sent at least once: what is told twice is told once."""
        told = {json.dumps(one): one for one in await system.answers() if one["stap"] == "geweigerd"}
        names = Counter(one["meldingReferentie"] for one in told.values())
        return names["PO-id-1"], names["PO-dood"], sum(name.startswith(f"{topic}:0:") for name in names)

    expected = Counter(name for _, _, name in records)
    await soon(answered, (expected["PO-id-1"], expected["PO-dood"], expected["place"]))
    assert SECRET not in str(await system.answers())
    assert len(await records_of(world, DEAD)) == before


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


async def test_in_a_channel_a_gap_and_an_unknown_type_are_put_aside(world: World) -> None:
    """What comes after a hole waits for an operator, in each service that reads; so does what a newer release wrote."""
    zaak = f"{secrets.token_hex(4)}-{secrets.token_hex(2)}-8{secrets.token_hex(2)[1:]}-8{secrets.token_hex(2)[1:]}-{secrets.token_hex(6)}"
    example = await world.stages.report()
    data = (await world.event(example, "MeldingIngediend")) | {"kenmerk": "ZV-TEST-GATK"}
    known = "nl.zorgenveiligheid.meldingen.melding-ingediend.v1"
    readers = ("triage", "meetings", "regie")
    before = {name: len(await records_of(world, f"zvhh.{name}.dead-letters.v1")) for name in readers}
    await _publish(world, zaak, 2, known, data)  # 1 is missing
    await _publish(world, zaak, 1, known, data)
    await _publish(world, zaak, 2, "nl.zorgenveiligheid.meldingen.iets-nieuws.v1", {"nieuw": True})
    await _publish(world, zaak, 3, known, data)

    async def row() -> Any:
        rows = (await world.get(NOOR, "triage", "/v1/triages", aantal=200))["items"]
        return [one["kenmerk"] for one in rows if one["zaakId"] == zaak]

    await soon(row, ["ZV-TEST-GATK"])
    for name in readers:

        async def aside(name: str = name) -> Any:
            found = (await records_of(world, f"zvhh.{name}.dead-letters.v1"))[before[name] :]
            return [dict(record.headers)["dead-letter-reason"] for record in found]

        await soon(aside, [b"gap", b"unknown-type", b"gap"])
        assert "iets-nieuws" not in await world.outside.metrics(name)


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
