# SPDX-License-Identifier: EUPL-1.2
"""The hop by hand, as most would write it first: one record → load → save → send and wait → mark → commit.

Guarantee: see `byhand`. Arguments: bootstrap, MongoDB URL, database, topic in, topic out.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import uvloop
from pymongo.errors import DuplicateKeyError
from tests.bench.byhand import Hand, connected, fold, fresh


async def save(hand: Hand, record: Any) -> tuple[dict[str, Any], list[tuple[Any, str]]]:
    """Load, count and save, again when somebody else was first; the document as it is stored."""
    id_ = record.key.decode()
    while True:
        document = await hand.zaken.find_one({"_id": id_}) or fresh(id_)
        document["outbox"] = hand.unpublished(document)
        changed, dead = fold(document, [record])
        if not changed:
            return document, dead
        version = document["v"]
        document["v"] = version + 1
        if version:
            done = await hand.zaken.replace_one({"_id": id_, "v": version}, document)
            if done.matched_count:
                return document, dead
        else:
            try:
                await hand.zaken.insert_one(document)
            except DuplicateKeyError:
                continue
            return document, dead


async def loop(hand: Hand) -> None:
    """Record by record, until killed."""
    async for record in hand.consumer:
        document, dead = await save(hand, record)
        for refused, reason in dead:
            await hand.dead(refused, reason)
        for entry in hand.unpublished(document):
            await hand.send_and_wait(document["_id"], entry)
        if document["outbox"]:
            newest = {"outbox": {"n": {"$lte": document["outbox"][-1]["n"]}}}
            await hand.marks.update_one({"_id": document["_id"]}, {"$pull": newest})
        await hand.consumer.commit()


async def main(*arguments: str) -> None:
    """Until killed, or until any fault."""
    hand = await connected(*arguments)
    async with asyncio.TaskGroup() as group:
        group.create_task(hand.sweep())
        group.create_task(loop(hand))


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
