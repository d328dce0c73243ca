# SPDX-License-Identifier: EUPL-1.2
"""mongod alone: the same loads, inserts or replacements and marks as the hop, from prepared documents. The floor.

No Kafka and no folding: what is left is what MongoDB and its driver cost. Arguments: MongoDB URL, database, zaken of one
half, events a zaak, "marks" or "one-write" (no marks: one write a hop). Prints one line of JSON: hops a second of the first and the second half, own CPU seconds per 1,000.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import uvloop
from pymongo import AsyncMongoClient, InsertOne, ReplaceOne, UpdateOne
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern
from tests.bench.byhand import SOURCE, fresh
from tests.bench.wire import OUT_PAD, STATE_PAD, TYPE_OUT

BATCH = 500


def _document(id_: str, count: int) -> dict[str, Any]:
    data = json.dumps({"zaakId": id_, "aantal": count, "pad": OUT_PAD})
    entry = {"n": count, "type": TYPE_OUT, "at": datetime.now(UTC), "data": data}
    state = {"stand": "nieuw", "aantal": count, "laatste": count, "pad": "x" * STATE_PAD}
    return fresh(id_) | {"v": count, "state": state, "marks": {SOURCE: count}, "n": count, "outbox": [entry]}


def _batches(half: int, zaken: int, per_zaak: int) -> Iterator[tuple[list[str], list[Any], list[Any]]]:
    """Ids to load, writes and marks of each batch."""
    for count in range(1, per_zaak + 1):
        for first in range(0, zaken, BATCH):
            ids = [f"zaak-{half}-{number}" for number in range(first, min(first + BATCH, zaken))]
            made = [_document(id_, count) for id_ in ids]
            new = [
                InsertOne(one) if count == 1 else ReplaceOne({"_id": one["_id"], "v": count - 1}, one) for one in made
            ]
            pull = {"$pull": {"outbox": {"n": {"$lte": count}}}}
            yield ids, new, [UpdateOne({"_id": id_}, pull) for id_ in ids]


async def half(safe: Any, marks: Any, batches: list[tuple[list[str], list[Any], list[Any]]]) -> float:
    """Seconds of all batches; the marks of one overlap the next, one deep."""
    started = time.perf_counter()
    marking: asyncio.Task[Any] | None = None
    for ids, writes, pulls in batches:
        await safe.find({"_id": {"$in": ids}}, batch_size=BATCH).to_list()
        await safe.bulk_write(writes, ordered=False)
        if marks is None:
            continue
        if marking is not None:
            await marking
        marking = asyncio.ensure_future(marks.bulk_write(pulls, ordered=False))
    if marking is not None:
        await marking
    return time.perf_counter() - started


async def main(url: str, database: str, zaken: str, per_zaak: str, how: str) -> None:
    """Both halves, over zaken of their own."""
    raw: Any = AsyncMongoClient(url, tz_aware=True)[database]["zaken"]
    safe = raw.with_options(read_concern=ReadConcern("majority"), write_concern=WriteConcern("majority", j=True))
    await safe.create_index("outbox.at", sparse=True)
    marks = raw.with_options(write_concern=WriteConcern(1)) if how == "marks" else None
    rates, used = [], 0.0
    for number in (0, 1):
        batches = list(_batches(number, int(zaken), int(per_zaak)))
        before = time.process_time()
        seconds = await half(safe, marks, batches)
        used += time.process_time() - before
        rates.append(int(zaken) * int(per_zaak) / seconds)
    hops = 2 * int(zaken) * int(per_zaak)
    print(json.dumps([*rates, used * 1000 / hops]), flush=True)


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
