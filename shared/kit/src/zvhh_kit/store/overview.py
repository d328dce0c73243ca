# SPDX-License-Identifier: EUPL-1.2
"""What operators ask of the documents that no service asks: how many stand where, and which effects keep failing.

Beside `store` and `privacy` the only room that speaks to a collection; it gets it from the store. Not for: changing
what a zaak is; that goes through the engine.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from zvhh_kit.core.handlers import Handlers
from zvhh_kit.store.documents import Store, reachable

__all__ = ["count_overdue", "failed_effects", "hurry_effects", "ids_after", "stages", "with_state"]

FAILED = {"effects.not_before": {"$exists": True}, "effects.tries": {"$gt": 0}}
"""The first part makes it use the index of what waits."""


async def stages(store: Store, handlers: Handlers) -> list[dict[str, Any]]:
    """How many documents of each kind stand in each stage; looks at all of them. Raises Unavailable."""
    branches = [
        {"case": {"$eq": ["$soort", kind.name]}, "then": {"$ifNull": [f"$state.{kind.stage}", "–"]}}
        for kind in handlers
        if kind.stage
    ]
    stage: Any = {"$switch": {"branches": branches, "default": "–"}} if branches else "–"
    bare = {"$cond": [{"$eq": [{"$type": "$gone"}, "missing"]}, "alleen nummers", "vernietigd"]}
    shown = {"$cond": [{"$eq": [{"$ifNull": ["$state", None]}, None]}, bare, stage]}
    group = {"$group": {"_id": {"kind": "$soort", "stage": shown}, "count": {"$sum": 1}}}
    async with reachable():
        found = [row async for row in store.collection.aggregate([group])]
    return sorted((row["_id"] | {"count": row["count"]} for row in found), key=lambda row: (row["kind"], row["stage"]))


async def count_overdue(store: Store, before: datetime) -> int:
    """Documents with a reminder that was due before a moment (domain time). Raises Unavailable."""
    async with reachable():
        return int(await store.collection.count_documents({"due": {"$lt": before}}))


async def with_state(store: Store, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Which of these documents are there with a state, not as a tombstone. Raises Unavailable."""
    async with reachable():
        found = store.collection.find({"_id": {"$in": list(ids)}, "state": {"$ne": None}}, {"soort": 1}).sort("_id", 1)
        return [{"zaakId": raw["_id"], "kind": raw["soort"]} async for raw in found]


async def ids_after(store: Store, after: str, limit: int) -> list[str]:
    """The next documents with a state, in order of id. Raises Unavailable."""
    query = {"_id": {"$gt": after}, "state": {"$ne": None}}
    async with reachable():
        return [raw["_id"] async for raw in store.collection.find(query, {"_id": 1}).sort("_id", 1).limit(limit)]


async def failed_effects(store: Store, limit: int) -> list[dict[str, Any]]:
    """Effects that failed and will be tried again, the oldest first. Raises Unavailable."""
    async with reachable():
        raws = [raw async for raw in store.collection.find(FAILED, {"effects": 1}).limit(limit)]
    rows = [
        {
            "zaakId": raw["_id"],
            "kind": effect["kind"],
            "since": effect["at"],
            "tries": effect["tries"],
            "nextTry": effect["not_before"],
        }
        for raw in raws
        for effect in raw["effects"]
        if effect["tries"]
    ]
    return sorted(rows, key=lambda row: row["since"])


async def hurry_effects(store: Store, now: datetime) -> int:
    """Let what failed be tried at `now` (real time); in how many documents. Raises Unavailable."""
    change = {"$set": {"effects.$[failed].not_before": now}}
    async with reachable():
        done = await store.collection.update_many(FAILED, change, array_filters=[{"failed.tries": {"$gt": 0}}])
    return int(done.modified_count)
