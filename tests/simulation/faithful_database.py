# SPDX-License-Identifier: EUPL-1.2
"""A script of operations as the kit makes them, drawn from a seed, to be played on a real database and on the fake.

Every answer is written down in a form that does not depend on the clock. Not for: failovers; one member has none.
"""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import ASCENDING, DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

__all__ = ["play"]

BEGIN = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)
IDS = [f"z{n}" for n in range(6)]
NAMES = ["aa", "bb", "cc"]
Answer = Any


def _moment(rng: random.Random) -> datetime:
    return BEGIN + timedelta(minutes=rng.randint(0, 5))


def _document(rng: random.Random, id_: str, version: int) -> dict[str, Any]:
    entries = [{"n": n, "type": "iets"} for n in range(rng.randint(0, 3))]
    effects = [{"n": n, "not_before": _moment(rng), "tries": 0} for n in rng.sample(range(5), rng.randint(0, 3))]
    made = {"_id": id_, "soort": rng.choice(["zaak", "ander"]), "v": version, "schema": rng.randint(1, 2)}
    made |= {"writer": f"{rng.choice(NAMES)}-{rng.randint(1, 30):012d}", "outbox": entries, "effects": effects}
    made |= {"state": rng.choice([None, {"stand": "open", "sinds": _moment(rng)}])}
    return made | ({"due": _moment(rng)} if rng.random() < 0.6 else {})


def _bulk(rng: random.Random) -> list[Any]:
    made: list[Any] = []
    for id_ in rng.sample(IDS, rng.randint(1, 4)):
        version = rng.randint(1, 3)
        query = {"_id": id_, "v": version}
        made.append(
            rng.choice(
                (
                    InsertOne(_document(rng, id_, 1)),
                    ReplaceOne(query, _document(rng, id_, version + 1)),
                    ReplaceOne(query, _document(rng, id_, version + 1)),
                    UpdateOne(query, {"$set": {"outbox": []}}),
                    DeleteOne(query),
                )
            )
        )
    return made


async def _bulk_write(rng: random.Random, documents: Any, names: Any) -> Answer:
    try:
        done = await documents.bulk_write(_bulk(rng), ordered=False)
    except BulkWriteError as fault:
        found = [(error["index"], error["code"]) for error in fault.details["writeErrors"]]
        return sorted(found), fault.details["nInserted"], fault.details["nMatched"], fault.details["nRemoved"]
    except DuplicateKeyError as fault:
        return type(fault).__name__
    return done.inserted_count, done.matched_count, done.deleted_count


async def _effect(rng: random.Random, documents: Any, names: Any) -> Answer:
    id_, n = rng.choice(IDS), rng.randint(0, 4)
    if rng.random() < 0.5:
        done = await documents.update_one({"_id": id_}, {"$pull": {"effects": {"n": n}}})
    else:
        changes = {"$set": {"effects.$.not_before": _moment(rng)}, "$inc": {"effects.$.tries": 1}}
        done = await documents.update_one({"_id": id_, "effects.n": n}, changes)
    return done.matched_count


async def _name(rng: random.Random, documents: Any, names: Any) -> Answer:
    name, upsert = rng.choice(NAMES), rng.random() < 0.5
    change = rng.choice(
        (
            {"$setOnInsert": {"published": 0, "closed": False}, "$currentDate": {"at": True}},
            {"$set": {"published": rng.randint(1, 9), "closed": rng.random() < 0.3}, "$currentDate": {"at": True}},
            {"$set": {"published": rng.randint(1, 9), "closed": False, "at": BEGIN}},
        )
    )
    query = rng.choice(({"_id": name}, {"_id": name}, {"_id": name, "at": BEGIN}))
    if "at" in query:
        upsert = False
    done = await names.update_one(query, change, upsert=upsert)
    return done.matched_count, done.upserted_id


def _known(rng: random.Random) -> list[dict[str, Any]]:
    return [{"soort": "zaak", "schema": {"$lte": rng.randint(1, 2)}}, {"soort": "ander", "schema": {"$lte": 1}}]


async def _find(rng: random.Random, documents: Any, names: Any) -> Answer:
    name = rng.choice(NAMES)
    query = rng.choice(
        (
            {"_id": {"$in": rng.sample(IDS, 3)}},
            {
                "writer": {"$gt": f"{name}-{5:012d}", "$lt": f"{name}."},
                "outbox.0": {"$exists": True},
                "$or": _known(rng),
            },
            {"due": {"$lte": _moment(rng)}, "$or": _known(rng)},
            {"due": {"$gt": _moment(rng)}},
            {"effects.not_before": {"$lte": _moment(rng)}},
            {"effects.0.not_before": {"$lte": _moment(rng)}},
            {"effects.n": rng.randint(0, 4)},
            {"effects": {"$elemMatch": {"n": rng.randint(0, 4), "tries": 0}}},
            {"$and": [{"soort": "zaak", "state": {"$ne": None}}, {"state.stand": "open"}]},
            {"state.sinds": {"$gte": _moment(rng)}},
            {"due": {"$exists": False}},
        )
    )
    sort = rng.choice(("", "writer", "due", "effects.not_before", "effects.0.not_before"))
    cursor = documents.find(query).sort([(sort, ASCENDING), ("_id", ASCENDING)] if sort else [("_id", ASCENDING)])
    return [raw async for raw in cursor.limit(rng.choice((0, 2)))]


async def _look(rng: random.Random, documents: Any, names: Any) -> Answer:
    match rng.randint(0, 3):
        case 0:
            found = [raw async for raw in names.find({"closed": False}).sort([("_id", ASCENDING)])]
            return [{**raw, "at": raw["at"] == BEGIN} for raw in found]
        case 1:
            recent = {"$lt": [{"$subtract": ["$$NOW", "$at"]}, 3_600_000]}
            return sorted([raw["_id"] async for raw in names.find({"closed": False, "$expr": recent}, {"_id": 1})])
        case 2:
            age = {"$divide": [{"$subtract": ["$$NOW", "$at"]}, 1000]}
            steps = [
                {"$match": {"closed": False}},
                {"$project": {"published": 1, "age": age}},
                {"$match": {"age": {"$gt": 3600}}},
            ]
            return sorted([(raw["_id"], raw["published"]) async for raw in names.aggregate(steps)])
    raw = await documents.find_one(
        {"due": {"$exists": True}}, {"due": 1}, sort=[("due", ASCENDING), ("_id", ASCENDING)]
    )
    return raw


async def _fence(rng: random.Random, documents: Any, names: Any) -> Answer:
    """A real write, and what is read after it in the same causally consistent session."""
    name = rng.choice(NAMES)
    async with await documents.database.client.start_session(causal_consistency=True) as session:
        change = {"$set": {"published": 7, "closed": False}, "$currentDate": {"at": True}}
        await names.update_one({"_id": name}, change, upsert=True, session=session)
        found = [raw["_id"] async for raw in documents.find({"_id": {"$in": IDS}}, session=session)]
        named = await names.find_one({"_id": name}, session=session)
    return sorted(found), named["published"]


STEPS: tuple[Callable[..., Awaitable[Answer]], ...] = (
    _bulk_write,
    _bulk_write,
    _effect,
    _name,
    _find,
    _find,
    _look,
    _fence,
)


async def play(database: Any, seed: int, amount: int = 120) -> list[Answer]:
    """Every answer, in order, each behind the name of what was asked; and at last everything that is stored."""
    rng = random.Random(seed)
    documents = database.get_collection(
        "zaken", read_concern=ReadConcern("majority"), write_concern=WriteConcern("majority", j=True)
    )
    names = database.get_collection("zaken_schrijvers", write_concern=WriteConcern("majority", j=True))
    await documents.create_index([("due", ASCENDING)], sparse=True)
    answers: list[Answer] = []
    for _ in range(amount):
        step = rng.choice(STEPS)
        answers.append((step.__name__, await step(rng, documents, names)))
    answers.append([raw async for raw in documents.find({}).sort([("_id", ASCENDING)])])
    return answers
