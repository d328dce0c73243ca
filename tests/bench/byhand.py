# SPDX-License-Identifier: EUPL-1.2
"""What the two hand-written references share: one document a zaak, its outbox, and the relay with its sweep.

The kit's guarantee, by hand: each event counted once (a mark per source, a gap is a dead letter), saved with its outbox
in one majority write if the version is unchanged, the whole outbox published oldest first, n + 1 after the
acknowledgement of n, and swept when nobody published it. Any fault ends the process: who starts it again goes on where
the offsets and outboxes say. No validation, log, metrics, HTTP, reminders or patience: that is what the kit costs.
"""

import asyncio
import gc
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pymongo import AsyncMongoClient, UpdateOne
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern
from tests.bench.wire import OIN, OUT_PAD, STATE_PAD, TYPE_OUT

SOURCE = f"urn:nld:oin:{OIN}:systeem:zvhh-telling"
REMEMBERED = 100_000
Raw = dict[str, Any]


@dataclass
class Hand:
    """The connections of a reference, and what it remembers: the last entry of each zaak that the broker acknowledged."""

    consumer: AIOKafkaConsumer
    producer: AIOKafkaProducer
    zaken: Any
    marks: Any
    out: str
    acknowledged: dict[str, int] = field(default_factory=dict)

    def unpublished(self, document: Raw) -> list[Raw]:
        """The entries of an outbox that this process does not know to be published."""
        known = self.acknowledged.get(document["_id"], 0)
        return [entry for entry in document["outbox"] if entry["n"] > known]

    def remember(self, id_: str, n: int) -> None:
        """An entry was acknowledged."""
        self.acknowledged.pop(id_, None)
        self.acknowledged[id_] = n
        if len(self.acknowledged) > REMEMBERED:
            del self.acknowledged[next(iter(self.acknowledged))]

    async def dead(self, record: Any, reason: str) -> None:
        """What can't be counted is kept for a person."""
        headers = [*record.headers, ("dlq-reason", reason.encode())]
        await self.producer.send_and_wait(self.out + ".dead", record.value, key=record.key, headers=headers)

    async def publish(self, documents: Iterable[Raw]) -> None:
        """Whole outboxes, in waves: one entry a zaak, the next wave when all of it was acknowledged."""
        queues, done = {}, {}
        for document in documents:
            queues[document["_id"]] = self.unpublished(document)
            if document["outbox"]:
                done[document["_id"]] = document["outbox"][-1]["n"]
        while queues := {id_: queue for id_, queue in queues.items() if queue}:
            turn = {id_: queue.pop(0) for id_, queue in queues.items()}
            await asyncio.gather(*[await self._send(id_, entry) for id_, entry in turn.items()])
            for id_, entry in turn.items():
                self.remember(id_, entry["n"])
        if done:
            pulls = [UpdateOne({"_id": id_}, {"$pull": {"outbox": {"n": {"$lte": n}}}}) for id_, n in done.items()]
            await self.marks.bulk_write(pulls, ordered=False)

    async def send_and_wait(self, id_: str, entry: Raw) -> None:
        """One entry, acknowledged."""
        await (await self._send(id_, entry))
        self.remember(id_, entry["n"])

    async def _send(self, id_: str, entry: Raw) -> Any:
        return await self.producer.send(
            self.out, entry["data"].encode(), key=id_.encode(), headers=_headers(id_, entry)
        )

    async def sweep(self) -> None:
        """Every second, what was saved two seconds ago and is not published."""
        while True:
            await asyncio.sleep(1)
            old = {"outbox.at": {"$lt": datetime.now(UTC) - timedelta(seconds=2)}}
            await self.publish([raw async for raw in self.zaken.find(old).sort("outbox.at", 1).limit(500)])


def _headers(id_: str, entry: Raw) -> list[tuple[str, bytes]]:
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": f"{id_}:{entry['n']}",
        "ce_source": SOURCE,
        "ce_type": TYPE_OUT,
        "ce_subject": id_,
        "ce_time": entry["at"].isoformat(timespec="milliseconds"),
        "ce_sequence": str(entry["n"]),
        "ce_sequencetype": "Integer",
        "content-type": "application/json",
    }
    return [(name, value.encode()) for name, value in attributes.items()]


def fresh(id_: str) -> Raw:
    """The document of a zaak that is not stored yet."""
    return {"_id": id_, "v": 0, "state": {"stand": "nieuw", "aantal": 0}, "marks": {}, "n": 0, "outbox": []}


def fold(document: Raw, records: Iterable[Any]) -> tuple[bool, list[tuple[Any, str]]]:
    """Count the records that were not counted yet: whether the document changed, and what can't be counted."""
    dead: list[tuple[Any, str]] = []
    changed = False
    for record in records:
        try:
            changed = _count(document, record) or changed
        except (ValueError, KeyError, TypeError) as fault:
            dead.append((record, type(fault).__name__))
    return changed, dead


def _count(document: Raw, record: Any) -> bool:
    headers = dict(record.headers)
    sequence, source = int(headers["ce_sequence"]), headers["ce_source"].decode()
    mark = document["marks"].get(source, 0)
    if sequence <= mark:
        return False
    if sequence > mark + 1:
        raise ValueError("gap")
    came = json.loads(record.value)
    counted = document["state"]["aantal"] + 1
    document["state"] |= {"aantal": counted, "laatste": came["n"], "pad": came["pad"][:STATE_PAD]}
    document["marks"][source] = sequence
    document["n"] += 1
    data = json.dumps({"zaakId": document["_id"], "aantal": counted, "pad": OUT_PAD})
    document["outbox"].append({"n": document["n"], "type": TYPE_OUT, "at": datetime.now(UTC), "data": data})
    return True


async def connected(bootstrap: str, url: str, database: str, source: str, out: str) -> Hand:
    """Everything started, the sweep's index made."""
    raw: Any = AsyncMongoClient(url, tz_aware=True)[database]["zaken"]
    zaken = raw.with_options(read_concern=ReadConcern("majority"), write_concern=WriteConcern("majority", j=True))
    await zaken.create_index("outbox.at", sparse=True)
    consumer = AIOKafkaConsumer(
        source,
        bootstrap_servers=bootstrap,
        group_id=out,
        group_instance_id=out,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=50,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, enable_idempotence=True, acks="all", linger_ms=0, max_batch_size=64 * 1024
    )
    await consumer.start()
    await producer.start()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    return Hand(consumer, producer, zaken, raw.with_options(write_concern=WriteConcern(1)), out)
