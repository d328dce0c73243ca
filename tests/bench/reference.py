# SPDX-License-Identifier: EUPL-1.2
"""The same hop by hand, to compare with: as fast as aiokafka and Motor let it be, without what makes the kit safe.

A poll of 500 → load → count → one bulk write with outbox → commit; publishing and marking overlap the next poll. It
loses events when it dies between a save and its publishing, dead-letters nothing, has no sweep, no log and no metrics.
Arguments: bootstrap, MongoDB URL, database, topic prefix.
"""

import asyncio
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import InsertOne, ReplaceOne, UpdateOne
from pymongo.write_concern import WriteConcern

IN, OUT, TYPE = "bron.v1", "telling.v1", "nl.proef.tellingen.geteld.v1"
SOURCE = "urn:nld:oin:00000099000000000100:systeem:zvhh-telling"


def count(document: dict[str, Any], records: Iterable[Any]) -> list[dict[str, Any]]:
    """Count the records that were not counted yet; the new entries of the outbox."""
    new = []
    for record in records:
        headers = dict(record.headers)
        sequence, source = int(headers["ce_sequence"]), headers["ce_source"].decode()
        if sequence <= document["marks"].get(source, 0):
            continue
        json.loads(record.value)
        document["marks"][source] = sequence
        document["state"]["aantal"] += 1
        document["n"] += 1
        data = json.dumps({"aantal": document["state"]["aantal"]})
        new.append({"n": document["n"], "type": TYPE, "at": datetime.now(UTC), "data": data})
    document["outbox"] = [*document["outbox"], *new]
    return new


def headers_of(id_: str, entry: dict[str, Any]) -> list[tuple[str, bytes]]:
    """The envelope of an event."""
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": f"{id_}:{entry['n']}",
        "ce_source": SOURCE,
        "ce_type": entry["type"],
        "ce_subject": id_,
        "ce_time": entry["at"].isoformat(timespec="milliseconds"),
        "ce_sequence": str(entry["n"]),
        "ce_sequencetype": "Integer",
        "content-type": "application/json",
    }
    return [(name, value.encode()) for name, value in attributes.items()]


def fold(known: dict[str, Any], by_id: dict[str, list[Any]]) -> tuple[list[Any], dict[str, list[dict[str, Any]]]]:
    """The writes of a poll, and the new entries of each document."""
    writes: list[Any] = []
    new: dict[str, list[dict[str, Any]]] = {}
    for id_, records in by_id.items():
        fresh: dict[str, Any] = {"_id": id_, "v": 0, "state": {"aantal": 0}, "marks": {}, "n": 0, "outbox": []}
        document = known.get(id_) or fresh
        entries = count(document, records)
        if entries:
            new[id_] = entries
        version, document["v"] = document["v"], document["v"] + 1
        writes.append(ReplaceOne({"_id": id_, "v": version}, document) if version else InsertOne(document))
    return writes, new


async def publish(producer: AIOKafkaProducer, topic: str, marks: Any, new: dict[str, list[dict[str, Any]]]) -> None:
    """Send what is new, wait for every acknowledgement, then take it out of the outboxes."""
    sent = [
        await producer.send(topic, entry["data"].encode(), key=id_.encode(), headers=headers_of(id_, entry))
        for id_, entries in new.items()
        for entry in entries
    ]
    await asyncio.gather(*sent)
    pulls = [UpdateOne({"_id": id_}, {"$pull": {"outbox": {"n": {"$lte": e[-1]["n"]}}}}) for id_, e in new.items()]
    if pulls:
        await marks.bulk_write(pulls, ordered=False)


async def main(bootstrap: str, url: str, database: str, prefix: str) -> None:
    """Until killed."""
    collection: Any = AsyncIOMotorClient(url, tz_aware=True)[database]["tellers"]
    safe = collection.with_options(write_concern=WriteConcern("majority", j=True))
    marks = collection.with_options(write_concern=WriteConcern(1))
    consumer = AIOKafkaConsumer(
        prefix + IN,
        bootstrap_servers=bootstrap,
        group_id=prefix + "reference",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=50,
    )
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all", linger_ms=0)
    await consumer.start()
    await producer.start()
    publishing: asyncio.Task[None] | None = None
    while True:
        by_id: dict[str, list[Any]] = {}
        for records in (await consumer.getmany(timeout_ms=1000, max_records=500)).values():
            for record in records:
                by_id.setdefault(record.key.decode(), []).append(record)
        if not by_id:
            continue
        known = {raw["_id"]: raw async for raw in collection.find({"_id": {"$in": list(by_id)}})}
        writes, new = fold(known, by_id)
        await safe.bulk_write(writes, ordered=False)
        if publishing is not None:
            await publishing
        publishing = asyncio.create_task(publish(producer, prefix + OUT, marks, new))
        await consumer.commit()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
