# SPDX-License-Identifier: EUPL-1.2
"""An event of a type that this release does not know waits in a document, as a newer release that was rolled back leaves it.

That document alone waits, and is told; everybody else's publishing goes on, and the sweep of what the dead process left.
Not for: such an event on a topic (that is for who reads it).
"""

import asyncio
import json
from collections import Counter
from typing import Any

import pytest
from tests.faults.bed import Bed, heal, until
from tests.faults.counter import Worker

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

NEWER = "nl.proef.tellingen.iets-nieuws.v1"
ZAKEN = [f"t-{n}" for n in range(10)]
STOPPED, AGAIN, SWEPT = ZAKEN[0], ZAKEN[1:5], ZAKEN[5:]
"""The one; those that get a second command; those that nobody but the sweep publishes."""


async def test_only_the_document_with_an_unknown_type_waits(bed: Bed) -> None:
    """Until the newer release is back: then it goes out too, in order."""
    worker, side = bed.worker(), bed.telling()
    await worker.ready(seconds=60)
    await asyncio.to_thread(bed.kafka.stop)
    await tel(worker, ZAKEN, "the-first-time")
    worker.kill()
    told_before = len(told(worker))
    known = await retyped(side.store.collection, NEWER)
    await asyncio.to_thread(heal, bed.kafka)
    worker.start()
    await worker.ready(seconds=60)
    await tel(worker, AGAIN, "the-second-time")
    await lies_there(bed, {zaak: {1, 2} for zaak in AGAIN} | {zaak: {1} for zaak in SWEPT})
    assert len(told(worker)) > told_before, "nobody is told which document waits"
    await asyncio.to_thread(bed.kafka.stop)
    await tel(worker, [STOPPED, *AGAIN], "the-third-time")
    await asyncio.to_thread(heal, bed.kafka)
    await lies_there(bed, {zaak: {1, 2, 3} for zaak in AGAIN} | {zaak: {1} for zaak in SWEPT})
    assert await worker.metric("zvhh_outbox_age_seconds") > 0
    assert await worker.metric("zvhh_dead_letters_open") == 0
    await retyped(side.store.collection, known)
    expected = Counter({STOPPED: 2} | dict.fromkeys(AGAIN, 3) | dict.fromkeys(SWEPT, 1))
    (await bed.settled(expected)).must_equal(expected)


async def tel(worker: Worker, zaken: list[str], key: str) -> None:
    """One command for each, that is answered."""
    assert [(await worker.tel(zaak, key))[0] for zaak in zaken] == [200] * len(zaken)


async def lies_there(bed: Bed, numbers: dict[str, set[int]]) -> None:
    """Wait until these events lie on the topic; no others may."""

    async def there() -> bool:
        return await bed.published() == numbers

    await until(there, seconds=60)


def told(worker: Worker) -> list[Any]:
    """What was said of the document that waits."""
    said = [json.loads(line) for line in worker.log.read_text("utf-8").splitlines()]
    return [
        line for line in said if line.get("zaakId") == STOPPED and line["level"] in ("warning", "error", "critical")
    ]


async def retyped(tellers: Any, type_: str) -> str:
    """Give the oldest waiting event of the one document another type; the one that it had."""
    was = await tellers.find_one({"_id": STOPPED})
    await tellers.update_one({"_id": STOPPED}, {"$set": {"outbox.0.type": type_}})
    return str(was["outbox"][0]["type"])
