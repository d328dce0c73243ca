# SPDX-License-Identifier: EUPL-1.2
"""What stays behind of all the other tests: no personal data where it must not be, and a line for everything (L6, L7).

Runs after them in one run; alone it makes a zaak of its own first. Everything that anybody sent in the run was
remembered (`Recording`), and is looked for in logs, metrics, events and the raw documents of the database.
"""

import asyncio
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import AsyncMongoClient
from tests.e2e.asked import ASKED
from tests.e2e.texts import write_everywhere
from tests.e2e.world import World, records_of

from zvhh_local.examples import ANNA, BORIS, KIM, melding
from zvhh_local.outside import PartnerSystem
from zvhh_local.people import ORGANISATIONS
from zvhh_local.stack import SERVICES
from zvhh_local.watch import eventually

NOOR, VERA, GIJS = "noor.zv", "vera.vt", "gijs.gz"
ALWAYS = {
    "Anna Fictief",
    "Boris Verzonnen",
    "Kim Fictief",
    "999990019",
    "999990020",
    "999990032",
    "Proefweg",
    "0612345678",
    "Mr. Verbeelding",
    "Joris Bedacht",
}
TRACE = re.compile(r"[0-9a-f]{32}")


@pytest.fixture(scope="module")
async def texts(world: World) -> set[str]:
    """Everything personal that was sent in this run, a text of each kind for certain; those of examples and of faults too."""
    await write_everywhere(world)
    system = PartnerSystem(world.outside, ORGANISATIONS["PO"])
    await system.report("PO-log-1", melding(wensen=[]))

    async def answered() -> bool:
        return any(one["meldingReferentie"] == "PO-log-1" for one in await system.answers())

    await eventually(answered)
    world.outside.remember(melding())
    await world.settle()
    found = world.outside.texts | ALWAYS
    assert len(found) > 60
    return found


def found_in(raw: bytes, texts: set[str]) -> list[str]:
    """Which of the texts stand in it, as UTF-8 or escaped as JSON."""
    forms = {text: (text.encode(), json.dumps(text)[1:-1].encode()) for text in texts}
    return [text for text, either in forms.items() if any(form in raw for form in either)]


def log_files(world: World) -> list[Path]:
    """Every log of every process of the system, the front door's too."""
    files = [*(world.stack.folder / "logs").iterdir(), *(world.stack.folder / "caddy").glob("*.log")]
    assert {f"{service}.jsonl" for service in SERVICES} <= {file.name for file in files}
    return files


async def test_no_log_and_no_metric_has_any_of_it(world: World, texts: set[str]) -> None:
    """L7: neither names nor free text, nor a person's address, in whatever a process writes."""
    for file in log_files(world):
        assert found_in(file.read_bytes(), texts) == [], file.name
    for service in SERVICES:
        assert found_in((await world.outside.metrics(service)).encode(), texts) == []


async def test_no_event_and_no_dead_letter_has_any_of_it(world: World, texts: set[str]) -> None:
    """L6: on no topic but what a partner itself puts on its own; keys and headers too."""
    admin = AIOKafkaAdminClient(bootstrap_servers=world.stack.parts.bootstrap)
    await admin.start()
    names = [
        name.removeprefix(world.stack.prefix)
        for name in await admin.list_topics()
        if name.startswith(world.stack.prefix)
    ]
    await admin.close()
    own = [name for name in names if not re.fullmatch(r"partner\.\d+\.meldingen\.v1", name)]
    assert len(own) > 15
    records = await records_of(world, *own)
    for record in records:
        headers = b"".join(value for _, value in record.headers)
        assert found_in((record.key or b"") + (record.value or b"") + headers, texts) == [], record.topic
    assert len(records) > 5


async def test_no_document_has_any_of_it_in_clear(world: World, texts: set[str]) -> None:
    """L7: the raw bytes of every collection of every service, the log of reads and writes included."""
    seen = 0
    async with AsyncMongoClient[dict[str, Any]](world.stack.parts.mongodb_url) as client:
        for service in SERVICES:
            database = client[world.stack.database(service)]
            for name in await database.list_collection_names():
                raw: Any = database.get_collection(name, codec_options=CodecOptions(document_class=RawBSONDocument))
                async for document in raw.find({}):
                    seen += 1
                    assert found_in(document.raw, texts) == [], name
    assert seen > 10


def lines_of(world: World, service: str) -> Iterator[dict[str, Any]]:
    """The log lines of a service, each a JSON object."""
    for line in (world.stack.folder / "logs" / f"{service}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def of_a_zaak(service: str, operation: str) -> bool:
    """Whether what an operation writes is in a zaak; a roster, figures and a draft are none."""
    return "Z" in ASKED[service][operation].path or operation in ("meld", "breng_lopende_zaak_in")


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("service", SERVICES)
async def test_every_request_and_message_has_its_line(world: World, service: str) -> None:
    """One JSON line each, with zaakId, type or operation, outcome, duration and trace; nothing was unexpected."""
    requests = messages = 0
    for line in lines_of(world, service):
        assert {"time", "level", "service", "event"} <= set(line)
        assert line["service"] == service
        if line["event"] == "request" and (line["status"], "operation" in line) != (503, False):  # not ready yet
            requests += 1
            assert {"operation", "status", "ms", "trace"} <= set(line)
            assert line["status"] < 500
            assert TRACE.fullmatch(line["trace"])
            assert line["status"] != 201 or "zaakId" in line or not of_a_zaak(service, line["operation"]), line
        if line["event"] in ("message", "reminder"):
            messages += 1
            assert {"type", "outcome", "ms", "trace", "zaakId"} <= set(line), line
            assert TRACE.fullmatch(line["trace"]), line
        if line["level"] in ("error", "critical") and not line.get("logger", "").startswith(
            "aiokafka"
        ):  # while stopping
            assert line["event"] == "dead letter", line
    assert requests > 0
    assert messages > 0


async def access_log(world: World, service: str, **query: Any) -> list[dict[str, Any]]:
    """Lines of the log of reads and writes of a service, oldest first."""
    async with AsyncMongoClient[dict[str, Any]](world.stack.parts.mongodb_url) as client:
        database = client[world.stack.database(service)]
        (name,) = [one for one in await database.list_collection_names() if one.endswith("_verwerkingen")]
        return [line async for line in database[name].find(query, sort=[("n", 1)])]


@pytest.mark.usefixtures("texts")
async def test_the_log_of_reads_and_writes_is_whole(world: World) -> None:
    """L7: the command of each service finds no break, and tells each writer with the number of its lines."""
    for service, (status, said) in zip(
        SERVICES, await asyncio.gather(*(verify(world, one) for one in SERVICES)), strict=True
    ):
        assert status == 0
        counts = Counter(line["writer"] for line in await access_log(world, service))
        assert len(said.splitlines()) == len(counts)
        assert all(f"{writer}: {count} regels" in said for writer, count in counts.items())


async def verify(world: World, service: str) -> tuple[int | None, str]:
    """Status and output of `zvhh-<service> log verify`."""
    environment = world.stack.environment | {"ZVHH_DATABASE": world.stack.database(service)}
    command = [str(Path(sys.prefix) / "bin" / f"zvhh-{service}"), "log", "verify"]
    process = await asyncio.create_subprocess_exec(
        *command, env={**os.environ, **environment}, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("service", SERVICES)
async def test_every_request_that_touched_a_zaak_is_logged(world: World, service: str) -> None:
    """L7: whatever showed or changed one has a line by its trace, in the whole run; none was passed over."""
    traces = {line["trace"] for line in await access_log(world, service)}
    done = [line for line in lines_of(world, service) if line["event"] == "request" and line["status"] in (200, 201)]
    touched = [line for line in done if "zaakId" in line]
    assert touched
    assert [line for line in touched if line["trace"] not in traces] == []


async def test_one_line_for_each_person_and_none_for_what_is_not_there(world: World) -> None:
    """L7: read, list, write and refusal, each with who, of which organisation, what and about whom (a pseudonym)."""
    world.at("2025-03-10T09:00")
    zaak = await world.stages.report(betrokkenen=[ANNA, BORIS, KIM])
    about = {"object": f"melding/{zaak}"}
    written = await access_log(world, "intake", **about)
    assert [(line["action"], line["result"], line["actor"]) for line in written] == [("meld", "ok", VERA)] * 3
    await world.get(VERA, "intake", f"/v1/meldingen/{zaak}")
    read = (await access_log(world, "intake", **about))[3:]
    assert [(line["action"], line["result"], line["oin"]) for line in read] == [
        ("lees_melding", "ok", ORGANISATIONS["VT"])
    ] * 3
    people = {line["data_subject"] for line in read}
    assert people == {line["data_subject"] for line in written}
    assert len(people) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32,64}", one) for one in people)
    assert {line["origin"] for line in read} == {"intake/rest"}
    await world.get(GIJS, "intake", f"/v1/meldingen/{zaak}", status=404)
    [tried] = (await access_log(world, "intake", **about))[6:]
    assert (tried["result"], tried["actor"], tried["address"]) == ("refused", GIJS, "127.0.0.1")
    await world.get(NOOR, "intake", "/v1/meldingen", aantal=200)
    listed = (await access_log(world, "intake", **about))[7:]
    assert [(line["action"], line["actor"]) for line in listed] == [("lees_meldingen", NOOR)] * 3
    await world.post(VERA, "intake", f"/v1/meldingen/{zaak}/aanvullingen", {"tekst": "Ongevraagd."}, status=409)
    refused = (await access_log(world, "intake", **about))[10:]
    assert [(line["action"], line["result"]) for line in refused] == [("vul_melding_aan", "refused")] * 3


async def test_a_partner_s_own_system_is_logged_too(world: World) -> None:
    """L7: a write is a write, whichever way it came in."""
    world.at("2025-03-10T09:00")
    system = PartnerSystem(world.outside, ORGANISATIONS["PO"])
    await system.report("PO-log-2", melding(wensen=[]))

    async def answer() -> Any:
        return next((one for one in await system.answers() if one["meldingReferentie"] == "PO-log-2"), None)

    kenmerk = (await eventually(answer))["kenmerk"]
    (zaak,) = [one.subject for one in world.watch.seen if one.data.get("kenmerk") == kenmerk]
    lines = await access_log(world, "intake", object=f"melding/{zaak}")
    assert [(line["action"], line["oin"], line["origin"]) for line in lines] == [
        ("Indiening", ORGANISATIONS["PO"], "intake/kafka")
    ] * 2
