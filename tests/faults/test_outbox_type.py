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

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

NEWER = "nl.proef.tellingen.iets-nieuws.v1"
ZAKEN = [f"t-{n}" for n in range(10)]
STOPPED, OTHERS = ZAKEN[0], ZAKEN[1:]


async def test_only_the_document_with_an_unknown_type_waits(bed: Bed) -> None:
    """Until the newer release is back: then it goes out too, in order."""
    worker, side = bed.worker(), bed.telling()
    await worker.ready(seconds=60)
    await asyncio.to_thread(bed.kafka.stop)
    for zaak in ZAKEN:
        assert (await worker.tel(zaak, "the-first-time"))[0] == 200
    worker.kill()
    known = await retyped(side.store.collection, NEWER)
    await asyncio.to_thread(heal, bed.kafka)
    worker.start()
    await worker.ready(seconds=60)
    for zaak in ZAKEN:
        assert (await worker.tel(zaak, "the-second-time"))[0] == 200

    async def the_others() -> bool:
        return await bed.published() == {zaak: {1, 2} for zaak in OTHERS}

    await until(the_others, seconds=60)
    said = [json.loads(line) for line in worker.log.read_text("utf-8").splitlines()]
    told = [
        line for line in said if line.get("zaakId") == STOPPED and line["level"] in ("warning", "error", "critical")
    ]
    assert told, "nobody is told which document waits"
    assert await worker.metric("zvhh_outbox_age_seconds") > 0
    assert await worker.metric("zvhh_dead_letters_open") == 0
    await retyped(side.store.collection, known)
    expected = Counter(dict.fromkeys(ZAKEN, 2))
    (await bed.settled(expected)).must_equal(expected)


async def retyped(tellers: Any, type_: str) -> str:
    """Give the oldest waiting event of the one document another type; the one that it had."""
    was = await tellers.find_one({"_id": STOPPED})
    await tellers.update_one({"_id": STOPPED}, {"$set": {"outbox.0.type": type_}})
    return str(was["outbox"][0]["type"])
