# SPDX-License-Identifier: EUPL-1.2
"""Everything is off for forty days after a process was killed: what it had saved and not published goes out all the same.

The test moves every stored moment back instead of waiting. Not for: terms of the domain; those have their own clock.
"""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.faults.bed import Bed, heal, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]

AWAY = timedelta(days=40)


async def test_what_lay_unpublished_is_swept_after_forty_days(bed: Bed) -> None:
    """And the age of what waits is 0 afterwards: nothing of the dead process is looked after for ever."""
    zaken = [f"t-{n}" for n in range(20)]
    worker, side = bed.worker(), bed.telling()
    await worker.ready(seconds=60)
    await asyncio.to_thread(bed.kafka.stop)
    for zaak in zaken:
        assert (await worker.tel(zaak, "before-it-died"))[0] == 200
    worker.kill()
    await aged(side.store.database)
    await asyncio.to_thread(heal, bed.kafka)
    worker.start()
    await worker.ready(seconds=60)
    expected = Counter(zaken)
    (await bed.settled(expected, seconds=60)).must_equal(expected)

    async def nothing_waits() -> bool:
        return await worker.metric("zvhh_outbox_age_seconds") == 0

    await until(nothing_waits, seconds=60)


async def aged(database: Any) -> None:
    """Everything that is stored is so much older, whatever it is."""
    for name in await database.list_collection_names():
        async for raw in database[name].find({}):
            await database[name].replace_one({"_id": raw["_id"]}, _earlier(raw))


def _earlier(value: Any) -> Any:
    if isinstance(value, datetime):
        return value - AWAY
    if isinstance(value, dict):
        return {name: _earlier(one) for name, one in value.items()}
    return [_earlier(one) for one in value] if isinstance(value, list) else value
