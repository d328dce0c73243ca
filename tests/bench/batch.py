# SPDX-License-Identifier: EUPL-1.2
"""The hop by hand, as an expert would write it: a poll of 500 → load → fold → one bulk write → commit.

Publishing and marking overlap the next poll, one deep. Guarantee: see `byhand`. Arguments: as `per_message`.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import uvloop
from pymongo import InsertOne, ReplaceOne
from pymongo.errors import BulkWriteError
from tests.bench.byhand import Hand, Raw, connected, fold, fresh

DUPLICATE = 11000


async def save(hand: Hand, by_id: dict[str, list[Any]]) -> tuple[list[Raw], list[tuple[Any, str]]]:
    """Load, fold and save all zaken of a poll, again when one was changed meanwhile; those with something to publish."""
    while True:
        known = {raw["_id"]: raw async for raw in hand.zaken.find({"_id": {"$in": list(by_id)}}, batch_size=500)}
        writes: list[Any] = []
        refused: list[tuple[Any, str]] = []
        waiting = []
        for id_, records in by_id.items():
            document = known.get(id_) or fresh(id_)
            document["outbox"] = hand.unpublished(document)
            changed, dead = fold(document, records)
            refused += dead
            if document["outbox"]:
                waiting.append(document)
            if changed:
                version = document["v"]
                document["v"] = version + 1
                writes.append(ReplaceOne({"_id": id_, "v": version}, document) if version else InsertOne(document))
        if await written(hand, writes):
            return waiting, refused


async def written(hand: Hand, writes: list[Any]) -> bool:
    """Whether all of them were written."""
    if not writes:
        return True
    try:
        done = await hand.zaken.bulk_write(writes, ordered=False)
    except BulkWriteError as fault:
        if any(error["code"] != DUPLICATE for error in fault.details["writeErrors"]):
            raise
        return False
    return bool(done.matched_count + done.inserted_count == len(writes))


async def loop(hand: Hand) -> None:
    """Poll by poll, until killed."""
    publishing: asyncio.Task[None] | None = None
    while True:
        by_id: dict[str, list[Any]] = {}
        for records in (await hand.consumer.getmany(timeout_ms=1000, max_records=500)).values():
            for record in records:
                by_id.setdefault(record.key.decode(), []).append(record)
        if not by_id:
            continue
        waiting, refused = await save(hand, by_id)
        for record, reason in refused:
            await hand.dead(record, reason)
        if publishing is not None:
            await publishing
        publishing = asyncio.create_task(hand.publish(waiting))
        await hand.consumer.commit()


async def main(*arguments: str) -> None:
    """Until killed, or until any fault."""
    hand = await connected(*arguments)
    async with asyncio.TaskGroup() as group:
        group.create_task(hand.sweep())
        group.create_task(loop(hand))


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
