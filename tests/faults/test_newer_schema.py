# SPDX-License-Identifier: EUPL-1.2
"""A document that a newer release wrote is left alone: refused for now, its partition waits, and not a byte is rewritten.

Not for: lifting documents of an older schema; that is the kit's.
"""

import asyncio
import random
from typing import Any

import httpx2
import pytest
from bson.raw_bson import RawBSONDocument
from tests.faults.audit import Journal
from tests.faults.audited import documents, load_on, verdict
from tests.faults.bed import until
from tests.faults.fleet import Fleet, Ground, running
from tests.faults.load import Load
from tests.faults.load.asking import Asking
from tests.faults.load.ways import Plan

from zvhh_local.examples import VT

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

NEWER = 99
UNAVAILABLE = 503


async def test_a_newer_schema_is_refused_and_never_rewritten(ground: Ground) -> None:
    """503 to a command, the event behind it waits (no dead letter); with the old number back, all goes on."""
    async with running(ground, processes=1) as fleet, load_on(fleet, Journal(), 11) as load:
        await load.walk([Plan("gemeld", "rest", VT)] * 2)
        assert (await verdict(fleet, load.journal)).green
        zaak = load.journal.zaken[0]
        was = lifted(fleet, zaak.id, NEWER)
        written = stored(fleet, zaak.id)
        refused = await command(fleet, load, zaak.id)
        assert (refused.status_code, "retry-after" in refused.headers) == (UNAVAILABLE, True)
        await withdraw(fleet, load)
        log = fleet.stack.children["triage"].log
        waits = '"consumer waits"'
        await until(lambda: waits in log.read_text("utf-8"), seconds=30)
        await asyncio.sleep(3)
        assert stored(fleet, zaak.id) == written, "a document of a newer release was rewritten"
        lifted(fleet, zaak.id, was)
        found = await verdict(fleet, load.journal)
        assert found.green, found


def stored(fleet: Fleet, zaak: str) -> bytes:
    """The document's very bytes in the database."""
    with documents(fleet, "triage") as collection:
        raw = collection.with_options(collection.codec_options.with_options(document_class=RawBSONDocument))
        found: RawBSONDocument = raw.find_one({"_id": zaak})
        return bytes(found.raw)


def lifted(fleet: Fleet, zaak: str, schema: int) -> int:
    """Give the document another schema number; the one that it had."""
    with documents(fleet, "triage") as collection:
        was: int = collection.find_one_and_update({"_id": zaak}, {"$set": {"schema": schema}})["schema"]
    return was


async def command(fleet: Fleet, load: Load, zaak: str) -> Any:
    """One judgement, sent once."""
    body = {"criterium": "veiligheid", "ja": True, "motivatie": "Blijkt uit de melding.", "domeinen": []}
    headers = {"Authorization": f"Bearer {await fleet.token('noor.zv')}", "Idempotency-Key": f"nieuwer-{zaak}"}
    async with httpx2.AsyncClient(timeout=30) as http:
        return await http.post(f"{fleet.url('triage')}/v1/triages/{zaak}/oordelen", json=body, headers=headers)


async def withdraw(fleet: Fleet, load: Load) -> None:
    """The reporter of both zaken withdraws them: an event for triage each, the first on a document that it can't read."""
    asking = Asking(fleet.doors, fleet.token, random.Random(12), load.journal)
    for zaak in load.journal.zaken:
        path = f"/v1/meldingen/{zaak.id}/intrekking"
        await asking.give(zaak, "vera.vt", "intake", "trek_in", path, {"reden": "Anna trok haar verhaal in."})
        zaak.end = "ingetrokken"
    await asking.close()
