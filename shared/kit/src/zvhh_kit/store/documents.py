# SPDX-License-Identifier: EUPL-1.2
"""The only room that knows MongoDB documents of zaken: load, replace if the version is unchanged, find what waits.

Motor is used here only (other rooms get their collections from it), so that the step to PyMongo's own asyncio client is an import (ADR).
Not for: deciding what to save, nor who may see it.
"""

import logging
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import ValidationError
from pymongo import ASCENDING, DESCENDING, DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from zvhh_kit.core.document import CODEC, Document, NewerSchema, Unstorable
from zvhh_kit.core.fold import Folded
from zvhh_kit.core.handlers import Handlers

__all__ = ["Store", "Unavailable", "reachable"]

log = logging.getLogger(__name__)
DUPLICATE = 11000
UNSTORABLE = {2, 9, 52, 56, 57, 121, 171, 10334, 17280}
"""What MongoDB will say again of the same document: a field's name, two lists in one index, the operator's validation …"""

TIMEOUTS: dict[str, Any] = {"serverSelectionTimeoutMS": 2000, "connectTimeoutMS": 2000, "socketTimeoutMS": 10_000}


class Unavailable(Exception):
    """The database can't be reached or can't be used now; the same call may go through later."""


@asynccontextmanager
async def reachable() -> AsyncIterator[None]:
    """Whatever the database can't do now becomes Unavailable."""
    try:
        yield
    except (PyMongoError, NewerSchema) as fault:
        raise Unavailable(type(fault).__name__) from fault


class Store:
    """The documents of one service, in one collection.

    Reads are majority reads: what another process saved and might yet lose is never acted upon or published. What such a
    read does *not* show proves nothing (`fenced`).
    """

    def __init__(self, url: str, database: str, collection: str, handlers: Handlers) -> None:
        self._client: Any = AsyncIOMotorClient(url, tz_aware=True, **TIMEOUTS)
        self.database: Any = self._client.get_database(database, codec_options=CODEC)
        concerns: dict[str, Any] = {
            "read_concern": ReadConcern("majority"),
            "write_concern": WriteConcern("majority", j=True),
        }
        self.collection: Any = self.database.get_collection(collection, **concerns)
        self._fast: Any = self.database.get_collection(collection, write_concern=WriteConcern(1))
        self._fence: Any = self.database.get_collection(f"{collection}_hek", **concerns)
        self._handlers = handlers

    async def prepare(self, indexes: Iterable[Sequence[tuple[str, int]]] = ()) -> None:
        """Make the indexes: what is due, what a process wrote last, what is to be done outside, and those of the worklists."""
        async with reachable():
            for name in ("due", "writer", "effects.0.not_before"):
                await self.collection.create_index([(name, ASCENDING)], sparse=True)
            for keys in indexes:  # ends with what `page` ends with, or a later page would sort all that comes before it
                await self.collection.create_index([*keys, ("_id", ASCENDING)])

    async def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        async with reachable():
            await self.database.command("ping")

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    @asynccontextmanager
    async def fenced(self) -> AsyncIterator[Any]:
        """A session whose reads show everything that anybody was told of before it began. Raises Unavailable.

        A majority read is durable, not recent: after a failover it may for a while miss what was acknowledged. One real
        write of a majority, and reads after it in the same session, can't (docs/decisions/0019). For rare paths: before
        what a document does *not* show is believed.
        """
        async with reachable(), await self._client.start_session(causal_consistency=True) as session:
            await self._fence.update_one({"_id": "hek"}, {"$inc": {"n": 1}}, upsert=True, session=session)
            yield session

    async def load(self, ids: Sequence[str], session: Any = None) -> dict[str, Document]:
        """The documents that exist, by id. Raises Unavailable, also for a document of a newer release."""
        async with reachable():
            raws = [raw async for raw in self.collection.find({"_id": {"$in": list(ids)}}, session=session)]
            return {raw["_id"]: self._decode(raw) for raw in raws}

    def _decode(self, raw: dict[str, Any]) -> Document:
        return Document.decode(raw, self._handlers.named(raw["soort"]))

    async def save(self, folded: Sequence[Folded]) -> bool:
        """Write all that changed, each only if nobody else did since: True when every one was written.

        False: at least one was not; load and fold all of them again, what was written swallows its own repeat. Inserts
        and replacements are two operations, never an upsert: a lost race must not create. Raises Unavailable; Unstorable
        when the database will never take one of them.
        """
        operations = [_operation(one) for one in folded if one.changed]
        if not operations:
            return True
        async with reachable():
            try:
                done = await self.collection.bulk_write(operations, ordered=False)
            except BulkWriteError as fault:
                codes = {error["code"] for error in fault.details["writeErrors"]}
                if codes & UNSTORABLE:
                    raise Unstorable("refused by the database") from None
                if codes != {DUPLICATE}:
                    raise
                return False
            except DuplicateKeyError:
                return False
        written: int = done.matched_count + done.inserted_count + done.deleted_count
        return written == len(operations)

    async def left_behind(
        self, after: str, before: str, limit: int = 500, *, sendable: Iterable[str] | None = None, session: Any = None
    ) -> list[Document]:
        """Documents with an outbox whose last writer lies between two names of writers.

        `sendable`: only those whose oldest event is of one of these types; another one holds up its own document only.
        """
        query: dict[str, Any] = {"writer": {"$gt": after, "$lt": before}, "outbox.0": {"$exists": True}}
        if sendable is not None:
            query["outbox.0.type"] = {"$in": list(sendable)}
        return await self._list(query, "writer", limit, session)

    async def writers(self) -> list[str]:
        """The names of all processes whose write is the last of a document with an outbox. Raises Unavailable."""
        name = {"$arrayElemAt": [{"$split": ["$writer", "-"]}, 0]}
        steps: list[dict[str, Any]] = [{"$match": {"outbox.0": {"$exists": True}}}, {"$group": {"_id": name}}]
        async with reachable():
            return sorted([raw["_id"] async for raw in self.collection.aggregate(steps) if raw["_id"]])

    async def clear_outboxes(self, documents: Iterable[Document]) -> None:
        """Empty the outbox of documents that still are as they were loaded. One that is lost only makes a repeat."""
        clears = [UpdateOne({"_id": one.id, "v": one.version}, {"$set": {"outbox": []}}) for one in documents]
        if clears:
            async with reachable():
                await self._fast.bulk_write(clears, ordered=False)

    async def due(self, now: datetime, limit: int = 500) -> list[Document]:
        """Documents with a reminder due at or before `now` (domain time), earliest first."""
        return await self._list({"due": {"$lte": now}}, "due", limit)

    async def effects_due(self, before: datetime, limit: int = 100) -> list[Document]:
        """Documents whose first effect may be tried at `before` (real time), earliest first: the others wait for it."""
        return await self._list({"effects.0.not_before": {"$lte": before}}, "effects.0.not_before", limit)

    async def _list(self, query: Mapping[str, Any], sort: str, limit: int, session: Any = None) -> list[Document]:
        """Without documents of a newer release: its own processes look for those, and they must hold up no others; nor may
        one that can't be read any more, which is told."""
        known = [{"soort": kind.name, "schema": {"$lte": kind.schema}} for kind in self._handlers]
        async with reachable():
            found = self.collection.find({**query, "$or": known}, session=session).sort(sort, ASCENDING).limit(limit)
            return [one async for raw in found if (one := self._readable(raw)) is not None]

    def _readable(self, raw: dict[str, Any]) -> Document | None:
        try:
            return self._decode(raw)
        except ValidationError:
            log.critical("document can't be read", extra={"zaakId": raw["_id"], "document": raw["soort"]})
            return None

    async def effect_done(self, id_: str, n: int) -> None:
        """Take an effect out of its document. A majority has it: else the next save, which reads from a majority, would
        bring the effect back and do it again."""
        async with reachable():
            await self.collection.update_one({"_id": id_}, {"$pull": {"effects": {"n": n}}})

    async def effect_failed(self, id_: str, n: int, not_before: datetime) -> None:
        """Count a failure of an effect and try it again from `not_before` (real time)."""
        changes = {"$set": {"effects.$.not_before": not_before}, "$inc": {"effects.$.tries": 1}}
        async with reachable():
            await self.collection.update_one({"_id": id_, "effects.n": n}, changes)

    async def find_state(
        self, kind: str, id_: str, sight: Mapping[str, Any], *, surely: bool = False
    ) -> dict[str, Any] | None:
        """The stored document of this kind that lies within a sight, or None, surely: unknown and forbidden look alike.

        `surely`: as `fenced`, also where it is found.
        """
        query = {"$and": [{"_id": id_, "soort": kind, "state": {"$ne": None}}, dict(sight)]}
        async with reachable():
            raw: dict[str, Any] | None = None if surely else await self.collection.find_one(query)
        if raw is None:
            async with self.fenced() as session:
                raw = await self.collection.find_one(query, session=session)
        return raw

    async def is_there(self, kind: str, id_: str) -> bool:
        """Whether this document is there with a state, in anybody's sight or not. Raises Unavailable."""
        async with reachable():
            found = await self.collection.find_one({"_id": id_, "soort": kind, "state": {"$ne": None}}, {"_id": 1})
        return found is not None

    async def page(
        self, kind: str, query: Mapping[str, Any], *, sort: str, after: tuple[Any, str] | None, limit: int
    ) -> list[dict[str, Any]]:
        """Stored documents of a kind in order of (`sort`, id), beginning after the pair `after`; without a value come first."""
        parts: list[dict[str, Any]] = [_of_kind(kind), dict(query)]
        if after is not None:
            parts += _later(sort, *after)
        async with reachable():
            found = self.collection.find({"$and": parts}).sort([(sort, ASCENDING), ("_id", ASCENDING)]).limit(limit)
            return [raw async for raw in found]

    async def count(self, kind: str, query: Mapping[str, Any]) -> int:
        """How many stored documents of a kind fit. Raises Unavailable."""
        async with reachable():
            return int(await self.collection.count_documents({"$and": [_of_kind(kind), dict(query)]}))

    async def exists(self, kind: str, query: Mapping[str, Any]) -> bool:
        """Whether a stored document of a kind fits: the first that is found, in no order. Raises Unavailable."""
        async with reachable():
            return await self.collection.find_one({"$and": [_of_kind(kind), dict(query)]}, {"_id": 1}) is not None

    async def highest(self, kind: str, field: str, query: Mapping[str, Any]) -> Any:
        """The highest value of a field among those that fit, None where there is none. Raises Unavailable."""
        fits = {"$and": [_of_kind(kind), dict(query)]}
        async with reachable():
            raw: Any = await self.collection.find_one(fits, {field: 1}, sort=[(field, DESCENDING)])
        for part in field.split("."):
            raw = (raw or {}).get(part)
        return raw

    async def each(self, kind: str, query: Mapping[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Every stored document of a kind that fits, in order of id; one that changes meanwhile is given once, old or new."""
        async with reachable():
            found = self.collection.find({"$and": [_of_kind(kind), dict(query)]})
            async for raw in found.sort([("_id", ASCENDING)]):
                yield raw

    async def figures(self) -> dict[str, Any]:
        """For the metrics: the moment of the oldest effect (real time) and of the earliest reminder."""
        async with reachable():
            oldest = {}
            for name in ("effects.at", "due"):
                raw = await self.collection.find_one({name: {"$exists": True}}, {name: 1}, sort=[(name, ASCENDING)])
                oldest[name] = raw
            return oldest


def _of_kind(kind: str) -> dict[str, Any]:
    return {"soort": kind, "state": {"$ne": None}}


def _later(sort: str, value: Any, id_: str) -> list[dict[str, Any]]:
    """What comes after (`value`, `id_`); a comparison with None would find no document that has a value."""
    if value is None:
        return [{"$or": [{sort: {"$ne": None}}, {"_id": {"$gt": id_}}]}]
    # the first part is what bounds the index; of an $or alone it would read everything before the page
    return [{sort: {"$gte": value}}, {"$or": [{sort: {"$gt": value}}, {"_id": {"$gt": id_}}]}]


def _operation(folded: Folded) -> Any:
    document = folded.document
    if folded.removed:
        return DeleteOne({"_id": document.id, "v": document.version})
    if document.version == 0:
        return InsertOne(folded.raw)
    return ReplaceOne({"_id": document.id, "v": document.version}, folded.raw)
