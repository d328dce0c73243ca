# SPDX-License-Identifier: EUPL-1.2
"""Reading everything again changes nothing; a database restored from an older copy is made whole again by command.

As the operator does it, with the services' own command line. The copy is taken document by document while the service
runs. Not for: what `replay` and `after-restore` say and refuse; that is the kit's.
"""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from tests.faults.audit import Journal
from tests.faults.audit.channels import channels, first_occurrences
from tests.faults.audit.evidence import Evidence, collect
from tests.faults.audited import documents, ends, load_on, operate, verdict
from tests.faults.fleet import SERVICES, Fleet, Ground, running
from tests.faults.load.asking import Asking
from tests.faults.load.ways import Plan

from zvhh_local.examples import PO, VT

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

NOOR = "noor.zv"
ZAKEN = int(os.environ.get("ZVHH_FAULTS_REPLAY_ZAKEN", "24"))
REPORTED, REJECTED = Plan("gemeld", "rest", VT), Plan("afgewezen", "rest", PO)
WITHDRAWN, BY_KAFKA = Plan("ingetrokken", "rest", VT), Plan("vraag-afgewezen", "kafka", PO)
EARLIEST = ("replay", "--from", "earliest")


async def replayed(fleet: Fleet, service: str) -> None:
    """Read everything again; also what a partner once offered of a zaak that is destroyed by now is only a repeat (L8)."""
    told = await operate(fleet, service, *EARLIEST, "--json")
    assert (told["notHandled"], told["cut"]) == ({}, []), told


async def everywhere(command: Callable[[str], Awaitable[Any]]) -> None:
    """The same for each service, one after the other."""
    for service in SERVICES:
        await command(service)


async def test_reading_everything_again_under_load(ground: Ground) -> None:
    """No new effect, no new event, no second feedback; and on a system at rest not one write and not one record."""
    async with running(ground, maximum=3) as fleet, load_on(fleet, Journal(), 5) as load:
        walking = asyncio.create_task(load.run(ZAKEN))
        while not walking.done():
            await everywhere(lambda service: replayed(fleet, service))
        await walking
        found = await verdict(fleet, load.journal, cap=3)
        assert found.green, found
        before = await ends(fleet), versions(fleet)
        await everywhere(lambda service: replayed(fleet, service))
        assert (await ends(fleet), versions(fleet)) == before


def versions(fleet: Fleet) -> dict[str, dict[str, int]]:
    """The version of every document."""
    found = {}
    for service in SERVICES:
        with documents(fleet, service) as collection:
            found[service] = {raw["_id"]: raw["v"] for raw in collection.find({}, {"v": 1})}
    return found


def copied(fleet: Fleet, service: str) -> list[Any]:
    """An older copy: every document as it is now."""
    with documents(fleet, service) as collection:
        return list(collection.find({}))


async def restored(fleet: Fleet, service: str, copy: Sequence[Any]) -> None:
    """Stop the service and put back its documents as they were."""
    for name in fleet.of(service):
        await asyncio.to_thread(fleet.stop, name)
    with documents(fleet, service) as collection:
        collection.delete_many({})
        collection.insert_many(copy)


async def started(fleet: Fleet, service: str) -> None:
    """Start the service again."""
    for name in fleet.of(service):
        fleet.start(name)
    await fleet.ready(*fleet.of(service))


async def test_a_consumer_restored_from_an_older_copy(ground: Ground) -> None:
    """triage and regie lose what they heard since the copy, and get it back from the topics."""
    async with running(ground, processes=1) as fleet, load_on(fleet, Journal(), 6) as load:
        await load.walk([REPORTED] * 3)
        assert (await verdict(fleet, load.journal)).green
        copies = {service: copied(fleet, service) for service in ("triage", "regie")}
        async with load_on(fleet, load.journal, 7, name="since") as since:
            await since.walk([REPORTED] * 3 + [WITHDRAWN] * 3)
        assert (await verdict(fleet, load.journal)).green
        for service, copy in copies.items():
            await restored(fleet, service, copy)
            await started(fleet, service)
        assert (await verdict(fleet, load.journal, seconds=4)).missing >= 6, "nothing was lost: the test says nothing"
        for service in copies:
            await operate(fleet, service, *EARLIEST)
        found = await verdict(fleet, load.journal)
        assert found.green, found


async def test_a_producer_restored_from_an_older_copy(ground: Ground) -> None:
    """triage loses decisions that others heard of: its numbers go on beyond the log's, and a person is told which zaken."""
    async with running(ground, processes=1) as fleet, load_on(fleet, Journal(), 8) as load:
        journal = load.journal
        await load.walk([REPORTED] * 2 + [REJECTED])
        assert (await verdict(fleet, journal)).green
        copy = copied(fleet, "triage")
        lost = {journal.zaken[0].id}
        asking = Asking(fleet.doors, fleet.token, random.Random(9), journal)
        await decide(asking, journal, "vraag_aanvulling", "aanvullingen", {"vraag": "Hoe vaak?"})
        async with load_on(fleet, journal, 10, name="since") as since:
            await since.walk([REJECTED, BY_KAFKA, REPORTED])
        lost |= {zaak.id for zaak in journal.zaken if zaak.key.startswith("since") and zaak.fate != "gemeld"}
        await verdict(fleet, journal)
        await restored(fleet, "triage", copy)
        assert await listed(fleet) == lost
        assert await listed(fleet, "--execute") == lost
        assert await listed(fleet) == set(), "lifted once is lifted"
        await started(fleet, "triage")
        await operate(fleet, "triage", *EARLIEST)
        await decide_anew(asking, journal)
        await asking.close()
        found = await verdict(fleet, journal)
        assert found.gaps == 0, found
        assert all(any(zaak in text for zaak in lost) for text in found.texts), found
        evidence = await collect(fleet.bootstrap, fleet.mongodb_url, fleet.prefix, fleet.databases)
        heard_anew(evidence, journal.zaken[0].id)


async def listed(fleet: Fleet, *more: str) -> set[str]:
    """The zaken that after-restore names."""
    told = await operate(fleet, "triage", "after-restore", "--force", *more, "--json")  # they were stopped just now
    return {row["zaakId"] for row in told["documents"]}


async def decide(asking: Asking, journal: Journal, operation: str, path: str, body: Any) -> None:
    """A command of a procesregisseur on the first zaak."""
    zaak = journal.zaken[0]
    zaak.end = None
    await asking.give(zaak, NOOR, "triage", operation, f"/v1/triages/{zaak.id}/{path}", body)


async def decide_anew(asking: Asking, journal: Journal) -> None:
    """The first zaak is rejected now: what triage said of it before, it does not know any more."""
    for criterium in ("leefgebieden", "veiligheid", "samenwerking"):
        oordeel: dict[str, Any] = {
            "criterium": criterium,
            "ja": False,
            "motivatie": "Blijkt uit de melding.",
            "domeinen": [],
        }
        await decide(asking, journal, "beoordeel", "oordelen", oordeel)
    body = {"uitkomst": "afgewezen", "route": "lokaal", "advies": "Bespreek de zaak in het wijkteam."}
    await decide(asking, journal, "bevestig", "bevestiging", body)


def heard_anew(evidence: Evidence, zaak: str) -> None:
    """The new decision is number 2 on the channel, right after the one that triage forgot, and intake took it."""
    (source,) = [of for of, subject in channels(evidence.events()) if subject == zaak and of.endswith("zvhh-triage")]
    records = channels(evidence.events())[source, zaak]
    numbered = {n: record.type.split(".")[-2] for n, record in first_occurrences(records).items()}
    assert numbered == {1: "aanvulling-gevraagd", 2: "triage-afgewezen"}
    melding = evidence.documents["intake"][zaak]
    assert (melding["marks"][source], melding["state"]["stand"]) == (2, "afgewezen")
